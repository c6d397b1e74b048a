//! `static/`: files that had the addresses of their paths. What the site itself loads goes to `assets/`; what others ask
//! for by its address goes to `root/`, where it keeps it.
//!
//! ```text
//! assets/  what pages, settings, templates and Sass name, and what style sheets there name
//! root/    all else, what others ask for by custom, and what files there name, or scripts and documents in assets/
//! ```

mod by_name;
mod named;
mod placed;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use authoring::diagnostics::Diagnostic;

use super::{
    Conversion, ImportError,
    addresses::{Addresses, Place},
    codes::IMPORT_FILE,
    new_site::NewFile,
};
use crate::{
    check::reserved_urls,
    content::{
        assets::note_name,
        directory::{Contents, Folder, is_style_sheet},
    },
};
use by_name::{NO_JEKYLL, UNPUBLISHED, WELL_KNOWN, hidden, is_by_custom, is_text};
use named::{Text, named};
pub use placed::Placed;

/// The files of `static/`.
pub(super) struct Statics {
    /// The folder, as its user would type it.
    typed: String,
    /// By their paths in it, which were their addresses.
    files: BTreeMap<String, Contents>,
    /// What has the address of one in the new site.
    taken: BTreeMap<String, String>,
}

impl Statics {
    /// Reads the names of the files of the site in a folder; a hidden one that nobody can ask for here is told.
    pub(super) fn open(site: &Path, conversion: &mut Conversion) -> Result<Self, ImportError> {
        let path = site.join("static");
        let typed = path.to_string_lossy().into_owned();
        let mut statics = Self { typed, files: BTreeMap::new(), taken: BTreeMap::new() };
        if !path.is_dir() {
            return Ok(statics);
        }
        statics.take("", &Folder::open_foreign(&path)?, conversion);
        let failed = |source| ImportError::Read { path: path.clone(), source };
        for (name, kind) in hidden(&path).map_err(failed)? {
            let hidden = path.join(&name);
            if name == WELL_KNOWN && kind.is_dir() {
                let below = Folder::open_foreign(&hidden)?;
                statics.take(&format!("{WELL_KNOWN}/"), &below, conversion);
            } else if name == NO_JEKYLL && kind.is_file() {
                let bytes = fs::read(&hidden)
                    .map_err(|source| ImportError::Read { path: hidden.clone(), source })?;
                statics.files.insert(name, bytes[..].into());
            } else if !UNPUBLISHED.contains(&&*name) {
                let message = "this would stand at the root of the site, under a hidden name";
                let left = statics.left(&name, message);
                conversion.tell(left.help("put it there as the host asks for it"));
            }
        }
        Ok(statics)
    }

    fn take(&mut self, above: &str, folder: &Folder, conversion: &mut Conversion) {
        conversion.told.extend(folder.unreadable());
        for (path, contents) in folder.below("") {
            if !matches!(contents, Contents::Unreadable(_)) {
                self.files.insert(format!("{above}{path}"), contents.clone());
            }
        }
    }

    /// Enters their addresses, after all others.
    pub(super) fn enter(&mut self, addresses: &mut Addresses) {
        for file in self.files.keys() {
            let url = format!("/{file}");
            let page = url.strip_suffix("index.html").unwrap_or(&url);
            let taken = match addresses.at(page) {
                Some(Place::Page(file)) => format!("an address of a page, pages/{file}"),
                Some(Place::Kept) => "an address that leads to a page".to_owned(),
                Some(Place::Moved(to)) if *to == url && file != "robots.txt" => {
                    "kept for a file that every build writes".to_owned()
                }
                _ => String::new(),
            };
            if !taken.is_empty() {
                self.taken.insert(file.clone(), taken);
            }
            if file.starts_with('.') {
                addresses.enter(&url, Place::Kept);
            } else {
                addresses.enter_asset(&url, file);
            }
        }
    }

