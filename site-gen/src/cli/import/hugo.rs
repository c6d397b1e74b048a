//! A site of Hugo, converted.

mod address;
mod front_matter;
mod links;
mod markup;
mod menus;
mod old_page;
mod page;
mod settings;
mod shortcodes;
mod tree;

use std::{collections::BTreeSet, path::Path};

use authoring::diagnostics::{Diagnostic, Source};
use rayon::prelude::*;

use super::{
    Conversion, ImportError,
    addresses::{Addresses, Place},
    codes::{IMPORT_FILE, IMPORT_PAGE, IMPORT_TEMPLATE},
    new_site::NewFile,
    statics::Statics,
};
use crate::content::directory::{Contents, Folder};
use links::Links;
use old_page::OldPage;
use settings::Settings;

/// Converts the site in a folder.
///
/// # Errors
///
/// There is none, or its folders cannot be read.
pub(super) fn convert(folder: &Path) -> Result<Conversion, ImportError> {
    let mut conversion = Conversion::default();
    let mut settings = Settings::read(folder, &mut conversion)?;
    let mut pages = Vec::new();
    let mut addresses = Addresses::default();
    let mut contents = Vec::new();
    for (place, language) in &settings.content {
        let content = open(&folder.join(place))?;
        conversion.told.extend(content.unreadable());
        read_pages(&content, language.as_deref(), &settings, &mut pages, &mut conversion);
        contents.push((content, language.clone()));
    }
    page::cascade(&mut pages);
    for page in &pages {
        if page.is_shown {
            addresses.enter_page(&page.path, &page.url, &page.new);
            // By the path that Hugo knows it by, without what its file is called.
            addresses.enter_page(page.logical(), &page.url, &page.new);
        }
        for alias in &page.aliases {
            addresses.enter(alias, Place::Kept);
        }
    }
    settings.collect_terms(&pages, &mut addresses, &mut conversion);
    for (path, url) in [
        ("index.xml", "/feed.xml"),
        ("feed.xml", "/feed.xml"),
        ("sitemap.xml", "/sitemap.xml"),
        ("robots.txt", "/robots.txt"),
    ] {
        addresses.enter(path, Place::Moved(url.to_owned()));
    }
    for (content, _) in &contents {
        files_of_pages(content, &pages, &mut addresses, &mut conversion);
    }
    let mut statics = Statics::open(folder, &mut conversion)?;
    statics.enter(&mut addresses);
    data(&open(&folder.join("data"))?, &mut conversion);
    note_others(folder, &mut conversion)?;

    let links = Links { addresses: &addresses, pages: &pages };
    let converted: Vec<(String, Vec<Diagnostic>)> = pages
        .par_iter()
        .map(|page| {
            let mut told = Vec::new();
            (page::convert(page, &settings, &links, &mut told), told)
        })
        .collect();
    for (page, (text, told)) in pages.iter().zip(converted) {
        conversion.told.extend(told);
        if page.is_shown && !conversion.site.add(format!("pages/{}", page.new), NewFile::Text(text))
        {
            let message = format!("another page is converted to pages/{}", page.new);
            conversion.told.push(page.source.error(IMPORT_PAGE, 0..0, message));
        }
    }
    let (text, extra) = settings.finish(&pages, &addresses, &mut conversion);
    conversion.site.add("site.toml".to_owned(), NewFile::Text(text));
    if !extra.is_empty() {
        conversion.site.add("data/extra.toml".to_owned(), NewFile::Text(extra));
    }
    statics.place(folder, &["layouts", "assets", "themes"], &mut conversion)?;
    Ok(conversion)
}

fn open(path: &Path) -> Result<Folder, ImportError> {
    Ok(if path.is_dir() { Folder::open_foreign(path)? } else { Folder::default() })
}

/// Whether the name of a file is that of a page, by its ending.
fn is_page(file: &str) -> bool {
    [".md", ".markdown"].iter().any(|ending| file.ends_with(ending))
}

fn read_pages(
    content: &Folder,
    language: Option<&str>,
    settings: &Settings,
    pages: &mut Vec<OldPage>,
    conversion: &mut Conversion,
) {
    let bundles = bundles(content);
    for (file, contents) in content.below("") {
        if !is_page(file) || matches!(contents, Contents::Unreadable(_)) {
            continue;
        }
        let name = file.rsplit('/').next().unwrap_or(file);
        if !name.starts_with("index.") && bundle_of(&bundles, file).is_some() {
            let message =
                "this text is a file of the page whose folder it stands in, which templates read";
            let found = Diagnostic::whole_file(IMPORT_FILE, content.typed(file), message);
            conversion.tell(found.help("write it into that page, or make a page of it"));
            continue;
        }
        let source = match contents.text(content.typed(file)) {
            Ok(source) => source,
            Err(diagnostic) => {
                conversion.told.push(*diagnostic);
                conversion.told.push(left(&Source::new(content.typed(file), "")));
                continue;
            }
        };
        match page::read(file, source.clone(), language, settings) {
            Ok(page) => pages.push(page),
            Err(found) => {
                conversion.told.extend(found);
                conversion.told.push(left(&source));
            }
        }
    }
}

