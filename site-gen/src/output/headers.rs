//! The headers of every answer: for the CDN, for `serve`, for the form's handler, and as the file
//! `_headers` that Netlify and Cloudflare Pages read.

use std::{collections::BTreeSet, fmt::Write as _};

use authoring::diagnostics::Diagnostic;

use crate::render::{
    document::inline::Inline,
    markdown::{DIRECTIVES, Directive, Hashes},
};

authoring::codes! {
    POLICY_TOO_LONG = "policy-too-long" in "templates/page.html" {
        means: "Pages hold so many different scripts and style sheets that the header which allows \
            them is longer than hosts send.",
        hurts: "The host would send no security policy: a script that someone else brings into a \
            page could read what applicants type.",
        wrong: "{% extends \"base.html\" %}\n\
            {% block main %}{{ content | safe }}\n\
            {% for part in range(end=40) %}\n\
            <style>.barre-{{ part }} { width: {{ part }}% }</style>\n\
            <i class=\"barre-{{ part }}\"></i>\n\
            {% endfor %}{% endblock main %}",
        right: "{% extends \"base.html\" %}\n\
            {% block main %}{{ content | safe }}\n\
            {% for part in range(end=40) %}\n\
            <i class=\"barre-{{ part }}\"></i>\n\
            {% endfor %}{% endblock main %}",
    }
}

/// What a page may load: its own site's files, and nothing else. What stands in a document itself is named by
/// its hash.
fn content_security_policy(inline: &Inline) -> String {
    let none = BTreeSet::new();
    let of = |directive: &Directive| {
        let hashes = match directive.hashes {
            Hashes::Styles => &inline.styles,
            Hashes::Scripts => &inline.scripts,
            Hashes::None => &none,
        };
        let sources = [directive.name, directive.sources].into_iter();
        sources.chain(hashes.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
    };
    DIRECTIVES.iter().map(of).collect::<Vec<_>>().join("; ")
}

/// What no page needs.
const PERMISSIONS_POLICY: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
    geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// By name, in the order they are sent.
pub fn headers(inline: &Inline) -> Vec<(String, String)> {
    [
        ("content-security-policy", &*content_security_policy(inline)),
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

/// What hosts send of one header: Cloudflare Pages reads no longer line.
const LONGEST: usize = 2000;

/// The headers that some host would not send.
pub fn too_long(headers: &[(String, String)]) -> Option<Diagnostic> {
    let (name, value) = headers.iter().find(|(_, value)| value.len() > LONGEST)?;
    let message = format!("the header {name} has {} bytes, hosts send {LONGEST}", value.len());
    let help = "each script and style sheet that stands in a page itself adds 54: put those that differ \
                from page to page into files of content/assets/";
    Some(Diagnostic::whole_file(POLICY_TOO_LONG, "content/templates", message).help(help))
}

/// How long browsers may keep a file that has another name as soon as it changes: a year, as long as any.
pub const KEPT: &str = "public, max-age=31536000, immutable";

/// What hosts take for the addresses of the forms' service: one that ends with a slash stands for all below it.
pub fn patterns(service: &[&str]) -> Vec<String> {
    let pattern = |address: &&str| {
        if address.ends_with('/') { format!("{address}*") } else { (*address).to_owned() }
    };
    service.iter().map(pattern).collect()
}

/// The file `_headers`: these headers for all addresses, the URLs that are `kept`, and what the forms'
/// service answers, which nobody may keep. Hosts ask for everything else each time, unless told otherwise.
pub fn file(
    headers: &[(String, String)],
    kept: impl Iterator<Item = String>,
    service: &[&str],
) -> String {
    let mut file = String::from("/*\n");
    for (name, value) in headers {
        writeln!(file, "  {name}: {value}").expect("a string takes all");
    }
    // A space or a sign would be read as something else than a name.
    let plain = |symbol: u8| symbol.is_ascii_alphanumeric() || b"/._-*".contains(&symbol);
    for url in kept.filter(|url| url.bytes().all(plain)) {
        writeln!(file, "{url}\n  cache-control: {KEPT}").expect("a string takes all");
    }
    for pattern in patterns(service) {
        writeln!(file, "{pattern}\n  cache-control: no-store").expect("a string takes all");
    }
    file
}

/// The file `_redirects`, of old addresses and the pages they lead to.
pub fn redirects(table: &[(String, &str)]) -> String {
    let mut file = String::new();
    for (from, to) in table {
        writeln!(file, "{from} {to} 301").expect("a string takes all");
    }
    file
}
