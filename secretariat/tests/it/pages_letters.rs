//! The pages of letters: from a draft to an answer that came back, as a secretary does it.

use crate::{
    hearings::plans::seven_firms,
    pages::{HIDDEN, NETWORK, two_firms},
    test_office::{Reply, TestOffice},
    test_secretariat::{now, reference},
};

fn path() -> String {
    format!("/courriers/decision-{}", reference(1))
}

fn decide(office: &TestOffice, number: u8, changed: &[(&str, &str)]) {
    let fields = [("decision", "retained"), ("par", "Marie"), ("le", "02/06/2021")];
    let fields = [changed, &fields[..]].concat();
    office.post(&format!("/candidatures/{}/decider", reference(number)), &fields).expect(303);
}

fn act(office: &TestOffice, what: &str, fields: &[(&str, &str)]) -> Reply {
    office.post(&format!("{}/{what}", path()), fields)
}

/// The draft's own subject and text, as the form sends them.
fn draft(office: &TestOffice) -> (String, String) {
    let page = office.get(&path()).expect(200);
    let subject = page.attribute("name=\"objet\"", "value");
    let (_, rest) = page.body.split_once("<textarea id=\"courrier\"").unwrap();
    let text = rest.split_once(">\n").unwrap().1.split("</textarea>").next().unwrap();
    (subject, text.to_owned())
}

#[tokio::test]
async fn a_letter_goes_from_draft_to_sent_and_comes_back() {
    let (cases, office) = two_firms().await;
    decide(&office, 1, &[]);
    let list = office.get("/courriers").expect(200).text();
    assert!(list.contains("À prendre (1)") && list.contains("Société 1"), "{list}");
    let (subject, text) = draft(&office);
    let page = office.get(&path()).expect(200);
    assert!(page.header("refresh").is_none() && !page.title().contains("Société"));

    // Nothing changed: taken as it is, without an edition in the journal.
    act(&office, "modifier", &[("objet", &subject), ("courrier", &text), ("geste", "prendre")])
        .expect(303);
    let taken = office.get(&path()).expect(200);
    assert!(taken.text().contains("pris, par Marie"), "{}", taken.text());
    assert!(taken.body.contains("href=\"mailto:courriel-marqueur@exemple.fr?subject="));
    assert!(!cases.run("journal list").await.done().out.contains("modifié à la main"));

    let file = act(&office, "fichier", &[]).expect(200);
    assert!(file.header("content-disposition").unwrap().ends_with(".eml\""));
    assert!(file.body.contains("X-Unsent: 1\r\n"), "{}", file.body);
    act(&office, "imprimer", &[]).expect(303);
    let paper = office.get(&format!("{}/papier", path())).expect(200);
    assert!(paper.text().contains("Objet : Votre candidature"), "{}", paper.text());

    act(&office, "envoye", &[]).expect(303);
    let sent = office.get(&path()).expect(200).text();
    assert!(sent.contains("Copies à détruire (2)"), "{sent}");
    let today = office.get("/").expect(200).text();
    assert!(today.contains("Copies de courriers à détruire (1)"), "{today}");
    assert!(!today.contains("Décisions à annoncer"), "{today}");
    act(&office, "detruites", &[]).expect(303);
    act(&office, "revenu", &[("motif_libre", "adresse inconnue")]).expect(303);
    let back = office.get(&path()).expect(200).text();
    assert!(back.contains("Revenu adresse inconnue"), "{back}");
    assert!(office.get("/").expect(200).text().contains("Courriers revenus"));
}

#[tokio::test]
async fn what_was_written_is_kept_whichever_button_is_pressed() {
    let (_cases, office) = two_firms().await;
    decide(&office, 1, &[]);
    let (subject, _) = draft(&office);

    let own = [("objet", subject.as_str()), ("courrier", "L'essai : un"), ("geste", "prendre")];
    act(&office, "modifier", &own).expect(303);

    let page = office.get(&path()).expect(200);
    assert!(page.body.contains("readonly") && page.body.contains("L’essai\u{a0}: un</textarea>"));
    // Somebody else has taken it meanwhile: what was typed comes back.
    let refused = act(
        &office,
        "modifier",
        &own.map(|(name, value)| (name, if name == "courrier" { "Un autre essai" } else { value })),
    );
    let refused = refused.expect(422);
    assert!(refused.text().contains("il a déjà été pris, par Marie"), "{}", refused.text());
    assert!(refused.body.contains("Un autre essai</textarea>"), "{}", refused.body);
}

