//! Mistakes in files of peers and hearings.

use serde_json::{Value as Json, json};

use super::super::{TestHearings, changed, hearing, peer};
use crate::test_secretariat::reference;

/// A mistake of a file, by the changes that make it, and what is said.
#[tokio::test]
async fn every_mistake_of_a_file_is_said_with_its_field() {
    let office = TestHearings::with_firms(0).await;
    let (p9, a9) = (peer("p9"), hearing("a9", "2021-06-17"));
    let at = |time: &str| changed(&a9, "starts", json!(time));
    let by_video = |video: Json| changed(&changed(&a9, "place", json!(null)), "video", video);
    for (what, entry, said) in [
        ("peers", changed(&p9, "id", json!("p:9")), "id : un nom a de 1 à 64 caractères"),
        ("peers", changed(&p9, "id", json!("p1")), "le pair p1 est déjà là"),
        ("peers", changed(&p9, "id", json!("none")), "« none » ne peut pas être un identifiant"),
        ("peers", changed(&p9, "name", json!("")), "name : attendu un texte d'une ligne"),
        ("peers", changed(&p9, "siren", json!("123")), "siren : attendu un SIREN ou null"),
        (
            "peers",
            changed(&p9, "days", json!({"17/06": "yes"})),
            "attendu un jour comme 2021-06-17",
        ),
        (
            "peers",
            changed(&p9, "days", json!({"2021-06-17": "oui"})),
            "au choix : yes, if_needed, no",
        ),
        ("peers", changed(&p9, "most", json!(-1)), "most : attendu un nombre entier de 0 à 1000"),
        ("peers", changed(&p9, "links", json!([3])), "links[0] : attendu un texte, trouvé 3"),
        ("peers", changed(&p9, "signed", json!("hier")), "signed : attendu un jour"),
        (
            "peers",
            changed(&p9, "email", json!("pas une adresse")),
            "email : attendu une adresse électronique",
        ),
        ("peers", changed(&p9, "email", json!("a@b")), "email : attendu une adresse électronique"),
        (
            "peers",
            changed(&p9, "mots", json!(4)),
            "mots : cette clé n'est pas connue (vouliez-vous dire « most » ?)",
        ),
        ("peers", json!([p9, p9]), "[1].id : « p9 » est déjà [0].id"),
        ("peers", json!(3), "attendu un objet, trouvé 3"),
        ("hearings", at("2022-03-27T02:30"), "2022-03-27T02:30 n'existe pas à Europe/Paris"),
        ("hearings", at("2021-10-31T02:30"), "2021-10-31T02:30 existe deux fois à Europe/Paris"),
        ("hearings", at("17 juin"), "starts : attendu une heure locale"),
        (
            "hearings",
            changed(&a9, "panel", json!(["p1", "p5"])),
            "aucun pair n'a l'identifiant « p5 »",
        ),
        ("hearings", changed(&a9, "hold", json!("oui")), "hold : « oui » ne convient pas"),
        ("hearings", changed(&a9, "locked", json!({"BDP-1": 1})), "attendu une référence"),
        (
            "hearings",
            changed(&a9, "locked", json!({reference(7).as_str(): 1})),
            "aucune candidature ne porte la référence",
        ),
        ("hearings", changed(&a9, "video", json!(3)), "video : attendu un texte ou null"),
        ("hearings", at("2021-06-17T09:00:00"), "starts : attendu une heure locale"),
        ("hearings", at("2021-06-17T09:00:30"), "starts : attendu une heure locale"),
        (
            "hearings",
            changed(&a9, "place", json!(null)),
            "place : attendu un lieu, ou des liens pour la vidéo, trouvé rien",
        ),
        (
            "hearings",
            changed(&a9, "video", json!("https://video.example")),
            "video : attendu un lieu ou une vidéo, pas les deux, trouvé les deux",
        ),
        (
            "hearings",
            changed(
                &changed(&a9, "place", json!(null)),
                "video",
                json!(["https://video.example/1"]),
            ),
            "video : attendu un lien par entreprise, autant qu'une audition en a, trouvé 1 lien(s) pour 6",
        ),
        (
            "hearings",
            changed(&changed(&a9, "place", json!(null)), "video", json!([])),
            "trouvé 0 lien(s) pour 6",
        ),
        ("hearings", changed(&a9, "salle", json!("A")), "salle : cette clé n'est pas connue"),
        // Ids that would be taken for one another, or for something else.
        ("peers", changed(&p9, "id", json!("P1")), "le pair P1 se confondrait avec p1"),
        ("peers", changed(&p9, "id", json!("p1 ")), "le pair p1  se confondrait avec p1"),
        ("peers", json!([p9, changed(&p9, "id", json!("P9"))]), "[1].id : « P9 » est déjà [0].id"),
        (
            "peers",
            changed(&p9, "id", json!(reference(1))),
            "ne peut pas être un identifiant : une candidature pourrait porter",
        ),
        ("peers", changed(&p9, "id", json!("..")), "aucune adresse ne peut le porter"),
        ("hearings", changed(&a9, "id", json!(".")), "aucune adresse ne peut le porter"),
        ("hearings", changed(&a9, "id", json!("plan")), "une page du bureau s'appelle ainsi"),
        ("hearings", changed(&a9, "id", json!("pourquoi")), "une page du bureau s'appelle ainsi"),
        (
            "hearings",
            json!([a9, changed(&a9, "id", json!("A9"))]),
            "[1].id : « A9 » est déjà [0].id",
        ),
        // Two firms must not meet.
        (
            "hearings",
            by_video(json!("https://video.example/")),
            "autant qu'une audition en a, trouvé 1 lien(s) pour 6",
        ),
        (
            "hearings",
            by_video(json!(["v://1", "v://2", "v://3", "v://4", "v://5"])),
            "autant qu'une audition en a, trouvé 5 lien(s) pour 6",
        ),
        (
            "hearings",
            by_video(json!(["v://1", "v://2", "v://1", "v://4", "v://5", "v://6"])),
            "video[2] : « v://1 » est déjà le lien n° 1",
        ),
        (
            "hearings",
            by_video(json!(["v://h/1", "v://H/1/", "v://h/3", "v://h/4", "v://h/5", "v://h/6"])),
            "video[1] : « v://H/1/ » est déjà le lien n° 1",
        ),
        (
            "hearings",
            changed(&a9, "place", json!("https://video.example/salle")),
            "place : attendu un lieu, et les liens dans « video »",
        ),
    ] {
        let file = office.file("wrong.json", &entry.to_string());

        let ran = office.run(&format!("{what} add --from {file}")).await.failed();

        assert!(ran.contains(said), "{entry}\n{ran}");
    }
    assert_eq!(office.json("peers list").await.as_array().unwrap().len(), 4);
    assert_eq!(office.json("hearings list").await, json!([]));
}
