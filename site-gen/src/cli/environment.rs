//! What the environment says: of the terminal, of the machine that builds, of the unit that serves.

use std::{
    io::{self, IsTerminal as _, Write},
    path::PathBuf,
};

use authoring::diagnostics::report::{self, Paint};

use crate::build::Report;

/// Where systemd has put what the unit's `LoadCredential=` names.
#[expect(clippy::disallowed_methods, reason = "this is the edge")]
pub fn credentials() -> Option<PathBuf> {
    std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from)
}

/// Colours are for terminals whose user has not asked for none (<https://no-color.org>).
#[expect(clippy::disallowed_methods, reason = "this is the edge")]
pub fn paint() -> Paint {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if io::stderr().is_terminal() && !refused { Paint::Colours } else { Paint::Plain }
}

/// On GitHub's machines, problems are shown in the change itself too.
#[expect(clippy::disallowed_methods, reason = "this is the edge")]
pub fn annotate(report: &Report, out: &mut impl Write) -> io::Result<()> {
    if std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| !value.is_empty()) {
        report::github(&report.diagnostics, out)?;
    }
    Ok(())
}
