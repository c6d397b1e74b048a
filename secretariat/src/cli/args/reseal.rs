//! Options of `reseal`.

use clap::Args;
use form_handler::crypto::recipients::Fingerprint;

use super::{FormatArgs, PlaceArgs};

/// Options of `reseal`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ResealArgs {
    #[command(flatten)]
    pub accept: AcceptArgs,
    #[arg(
        long,
        help = "Même si votre clé n'est plus dans la liste : après cela, elle n'ouvre plus rien"
    )]
    pub leave: bool,
    #[arg(long, help = "Compte ce qui serait refermé, et n'écrit rien")]
    pub dry_run: bool,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// Keys that are new on the list of recipients.
#[derive(Debug, Args)]
pub struct AcceptArgs {
    /// Their fingerprints.
    #[arg(
        long = "accept",
        value_name = "EMPREINTE",
        num_args = 1..,
        value_parser = fingerprint,
        help = "L'empreinte d'une clé nouvelle dans la liste des destinataires, vérifiée de vive voix ; peut être répété"
    )]
    pub accepted: Vec<Fingerprint>,
}

fn fingerprint(text: &str) -> Result<Fingerprint, &'static str> {
    text.parse().map_err(|_| "attendu une empreinte, par exemple « 3f2a 9c01 88d1 e07b »")
}
