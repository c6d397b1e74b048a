//! Documents of a site below a path of its host: what begins at the site's root is led to where that is.
//!
//! Everything before knows the site alone. Nothing of this is done, nor looked at, where the site is alone on its host.

use std::borrow::Cow;

use crate::{
    content::config::base_url::{BaseUrl, is_from_root},
    render::{
        markdown::{self, Reference},
        templates::as_html,
    },
};

/// HTML whose links, files and forms are led below the path of the site.
pub fn html<'h>(base: &BaseUrl, html: &'h str) -> Cow<'h, str> {
    led(base, html, markdown::references)
}

/// The same, of a template that is filled in elsewhere, where nobody looks at what comes of it. What it computes is what
/// it was: `check::base_path` tells where that would lead to the root of the host.
pub fn template<'t>(base: &BaseUrl, template: &'t str) -> Cow<'t, str> {
    led(base, template, as_html::references)
}

fn led<'t>(
    base: &BaseUrl,
    text: &'t str,
    references: impl Fn(&str) -> Vec<Reference<'static>>,
) -> Cow<'t, str> {
    if base.path().is_empty() {
        return text.into();
    }
    let mut moved = String::with_capacity(text.len() + text.len() / 16);
    let mut done = 0;
    for reference in references(text) {
        if is_from_root(&reference.target) {
            moved.push_str(&text[done..reference.span.start]);
            moved.push_str(base.path());
            done = reference.span.start;
        }
    }
    moved.push_str(&text[done..]);
    moved.into()
}

/// The same, of bytes that are text though nobody has looked at them.
pub(super) fn bytes(base: &BaseUrl, bytes: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(bytes) {
        Ok(text) => html(base, &text).into_owned().into_bytes(),
        Err(other) => other.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_at_the_root_is_led_below_the_path() {
        let base = BaseUrl::of("https://a.example/p");
        for (text, expect) in [
            ("<a href=\"/\">a</a><a href='/b/#c'>", "<a href=\"/p/\">a</a><a href='/p/b/#c'>"),
            ("<A HREF=/b/>", "<A HREF=/p/b/>"),
            ("<a href=\"&#47;b/\">", "<a href=\"/p&#47;b/\">"),
            ("<img src=\"/assets/a.png\" alt=\"/\">", "<img src=\"/p/assets/a.png\" alt=\"/\">"),
            (
                "<img srcset=\"/assets/a.png 1x, /assets/b.png 2x\">",
                "<img srcset=\"/p/assets/a.png 1x, /p/assets/b.png 2x\">",
            ),
            ("<link rel=icon href=/assets/a.svg>", "<link rel=icon href=/p/assets/a.svg>"),
            ("<script src=\"/assets/a.js\"></script>", "<script src=\"/p/assets/a.js\"></script>"),
            ("<video poster=\"/assets/a.png\">", "<video poster=\"/p/assets/a.png\">"),
            ("<form action=\"/b\">", "<form action=\"/p/b\">"),
            (
                "<meta http-equiv=refresh content=\"0; url=/l/\">",
                "<meta http-equiv=refresh content=\"0; url=/p/l/\">",
            ),
            (
                "<meta name=refresh content=\"0; url=/l/\">",
                "<meta name=refresh content=\"0; url=/l/\">",
            ),
            ("<button formaction=\"/b\">", "<button formaction=\"/p/b\">"),
            (
                "<style>a{background:url(/assets/a.png)}</style>",
                "<style>a{background:url(/p/assets/a.png)}</style>",
            ),
            ("<use href=\"/assets/a.svg#b\"/>", "<use href=\"/p/assets/a.svg#b\"/>"),
        ] {
            assert_eq!(html(&base, text), expect);
            assert_eq!(html(&BaseUrl::of("https://a.example"), text), text);
        }
    }

    #[test]
    fn all_else_stays() {
        let base = BaseUrl::of("https://a.example/p");
        for text in [
            "<a href=\"#b\">/c/</a><a href=\"b/\"><a href=\"//b.example/\"><a href=\"https://b.example/\">",
            "<a href=\"mailto:a@b.example\"><a href=\"\">",
            "<!-- <a href=\"/b/\"> --><script>\"<a href='/b/'>\"</script>",
            "<p title=\"/b/\" data-url=\"/b/\">url(/b/)</p><pre>&lt;a href=\"/b/\"></pre>",
        ] {
            assert_eq!(html(&base, text), text);
        }
    }
}
