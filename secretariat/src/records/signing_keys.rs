//! Whose signatures count: the keys of `content/signing.toml`, or those that were seen there last.

use std::{fs, io, path::Path};

use authoring::{
    diagnostics::{Severity, Source},
    signing,
};
use form_handler::crypto::{
    private_file,
    signing::{
        PublicKey,
        listed::{DatedKey, ListedSigningKey, SigningKeys},
    },
};

use crate::{context::Context, text::io_error::cause};

/// The file's name, in the content folder and beside the identity.
pub const FILE: &str = "signing.toml";

/// The keys that the content names; if it names none, or is not at hand, those that are noted beside the
/// identity. What the content names is noted there.
pub fn read(content: &Path, identity: &Path, context: &mut Context<'_>) -> io::Result<SigningKeys> {
    let noted = identity.with_file_name(FILE);
    let named = listed(&content.join(FILE), context)?;
    if named.is_empty() {
        return Ok(SigningKeys::new(listed(&noted, context)?));
    }
    if let Err(error) = note(&noted, &named) {
        let cause = cause(&error);
        context.note(format!(
            "les clés de signature n'ont pas pu être notées dans {} : {cause}",
            noted.display()
        ))?;
    }
    Ok(SigningKeys::new(named))
}

/// The keys of a file; none if there is no such file. Placeholders are still to come.
fn listed(path: &Path, context: &mut Context<'_>) -> io::Result<Vec<DatedKey>> {
    let shown = path.display();
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            context.note(format!("{shown} est illisible : {}", cause(&error)))?;
            return Ok(Vec::new());
        }
    };
    let (listed, diagnostics) = signing::read(&Source::new(shown.to_string(), text));
    if diagnostics.iter().any(|each| each.severity == Severity::Error) {
        context
            .note(format!("{shown} contient des erreurs : certaines clés de signature manquent"))?;
    }
    let dated = |ListedSigningKey { public, from }: ListedSigningKey| {
        let key: PublicKey = public?.parse().ok()?;
        Some(DatedKey { key, from: from?.parse().ok()? })
    };
    Ok(listed.into_iter().filter_map(dated).collect())
}

/// Writes the keys unless they are there already; a reader sees the old file or the new one.
fn note(path: &Path, keys: &[DatedKey]) -> io::Result<()> {
    let mut text =
        "# Les clés de signature vues en dernier dans content/signing.toml.\n".to_owned();
    for DatedKey { key, from } in keys {
        text.extend([format!("\n[[key]]\npublic = \"{key}\"\nfrom = {from}\n")]);
    }
    if fs::read_to_string(path).is_ok_and(|noted| noted == text) {
        return Ok(());
    }
    private_file::replace(path, text.as_bytes())
}
