//! The best plan by trying all of them, from the words of the rules and without any of the solver's code.

use std::cmp::Reverse;

use crate::given::{Given, GivenFirm, GivenHearing};

/// What a plan is worth: less is better, objective by objective.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    More(Reverse<usize>),
    Greater(Reverse<String>),
    Less(usize),
}

/// By rank, a hearing.
pub type Places = Vec<Option<usize>>;

/// A best plan, with what it is worth in the order of the objectives; `None` if there is no plan.
pub fn best(given: &Given) -> Option<(Vec<Worth>, Places)> {
    best_where(given, &|_| true)
}

/// The best of the plans that are wanted.
pub fn best_where(
    given: &Given,
    is_wanted: &dyn Fn(&Places) -> bool,
) -> Option<(Vec<Worth>, Places)> {
    if locks_contradict(given) {
        return None;
    }
    let mut best = None;
    try_all(given, is_wanted, &mut Vec::new(), &mut best);
    best
}

/// What these places are worth, by objective.
pub fn worth(given: &Given, places: &Places, objective: &str) -> Worth {
    let n = given.firms.len();
    let placed = || places.iter().enumerate().filter_map(|(rank, place)| Some((rank, (*place)?)));
    match objective {
        "nombre" => Worth::More(Reverse(placed().count())),
        "anciennete" => Worth::Greater(Reverse(
            places.iter().map(|place| if place.is_some() { '1' } else { '0' }).collect(),
        )),
        "mixite" => {
            let pairs = placed().flat_map(|one| placed().map(move |other| (one, other)));
            Worth::Less(
                pairs
                    .filter(|((one, at), (other, where_))| {
                        one < other && at == where_ && same_sector(given, *one, *other)
                    })
                    .count(),
            )
        }
        "attente" => Worth::Less(placed().map(|(rank, number)| (n - rank) * number).sum()),
        "preferences" => Worth::Less(
            placed()
                .filter(|(rank, number)| {
                    let prefers = &given.firms[*rank].prefers;
                    !prefers.is_empty() && !prefers.contains(number)
                })
                .count(),
        ),
        "stabilite" => Worth::Less(
            (0..n)
                .filter(|rank| given.firms[*rank].was.is_some_and(|was| places[*rank] != Some(was)))
                .count(),
        ),
        other => panic!("{other}"),
    }
}

fn same_sector(given: &Given, one: usize, other: usize) -> bool {
    let (one, other) = (given.firms[one].sector, given.firms[other].sector);
    one == other && one != "autre"
}

fn locks_contradict(given: &Given) -> bool {
    let locks = given.hearings.iter().flat_map(|hearing| &hearing.locked);
    let ranks: Vec<usize> = locks.map(|(rank, _)| *rank).collect();
    let twice = (1..ranks.len()).any(|at| ranks[..at].contains(&ranks[at]));
    let bad_slot = given.hearings.iter().any(|hearing| {
        let slots: Vec<usize> = hearing.locked.iter().map(|(_, slot)| *slot).collect();
        (0..slots.len()).any(|at| slots[at] > given.firms_max || slots[..at].contains(&slots[at]))
    });
    twice || bad_slot
}

fn try_all(
    given: &Given,
    is_wanted: &dyn Fn(&Places) -> bool,
    places: &mut Places,
    best: &mut Option<(Vec<Worth>, Places)>,
) {
    let rank = places.len();
    if rank < given.firms.len() {
        for place in std::iter::once(None).chain((0..given.hearings.len()).map(Some)) {
            let may = place.is_none_or(|number: usize| {
                may_sit(given, &given.firms[rank], &given.hearings[number], number)
            });
            if may {
                places.push(place);
                try_all(given, is_wanted, places, best);
                places.pop();
            }
        }
        return;
    }
    if !keeps_rules(given, places) || !is_wanted(places) {
        return;
    }
    let compared = best.as_ref().map(|(worths, _)| {
        let mut parts = given.order.iter().zip(worths);
        let differs = parts.find_map(|(objective, known)| {
            let ordering = worth(given, places, objective).cmp(known);
            ordering.is_ne().then_some(ordering)
        });
        differs.is_some_and(std::cmp::Ordering::is_lt)
    });
    if compared != Some(false) {
        let worths = given.order.iter().map(|objective| worth(given, places, objective));
        *best = Some((worths.collect(), places.clone()));
    }
}

pub fn may_sit(given: &Given, firm: &GivenFirm, hearing: &GivenHearing, number: usize) -> bool {
    let stay = hearing.panel.iter().filter(|peer| !firm.recuses.contains(peer)).count();
    firm.treated
        && firm.expires_before.is_none_or(|first| number < first)
        && !firm.cannot.contains(&number)
        && firm.needs.iter().all(|need| hearing.access.contains(need))
        && !firm.excludes.iter().any(|peer| hearing.panel.contains(peer))
        && stay >= given.quorum
}

fn keeps_rules(given: &Given, places: &Places) -> bool {
    given.hearings.iter().enumerate().all(|(number, hearing)| {
        let at: Vec<usize> =
            (0..places.len()).filter(|rank| places[*rank] == Some(number)).collect();
        let most_of_a_sector = at
            .iter()
            .map(|one| {
                1 + at
                    .iter()
                    .filter(|other| *other != one && same_sector(given, *one, **other))
                    .count()
            })
            .max()
            .unwrap_or(0);
        let locked = hearing.locked.len();
        let least = if locked > 0 { given.firms_min.min(locked) } else { given.firms_min };
        let enough = (least..=given.firms_max + hearing.more_seats).contains(&at.len());
        let size = match hearing.hold {
            "yes" => enough,
            "no" => at.is_empty(),
            _ => enough || at.is_empty(),
        };
        size && most_of_a_sector <= given.same_sector_max + hearing.more_of_a_sector
            && hearing.locked.iter().all(|(rank, _)| at.contains(rank))
    })
}
