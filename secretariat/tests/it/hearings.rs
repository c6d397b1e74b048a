//! Peers, hearings and plans, from outside: acts typed as commands.

use std::{fs, sync::OnceLock};

use serde_json::{Value as Json, json};

use crate::{
    cases::TestCases,
    kept::{Kept, kept},
    test_secretariat::{Ran, content},
};

pub mod held;
mod roster;
mod treat;
mod conflicts;
pub mod plans;
mod accepted;
mod convocations;
mod leaving;
mod taken;
mod anew;

/// An office with hearings to prepare.
pub struct TestHearings {
    pub cases: TestCases,
}

impl TestHearings {
    /// So many retained applications of as many firms, peers `p1` to `p4`, and no hearing.
    pub async fn with_firms(count: u8) -> Self {
        Self::of(TestCases::with_applications(count).await, count).await
    }

    /// The same with applications that were received before, numbered from 1.
    pub async fn of(cases: TestCases, count: u8) -> Self {
        let hearings = Self { cases };
        let [from, to] = [content(), hearings.cases.secretariat.path("content")]
            .map(|folder| folder.join("data/hearings.toml"));
        fs::create_dir(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
        let references: Vec<String> = (1..=count).map(|number| format!("REF{number}")).collect();
        if count > 0 {
            let references = references.join(" ");
            hearings.act(&format!("decide {references} --as retained --by Marie")).await;
        }
        let peers = (1..=4).map(|number| peer(&format!("p{number}"))).collect::<Vec<_>>();
        hearings.add("peers", &json!(peers)).await;
        hearings
    }

    /// What many tests begin with.
    pub async fn kept(as_made: &OnceLock<Kept>, make: impl AsyncFnOnce() -> Self) -> Self {
        let secretariat = kept(as_made, async || make().await.cases.secretariat).await;
        Self { cases: TestCases { secretariat } }
    }

    /// A file of that text; its path.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.cases.secretariat.path(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    pub async fn run(&self, line: &str) -> Ran {
        // A command holds much while it waits.
        Box::pin(self.cases.run(line)).await
    }

    pub async fn act(&self, line: &str) {
        let _ = self.run(line).await.done();
    }

    /// Adds peers or hearings.
    pub async fn add(&self, what: &str, entries: &Json) {
        let file = self.file("entries.json", &entries.to_string());
        self.act(&format!("{what} add --from {file}")).await;
    }

    /// What a command writes with `--format json`.
    pub async fn json(&self, line: &str) -> Json {
        let ran = self.run(&format!("{line} --format json")).await.done();
        serde_json::from_str(&ran.out).unwrap()
    }
}

/// A peer of a network of its own, who comes on two days.
pub fn peer(id: &str) -> Json {
    json!({
        "id": id, "name": format!("Dominique {id}"), "network": format!("Réseau {id}"), "siren": null,
        "sector": "finance", "days": {"2021-06-17": "yes", "2021-07-01": "if_needed"}, "most": 4,
        "links": [], "signed": "2021-06-01",
    })
}

/// A hearing on a morning, with the first three peers.
pub fn hearing(id: &str, day: &str) -> Json {
    json!({
        "id": id, "starts": format!("{day}T09:00"), "gap_minutes": 5, "break_after": 3,
        "break_minutes": 15, "access": ["plain_pied"], "panel": ["p1", "p2", "p3"], "hold": "auto",
        "locked": {}, "place": "Salle du Peyrou, Montpellier",
    })
}

/// The same but for a field.
pub fn changed(entry: &Json, field: &str, value: Json) -> Json {
    let mut entry = entry.clone();
    entry[field] = value;
    entry
}
