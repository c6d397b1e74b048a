//! Plans that anybody can find by hand, and problems that have none.

use planner::{explain::left_out, plan::Plan, problem::Problem, solve::solve};
use serde_json::{Value as Json, json};

use crate::reading::{sound, with};

/// A problem of five to six firms a hearing: so many firms, of sectors of their own, and dates.
fn waiting(firms: usize, dates: usize) -> Json {
    let mut problem = sound();
    problem["rules"]["firms_min"] = json!(5);
    let firm = |rank: usize| {
        let mut firm = sound()["firms"][0].clone();
        firm["ref"] = json!(format!("F{rank:03}"));
        firm["received_at"] =
            json!(format!("2021-06-{:02}T10:{:02}:00Z", 1 + rank / 60, rank % 60));
        firm["sector"] = json!("autre");
        firm["prefers"] = json!([]);
        firm
    };
    let hearing = |number: usize| {
        let mut hearing = sound()["hearings"][0].clone();
        hearing["id"] = json!(format!("a{}", number + 1));
        hearing["starts"] = json!(format!("2021-07-{:02}T09:00", number + 1));
        hearing
    };
    problem["firms"] = (0..firms).map(firm).collect();
    problem["hearings"] = (0..dates).map(hearing).collect();
    problem
}

fn plan(problem: &Json) -> Result<Plan, String> {
    let problem = Problem::read(&problem.to_string()).unwrap();
    solve(&problem).map_err(|none| none.to_string())
}

fn sizes(plan: &Plan) -> Vec<usize> {
    plan.hearings.iter().map(|hearing| hearing.slots.len()).collect()
}

#[test]
fn a_hearing_has_enough_firms_or_none() {
    for (firms, dates, expected) in [
        (4, 2, vec![0, 0]),
        (7, 2, vec![6, 0]),
        (9, 2, vec![6, 0]),
        (10, 2, vec![5, 5]),
        (11, 2, vec![6, 5]),
        (13, 2, vec![6, 6]),
        (0, 2, vec![0, 0]),
        (6, 0, vec![]),
    ] {
        let plan = plan(&waiting(firms, dates)).unwrap();
        assert_eq!(sizes(&plan), expected, "{firms} firms");
        let held: Vec<bool> = plan.hearings.iter().map(|hearing| hearing.held).collect();
        assert_eq!(held, expected.iter().map(|size| *size > 0).collect::<Vec<_>>());
    }
}

#[test]
fn with_five_or_nothing_an_older_firm_can_be_left_out_for_more() {
    // Three of four firms can come on the first date, which needs three; the oldest only on the second, which needs
    // three as well, and so two of the others.
    let mut problem = waiting(4, 2);
    (problem["rules"]["firms_min"], problem["rules"]["firms_max"]) = (json!(3), json!(4));
    problem["firms"][0]["cannot"] = json!(["a1"]);
    problem["firms"][3]["cannot"] = json!(["a2"]);
    let left_out_of = |problem: &Json| {
        let problem = Problem::read(&problem.to_string()).unwrap();
        let plan = solve(&problem).unwrap();
        let left_out = left_out(&problem, &plan).map(|firm| (firm.reference, firm.more));
        (plan.values.anciennete, left_out)
    };
    // Three in any case: the oldest is one of them.
    assert_eq!(left_out_of(&problem), ("1110".to_owned(), None));

    // Four can come on the first date, three with the oldest on the second.
    problem["firms"].as_array_mut().unwrap().push(waiting(5, 0)["firms"][4].clone());
    problem["firms"][4]["cannot"] = json!(["a2"]);
    assert_eq!(left_out_of(&problem), ("01111".to_owned(), Some(("F000".to_owned(), 1))));

    problem["rules"]["order"] =
        json!(["anciennete", "nombre", "mixite", "attente", "preferences", "stabilite"]);
    assert_eq!(left_out_of(&problem), ("11100".to_owned(), None));
}

