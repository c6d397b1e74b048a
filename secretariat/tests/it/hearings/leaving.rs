//! Whoever was asked to a hearing and leaves it is told so, however they leave: by a letter, and out of their calendar.

use serde_json::{Value as Json, json};

use super::{
    TestHearings, changed,
    convocations::{convoked, event, send, stages},
    hearing,
    plans::heard,
};
use crate::test_secretariat::reference;

const SAME_FIRM: &str = "amend REF7 --set courriel=contact3@exemple.fr --verified email";
/// How the third firm leaves, and in which state it is then.
const WAYS: [(&[&str], &str); 12] = [
    (&["withdraw REF3 --verified callback"], "withdrawn"),
    (&["decide REF3 --as undecided --by Marie --reason erreur"], "received"),
    (&["decide REF3 --as retained --by Marie"], "retained"),
    (
        &[
            "decide REF3 --as undecided --by Marie --reason erreur",
            "decide REF3 --as declined --reason hors_cadre --by Marie",
        ],
        "declined",
    ),
    (&[SAME_FIRM, "replace REF3 --by REF7"], "replaced"),
    (&["erase REF3 --reason request --verified callback"], "erased"),
    (
        &["withdraw REF3 --verified callback", "erase REF3 --reason request --verified callback"],
        "erased",
    ),
    (&["recuse REF3 p2"], "retained"),
    (&["exclude REF3 p2"], "retained"),
    (&["hearings cancel a1"], "retained"),
    (&["plan unlock REF3", "dates REF3 --cannot a1", "plan accept"], "retained"),
    (&["hearings edit --from PANEL", "recuse REF3 p4"], "retained"),
];

impl TestHearings {
    /// Does all of it; `PANEL` stands for a file in which p4 sits in the place of p2.
    pub async fn all(&self, lines: &[&str]) {
        let panel = changed(&hearing("a1", "2021-06-17"), "panel", json!(["p1", "p3", "p4"]));
        let panel = self.file("panel.json", &panel.to_string());
        for line in lines {
            self.act(&line.replace("PANEL", &panel)).await;
        }
    }

    /// The tasks of today of that kind: whose they are.
    pub async fn waits(&self, kind: &str) -> Vec<String> {
        let tasks = self.json("today").await;
        let tasks = tasks.as_array().unwrap().iter().filter(|task| task["kind"] == kind);
        let whose = |task: &Json| {
            let is_it = |number: &u8| task["reference"] == reference(*number).as_str();
            let firm = (1..=20).find(is_it).map(|number| format!("REF{number}"));
            let peer = || task["peer"].as_str().map(str::to_owned);
            firm.or_else(peer).unwrap_or_else(|| task.to_string())
        };
        tasks.map(whose).collect()
    }
}

fn starting(stages: &[String], with: &str) -> Vec<String> {
    stages.iter().filter(|stage| stage.starts_with(with)).cloned().collect()
}

#[tokio::test]
async fn a_firm_that_leaves_after_it_was_asked_is_told_and_one_that_was_not_is_not() {
    for (lines, state) in WAYS {
        let office = convoked().await;
        send(&office, "convocation-a1-REF3").await;

        office.all(lines).await;

        let cancelled = starting(&stages(&office).await, "cancelled");
        assert_eq!(cancelled, ["cancelled-a1-1-REF3 draft"], "{lines:?}");
        assert_eq!(office.waits("cancelled").await, ["REF3"], "{lines:?}");
        if state != "erased" {
            assert_eq!(office.cases.state(3).await, state, "{lines:?}");
            assert_eq!(office.cases.case(3).await["hearing"], Json::Null, "{lines:?}");
        }
        let event = event(&office, "cancelled-a1-1-REF3").await;
        let uid = format!("UID:a1-{}@bureau-des-pairs.invalid", reference(3));
        for line in
            ["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1", &uid, "DTSTART:20210617T084000Z"]
        {
            assert!(event.contains(&format!("{line}\r\n")), "{lines:?} {line} in {event}");
        }
        assert!(!event.contains("p2") && !event.contains("Dominique"), "{event}");
        assert_eq!(office.waits("cancelled").await, [""; 0], "{lines:?}");
        assert_eq!(office.json("journal verify").await["ok"], true, "{lines:?}");
    }
}

