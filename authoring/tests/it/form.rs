//! Mistakes in `content/candidature.toml`, each reported where it stands with what to do.

use application_form::{definition::Definition, kind::KindName, message::Reason};
use authoring::{diagnostics::Source, form::read};
use insta::assert_snapshot;

/// The real definition as its author wrote it.
fn source() -> &'static str {
    include_str!("../../../content/candidature.toml")
}

/// The problems of the real definition after one replacement.
#[track_caller]
fn after(from: &str, to: &str) -> String {
    assert!(source().contains(from), "{from} is not in the definition");
    diagnostics(&source().replacen(from, to, 1))
}

fn diagnostics(text: &str) -> String {
    let (definition, diagnostics) = read(&Source::new("content/candidature.toml", text));
    assert!(definition.is_none(), "a definition with a mistake must not be used");
    let listed = diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let kinds: Vec<&str> = KindName::ALL.iter().map(|kind| kind.as_str()).collect();
    without_line_numbers(&listed).replace(&kinds.join(", "), "(each kind)")
}

/// The real definition's lines move whenever an editor adds one.
fn without_line_numbers(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = ["candidature.toml:", "on line "]
        .into_iter()
        .filter_map(|mark| rest.find(mark).map(|at| rest.split_at(at + mark.len())))
        .min_by_key(|(before, _)| before.len())
    {
        kept += before;
        kept += "N";
        rest = after.trim_start_matches(|symbol: char| symbol.is_ascii_digit());
    }
    kept + rest
}

