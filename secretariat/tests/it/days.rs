//! Days that cannot be right are refused, whoever types them.

use crate::cases::TestCases;

/// What is typed on 2 June 2021 about an application of the day before, and why it is refused; empty if it is not.
const DAYS: [(&str, &str); 20] = [
    ("decide REF1 --as retained --by Marie --on 2021-06-01", ""),
    ("decide REF1 --as retained --by Marie --on 2021-06-02", ""),
    ("decide REF1 --as retained --by Marie --on 2021-06-03", "n'est pas encore arrivé"),
    (
        "decide REF1 --as retained --by Marie --on 2021-05-31",
        "avant l'arrivée de la candidature, le 1er juin 2021",
    ),
    ("decide REF1 --as retained --by Marie --on 0001-01-01", "hors de ce que le bureau connaît"),
    ("note REF1 x --on 2021-06-02", ""),
    ("note REF1 x --on 2021-05-01", ""),
    ("note REF1 x --on 2021-06-03", "note le 3 juin 2021 : ce jour n'est pas encore arrivé"),
    ("note REF1 x --kind call --on 2031-06-02", "appel le 2 juin 2031 : ce jour n'est pas encore"),
    ("note REF1 x --kind paper --on 2021-06-03", "candidature sur papier reçue le 3 juin 2021"),
    ("note REF1 x --kind paper --on 1821-06-01", "une date va du 1er janvier 2000"),
    ("note REF1 x --kind document --from A --on 2021-06-01 --destroy 2021-06-01", ""),
    (
        "note REF1 x --kind document --from A --on 2021-06-01 --destroy 2021-05-31",
        "avant l'arrivée du document, le 1er juin 2021",
    ),
    (
        "note REF1 x --kind document --from A --on 2021-06-01 --destroy 9999-12-31",
        "hors de ce que le bureau connaît",
    ),
    (
        "note REF1 x --kind document --from A --on 2021-06-03 --destroy 2021-06-04",
        "document reçu le 3 juin 2021",
    ),
    ("peers add --from PEER:signed=2021-06-02", ""),
    ("peers add --from PEER:signed=2021-06-03", "engagement signé le 3 juin 2021"),
    ("hearings add --from HEARING:2021-06-17", ""),
    // The planner's own bounds are told with the file.
    ("hearings add --from HEARING:0001-06-17", "starts : attendu une heure locale"),
    (
        "hearings add --from HEARING:2100-01-01",
        "une date va du 1er janvier 2000 au 31 décembre 2099",
    ),
];

#[tokio::test]
async fn a_day_that_cannot_be_right_is_refused_with_what_to_look_at() {
    for (line, expected) in DAYS {
        let office = TestCases::with_applications(1).await;
        let file = office.secretariat.path("file.json");
        let line = match line.split_once(" --from PEER:signed=") {
            Some((command, day)) => {
                let peer =
                    crate::hearings::changed(&crate::hearings::peer("p1"), "signed", day.into());
                std::fs::write(&file, peer.to_string()).unwrap();
                format!("{command} --from {}", file.display())
            }
            None => match line.split_once(" --from HEARING:") {
                Some((command, day)) => {
                    let hearing = crate::hearings::hearing("a1", day);
                    let hearing =
                        crate::hearings::changed(&hearing, "panel", serde_json::json!([]));
                    std::fs::write(&file, hearing.to_string()).unwrap();
                    format!("{command} --from {}", file.display())
                }
                None => line.to_owned(),
            },
        };

        for dry in [" --dry-run", ""] {
            let ran = office.run(&format!("{line}{dry}")).await;
            if expected.is_empty() {
                let _ = ran.done();
            } else {
                let said = ran.failed().replace('\u{a0}', " ");
                assert!(said.contains(expected) && said.contains("aide : "), "{line}: {said}");
            }
        }
    }
}

#[tokio::test]
async fn a_note_of_what_arrived_says_from_whom_since_when_and_until_when() {
    let office = TestCases::with_applications(1).await;
    for (options, expected) in [
        ("--kind document", "le jour de l'arrivée, qui l'a envoyé, le jour de la destruction"),
        (
            "--kind document --from A --on 2021-06-01",
            "il manque à cette note : le jour de la destruction",
        ),
        ("--kind document --from \" \" --on 2021-06-01 --destroy 2022-06-01", "qui l'a envoyé"),
        ("--kind paper", "il manque à cette note : le jour de l'arrivée"),
        ("--kind paper --on 2021-06-01", ""),
        ("--kind call", ""),
        ("", ""),
    ] {
        let ran = office.run(&format!("note REF1 texte {options}")).await;
        if expected.is_empty() {
            let _ = ran.done();
        } else {
            let said = ran.failed().replace('\u{a0}', " ");
            assert!(
                said.contains(expected) && said.contains("--destroy JOUR"),
                "{options}: {said}"
            );
        }
    }
}

#[tokio::test]
async fn a_decision_on_a_paper_may_be_older_than_its_being_typed() {
    let office = TestCases::with_applications(1).await;
    office.act("note REF1 papier --kind paper --on 2021-05-20").await;

    office.act("decide REF1 --as retained --by Marie --on 2021-05-25").await;
}
