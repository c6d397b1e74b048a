//! Where a page stands on the site: from its file's path to its URL.

use jiff::civil::Date;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The URL of a page, such as `/folder/page/`. Characters outside ASCII never stand in one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(String);

/// Why a page has no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Nothing of the name can stand in a URL.
    #[error("nothing of the name `{0}` can stand in an address")]
    Name(String),
    /// A `slug` of the home page.
    #[error("the home page is always /, it takes no slug")]
    Home,
}

impl Address {
    /// Of a page that has none that could be known; nothing is written there.
    pub fn unknown() -> Self {
        Self(String::new())
    }

    /// The page that stands for the whole site.
    pub fn home() -> Self {
        Self("/".to_owned())
    }

    /// Of a page, from its path below `pages/`: `index.md` is its folder's own page; a slug replaces the
    /// last segment; the day that a file's name begins with is none of it; `404.md` is a file of its own, because that is what hosts look for.
    pub fn of(file: &str, slug: Option<&str>) -> Result<Self, AddressError> {
        let path = file.strip_suffix(".md").unwrap_or(file);
        let mut segments: Vec<&str> = path.split('/').collect();
        let is_index = segments.last() == Some(&"index");
        if is_index {
            segments.pop();
        }
        let day = segments.last().copied().filter(|_| !is_index).and_then(dated);
        if let (Some((_, rest)), Some(last)) = (day, segments.last_mut()) {
            *last = rest;
        }
        let mut written = segments.into_iter().map(segment).collect::<Result<Vec<_>, _>>()?;
        if let Some(slug) = slug {
            slug.clone_into(written.last_mut().ok_or(AddressError::Home)?);
        } else if !is_index && day.is_none() && written.last().is_some_and(|name| name == "404") {
            return Ok(Self(format!("/{}.html", written.join("/"))));
        }
        let path = written.join("/");
        Ok(Self(if path.is_empty() { path + "/" } else { ["/", &path, "/"].concat() }))
    }

    /// The one of a page that is known to be there.
    pub fn at(url: &str) -> Self {
        Self(url.to_owned())
    }

    /// Of a further page of the list that stands here.
    #[must_use]
    pub fn part(&self, number: usize) -> Self {
        Self(format!("{}page/{number}/", self.0))
    }

    /// With its slashes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the page for addresses that lead nowhere.
    pub fn is_not_found(&self) -> bool {
        self.0.ends_with("/404.html")
    }

    /// Where the page is written, below `public/`.
    pub fn file(&self) -> String {
        match self.0.strip_suffix('/') {
            Some(folder) => [folder, "/index.html"].concat().trim_start_matches('/').to_owned(),
            None => self.0.trim_start_matches('/').to_owned(),
        }
    }

    /// The address right above this one; `None` above the home page.
    pub fn parent(&self) -> Option<&str> {
        let name = self.0.strip_suffix('/').unwrap_or(&self.0);
        name.rfind('/').map(|slash| &self.0[..=slash])
    }

    /// The addresses above this one, the home page first.
    pub fn ancestors(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').map(|(at, _)| &self.0[..=at]).filter(|above| *above != self.0)
    }
}

/// What a name begins with that is like a day, and what follows it: `2021-06-01` and `titre` of `2021-06-01-titre`.
pub fn dated(name: &str) -> Option<(&str, &str)> {
    const LIKE: &[u8] = b"0000-00-00";
    let day = name.get(..LIKE.len())?;
    let fits = |(byte, like): (u8, &u8)| match like {
        b'0' => byte.is_ascii_digit(),
        other => byte == *other,
    };
    let rest = name[LIKE.len()..].strip_prefix(['-', '_'])?;
    (day.bytes().zip(LIKE).all(fits) && !rest.is_empty()).then_some((day, rest))
}

/// The day that a name begins with, where it is not written as [`dated`] reads it: `2021-6-1-a`, `01-06-2021-a`; and the
/// name that says it.
pub fn nearly_dated(name: &str) -> Option<(&str, String)> {
    let end = name.find(|sign: char| !sign.is_ascii_digit() && sign != '-')?;
    let day = name[..end].trim_end_matches('-');
    let rest = name[day.len()..].strip_prefix(['-', '_', ' '])?;
    let mut parts = day.split('-');
    let parts = [parts.next()?, parts.next()?, parts.next()?, parts.next().unwrap_or_default()];
    let (year, month, of_month) = match parts {
        [first, month, last, ""] if first.len() == 4 => (first, month, last),
        [first, month, last, ""] if last.len() == 4 => (last, month, first),
        _ => return None,
    };
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, of_month.parse().ok()?).ok()?;
    Some((day, format!("{date}-{rest}")))
}

/// Whether a text can be a slug: what survives in every URL as it is.
pub fn is_slug(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !text.is_empty() && !text.starts_with('.') && text.bytes().all(allowed)
}

