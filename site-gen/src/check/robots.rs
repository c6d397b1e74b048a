//! A site's own `robots.txt`, read as crawlers read it (RFC 9309): what they would leave out, and what contradicts
//! the sitemap.

mod groups;

use std::ops::Range;

use authoring::diagnostics::{Diagnostic, Source, suggest};

use crate::content::{Content, page::Page};
use groups::{Groups, Rule};

authoring::codes! {
    ROBOTS_LINE = "robots-line" in "root/robots.txt" {
        means: "A line of `robots.txt` is none that crawlers know, or a rule stands before the \
            first `User-agent`.",
        hurts: "They leave it out: what it was to keep them from is in search engines all the same.",
        wrong: "User-agent: *\nDissallow: /brouillons/\n\nSitemap: https://bureau.fr/sitemap.xml",
        right: "User-agent: *\nDisallow: /brouillons/\n\nSitemap: https://bureau.fr/sitemap.xml",
    }
    ROBOTS_PAGE = "robots-page" in "root/robots.txt" {
        means: "A rule of `robots.txt` keeps all crawlers from a page that the sitemap tells them to \
            read.",
        hurts: "Search engines do what the rule says: whoever looks for the page does not find it.",
        wrong: "User-agent: *\nDisallow: /contact\n\nSitemap: https://bureau.fr/sitemap.xml",
        right: "User-agent: GPTBot\nDisallow: /contact\n\nSitemap: https://bureau.fr/sitemap.xml",
    }
    ROBOTS_SITEMAP = "robots-sitemap" in "root/robots.txt" {
        means: "`robots.txt` does not say where the sitemap of the site is, or names one that this \
            site does not have.",
        hurts: "Search engines find new pages weeks later, by links alone.",
        wrong: "User-agent: *\nDisallow:\n\nSitemap: https://bureau.fr/plan.xml",
        right: "User-agent: *\nDisallow:\n\nSitemap: https://bureau.fr/sitemap.xml",
    }
}

/// What a line may begin with: of the standard, and of crawlers that know more.
const FIELDS: [&str; 9] = [
    "user-agent",
    "allow",
    "disallow",
    "sitemap",
    "crawl-delay",
    "host",
    "clean-param",
    "noindex",
    "content-signal",
];

/// Where it is.
const SITEMAP: &str = "/sitemap.xml";

/// Notes what is wrong with it, if there is one.
pub fn check(content: &Content, diagnostics: &mut Vec<Diagnostic>) {
    let Some(source) = content.root.robots() else { return };
    let mut groups = Groups::default();
    let mut sitemaps = Vec::new();
    for (field, value, span) in lines(&source.text) {
        let (field, lower) = (field.trim_end(), field.trim_end().to_ascii_lowercase());
        match (&*lower, value) {
            (_, None) => {
                let message = "this line holds no colon, and crawlers leave it out";
                let help = "write `Disallow: /…`, or # before a remark";
                diagnostics.push(source.error(ROBOTS_LINE, span, message).help(help));
            }
            ("user-agent", Some(agent)) => groups.agent(agent),
            ("allow" | "disallow", Some(path)) => {
                let rule = Rule { allows: lower == "allow", path: path.to_owned(), span };
                if let Err(rule) = groups.rule(rule) {
                    let message = "no crawler is named before this rule";
                    let help = "write a line `User-agent: *` before it";
                    diagnostics.push(source.error(ROBOTS_LINE, rule.span, message).help(help));
                }
            }
            ("sitemap", Some(url)) => sitemaps.push((url, span)),
            (known, Some(_)) if FIELDS.contains(&known) => groups.other(),
            (unknown, Some(_)) => {
                let message = format!("crawlers know no `{field}`");
                let help = suggest::help(unknown, FIELDS);
                let span = span.start..span.start + field.len();
                diagnostics.push(source.error(ROBOTS_LINE, span, message).help(help));
            }
        }
    }
    note_refused_pages(content, source, &groups, diagnostics);
    note_sitemaps(content, source, &sitemaps, diagnostics);
}

