//! What lists show, and what JSON says.

use super::TestCases;
use crate::test_secretariat::reference;

#[tokio::test]
async fn lists_show_what_was_asked_for() {
    let office = TestCases::with_applications(2).await;
    office
        .receive_as(
            3,
            &[
                ("raison_sociale", "Société des Étangs"),
                ("departement", "30"),
                ("secteur", "numerique"),
            ],
        )
        .await;
    office.act("decide REF1 --as retained --by Marie").await;
    office.act("decide REF2 --as clarify --reason projet --by Marie").await;

    for (filters, expected) in [
        ("", &[1, 2, 3][..]),
        ("--state retained", &[1]),
        ("--state retained,clarify", &[1, 2]),
        ("--state erased", &[]),
        ("--department 30", &[3]),
        ("--sector industrie", &[1, 2]),
        ("--sector industrie --state clarify", &[2]),
        ("--search \"SOCIETE des etangs\"", &[3]),
        ("--search \"000 000 102\"", &[2]),
        ("--search ntact3@ex", &[3]),
        ("--search durand2", &[2]),
        ("--search \"camille durand3\"", &[3]),
        ("--search REF1", &[1]),
        ("--search absente", &[]),
        ("--expiring 400", &[1, 2, 3]),
        ("--expiring 364", &[1, 2, 3]),
        ("--expiring 363", &[]),
    ] {
        assert_eq!(office.listed(filters).await, expected, "{filters}");
    }
    let said = office.run("list --state retained").await.done();
    assert!(said.notes.contains("1 candidature(s) sur 3"), "{}", said.notes);
    insta::assert_snapshot!(said.out, @"
    référence      reçue le          effacée le  à vérifier  état     raison_sociale  siren
    BDP-DN7G-TUPV  01/06/2021 12:01  01/06/2022  -           retenue  Société 1       000000101
    ");
}

#[tokio::test]
async fn a_case_is_written_in_this_json_and_a_list_without_its_long_parts() {
    let office = TestCases::with_applications(1).await;
    office.act("decide REF1 --as retained --by Marie --on 2021-06-02").await;
    office.act("amend REF1 --set effectif=46 --verified callback").await;

    let shown = office.run("show REF1 --format json").await.done().out;
    let listed = office.run("list --format json").await.done().out;

    let redact = |text: String| {
        let own = form_handler::crypto::recipients::fingerprint(&office.own().to_public());
        text.replace(&own.to_string(), "1289 baa9 0159 1601")
    };
    insta::assert_snapshot!(redact(shown), @r#"
    {
      "reference": "BDP-DN7G-TUPV",
      "firm": "Société 1",
      "sector": "industrie",
      "department": "34",
      "received_at": "2021-06-01T10:01:00Z",
      "state": "retained",
      "announced": false,
      "quarantine": false,
      "over_limit": false,
      "again": "2021-06-01T10:01:00Z",
      "expires": "2022-06-01",
      "duplicates": [],
      "exclusions": "none",
      "needs": "none",
      "restricted": false,
      "decision": {
        "outcome": "retained",
        "reason": null,
        "by": [
          "Marie"
        ],
        "on": "2021-06-02"
      },
      "hearing": null,
      "answers": {
        "raison_sociale": "Société 1",
        "siren": "000000101",
        "date_creation": "2012-04-30",
        "chiffre_affaires": "1200000",
        "effectif": "46",
        "departement": "34",
        "themes": [
          "numerique",
          "energetique"
        ],
        "projet": "Première ligne\nDeuxième ligne",
        "habilite": "oui",
        "courriel": "contact1@exemple.fr",
        "telephone": "+33 6 12 34 56 78",
        "code_postal": "34000",
        "secteur": "industrie",
        "prenom": "Camille",
        "nom": "Durand1"
      },
      "corrections": [
        {
          "field": "effectif",
          "before": "12",
          "after": "46",
          "on": "2021-06-02"
        }
      ],
      "warnings": [
        {
          "field": "courriel",
          "message": "Vouliez-vous écrire gmail.com ?"
        }
      ],
      "history": [
        {
          "seq": 0,
          "at": "2021-06-02T08:00:00Z",
          "by": "1289 baa9 0159 1601",
          "type": "decision",
          "summary": "retenue"
        },
        {
          "seq": 1,
          "at": "2021-06-02T08:00:00Z",
          "by": "1289 baa9 0159 1601",
          "type": "amend",
          "summary": "corrigée, effectif (vérifié par rappel)"
        }
      ]
    }
    "#);
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let keys: Vec<_> = listed[0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        keys.join(" "),
        "reference firm sector department received_at state announced quarantine over_limit again expires duplicates exclusions needs restricted decision hearing warnings"
    );
}

#[tokio::test]
async fn one_is_shown_by_what_somebody_says_on_the_telephone() {
    let office = TestCases::with_applications(2).await;
    for text in ["REF2", "000000102", "\"000 000 102\"", "\"societe 2\"", "contact2@exemple.fr"] {
        let shown = office.run(&format!("show {text}")).await.done().out;
        assert!(shown.contains(reference(2).as_str()), "{text}: {shown}");
    }
    let said = office.run("show societe").await.failed();
    assert!(
        said.contains("correspond à plusieurs candidatures")
            && said.contains(reference(1).as_str()),
        "{said}"
    );
    let said = office.run("show personne").await.failed();
    assert!(said.contains("aucune candidature ne correspond à « personne »"), "{said}");
}

#[tokio::test]
async fn a_text_shows_what_the_office_has_done() {
    let office = TestCases::with_applications(1).await;
    office.act("decide REF1 --as declined --reason hors_cadre --by Marie --on 2021-06-02 --text \"Merci de votre confiance\" --remark \"revoir en décembre\"").await;
    office.act("note REF1 \"rappelée, absente\" --kind call").await;
    office.act("amend REF1 --set effectif=46 --verified callback").await;

    let shown = office.run("show REF1 --history").await.done().out;

    let own = form_handler::crypto::recipients::fingerprint(&office.own().to_public());
    let shown = shown.replace(&own.to_string(), "1289 baa9 0159 1601");
    let end = &shown[shown.find("== Décision").unwrap()..];
    insta::assert_snapshot!(end, @"
    == Décision ==

    non retenue (hors_cadre), le 2 juin 2021, par Marie

    Pour l'entreprise
        Merci de votre confiance

    Pour le bureau
        revoir en décembre

    == Corrections ==

    - effectif : 12 → 46, le 2 juin 2021

    == Notes ==

    2 juin 2021
        rappelée, absente

    == Historique ==

    n° 0  02/06/2021 10:00  1289 baa9 0159 1601  non retenue (hors_cadre)
    n° 1  02/06/2021 10:00  1289 baa9 0159 1601  appel : rappelée, absente
    n° 2  02/06/2021 10:00  1289 baa9 0159 1601  corrigée, effectif (vérifié par rappel)
    ");
    assert!(shown.contains("État         non retenue"), "{shown}");
}

#[tokio::test]
async fn what_expires_soon_is_said() {
    let office = TestCases::with_applications(1).await;
    let soon = form_handler::record::contents::SealedContents {
        expires: "2021-07-01T10:00:00Z".parse::<jiff::Timestamp>().unwrap().as_second(),
        ..super::firm(2, &[])
    };
    office.store(soon).await;
    office.act("note REF1 \"bilan reçu par courriel\" --kind document --from Camille --on 2021-06-01 --destroy 2021-06-02").await;
    office.act("note REF1 plaquette --kind document --from Camille --on 2021-06-01 --destroy 2021-06-03").await;

    let today = office.run("today --format json").await.done().out;

    let tasks: serde_json::Value = serde_json::from_str(&today).unwrap();
    let soon: Vec<_> =
        tasks.as_array().unwrap().iter().filter(|task| task["kind"] == "expires").collect();
    assert_eq!(soon.len(), 1, "{today}");
    let documents = tasks.as_array().unwrap().iter().filter(|task| task["kind"] == "destroy");
    assert_eq!(documents.count(), 1, "{today}");
    assert_eq!(
        (&soon[0]["due"], &soon[0]["reference"]),
        (&"2021-07-01".into(), &reference(2).as_str().into())
    );
}

#[tokio::test]
async fn what_must_be_looked_at_before_a_hearing_waits_from_the_beginning() {
    let office = TestCases::new();
    office.receive_as(1, &[("conflits", "Monsieur Rival"), ("amenagement", "plain-pied")]).await;
    office.receive(2).await;

    let case = office.case(1).await;
    let today = office.run("today").await.done().out;

    assert_eq!((&case["exclusions"], &case["needs"]), (&"open".into(), &"open".into()));
    for expected in
        ["personnes à ne pas faire siéger, à traiter (1)", "à fixer (1)", "à décider (2)"]
    {
        assert!(today.contains(expected), "{today}");
    }
    office.act("withdraw REF1 --verified email").await;
    let today = office.run("today").await.done().out;
    assert!(!today.contains("à traiter") && today.contains("à décider (1)"), "{today}");
}