/// Whether a decoded part of a path can be one of an old address, which another program chose: what stands in a URL
/// as it is, or is percent-encoded by every browser.
pub fn is_old_name(text: &str) -> bool {
    let allowed = |symbol: char| match symbol {
        ' ' | '~' | '@' | '=' | '!' | '$' | '-' | '_' | '.' => true,
        _ if symbol.is_ascii() => symbol.is_ascii_alphanumeric(),
        _ => !symbol.is_whitespace() && !symbol.is_control(),
    };
    !text.is_empty() && !text.starts_with('.') && text == text.trim() && text.chars().all(allowed)
}

/// The nearest slug: lower case, without accents, dashes between words. Empty if nothing is left.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let letters =
        text.nfd().filter(|symbol| !is_combining_mark(*symbol)).flat_map(char::to_lowercase);
    for symbol in letters {
        match symbol {
            'œ' => slug.push_str("oe"),
            'æ' => slug.push_str("ae"),
            symbol if symbol.is_ascii_alphanumeric() => slug.push(symbol),
            _ if !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.trim_matches('-').to_owned()
}

fn segment(name: &str) -> Result<String, AddressError> {
    let segment = if is_slug(name) { name.to_owned() } else { slug(name) };
    if segment.is_empty() { Err(AddressError::Name(name.to_owned())) } else { Ok(segment) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file: &str, slug: Option<&str>, url: &str, written: &str) {
        let address = Address::of(file, slug).unwrap();
        assert_eq!((address.as_str(), address.file().as_str()), (url, written));
    }

    #[test]
    fn a_day_that_is_written_in_another_way_is_found() {
        for (name, expect) in [
            ("2021-6-1-a", Some(("2021-6-1", "2021-06-01-a"))),
            ("2021-06-1_a-b", Some(("2021-06-1", "2021-06-01-a-b"))),
            ("01-06-2021-a", Some(("01-06-2021", "2021-06-01-a"))),
            ("2021-06-01 a", Some(("2021-06-01", "2021-06-01-a"))),
            ("2021-06-01", None),
            ("2021-13-1-a", None),
            ("2021-06-a", None),
            ("2021-06-01-02-a", None),
            ("21-06-01-a", None),
            ("10-a", None),
            ("a-2021-6-1-b", None),
            ("2021-6-1", None),
        ] {
            let found = nearly_dated(name);
            let found = found.as_ref().map(|(day, meant)| (*day, meant.as_str()));
            assert_eq!(found, expect, "{name}");
        }
    }

    #[test]
    fn the_path_of_a_file_says_its_address() {
        check("index.md", None, "/", "index.html");
        check("a.md", None, "/a/", "a/index.html");
        check("a/b.md", None, "/a/b/", "a/b/index.html");
        check("a/index.md", None, "/a/", "a/index.html");
        check("a/2021-06-01-b.md", None, "/a/b/", "a/b/index.html");
        check("a/2021-06-01_b-c.md", None, "/a/b-c/", "a/b-c/index.html");
        check("a/2021-06-01-b.md", Some("c"), "/a/c/", "a/c/index.html");
        check("2021-06-01-404.md", None, "/404/", "404/index.html");
        check("2021-06-01-b/index.md", None, "/2021-06-01-b/", "2021-06-01-b/index.html");
        for name in ["2021-06-01", "2021-06-1-b", "2021-06-01b", "21-06-01-b"] {
            let url = format!("/{name}/");
            check(&format!("{name}.md"), None, &url, &format!("{name}/index.html"));
        }
        check("a/b.md", Some("c"), "/a/c/", "a/c/index.html");
        check("a/index.md", Some("c"), "/c/", "c/index.html");
        check("404.md", None, "/404.html", "404.html");
        check("en/404.md", None, "/en/404.html", "en/404.html");
        check("Été à Sète.md", None, "/ete-a-sete/", "ete-a-sete/index.html");
        check("v1.2/Read_Me.md", None, "/v1.2/Read_Me/", "v1.2/Read_Me/index.html");
    }

    #[test]
    fn an_old_address_is_what_it_was() {
        for name in ["été", "a-b_c.html", "l’annonce", "mon fichier", "~nom", "日本", "v1.2"]
        {
            assert!(is_old_name(name), "{name}");
        }
        for name in [
            "", ".", "..", ".git", "a?b", "a#b", "a%", "a:b", "a\\b", "a/b", " a", "a\u{a0}b",
            "a*", "<a>",
        ] {
            assert!(!is_old_name(name), "{name}");
        }
    }

    #[test]
    fn some_files_have_none() {
        assert_eq!(Address::of("index.md", Some("a")), Err(AddressError::Home));
        assert_eq!(Address::of("a/مرحبا.md", None), Err(AddressError::Name("مرحبا".to_owned())));
    }

    #[test]
    fn ancestors_start_at_home() {
        let address = Address::of("a/b/c.md", None).unwrap();

        assert_eq!(address.ancestors().collect::<Vec<_>>(), ["/", "/a/", "/a/b/"]);
        assert_eq!(Address::home().ancestors().count(), 0);
        assert_eq!((address.parent(), Address::home().parent()), (Some("/a/b/"), None));
    }
}
