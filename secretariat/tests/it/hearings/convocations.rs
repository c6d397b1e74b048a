//! Convocations: who is asked, what their letters and calendars say, what is told when it changes, and who answers.

use std::{fs, sync::OnceLock};

use serde_json::{Value as Json, json};

use super::{TestHearings, changed, hearing, plans::seven_firms};
use crate::{kept::Kept, test_secretariat::reference};

/// Seven firms, six of them placed at the hearing a1.
pub async fn planned() -> TestHearings {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    TestHearings::kept(&KEPT, async || {
        let office = seven_firms().await;
        office.act("plan accept").await;
        office
    })
    .await
}

/// The same, everybody asked.
pub async fn convoked() -> TestHearings {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    TestHearings::kept(&KEPT, async || {
        let office = planned().await;
        office.act("convoke a1").await;
        office
    })
    .await
}

pub async fn letters(office: &TestHearings) -> Vec<Json> {
    let letters = office.json("outbox list").await;
    let about = letters.as_array().unwrap().iter().filter(|each| !each["hearing"].is_null());
    about.cloned().collect()
}

/// The ids of the letters about hearings, and how far they are.
pub async fn stages(office: &TestHearings) -> Vec<String> {
    let said = |letter: &Json| {
        let id = letter["id"].as_str().unwrap();
        let firm = (1..=7).find(|number| id.ends_with(reference(*number).as_str()));
        let id = firm.map_or(id.to_owned(), |number| {
            id.replace(reference(number).as_str(), &format!("REF{number}"))
        });
        format!("{id} {}", letter["state"].as_str().unwrap())
    };
    letters(office).await.iter().map(said).collect()
}

pub async fn send(office: &TestHearings, id: &str) -> String {
    let taken = office.run(&format!("outbox take {id}")).await.done().out;
    office.act(&format!("outbox sent {id}")).await;
    taken
}

/// The calendar file of a letter that was taken, its lines joined again.
pub async fn event(office: &TestHearings, id: &str) -> String {
    office.act(&format!("outbox take {id}")).await;
    let folder = office.cases.secretariat.path(&format!("out-{}", id.replace("REF", "firm")));
    office.act(&format!("outbox export --out {}", folder.display())).await;
    let name = (1..=7).fold(id.to_owned(), |id, number| {
        id.replace(&format!("REF{number}"), reference(number).as_str())
    });
    let file = fs::read_to_string(folder.join(format!("{name}.ics"))).unwrap();
    office.act(&format!("outbox sent {id}")).await;
    file.replace("\r\n ", "")
}

#[tokio::test]
async fn each_firm_and_each_peer_gets_a_letter_once_the_hearing_is_convoked() {
    let office = planned().await;
    assert_eq!(letters(&office).await, [] as [Json; 0]);

    office.act("convoke a1").await;

    let firms = (1..=6).map(|number| format!("convocation-a1-REF{number} draft"));
    let peers = (1..=3).map(|number| format!("convocation-a1-p{number} draft"));
    assert_eq!(stages(&office).await, firms.chain(peers).collect::<Vec<_>>());
    let firm = send(&office, "convocation-a1-REF2").await;
    for said in [
        "Société 2",
        "17\u{a0}juin 2021, à 9\u{a0}h\u{a0}50",
        "environ 45 minutes",
        "Salle du Peyrou",
    ] {
        assert!(firm.contains(said), "{said} in {firm}");
    }
    let peer = send(&office, "convocation-a1-p1").await;
    assert!(peer.contains("de 9\u{a0}h\u{a0}00 à 14\u{a0}h\u{a0}05"), "{peer}");
}

#[tokio::test]
async fn a_calendar_of_a_peer_names_no_firm_and_that_of_a_firm_no_peer() {
    let office = convoked().await;

    let firm = event(&office, "convocation-a1-REF2").await;
    let peer = event(&office, "convocation-a1-p1").await;

    for line in [
        "METHOD:REQUEST",
        "SEQUENCE:0",
        "DTSTART:20210617T075000Z",
        "DTEND:20210617T083500Z",
        "SUMMARY:Audition du Bureau des pairs",
        "LOCATION:Salle du Peyrou\\, Montpellier",
        "CLASS:PRIVATE",
    ] {
        assert!(firm.contains(&format!("{line}\r\n")), "{line} in {firm}");
    }
    for name in ["Dominique", "Réseau", "p1", "Société"] {
        assert!(!firm.contains(name), "{name} in {firm}");
    }
    for name in ["Société", "BDP-", "Durand", "Camille", "courriel", "exemple.fr"] {
        assert!(!peer.contains(name), "{name} in {peer}");
    }
}

