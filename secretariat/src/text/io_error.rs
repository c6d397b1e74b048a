//! What the operating system says, in French: it says it in English to every program.

use std::io::{Error, ErrorKind};

/// Why a file could not be read or written.
pub fn cause(error: &Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "ce fichier ou ce dossier n'existe pas",
        ErrorKind::PermissionDenied => "vous n'en avez pas le droit",
        ErrorKind::AlreadyExists => "il existe déjà",
        ErrorKind::IsADirectory => "c'est un dossier",
        ErrorKind::NotADirectory => "ce qui devrait être un dossier est un fichier",
        ErrorKind::StorageFull => "le disque est plein",
        ErrorKind::QuotaExceeded => "votre quota d'espace disque est atteint",
        ErrorKind::ReadOnlyFilesystem => "ce disque est en lecture seule",
        ErrorKind::InvalidData => "le contenu n'est pas du texte en UTF-8",
        // Rare, and better in English than not at all.
        _ => return error.to_string(),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn the_usual_causes_are_said_in_french() {
        let absent = fs::read("/there/is/no/such/file").unwrap_err();
        let folder = fs::read(Path::new("/")).unwrap_err();

        assert_eq!(cause(&absent), "ce fichier ou ce dossier n'existe pas");
        assert_eq!(cause(&folder), "c'est un dossier");
    }
}
