//! What an editor is told and answered, over the protocol that all of them speak.

mod client;

use serde_json::{Value as Json, json};

use crate::harness::Site;
use client::Editor;

fn site() -> Site {
    Site::minimal()
        .with("pages/contact.md", "---\ntitle: Contact\n---\n\n## Nous écrire\n\nUn texte.\n")
        .with("pages/actus/une.md", "---\ntitle: Une\n---\n\n[à nous](../contact.md#nous-ecrire), [et](../contact.md)\n")
        .with("data/lieu.toml", "ville = \"Nîmes\"\n")
        .with("templates/components/suite.html", "{% component suite(vers: string, texte: string = \"Suite\") %}<a href=\"{{ vers }}\">{{ texte }}</a>{% endcomponent suite %}\n")
}

const HEAD: &str = "---\ntitle: Accueil\n---\n\n";

#[test]
fn mistakes_are_told_as_they_are_typed_and_taken_back() {
    let mut editor = Editor::open(site());
    assert_eq!(editor.wrong("pages/index.md"), []);
    for (text, expect) in [
        ("[a](./contcat.md)", &[("link-file", "4:4-16")][..]),
        ("é😀 {{ data.lieu.vile }}", &[("value-unknown", "4:17-21")]),
        ("[a](./contact.md)", &[]),
        ("[a](./contact.md#nous)", &[("link-fragment", "4:4-21")]),
        ("{{< suit vers=\"/\" />}}", &[("component-unknown", "4:4-8")]),
    ] {
        editor.type_in("pages/index.md", &format!("{HEAD}{text}\n"));
        let expect: Vec<_> =
            expect.iter().map(|(code, at)| ((*code).to_owned(), (*at).to_owned())).collect();
        assert_eq!(editor.wrong("pages/index.md"), expect, "{text}");
    }
    editor.type_in("pages/index.md", "---\ntitel: Accueil\n---\n");
    let codes: Vec<String> =
        editor.wrong("pages/index.md").into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["front-matter-missing-title", "front-matter-unknown-key"]);
    // What is typed in another file counts, and is told of the page.
    editor.type_in("pages/index.md", &format!("{HEAD}{{{{ data.lieu.rue }}}}\n"));
    assert_eq!(editor.wrong("pages/index.md").len(), 1);
    editor.type_in("data/lieu.toml", "ville = \"Nîmes\"\nrue = \"1\"\n");
    assert_eq!(editor.wrong("pages/index.md"), []);
    // Closed without being saved, it is as it was.
    let uri = editor.uri("data/lieu.toml");
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(editor.wrong("pages/index.md").len(), 1);
    editor.type_in("site.toml", "title = \n");
    assert!(!editor.wrong("site.toml").is_empty());
}

#[test]
fn what_may_stand_there_is_offered() {
    let mut editor = Editor::open(site());
    for (path, text, expect) in [
        ("pages/index.md", "---\nti‸\n---\n", "title: "),
        ("pages/index.md", "---\ntitle: A\n---\n\n[a](./con‸)", "./contact.md"),
        ("pages/actus/une.md", "---\ntitle: A\n---\n\n[a](‸)", "../contact.md"),
        ("pages/index.md", "---\ntitle: A\n---\n\n[a](./contact.md#n‸)", "nous-ecrire"),
        ("pages/index.md", "---\ntitle: A\n---\n\n{{ data.‸", "data.lieu"),
        ("pages/index.md", "---\ntitle: A\n---\n\n{{ data.lieu.v‸", "data.lieu.ville"),
        ("pages/index.md", "---\ntitle: A\n---\n\n{{ page.t‸", "page.title"),
        ("pages/index.md", "---\ntitle: A\n---\n\n{{< su‸", "suite"),
        ("pages/index.md", "---\ntitle: A\n---\n\n{{< suite v‸", "vers="),
        ("pages/index.md", "---\ntitle: A\n---\n\n{{< suite vers=\"./con‸", "./contact.md"),
    ] {
        let place = editor.type_in(path, text);
        let found = editor.ask("textDocument/completion", place);
        let labels = found["items"].as_array().unwrap().iter().map(|item| item["label"].as_str());
        assert!(labels.clone().any(|label| label == Some(expect)), "{text}: {found}");
    }
    for (text, expect) in [("{{ page.‸", "page.url"), ("{{ page.extra.‸", "")] {
        let place = editor.type_in("pages/index.md", &format!("---\ntitle: A\n---\n\n{text}"));
        let found = editor.ask("textDocument/completion", place).to_string();
        assert!(found.contains(expect), "{found}");
        for none in ["page.template", "page.permalink", "page.extra.title"] {
            assert!(!found.contains(none), "{text}: there is no {none}");
        }
    }
    let place = editor.type_in("pages/index.md", "---\ntitle: A‸\n---\n");
    assert_eq!(editor.ask("textDocument/completion", place)["items"], json!([]));
}

#[test]
fn links_and_components_lead_to_their_files_and_mistakes_are_explained() {
    let mut editor = Editor::open(site());
    for (text, file) in [
        ("[a](./cont‸act.md#nous-ecrire)", Some("pages/contact.md")),
        ("[a](/cont‸act/)", Some("pages/contact.md")),
        ("{{< su‸ite vers=\"/\" />}}", Some("templates/components/suite.html")),
        ("{{< suite vers=\"./cont‸act.md\" />}}", Some("pages/contact.md")),
        ("[a](./nowhe‸re.md)", None),
        ("un ‸mot", None),
    ] {
        let place = editor.type_in("pages/index.md", &format!("{HEAD}{text}\n"));
        let found = editor.ask("textDocument/definition", place);
        assert_eq!(found["uri"].as_str(), file.map(|file| editor.uri(file)).as_deref(), "{text}");
    }
    for (text, expect) in [
        ("[a](./cont‸act.md)", "/contact/"),
        ("[a](./nowhe‸re.md)", "Wrong, in the text of a page:"),
        ("{{< su‸ite vers=\"/\" />}}", "- `vers: string`, required"),
    ] {
        let place = editor.type_in("pages/index.md", &format!("{HEAD}{text}\n"));
        let found = editor.ask("textDocument/hover", place);
        assert!(
            found["contents"]["value"].as_str().unwrap_or_default().contains(expect),
            "{text}: {found}"
        );
    }
}

