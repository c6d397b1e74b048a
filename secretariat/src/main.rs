//! The `secretariat` command: brings the clock, the terminal and the exit code to the library.

use std::{
    alloc::System,
    env,
    io::{self, IsTerminal, Write},
    path::Path,
    process::ExitCode,
};

use age::secrecy::SecretString;
use anyhow::Context as _;
use clap::{CommandFactory, FromArgMatches};
use form_handler::crypto::core_dumps;
use jiff::Timestamp;
use secretariat::{
    cli::{
        args::{Invocation, OFFICE, Secretariat},
        settings::{Settings, SettingsError},
        usage,
    },
    commands::run,
    context::{Completion, Context, NotAsked, Passphrases, ProgressDisplay},
    error::Error,
    text::without_secrets::without_secrets,
    web::{self, Surroundings},
};
use zeroizing_alloc::ZeroAlloc;

/// What is freed is wiped: the copies of answers and keys that libraries make, too.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> anyhow::Result<ExitCode> {
    core_dumps::forbid()
        .context("le système ne permet pas d'interdire les copies de la mémoire")?;
    let args = match arguments() {
        Ok(Ok(args)) => args,
        Ok(Err(error)) => {
            writeln!(io::stderr(), "{}", without_secrets(&format!("erreur : {error}")))?;
            return Ok(ExitCode::FAILURE);
        }
        Err(error) if error.use_stderr() => {
            io::stderr().write_all(without_secrets(&usage::explain(&error)).as_bytes())?;
            return Ok(ExitCode::from(2));
        }
        Err(help) => {
            return match help.print() {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
                // Whoever reads our help may have seen enough too.
                _ => Ok(ExitCode::SUCCESS),
            };
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("le programme ne peut pas démarrer")?;
    let progress =
        if io::stderr().is_terminal() { ProgressDisplay::Shown } else { ProgressDisplay::Hidden };
    let mut notes = io::stderr();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut context = Context {
        out: &mut out,
        notes: &mut notes,
        progress,
        now: now(),
        passphrases: &mut Terminal,
        work_factor: None,
    };
    let outcome = match args.invocation() {
        Invocation::Open(args) => {
            let browser = |path: &Path| open::that_detached(path);
            web::open(args, Surroundings { clock: now, browser, runtime: &runtime }, &mut context)
        }
        Invocation::Command(command) => runtime.block_on(run(&command, &mut context)),
    };
    let outcome = outcome.and_then(|outcome| Ok(context.out.flush().map(|()| outcome)?));
    match outcome {
        Ok(Completion::Done) => Ok(ExitCode::SUCCESS),
        Ok(Completion::Incomplete) => Ok(ExitCode::FAILURE),
        // Whoever read our output has seen enough, as in `secretariat list | head`.
        Err(Error::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            context.note(format!("erreur : {error}"))?;
            if let Some(help) = error.help() {
                context.note(format!("aide : {help}"))?;
            }
            Ok(ExitCode::from(error.exit_code()))
        }
    }
}

/// What was typed, and for what was not, what `bureau.toml` says. Whoever asks for help gets it, whatever stands there.
fn arguments() -> Result<Result<Secretariat, SettingsError>, clap::Error> {
    let settings = settings();
    let defaults = settings.as_ref().ok().cloned().unwrap_or_default();
    // What is wrong is said of what was typed; what can be read without defaults is read.
    let read = read(&defaults).or_else(|_| read(&Settings::default()));
    read.map(|args| settings.map(|_| args))
}

fn settings() -> Result<Settings, SettingsError> {
    let program = env::current_exe().ok();
    let beside = program.as_deref().and_then(Path::parent);
    let folders: Vec<_> = [Path::new("")].into_iter().chain(beside).collect();
    Ok(Settings { program: program.clone(), ..Settings::find(&folders)? })
}

/// The command line, described once: that takes longer than to read it.
fn read(defaults: &Settings) -> Result<Secretariat, clap::Error> {
    let command = || defaults.as_defaults(Secretariat::command());
    let args = Secretariat::from_arg_matches(&command().try_get_matches()?)?;
    match args.invocation {
        Some(_) => Ok(args),
        None => Secretariat::from_arg_matches(&command().try_get_matches_from(OFFICE)?),
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the edge where the clock enters")]
fn now() -> Timestamp {
    Timestamp::now()
}

/// The person at the keyboard, whatever stdin and stdout are connected to.
struct Terminal;

impl Passphrases for Terminal {
    fn ask(&mut self, question: &str) -> Result<SecretString, NotAsked> {
        rpassword::prompt_password(question).map(SecretString::from).map_err(|error| {
            // No controlling terminal: ENXIO on opening /dev/tty, or no such device at all.
            match (error.raw_os_error(), error.kind()) {
                (Some(6), _) | (_, io::ErrorKind::NotFound) => NotAsked::NoTerminal,
                _ => NotAsked::Terminal(error),
            }
        })
    }
}
