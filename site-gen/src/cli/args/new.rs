//! Of `new`.

use std::path::PathBuf;

use application_form::language::Language;
use clap::{Args, Subcommand};

/// What `new` makes.
#[derive(Debug, Subcommand)]
pub enum New {
    /// A small site that builds: a home page, another page, one for addresses that lead nowhere.
    ///
    /// Example: site-gen new site club --title "Le club photo" --form
    Site(NewSiteArgs),
    /// A short form, with its page: a name, an e-mail address, a message.
    ///
    /// Example: site-gen new form inscription --title "S'inscrire"
    Form(NewFormArgs),
    /// A page, with its front matter: a draft until you remove `draft: true`.
    ///
    /// Example: site-gen new page actualites/premiere-audition --title "La première audition"
    Page(NewPageArgs),
}

/// Of `new site`.
#[derive(Debug, Args)]
pub struct NewSiteArgs {
    /// The folder to make it in, which may be there already: its files stay as they are.
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Its title; made from the folder's name if not given.
    #[arg(long)]
    pub title: Option<String>,
    /// Of its texts: fr or en.
    #[arg(long, default_value = "fr", value_parser = language)]
    pub language: Language,
    /// With a form by which readers write to you; `new form` adds others.
    #[arg(long)]
    pub form: bool,
}

/// Of `new form`.
#[derive(Debug, Args)]
pub struct NewFormArgs {
    /// Its name: that of its file below forms/, and the address of its page.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The title of its page; made from the name if not given.
    #[arg(long)]
    pub title: Option<String>,
    /// The folder that holds all words, data and rules.
    #[arg(long, default_value = "content", value_name = "FOLDER")]
    pub content: PathBuf,
}

/// Of `new page`.
#[derive(Debug, Args)]
pub struct NewPageArgs {
    /// Its path below pages/, which is also its address.
    #[arg(value_name = "PATH")]
    pub path: String,
    /// Its title; made from the path if not given.
    #[arg(long)]
    pub title: Option<String>,
    /// The folder that holds all words, data and rules.
    #[arg(long, default_value = "content", value_name = "FOLDER")]
    pub content: PathBuf,
}

fn language(text: &str) -> Result<Language, String> {
    let known = || Language::ALL.map(Language::code).join(", ");
    Language::of(text).ok_or_else(|| format!("the words of sites and forms exist in: {}", known()))
}