/// Each line that says something: its field, its value if a colon stands between, and its bytes.
fn lines(text: &str) -> impl Iterator<Item = (&str, Option<&str>, Range<usize>)> {
    text.lines().filter_map(move |line| {
        let start = line.as_ptr().addr() - text.as_ptr().addr();
        let said = line.split('#').next().unwrap_or_default().trim_start_matches('\u{feff}');
        let start = start + (said.as_ptr().addr() - line.as_ptr().addr());
        let said_start = start + (said.len() - said.trim_start().len());
        let said = said.trim();
        let span = said_start..said_start + said.len();
        let (field, value) = match said.split_once(':') {
            Some((field, value)) => (field, Some(value.trim())),
            None => (said, None),
        };
        (!said.is_empty()).then_some((field, value, span))
    })
}

/// Notes each rule for all crawlers that keeps them from pages of the sitemap.
fn note_refused_pages(
    content: &Content,
    source: &Source,
    groups: &Groups,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut refused: Vec<(&Rule, &Page, usize)> = Vec::new();
    let listed = content.pages.iter().filter(|page| !page.address.is_not_found());
    for page in listed {
        let Some(rule) = groups.refusing_all(page.address.as_str()) else { continue };
        match refused.iter_mut().find(|(known, ..)| known.span == rule.span) {
            Some((.., count)) => *count += 1,
            None => refused.push((rule, page, 1)),
        }
    }
    for (rule, page, count) in refused {
        let url = page.address.as_str();
        let others = match count - 1 {
            0 => String::new(),
            1 => " and another page".to_owned(),
            others => format!(" and {others} other pages"),
        };
        let message = format!("this keeps crawlers from `{url}`{others}, which the sitemap lists");
        let help = "write what no page's address begins with, or name the crawlers that it is for";
        diagnostics.push(source.error(ROBOTS_PAGE, rule.span.clone(), message).help(help));
    }
}

/// Notes that the sitemap is not named, and what is named and is not there.
fn note_sitemaps(
    content: &Content,
    source: &Source,
    named: &[(&str, Range<usize>)],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let config = &content.config;
    // One that is built for another address has its own, too.
    let bases = [config.base_url.as_str(), &config.said_base_url].into_iter();
    let bases: Vec<&str> = bases.filter(|base| !base.is_empty()).collect();
    let base = bases.first().map_or("https://…", |base| base);
    let expected = format!("write `Sitemap: {base}{SITEMAP}`");
    let is_own = |url: &str| {
        let Some(site) = url.strip_suffix(SITEMAP) else { return false };
        // Of a site that says no address, more is not known.
        bases.is_empty() || bases.iter().any(|base| base.eq_ignore_ascii_case(site))
    };
    for (url, span) in named.iter().filter(|(url, _)| !is_own(url)) {
        let message = format!("`{url}` is no sitemap of this site");
        diagnostics
            .push(source.error(ROBOTS_SITEMAP, span.clone(), message).help(expected.clone()));
    }
    if named.is_empty() {
        let message = "this does not say where the sitemap is";
        diagnostics.push(source.error(ROBOTS_SITEMAP, 0..0, message).help(expected));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_field_and_a_value_wherever_it_stands() {
        let text = "\u{feff}User-agent: *\r\n  Disallow : /a # why\n\n# a remark\nnothing\n";
        let found: Vec<_> = lines(text).collect();

        let at = |part: &str| {
            let start = text.find(part).unwrap();
            start..start + part.len()
        };
        assert_eq!(
            found,
            [
                ("User-agent", Some("*"), at("User-agent: *")),
                ("Disallow ", Some("/a"), at("Disallow : /a")),
                ("nothing", None, at("nothing")),
            ]
        );
    }
}
