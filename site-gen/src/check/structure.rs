//! The shape of a content folder: what must be there, and what nothing reads.

pub mod names;

use application_form::page as form_page;
use authoring::{
    diagnostics::{Diagnostic, suggest},
    letters, office,
};

use crate::{
    content::{
        Content,
        assets::at_root,
        config::{self, Config, languages::codes},
        directory::Folder,
        form::{self, FORM, FORMS, recipients, signing},
        page::includes,
        theme::{self, words::Words},
    },
    render::templates::{Templates, graph},
};

authoring::codes! {
    LANGUAGE_NOT_LISTED = "language-not-listed" in "*" {
        means: "A folder of `pages/` is named like a language that `languages` in `site.toml` does \
            not list, and holds a page of the name of another one, as a translation does, or is \
            one that the theme speaks.",
        hurts: "If its pages are in that language, screen readers would read them aloud with \
            French sounds.",
        wrong: "pages/en/contact.md",
        right: "pages/en-bref/contact.md",
    }
    FILE_UNKNOWN = "file-unknown" in "*" {
        means: "A file stands at the top of the content folder, where nothing reads a file of its \
            name.",
        hurts: "It is not on the site: readers would look in vain for the plan.",
        wrong: "plan.pdf",
        right: "assets/plan.pdf",
    }
    FOLDER_UNKNOWN = "folder-unknown" in "*" {
        means: "A folder stands at the top of the content folder, where nothing reads a folder of \
            its name.",
        hurts: "What is in it is not on the site: readers would look in vain for the page.",
        wrong: "page/membres.md",
        right: "pages/membres.md",
    }
    TEMPLATE_UNUSED = "template-unused" in "*" {
        means: "Nothing uses a template of the site's own, whose name is nearly that of a built-in \
            one.",
        hurts: "Pages keep their built-in look: readers never see what the template adds.",
        wrong: "templates/pages.html",
        right: "templates/page.html",
    }
    HOME_MISSING = "home-missing" in "pages/index.md" {
        means: "The site, or one of its languages, has no home page: its file is not there, or is \
            left out.",
        hurts: "Whoever types the site's address, or presses its name, gets an error page.",
        wrong: "---\ntitle: Accueil\ndraft: true\n---",
        right: "---\ntitle: Accueil\n---",
    }
}

/// Files at the top of the folder. `README.md` is for those who edit it.
const FILES: [&str; 6] =
    [config::FILE, FORM, recipients::FILE, signing::FILE, office::FILE, "README.md"];

/// Folders at the top, with their slash.
const FOLDERS: [&str; 8] = [
    "pages/",
    "assets/",
    at_root::FOLDER,
    "data/",
    "templates/",
    includes::FOLDER,
    FORMS,
    letters::FOLDER,
];

/// Notes what no file says alone: whether they all fit together.
pub fn check(folder: &Folder, content: &Content, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(folder.unreadable());
    note_strays(folder, diagnostics);
    if !content.unknown.holds("site.languages") {
        note_language_folders(folder, &content.config, diagnostics);
    }
    note_missing_homes(folder, content, diagnostics);
    names::check(content, diagnostics);
}

/// Notes every file and folder that nothing reads: a name mistyped would pass in silence.
fn note_strays(folder: &Folder, diagnostics: &mut Vec<Diagnostic>) {
    let mut last = "";
    for (path, _) in folder.below("") {
        let (name, is_folder) = match path.find('/') {
            Some(slash) => (&path[..=slash], true),
            None => (path, false),
        };
        if name == FORMS && !form::is_form(path) {
            let help = format!("a form is a .toml file directly in {FORMS}");
            let message = "nothing reads this file";
            let found = Diagnostic::whole_file(FILE_UNKNOWN, folder.typed(path), message);
            diagnostics.push(found.help(help));
            continue;
        }
        if name == last || FILES.contains(&name) || FOLDERS.contains(&name) {
            continue;
        }
        last = name;
        let known: &[&str] = if is_folder { &FOLDERS } else { &FILES };
        let (code, message) = if is_folder {
            (FOLDER_UNKNOWN, format!("nothing reads the folder `{name}`"))
        } else {
            (FILE_UNKNOWN, "nothing reads this file".to_owned())
        };
        let help = match suggest::nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if is_folder => format!("the folders here are {}", FOLDERS.join(", ")),
            None => {
                "a file that pages link to goes to assets/, one that others look for at the site's root \
                 to root/, a fact that pages quote to data/"
                    .to_owned()
            }
        };
        diagnostics.push(Diagnostic::whole_file(code, folder.typed(path), message).help(help));
    }
}

