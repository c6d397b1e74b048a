//! To which hearings somebody is to be asked, and which letter does it.

use std::ops::RangeInclusive;

use authoring::letters::LetterKind;
use jiff::{Timestamp, ToSpan, ZonedDateTime, civil::DateTime, tz::TimeZone};

use crate::{
    cases::{
        Case, Roster, case::correspondence::Correspondence, office::settings::HearingSizes,
        planning::held::schedule::slot_start,
    },
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
    invitation(hearing, place.slot..=place.slot, sizes, roster)
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
            invitation(hearing, 1..=last, sizes, roster)
        })
        .collect()
}

/// To these slots of a hearing.
fn invitation(
    hearing: &HearingData,
    slots: RangeInclusive<u32>,
    sizes: HearingSizes,
    roster: &Roster,
) -> Option<Invitation> {
    let slot_minutes = sizes.slot_minutes;
    let last = slot_start(hearing, *slots.end(), slot_minutes)?;
    let ends = last.checked_add(i64::from(slot_minutes).minutes()).ok()?;
    let written = |time: &ZonedDateTime| time.strftime("%Y-%m-%dT%H:%M").to_string();
    let is_convoked = roster.convoked.contains(&hearing.id);
    Some(Invitation {
        hearing: hearing.id.clone(),
        starts: written(&slot_start(hearing, *slots.start(), slot_minutes)?),
        ends: written(&ends),
        place: hearing.place.clone(),
        sequence: 0,
        cancelled: false,
    })
    .filter(|_| is_convoked)
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
