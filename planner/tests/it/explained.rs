//! What a plan says of firms without a place is true, and all that there is to say.

use planner::{
    explain::{Elsewhere, explain},
    plan::{PlanChange, Unplaced, WhyCode},
};
use proptest::prelude::*;

use crate::{
    brute_force::{Places, best, best_where, may_sit},
    given::{Given, id, problems, reference},
    optimal::{as_json, planned},
};

/// Every single change, with the problem that it makes; `firm` is who could come.
fn changes(given: &Given, held: &[bool], firm: usize) -> Vec<(String, Given)> {
    let mut changes = Vec::new();
    for (number, held) in held.iter().enumerate() {
        let mut add = |change: String, make: &dyn Fn(&mut Given)| {
            let mut changed = given.clone();
            make(&mut changed);
            changes.push((format!("{change} {}", id(number)), changed));
        };
        add("seat".into(), &|given| given.hearings[number].more_seats = 1);
        add("sector_limit".into(), &|given| given.hearings[number].more_of_a_sector = 1);
        if !held {
            add("hold".into(), &|given| given.hearings[number].hold = "yes");
        }
        for peer in &given.hearings[number].panel {
            let make = |given: &mut Given| given.hearings[number].panel.retain(|each| each != peer);
            add(format!("panel_without {peer}"), &make);
        }
        for code in ["plain_pied", "boucle"] {
            if !given.hearings[number].access.contains(&code) {
                add(format!("access {code}"), &|given| given.hearings[number].access.push(code));
            }
        }
        if given.firms[firm].cannot.contains(&number) {
            let make = |given: &mut Given| given.firms[firm].cannot.retain(|each| *each != number);
            add("available".into(), &make);
        }
    }
    changes
}

fn said(change: &PlanChange) -> String {
    let kind = serde_json::to_value(change.change).unwrap();
    let detail = change.peer.as_ref().or(change.code.as_ref());
    let detail = detail.map(|detail| format!(" {detail}")).unwrap_or_default();
    format!("{}{detail} {}", kind.as_str().unwrap(), change.hearing)
}

/// The first reason that holds, from the words of the rules.
fn reason(given: &Given, held: &[bool], places: &Places, rank: usize, number: usize) -> String {
    let (firm, hearing) = (&given.firms[rank], &given.hearings[number]);
    let at: Vec<usize> = (0..places.len()).filter(|each| places[*each] == Some(number)).collect();
    let of_sector = at.iter().filter(|each| given.firms[**each].sector == firm.sector).count();
    let stay = hearing.panel.iter().filter(|peer| !firm.recuses.contains(peer)).count();
    let full = at.len() >= given.firms_max;
    let older: Vec<String> =
        at.iter().filter(|each| **each < rank).map(|each| reference(*each)).collect();
    let reasons = [
        ("untreated".to_owned(), !firm.treated),
        ("expires".to_owned(), firm.expires_before.is_some_and(|first| number >= first)),
        ("unavailable".to_owned(), firm.cannot.contains(&number)),
        ("access".to_owned(), firm.needs.iter().any(|need| !hearing.access.contains(need))),
        ("excluded".to_owned(), firm.excludes.iter().any(|peer| hearing.panel.contains(peer))),
        ("quorum".to_owned(), stay < given.quorum),
        ("not_held".to_owned(), !held[number]),
        ("locked".to_owned(), hearing.locked.len() >= given.firms_max),
        ("sector_limit".to_owned(), firm.sector != "autre" && of_sector >= given.same_sector_max),
        (format!("full {}", older.join(",")), full),
        ("objective".to_owned(), true),
    ];
    let first = reasons.into_iter().find(|(_, holds)| *holds).unwrap().0;
    format!("{} {first}", id(number))
}

/// The firms that a change places where older ones stay are those that are said.
fn check_changes(given: &Given, held: &[bool], places: &Places, unplaced: &Unplaced) {
    let rank: usize = unplaced.reference[1..].parse().unwrap();
    let mut expected: Vec<String> = changes(given, held, rank)
        .into_iter()
        .filter(|(_, changed)| {
            best(changed).is_some_and(|(_, after)| {
                after[rank].is_some()
                    && (0..rank).all(|older| places[older].is_none() || after[older].is_some())
            })
        })
        .map(|(change, _)| change)
        .collect();
    let mut found: Vec<String> = unplaced.would_fit_if.iter().map(said).collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "{} in {}", unplaced.reference, given.json());
}

