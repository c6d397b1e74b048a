//! Each mistake that is planted in a right plan is found by the check, under the name of its rule.

use planner::{
    all_sets::check_all_sets,
    check::{CheckReport, check},
    plan::Plan,
    problem::Problem,
    solve::solve,
};
use serde_json::{Value as Json, json};

use crate::reading::sound;

/// Two dates, five firms of at most three a hearing, one locked, one without a place.
fn problem() -> Json {
    let mut problem = sound();
    problem["rules"]["firms_min"] = json!(2);
    problem["rules"]["firms_max"] = json!(2);
    let firm = |(rank, sector): (usize, &str)| {
        let mut firm = sound()["firms"][0].clone();
        firm["ref"] = json!(format!("F{rank}"));
        firm["received_at"] = json!(format!("2021-06-01T10:0{rank}:00Z"));
        firm["sector"] = json!(sector);
        firm["prefers"] = json!([]);
        firm
    };
    let sectors = ["industrie", "commerce", "industrie", "autre", "autre"];
    problem["firms"] = sectors.into_iter().enumerate().map(firm).collect();
    let hearing = |(id, day, hold): (&str, u8, &str)| {
        let mut hearing = sound()["hearings"][0].clone();
        hearing["id"] = json!(id);
        hearing["starts"] = json!(format!("2021-07-{day:02}T09:00"));
        hearing["hold"] = json!(hold);
        hearing
    };
    let hearings = [("a1", 1, "yes"), ("a2", 2, "auto"), ("a3", 3, "no")];
    problem["hearings"] = hearings.into_iter().map(hearing).collect();
    problem["hearings"][1]["locked"] = json!({"F2": 1});
    problem["firms"][1]["recuses"] = json!(["p1"]);
    problem["rules"]["quorum"] = json!(2);
    problem
}

fn plan(problem: &Json) -> Json {
    let plan = solve(&Problem::read(&problem.to_string()).unwrap()).unwrap();
    serde_json::from_str(&plan.json()).unwrap()
}

fn report(problem: &Json, plan: &Json) -> CheckReport {
    let problem = Problem::read(&problem.to_string()).unwrap();
    check(&problem, &Plan::read(&plan.to_string()).unwrap())
}

/// As `rule hearing ref`.
fn broken(report: &CheckReport) -> Vec<String> {
    let report = serde_json::to_value(&report.broken).unwrap();
    let of = |broken: &Json| {
        let parts =
            ["rule", "hearing", "ref"].map(|key| broken[key].as_str().unwrap_or("-").to_owned());
        parts.join(" ")
    };
    report.as_array().unwrap().iter().map(of).collect()
}

