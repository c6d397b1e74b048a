//! Addresses that are taken by something else than pages.

use std::ops::Range;

use authoring::diagnostics::Diagnostic;

use crate::{
    content::assets::NAME_TOO_LONG,
    output::compress::{self, Encoding},
    site::{Site, generated_urls, links::alias_url},
};

authoring::codes! {
    ADDRESS_RESERVED = "address-reserved" in "pages/exemple.md" {
        means: "A page or an alias has an address that is taken: by the files of `assets/`, by one \
            that every build writes, or by the form's answers.",
        hurts: "One would overwrite the other: readers would get the page without its look, or no \
            page at all.",
        wrong: "---\ntitle: Nos atouts\nslug: assets\n---",
        right: "---\ntitle: Nos atouts\nslug: atouts\n---",
    }
}

/// Files that every build writes, or may write, besides those that pages may link to.
pub(crate) const WRITTEN: [&str; 3] = ["/404.html", "/_headers", "/_redirects"];

/// Notes which of these pages and their aliases have an address that is taken.
pub fn check(site: &Site, pages: Range<usize>, diagnostics: &mut Vec<Diagnostic>) {
    let content = &site.content;
    let linked: Vec<String> =
        generated_urls::linked(&content.config.base_url, &site.feeds).collect();
    let written: Vec<&str> = WRITTEN.into_iter().chain(linked.iter().map(String::as_str)).collect();
    // There the host never looks for a page.
    let service: Vec<&str> = content.service_addresses().collect();
    for page in content.pages[pages].iter().filter(|page| page.is_readable()) {
        if !page.address.is_not_found()
            && let Some(by) = taken_by(page.address.as_str(), &written, &service)
        {
            let message = format!("`{}` is kept for {by}", page.address.as_str());
            let diagnostic =
                page.source.error(ADDRESS_RESERVED, page.address_span.clone(), message);
            diagnostics.push(diagnostic.help("rename the file, or give it another `slug`"));
        }
        if let Some(what) = too_long(page.address.as_str()) {
            let message = format!("{what}this page's address is too long");
            let diagnostic = page.source.error(NAME_TOO_LONG, page.address_span.clone(), message);
            diagnostics.push(diagnostic.help("give it a `slug` of at most 255 letters"));
        }
        for alias in &page.aliases {
            if let Some(what) = too_long(&alias.name) {
                let message = format!("{what}this alias is too long");
                let diagnostic = page.source.error(NAME_TOO_LONG, alias.span.clone(), message);
                diagnostics.push(diagnostic.help("no disk could hold it: remove it"));
            }
            if let Some(by) = taken_by(&alias_url(&alias.name), &written, &service) {
                let message = format!("`{}` is kept for {by}", alias.name);
                let diagnostic = page.source.error(ADDRESS_RESERVED, alias.span.clone(), message);
                diagnostics
                    .push(diagnostic.help("an alias is an address that no page has any more"));
            }
        }
    }
}

/// S3 takes keys of 1,024 bytes, and `/index.html.br` ends one; disks take paths of four times that.
const LONGEST: usize = 1_000;

/// What disks that take names of 255 bytes cannot hold of what is written at a URL, and of its compressed form.
fn too_long(url: &str) -> Option<&'static str> {
    let last = url.len() - url.rfind('/').map_or(0, |slash| slash + 1);
    let is_part = last > 252 || url.len() > 255 && url.split('/').any(|part| part.len() > 255);
    if is_part { Some("a part of ") } else { Some("").filter(|_| url.len() > LONGEST) }
}

/// What has a URL for itself, besides pages.
pub(crate) fn taken_by(url: &str, written: &[&str], service: &[&str]) -> Option<String> {
    // Some file systems do not tell capitals apart.
    let url = url.to_ascii_lowercase();
    let is_below = |file: &str| {
        url.strip_prefix(file).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if is_below("/assets") {
        Some("the files of content/assets/".to_owned())
    } else if let Some(file) = written.iter().find(|file| is_below(file)) {
        Some(format!("the file `{file}`, which every build writes"))
    } else if is_part_of_sitemap(&url) {
        Some("the sitemap of a large site".to_owned())
    } else if let Some(file) = is_compressed(&url) {
        Some(format!("what `{file}` is when it is compressed"))
    } else {
        let is_owned = |address: &&&str| is_below(address.trim_end_matches('/'));
        service.iter().find(is_owned).map(|_| "the form's answers".to_owned())
    }
}

/// `/sitemap-2.xml`
fn is_part_of_sitemap(url: &str) -> bool {
    let number = url.strip_prefix("/sitemap-").and_then(|rest| rest.split_once(".xml"));
    number.is_some_and(|(number, _)| number.bytes().all(|digit| digit.is_ascii_digit()))
}

/// The text whose compressed form is the file at this URL, if there were one.
fn is_compressed(url: &str) -> Option<&str> {
    let text = Encoding::ALL.iter().find_map(|encoding| url.strip_suffix(encoding.ending()))?;
    compress::effort(&format!("public{text}"), 0).map(|_| text)
}
