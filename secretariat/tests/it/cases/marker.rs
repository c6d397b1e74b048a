//! The answer that must not count is on no case, list, history line or JSON.

use super::{TestCases, firm};

const MARKER: &str = "cpme_herault";
const LABEL: &str = "CPME";

#[tokio::test]
async fn networks_are_in_no_output() {
    let office = TestCases::new();
    let mut contents = firm(1, &[]);
    contents.answers.insert("reseaux".into(), serde_json::json!([MARKER]));
    contents.warnings.push(form_handler::record::contents::StoredWarning {
        field: "reseaux".into(),
        message: format!("{MARKER} ?"),
    });
    office.store(contents).await;
    let out = office.secretariat.path("certificate.json");
    let letters = office.secretariat.path("courriers");
    office.act("amend REF1 --set reseaux=digital_113,cpme_herault --verified email").await;

    for line in [
        "show REF1".to_owned(),
        "show REF1 --history".into(),
        "show REF1 --format json".into(),
        "list".into(),
        "list --format json".into(),
        "today".into(),
        "journal list".into(),
        "journal list --format json".into(),
        "undo REF1 --reason erreur --dry-run".into(),
        "decide REF1 --as retained --by Marie --format json".into(),
        "outbox list".into(),
        "outbox list --format json".into(),
        "outbox show decision-REF1 --format json".into(),
        "outbox take decision-REF1".into(),
        format!("outbox export --out {}", letters.display()),
        format!("erase REF1 --reason other --verified email --out {}", out.display()),
    ] {
        let ran = office.run(&line).await.done();
        for said in [&ran.out, &ran.notes] {
            for marker in [MARKER, LABEL, "digital_113", "reseaux"] {
                assert!(!said.contains(marker), "{line}: {marker} in {said}");
            }
        }
    }
    assert!(!std::fs::read_to_string(out).unwrap().contains(MARKER));
    for letter in std::fs::read_dir(letters).unwrap() {
        let letter = std::fs::read(letter.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&letter).contains(MARKER));
    }
}
