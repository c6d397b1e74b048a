//! Who sits where: the best panels by trying all of them, and the best change of one peer.

use std::{cmp::Reverse, collections::BTreeMap};

use jiff::civil::{Date, date};
use planner::{
    panels::{Availability, PanelRequest, PeerDays, best_change, panels},
    plan::PlanValues,
    problem::Problem,
    solve::solve,
};
use proptest::{prelude::*, sample::select};
use serde_json::{Value as Json, json};

use crate::given::{Given, id, problems};

const COMES: [Availability; 3] = [Availability::Yes, Availability::IfNeeded, Availability::No];

fn day(number: usize) -> Date {
    date(2021, 6, 10 + i8::try_from(number).unwrap())
}

fn request(peers: &[(&str, Vec<Availability>, usize)], least: usize, most: usize) -> PanelRequest {
    let hearings = peers.first().map_or(0, |(_, days, _)| days.len());
    let peer = |(at, (network, days, most)): (usize, &(&str, Vec<Availability>, usize))| {
        let days = days.iter().enumerate().map(|(number, comes)| (day(number), *comes)).collect();
        (format!("p{}", at + 1), PeerDays { network: (*network).to_owned(), days, most: *most })
    };
    PanelRequest {
        hearings: (0..hearings).map(|number| (id(number), day(number))).collect(),
        peers: peers.iter().enumerate().map(peer).collect(),
        peers_min: least,
        peers_max: most,
    }
}

/// Peers missing, peers who come if needed, peers in all, pairs of a network, pairs of hearings of a peer.
type PanelWorth = (usize, usize, Reverse<usize>, usize, usize);

fn pairs(counts: impl IntoIterator<Item = usize>) -> usize {
    counts.into_iter().map(|count| count * count.saturating_sub(1) / 2).sum()
}

/// `None` if somebody sits who cannot, or too often, or too many sit.
fn worth(request: &PanelRequest, sits: &dyn Fn(&str, &str) -> bool) -> Option<PanelWorth> {
    let (mut missing, mut needed, mut all, mut alike) = (0, 0, 0, 0);
    let mut hearings_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (hearing, day) in &request.hearings {
        let mut networks: BTreeMap<&str, usize> = BTreeMap::new();
        let mut here = 0;
        for (name, peer) in request.peers.iter().filter(|(name, _)| sits(name, hearing)) {
            needed += match peer.days[day] {
                Availability::Yes => 0,
                Availability::IfNeeded => 1,
                Availability::No => return None,
            };
            here += 1;
            *networks.entry(&peer.network).or_default() += 1;
            *hearings_of.entry(name).or_default() += 1;
        }
        if here > request.peers_max {
            return None;
        }
        missing += request.peers_min.saturating_sub(here);
        all += here;
        alike += pairs(networks.into_values());
    }
    let is_too_often = hearings_of.iter().any(|(name, count)| *count > request.peers[*name].most);
    (!is_too_often)
        .then(|| (missing, needed, Reverse(all), alike, pairs(hearings_of.into_values())))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_panels_are_better(
        peers in (1..=3_usize).prop_flat_map(|hearings| prop::collection::vec(
            (select(&["a", "b"]), prop::collection::vec(select(&COMES), hearings), 0..=3_usize), 0..=4)),
        least in 0..=2_usize,
        more in 0..=2_usize,
    ) {
        let request = request(&peers, least, least + more);
        let found = panels(&request);

        let names: Vec<(&String, &String)> = request.peers.keys()
            .flat_map(|peer| request.hearings.keys().map(move |hearing| (peer, hearing))).collect();
        let all = (0..1_usize << names.len()).filter_map(|set| worth(&request, &|peer, hearing| {
            let at = names.iter().position(|(one, other)| (one.as_str(), other.as_str()) == (peer, hearing));
            set >> at.unwrap() & 1 == 1
        }));
        let found_worth = worth(&request, &|peer, hearing| found[hearing].peers.contains(peer));
        prop_assert_eq!(found_worth, all.min());
        let missing: usize = found.values().map(|panel| panel.missing).sum();
        prop_assert_eq!(missing, found_worth.unwrap().0);
    }

    #[test]
    fn no_other_change_of_one_peer_is_better(
        given in problems(5, 2),
        most in prop::collection::vec(1..=3_usize, 3),
        comes in prop::collection::vec(select(&COMES), 6),
    ) {
        let hearings = given.hearings.len();
        let peers: Vec<_> = (0..3).map(|peer| ("a", comes[peer * 2..][..hearings].to_vec(), most[peer])).collect();
        let request = request(&peers, 1, 2);
        let problem = Problem::read(&given.json().to_string()).unwrap();
        let found = best_change(&problem, &request).map(|step| rank(&given, &step.values));

        let now = solve(&problem).ok().map(|plan| rank(&given, &plan.values));
        let expected = changed(&given, &request).into_iter().filter_map(|problem| {
            let problem = Problem::read(&problem.to_string()).unwrap();
            Some(rank(&given, &solve(&problem).ok()?.values))
        }).min();
        let expected = expected.filter(|expected| now.as_ref().is_some_and(|now| expected < now));
        prop_assert_eq!(found, expected);
    }
}

