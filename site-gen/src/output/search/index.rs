//! The words of all pages of a language, and the pages, in parts.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    forms::{Forms, fold},
    postings::{Postings, joined, written},
};
use crate::{
    content::{config::Config, page::Page},
    render::{page::RenderedPage, placeholder},
    site::Site,
};

/// Bytes of a part of words, unless one word alone has more.
const BYTES_A_PART: usize = 8 * 1024;

/// Pages of a part of them: what is shown of a search may be in as many parts.
pub(super) const PAGES_A_PART: usize = 24;

/// Letters of a description: what one reads of a result before one goes there.
const LONGEST_DESCRIPTION: usize = 120;

/// The pages that readers can find, in the order of their addresses.
pub(super) struct Index<'a> {
    config: &'a Config,
    pub(super) pages: Vec<(&'a Page, &'a RenderedPage)>,
    language: &'a str,
}

impl<'a> Index<'a> {
    pub(super) fn of(site: &'a Site, pages: &'a [RenderedPage], language: &'a str) -> Self {
        let content = &site.content;
        let both = content.pages.iter().zip(pages);
        let mut found: Vec<_> = both
            .filter(|(page, rendered)| page.language == language && rendered.searched.is_some())
            .collect();
        found.sort_by_key(|(page, _)| &page.address);
        Self { config: &content.config, pages: found, language }
    }

    /// A text of a page where no markup can be.
    pub(super) fn plain(&self, text: &str) -> String {
        placeholder::show_plain(text, self.config.words(self.language)).into_owned()
    }

    /// Each part of the words, with its first: a table from what one types to the pages that have a form of it. What
    /// begins with `=` names the word in the same part that has the same pages.
    pub(super) fn parts_of_words(&self) -> Vec<(String, String)> {
        let mut parts = Vec::new();
        let mut part: Vec<(String, String)> = Vec::new();
        let mut bytes = 0;
        // The word of this part that stands for each of these forms.
        let mut known: BTreeMap<Vec<usize>, String> = BTreeMap::new();
        let (typed, postings) = self.typed();
        for (word, stems) in typed {
            let of_all = |stems: &[usize]| match stems {
                [one] => written(&postings[*one]),
                all => {
                    let join = |one: Postings, other: &usize| joined(&one, &postings[*other]);
                    written(&all.iter().fold(Postings::new(), join))
                }
            };
            let same = known.get(&stems).map(|other| format!("={other}"));
            let mut text = same.unwrap_or_else(|| of_all(&stems));
            if bytes > 0 && bytes + size(&word, &text) > BYTES_A_PART {
                parts.push(table(&part));
                part.clear();
                known.clear();
                bytes = 0;
                // What it would have named is in another part now.
                text = of_all(&stems);
            }
            known.entry(stems).or_insert_with(|| word.clone());
            bytes += size(&word, &text);
            part.push((word, text));
        }
        if !part.is_empty() {
            parts.push(table(&part));
        }
        parts
    }

    /// What one types for each word, in order, with what it is a form of; and the pages of each of those.
    fn typed(&self) -> (BTreeMap<String, Vec<usize>>, Vec<Postings>) {
        let forms = Forms::of(self.language);
        let mut words: BTreeMap<&str, Postings> = BTreeMap::new();
        for (number, (_, rendered)) in (0_u32..).zip(&self.pages) {
            for (word, weight) in rendered.searched.iter().flat_map(|it| it.words()) {
                words.entry(word).or_default().push((number, weight));
            }
        }
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut postings: Vec<Postings> = Vec::new();
        let mut typed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (word, pages) in words {
            let count = numbers.len();
            let number = *numbers.entry(forms.stem(word)).or_insert(count);
            match postings.get_mut(number) {
                Some(known) => *known = joined(known, &pages),
                None => postings.push(pages),
            }
            let stems = typed.entry(fold(word)).or_default();
            if !stems.contains(&number) {
                stems.push(number);
            }
        }
        (typed, postings)
    }

