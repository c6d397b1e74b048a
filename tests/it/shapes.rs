//! A mistake has one shape: what is wrong, where, and what to do stand together in `Diagnostic` alone.

use std::collections::BTreeSet;

use crate::{none, source::sources};

/// What has both fields: the shape itself, and a table's row, of which one is made.
const HAVE_BOTH: [&str; 2] = ["Diagnostic", "Foreign"];

/// The structs of a file that say both what is wrong and what to do.
fn shapes(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("struct ").filter_map(|(at, word)| {
        let (name, fields) = text[at + word.len()..].split_once(" {\n")?;
        let (fields, _) = fields.split_once('}')?;
        let has = |field: &str| {
            fields.lines().any(|line| {
                line.trim_start()
                    .trim_start_matches("pub(super) ")
                    .trim_start_matches("pub(crate) ")
                    .trim_start_matches("pub ")
                    .starts_with(field)
            })
        };
        let is_one = !name.contains([';', '\n']) && has("message: ") && has("help: ");
        is_one.then(|| name.split('<').next().unwrap_or(name))
    })
}

#[test]
fn a_mistake_has_one_shape() {
    let mut met = BTreeSet::new();
    let mut others = Vec::new();
    for source in sources() {
        for name in shapes(&source.text) {
            match HAVE_BOTH.iter().find(|known| **known == name) {
                Some(known) => _ = met.insert(*known),
                None => others.push(format!("{}: {name}", source.path)),
            }
        }
    }

    assert_eq!(met, HAVE_BOTH.into(), "what is excused is there");
    none(others.into_iter(), "says a mistake in a shape of its own");
}

#[test]
fn a_shape_is_found_whoever_may_see_it() {
    for (text, expect) in [
        ("struct A {\n    message: String,\n    help: String,\n}\n", vec!["A"]),
        (
            "pub struct A<'a> {\n    pub help: &'a str,\n    pub(super) message: String,\n}\n",
            vec!["A"],
        ),
        ("struct A {\n    message: String,\n}\nstruct B {\n    help: String,\n}\n", vec![]),
        ("struct A(B);\nstruct C {\n    message: String,\n    help: String,\n}\n", vec!["C"]),
    ] {
        let text = format!("//! A file.\n\n{text}");
        assert_eq!(shapes(&text).collect::<Vec<_>>(), expect, "{text}");
    }
}
