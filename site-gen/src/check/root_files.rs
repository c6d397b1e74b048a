//! Files of `root/` where something else of the site stands already, or where nobody looks for them.

use std::collections::{BTreeMap, BTreeSet};

use authoring::diagnostics::Diagnostic;

use super::reserved_urls;
use crate::{
    content::page::{Page, Unpublished},
    site::{Site, generated_urls, links::alias_url},
};

authoring::codes! {
    ROOT_TAKEN = "root-taken" in "*" {
        means: "A file of `root/` has the address of a page, of an old address, of a file that \
            every build writes or of what stands below `/assets/`, or differs from one of `root/` by \
            its capitals alone.",
        hurts: "One would overwrite the other: readers or search engines would get the wrong one.",
        wrong: "root/contact/index.html",
        right: "root/contact.html",
    }
    ROOT_BELOW_PATH = "root-below-path" in "site.toml" {
        means: "The site is below a path of its host, and a file of `root/` is one that others look for at \
            the root of the host alone.",
        hurts: "What it says, nobody reads: crawlers take the `robots.txt` of the host, whoever finds a hole \
            its `security.txt`.",
        wrong: "title = \"Bureau des pairs\"\nbase_url = \"https://asso.fr/bureau\"\nlanguage = \"fr\"",
        right: "title = \"Bureau des pairs\"\nbase_url = \"https://bureau.asso.fr\"\nlanguage = \"fr\"",
    }
}

/// Where crawlers look for what they may read.
const ROBOTS: &str = "/robots.txt";

/// What is looked for at the root of a host alone (RFC 9309, RFC 8615, the Interactive Advertising Bureau): names, and
/// folders with their slash.
const OF_HOST: [&str; 4] = ["robots.txt", ".well-known/", "ads.txt", "app-ads.txt"];

/// Notes them.
pub fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let root = &site.content.root;
    if root.is_empty() {
        return;
    }
    note_below_path(site, diagnostics);
    let pages = taken_by_pages(site);
    let linked: Vec<String> =
        generated_urls::linked(&site.content.config.base_url, &site.feeds).collect();
    // That one is the author's to write.
    let linked = linked.iter().map(String::as_str).filter(|url| *url != ROBOTS);
    let written: Vec<&str> = reserved_urls::WRITTEN.into_iter().chain(linked).collect();
    let service: Vec<&str> = site.content.service_addresses().collect();
    let mut small = BTreeSet::new();
    for (path, _) in root.files() {
        let url = format!("/{path}").to_lowercase();
        let is_second = !small.insert(url.clone());
        let why = if let Some(by) = reserved_urls::taken_by(&url, &written, &service) {
            format!("is kept for {by}")
        } else if let Some(page) = taken(&pages, &url) {
            format!("is an address of a page, {}", page.source.path)
        } else if is_second {
            "differs by its capitals alone from another file of root/".to_owned()
        } else {
            continue;
        };
        let message = format!("`/{path}` {why}");
        let help = "give this file another name, or remove it";
        diagnostics.push(Diagnostic::whole_file(ROOT_TAKEN, root.typed(path), message).help(help));
    }
}

/// Notes those that stand below a path, where the site says that it is below one: a preview of it may be below another.
fn note_below_path(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let (config, root) = (&site.content.config, &site.content.root);
    let base = config.own_base_url();
    if base.path().is_empty() {
        return;
    }
    let host = base.as_str().strip_suffix(base.path()).unwrap_or_default();
    for (path, _) in root.files() {
        let is_of_host = |name: &str| path == name || name.ends_with('/') && path.starts_with(name);
        if !OF_HOST.into_iter().any(is_of_host) {
            continue;
        }
        let message = format!("nobody looks for this at {base}/{path}, but at {host}/{path} alone");
        let help = "give it to whoever writes the files of that host, and remove it here";
        let typed = root.typed(path);
        diagnostics.push(Diagnostic::whole_file(ROOT_BELOW_PATH, typed, message).help(help));
    }
}

/// Files of pages and of old addresses from the site's root, in small letters, with the pages that have them; of
/// those too that will be there some day.
fn taken_by_pages(site: &Site) -> BTreeMap<String, &Page> {
    let content = &site.content;
    let later = content.left_out.unpublished.iter().filter_map(|(page, why)| match why {
        Unpublished::Future(_) | Unpublished::Empty => Some(page),
        Unpublished::Draft | Unpublished::Expired(_) => None,
    });
    let mut taken = BTreeMap::new();
    for page in content.pages.iter().chain(later).filter(|page| page.is_readable()) {
        taken.insert(format!("/{}", page.address.file()).to_lowercase(), page);
        for alias in &page.aliases {
            let url = alias_url(&alias.name).to_lowercase();
            let file = if url.ends_with('/') { format!("{url}index.html") } else { url };
            taken.entry(file).or_insert(page);
        }
    }
    taken
}

/// What has this address, or needs a folder where this would be a file, or the reverse.
fn taken<'p>(pages: &BTreeMap<String, &'p Page>, url: &str) -> Option<&'p Page> {
    let below = format!("{url}/");
    let needs_folder = || {
        let (file, page) = pages.range(below.clone()..).next()?;
        file.starts_with(&below).then_some(*page)
    };
    let is_below = || {
        let mut folders = url.match_indices('/').map(|(at, _)| &url[..at]);
        folders.find_map(|folder| pages.get(folder).copied())
    };
    pages.get(url).copied().or_else(needs_folder).or_else(is_below)
}
