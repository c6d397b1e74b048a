//! A message that nobody has sent yet, as mail programs read it from a file (RFC 5322). Classic Outlook opens one with
//! `X-Unsent: 1` as a message to be completed and sent.

use jiff::Timestamp;
use mail_builder::{
    MessageBuilder,
    headers::{content_type::ContentType, date::Date, text::Text},
    mime::{BodyPart, MimePart},
};

/// What is in it.
#[derive(Clone, Copy, Debug)]
pub struct UnsentMessage<'a> {
    /// ASCII, without blanks; the same for the same letter.
    pub id: &'a str,
    /// Name and address of whoever gets it; without an address, a person fills it in.
    pub to: Option<(&'a str, &'a str)>,
    /// On one line.
    pub subject: &'a str,
    /// Plain text.
    pub text: &'a str,
    /// When it was made.
    pub date: Timestamp,
    /// What is put into a calendar: its method and the file.
    pub calendar: Option<(&'static str, &'a [u8])>,
}

impl UnsentMessage<'_> {
    /// The whole file.
    pub fn write(&self) -> Vec<u8> {
        // No address of this machine stands in it, which the library would put there.
        let mut message = MessageBuilder::new()
            .message_id(format!("{}@bureau.invalid", self.id))
            .date(Date::new(self.date.as_second()))
            .header("X-Unsent", Text::new("1"))
            .subject(self.subject)
            .text_body(self.text);
        if let Some((name, address)) = self.to {
            message = message.to((name, address));
        }
        if let Some((method, file)) = self.calendar {
            let media_type = ContentType::new("text/calendar")
                .attribute("method", method)
                .attribute("charset", "utf-8");
            let part = MimePart::new(media_type, BodyPart::Binary(file.into()));
            message.attachments = Some(vec![part.attachment("audition.ics")]);
        }
        message.write_to_vec().expect("memory takes it")
    }
}
