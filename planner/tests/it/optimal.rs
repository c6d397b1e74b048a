//! A plan is the best there is: of all, by trying them.

use planner::{all_sets::check_all_sets, check::check, plan::Plan, problem::Problem, solve::solve};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::{
    brute_force::{Worth, best},
    given::{Given, problems, reference},
};

pub fn planned(given: &Given) -> Option<(Problem, Plan)> {
    let problem = Problem::read(&given.json().to_string()).unwrap();
    let plan = solve(&problem).ok()?;
    Some((problem, plan))
}

pub fn as_json(worth: &Worth) -> Json {
    match worth {
        Worth::More(more) => json!(more.0),
        Worth::Greater(text) => json!(text.0),
        Worth::Less(less) => json!(less),
    }
}

proptest! {
    // `PROPTEST_CASES` asks for another number, as it does of every such test.
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_plan_is_better(given in problems(7, 3)) {
        let expected = best(&given);
        let found = planned(&given);

        let Some((worths, _)) = expected else {
            prop_assert!(found.is_none(), "there is none, but {:?}", found);
            return Ok(());
        };
        prop_assert!(found.is_some(), "there is one");
        let (problem, plan) = found.unwrap();
        let values = serde_json::to_value(&plan.values).unwrap();
        for (objective, worth) in given.order.iter().zip(&worths) {
            prop_assert_eq!(&values[objective], &as_json(worth), "{}", objective);
        }
        let read = Plan::read(&plan.json()).unwrap();
        prop_assert_eq!(&read, &plan);
        let report = check_all_sets(&problem, &plan, check(&problem, &plan));
        prop_assert!(report.ok, "{}", report.json());
    }

    /// Whoever verifies a plan may take every sector for a node of every hearing that is held: from one of which nobody
    /// sits there, the first arc carries nothing and costs nothing.
    #[test]
    fn every_sector_has_a_price_at_every_hearing(given in problems(7, 3)) {
        let Some((_, plan)) = planned(&given) else { return Ok(()) };
        let prices = &plan.certificate.potentials;
        for hearing in plan.hearings.iter().filter(|hearing| hearing.held) {
            let sector = |rank: usize| match given.firms[rank].sector {
                "autre" => format!("hs:{}:autre:{}", hearing.id, reference(rank)),
                name => format!("hs:{}:{name}", hearing.id),
            };
            let sitting: Vec<String> = hearing.slots.iter()
                .map(|slot| sector(slot.reference[1..].parse().unwrap())).collect();
            for empty in (0..given.firms.len()).map(sector).filter(|node| !sitting.contains(node)) {
                prop_assert!(prices[&empty] >= prices[&format!("h:{}", hearing.id)], "{}", empty);
            }
        }
    }
}
