//! Where a command may write.

use std::path::Path;

use clap::{CommandFactory as _, error::ErrorKind};

use crate::{cli::args::Cli, output::staging::place::stands_in};

/// Ends the program where what `option` names would be read as content.
pub fn outside(option: &str, path: &Path, content: &Path) {
    if stands_in(path, content) {
        let (path, content) = (path.display(), content.display());
        let message =
            format!("{option} {path} stands in {content}, and the next build would read it");
        Cli::command().error(ErrorKind::ValueValidation, message).exit();
    }
}