#[tokio::test]
async fn a_letter_is_made_again_and_what_was_written_taken_up_once_more() {
    let (_cases, office) = two_firms().await;
    decide(&office, 1, &[]);
    let own = [("objet", "Le mien"), ("courrier", "À ma façon."), ("geste", "enregistrer")];
    act(&office, "modifier", &own).expect(303);
    assert_eq!(draft(&office).0, "Le mien");

    act(&office, "refaire", &[]).expect(303);

    let again = office.get(&path()).expect(200);
    assert!(again.text().contains("gardé à part") && again.body.contains("À ma façon."));
    assert!(draft(&office).1.starts_with("Bonjour"));
    act(&office, "modifier", &own).expect(303);
    assert_eq!(draft(&office).1, "À ma façon.");
}

#[tokio::test]
async fn what_the_scheme_has_not_said_is_marked_and_not_taken() {
    let (_cases, office) = two_firms().await;
    decide(&office, 1, &[("decision", "declined"), ("motif", "declined:hors_cadre")]);

    let page = office.get(&path()).expect(200).text();
    let (subject, text) = draft(&office);
    let taking = [("objet", &*subject), ("courrier", &*text), ("geste", "prendre")];
    let refused = act(&office, "modifier", &taking).expect(422).text();

    assert!(page.contains("n'est pas encore décidé"), "{page}");
    assert!(refused.contains("il reste à écrire"), "{refused}");
    assert!(office.get("/courriers").expect(200).text().contains("reste à écrire"));
}

#[tokio::test]
async fn no_letter_holds_what_must_not_count_or_nobody_outside_may_read() {
    let (_cases, office) = two_firms().await;
    decide(&office, 1, &[]);
    let (subject, text) = draft(&office);
    act(&office, "modifier", &[("objet", &subject), ("courrier", &text), ("geste", "prendre")])
        .expect(303);
    let file = act(&office, "fichier", &[]).expect(200).body;
    let paper = office.get(&format!("{}/papier", path())).expect(200).body;

    for (page, shown) in [("the file", file), ("the paper", paper), ("the text", text)] {
        assert!(!shown.contains(NETWORK), "{page}");
        for (field, marker) in HIDDEN {
            let is_address = ["nom", "courriel"].contains(&field);
            assert!(is_address || !shown.contains(marker), "{page}: {field}");
        }
    }
    for page in ["/courriers".to_owned(), path()] {
        assert!(!office.get(&page).expect(200).body.contains(NETWORK), "{page}");
    }
}

#[tokio::test]
async fn a_letter_that_is_none_and_one_not_taken_have_no_page_of_their_own() {
    let (_cases, office) = two_firms().await;
    decide(&office, 1, &[]);

    let paper = office.get(&format!("{}/papier", path())).expect(303);

    assert!(paper.header("location").unwrap().ends_with(&path()));
    let none = office.get("/courriers/decision-BDP").expect(404).text();
    assert!(none.contains("Aucun courrier ne s'appelle"), "{none}");
    act(&office, "rien", &[]).expect(404);
}

#[tokio::test]
async fn a_hearing_is_convoked_and_answered_in_the_browser() {
    let hearings = seven_firms().await;
    hearings.act("plan accept").await;
    let office = TestOffice::open(&hearings.cases.secretariat, "", now);
    let list = office.get("/courriers").expect(200).text();
    assert!(list.contains("Audition a1, le 17 juin 2021 : 6 entreprises"), "{list}");

    office.post("/courriers", &[("audition", "a1")]).expect(303);

    let list = office.get("/courriers").expect(200).text();
    assert!(list.contains("convocation a1 · p1") && !list.contains("personne n'y est"), "{list}");
    for to in [reference(1).to_string(), "p1".to_owned()] {
        let path = format!("/courriers/convocation-a1-{to}");
        let page = office.get(&path).expect(200);
        let subject = page.attribute("name=\"objet\"", "value");
        let own = [("objet", &*subject), ("courrier", "Venez."), ("geste", "prendre")];
        office.post(&format!("{path}/modifier"), &own).expect(303);
        let event = office.post(&format!("{path}/agenda"), &[]).expect(200);
        assert!(event.body.starts_with("BEGIN:VCALENDAR\r\n"), "{}", event.body);
        office.post(&format!("{path}/envoye"), &[]).expect(303);
        office.post(&format!("{path}/reponse"), &[("reponse", "no")]).expect(303);
        let page = office.get(&path).expect(200).text();
        assert!(page.contains("Réponse ne vient pas"), "{page}");
    }
    let today = office.get("/").expect(200).text();
    assert!(today.contains("Ne viennent pas, ou demandent une autre date (2)"), "{today}");
}

