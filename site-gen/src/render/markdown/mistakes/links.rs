//! What its author meant as a link or a footnote's call, and what Markdown takes for plain text.

use std::ops::Range;

use authoring::diagnostics::suggest;
use pulldown_cmark::{BrokenLink, Event, LinkType, Parser, RefDefs, Tag};

use crate::render::markdown::{
    block::{Block, Signs},
    html::{
        balance::{IN_LINK, LINK_IN_LINK},
        verbatim::Verbatim,
    },
    mistakes::syntax::begins_line,
    output::Output,
    syntax,
};

authoring::codes! {
    LINK_REFERENCE = "link-reference" {
        means: "A link names a reference, as in `[text][name]`, and no line of the page says where \
            it leads.",
        hurts: "Readers see the brackets, and nothing that can be pressed.",
        wrong: "Imprimez [le plan d'accès][plan].",
        right: "Imprimez [le plan d'accès][plan].\n\n[plan]: /assets/plan.svg",
    }
    FOOTNOTE_UNDEFINED = "footnote-undefined" {
        means: "The text calls a footnote that the page does not have.",
        hurts: "Readers see `[^frais]` in the middle of a sentence, and look for a note in vain.",
        wrong: "L'avis est gratuit[^frais].",
        right: "L'avis est gratuit[^frais].\n\n[^frais]: Aucun frais de dossier.",
    }
    LINK_LITERAL = "link-literal" {
        means: "What looks like a link is text: a space stands before or in its address, or its \
            bracket is not closed.",
        hurts: "Readers see the brackets and an address that cannot be pressed.",
        wrong: "Écrivez-nous : [nos coordonnées] (./contact.md).",
        right: "Écrivez-nous : [nos coordonnées](./contact.md).",
    }
}

/// Whether a text begins with the number of an issue, `#338)`: `#[derive] (#338)` is no link.
fn is_issue(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    let rest = digits.trim_start_matches(|digit: char| digit.is_ascii_digit());
    rest.len() < digits.len() && rest.starts_with([')', ','])
}

/// How addresses begin.
const ADDRESSES: [&str; 6] = ["./", "../", "/", "#", "https:", "http:"];

/// Whether what stands in brackets can be meant as an address: `[sic](voir plus bas)` is a remark.
fn is_like_address(text: &str) -> bool {
    !text.contains(' ')
        || ["/", "#", ":", "@", ".md", "www."].iter().any(|sign| text.contains(sign))
}

/// `[text][name]` where nothing defines the name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Undefined {
    span: Range<usize>,
    name: String,
    /// Whether it can be anything else than a link: `[name]` alone may well be text in brackets.
    is_sure: bool,
}

impl Undefined {
    pub(crate) fn of(link: &BrokenLink<'_>) -> Option<Self> {
        // A call of a footnote, or the kind of a notice: both are looked at elsewhere.
        if link.reference.starts_with(['^', '!']) {
            return None;
        }
        let is_sure = link.link_type != LinkType::Shortcut;
        Some(Self { span: link.span.clone(), name: link.reference.to_string(), is_sure })
    }
}

/// Notes links by name whose name is not defined.
pub(crate) fn note_undefined(
    output: &mut Output<'_, '_>,
    links: Vec<Undefined>,
    definitions: &RefDefs<'_>,
) {
    let mut verbatim = VerbatimOfParagraph::default();
    // Asked once, however many links there are.
    let has_shortcodes = !links.is_empty() && output.text.contains("[/");
    for Undefined { span, name, is_sure } in links {
        let known = definitions.iter().map(|(known, _)| known).filter(|known| known.len() > 2);
        let near = suggest::nearest(&name, known);
        // `[features]` beside `[feature]`, which is used: two words, of which one is a link.
        let near = near.filter(|near| is_sure || !is_used(output.text, near));
        let help = match near {
            Some(near) => format!("did you mean `[{near}]`?"),
            None if is_sure => format!(
                "write its address on a line of its own, [{name}]: ./page.md, or in place: [text](./page.md)"
            ),
            None => continue,
        };
        let is_told = has_shortcodes && is_shortcode(output.text, &name);
        if is_told || verbatim.holds(output.text, span.start) {
            continue;
        }
        output.error(LINK_REFERENCE, span, format!("nothing says where `[{name}]` leads"), help);
    }
}

