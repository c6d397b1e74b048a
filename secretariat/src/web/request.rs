//! What a page is asked for, once who asks has been let in.

use zeroize::Zeroizing;

/// The field that holds the form token.
pub const FORM_TOKEN: &str = "jeton";

/// The field that holds a passphrase.
pub const PASSPHRASE: &str = "phrase";

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Look at a page.
    Get,
    /// Send a form.
    Post,
}

/// The fields of a form, in the order of the page.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, Zeroizing<String>)>);

impl Fields {
    /// Reads a url-encoded body; what is not UTF-8 is replaced by U+FFFD.
    pub fn read(body: &[u8]) -> Self {
        let pairs = url::form_urlencoded::parse(body);
        Self(pairs.map(|(name, value)| (name.into_owned(), lines(&value))).collect())
    }

    /// The first value of that name; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        let first = self.0.iter().find(|(each, _)| each == name);
        first.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// All values of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(each, _)| each == name).map(|(_, value)| value.as_str())
    }

    /// Every field that a page may hold once more: neither the form token nor a passphrase.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        pairs.filter(|(name, _)| ![FORM_TOKEN, PASSPHRASE].contains(name))
    }
}

impl FromIterator<(String, String)> for Fields {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(pairs: T) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name, Zeroizing::new(value))).collect())
    }
}

/// Browsers end lines with CRLF.
fn lines(value: &str) -> Zeroizing<String> {
    Zeroizing::new(value.replace("\r\n", "\n"))
}

/// What is asked for, in a session.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Look or send.
    pub verb: Verb,
    /// Below the session's base, such as `/candidatures/BDP-7K2M-94X4`; `/` is Aujourd'hui.
    pub path: String,
    /// What the form holds; nothing when a page is looked at.
    pub fields: Fields,
    /// Where the session's pages are, such as `/b/…`, without a slash at its end.
    pub base: String,
    /// What the forms of the page must hold.
    pub form_token: String,
    /// How far the journal had been read, excluded, when the page was shown whose form this is; `None` if it showed nothing
    /// of what is in the office.
    pub seen: Option<u64>,
}

impl Asked {
    /// The path's parts, as [`segment`] made them of ids: none of `/`.
    pub fn parts(&self) -> Vec<String> {
        self.path.split('/').filter(|part| !part.is_empty()).map(of_segment).collect()
    }
}

/// What stands between a form token and how far the journal had been read.
const SEEN: char = '.';

/// What a form holds, so that whatever somebody has done since its page was shown is noticed: every form has a token.
pub fn token_with(form_token: &str, seen: Option<u64>) -> String {
    seen.map_or_else(|| form_token.to_owned(), |seen| format!("{form_token}{SEEN}{seen}"))
}

/// The token and how far the journal had been read, of what a form holds.
pub fn of_token(held: &str) -> (&str, Option<u64>) {
    let parts = held.split_once(SEEN);
    parts.map_or((held, None), |(token, seen)| (token, seen.parse().ok()))
}

/// An id as a part of an address.
pub fn segment(id: &str) -> String {
    let encoded: String = url::form_urlencoded::byte_serialize(id.as_bytes()).collect();
    encoded.replace('+', "%20")
}

/// The id that a part of an address is.
fn of_segment(part: &str) -> String {
    let pairs = url::form_urlencoded::parse(part.as_bytes());
    pairs.map(|(name, _)| name.into_owned()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_back_from_an_address() {
        for id in ["a1", "Audition n° 1", "a/b?c#d", "é+è=&%20", ""] {
            let part = segment(id);

            assert_eq!(of_segment(&part), id, "{part}");
            assert!(part.is_ascii() && !part.contains(['/', '?', '#', ' ', '"', '&']), "{part}");
        }
    }

    #[test]
    fn a_form_is_read_as_browsers_send_it() {
        let fields = Fields::read(b"jeton=x&phrase=y&texte=Zo%C3%AB%0D%0Afils+%26&etat=a&etat=b");

        assert_eq!(fields.get("texte"), "Zoë\nfils &");
        assert_eq!(fields.all("etat").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(fields.get("absent"), "");
        let again: Vec<_> = fields.pairs().map(|(name, _)| name).collect();
        assert_eq!(again, ["texte", "etat", "etat"], "no page holds a secret once more");
    }
}
