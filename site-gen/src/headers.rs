//! The security headers of every answer: for the host of the pages, for `serve`, for the form's handler.

/// What a page may load: its own style sheet, scripts, images and fonts, and nothing else. No script of
/// ours connects to anything; `connect-src` is for auditors, which ask for `robots.txt` in the page's name.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// What no page needs.
const PERMISSIONS_POLICY: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
    geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// By name, in the order they are sent.
pub fn headers() -> Vec<(String, String)> {
    [
        ("content-security-policy", CONTENT_SECURITY_POLICY),
        // Two years, as browsers' lists ask. Not for subdomains: they are not ours to speak for.
        ("strict-transport-security", "max-age=63072000"),
        ("x-content-type-options", "nosniff"),
        // The form's handler looks at Origin, which `no-referrer` would make `null`.
        ("referrer-policy", "same-origin"),
        ("permissions-policy", PERMISSIONS_POLICY),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}
