//! The sites of `tests/broken`, moved so that two of them can stand in one.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{
    broken::{files, sites},
    merge::{Files, both},
};

pub(crate) const HOME: &str = "pages/index.md";
const FORM: &str = "candidature.toml";

/// A page whose text is the built-in one's.
const TEMPLATE: &str = "{% extends \"base.html\" %}
{% block main %}<h1>{{ page.title }}</h1>
{{ content | safe }}
{% endblock main %}
";

/// All of them.
pub(crate) struct Fixtures {
    pub(crate) sites: BTreeMap<String, Files>,
    /// A site without mistakes, and another with a form.
    plain: Files,
    with_form: Files,
}

impl Fixtures {
    pub(crate) fn get() -> &'static Self {
        static ALL: LazyLock<Fixtures> = LazyLock::new(Fixtures::read);
        &ALL
    }

    fn read() -> Self {
        let sites: BTreeMap<String, Files> = sites("broken")
            .into_iter()
            .map(|name| (name.clone(), files("broken", &name)))
            .collect();
        let of = |name: &str, path: &str| (path.to_owned(), sites[name][path].clone());
        let plain = Files::from([of("template-filter", "site.toml"), of("template-filter", HOME)]);
        let with_form = Files::from([
            of("form-recipients", "site.toml"),
            of("form-recipients", HOME),
            of("form-recipients", FORM),
            of("form-retention", "recipients.toml"),
            of("form-retention", "signing.toml"),
        ]);
        Self { sites, plain, with_form }
    }

    /// One site with all of them but those that contradict the ones before.
    pub(crate) fn all_at_once(&self) -> Files {
        let mut all = self.with_form.clone();
        for name in self.sites.keys().filter(|name| name.as_str() != "site-toml-missing") {
            let Some(site) = self.with_form(name) else { continue };
            let page = format!("pages/{name}.md");
            let site = moved(&self.with_form, &all, &site, Some(&page));
            all = both(&self.with_form, &all, &site).unwrap_or(all);
        }
        all
    }

    fn with_form(&self, name: &str) -> Option<Files> {
        let files = &self.sites[name];
        if files.contains_key(FORM) {
            return Some(files.clone());
        }
        both(&self.plain, files, &self.with_form)
    }

    /// The sound site that both have been made from, and what each of them is when made from that.
    pub(crate) fn made_alike(&self, first: &str, second: &str) -> Option<(&Files, Files, Files)> {
        let sites = [first, second].map(|name| &self.sites[name]);
        if sites.iter().any(|files| files.contains_key(FORM)) {
            return Some((&self.with_form, self.with_form(first)?, self.with_form(second)?));
        }
        let [first, second] = sites.map(Files::clone);
        Some((&self.plain, first, second))
    }
}

/// The page that has the mistake, if one has it.
pub(crate) fn page(sound: &Files, files: &Files) -> Option<&'static str> {
    match files.get(HOME) {
        Some(home) if *home != sound[HOME] => Some(HOME),
        Some(_) if files.contains_key("pages/a.md") => Some("pages/a.md"),
        _ => None,
    }
}

/// The second site with its page at `page`, and other names for the files that the first has too.
pub(crate) fn moved(sound: &Files, first: &Files, second: &Files, to: Option<&str>) -> Files {
    let mut moved = second.clone();
    if let (Some(from), Some(to)) = (page(sound, second), to)
        && from != to
    {
        let text = moved.remove(from).unwrap_or_default();
        moved.insert(to.to_owned(), text);
        moved.entry(HOME.to_owned()).or_insert_with(|| sound[HOME].clone());
    }
    let is_taken = |path: &str, file: &Vec<u8>| {
        !has_meaning(path) && Some(path) != to && first.get(path).is_some_and(|other| other != file)
    };
    let taken: Vec<String> = moved
        .iter()
        .filter(|(path, file)| is_taken(path, file))
        .map(|(path, _)| path.clone())
        .collect();
    taken.iter().fold(moved, |files, path| renamed(files, path))
}

/// Names with a meaning: a file of another name is not the same.
fn has_meaning(path: &str) -> bool {
    !path.contains('/') || path == HOME || path.starts_with("templates/")
}

/// The same site with another name for a file, wherever that is mentioned.
fn renamed(files: Files, path: &str) -> Files {
    let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.split('.').next().unwrap_or(name);
    let other = format!("{stem}2");
    let files = files.into_iter().map(|(file, bytes)| {
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => mention(&text, stem, &other).into_bytes(),
            Err(error) => error.into_bytes(),
        };
        if file == path {
            (format!("{parent}/{}", name.replacen(stem, &other, 1)), bytes)
        } else {
            (file, bytes)
        }
    });
    files.collect()
}

/// A text that says `other` for `name` in addresses and in names of values.
fn mention(text: &str, name: &str, other: &str) -> String {
    let mut parts = text.split(name);
    let mut changed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_address = !changed.ends_with(|last: char| last.is_alphanumeric() || last == '-')
            && part.starts_with(['.', '/', '\n', '#']);
        let is_whole = is_address || changed.ends_with("data.");
        changed.push_str(if is_whole { other } else { name });
        changed.push_str(part);
    }
    changed
}

/// What a change of a template starts from.
pub(crate) fn template(path: &str) -> &'static str {
    if path == "templates/page.html" { TEMPLATE } else { "" }
}
