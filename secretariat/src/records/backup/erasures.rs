//! What was erased, as it is noted beside an identity: so that no backup brings it back.
//!
//! ```text
//! BDP-7K2M-94X4 2021-06-01T10:42:00Z     the reference, and when it first arrived
//! ```
//!
//! Empty lines and those that start with `#` are comments.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use form_handler::{crypto::private_file, store::journal::erased::Erased};

use super::Backup;
use crate::{cli::args::backup::ErasedArg, text::io_error::cause};

/// The file's name, beside an identity.
pub const FILE: &str = "erased.txt";

/// Why it is not known what was erased.
#[derive(Debug, thiserror::Error)]
pub enum ErasuresError {
    /// There is no list at all.
    #[error("rien ne dit quelles candidatures ont été effacées : ni la sauvegarde, ni {}", .0.display())]
    None(PathBuf),
    /// A list cannot be read.
    #[error("{} : {}", .path.display(), cause(source))]
    Io {
        /// The list.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A line says something else.
    #[error("{}, ligne {line} : attendu une référence et son heure de réception, par exemple « BDP-7K2M-94X4 2021-06-01T10:42:00Z »", .path.display())]
    Line {
        /// The list.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
}

impl ErasuresError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::None(_) => Some(
                "indiquez une liste avec --erased FICHIER, par exemple celle d'un autre ordinateur ; si rien n'a jamais été effacé, --erased none"
                    .to_owned(),
            ),
            Self::Line { .. } => Some("corrigez cette ligne, ou reprenez une copie du fichier".to_owned()),
            Self::Io { .. } => None,
        }
    }
}

/// Everything that was erased, as a backup, the folders of these identities and the lists that were named know it.
///
/// A list on which nothing stands is none, unless a person has named it: a backup knows nothing of what was erased after
/// it, and a computer that has just been set up has erased nothing.
pub fn gather(
    backup: &Backup,
    identities: &[&Path],
    named: &[ErasedArg],
) -> Result<BTreeSet<Erased>, ErasuresError> {
    let of_backup = backup.journal.as_ref().map(|journal| journal.erased.clone());
    let mut all = of_backup.unwrap_or_default();
    for identity in identities {
        all.extend(beside(identity)?.unwrap_or_default());
    }
    let mut found = named.contains(&ErasedArg::None) || !all.is_empty();
    for arg in named {
        if let ErasedArg::File(path) = arg {
            found = true;
            let text = fs::read_to_string(path)
                .map_err(|source| ErasuresError::Io { path: path.clone(), source })?;
            all.extend(read(path, &text)?);
        }
    }
    let usual = identities.first().map(|identity| identity.with_file_name(FILE));
    if found { Ok(all) } else { Err(ErasuresError::None(usual.unwrap_or_default())) }
}

/// The list beside an identity; `None` if there is none.
pub fn beside(identity: &Path) -> Result<Option<BTreeSet<Erased>>, ErasuresError> {
    let path = identity.with_file_name(FILE);
    match fs::read_to_string(&path) {
        Ok(text) => read(&path, &text).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(ErasuresError::Io { path, source }),
    }
}

/// Adds to the list beside an identity that is there what it lacks; a reader sees the old list or the new one.
pub fn note(identity: &Path, erased: &BTreeSet<Erased>) -> Result<(), ErasuresError> {
    let noted = beside(identity)?;
    let is_noted = noted.as_ref().is_some_and(|noted| noted.is_superset(erased));
    if is_noted || !identity.exists() {
        return Ok(());
    }
    let all = noted.unwrap_or_default().union(erased).cloned().collect::<BTreeSet<_>>();
    let mut text = "# Candidatures effacées : référence et heure de réception. Une restauration ne les fait pas revenir.\n".to_owned();
    for Erased { reference, received_at } in &all {
        text.extend([format!("{reference} {received_at}\n")]);
    }
    let path = identity.with_file_name(FILE);
    private_file::replace(&path, text.as_bytes())
        .map_err(|source| ErasuresError::Io { path, source })
}

