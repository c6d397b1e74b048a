//! `backup` and `restore`: all records, still sealed, sealed together once more.

use std::{fs, io, path::Path};

use authoring::{
    diagnostics::{Severity, Source},
    recipients::read as read_recipients,
};
use form_handler::{
    crypto::{
        private_file,
        recipients::{Allow, Recipients, Unfit, Unfitness},
        seal::{self, OpenError},
    },
    record::ReceivedAt,
};
use jiff::Timestamp;

use crate::{
    cli::args::backup::{MakeBackupArgs, RestoreArgs, VerifyBackupArgs},
    commands::list::report,
    context::{Completion, Context},
    error::Error,
    identity::Keyring,
    records::{
        RecordStore,
        backup::{Backup, BackupError},
        merge::is_the_same,
        restore::{Over, Selection},
    },
    text::{paris_time, printable::one_line},
};

/// Writes all records of a store, whatever any clock says, to a file that today's recipients open.
pub async fn make(args: &MakeBackupArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let recipients = recipients(&args.content.folder, context.now)?;
    let path = args.out.clone().unwrap_or_default();
    if path.symlink_metadata().is_ok() {
        let source = io::ErrorKind::AlreadyExists.into();
        return Err(BackupError::Io { path, source }.into());
    }
    let mut keyring = Keyring::of(args.identity.paths());
    let store = RecordStore::open(&args.store, &mut keyring, context).await?;
    let mut all = store.everything(context).await?;

    let records = std::mem::take(&mut all.records);
    let count = records.len();
    let text = Backup { made: ReceivedAt::at(context.now), records }.write();
    let sealed = seal::seal(text.as_bytes(), &recipients).map_err(BackupError::from)?;
    private_file::create(&path, &sealed)
        .map_err(|source| BackupError::Io { path: path.clone(), source })?;

    let for_whom: Vec<_> = recipients.iter().map(|person| one_line(&person.name, 40)).collect();
    writeln!(
        context.out,
        "{count} candidature(s) dans {}, que peuvent ouvrir : {}",
        path.display(),
        for_whom.join(", ")
    )?;
    let problems = all.problems(Vec::new());
    report(&problems, None, context)?;
    if problems.is_empty() {
        return Ok(Completion::Done);
    }
    context.note("ce qui est illisible n'est pas dans la sauvegarde : gardez aussi la base")?;
    Ok(Completion::Incomplete)
}

/// Opens a backup and says what is in it.
pub fn verify(args: &VerifyBackupArgs, context: &mut Context<'_>) -> Result<(), Error> {
    let mut keyring = Keyring::of(args.identity.paths());
    let backup = open(&args.file, &mut keyring, context)?;
    writeln!(
        context.out,
        "sauvegarde du {}, entière : {} candidature(s)",
        paris_time::short(backup.made.timestamp()),
        backup.records.len()
    )?;
    Ok(())
}

/// Brings the records of a backup back, and reads them back. What is in the store besides stays as it is.
pub async fn restore(args: &RestoreArgs, context: &mut Context<'_>) -> Result<(), Error> {
    let mut keyring = Keyring::of(args.identity.paths());
    let backup = open(&args.file, &mut keyring, context)?;
    // A slip of the finger must not bring back what somebody has had erased.
    for reference in &args.except {
        if !backup.records.iter().any(|record| record.reference == *reference) {
            return Err(BackupError::NotInIt(reference.clone()).into());
        }
    }
    let store = RecordStore::open_to_write(&args.store, &mut keyring, context).await?;
    let made = backup.made;
    let over = if args.replace { Over::Anything } else { Over::Earlier };
    let selection = Selection { except: args.except.clone(), over };
    let merge = store.restore(backup, selection, context).await?;
    if !merge.conflicts.is_empty() {
        let references = merge.conflicts.into_iter().map(|record| record.reference).collect();
        return Err(BackupError::Conflicts(references).into());
    }
    let back = store.everything(context).await?;
    for record in &merge.to_write {
        // It may have been sent once more since.
        if !back.records.iter().any(|found| is_the_same(found, record)) {
            return Err(BackupError::Differs(record.reference.to_string()).into());
        }
    }
    writeln!(
        context.out,
        "{} candidature(s) de la sauvegarde du {} sont revenues, relues une à une",
        merge.to_write.len(),
        paris_time::short(made.timestamp())
    )?;
    for (count, what) in [
        (merge.there.len(), "y étaient déjà"),
        (merge.others, "autre(s), que la sauvegarde ne contient pas, restent telles quelles"),
    ] {
        if count > 0 {
            writeln!(context.out, "{count} {what}")?;
        }
    }
    Ok(())
}

fn open(
    path: &Path,
    keyring: &mut Keyring<'_>,
    context: &mut Context<'_>,
) -> Result<Backup, Error> {
    let sealed =
        fs::read(path).map_err(|source| BackupError::Io { path: path.to_owned(), source })?;
    let identities = keyring.identities(context.passphrases)?;
    let text = seal::open(&sealed, &identities.secret).map_err(|error| BackupError::Closed {
        path: path.to_owned(),
        why: match error {
            OpenError::OtherKeys => "elle est scellée pour d'autres clés que la vôtre",
            OpenError::Damaged(_) | OpenError::DamagedContents(_) => {
                "elle est endommagée, ou ce n'est pas une sauvegarde"
            }
        },
    })?;
    let backup = Backup::read(&text)
        .map_err(|why| BackupError::NotABackup { path: path.to_owned(), why })?;
    Ok(backup)
}

/// Those of `content/recipients.toml` who have not left; placeholders and development keys keep nothing.
fn recipients(folder: &Path, now: Timestamp) -> Result<Recipients, BackupError> {
    let path = folder.join("recipients.toml");
    let text = fs::read_to_string(&path)
        .map_err(|source| BackupError::Io { path: path.clone(), source })?;
    let (listed, diagnostics) =
        read_recipients(&Source::new(path.display().to_string(), text), None);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        let reasons = vec!["« site-gen check » en montre les erreurs".to_owned()];
        return Err(BackupError::Recipients { path, reasons });
    }
    Recipients::from_listed(&listed, Allow::RealKeys, now).map_err(|Unfit(reasons)| {
        let reasons = reasons.iter().map(in_french).collect();
        BackupError::Recipients { path, reasons }
    })
}

fn in_french(reason: &Unfitness) -> String {
    match reason {
        Unfitness::Placeholder(who) => format!("la clé de {who} est encore à fournir"),
        Unfitness::NotAKey(who) => format!("la clé de {who} n'est pas une clé age"),
        Unfitness::NotADay { who, until } => {
            format!("« {until} » n'est pas le jour du départ de {who}")
        }
        Unfitness::Duplicate { first, second } => format!("{second} a la même clé que {first}"),
        Unfitness::Development(who) => {
            format!("la clé de {who} est une clé d'essai, non protégée")
        }
        Unfitness::TooFew(_) => "il faut au moins deux personnes".to_owned(),
    }
}
