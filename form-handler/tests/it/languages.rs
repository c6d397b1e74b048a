//! Every page and every problem of a form speaks the form's language, and no other.

use std::collections::BTreeSet;

use application_form::{
    definition::Definition,
    evaluate::{
        evaluate,
        result::{Evaluation, Fault},
    },
    language::{Language, company_numbers::CompanyNumber, dates::Parts},
    message::{Part, Reason},
    page::View,
    reference::Reference,
    submission::Submission,
};
use authoring::{diagnostics::Source, form::read};
use form_handler::{
    bundle::Bundle,
    http::{request::ResponseFormat, response::respond},
    outcome::{
        Outcome,
        refusal::{Again, Failure, NotASubmission},
    },
    record::ReceivedAt,
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};

use text::{said, spelled, typography, visible, words, words_of};

use crate::test_service::TestService;

mod text;

const TODAY: Date = date(2021, 6, 1);
const FRENCH: &str = include_str!("../../../tests/e2e/forms/every-kind.fr.toml");
const ENGLISH: &str = include_str!("../../../tests/e2e/forms/every-kind.en.toml");

fn form(language: Language) -> Definition {
    let text = match language {
        Language::French => FRENCH,
        Language::English => ENGLISH,
    };
    let path = format!("content/forms/every-kind.{}.toml", language.code());
    let (definition, problems) = read(&Source::new(path, text));
    definition.unwrap_or_else(|| panic!("{problems:#?}"))
}

/// Answers that are accepted, with a warning each about postal code and e-mail, and these instead of them.
fn sent(changed: &[(&str, &str)]) -> Submission {
    let answers = [
        ("company", "Ada"),
        ("siren", "732829320"),
        ("founded_jour", "1"),
        ("founded_mois", "8"),
        ("founded_annee", "2015"),
        ("turnover", "1250000"),
        ("staff", "1200"),
        ("department", "34"),
        ("postcode", "30000"),
        ("themes", "ai"),
        ("themes", "hr"),
        ("project", "A b c d e f g h i j k l m."),
        ("entitled", "oui"),
        ("email", "ada@exmaple.org"),
    ];
    let own = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let is_kept = |(name, _): &(String, String)| changed.iter().all(|(other, _)| other != name);
    own(&answers).into_iter().filter(is_kept).chain(own(changed)).collect()
}

/// Each reason with each shape of its figures.
fn reasons() -> Vec<Reason> {
    let part = || Part::new("x");
    let numbers = [CompanyNumber::Siren, CompanyNumber::Siret, CompanyNumber::Vat];
    let mut reasons = vec![
        Reason::Missing,
        Reason::MissingParts(Parts([true, true, false])),
        Reason::TooShort { min: 1200, found: 1100 },
        Reason::TooLong { max: 1200, found: 1300 },
        Reason::TooHeavy,
        Reason::Malformed(part()),
        Reason::WrongLength { number: None, expected: 5, found: 4 },
        Reason::CheckDigit,
        Reason::NotADate(Parts::ALL, part()),
        Reason::InTheFuture(date(2022, 8, 1)),
        Reason::NotWhole(part()),
        Reason::OutOfRange { min: 1000, max: 1_000_000 },
        Reason::UnknownChoice,
        Reason::ConflictingChoices,
        Reason::UnknownField,
        Reason::RepeatedField,
    ];
    reasons.extend(numbers.map(|number| Reason::WrongLength {
        number: Some(number),
        expected: number.digits(),
        found: 3,
    }));
    reasons
}

fn outcomes(definition: &Definition) -> Vec<Outcome> {
    let again = |again| Outcome::FormAgain { submission: sent(&[]), again };
    let reference = Reference::from_bytes(&definition.prefix, &[7; 32]);
    let received_at = ReceivedAt::at("2021-06-01T08:42:30Z".parse::<Timestamp>().unwrap());
    let faults = reasons().into_iter().map(|reason| {
        let fault = |field: &application_form::definition::Field| Fault {
            field: field.name.clone(),
            message: definition.message(Some(field), &reason),
            reason: reason.clone(),
        };
        definition.fields().map(fault).collect::<Vec<_>>()
    });
    let mut outcomes: Vec<Outcome> = faults.map(|faults| again(Again::Correct(faults))).collect();
    outcomes.extend([again(Again::Modify), again(Again::Edited), again(Again::TooOld)]);
    for refused in [
        NotASubmission::CrossSite,
        NotASubmission::MediaType,
        NotASubmission::TooLarge,
        NotASubmission::Unreadable,
    ] {
        outcomes.push(again(Again::Refused(refused)));
        outcomes.push(Failure::NotASubmission(refused).into());
    }
    let evaluated = [
        sent(&[]),
        sent(&[("department", "48"), ("town", "Mende")]),
        sent(&[("department", "48")]),
        sent(&[("department", "other")]),
        sent(&[("founded_annee", "2020"), ("turnover", "12000"), ("email", "ada@example.org")]),
    ];
    outcomes.extend(evaluated.map(|submission| match evaluate(definition, &submission, TODAY) {
        Evaluation::Errors(faults) => {
            Outcome::FormAgain { submission, again: Again::Correct(faults) }
        }
        Evaluation::Stop(reasons) => Outcome::Stop { submission, reasons },
        Evaluation::Accepted(application) => Outcome::Check { application, token: "t".into() },
    }));
    outcomes.extend([
        Outcome::ToForm,
        Outcome::Stored { reference: reference.clone(), received_at },
        Outcome::Received { reference },
        Outcome::NotStored { submission: sent(&[]) },
        Outcome::RateLimited { submission: sent(&[]), retry_after: 100_000 },
        Failure::Method { allow: "POST" }.into(),
        Failure::NotFound.into(),
    ]);
    outcomes
}

/// What people read of a form, or programs show them, by what it is.
fn shown(definition: &Definition) -> Vec<(String, String)> {
    let handler = TestService::new().handler;
    let bundle = Bundle { definition: definition.clone(), ..handler.bundle };
    let empty = handler.pages.render(definition, View::EmptyForm).unwrap();
    let mut shown = vec![("the form".to_owned(), visible(&empty.main))];
    for outcome in outcomes(definition) {
        for format in [ResponseFormat::Html, ResponseFormat::Json] {
            let response = respond(&outcome, format, &bundle, &handler.pages);
            let body = String::from_utf8(response.body().to_vec()).unwrap();
            let text = match format {
                ResponseFormat::Html => visible(&body),
                ResponseFormat::Json => said(&serde_json::from_str(&body).unwrap_or_default()),
            };
            shown.push((format!("{} in {format:?}", outcome.name()), text));
        }
    }
    shown
}

#[test]
fn a_form_speaks_no_language_but_its_own() {
    let vocabularies = Language::ALL.map(|language| (language, words(&form(language))));
    let mut wrong = Vec::new();
    for (language, own) in &vocabularies {
        let (other, written) = vocabularies.iter().find(|(other, _)| other != language).unwrap();
        let other: BTreeSet<String> = written.union(&spelled(*other)).cloned().collect();
        let definition = form(*language);
        let pages = shown(&definition);
        assert!(pages.len() > 60, "{}", pages.len());
        for (page, text) in pages {
            let foreign = words_of(&text)
                .into_iter()
                .filter(|word| other.contains(word) && !own.contains(word));
            wrong.extend(foreign.map(|word| format!("{language:?}, {page}: {word}")));
            wrong.extend(
                typography(&text, *language)
                    .iter()
                    .map(|part| format!("{language:?}, {page}: {part}")),
            );
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
