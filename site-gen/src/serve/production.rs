//! What must be so before a form is open to the public. Whatever is not is named, all at once.

use std::{fs, net::SocketAddr, path::PathBuf};

use form_handler::{
    bundle::Bundle,
    crypto::{
        recipients::{Allow, Recipients},
        secret::Secret,
        signing::{SigningKey, listed::SigningKeys},
    },
};

use super::{
    as_deployed,
    form::now,
    options::{ProductionOptions, Reach, Unreadiness, Unready},
};
use crate::content::config::reachable;

/// The secret and the key for signatures, if everything is as it must be.
pub fn check(
    addr: SocketAddr,
    options: &ProductionOptions,
) -> Result<(Secret, SigningKey), Unready> {
    let mut reasons = Vec::new();
    if options.reach == Reach::ThisMachine && !addr.ip().to_canonical().is_loopback() {
        reasons.push(Unreadiness::Reachable(addr));
    }
    let secret = secret(options).map_err(|reason| reasons.push(reason)).ok();
    let signing_key = signing_key(options).map_err(|reason| reasons.push(reason)).ok();
    match as_deployed::bundle() {
        Ok(Some(bundle)) => {
            reasons.extend(faults(&bundle));
            reasons.extend(fault_of_keys(&bundle, signing_key.as_ref()));
        }
        // A site without a form receives nothing.
        Ok(None) => {}
        Err(cause) => reasons.push(Unreadiness::Site(cause.to_string())),
    }
    match secret.zip(signing_key) {
        Some(both) if reasons.is_empty() => Ok(both),
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

/// The file that was named, or what the service manager has put there under that name.
fn file(options: &ProductionOptions, named: Option<&PathBuf>, name: &str) -> Option<PathBuf> {
    named.cloned().or_else(|| options.credentials.as_ref().map(|folder| folder.join(name)))
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
