//! The pages of what is kept and taken out: backups, keys, exports.

use crate::{
    pages::{HIDDEN, NETWORK, two_firms},
    test_secretariat::reference,
};

#[tokio::test]
async fn a_backup_is_made_and_a_key_is_tried_and_all_is_sealed_again() {
    let (cases, office) = two_firms().await;
    assert!(office.get("/sauvegarde").expect(200).text().contains("Aucune encore"));

    office.post("/sauvegarde", &[]).expect(303);
    let made = office.get("/sauvegarde").expect(200).text();
    let tried = office.post("/cles", &[("geste", "essayer")]).expect(200).text();
    let resealed = office.post("/cles", &[("geste", "refermer")]).expect(200).text();

    assert!(made.contains("bureau-2021-06-02-10h00.age"), "{made}");
    let file = cases.secretariat.path("sauvegardes/bureau-2021-06-02-10h00.age");
    assert!(std::fs::read(file).unwrap().starts_with(b"age-encryption.org/"));
    assert!(tried.contains(reference(2).as_str()), "{tried}");
    assert!(resealed.contains("C'est fait"), "{resealed}");
    let keys = office.get("/cles").expect(200).text();
    assert!(keys.contains("Marie") && keys.contains("ouvre 2 candidature(s) sur 2"), "{keys}");
    assert!(!keys.contains("BEGIN AGE"), "a key without a phrase is on no paper");
}

#[tokio::test]
async fn an_export_is_a_file_for_somebody_and_never_holds_what_must_not_count() {
    let (cases, office) = two_firms().await;
    let everybody = [("judge", 0), ("office", 3), ("all", 4)];

    for (format, kind) in [("csv", "text/csv"), ("json", "application/json")] {
        for (whom, count) in everybody {
            let file = office.post("/exporter", &[("format", format), ("pour", whom)]).expect(200);

            assert!(file.header("content-type").unwrap().starts_with(kind));
            assert!(file.header("content-disposition").unwrap().starts_with("attachment"));
            assert!(file.body.contains("Société 1"), "{format} {whom}");
            assert!(!file.body.contains(NETWORK) && !file.body.contains("reseaux"), "{format}");
            let shown = HIDDEN.iter().filter(|(_, text)| file.body.contains(text)).count();
            assert_eq!(shown, count, "{format} {whom}: {}", file.body);
        }
    }
    office.post("/exporter", &[("format", "?"), ("pour", "all")]).expect(422);
    office.post("/exporter", &[("format", "csv"), ("pour", "?")]).expect(422);
    cases.act("restrict REF1 --verified callback").await;
    let fields = [("format", "csv"), ("pour", "all")];
    assert!(!office.post("/exporter", &fields).expect(200).body.contains("Société 1"));
}
