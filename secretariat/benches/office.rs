//! How long the office takes to open, and to answer: `TMPDIR=/dev/shm cargo bench -p secretariat`. Each act is durable when it
//! is written, and on a disk 3,000 of them take minutes.
//!
//! The real program opens 200 applications and 3,000 acts with a key that has no phrase (checking one takes its two
//! seconds before), and answers over TCP. Opening counts from the first request to the page it gives; each page is asked
//! for twenty times, and the median counts.
#![allow(missing_docs, clippy::unwrap_used, reason = "a program")]
#![allow(clippy::print_stdout, reason = "its table is its result")]
#![allow(dead_code, unused_imports, reason = "the tests use the rest")]

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use form_handler::{
    record::ReceivedAt,
    store::{
        Store,
        journal::{
            Append, Journal,
            author::Author,
            body::{Body, BodyId, BodyText},
            event::{Event, EventDraft, Head, Until},
        },
    },
};
use jiff::{Timestamp, ToSpan};
use secretariat::{
    cases::office::decide::note,
    cli::words::{DecisionOutcome, NoteKind},
    journal::act::{Act, DecisionData, Deed},
    text::day::Day,
};

#[path = "../tests/it/acts.rs"]
mod acts;
#[path = "../tests/it/applications.rs"]
mod applications;
#[path = "../tests/it/test_office.rs"]
mod test_office;
#[path = "../tests/it/test_secretariat.rs"]
mod test_secretariat;

use acts::recipients;
use test_office::TestOffice;
use test_secretariat::{TestSecretariat, answers, contents, now, reference};

const APPLICATIONS: u8 = 200;
/// For each of them.
const ACTS: u8 = 15;
const PAGES: [&str; 6] =
    ["/", "/candidatures", "/candidatures/REF", "/candidatures/lecture", "/journal", "/cles"];

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let secretariat = TestSecretariat::new();
    let people = secretariat.both_people();
    for name in ["candidature.toml", "secretariat.toml", "site.toml"] {
        std::fs::copy(test_secretariat::content().join(name), people.join(name)).unwrap();
    }
    runtime.block_on(fill(&secretariat));
    let mut program = start(&secretariat);
    let mut link = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut link).unwrap();
    let mut office = TestOffice::at(link.trim());
    office.session = office.come_in();

    println!("| asked for | ms |\n| --- | ---: |");
    let (_, opened) = time(|| office.get("/").expect(200));
    row("opening, and /", opened);
    for path in PAGES {
        let path = path.replace("REF", reference(100).as_str());
        let mut times: Vec<_> = (0..20).map(|_| time(|| office.get(&path).expect(200)).1).collect();
        times.sort();
        row(&path, times[10]);
    }
    office.post("/quitter", &[]).expect(200);
    assert!(program.wait().unwrap().success());
}

fn start(secretariat: &TestSecretariat) -> Child {
    let path = |name: &str| secretariat.path(name).display().to_string();
    Command::new(env!("CARGO_BIN_EXE_secretariat"))
        .args(["open", "--no-browser", "--identity", &path("identity.txt")])
        .args(["--content", &path("people")])
        .args(["--store", &format!("sqlite:{}", path("applications.db"))])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Applications that nobody deletes yet, and what was done with each.
async fn fill(secretariat: &TestSecretariat) {
    let store = secretariat.sqlite();
    for number in 1..=APPLICATIONS {
        let mut answers = answers();
        answers.insert("raison_sociale".into(), format!("Société {number}").into());
        answers.insert("projet".into(), "Un projet de deux mille signes. ".repeat(60).into());
        let mut contents = contents(number % 60, &answers);
        contents.reference = reference(number);
        contents.expires = "2199-01-01T00:00:00Z".parse::<Timestamp>().unwrap().as_second();
        let holders = [&secretariat.own, &secretariat.other];
        let record = TestSecretariat::record_for(&holders, &contents);
        store.store(&record, now()).await.unwrap();
    }
    let recipients = recipients(&[&secretariat.own, &secretariat.other]);
    let author = Author::of(&secretariat.own);
    let until = Until::month_of("2199-01-01".parse().unwrap());
    let mut head: Option<Head> = None;
    for act in 0..ACTS {
        for number in 1..=APPLICATIONS {
            let act = Act::on(&reference(number), deed(act));
            let (id, text) = (BodyId::random(), BodyText::new(act.write()));
            let at = ReceivedAt::at(now() + i64::from(number).minutes());
            let event = EventDraft { at, body: id, commit: text.commit(id), until };
            let event = Event::sign(&event, head, &author);
            let body = Body {
                id,
                keys: recipients.fingerprints(),
                sealed: text.seal(&recipients).unwrap(),
                expires: until.timestamp().as_second(),
            };
            assert_eq!(store.append(&event, &body).await.unwrap(), Append::Appended);
            head = Some(event.head());
        }
    }
}

/// Calls, and in the end a decision.
fn deed(number: u8) -> Deed {
    let on = Day::of(now());
    if number + 1 < ACTS {
        return Deed::Note(note(
            Some(NoteKind::Call),
            "A rappelé ; reviendra la semaine prochaine.",
            Some(on),
        ));
    }
    Deed::Decision(DecisionData {
        outcome: DecisionOutcome::Retained,
        reason: None,
        text: Some("Votre candidature est retenue.".to_owned()),
        remark: None,
        by: vec!["Ada".to_owned()],
        on,
        bulk: false,
    })
}

fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn row(what: &str, time: Duration) {
    println!("| {what} | {:.0} |", time.as_secs_f64() * 1000.0);
}
