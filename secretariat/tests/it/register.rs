//! The register of processing (RGPD 30): what the content says is there, and what it does not say yet is asked for.

use std::{fmt::Write as _, fs};

use authoring::{
    config::{Node, Value, read_toml},
    diagnostics::{Diagnostics, Source},
    typography::french,
};
use secretariat::commands::register::{Section, register};

use crate::{
    cases::TestCases,
    test_office::TestOffice,
    test_secretariat::{content, now},
};

/// Files of the content, and which of their values RGPD 30(1) asks for: all, or all below these tables.
const ASKED: [(&str, &[&str]); 5] = [
    ("data/privacy.toml", &[]),
    ("data/contact.toml", &[]),
    ("data/publisher.toml", &["host"]),
    ("site.toml", &["retention"]),
    ("recipients.toml", &["recipient"]),
];

/// What readers of the register have no use for: a telephone, and keys that stand on the privacy page.
const LEFT_OUT: [&str; 3] = ["phone", "key", "sign"];

/// The entries of a file that are asked for, tables and lists of tables taken apart.
fn asked(file: &str, tables: &[&str]) -> Vec<(String, Node)> {
    let text = fs::read_to_string(content().join(file)).unwrap();
    let root = read_toml(&Source::new(file.to_owned(), text), &Diagnostics::default());
    let mut found = Vec::new();
    if tables.is_empty() {
        collect("", &root, &mut found);
    }
    for table in tables {
        collect(table, root.get(table).unwrap(), &mut found);
    }
    found
}

fn collect(path: &str, node: &Node, found: &mut Vec<(String, Node)>) {
    match &node.value {
        Value::Table(entries) => {
            for (key, value) in entries.iter().filter(|(key, _)| !LEFT_OUT.contains(&&*key.name)) {
                collect(&format!("{path}.{}", key.name), value, found);
            }
        }
        Value::List(items) => {
            for item in items {
                collect(&format!("{path}[]"), item, found);
            }
        }
        _ => found.push((path.to_owned(), node.clone())),
    }
}

fn shown(sections: &[Section]) -> Vec<(String, bool)> {
    let entries = sections.iter().flat_map(|section| &section.entries);
    let fact = |entry: &secretariat::commands::register::Entry| {
        let facts = entry.facts.iter();
        facts.map(|fact| (format!("{} {}", entry.label, fact.text), fact.open)).collect::<Vec<_>>()
    };
    entries.flat_map(fact).collect()
}

#[test]
fn every_fact_that_is_asked_for_is_there() {
    let cases = TestCases::new();
    let folder = cases.secretariat.path("content");
    fs::create_dir(folder.join("data")).unwrap();
    let mut markers = Vec::new();
    for (file, tables) in ASKED {
        let text = fs::read_to_string(content().join(file)).unwrap();
        let mut marked = text.clone();
        // From the end, so that the places before stay where they are.
        for (_, node) in asked(file, tables).into_iter().rev() {
            let number = 7000 + markers.len();
            let value = match &node.value {
                Value::Integer(_) => number.to_string(),
                _ => format!("\"marqueur-{number}\""),
            };
            marked.replace_range(node.span.clone(), &value);
            markers.push(number.to_string());
        }
        fs::write(folder.join(file), marked).unwrap();
    }
    let form = secretariat::records::forms::today(&folder);
    let fields = form.main().unwrap().sections.iter().flat_map(|section| &section.fields);
    markers.extend(fields.map(|field| french(&field.label).into_owned()));

    let shown = shown(&register(&folder));

    for marker in markers {
        assert!(shown.iter().any(|(text, _)| text.contains(&marker)), "{marker}: {shown:#?}");
    }
    assert!(shown.iter().all(|(_, open)| !open), "all of it was given: {shown:#?}");
}

#[tokio::test]
async fn what_only_the_scheme_can_give_is_shown_as_to_be_given() {
    let cases = TestCases::new();
    let folder = cases.secretariat.path("content");
    fs::create_dir(folder.join("data")).unwrap();
    for (file, _) in ASKED {
        fs::copy(content().join(file), folder.join(file)).unwrap();
    }
    let labels = ASKED.iter().flat_map(|(file, tables)| asked(file, tables));
    let labels = labels.filter_map(|(_, node)| match node.value {
        Value::Placeholder { label, .. } => Some(french(&label).into_owned()),
        _ => None,
    });
    let mut marks = String::new();

    let line = format!("register --content {}", folder.display());
    let written = cases.secretariat.run_exactly(&line).await.done();
    let office = TestOffice::open(&cases.secretariat, "", now);
    let page = office.get("/registre").expect(200).body;

    for piece in page.split("<mark class=\"placeholder\">").skip(1) {
        writeln!(marks, "{}", piece.split("</mark>").next().unwrap()).unwrap();
    }
    let mut count = 0;
    for label in labels {
        count += 1;
        assert!(marks.contains(&label), "{label}: {marks}");
        let line = written.out.lines().find(|line| line.contains(&label)).unwrap();
        assert!(line.contains('[') && line.ends_with(']'), "{line}");
    }
    assert!(count > 10 && written.notes.contains(&format!("{count} valeurs")), "{}", written.notes);
    assert!(office.get("/journal").expect(200).body.contains("/registre\""));
}

#[test]
fn nothing_is_claimed_of_a_content_that_says_nothing() {
    let nothing = tempfile::tempdir().unwrap();

    let sections = register(nothing.path());

    let from_content = [
        "Traitement",
        "Responsable du traitement",
        "Finalités",
        "Base légale",
        "Candidats",
        "Destinataires",
        "Hébergeur",
        "Pays et transferts",
        "Candidature, à compter",
    ];
    let shown = shown(&sections);
    for label in from_content {
        let entry = shown.iter().find(|(text, _)| text.starts_with(label)).unwrap();
        assert!(entry.1, "{entry:?}");
    }
}
