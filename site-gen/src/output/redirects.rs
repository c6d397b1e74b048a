//! The page at an old address.

use crate::content::theme::words::Words;

/// Leads to `url` (from the site's root) at once, with or without a server that knows of it.
pub fn page(base_url: &str, url: &str, title: &str, language: &str, words: &Words) -> String {
    let (url, title) = (escape(url), escape(title));
    let Words { moved, .. } = words;
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{title}</title>\n<meta http-equiv=\"refresh\" content=\"0; url={url}\">\n\
         <link rel=\"canonical\" href=\"{base_url}{url}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{moved} <a href=\"{url}\">{title}</a></p>\n\
         </main>\n</body>\n</html>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