/// Values as texts of which the lesser is the better, in the order of the objectives.
fn rank(given: &Given, values: &PlanValues) -> Vec<String> {
    let values: Json = serde_json::to_value(values).unwrap();
    let part = |objective: &&str| match *objective {
        "nombre" => format!("{:04}", 9999 - values["nombre"].as_u64().unwrap()),
        "anciennete" => {
            let turned = values["anciennete"].as_str().unwrap().chars();
            turned.map(|digit| if digit == '1' { '0' } else { '1' }).collect()
        }
        less => format!("{:04}", values[less].as_u64().unwrap()),
    };
    given.order.iter().map(part).collect()
}

/// The problem with each change of one peer that days, sizes and the most of a peer allow.
fn changed(given: &Given, request: &PanelRequest) -> Vec<Json> {
    let mut changed = Vec::new();
    let count =
        |peer: &str| given.hearings.iter().filter(|each| each.panel.contains(&peer)).count();
    for (number, hearing) in given.hearings.iter().enumerate() {
        let mut out: Vec<Option<&str>> = hearing.panel.iter().copied().map(Some).collect();
        out.push(None);
        for leaves in out {
            for enters in [None, Some("p1"), Some("p2"), Some("p3")] {
                let may_come = enters.is_none_or(|peer| {
                    let peer_days = &request.peers[peer];
                    !hearing.panel.contains(&peer)
                        && peer_days.days[&day(number)] != Availability::No
                        && count(peer) < peer_days.most
                });
                let panel: Vec<&str> = hearing
                    .panel
                    .iter()
                    .copied()
                    .filter(|peer| Some(*peer) != leaves)
                    .chain(enters)
                    .collect();
                let size = match panel.len().cmp(&hearing.panel.len()) {
                    std::cmp::Ordering::Less => panel.len() >= request.peers_min,
                    std::cmp::Ordering::Equal => leaves.is_some(),
                    std::cmp::Ordering::Greater => panel.len() <= request.peers_max,
                };
                if may_come && size {
                    let mut problem = given.json();
                    problem["hearings"][number]["panel"] = json!(panel);
                    changed.push(problem);
                }
            }
        }
    }
    changed
}

#[test]
fn who_comes_if_needed_is_asked_only_where_there_would_be_too_few() {
    use Availability::{IfNeeded, No, Yes};
    let request = request(
        &[
            ("cpme", vec![Yes, No], 2),
            ("cpme", vec![Yes, Yes], 2),
            ("medef", vec![IfNeeded, IfNeeded], 1),
            ("leader", vec![Yes, No], 2),
        ],
        2,
        3,
    );

    let found = panels(&request);

    let names = |hearing: &str| found[hearing].peers.iter().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!((names("a0"), found["a0"].missing), ("p1 p2 p4".to_owned(), 0));
    assert_eq!((names("a1"), found["a1"].missing), ("p2 p3".to_owned(), 0));
}