/// Whether a name is that of a shortcode, or ends one: that is told where it begins.
fn is_shortcode(text: &str, name: &str) -> bool {
    let is_name = |name: &str| !name.contains(['/', '.', '#', ' ']);
    name.strip_prefix('/').is_some_and(is_name)
        || name == "*" && text.contains("[/list]")
        || text.contains(&format!("[/{}]", name.split(' ').next().unwrap_or_default()))
}

/// Where a paragraph shows a text sign by sign: `<code>int[][]</code>`. One is read once, however many mistakes it has.
#[derive(Default)]
struct VerbatimOfParagraph {
    paragraph: Range<usize>,
    shown: Vec<Range<usize>>,
}

impl VerbatimOfParagraph {
    /// Whether a place stands in such an element.
    fn holds(&mut self, text: &str, at: usize) -> bool {
        if !self.paragraph.contains(&at) {
            let start = text[..at].rfind("\n\n").map_or(0, |line| line + "\n\n".len());
            let end = text[at..].find("\n\n").map_or(text.len(), |line| at + line);
            (self.paragraph, self.shown) = (start..end, shown_sign_by_sign(text, start..end));
        }
        self.shown.iter().any(|shown| shown.contains(&at))
    }
}

fn shown_sign_by_sign(text: &str, paragraph: Range<usize>) -> Vec<Range<usize>> {
    let mut verbatim = Verbatim::default();
    let (mut depth, mut opened) = (0_usize, 0);
    let mut shown = Vec::new();
    for (event, span) in Parser::new_ext(&text[paragraph.clone()], syntax()).into_offset_iter() {
        if let Event::InlineHtml(tag) = event {
            if verbatim.begins(&tag) {
                opened = if depth == 0 { paragraph.start + span.end } else { opened };
                depth += 1;
            }
            if verbatim.ends(&tag) {
                depth -= 1;
                if depth == 0 {
                    shown.push(opened..paragraph.start + span.start);
                }
            }
        }
    }
    if depth > 0 {
        shown.push(opened..paragraph.end);
    }
    shown
}

/// Whether a text names a reference, otherwise than to say where it leads.
fn is_used(text: &str, name: &str) -> bool {
    let sign = ["[", name, "]"].concat();
    text.match_indices(&sign).any(|(at, _)| !text[at + sign.len()..].starts_with(':'))
}

/// Notes what a block says literally that should have become a link or a call.
pub(crate) fn find_failed(output: &mut Output<'_, '_>, block: &Block<'_>) {
    // The brackets of a real link are not prose: nearly no block holds any.
    if block.signs.holds(Signs::BRACKET) || block.has_closing_bracket {
        find_undefined_footnotes(output, block);
        find_literal_links(output, block);
    }
}

/// The call of a footnote that does not exist is text to the parser.
fn find_undefined_footnotes(output: &mut Output<'_, '_>, block: &Block<'_>) {
    for (at, _) in block.prose.match_indices("[^") {
        let Some(length) = block.prose[at..].find(']') else { continue };
        let label = &block.prose[at + 2..at + length];
        if let Some(place) = block.literal(output.text, at, "[^")
            && !label.is_empty()
            && !label.contains(char::is_whitespace)
        {
            let written = output.text[place..].find(']').unwrap_or(length);
            let span = place..place + written + 1;
            let message = format!("the footnote `{label}` does not exist");
            let help = format!("write it on a line of its own: [^{label}]: …");
            if is_spaced_definition(output.text, &span) {
                // Its calls are no mistakes of their own.
                output.retract(FOOTNOTE_UNDEFINED, &message);
                let message = "a space stands between this name and its colon";
                output.error(FOOTNOTE_UNDEFINED, span, message, help);
            } else if begins_note(output.text, block, &span) {
                output.retract(FOOTNOTE_UNDEFINED, &message);
                let message = "the colon behind this name is missing";
                output.error(FOOTNOTE_UNDEFINED, span, message, help);
            } else {
                output.error(FOOTNOTE_UNDEFINED, span, message, help);
            }
        }
    }
}