#[tokio::test]
async fn whoever_was_told_nothing_or_never_read_it_hears_nothing_of_leaving() {
    for (lines, state) in WAYS {
        let office = convoked().await;
        // Taken, and brought back before it went.
        office.act("outbox take convocation-a1-REF3").await;
        office.act("outbox sent convocation-a1-REF3").await;
        office.act("outbox returned convocation-a1-REF3 --reason boîte").await;

        office.all(lines).await;

        let stages = stages(&office).await;
        assert_eq!(starting(&stages, "cancelled"), [""; 0], "{lines:?} {state}");
        assert!(!office.waits("returned").await.contains(&"REF3".to_owned()), "{lines:?}");
    }
}

/// How the peer leaves.
#[tokio::test]
async fn a_peer_who_leaves_after_he_was_asked_is_told_and_nobody_else() {
    for lines in [
        &["hearings edit --from PANEL"][..],
        &["peers remove p2"],
        &["hearings cancel a1"],
        // Nobody is heard there any more, and so the newer plan does not hold it.
        &[
            "dates REF1 --cannot a1",
            "dates REF2 --cannot a1",
            "plan unlock REF1",
            "plan unlock REF2",
            "plan unlock REF3",
            "plan unlock REF4",
            "plan unlock REF5",
            "plan unlock REF6",
            "hearings hold a2 yes",
            "plan accept",
        ],
    ] {
        let office = convoked().await;
        send(&office, "convocation-a1-p2").await;

        office.all(lines).await;

        let cancelled = starting(&stages(&office).await, "cancelled");
        assert_eq!(cancelled, ["cancelled-a1-1-p2 draft"], "{lines:?}");
        assert_eq!(office.waits("cancelled").await, ["p2"], "{lines:?}");
        let event = event(&office, "cancelled-a1-1-p2").await;
        for line in [
            "METHOD:CANCEL",
            "STATUS:CANCELLED",
            "SEQUENCE:1",
            "UID:a1-p2@bureau-des-pairs.invalid",
        ] {
            assert!(event.contains(&format!("{line}\r\n")), "{lines:?} {line} in {event}");
        }
        assert!(!event.contains("BDP-") && !event.contains("Société"), "{event}");
        assert_eq!(office.waits("cancelled").await, [""; 0], "{lines:?}");
        assert_eq!(office.json("journal verify").await["ok"], true, "{lines:?}");
    }
}

#[tokio::test]
async fn a_peer_who_is_removed_sits_nowhere_and_only_an_unnamed_letter_is_left() {
    let office = convoked().await;
    send(&office, "convocation-a1-p2").await;

    office.act("peers remove p2").await;

    assert_eq!(office.json("hearings list").await[0]["panel"], json!(["p1", "p3"]));
    let told = send(&office, "cancelled-a1-1-p2").await;
    assert!(told.contains("Madame, Monsieur") && !told.contains("Dominique"), "{told}");
    assert!(told.contains("17\u{a0}juin 2021, de 9\u{a0}h\u{a0}00 à 14\u{a0}h\u{a0}05"), "{told}");
    let today = office.run("today").await.done().notes;
    assert!(!today.contains("le pair p2"), "{today}");
    let said = office.run("peers remove p2").await.failed();
    assert!(said.contains("aucun pair n'a l'identifiant « p2 »"), "{said}");
    // Another one of that name was told nothing.
    office.add("peers", &super::peer("p2")).await;
    let stages = stages(&office).await;
    assert!(!stages.iter().any(|letter| letter.ends_with("p2 sent")), "{stages:?}");
}