#[test]
fn the_120_oldest_are_planned_and_the_others_named() {
    for (firms, not_taken) in [(120, vec![]), (121, vec!["F120"]), (122, vec!["F120", "F121"])] {
        let plan = plan(&waiting(firms, 2)).unwrap();

        assert_eq!(plan.not_taken, not_taken);
        assert_eq!((plan.values.anciennete.len(), plan.unplaced.len()), (120, 108));
        assert!(plan.json().contains("not_taken") != not_taken.is_empty());
    }
}

#[test]
fn firms_of_a_minute_follow_their_references_and_are_named() {
    let mut problem = waiting(4, 1);
    for (firm, reference, minute) in
        [(0, "D", "00:59"), (1, "B", "00:00"), (2, "C", "01:00"), (3, "A", "00:30")]
    {
        problem["firms"][firm]["ref"] = json!(reference);
        problem["firms"][firm]["received_at"] = json!(format!("2021-06-01T10:{minute}Z"));
    }

    let plan = plan(&problem).unwrap();

    assert_eq!(plan.ties, [["A", "B", "D"]]);
    let order: Vec<&str> = plan.unplaced.iter().map(|firm| firm.reference.as_str()).collect();
    assert_eq!(order, ["A", "B", "D", "C"]);
}

#[test]
fn a_cancellation_on_the_last_day_leaves_a_plan() {
    let mut problem = waiting(3, 1);
    problem["hearings"][0]["locked"] = json!({"F000": 2, "F001": 4, "F002": 6});

    let plan = plan(&problem).unwrap();

    let slots: Vec<usize> = plan.hearings[0].slots.iter().map(|slot| slot.n).collect();
    assert_eq!(slots, [2, 4, 6]);
}

/// The changes that would place the first firm that has no place.
fn placing(problem: &Json) -> Vec<String> {
    let plan = plan(problem).unwrap();
    let changes = plan.unplaced[0].would_fit_if.iter().map(|change| {
        let peer = change.peer.clone().unwrap_or_default();
        format!("{:?} {} {peer}", change.change, change.hearing).trim_end().to_owned()
    });
    changes.collect()
}

#[test]
fn a_peer_less_can_keep_a_younger_firm_out() {
    // The younger firm keeps its place, which counts more here; it needs two of three peers, of whom p2 leaves.
    let mut problem = waiting(2, 1);
    for (rule, value) in [("firms_min", 1), ("firms_max", 1), ("quorum", 2)] {
        problem["rules"][rule] = json!(value);
    }
    problem["rules"]["order"] =
        json!(["nombre", "stabilite", "anciennete", "mixite", "attente", "preferences"]);
    (problem["firms"][1]["was"], problem["firms"][1]["recuses"]) = (json!("a1"), json!(["p2"]));

    assert_eq!(placing(&problem), ["Seat a1", "PanelWithout a1 p1", "PanelWithout a1 p3"]);
}

#[test]
fn seats_that_a_lock_holds_block_by_more_than_age() {
    let mut problem = waiting(3, 1);
    (problem["rules"]["firms_min"], problem["rules"]["firms_max"]) = (json!(2), json!(2));
    let blocking = |problem: &Json| plan(problem).unwrap().unplaced[0].blocking.clone();

    let found = blocking(&problem).unwrap();
    assert_eq!((found.firms, found.seats), (vec!["F000".to_owned(), "F001".to_owned()], 2));

    problem["hearings"][0]["locked"] = json!({"F001": 1});
    assert_eq!(blocking(&problem), None);
}

#[test]
fn no_change_is_proposed_that_a_lock_would_not_survive() {
    // Without p1, F001 could come; but then only one peer stays for F000, who is locked there.
    let mut problem = waiting(2, 2);
    (problem["rules"]["firms_min"], problem["rules"]["quorum"]) = (json!(1), json!(2));
    problem["hearings"][0]["locked"] = json!({"F000": 1});
    problem["firms"][0]["recuses"] = json!(["p3"]);
    problem["firms"][1]["excludes"] = json!(["p1"]);
    assert_eq!(placing(&problem), ["PanelWithout a2 p1"]);

    problem["firms"][0]["recuses"] = json!([]);
    assert_eq!(placing(&problem), ["PanelWithout a1 p1", "PanelWithout a2 p1"]);
}

