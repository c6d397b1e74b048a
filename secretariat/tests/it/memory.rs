//! What is in the memory of the running program, as the system shows it: while the office is open, once it is locked, and
//! while it ends.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom, Write},
    net::TcpStream,
    process::{Child, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use age::secrecy::ExposeSecret;
use jiff::Timestamp;
use memchr::memmem::Finder;

use crate::{
    cases::{TestCases, firm},
    program::command,
    test_office::TestOffice,
    test_secretariat::reference,
};

const PHRASE: &str = "zqsapin zqlune zqtable zqport zqvigne";

/// An answer of each kind of text, a note, and what somebody searches for.
const MARKERS: [&str; 4] = ["Zqraison-sociale", "Zqprojet-marqueur", "Zqconflits", "Zqrecherche"];

/// A program that is ended whatever happens.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What nobody may find, each with what it is.
type Secrets = Vec<(&'static str, Vec<u8>)>;

fn secrets(cases: &TestCases) -> Secrets {
    let text = cases.own().to_string();
    let data = &text.expose_secret()["AGE-SECRET-KEY-1".len()..];
    let identity = [
        ("the identity", data.as_bytes().to_vec()),
        ("the identity in small letters", data.to_lowercase().into_bytes()),
        ("its 32 bytes", bech32_bytes(data)),
        ("the phrase", PHRASE.as_bytes().to_vec()),
        ("the phrase as it was sent", PHRASE.replace(' ', "+").into_bytes()),
    ];
    let answers = MARKERS.map(|marker| (marker, marker.as_bytes().to_vec()));
    identity.into_iter().chain(answers).collect()
}

/// The 32 bytes that an identity spells (BIP 173): five bits a character, the last six are a checksum.
fn bech32_bytes(data: &str) -> Vec<u8> {
    const ALPHABET: &str = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
    let data = &data[..data.len() - 6];
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for symbol in data.chars() {
        held = (held << 5) | u32::try_from(ALPHABET.find(symbol).unwrap()).unwrap();
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).unwrap());
        }
    }
    assert_eq!(bytes.len(), 32);
    bytes
}

/// How often each of these stands in what a process may write to. `None`: the system shows it to nobody, not even to who
/// started it.
fn found(pid: u32, secrets: &Secrets) -> Option<Vec<(&'static str, usize)>> {
    let mut memory = match File::open(format!("/proc/{pid}/mem")) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => return None,
        opened => opened.unwrap(),
    };
    let finders: Vec<_> = secrets.iter().map(|(name, bytes)| (name, Finder::new(bytes))).collect();
    let mut searched = 0;
    let mut counts: Vec<_> = secrets.iter().map(|(name, _)| (*name, 0)).collect();
    for line in fs::read_to_string(format!("/proc/{pid}/maps")).unwrap().lines() {
        let mut words = line.split(' ');
        let (from, to) = words.next().unwrap().split_once('-').unwrap();
        if !words.next().unwrap().starts_with("rw") {
            continue;
        }
        let [from, to] = [from, to].map(|at| u64::from_str_radix(at, 16).unwrap());
        let mut part = vec![0; usize::try_from(to - from).unwrap()];
        memory.seek(SeekFrom::Start(from)).unwrap();
        if memory.read_exact(&mut part).is_err() {
            continue;
        }
        searched += part.len();
        for ((_, finder), (_, count)) in finders.iter().zip(&mut counts) {
            *count += finder.find_iter(&part).count();
        }
    }
    assert!(searched > 1 << 20, "it still runs");
    Some(counts)
}

#[track_caller]
fn assert_nothing_is_left(pid: u32, secrets: &Secrets) {
    let left = found(pid, secrets).unwrap_or_default();
    assert!(left.iter().all(|(_, count)| *count == 0), "{left:?}");
}

/// A store with an application, a protected identity, and the program's first line.
async fn started() -> (TestCases, Program, TestOffice) {
    let cases = TestCases::new();
    let changed =
        [("raison_sociale", MARKERS[0]), ("projet", MARKERS[1]), ("conflits", MARKERS[2])];
    let mut contents = firm(1, &changed);
    // The program has a clock of its own.
    contents.expires = "2199-01-01T00:00:00Z".parse::<Timestamp>().unwrap().as_second();
    cases.store(contents).await;
    let folder = &cases.secretariat;
    folder.write_protected_identity("identity.txt", cases.own(), PHRASE);
    let line = format!(
        "open --no-browser --idle 0.05 --content content --identity identity.txt --store sqlite:{}",
        folder.path("applications.db").display()
    );
    let mut child = command(&folder.path(""), &line).stdout(Stdio::piped()).spawn().unwrap();
    let mut link = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut link).unwrap();
    let office = TestOffice::at(link.trim());
    (cases, Program(child), office)
}

fn open(office: &TestOffice) {
    office.post("/ouvrir", &[("phrase", "zqsapin"), ("vers", "/")]).expect(422);
    office.post("/ouvrir", &[("phrase", PHRASE), ("vers", "/")]).expect(303);
}

/// What somebody looks at.
fn look(office: &TestOffice) {
    let case = format!("/candidatures/{}", reference(1));
    for path in ["/", "/candidatures", "/candidatures/lecture", &case, "/journal", "/cles"] {
        office.get(path).expect(200);
    }
    let page = office.get(&case).expect(200);
    assert!(MARKERS[..3].iter().all(|marker| page.body.contains(marker)), "{}", page.body);
    office.post("/candidatures", &[("recherche", MARKERS[3])]).expect(200);
    for format in ["csv", "xlsx", "json"] {
        office.post("/exporter", &[("format", format), ("pour", "all")]).expect(200);
    }
}

/// Asks, without being somebody who is here, until the office is closed.
fn wait_for_the_lock(office: &TestOffice) {
    let since = Instant::now();
    while office.get("/verrou").status != 303 {
        assert!(since.elapsed() < Duration::from_secs(30), "it does not close");
        sleep(Duration::from_millis(200));
    }
}

#[tokio::test]
async fn once_it_is_closed_neither_a_key_nor_an_answer_is_in_memory() {
    let (cases, program, mut office) = started().await;
    let secrets = secrets(&cases);
    let pid = program.0.id();
    office.session = office.come_in();
    open(&office);
    look(&office);
    // Where only root may look, no other program of the same person may: `core_dumps::forbid`.
    let Some(while_open) = found(pid, &secrets) else { return };
    let has = |name: &str| while_open.iter().any(|(each, count)| *each == name && *count > 0);
    assert!(
        has("its 32 bytes") && has(MARKERS[1]),
        "the search finds what is there: {while_open:?}"
    );

    wait_for_the_lock(&office);

    assert_nothing_is_left(pid, &secrets);
}

#[tokio::test]
async fn a_program_that_ends_has_forgotten_keys_and_answers_before() {
    let (cases, mut program, mut office) = started().await;
    let secrets = secrets(&cases);
    let pid = program.0.id();
    office.session = office.come_in();
    open(&office);
    look(&office);
    // A browser that has not finished asking holds up the end.
    let mut stream = TcpStream::connect(&office.host).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\n").unwrap();

    office.post("/quitter", &[]).expect(200);

    assert_nothing_is_left(pid, &secrets);
    assert!(program.0.wait().unwrap().success());
}
