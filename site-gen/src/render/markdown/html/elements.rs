//! The elements that HTML has.

/// How an element ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With a closing tag.
    Tag,
    /// It is void, or its closing tag may be left out.
    Open,
}

/// How an element of this name, in lower case, ends; `None` if HTML has none of it. Those of the standard (HTML, 4), and
/// of those before it which browsers still show as they were meant.
///
/// As bytes, because the compiler then looks at the length and the few letters that tell them apart: every tag asks.
pub(crate) fn end_of(name: &str) -> Option<End> {
    match name.as_bytes() {
        b"area" | b"base" | b"body" | b"br" | b"col" | b"colgroup" | b"dd" | b"dt" | b"embed"
        | b"frame" | b"head" | b"hr" | b"html" | b"img" | b"input" | b"li" | b"link" | b"meta"
        | b"optgroup" | b"option" | b"p" | b"param" | b"rp" | b"rt" | b"source" | b"tbody"
        | b"td" | b"tfoot" | b"th" | b"thead" | b"tr" | b"track" | b"wbr" => Some(End::Open),
        b"a" | b"abbr" | b"acronym" | b"address" | b"applet" | b"article" | b"aside" | b"audio"
        | b"b" | b"bdi" | b"bdo" | b"big" | b"blockquote" | b"button" | b"canvas" | b"caption"
        | b"center" | b"cite" | b"code" | b"data" | b"datalist" | b"del" | b"details" | b"dfn"
        | b"dialog" | b"dir" | b"div" | b"dl" | b"em" | b"fencedframe" | b"fieldset"
        | b"figcaption" | b"figure" | b"font" | b"footer" | b"form" | b"frameset" | b"h1"
        | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"header" | b"hgroup" | b"i" | b"iframe"
        | b"ins" | b"kbd" | b"label" | b"legend" | b"main" | b"map" | b"mark" | b"marquee"
        | b"math" | b"menu" | b"meter" | b"nav" | b"nobr" | b"noframes" | b"noscript"
        | b"object" | b"ol" | b"output" | b"picture" | b"portal" | b"pre" | b"progress" | b"q"
        | b"rb" | b"rtc" | b"ruby" | b"s" | b"samp" | b"script" | b"search" | b"section"
        | b"select" | b"selectedcontent" | b"slot" | b"small" | b"span" | b"strike" | b"strong"
        | b"style" | b"sub" | b"summary" | b"sup" | b"svg" | b"table" | b"template"
        | b"textarea" | b"time" | b"title" | b"tt" | b"u" | b"ul" | b"var" | b"video" => {
            Some(End::Tag)
        }
        _ => None,
    }
}

/// Elements that have neither text nor end (HTML, 13.1.2).
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Whether an element of this name, in lower case, has neither text nor end.
pub(crate) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_known_by_their_whole_names() {
        assert_eq!(end_of("p"), Some(End::Open));
        assert_eq!(end_of("textarea"), Some(End::Tag));
        assert_eq!(end_of("text"), None);
        assert_eq!(end_of(""), None);
    }
}
