//! The place where applications are opened: a folder with a store and keys, and a clock that stands still.

use std::{
    collections::VecDeque,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use age::{
    secrecy::{ExposeSecret, SecretString},
    x25519::Identity,
};
use application_form::definition::Definition;
use authoring::diagnostics::Source;
use clap::Parser;
use form_handler::{
    crypto::{
        recipients::{Recipient, Recipients, fingerprint, is_development},
        seal::seal,
        signing::SigningKey,
    },
    record::{Record, contents::SealedContents},
    store::{Store, sqlite::SqliteStore},
};
use jiff::Timestamp;
use secretariat::{
    cli::args::{Invocation, Secretariat},
    context::{Completion, Context, NotAsked, Passphrases, ProgressDisplay},
};
use serde_json::{Map, Value as Json};
use tempfile::TempDir;

pub use crate::applications::{answers, contents, reference, signing_key, with};

pub struct TestSecretariat {
    folder: TempDir,
    /// Who can open: the secretariat, whose identity is at hand, and somebody else.
    pub own: Identity,
    pub other: Identity,
    /// What is answered when a passphrase is asked for; nobody is there once they are used up.
    pub passphrases: Vec<&'static str>,
    pub progress: ProgressDisplay,
}

impl TestSecretariat {
    /// An empty store, and the secretariat's unprotected identity.
    pub fn new() -> Self {
        let secretariat = Self::within(TempDir::new().unwrap(), new_identity(), new_identity());
        SqliteStore::open(&secretariat.path("applications.db")).unwrap();
        secretariat.write_identity("identity.txt", &secretariat.own);
        secretariat.write_signing_keys("signing.toml", &[(&signing_key(), "2021-01-01")]);
        secretariat
    }

    /// What lies in that folder, and whose it is.
    pub fn within(folder: TempDir, own: Identity, other: Identity) -> Self {
        let (passphrases, progress) = (Vec::new(), ProgressDisplay::Hidden);
        Self { folder, own, other, passphrases, progress }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write_identity(&self, name: &str, identity: &Identity) {
        let secret = identity.to_string();
        let text = format!("# created: once\n\n{}\n", secret.expose_secret());
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    /// As `content/signing.toml` lists them.
    pub fn write_signing_keys(&self, name: &str, keys: &[(&SigningKey, &str)]) {
        let table = |(key, from): &(&SigningKey, &str)| {
            format!("[[key]]\npublic = \"{}\"\nfrom = {from}\n", key.public())
        };
        fs::write(self.path(name), keys.iter().map(table).collect::<String>()).unwrap();
    }

    /// Protected as `age -p` would, only cheaper.
    pub fn write_protected_identity(&self, name: &str, identity: &Identity, passphrase: &str) {
        let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
        recipient.set_work_factor(2);
        let bytes =
            age::encrypt(&recipient, identity.to_string().expose_secret().as_bytes()).unwrap();
        fs::write(self.path(name), bytes).unwrap();
    }

    /// Keeps an application for both recipients.
    pub async fn receive(&self, number: u8) -> Record {
        self.store(self.record(number, &answers())).await
    }

    pub async fn store(&self, record: Record) -> Record {
        let store = SqliteStore::open(&self.path("applications.db")).unwrap();
        store.store(&record, now()).await.unwrap();
        record
    }

    /// What the service has written for both recipients.
    pub async fn store_contents(&self, contents: SealedContents) -> Record {
        self.store(Self::record_for(&[&self.own, &self.other], &contents)).await
    }

    pub fn record(&self, number: u8, answers: &Map<String, Json>) -> Record {
        Self::record_for(&[&self.own, &self.other], &contents(number, answers))
    }

    /// A record that says what `contents` says, sealed to these.
    pub fn record_for(holders: &[&Identity], contents: &SealedContents) -> Record {
        Self::record_of(holders, contents, &contents.sign(&signing_key()))
    }

    /// The same with another text inside.
    pub fn record_of(holders: &[&Identity], contents: &SealedContents, text: &[u8]) -> Record {
        let recipient = |holder: &&Identity| Recipient {
            role: "jury".into(),
            name: "Ada".into(),
            key: holder.to_public(),
            until: None,
        };
        let recipients = Recipients::new(holders.iter().map(recipient).collect()).unwrap();
        Record {
            reference: contents.reference.clone(),
            received_at: contents.received_at,
            form: contents.form.clone(),
            keys: recipients.fingerprints(),
            quarantine: contents.quarantine,
            again: contents.received_at,
            over_limit: false,
            digest: contents.digest.clone(),
            sealed: seal(text, &recipients).unwrap(),
            version: contents.version,
            expires: contents.expires,
        }
    }

    pub fn fingerprints(&self) -> String {
        [&self.own, &self.other]
            .map(|identity| fingerprint(&identity.to_public()).to_string())
            .join(", ")
    }

    /// Alters the database behind everyone's back.
    pub fn sql(&self, sql: &str) {
        let connection = rusqlite::Connection::open(self.path("applications.db")).unwrap();
        connection.execute_batch(sql).unwrap();
    }

    /// Runs a command as typed, on this store, with this identity and today's form.
    pub async fn run(&self, line: &str) -> Ran {
        let identity = self.path("identity.txt");
        self.run_with(line, &identity).await
    }

    pub async fn run_with(&self, line: &str, identity: &Path) -> Ran {
        let mut line = format!("{line} --identity {}", identity.display());
        if !line.starts_with("keys") {
            write!(line, " --store sqlite:{}", self.path("applications.db").display()).unwrap();
        }
        if !line.starts_with("keys") && !line.starts_with("restore") {
            write!(line, " --content {}", content().display()).unwrap();
        }
        self.run_exactly(&line).await
    }

    /// Runs a command line; a later option stands for an earlier one of that name.
    pub async fn run_exactly(&self, line: &str) -> Ran {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        self.run_words(&words).await
    }

    /// The same, taken apart already: what people write has blanks in it.
    pub async fn run_words(&self, words: &[String]) -> Ran {
        let words = std::iter::once("secretariat").chain(words.iter().map(String::as_str));
        let args = Secretariat::try_parse_from(words).unwrap();
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut context = Context {
            out: &mut out,
            notes: &mut notes,
            progress: self.progress,
            now: now(),
            passphrases: &mut Person(self.passphrases.iter().copied().collect()),
            work_factor: Some(2),
        };
        let Invocation::Command(command) = args.invocation() else {
            panic!("that opens the office, which does not end")
        };
        // On the heap: without optimisation, a test holds the future of each command that it types.
        let running = Box::pin(secretariat::commands::run(&command, &mut context));
        let outcome = running.await;
        if let Err(error) = &outcome {
            writeln!(notes, "erreur : {error}").unwrap();
            if let Some(help) = error.help() {
                writeln!(notes, "aide : {help}").unwrap();
            }
        }
        let replace = |bytes: Vec<u8>| {
            let folder = self.folder.path().display().to_string();
            String::from_utf8(bytes).unwrap().replace(&folder, "FOLDER")
        };
        Ran { outcome: outcome.ok(), out: replace(out), notes: replace(notes) }
    }
}

/// What a command did.
#[must_use = "check the outcome"]
pub struct Ran {
    outcome: Option<Completion>,
    pub out: String,
    pub notes: String,
}

impl Ran {
    #[track_caller]
    pub fn done(self) -> Self {
        self.expect(Some(Completion::Done))
    }

    #[track_caller]
    pub fn incomplete(self) -> Self {
        self.expect(Some(Completion::Incomplete))
    }

    /// `None` if it gave up.
    pub fn unless_failed(self) -> Option<Self> {
        self.outcome.is_some().then_some(self)
    }

    /// Given up, with nothing on stdout; gives what was said.
    #[track_caller]
    pub fn failed(self) -> String {
        let ran = self.expect(None);
        assert_eq!(ran.out, "", "a command that gives up writes no result");
        ran.notes
    }

    #[track_caller]
    fn expect(self, expected: Option<Completion>) -> Self {
        assert_eq!(self.outcome, expected, "out: {}\nnotes: {}", self.out, self.notes);
        self
    }
}

struct Person(VecDeque<&'static str>);

impl Passphrases for Person {
    fn ask(&mut self, _question: &str) -> Result<SecretString, NotAsked> {
        let passphrase = self.0.pop_front().ok_or(NotAsked::NoTerminal)?;
        Ok(SecretString::from(passphrase.to_owned()))
    }
}

pub fn now() -> Timestamp {
    "2021-06-02T08:00:00Z".parse().unwrap()
}

/// The real content: the tool must read what the site is made of.
pub fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")
}

pub fn definition() -> Definition {
    let path = content().join("candidature.toml");
    let source = Source::new("candidature.toml", fs::read_to_string(path).unwrap());
    let (definition, problems) = authoring::form::read(&source);
    let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
    definition.unwrap_or_else(|| panic!("the real content has mistakes:\n{}", problems.join("\n")))
}

/// Never a development key, or one test in 32,768 would surprise.
pub fn new_identity() -> Identity {
    loop {
        let identity = Identity::generate();
        if !is_development(&identity.to_public().to_string()) {
            return identity;
        }
    }
}
