//! A site of Zola, converted.

mod address;
mod components;
mod front_matter;
mod old_page;
mod page;
mod redirects;
mod settings;
mod shortcodes;
mod terms;

use std::{collections::BTreeMap, path::Path};

use authoring::{
    config::front_matter::{FrontMatter, FrontMatterOf},
    diagnostics::{Diagnostic, Diagnostics, Severity, Source},
};
use rayon::prelude::*;

use super::{
    Conversion, ImportError,
    addresses::{Addresses, Place},
    codes::{IMPORT_FILE, IMPORT_PAGE, IMPORT_TEMPLATE},
    new_site::NewFile,
    settings_file,
    statics::Statics,
};
use crate::content::directory::{Contents, Folder};
use components::Components;
use old_page::{OldPage, Way};
use settings::Settings;
use terms::Terms;

/// Converts the site in a folder.
///
/// # Errors
///
/// There is none, or its folders cannot be read.
pub(super) fn convert(folder: &Path) -> Result<Conversion, ImportError> {
    let mut conversion = Conversion::default();
    let (name, bytes) = settings_file(folder, "Zola", &["zola.toml", "config.toml"])?;
    let typed = folder.to_string_lossy().trim_end_matches('/').to_owned();
    let config = Folder::from_files(&typed, [(name.as_str(), bytes)]);
    let config = match config.text(&name) {
        Some(Ok(source)) => source,
        Some(Err(diagnostic)) => {
            conversion.told.push(*diagnostic);
            Source::new(config.typed(&name), "")
        }
        None => Source::new(config.typed(&name), ""),
    };
    let settings = Settings::read(config, &mut conversion);
    let open = |name: &str| {
        let path = folder.join(name);
        if path.is_dir() { Folder::open_foreign(&path) } else { Ok(Folder::default()) }
    };
    let content = open("content")?;
    let mut statics = Statics::open(folder, &mut conversion)?;
    let templates = open("templates")?;
    let theme = settings.theme.as_ref().map(|theme| format!("themes/{theme}"));
    let theme_templates = match &theme {
        Some(theme) => open(&format!("{theme}/templates"))?,
        None => Folder::default(),
    };
    for each in [&content, &templates] {
        conversion.told.extend(each.unreadable());
    }

    let mut addresses = Addresses::default();
    let mut pages = read_pages(&content, &settings, &mut conversion);
    for page in &pages {
        match page.way {
            Way::Shown => addresses.enter_page(&page.file, &page.url, &page.new),
            Way::Redirected => addresses.enter_redirect(&page.file, &page.url),
            Way::Nowhere => {}
        }
        for alias in &page.aliases {
            addresses.enter(alias, Place::Kept);
        }
    }
    let terms = Terms::of(&settings, &pages, &mut addresses, &mut conversion);
    for (path, url) in
        [("sitemap.xml", "/sitemap.xml"), ("robots.txt", "/robots.txt"), ("feed.xml", "/feed.xml")]
    {
        addresses.enter(path, Place::Moved(url.to_owned()));
    }
    for feed in &settings.feeds {
        addresses.enter(feed, Place::Moved("/feed.xml".to_owned()));
    }
    files(&content, &pages, &mut addresses, &mut conversion);
    statics.enter(&mut addresses);
    redirects::follow(&mut pages, &mut conversion);

    let components = Components::read([&templates, &theme_templates], &pages, &mut conversion);
    let converted: Vec<(String, Vec<Diagnostic>)> = pages
        .par_iter()
        .map(|page| {
            let mut told = Vec::new();
            (page::convert(page, &settings, &addresses, &components, &terms, &mut told), told)
        })
        .collect();
    note_templates(&templates, &pages, &mut conversion);
    note_others(folder, theme.as_deref(), &mut conversion)?;
    for (page, (text, told)) in pages.iter().zip(converted) {
        conversion.told.extend(told);
        if page.way != Way::Shown {
            continue;
        }
        if !conversion.site.add(format!("pages/{}", page.new), NewFile::Text(text)) {
            let message = format!("another page is converted to pages/{}", page.new);
            conversion.told.push(page.source.error(IMPORT_PAGE, 0..0, message));
        }
    }
    for (path, text) in components.files {
        conversion.site.add(path, NewFile::Text(text));
    }
    let (text, extra) = settings.finish(terms.0);
    conversion.site.add("site.toml".to_owned(), NewFile::Text(text));
    if !extra.is_empty() {
        conversion.site.add("data/extra.toml".to_owned(), NewFile::Text(extra));
    }
    let theme = theme.as_deref().unwrap_or("themes");
    statics.place(folder, &["templates", "sass", theme], &mut conversion)?;
    Ok(conversion)
}

