//! The development key by which one machine signs what it receives.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use form_handler::crypto::{private_file, signing::SigningKey};

use super::{DataError, read_or_make};

/// The secret half.
const FILE: &str = "signing-key";

/// The public half, beside the identities: where `secretariat` looks while `content/signing.toml` has none.
const LIST: &str = "signing.toml";

/// Nobody relies on a development key, so that it holds for whatever day.
const FROM: &str = "1970-01-01";

/// Opens the key, or makes one, and lists its public half.
pub(super) fn open(folder: &Path, made: &mut Vec<PathBuf>) -> Result<SigningKey, DataError> {
    let path = folder.join(FILE);
    let new = || Ok(format!("{}\n", SigningKey::generate_development().secret_text()));
    let key: SigningKey = read_or_make(&path, new, made)?
        .parse()
        .map_err(|source| DataError::SigningKey { path, source })?;
    let path = folder.join(LIST);
    list(&path, &key).map_err(|source| DataError::Io { path, source })?;
    Ok(key)
}

fn list(path: &Path, key: &SigningKey) -> io::Result<()> {
    let public = key.public().to_string();
    let mut text = match fs::read_to_string(path) {
        Ok(text) if text.contains(&public) => return Ok(()),
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    text.extend([format!(
        "# The development key by which this machine signs. Production refuses it: it starts with `dev`.\n\
         [[key]]\npublic = \"{public}\"\nfrom = {FROM}\n"
    )]);
    private_file::replace(path, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use authoring::{diagnostics::Source, signing::read};

    use super::*;

    #[test]
    fn the_development_key_is_made_once_and_listed_beside_the_identities() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let earlier = "[[key]]\npublic = \"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=\"\nfrom = 2026-11-28\n";
        fs::write(path.join(LIST), earlier).unwrap();

        let first = open(path, &mut Vec::new()).unwrap().public();
        let second = open(path, &mut Vec::new()).unwrap().public();

        assert_eq!(first, second);
        assert!(first.is_development());
        let text = fs::read_to_string(path.join(LIST)).unwrap();
        let (listed, _) = read(&Source::new(LIST, text));
        let listed: Vec<_> = listed.into_iter().filter_map(|key| key.public).collect();
        assert_eq!(listed[1..], [first.to_string()], "and what secretariat has noted stays");
    }
}
