//! To which hearings somebody is to be asked, and which letter does it.

use std::{collections::BTreeSet, ops::RangeInclusive};

use authoring::letters::LetterKind;
use jiff::{Timestamp, ToSpan, ZonedDateTime};

use crate::{
    cases::{
        Case, Roster,
        case::told::{Told, ToldHearing},
        office::settings::HearingSizes,
        planning::held::schedule::slot_start,
    },
    cli::words::{HearingHold, State},
    journal::act::{
        HearingData, Invitation, VideoLinks,
        letters::{CANCELLED, CONVOCATION, MOVED},
    },
    text::{ids, paris_time},
};

/// A letter about a hearing: its name in the journal, which of content's it is, and what it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence above says it")]
pub struct HearingLetter {
    pub name: String,
    pub kind: LetterKind,
    pub invitation: Invitation,
}

/// The firms of a hearing, as one of its peers meets them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeerSlots {
    /// Whether any firm has a place there, or had one.
    pub any: bool,
    /// The slots for which the peer leaves the room.
    pub left: BTreeSet<u32>,
}

/// The hearing at which a firm is expected, if people are asked to it.
pub fn of_firm(case: &Case, roster: &Roster, sizes: HearingSizes) -> Option<Invitation> {
    let place = case.hearing.as_ref().filter(|_| case.state == State::Scheduled)?;
    let hearing = roster.hearings.get(&place.id)?;
    let only = place.slot..=place.slot;
    let links = links(hearing, only.clone(), &BTreeSet::new());
    invitation(hearing, only, links, sizes, roster)
}

/// The hearings at which a peer sits, if people are asked to them: each from its beginning to the end of its last slot.
/// One that no firm of a newer plan is heard at is not held, and nobody is asked to it.
pub fn of_peer(
    peer: &str,
    roster: &Roster,
    sizes: HearingSizes,
    slots: impl Fn(&str) -> PeerSlots,
) -> Vec<Invitation> {
    let hearings = roster.hearings_in_order().into_iter();
    hearings
        .filter(|hearing| roster.panel(hearing).contains(peer))
        .filter_map(|hearing| {
            let PeerSlots { any, left } = slots(&hearing.id);
            let is_given_up = !any && roster.convoked.get(&hearing.id).copied() < roster.planned_at;
            let last = roster.appointments.last_slot(&hearing.id).unwrap_or(sizes.firms_max);
            let links = links(hearing, 1..=last, &left);
            let invitation = invitation(hearing, 1..=last, links, sizes, roster);
            invitation.filter(|_| !is_given_up)
        })
        .collect()
}

/// To these slots of a hearing.
fn invitation(
    hearing: &HearingData,
    slots: RangeInclusive<u32>,
    links: Vec<String>,
    sizes: HearingSizes,
    roster: &Roster,
) -> Option<Invitation> {
    let slot_minutes = sizes.slot_minutes;
    let last = slot_start(hearing, *slots.end(), slot_minutes)?;
    let ends = last.checked_add(i64::from(slot_minutes).minutes()).ok()?;
    let is_asked = roster.convoked.contains_key(&hearing.id) && hearing.hold != HearingHold::No;
    Some(Invitation {
        hearing: hearing.id.clone(),
        starts: written(&slot_start(hearing, *slots.start(), slot_minutes)?),
        ends: written(&ends),
        place: hearing.place.clone(),
        links,
        sequence: 0,
        cancelled: false,
    })
    .filter(|_| is_asked)
}

/// As invitations have it.
pub fn written(time: &ZonedDateTime) -> String {
    time.strftime("%Y-%m-%dT%H:%M").to_string()
}

/// Where the video of these slots is; of those that are left, nowhere.
fn links(hearing: &HearingData, slots: RangeInclusive<u32>, left: &BTreeSet<u32>) -> Vec<String> {
    match &hearing.video {
        None => Vec::new(),
        Some(VideoLinks::Shared(link)) => vec![link.clone()],
        Some(VideoLinks::PerSlot(links)) => {
            let attended = (1..).zip(links);
            let attended = attended.filter(|(n, _)| slots.contains(n) && !left.contains(n));
            attended.map(|(_, link)| link.clone()).collect()
        }
    }
}

