//! The elements that HTML has.

/// How an element ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With a closing tag.
    Tag,
    /// It is void, or its closing tag may be left out.
    Open,
}

/// How an element of this name, in lower case, ends; `None` if HTML has none of it.
pub(crate) fn end_of(name: &str) -> Option<End> {
    let found = ELEMENTS.binary_search_by_key(&name, |(known, _)| known).ok()?;
    Some(ELEMENTS[found].1)
}

use End::{Open, Tag};

/// In the order of the alphabet: those of the standard (HTML, 4), and of those before it which browsers still show as
/// they were meant.
const ELEMENTS: &[(&str, End)] = &[
    ("a", Tag),
    ("abbr", Tag),
    ("acronym", Tag),
    ("address", Tag),
    ("applet", Tag),
    ("area", Open),
    ("article", Tag),
    ("aside", Tag),
    ("audio", Tag),
    ("b", Tag),
    ("base", Open),
    ("bdi", Tag),
    ("bdo", Tag),
    ("big", Tag),
    ("blockquote", Tag),
    ("body", Open),
    ("br", Open),
    ("button", Tag),
    ("canvas", Tag),
    ("caption", Tag),
    ("center", Tag),
    ("cite", Tag),
    ("code", Tag),
    ("col", Open),
    ("colgroup", Open),
    ("data", Tag),
    ("datalist", Tag),
    ("dd", Open),
    ("del", Tag),
    ("details", Tag),
    ("dfn", Tag),
    ("dialog", Tag),
    ("dir", Tag),
    ("div", Tag),
    ("dl", Tag),
    ("dt", Open),
    ("em", Tag),
    ("embed", Open),
    ("fencedframe", Tag),
    ("fieldset", Tag),
    ("figcaption", Tag),
    ("figure", Tag),
    ("font", Tag),
    ("footer", Tag),
    ("form", Tag),
    ("frame", Tag),
    ("frameset", Tag),
    ("h1", Tag),
    ("h2", Tag),
    ("h3", Tag),
    ("h4", Tag),
    ("h5", Tag),
    ("h6", Tag),
    ("head", Open),
    ("header", Tag),
    ("hgroup", Tag),
    ("hr", Open),
    ("html", Open),
    ("i", Tag),
    ("iframe", Tag),
    ("img", Open),
    ("input", Open),
    ("ins", Tag),
    ("kbd", Tag),
    ("label", Tag),
    ("legend", Tag),
    ("li", Open),
    ("link", Open),
    ("main", Tag),
    ("map", Tag),
    ("mark", Tag),
    ("marquee", Tag),
    ("math", Tag),
    ("menu", Tag),
    ("meta", Open),
    ("meter", Tag),
    ("nav", Tag),
    ("nobr", Tag),
    ("noframes", Tag),
    ("noscript", Tag),
    ("object", Tag),
    ("ol", Tag),
    ("optgroup", Open),
    ("option", Open),
    ("output", Tag),
    ("p", Open),
    ("param", Open),
    ("picture", Tag),
    ("portal", Tag),
    ("pre", Tag),
    ("progress", Tag),
    ("q", Tag),
    ("rb", Tag),
    ("rp", Open),
    ("rt", Open),
    ("rtc", Tag),
    ("ruby", Tag),
    ("s", Tag),
    ("samp", Tag),
    ("script", Tag),
    ("search", Tag),
    ("section", Tag),
    ("select", Tag),
    ("selectedcontent", Tag),
    ("slot", Tag),
    ("small", Tag),
    ("source", Open),
    ("span", Tag),
    ("strike", Tag),
    ("strong", Tag),
    ("style", Tag),
    ("sub", Tag),
    ("summary", Tag),
    ("sup", Tag),
    ("svg", Tag),
    ("table", Tag),
    ("tbody", Open),
    ("td", Open),
    ("template", Tag),
    ("textarea", Tag),
    ("tfoot", Open),
    ("th", Open),
    ("thead", Open),
    ("time", Tag),
    ("title", Tag),
    ("tr", Open),
    ("track", Open),
    ("tt", Tag),
    ("u", Tag),
    ("ul", Tag),
    ("var", Tag),
    ("video", Tag),
    ("wbr", Open),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_stand_in_the_order_of_the_alphabet() {
        assert!(ELEMENTS.is_sorted_by_key(|(name, _)| name));
        assert_eq!(end_of("p"), Some(Open));
        assert_eq!(end_of("div"), Some(Tag));
        assert_eq!(end_of("note"), None);
    }
}