#[tokio::test]
async fn who_was_told_another_time_or_place_is_told_again() {
    let office = convoked().await;
    send(&office, "convocation-a1-REF1").await;
    let first = event(&office, "convocation-a1-p1").await;
    let later = changed(&hearing("a1", "2021-06-18"), "place", json!("Ailleurs"));
    let file = office.file("later.json", &later.to_string());

    office.act(&format!("hearings edit --from {file}")).await;

    let stages = stages(&office).await;
    for id in ["moved-a1-1-REF1 draft", "moved-a1-1-p1 draft", "convocation-a1-REF2 draft"] {
        assert!(stages.contains(&id.to_owned()), "{id} in {stages:?}");
    }
    let told = send(&office, "moved-a1-1-REF1").await;
    assert!(told.contains("18\u{a0}juin 2021") && told.contains("Ailleurs"), "{told}");
    let moved = event(&office, "moved-a1-1-p1").await;
    let uid = |file: &str| file.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
    assert_eq!(uid(&first), uid(&moved));
    assert!(moved.contains("SEQUENCE:1\r\n") && moved.contains("DTSTART:20210618T"), "{moved}");
}

#[tokio::test]
async fn who_was_asked_is_told_when_a_hearing_is_cancelled_and_nobody_else() {
    let office = convoked().await;
    send(&office, "convocation-a1-REF1").await;
    send(&office, "convocation-a1-p2").await;

    office.act("hearings cancel a1").await;

    assert_eq!(stages(&office).await, ["cancelled-a1-1-REF1 draft", "cancelled-a1-1-p2 draft"]);
    let told = send(&office, "cancelled-a1-1-REF1").await;
    assert!(told.contains("n’a pas lieu") && told.contains("17\u{a0}juin 2021"), "{told}");
    let event = event(&office, "cancelled-a1-1-p2").await;
    for line in ["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1"] {
        assert!(event.contains(&format!("{line}\r\n")), "{line} in {event}");
    }
}

#[tokio::test]
async fn a_firm_gets_the_link_of_its_slot_and_no_calendar_gets_any() {
    let office = seven_firms().await;
    let links: Vec<String> = (1..=6).map(|slot| format!("https://video.example/{slot}")).collect();
    let mut by_video = changed(&hearing("a1", "2021-06-17"), "video", json!(links));
    by_video.as_object_mut().unwrap().remove("place");
    let file = office.file("video.json", &by_video.to_string());
    office.act(&format!("hearings edit --from {file}")).await;
    office.act("plan accept").await;
    office.act("convoke a1").await;

    let told = send(&office, "convocation-a1-REF3").await;
    let event = event(&office, "convocation-a1-REF2").await;

    assert!(told.contains("https://video.example/3") && !told.contains("example/2"), "{told}");
    assert!(told.contains("par vidéo"), "{told}");
    assert!(!event.contains("video.example") && !event.contains("LOCATION"), "{event}");
}

