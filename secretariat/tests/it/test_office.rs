//! The office as a browser meets it, over TCP: what is sent is written out, and every byte of the answer is read.

use std::{
    io::{Read as _, Write},
    net::TcpStream,
    sync::mpsc::{Sender, channel},
    thread,
    time::Duration,
};

use clap::Parser;
use jiff::Timestamp;
use secretariat::{
    cli::args::{Invocation, Secretariat},
    context::{Context, NotAsked, Passphrases, ProgressDisplay},
    web::{self, Surroundings},
};

use crate::test_secretariat::{TestSecretariat, content};

/// A running office and, once somebody has come in, the session.
pub struct TestOffice {
    pub host: String,
    pub link: String,
    pub session: Session,
}

#[derive(Clone, Default)]
pub struct Session {
    pub base: String,
    pub cookie: String,
    pub token: String,
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// What a person reads: without tags and the style sheet, blanks as one, an ordinary apostrophe.
    pub fn text(&self) -> String {
        let (_, page) = self.body.split_once("<body>").unwrap_or(("", &self.body));
        let texts =
            page.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
        let text = texts.collect::<Vec<_>>().join(" ").replace('’', "'");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The page's title, as a tab and the history keep it.
    pub fn title(&self) -> &str {
        let (_, rest) = self.body.split_once("<title>").unwrap();
        rest.split("</title>").next().unwrap()
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}\n{}", self.head, self.body);
        self
    }

    /// The value of the first attribute of that name in a tag that holds `within`.
    pub fn attribute(&self, within: &str, name: &str) -> String {
        let tag = self.body.split('<').find(|tag| tag.contains(within));
        let tag = tag.unwrap_or_else(|| panic!("no {within} in {}", self.body));
        let (_, value) = tag.split_once(&format!("{name}=\"")).unwrap();
        value.split('"').next().unwrap().to_owned()
    }
}

impl TestOffice {
    /// Starts it on this folder, `--no-browser` and with these options besides, and comes in.
    pub fn open(secretariat: &TestSecretariat, options: &str, clock: fn() -> Timestamp) -> Self {
        let mut office = Self::start(secretariat, options, clock);
        office.session = office.come_in();
        office
    }

    /// Starts it.
    pub fn start(secretariat: &TestSecretariat, options: &str, clock: fn() -> Timestamp) -> Self {
        Self::at(&start(secretariat, options, clock))
    }

    /// One that runs already, and has printed this link.
    pub fn at(link: &str) -> Self {
        let host = link.split('/').nth(2).unwrap().to_owned();
        Self { host, link: link.to_owned(), session: Session::default() }
    }

    /// With the link: presses the button, and follows where it leads.
    pub fn come_in(&self) -> Session {
        let door =
            self.raw(&format!("GET {} HTTP/1.1\r\nhost: {}\r\n\r\n", self.entry(), self.host));
        let action = door.expect(200).attribute("form method", "action");
        let origin = format!("http://{}", self.host);
        let begun = self.raw(&format!(
            "POST {action} HTTP/1.1\r\nhost: {}\r\norigin: {origin}\r\ncontent-length: 0\r\n\r\n",
            self.host
        ));
        let begun = begun.expect(303);
        let cookie = begun.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let base = begun.header("location").unwrap().trim_end_matches('/').to_owned();
        let mut session = Session { base, cookie, token: String::new() };
        // Every session has one form at least.
        let quit = self.get_in(&session, "/quitter").expect(200);
        session.token = quit.attribute("name=\"jeton\"", "value");
        session
    }

    /// The path of the link.
    pub fn entry(&self) -> String {
        self.link.strip_prefix(&format!("http://{}", self.host)).unwrap().to_owned()
    }

    pub fn get(&self, path: &str) -> Reply {
        self.get_in(&self.session, path)
    }

    fn get_in(&self, session: &Session, path: &str) -> Reply {
        self.raw(&format!(
            "GET {}{path} HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\n\r\n",
            session.base, self.host, session.cookie
        ))
    }

    /// Sends a form as a page does.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let Session { base, cookie, token } = &self.session;
        let mut body = format!("jeton={token}");
        for (name, value) in fields {
            let pair = url::form_urlencoded::Serializer::new(String::new())
                .append_pair(name, value)
                .finish();
            body = format!("{body}&{pair}");
        }
        self.raw(&format!(
            "POST {base}{path} HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\norigin: http://{host}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len(),
            host = self.host,
        ))
    }

    /// Sends these bytes on a connection of their own, and reads all that comes.
    pub fn raw(&self, request: &str) -> Reply {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let request = request.replacen("\r\n\r\n", "\r\nconnection: close\r\n\r\n", 1);
        // It may answer before it has read everything.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default();
        Reply { status, head: head.to_owned(), body: body.to_owned() }
    }
}

/// Starts the program's `open` in a thread; gives the first line that it prints.
fn start(secretariat: &TestSecretariat, options: &str, clock: fn() -> Timestamp) -> String {
    let own = secretariat.path("content");
    let content = if own.exists() { own } else { content() };
    let line = format!(
        "secretariat open --no-browser --store sqlite:{} --identity {} --content {} {options}",
        secretariat.path("applications.db").display(),
        secretariat.path("identity.txt").display(),
        content.display(),
    );
    let args = Secretariat::try_parse_from(line.split_whitespace()).unwrap();
    let Invocation::Open(args) = args.invocation() else { panic!("it is `open`") };
    let (sender, printed) = channel();
    thread::spawn(move || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_all().build().unwrap();
        let mut context = Context {
            out: &mut Lines(sender, Vec::new()),
            notes: &mut std::io::sink(),
            progress: ProgressDisplay::Hidden,
            now: clock(),
            passphrases: &mut Nobody,
            work_factor: Some(2),
        };
        let surroundings =
            Surroundings { clock, browser: |_| panic!("--no-browser"), runtime: &runtime };
        web::open(args, surroundings, &mut context).unwrap();
    });
    printed.recv_timeout(Duration::from_mins(1)).expect("a link")
}

struct Nobody;

impl Passphrases for Nobody {
    fn ask(&mut self, _question: &str) -> Result<age::secrecy::SecretString, NotAsked> {
        Err(NotAsked::NoTerminal)
    }
}

/// Hands over each line as soon as it is flushed.
struct Lines(Sender<String>, Vec<u8>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.1.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let text = String::from_utf8(std::mem::take(&mut self.1)).unwrap();
        for line in text.lines() {
            let _ = self.0.send(line.to_owned());
        }
        Ok(())
    }
}
