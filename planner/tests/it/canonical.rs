//! The same problem, written in another order, gives the same bytes.

use planner::{problem::Problem, solve::solve};
use proptest::prelude::*;
use serde_json::{Map, Value as Json};

use crate::{
    given::problems,
    reading::{sound, with},
};

/// The same, with the keys of objects and the entries of lists in another order, but for `order`.
fn shuffled(json: &Json, random: &mut impl FnMut(usize) -> usize, is_ordered: bool) -> Json {
    match json {
        Json::Array(entries) => {
            let mut entries: Vec<Json> =
                entries.iter().map(|entry| shuffled(entry, random, false)).collect();
            for at in (1..entries.len()).rev().filter(|_| !is_ordered) {
                entries.swap(at, random(at + 1));
            }
            Json::Array(entries)
        }
        Json::Object(fields) => {
            let mut fields: Vec<(String, Json)> = fields
                .iter()
                .map(|(key, value)| (key.clone(), shuffled(value, random, key == "order")))
                .collect();
            for at in (1..fields.len()).rev() {
                fields.swap(at, random(at + 1));
            }
            Json::Object(fields.into_iter().collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn another_order_changes_no_byte(given in problems(7, 3), mut state in any::<u64>()) {
        let written = given.json();
        let mut random = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).unwrap() % below
        };
        let otherwise = shuffled(&written, &mut random, false);

        let one = Problem::read(&written.to_string()).unwrap();
        let other = Problem::read(&otherwise.to_string()).unwrap();

        prop_assert_eq!(one.canonical(), other.canonical());
        let plan = |problem| solve(problem).map(|plan| plan.json());
        prop_assert_eq!(plan(&one), plan(&other));
        // The canonical form is a problem itself, and the same one.
        let read = Problem::read(&one.canonical()).unwrap();
        prop_assert_eq!(&read, &one);
    }
}

#[test]
fn what_differs_has_another_digest_and_what_is_left_out_has_not() {
    let digest = |json: &Json| Problem::read(&json.to_string()).unwrap().digest();
    let sound = sound();
    assert_eq!(digest(&sound).len(), 64);

    for (path, value) in [
        ("/rules/quorum", Json::from(2)),
        ("/hearings/0/hold", "yes".into()),
        ("/firms/0/sector", "autre".into()),
        ("/firms/0/received_at", "2021-06-01T10:40:00Z".into()),
        ("/timezone", "Europe/Brussels".into()),
    ] {
        assert_ne!(digest(&with(path, value)), digest(&sound), "{path}");
    }
    for (path, value) in [
        ("/timezone", Json::from("europe/paris")),
        ("/hearings/0/panel", serde_json::json!(["p3", "p1", "p2", "p1"])),
        ("/firms/0/received_at", "2021-06-01T12:41:30+02:00".into()),
    ] {
        assert_eq!(digest(&with(path, value)), digest(&sound), "{path}");
    }
    let mut short = sound.clone();
    short["firms"][0].as_object_mut().unwrap().retain(|key, _| {
        ["ref", "received_at", "sector", "excludes", "prefers"].contains(&key.as_str())
    });
    assert_eq!(digest(&short), digest(&sound));
}
