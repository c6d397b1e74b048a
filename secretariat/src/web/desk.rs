//! The office: keys and opened applications, in one thread that does one thing after the other, and wipes them when
//! nobody has asked for anything for a while.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread,
    time::Duration,
};

use age::secrecy::SecretString;
use jiff::Timestamp;
use tokio::{runtime::Runtime, sync::oneshot};

use crate::{
    cases::error::OpenError,
    cli::args::{Location, open::OpenArgs},
    context::{Context, NotAsked, Passphrases, ProgressDisplay},
    error::Error,
    identity::IdentityError,
    records::access::location,
};

pub mod at_work;
pub mod mask;
pub mod run;

use at_work::AtWork;

/// What the office works with.
pub struct DeskSettings {
    /// As the program was started.
    pub args: OpenArgs,
    /// After so much time without a request, keys and applications are wiped.
    pub idle: Duration,
    /// What time it is.
    pub clock: fn() -> Timestamp,
    /// How costly guessing a passphrase is made: 2^n. `None`: about a second on this machine.
    pub work_factor: Option<u8>,
}

impl DeskSettings {
    /// Where the key is, or will be.
    pub fn identity(&self) -> &Path {
        self.args.identity.first()
    }

    /// Whether the applications are on another machine: an access leads there, which the key opens.
    pub fn is_elsewhere(&self) -> bool {
        !matches!(location(&self.args.store), Ok(Location::Sqlite(_)))
    }

    /// Where backups are put.
    pub fn backups(&self) -> PathBuf {
        self.folder().join("sauvegardes")
    }

    /// The folder that belongs to one office.
    pub fn folder(&self) -> PathBuf {
        match self.identity().parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => ".".into(),
        }
    }
}

type Job = Box<dyn FnOnce(&mut Desk) + Send>;

/// The way to the thread.
#[derive(Clone)]
pub struct DeskThread(Sender<Job>);

impl DeskThread {
    /// Starts the thread; it ends when nobody can ask any more.
    pub fn start(settings: DeskSettings, runtime: Runtime) -> Self {
        let (jobs, received) = channel();
        thread::spawn(move || work(Desk::new(settings, runtime), &received));
        Self(jobs)
    }

    /// Has something done there. `None`: it failed, and the thread is no more.
    pub async fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Desk) -> T + Send + 'static,
    ) -> Option<T> {
        let (answer, answered) = oneshot::channel();
        let job = move |desk: &mut Desk| {
            // Whoever asked may have gone away.
            let _ = answer.send(job(desk));
        };
        self.0.send(Box::new(job)).ok()?;
        answered.await.ok()
    }
}

