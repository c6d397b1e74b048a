//! The shape of a content folder: what must be there, and what nothing reads.

mod folders;
pub mod languages;
pub mod names;
pub mod search;

use application_form::page as form_page;
use authoring::{
    diagnostics::{Diagnostic, suggest},
    letters, office,
};

use crate::{
    content::{
        Content,
        assets::at_root,
        config,
        directory::{Contents, Folder},
        form::{self, FORM, FORMS, recipients, signing},
        page::includes,
        theme,
    },
    render::templates::{Templates, graph},
};

authoring::codes! {
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
        languages::note_folders(folder, &content.config, diagnostics);
    }
    note_missing_homes(folder, content, diagnostics);
    search::check(content, diagnostics);
    note_unused_card(folder, content, diagnostics);
    names::check(content, diagnostics);
}

/// Notes a template of cards where there are none.
fn note_unused_card(folder: &Folder, content: &Content, diagnostics: &mut Vec<Diagnostic>) {
    let (path, is_off) = (format!("templates/{}", theme::CARD.0), content.config.cards.is_none());
    if cfg!(feature = "cards") && is_off && folder.has(&path) && !content.unknown.holds("site") {
        let message = "no card is drawn of this template";
        let help = format!("write `cards = true` in {}", folder.typed(config::FILE));
        let found = Diagnostic::whole_file(TEMPLATE_UNUSED, folder.typed(&path), message);
        diagnostics.push(found.help(help));
    }
}

/// Notes every file and folder that nothing reads: a name mistyped would pass in silence.
fn note_strays(folder: &Folder, diagnostics: &mut Vec<Diagnostic>) {
    let mut last = "";
    for (path, contents) in folder.below("") {
        // What is in it is not known, which is told.
        let is_known = || FOLDERS.iter().any(|folder| folder.strip_suffix('/') == Some(path));
        if matches!(contents, Contents::Unreadable(_)) && is_known() {
            continue;
        }
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
            _ if let Some(meant) = folders::meant(name) => meant,
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
    let built_in = theme::TEMPLATES.iter().chain(&form_page::TEMPLATES).map(|(name, _)| *name);
    let card = templates.has_cards().then_some(theme::CARD.0);
    let built_in: Vec<&str> = built_in.chain(card).collect();
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
        if let Some(page) = content.pages.iter().find(|page| page.file == file) {
            let message = format!(
                "the page of this file stands at `{}`, and none at `{url}`",
                page.address.as_str()
            );
            let found = page.source.error(HOME_MISSING, page.address_span.clone(), message);
            diagnostics.push(found.help("remove `permalink`: it is the home page of its folder"));
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
