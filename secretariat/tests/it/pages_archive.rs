//! The pages of what is kept and taken out: backups, keys, exports.

use form_handler::crypto::recipients::fingerprint;

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

#[tokio::test]
async fn today_says_when_a_backup_or_a_try_of_the_key_is_due_and_the_keys_page_how_old_it_is() {
    let (cases, office) = two_firms().await;
    let noted = |name: &str, line: &str| {
        std::fs::write(cases.secretariat.path(name), format!("{line}\n")).unwrap();
    };
    let key = fingerprint(&cases.own().to_public());
    let tried = |at: &str| noted("rehearsed.txt", &format!("{} {at}", key.as_str()));
    assert!(office.get("/cles").expect(200).text().contains("jamais été essayée"));
    let today = office.get("/").expect(200).text();
    assert!(today.contains("À faire aussi") && today.contains("amais encore"), "{today}");

    // It is 2 June 2021; `[reminders]` says 7 and 180 days.
    for (name, at, backup, try_again) in [
        ("both are recent", ["2021-05-27T08:00:00Z", "2020-12-05T08:00:00Z"], false, false),
        ("the backup is old", ["2021-05-26T08:00:00Z", "2020-12-05T08:00:00Z"], true, false),
        ("the try is old", ["2021-05-27T08:00:00Z", "2020-12-04T08:00:00Z"], false, true),
    ] {
        noted("backed-up.txt", at[0]);
        tried(at[1]);

        let today = office.get("/").expect(200).text();
        let command = cases.run("today").await.done().out;
        let json = cases.run("today --format json").await.done().out;

        for (is_due, words, kind) in [
            (backup, "auvegarde à faire (la dernière fois, le", "\"backup\""),
            (try_again, "lé à essayer (la dernière fois, le", "\"rehearsal\""),
        ] {
            assert_eq!(today.contains(words), is_due, "{name}: {today}");
            assert_eq!(command.contains(words), is_due, "{name}: {command}");
            assert_eq!(json.contains(kind), is_due, "{name}: {json}");
        }
        let keys = office.get("/cles").expect(200).text();
        assert!(keys.contains("décembre 2020, il y a 1"), "{name}: {keys}");
        assert_eq!(keys.contains("Il est temps de recommencer"), try_again, "{name}: {keys}");
    }
    office.post("/sauvegarde", &[]).expect(303);
    office.post("/cles", &[("geste", "essayer")]).expect(200);
    assert!(!office.get("/").expect(200).text().contains("À faire aussi"));
    let keys = office.get("/cles").expect(200).text();
    assert!(keys.contains("2 juin 2021, il y a 0 jour(s)"), "{keys}");
}

#[tokio::test]
async fn backups_by_whichever_way_are_listed_with_when_they_were_made_and_checked() {
    let (cases, office) = two_firms().await;
    let [out, copy] =
        ["ailleurs/à la main.age", "usb.age"].map(|name| cases.secretariat.path(name));
    std::fs::create_dir(out.parent().unwrap()).unwrap();
    let list = || office.get("/sauvegarde").expect(200).text();

    cases.act(&format!("backup --out \"{}\"", out.display())).await;
    let made = list();
    assert!(made.contains("Connues ici (1)"), "{made}");
    assert!(made.contains("à la main.age · faite le 2 juin 2021 à 10 h 00 · jamais vérifiée"));
    office.post("/sauvegarde", &[]).expect(303);
    assert!(list().contains("Connues ici (2)"), "{}", list());

    // It was copied, and the copy is what is checked: the same file.
    std::fs::copy(&out, &copy).unwrap();
    let verify = format!(
        "backup verify {} --identity {}",
        copy.display(),
        cases.secretariat.path("identity.txt").display()
    );
    let content = cases.secretariat.path("content");
    let _ = cases
        .secretariat
        .run_exactly(&format!("{verify} --content {}", content.display()))
        .await
        .done();
    let checked = list();
    assert!(checked.contains("Connues ici (2)"), "{checked}");
    assert!(
        checked.contains(
            "à la main.age · faite le 2 juin 2021 à 10 h 00 · vérifiée le 2 juin 2021 à 10 h 00"
        ),
        "{checked}"
    );
    assert_eq!(checked.matches("jamais vérifiée").count(), 1, "{checked}");

    let own = cases.secretariat.path("sauvegardes/bureau-2021-06-02-10h00.age");
    office.post("/sauvegarde/verifier", &[("fichier", &own.display().to_string())]).expect(303);
    assert_eq!(list().matches("jamais vérifiée").count(), 0, "{}", list());
    std::fs::remove_file(&out).unwrap();
    assert!(list().contains("N'est plus dans"), "{}", list());
}

#[tokio::test]
async fn a_backup_that_is_not_whole_is_never_said_to_be_checked() {
    let (cases, office) = two_firms().await;
    office.post("/sauvegarde", &[]).expect(303);
    let own = cases.secretariat.path("sauvegardes/bureau-2021-06-02-10h00.age");
    let path = own.display().to_string();
    let mut bytes = std::fs::read(&own).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&own, bytes).unwrap();

    let refused = office.post("/sauvegarde/verifier", &[("fichier", &path)]).expect(422).text();
    assert!(refused.contains("ne s'ouvre pas") && refused.contains("endommagée"), "{refused}");
    assert!(office.get("/sauvegarde").expect(200).text().contains("jamais vérifiée"));
    // No other file of this machine is opened by a page.
    let identity = cases.secretariat.path("identity.txt").display().to_string();
    for other in [&*identity, "/etc/passwd", ""] {
        let refused = office.post("/sauvegarde/verifier", &[("fichier", other)]).expect(422).text();
        assert!(refused.contains("hoisissez une des sauvegardes"), "{other}: {refused}");
    }
}
