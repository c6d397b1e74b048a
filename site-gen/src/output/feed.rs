//! What feed readers read: the pages with a date, the newest first (Atom, RFC 4287).

use std::fmt::Write as _;

use htmlize::{escape_attribute, escape_text};
use jiff::civil::Date;

use crate::{
    content::{
        Content,
        config::{lists::FeedOf, time_zone},
    },
    render::{page::RenderedPage, placeholder},
    site::feeds::Feed,
};

/// The text of a feed; `pages` are all pages, rendered.
pub fn feed(content: &Content, feed: &Feed, pages: &[RenderedPage]) -> String {
    let config = &content.config;
    let base = &config.base_url;
    let Feed { url, page_url, language, .. } = feed;
    let text = |text: &str| {
        escape_text(placeholder::show_plain(text, config.words(language))).into_owned()
    };
    let entries = feed.entries.iter().map(|index| (&content.pages[*index], &pages[*index]));
    let newest = entries.clone().filter_map(|(page, _)| page.changed()).max();
    let time = |date: Date| time_zone::start(date, &config.time_zone);
    let updated = newest.map(time).unwrap_or_default();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
         <title>{title}</title>\n<id>{base}{url}</id>\n<updated>{updated}</updated>\n\
         <link rel=\"self\" href=\"{base}{url}\"/>\n<link href=\"{base}{page_url}\"/>\n\
         <author><name>{author}</name></author>\n",
        title = text(&feed.title),
        author = text(&config.title),
    );
    for (page, rendered) in entries {
        let (Some(date), Some(changed)) = (page.date, page.changed()) else { continue };
        let url = escape_attribute(format!("{base}{}", page.address.as_str())).into_owned();
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
        if feed.of == FeedOf::Full && !rendered.prose.is_empty() {
            // Its links begin at the site's root, or at the page.
            let prose = escape_text(&rendered.prose);
            writeln!(xml, "<content type=\"html\" xml:base=\"{url}\">{prose}</content>")
                .expect("a string takes all");
        }
        xml.push_str("</entry>\n");
    }
    xml.push_str("</feed>\n");
    xml
}
