//! Backups: those that are known here, by whichever way they were made, and whether they were found whole.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value as Json, json};

use super::{
    super::{acts::wrong, page::Page},
    phrase, sealed,
};
use crate::{
    cli::args::is_access,
    commands::backup::check,
    context::{Context, ProgressDisplay},
    error::Error,
    identity::backups::{self, NotedBackup},
    text::{paris_time, printable::one_line},
    web::{
        desk::{Desk, Typed},
        request::Asked,
        response::Answer,
        template::Sheet,
    },
};

/// Where backups are and are noted.
pub struct BackupPlace {
    /// Where those that are made on a page are put.
    pub folder: PathBuf,
    /// The key beside which they are noted.
    pub identity: PathBuf,
    /// Whether that key opens the way to the applications, which are on another machine.
    pub is_elsewhere: bool,
}

/// A file that is there or was.
struct Known {
    path: PathBuf,
    noted: Option<NotedBackup>,
}

impl BackupPlace {
    /// What is noted, and what lies in the folder and is not; the newest first.
    fn known(&self) -> Vec<Known> {
        let noted = backups::read(&self.identity).unwrap_or_default();
        let named = noted.into_iter().rev().filter_map(|noted| {
            let path = noted.path.clone()?;
            Some(Known { path, noted: Some(noted) })
        });
        let mut known: Vec<Known> = named.collect();
        known.sort_by_key(|each| std::cmp::Reverse(each.noted.as_ref().map(|noted| noted.made)));
        let folder = std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone());
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let files: BTreeSet<PathBuf> =
            entries.map(|entry| entry.path()).filter(|path| is_access(path)).collect();
        let others = files.into_iter().rev();
        let others: Vec<_> =
            others.filter(|path| known.iter().all(|each| each.path != *path)).collect();
        known.extend(others.into_iter().map(|path| Known { path, noted: None }));
        known
    }
}

/// The backups that are known here, and a button for another one.
pub fn show(page: &Page<'_>, place: &BackupPlace) -> Answer {
    let known = place.known();
    page.show(
        Sheet::new("save.html", "Sauvegarde")
            .with("kind", &"backup")
            .with("folder", &place.folder.display().to_string())
            .with("protected", &(place.is_elsewhere && !sealed(&place.identity).is_empty()))
            .with("files", &known.iter().map(row).collect::<Vec<_>>()),
    )
}

fn row(Known { path, noted }: &Known) -> Json {
    let long = |at: form_handler::record::ReceivedAt| paris_time::long(at.timestamp());
    let parent = path.parent().map(|folder| folder.display().to_string());
    json!({
        "path": path.display().to_string(),
        "name": path.file_name().map(|name| one_line(&name.to_string_lossy(), 120)),
        "folder": parent.map(|parent| one_line(&parent, 400)),
        "made": noted.as_ref().map(|noted| long(noted.made)),
        "checked": noted.as_ref().and_then(|noted| noted.checked).map(long),
        "there": path.is_file(),
    })
}

/// Makes one: what `backup --out` does.
pub fn make(desk: &mut Desk, asked: &Asked) -> Result<Answer, Error> {
    let time = paris_time::sortable(desk.now()).replace(':', "h").replace(' ', "-");
    let path = desk.settings.backups().join(format!("bureau-{time}.age"));
    desk.run(&["backup", "--out", &path.to_string_lossy()], phrase(asked).as_ref())?;
    Ok(Answer::See(format!("{}/sauvegarde", asked.base)))
}

/// Opens one of them and looks whether it is whole: what `backup verify` does, with the keys that are at hand.
pub fn verify(page: &Page<'_>, place: &BackupPlace, content: &Path) -> Result<Answer, Error> {
    let asked = page.asked.fields.get("fichier");
    let known = place.known();
    let chosen = known.iter().find(|each| each.path.display().to_string() == asked);
    let path = &chosen.ok_or_else(|| wrong("choisissez une des sauvegardes de la page"))?.path;
    let office = &page.at_work.office;
    let mut context = Context {
        out: &mut std::io::sink(),
        notes: &mut std::io::sink(),
        progress: ProgressDisplay::Hidden,
        now: office.now(),
        passphrases: &mut Typed(None),
        work_factor: None,
    };
    let checked = check((path, &place.identity), &office.keys.identities, content, &mut context)?;
    if checked.faults.is_empty() {
        return Ok(page.see("/sauvegarde"));
    }
    let faults = checked.faults.iter().map(|(seq, fault)| format!("Acte n° {seq} : {fault}."));
    let texts: Vec<String> = ["Elle s'ouvre, mais son journal n'est pas entier. Faites-en une autre, et prévenez la personne qui s'occupe du site.".to_owned()]
        .into_iter()
        .chain(faults)
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let sheet = Sheet::message("Cette sauvegarde n'est pas bonne", &texts);
    Ok(page.show(sheet.with("back", &"/sauvegarde").say("back_title", "Revenir aux sauvegardes")))
}