fn work(mut desk: Desk, jobs: &Receiver<Job>) {
    let tick = Duration::from_secs(1).min(desk.settings.idle / 8);
    loop {
        match jobs.recv_timeout(tick) {
            Ok(job) => job(&mut desk),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        desk.lock_if_idle();
    }
}

/// What is on the table.
pub struct Desk {
    /// As the program was started.
    pub settings: DeskSettings,
    /// A phrase that was shown at the first start, until it is typed back.
    pub proposed_phrase: Option<SecretString>,
    runtime: Runtime,
    state: State,
    used: Timestamp,
}

enum State {
    /// Nobody has come in yet.
    Fresh,
    /// Wiped.
    Locked,
    /// At work.
    Open(Box<AtWork>),
}

/// Why the office is not open.
#[derive(Debug)]
pub enum Shut {
    /// There is no key on this machine: it is the first start.
    NoKey,
    /// A phrase opens it.
    AskPhrase,
    /// A button opens it: the key has no phrase.
    AskButton,
    /// The phrase is another one.
    WrongPhrase,
    /// The key or the store cannot be used.
    Failed(Error),
}

impl Desk {
    fn new(settings: DeskSettings, runtime: Runtime) -> Self {
        let used = (settings.clock)();
        Self { settings, proposed_phrase: None, runtime, state: State::Fresh, used }
    }

    /// Somebody is here.
    pub fn touch(&mut self) {
        self.lock_if_idle();
        self.used = self.now();
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        (self.settings.clock)()
    }

    /// Whether keys are at hand.
    pub fn is_open(&mut self) -> bool {
        self.lock_if_idle();
        matches!(self.state, State::Open(_))
    }

    /// Forgets keys and applications.
    pub fn lock(&mut self) {
        self.state = State::Locked;
        self.proposed_phrase = None;
    }

    /// By the clock on the wall, which goes on while a laptop sleeps. One that was set back counts as idle too.
    fn lock_if_idle(&mut self) {
        let idle = Duration::try_from(self.now().duration_since(self.used));
        let is_idle = idle.is_ok_and(|idle| idle >= self.settings.idle);
        if is_idle && matches!(self.state, State::Open(_)) {
            self.lock();
        }
        if is_idle {
            self.proposed_phrase = None;
        }
    }

    /// Whether it is open, or why not. A key without a phrase opens it the first time without more ado.
    pub fn ready(&mut self) -> Result<(), Shut> {
        match self.state {
            State::Open(_) => Ok(()),
            State::Fresh => self.open(None),
            State::Locked => {
                self.open(None)?;
                // It could be opened, and is not: somebody who passes by sees nothing.
                self.lock();
                Err(Shut::AskButton)
            }
        }
    }

    /// Opens it, with this phrase if it wants one.
    pub fn open(&mut self, phrase: Option<&SecretString>) -> Result<(), Shut> {
        let closed = |error: OpenError| match error {
            OpenError::Identity(IdentityError::Absent(_)) => Shut::NoKey,
            OpenError::Identity(IdentityError::NotAsked { .. }) => Shut::AskPhrase,
            OpenError::Identity(IdentityError::WrongPassphrase(_)) => Shut::WrongPhrase,
            other => Shut::Failed(other.into()),
        };
        let opened = self.with_context(phrase, AtWork::open).map_err(closed)?;
        self.state = State::Open(Box::new(opened));
        self.used = self.now();
        Ok(())
    }

    /// Does what a command does. What it would say besides its result goes nowhere.
    pub fn with_context<T>(
        &mut self,
        phrase: Option<&SecretString>,
        work: impl FnOnce(&OpenArgs, &Runtime, &mut Context<'_>) -> T,
    ) -> T {
        let mut passphrases = Typed(phrase.cloned());
        let mut context = Context {
            out: &mut std::io::sink(),
            notes: &mut std::io::sink(),
            progress: ProgressDisplay::Hidden,
            now: (self.settings.clock)(),
            passphrases: &mut passphrases,
            work_factor: self.settings.work_factor,
        };
        work(&self.settings.args, &self.runtime, &mut context)
    }

    /// The open office as it is in the store now, and what waits for the store.
    ///
    /// # Panics
    ///
    /// If it is not [`Self::ready`].
    pub fn at_work(&mut self) -> Result<(&mut AtWork, &Runtime), Error> {
        let now = self.now();
        let State::Open(at_work) = &mut self.state else { panic!("the office is not open") };
        at_work.read_on(now, &self.runtime)?;
        Ok((at_work, &self.runtime))
    }

    /// How far the open office has read the journal, excluded.
    pub fn seen(&self) -> Option<u64> {
        match &self.state {
            State::Open(at_work) => Some(at_work.office.cases.seen),
            State::Fresh | State::Locked => None,
        }
    }

    /// Seconds after which a page that was shown now goes to the lock: when that has happened.
    pub fn idle_seconds(&self) -> u64 {
        self.settings.idle.as_secs() + 2
    }
}

/// What was typed on the page, for every key that wants a phrase.
pub struct Typed(pub Option<SecretString>);

impl Passphrases for Typed {
    fn ask(&mut self, _question: &str) -> Result<SecretString, NotAsked> {
        self.0.clone().ok_or(NotAsked::NoTerminal)
    }
}
