//! Where a command finds what it works with: the store, the keys, the content.

use std::path::{Path, PathBuf};

use clap::Args;

use super::location::Location;

/// Where identities are looked for, and made, unless another file is named.
pub const IDENTITY: &str = ".data/identity.txt";

/// Where applications are looked for first, unless another place is named.
pub const DATABASE: &str = ".data/applications.db";

/// Where everything is.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PlaceArgs {
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub identity: IdentityArgs,
    #[command(flatten)]
    pub content: ContentArgs,
}

/// Where the sealed applications are.
#[derive(Debug, Args)]
pub struct StoreArgs {
    /// `None`: [`usual`](crate::records::access::location).
    #[arg(
        long = "store",
        value_name = "LIEU",
        help = "Où sont les candidatures : sqlite:FICHIER, dynamodb:TABLE, https://SITE/bureau/store, ou l'accès reçu, FICHIER.age [par défaut\u{a0}: sqlite:.data/applications.db, sinon le fichier office-….age de ce dossier]"
    )]
    pub location: Option<Location>,
    /// `None`: the one that AWS's usual files and variables name.
    #[arg(
        long,
        value_name = "RÉGION",
        help = "La région AWS de dynamodb:TABLE [par défaut\u{a0}: AWS_REGION, sinon celle du profil]"
    )]
    pub region: Option<String>,
}

/// The secret halves of keys.
#[derive(Debug, Args)]
pub struct IdentityArgs {
    /// Empty: [`IDENTITY`], which need not be there.
    #[arg(
        long = "identity",
        value_name = "FICHIER",
        help = "Votre clé secrète ; peut être répétée [par défaut\u{a0}: .data/identity.txt]"
    )]
    pub named: Vec<PathBuf>,
}

impl IdentityArgs {
    /// The files that were named, or the usual one.
    pub fn paths(&self) -> Vec<&Path> {
        let named = self.named.iter().map(PathBuf::as_path);
        if self.named.is_empty() { vec![Path::new(IDENTITY)] } else { named.collect() }
    }

    /// The first of them: what is noted for all stands beside it.
    pub fn first(&self) -> &Path {
        self.named.first().map_or(Path::new(IDENTITY), PathBuf::as_path)
    }
}

/// Where the form is described, and whose signatures count.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ContentArgs {
    #[arg(
        long = "content",
        value_name = "DOSSIER",
        default_value = "content",
        hide_default_value = true,
        help = "Où sont décrits le formulaire et les clés de signature [par défaut\u{a0}: content]"
    )]
    pub folder: PathBuf,
}

/// Of which form.
#[derive(Debug, Args)]
pub struct FormArgs {
    /// `None`: of every form.
    #[arg(
        long = "form",
        value_name = "IDENTIFIANT",
        help = "Seulement ce qui a été envoyé par ce formulaire : son `id` [par défaut\u{a0}: tous]"
    )]
    pub id: Option<String>,
}
