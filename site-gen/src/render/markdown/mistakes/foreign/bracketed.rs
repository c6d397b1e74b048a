//! Names in square brackets and tags with a colon, which other programs read: shortcodes (`WordPress`), `BBCode`,
//! what word processors leave in their HTML, and what servers run.

use authoring::typography::OPAQUE;

use super::{
    Foreign, MARK_LITERAL, enclosed,
    scripts::{self, SCRIPT_LITERAL},
};
use crate::render::markdown::{
    block::Signs, html::balance::HTML_UNKNOWN, mistakes::syntax::VALUE_LITERAL,
};

authoring::codes! {
    SHORTCODE_LITERAL = "shortcode-literal" {
        means: "A name in square brackets has a value or an end, `[gallery ids=\"1,2\"]` or \
            `[caption]…[/caption]`: in WordPress and its like, something stands in its place.",
        hurts: "Readers see the brackets and their names, and no gallery.",
        wrong: "[gallery ids=\"12,13\"]",
        right: "![La salle est au fond de la cour](/assets/plan.svg)",
    }
}

/// What is written in brackets, in the order in which it is looked for.
pub(super) const ROWS: &[Foreign] = &[
    Foreign {
        code: MARK_LITERAL,
        signs: Signs::BRACKET,
        begins: "[",
        length: bulletin_board,
        message: "these brackets are shown as they are",
        help: "write **bold**, *italic*, [text](./page.md) or > a quotation",
    },
    Foreign {
        code: SHORTCODE_LITERAL,
        signs: Signs::BRACKET,
        begins: "[",
        length: shortcode,
        message: "this is shown as it is, and nothing stands in its place",
        help: "write what it shows: an image as ![text](/assets/…), a film as a link, [text](https://…)",
    },
    Foreign {
        code: HTML_UNKNOWN,
        signs: Signs::ESCAPED,
        begins: "<",
        length: word_processor,
        message: "this tag is shown as it is",
        help: "a word processor has left it: remove it, and keep the text between the two",
    },
    Foreign {
        code: SCRIPT_LITERAL,
        signs: Signs::ESCAPED,
        begins: "<%",
        length: |_, rest| enclosed(rest, "<%", "%>"),
        message: scripts::PROGRAM,
        help: scripts::NO_PROGRAM,
    },
    Foreign {
        code: VALUE_LITERAL,
        signs: Signs::BRACE,
        begins: "{ %",
        length: |_, rest| {
            let ends = ["%}", "% }"].into_iter().filter_map(|end| enclosed(rest, "{ %", end));
            ends.min().filter(|length| !rest[1..*length].contains('{'))
        },
        message: "this tag is shown as it is",
        help: "no space stands within its signs: {% … %}",
    },
    Foreign {
        code: VALUE_LITERAL,
        signs: Signs::BRACE,
        begins: "}}",
        length: |before, _| (!before.contains('{')).then_some("}}".len()),
        message: "these braces are shown as they are: none before them begin a value",
        help: "a value stands in two braces: {{ … }}; to show the signs, write them as `code`",
    },
    Foreign {
        code: VALUE_LITERAL,
        signs: Signs::BRACE,
        begins: "%}",
        length: |before, _| (!before.contains('{')).then_some("%}".len()),
        message: "these signs are shown as they are: none before them begin a tag",
        help: "a tag stands between {% and %}; to show the signs, write them as `code`",
    },
];

/// Shortcodes that need neither a value nor an end, where they are all that a paragraph has.
const ALONE: [&str; 8] =
    ["audio", "caption", "contact-form", "embed", "gallery", "playlist", "recent-posts", "video"];

/// Those whose value is an address without a name.
const OF_ADDRESS: [&str; 7] =
    ["embed", "audio", "video", "soundcloud", "tweet", "vimeo", "youtube"];

/// The names that `BBCode` has.
const BULLETIN_BOARD: [&str; 19] = [
    "b", "i", "u", "s", "url", "img", "quote", "code", "color", "size", "center", "email", "font",
    "left", "list", "right", "spoiler", "sub", "sup",
];

/// How far from its beginning the end of one is looked for: no wrong one may cost a long search.
const NEAR: usize = 4_000;

