//! What feed readers read: the pages with a date, the newest first (Atom, RFC 4287).

use std::fmt::Write as _;

use htmlize::{escape_attribute, escape_text};
use jiff::civil::Date;

use crate::{
    content::{Content, config::time_zone, page::Page},
    render::placeholder,
    site::generated_urls::feed_entries,
};

/// How many pages a feed holds.
const LENGTH: usize = 20;

/// The feed of a language, at `url`.
pub fn feed(content: &Content, language: &str, home_url: &str, url: &str) -> String {
    let config = &content.config;
    let base = &config.base_url;
    let mut entries: Vec<&Page> = feed_entries(content, language).collect();
    let newer = |one: &&Page, other: &&Page| {
        other.date.cmp(&one.date).then_with(|| one.address.cmp(&other.address))
    };
    // Of 10,000 pages, only those that are in it need an order.
    if entries.len() > LENGTH {
        entries.select_nth_unstable_by(LENGTH, newer);
        entries.truncate(LENGTH);
    }
    entries.sort_by(newer);
    let text = |text: &str| {
        escape_text(placeholder::show_plain(text, config.words(language))).into_owned()
    };
    let newest = entries.iter().filter_map(|page| page.changed()).max();
    let time = |date: Date| time_zone::start(date, &config.time_zone);
    let updated = newest.map(time).unwrap_or_default();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
         <title>{title}</title>\n<id>{base}{url}</id>\n<updated>{updated}</updated>\n\
         <link rel=\"self\" href=\"{base}{url}\"/>\n<link href=\"{base}{home_url}\"/>\n\
         <author><name>{title}</name></author>\n",
        title = text(&config.title),
    );
    for page in entries {
        let (Some(date), Some(changed)) = (page.date, page.changed()) else { continue };
        let url = escape_attribute(format!("{base}{}", page.address.as_str()));
        write!(
            xml,
            "<entry>\n<title>{}</title>\n<id>{url}</id>\n<link href=\"{url}\"/>\n\
             <published>{}</published>\n<updated>{}</updated>\n",
            text(&page.title),
            time(date),
            time(changed)
        )
        .expect("a string takes all");
        if !page.description.is_empty() {
            writeln!(xml, "<summary>{}</summary>", text(&page.description))
                .expect("a string takes all");
        }
        xml.push_str("</entry>\n");
    }
    xml.push_str("</feed>\n");
    xml
}
