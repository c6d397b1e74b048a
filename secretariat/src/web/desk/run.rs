//! Does what a command does, where a page asks for exactly that.

use age::secrecy::SecretString;
use clap::Parser;

use super::{Desk, DeskSettings, Typed};
use crate::{
    cli::{
        args::{Command, Invocation, Secretariat},
        settings::as_typed,
    },
    commands,
    context::{Context, ProgressDisplay},
    error::Error,
};

/// What a command said, a line each, its remarks too.
#[derive(Debug, Default)]
pub struct Said {
    /// Its results.
    pub results: Vec<String>,
    /// Its remarks.
    pub notes: Vec<String>,
}

impl Desk {
    /// Runs a command on the office's own store, key and content; `words` are what follows its name.
    pub fn run(&mut self, words: &[&str], phrase: Option<&SecretString>) -> Result<Said, Error> {
        let command = self.settings.command(words);
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut context = Context {
            out: &mut out,
            notes: &mut notes,
            progress: ProgressDisplay::Hidden,
            now: (self.settings.clock)(),
            passphrases: &mut Typed(phrase.cloned()),
            work_factor: self.settings.work_factor,
        };
        self.runtime.block_on(commands::run(&command, &mut context))?;
        Ok(Said { results: lines(&out), notes: lines(&notes) })
    }
}

impl DeskSettings {
    fn command(&self, words: &[&str]) -> Command {
        let path = |path: &str| path.to_owned();
        let args = &self.args;
        let mut line: Vec<String> =
            std::iter::once(&"secretariat").chain(words).map(|word| (*word).to_owned()).collect();
        for file in args.identity.paths() {
            line.push(format!("--identity={}", file.display()));
        }
        line.push(format!("--content={}", args.content.folder.display()));
        line.extend(
            args.store.location.iter().map(|at| format!("--store={}", as_typed(at, &path))),
        );
        line.extend(args.store.region.iter().map(|region| format!("--region={region}")));
        let parsed = Secretariat::try_parse_from(line).map(|args| args.invocation);
        let Ok(Some(Invocation::Command(command))) = parsed else {
            panic!("the office's own words are a command: {words:?}")
        };
        command
    }
}

fn lines(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
