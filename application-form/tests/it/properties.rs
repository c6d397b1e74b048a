//! What must hold for any answers.

use application_form::{
    evaluate::{evaluate, result::Evaluation},
    kind::FieldKind,
    submission::Submission,
};
use proptest::prelude::*;

use crate::applicant::{TODAY, applicant, form};

fn name() -> impl Strategy<Value = String> {
    let names: Vec<String> =
        form().fields().flat_map(application_form::definition::Field::wire_names).collect();
    prop_oneof![9 => prop::sample::select(names), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_submission_panics(pairs in prop::collection::vec((name(), any::<String>()), 0..30)) {
        evaluate(form(), &pairs.into_iter().collect(), TODAY);
    }

    /// The check page's hidden fields, sent back, are the same application.
    #[test]
    fn canonical_answers_survive_the_check_page(
        text in "\\PC{1,90}",
        long in "[\\PC\n\r\t]{200,400}",
        amount in 300_000_u64..1_000_000_000_000,
        themes in prop::sample::subsequence(vec!["numerique", "energetique", "responsable"], 1..=3),
    ) {
        let mut applicant = applicant()
            .with("nom", &text)
            .with("projet", &long)
            .with("chiffre_affaires", &format!("{amount} €"))
            .without("themes");
        for theme in themes.iter().rev() {
            applicant = applicant.and("themes", theme);
        }
        let Evaluation::Accepted(first) = applicant.evaluate() else {
            // Trimming can leave too little; that is refused, not changed.
            return Ok(());
        };

        let again: Submission = first.wire(form()).into_iter().map(as_a_browser_would).collect();
        let Evaluation::Accepted(second) = evaluate(form(), &again, TODAY) else {
            return Err(TestCaseError::fail("refused the second time"));
        };

        prop_assert_eq!(first.canonical(), second.canonical());
        for (name, answer) in first.answers() {
            let field = form().field(name).unwrap();
            if !matches!(field.kind, FieldKind::Confirmation) {
                let read = field.kind.from_canonical(&answer.canonical());
                prop_assert_eq!(read.as_ref(), Some(answer));
            }
        }
    }
}

/// Bits of what people type, as likely to make an answer as not.
fn typed() -> impl Strategy<Value = String> {
    let bits: Vec<&str> = vec![
        "0",
        "1",
        "2",
        "12",
        "34000",
        "300 000",
        "732 829 320",
        "732829320",
        "00074",
        "FR44",
        "1,2",
        "12.500",
        ",00",
        " ",
        "\u{a0}",
        "-",
        "/",
        ".",
        ",",
        "'",
        "+33",
        "04 67 00 00 00",
        "k€",
        "M€",
        "€",
        " HT",
        "euros",
        "mars",
        "1er",
        "2020",
        "RCS Montpellier B ",
        "SIREN : ",
        "Montpellier",
        " CEDEX 2",
        "F-",
        "Tél. ",
        " poste 12",
        "jeanne@x.fr",
        "@",
        "x.fr",
        "<",
        ">",
        "mailto:",
        "Jeanne ",
        "salariés",
        "environ ",
        "é",
        "e\u{301}",
        "\u{200b}",
        "\u{202e}",
        "\u{7}",
        "\n",
        "IA",
    ];
    prop::collection::vec(prop::sample::select(bits), 1..5).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Whatever is read and written into hidden fields is the same when it is read again, of every question.
    #[test]
    fn what_is_read_once_is_read_the_same_again(texts in prop::array::uniform3(typed())) {
        for field in form().fields().filter(|field| field.choices().is_empty()) {
            let pairs = field.wire_names().into_iter().zip(texts.iter().cloned());
            let submission: Submission = pairs.collect();
            let Ok(Some(answer)) = field.kind.read(&field.name, &submission, TODAY) else { continue };

            let wire = field.kind.wire(&field.name, &answer);
            let again: Submission = wire.iter().cloned().map(as_a_browser_would).collect();

            prop_assert_eq!(field.kind.read(&field.name, &again, TODAY), Ok(Some(answer)));
        }
    }
}

/// Browsers send line breaks as CRLF.
fn as_a_browser_would((name, value): (String, String)) -> (String, String) {
    (name, value.replace('\n', "\r\n"))
}