/// Reads every page; of one that cannot be read, why.
fn read_pages(content: &Folder, settings: &Settings, conversion: &mut Conversion) -> Vec<OldPage> {
    let mut pages = Vec::new();
    for (file, contents) in content.below("") {
        if file.strip_suffix(".md").is_none() || matches!(contents, Contents::Unreadable(_)) {
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
        let found = Diagnostics::default();
        let source = unindented(source);
        let front_matter = FrontMatter::read(&source, FrontMatterOf::PAGE, &found);
        let found = found.into_vec();
        if found.iter().any(|each| each.severity == Severity::Error) {
            conversion.told.extend(found);
            conversion.told.push(left(&source));
            continue;
        }
        pages.push(page::read(file, source, front_matter, settings));
    }
    pages
}

fn left(source: &Source) -> Diagnostic {
    source
        .error(IMPORT_PAGE, 0..0, "this page is not converted: it cannot be read")
        .help("correct it there, and import again; or write its page here")
}

/// Zola takes blank lines above front matter.
fn unindented(source: Source) -> Source {
    let text = source.text.trim_start();
    let is_meant = text.starts_with("+++") || text.starts_with("---");
    if is_meant && text.len() < source.text.len() {
        return Source::new(source.path.clone(), text);
    }
    source
}

/// Takes over what is neither page nor template.
fn files(
    content: &Folder,
    pages: &[OldPage],
    addresses: &mut Addresses,
    conversion: &mut Conversion,
) {
    // Of each folder, the page whose files stand in it: a bundle has those further down too.
    let mut owners: BTreeMap<&str, Vec<&OldPage>> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.has_files()) {
        owners.entry(page.folder()).or_default().push(page);
    }
    for (file, contents) in content.below("") {
        if file.strip_suffix(".md").is_some() || matches!(contents, Contents::Unreadable(_)) {
            continue;
        }
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let above = std::iter::successors(Some(folder), |folder| Some(folder.rsplit_once('/')?.0));
        let owners = above.filter_map(|above| owners.get(above)).find(|owners| {
            owners.iter().any(|owner| owner.folder() == folder || !owner.is_section)
        });
        let Some(owners) = owners else {
            let found =
                Diagnostic::whole_file(IMPORT_FILE, content.typed(file), "no page has this file");
            conversion.tell(
                found.help("Zola does not publish it; put it into assets/ if it is to go out"),
            );
            continue;
        };
        // The languages of a page share its files.
        for owner in owners {
            let own = file[owner.folder().len()..].trim_start_matches('/');
            addresses.enter_asset(&format!("{}{own}", owner.url), &format!("pages/{file}"));
        }
        conversion.site.add(format!("assets/pages/{file}"), NewFile::Same(contents.clone()));
    }
}

/// Says which templates are to be written anew, and how many pages ask for each.
fn note_templates(templates: &Folder, pages: &[OldPage], conversion: &mut Conversion) {
    for (file, _) in templates.below("").filter(|(file, _)| !file.starts_with("shortcodes/")) {
        let asking = pages.iter().filter(|page| page.template.as_deref() == Some(file)).count();
        let message = match asking {
            0 => "this template is not converted".to_owned(),
            1 => "this template is not converted, for which a page asks".to_owned(),
            count => format!("this template is not converted, for which {count} pages ask"),
        };
        let found = Diagnostic::whole_file(IMPORT_TEMPLATE, templates.typed(file), message);
        conversion.tell(found.help(
            "those pages have the built-in one; write it anew in templates/, and `template: …` in their front matter",
        ));
    }
}

/// Says what else stands there that nothing is made of.
fn note_others(
    folder: &Path,
    theme: Option<&str>,
    conversion: &mut Conversion,
) -> Result<(), ImportError> {
    let sass = folder.join("sass");
    if sass.is_dir() {
        let sass = Folder::open_foreign(&sass)?;
        for (file, _) in sass.below("") {
            let found =
                Diagnostic::whole_file(IMPORT_FILE, sass.typed(file), "Sass is not compiled here");
            conversion.tell(found.help("compile it once, and put the .css into assets/"));
        }
    }
    if let Some(theme) = theme {
        let place = folder.join(theme).to_string_lossy().into_owned();
        let found = Diagnostic::whole_file(IMPORT_TEMPLATE, place, "this theme is not converted");
        conversion.tell(
            found.help(
                "the built-in one takes its place; templates/ and assets/theme.css change it",
            ),
        );
    }
    Ok(())
}
