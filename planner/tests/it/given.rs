//! A problem as a test makes it up, and the file that says it.

use proptest::{prelude::*, sample::select};
use serde_json::{Value as Json, json};

pub const OBJECTIVES: [&str; 6] =
    ["nombre", "anciennete", "mixite", "attente", "preferences", "stabilite"];

/// Hearings stand in the order of their numbers, firms in that of their ranks.
#[derive(Clone, Debug)]
pub struct Given {
    pub firms_min: usize,
    pub firms_max: usize,
    pub same_sector_max: usize,
    pub quorum: usize,
    pub order: Vec<&'static str>,
    pub hearings: Vec<GivenHearing>,
    pub firms: Vec<GivenFirm>,
}

#[derive(Clone, Debug)]
pub struct GivenHearing {
    pub hold: &'static str,
    pub panel: Vec<&'static str>,
    pub access: Vec<&'static str>,
    /// By rank.
    pub locked: Vec<(usize, usize)>,
    /// What no file can say: a single change at this hearing.
    pub more_seats: usize,
    pub more_of_a_sector: usize,
}

#[derive(Clone, Debug)]
pub struct GivenFirm {
    pub sector: &'static str,
    pub needs: Vec<&'static str>,
    pub excludes: Vec<&'static str>,
    pub recuses: Vec<&'static str>,
    /// By number.
    pub cannot: Vec<usize>,
    pub prefers: Vec<usize>,
    pub was: Option<usize>,
    /// Before the hearing of this number and all after it.
    pub expires_before: Option<usize>,
    pub treated: bool,
}

pub fn id(number: usize) -> String {
    format!("a{number}")
}

pub fn reference(rank: usize) -> String {
    format!("F{rank}")
}

impl Given {
    pub fn json(&self) -> Json {
        let ids = |numbers: &[usize]| numbers.iter().map(|number| id(*number)).collect::<Vec<_>>();
        let hearings = self.hearings.iter().enumerate().map(|(number, hearing)| {
            let locked = hearing.locked.iter().map(|(rank, slot)| (reference(*rank), json!(slot)));
            json!({
                "id": id(number), "starts": format!("2021-06-{:02}T09:00", 10 + number),
                "gap_minutes": 5, "break_after": 3, "break_minutes": 15,
                "access": hearing.access, "panel": hearing.panel, "hold": hearing.hold,
                "locked": locked.collect::<serde_json::Map<_, _>>(),
            })
        });
        let firms = self.firms.iter().enumerate().map(|(rank, firm)| {
            let expires = firm.expires_before.map(|number| format!("2021-06-{:02}", 9 + number));
            json!({
                "ref": reference(rank), "received_at": format!("2021-06-01T10:{rank:02}:00Z"),
                "sector": firm.sector, "needs": firm.needs, "excludes": firm.excludes,
                "recuses": firm.recuses, "cannot": ids(&firm.cannot), "prefers": ids(&firm.prefers),
                "was": firm.was.map(id), "expires": expires, "treated": firm.treated,
            })
        });
        json!({
            "version": 1, "timezone": "Europe/Paris",
            "rules": {
                "slot_minutes": 45, "firms_min": self.firms_min, "firms_max": self.firms_max,
                "same_sector_max": self.same_sector_max, "quorum": self.quorum, "order": self.order,
            },
            "hearings": hearings.collect::<Vec<_>>(),
            "firms": firms.collect::<Vec<_>>(),
        })
    }
}

fn some(of: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(of, 0..=most)
}

fn hearing(ranks: usize) -> impl Strategy<Value = GivenHearing> {
    let locks = prop_oneof![
        5 => Just(Vec::new()),
        1 => prop::collection::vec((0..ranks.max(1), 1..4_usize), 1..3),
    ];
    let hold = prop_oneof![4 => Just("auto"), 2 => Just("yes"), 1 => Just("no")];
    let panel = prop::sample::subsequence(&["p1", "p2", "p3"], 1..=3);
    (hold, panel, some(&["plain_pied", "boucle"], 2), locks).prop_map(
        move |(hold, panel, access, mut locked)| {
            locked.sort_unstable();
            locked.dedup_by_key(|(rank, _)| *rank);
            locked.retain(|(rank, _)| *rank < ranks);
            GivenHearing { hold, panel, access, locked, more_seats: 0, more_of_a_sector: 0 }
        },
    )
}

fn firm(numbers: usize) -> impl Strategy<Value = GivenFirm> {
    let numbers: Vec<usize> = (0..numbers).collect();
    let rarely = |of: &'static [&'static str]| prop_oneof![4 => Just(Vec::new()), 1 => prop::sample::subsequence(of, 1..=1)];
    let sector = select(&["industrie", "commerce", "autre"]);
    let some_hearings = prop::sample::subsequence(numbers.clone(), 0..=numbers.len());
    let cannot = prop_oneof![2 => Just(Vec::new()), 1 => some_hearings.clone()];
    let was = prop::option::weighted(0.4, select(numbers.clone()));
    let expires = prop::option::weighted(0.1, select(numbers));
    let peers = &["p1", "p2", "p3"];
    let people = (rarely(&["plain_pied", "boucle"]), rarely(peers), rarely(peers));
    (sector, people, cannot, some_hearings, was, expires, prop::bool::weighted(0.95)).prop_map(
        |(sector, (needs, excludes, recuses), cannot, prefers, was, expires_before, treated)| {
            let (cannot, prefers) = (cannot, prefers);
            GivenFirm {
                sector,
                needs,
                excludes,
                recuses,
                cannot,
                prefers,
                was,
                expires_before,
                treated,
            }
        },
    )
}

/// Any problem of at most so many firms and hearings.
pub fn problems(firms: usize, hearings: usize) -> impl Strategy<Value = Given> {
    let order = prop_oneof![Just(OBJECTIVES.to_vec()), Just(OBJECTIVES.to_vec()).prop_shuffle(),];
    (0..=firms, 1..=hearings).prop_flat_map(move |(firms, hearings)| {
        (
            (0..=3_usize, 0..=2_usize, 1..=3_usize, 0..=2_usize, order.clone()),
            prop::collection::vec(hearing(firms), hearings),
            prop::collection::vec(firm(hearings), firms),
        )
            .prop_map(
                |((firms_min, more, same_sector_max, quorum, order), hearings, firms)| {
                    let firms_max = (firms_min + more).max(1);
                    Given { firms_min, firms_max, same_sector_max, quorum, order, hearings, firms }
                },
            )
    })
}
