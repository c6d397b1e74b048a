//! Two hearings from the first decision to the last letter, as MODE-D-EMPLOI.md has it: fourteen firms, six peers with
//! conflicts, a firm that cancels. After every step every firm is where it must be, in a database, with `STORES=all` in a table too.

use std::fs;

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::{At, hearings};
use crate::{
    cases::{TestCases, firm},
    dynamodb_local::Table,
    test_secretariat::{content, reference},
};

const SECTORS: [&str; 4] = ["industrie", "commerce", "numerique", "conseil"];

/// The stores, and what is true of each firm in all of them.
struct Walk<'a> {
    stores: Vec<At<'a>>,
    states: Vec<&'static str>,
}

impl Walk<'_> {
    /// Types these lines, and finds these firms there, and all others where they were.
    fn step(&mut self, lines: &[String], moved: &[(u8, &'static str)]) {
        for store in &self.stores {
            for line in lines {
                store.done(line);
            }
        }
        for (number, state) in moved {
            self.states[usize::from(*number) - 1] = state;
        }
        for store in &self.stores {
            let listed: Vec<Json> =
                serde_json::from_str(&store.done("list --format json")).unwrap();
            let found = (1..=14).map(|number| {
                let is_it = |case: &&Json| case["reference"] == reference(number).as_str();
                listed.iter().find(is_it).map_or("-", |case| case["state"].as_str().unwrap())
            });
            assert_eq!(found.collect::<Vec<_>>(), self.states, "{}: {lines:?}", store.machine);
        }
    }

    fn act(&mut self, line: &str, moved: &[(u8, &'static str)]) {
        self.step(&[line.to_owned()], moved);
    }

    /// What all say alike.
    fn json(&self, line: &str) -> Json {
        self.alike(line, |store| store.answer(&format!("{line} --format json")))
    }

    fn alike<T: PartialEq + std::fmt::Debug>(&self, line: &str, said: impl Fn(&At) -> T) -> T {
        let mut all = self.stores.iter().map(said);
        let one = all.next().expect("there is a store");
        all.for_each(|other| assert_eq!(one, other, "{line}"));
        one
    }

    /// Takes and sends all letters of that kind which nobody has taken; what each says, by its id.
    fn send_all(&mut self, kind: &str, moved: &[(u8, &'static str)]) -> Vec<(String, String)> {
        let letters = self.json("outbox list");
        let drafts = letters.as_array().unwrap().iter().filter(|letter| letter["state"] == "draft");
        let ids = drafts.map(|letter| letter["id"].as_str().unwrap().to_owned());
        let ids: Vec<String> = ids.filter(|id| id.starts_with(kind)).collect();
        let mut said = Vec::new();
        for id in &ids {
            said.push((id.clone(), self.alike(id, |it| it.done(&format!("outbox take {id}")))));
        }
        self.step(&ids.iter().map(|id| format!("outbox sent {id}")).collect::<Vec<_>>(), moved);
        said
    }

    /// Who waits for that, by the number of the firm or the id of the peer.
    fn waits(&self, kind: &str) -> Vec<String> {
        let tasks = self.json("today");
        let tasks = tasks.as_array().unwrap().iter().filter(|task| task["kind"] == kind);
        let whose = |task: &Json| {
            let is_it = |number: &u8| task["reference"] == reference(*number).as_str();
            let firm = (1..=14).find(is_it).map(|number| number.to_string());
            firm.or(task["peer"].as_str().map(str::to_owned)).unwrap_or_default()
        };
        tasks.map(whose).collect()
    }

    /// Who is heard at a hearing, in the order of the slots.
    fn heard_at(&self, hearing: &str) -> Vec<u8> {
        let listed = self.json("list");
        let places =
            listed.as_array().unwrap().iter().filter(|case| case["hearing"]["id"] == hearing);
        let number = |case: &Json| {
            (1..=14).find(|number| case["reference"] == reference(*number).as_str()).unwrap()
        };
        let mut places: Vec<_> =
            places.map(|case| (case["hearing"]["slot"].as_u64().unwrap(), number(case))).collect();
        places.sort_unstable();
        places.into_iter().map(|(_, number)| number).collect()
    }
}

async fn received() -> TestCases {
    let cases = TestCases::new();
    for number in 1..=14 {
        // The two that wait are of sectors of their own: the older of them fits wherever anybody leaves.
        let sector = if number > 12 { "autre" } else { SECTORS[usize::from(number % 4)] };
        let mut answers = vec![("secteur", sector)];
        answers.extend(match number {
            2 => Some(("conflits", "Dominique p1, un concurrent")),
            4 => Some(("amenagement", "Je suis en fauteuil roulant")),
            5 => Some(("conflits", "Personne que je connaisse")),
            _ => None,
        });
        let mut contents = firm(number, &answers);
        contents.expires = "2199-01-01T00:00:00Z".parse::<Timestamp>().unwrap().as_second();
        cases.store(contents).await;
    }
    let folder = |name: &str| cases.secretariat.path(name);
    fs::create_dir(folder("content/data")).unwrap();
    fs::copy(content().join("data/hearings.toml"), folder("content/data/hearings.toml")).unwrap();
    let write = |name: &str, json: Json| fs::write(folder(name), json.to_string()).unwrap();
    let peers = (1..=6).map(|number| hearings::peer(&format!("p{number}")));
    write("peers.json", peers.collect());
    let hearing = |id: &str, day: &str, panel: [&str; 4]| {
        hearings::changed(&hearings::hearing(id, day), "panel", json!(panel))
    };
    let one = hearing("a1", "2098-06-17", ["p1", "p2", "p3", "p4"]);
    let other = hearing("a2", "2098-07-01", ["p3", "p4", "p5", "p6"]);
    write("hearings.json", json!([one, other]));
    write("later.json", hearings::changed(&other, "starts", json!("2098-07-01T10:00")));
    for (name, present, recused) in [
        ("opinion.json", json!(["p1", "p2", "p3"]), json!([])),
        ("opinion-6.json", json!(["p1", "p2", "p4"]), json!(["p3"])),
    ] {
        let text = "Commencez par un atelier plus petit, puis regardez si les commandes suivent.";
        write(
            name,
            json!({
                "present": present, "recused": recused, "asked": "Faut-il ouvrir un atelier ?",
                "opinion": "adapte", "text": text, "networks": ["Digital 113"],
                "next": null, "oral_on": null, "approved_by": ["Dominique p1"],
            }),
        );
    }
    cases
}

#[expect(clippy::disallowed_methods, reason = "tests/run --full asks for each store")]
fn on_each_store() -> bool {
    std::env::var("STORES").is_ok_and(|stores| stores == "all")
}

#[tokio::test]
async fn two_hearings_are_planned_convened_held_and_answered() {
    let cases = received().await;
    let at = |machine, store| {
        cases.secretariat.write_identity(&format!("{machine}/identity.txt"), cases.own());
        At { cases: &cases, store, machine }
    };
    let database = at("database", "sqlite:../applications.db".to_owned());
    let mut stores = vec![database];
    if on_each_store() {
        let table = Table::new().await;
        let table = at("table", format!("dynamodb:{}", table.name));
        stores[0].copy_to(&[&table]);
        stores.push(table);
    }
    let mut walk = Walk { stores, states: vec!["received"; 14] };

    // Décider, et annoncer.
    let all: Vec<String> = (1..=14).map(|number| format!("REF{number}")).collect();
    let everybody: Vec<(u8, &str)> = (1..=14).map(|number| (number, "retained")).collect();
    walk.act(&format!("decide {} --as retained --by Marie", all.join(" ")), &everybody);
    assert_eq!(walk.waits("announce").len(), 14);
    assert_eq!(walk.waits("exclusions"), ["2", "5"]);
    assert_eq!(walk.waits("needs"), ["4"]);

    // Les pairs, les dates, ce qui reste à traiter.
    walk.act("peers add --from ../peers.json", &[]);
    walk.act("hearings add --from ../hearings.json", &[]);
    walk.act("exclude REF2 p1", &[]);
    walk.act("exclude REF5 none", &[]);
    walk.act("needs REF4 --set plain_pied", &[]);
    walk.act("recuse REF6 p3", &[]);
    walk.act("dates REF1 --cannot a2", &[]);
    assert_eq!(walk.waits("arrange"), ["4"]);
    assert_eq!(walk.waits("exclusions"), [""; 0]);

    // Le plan : les douze plus anciennes, chacune où elle peut passer.
    let placed: Vec<(u8, &str)> = (1..=12).map(|number| (number, "scheduled")).collect();
    walk.act("plan accept", &placed);
    let (first, second) = (walk.heard_at("a1"), walk.heard_at("a2"));
    assert_eq!((first.len(), second.len()), (6, 6));
    assert!(
        first.contains(&1) && !first.contains(&2) && second.contains(&2),
        "{first:?} {second:?}"
    );
    walk.act("needs REF4 --arranged", &[]);
    assert_eq!(walk.waits("arrange"), [""; 0]);

    // Convoquer : un courrier par entreprise et par pair, et rien avant.
    assert_eq!(walk.waits("convene").len(), 12);
    for hearing in ["a1", "a2"] {
        walk.act(&format!("convoke {hearing}"), &[]);
    }
    let told = walk.send_all("convocation", &[]);
    assert_eq!(told.len(), 12 + 8);
    for (id, text) in &told {
        assert_eq!(text.contains("Société"), id.contains("BDP-"), "{id}: {text}");
        assert_eq!(text.contains("Dominique"), !id.contains("BDP-"), "{id}: {text}");
    }
    assert_eq!(walk.waits("convene"), [""; 0]);
    assert_eq!(walk.waits("no_answer").len(), 12 + 8);
    let firms = first.iter().chain(&second).map(|number| format!("answer REF{number} yes"));
    let peers = [("a1", "p1"), ("a1", "p2"), ("a2", "p5")];
    let peers = peers.map(|(hearing, peer)| format!("answer {hearing} --peer {peer} yes"));
    walk.step(&firms.chain(peers).collect::<Vec<_>>(), &[]);
    assert_eq!(walk.waits("no_answer"), ["p3", "p3", "p4", "p4", "p6"]);

    // Une entreprise annule : elle seule et sa remplaçante l'apprennent.
    let gone = first[2];
    walk.act(&format!("withdraw REF{gone} --verified callback"), &[(gone, "withdrawn")]);
    assert_eq!(walk.waits("cancelled"), [gone.to_string()]);
    walk.act("plan accept", &[(13, "scheduled")]);
    let mut replaced = first.clone();
    replaced[2] = 13;
    assert_eq!((walk.heard_at("a1"), walk.heard_at("a2")), (replaced.clone(), second.clone()));
    assert_eq!(walk.waits("moved"), [""; 0]);
    let told = walk.send_all("cancelled", &[]);
    assert!(
        told.len() == 1 && told[0].1.contains("Vous avez retiré votre candidature."),
        "{told:?}"
    );
    let told = walk.send_all("convocation", &[]);
    assert!(told.len() == 1 && told[0].1.contains("Société 13"), "{told:?}");

    // L'autre audition change d'heure : on le dit à ceux qui y sont attendus, et ils répondent de nouveau.
    walk.act("hearings edit --from ../later.json", &[]);
    assert_eq!(walk.waits("moved").len(), 6 + 4);
    assert_eq!(walk.send_all("moved", &[]).len(), 6 + 4);
    assert_eq!(
        walk.waits("no_answer").len(),
        6 + 4 + 1 + 2,
        "that firm 13, and p3 and p4 at a1, too"
    );

    // Les dossiers : p3 se retire pour l'entreprise 6, et n'en lit rien.
    let packs = ["p1", "p2", "p3", "p4"];
    walk.step(&packs.map(|peer| format!("pack a1 --peer {peer} --out {peer}.html")), &[]);
    for store in &walk.stores {
        let pack = |peer: &str| {
            let path = cases.secretariat.path(store.machine).join(format!("{peer}.html"));
            fs::read_to_string(path).unwrap()
        };
        let is_first = replaced.contains(&6);
        assert_eq!(pack("p3").contains("Déport"), is_first, "{}", store.machine);
        assert_eq!(pack("p1").matches("Société 13").count(), 2, "{}", store.machine);
        assert!(!pack("p1").contains(&format!("Société {gone}<")), "{}", store.machine);
    }
    for step in ["handed", "returned", "destroyed"] {
        let copies = (1..=4).map(|copy| format!("pack a1 --copy {copy} --step {step}"));
        walk.step(&copies.collect::<Vec<_>>(), &[]);
    }

    // Le jour même, et après.
    let (absent, came) = replaced.split_last().unwrap();
    for number in came {
        walk.act(&format!("attend REF{number} present"), &[(*number, "heard")]);
    }
    walk.act(&format!("attend REF{absent} absent"), &[(*absent, "absent")]);
    assert_eq!(walk.waits("opinion").len(), 5);
    let written = came.iter().map(|number| {
        let file = if *number == 6 { "opinion-6" } else { "opinion" };
        format!("opinion REF{number} --from ../{file}.json")
    });
    walk.step(&written.collect::<Vec<_>>(), &[]);
    assert_eq!(walk.waits("send_opinion").len(), 5);
    let advised: Vec<(u8, &str)> = came.iter().map(|number| (*number, "advised")).collect();
    let told = walk.send_all("opinion", &advised);
    for (id, text) in &told {
        let end = "Un avis de pairs n’est ni une expertise ni un conseil juridique. La décision reste la vôtre.\n\n\
                   Le Bureau des pairs\n";
        assert!(text.ends_with(end) && !text.contains("Dominique"), "{id}: {text}");
    }
    let back = came[0];
    walk.act(
        &format!("outbox returned opinion-REF{back} --reason \"adresse inconnue\""),
        &[(back, "heard")],
    );
    walk.act(&format!("outbox take opinion-REF{back}"), &[]);
    walk.act(&format!("outbox sent opinion-REF{back}"), &[(back, "advised")]);
    // Qui n'est pas venue attend une autre date, et personne n'est déplacé.
    walk.act(&format!("decide REF{absent} --as retained --by Marie"), &[(*absent, "retained")]);
    assert_eq!(walk.heard_at("a2"), second);
    assert_eq!(walk.waits("cancelled"), [""; 0]);
    for store in &walk.stores {
        store.done("journal verify");
    }
}
