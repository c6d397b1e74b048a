//! `backup`: all records and the office's journal, still sealed, sealed together once more.

use std::{fs, io, path::Path};

use form_handler::{
    crypto::{
        recipients::{Recipients, fingerprint},
        seal::{self, OpenError},
    },
    record::ReceivedAt,
    store::journal::{
        author::Authors,
        chain::{Chain, Fault, FaultKind},
        copy::JournalCopy,
    },
};
use serde_json::json;

use crate::{
    cli::args::{
        OutputFormat,
        backup::{MakeBackupArgs, VerifyBackupArgs},
    },
    commands::{list::report, target::Target},
    context::{Completion, Context},
    error::Error,
    identity::{Identities, Keyring, authors, backups},
    records::{
        RecordStore, access,
        backup::{Backup, erasures, error::BackupError},
        error::RecordsError,
        recipients::{self, RecipientsError, RecipientsFile},
        unseal::defect,
    },
    text::{io_error::cause, paris_time, printable::one_line},
};

/// Writes all that a store holds, whatever any clock says, to a file that today's recipients open.
pub async fn make(args: &MakeBackupArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let recipients = RecipientsFile::read(&args.place.content.folder)
        .and_then(|file| file.present(context.now))
        .map_err(BackupError::from)?;
    let path = args.out.clone().unwrap_or_default();
    let target = Target::of(&path, args.replace)?;
    let place = access::location(&args.place.store).map_err(RecordsError::from)?;
    let note = recipients::note_of(&place, args.place.identity.first());
    let last = recipients::last_used(&note).map_err(BackupError::from)?;
    recipients::check(&recipients, last.as_ref(), &args.accept.accepted)
        .map_err(BackupError::from)?;
    let mut keyring = Keyring::of(args.place.identity.paths());
    let store = RecordStore::open(&args.place.store, &mut keyring, context).await?;
    if !store.has_journal().await? {
        context.note("cette table n'a pas de journal à côté d'elle : la sauvegarde n'en a pas")?;
    }
    // The applications first: an act of the journal never speaks of one that came later than the copy.
    let mut all = store.everything(context).await?;
    let (journal, unreadable) = store.journal().await?;
    all.damaged.extend(unreadable);

    let made = ReceivedAt::at(context.now);
    let backup = Backup { made, records: std::mem::take(&mut all.records), journal: Some(journal) };
    if !args.dry_run {
        let sealed =
            seal::seal(backup.write().as_bytes(), &recipients).map_err(BackupError::from)?;
        let is_whole = all.problems(Vec::new()).is_empty();
        target.write(&sealed, if is_whole { Completion::Done } else { Completion::Incomplete })?;
        if let Err(error) = backups::note_made(args.place.identity.first(), &path, &sealed, made) {
            let cause = cause(&error);
            context.note(format!("la date de la sauvegarde n'a pas pu être notée : {cause}"))?;
        }
    }
    if !args.dry_run
        && let Some(why) = recipients::note(&recipients, &note)
    {
        context.note(why)?;
    }
    let erased = backup.journal.iter().flat_map(|journal| &journal.erased).cloned().collect();
    erasures::note(args.place.identity.first(), &erased).map_err(BackupError::from)?;
    tell(args, &path, &backup, &recipients, context)?;
    if last.is_none() && args.format.format == OutputFormat::Text {
        let people = recipients
            .iter()
            .map(|person| format!("{} {}", one_line(&person.name, 40), fingerprint(&person.key)));
        let people = people.collect::<Vec<_>>().join(", ");
        writeln!(context.out, "première liste de destinataires de cette base : {people}")?;
    }
    let problems = all.problems(Vec::new());
    report(&problems, None, context)?;
    if problems.is_empty() {
        return Ok(Completion::Done);
    }
    context.note("ce qui est illisible n'est pas dans la sauvegarde : gardez aussi la base")?;
    Ok(Completion::Incomplete)
}

fn tell(
    args: &MakeBackupArgs,
    path: &Path,
    backup: &Backup,
    recipients: &Recipients,
    context: &mut Context<'_>,
) -> io::Result<()> {
    let names = recipients.iter().map(|person| one_line(&person.name, 40));
    match args.format.format {
        OutputFormat::Text => {
            let (count, file) = (backup.records.len(), path.display());
            let would = if args.dry_run { "iraient " } else { "" };
            let names = names.collect::<Vec<_>>().join(", ");
            writeln!(
                context.out,
                "{count} candidature(s) {would}dans {file}, que peuvent ouvrir : {names}"
            )?;
            let besides = besides(backup);
            if !besides.is_empty() {
                writeln!(context.out, "avec {}", besides.join(" et "))?;
            }
            Ok(())
        }
        OutputFormat::Json => {
            let people = recipients.iter().zip(names).map(|(person, name)| {
                json!({"name": name, "fingerprint": fingerprint(&person.key).to_string()})
            });
            let mut result = counts(backup);
            result["file"] = path.display().to_string().into();
            result["dry_run"] = args.dry_run.into();
            result["recipients"] = people.collect();
            writeln!(context.out, "{result:#}")
        }
    }
}

/// A backup that opens.
#[derive(Debug)]
pub struct Checked {
    /// What is in it.
    pub backup: Backup,
    /// What is wrong with its journal, a sentence each.
    pub faults: Vec<(u64, String)>,
    /// Why its signatures were not verified, if they were not.
    pub unsigned: Option<RecipientsError>,
}

