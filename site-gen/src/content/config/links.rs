//! `[links]` in `site.toml`: which links this site may hold beyond those that every site may.

use authoring::{
    config::{FromValue as _, Node, Table, Value},
    diagnostics::Diagnostic,
};

authoring::codes! {
    SITE_LINKS = "site-links" in "site.toml" {
        means: "`[links]` in `site.toml` lists under `allow_http` what is no host, or under \
            `schemes` what is no scheme or one that no page may have.",
        hurts: "The links it is about stay errors, or would run what nobody has read when a reader \
            presses them.",
        wrong: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\n\
            [links]\n\
            schemes = [\"javascript\"]",
        right: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\n\
            [links]\n\
            schemes = [\"sip\"]",
    }
}

/// Schemes that lead nobody anywhere, whatever a site says: they run a program, or stay on one machine.
const NEVER: [&str; 6] = ["javascript", "vbscript", "data", "blob", "about", "file"];

/// What a site's links may be beyond `https:`, `mailto:`, `tel:` and `sms:`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// Hosts that are reached without encryption; one without a port is meant at any.
    http: Vec<String>,
    /// In lower case, without the colon.
    schemes: Vec<String>,
}

impl Allowed {
    pub(super) fn read(table: &Table<'_>) -> Self {
        let Some(links) = table.table("links") else { return Self::default() };
        let allowed = Self {
            http: texts(&links, "allow_http", host_fault),
            schemes: texts(&links, "schemes", scheme_fault),
        };
        links.finish();
        allowed
    }

    /// Whether a link may lead there unencrypted: a host, with its port if it has one.
    pub fn http(&self, authority: &str) -> bool {
        let host = without_port(authority);
        self.http
            .iter()
            .any(|it| it.eq_ignore_ascii_case(authority) || it.eq_ignore_ascii_case(host))
    }

    /// Whether a site may list this scheme, in lower case.
    pub fn may_list(scheme: &str) -> bool {
        !NEVER.contains(&scheme)
    }

    /// Whether a link may have this scheme, in lower case.
    pub fn scheme(&self, scheme: &str) -> bool {
        self.schemes.iter().any(|it| it.eq_ignore_ascii_case(scheme))
    }
}

fn without_port(authority: &str) -> &str {
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, ""));
    // The address of a machine may hold colons: [::1].
    if port.bytes().all(|byte| byte.is_ascii_digit()) { host } else { authority }
}

/// The texts of a list that have no fault; the others are noted.
fn texts(table: &Table<'_>, name: &str, fault: fn(&str) -> Option<Diagnostic>) -> Vec<String> {
    // Notes a list that is none, or that holds anything but texts.
    let _: Option<Vec<String>> = table.optional(name);
    let Some(Node { value: Value::List(items), .. }) = table.node(name) else { return Vec::new() };
    let mut texts = Vec::new();
    for item in items {
        let Some(text) = String::from_value(&item.value) else { continue };
        match fault(&text) {
            None => texts.push(text),
            Some(found) => table.report(found.at(item.span.clone())),
        }
    }
    texts
}

/// Whether a text can be the name of a host: more than what a parser of URLs refuses is in none.
pub fn is_name(text: &str) -> bool {
    let is_of_name =
        |sign: char| sign.is_alphanumeric() || "-._".contains(sign) || !sign.is_ascii();
    !text.is_empty() && text.chars().all(is_of_name)
}

/// Whether a text is a host, with its port or without, and nothing else.
fn is_host(text: &str) -> bool {
    let is_alone = !text.contains(['/', '?', '#']);
    let url = url::Url::parse(&format!("http://{text}/"));
    let is_named =
        |url: &url::Url| url.domain().is_none_or(|it| is_name(it) && !it.starts_with('.'));
    is_alone && url.is_ok_and(|url| is_named(&url))
}

/// What is wrong with a host, if anything; its place is the list's to say.
fn host_fault(text: &str) -> Option<Diagnostic> {
    let whole = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = whole.split(['/', '?', '#']).next().unwrap_or(whole);
    if is_host(text) {
        return None;
    }
    let help = match host.trim_start_matches(['*', '.']) {
        "" => "a host is written alone, such as \"localhost\"".to_owned(),
        rest if rest.len() < host.len() => {
            format!("each host is listed by its whole name, such as \"{rest}\" or \"www.{rest}\"")
        }
        host => {
            let named = host.rsplit_once(':').map_or(host, |(named, _)| named);
            match [host, named].into_iter().find(|meant| is_host(meant)) {
                Some(meant) => format!("did you mean \"{meant}\"?"),
                None => "a host is written alone, such as \"localhost\", or with its port, \"localhost:8080\"".to_owned(),
            }
        }
    };
    Some(Diagnostic::new(SITE_LINKS, 0..0, format!("`{text}` is no host"), help))
}

/// The same of a scheme.
fn scheme_fault(text: &str) -> Option<Diagnostic> {
    let name = text.trim_end_matches('/').trim_end_matches(':');
    let is_scheme = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let lower = name.to_ascii_lowercase();
    let found = |message: String, help: &str| Diagnostic::new(SITE_LINKS, 0..0, message, help);
    if !is_scheme {
        let help = "a scheme is what stands before the colon of a link, such as \"sip\"";
        return Some(found(format!("`{text}` is no scheme"), help));
    }
    if NEVER.contains(&&*lower) {
        return Some(found(format!("from a page, `{lower}:` leads nobody anywhere"), "remove it"));
    }
    if lower == "http" {
        let message = "`http` is allowed by its hosts, not as a scheme".to_owned();
        return Some(found(message, "list the hosts that have no https in `allow_http`"));
    }
    (name != text)
        .then(|| found(format!("`{text}` is no scheme"), &format!("did you mean \"{name}\"?")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_schemes_are_written_alone() {
        let hosts = ["localhost", "localhost:8080", "127.0.0.1", "[::1]", "[::1]:80", "a.example"];
        for host in hosts {
            assert_eq!(host_fault(host), None);
        }
        for (wrong, help) in [
            ("https://localhost/a", "did you mean \"localhost\"?"),
            ("localhost:80800", "did you mean \"localhost\"?"),
            ("localhost:x", "did you mean \"localhost\"?"),
            ("a b", "a host is written alone, "),
            ("a,b:1", "a host is written alone, "),
        ] {
            let told = host_fault(wrong).expect(wrong).help.expect(wrong);
            assert!(told.starts_with(help), "{wrong}: {told}");
        }
        for wrong in [
            "http://localhost",
            "a.example/b",
            "",
            "a b",
            "localhost:x",
            "http://",
            "*",
            "*.localhost",
            ".localhost",
            "a,b",
        ] {
            assert!(host_fault(wrong).is_some(), "{wrong}");
        }
        for scheme in ["sip", "SIP", "geo", "web+app", "magnet"] {
            assert_eq!(scheme_fault(scheme), None);
        }
        for wrong in ["sip:", "sip://", "javascript", "DATA", "http", "", "1a", "a b"] {
            assert!(scheme_fault(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn a_host_without_a_port_is_meant_at_any() {
        let http = ["localhost", "a.example:81", "[::1]"].map(str::to_owned).to_vec();
        let allowed = Allowed { http, schemes: Vec::new() };

        for is in ["localhost", "LOCALHOST:8080", "a.example:81", "[::1]", "[::1]:8080"] {
            assert!(allowed.http(is), "{is}");
        }
        for is_not in ["a.example", "a.example:82", "localhost.example", "x.localhost", "[::2]"] {
            assert!(!allowed.http(is_not), "{is_not}");
        }
    }
}