    /// Puts each where it belongs in the new site, whose other files are all there; `sources` are the folders of the old
    /// one that pages are made with. What has no place is told.
    pub(super) fn place(
        &self,
        site: &Path,
        sources: &[&str],
        conversion: &mut Conversion,
    ) -> Result<(), ImportError> {
        if self.files.is_empty() {
            return Ok(());
        }
        let mut start = self.named_in_new(conversion);
        for name in sources {
            let source = site.join(name);
            if source.is_dir() {
                let named = self.named_in_old(&Folder::open_foreign(&source)?);
                start.extend(named.into_iter().filter(|file| !is_by_custom(file)));
            }
        }
        // Where a page has its address, that is what is named.
        start.retain(|file| !file.starts_with('.') && !self.taken.contains_key(file));
        let assets = self.reach(start, is_style_sheet);

        let is_loaded = |file: &&String| assets.contains(*file) && !is_by_custom(file);
        let mut start: BTreeSet<String> =
            self.files.keys().filter(|file| !is_loaded(file)).cloned().collect();
        // What a style sheet of assets/ names follows it; no other text there is rewritten.
        for file in assets.iter().filter(|file| is_text(file) && !is_style_sheet(file)) {
            start.extend(self.named_by(file));
        }
        let root = self.reach(start, is_text);
        self.put(assets, root, conversion);
        Ok(())
    }

    /// All that these files name, straight or through others of them, and they themselves.
    fn reach(&self, start: BTreeSet<String>, reads: fn(&str) -> bool) -> BTreeSet<String> {
        let mut open: Vec<String> = start.iter().cloned().collect();
        let mut met = start;
        while let Some(file) = open.pop() {
            if reads(&file) {
                for named in self.named_by(&file) {
                    if met.insert(named.clone()) {
                        open.push(named);
                    }
                }
            }
        }
        met
    }

    /// What one of them names.
    fn named_by(&self, file: &str) -> BTreeSet<String> {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let source = self.files.get(file).and_then(|contents| contents.text(file.to_owned()).ok());
        source.map_or_else(BTreeSet::new, |source| self.named(&source.text, Text::In(folder)))
    }

    fn named(&self, text: &str, kind: Text<'_>) -> BTreeSet<String> {
        named(text, kind, |path| self.files.contains_key(path))
    }

    /// What pages, settings and components of the new site name.
    fn named_in_new(&self, conversion: &Conversion) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for (path, text) in conversion.site.texts() {
            let prose = if path.starts_with("pages/") {
                text.find("\n---\n").unwrap_or_default()
            } else {
                text.len()
            };
            found.extend(self.named(&text[..prose], Text::In("")));
            found.extend(self.named(&text[prose..], Text::Prose));
        }
        found
    }

    /// What templates and the like name.
    fn named_in_old(&self, folder: &Folder) -> BTreeSet<String> {
        let texts = folder.below("").filter(|(path, _)| is_text(path));
        let sources = texts.filter_map(|(path, contents)| contents.text(path.to_owned()).ok());
        sources.flat_map(|source| self.named(&source.text, Text::In(""))).collect()
    }

    fn put(
        &self,
        assets: BTreeSet<String>,
        mut root: BTreeSet<String>,
        conversion: &mut Conversion,
    ) {
        root.retain(|file| {
            let Some(refused) = self.refusal(file) else { return true };
            // One that is in assets/ has a place.
            if !assets.contains(file) {
                conversion.tell(refused);
            }
            false
        });
        let assets = self.put_into("assets", assets, conversion);
        let root = self.put_into("root", root, conversion);
        conversion.placed = Placed { assets, root };
    }

    /// Puts these into a folder of the new site; returns those that had a place there.
    fn put_into(
        &self,
        folder: &str,
        mut files: BTreeSet<String>,
        conversion: &mut Conversion,
    ) -> BTreeSet<String> {
        files.retain(|file| {
            let path = format!("{folder}/{file}");
            let same = NewFile::Same(self.files[file].clone());
            let is_put = conversion.site.add(path.clone(), same);
            if !is_put {
                let message = format!("another file is taken over to {path}");
                conversion
                    .tell(self.left(file, message).help("give one of them another name there"));
            }
            is_put
        });
        files
    }

    /// Why `root/` does not take a file, and what to do.
    fn refusal(&self, file: &str) -> Option<Diagnostic> {
        let mut noted = Vec::new();
        note_name(file, file, &mut noted);
        if let Some(Diagnostic { message, help, .. }) = noted.pop() {
            return Some(self.left(file, message).maybe_help(help));
        }
        let url = format!("/{file}");
        let kept = reserved_urls::taken_by(&url, &reserved_urls::WRITTEN, &[]);
        let why = kept.map(|by| format!("kept for {by}")).or_else(|| self.taken.get(file).cloned());
        let help = "put it into assets/ if a page is to show it, or give it another name in root/";
        why.map(|why| self.left(file, format!("`{url}` is {why}")).help(help))
    }

    /// What is said of a file that is not taken over.
    fn left(&self, file: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::whole_file(IMPORT_FILE, format!("{}/{file}", self.typed), message)
    }
}
