//! The pages for a hearing and at it.

use serde_json::json;

use super::{NEVER, READ, TestHearings, planned};
use crate::{
    hearings::{changed, hearing},
    test_office::{Reply, TestOffice},
    test_secretariat::{now, reference},
};

const PACKS: &str = "/auditions/a1/dossiers";
const SHEET: &str = "/auditions/a1/deroule";

async fn announced() -> (TestHearings, TestOffice) {
    let office = planned().await;
    office.announce().await;
    let pages = TestOffice::open(&office.cases.secretariat, "", now);
    (office, pages)
}

fn opinion_page(number: u8) -> String {
    format!("/avis/{}", reference(number))
}

/// Where a form has led.
fn below(office: &TestOffice, reply: &Reply) -> String {
    reply.header("location").unwrap().strip_prefix(&office.session.base).unwrap().to_owned()
}

#[tokio::test]
async fn a_copy_is_made_printed_handed_over_and_counted_back() {
    let (_cases, office) = announced().await;
    let before = office.get(PACKS).expect(200).text();
    assert!(before.contains("Dominique p1") && before.contains("Aucun encore"), "{before}");

    let made = office.post(PACKS, &[("pair", "p1")]).expect(303);
    let print = below(&office, &made);
    assert_eq!(print, format!("{PACKS}/1"));
    let sheets = office.get(&print).expect(200);

    for (field, text) in READ {
        assert!(sheets.body.contains(text), "{field}");
    }
    for (field, text) in NEVER {
        assert!(!sheets.body.contains(text), "{field}");
    }
    assert_eq!(sheets.body.matches("Dominique p1 · exemplaire n° 1 ·").count(), 5);
    assert!(!sheets.title().contains("Dominique") && !sheets.title().contains("Firme"));
    for (step, state) in [("handed", "remis"), ("returned", "rendu"), ("destroyed", "détruit")] {
        let today = office.get("/").expect(200);
        assert!(today.body.contains("/auditions/a1/dossiers\""), "it waits: {}", today.text());
        office.post(PACKS, &[("exemplaire", "1"), ("suite", step)]).expect(303);
        let page = office.get(PACKS).expect(200).text();
        assert!(page.contains(&format!("N° 1 · Dominique p1 · {state}")), "{page}");
    }
    assert!(!office.get("/").expect(200).body.contains("/auditions/a1/dossiers\""));
    let again = office.get(&print).expect(200).text();
    assert!(again.contains("est déjà détruit") && !again.contains("Firme-marqueur"), "{again}");
    office.post(PACKS, &[("exemplaire", "1"), ("suite", "handed")]).expect(422);
    office.post(PACKS, &[("pair", "p4")]).expect(422);
}

#[tokio::test]
async fn sheets_of_a_hearing_by_video_are_handed_to_nobody() {
    let (cases, office) = announced().await;
    let links: Vec<String> = (1..=6).map(|n| format!("https://visio.example/{n}")).collect();
    let video = changed(&hearing("a1", "2021-06-01"), "video", json!(links));
    let file = cases.file("a1.json", &changed(&video, "place", json!(null)).to_string());
    cases.act(&format!("hearings edit --from {file}")).await;

    office.post(PACKS, &[("pair", "p1")]).expect(303);

    let page = office.get(PACKS).expect(200);
    assert!(!page.body.contains("value=\"handed\"") && page.text().contains("montrées à l'écran"));
    let refused = office.post(PACKS, &[("exemplaire", "1"), ("suite", "handed")]).expect(422);
    assert!(refused.text().contains("aucune n'est remise"), "{}", refused.text());
    let sheets = office.get(&format!("{PACKS}/1")).expect(200);
    assert!(sheets.text().contains("par vidéo") && !sheets.body.contains("visio.example"));
}

#[tokio::test]
async fn the_run_sheet_says_who_sits_and_who_leaves_and_on_the_day_whom_to_call() {
    let (_cases, office) = announced().await;

    let sheet = office.get(SHEET).expect(200);
    let text = sheet.text();

    for part in
        ["9 h 00", "9 h 50", "10 h 40", "Salle du Peyrou", "Accès de plain-pied", "Firme-marqueur"]
    {
        assert!(text.replace('\u{a0}', " ").contains(part), "{part}: {text}");
    }
    // p2 leaves the room for the second firm.
    let row = sheet.body.split("<tr>").find(|row| row.contains("Énergies")).unwrap();
    let cells: Vec<&str> = row.split("<td>").collect();
    assert!(!cells[3].contains("p2") && cells[4].contains("Dominique p2"), "{row}");
    for (field, marker) in NEVER {
        assert!(!sheet.body.contains(marker), "{field} is on nothing that is made for judges");
    }
    let all = [("present", "p1"), ("present", "p2"), ("present", "p3")];
    let enough = office.post(SHEET, &all).expect(200).text();
    assert!(enough.contains("À appeler (1)"), "two are too few for the second: {enough}");
    let short = office.post(SHEET, &all[..2]).expect(200).text();
    assert!(short.contains("À appeler (3)"), "{short}");
    assert!(short.contains("+33 4 67 91 82 73") || short.contains("+33467918273"), "{short}");
}

#[tokio::test]
async fn who_came_and_the_opinion_are_written_on_one_page_and_what_is_refused_stays() {
    let (cases, office) = announced().await;
    let path = opinion_page(2);
    let scheduled = office.get(&path).expect(200).text();
    assert!(scheduled.contains("est-elle venue") && !scheduled.contains("en un mot"));

    let came = office.post(&path, &[("geste", "present")]).expect(303);
    assert_eq!(below(&office, &came), path);
    office.post(&opinion_page(1), &[("geste", "absent")]).expect(303);
    assert_eq!(cases.state(1).await, "absent");
    let form = office.get(&path).expect(200);
    assert!(form.header("refresh").is_none(), "a text would be lost");
    // Who has left the room is proposed as that.
    let left = form.attribute("id=\"sorti-2\"", "value");
    assert_eq!(left, "p2");
    let fields = [
        ("geste", "avis"),
        ("present", "p1"),
        ("present", "p3"),
        ("sorti", "p2"),
        ("mot", "partage"),
        ("demande", "Faut-il ouvrir ?"),
        ("avis", "Avis-marqueur"),
        ("reseaux_utiles", "Digital 113, Medef"),
        ("dit_le", "01/06/2021"),
        ("approuve_par", "Ada ; Bob"),
    ];
    for missing in ["present", "mot", "demande", "avis", "approuve_par"] {
        let others: Vec<_> = fields.iter().copied().filter(|(name, _)| *name != missing).collect();
        let refused = office.post(&path, &others).expect(422);
        let kept = if missing == "avis" { "Faut-il ouvrir" } else { "Avis-marqueur" };
        assert!(refused.body.contains(kept), "{missing}: {}", refused.text());
    }
    office.post(&path, &fields).expect(303);

    let page = office.get(&path).expect(200);
    assert!(page.body.contains("Avis-marqueur</textarea>"), "{}", page.body);
    assert_eq!(page.attribute("id=\"dit_le\"", "value"), "2021-06-01");
    assert_eq!(page.attribute("id=\"approuve_par\"", "value"), "Ada, Bob");
    assert!(page.body.contains("value=\"partage\" required checked"), "{}", page.body);
    let case = office.get(&format!("/candidatures/{}", reference(2))).expect(200);
    assert!(case.body.contains(&format!("{path}\"")), "the case leads here");
}
