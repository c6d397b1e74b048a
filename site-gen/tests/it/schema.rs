//! Schemas for programs and editors: what they know is what is read.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::harness::{Site, run, text};

const CONTACT: &str = "id = \"contact\"\nlanguage = \"en\"\nprefix = \"CTC\"\npage = \"/contact/\"\n\
    [[fields]]\nname = \"message\"\nkind = \"text\"\nlabel = \"Your message\"\n";

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
    assert_eq!(theirs["required"], serde_json::json!(["message"]));

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
    assert_eq!(names(&printed(&site, &["page"])), known(&said.diagnostics()));

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
    let kinds = form["$defs"]["field"]["properties"]["kind"]["enum"].as_array().unwrap().len();
    assert_eq!(kinds, application_form::kind::KindName::ALL.len());
}
