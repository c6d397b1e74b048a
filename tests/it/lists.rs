//! Lists of all values of an enum, which the compiler does not compare with it.

use crate::{none, source::sources};

/// What is written before the number of entries.
const LIST: &str = "const ALL: [Self; ";

/// How many variants an enum has, of the file that declares it; each stands on a line of its own.
fn variants(text: &str, name: &str) -> Option<usize> {
    let (_, body) = text.split_once(&format!("enum {name} {{\n"))?;
    let (body, _) = body.split_once("\n}")?;
    let is_variant = |line: &str| {
        line.strip_prefix("    ")
            .is_some_and(|it| it.starts_with(|it: char| it.is_ascii_uppercase()))
    };
    Some(body.lines().filter(|line| is_variant(line)).count())
}

/// The enums of a file that have such a list, and how long it is.
fn lists(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.match_indices(LIST).filter_map(|(at, _)| {
        let number = text[at + LIST.len()..].split(']').next()?.parse().ok()?;
        let (_, of) = text[..at].rsplit_once("\nimpl ")?;
        Some((of.split([' ', '<']).next()?, number))
    })
}

#[test]
fn a_list_of_all_is_of_all() {
    let mut seen = 0;
    let mut short = Vec::new();
    for source in sources() {
        for (name, listed) in lists(&source.text) {
            seen += 1;
            let declared = variants(&source.text, name);
            if declared != Some(listed) {
                short.push(format!("{}: {name}: {listed} of {declared:?}", source.path));
            }
        }
    }

    assert!(seen >= 8, "it looks where lists are: {seen}");
    none(short.into_iter(), "lists others than there are");
}

#[test]
fn a_variant_that_is_not_listed_is_found() {
    let text = "pub enum A {\n    /// One.\n    B,\n    C(u8),\n    D { e: u8 },\n}\n\nimpl A {\n    \
                pub const ALL: [Self; 2] = [Self::B, Self::C(0)];\n}\n";

    assert_eq!(lists(text).collect::<Vec<_>>(), [("A", 2)]);
    assert_eq!(variants(text, "A"), Some(3));
}
