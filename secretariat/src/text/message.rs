//! A message that nobody has sent yet, as mail programs read it from a file (RFC 5322). Classic Outlook opens one with
//! `X-Unsent: 1` as a message to be completed and sent.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use mail_builder::{
    MessageBuilder,
    headers::{content_type::ContentType, date::Date, text::Text},
    mime::{BodyPart, MimePart},
};

/// The longest line of a part in base64.
const LINE: usize = 76;

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

/// In base64, in lines of 76 (RFC 2045, 6.8).
fn lines(file: &[u8]) -> String {
    let encoded = STANDARD.encode(file);
    let lines: Vec<&str> = (0..encoded.len())
        .step_by(LINE)
        .map(|at| &encoded[at..encoded.len().min(at + LINE)])
        .collect();
    lines.join("\r\n")
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
            // As a text, its ends of lines would be the mail's to change.
            let part = MimePart::new(media_type, BodyPart::Text(lines(file).into()));
            let part = part.attachment("audition.ics").transfer_encoding("base64");
            message.attachments = Some(vec![part]);
        }
        message.write_to_vec().expect("memory takes it")
    }
}