/// Opens a backup with these keys and looks whether its journal is true; that it is whole is noted beside `identity`.
///
/// # Errors
///
/// It cannot be read, does not open, or is no backup.
pub fn check(
    (path, identity): (&Path, &Path),
    identities: &Identities,
    content: &Path,
    context: &mut Context<'_>,
) -> Result<Checked, Error> {
    let sealed = read(path)?;
    let backup = unsealed(path, &sealed, identities)?;
    let (known, unsigned) = match RecipientsFile::read(content) {
        Ok(file) => (Some(authors::known(&file.listed, identities)), None),
        Err(error) => (None, Some(error)),
    };
    let faults = faults(backup.journal.as_ref(), known.as_ref());
    let faults: Vec<_> = faults.iter().map(|Fault { seq, kind }| (*seq, in_french(kind))).collect();
    if faults.is_empty() {
        let times = (backup.made, ReceivedAt::at(context.now));
        if let Err(error) = backups::note_checked(identity, path, &sealed, times) {
            context.note(format!("la date de la vérification n'a pas pu être notée : {error}"))?;
        }
    }
    Ok(Checked { backup, faults, unsigned })
}

/// Opens a backup and says what is in it, and whether its journal is true.
pub fn verify(args: &VerifyBackupArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let mut keyring = Keyring::of(args.identity.paths());
    // A slip in the file's name is told before a passphrase is asked for.
    read(&args.file)?;
    let identities = keyring.identities(context.passphrases)?;
    let place = (args.file.as_path(), args.identity.first());
    let Checked { backup, faults, unsigned } =
        check(place, identities, &args.content.folder, context)?;
    let whole = if faults.is_empty() { ", entière" } else { "" };

    match args.format.format {
        OutputFormat::Text => {
            let made = paris_time::short(backup.made.timestamp());
            let count = backup.records.len();
            let contents = [vec![format!("{count} candidature(s)")], besides(&backup)].concat();
            writeln!(context.out, "sauvegarde du {made}{whole} : {}", contents.join(", "))?;
        }
        OutputFormat::Json => {
            let mut result = counts(&backup);
            let faults = faults.iter().map(|(seq, fault)| json!({"seq": seq, "fault": fault}));
            result["faults"] = faults.collect();
            writeln!(context.out, "{result:#}")?;
        }
    }
    match (&backup.journal, unsigned) {
        (None, _) => context.note(
            "elle vient d'une version précédente du programme : ni les actes du bureau ni la liste des candidatures effacées n'y sont",
        )?,
        (Some(journal), Some(why)) if !journal.events.is_empty() => {
            context.note(format!("{why} : les signatures n'ont pas été vérifiées"))?;
        }
        _ => {}
    }
    for (seq, fault) in &faults {
        context.note(format!("erreur : acte n° {seq} : {fault}"))?;
    }
    Ok(if faults.is_empty() { Completion::Done } else { Completion::Incomplete })
}

/// What is wrong with the journal; where nobody's signatures are known, but for them.
fn faults(journal: Option<&JournalCopy>, known: Option<&Authors>) -> Vec<Fault> {
    let nobody = Authors::default();
    let rows = journal.iter().flat_map(|journal| &journal.events).cloned().map(Ok);
    let mut faults = Chain::verify(rows, known.unwrap_or(&nobody)).faults;
    faults.retain(|fault| known.is_some() || !matches!(fault.kind, FaultKind::UnknownAuthor(_)));
    faults
}

fn in_french(kind: &FaultKind) -> String {
    match kind {
        FaultKind::Missing { next } => format!("il manque, le suivant est le n° {next}"),
        FaultKind::OutOfOrder => "il vient après un acte de numéro plus grand".to_owned(),
        FaultKind::Prev => "il ne suit pas de celui qui le précède".to_owned(),
        FaultKind::Unreadable(why) => defect(*why),
        FaultKind::Hash => "il a été modifié".to_owned(),
        FaultKind::UnknownAuthor(who) => format!("son auteur, la clé {who}, est inconnu"),
        FaultKind::AuthorLeft(day) => format!("son auteur était parti le {day}"),
        FaultKind::Signature => "son auteur ne l'a pas signé".to_owned(),
    }
}

/// What is in it besides applications.
fn besides(backup: &Backup) -> Vec<String> {
    let Some(journal) = &backup.journal else { return Vec::new() };
    let counted =
        [(journal.events.len(), "acte(s) du bureau"), (journal.erased.len(), "effacement(s)")];
    let counted = counted.into_iter().filter(|(count, _)| *count > 0);
    counted.map(|(count, what)| format!("{count} {what}")).collect()
}

fn counts(backup: &Backup) -> serde_json::Value {
    let journal = backup.journal.as_ref();
    let count = |count: fn(&JournalCopy) -> usize| journal.map(count);
    json!({
        "made": backup.made.to_string(),
        "applications": backup.records.len(),
        "events": count(|journal| journal.events.len()),
        "bodies": count(|journal| journal.bodies.len()),
        "erased": count(|journal| journal.erased.len()),
    })
}

/// Opens a backup with any of these keys.
pub(crate) fn open(
    path: &Path,
    keyring: &mut Keyring<'_>,
    context: &mut Context<'_>,
) -> Result<Backup, Error> {
    let sealed = read(path)?;
    unsealed(path, &sealed, keyring.identities(context.passphrases)?)
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    Ok(fs::read(path).map_err(|source| BackupError::Io { path: path.to_owned(), source })?)
}

fn unsealed(path: &Path, sealed: &[u8], identities: &Identities) -> Result<Backup, Error> {
    let text = seal::open(sealed, &identities.secret).map_err(|error| BackupError::Closed {
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