/// Who takes the seats that a firm could have, from the words: those at its hearings, those at theirs, and so on. `None`
/// where anything but seats stops one of them.
fn blocking(given: &Given, held: &[bool], places: &Places, rank: usize) -> Option<Vec<Vec<usize>>> {
    let at = |number: usize| (0..places.len()).filter(move |each| places[*each] == Some(number));
    let goes = |firm: usize| {
        (0..held.len()).filter(move |number| {
            let may_sit = may_sit(given, &given.firms[firm], &given.hearings[*number], *number);
            held[*number] && may_sit && places[firm] != Some(*number)
        })
    };
    let (mut firms, mut hearings) = (vec![rank], Vec::new());
    // As often as there are firms is often enough.
    for _ in 0..=places.len() {
        hearings = firms.iter().flat_map(|firm| goes(*firm)).collect();
        hearings.sort_unstable();
        hearings.dedup();
        firms.extend(hearings.iter().flat_map(|number| at(*number)).collect::<Vec<_>>());
        firms.sort_unstable();
        firms.dedup();
    }
    let is_full = hearings.iter().all(|number| at(*number).count() >= given.firms_max);
    let is_locked = hearings.iter().any(|number| !given.hearings[*number].locked.is_empty());
    let has_limit = firms.iter().any(|firm| {
        let sector = given.firms[*firm].sector;
        sector != "autre"
            && goes(*firm).any(|number| {
                let alike = at(number).filter(|other| given.firms[*other].sector == sector);
                alike.count() >= given.same_sector_max
            })
    });
    firms.retain(|firm| *firm != rank);
    let is_younger = firms.iter().any(|firm| *firm > rank);
    let is_blocking = !hearings.is_empty() && is_full && !is_locked && !has_limit && !is_younger;
    is_blocking.then(|| vec![hearings, firms])
}

/// That, and that no firm named there, nor this one, may sit at another hearing that is held.
fn check_blocking(given: &Given, held: &[bool], places: &Places, unplaced: &Unplaced) {
    let rank: usize = unplaced.reference[1..].parse().unwrap();
    let found = unplaced.blocking.as_ref().map(|blocking| {
        let number = |name: &String| name[1..].parse().unwrap();
        let hearings: Vec<usize> = blocking.hearings.iter().map(number).collect();
        vec![hearings, blocking.firms.iter().map(number).collect()]
    });
    assert_eq!(found, blocking(given, held, places, rank), "{rank} in {}", given.json());

    let (Some(blocking), Some(found)) = (&unplaced.blocking, found) else { return };
    let inside = |number: &usize| found[0].contains(number);
    for firm in found[1].iter().chain([&rank]) {
        for number in (0..held.len()).filter(|number| held[*number] && !inside(number)) {
            assert!(
                !may_sit(given, &given.firms[*firm], &given.hearings[number], number),
                "{firm}"
            );
        }
    }
    assert_eq!(blocking.seats, blocking.hearings.len() * given.firms_max);
    assert_eq!(found[1].len(), blocking.seats);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_said_of_a_firm_without_a_place_is_all_and_true(given in problems(6, 3)) {
        let Some((_, plan)) = planned(&given) else { return Ok(()) };
        let held: Vec<bool> = plan.hearings.iter().map(|hearing| hearing.held).collect();
        let mut places = vec![None; given.firms.len()];
        for (number, hearing) in plan.hearings.iter().enumerate() {
            for slot in &hearing.slots {
                places[slot.reference[1..].parse::<usize>().unwrap()] = Some(number);
            }
        }

        let missing: Vec<String> =
            (0..places.len()).filter(|rank| places[*rank].is_none()).map(reference).collect();
        let unplaced: Vec<&String> = plan.unplaced.iter().map(|firm| &firm.reference).collect();
        prop_assert_eq!(unplaced, missing.iter().collect::<Vec<_>>());
        for unplaced in &plan.unplaced {
            let rank: usize = unplaced.reference[1..].parse().unwrap();
            for (number, why) in unplaced.why.iter().enumerate() {
                let code = serde_json::to_value(why.code).unwrap();
                let older = why.older.as_ref().map(|older| format!(" {}", older.join(",")));
                let found = format!("{} {}{}", why.hearing, code.as_str().unwrap(), older.unwrap_or_default());
                prop_assert_eq!(found, reason(&given, &held, &places, rank, number));
                prop_assert!(why.code != WhyCode::Objective || given.order[0] != "nombre");
            }
            check_changes(&given, &held, &places, unplaced);
            check_blocking(&given, &held, &places, unplaced);
        }
    }

    /// Another date costs what the best plan with the firm there is worth.
    #[test]
    fn what_another_date_costs_is_the_best_plan_with_it(given in problems(5, 3)) {
        let Some((problem, plan)) = planned(&given) else { return Ok(()) };
        for rank in 0..given.firms.len() {
            let explained = explain(&problem, &plan, &reference(rank)).unwrap();
            let Some(placed) = explained.placed else { continue };
            for elsewhere in placed.elsewhere {
                let (hearing, values) = match elsewhere {
                    Elsewhere::Impossible { hearing, .. } => (hearing, None),
                    Elsewhere::Possible { hearing, values, .. } => (hearing, Some(values)),
                };
                let number: usize = hearing[1..].parse().unwrap();
                let expected = best_where(&given, &|places| places[rank] == Some(number));
                let expected = expected.map(|(worths, _)| worths.iter().map(as_json).collect::<Vec<_>>());
                let values = values.map(|values| {
                    let values = serde_json::to_value(values).unwrap();
                    given.order.iter().map(|objective| values[objective].clone()).collect()
                });
                prop_assert_eq!(values, expected);
            }
        }
    }
}
