//! Questions that are asked only of some.

use std::sync::LazyLock;

use application_form::{
    definition::Definition,
    evaluate::{branches::asked_by, evaluate, result::Evaluation},
    page::{Pages, View},
    submission::Submission,
};
use authoring::{diagnostics::Source, form::read};

use crate::applicant::TODAY;

const FORM: &str = include_str!("../../../tests/e2e/forms/inscription.toml");

fn form() -> &'static Definition {
    static FORM_READ: LazyLock<Definition> = LazyLock::new(|| {
        let (definition, problems) = read(&Source::new("content/forms/inscription.toml", FORM));
        definition.unwrap_or_else(|| panic!("{problems:#?}"))
    });
    &FORM_READ
}

fn sent(pairs: &[(&str, &str)]) -> Submission {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// What comes of it: the names at fault, or the answers that are kept.
fn outcome(pairs: &[(&str, &str)]) -> String {
    match evaluate(form(), &sent(pairs), TODAY) {
        Evaluation::Errors(faults) => {
            let faults =
                faults.iter().map(|fault| format!("{} {}", fault.field, fault.reason.code()));
            faults.collect::<Vec<_>>().join(", ")
        }
        Evaluation::Stop(_) => "stop".to_owned(),
        Evaluation::Accepted(application) => {
            let answers = application.canonical().answers.clone();
            answers
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
                .join(" ")
        }
    }
}

fn page(pairs: &[(&str, &str)]) -> application_form::page::FormPage {
    let submission = sent(pairs);
    let faults = match evaluate(form(), &submission, TODAY) {
        Evaluation::Errors(faults) => faults,
        _ => Vec::new(),
    };
    let pages = Pages::new(&Pages::built_in()).unwrap();
    let view = View::Form { submission: &submission, faults: &faults, notice: None };
    pages.render(form(), view).unwrap()
}

#[test]
fn a_question_is_asked_when_others_hold_and_its_hidden_answer_is_not_kept() {
    for (pairs, expected) in [
        (vec![("departement", "34"), ("nom", "Ada")], "departement=\"34\" nom=\"Ada\""),
        (vec![("departement", "autre"), ("nom", "Ada")], "pays missing"),
        (vec![("departement", "autre")], "pays missing, nom missing"),
        (vec![("departement", "autre"), ("pays", "autre"), ("nom", "Ada")], "lequel missing"),
        (
            vec![("departement", "autre"), ("pays", "fr"), ("nom", "Ada")],
            "departement=\"autre\" pays=\"fr\" nom=\"Ada\"",
        ),
        // Answers to what is not asked are dropped, whatever is wrong with them, and make nothing else be asked.
        (
            vec![("departement", "34"), ("pays", "autre"), ("lequel", "x"), ("nom", "Ada")],
            "departement=\"34\" nom=\"Ada\"",
        ),
        (
            vec![("departement", "34"), ("pays", "mars"), ("pays", "fr"), ("nom", "Ada")],
            "departement=\"34\" nom=\"Ada\"",
        ),
        // Nobody knows yet whether it is asked.
        (vec![("departement", "75"), ("nom", "Ada")], "departement unknown_choice"),
        (
            vec![("departement", "autre"), ("pays", "autre"), ("lequel", "x"), ("nom", "Ada")],
            "lequel too_short",
        ),
    ] {
        assert_eq!(outcome(&pairs), expected, "{pairs:?}");
    }
}

#[test]
fn one_more_question_is_no_error() {
    let asked = page(&[("departement", "autre"), ("nom", "Ada")]);

    assert_eq!(asked.title, "Formulaire");
    assert!(asked.main.contains("Encore une question"), "{}", asked.main);
    assert!(!asked.main.contains("error"), "{}", asked.main);
    assert!(asked.main.contains("<input type=\"hidden\" name=\"asked\" value=\"pays\">"));
    assert!(asked.main.contains("<legend>Pays</legend>"), "{}", asked.main);

    // Asked, and left without an answer: now it is.
    let left = page(&[("departement", "autre"), ("nom", "Ada"), ("asked", "pays")]);
    assert!(left.title.starts_with("Erreur"), "{}", left.title);
    assert!(left.main.contains("choisissez une réponse."), "{}", left.main);

    // Beside an error, the question is there and only the error is said.
    let both = page(&[("departement", "autre")]);
    assert!(both.main.contains("Répondez à"), "{}", both.main);
    assert!(!both.main.contains("choisissez une réponse."), "{}", both.main);
    assert!(both.main.contains("<legend>Pays</legend>"));
}

#[test]
fn a_page_without_script_shows_no_question_that_is_not_asked() {
    let pages = Pages::new(&Pages::built_in()).unwrap();

    let empty = pages.render(form(), View::EmptyForm).unwrap().main;

    assert!(!empty.contains("<legend>Pays</legend>"), "{empty}");
    assert!(!empty.contains("name=\"lequel\""), "{empty}");
    // What a script shows at once stands in an attribute, escaped once.
    assert!(empty.contains("data-question=\"&lt;div class=&quot;field&quot;"), "{empty}");
    assert!(empty.contains("data-when=\"{&quot;field&quot;:&quot;departement&quot;,&quot;is&quot;:[&quot;autre&quot;]}\""), "{empty}");
}

#[test]
fn the_check_page_shows_what_was_asked_alone() {
    let pages = Pages::new(&Pages::built_in()).unwrap();
    let check = |pairs: &[(&str, &str)]| match evaluate(form(), &sent(pairs), TODAY) {
        Evaluation::Accepted(application) => {
            let view = View::Check { application: &application, token: "x" };
            pages.render(form(), view).unwrap().main
        }
        other => panic!("{other:?}"),
    };

    let short =
        check(&[("departement", "34"), ("pays", "autre"), ("lequel", "Suisse"), ("nom", "Ada")]);
    assert!(!short.contains("Pays") && !short.contains("Suisse"), "{short}");
    let long =
        check(&[("departement", "autre"), ("pays", "autre"), ("lequel", "Suisse"), ("nom", "Ada")]);
    assert!(long.contains("<dt>Pays</dt>") && long.contains("Suisse"), "{long}");
}

#[test]
fn the_page_shows_what_is_asked_because_of_a_choice_that_a_detail_implies() {
    let text = r#"id = "virage"
language = "fr"
prefix = "VIR"
[[fields]]
name = "themes"
kind = "choices"
label = "Thèmes"
choices = [{ value = "numerique", label = "Numérique" }, { value = "autre", label = "Autre" }]
[[fields]]
name = "theme_autre"
kind = "text"
label = "Précisez"
min = 2
required = false
with = { field = "themes", choice = "autre" }
[[fields]]
name = "pourquoi"
kind = "text"
label = "Pourquoi celui-là ?"
when = { field = "themes", is = ["autre"] }
"#;
    let (definition, problems) = read(&Source::new("content/forms/virage.toml", text));
    let definition = definition.unwrap_or_else(|| panic!("{problems:#?}"));
    let sent = sent(&[("theme_autre", "Reprise")]);
    let Evaluation::Errors(faults) = evaluate(&definition, &sent, TODAY) else { panic!() };
    let names: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(names, ["pourquoi"]);

    assert!(asked_by(&definition, &sent).contains(&"pourquoi"));
}