#[test]
fn what_makes_every_plan_impossible_is_named() {
    let contradiction = |path: &str, value: Json| with(path, value);
    let mut cases: Vec<(Json, &str)> = Vec::new();
    let mut add = |mut problem: Json, locked: Json, said| {
        problem["hearings"][0]["locked"] = locked;
        cases.push((problem, said));
    };
    let lock = || json!({"BDP-2": 1});
    add(
        contradiction("/hearings/0/hold", json!("no")),
        lock(),
        "BDP-2 a une place fixée à a1, qui n'est pas tenue (hold: no)",
    );
    add(
        contradiction("/firms/0/treated", json!(false)),
        lock(),
        "BDP-2 a une place fixée à a1, mais reste à traiter (treated: false)",
    );
    add(
        contradiction("/firms/0/expires", json!("2021-06-16")),
        lock(),
        "BDP-2 a une place fixée à a1, mais sa candidature expire avant ce jour (expires)",
    );
    add(
        contradiction("/firms/0/cannot", json!(["a1"])),
        lock(),
        "BDP-2 a une place fixée à a1, mais ne peut pas y venir (cannot)",
    );
    add(
        contradiction("/firms/0/needs", json!(["boucle"])),
        lock(),
        "BDP-2 a une place fixée à a1, mais la salle ne convient pas à ses besoins (needs, access)",
    );
    add(
        contradiction("/firms/0/excludes", json!(["p2"])),
        lock(),
        "BDP-2 a une place fixée à a1, mais une personne qu'elle exclut y siège (excludes, panel)",
    );
    add(
        contradiction("/firms/0/recuses", json!(["p2"])),
        lock(),
        "BDP-2 a une place fixée à a1, mais trop peu de pairs y resteraient (recuses, quorum)",
    );
    add(sound(), json!({"BDP-2": 7}), "BDP-2 a la place 7 fixée à a1, qui n'en a que 6");
    add(
        sound(),
        json!({"BDP-2": 1, "BDP-3": 1}),
        "BDP-2 et BDP-3 ont la même place fixée à a1, la 1",
    );
    add(
        contradiction("/rules/same_sector_max", json!(1)),
        json!({"BDP-2": 1, "BDP-3": 2}),
        "a1 a 2 places fixées pour des entreprises du secteur industrie, et le maximum est 1",
    );
    for (problem, said) in cases {
        assert_eq!(plan(&problem).unwrap_err(), format!("aucun plan : {said}"));
    }

    let mut twice = waiting(6, 2);
    for hearing in 0..2 {
        twice["hearings"][hearing]["locked"] = json!({"F000": 1});
    }
    assert_eq!(plan(&twice).unwrap_err(), "aucun plan : F000 a une place fixée à a1 et à a2");

    let mut younger = waiting(121, 1);
    younger["hearings"][0]["locked"] = json!({"F120": 1});
    let said =
        "aucun plan : F120 a une place fixée à a1, mais n'est pas parmi les 120 plus anciennes";
    assert_eq!(plan(&younger).unwrap_err(), said);
}

#[test]
fn a_hearing_that_must_be_held_and_cannot_be_filled_is_named() {
    let mut problem = waiting(9, 3);
    for hearing in 0..3 {
        problem["hearings"][hearing]["hold"] = json!("yes");
    }
    for firm in 0..5 {
        problem["firms"][firm]["cannot"] = json!(["a2"]);
    }
    let one = "aucun plan : même seule, l'audition a2 ne peut pas réunir assez d'entreprises";
    assert_eq!(plan(&problem).unwrap_err(), one);

    problem["hearings"][1]["hold"] = json!("auto");
    let both = "aucun plan : les auditions a1, a3 ne peuvent pas réunir assez d'entreprises toutes ensemble";
    assert_eq!(plan(&problem).unwrap_err(), both);

    problem["hearings"][2]["hold"] = json!("auto");
    assert_eq!(sizes(&plan(&problem).unwrap()), [6, 0, 0]);
}
