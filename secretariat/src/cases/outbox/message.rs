//! A letter for other programs: a file that a mail program opens, a link that begins a message, an event for a calendar.

use jiff::Timestamp;
use url::form_urlencoded;

use super::{OutboxLetter, Writing};
use crate::text::{
    calendar::{CalendarEvent, CalendarMethod, CalendarParty},
    ids::{self, ascii},
    message::UnsentMessage,
    paris_time::moment,
};

/// Who sends all letters.
const OFFICE: &str = "Bureau des pairs";

/// A file `.eml`; what belongs into a calendar is attached.
pub fn eml(letter: &OutboxLetter, writing: Writing<'_>, now: Timestamp) -> Vec<u8> {
    let email = letter.addressee.email.as_deref();
    let event = event(letter, writing, now);
    let file = event.as_ref().map(CalendarEvent::write);
    let calendar = event.as_ref().map(|event| event.method.name()).zip(file.as_deref());
    UnsentMessage {
        id: &ascii(&letter.id),
        to: email.map(|email| (letter.addressee.name.as_str(), email)),
        subject: &letter.text.subject,
        text: &letter.text.text,
        date: now,
        calendar,
    }
    .write()
}

/// A link with the address and the subject. The text does not stand in it: links are kept in histories and are cut where
/// they are long. `None` without an address.
pub fn mailto(letter: &OutboxLetter) -> Option<String> {
    let email = letter.addressee.email.as_deref()?;
    let encoded = |text: &str| {
        form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
    };
    let address = encoded(email).replace("%40", "@");
    Some(format!("mailto:{address}?subject={}", encoded(&letter.text.subject)))
}

/// What a calendar is told; `None` if the letter is about no hearing. A peer's names no firm, a firm's no peer, and
/// none holds a link: calendars are copied to other people's machines. Of a letter that was taken it is always the same,
/// to the byte: the file beside a message is the one in it. `now`: when it is made, if nobody has taken the letter.
pub fn event(letter: &OutboxLetter, writing: Writing<'_>, now: Timestamp) -> Option<CalendarEvent> {
    let invitation = letter.invitation.as_ref()?;
    let method =
        if invitation.cancelled { CalendarMethod::Cancel } else { CalendarMethod::Request };
    Some(CalendarEvent {
        method,
        uid: format!(
            "{}-{}@bureau-des-pairs.invalid",
            ids::part(&invitation.hearing),
            letter.to.part()
        ),
        sequence: invitation.sequence,
        made_at: letter.state.taken.as_ref().map_or(now, |taken| taken.at.timestamp()),
        starts: moment(&invitation.starts)?,
        ends: moment(&invitation.ends)?,
        summary: "Audition du Bureau des pairs".to_owned(),
        location: invitation.place.clone(),
        organizer: CalendarParty {
            name: OFFICE.to_owned(),
            email: writing.letters.office_email.clone(),
        },
        attendee: CalendarParty {
            name: letter.addressee.name.clone(),
            email: letter.addressee.email.clone(),
        },
    })
}
