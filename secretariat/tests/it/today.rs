//! What waits today, in the order of its urgency, and what is said at once.

use std::fs;

use serde_json::Value as Json;

use crate::{
    cases::{TestCases, firm, person},
    test_secretariat::reference,
};

/// The kinds that wait, each once, in the order in which they are told; with the applications, as numbers.
async fn waiting(office: &TestCases) -> Vec<(String, Vec<u8>)> {
    let out = office.run("today --format json").await.done().out;
    let tasks: Vec<Json> = serde_json::from_str(&out).unwrap();
    let mut waiting: Vec<(String, Vec<u8>)> = Vec::new();
    for task in tasks {
        let kind = task["kind"].as_str().unwrap().to_owned();
        let number = (1..=9).find(|number| task["reference"] == reference(*number).as_str());
        match waiting.last_mut() {
            Some((last, numbers)) if *last == kind => numbers.extend(number),
            _ => waiting.push((kind, number.into_iter().collect())),
        }
    }
    waiting
}

async fn of(office: &TestCases, kind: &str) -> Vec<u8> {
    let waiting = waiting(office).await.into_iter();
    waiting.filter(|(each, _)| each == kind).flat_map(|(_, numbers)| numbers).collect()
}

#[tokio::test]
async fn what_waits_is_told_in_the_order_of_its_urgency() {
    let office = TestCases::new();
    office.receive_as(1, &[("conflits", "Rival"), ("amenagement", "plain-pied")]).await;
    office
        .store(form_handler::record::contents::SealedContents { quarantine: true, ..firm(2, &[]) })
        .await;
    office.receive_as(3, &[("siren", "000000101")]).await;
    let mut soon = firm(4, &[]);
    soon.expires = "2021-07-01T10:00:00Z".parse::<jiff::Timestamp>().unwrap().as_second();
    office.store(soon).await;
    office.receive(5).await;
    for line in [
        "decide REF4 --as retained --by Marie",
        "access REF5 --verified no --out copie.json",
        "decide REF5 --as clarify --reason projet --by Marie",
        "note REF5 bilan --kind document --from A --on 2021-06-01 --destroy 2021-06-02",
    ] {
        office.act(line).await;
    }
    // Of two people, one leaves: the others are still listed.
    let gone = person("Paul", office.colleague(), office.colleague()) + "until = 2021-06-02\n";
    office.write_recipients(&[person("Marie", office.own(), office.own()), gone]);

    let kinds: Vec<_> = waiting(&office).await.into_iter().map(|(kind, _)| kind).collect();

    assert_eq!(
        kinds,
        [
            "read",
            "verify",
            "duplicates",
            "exclusions",
            "needs",
            "decide",
            "clarify",
            "announce",
            "request",
            "expires",
            "destroy",
            "backup",
            "rehearsal",
            "one_key",
        ]
    );
    let text = office.run("today").await.done().out;
    let titles: Vec<_> = text.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(titles.first(), Some(&"à lire (2)"), "{text}");
    assert_eq!(
        titles.last(),
        Some(&"moins de deux personnes présentes peuvent encore les ouvrir (5)")
    );
}

#[tokio::test]
async fn what_arrived_is_to_be_read_until_somebody_does_something_with_it() {
    for act in
        ["note REF1 appelée --kind call", "decide REF1 --as retained --by Marie", "recuse-me REF1"]
    {
        let office = TestCases::with_applications(2).await;
        assert_eq!(of(&office, "read").await, [1, 2]);

        office.act(act).await;

        assert_eq!(of(&office, "read").await, [2], "{act}");
    }
}

#[tokio::test]
async fn a_backup_and_a_try_that_were_never_made_are_told_at_once() {
    let office = TestCases::new();
    assert_eq!(waiting(&office).await, [], "nothing could be lost");
    office.receive(1).await;
    let upkeep = async || {
        let kinds = waiting(&office).await.into_iter().map(|(kind, _)| kind);
        kinds.filter(|kind| ["backup", "rehearsal"].contains(&kind.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(upkeep().await, ["backup", "rehearsal"]);
    assert!(office.run("today").await.done().out.contains("jamais encore depuis cet ordinateur"));

    let out = office.secretariat.path("all.age");
    office.act(&format!("backup --out {} --dry-run", out.display())).await;
    office.act("keys rehearse --dry-run").await;
    assert_eq!(upkeep().await, ["backup", "rehearsal"], "a try of nothing is none");
    office.act(&format!("backup --out {}", out.display())).await;
    assert_eq!(upkeep().await, ["rehearsal"]);
    office.act("keys rehearse").await;
    assert_eq!(upkeep().await, [""; 0]);
}

/// The people of a list; a person is made of a name, and of whether the key is the one in use.
type List = fn(&dyn Fn(&str, bool) -> String) -> Vec<String>;

#[tokio::test]
async fn what_fewer_than_two_present_people_open_is_told_whatever_else_is_wrong() {
    let marie = |office: &TestCases| person("Marie", office.own(), office.own());
    let paul = |office: &TestCases| person("Paul", office.colleague(), office.colleague());
    let lists: [(&str, List, bool); 7] = [
        ("both", |who| vec![who("Marie", true), who("Paul", false)], false),
        (
            "one left",
            |who| vec![who("Marie", true), who("Paul", false) + "until = 2021-06-02\n"],
            true,
        ),
        (
            "one leaves later",
            |who| vec![who("Marie", true), who("Paul", false) + "until = 2021-06-03\n"],
            false,
        ),
        ("one is listed", |who| vec![who("Marie", true)], true),
        (
            "all left",
            |who| {
                vec![
                    who("Marie", true) + "until = 2021-06-01\n",
                    who("Paul", false) + "until = 2021-06-02\n",
                ]
            },
            true,
        ),
        (
            "two keys of one person",
            |who| vec![who("Marie", true), who("Paul", false).replace("Paul", "Marie")],
            true,
        ),
        ("nobody is listed", |_| Vec::new(), false),
    ];
    for (name, list, is_told) in lists {
        for restricted in [false, true] {
            let office = TestCases::with_applications(1).await;
            if restricted {
                office.act("restrict REF1 --verified email").await;
            }
            let (own, other) = (marie(&office), paul(&office));
            let tables = list(&|_, is_own| if is_own { own.clone() } else { other.clone() });
            office.write_recipients(&tables);

            let ran = office.run("today").await.unless_failed().unwrap();

            let told =
                ran.out.contains("moins de deux personnes présentes peuvent encore les ouvrir (1)");
            assert_eq!(told, is_told, "{name}, restricted: {restricted}\n{}", ran.out);
        }
    }
    let office = TestCases::with_applications(1).await;
    fs::remove_file(office.secretariat.path("content/recipients.toml")).unwrap();
    assert_eq!(of(&office, "one_key").await, [0u8; 0], "nobody knows who is left");
}
