//! Letters: what firms are told, who is sending it, what came back, and which copies lie around.

use std::fs;

use serde_json::Value as Json;

use crate::{cases::TestCases, test_secretariat::reference};

/// With so many applications, and the real letters.
async fn office(applications: u8) -> TestCases {
    TestCases::with_applications(applications).await
}

async fn letters(office: &TestCases) -> Vec<Json> {
    let listed = office.run("outbox list --format json").await.done().out;
    serde_json::from_str(&listed).unwrap()
}

async fn stage(office: &TestCases) -> String {
    let letters = letters(office).await;
    letters.iter().map(|each| each["state"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

/// The kinds of tasks of application 1.
async fn tasks(office: &TestCases) -> Vec<String> {
    let today = office.run("today --format json").await.done().out;
    let tasks: Vec<Json> = serde_json::from_str(&today).unwrap();
    let own = tasks.iter().filter(|task| task["reference"] == reference(1).as_str());
    own.map(|task| task["kind"].as_str().unwrap().to_owned()).collect()
}

fn has(tasks: &[String], kind: &str) -> bool {
    tasks.iter().any(|task| task == kind)
}

#[tokio::test]
async fn a_decision_is_announced_once_its_letter_is_sent() {
    let office = office(1).await;
    assert_eq!(letters(&office).await, [] as [Json; 0]);
    office.act("decide REF1 --as retained --by Marie --text \"Venez à deux.\"").await;
    assert!(has(&tasks(&office).await, "announce"));

    let letter = &letters(&office).await[0];
    assert_eq!(letter["id"], format!("decision-{}", reference(1)));
    assert_eq!((&letter["state"], &letter["text"]), (&"draft".into(), &Json::Null));
    assert_eq!(letter["to"]["email"], "contact1@exemple.fr");

    let taken = office.run("outbox take decision-REF1").await.done().out;
    let expected = format!(
        "À : Société 1, Camille Durand1, contact1@exemple.fr\n\
         Objet : Votre candidature au Bureau des pairs est retenue\n\n\
         Bonjour Camille Durand1,\n\n\
         La candidature de Société 1, référence {}, est retenue\u{a0}: nous souhaitons vous entendre \
         lors d’une audition.\n\nVenez à deux.\n\n",
        reference(1)
    );
    assert!(taken.starts_with(&expected), "{taken}");
    assert_eq!(
        (stage(&office).await, office.case(1).await["announced"].clone()),
        ("taken".into(), false.into())
    );

    office.act("outbox sent decision-REF1").await;
    assert_eq!(
        (stage(&office).await, office.case(1).await["announced"].clone()),
        ("sent".into(), true.into())
    );
    assert!(!has(&tasks(&office).await, "announce"));
}

#[tokio::test]
async fn others_see_who_takes_a_letter_and_cannot_take_it_too() {
    let office = office(1).await;
    office.act("decide REF1 --as retained --by Marie").await;
    office.act("outbox take decision-REF1").await;

    let seen = office.run_as_colleague("outbox list").await.done().out;
    let said = office.run_as_colleague("outbox take decision-REF1").await.failed();

    assert!(seen.contains(", par Marie"), "{seen}");
    assert!(said.contains("il a déjà été pris, par Marie"), "{said}");
    // What is sent or came back can be told by anybody.
    office.act_as_colleague("outbox sent decision-REF1").await;
    let said = office.run("outbox sent decision-REF1").await.failed();
    assert!(said.contains("il a déjà été envoyé"), "{said}");
}

#[tokio::test]
async fn a_letter_that_comes_back_is_not_announced_any_more() {
    let office = office(1).await;
    office.act("decide REF1 --as retained --by Marie").await;
    let said = office.run("outbox returned decision-REF1 --reason boîte").await.failed();
    assert!(said.contains("il n'a pas été envoyé"), "{said}");
    office.act("outbox take decision-REF1").await;
    office.act("outbox sent decision-REF1").await;

    office.act("outbox returned decision-REF1 --reason \"adresse inconnue\"").await;

    assert_eq!(office.case(1).await["announced"], false);
    let waiting = tasks(&office).await;
    assert!(has(&waiting, "returned") && !has(&waiting, "announce"), "{waiting:?}");
    assert_eq!(letters(&office).await[0]["returned"], "adresse inconnue");
    // Otherwise: by post.
    office.act("outbox take decision-REF1").await;
    office.act("outbox sent decision-REF1").await;
    assert_eq!(office.case(1).await["announced"], true);
    assert!(!has(&tasks(&office).await, "returned"));
}

#[tokio::test]
async fn what_the_scheme_has_not_said_is_written_by_hand_before_it_goes_out() {
    let office = office(2).await;
    office.act("decide REF1 --as declined --reason hors_cadre --by Marie").await;
    office
        .act("decide REF2 --as declined --reason hors_cadre --by Marie --text \"Nous regrettons.\"")
        .await;

    let said = office.run("outbox take decision-REF1").await.failed();

    assert!(said.contains("il reste à écrire") && said.contains("outbox edit"), "{said}");
    assert_eq!(letters(&office).await[0]["unwritten"], true);
    let own = office.run("outbox take decision-REF2").await.done().out;
    assert!(own.ends_with("Nous regrettons.\n"), "{own}");
    let file = office.secretariat.path("lettre.txt");
    fs::write(&file, "Bonjour,\r\n\r\nVotre projet…\r\n").unwrap();
    office
        .act(&format!("outbox edit decision-REF1 --subject Réponse --from {}", file.display()))
        .await;
    let taken = office.run("outbox take decision-REF1").await.done().out;
    assert!(taken.ends_with("Objet : Réponse\n\nBonjour,\n\nVotre projet…\n"), "{taken}");
}

#[tokio::test]
async fn a_letter_made_again_keeps_what_was_written_by_hand_aside() {
    let office = office(1).await;
    office.act("decide REF1 --as retained --by Marie").await;
    let file = office.secretariat.path("lettre.txt");
    fs::write(&file, "À la main.").unwrap();
    office.act(&format!("outbox edit decision-REF1 --from {}", file.display())).await;
    let shown = office.run("outbox show decision-REF1").await.done();
    assert!(shown.out.ends_with("À la main.\n") && shown.notes.contains("brouillon"));

    office.act("outbox regenerate decision-REF1").await;

    let shown = office.run("outbox show decision-REF1").await.done().out;
    assert!(shown.contains("est retenue") && !shown.contains("À la main"), "{shown}");
    let json = &letters(&office).await[0];
    assert_eq!(
        (&json["edited"], &json["set_aside"]["text"]),
        (&false.into(), &"À la main.".into())
    );
}

#[tokio::test]
async fn a_taken_letter_says_what_it_said_then() {
    let office = office(1).await;
    office.act("decide REF1 --as retained --by Marie").await;
    office.act("outbox take decision-REF1").await;
    let path = office.secretariat.path("content/lettres/retenue.md");
    fs::write(path, "---\nobjet: Autre\n---\nAutre chose.\n").unwrap();

    let shown = office.run("outbox show decision-REF1").await.done().out;

    assert!(shown.contains("est retenue") && !shown.contains("Autre chose"), "{shown}");
    // It is given back: with a reason, and the decision may be taken back without one again.
    let said = office.run("decide REF1 --as undecided --by Marie").await.failed();
    assert!(said.contains("--reason"), "{said}");
    office.act("undo REF1 --reason \"pris trop tôt\"").await;
    assert!(office.run("outbox show decision-REF1").await.done().out.contains("Autre chose"));
    office.act("decide REF1 --as undecided --by Marie").await;
    assert_eq!(letters(&office).await, [] as [Json; 0]);
}

#[tokio::test]
async fn copies_are_listed_until_they_are_destroyed() {
    let office = office(2).await;
    office.act("decide REF1 REF2 --as retained --by Marie").await;
    office.act("outbox take decision-REF1").await;
    let folder = office.secretariat.path("courriers");

    office.act(&format!("outbox export --out {}", folder.display())).await;

    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap()).collect();
    files.sort_by_key(fs::DirEntry::file_name);
    let names: Vec<_> = files.iter().map(|it| it.file_name().into_string().unwrap()).collect();
    assert_eq!(names, ["eml", "html"].map(|end| format!("decision-{}.{end}", reference(1))));
    let printed = fs::read_to_string(files[1].path()).unwrap();
    assert!(printed.contains("<p>Bonjour Camille Durand1,</p>"), "{printed}");
    let copies = |letters: &[Json]| {
        let own = letters
            .iter()
            .find(|each| each["id"].as_str().unwrap().ends_with(reference(1).as_str()));
        own.map_or(0, |letter| letter["copies"].as_array().unwrap().len())
    };
    assert_eq!(copies(&letters(&office).await), 2);
    assert!(!has(&tasks(&office).await, "destroy_copies"), "they are in use");
    let said = office.run(&format!("outbox export --out {}", folder.display())).await.failed();
    assert!(said.contains("existe déjà"), "{said}");
    office.act("outbox sent decision-REF1").await;
    assert!(has(&tasks(&office).await, "destroy_copies"));
    // They lie around whatever becomes of the decision.
    office.act("decide REF1 --as undecided --by Marie --reason erreur").await;
    assert_eq!(copies(&letters(&office).await), 2);
    assert!(has(&tasks(&office).await, "destroy_copies"));

    office.act("outbox destroyed decision-REF1").await;

    assert_eq!(copies(&letters(&office).await), 0);
    assert!(!has(&tasks(&office).await, "destroy_copies"));
    let said = office.run("outbox destroyed decision-REF2").await.failed();
    assert!(said.contains("aucune copie"), "{said}");
}

#[tokio::test]
async fn a_paper_application_is_acknowledged() {
    let office = office(1).await;
    office.act("note REF1 \"reçue par la poste\" --kind paper --on 2021-05-30").await;

    let taken = office.run("outbox take receipt-REF1").await.done().out;

    assert!(taken.contains("est arrivée") && taken.contains(reference(1).as_str()), "{taken}");
}

#[tokio::test]
async fn a_dry_run_takes_nothing_and_shows_nothing() {
    let office = office(1).await;
    office.act("decide REF1 --as retained --by Marie").await;
    let folder = office.secretariat.path("courriers");

    let ran = office.run("outbox take decision-REF1 --dry-run").await.done();
    office.act(&format!("outbox export --out {} --dry-run", folder.display())).await;

    assert!(!ran.out.contains("Bonjour") && ran.notes.contains("rien n'a été enregistré"));
    assert_eq!(stage(&office).await, "draft");
    assert!(!folder.exists());
}

#[tokio::test]
async fn nobody_writes_to_who_has_withdrawn_or_asked_to_be_left_alone() {
    let office = office(2).await;
    office.act("decide REF1 REF2 --as retained --by Marie").await;
    office.act("withdraw REF1 --verified email").await;
    office.act("restrict REF2 --verified email").await;

    assert_eq!(letters(&office).await, [] as [Json; 0]);
    let said = office.run("outbox take decision-REF1").await.failed();
    assert!(said.contains("aucun courrier ne s'appelle"), "{said}");
}

#[tokio::test]
async fn a_letter_with_a_mistake_is_told_with_its_place() {
    let office = office(1).await;
    let path = office.secretariat.path("content/lettres/avis.md");
    fs::write(path, "---\nobjet: Avis\n---\n{{ avi }}\n").unwrap();

    let said = office.run("outbox list").await.failed();

    let expected = "avis.md, ligne 4 : ce nom n'est pas connu dans ce courrier\n  | {{ avi }}";
    assert!(said.contains(expected), "{said}");
}