/// What a cancellation says, by what has happened.
#[tokio::test]
async fn a_cancellation_says_no_more_than_its_reader_may_know() {
    for (line, said) in [
        ("withdraw REF3 --verified callback", "Vous avez retiré votre candidature."),
        ("hearings cancel a1", "L’audition n’a pas lieu. Nous vous prions de nous en excuser."),
        ("recuse REF3 p2", ""),
        ("exclude REF3 p2", ""),
    ] {
        let office = convoked().await;
        send(&office, "convocation-a1-REF3").await;
        office.act(line).await;

        let told = send(&office, "cancelled-a1-1-REF3").await;

        let why = if said.is_empty() { String::new() } else { format!("{said}\n\n") };
        let expected = format!(
            "Bonjour Camille Durand3,\n\nLe Bureau des pairs ne vous attend plus le 17\u{a0}juin 2021, de \
             10\u{a0}h\u{a0}40 à 11\u{a0}h\u{a0}25\u{a0}: ce rendez-vous est annulé.\n\n{why}Si vous l’aviez noté \
             dans un agenda, vous pouvez l’effacer.\n\nLe Bureau des pairs\n"
        );
        assert!(told.ends_with(&expected), "{line}: {told}\n{expected}");
    }
}

/// Slot by slot, who leaves: nobody else is told anything.
#[tokio::test]
async fn a_firm_that_leaves_changes_no_letter_of_anybody_else() {
    for number in [1, 3, 6] {
        let office = convoked().await;
        for id in ["p1", "p3", "REF2", "REF4"] {
            send(&office, &format!("convocation-a1-{id}")).await;
        }
        let before = office.run("outbox show convocation-a1-p1").await.done().out;

        office.act(&format!("withdraw REF{number} --verified callback")).await;

        assert_eq!(starting(&stages(&office).await, "moved"), [""; 0], "{number}");
        // Nor does the plan that follows, whoever comes in.
        office.act("plan accept").await;
        assert_eq!(starting(&stages(&office).await, "moved"), [""; 0], "{number}");
        assert_eq!(office.run("outbox show convocation-a1-p1").await.done().out, before);
    }
}

#[tokio::test]
async fn who_was_heard_or_did_not_come_keeps_the_seat_and_is_not_taken_back() {
    let office = convoked().await;
    for id in ["REF1", "REF2", "REF3", "p1"] {
        send(&office, &format!("convocation-a1-{id}")).await;
    }
    office.act("attend REF1 present").await;
    office.act("attend REF2 absent").await;
    office.act("withdraw REF3 --verified callback").await;

    let plan = office.json("plan propose").await;

    assert_eq!(heard(&plan, "a1"), [1, 2, 7, 4, 5, 6]);
    // Whatever is known of them since.
    office.act("exclude REF1 p1").await;
    office.act("needs REF1 --set lsf").await;
    assert_eq!(heard(&office.json("plan propose").await, "a1"), [1, 2, 7, 4, 5, 6]);
    let done = office.json("plan accept").await;
    assert_eq!(done.as_array().unwrap().len(), 4, "{done}");
    let states: Vec<String> = office.places(7).await.into_iter().map(|(state, _)| state).collect();
    let expected =
        ["heard", "absent", "withdrawn", "scheduled", "scheduled", "scheduled", "scheduled"];
    assert_eq!(states, expected);
    let history = office.cases.case(1).await["history"].to_string();
    assert!(!history.contains("sans effet"), "{history}");
    // Decided anew, it waits for another date, and what it missed is not taken back.
    office.act("decide REF2 --as retained --by Marie").await;
    office.act("withdraw REF1 --verified callback").await;
    let cancelled = starting(&stages(&office).await, "cancelled");
    assert_eq!(cancelled, ["cancelled-a1-1-REF3 draft"]);
    assert_eq!(office.cases.case(2).await["hearing"], Json::Null);
}

#[tokio::test]
async fn a_peer_who_must_not_sit_comes_to_no_hearing_of_that_firm() {
    let office = convoked().await;
    office.act("exclude REF3 p4").await;
    let panel = changed(&hearing("a1", "2021-06-17"), "panel", json!(["p1", "p2", "p3", "p4"]));
    let file = office.file("panel.json", &panel.to_string());

    let said = office.run(&format!("hearings edit --from {file}")).await.failed();

    assert!(said.contains("le pair p4 ne doit pas siéger pour BDP-"), "{said}");
    assert_eq!(office.json("hearings list").await[0]["panel"], json!(["p1", "p2", "p3"]));
}
