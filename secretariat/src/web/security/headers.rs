//! What every answer tells the browser: to keep nothing, to load nothing, and to show it to no other site.

use std::sync::LazyLock;

use base64::prelude::{BASE64_STANDARD, Engine};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use sha2::{Digest, Sha256};

/// The site's own style sheet, and what only the office has. It stands in every page: no address of ours answers
/// without the session, not even with a style sheet.
pub const STYLE: &str = concat!(
    include_str!("../../../../site-gen/assets/theme/tokens.css"),
    include_str!("../../../../site-gen/assets/theme/base.css"),
    include_str!("../../../../site-gen/assets/theme/site.css"),
    include_str!("../../../../site-gen/assets/theme/text.css"),
    include_str!("../../../../site-gen/assets/theme/form.css"),
    include_str!("../../../../site-gen/assets/theme/print.css"),
    include_str!("../../../templates/office.css"),
    include_str!("../../../templates/pack.css"),
    include_str!("../../../templates/paper.css"),
);

/// The style sheet by its digest, the icon that stands in the page, forms to ourselves; nothing else.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let style = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).expect("it is ASCII")
});

const OTHERS: [(HeaderName, &str); 7] = [
    (header::CACHE_CONTROL, "no-store"),
    // With `no-referrer`, the POST of a form would say `Origin: null`.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("x-dns-prefetch-control"), "off"),
];

/// Sets them.
pub fn secure(headers: &mut HeaderMap) {
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    for (name, value) in OTHERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
