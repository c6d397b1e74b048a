//! What search engines read: `sitemap.xml`, `robots.txt`.

use std::fmt::Write as _;

use crate::content::page::Page;

/// How many addresses one file may list (sitemaps.org).
const MOST: usize = 50_000;

/// The files, by name: all pages but those for addresses that lead nowhere, in the order of their URLs; and,
/// where one file cannot list them all, the file that lists the files.
pub fn sitemaps(base_url: &str, pages: &[Page]) -> Vec<(String, String)> {
    split(base_url, pages, MOST)
}

fn split(base_url: &str, pages: &[Page], most: usize) -> Vec<(String, String)> {
    let mut listed: Vec<&Page> = pages.iter().filter(|page| !page.address.is_not_found()).collect();
    listed.sort_by_key(|page| &page.address);
    if listed.len() <= most {
        return vec![("sitemap.xml".to_owned(), sitemap(base_url, &listed))];
    }
    let parts = listed.chunks(most).enumerate();
    let mut files: Vec<(String, String)> = parts
        .map(|(number, part)| (format!("sitemap-{}.xml", number + 1), sitemap(base_url, part)))
        .collect();
    let mut index = start("sitemapindex");
    for (name, _) in &files {
        writeln!(index, "<sitemap><loc>{base_url}/{name}</loc></sitemap>")
            .expect("a string takes all");
    }
    index.push_str("</sitemapindex>\n");
    files.push(("sitemap.xml".to_owned(), index));
    files
}

fn sitemap(base_url: &str, pages: &[&Page]) -> String {
    let mut xml = start("urlset");
    let base_url = htmlize::escape_text(base_url);
    xml.reserve(pages.len() * (base_url.len() + 100));
    for page in pages {
        // An address holds letters, digits and a few signs, none of which XML knows.
        for part in ["<url><loc>", &base_url, page.address.as_str(), "</loc>"] {
            xml.push_str(part);
        }
        if let Some(date) = page.changed() {
            write!(xml, "<lastmod>{date}</lastmod>").expect("a string takes all");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

fn start(element: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <{element} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    )
}

/// Everything may be read, except what the forms' service answers at these addresses.
pub fn robots(base_url: &str, service: &[&str]) -> String {
    let refused = if service.is_empty() { &[""] } else { service };
    let lines: Vec<String> = refused
        .iter()
        .map(|address| format!("Disallow: {address}").trim_end().to_owned())
        .collect();
    format!("User-agent: *\n{}\n\nSitemap: {base_url}/sitemap.xml\n", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use authoring::diagnostics::{Diagnostics, Source};

    use super::*;
    use crate::content::{config::Config, directory::Folder};

    #[test]
    fn pages_that_one_file_cannot_list_are_in_several_and_one_that_lists_those() {
        let diagnostics = Diagnostics::default();
        let config = Config::read(&Folder::default(), None, &diagnostics);
        let page = |name: &str| {
            let source = Source::new(name, "---\ntitle: A\n---\n");
            Page::read(&config, source, name, &diagnostics)
        };
        let pages = ["c.md", "a.md", "404.md", "b.md"].map(page);

        let files = split("https://a.example", &pages, 2);

        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        assert!(files[0].1.contains("/a/</loc>") && files[0].1.contains("/b/</loc>"));
        assert!(files[1].1.contains("/c/</loc>") && !files[1].1.contains("404"));
        insta::assert_snapshot!(files[2].1, @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <sitemap><loc>https://a.example/sitemap-1.xml</loc></sitemap>
        <sitemap><loc>https://a.example/sitemap-2.xml</loc></sitemap>
        </sitemapindex>
        "#);
    }
}