/// Notes templates that no page can ever show.
pub fn note_unused_templates(
    content: &Content,
    templates: &Templates,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let built_in: Vec<&str> =
        theme::TEMPLATES.iter().chain(&form_page::TEMPLATES).map(|(name, _)| *name).collect();
    let later = content.left_out.unpublished.iter().map(|(page, _)| page);
    let asked = content.pages.iter().chain(later).filter_map(|page| page.template.as_ref());
    let of_rows = content.config.pages_from.iter().map(|from| &from.template);
    let asked = asked.chain(of_rows);
    let used =
        graph::reached(templates, built_in.iter().copied().chain(asked.map(|asked| &*asked.name)));
    // One of the site's own names may well be kept for later; one that is nearly a built-in one is not.
    for (name, source) in templates.written().filter(|(name, _)| !used.contains(name)) {
        // Components are called by their own names.
        if source.text.contains("{% component ") {
            continue;
        }
        // What all of them end with says nothing of how near two are.
        let stems = built_in.iter().map(|name| name.trim_end_matches(".html"));
        let near = suggest::nearest(name.trim_end_matches(".html"), stems);
        if let Some(near) = near.and_then(|stem| built_in.iter().find(|name| is_of(name, stem))) {
            let diagnostic =
                source.error(TEMPLATE_UNUSED, 0..0, format!("nothing uses the template `{name}`"));
            diagnostics.push(diagnostic.help(format!("did you mean `{near}`?")));
        }
    }
}

/// Whether a template's name is this one with its ending.
fn is_of(name: &str, stem: &str) -> bool {
    name.strip_suffix(".html").unwrap_or(name) == stem
}

/// Notes every language that has pages and no home page: its name and its breadcrumb would lead nowhere.
fn note_missing_homes(folder: &Folder, content: &Content, diagnostics: &mut Vec<Diagnostic>) {
    let mut languages = &content.config.languages[..];
    if content.unknown.holds("site.languages") || content.unknown.holds("site.language") {
        // There is a first one, whichever that is.
        languages = &languages[..languages.len().min(1)];
    }
    for (number, language) in languages.iter().enumerate() {
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

/// A folder named like a language that the theme speaks, or that holds what is like a translation, is one, or
/// its name misleads. Any other may well be named so: `is`, `go`, `co`.
fn note_language_folders(folder: &Folder, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let mut last = "";
    for (file, contents) in folder.below("pages/") {
        let Some((name, below)) = file.split_once('/').filter(|(name, _)| *name != last) else {
            continue;
        };
        let is_language =
            codes::is_code(name) && !config.languages.iter().any(|language| language == name);
        // Every folder may have a page of its own.
        let is_index = below == "index.md" || below.ends_with("/index.md");
        let is_translation = !is_index && folder.has(&["pages/", below].concat());
        if is_language && !is_translation && Words::known(name).is_none() {
            continue;
        }
        last = name;
        if !is_language {
            continue;
        }
        let Ok(source) = contents.text(folder.typed(&format!("pages/{file}"))) else {
            continue;
        };
        let site = folder.typed(config::FILE);
        diagnostics.push(
            source
                .error(
                    LANGUAGE_NOT_LISTED,
                    0..0,
                    format!("the folder `{name}` is named like a language that is not listed"),
                )
                .help(format!("add \"{name}\" to `languages` in {site}, or rename the folder")),
        );
    }
}
