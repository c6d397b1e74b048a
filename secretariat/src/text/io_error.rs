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
        ErrorKind::FileTooLarge => "le fichier serait trop grand pour ce disque",
        ErrorKind::InvalidFilename => "ce nom de fichier n'est pas permis ici",
        ErrorKind::DirectoryNotEmpty => "ce dossier n'est pas vide",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "un autre programme s'en sert",
        ErrorKind::BrokenPipe => "le programme qui devait le lire s'est arrêté",
        ErrorKind::UnexpectedEof => "il finit trop tôt",
        ErrorKind::TimedOut => "rien n'a répondu à temps",
        ErrorKind::Interrupted => "le système a été interrompu",
        ErrorKind::OutOfMemory => "il n'y a plus assez de mémoire",
        ErrorKind::AddrInUse => "un autre programme répond déjà à cette adresse",
        ErrorKind::AddrNotAvailable => "cet ordinateur n'a pas cette adresse",
        ErrorKind::ConnectionRefused => "la connexion est refusée",
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => "la connexion a été coupée",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            "le réseau ne répond pas"
        }
        // Rare. Whoever is asked for help can look it up.
        _ => return format!("le système ne le permet pas (message technique : {error})"),
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

    #[test]
    fn what_has_no_word_of_its_own_is_told_apart_from_what_is_said_to_people() {
        let rare = Error::other("symlink loop");

        assert_eq!(cause(&rare), "le système ne le permet pas (message technique : symlink loop)");
    }
}
