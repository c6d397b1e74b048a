//! Of `import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Format;

/// Of `import`.
///
/// Pages with their addresses, front matter, links, anchors and files, shortcodes of which components can be made, and
/// settings are converted. What means nothing here, such as templates and themes, is told and left out, or left as it was.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The program that the site is made with.
    #[arg(value_enum, value_name = "PROGRAM")]
    pub program: Program,
    /// The site's folder, in which its settings stand. It is only read.
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// The content folder to make, all at once or not at all. It must not be there, or be empty.
    #[arg(long, default_value = "content", value_name = "FOLDER")]
    pub out: PathBuf,
    /// How to say what could not be converted.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// A program whose sites can be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Program {
    Zola,
    Hugo,
}
