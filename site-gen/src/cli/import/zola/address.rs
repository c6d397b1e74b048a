//! Where Zola puts a page.

use crate::content::page::permalink;

/// How names become addresses (`[slugify]`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Slugs {
    /// Small letters of ASCII, digits and dashes.
    #[default]
    On,
    /// What no file can be called is left out.
    Safe,
    /// As they are.
    Off,
}

impl Slugs {
    pub(super) fn named(name: &str) -> Option<Self> {
        [("on", Self::On), ("safe", Self::Safe), ("off", Self::Off)]
            .into_iter()
            .find_map(|(known, slugs)| (known == name).then_some(slugs))
    }

    pub(super) fn of(self, text: &str) -> String {
        match self {
            Self::On => slug::slugify(text),
            Self::Safe => {
                let text = text.trim_end_matches([' ', '.']);
                text.chars().filter(|sign| !r#"<>:"/\|?*"#.contains(*sign)).collect()
            }
            Self::Off => text.to_owned(),
        }
    }
}

/// The day that a name begins with, and the rest.
pub(super) fn dated(name: &str) -> Option<(&str, &str)> {
    let (day, rest) = name.split_at_checked("2021-06-01".len())?;
    day.parse::<jiff::civil::Date>().ok()?;
    // A time of day may follow: `2021-06-01T12:00:00Z-name`.
    let end = rest.find(['-', '_']).filter(|end| *end == 0 || rest.starts_with(['T', 't', ' ']))?;
    let (time, rest) = rest.split_at(end);
    let date = &name[..day.len() + time.trim_end().len()];
    (rest.len() > 1).then(|| (date, &rest[1..]))
}

/// Whether the name of a file says its date here too.
pub(super) fn is_dated_here(new: &str) -> bool {
    let name = new.rsplit('/').next().unwrap_or(new);
    permalink::dated(name.strip_suffix(".md").unwrap_or(name)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_with_a_day() {
        assert_eq!(dated("2021-06-01-a"), Some(("2021-06-01", "a")));
        assert_eq!(dated("2021-06-01_a-b"), Some(("2021-06-01", "a-b")));
        assert_eq!(dated("2021-06-01T10:00:00Z-a"), Some(("2021-06-01T10:00:00Z", "a")));
        for name in ["2021-06-01", "2021-06-01a-b", "2021-13-01-a", "é2021-06-01-a"] {
            assert_eq!(dated(name), None, "{name}");
        }
    }
}
