//! Whatever peers and hearings are called, nothing of one is taken for something of another.

use std::{collections::BTreeSet, fs};

use serde_json::{Value as Json, json};

use super::super::{TestHearings, changed, hearing, peer};
use crate::{
    test_office::TestOffice,
    test_secretariat::{now, reference},
};

/// Names that only read alike once they are joined, and names that no file and no address can hold as they are.
const PEERS: [&str; 4] = ["1-p1", "é", "à", "b/c?d#e+%20f"];
const HEARINGS: [&str; 4] = ["a1", "a1-1", "Audition n° 1", "a1_1"];

/// Two firms at each hearing, everybody asked, and all letters taken.
async fn asked() -> TestHearings {
    let office = TestHearings::with_firms(8).await;
    office.add("peers", &PEERS.map(peer).into_iter().collect()).await;
    let panel: Vec<&str> = ["p1"].into_iter().chain(PEERS).collect();
    let hearings = HEARINGS.map(|id| changed(&hearing(id, "2021-06-17"), "panel", json!(panel)));
    office.add("hearings", &hearings.into_iter().collect()).await;
    let slots = (0..8).map(|at| {
        json!({
            "ref": reference(at + 1), "hearing": HEARINGS[usize::from(at / 2)], "starts": "2021-06-17T09:00",
            "slot": at % 2 + 1,
        })
    });
    let slots: Vec<Json> = slots.collect();
    office.write("plan", None, &json!({ "slots": slots })).await;
    for id in HEARINGS {
        office.act(&format!("convoke \"{id}\"")).await;
    }
    office
}

async fn ids(office: &TestHearings) -> Vec<String> {
    let letters = office.json("outbox list").await;
    let about = letters.as_array().unwrap().iter().filter(|each| !each["hearing"].is_null());
    about.map(|each| each["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn each_letter_has_an_id_a_file_and_an_event_of_its_own() {
    let office = asked().await;
    let first = ids(&office).await;
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), 4 * (2 + 5), "{first:?}");
    for id in &first {
        office.act(&format!("outbox take \"{id}\"")).await;
    }
    let out = office.cases.secretariat.path("out");
    office.act(&format!("outbox export --out {}", out.display())).await;
    let files: Vec<_> = fs::read_dir(&out).unwrap().map(|file| file.unwrap().path()).collect();
    let events: Vec<String> = files
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "ics"))
        .map(|path| fs::read_to_string(path).unwrap().replace("\r\n ", ""))
        .collect();
    let uids: BTreeSet<&str> = events
        .iter()
        .filter_map(|file| file.lines().find(|line| line.starts_with("UID:")))
        .collect();
    assert_eq!((events.len(), uids.len(), files.len()), (28, 28, 3 * 28));

    // The same once the hearing was changed: its letters end with how often.
    for id in &first {
        office.act(&format!("outbox sent \"{id}\"")).await;
    }
    let panel = office.json("hearings list").await[0]["panel"].clone();
    let later =
        changed(&changed(&hearing("a1", "2021-06-18"), "panel", panel), "place", json!("B"));
    let file = office.file("later.json", &later.to_string());
    office.act(&format!("hearings edit --from {file}")).await;
    let all = ids(&office).await;
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{all:?}");
    assert_eq!(all.iter().filter(|id| id.starts_with("moved-a1-1-")).count(), 2 + 5, "{all:?}");
}

#[tokio::test]
async fn each_has_pages_and_is_found_there() {
    let hearings = asked().await;
    let office = TestOffice::open(&hearings.cases.secretariat, "", now);
    for (list, count, below) in
        [("/pairs", 8, &[""][..]), ("/auditions", 4, &["", "/deroule", "/dossiers"])]
    {
        let page = office.get(list).expect(200).body;
        let start = format!("href=\"{}{list}/", office.session.base);
        let links = page.split(&start).skip(1).filter_map(|rest| rest.split('"').next());
        let links: BTreeSet<&str> =
            links.filter(|link| *link != "plan" && !link.contains('/')).collect();
        assert_eq!(links.len(), count, "{links:?}");
        for link in links {
            for page in below {
                let _ = office.get(&format!("{list}/{link}{page}")).expect(200);
            }
        }
    }
    for letter in ids(&hearings).await {
        let path = url::form_urlencoded::byte_serialize(letter.as_bytes()).collect::<String>();
        let page =
            office.get(&format!("/courriers/{}", path.replace('+', "%20"))).expect(200).text();
        assert!(page.contains("Prendre ce courrier"), "{letter}: {page}");
    }
    let cancel = "/auditions/Audition%20n%C2%B0%201/annuler";
    office.post(cancel, &[("annule", "oui")]).expect(303);
    assert_eq!(hearings.json("hearings list").await.as_array().unwrap().len(), 3);
}
