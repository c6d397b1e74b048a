//! For a hearing and at it: sheets for the peers, who came, what the peers think.

use std::{fs, sync::OnceLock};

use serde_json::{Value as Json, json};

use super::{TestHearings, hearing};
use crate::{cases::TestCases, kept::Kept, test_secretariat::reference};

mod opinions;
mod packs;
mod pages;

/// An answer in each field that nobody sits with, as a word that is nowhere else.
const NEVER: [(&str, &str); 7] = [
    ("conflits", "Conflit-marqueur"),
    ("reseaux", "reseau-marqueur"),
    ("amenagement", "Besoin-marqueur"),
    ("courriel", "courriel-marqueur@exemple.fr"),
    ("telephone", "+33467918273"),
    ("prenom", "Prénom-marqueur"),
    ("nom", "Nom-marqueur"),
];

/// The same in each field that peers read.
const READ: [(&str, &str); 7] = [
    ("raison_sociale", "Firme-marqueur"),
    ("activite", "Activité-marqueur"),
    ("theme_autre", "Thème-marqueur"),
    ("projet", "Projet-marqueur"),
    ("motivation", "Maintenant-marqueur"),
    ("attentes", "Question-marqueur"),
    ("fonction", "Fonction-marqueur"),
];

/// Three firms with a place at `a1` on 1 June 2021, the day before it is now; p2 leaves the room for the second.
async fn planned() -> TestHearings {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    TestHearings::kept(&KEPT, async || {
        let cases = TestCases::new();
        let marked: Vec<_> = NEVER.into_iter().chain(READ).collect();
        cases.receive_as(1, &marked).await;
        cases.receive_as(2, &[("raison_sociale", "Énergies d'Oc")]).await;
        cases.receive_as(3, &[("raison_sociale", "Verreries du Gard")]).await;
        let office = TestHearings::of(cases, 3).await;
        office.add("hearings", &hearing("a1", "2021-06-01")).await;
        office.act("note REF1 \"Remarque-marqueur\"").await;
        office.act("exclude REF1 p4").await;
        office.act("needs REF1 --set plain_pied").await;
        office.act("recuse REF2 p2").await;
        let slot = |number: u8| json!({"ref": reference(number), "hearing": "a1", "starts": "2021-06-01T09:00", "slot": number});
        office.write("plan", None, &json!({"slots": [slot(1), slot(2), slot(3)]})).await;
        office
    })
    .await
}

impl TestHearings {
    /// An act as the journal has it.
    pub async fn write(&self, kind: &str, number: Option<u8>, data: &Json) {
        let secretariat = &self.cases.secretariat;
        let text = json!({"v": 1, "type": kind, "ref": number.map(reference), "data": data});
        secretariat
            .act_of(text.to_string().as_bytes(), &[&secretariat.own, &secretariat.other])
            .await;
    }

    async fn letter(&self, letter: &str, number: u8, step: &str) {
        let data = json!({"letter": letter, "step": step, "reason": null});
        self.write("letter", Some(number), &data).await;
    }

    /// Tells each firm when it is heard: the first at nine.
    async fn announce(&self) {
        self.announce_at(["09:00", "09:50", "10:40"]).await;
    }

    async fn announce_at(&self, times: [&str; 3]) {
        for (number, time) in (1..=3).zip(times) {
            let invitation = json!({
                "hearing": "a1", "starts": format!("2021-06-01T{time}"), "ends": "2021-06-01T12:00",
                "place": null, "sequence": 0,
            });
            let taken = json!({
                "letter": "convocation-a1", "step": "taken", "reason": null, "invitation": invitation,
            });
            self.write("letter", Some(number), &taken).await;
            self.letter("convocation-a1", number, "sent").await;
        }
    }

    /// Makes sheets for a peer; what is in them.
    async fn pack(&self, peer: &str) -> String {
        let out = self.cases.secretariat.path("dossier.html").display().to_string();
        self.act(&format!("pack a1 --peer {peer} --out {out} --replace")).await;
        fs::read_to_string(out).unwrap()
    }

    async fn state(&self, number: u8) -> String {
        self.cases.state(number).await
    }
}

/// As a file has it.
pub fn opinion() -> Json {
    json!({
        "present": ["p1", "p3"], "recused": ["p2"], "asked": "Faut-il ouvrir un atelier ?",
        "opinion": "adapte", "text": "Avis-marqueur : commencez plus petit.", "networks": ["Digital 113"],
        "next": "Un appel en septembre.", "oral_on": "2021-06-01", "approved_by": ["Dominique p1"],
    })
}
