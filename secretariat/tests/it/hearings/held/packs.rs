//! Sheets for peers: what is on them, who gets them, and what becomes of each copy.

use std::fs;

use serde_json::{Value as Json, json};

use super::{NEVER, READ, planned};
use crate::{
    hearings::{changed, hearing, peer},
    test_secretariat::reference,
};

#[tokio::test]
async fn sheets_hold_what_peers_read_and_nothing_else() {
    let office = planned().await;
    office.announce().await;

    let one = office.pack("p1").await;
    let two = office.pack("p2").await;

    for (field, text) in READ {
        assert!(one.contains(text), "{field}: {one}");
    }
    for (field, text) in NEVER {
        assert!(!one.contains(text), "{field}: {one}");
    }
    // Nor what the office noted, who else leaves or must not sit, what the hearing needs, when it arrived.
    for hidden in [
        "Remarque-marqueur",
        "plain",
        "p2",
        "p4",
        "Dominique p2",
        "Dominique p3",
        "12:0",
        "réf",
        "BDP-",
    ] {
        assert!(!one.contains(hidden), "{hidden}: {one}");
    }
    assert!(one.contains("Énergies d&#39;Oc") || one.contains("Énergies d'Oc"), "{one}");
    assert!(!two.contains("Énergies") && two.contains("Déport"), "{two}");
    assert!(two.contains("Verreries du Gard"), "{two}");
    for (sheets, name, copy) in [(&one, "Dominique p1", 1), (&two, "Dominique p2", 2)] {
        // A cover, a leaf of names, and three places.
        assert_eq!(sheets.matches(&format!("{name} · exemplaire n° {copy} ·")).count(), 5);
        assert!(sheets.contains("Salle du Peyrou"), "{sheets}");
        assert!(!sheets.contains("http") && !sheets.contains("src="), "it loads nothing");
    }
    let before_names = one.split("Qui vous entendrez").next().unwrap();
    assert!(!before_names.contains("Firme-marqueur"), "the cover names no firm");
}

#[tokio::test]
async fn what_settings_hide_from_judges_is_on_no_sheet() {
    let office = planned().await;
    office.announce().await;
    let path = office.cases.secretariat.path("content/secretariat.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("hidden = [", "hidden = [\"fonction\", ")).unwrap();

    let sheets = office.pack("p1").await;

    assert!(!sheets.contains("Fonction-marqueur") && sheets.contains("Projet-marqueur"));
}

/// What is done first, for whom sheets are made then, and why they are not.
#[tokio::test]
async fn nobody_gets_sheets_who_may_not_and_none_before_the_plan_is_announced() {
    let slot = |number: u8| json!({"ref": reference(number), "hearing": "a1", "starts": "2021-06-01T09:00", "slot": 4 - number});
    let office = planned().await;
    for (first, whom, said) in [
        ("nothing", "a1 --peer p1", "le plan n'est pas encore annoncé"),
        ("announce", "a1 --peer p4", "le pair p4 ne siège pas à l'audition a1"),
        ("nothing", "a1 --peer p9", "aucun pair n'a l'identifiant « p9 »"),
        ("nothing", "a9 --peer p1", "aucune audition n'a l'identifiant « a9 »"),
        ("no signature", "a1 --peer p3", "le pair p3 n'a pas signé l'engagement"),
        ("sign later", "a1 --peer p3", "le pair p3 n'a pas signé l'engagement"),
        ("one came back", "a1 --peer p1", "convocation non envoyée à BDP-"),
        ("announce", "a2 --peer p1", "aucune audition n'a l'identifiant « a2 »"),
        ("another hearing", "a2 --peer p1", "n'est pas dans un plan accepté"),
        ("exclude", "a1 --peer p1", "le pair p1 ne doit pas siéger pour BDP-"),
        ("let sit", "a9 --peer p1", "aucune audition"),
        ("name another", "a9 --peer p1", "aucune audition"),
        ("plan anew", "a1 --peer p1", "convocation non envoyée à BDP-"),
    ] {
        match first {
            "announce" => office.announce().await,
            "no signature" => {
                let file = office
                    .file("p3.json", &changed(&peer("p3"), "signed", json!(null)).to_string());
                office.act(&format!("peers edit --from {file}")).await;
            }
            // Nobody can type that day any more; a journal may hold it.
            "sign later" => {
                let later = changed(&peer("p3"), "signed", json!("2021-06-03"));
                office.write("peer", None, &later).await;
            }
            "one came back" => office.letter("convocation-a1", 2, "returned").await,
            "another hearing" => office.add("hearings", &hearing("a2", "2021-07-01")).await,
            // As a journal of before has it: since then, an exclusion frees the place.
            "exclude" => {
                office.act("exclude REF3 p1").await;
                assert_eq!(office.state(3).await, "retained");
                let again = |n: u8| json!({"ref": reference(n), "hearing": "a1", "starts": "2021-06-01T09:00", "slot": n});
                let slots = json!({"slots": [again(1), again(2), again(3)]});
                office.write("plan", None, &slots).await;
            }
            "let sit" => office.act("exclude REF3 none").await,
            "plan anew" => {
                let slots = json!({"slots": [slot(1), slot(2), slot(3)]});
                office.write("plan", None, &slots).await;
            }
            _ => {}
        }
        let out = office.cases.secretariat.path("refused.html");

        let refused = office.run(&format!("pack {whom} --out {}", out.display())).await.failed();

        assert!(refused.contains(said), "{first}: {refused}");
        assert!(!out.exists(), "{first}");
    }
    let acts = office.json("journal list").await.to_string();
    assert!(!acts.contains("\"pack\""), "{acts}");
    office.announce_at(["10:40", "09:50", "09:00"]).await;
    office.pack("p1").await;
}

#[tokio::test]
async fn each_copy_has_its_number_and_is_counted_until_it_is_destroyed() {
    let office = planned().await;
    office.announce().await;
    let out = office.cases.secretariat.path("essai.html");
    let dry = format!("pack a1 --peer p1 --out {} --dry-run", out.display());
    assert_eq!(office.json(&dry).await["seq"], Json::Null);
    assert!(!out.exists(), "a dry run writes nothing");
    let waits = || async {
        office.run("today").await.done().out.contains("dossiers à détruire (audition a1")
    };
    assert!(!waits().await);
    office.pack("p1").await;
    office.pack("p3").await;
    assert!(waits().await);

    office.act("pack a1 --copy 1 --step handed").await;
    office.act("pack a1 --copy 1 --step returned").await;
    office.act("pack a1 --copy 1 --step destroyed").await;
    for (line, said) in [
        ("pack a1 --copy 1 --step returned", "l'exemplaire n° 1 est déjà détruit"),
        ("pack a1 --copy 3 --step returned", "n'a pas d'exemplaire n° 3"),
    ] {
        let refused = office.run(line).await.failed();
        assert!(refused.contains(said), "{refused}");
    }
    assert!(waits().await, "one is left");
    let destroyed = office.json("pack a1 --copy 2 --step destroyed").await;

    assert_eq!((&destroyed["copy"], &destroyed["step"]), (&json!(2), &json!("destroyed")));
    assert!(!waits().await);
    let history = office.cases.case(1).await["history"].to_string();
    assert!(history.contains("dossier de l'audition a1, exemplaire n° 2, détruit"), "{history}");
    assert!(!history.contains("p1") && !history.contains("Dominique"), "{history}");
}
