//! `restore`: brings back what a backup holds, but for what was erased.

use std::{collections::BTreeMap, io};

use application_form::reference::Reference;
use form_handler::{
    record::ReceivedAt,
    store::journal::{body::BodyText, copy::JournalCopy, erased::ErasureList},
};
use serde_json::json;

use crate::{
    cases::error::OpenError,
    cli::args::{OutputFormat, backup::RestoreArgs},
    commands::backup::open,
    context::Context,
    error::Error,
    identity::{Identities, Keyring},
    journal::{
        act::{Act, Contents, Deed},
        memory::Memory,
    },
    records::{
        RecordStore, Records,
        access::location,
        backup::{
            erasures,
            error::BackupError,
            merge::is_the_same,
            restore::{Allowed, Over, Restore, Selection},
        },
        error::RecordsError,
    },
    text::paris_time,
};

/// Brings the contents of a backup back into an empty store, and reads them back; or adds to what is there what it lacks.
pub async fn restore(args: &RestoreArgs, context: &mut Context<'_>) -> Result<(), Error> {
    let mut keyring = Keyring::of(args.identity.paths());
    let backup = open(&args.file, &mut keyring, context)?;
    // A slip of the finger must not bring back what somebody has had erased.
    for reference in &args.except {
        if !backup.records.iter().any(|record| record.reference == *reference) {
            return Err(BackupError::NotInIt(reference.clone()).into());
        }
    }
    let erased = erasures::gather(&backup, &args.identity.paths(), &args.erased)
        .map_err(BackupError::from)?;
    let over = if args.replace { Over::Anything } else { Over::Earlier };
    let is_merged = args.merge || args.replace;
    let into = if is_merged { Allowed::Anything } else { Allowed::Nothing };
    let selection = Selection { except: args.except.clone(), erased: erased.clone(), over, into };
    let made = backup.made;
    if args.dry_run {
        let restore = match RecordStore::open(&args.store, &mut keyring, context).await {
            Ok(store) => store.would_restore(&backup, &selection, context).await?,
            Err(RecordsError::Absent(_)) => {
                let (records, erased) = (Records::default(), ErasureList::default());
                Restore::of(&backup, &selection, &records, &[], &erased)
            }
            Err(error) => return Err(error.into()),
        };
        let journal = check(&restore)?;
        return Ok(tell(args, made, &restore, &journal, context)?);
    }
    let store = RecordStore::open_to_write(&args.store, &mut keyring, context).await?;
    let restore = store.restore(backup, selection, context).await?;
    let journal = check(&restore)?;
    read_back(&store, &restore, &journal, context).await?;
    erasures::note(args.identity.first(), &erased).map_err(BackupError::from)?;
    accept(&store, args).await?;
    tell(args, made, &restore, &journal, context)?;
    let identities = keyring.identities(context.passphrases)?;
    let back = acts_on_erased(&journal, &restore.merge.erased, identities);
    if !back.is_empty() {
        context.note(format!(
            "des actes sur {} sont revenus, scellés : « secretariat erase » les efface aussi",
            back.join(", ")
        ))?;
    }
    Ok(())
}

/// Those of these references that an act speaks of which has come back, and its number: nobody can tell before it is
/// opened, and without its body the journal would have a hole.
fn acts_on_erased(
    journal: &JournalCopy,
    erased: &[Reference],
    identities: &Identities,
) -> Vec<String> {
    let opened = journal.events.iter().filter_map(|event| {
        let body = journal.body(event.body)?;
        let text = BodyText::open(body, event.commit, &identities.secret).ok()?;
        // What was done to several stays: it holds references alone. So does that it was erased.
        let reference = match Contents::read(text.text()) {
            Contents::Act(Act { deed: Deed::Erasure(_), .. }) => None,
            Contents::Act(act) => act.reference,
            Contents::Unknown(unknown) => unknown.reference,
        };
        Some((reference?, event.seq.to_string()))
    });
    let mut spoken: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for (reference, seq) in opened.filter(|(reference, _)| erased.contains(reference)) {
        spoken.entry(reference).or_default().push(seq);
    }
    let named = |(reference, acts): (Reference, Vec<String>)| {
        format!("{reference} (n° {})", acts.join(", "))
    };
    spoken.into_iter().map(named).collect()
}

/// The journal that is back is the one to be seen on this machine from now on: whoever restores has said why.
async fn accept(store: &RecordStore, args: &RestoreArgs) -> Result<(), Error> {
    let (back, _) = store.journal().await?;
    if let (Some(first), Some(last)) = (back.events.first(), back.events.last()) {
        let place = location(&args.store).map_err(RecordsError::from)?;
        let mut memory = Memory::read(args.identity.first(), &place).map_err(OpenError::from)?;
        memory.set(first.head(), last.head()).map_err(OpenError::from)?;
    }
    Ok(())
}

/// What of the journal comes back, if anything does at all.
fn check(restore: &Restore) -> Result<JournalCopy, BackupError> {
    if let Some(found) = restore.in_the_way {
        return Err(BackupError::NotEmpty(found));
    }
    if !restore.merge.conflicts.is_empty() {
        let conflicts = restore.merge.conflicts.iter().map(|record| record.reference.clone());
        return Err(BackupError::Conflicts(conflicts.collect()));
    }
    restore.journal.clone().map_err(|diverged| BackupError::OtherJournal(diverged.0))
}

async fn read_back(
    store: &RecordStore,
    restore: &Restore,
    journal: &JournalCopy,
    context: &mut Context<'_>,
) -> Result<(), Error> {
    let back = store.everything(context).await?;
    for record in &restore.merge.to_write {
        // It may have been sent once more since.
        if !back.records.iter().any(|found| is_the_same(found, record)) {
            return Err(BackupError::Differs(record.reference.to_string()).into());
        }
    }
    let (back, _) = store.journal().await?;
    let is_back = journal.events.iter().all(|event| back.events.contains(event))
        && journal.bodies.iter().all(|body| back.body(body.id) == Some(body))
        && back.erased.is_superset(&journal.erased);
    if is_back { Ok(()) } else { Err(BackupError::JournalDiffers.into()) }
}

fn tell(
    args: &RestoreArgs,
    made: ReceivedAt,
    Restore { merge, .. }: &Restore,
    journal: &JournalCopy,
    context: &mut Context<'_>,
) -> io::Result<()> {
    if args.format.format == OutputFormat::Json {
        let references: Vec<_> = merge.erased.iter().map(Reference::as_str).collect();
        let result = json!({
            "made": made.to_string(),
            "dry_run": args.dry_run,
            "applications": merge.to_write.len(),
            "there": merge.there.len(),
            "others": merge.others,
            "erased": references,
            "events": journal.events.len(),
            "bodies": journal.bodies.len(),
        });
        return writeln!(context.out, "{result:#}");
    }
    let (count, made) = (merge.to_write.len(), paris_time::short(made.timestamp()));
    let done = if args.dry_run { "reviendraient" } else { "sont revenues, relues une à une" };
    writeln!(context.out, "{count} candidature(s) de la sauvegarde du {made} {done}")?;
    let acts =
        if args.dry_run { "acte(s) du bureau aussi" } else { "acte(s) du bureau, relus aussi" };
    for (count, what) in [
        (merge.there.len(), "y étaient déjà"),
        (merge.others, "autre(s), que la sauvegarde ne contient pas, restent telles quelles"),
        (merge.erased.len(), "effacée(s), ne reviennent pas"),
        (journal.events.len(), acts),
    ] {
        if count > 0 {
            writeln!(context.out, "{count} {what}")?;
        }
    }
    Ok(())
}
