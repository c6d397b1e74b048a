//! Which days an act may name. One that cannot be right is a slip: it is refused here, whoever has typed it, and wherever.

use jiff::civil::date;

use crate::{
    cases::{Case, error::days::DayError},
    cli::words::NoteKind,
    journal::act::{Deed, HearingData, NoteData},
    text::day::Day,
};

/// Before this day there was nothing that the office could know of.
const EARLIEST: Day = Day(date(2000, 1, 1));
/// After this one nobody plans.
const LATEST: Day = Day(date(2099, 12, 31));

/// Whether every day that an act names can be right, on that day.
pub fn check(deed: &Deed, case: Option<&Case>, today: Day) -> Result<(), DayError> {
    match deed {
        Deed::Decision(decision) => {
            let named = NamedDay { what: "décision", day: decision.on };
            named.is_over(today)?;
            named.is_after("l'arrivée de la candidature", case.and_then(Case::arrived_on))
        }
        Deed::Note(note) => check_note(note, today),
        Deed::Opinion(opinion) => opinion.oral_on.map_or(Ok(()), |day| {
            let named = NamedDay { what: "avis donné de vive voix", day };
            named.is_over(today)?;
            named.is_after("l'arrivée de la candidature", case.and_then(Case::arrived_on))?;
            // Who was heard on another day than was planned is heard all the same.
            let planned = case.and_then(Case::heard_on).filter(|planned| *planned <= today);
            named.is_after("son audition", planned)
        }),
        Deed::Hearing(hearing) => HearingData::day(hearing)
            .map_or(Ok(()), |day| NamedDay { what: "audition", day }.is_plausible()),
        Deed::Peer(peer) => {
            let days = peer.days.keys();
            days.map(|day| NamedDay { what: "jour d'un pair", day: *day })
                .try_for_each(NamedDay::is_plausible)?;
            let signed = peer.signed.map(|day| NamedDay { what: "engagement signé", day });
            signed.map_or(Ok(()), |named| named.is_over(today))
        }
        _ => Ok(()),
    }
}

fn check_note(note: &NoteData, today: Day) -> Result<(), DayError> {
    let (arrived, arrival) = match note.kind {
        NoteKind::Paper => ("candidature sur papier reçue", "l'arrivée du papier"),
        NoteKind::Document => ("document reçu", "l'arrivée du document"),
        NoteKind::Call => ("appel", "l'appel"),
        NoteKind::Note => ("note", "le jour de la note"),
    };
    if let Some(day) = note.on {
        NamedDay { what: arrived, day }.is_over(today)?;
    }
    let destroyed = note.destroy.map(|day| NamedDay { what: "destruction", day });
    destroyed.map_or(Ok(()), |named| {
        named.is_plausible()?;
        named.is_after(arrival, note.on)
    })
}

/// A day, and what it is the day of.
#[derive(Clone, Copy)]
struct NamedDay {
    what: &'static str,
    day: Day,
}

impl NamedDay {
    fn is_plausible(self) -> Result<(), DayError> {
        let Self { what, day } = self;
        let is_known = (EARLIEST..=LATEST).contains(&day);
        if is_known { Ok(()) } else { Err(DayError::Implausible { what, day }) }
    }

    /// It is today, or past.
    fn is_over(self, today: Day) -> Result<(), DayError> {
        self.is_plausible()?;
        let Self { what, day } = self;
        if day <= today { Ok(()) } else { Err(DayError::Future { what, day }) }
    }

    /// It is not before that one, if there is one.
    fn is_after(self, before: &'static str, earliest: Option<Day>) -> Result<(), DayError> {
        let Self { what, day } = self;
        match earliest {
            Some(earliest) if day < earliest => {
                Err(DayError::TooEarly { what, day, before, earliest })
            }
            _ => Ok(()),
        }
    }
}
