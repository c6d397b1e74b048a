//! Adds an act, if nobody has acted on the same application meanwhile.

use form_handler::{
    record::ReceivedAt,
    store::journal::{
        Append, Journal, JournalError,
        body::{Body, BodyId, BodyText},
        event::{Event, EventDraft, Until},
    },
};
use jiff::{Timestamp, tz::TimeZone};

use super::{
    act::{Act, Contents, Deed, Subject},
    entry::JournalEntry,
    error::OfficeError,
    people::People,
    reading::{OfficeJournal, Reader},
};

use crate::text::day::Day;

/// So often others may be first: each time they are, one of them has written.
const TRIES: usize = 20;

/// What concerns no application, or outlives one, stays for so many months: longer than any backup is kept.
const LONGEST_MONTHS: u32 = 24;

/// When the contents of an act may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BodyEnd {
    until: Until,
    expires: i64,
}

impl BodyEnd {
    /// With an application that expires then, in seconds since 1970; not before the month is over, so that the
    /// journal does not tell the day.
    pub fn with(expires: i64) -> Self {
        let time = Timestamp::from_second(expires).unwrap_or(Timestamp::MAX);
        let until = Until::month_of(time.to_zoned_datetime(TimeZone::UTC).date());
        Self { until, expires: expires.max(until.timestamp().as_second()) }
    }

    /// As late as any: of acts in which nobody is told of, or whose contents every backup must find again.
    pub fn latest(now: Timestamp) -> Self {
        Self::months_after(Day::of(now), LONGEST_MONTHS)
    }

    /// Whether it comes later than that.
    pub fn is_after(self, until: Until) -> bool {
        self.until > until
    }

    /// So many months after a day.
    pub fn months_after(day: Day, months: u32) -> Self {
        let time = day.months_later(months).0.to_zoned_datetime(TimeZone::UTC);
        Self::with(time.map_or(i64::MAX, |time| time.timestamp().as_second()))
    }
}

impl OfficeJournal {
    /// Adds an act that was thought out when the journal had been read up to the number `seen`, excluded, and
    /// besides those, knows the acts `own`. Gives its number.
    ///
    /// Anything newer on one of its applications, its peer or its hearing refuses, whoever did it; of a plan, anything newer at all. When this
    /// returns an error, nothing was added, but for [`OfficeError::Store`]: then the journal says.
    pub async fn append(
        &mut self,
        reader: Reader<'_>,
        act: Act,
        (seen, own): (u64, &[u64]),
        end: BodyEnd,
    ) -> Result<u64, OfficeError> {
        let author = reader.people.signer(reader.identities, reader.now)?;
        let recipients = reader.people.recipients()?.at(reader.now);
        let (id, text) = (BodyId::random(), BodyText::new(act.write()));
        let body = Body {
            id,
            keys: recipients.fingerprints(),
            sealed: text.seal(&recipients)?,
            expires: end.expires,
        };
        let draft = EventDraft {
            at: ReceivedAt::at(reader.now),
            body: id,
            commit: text.commit(id),
            until: end.until,
        };
        for _ in 0..TRIES {
            self.read_on(reader).await?;
            self.admit(&act, (seen, own), reader)?;
            let event = Event::sign(&draft, self.head(), author);
            match write(reader, &event, &body).await? {
                Append::Appended => {
                    let seq = event.seq;
                    self.add_own(event, act, reader.people);
                    return Ok(seq);
                }
                Append::Behind { .. } => {}
                Append::Diverged { .. } => return Err(OfficeError::Diverged),
            }
        }
        Err(OfficeError::Busy)
    }

    /// Whether such an act may be added now.
    fn admit(
        &self,
        act: &Act,
        (seen, own): (u64, &[u64]),
        reader: Reader<'_>,
    ) -> Result<(), OfficeError> {
        if let Some(why) = self.read_only() {
            return Err(OfficeError::ReadOnly(why));
        }
        for reference in act.references() {
            if let Some(seq) = self.later_act(reference) {
                return Err(OfficeError::LaterAct { reference: reference.clone(), seq });
            }
        }
        self.overtaken(act, (seen, own), reader.people).map_or(Ok(()), Err)
    }

    /// Who was first, if somebody has acted on the same since the journal had been read up to `seen`, excluded; besides
    /// those, the acts `own` are known.
    pub fn overtaken(
        &self,
        act: &Act,
        (seen, own): (u64, &[u64]),
        people: &People,
    ) -> Option<OfficeError> {
        let mut newer = self
            .entries()
            .iter()
            .filter(|entry| entry.event.seq >= seen && !own.contains(&entry.event.seq));
        let (entry, subject) = newer.find_map(|entry| Some((entry, concerns(entry, act)?)))?;
        Some(OfficeError::Overtaken {
            subject,
            who: people.name(&entry.event.by),
            what: entry.contents.as_ref().map_or_else(|_| "?".into(), Contents::summary),
            seq: entry.event.seq,
        })
    }
}

/// What an act and something newer are both about; a plan is about everything.
fn concerns(newer: &JournalEntry, act: &Act) -> Option<Subject> {
    let of_newer = newer.contents.as_ref().map(Contents::subjects).unwrap_or_default();
    if matches!(act.deed, Deed::Plan { .. }) {
        return Some(of_newer.into_iter().next().unwrap_or(Subject::Journal));
    }
    let own = act.subjects();
    of_newer.into_iter().find(|subject| own.contains(subject))
}

/// The same event again is a success: an answer that was lost is asked for once more.
async fn write(reader: Reader<'_>, event: &Event, body: &Body) -> Result<Append, OfficeError> {
    let failed = |error| OfficeError::of(reader.store, error);
    match reader.store.append(event, body).await {
        Err(JournalError::Unavailable(_)) => reader.store.append(event, body).await.map_err(failed),
        other => other.map_err(failed),
    }
}
