//! Links that leave the site, by their scheme.

mod fields;
mod host;
mod recipient;
mod scheme;
mod unseen;

use authoring::diagnostics::{Code, Diagnostic};

use super::{
    Destination, Links, broken,
    mistakes::{LINK_HOST, LINK_HTTP, LINK_SCHEME},
};
use fields::wrong_field;
use host::{authority, no_host, own_machine};
use recipient::{no_number, no_recipient};

/// Where a link leads, or what is wrong with it.
type Followed = Result<Destination, Box<Diagnostic>>;

fn refused(code: Code, message: impl Into<String>, help: impl Into<String>) -> Followed {
    Err(broken(code, message.into(), help.into()))
}

impl Links {
    /// Follows a link that leaves the site; `None` if it does not.
    pub(super) fn outside(&self, target: &str) -> Option<Followed> {
        let followed = self.elsewhere(target)?;
        // Nearly every one of them is ASCII.
        let unseen = if target.is_ascii() { None } else { unseen::find(target) };
        Some(unseen.map_or(followed, Err))
    }

    /// The same, whatever nobody sees in it.
    fn elsewhere(&self, target: &str) -> Option<Followed> {
        // Nearly every one of them.
        if let Some(rest) = target.strip_prefix("https:") {
            return Some(self.encrypted(rest));
        }
        if !target.starts_with("//") && !target.bytes().any(|byte| byte == b':') {
            return None;
        }
        if target.starts_with("//") {
            let help = scheme::after_slashes(target);
            return Some(refused(LINK_SCHEME, "this link does not say how to get there", help));
        }
        let (scheme, rest) = target.split_once(':').filter(|(scheme, _)| {
            scheme.starts_with(|symbol: char| symbol.is_ascii_alphabetic())
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        })?;
        Some(match scheme.to_ascii_lowercase().as_str() {
            "https" => self.encrypted(rest),
            "mailto" => {
                let wrong = no_recipient(rest).or_else(|| wrong_field("mailto", rest));
                wrong.map_or(Ok(Destination::Elsewhere), Err)
            }
            "tel" => no_number("tel", rest).map_or(Ok(Destination::Elsewhere), Err),
            "sms" => {
                let wrong = no_number("sms", rest).or_else(|| wrong_field("sms", rest));
                wrong.map_or(Ok(Destination::Elsewhere), Err)
            }
            "http" => match no_host(rest) {
                Some(wrong) => Err(wrong),
                None if self.allowed.http(authority(rest)) => Ok(Destination::Elsewhere),
                None => {
                    let help = match own_machine(rest) {
                        Some(host) => host::only_there(&host),
                        None => format!("did you mean `https:{rest}`?"),
                    };
                    refused(LINK_HTTP, "this link is not encrypted", help)
                }
            },
            other if self.allowed.scheme(other) => Ok(Destination::Elsewhere),
            other => {
                let help = scheme::meant(target, other, rest);
                refused(LINK_SCHEME, format!("a page cannot lead to `{other}:`"), help)
            }
        })
    }
}

impl Links {
    /// Follows what stands behind `https:`.
    fn encrypted(&self, rest: &str) -> Followed {
        if let Some(wrong) = no_host(rest) {
            return Err(wrong);
        }
        match host::loopback(rest) {
            Some(host) if !self.allowed.http(authority(rest)) => refused(
                LINK_HOST,
                "this link leads each reader to their own machine",
                host::only_there(&host),
            ),
            _ => Ok(Destination::Elsewhere),
        }
    }
}

/// What a target that says not how to get there was meant as.
pub(super) fn without_scheme(target: &str) -> Option<String> {
    match target.split_once('@') {
        Some((name, host))
            if !name.is_empty()
                && !name.contains('/')
                && !host.contains('/')
                && host.contains('.') =>
        {
            Some(format!("mailto:{target}"))
        }
        _ if target.starts_with("www.") || is_host(target) => Some(format!("https://{target}")),
        // Without its colon, or with another sign.
        _ if let Some(rest) =
            target.strip_prefix("https").or_else(|| target.strip_prefix("http"))
            && rest.trim_start_matches([':', ';', '.', ',']).starts_with("//") =>
        {
            let rest = rest.trim_start_matches([':', ';', '.', ',', '/']);
            authority(rest).contains('.').then(|| format!("https://{rest}"))
        }
        _ => None,
    }
}

/// Whether a target begins with a host, by the last part of its name: `.io` ends no file.
fn is_host(target: &str) -> bool {
    const ENDS: [&str; 14] =
        ["com", "org", "net", "fr", "eu", "io", "dev", "info", "be", "ch", "ca", "de", "uk", "app"];
    let host = target.split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    host.rsplit_once('.').is_some_and(|(name, end)| {
        ENDS.contains(&end) && !name.is_empty() && name.bytes().all(is_plain)
    })
}

#[cfg(test)]
mod tests;
