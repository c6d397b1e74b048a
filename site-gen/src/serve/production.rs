//! What must be so before a form is open to the public. Whatever is not is named, all at once.

use std::{fs, net::SocketAddr, path::Path};

use form_handler::{
    bundle::Bundle,
    crypto::{
        recipients::{Allow, Recipients},
        secret::Secret,
    },
};

use super::{
    as_deployed,
    options::{ProductionOptions, Reach, Unreadiness, Unready},
};
use crate::content::config::reachable;

/// The secret, if everything is as it must be.
pub fn check(addr: SocketAddr, options: &ProductionOptions) -> Result<Secret, Unready> {
    let mut reasons = Vec::new();
    if options.reach == Reach::ThisMachine && !addr.ip().to_canonical().is_loopback() {
        reasons.push(Unreadiness::Reachable(addr));
    }
    let secret = secret(options).map_err(|reason| reasons.push(reason)).ok();
    match as_deployed::bundle() {
        Ok(Some(bundle)) => reasons.extend(faults(&bundle)),
        // A site without a form receives nothing.
        Ok(None) => {}
        Err(cause) => reasons.push(Unreadiness::Site(cause.to_string())),
    }
    match secret {
        Some(secret) if reasons.is_empty() => Ok(secret),
        _ => Err(Unready(reasons)),
    }
}

fn secret(options: &ProductionOptions) -> Result<Secret, Unreadiness> {
    let credential = options.credentials.as_ref().map(|folder| folder.join("secret"));
    let path = options.secret.clone().or(credential).ok_or(Unreadiness::NoSecret)?;
    read_secret(&path)
}

fn read_secret(path: &Path) -> Result<Secret, Unreadiness> {
    let text = fs::read_to_string(path)
        .map_err(|source| Unreadiness::SecretFile { path: path.to_owned(), source })?;
    text.parse().map_err(|source| Unreadiness::Secret { path: path.to_owned(), source })
}

fn faults(bundle: &Bundle) -> impl Iterator<Item = Unreadiness> {
    let unfit = Recipients::from_listed(&bundle.recipients, Allow::RealKeys).err();
    let unreachable = reachable::diagnostic(&bundle.base_url);
    unreachable.map(Unreadiness::Unreachable).into_iter().chain(unfit.map(Unreadiness::Recipients))
}
