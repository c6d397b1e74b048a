//! Names that mean something to another program, and nothing here.

use authoring::diagnostics::Diagnostic;

use crate::content::{
    Content,
    config::{Config, languages::codes},
    page::Page,
    theme::words::Words,
};

authoring::codes! {
    PAGE_NAME = "page-name" in "*" {
        means: "A page, or its folder, has a name by which another program knows the page of a \
            whole folder, a language or a draft: `_index.md`, `README.md`, `contact.en.md`, \
            `_drafts/`; or it is called a copy of another.",
        hurts: "Readers of the folder's address get an error page, since the page stands at \
            another; or they find the draft.",
        wrong: "pages/services/_index.md",
        right: "pages/services/index.md",
    }
}

/// Folders whose pages other programs show in their own way, or not at all.
const FOLDERS: [&str; 8] =
    ["_drafts", "_posts", "_pages", "_includes", "_layouts", "_data", "_site", "_i18n"];

/// Notes names that other programs give to pages. Whoever gives a page a slug means its name.
pub(super) fn check(content: &Content, diagnostics: &mut Vec<Diagnostic>) {
    for page in &content.pages {
        let folder = page.file.split('/').find(|folder| FOLDERS.contains(folder));
        let name = page.file.rsplit('/').next().unwrap_or_default();
        let url = page.address.as_str();
        let (message, help) = if let Some(folder) = folder {
            let message =
                format!("`{folder}` is a folder like any other, and this the page `{url}`");
            let help = "rename it; what has `draft: true` in its front matter is not on the site";
            (message, help.to_owned())
        } else if page.slug.is_some() {
            continue;
        } else if is_index(name) {
            let message = format!("`{name}` is not its folder's page, but the page `{url}`");
            (message, "rename it index.md, or give it a `slug`".to_owned())
        } else if let Some(original) = original(name, |other| is_beside(content, page, other)) {
            let message = format!(
                "by its name, `{name}` is a copy of `{original}`, and it is the page `{url}`"
            );
            (message, "remove it, rename it, or give it a `slug`".to_owned())
        } else if let Some((base, language)) = of_language(name, &content.config) {
            let message =
                format!("`{name}` is in no other language for that, but the page `{url}`");
            (message, in_its_folder(page, base, language, &content.config))
        } else {
            continue;
        };
        let diagnostic = page.source.error(PAGE_NAME, page.address_span.clone(), message);
        diagnostics.push(diagnostic.help(help));
    }
}

/// Whether this is what other programs, or other keyboards, call `index.md`.
fn is_index(name: &str) -> bool {
    name == "_index.md"
        || name.eq_ignore_ascii_case("readme.md")
        || name.eq_ignore_ascii_case("index.md") && name != "index.md"
}

/// The page of whose name another one's is made, as systems and shared folders name a copy.
fn original(name: &str, is_there: impl Fn(&str) -> bool) -> Option<String> {
    const BEFORE: [&str; 2] = ["Copie de ", "Copy of "];
    const BEHIND: [&str; 8] =
        [" - Copie", " - Copy", " (copie", " (copy", " copie", " copy", "-DESKTOP-", "-LAPTOP-"];
    // What people call the one that they keep.
    const EARLIER: [&str; 6] = ["backup", "bak", "copie", "copy", "old", "orig"];
    let stem = name.strip_suffix(".md")?;
    let (kept, word) = stem.rsplit_once(['.', '_', '-']).unwrap_or_default();
    let is_earlier = EARLIER.iter().any(|known| known.eq_ignore_ascii_case(word));
    // Nearly no name may be one: all others but those of machines have a space.
    if !is_earlier && !name.contains(' ') && !name.contains("TOP-") {
        return None;
    }
    let before = BEFORE.iter().find_map(|begin| stem.strip_prefix(begin));
    let mut behind = BEHIND.iter().filter_map(|end| Some(&stem[..stem.rfind(end)?]));
    // What a browser makes of a name that is taken: `a (1).md`.
    let numbered = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    let is_number = |digits: &str| digits.parse::<u8>().is_ok();
    let numbered = numbered.filter(|(_, digits)| is_number(digits)).map(|(stem, _)| stem);
    let earlier = is_earlier.then_some(kept);
    let names = before.into_iter().chain(behind.by_ref()).chain(numbered).chain(earlier);
    names.map(|stem| format!("{stem}.md")).find(|other| is_there(other))
}

/// Whether a page of this name stands in the same folder, published or not.
fn is_beside(content: &Content, page: &Page, name: &str) -> bool {
    let folder = page.file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let later = content.left_out.unpublished.iter().map(|(page, _)| page);
    content.pages.iter().chain(later).any(|other| {
        let (of, own) = other.file.rsplit_once('/').unwrap_or(("", &other.file));
        of == folder && own == name
    })
}

/// The name and the language of `contact.en.md`. Two letters may stand for something else: that of a language which
/// nobody speaks here says so only behind the name of a page that every site has.
fn of_language<'n>(name: &'n str, config: &Config) -> Option<(&'n str, &'n str)> {
    let (base, language) = name.strip_suffix(".md")?.rsplit_once('.')?;
    let is_spoken = config.languages.iter().any(|each| each == language)
        || language.len() == 2 && Words::known(language).is_some();
    let is_common = ["index", "_index", "readme", "404"].contains(&&*base.to_ascii_lowercase());
    // What holds a dot is no name of a page: `data.gouv.fr`.
    let is_it = is_spoken && !base.contains('.') || is_common && codes::is_code(language);
    is_it.then_some((base, language))
}

fn in_its_folder(page: &Page, base: &str, language: &str, config: &Config) -> String {
    let name = if is_index(&format!("{base}.md")) { "index" } else { base };
    let folder =
        page.file.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    if language == config.language {
        return format!("rename it {name}.md, or give it a `slug`");
    }
    let place = format!("pages/{language}/{folder}{name}.md");
    if config.languages.iter().any(|each| each == language) {
        format!("move it to {place}, or give it a `slug`")
    } else {
        format!(
            "a page in that language is {place}, once `languages` in site.toml lists \"{language}\""
        )
    }
}