#[test]
fn the_plan_without_a_mistake_is_right() {
    let (problem, plan) = (problem(), plan(&problem()));

    let report = report(&problem, &plan);

    assert_eq!(report.json(), r#"{"ok":true,"broken":[]}"#);
    let slots = |hearing: usize| {
        let slots = plan["hearings"][hearing]["slots"].as_array().unwrap();
        slots.iter().map(|slot| slot["ref"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!([slots(0), slots(1), slots(2)], [vec!["F0", "F1"], vec!["F2", "F3"], vec![]]);
}

#[test]
fn each_mistake_in_a_plan_is_found() {
    type Plant = fn(&mut Json);
    let plants: [(Plant, &str); 35] = [
        (|plan| plan["problem"] = json!("0"), "problem - -"),
        (|plan| plan["ties"] = json!([["F0", "F1"]]), "problem - -"),
        (|plan| plan["not_taken"] = json!(["F9"]), "problem - -"),
        (|plan| plan["hearings"][0]["id"] = json!("a9"), "problem a9 -"),
        (|plan| drop(plan["hearings"].as_array_mut().unwrap().pop()), "problem a3 -"),
        (|plan| plan["hearings"][2] = plan["hearings"][1].clone(), "problem a2 -"),
        (|plan| plan["hearings"][0]["slots"][0]["ref"] = json!("F9"), "problem a1 F9"),
        (|plan| plan["unplaced"][0]["ref"] = json!("F9"), "problem - F9"),
        (|plan| plan["hearings"][0]["held"] = json!(false), "hold a1 -"),
        (|plan| plan["hearings"][1]["held"] = json!(false), "hold a2 -"),
        (|plan| plan["hearings"][2]["held"] = json!(true), "hold a3 -"),
        (|plan| plan["hearings"][0]["slots"][0]["ref"] = json!("F3"), "once - F3"),
        (|plan| plan["hearings"][0]["slots"][0]["ref"] = json!("F4"), "once - F4"),
        (|plan| plan["unplaced"] = json!([]), "once - F4"),
        (|plan| drop(plan["hearings"][0]["slots"].as_array_mut().unwrap().pop()), "size a1 -"),
        (
            |plan| {
                let mut third = plan["hearings"][0]["slots"][0].clone();
                (third["n"], third["ref"]) = (json!(3), json!("F4"));
                plan["hearings"][0]["slots"].as_array_mut().unwrap().push(third);
            },
            "size a1 -",
        ),
        (|plan| swap(plan, ("F2", 0), ("F3", 1)), "lock a2 F2"),
        (|plan| swap(plan, ("F0", 0), ("F2", 1)), "lock a2 F2"),
        (|plan| plan["hearings"][0]["slots"][0]["n"] = json!(0), "slots a1 -"),
        (|plan| plan["hearings"][0]["slots"][1]["n"] = json!(3), "slots a1 -"),
        (|plan| plan["hearings"][0]["slots"][1]["n"] = json!(u32::MAX), "slots a1 -"),
        (|plan| plan["hearings"][0]["slots"].as_array_mut().unwrap().reverse(), "slots a1 -"),
        (
            |plan| plan["hearings"][0]["slots"][1]["starts"] = json!("2021-07-01T09:55:00+02:00"),
            "slots a1 F1",
        ),
        (
            |plan| plan["hearings"][0]["slots"][1]["ends"] = json!("2021-07-01T08:35:00Z"),
            "slots a1 F1",
        ),
        (|plan| plan["hearings"][0]["slots"][0]["recused"] = json!(["p1"]), "slots a1 F0"),
        (|plan| plan["hearings"][0]["slots"][1]["recused"] = json!([]), "slots a1 F1"),
        // As many peers move, but the older comes later.
        (
            |plan| {
                swap(plan, ("F0", 0), ("F1", 0));
                plan["hearings"][0]["slots"][0]["recused"] = json!(["p1"]);
                plan["hearings"][0]["slots"][1]["recused"] = json!([]);
            },
            "slots a1 -",
        ),
        (|plan| plan["values"]["nombre"] = json!(5), "values - -"),
        (|plan| plan["values"]["anciennete"] = json!("11111"), "values - -"),
        (|plan| plan["values"]["mixite"] = json!(1), "values - -"),
        (|plan| plan["values"]["attente"] = json!(0), "values - -"),
        (|plan| plan["values"]["stabilite"] = json!(1), "values - -"),
        (|plan| plan["optimal"] = json!(false), "optimal - -"),
        (|plan| plan["certificate"]["components"] = json!(5), "optimal - -"),
        // The better of two firms out, the other in: every rule holds, but the older waits.
        (
            |plan| {
                plan["hearings"][1]["slots"][1]["ref"] = json!("F4");
                plan["unplaced"][0]["ref"] = json!("F3");
                plan["values"]["anciennete"] = json!("11101");
            },
            "optimal - -",
        ),
    ];
    for (at, (plant, expected)) in plants.into_iter().enumerate() {
        let mut planted = plan(&problem());
        plant(&mut planted);
        let found = report(&problem(), &planted);
        assert!(
            !found.ok && broken(&found).contains(&expected.to_owned()),
            "{at} {expected}: {:?}",
            broken(&found)
        );
    }
}

/// Exchanges two firms at their hearings.
fn swap(plan: &mut Json, (one, hearing): (&str, usize), (other, other_hearing): (&str, usize)) {
    for (hearing, from, to) in
        [(hearing, one, "?"), (other_hearing, other, one), (hearing, "?", other)]
    {
        for hearing in [hearing, 0, 1] {
            let slots = plan["hearings"][hearing]["slots"].as_array_mut().unwrap();
            if let Some(slot) = slots.iter_mut().find(|slot| slot["ref"] == from) {
                slot["ref"] = json!(to);
                break;
            }
        }
    }
}

#[test]
fn a_plan_that_breaks_what_the_problem_says_is_refused() {
    let places: [(&str, Json, &str); 9] = [
        ("/firms/0/excludes", json!(["p2"]), "excluded a1 F0"),
        ("/firms/0/recuses", json!(["p2", "p3"]), "quorum a1 F0"),
        ("/firms/0/needs", json!(["boucle"]), "access a1 F0"),
        ("/firms/0/cannot", json!(["a1"]), "cannot a1 F0"),
        ("/firms/0/expires", json!("2021-06-30"), "expires a1 F0"),
        ("/firms/0/treated", json!(false), "untreated a1 F0"),
        ("/firms/1/sector", json!("industrie"), "sector a1 -"),
        ("/hearings/0/hold", json!("no"), "hold a1 -"),
        ("/hearings/1/locked", json!({"F3": 1}), "lock a2 F3"),
    ];
    for (path, value, expected) in places {
        let mut problem = problem();
        problem["rules"]["same_sector_max"] = json!(1);
        let mut plan = plan(&problem);
        *problem.pointer_mut(path).unwrap() = value;
        plan["problem"] = json!(Problem::read(&problem.to_string()).unwrap().digest());

        let found = report(&problem, &plan);

        assert_eq!(
            broken(&found).iter().find(|broken| **broken == expected),
            Some(&expected.to_owned()),
            "{:?}",
            broken(&found)
        );
    }
    // The last day of a record is still one of its days.
    let mut problem = problem();
    problem["firms"][0]["expires"] = json!("2021-07-01");
    assert!(report(&problem, &plan(&problem)).ok);
}

#[test]
fn every_price_counts_and_none_can_be_left_out() {
    let (problem, plan) = (problem(), plan(&problem()));
    let prices = plan["certificate"]["potentials"].as_object().unwrap();
    // Nobody of these sectors may sit there, so nothing leads to them.
    let nodes: Vec<&String> = prices.keys().collect();
    assert_eq!(nodes.len(), 1 + 5 + 2 * 4 + 2 + 1, "{nodes:?}");

    for node in nodes {
        let mut without = plan.clone();
        without["certificate"]["potentials"].as_object_mut().unwrap().remove(node);
        assert_eq!(broken(&report(&problem, &without)), ["optimal - -"], "{node}");

        for far in [i128::MAX, i128::MIN] {
            let mut wrong = plan.clone();
            wrong["certificate"]["potentials"][node] = json!(vec![far.to_string(); 6]);
            let found = report(&problem, &wrong);
            // A locked firm's price may be as high as one likes: nothing leads to it.
            let may_be = node == "f:F2" && far == i128::MAX;
            assert!(may_be || broken(&found) == ["optimal - -"], "{node} {far}");
        }
    }
}

#[test]
fn a_plan_that_is_best_only_for_its_hearings_is_found_by_all_sets() {
    let mut three = problem();
    three["hearings"][0]["hold"] = json!("auto");
    three["hearings"][1]["locked"] = json!({});
    three["hearings"][2]["hold"] = json!("auto");
    let best = plan(&three);
    // The same without a3, which the other holds for nobody but the fifth firm.
    let mut two = three.clone();
    two["hearings"][2]["hold"] = json!("no");
    two["hearings"][1]["hold"] = json!("no");
    let mut worse = plan(&two);
    worse["problem"] = best["problem"].clone();

    let problem = Problem::read(&three.to_string()).unwrap();
    let report = |plan: &Json| {
        let plan = Plan::read(&plan.to_string()).unwrap();
        let report = check(&problem, &plan);
        assert!(report.ok, "{}", report.json());
        check_all_sets(&problem, &plan, report).json()
    };

    assert_eq!(report(&best), r#"{"ok":true,"broken":[],"sets":8}"#);
    assert_eq!(
        report(&worse),
        r#"{"ok":false,"broken":[{"rule":"optimal","hearing":null,"ref":null}],"sets":8}"#
    );
}
