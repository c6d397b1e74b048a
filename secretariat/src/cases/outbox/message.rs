//! A letter for a mail program: a file that it opens, or a link that begins a message.

use jiff::Timestamp;
use url::form_urlencoded;

use super::OutboxLetter;
use crate::text::message::UnsentMessage;

/// A file `.eml`.
pub fn eml(letter: &OutboxLetter, now: Timestamp) -> Vec<u8> {
    let email = letter.addressee.email.as_deref();
    UnsentMessage {
        id: &letter.id,
        to: email.map(|email| (letter.addressee.name.as_str(), email)),
        subject: &letter.text.subject,
        text: &letter.text.text,
        date: now,
        calendar: None,
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