    /// Each part of the pages: a list of addresses, titles and descriptions.
    pub(super) fn parts_of_pages(&self) -> Vec<String> {
        let part = |pages: &[(&Page, &RenderedPage)]| {
            let pages = pages.iter().map(|(page, _)| {
                let description = self.plain(&page.description);
                let url = self.config.base_url.on_host(page.address.as_str());
                json!([url, self.plain(&page.title), shortened(&description)])
            });
            serde_json::Value::from(pages.collect::<Vec<_>>()).to_string()
        };
        self.pages.chunks(PAGES_A_PART).map(part).collect()
    }

    /// What stands in a list from A to Z: how it is sorted, its text, where it leads, and the page that it is on, if it
    /// is no title. One text may be long: what is sorted is each place of it.
    pub(super) fn headings(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for (page, rendered) in &self.pages {
            let (url, title) = (page.address.as_str(), self.plain(&page.title));
            let headings = rendered.searched.iter().flat_map(|it| &it.headings);
            for heading in headings {
                let href = format!("{url}#{}", heading.id);
                entries.push(Entry::of(self.plain(&heading.text), href, Some(title.clone())));
            }
            entries.push(Entry::of(title, url.to_owned(), None));
        }
        entries.sort_by(|one, other| (&one.key, &one.href).cmp(&(&other.key, &other.href)));
        entries
    }
}

/// A line of the list from A to Z.
pub(super) struct Entry {
    /// What it is sorted by.
    key: String,
    pub(super) text: String,
    pub(super) href: String,
    /// The title of the page that a heading is on.
    pub(super) on: Option<String>,
}

impl Entry {
    fn of(text: String, href: String, on: Option<String>) -> Self {
        Self { key: sorted_by(&text), text, href, on }
    }

    /// Its letter from a to z, if it begins with one.
    pub(super) fn letter(&self) -> Option<char> {
        self.key.chars().next().filter(char::is_ascii_lowercase)
    }
}

/// Words without accents and signs, numbers by their value: `L'âge`, `La cave`, `Suite 2`, `Suite 10`.
fn sorted_by(text: &str) -> String {
    let folded = fold(&text.to_lowercase());
    let words =
        folded.split(|symbol: char| !symbol.is_alphanumeric()).filter(|word| !word.is_empty());
    let word = |word: &str| {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { format!("{word:0>9}") } else { word.to_owned() }
    };
    words.map(word).collect::<Vec<_>>().join(" ")
}

/// Bytes of a word and its pages in a part.
fn size(word: &str, pages: &str) -> usize {
    word.len() + pages.len() + r#""":"","#.len()
}

/// The first word of a part, and its text.
fn table(part: &[(String, String)]) -> (String, String) {
    let first = part.first().map(|(word, _)| word.clone()).unwrap_or_default();
    let mut text = String::from("{");
    for (number, (word, pages)) in part.iter().enumerate() {
        text.push_str(if number == 0 { "" } else { "," });
        // Letters and digits need no escape.
        text.extend(["\"", word, "\":\"", pages, "\""]);
    }
    text.push('}');
    (first, text)
}

/// A description, to the end of a word.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST_DESCRIPTION) else {
        return text.to_owned();
    };
    let cut = text[..end].rsplit_once(' ').map_or(&text[..end], |(before, _)| before);
    format!("{}…", cut.trim_end_matches(['.', ',', ';', ':', ' ', '\u{a0}', '\u{202f}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_from_a_to_z_is_sorted_as_one_reads_it() {
        let sorted = ["À la carte", "« Ça »", "L'âge", "La cave", "Suite 2", "Suite 10", "Œuvre"];
        let keys: Vec<String> = sorted.iter().map(|text| sorted_by(text)).collect();
        assert_eq!(keys[..4], ["a la carte", "ca", "l age", "la cave"]);
        assert!(keys[4] < keys[5]);
        assert_eq!(keys[6], "oeuvre");
    }

    #[test]
    fn a_description_ends_with_a_word() {
        let text = "Un texte, ".repeat(20);
        let short = shortened(&text);
        assert!(
            short.ends_with("Un texte…") && short.chars().count() <= LONGEST_DESCRIPTION + 1,
            "{short}"
        );
        assert_eq!(shortened("Un texte."), "Un texte.");
    }
}
