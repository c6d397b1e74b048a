//! To which hearings somebody is to be asked, and which letter does it.

use authoring::letters::LetterKind;
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

use crate::{
    cases::{Case, Roster, case::correspondence::Correspondence, office::settings::HearingSizes},
    journal::act::{
        HearingData, Invitation,
        letters::{CANCELLED, CONVOCATION, MOVED},
    },
    text::paris_time::PARIS,
};

/// A letter about a hearing: its name in the journal, which of content's it is, and what it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence above says it")]
pub struct HearingLetter {
    pub name: String,
    pub kind: LetterKind,
    pub invitation: Invitation,
}

/// The hearing at which a firm is expected, if people are asked to it.
pub fn of_firm(case: &Case, roster: &Roster, sizes: HearingSizes) -> Option<Invitation> {
    let place = case.hearing.as_ref().filter(|_| case.state.had_its_hearing())?;
    let hearing = roster.hearings.get(&place.id)?;
    let before = minutes_before(hearing, place.slot, sizes.slot_minutes);
    invitation(hearing, before, before + sizes.slot_minutes, roster)
}

/// The hearings at which a peer sits, if people are asked to them: each from its beginning to the end of its last slot.
/// `last_slot`: the last one there that has a firm, 0 if none has.
pub fn of_peer(
    peer: &str,
    roster: &Roster,
    sizes: HearingSizes,
    last_slot: impl Fn(&str) -> u32,
) -> Vec<Invitation> {
    let hearings = roster.hearings_in_order().into_iter();
    hearings
        .filter(|hearing| roster.panel(hearing).contains(peer))
        .filter_map(|hearing| {
            let last = match last_slot(&hearing.id) {
                0 => sizes.firms_max,
                last => last,
            };
            let end = minutes_before(hearing, last, sizes.slot_minutes) + sizes.slot_minutes;
            invitation(hearing, 0, end, roster)
        })
        .collect()
}

fn invitation(hearing: &HearingData, start: u32, end: u32, roster: &Roster) -> Option<Invitation> {
    let is_convoked = roster.convoked.contains(&hearing.id);
    Some(Invitation {
        hearing: hearing.id.clone(),
        starts: later(&hearing.starts, start)?,
        ends: later(&hearing.starts, end)?,
        place: hearing.place.clone(),
        sequence: 0,
        cancelled: false,
    })
    .filter(|_| is_convoked)
}

/// From the start of a hearing to the start of a slot, as the planner counts.
fn minutes_before(hearing: &HearingData, slot: u32, slot_minutes: u32) -> u32 {
    let pauses = (1..slot).map(|slot| match hearing.break_after {
        Some(after) if after == slot => hearing.break_minutes,
        _ => hearing.gap_minutes,
    });
    slot.saturating_sub(1) * slot_minutes + pauses.sum::<u32>()
}

fn later(starts: &str, minutes: u32) -> Option<String> {
    let start = moment(starts)?.to_zoned_datetime(TimeZone::get(PARIS).ok()?);
    let later = start.checked_add(jiff::Span::new().minutes(minutes)).ok()?;
    Some(later.strftime("%Y-%m-%dT%H:%M").to_string())
}

/// The moment of a local time in Paris.
pub fn moment(local: &str) -> Option<Timestamp> {
    let zone = TimeZone::get(PARIS).ok()?;
    Some(local.parse::<DateTime>().ok()?.to_zoned_datetime(zone).ok()?.timestamp())
}

/// The letters that tell somebody at which hearings he is expected, and at which no more.
pub fn letters(correspondence: &Correspondence, expected: Vec<Invitation>) -> Vec<HearingLetter> {
    let mut letters = Vec::new();
    for told in correspondence.told.values() {
        if !expected.iter().any(|each| each.hearing == told.hearing) {
            letters.push(cancellation(told));
        }
    }
    for invitation in expected {
        let told = correspondence.told.get(&invitation.hearing);
        letters.push(match told {
            None => asking(CONVOCATION, invitation, 0),
            Some(told) if told.cancelled => asking(CONVOCATION, invitation, told.sequence + 1),
            Some(told) if is_same(told, &invitation) => {
                let moved = asking(MOVED, invitation.clone(), told.sequence);
                let is_moved = correspondence.letters.contains_key(&moved.name);
                if is_moved { moved } else { asking(CONVOCATION, invitation, told.sequence) }
            }
            Some(told) => asking(MOVED, invitation, told.sequence + 1),
        });
    }
    letters
}

fn is_same(one: &Invitation, other: &Invitation) -> bool {
    let of = |each: &Invitation| (each.starts.clone(), each.ends.clone(), each.place.clone());
    of(one) == of(other)
}

fn asking(letter: &str, invitation: Invitation, sequence: u32) -> HearingLetter {
    let kind = if letter == MOVED { LetterKind::Moved } else { LetterKind::FirmConvocation };
    let name = match sequence {
        0 => format!("{letter}-{}", invitation.hearing),
        sequence => format!("{letter}-{}-{sequence}", invitation.hearing),
    };
    HearingLetter { name, kind, invitation: Invitation { sequence, ..invitation } }
}

/// What takes an invitation back; of one that is taken back already, the letter that did.
fn cancellation(told: &Invitation) -> HearingLetter {
    let sequence = if told.cancelled { told.sequence } else { told.sequence + 1 };
    HearingLetter {
        name: format!("{CANCELLED}-{}-{sequence}", told.hearing),
        kind: LetterKind::Cancelled,
        invitation: Invitation { sequence, cancelled: true, ..told.clone() },
    }
}
