//! Peers of whom a plan wants that they sit at two hearings at once: no rule of a plan knows of it, and nobody can.

use jiff::Timestamp;
use planner::{
    plan::{Plan, PlannedHearing},
    problem::Problem,
};

/// A sentence for every two hearings that are held at the same time and share peers.
pub(super) fn clashes(problem: &Problem, plan: &Plan) -> Vec<String> {
    let held: Vec<_> = plan.hearings.iter().filter_map(|each| Some((each, times(each)?))).collect();
    let mut found = Vec::new();
    for (at, (one, (starts, ends))) in held.iter().enumerate() {
        for (other, (others_start, others_end)) in &held[at + 1..] {
            if starts < others_end && others_start < ends {
                found.extend(shared(problem, &one.id, &other.id));
            }
        }
    }
    found
}

/// From the beginning of the first slot to the end of the last.
fn times(hearing: &PlannedHearing) -> Option<(Timestamp, Timestamp)> {
    let starts = hearing.slots.iter().filter_map(|slot| slot.starts.parse().ok()).min()?;
    let ends = hearing.slots.iter().filter_map(|slot| slot.ends.parse().ok()).max()?;
    Some((starts, ends))
}

fn shared(problem: &Problem, one: &str, other: &str) -> Option<String> {
    let panel = |id: &str| problem.hearings.iter().find(|hearing| hearing.id == id);
    let both: Vec<&str> =
        panel(one)?.panel.intersection(&panel(other)?.panel).map(String::as_str).collect();
    (!both.is_empty()).then(|| {
        let peers = both.join(", ");
        format!("en même temps à {one} et à {other} : {peers} ; changez l'heure, ou qui siège")
    })
}

#[cfg(test)]
mod tests {
    use planner::solve::solve;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_peer_is_not_at_two_hearings_at_once() {
        for (starts, panel, said) in [
            ("2021-06-17T09:00", ["p1", "p2"], Some("en même temps à a1 et à a2 : p1, p2 ;")),
            ("2021-06-17T09:44", ["p2", "p3"], Some("en même temps à a1 et à a2 : p2 ;")),
            // One ends when the other begins, at the same time of another day, and nobody at both.
            ("2021-06-17T09:45", ["p1", "p2"], None),
            ("2021-06-18T09:00", ["p1", "p2"], None),
            ("2021-06-17T09:00", ["p3", "p4"], None),
        ] {
            let firm = |reference: &str| json!({"ref": reference, "received_at": "2021-06-01T10:00:00Z", "sector": "autre"});
            let problem = json!({
                "version": 1, "timezone": "Europe/Paris",
                "rules": {"slot_minutes": 45, "firms_min": 1, "firms_max": 1, "same_sector_max": 1, "quorum": 0},
                "hearings": [
                    {"id": "a1", "starts": "2021-06-17T09:00", "panel": ["p1", "p2"]},
                    {"id": "a2", "starts": starts, "panel": panel},
                ],
                "firms": [firm("A"), firm("B")],
            });
            let problem = Problem::read(&problem.to_string()).expect("a problem");
            let plan = solve(&problem).expect("a plan");

            let found = clashes(&problem, &plan);

            assert_eq!(found.len(), usize::from(said.is_some()), "{starts}: {found:?}");
            assert!(said.is_none_or(|said| found[0].starts_with(said)), "{starts}: {found:?}");
        }
    }
}
