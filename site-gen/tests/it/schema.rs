//! Schemas for programs and editors: what they know is what is read.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use site_gen::content::page::variables::key_names;

use crate::harness::{Site, run, text};

const CONTACT: &str = include_str!("../../../tests/e2e/forms/contact.toml");

#[track_caller]
fn printed(site: &Site, args: &[&str]) -> Json {
    let done = run(site, &[&["schema"], args].concat());
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}

#[test]
fn what_a_form_is_sent_is_a_json_schema() {
    let site = Site::real().with("forms/contact.toml", CONTACT);

    let ours = printed(&site, &["answers"]);
    assert_eq!(ours["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(ours["additionalProperties"], false);
    assert!(ours["properties"]["date_creation_jour"].is_object());
    assert_eq!(ours, printed(&site, &["answers", "2021-06"]));
    let theirs = printed(&site, &["answers", "contact"]);
    assert_eq!(theirs["required"], serde_json::json!(["email", "message"]));

    let unknown = run(&site, &["schema", "answers", "contakt"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert_eq!(
        text(&unknown.stderr),
        "error: there is no form `contakt`: did you mean `contact`?\n"
    );
    assert_eq!(run(&site, &["schema", "answer"]).status.code(), Some(2));
}

#[test]
fn the_interface_of_all_forms_is_an_openapi_document() {
    let site = Site::real().with("forms/contact.toml", CONTACT);

    let document = printed(&site, &["openapi"]);

    assert_eq!(document["openapi"], "3.1.0");
    let paths: BTreeSet<&str> =
        document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        BTreeSet::from([
            "/candidature/envoi",
            "/candidature/modification",
            "/candidature/recue/{reference}",
            "/candidature/verification",
            "/contact/envoi",
            "/contact/modification",
            "/contact/recue/{reference}",
            "/contact/verification",
        ])
    );
    let references = document.to_string();
    for (at, _) in references.match_indices("#/components/schemas/") {
        let name = references[at..].split(['/', '"']).nth(3).unwrap();
        assert!(document["components"]["schemas"][name].is_object(), "{name}");
    }
}

#[test]
fn an_id_is_that_of_a_form_whatever_is_printed() {
    let french = CONTACT.replace("\"en\"", "\"fr\"").replace("/contact/", "/nous-ecrire/");
    let site = Site::real().with("forms/contact.toml", CONTACT).with(
        "forms/nous-ecrire.toml",
        &french.replace("prefix = \"CTC\"", "prefix = \"CTC\"\npath = \"/nous-ecrire\""),
    );

    let paths = |document: &Json| -> Vec<String> {
        document["paths"].as_object().unwrap().keys().cloned().collect()
    };
    let ours = printed(&site, &["openapi", "2021-06"]);
    assert!(paths(&ours).iter().all(|path| path.starts_with("/candidature/")), "{ours}");
    let theirs = printed(&site, &["openapi", "contact"]);
    assert_eq!(paths(&theirs).len(), 8, "in both languages");
    assert!(!paths(&theirs).iter().any(|path| path.starts_with("/candidature/")));
    assert_ne!(ours["info"]["version"], theirs["info"]["version"]);

    for (args, code, said) in [
        (["answers", "x"], 1, "error: there is no form `x`: known here: 2021-06, contact\n"),
        (["openapi", "2021-07"], 1, "error: there is no form `2021-07`: did you mean `2021-06`?\n"),
        (["site", "contact"], 2, "`contact` names a form, of which `answers` and `openapi` have"),
        (["form", "contact"], 2, "`contact` names a form"),
        (["page", "contact"], 2, "`contact` names a form"),
    ] {
        let refused = run(&site, &[&["schema"], &args[..]].concat());
        assert_eq!(refused.status.code(), Some(code), "{args:?}");
        assert!(text(&refused.stderr).contains(said), "{args:?}: {}", text(&refused.stderr));
        assert!(refused.stdout.is_empty());
    }
}

#[test]
fn what_is_wrong_with_the_files_it_is_made_of_is_said() {
    let site = || Site::of("forms/contact.toml", CONTACT);
    let said = |site: &Site, of: &str| {
        let done = run(site, &["schema", of]);
        (done.status.code(), text(&done.stderr), done.stdout.is_empty())
    };

    let broken = site().change("site.toml", "title", "titel");
    let (code, stderr, is_empty) = said(&broken, "openapi");
    assert_eq!((code, is_empty), (Some(1), true), "{stderr}");
    assert!(stderr.contains("site.toml:") && stderr.contains("did you mean `title`?"), "{stderr}");
    // Of what a form is sent, site.toml says nothing.
    assert_eq!(said(&broken, "answers").0, Some(0));

    let unsure = site().change("site.toml", "title = \"", "title = { placeholder = \"");
    let unsure = unsure.change("site.toml", "\"\n", "\" }\n");
    let (code, stderr, is_empty) = said(&unsure, "openapi");
    assert_eq!((code, is_empty), (Some(0), false), "{stderr}");
    assert!(stderr.contains("site.toml:1:"), "{stderr}");
}

/// The names that the reader of a file says it knows.
#[track_caller]
fn known(said: &str) -> BTreeSet<String> {
    let list = said.split("known here: ").nth(1).unwrap_or_else(|| panic!("{said}"));
    list.lines().next().unwrap().split(", ").map(str::to_owned).collect()
}

fn names(schema: &Json) -> BTreeSet<String> {
    schema["properties"].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn editors_know_the_keys_that_are_read_and_no_others() {
    let site = Site::minimal();
    let stray = "zzzzzzzzzzzzzzzz = 1";

    let said = Site::minimal().change("site.toml", "title", &format!("{stray}\ntitle")).build();
    assert_eq!(names(&printed(&site, &["site"])), known(&said.diagnostics()));

    let page = format!("+++\ntitle = \"A\"\n{stray}\n+++\n");
    let said = Site::of("pages/a.md", &page).build();
    let keys = names(&printed(&site, &["page"]));
    assert_eq!(keys, known(&said.diagnostics()));
    assert_eq!(keys, key_names().map(str::to_owned).into(), "no taxonomy has one for its name");

    let form = printed(&site, &["form"]);
    let said = Site::of("forms/contact.toml", &format!("{stray}\n{CONTACT}")).build();
    assert_eq!(names(&form), known(&said.diagnostics()));

    let mut of_fields = BTreeSet::new();
    for kind in form["$defs"]["field"]["properties"]["kind"]["enum"].as_array().unwrap() {
        let kind = format!("kind = {kind}\n{stray}");
        let contact = CONTACT.replace("kind = \"text\"", &kind);
        of_fields.extend(known(&Site::of("forms/contact.toml", &contact).build().diagnostics()));
    }
    assert_eq!(names(&form["$defs"]["field"]), of_fields);
}

/// The tables inside a file: where the schema has each, and the same in the file, up to its first key.
const TABLES: [(&str, &str, &[&str]); 11] = [
    ("/properties/limits", "forms/contact.toml", &["[limits]"]),
    ("/properties/retention", "forms/contact.toml", &["[retention]"]),
    ("/properties/robot", "forms/contact.toml", &["[robot]"]),
    ("/properties/texts", "forms/contact.toml", &["[texts]"]),
    ("/properties/sections/items", "forms/contact.toml", &["[[sections]]"]),
    (
        "/properties/rules/additionalProperties",
        "forms/contact.toml",
        &[
            "[rules.old]\nkind = \"older_than\"",
            "[rules.large]\nkind = \"at_least\"",
            "[rules.one]\nkind = \"one_of\"",
        ],
    ),
    (
        "/properties/warnings/additionalProperties",
        "forms/contact.toml",
        &["[warnings.a]\nkind = \"not_of_choice\"", "[warnings.b]\nkind = \"mistyped_domain\""],
    ),
    ("/properties/links", "site.toml", &["[links]"]),
    ("/properties/retention", "site.toml", &["[retention]"]),
    ("/properties/markdown", "site.toml", &["[markdown]"]),
    ("/properties/checks/additionalProperties", "site.toml", &["[checks.image-size]"]),
];

#[test]
fn editors_know_the_keys_of_the_tables_inside_and_no_others() {
    let site = Site::minimal();
    let (of_site, form) = (printed(&site, &["site"]), printed(&site, &["form"]));
    let minimal = std::fs::read_to_string(site.home().join("content/site.toml")).unwrap();
    for (at, file, written) in TABLES {
        let (schema, before) =
            if file == "site.toml" { (&of_site, minimal.as_str()) } else { (&form, CONTACT) };
        let mut of_file = BTreeSet::new();
        for table in written {
            let text = format!("{before}\n{table}\nzzzzzzzzzzzzzzzz = 1\n");
            of_file.extend(known(&Site::of(file, &text).build().diagnostics()));
        }
        assert_eq!(names(schema.pointer(at).unwrap()), of_file, "{file}: {at}");
    }
    // A reason is no key, and says so.
    let text = format!("{CONTACT}messages = {{ zzzzzzzzzzzzzzzz = \"a\" }}\n");
    let reasons = known(&Site::of("forms/contact.toml", &text).build().diagnostics());
    for at in ["/properties/messages", "/$defs/field/properties/messages"] {
        assert_eq!(names(form.pointer(at).unwrap()), reasons, "{at}");
    }
    for (at, table) in [("rules", "[rules.a]"), ("warnings", "[warnings.a]")] {
        let text = format!(
            "{CONTACT}\n{table}\nfield = \"email\"\nmessage = \"a\"\nkind = \"zzzzzzzzzzzzzzzz\"\n"
        );
        let kinds = &form["properties"][at]["additionalProperties"]["properties"]["kind"]["enum"];
        let kinds = kinds
            .as_array()
            .unwrap()
            .iter()
            .map(|kind| kind.as_str().unwrap().to_owned())
            .collect();
        assert_eq!(
            known(&Site::of("forms/contact.toml", &text).build().diagnostics()),
            kinds,
            "{at}"
        );
    }
}
