//! The headers of every answer: for the CDN, for `serve`, for the form's handler, and as the file
//! `_headers` that Netlify and Cloudflare Pages read.

use std::{collections::BTreeSet, fmt::Write as _};

use authoring::diagnostics::Diagnostic;

use crate::{
    content::config::base_url::BaseUrl,
    render::{
        document::inline::Inline,
        markdown::{DIRECTIVES, Directive, Hashes},
    },
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

/// Cloudflare Pages reads no longer line of `_headers`, its blanks and the header's name included.
const LONGEST: usize = 2000;

/// Cloudflare Pages reads so many rules of `_headers`, and so many lines of `_redirects`.
const MOST_RULES: usize = 100;
const MOST_REDIRECTS: usize = 2000;

/// The headers that some host would not send.
pub fn too_long(headers: &[(String, String)]) -> Option<Diagnostic> {
    let lines = headers.iter().map(|(name, value)| (name, line(name, value).len()));
    let (name, length) = lines.into_iter().find(|(_, length)| *length > LONGEST)?;
    let message = format!("the header {name} takes a line of {length} bytes, hosts read {LONGEST}");
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

/// A header as a rule of `_headers` has it.
fn line(name: &str, value: &str) -> String {
    format!("  {name}: {value}")
}

/// The file `_headers`: these headers for all addresses, what the forms' service answers, which nobody may keep, and the
/// URLs that are `kept`: as many as hosts read rules, and how many have none. Hosts ask for everything else each time,
/// unless told otherwise.
pub fn file(
    base: &BaseUrl,
    headers: &[(String, String)],
    kept: impl Iterator<Item = String>,
    service: &[&str],
) -> String {
    let mut file = format!("{}\n", base.on_host("/*"));
    for (name, value) in headers {
        writeln!(file, "{}", line(name, value)).expect("a string takes all");
    }
    // First what matters most: hosts pass over the rules that are too many.
    let patterns = patterns(service);
    for pattern in &patterns {
        let pattern = base.on_host(pattern);
        writeln!(file, "{pattern}\n  cache-control: no-store").expect("a string takes all");
    }
    // A space or a sign would be read as something else than a name.
    let plain = |symbol: u8| symbol.is_ascii_alphanumeric() || b"/._-*".contains(&symbol);
    let mut kept: Vec<String> = kept.filter(|url| url.bytes().all(plain)).collect();
    kept.sort_by_key(|url| !url.contains('*'));
    let (read, left) = kept.split_at(kept.len().min(MOST_RULES.saturating_sub(1 + patterns.len())));
    for url in read {
        let url = base.on_host(url);
        writeln!(file, "{url}\n  cache-control: {KEPT}").expect("a string takes all");
    }
    if !left.is_empty() {
        let left = left.len();
        let told = format!(
            "# {left} more files could be kept for a year: Cloudflare Pages reads {MOST_RULES} rules"
        );
        writeln!(file, "{told}").expect("a string takes all");
    }
    file
}

/// The file `_redirects`, of old addresses and the pages they lead to: as many as hosts read, and how many are not there.
/// Each has a page that leads on, too.
pub fn redirects(table: &[(String, String)]) -> String {
    let mut file = String::new();
    // These two would stand for any address.
    let mut lines = table.iter().filter(|(from, _)| !from.contains(['*', ':']));
    for (from, to) in lines.by_ref().take(MOST_REDIRECTS) {
        writeln!(file, "{from} {to} 301").expect("a string takes all");
    }
    let left = lines.count();
    if left > 0 {
        let told = format!(
            "# {left} more old addresses have a page alone: Cloudflare Pages reads {MOST_REDIRECTS} lines"
        );
        writeln!(file, "{told}").expect("a string takes all");
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_get_the_rules_they_read_and_are_told_of_the_rest() {
        let headers = [("x-a".to_owned(), "b".to_owned())];
        let service = ["/candidature/", "/contact/envoi"];
        for (assets, left) in [(0, 0), (1, 0), (96, 0), (97, 1), (300, 204)] {
            let kept = (0..assets).map(|n| format!("/assets/{n}.1a2b3c4d.css"));
            let odd = ["/assets/a b.css", "/assets/:c.css", "/search/*"].map(str::to_owned);

            let text = file(&BaseUrl::default(), &headers, kept.chain(odd), &service);

            let rules = text.lines().filter(|line| line.starts_with('/')).count();
            assert_eq!(rules, 4 + assets - left, "{assets}");
            assert!(rules <= MOST_RULES && text.contains("\n/search/*\n"), "{assets}");
            assert!(text.starts_with("/*\n  x-a: b\n/candidature/*\n  cache-control: no-store\n"));
            let told = text.lines().find(|line| line.starts_with('#'));
            let expected = format!("# {left} more files could be kept for a year");
            assert_eq!(told.map(|line| line.starts_with(&expected)), (left > 0).then_some(true));
        }
    }

    #[test]
    fn hosts_get_the_redirects_they_read_and_none_that_stands_for_others() {
        for (count, left) in [(0, 0), (2000, 0), (2003, 3)] {
            let mut table: Vec<_> =
                (0..count).map(|n| (format!("/{n}/"), "/".to_owned())).collect();
            table.extend(["/a*", "/:b/"].map(|from| (from.to_owned(), "/".to_owned())));

            let text = redirects(&table);

            assert_eq!(text.lines().filter(|line| line.ends_with(" / 301")).count(), count - left);
            assert_eq!(
                text.contains(&format!("\n# {left} more old addresses")),
                left > 0,
                "{count}"
            );
        }
    }

    #[test]
    fn a_line_counts_with_its_name_and_its_blanks() {
        for (length, fits) in [(2000, true), (2001, false)] {
            let headers = [("x-a".to_owned(), "v".repeat(length - "  x-a: ".len()))];
            assert_eq!(too_long(&headers).is_none(), fits, "{length}");
        }
    }
}
