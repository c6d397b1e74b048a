//! What changes is asked anew: a "yes" was said to one date, one hour, one place.

use serde_json::{Value as Json, json};

use super::{
    TestHearings, changed,
    convocations::{convoked, event, send, stages},
    hearing,
    plans::seven_firms,
};

impl TestHearings {
    async fn edit(&self, hearing: &Json) {
        let file = self.file("edited.json", &hearing.to_string());
        self.act(&format!("hearings edit --from {file}")).await;
    }

    async fn answer_of(&self, number: u8) -> Json {
        self.cases.case(number).await["hearing"]["answer"].clone()
    }
}

/// A change of the hearing, and whose answers it takes back: the first firm's, the last one's, the peer's.
#[tokio::test]
async fn an_answer_counts_for_what_was_asked_and_for_nothing_else() {
    let a1 = hearing("a1", "2021-06-17");
    for (what, edited, first, last, peer) in [
        ("nothing", a1.clone(), false, false, false),
        ("day", hearing("a1", "2021-06-18"), true, true, true),
        ("hour", changed(&a1, "starts", json!("2021-06-17T10:00")), true, true, true),
        ("place", changed(&a1, "place", json!("Ailleurs")), true, true, true),
        ("gap", changed(&a1, "gap_minutes", json!(10)), false, true, true),
        ("room", changed(&a1, "access", json!([])), false, false, false),
        ("hold", changed(&a1, "hold", json!("yes")), false, false, false),
    ] {
        let office = convoked().await;
        for id in ["REF1", "REF6", "p1"] {
            send(&office, &format!("convocation-a1-{id}")).await;
        }
        for line in ["answer REF1 yes", "answer REF6 yes", "answer a1 --peer p1 yes"] {
            office.act(line).await;
        }

        office.edit(&edited).await;

        let left = |is_anew: bool| if is_anew { Json::Null } else { json!("yes") };
        assert_eq!(office.answer_of(1).await, left(first), "{what}");
        assert_eq!(office.answer_of(6).await, left(last), "{what}");
        let told = |id: &str, is_anew: bool| is_anew.then(|| id.to_owned());
        let expected: Vec<String> = [told("REF1", first), told("REF6", last), told("p1", peer)]
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(office.waits("moved").await, expected, "{what}");
        assert_eq!(office.waits("no_answer").await, [""; 0], "nobody was asked anew yet: {what}");
        // Back where it was, what was told in between is asked again all the same.
        if first {
            send(&office, "moved-a1-1-REF1").await;
            assert_eq!(office.waits("no_answer").await, ["REF1"], "{what}");
            office.act("answer REF1 yes").await;
            assert_eq!(office.answer_of(1).await, "yes", "{what}");
            office.edit(&a1).await;
            assert_eq!(office.answer_of(1).await, Json::Null, "{what}");
            assert_eq!(office.waits("moved").await[0], "REF1", "{what}");
        }
    }
}

#[tokio::test]
async fn a_longer_hearing_is_told_to_its_peers_and_a_shorter_one_is_not() {
    let office = seven_firms().await;
    office.act("hearings hold a2 no").await;
    for firm in [6, 7] {
        office.act(&format!("dates REF{firm} --cannot a1")).await;
    }
    office.act("plan accept").await;
    office.act("convoke a1").await;
    let told = send(&office, "convocation-a1-p1").await;
    assert!(told.contains("de 9\u{a0}h\u{a0}00 à 13\u{a0}h\u{a0}15"), "{told}");
    office.act("answer a1 --peer p1 yes").await;
    office.act("dates REF6").await;

    office.act("plan accept").await;

    assert_eq!(office.waits("moved").await, ["p1"]);
    let told = send(&office, "moved-a1-1-p1").await;
    assert!(told.contains("de 9\u{a0}h\u{a0}00 à 14\u{a0}h\u{a0}05"), "{told}");
    assert!(told.contains("une réponse que vous auriez déjà donnée ne compte plus"), "{told}");
    assert_eq!(office.waits("no_answer").await, ["p1"]);
}

/// A link that changes is told; one that a peer needs no more is not.
#[tokio::test]
async fn a_peer_gets_the_links_of_the_slots_that_he_attends() {
    let office = seven_firms().await;
    let links = |of: &str| (1..=6).map(|n| format!("https://{of}.example/{n}")).collect::<Vec<_>>();
    let by_video = |of: &str| {
        let mut a1 = changed(&hearing("a1", "2021-06-17"), "video", json!(links(of)));
        a1["panel"] = json!(["p1", "p2", "p3", "p4"]);
        a1.as_object_mut().unwrap().remove("place");
        a1
    };
    office.edit(&by_video("video")).await;
    office.act("recuse REF2 p1").await;
    office.act("plan accept").await;
    office.act("convoke a1").await;

    let all = send(&office, "convocation-a1-p2").await;
    let told = send(&office, "convocation-a1-p1").await;
    send(&office, "convocation-a1-REF3").await;

    for (n, time) in (1..).zip(["9 h 00", "9 h 50", "10 h 40", "11 h 40", "12 h 30", "13 h 20"]) {
        let line = format!("- {time} : https://video.example/{n}").replace(' ', "\u{a0}");
        let plain = |text: &str| text.replace(' ', "\u{a0}");
        assert!(plain(&all).contains(&line), "{line} in {all}");
        let at = plan_slot(&office, 2).await;
        assert_eq!(plain(&told).contains(&line), n != at, "{line} in {told}");
    }
    // Who leaves later needs a link less: nobody is moved.
    office.act("recuse REF4 p2").await;
    assert_eq!(office.waits("moved").await, [""; 0]);
    office.edit(&by_video("autre")).await;
    assert_eq!(office.waits("moved").await.len(), 3);
    let event = event(&office, "moved-a1-1-REF3").await;
    assert!(event.contains("SEQUENCE:1\r\n") && !event.contains("example/"), "{event}");
    assert!(stages(&office).await.contains(&"moved-a1-1-p2 draft".to_owned()));
}

async fn plan_slot(office: &TestHearings, number: u8) -> u64 {
    office.cases.case(number).await["hearing"]["slot"].as_u64().unwrap()
}

/// Set, it is a task; arranged, it is none; on another day, it is one again.
#[tokio::test]
async fn what_a_hearing_needs_is_arranged_for_its_day() {
    let office = seven_firms().await;
    office.act("needs REF1 --set plain_pied").await;
    office.act("needs REF2 --set=").await;
    let text = office.run("today").await.done().out;
    assert!(text.contains("aménagement à organiser (1)"), "{text}");
    assert_eq!(office.waits("arrange").await, ["REF1"]);
    for (line, said) in [
        ("needs REF1 --arranged", "n'a pas de place dans le plan accepté"),
        ("needs REF2 --arranged", "ne demande rien à prévoir"),
    ] {
        let refused = office.run(line).await.failed();
        assert!(refused.contains(said), "{refused}");
    }
    office.act("plan accept").await;
    assert_eq!(office.waits("arrange").await, ["REF1"]);

    for (line, waits) in [
        ("needs REF1 --arranged", false),
        ("needs REF1 --set plain_pied", true),
        ("needs REF1 --arranged", false),
        ("hearings edit --from LATER", true),
        ("needs REF1 --arranged", false),
        ("withdraw REF1 --verified callback", false),
    ] {
        let later = office.file("later.json", &hearing("a1", "2021-06-18").to_string());
        office.act(&line.replace("LATER", &later)).await;
        assert_eq!(!office.waits("arrange").await.is_empty(), waits, "{line}");
    }
}
