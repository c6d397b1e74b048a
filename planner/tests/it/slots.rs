//! When each firm is heard.

use planner::{check::check, plan::PlannedHearing, problem::Problem, solve::solve};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::reading::sound;

const NOBODY: &[&str] = &[];

/// A hearing of so many firms, the oldest first; each with the peers who leave for it.
fn hearing(recused: &[&[&str]], change: impl FnOnce(&mut Json)) -> Json {
    let mut problem = sound();
    problem["rules"]["quorum"] = json!(0);
    problem["rules"]["firms_min"] = json!(0);
    let firms = recused.iter().enumerate().map(|(rank, recuses)| {
        let mut firm = sound()["firms"][0].clone();
        firm["ref"] = json!(format!("F{}", rank + 1));
        firm["received_at"] = json!(format!("2021-06-01T10:0{rank}:00Z"));
        firm["sector"] = json!("autre");
        firm["recuses"] = json!(recuses);
        firm
    });
    problem["firms"] = firms.collect();
    change(&mut problem);
    problem
}

fn planned(problem: &Json) -> (Problem, PlannedHearing) {
    let problem = Problem::read(&problem.to_string()).unwrap();
    let plan = solve(&problem).unwrap();
    assert_eq!(plan.unplaced, []);
    let hearing = plan.hearings[0].clone();
    (problem, hearing)
}

fn times(hearing: &PlannedHearing) -> Vec<String> {
    hearing
        .slots
        .iter()
        .map(|slot| format!("{} {}", &slot.starts[11..], &slot.ends[11..]))
        .collect()
}

#[test]
fn a_day_of_six_has_305_minutes() {
    let (problem, six) = planned(&hearing(&[NOBODY; 6], |_| {}));

    assert_eq!(
        times(&six),
        [
            "09:00:00+02:00 09:45:00+02:00",
            "09:50:00+02:00 10:35:00+02:00",
            "10:40:00+02:00 11:25:00+02:00",
            "11:40:00+02:00 12:25:00+02:00",
            "12:30:00+02:00 13:15:00+02:00",
            "13:20:00+02:00 14:05:00+02:00",
        ]
    );
    let minutes: Vec<u32> =
        (0..=6).map(|slots| problem.hearings[0].minutes(&problem.rules, slots)).collect();
    assert_eq!(minutes, [0, 45, 95, 145, 205, 255, 305]);
}

#[test]
fn there_is_one_break() {
    let (_, four) = planned(&hearing(&[NOBODY; 4], |problem| {
        problem["hearings"][0]["break_after"] = json!(1);
    }));

    let starts: Vec<String> = times(&four).iter().map(|time| time[..5].to_owned()).collect();
    assert_eq!(starts, ["09:00", "10:00", "10:50", "11:40"]);
}

#[test]
fn a_slot_lasts_as_long_whatever_clocks_do() {
    let (_, night) = planned(&hearing(&[NOBODY; 2], |problem| {
        problem["hearings"][0]["starts"] = json!("2022-03-27T01:15");
        problem["hearings"][0]["break_after"] = json!(null);
    }));

    assert_eq!(times(&night), ["01:15:00+01:00 03:00:00+02:00", "03:05:00+02:00 03:50:00+02:00"]);
}

#[test]
fn peers_go_out_once_and_then_the_older_come_first() {
    let order = |recused: &[&[&str]], locked: Json| {
        let (_, hearing) = planned(&hearing(recused, |problem| {
            problem["hearings"][0]["locked"] = locked;
        }));
        let slots = hearing.slots.iter();
        slots.map(|slot| format!("{}{}", slot.n, slot.reference)).collect::<Vec<_>>().join(" ")
    };
    let (none, one, two): (&[&str], &[&str], &[&str]) = (&[], &["p1"], &["p1", "p2"]);
    assert_eq!(order(&[none, none, none], json!({})), "1F1 2F2 3F3");
    assert_eq!(order(&[one, none, one, none], json!({})), "1F1 2F3 3F2 4F4");
    assert_eq!(order(&[none, one, none, one], json!({})), "1F1 2F3 3F2 4F4");
    assert_eq!(order(&[two, none, one], json!({})), "1F1 2F3 3F2");
    // Who leaves for nobody on the panel does not leave.
    assert_eq!(order(&[&["p9"], none, &["p9"]], json!({})), "1F1 2F2 3F3");
    assert_eq!(order(&[one, none, one, none], json!({"F1": 4})), "1F2 2F4 3F3 4F1");
    assert_eq!(order(&[none, none, none], json!({"F3": 1})), "1F3 2F1 3F2");
    assert_eq!(order(&[none, none], json!({"F2": 5})), "1F1 5F2");
}