#[tokio::test]
async fn who_comes_is_noted_and_forgotten_with_the_place() {
    let office = convoked().await;

    office.act("answer REF1 yes").await;
    office.act("answer REF2 move").await;
    office.act("answer a1 --peer p1 no").await;

    let case = office.cases.case(1).await;
    assert_eq!(case["hearing"]["answer"], "yes");
    send(&office, "convocation-a1-REF3").await;
    let tasks = office.json("today").await;
    let kinds = |number| {
        let own = |task: &&Json| task["reference"] == reference(number).as_str();
        let kinds = tasks.as_array().unwrap().iter().filter(own).map(|task| task["kind"].as_str());
        kinds.flatten().map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    assert!(kinds(2).contains(&"cannot_come".to_owned()), "{:?}", kinds(2));
    assert!(kinds(3).contains(&"no_answer".to_owned()), "{:?}", kinds(3));
    assert!(kinds(4).contains(&"convene".to_owned()), "{:?}", kinds(4));
    assert_eq!(office.cases.case(2).await["hearing"]["answer"], "move");
    // The same place once more: the answer stays.
    office.act("plan accept").await;
    assert_eq!(office.cases.case(1).await["hearing"]["answer"], "yes");
    let said = office.run("answer a1 --peer p4 yes").await.failed();
    assert!(said.contains("le pair p4 ne siège pas"), "{said}");
    let said = office.run("answer REF7 yes").await.failed();
    assert!(said.contains("n'a pas de place"), "{said}");
    let said = office.run("convoke a2").await.failed();
    assert!(said.contains("aucune entreprise n'a de place"), "{said}");
}

#[tokio::test]
async fn what_was_written_to_a_peer_goes_with_the_peer() {
    let office = convoked().await;
    send(&office, "convocation-a1-p1").await;

    office.act("peers remove p1").await;

    let verified = office.run("journal verify").await.done().out;
    assert!(!verified.contains("manque"), "{verified}");
    let left = stages(&office).await;
    let left: Vec<&String> = left.iter().filter(|letter| letter.contains("p1")).collect();
    assert_eq!(left, ["cancelled-a1-1-p1 draft"], "what was sent is taken back, without a name");
    let journal = office.run("journal list").await.done().out;
    assert!(!journal.contains("« convocation a1 »"), "{journal}");
}

#[tokio::test]
async fn whoever_leaves_or_came_changes_nothing_for_the_peers() {
    let office = convoked().await;
    send(&office, "convocation-a1-p1").await;
    let told = office.run("outbox show convocation-a1-p1").await.done().out;

    for line in ["withdraw REF3 --verified callback", "attend REF1 present", "attend REF2 absent"] {
        office.act(line).await;
        let stages = stages(&office).await;
        assert!(stages.iter().all(|letter| !letter.starts_with("moved")), "{line}: {stages:?}");
    }
    assert_eq!(office.run("outbox show convocation-a1-p1").await.done().out, told);
}

#[tokio::test]
async fn what_would_leave_places_without_a_hearing_is_refused() {
    let office = convoked().await;
    for (line, said) in [
        ("hearings hold a1 no", "a des places acceptées (6)"),
        ("answer a1 --peer p1 move", "ne demande pas une autre date"),
        ("undo REF1 --reason erreur", "est le plan accepté"),
    ] {
        let refused = office.run(line).await.failed();
        assert!(refused.contains(said), "{line}: {refused}");
    }
    assert_eq!(office.cases.case(1).await["state"], "scheduled");
    // Who was removed sits no more, and is in nobody's way.
    office.act("peers remove p1").await;
    office.act("hearings hold a1 yes").await;
}

/// The file beside a message is the one in it, to the byte, whatever stands in it.
#[tokio::test]
async fn the_event_in_a_message_is_the_file_beside_it() {
    use base64::{Engine as _, engine::general_purpose::STANDARD};

    for place in [
        "Salle du Peyrou, Montpellier",
        "Zoé 🎉 ; l’étage, 漢字 — à côté de la très longue rue de la République",
    ] {
        let office = planned().await;
        let named = changed(&hearing("a1", "2021-06-17"), "place", json!(place));
        let file = office.file("named.json", &named.to_string());
        office.act(&format!("hearings edit --from {file}")).await;
        office.act("convoke a1").await;
        office.act("outbox take convocation-a1-REF2").await;
        let folder = office.cases.secretariat.path("out");

        office.act(&format!("outbox export --out {}", folder.display())).await;

        let path = |ending: &str| {
            folder.join(format!("convocation-a1-{}.{ending}", reference(2).as_str()))
        };
        let beside = fs::read(path("ics")).unwrap();
        let message = fs::read_to_string(path("eml")).unwrap();
        let (_, part) = message.split_once("Content-Type: text/calendar").unwrap();
        let (head, body) = part.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("Content-Transfer-Encoding: base64"), "{head}");
        let (body, _) = body.split_once("\r\n--").unwrap();
        assert!(body.split("\r\n").all(|line| line.len() <= 76), "{body}");
        let within = STANDARD.decode(body.replace("\r\n", "")).unwrap();
        assert_eq!(within, beside, "{place}");
    }
}
