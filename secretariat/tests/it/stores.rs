//! The same acts, typed to the real program, on each of the three stores: a database, a table on AWS, a site.

use std::fs;

use jiff::Timestamp;
use serde_json::Value as Json;

use crate::{
    cases::{TestCases, firm, split},
    dynamodb_local::{Table, port},
    hearings,
    program::{command, said},
    test_secretariat::{content, reference},
    test_site::{TestSite, sealed},
};

mod walk;

/// What is typed, and where the application that it names first stands afterwards, or of which type an act is that names
/// none; `!` before what is refused, and then what is said.
const ACTS: [(&str, &str); 37] = [
    ("note REF1 \"a rappelé\" --kind call", "received"),
    ("! note REF1 bilan --kind document", "il manque à cette note : le jour de l'arrivée"),
    ("note REF1 bilan --kind document --from A --on 2021-06-01 --destroy 2022-06-01", "received"),
    ("! decide REF1 --as retained --by Marie --on 2001-01-01", "avant l'arrivée"),
    ("! replace REF3 --by REF1", "ne sont pas de la même entreprise"),
    ("decide REF1 --as clarify --reason projet --by Marie", "clarify"),
    ("! decide REF1 --as clarify --reason projet --by Marie", "est à préciser"),
    ("decide REF1 REF2 --as retained --by Marie --by Paul", "retained"),
    ("! decide REF1 REF3 --as declined --reason hors_cadre --by Marie", "est retenue"),
    ("undo REF1 --reason erreur", "clarify"),
    ("amend REF1 --set effectif=46 --verified callback", "clarify"),
    ("restrict REF1 --verified no", "clarify"),
    ("restrict REF1 --verified email", "clarify"),
    ("lift REF1 --verified email", "clarify"),
    ("object REF1 --verified letter", "clarify"),
    ("access REF1 --verified callback --out copie.json", "clarify"),
    ("withdraw REF1 --verified callback", "withdrawn"),
    ("undo REF1 --reason erreur", "clarify"),
    ("replace REF3 --by REF2", "replaced"),
    ("undo REF3 --reason erreur", "received"),
    ("recuse-me REF3", "received"),
    ("! decide REF3 --as retained --by Marie", "vous vous êtes déporté"),
    ("erase REF2 --reason request --verified letter --out attestation.json", "erased"),
    ("! note REF2 texte", "effacée"),
    ("peers add --from ../peers.json", "peer"),
    ("hearings add --from ../hearings.json", "hearing"),
    ("decide REF1 --as undecided --by Marie", "received"),
    ("decide REF1 --as retained --by Marie", "retained"),
    ("! exclude REF1 p9", "aucun pair n'a l'identifiant"),
    ("exclude REF1 none", "retained"),
    ("needs REF1 --set plain_pied", "retained"),
    ("plan accept", "scheduled"),
    ("plan unlock REF1", "scheduled"),
    // Three sit, and three must.
    ("recuse REF1 p1", "retained"),
    ("hearings hold a1 no", "hearing"),
    ("hearings cancel a1", "hearing_cancelled"),
    ("peers remove p3", "peer_removed"),
];

/// What is asked in the end, and answered alike by all of them.
const QUESTIONS: [&str; 10] = [
    "list --format json",
    "list --state erased,clarify --format json",
    "show REF1 --format json --history",
    "show REF2 --format json --history",
    "today --format json",
    "journal list --format json",
    "keys who --format json",
    "peers list --format json",
    "hearings list --format json",
    "plan propose --format json",
];

/// A store, as `--store` names it, and a folder of what one machine keeps.
struct At<'a> {
    cases: &'a TestCases,
    store: String,
    machine: &'static str,
}

impl At<'_> {
    fn run(&self, line: &str) -> (Option<i32>, String, String) {
        let folder = self.cases.secretariat.path(self.machine);
        let mut words = split(line);
        for number in (1..=14).rev() {
            for word in &mut words {
                *word = word.replace(&format!("REF{number}"), reference(number).as_str());
            }
        }
        // Every machine has its own notes of what it has seen.
        let mut more = format!("--identity identity.txt --store {}", self.store);
        if !line.starts_with("restore") {
            more += " --content ../content";
        }
        let output = command(&folder, "")
            .args(words)
            .args(more.split(' '))
            .env("AWS_REGION", "eu-west-3")
            .env("AWS_ACCESS_KEY_ID", "local")
            .env("AWS_SECRET_ACCESS_KEY", "local")
            .env("AWS_ENDPOINT_URL_DYNAMODB", format!("http://127.0.0.1:{}", port()))
            .output()
            .unwrap();
        (output.status.code(), said(&output.stdout), said(&output.stderr))
    }

    #[track_caller]
    fn done(&self, line: &str) -> String {
        let (code, out, notes) = self.run(line);
        assert_eq!(code, Some(0), "{}: {line}\n{out}\n{notes}", self.machine);
        out
    }

    #[track_caller]
    fn act(&self, act: &str, expected: &str) {
        if let Some(refused) = act.strip_prefix("! ") {
            let (code, out, notes) = self.run(refused);
            assert_eq!((code, &*out), (Some(1), ""), "{}: {act}\n{notes}", self.machine);
            assert!(notes.contains(expected), "{}: {act}\n{notes}", self.machine);
        } else {
            let out = self.done(&format!("{act} --format json"));
            let done: Json = serde_json::from_str(&out).unwrap();
            // An erasure gives its certificate.
            let what = done[0]["to"].as_str().or(done[0]["type"].as_str());
            let to = what.unwrap_or("erased");
            assert_eq!(to, expected, "{}: {act}\n{out}", self.machine);
        }
    }

    /// A backup brings to each what this one has.
    fn copy_to(&self, others: &[&Self]) {
        self.done("backup --out all.age");
        for store in others {
            store.done(&format!("restore ../{}/all.age --erased none", self.machine));
            store.done("backup --out all.age");
        }
    }

    /// What it answers, without what no two stores have alike: minutes, and what is drawn at random.
    fn answer(&self, line: &str) -> Json {
        let mut answer = serde_json::from_str(&self.done(line)).unwrap();
        without_time(&mut answer);
        answer
    }
}

