//! Where Hugo puts a page.

/// A path as an address: small letters, dashes for blanks, and of other signs those that Hugo keeps.
pub(super) fn path(text: &str) -> String {
    let mut path = String::with_capacity(text.len());
    for sign in text.chars().flat_map(char::to_lowercase) {
        match sign {
            ' ' if !path.ends_with('-') => path.push('-'),
            '.' | '/' | '_' | '#' | '+' | '~' | '-' | '@' => path.push(sign),
            _ if sign.is_alphanumeric() => path.push(sign),
            _ => {}
        }
    }
    path
}

/// An old address, with its slashes.
pub(super) fn alias(alias: &str, url: &str) -> String {
    let above = url.trim_end_matches('/').rsplit_once('/').map_or("", |(above, _)| above);
    let whole = match alias.strip_prefix('/') {
        Some(alias) => alias.to_owned(),
        None => format!("{above}/{alias}"),
    };
    let whole = whole.trim_matches('/');
    let is_file = whole.rsplit('/').next().is_some_and(|last| last.strip_suffix(".html").is_some());
    if is_file { format!("/{whole}") } else { format!("/{whole}/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_addresses() {
        for (name, expected) in [
            ("My Post", "my-post"),
            ("a/B_c.d", "a/b_c.d"),
            ("C++ & you", "c++-you"),
            ("Été", "été"),
            ("l'heure", "lheure"),
        ] {
            assert_eq!(path(name), expected);
        }
        assert_eq!(alias("old", "/a/b/"), "/a/old/");
        assert_eq!(alias("/old.html", "/a/b/"), "/old.html");
    }
}