/// `[gallery ids="1,2"]`, `[caption]…[/caption]`, and no remark in brackets.
pub(super) fn shortcode(before: &str, rest: &str) -> Option<usize> {
    let (name, length) = opening(rest)?;
    if is_of_bulletin_board(name) {
        return None;
    }
    let inside = rest[1 + name.len()..length - 1].trim_start();
    let is_alone = before.is_empty() && rest.trim_end().len() == length;
    let has_address = OF_ADDRESS.contains(&name) && inside.starts_with(OPAQUE);
    let ended = pair(name, rest, length);
    let is_one = ended.is_some()
        || has_value(inside)
        || has_address
        || inside.is_empty() && is_alone && ALONE.contains(&name);
    is_one.then_some(ended.unwrap_or(length))
}

/// `[b]…[/b]`, `[url=…]…[/url]`.
pub(super) fn bulletin_board(_: &str, rest: &str) -> Option<usize> {
    let (name, length) = opening(rest)?;
    pair(name, rest, length).filter(|_| is_of_bulletin_board(name))
}

fn is_of_bulletin_board(name: &str) -> bool {
    BULLETIN_BOARD.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The name in the brackets with which a text begins, and the length of these.
fn opening(rest: &str) -> Option<(&str, usize)> {
    let length = enclosed(rest, "[", "]")?;
    let inside = &rest[1..length - 1];
    let is_of_name = |symbol: char| symbol.is_ascii_alphanumeric() || matches!(symbol, '-' | '_');
    let name = &inside[..inside.find(|symbol| !is_of_name(symbol)).unwrap_or(inside.len())];
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let goes_on = inside[name.len()..].starts_with([' ', '=']) || inside.len() == name.len();
    (is_name && goes_on).then_some((name, length))
}

/// Where `[/name]` ends, if it stands behind the `length` bytes that open it.
fn pair(name: &str, rest: &str, length: usize) -> Option<usize> {
    let inside = &rest[length..rest.floor_char_boundary((length + NEAR).min(rest.len()))];
    let mut ends = inside.match_indices("[/").map(|(at, _)| at);
    let at = ends.find(|at| {
        let end = &inside[at + "[/".len()..];
        end.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
            && end[name.len()..].starts_with(']')
    })?;
    Some(length + at + "[/]".len() + name.len())
}

/// Whether a text is values in quotes and nothing else: `ids="1,2" size="large"`.
fn has_value(inside: &str) -> bool {
    const OPEN: &str = "\"'“«″";
    const CLOSE: [char; 6] = ['"', '\'', '”', '“', '»', '″'];
    let is_of_name = |symbol: char| symbol.is_ascii_alphanumeric() || matches!(symbol, '-' | '_');
    let mut rest = inside.trim_end_matches(['/', ' ']);
    while !rest.is_empty() {
        let after = rest.trim_start_matches(is_of_name);
        let value = after.strip_prefix('=').filter(|_| after.len() < rest.len());
        let Some(quoted) = value.and_then(|value| value.strip_prefix(|it| OPEN.contains(it)))
        else {
            return false;
        };
        let Some((_, next)) = quoted.split_once(CLOSE) else { return false };
        rest = next.trim_start();
    }
    !inside.trim().is_empty()
}

/// `<o:p></o:p>`, or one of the two. Of a longer prefix, the opening tag is an address in angle brackets.
pub(super) fn word_processor(_: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, "<", ">")?;
    let tag = &rest[1..length - 1];
    let closes = tag.starts_with('/');
    let (prefix, name) = tag.trim_start_matches('/').split_once(':')?;
    let is_one = ["o", "v", "w", "m", "x"].contains(&prefix)
        && name.starts_with(|first: char| first.is_ascii_alphabetic());
    if !is_one {
        return None;
    }
    let name = name.split([' ', '/']).next().unwrap_or_default();
    let end = format!("</{prefix}:{name}>");
    let line = rest[length..].split('\n').next().unwrap_or_default();
    let near = &line[..line.floor_char_boundary(500.min(line.len()))];
    let whole = near.find(&end).filter(|_| !closes).map(|at| length + at + end.len());
    Some(whole.unwrap_or(length))
}