#[test]
fn the_nearest_word_is_put_in_the_place_of_the_wrong_one() {
    let mut editor = Editor::open(site());
    for (text, expect) in [
        ("[a](./contcat.md)", Some("[a](./contact.md)")),
        ("[a](/contcat/)", Some("[a](/contact/)")),
        ("é {{ data.lieu.vile }}", Some("é {{ data.lieu.ville }}")),
        ("{{ data.liue.ville }}", Some("{{ data.lieu.ville }}")),
        ("{{ data.lieu.ville | uper }}", Some("{{ data.lieu.ville | upper }}")),
        ("{{< suit vers=\"/\" />}}", Some("{{< suite vers=\"/\" />}}")),
        ("{{< suite ver=\"/\" vers=\"/\" />}}", Some("{{< suite vers=\"/\" vers=\"/\" />}}")),
        ("[a](./contact.md#nous-ecrir)", Some("[a](./contact.md#nous-ecrire)")),
        ("** gras **", None),
    ] {
        let place = editor.type_in("pages/index.md", &format!("{HEAD}{text}\n"));
        let line = json!({ "line": 4, "character": 0 });
        let range = json!({ "start": line, "end": line });
        let found = editor.ask("textDocument/codeAction", json!({ "textDocument": place["textDocument"], "range": range, "context": { "diagnostics": [] } }));
        let edit = &found[0]["edit"]["changes"][editor.uri("pages/index.md")][0];
        let fixed = edit["newText"].as_str().map(|new| {
            let units: Vec<u16> = text.encode_utf16().collect();
            let at = |end: &str| {
                usize::try_from(edit["range"][end]["character"].as_u64().unwrap()).unwrap()
            };
            let part = |units: &[u16]| String::from_utf16(units).unwrap();
            format!("{}{new}{}", part(&units[..at("start")]), part(&units[at("end")..]))
        });
        assert_eq!(fixed.as_deref(), expect, "{found} {:?}", editor.wrong("pages/index.md"));
    }
}

#[test]
fn a_page_is_renamed_with_all_its_links_and_its_own() {
    let mut editor = Editor::open(
        site().with("pages/index.md", "---\ntitle: Accueil\n---\n\n[c](./contact.md?a#b) `[c](./contact.md)` [d](/contact/)\n\n[e]\n\n<a href=\"./contact.md\">f</a>\n\n{{< suite vers=\"./contact.md#g\" />}}\n\n[e]: ./contact.md\n"),
    );
    let place = editor.type_in(
        "pages/actus/une.md",
        "---\ntitle: Une\n---\n\n[a](../con‸tact.md#nous-ecrire), [et](../contact.md)\n",
    );
    let mut asked = place.clone();
    assert_eq!(editor.ask("textDocument/prepareRename", place)["placeholder"], "contact.md");
    asked["newName"] = json!("nous/ecrire");
    let found = editor.ask("textDocument/rename", asked.clone());
    let edits = |found: &Json, file: &str| -> Vec<String> {
        let changes = found["documentChanges"].as_array().cloned().unwrap_or_default();
        let of_file = changes
            .iter()
            .filter(|it| it["textDocument"]["uri"].as_str().is_some_and(|uri| uri.ends_with(file)));
        of_file
            .flat_map(|it| it["edits"].as_array().cloned().unwrap())
            .map(|edit| edit["newText"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(edits(&found, "une.md"), ["../nous/ecrire.md#nous-ecrire", "../nous/ecrire.md"]);
    assert_eq!(
        edits(&found, "index.md"),
        ["./nous/ecrire.md?a#b", "./nous/ecrire.md", "./nous/ecrire.md#g", "./nous/ecrire.md"]
    );
    let last = found["documentChanges"].as_array().unwrap().last().unwrap();
    assert_eq!(last["newUri"], editor.uri("pages/nous/ecrire.md"));

    for (new, why) in
        [("actus/une", "is there already"), ("../x", "is no path"), ("", "is no path")]
    {
        asked["newName"] = json!(new);
        let refused = editor.ask("textDocument/rename", asked.clone());
        assert!(refused["error"].as_str().unwrap_or_default().contains(why), "{refused}");
    }
    // The editor moves a page itself: its own links follow.
    let files = json!({ "files": [{ "oldUri": editor.uri("pages/actus/une.md"), "newUri": editor.uri("pages/une.md") }] });
    let found = editor.ask("workspace/willRenameFiles", files);
    assert_eq!(edits(&found, "une.md"), ["./contact.md#nous-ecrire", "./contact.md"]);
}

#[test]
fn it_says_goodbye_and_knows_what_it_does_not_answer() {
    let mut editor = Editor::open(Site::minimal());
    let refused = editor.ask("textDocument/formatting", json!({}));
    assert_eq!(refused["error"], "site-gen does not answer `textDocument/formatting`");
    assert_eq!(editor.ask("shutdown", Json::Null), Json::Null);
    editor.tell("exit", Json::Null);
    assert!(editor.server.wait().unwrap().success());
}