fn read(path: &Path, text: &str) -> Result<BTreeSet<Erased>, ErasuresError> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).enumerate();
    let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|(index, line)| {
            let wrong = || ErasuresError::Line { path: path.to_owned(), line: index + 1 };
            let (reference, received_at) = line.split_once(' ').ok_or_else(wrong)?;
            Ok(Erased {
                reference: reference.parse().map_err(|_| wrong())?,
                received_at: received_at.trim().parse().map_err(|_| wrong())?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use application_form::reference::Reference;
    use form_handler::{record::ReceivedAt, store::journal::copy::JournalCopy};

    use super::*;

    fn erased(number: u8) -> Erased {
        let received_at = ReceivedAt::at("2021-06-01T10:42:00Z".parse().unwrap());
        Erased { reference: Reference::from_bytes("BDP", &[number; 32]), received_at }
    }

    fn backup(erased: Option<BTreeSet<Erased>>) -> Backup {
        let journal = erased.map(|erased| JournalCopy { erased, ..JournalCopy::default() });
        Backup {
            made: ReceivedAt::at("2021-06-02T08:00:00Z".parse().unwrap()),
            records: Vec::new(),
            journal,
        }
    }

    #[test]
    fn every_list_counts_and_without_any_nothing_is_known() {
        let home = tempfile::tempdir().unwrap();
        let identity = home.path().join("identity.txt");
        fs::write(&identity, "").unwrap();
        let other = home.path().join("other.txt");
        fs::write(
            &other,
            format!("\u{feff}# d'ailleurs\r\n\r\n{} 2021-06-01T10:42:00Z\r\n", erased(3).reference),
        )
        .unwrap();
        let gathered = |known: Option<u8>, named: &[ErasedArg]| {
            let known = known.map(|number| BTreeSet::from([erased(number)]));
            gather(&backup(known), &[&identity], named).map_err(|error| error.to_string())
        };

        let said = gathered(None, &[]).unwrap_err();
        assert!(said.ends_with("erased.txt") && said.starts_with("rien ne dit"), "{said}");
        assert_eq!(gathered(None, &[ErasedArg::None]), Ok(BTreeSet::new()));
        // A backup that names nothing was made before whatever was erased since.
        let empty = backup(Some(BTreeSet::new()));
        assert!(matches!(gather(&empty, &[&identity], &[]), Err(ErasuresError::None(_))));
        note(&identity, &BTreeSet::new()).unwrap();
        assert!(identity.with_file_name(FILE).exists(), "nor does a list that names nothing");
        assert!(matches!(gather(&empty, &[&identity], &[]), Err(ErasuresError::None(_))));
        let nothing = home.path().join("nothing.txt");
        fs::write(&nothing, "").unwrap();
        let named = [ErasedArg::File(nothing)];
        assert_eq!(
            gather(&empty, &[&identity], &named).unwrap(),
            BTreeSet::new(),
            "a person says so"
        );
        assert_eq!(gathered(Some(1), &[]), Ok([erased(1)].into()));
        let file = ErasedArg::File(other);
        assert_eq!(gathered(None, std::slice::from_ref(&file)), Ok([erased(3)].into()));
        note(&identity, &[erased(2)].into()).unwrap();
        note(&identity, &[erased(4)].into()).unwrap();
        assert_eq!(gathered(None, &[]), Ok([erased(2), erased(4)].into()));
        let all = gathered(Some(1), &[file, ErasedArg::None]);
        assert_eq!(all, Ok([erased(1), erased(2), erased(3), erased(4)].into()));
    }

    #[test]
    fn a_line_that_names_nothing_is_no_list() {
        for text in
            ["BDP-3222-222S", "BDP-3222-2222 2021-06-01T10:42:00Z", "BDP-3222-222S 2021-06-01"]
        {
            let read = read(Path::new("list"), &format!("# a\n{text}\n"));
            assert!(matches!(read, Err(ErasuresError::Line { line: 2, .. })), "{text}: {read:?}");
        }
    }

    #[test]
    fn without_an_identity_nothing_is_noted() {
        let home = tempfile::tempdir().unwrap();

        note(&home.path().join("deep/identity.txt"), &[erased(1)].into()).unwrap();

        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_list_that_cannot_be_read_is_not_taken_for_none() {
        let home = tempfile::tempdir().unwrap();
        let identity = home.path().join("identity.txt");
        assert!(beside(&identity).unwrap().is_none());

        fs::create_dir(home.path().join(FILE)).unwrap();
        assert!(matches!(beside(&identity), Err(ErasuresError::Io { .. })));
    }
}
