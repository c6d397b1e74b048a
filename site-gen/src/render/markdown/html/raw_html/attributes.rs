//! Attributes that browsers read otherwise than they are meant.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use authoring::diagnostics::{Diagnostic, suggest};

use crate::render::markdown::html::{
    elements::end_of,
    tags::{Attribute, Tag, TagKind},
};

authoring::codes! {
    HTML_ATTRIBUTE = "html-attribute" {
        means: "An attribute of HTML stands twice in a tag, has the quotation marks of prose or none around a \
            value with spaces, or is nearly one that HTML knows.",
        hurts: "Browsers pass over it in silence: readers press a link that leads nowhere.",
        wrong: "<a herf=\"./contact.md\">Nous écrire</a>",
        right: "<a href=\"./contact.md\">Nous écrire</a>",
    }
}

/// Those for which another may have been meant.
const COMMON: &str = "action alt charset checked class colspan content controls datetime dir download height href hreflang \
    id label lang loading method name open placeholder poster preload rel role rowspan scope \
    sizes src srcset start tabindex target title type value width";

/// Those of the standard (HTML, 3.2.6 and 16), and those that browsers still read.
static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "about accept accesskey action align alink allow allowfullscreen alpha alt archive as async autocapitalize \
    autocomplete autocorrect autofocus autoplay axis background behavior bgcolor blocking border bordercolor \
    cellpadding cellspacing char charoff charset checked cite class classid clear code codebase codetype color \
    cols colspan command commandfor compact content contenteditable controls controlslist coords crossorigin \
    data datatype datetime declare decoding default defer dir direction dirname disabled download draggable \
    enctype enterkeyhint event exportparts face fetchpriority for form formaction formenctype formmethod \
    formnovalidate formtarget frame frameborder headers height hidden high href hreflang hspace id imagesizes \
    imagesrcset inert inputmode integrity is ismap itemid itemprop itemref itemscope itemtype kind label lang \
    language link list loading longdesc loop low lowsrc marginheight marginwidth max maxlength media method min \
    minlength multiple muted name nohref nomodule nonce noresize noshade novalidate nowrap object open optimum \
    part pattern ping placeholder playsinline popover popovertarget popovertargetaction poster prefix preload \
    profile prompt property readonly referrerpolicy rel required resource rev reversed role rows rowspan rules \
    sandbox scheme scope scrolling selected shape size sizes slot span spellcheck src srcdoc srclang srcset \
    standby start step style summary tabindex target text title translate type typeof usemap valign value \
    valuetype version vlink vocab vspace width wrap xmlns"
        .split(' ')
        .collect()
});

/// What people take for quotation marks, and HTML does not.
pub(crate) const QUOTES: [char; 4] = ['“', '”', '«', '„'];

/// Whether HTML has an attribute of this name, in lower case.
pub(crate) fn is_known(name: &str) -> bool {
    KNOWN.contains(name) || name.starts_with("data-") || name.starts_with("aria-")
}

/// What is wrong with those of a tag, which stands in `html`; the spans are bytes of that.
pub(crate) fn mistakes(tag: &Tag<'_>, html: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (number, attribute) in tag.attributes.iter().enumerate() {
        let error = |message: String, help: String| {
            let span: Range<usize> = attribute.span.clone();
            Diagnostic::new(HTML_ATTRIBUTE, span, message, help)
        };
        let name = attribute.name;
        let is_it = |other: &Attribute<'_>| other.name.eq_ignore_ascii_case(name);
        let value = &html[attribute.value.clone()];
        if name.contains(['<', '"']) {
            // What follows was meant as text or as another tag.
            let message = "the end of this tag, or a quotation mark in it, is missing".to_owned();
            let help = match tag.kind {
                TagKind::Closing => format!("look before this: a tag is </{}>", tag.name),
                _ => format!("look before this: a tag is <{} name=\"…\">", tag.name),
            };
            found.push(error(message, help));
            return found;
        }
        if tag.kind == TagKind::Closing {
            continue;
        }
        if let Some(begun) = number.checked_sub(1).map(|before| &tag.attributes[before])
            && goes_on(begun, attribute)
            && !html[begun.value.clone()].starts_with(QUOTES)
        {
            let message = "this value ends at its first space".to_owned();
            let help = format!("write {}=\"…\"", begun.name);
            let span = begun.span.start..attribute.span.end;
            found.push(Diagnostic::new(HTML_ATTRIBUTE, span, message, help));
            return found;
        }
        // What a template writes may stand there in one case or the other.
        let is_open = || html[tag.span.clone()].contains('\u{1}');
        if tag.attributes[..number].iter().any(is_it) && !is_open() {
            let help = "browsers take the first alone: make one of the two".to_owned();
            found.push(error(format!("this tag has `{name}` twice"), help));
        } else if value.starts_with(QUOTES) && attribute.value == attribute.quoted {
            let message = "these are no quotation marks in HTML".to_owned();
            found.push(error(message, format!("write {name}=\"…\"")));
        } else if let Some(near) = meant(tag, name) {
            let message = format!("HTML has no attribute `{name}`");
            found.push(error(message, format!("did you mean `{near}`?")));
        }
    }
    found
}

