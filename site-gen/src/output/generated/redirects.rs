//! The page at an old address.

use htmlize::escape_attribute;

use crate::content::{config::base_url::BaseUrl, theme::words::Words};

/// Leads to `url` (from the site's root) at once, with or without a server that knows of it.
pub fn page(base: &BaseUrl, url: &str, title: &str, language: &str, words: &Words) -> String {
    let (full, url) = (base.in_full(url), base.on_host(url));
    let [full, url, title] = [&full, &*url, title].map(escape_attribute);
    let Words { moved, .. } = words;
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{title}</title>\n<meta http-equiv=\"refresh\" content=\"0; url={url}\">\n\
         <link rel=\"canonical\" href=\"{full}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{moved} <a href=\"{url}\">{title}</a></p>\n\
         </main>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_text_and_cannot_leave_its_place() {
        let html = page(
            &BaseUrl::of("https://a.example"),
            "/a/",
            "\"A\" < b > & c",
            "fr",
            Words::of("fr"),
        );

        let title = "&quot;A&quot; &lt; b &gt; &amp; c";
        assert!(html.contains(&format!("<title>{title}</title>")), "{html}");
        assert!(html.contains(&format!("<a href=\"/a/\">{title}</a>")), "{html}");
        assert_eq!(htmlize::unescape(title), "\"A\" < b > & c");
    }
}