/// The letters that tell somebody at which hearings he is expected, and at which no more.
pub fn letters(told: &Told, expected: Vec<Invitation>, now: Timestamp) -> Vec<HearingLetter> {
    let is_expected = |hearing: &str| expected.iter().any(|each| each.hearing == hearing);
    let others = told.all_last().filter(|told| !is_expected(&told.invitation.hearing));
    let mut letters: Vec<HearingLetter> = others
        .filter_map(|told| match told {
            told if told.can_be_taken_back(now) => Some(cancellation(told)),
            // What was sent last of it, as long as it is told apart from nothing.
            told if told.is_over || told.invitation.cancelled => said(told),
            _ => None,
        })
        .collect();
    for invitation in expected {
        // Whoever is there, or was, is not told where to be.
        let is_there = |told: &&ToldHearing| {
            told.counts() && has_begun(&told.invitation, now) && has_begun(&invitation, now)
        };
        if let Some(told) = told.last(&invitation.hearing).filter(is_there) {
            letters.extend(said(told));
            continue;
        }
        letters.push(match told.last(&invitation.hearing) {
            None => asking(CONVOCATION, invitation, 0),
            Some(ToldHearing { invitation: before, is_over, .. })
                if before.cancelled || *is_over =>
            {
                asking(CONVOCATION, invitation, before.sequence + 1)
            }
            Some(told) if is_same(&told.invitation, &invitation) => {
                let sequence = told.invitation.sequence;
                let letter = if told.letter.starts_with(MOVED) { MOVED } else { CONVOCATION };
                asking(letter, invitation, sequence)
            }
            Some(told) => asking(MOVED, invitation, told.invitation.sequence + 1),
        });
    }
    letters
}

fn has_begun(invitation: &Invitation, now: Timestamp) -> bool {
    paris_time::moment(&invitation.starts).is_some_and(|begins| begins <= now)
}

/// Whether nothing is to be told anew. A link that is not needed any more is none.
pub fn is_same(told: &Invitation, now: &Invitation) -> bool {
    let of = |each: &Invitation| (each.starts.clone(), each.ends.clone(), each.place.clone());
    of(told) == of(now) && now.links.iter().all(|link| told.links.contains(link))
}

/// Which letter has that name in the journal; `None` if it is about no hearing.
pub fn kind(name: &str) -> Option<LetterKind> {
    match name.split('-').next() {
        Some(MOVED) => Some(LetterKind::Moved),
        Some(CANCELLED) => Some(LetterKind::Cancelled),
        Some(CONVOCATION) => Some(LetterKind::FirmConvocation),
        _ => None,
    }
}

/// A letter that was sent, by its own name.
fn said(told: &ToldHearing) -> Option<HearingLetter> {
    let kind = kind(&told.letter)?;
    let (name, invitation) = (told.letter.clone(), told.invitation.clone());
    Some(HearingLetter { name, kind, invitation })
}

fn asking(letter: &str, invitation: Invitation, sequence: u32) -> HearingLetter {
    let kind = if letter == MOVED { LetterKind::Moved } else { LetterKind::FirmConvocation };
    let hearing = ids::part(&invitation.hearing);
    let name = match sequence {
        0 => format!("{letter}-{hearing}"),
        sequence => format!("{letter}-{hearing}-{sequence}"),
    };
    HearingLetter { name, kind, invitation: Invitation { sequence, ..invitation } }
}

/// What takes an invitation back.
fn cancellation(told: &ToldHearing) -> HearingLetter {
    let sequence = told.invitation.sequence + 1;
    HearingLetter {
        name: format!("{CANCELLED}-{}-{sequence}", ids::part(&told.invitation.hearing)),
        kind: LetterKind::Cancelled,
        invitation: Invitation { sequence, cancelled: true, ..told.invitation.clone() },
    }
}
