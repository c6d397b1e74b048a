//! A file that puts one event into a calendar, or takes it out again (RFC 5545, RFC 5546).
//!
//! Calendars are copied to other people's machines: an event says when and where, and nobody's name but those of who
//! sends and who gets it. The crate `icalendar` folds lines at 75 octets without their leading blank, which makes some
//! of 76.

use jiff::{Timestamp, tz::TimeZone};

/// The longest line, in octets, its leading blank included, its end not (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// Where nobody can be written to.
const NO_ADDRESS: &str = "invalid:nomail";

/// What the file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarMethod {
    /// Puts the event into the calendar, or changes it there.
    Request,
    /// Takes it out.
    Cancel,
}

/// Who sends or gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarParty {
    /// What people call them.
    pub name: String,
    /// Where e-mail reaches them.
    pub email: Option<String>,
}

/// An event, as one person's calendar has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEvent {
    /// What the file does.
    pub method: CalendarMethod,
    /// Always the same for the same hearing and person.
    pub uid: String,
    /// 0, and one more at each change: what comes later counts.
    pub sequence: u32,
    /// When the file was made.
    pub made_at: Timestamp,
    /// When it begins.
    pub starts: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// What the calendar shows.
    pub summary: String,
    /// Where; `None` if that is not known, or is a link, which stands in no calendar.
    pub location: Option<String>,
    /// Who asks.
    pub organizer: CalendarParty,
    /// Who is asked.
    pub attendee: CalendarParty,
}

impl CalendarMethod {
    /// As the file has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

impl CalendarEvent {
    /// The whole file.
    pub fn write(&self) -> Vec<u8> {
        let status = match self.method {
            CalendarMethod::Request => "CONFIRMED",
            CalendarMethod::Cancel => "CANCELLED",
        };
        let mut lines = vec![
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Bureau des pairs//secretariat//FR".to_owned(),
            format!("METHOD:{}", self.method.name()),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", escaped(&self.uid)),
            format!("SEQUENCE:{}", self.sequence),
            format!("DTSTAMP:{}", utc(self.made_at)),
            format!("DTSTART:{}", utc(self.starts)),
            format!("DTEND:{}", utc(self.ends)),
            format!("SUMMARY:{}", escaped(&self.summary)),
        ];
        lines.extend(self.location.as_ref().map(|place| format!("LOCATION:{}", escaped(place))));
        lines.extend([
            format!("ORGANIZER{}", self.organizer.value()),
            format!("ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=TRUE{}", self.attendee.value()),
            format!("STATUS:{status}"),
            "CLASS:PRIVATE".to_owned(),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ]);
        lines.iter().map(|line| folded(line)).collect::<String>().into_bytes()
    }
}

impl CalendarParty {
    /// After the property's name.
    fn value(&self) -> String {
        // In quotes, only a quote and what steers a terminal cannot stand.
        let name = self.name.replace('"', "'").replace(char::is_control, " ");
        let address = match self.email.as_deref() {
            Some(email) => format!("mailto:{}", email.replace(char::is_control, "")),
            None => NO_ADDRESS.to_owned(),
        };
        format!(";CN=\"{name}\":{address}")
    }
}

/// `20210617T070000Z`.
fn utc(time: Timestamp) -> String {
    time.to_zoned_datetime(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a property has it (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for symbol in text.replace("\r\n", "\n").chars() {
        match symbol {
            '\\' | ';' | ',' => escaped.extend(['\\', symbol]),
            '\n' => escaped.push_str("\\n"),
            symbol if symbol.is_control() => escaped.push(' '),
            symbol => escaped.push(symbol),
        }
    }
    escaped
}

/// A line, in as many as it takes: never inside a character.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + line.len() / LONGEST_LINE * 3 + 2);
    let mut octets = 0;
    for symbol in line.chars() {
        if octets + symbol.len_utf8() > LONGEST_LINE {
            folded.push_str("\r\n ");
            octets = 1;
        }
        folded.push(symbol);
        octets += symbol.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn event(summary: &str) -> CalendarEvent {
        let time = |text: &str| text.parse().expect("a time");
        CalendarEvent {
            method: CalendarMethod::Request,
            uid: "a1-p1@bureau.invalid".into(),
            sequence: 0,
            made_at: time("2021-06-10T08:00:00Z"),
            starts: time("2021-06-17T07:00:00Z"),
            ends: time("2021-06-17T11:00:00Z"),
            summary: summary.into(),
            location: Some("12, rue de la République ; Nîmes".into()),
            organizer: CalendarParty { name: "Bureau des pairs".into(), email: None },
            attendee: CalendarParty {
                name: "Zoé \"Z\" D'Arc".into(),
                email: Some("zoe@exemple.fr".into()),
            },
        }
    }

    /// As a calendar joins the lines again.
    fn unfolded(file: &str) -> String {
        file.replace("\r\n ", "")
    }

    #[test]
    fn an_event_is_asked_for_and_taken_back() {
        let file = String::from_utf8(event("Audition du Bureau des pairs").write()).unwrap();

        insta::assert_snapshot!(file.replace("\r\n", "\n"), @r#"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Bureau des pairs//secretariat//FR
        METHOD:REQUEST
        BEGIN:VEVENT
        UID:a1-p1@bureau.invalid
        SEQUENCE:0
        DTSTAMP:20210610T080000Z
        DTSTART:20210617T070000Z
        DTEND:20210617T110000Z
        SUMMARY:Audition du Bureau des pairs
        LOCATION:12\, rue de la République \; Nîmes
        ORGANIZER;CN="Bureau des pairs":invalid:nomail
        ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=TRUE;CN="Zoé 'Z' D'Arc":mailto:zoe@exem
         ple.fr
        STATUS:CONFIRMED
        CLASS:PRIVATE
        END:VEVENT
        END:VCALENDAR
        "#);
        let cancelled =
            CalendarEvent { method: CalendarMethod::Cancel, sequence: 1, ..event("Audition") };
        let file = String::from_utf8(cancelled.write()).unwrap();
        for line in ["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1", "UID:a1-p1@bureau.invalid"]
        {
            assert!(file.contains(&format!("{line}\r\n")), "{line} in {file}");
        }
    }

    #[test]
    fn a_text_says_nothing_but_itself() {
        let file = String::from_utf8(event("a\\b;c,d\ne\r\nf\u{7}g\nEND:VEVENT").write()).unwrap();

        assert!(file.contains("SUMMARY:a\\\\b\\;c\\,d\\ne\\nf g\\nEND:VEVENT\r\n"), "{file}");
    }

    proptest! {
        #[test]
        fn any_text_is_folded_within_75_octets_and_never_inside_a_character(
            before in 0..160_usize,
            text in "[aé漢🎉👩‍💻 ,;\\\\]{0,120}",
        ) {
            let summary = format!("{}{text}", "x".repeat(before));
            let file = event(&summary).write();
            let file = String::from_utf8(file).expect("no character is cut");

            prop_assert!(file.ends_with("\r\n"));
            for line in file.split_terminator("\r\n") {
                prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let expected = format!("SUMMARY:{}\r\n", escaped(&summary));
            prop_assert!(unfolded(&file).contains(&expected), "{file}");
        }
    }
}
