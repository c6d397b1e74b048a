//! What was meant by a link whose scheme leads nowhere, or that has none.

use std::path::Path;

use authoring::diagnostics::suggest;

use super::host::{authority, only_there, own_machine};
use crate::content::config::links::Allowed;

/// Those that every site may have.
const KNOWN: [&str; 5] = ["https", "http", "mailto", "tel", "sms"];

/// What people write for one of these.
const WORDS: [(&str, &str); 8] = [
    ("email", "mailto"),
    ("e-mail", "mailto"),
    ("mail", "mailto"),
    ("courriel", "mailto"),
    ("phone", "tel"),
    ("telephone", "tel"),
    ("callto", "tel"),
    ("mobile", "tel"),
];

/// The prefixes of tags that word processors leave, `<st1:place>`, which are schemes to Markdown; a shorter one,
/// `<o:p>`, is text.
const WORD_PROCESSOR: [&str; 4] = ["st1", "st2", "u1", "wp"];

/// What to write for a link that begins with `scheme`, in lower case, and goes on with `rest`.
pub(super) fn meant(target: &str, scheme: &str, rest: &str) -> String {
    if WORD_PROCESSOR.contains(&scheme) {
        return "a word processor has left this tag: remove it, and the one that ends it"
            .to_owned();
    }
    if scheme.len() == 1 {
        let file = rest.rsplit(['/', '\\']).next().unwrap_or(rest);
        let remedy = if Path::new(file).extension().is_some_and(|it| it.eq_ignore_ascii_case("md"))
        {
            format!("name it as from this page, ./{file}")
        } else {
            format!("copy it to content/assets/ and write /assets/{file}")
        };
        return format!("`{file}` is on your own machine: {remedy}");
    }
    if rest.starts_with(|first: char| first.is_ascii_digit())
        && (scheme.contains('.') || scheme == "localhost")
    {
        return match own_machine(&format!("//{target}")) {
            Some(host) => format!("did you mean `http://{target}`? {}", only_there(&host)),
            None => format!("did you mean `https://{target}`?"),
        };
    }
    let word = WORDS.iter().find(|(word, _)| *word == scheme).map(|(_, known)| *known);
    match word.or_else(|| suggest::nearest(scheme, KNOWN)) {
        // Nothing here leads to what is not encrypted.
        Some("http") => format!("did you mean `https:{rest}`?"),
        Some(known) => format!("did you mean `{known}:{rest}`?"),
        None if Allowed::may_list(scheme) => format!(
            "links start with https:, mailto: or tel:; to allow others, in site.toml: [links] schemes = [\"{scheme}\"]"
        ),
        None => "links start with https:, mailto: or tel:".to_owned(),
    }
}

/// What to write for a link that begins with two slashes or more.
pub(super) fn after_slashes(target: &str) -> String {
    let rest = target.trim_start_matches('/');
    if authority(rest).contains(['.', ':']) {
        format!("write it in full: https://{rest}")
    } else if rest.is_empty() {
        "another site is written in full: https://example.org/…".to_owned()
    } else {
        format!("one slash leads to a page of this site: /{rest}")
    }
}
