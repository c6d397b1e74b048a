//! What search engines read: `sitemap.xml`, `robots.txt`.

use std::fmt::Write as _;

use crate::page::Page;

/// All pages but those for addresses that lead nowhere, in the order of their URLs.
pub fn sitemap(base_url: &str, pages: &[Page]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut listed: Vec<&Page> = pages.iter().filter(|page| !page.address.is_not_found()).collect();
    listed.sort_by_key(|page| &page.address);
    for page in listed {
        let url = format!("{base_url}{}", page.address.as_str()).replace('&', "&amp;");
        let changed =
            page.changed().map(|date| format!("<lastmod>{date}</lastmod>")).unwrap_or_default();
        writeln!(xml, "<url><loc>{url}</loc>{changed}</url>").expect("a string takes all");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Everything may be read, except what the form's handler answers.
pub fn robots(base_url: &str) -> String {
    format!("User-agent: *\nDisallow: /candidature/\n\nSitemap: {base_url}/sitemap.xml\n")
}
