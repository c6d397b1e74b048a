use super::*;

fn read(text: &str) -> (Config, Vec<Diagnostic>) {
    let diagnostics = Diagnostics::default();
    let folder = Folder::from_files("content", [(FILE, text)]);
    let config = Config::read(&folder, None, &diagnostics);
    (config, diagnostics.into_vec())
}

#[test]
fn three_keys_are_enough() {
    let (config, diagnostics) =
        read("title = \"T\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\n");

    assert_eq!(diagnostics, []);
    assert_eq!(config.languages, ["fr"]);
}

#[test]
fn every_mistake_is_reported() {
    let (_, diagnostics) = read(
        "titel = \"T\"\nbase_url = \"ftp://a.example\"\nlanguage = \"fra\"\nnavigation = 1\n\
         [retention]\nmonths = 0\n",
    );

    let messages: Vec<&str> = diagnostics.iter().map(|each| each.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`title` is missing",
            "`base_url` should start with https://",
            "`fra` is no language code",
            "`navigation` should be a list of texts, this is 1",
            "`months` should be 1 to 1200, this is 0",
            "unknown key `titel`",
        ]
    );
}

#[test]
fn a_placeholder_is_no_error_and_its_proposal_counts() {
    let (config, diagnostics) = read(
        "title = { placeholder = \"le nom\" }\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\n\
         [retention]\nmonths = { placeholder = \"durée\", proposed = 12 }\n",
    );

    assert_eq!(diagnostics.len(), 2);
    assert_eq!(config.retention, Some(Retention { months: 12 }));
}

#[test]
fn the_names_are_those_of_the_schema() {
    let schema: Json = serde_json::from_str(include_str!("../../../schemas/site.json")).unwrap();
    let keys = schema["properties"].as_object().unwrap().keys();
    let keys: std::collections::BTreeSet<&str> = keys.map(String::as_str).collect();
    assert_eq!(keys, NAMES.into_iter().collect());
}
