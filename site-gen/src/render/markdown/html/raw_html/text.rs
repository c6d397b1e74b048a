//! What readers see of a piece of HTML, as plain text.

use crate::render::markdown::{
    escape,
    html::tags::{TagKind, Tags},
};

/// Elements that may stand inside a word: `1<sup>er</sup>`. Any other tag parts two.
const IN_WORDS: [&str; 17] = [
    "a", "abbr", "b", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "small", "span",
    "strong", "sub", "sup", "u",
];

/// Its text, without tags, comments, scripts and styles.
pub fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut at = 0;
    for tag in Tags::of(html) {
        // What stands inside a script has been passed over.
        let Some(before) = html.get(at..tag.span.start) else { continue };
        push(&mut text, before);
        at = tag.span.end;
        if tag.kind == TagKind::CommentWithoutEnd {
            return text;
        }
        if tag.kind == TagKind::Opening && (tag.is("script") || tag.is("style")) {
            at = tag.text().end;
        }
        if !IN_WORDS.iter().any(|name| tag.is(name)) {
            text.push(' ');
        }
    }
    push(&mut text, html.get(at..).unwrap_or_default());
    text
}

fn push(text: &mut String, html: &str) {
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        text.push_str(&escape::decode(before));
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    text.push_str(&escape::decode(rest));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_see_is_the_text() {
        for (html, expect) in [
            ("<p>un</p><p>deux</p>", " un  deux "),
            ("<b>un</b>e <em>autre</em>", "une autre"),
            ("1<sup>er</sup><br>mai", "1er mai"),
            ("a<!-- b > c -->d &amp; &eacute;", "ad & é"),
            ("a<script>b < c</script>d<style>e</style>f", "a  d  f"),
            ("a < b et c > d", "a < b et c > d"),
            ("<!-- a", ""),
            ("", ""),
        ] {
            assert_eq!(text_of(html), expect, "{html}");
        }
    }
}
