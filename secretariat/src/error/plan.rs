//! Why there is no plan, or nothing to say about one.

use std::{io, path::PathBuf};

use planner::{
    problem::{MAX_FIRMS, Mistake},
    solve::NoPlan,
};

use crate::text::{io_error::cause, printable::printable};

/// So many mistakes of a file are shown.
const SHOWN: usize = 50;

/// Why there is no plan, or nothing to say about one.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each says what it is")]
pub enum PlanError {
    #[error("impossible de lire {} : {}", .path.display(), cause(source))]
    File { path: PathBuf, source: io::Error },
    #[error("{} est trop long : plus de {mebibytes} Mio", .path.display())]
    TooLong { path: PathBuf, mebibytes: u64 },
    #[error("{} est mal écrit :\n{}", .path.display(), list(mistakes))]
    Unreadable { path: PathBuf, mistakes: Vec<Mistake> },
    #[error("{}", printable(&.0.to_string()))]
    NoPlan(#[from] NoPlan),
    #[error("aucune entreprise de {} n'a la référence {}", .path.display(), printable(reference))]
    NoSuchFirm { path: PathBuf, reference: String },
    #[error("{} n'est pas parmi les {MAX_FIRMS} plus anciennes : elle n'est pas dans le plan", printable(.0))]
    NotTaken(String),
}

/// A line for each mistake, and what to do about it.
fn list(mistakes: &[Mistake]) -> String {
    let line = |mistake: &Mistake| {
        let help = mistake.help().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("  {mistake}{help}")
    };
    let mut lines: Vec<String> = mistakes.iter().take(SHOWN).map(line).collect();
    if mistakes.len() > SHOWN {
        lines.push(format!("  et {} autres", mistakes.len() - SHOWN));
    }
    printable(&lines.join("\n"))
}

impl PlanError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Unreadable { .. } => {
                "l'aide de la commande (--help) dit ce que le fichier doit contenir"
            }
            Self::NoPlan(NoPlan::Locks(_)) => "libérez une de ces places (locked)",
            Self::NoPlan(_) => "laissez le choix (hold: auto), ou baissez firms_min",
            Self::NoSuchFirm { .. } => "les références sont celles du problème, écrites de même",
            Self::File { .. } | Self::TooLong { .. } | Self::NotTaken(_) => return None,
        };
        Some(help.to_owned())
    }

    /// 1 if nothing is possible, 2 if what was given cannot be read.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoPlan(_) => 1,
            _ => 2,
        }
    }
}
