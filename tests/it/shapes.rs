//! A mistake has one shape: what is wrong, where, and what to do stand together in `Diagnostic` alone.

use std::collections::BTreeSet;

use crate::{
    none,
    source::{Source, sources},
};

/// The shape itself, a table's row of which one is made, and what a component writes before its text and after it.
const EXCUSED: [&str; 3] = [
    "authoring/src/diagnostics/diagnostic.rs: Diagnostic",
    "site-gen/src/render/markdown/mistakes/foreign.rs: Foreign",
    "site-gen/src/render/page/calls/component.rs: html",
];

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

/// The functions of a file that return two texts and speak of help: what is wrong and what to do, as a tuple.
fn tuples(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let starts: Vec<usize> =
        text.match_indices("fn ").map(|(at, _)| at).filter(|at| is_item(text, *at)).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    for (start, end) in starts.iter().copied().zip(ends) {
        let comment = text[..start].rsplit("\n\n").next().unwrap_or_default();
        let Some((signature, body)) = text[start + "fn ".len()..end].split_once(" {\n") else {
            continue;
        };
        let Some((_, returned)) = signature.rsplit_once(") -> ") else { continue };
        // What follows its end is the next one's comment.
        let body = body.rsplit_once("}\n").map_or(body, |(body, _)| body);
        let speaks = body.contains("help") || comment.contains("what to do");
        if speaks && (has_two_texts(returned) || has_two_texts(alias(text, returned))) {
            found.push(signature.split(['(', '<']).next().unwrap_or(signature));
        }
    }
    found
}

/// Whether a function is said here, and no type of one.
fn is_item(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    line.split_whitespace().all(|word| {
        word.starts_with("pub")
            || word.ends_with(')')
            || ["const", "async", "unsafe"].contains(&word)
    })
}

/// What the first name of a type that this file gives stands for.
fn alias<'t>(text: &'t str, returned: &str) -> &'t str {
    let mut words =
        returned.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    let meant = words.find_map(|word| text.split_once(&format!("type {word} = ")));
    meant.and_then(|(_, rest)| rest.split(';').next()).unwrap_or_default()
}

/// Whether a type holds a tuple with two texts.
fn has_two_texts(kind: &str) -> bool {
    kind.split('(').skip(1).any(|rest| {
        let parts = rest.split(')').next().unwrap_or_default().split(',');
        let is_text = |part: &&str| {
            let part = part.trim();
            ["String", "Option<String>"].contains(&part)
                || part.starts_with('&') && part.ends_with("str")
        };
        parts.filter(is_text).count() > 1
    })
}

#[test]
fn a_mistake_has_one_shape() {
    let mut found: BTreeSet<String> = BTreeSet::new();
    // The handler and the secretariat tell of what goes wrong with an application, in French.
    let judges = |source: &Source| source.is_in("site-gen/") || source.is_in("authoring/");
    for source in sources() {
        let tuples = if judges(&source) { tuples(&source.text) } else { Vec::new() };
        let names = shapes(&source.text).chain(tuples);
        found.extend(names.map(|name| format!("{}: {name}", source.path)));
    }

    for excused in EXCUSED {
        assert!(found.remove(excused), "{excused} is excused, and there is no such thing");
    }
    none(found.into_iter(), "says a mistake in a shape of its own");
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

#[test]
fn a_tuple_is_found_whatever_it_is_called() {
    for (text, expect) in [
        ("fn a(b: &str) -> Option<(String, String)> {\n    let help = b;\n}\n", vec!["a"]),
        (
            "    pub(super) const fn a<'t>(\n        b: &'t str,\n    ) -> (usize, String, &'static str) {\n        help(b)\n    }\n",
            vec!["a"],
        ),
        (
            "type Fault = (String, Option<String>);\n\nfn a(b: &str) -> Result<(), Fault> {\n    Err((b, help))\n}\n",
            vec!["a"],
        ),
        ("/// Why, and what to do.\nfn a(b: &str) -> (String, &str) {\n    (b, c)\n}\n", vec!["a"]),
        (
            "fn a(b: &str) -> (String, String) {\n    b\n}\n\n/// Says what to do.\nfn c(b: &str) -> String {\n    help(b)\n}\n",
            vec![],
        ),
        ("fn a(b: &str) -> (usize, String) {\n    help(b)\n}\n", vec![]),
        ("fn a(b: &dyn Fn(&str) -> (u8, u8)) -> Diagnostic {\n    help(b)\n}\n", vec![]),
    ] {
        let text = format!("//! A file.\n\n{text}");
        assert_eq!(tuples(&text), expect, "{text}");
    }
}
