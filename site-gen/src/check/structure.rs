//! The shape of a content folder: what must be there, and what nothing reads.

use std::collections::{BTreeMap, BTreeSet};

use application_form::page as form_page;
use authoring::diagnostics::{Diagnostic, Source, suggest};

use crate::content::{Content, FORM, config, directory::Folder, form::recipients, theme};

authoring::codes! {
    FILE_UNKNOWN = "file-unknown" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    FOLDER_UNKNOWN = "folder-unknown" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    TEMPLATE_UNUSED = "template-unused" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    HOME_MISSING = "home-missing" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
}

/// Files at the top of the folder. `README.md` is for those who edit it.
const FILES: [&str; 4] = [config::FILE, FORM, recipients::FILE, "README.md"];

/// Folders at the top, with their slash.
const FOLDERS: [&str; 4] = ["pages/", "assets/", "data/", "templates/"];

/// Notes every file and folder that nothing reads: a name mistyped would pass in silence.
pub fn note_strays(folder: &Folder, diagnostics: &mut Vec<Diagnostic>) {
    let mut last = "";
    for (path, _) in folder.below("") {
        let (name, is_folder) = match path.find('/') {
            Some(slash) => (&path[..=slash], true),
            None => (path, false),
        };
        if name == last || FILES.contains(&name) || FOLDERS.contains(&name) {
            continue;
        }
        last = name;
        let known = if is_folder { FOLDERS } else { FILES };
        let (code, message) = if is_folder {
            (FOLDER_UNKNOWN, format!("nothing reads the folder `{name}`"))
        } else {
            (FILE_UNKNOWN, "nothing reads this file".to_owned())
        };
        let help = match suggest::nearest(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None if is_folder => format!("the folders here are {}", FOLDERS.join(", ")),
            None => {
                "a file that pages link to goes to assets/, a fact they quote to data/".to_owned()
            }
        };
        diagnostics.push(Diagnostic::whole_file(code, folder.typed(path), message).help(help));
    }
}

/// Notes templates that no page can ever show.
pub fn note_unused_templates(content: &Content, diagnostics: &mut Vec<Diagnostic>) {
    let built_in: Vec<&str> =
        theme::TEMPLATES.iter().chain(&form_page::TEMPLATES).map(|(name, _)| *name).collect();
    let later = content.left_out.unpublished.iter().map(|(page, _)| page);
    let asked = content.pages.iter().chain(later).filter_map(|page| page.template.as_ref());
    let used = reached(content, built_in.iter().copied().chain(asked.map(|asked| &*asked.name)));
    // One of the site's own names may well be kept for later; one that is nearly a built-in one is not.
    for (name, source) in content.templates.written().filter(|(name, _)| !used.contains(name)) {
        // Components are called by their own names.
        if source.text.contains("{% component ") {
            continue;
        }
        if let Some(near) = suggest::nearest(name, built_in.iter().copied()) {
            let diagnostic =
                source.error(TEMPLATE_UNUSED, 0..0, format!("nothing uses the template `{name}`"));
            diagnostics.push(diagnostic.help(format!("did you mean `{near}`?")));
        }
    }
}

/// The templates of pages that are there, and those that these use.
pub fn templates_of_pages(content: &Content) -> BTreeSet<&str> {
    let asked = content.pages.iter().map(|page| page.template.as_ref());
    let asked = asked.map(|asked| asked.map_or("page.html", |asked| &*asked.name));
    reached(content, asked.collect::<BTreeSet<_>>())
}

/// These templates, those that they extend or include, and so on.
pub fn reached<'c>(
    content: &'c Content,
    from: impl IntoIterator<Item = &'c str>,
) -> BTreeSet<&'c str> {
    let written: BTreeMap<&str, &Source> = content.templates.written().collect();
    let mut to_follow: Vec<&str> = from.into_iter().collect();
    let mut reached = BTreeSet::new();
    while let Some(name) = to_follow.pop() {
        if let Some(source) = written.get(name)
            && reached.insert(name)
        {
            to_follow.extend(named_in(&source.text));
        }
    }
    reached
}

/// The templates that a template's source names: what it extends, what it includes.
fn named_in(source: &str) -> impl Iterator<Item = &str> {
    source.split("{%").skip(1).filter_map(|tag| {
        let tag = tag.trim_start_matches(['-', ' ', '\n', '\t']);
        let rest =
            tag.strip_prefix("extends").or_else(|| tag.strip_prefix("include"))?.trim_start();
        let quote = rest.chars().next().filter(|symbol| matches!(symbol, '"' | '\'' | '`'))?;
        rest[1..].split_once(quote).map(|(name, _)| name)
    })
}

/// Notes every language that has pages and no home page: its name and its breadcrumb would lead nowhere.
pub fn note_missing_homes(folder: &Folder, content: &Content, diagnostics: &mut Vec<Diagnostic>) {
    for (number, language) in content.config.languages.iter().enumerate() {
        let (url, file) = match number {
            0 => ("/".to_owned(), "index.md".to_owned()),
            _ => (format!("/{language}/"), format!("{language}/index.md")),
        };
        // Without one at `/`, there is no site, in whatever language its pages are.
        let has_pages = content.pages.iter().any(|page| number == 0 || page.language == *language);
        let is_there = content.pages.iter().any(|page| page.address.as_str() == url);
        if !has_pages || is_there || content.left_out.unreadable.contains(&file) {
            continue;
        }
        let unpublished =
            content.left_out.unpublished.iter().find(|(page, _)| page.address.as_str() == url);
        diagnostics.push(match unpublished {
            Some((page, why)) => page
                .source
                .error(
                    HOME_MISSING,
                    page.address_span.clone(),
                    format!("the home page `{url}` {why}"),
                )
                .help(format!("{}; no site goes without a home page", why.remedy())),
            None => Diagnostic::whole_file(
                HOME_MISSING,
                folder.typed(&format!("pages/{file}")),
                format!("there is no home page `{url}`"),
            )
            .help("write this file: every page links to it"),
        });
    }
}