/// What a hearing asks of its pages: whose letters wait, what was taken and changed, what is arranged, and how an opinion
/// goes out.
#[tokio::test]
async fn a_hearing_is_changed_told_anew_arranged_and_answered_on_its_pages() {
    let hearings = seven_firms().await;
    for line in [
        "needs REF1 --set plain_pied",
        "plan accept",
        "convoke a1",
        "outbox take convocation-a1-REF1",
    ] {
        hearings.act(line).await;
    }
    let office = TestOffice::open(&hearings.cases.secretariat, "", now);
    let case = format!("/candidatures/{}", reference(1));
    let letter = format!("/courriers/convocation-a1-{}", reference(1));
    let today = || office.get("/").expect(200);
    let page = today();
    assert!(page.text().contains("Aménagement à organiser (1)"), "{}", page.text());
    assert!(page.body.contains("/courriers/convocation-a1-p1\""), "{}", page.body);
    assert!(page.text().contains("Dominique p1 · convocation a1"), "{}", page.text());

    // Arranged, until it is another day.
    let besoins = format!("{case}/besoins");
    office.post(&besoins, &[("geste", "organise")]).expect(303);
    assert!(office.get(&case).expect(200).text().contains("Accès de plain-pied · organisé"));
    assert!(!today().text().contains("Aménagement"));
    let later = [
        ("date", "18/06/2021"),
        ("heure", "9:00"),
        ("lieu", "Salle du Peyrou"),
        ("intervalle", "5"),
        ("pause_apres", "3"),
        ("pause_duree", "15"),
        ("offre", "plain_pied"),
        ("pair", "p1"),
        ("pair", "p2"),
        ("pair", "p3"),
        ("tient", "auto"),
    ];
    office.post("/auditions/a1", &later).expect(303);
    assert!(today().text().contains("Aménagement à organiser (1)"));

    // Taken before that: did it go out?
    assert!(today().text().contains("Courriers pris qui ne valent plus"), "{}", today().text());
    let taken = office.get(&letter).expect(200).text();
    assert!(taken.contains("ce qu'il dit a changé") && taken.contains("17 juin 2021"), "{taken}");
    office.post(&format!("{letter}/rendre"), &[]).expect(303);
    let draft = office.get(&letter).expect(200).text();
    assert!(draft.contains("Prendre ce courrier") && draft.contains("18 juin 2021"), "{draft}");

    // Neither a place nor links, or both.
    for (place, link) in [("", ""), ("Salle du Peyrou", "https://video.example")] {
        let fields: Vec<_> = later
            .iter()
            .copied()
            .map(|(name, value)| if name == "lieu" { (name, place) } else { (name, value) })
            .chain([("lien", link)])
            .collect();
        let again = office.post("/auditions/a1", &fields).expect(422).text();
        assert!(again.contains("attendu un lieu"), "{again}");
    }

    // Printed, unless the firm asks.
    hearings.act("attend REF1 present").await;
    let opinion = serde_json::json!({
        "present": ["p1", "p2", "p3"], "recused": [], "asked": "Quoi ?", "opinion": "partage", "text": "Avis.",
        "networks": [], "next": null, "oral_on": null, "approved_by": ["Marie"],
    });
    let file = hearings.file("avis.json", &opinion.to_string());
    hearings.act(&format!("opinion REF1 --from {file}")).await;
    hearings.act("outbox take opinion-REF1").await;
    let page = office.get(&format!("/courriers/opinion-{}", reference(1))).expect(200);
    assert!(page.text().contains("Un avis se remet imprimé"), "{}", page.text());
    assert!(page.text().contains("Les pairs sont partagés. Avis."), "{}", page.text());
    let (before, _) = page.body.split_once("<details>").unwrap();
    assert!(before.contains("/imprimer\"") && !before.contains("mailto:"), "{before}");
    let folder = hearings.cases.secretariat.path("avis");
    hearings.act(&format!("outbox export --out {}", folder.display())).await;
    let names = |path: &std::path::Path| -> Vec<String> {
        let files = std::fs::read_dir(path).unwrap();
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    };
    assert_eq!(names(&folder), [format!("opinion-{}.html", reference(1))]);
    hearings.act(&format!("outbox export --out {} --email --replace", folder.display())).await;
    assert_eq!(names(&folder).len(), 2);
}
