//! Files that nobody would write by hand.

use planner::{
    check::check as judge, explain::explain, plan::Plan, problem::Problem, solve::solve,
};
use proptest::{prelude::*, sample::select};
use serde_json::{Value as Json, json};

use crate::{
    given::problems,
    reading::{check, sound, with},
};

#[test]
fn what_is_too_much_is_refused() {
    let hearing = |number: usize, hold: &str| json!({"id": format!("h{number}"), "starts": "2021-06-17T09:00", "hold": hold});
    let hearings = |count: usize, hold: &str| {
        Json::from((0..count).map(|at| hearing(at, hold)).collect::<Vec<_>>())
    };
    let mut problem = sound();
    problem["firms"] = json!([]);
    for (count, hold, expected) in [
        (8, "auto", None),
        (9, "auto", Some("hearings (hold: auto) : il y en a 9, et le maximum est 8")),
        (100, "no", None),
        (101, "no", Some("hearings : il y en a 101, et le maximum est 100")),
    ] {
        problem["hearings"] = hearings(count, hold);
        check(&problem.to_string(), expected.as_slice());
    }
    let peers = |count: usize| (0..count).map(|at| json!(format!("p{at}"))).collect::<Json>();
    for (count, expected) in
        [(200, None), (201, Some("hearings[0].panel : il y en a 201, et le maximum est 200"))]
    {
        check(&with("/hearings/0/panel", peers(count)).to_string(), expected.as_slice());
    }
    for text in ["[".repeat(100_000), format!("{{\"firms\":{}", "[{\"x\":".repeat(100_000))] {
        assert_eq!(Problem::read(&text).unwrap_err().len(), 1);
        assert_eq!(Plan::read(&text).unwrap_err().len(), 1);
    }
    check(
        r#"{"rules":{"quorum":1e999}}"#,
        &[
            "rules.quorum : ce n'est pas du JSON, ligne 1, colonne 24 (message technique : number out of range)",
        ],
    );
}

#[test]
fn a_plan_that_is_none_is_refused_where_it_stands() {
    let plan = solve(&Problem::read(&sound().to_string()).unwrap()).unwrap();
    let plan: Json = serde_json::from_str(&plan.json()).unwrap();
    let price = "certificate.potentials.s : attendu six nombres entiers en texte, d'au plus 127 bits, trouvé une liste";
    let beyond = "170141183460469231731687303715884105728";
    for (path, value, expected) in [
        ("/version", json!(2), "version : attendu un nombre entier de 1 à 1, trouvé 2"),
        ("/optimal", json!("yes"), "optimal : attendu true ou false, trouvé « yes »"),
        (
            "/values/nombre",
            json!(-1),
            "values.nombre : attendu un nombre entier de 0 à 4294967295, trouvé -1",
        ),
        (
            "/hearings/0/slots/0/n",
            json!(1.5),
            "hearings[0].slots[0].n : attendu un nombre entier de 0 à 4294967295, trouvé 1.5",
        ),
        ("/unplaced", json!(null), "unplaced : attendu une liste, trouvé null"),
        ("/certificate/potentials/s", json!(["0"]), price),
        ("/certificate/potentials/s", json!([0, "0", "0", "0", "0", "0"]), price),
        ("/certificate/potentials/s", json!([beyond, "0", "0", "0", "0", "0"]), price),
    ] {
        let mut wrong = plan.clone();
        *wrong.pointer_mut(path).unwrap() = value;
        let said: Vec<String> =
            Plan::read(&wrong.to_string()).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(said, [expected], "{path}");
    }
}

/// Where there is a value, as JSON pointers.
fn places(json: &Json, at: String, found: &mut Vec<String>) {
    match json {
        Json::Object(fields) => {
            for (key, value) in fields {
                places(value, format!("{at}/{key}"), found);
            }
        }
        Json::Array(entries) => {
            for (number, value) in entries.iter().enumerate() {
                places(value, format!("{at}/{number}"), found);
            }
        }
        _ => {}
    }
    found.push(at);
}

fn odd() -> impl Strategy<Value = Json> {
    let odd = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1),
        json!(1000),
        json!(u64::MAX),
        json!(1e300),
        json!(""),
        json!("F0"),
        json!("a1"),
        json!("autre"),
        json!("yes"),
        json!("2999-12-31T23:59"),
        json!("2000-01-01"),
        json!("9999-12-31T23:59:59Z"),
        json!("-170141183460469231731687303715884105728"),
        json!([]),
        json!(["p1", "p1"]),
        json!({}),
        json!({"F0": 1000}),
    ];
    prop_oneof![4 => select(odd), 1 => "\\PC{0,8}".prop_map(Json::from)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Whatever stands anywhere: it is refused, or planned and found right.
    #[test]
    fn nothing_odd_in_a_file_ends_the_program(
        given in problems(5, 3),
        changes in prop::collection::vec((any::<prop::sample::Index>(), odd()), 0..3),
        planted in prop::collection::vec((any::<prop::sample::Index>(), odd()), 1..3),
    ) {
        let change = |json: &mut Json, changes: Vec<(prop::sample::Index, Json)>| {
            for (at, value) in changes {
                let mut found = Vec::new();
                places(json, String::new(), &mut found);
                if let Some(place) = json.pointer_mut(at.get(found.as_slice()).as_str()) {
                    *place = value;
                }
            }
        };
        let mut problem = given.json();
        change(&mut problem, changes);
        let Ok(problem) = Problem::read(&problem.to_string()) else { return Ok(()) };
        let Ok(plan) = solve(&problem) else { return Ok(()) };
        prop_assert!(judge(&problem, &plan).ok);

        let mut plan: Json = serde_json::from_str(&plan.json()).unwrap();
        change(&mut plan, planted);
        if let Ok(plan) = Plan::read(&plan.to_string()) {
            judge(&problem, &plan);
            for firm in problem.firms() {
                explain(&problem, &plan, &firm.reference);
            }
        }
    }
}