/// Whether what would be a call begins a line, and a colon follows it behind a space: `[^1] : …`.
fn is_spaced_definition(text: &str, span: &Range<usize>) -> bool {
    let before = text[..span.start].rsplit('\n').next().unwrap_or_default();
    let after = &text[span.end..];
    let colon = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    before.trim().is_empty() && colon.len() < after.len() && colon.starts_with(':')
}

/// Whether what would be a call begins its paragraph, and is called above: `[^1] A note`.
fn begins_note(text: &str, block: &Block<'_>, span: &Range<usize>) -> bool {
    let is_first = block.pieces.first().is_some_and(|piece| piece.span.start == span.start);
    let after = &text[span.end..];
    is_first
        && begins_line(text, block)
        && after.starts_with(' ')
        && after.trim_start().starts_with(char::is_alphanumeric)
        && text[..span.start].contains(&text[span.clone()])
}

/// `text](./page.md)`, of which the first bracket is missing, or stands in another paragraph.
#[cold]
fn find_end_of_link(output: &mut Output<'_, '_>, block: &Block<'_>, at: usize, between: &str) {
    let target = &block.prose[at + between.len()..];
    let is_address = ADDRESSES.iter().any(|each| target.starts_with(each));
    if between == "]("
        && is_address
        && let Some(place) = block.literal(output.text, at, between)
    {
        let rest = output.text[place..].lines().next().unwrap_or_default();
        let end = place + rest.find(')').map_or(rest.len(), |at| at + 1);
        let help = "both its brackets stand in one paragraph: [text](./page.md)";
        output.error(LINK_LITERAL, place..end, "this is text, not the end of a link", help);
    }
}

/// `[text](an address)` and `[text] (address)` are text to the parser.
fn find_literal_links(output: &mut Output<'_, '_>, block: &Block<'_>) {
    for (between, help) in [
        (
            "](",
            "an address has no spaces and its bracket closes: [text](./page.md); write a space as %20",
        ),
        ("] (", "no space stands between them: [text](./page.md)"),
    ] {
        let mut done = 0;
        for (at, _) in block.prose.match_indices(between) {
            let target = &block.prose[at + between.len()..];
            let Some(start) = block.prose[..at].rfind('[') else {
                find_end_of_link(output, block, at, between);
                continue;
            };
            let is_link = match between {
                "](" => is_like_address(target.split(')').next().unwrap_or(target)),
                _ => ADDRESSES.iter().any(|each| target.starts_with(each)) && !is_issue(target),
            };
            if !is_link || block.prose[start..at].contains('\n') {
                continue;
            }
            // Another link in its text, which Markdown takes alone.
            let holds_link = block.pieces.iter().any(|piece| {
                (start + 1..=at).contains(&piece.at)
                    && matches!(piece.event, Event::Start(Tag::Link { .. }))
            });
            let (Some(start), Some(place)) =
                (block.literal(output.text, start, "["), block.literal(output.text, at, between))
            else {
                continue;
            };
            // A link may stand in the second brackets: `[reporté] ([le calendrier](./dates.md))`.
            let first = target.chars().next().unwrap_or(')');
            if !output.text[place + between.len()..].starts_with(first) {
                continue;
            }
            // What stands in the brackets of another one was meant as a part of it.
            if start < done {
                continue;
            }
            let rest = output.text[place..].lines().next().unwrap_or_default();
            let end = place + rest.find(')').map_or(rest.len(), |at| at + 1);
            done = end;
            if holds_link {
                output.error(LINK_IN_LINK, start..end, "a link stands in this one", IN_LINK);
                continue;
            }
            output.error(LINK_LITERAL, start..end, "this is text, not a link", help);
        }
    }
}
