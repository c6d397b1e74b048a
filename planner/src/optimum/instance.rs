//! A problem as the flow sees it, in which single things can be otherwise than in the file.

use std::collections::BTreeSet;

use crate::{
    plan::WhyCode,
    problem::{Firm, Hold, OTHER_SECTOR, Problem},
};

/// A problem as the flow sees it: firms by rank, hearings by number.
#[derive(Clone, Debug)]
pub struct Instance<'a> {
    /// What was read.
    pub problem: &'a Problem,
    /// By hearing.
    pub rooms: Vec<Room<'a>>,
    /// By firm and hearing, the first reason of the firm's own for which it may not sit there.
    pub barred: Vec<Vec<Option<WhyCode>>>,
    /// By firm, the hearing where it must sit.
    pub fixed: Vec<Option<usize>>,
}

/// What limits a hearing.
#[derive(Clone, Debug)]
pub struct Room<'a> {
    /// Whether it is held.
    pub hold: Hold,
    /// At least so many firms.
    pub least: usize,
    /// At most.
    pub seats: usize,
    /// At most so many firms of a sector.
    pub same_sector: usize,
    /// A peer of the panel who does not sit.
    without: Option<&'a str>,
    /// What the room meets besides.
    access: Option<&'a str>,
}

/// Firms of one do not count as the same sector as those of another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sector<'a> {
    /// A named one.
    Named(&'a str),
    /// A firm's own, by its rank.
    Own(usize),
}

impl<'a> Instance<'a> {
    /// As the file has it. Where firms are locked, they are enough for a hearing, which is held for them.
    pub fn of(problem: &'a Problem) -> Self {
        let rules = &problem.rules;
        let mut fixed = vec![None; problem.firms().len()];
        let mut rooms = Vec::new();
        for (number, hearing) in problem.hearings.iter().enumerate() {
            for rank in hearing.locked.keys().filter_map(|reference| problem.rank(reference)) {
                fixed[rank] = Some(number);
            }
            let locked = hearing.locked.len();
            let is_kept = locked > 0 && hearing.hold == Hold::Auto;
            rooms.push(Room {
                hold: if is_kept { Hold::Yes } else { hearing.hold },
                least: if locked > 0 { locked.min(rules.firms_min) } else { rules.firms_min },
                seats: rules.firms_max,
                same_sector: rules.same_sector_max,
                without: None,
                access: None,
            });
        }
        let mut instance = Self { problem, rooms, barred: Vec::new(), fixed };
        instance.barred = problem.firms().iter().map(|firm| instance.bars(firm)).collect();
        instance
    }

    fn bars(&self, firm: &Firm) -> Vec<Option<WhyCode>> {
        (0..self.rooms.len()).map(|hearing| self.bar(firm, hearing, &firm.cannot)).collect()
    }

    fn bar(&self, firm: &Firm, number: usize, cannot: &BTreeSet<String>) -> Option<WhyCode> {
        let (hearing, room) = (&self.problem.hearings[number], &self.rooms[number]);
        let sits = |peer: &&String| room.without != Some(peer.as_str());
        let mut panel = hearing.panel.iter().filter(sits);
        let stay = panel.clone().filter(|peer| !firm.recuses.contains(*peer)).count();
        let mut needs = firm.needs.iter();
        let meets = |need: &String| hearing.access.contains(need) || room.access == Some(need);
        let reasons = [
            (WhyCode::Untreated, !firm.treated),
            (WhyCode::Expires, firm.expires.is_some_and(|last| last < hearing.day())),
            (WhyCode::Unavailable, cannot.contains(&hearing.id)),
            (WhyCode::Access, !needs.all(meets)),
            (WhyCode::Excluded, panel.any(|peer| firm.excludes.contains(peer))),
            (WhyCode::Quorum, stay < self.problem.rules.quorum),
        ];
        reasons.into_iter().find(|(_, holds)| *holds).map(|(code, _)| code)
    }

    /// Whether a firm may sit at a hearing.
    pub fn may_sit(&self, firm: usize, hearing: usize) -> bool {
        self.barred[firm][hearing].is_none()
    }

    /// The sector that a firm counts as.
    pub fn sector(&self, firm: usize) -> Sector<'a> {
        match self.problem.firms()[firm].sector.as_str() {
            OTHER_SECTOR => Sector::Own(firm),
            name => Sector::Named(name),
        }
    }

    /// All peers but one; whether anybody may sit there who might not, or the other way round: a younger firm for which too
    /// few peers stay makes room.
    pub fn without_peer(&mut self, hearing: usize, peer: &'a str) -> bool {
        self.rooms[hearing].without = Some(peer);
        self.judge_again(hearing)
    }

    /// A room that meets one need more; whether anybody may sit there who might not.
    pub fn with_access(&mut self, hearing: usize, code: &'a str) -> bool {
        self.rooms[hearing].access = Some(code);
        self.judge_again(hearing)
    }

    fn judge_again(&mut self, hearing: usize) -> bool {
        let mut changes = false;
        for (rank, firm) in self.problem.firms().iter().enumerate() {
            let bar = self.bar(firm, hearing, &firm.cannot);
            changes |= bar.is_none() != self.may_sit(rank, hearing);
            self.barred[rank][hearing] = bar;
        }
        changes
    }

    /// A firm that could come; whether it may then sit there.
    pub fn with_available(&mut self, rank: usize, hearing: usize) -> bool {
        let firm = &self.problem.firms()[rank];
        self.barred[rank][hearing] = self.bar(firm, hearing, &BTreeSet::new());
        self.may_sit(rank, hearing)
    }

    /// A firm that must sit at a hearing, which is held.
    pub fn fix(&mut self, firm: usize, hearing: usize) {
        self.fixed[firm] = Some(hearing);
        self.rooms[hearing].hold = Hold::Yes;
    }
}
