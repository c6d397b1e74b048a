//! Folders of `pages/` that are named like a language, and pages that take the place of one's home page.

use authoring::diagnostics::Diagnostic;

use crate::content::{
    config::{self, Config, languages::codes},
    directory::Folder,
    theme::words::Words,
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
    LANGUAGE_FOLDER = "language-folder" in "*" {
        means: "A page or a folder of `pages/` is named like a language of the site, but is not its \
            folder: the page stands beside it, or the folder's name has capitals.",
        hurts: "What is in it counts as French: screen readers would read it aloud with French \
            sounds, and translations would not lead there.",
        wrong: "pages/EN/contact.md",
        right: "pages/en-bref/contact.md",
    }
}

/// A folder named like a language that the theme speaks, or that holds what is like a translation, is one, or
/// its name misleads. Any other may well be named so: `is`, `go`, `co`.
pub(super) fn note_folders(folder: &Folder, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    note_beside(folder, config, diagnostics);
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

/// Notes what is named like a language that is listed, and counts as the first one.
fn note_beside(folder: &Folder, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let others = config.languages.iter().skip(1);
    let others: Vec<&String> = others.collect();
    if others.is_empty() {
        return;
    }
    let mut last = "";
    for (file, _) in folder.below("pages/") {
        let (name, is_folder) = match file.split_once('/') {
            Some((name, _)) => (name, true),
            None => (file.strip_suffix(".md").unwrap_or(file), false),
        };
        let language = others.iter().find(|language| language.eq_ignore_ascii_case(name));
        let Some(language) = language.filter(|_| name != last) else { continue };
        let index = format!("pages/{language}/index.md");
        // With both, two pages have one address, which is told.
        if is_folder && name == **language || !is_folder && folder.has(&index) {
            continue;
        }
        last = name;
        let (message, help) = if is_folder {
            (
                format!("the folder `{name}` is not that of the language `{language}`"),
                format!("name it `{language}`, in small letters"),
            )
        } else {
            (
                format!("this page takes the place of the home page in `{language}`"),
                format!("move it to {}", folder.typed(&index)),
            )
        };
        let path = folder.typed(&format!("pages/{file}"));
        diagnostics.push(Diagnostic::whole_file(LANGUAGE_FOLDER, path, message).help(help));
    }
}
