//! What must be so before a form is open to the public. Whatever is not is named, all at once.

use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use form_handler::{
    bundle::Bundle,
    crypto::{
        access_list::AccessList,
        recipients::{
            Allow, Recipient, Recipients, fingerprint,
            last_used::{LastUsed, admit, admit_and_note, beside},
        },
        secret::Secret,
        signing::{SigningKey, listed::SigningKeys},
    },
};

use tracing::info;

use super::{
    as_deployed,
    data_dir::{self, Given},
    form::now,
    options::{ProductionOptions, Reach, Unreadiness, Unready},
};
use crate::content::config::base_url::reachable;

/// What the files hold, if everything is as it must be. To whom will be sealed is noted beside the database.
pub fn check(addr: SocketAddr, options: &ProductionOptions, data: &Path) -> Result<Given, Unready> {
    let note = beside(&data_dir::database(data));
    let mut recipients = None;
    let mut reasons = Vec::new();
    if options.reach == Reach::ThisMachine && !addr.ip().to_canonical().is_loopback() {
        reasons.push(Unreadiness::Reachable(addr));
    }
    let secret = secret(options).map_err(|reason| reasons.push(reason)).ok();
    let signing_key = signing_key(options).map_err(|reason| reasons.push(reason)).ok();
    let office = office(options).map_err(|reason| reasons.push(reason)).unwrap_or_default();
    match as_deployed::bundle() {
        Ok(Some(bundle)) => {
            reasons.extend(faults(&bundle));
            reasons.extend(fault_of_keys(&bundle, signing_key.as_ref()));
            // What keeps the list from sealing at all is among the reasons already.
            recipients = Recipients::from_listed(&bundle.recipients, Allow::RealKeys, now()).ok();
            reasons
                .extend(recipients.as_ref().and_then(|list| fault_of_list(list, &note, options)));
        }
        // A site without a form receives nothing.
        Ok(None) => {}
        Err(cause) => reasons.push(Unreadiness::Site(cause.to_string())),
    }
    if let Some(recipients) = recipients.filter(|_| reasons.is_empty()) {
        if !note.exists() {
            let people = recipients.iter().map(|Recipient { name, role, key, .. }| {
                format!("{name} ({role}) {}", fingerprint(key))
            });
            let people = people.collect::<Vec<_>>().join(", ");
            info!("the first list of recipients is taken as it is: {people}");
        }
        let noted = admit_and_note(&recipients, &note, &options.accepted);
        reasons.extend(noted.err().map(Unreadiness::LastUsed));
    }
    match secret.zip(signing_key) {
        Some((secret, signing_key)) if reasons.is_empty() => {
            Ok(Given { secret, signing_key, office })
        }
        _ => Err(Unready(reasons)),
    }
}

fn secret(options: &ProductionOptions) -> Result<Secret, Unreadiness> {
    let path = file(options, options.secret.as_ref(), "secret").ok_or(Unreadiness::NoSecret)?;
    let text = fs::read_to_string(&path)
        .map_err(|source| Unreadiness::SecretFile { path: path.clone(), source })?;
    text.parse().map_err(|source| Unreadiness::Secret { path, source })
}

fn signing_key(options: &ProductionOptions) -> Result<SigningKey, Unreadiness> {
    let path = file(options, options.signing_key.as_ref(), "signing-key")
        .ok_or(Unreadiness::NoSigningKey)?;
    let text = fs::read_to_string(&path)
        .map_err(|source| Unreadiness::SigningKeyFile { path: path.clone(), source })?;
    text.parse().map_err(|source| Unreadiness::SigningKey { path, source })
}

/// Nobody, if no file is named and the service manager has none.
fn office(options: &ProductionOptions) -> Result<AccessList, Unreadiness> {
    let Some(path) = file(options, options.office.as_ref(), "office") else {
        return Ok(AccessList::default());
    };
    let text = match fs::read_to_string(&path) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound && options.office.is_none() => {
            return Ok(AccessList::default());
        }
        read => read.map_err(|source| Unreadiness::OfficeFile { path: path.clone(), source })?,
    };
    text.parse().map_err(|source| Unreadiness::Office { path, source })
}

/// The file that was named, or what the service manager has put there under that name.
fn file(options: &ProductionOptions, named: Option<&PathBuf>, name: &str) -> Option<PathBuf> {
    named.cloned().or_else(|| options.credentials.as_ref().map(|folder| folder.join(name)))
}

/// Whoever edits the content does not become a reader unseen.
fn fault_of_list(
    recipients: &Recipients,
    note: &Path,
    options: &ProductionOptions,
) -> Option<Unreadiness> {
    let last = LastUsed::read(note).and_then(|last| {
        let last = last.as_ref().map(|last| last.keys.as_slice());
        admit(recipients, last, &options.accepted)
    });
    last.err().map(Unreadiness::LastUsed)
}

fn fault_of_keys(bundle: &Bundle, signing_key: Option<&SigningKey>) -> Option<Unreadiness> {
    match SigningKeys::from_listed(&bundle.signing_keys, Allow::RealKeys) {
        Ok(keys) => keys.admit(signing_key?, now()).map_err(Unreadiness::NotAdmitted).err(),
        Err(unfit) => Some(Unreadiness::SigningKeys(unfit)),
    }
}

fn faults(bundle: &Bundle) -> impl Iterator<Item = Unreadiness> {
    let forms = std::iter::once(bundle).chain(&bundle.others);
    let unfit = forms.filter_map(|form| {
        Recipients::from_listed(&form.recipients, Allow::RealKeys, now())
            .err()
            .map(Unreadiness::Recipients)
    });
    let unreachable = reachable::diagnostic(&bundle.base_url);
    unreachable.map(Unreadiness::Unreachable).into_iter().chain(unfit)
}
