//! `kit`: the folder that somebody of the office copies to her own computer.

use std::{
    ffi::OsStr,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
    process,
};

use serde_json::json;

use crate::{
    cli::{
        args::{Location, OutputFormat, kit::KitArgs},
        settings,
    },
    context::Context,
    error::Error,
    records::recipients,
};

/// What it says to whoever gets the folder.
const README: &str = include_str!("kit/LISEZ-MOI.txt");

/// The file's name.
const README_NAME: &str = "LISEZ-MOI.txt";

/// A file of the folder.
struct KitFile {
    /// Its path in the folder.
    name: PathBuf,
    from: Origin,
}

/// What is in a file.
enum Origin {
    Copy(PathBuf),
    Text(String),
}

/// Makes the folder, whole or not at all: the program, what it reads, and what to do with it. No key is in it.
pub fn kit(args: &KitArgs, context: &mut Context<'_>) -> Result<(), Error> {
    let files = files(args)?;
    let is_free = match fs::read_dir(&args.out) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if !is_free {
        return Err(Error::KitExists(args.out.clone()));
    }
    if !args.dry_run {
        let draft = draft(&args.out);
        let made = write(&files, &draft).and_then(|()| put(&draft, &args.out));
        if made.is_err() {
            // What is told is why it is not there.
            let _ = fs::remove_dir_all(&draft);
        }
        made?;
    }
    let names: Vec<_> = files.iter().map(|file| file.name.display().to_string()).collect();
    match args.format.format {
        OutputFormat::Text => {
            let would = if args.dry_run { "seraient" } else { "sont" };
            writeln!(context.out, "{} {would} dans {} :", names.len(), args.out.display())?;
            names.iter().try_for_each(|name| writeln!(context.out, "  {name}"))?;
        }
        OutputFormat::Json => {
            let folder = args.out.display().to_string();
            let result = json!({"dry_run": args.dry_run, "folder": folder, "files": names});
            writeln!(context.out, "{result:#}")?;
        }
    }
    Ok(())
}

/// Everything that goes into the folder, in the order of the names.
fn files(args: &KitArgs) -> Result<Vec<KitFile>, Error> {
    let program = args.program.clone().ok_or(Error::NoProgram)?;
    let windows = program.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("exe"));
    let name = if windows { "secretariat.exe" } else { "secretariat" };
    let mut files = vec![
        KitFile { name: name.into(), from: Origin::Copy(program) },
        KitFile { name: settings::FILE.into(), from: Origin::Text(bureau(args)) },
        // Whatever opens it breaks lines as Windows does.
        KitFile { name: README_NAME.into(), from: Origin::Text(README.replace('\n', "\r\n")) },
    ];
    if let Some(Location::Access(access)) = &args.store.location {
        let name = access.file_name().unwrap_or(OsStr::new("office.age"));
        files.push(KitFile { name: name.into(), from: Origin::Copy(access.clone()) });
    }
    let list = args.content.folder.join(recipients::FILE);
    fs::metadata(&list).map_err(|source| Error::File { path: list, source })?;
    add(&args.content.folder, Path::new("content"), &mut files)?;
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

/// Adds what is in a folder, but for what begins with a dot.
fn add(folder: &Path, name: &Path, files: &mut Vec<KitFile>) -> Result<(), Error> {
    let failed = |source| Error::File { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (path, name) = (entry.path(), name.join(entry.file_name()));
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if path.is_dir() {
            add(&path, &name, files)?;
        } else {
            files.push(KitFile { name, from: Origin::Copy(path) });
        }
    }
    Ok(())
}

/// `bureau.toml` of the folder. A database of this computer is not on hers: then what she gets by mail is found by itself.
fn bureau(args: &KitArgs) -> String {
    let text = |text: &str| serde_json::to_string(text).expect("a text");
    let mut toml = String::new();
    let store = match &args.store.location {
        Some(Location::DynamoDb(table)) => Some(format!("dynamodb:{table}")),
        Some(Location::Https(url)) => Some(url.to_string()),
        Some(Location::Access(file)) => {
            file.file_name().map(|name| name.to_string_lossy().into_owned())
        }
        Some(Location::Sqlite(_)) | None => None,
    };
    for (name, value) in [("store", store), ("region", args.store.region.clone())] {
        if let Some(value) = value {
            let _ = writeln!(toml, "{name} = {}", text(&value));
        }
    }
    toml + "identity = [\"identity.txt\"]\ncontent = \"content\"\nidle_minutes = 15\n"
}

fn draft(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.{}", process::id()))
}

fn write(files: &[KitFile], draft: &Path) -> Result<(), Error> {
    for KitFile { name, from } in files {
        let path = draft.join(name);
        let folder = path.parent().unwrap_or(draft);
        let written = fs::create_dir_all(folder).and_then(|()| match from {
            // With its right to be run.
            Origin::Copy(from) => fs::copy(from, &path).map(drop),
            Origin::Text(text) => fs::write(&path, text),
        });
        written.map_err(|source| Error::File { path: from.named(&path), source })?;
    }
    Ok(())
}

fn put(draft: &Path, out: &Path) -> Result<(), Error> {
    // An empty one may be in its place.
    let removed = match fs::remove_dir(out) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    };
    let renamed = removed.and_then(|()| fs::rename(draft, out));
    renamed.map_err(|source| Error::File { path: out.to_owned(), source })
}

impl Origin {
    /// The file that an error is about.
    fn named(&self, path: &Path) -> PathBuf {
        match self {
            Self::Copy(from) => from.clone(),
            Self::Text(_) => path.to_owned(),
        }
    }
}
