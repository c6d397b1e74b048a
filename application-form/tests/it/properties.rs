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

/// Browsers send line breaks as CRLF.
fn as_a_browser_would((name, value): (String, String)) -> (String, String) {
    (name, value.replace('\n', "\r\n"))
}
