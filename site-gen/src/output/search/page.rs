//! What a page shows where readers search: a field that a script brings to life, and the list from A to Z.

use std::fmt::Write as _;

use htmlize::{escape_attribute, escape_text};

use super::index::Entry;
use crate::content::{
    lists::search::{letters, shown},
    page::{
        Page,
        listed::{OTHERS, SearchPage},
    },
    theme,
};

/// What all pages of a language have in common.
pub(super) struct Words<'a> {
    pub(super) script_url: &'a str,
    pub(super) integrity: &'a str,
    pub(super) index_url: &'a str,
    /// All that a list from A to Z shows.
    pub(super) headings: &'a [Entry],
    pub(super) said: &'a theme::words::Words,
}

impl Words<'_> {
    /// What stands in the place of the sign.
    pub(super) fn html(&self, page: &Page, shows: SearchPage) -> String {
        let mut html = String::new();
        let headings = self.headings;
        match shows {
            SearchPage::Whole => {
                self.field(&mut html);
                self.whole(&mut html, headings);
            }
            SearchPage::Letters => {
                self.field(&mut html);
                self.heading(&mut html);
                let begun = begun(headings);
                let href = |letter: char| format!("{}{letter}/", page.address.as_str());
                links(&mut html, &self.said.search_index, begun, &href);
            }
            SearchPage::Letter(letter) => {
                list(&mut html, headings.iter().filter(|entry| letter_of(entry) == letter));
                let begun = begun(headings);
                let above = page.address.parent().unwrap_or("/");
                let href = |letter: char| format!("{above}{letter}/");
                links(&mut html, &self.said.search_index, begun, &href);
            }
        }
        html
    }

    /// The field, which waits for the script: without it, it could find nothing.
    fn field(&self, html: &mut String) {
        let text = |text: &str| escape_attribute(text.to_owned()).into_owned();
        let words = self.said;
        write!(
            html,
            "<script type=\"module\" src=\"{}\" integrity=\"{}\"></script>\n\
             <form role=\"search\" data-search=\"{}\" data-one=\"{}\" data-many=\"{}\" data-none=\"{}\" data-more=\"{}\" \
             data-failed=\"{}\">\n\
             <div class=\"field\"><label for=\"search-field\">{}</label>\n\
             <input id=\"search-field\" name=\"q\" type=\"search\" autocomplete=\"off\" autocapitalize=\"off\" \
             spellcheck=\"false\" enterkeyhint=\"search\"></div>\n\
             <p role=\"status\"></p>\n<ol class=\"children\"></ol>\n</form>\n",
            self.script_url,
            self.integrity,
            text(self.index_url),
            text(&words.search_one),
            text(&words.search_many),
            text(&words.search_none),
            text(&words.search_more),
            text(&words.search_failed),
            escape_text(&*words.search_label),
        )
        .expect("a string takes all");
    }

    fn heading(&self, html: &mut String) {
        let title = escape_text(&*self.said.search_index);
        writeln!(html, "<h2>{title}</h2>").expect("a string takes all");
    }

    fn whole(&self, html: &mut String, headings: &[Entry]) {
        self.heading(html);
        links(html, &self.said.search_index, begun(headings), &|letter| format!("#index-{letter}"));
        for letter in letters() {
            let mut entries = headings.iter().filter(|entry| letter_of(entry) == letter).peekable();
            if entries.peek().is_some() {
                let title = shown(letter);
                writeln!(html, "<h3 id=\"index-{letter}\">{title}</h3>")
                    .expect("a string takes all");
                list(html, entries);
            }
        }
    }
}

fn letter_of(entry: &Entry) -> char {
    entry.letter().unwrap_or(OTHERS)
}

/// The letters with which anything begins.
fn begun(headings: &[Entry]) -> Vec<char> {
    letters().filter(|letter| headings.iter().any(|entry| letter_of(entry) == *letter)).collect()
}

fn links(html: &mut String, label: &str, letters: Vec<char>, href: &dyn Fn(char) -> String) {
    let label = escape_attribute(label.to_owned());
    write!(html, "<nav class=\"pagination\" aria-label=\"{label}\"><ul>")
        .expect("a string takes all");
    for letter in letters {
        let (href, title) = (href(letter), shown(letter));
        write!(html, "\n<li><a href=\"{href}\">{title}</a></li>").expect("a string takes all");
    }
    html.push_str("\n</ul></nav>\n");
}

fn list<'e>(html: &mut String, entries: impl Iterator<Item = &'e Entry>) {
    html.push_str("<ul>\n");
    for Entry { text, href, on, .. } in entries {
        let href = escape_attribute(href.clone());
        write!(html, "<li><a href=\"{href}\">{}</a>", escape_text(text))
            .expect("a string takes all");
        if let Some(page) = on {
            write!(html, " <span class=\"hint\">{}</span>", escape_text(page))
                .expect("a string takes all");
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ul>\n");
}