fn left(source: &Source) -> Diagnostic {
    source
        .error(IMPORT_PAGE, 0..0, "this page is not converted: it cannot be read")
        .help("correct it there, and import again; or write its page here")
}

/// The folders of pages that own all that stands below.
fn bundles(content: &Folder) -> BTreeSet<&str> {
    let files = content.below("").map(|(file, _)| file);
    let own = files.filter(|file| {
        is_page(file) && file.rsplit('/').next().is_some_and(|name| name.starts_with("index."))
    });
    own.map(|file| file.rsplit_once('/').map_or("", |(folder, _)| folder)).collect()
}

/// The folder of the page to which a file belongs.
fn bundle_of<'f>(bundles: &BTreeSet<&str>, file: &'f str) -> Option<&'f str> {
    let mut folders =
        std::iter::successors(file.rsplit_once('/').map(|(folder, _)| folder), |folder| {
            folder.rsplit_once('/').map(|(above, _)| above)
        });
    folders.find(|folder| bundles.contains(folder))
}

/// Takes over what stands beside pages.
fn files_of_pages(
    content: &Folder,
    pages: &[OldPage],
    addresses: &mut Addresses,
    conversion: &mut Conversion,
) {
    let bundles = bundles(content);
    for (file, contents) in content.below("") {
        if is_page(file) || matches!(contents, Contents::Unreadable(_)) {
            continue;
        }
        let here = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let folder = bundle_of(&bundles, file).unwrap_or(here);
        let own = file[folder.len()..].trim_start_matches('/');
        let owners = pages.iter().filter(|page| page.is_own_of(folder));
        let mut urls: Vec<String> = owners.map(|page| page.url.clone()).collect();
        if urls.is_empty() {
            urls.push(format!("/{}/", address::path(folder)).replace("//", "/"));
        }
        for url in urls {
            addresses.enter_asset(&format!("{url}{own}"), &format!("pages/{file}"));
        }
        conversion.site.add(format!("assets/pages/{file}"), NewFile::Same(contents.clone()));
    }
}

/// Takes over what templates may quote here too.
fn data(data: &Folder, conversion: &mut Conversion) {
    for (file, contents) in data.below("") {
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        if ["toml", "json", "csv"].contains(&ending) && !file.contains('/') && file != "extra.toml"
        {
            conversion.site.add(format!("data/{file}"), NewFile::Same(contents.clone()));
            continue;
        }
        let found =
            Diagnostic::whole_file(IMPORT_FILE, data.typed(file), "these data are not taken over");
        conversion.tell(found.help("data are .toml, .json or .csv here, in data/ itself"));
    }
}

/// Says what else stands there, a line a folder.
fn note_others(folder: &Path, conversion: &mut Conversion) -> Result<(), ImportError> {
    let others = [
        (
            "layouts",
            IMPORT_TEMPLATE,
            "templates in Go are not converted",
            "write those anew that the site needs, in templates/",
        ),
        (
            "themes",
            IMPORT_TEMPLATE,
            "this theme is not converted",
            "the built-in one takes its place; templates/ and assets/theme.css change it",
        ),
        (
            "assets",
            IMPORT_FILE,
            "what templates make of these files is not made here",
            "put those into assets/ that pages load as they are",
        ),
        (
            "i18n",
            IMPORT_FILE,
            "these words are those of templates",
            "the theme's words in a language stand below [words] in site.toml",
        ),
        (
            "archetypes",
            IMPORT_FILE,
            "these are no pages, but what new ones are made of",
            "`site-gen new page` makes one",
        ),
    ];
    for (name, code, message, help) in others {
        let path = folder.join(name);
        let count = open(&path)?.below("").count();
        if count > 0 {
            let message = match count {
                1 => format!("{message} (1 file)"),
                count => format!("{message} ({count} files)"),
            };
            let place = path.to_string_lossy().into_owned();
            conversion.tell(Diagnostic::whole_file(code, place, message).help(help));
        }
    }
    Ok(())
}