/// Whether an attribute is the second word of a text without quotation marks: `alt=un texte`.
fn goes_on(begun: &Attribute<'_>, next: &Attribute<'_>) -> bool {
    let is_text = ["alt", "title", "placeholder", "aria-label", "summary", "label"]
        .iter()
        .any(|name| begun.name.eq_ignore_ascii_case(name));
    let is_bare = !begun.value.is_empty() && begun.value == begun.quoted;
    let is_word = next.quoted.is_empty() && next.name.chars().all(char::is_alphabetic);
    is_text && is_bare && is_word && !is_known(&next.name.to_lowercase())
}

/// The attribute that was meant by one which HTML does not have. Elements of one's own, drawings and formulas have
/// attributes of their own, and so have scripts, with signs in their names.
fn meant(tag: &Tag<'_>, name: &str) -> Option<&'static str> {
    // Nearly every one.
    if KNOWN.contains(name) {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    // Scripts in attributes, of which none may run, are told as such.
    let is_word = lower.len() > 2
        && !lower.starts_with("on")
        && lower.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_word || KNOWN.contains(&*lower) {
        return None;
    }
    end_of(&tag.name.to_ascii_lowercase())?;
    let near = suggest::nearest(&lower, COMMON.split(' '))?;
    // What an image lacks for that is told.
    let is_told =
        ["img", "input", "area"].iter().any(|it| tag.is(it)) && ["alt", "src"].contains(&near);
    (!is_told && tag.attribute(near).is_none()).then_some(near)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::markdown::html::tags::Tags;

    fn told(html: &str) -> Vec<String> {
        let mistakes = Tags::of(html).flat_map(|tag| mistakes(&tag, html));
        let told = mistakes.map(|each| format!("{}: {}", &html[each.span.clone()], each.message));
        told.collect()
    }

    #[test]
    fn what_is_proposed_is_known() {
        assert!(COMMON.split(' ').all(|name| KNOWN.contains(name)));
    }

    #[test]
    fn what_browsers_pass_over_is_told() {
        for (html, expected) in [
            ("<a herf=\"/\">", "herf=\"/\": HTML has no attribute `herf`"),
            ("<a HERF=/>", "HERF=/: HTML has no attribute `HERF`"),
            ("<p clas='a'>", "clas='a': HTML has no attribute `clas`"),
            ("<p calss=a>", "calss=a: HTML has no attribute `calss`"),
            ("<td colpsan=2>", "colpsan=2: HTML has no attribute `colpsan`"),
            ("<img widht=1 src=a alt>", "widht=1: HTML has no attribute `widht`"),
            ("<video scr=a>", "scr=a: HTML has no attribute `scr`"),
            ("<a href=/ tagret=_top>", "tagret=_top: HTML has no attribute `tagret`"),
            ("<p class=a CLASS=b>", "CLASS=b: this tag has `CLASS` twice"),
            (
                "<p class=\"a><b class=\"c\">",
                "c\": the end of this tag, or a quotation mark in it, is missing",
            ),
            ("</div\n<p>", "<p: the end of this tag, or a quotation mark in it, is missing"),
            ("<div\n<p>", "<p: the end of this tag, or a quotation mark in it, is missing"),
            ("<p id=“a”>", "id=“a”: these are no quotation marks in HTML"),
            ("<img src=a alt=un texte clair>", "alt=un texte: this value ends at its first space"),
            (
                "<a href=/ title=Nous écrire>",
                "title=Nous écrire: this value ends at its first space",
            ),
            ("<img src=a alt=«un texte»>", "alt=«un: these are no quotation marks in HTML"),
            ("<p class=« a »>", "class=«: these are no quotation marks in HTML"),
        ] {
            assert_eq!(told(html), [expected], "{html}");
        }
    }

    #[test]
    fn what_means_something_is_not() {
        for html in [
            "<a href=/ hreflang=en rel=x target=_blank download>",
            "<p class=\"“a”\" title='« b »' data-clas=x aria-lable=y>",
            "<p v-if=a x-data=b @click=c :clas=d hx-get=/ _=e>",
            "<my-part clas=a><circle clas=b r=1><Note titel=c>",
            "<p foo=a bar=b baz=c>",
            "<img atl=a scr=b>",
            "<img src=a alt=texte loading=lazy hidden><img alt='' texte><img src=a b alt=c x-if d>",
            "</p clas=a>",
        ] {
            assert_eq!(told(html), [""; 0], "{html}");
        }
    }
}