fn orders(firms: usize) -> Vec<Vec<usize>> {
    if firms == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(firms - 1);
    let longer = shorter.iter().flat_map(|order| {
        (0..firms).map(|at| {
            let mut order = order.clone();
            order.insert(at, firms - 1);
            order
        })
    });
    longer.collect()
}

/// A line a hearing: who leaves for each firm, and who has a place of their own. Of all orders, the check takes one.
#[test]
fn the_check_takes_no_order_but_the_best() {
    let (none, one, two): (&[&str], &[&str], &[&str]) = (&[], &["p1"], &["p1", "p2"]);
    for (recused, locked) in [
        (&[none, none, none][..], json!({})),
        (&[one, none, one, none], json!({})),
        (&[none, one, two, one, none], json!({})),
        (&[one, none, one, none], json!({"F1": 4})),
        (&[&["p9"], none, &["p9"]], json!({})),
        // So many that the older simply come first.
        (&[none, one, none, one, none, one, none, one], json!({})),
    ] {
        let problem = hearing(recused, |problem| {
            problem["hearings"][0]["locked"] = locked.clone();
            problem["rules"]["firms_max"] = json!(recused.len());
        });
        let problem = Problem::read(&problem.to_string()).unwrap();
        let plan = solve(&problem).unwrap();
        let right = plan.hearings[0].slots.clone();
        let is_free = |at: &usize| locked.get(&right[*at].reference).is_none();
        let free: Vec<usize> = (0..right.len()).filter(is_free).collect();
        let tried = if free.len() > 5 {
            vec![vec![1, 0, 2, 3, 4, 5, 6, 7], (0..8).collect()]
        } else {
            orders(free.len())
        };

        let taken = tried.into_iter().filter(|order| {
            let mut other = plan.clone();
            for (at, from) in free.iter().zip(order) {
                let slot = &mut other.hearings[0].slots[*at];
                slot.reference.clone_from(&right[free[*from]].reference);
                slot.recused.clone_from(&right[free[*from]].recused);
            }
            check(&problem, &other).ok
        });

        assert_eq!(taken.collect::<Vec<_>>(), [(0..free.len()).collect::<Vec<_>>()], "{recused:?}");
    }
}

proptest! {
    #[test]
    fn no_order_lets_fewer_peers_move(recused in prop::collection::vec(prop::sample::subsequence(vec!["p1", "p2", "p3"], 0..=3), 0..6)) {
        let lists: Vec<&[&str]> = recused.iter().map(Vec::as_slice).collect();
        let (_, hearing) = planned(&hearing(&lists, |_| {}));
        let found: Vec<usize> =
            hearing.slots.iter().map(|slot| slot.reference[1..].parse::<usize>().unwrap() - 1).collect();

        let moves = |order: &Vec<usize>| {
            let between = order.windows(2).map(|pair| {
                let (before, after) = (&recused[pair[0]], &recused[pair[1]]);
                ["p1", "p2", "p3"].iter().filter(|peer| before.contains(peer) != after.contains(peer)).count()
            });
            between.sum::<usize>()
        };
        let best = orders(recused.len()).into_iter().map(|order| (moves(&order), order)).min();
        prop_assert_eq!(Some((moves(&found), found)), best);
    }
}
