//! The command line of `site-gen`.

mod import;
mod lsp;
mod new;
mod serve;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use import::{ImportArgs, Program};
pub use lsp::LspArgs;
pub use new::{New, NewFormArgs, NewPageArgs, NewSiteArgs};
pub use serve::ServeArgs;

use crate::content::config::base_url;

/// Turns content/ into a site.
///
/// Everything that is wrong comes out in one run, with its file, line and column and what to do.
/// Values that are still to be given ({ placeholder = "…" }) are listed and stop nothing, except
/// with --production.
///
/// Without a command, it serves the site on this machine.
///
/// Exit codes:
///   0  done
///   1  errors found in the content, or something could not be read, written or listened on
///   2  wrong usage: an option, an address or a folder that is none
///   3  `import` wrote the site, and left something of the old one
#[derive(Debug, Parser)]
#[command(name = "site-gen", version, verbatim_doc_comment)]
pub struct Cli {
    /// What to do; `serve` if not given.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Writes the site and the handler's bundle to dist/, all at once or not at all.
    ///
    /// dist/ is replaced in one step, and left as it was if there is any error or nothing has changed.
    Build(BuildArgs),
    /// Says everything that is wrong, and writes nothing.
    Check(CheckArgs),
    /// Says what a kind of mistake means, why it hurts a reader, and how it is written right.
    ///
    /// The code stands below each mistake that `check` prints, as in `= code: link-file`. Without one,
    /// all codes are listed.
    Explain(ExplainArgs),
    /// Makes the content folder of a site of Zola or Hugo, and says what it could not convert, with places.
    ///
    /// Example: site-gen import zola ../old-site --out content && site-gen check
    Import(ImportArgs),
    /// Answers an editor: mistakes as one types, completion, links to follow, pages to rename (LSP).
    ///
    /// It speaks the language server protocol over standard input and output: an editor starts it, not a person.
    /// README.md says how, for Neovim, Helix and Visual Studio Code.
    Lsp(LspArgs),
    /// Makes a site, a page or a form, for you to fill in.
    #[command(subcommand)]
    New(New),
    /// Prints a JSON Schema (2020-12), or an `OpenAPI` document (3.1).
    ///
    /// `answers` says what a form is sent, `openapi` what all forms take and answer in JSON; `site`, `form` and
    /// `page` say what site.toml, a form's file and a page's front matter may say, for editors.
    Schema(SchemaArgs),
    /// Shows the site on this machine, form included, and rebuilds it when a file changes.
    ///
    /// With --production it serves dist/ to the public, behind a proxy that adds HTTPS:
    /// infra/one-machine/README.md goes through it.
    Serve(ServeArgs),
}

/// Of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The kind of mistake, such as link-file.
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// Of `schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// What it is the schema of.
    #[arg(value_enum, value_name = "OF")]
    pub of: SchemaOf,
    /// Of `answers` and `openapi`: the form's `id`; without one, candidature.toml's, or every form's.
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// The folder that holds all words, data and rules.
    #[arg(long, default_value = "content", value_name = "FOLDER")]
    pub content: PathBuf,
}

/// What a schema can be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum SchemaOf {
    Answers,
    Openapi,
    Site,
    Form,
    Page,
}

impl SchemaArgs {
    /// Why its words do not go together, if they do not.
    pub fn conflict(&self) -> Option<String> {
        let id = self.id.as_ref().filter(|_| !self.of.is_of_forms())?;
        Some(format!("`{id}` names a form, of which `answers` and `openapi` have a schema"))
    }
}

impl SchemaOf {
    /// Whether it is of what forms are sent, and so of one of them.
    pub fn is_of_forms(self) -> bool {
        matches!(self, Self::Answers | Self::Openapi)
    }
}

/// Of `build`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct BuildArgs {
    /// The folder that holds all words, data and rules.
    #[arg(long, default_value = "content", value_name = "FOLDER", value_parser = folder)]
    pub content: PathBuf,
    /// The folder to write. One that holds something is replaced only if a build has made it, which its
    /// `.site-gen` says.
    #[arg(long, default_value = "dist", value_name = "FOLDER")]
    pub out: PathBuf,
    /// The site's public address, instead of `base_url` in site.toml.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Builds drafts too, and pages whose `date` is to come or whose `expires` is over.
    #[arg(long, conflicts_with = "production")]
    pub drafts: bool,
    /// Refuses what readers must not see: placeholders, development keys, fewer than two recipients, a
    /// `base_url` that nobody can reach.
    #[arg(long)]
    pub production: bool,
    /// Writes no .br and .gz beside text files, for a host that compresses by itself.
    #[arg(long)]
    pub no_compress: bool,
    /// Shows each image as it is, and makes no others of it: for a fast preview.
    #[arg(long, conflicts_with = "production")]
    pub no_images: bool,
    /// Prints how long each phase took: read the files, load what they say, arrange menus and lists, render
    /// the pages, add what is no page, check links, report, compress, write.
    #[arg(long)]
    pub timings: bool,
}

/// Of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The folder that holds all words, data and rules.
    #[arg(long, default_value = "content", value_name = "FOLDER", value_parser = folder)]
    pub content: PathBuf,
    /// The site's public address, instead of `base_url` in site.toml.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Counts as errors what `build --production` refuses.
    #[arg(long)]
    pub production: bool,
    /// Also follows links to other sites, one request at a time to each. What is fine is not asked again
    /// for a day; what only answers people is listed, and is no error.
    #[arg(long)]
    pub external: bool,
    /// Fails only on what is not noted in this file, and says how much of that is left. Noted are the kind of
    /// mistake, its file and the text of its line: a line added above it changes nothing.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Notes in the file of --baseline what is wrong now, and nothing else.
    #[arg(long, requires = "baseline")]
    pub update: bool,
    /// Where --external remembers what is fine, in links.json; made if it is not there.
    #[arg(long, default_value = ".data", value_name = "FOLDER")]
    pub data: PathBuf,
    /// `text` on stderr for people, `json` on stdout for programs: one diagnostic a line, with path, line,
    /// column, code, message, help, severity ("error", "warning" or "placeholder"), excerpt, skipped (its characters before the excerpt,
    /// where the line is very long) and width.
    ///
    /// Where `GITHUB_ACTIONS` is set, each problem is an annotation as well, for `build` too: on stdout, or
    /// on stderr beside JSON.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Format {
    #[default]
    Text,
    Json,
}

fn folder(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    if path.is_dir() { Ok(path) } else { Err("there is no such folder here".to_owned()) }
}

fn base_url(text: &str) -> Result<String, String> {
    match base_url::fault(text) {
        None => Ok(text.to_owned()),
        Some(fault) => Err(format!("{fault}: {}", base_url::HELP)),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_base_url_is_a_scheme_and_a_host_and_perhaps_a_path() {
        for fine in ["https://a.example/", "https://a.example/b"] {
            assert_eq!(base_url(fine).unwrap(), fine);
        }
        for wrong in ["a.example", "https://a.example/b?c"] {
            assert!(base_url(wrong).unwrap_err().ends_with("below a folder"), "{wrong}");
        }
    }
}