#[test]
fn an_unknown_kind_is_named_with_the_nearest() {
    assert_snapshot!(after("kind = \"siren\"", "kind = \"sirren\""), @r#"
    content/candidature.toml:N:8: unknown field kind `sirren`
      | kind = "sirren"
      |        ^^^^^^^^
      = help: did you mean `siren`? kinds are: (each kind)
      = code: form-fields
    "#);
}

#[test]
fn a_name_used_twice_is_reported_at_the_second() {
    assert_snapshot!(after("name = \"effectif\"", "name = \"siren\""), @r#"
    content/candidature.toml:N:8: two fields have the name `siren`
      | name = "siren"
      |        ^^^^^^^
      = help: the first is on line N: rename one of them
      = code: form-fields
    content/candidature.toml:N:9: no field has the name `effectif`
      | field = "effectif"
      |         ^^^^^^^^^^
      = help: known here: raison_sociale, siren, date_creation, chiffre_affaires, departement, code_postal, secteur, activite, themes, theme_autre, projet, motivation, attentes, conflits, prenom, nom, fonction, habilite, courriel, telephone, reseaux, amenagement
      = code: form-rules
    "#);
}

#[test]
fn a_rule_on_a_field_that_does_not_exist_suggests_one() {
    assert_snapshot!(after("field = \"effectif\"", "field = \"effectifs\""), @r#"
    content/candidature.toml:N:9: no field has the name `effectifs`
      | field = "effectifs"
      |         ^^^^^^^^^^^
      = help: did you mean `effectif`?
      = code: form-rules
    "#);
}

#[test]
fn bounds_that_contradict_each_other_are_reported() {
    assert_snapshot!(after("min = 200\nmax = 4000", "min = 4000\nmax = 200"), @"
    content/candidature.toml:N:7: no answer can have at least 4000 and at most 200 characters
      | max = 200
      |       ^^^
      = help: swap `min` and `max`, or raise `max`
      = code: form-fields
    ");
    assert_snapshot!(after("min = 300_000", "min = 3_000_000_000_000"), @"
    content/candidature.toml:N:7: nobody can pass: `chiffre_affaires` accepts at most 1000000000000, the rule wants 3000000000000
      | min = 3_000_000_000_000
      |       ^^^^^^^^^^^^^^^^^
      = help: lower `min`, or raise the field's `max`
      = code: form-rules
    ");
}

#[test]
fn a_placeholder_that_no_reason_fills_is_reported_where_it_stands() {
    let general = "[messages]\ntoo_short = \"Au moins {min}, pas {trouve}.\"\n\n[texts]\n";
    assert_snapshot!(after("[texts]\n", general), @r#"
    content/candidature.toml:N:34: nothing fills in `{trouve}` here
      | too_short = "Au moins {min}, pas {trouve}."
      |                                  ^^^^^^^^
      = help: a message for `too_short` can mention {label}, {min}, {found}
      = code: form-words
    "#);
}

#[test]
fn words_that_say_nothing_are_reported() {
    let empty = "[messages]\ntoo_short = \"\"\n\n[texts]\nform_link = \" \"\n";
    assert_snapshot!(after("[texts]\n", empty), @r#"
    content/candidature.toml:N:13: the text of `too_short` is empty
      | too_short = ""
      |             ^^
      = help: write what applicants are to read there; without this line, they read the product's own words
      = code: form-words
    content/candidature.toml:N:13: the text of `form_link` is empty
      | form_link = " "
      |             ^^^
      = help: write what applicants are to read there; without this line, they read the product's own words
      = code: form-words
    "#);
}

#[test]
fn a_choice_that_is_not_offered_is_reported() {
    assert_snapshot!(after("choices = [\"34\", \"30\"]", "choices = [\"34\", \"31\"]"), @r#"
    content/candidature.toml:N:11: `departement` has no choice `31`
      | choices = ["34", "31"]
      |           ^^^^^^^^^^^^
      = help: did you mean `30`?
      = code: form-rules
    "#);
    assert_snapshot!(after("choice = \"autre\" }", "choice = \"outre\" }"), @r#"
    content/candidature.toml:N:37: `themes` has no choice `outre`
      | with = { field = "themes", choice = "outre" }
      |                                     ^^^^^^^
      = help: did you mean `autre`?
      = code: form-fields
    "#);
}

#[test]
fn what_is_missing_or_unknown_is_reported() {
    assert_snapshot!(after("label = \"Prénom\"\n", ""), @r#"
    content/candidature.toml:N:1: `label` is missing
      | [[sections.fields]]
      | ^^^^^^^^^^^^^^^^^^^
      = help: add label = "…"; a field of kind `text` needs name, label, kind and may have min, max, lines, hint, required, autocomplete, with, when, messages
      = code: form-keys
    "#);
    assert_snapshot!(after("autocomplete = \"tel\"", "autocomplet = \"tel\""), @r#"
    content/candidature.toml:N:1: unknown key `autocomplet`
      | autocomplet = "tel"
      | ^^^^^^^^^^^
      = help: did you mean `autocomplete`?
      = code: form-keys
    "#);
    let general = "[messages]\ncheck_digits = \"Mal recopié.\"\n\n[texts]\n";
    assert_snapshot!(after("[texts]\n", general), @r#"
    content/candidature.toml:N:1: unknown reason `check_digits`
      | check_digits = "Mal recopié."
      | ^^^^^^^^^^^^
      = help: did you mean `check_digit`?
      = code: form-words
    "#);
    assert_snapshot!(after("form_title = ", "form_titel = "), @r#"
    content/candidature.toml:N:1: unknown key `form_titel`
      | form_titel = "Candidater"
      | ^^^^^^^^^^
      = help: did you mean `form_title`?
      = code: form-keys
    "#);
}

/// Two questions and their form, in twelve lines.
const SHORT: &str = include_str!("../../../tests/e2e/forms/contact.toml");

fn short(from: &str, to: &str) -> (Option<Definition>, String) {
    assert!(SHORT.contains(from), "{from}");
    let source = Source::new("content/forms/contact.toml", SHORT.replacen(from, to, 1));
    let (definition, diagnostics) = read(&source);
    (definition, diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_form_of_two_questions_takes_twelve_lines() {
    let (definition, diagnostics) = short("", "");

    assert_eq!((SHORT.lines().count(), diagnostics.as_str()), (12, ""));
    let form = definition.unwrap();
    let missing = |name: &str| form.message(form.field(name), &Reason::Missing);
    assert_eq!(missing("message"), "Answer “Your message”.");
    assert!(missing("email").starts_with("“Your e-mail address”: give an e-mail address"));
    assert_eq!(form.texts.verify, "Check my answers");
    assert_eq!(form.sections.len(), 1);
    assert_eq!(form.sections[0].title, None);
    let max = |name: &str| form.field(name).unwrap().kind.limits();
    assert_eq!(max("message"), [("min", 0), ("max", 200)]);
    assert_eq!(max("email"), [("max", 254)]);
}

#[test]
fn a_form_speaks_the_language_of_its_key_and_of_its_own_words() {
    let (definition, _) = short("\"en\"", "\"fr\"");
    let form = definition.unwrap();
    assert_eq!(form.texts.verify, "Vérifier mes réponses");
    assert_eq!(form.honeypot.label, "Laissez ce champ vide");

    // What the form says of every question comes before what the product says of one kind.
    let own =
        "\n[texts]\nverify = \"Go on\"\n[messages]\nmissing = \"Please say \\\"{label}\\\".\"\n";
    let (definition, diagnostics) =
        short("\"Your message\"\n", &format!("\"Your message\"\n{own}"));
    assert_eq!(diagnostics, "");
    let form = definition.unwrap();
    assert_eq!(
        form.message(form.field("email"), &Reason::Missing),
        "Please say \"Your e-mail address\"."
    );
    assert_eq!(form.texts.verify, "Go on");
}

#[test]
fn mistakes_of_a_short_form_are_reported_where_they_stand() {
    let found = |from: &str, to: &str| {
        let (definition, diagnostics) = short(from, to);
        assert!(definition.is_none(), "{from} -> {to}");
        diagnostics
    };
    assert_snapshot!(found("language = \"en\"", "language = \"de\""), @r#"
    content/forms/contact.toml:2:12: no form speaks `de`
      | language = "de"
      |            ^^^^
      = help: the words of forms exist in: fr, en
      = code: form-keys
    "#);
    assert_snapshot!(found("language = \"en\"\n", ""), @r#"
    content/forms/contact.toml:1:1: `language` is missing
      | id = "contact"
      | ^
      = help: add language = "…"
      = code: form-keys
    "#);
    assert_snapshot!(found("[[fields]]", "[[sections]]\ntitle = \"You\"\n[[fields]]"), @"
    content/forms/contact.toml:7:1: this question stands in no section, others do
      | [[fields]]
      | ^^^^^^^^^^
      = help: write [[sections.fields]] below the [[sections]] that it belongs to
      = code: form-keys
    ");
    assert_snapshot!(found("page = ", "recipients = []\npage = "), @"
    content/forms/contact.toml:4:14: nobody could open what is sent
      | recipients = []
      |              ^^
      = help: without this line, everyone who is listed can open what is sent
      = code: form-keys
    ");
    assert_snapshot!(found("[[fields]]", "[retention]\nmonths = 0\n[[fields]]"), @"
    content/forms/contact.toml:6:10: `months` should be 1 to 1200, this is 0
      | months = 0
      |          ^
      = help: write another number; without [retention], it is what site.toml says
      = code: form-numbers
    ");
}

#[test]
fn mistakes_do_not_hide_each_other() {
    let text = source()
        .replacen("id = \"2021-06\"", "id = 2021", 1)
        .replacen("kind = \"siren\"", "kind = \"sirren\"", 1)
        .replacen("name = \"motivation\"", "name = \"projet\"", 1)
        .replacen("years = 3", "years = \"trois\"", 1)
        + "\n[texts\n";

    let found = diagnostics(&text);

    assert_eq!(found.matches("content/candidature.toml:").count(), 6, "{found}");
}