fn without_time(json: &mut Json) {
    match json {
        Json::Object(members) => {
            for name in ["at", "hash", "body", "taken_at", "sent_at"] {
                members.remove(name);
            }
            members.values_mut().for_each(without_time);
        }
        Json::Array(items) => items.iter_mut().for_each(without_time),
        _ => {}
    }
}

/// Three applications that the real clock has not deleted, in a database.
async fn received() -> TestCases {
    let cases = TestCases::new();
    // The third firm has sent twice.
    for (number, changed) in [(1, &[][..]), (2, &[]), (3, &[("siren", "000000102")])] {
        let mut contents = firm(number, changed);
        contents.expires = "2199-01-01T00:00:00Z".parse::<Timestamp>().unwrap().as_second();
        cases.store(contents).await;
    }
    let folder = |name: &str| cases.secretariat.path(name);
    fs::create_dir(folder("content/data")).unwrap();
    fs::copy(content().join("data/hearings.toml"), folder("content/data/hearings.toml")).unwrap();
    let peers = ["p1", "p2", "p3"].map(hearings::peer);
    fs::write(folder("peers.json"), Json::from(peers.to_vec()).to_string()).unwrap();
    // By the real clock it is to come; what is locked there is heard, however few they are.
    let locked = serde_json::json!({ reference(1).as_str(): 1 });
    let hearing = hearings::changed(&hearings::hearing("a1", "2098-06-17"), "locked", locked);
    fs::write(folder("hearings.json"), hearing.to_string()).unwrap();
    cases
}

#[tokio::test]
async fn every_act_does_in_every_store_what_it_does_in_the_others() {
    let cases = received().await;
    let (table, site) =
        (Table::new().await, TestSite::start(cases.secretariat.database("site.db")));
    let access = cases.secretariat.path("office-marie.age");
    fs::write(&access, sealed(cases.own(), &site.access())).unwrap();
    let at = |machine, store| {
        cases.secretariat.write_identity(&format!("{machine}/identity.txt"), cases.own());
        At { cases: &cases, store, machine }
    };
    let database = at("database", "sqlite:../applications.db".to_owned());
    let stores =
        [at("table", format!("dynamodb:{}", table.name)), at("site", access.display().to_string())];
    let [table, site] = stores;
    database.copy_to(&[&table, &site]);
    let stores = [database, table, site];

    for (act, expected) in ACTS {
        for store in &stores {
            store.act(act, expected);
        }
    }

    for question in QUESTIONS {
        let [expected, others @ ..] = stores.each_ref().map(|store| store.answer(question));
        for (other, store) in others.iter().zip(&stores[1..]) {
            assert_eq!(*other, expected, "{}: {question}", store.machine);
        }
    }
    for store in &stores {
        store.done("journal verify");
        let copy = cases.secretariat.path(store.machine).join("copie.json");
        assert!(fs::read_to_string(copy).unwrap().contains("a rappelé"), "{}", store.machine);
    }
}

#[tokio::test]
async fn a_table_of_an_earlier_release_is_backed_up_without_a_journal() {
    let cases = received().await;
    let table = Table::new().await;
    for machine in ["database", "table"] {
        cases.secretariat.write_identity(&format!("{machine}/identity.txt"), cases.own());
    }
    let database =
        At { cases: &cases, store: "sqlite:../applications.db".to_owned(), machine: "database" };
    let store = At { cases: &cases, store: format!("dynamodb:{}", table.name), machine: "table" };
    database.done("backup --out all.age");
    store.done("restore ../database/all.age --erased none");
    let journal = crate::dynamodb_local::journal(&table.name);
    table.client.delete_table().table_name(journal).send().await.unwrap();

    store.done("backup --out old.age");
    let (code, out, notes) = store.run("reseal --dry-run --format json");

    let listed: Json = serde_json::from_str(&store.done("list --format json")).unwrap();
    assert_eq!(listed.as_array().unwrap().len(), 3);
    assert_eq!(code, Some(0), "{out}{notes}");
}
