//! Signs that other programs read as markup, and that are text here: one table, a row a sign.

mod attributes;
mod characters;
mod lines;
mod marks;
pub(crate) mod scripts;

use std::ops::Range;

use authoring::diagnostics::Code;

use super::links::LINK_LITERAL;
use crate::render::markdown::{
    block::{Block, Signs},
    output::Output,
};
use scripts::SCRIPT_LITERAL;

authoring::codes! {
    ATTRIBUTES_LITERAL = "attributes-literal" {
        means: "Braces after a link, an image or a paragraph give it a class or another attribute in \
            other programs; only those at the end of a heading do here.",
        hurts: "Readers see the braces and what is in them in the middle of the text.",
        wrong: "[Nous écrire](./contact.md){.button}",
        right: "<a class=\"button\" href=\"./contact.md\">Nous écrire</a>",
    }
    TOC_LITERAL = "toc-literal" {
        means: "A paragraph is a sign such as `[TOC]`, in whose place other programs put a table of \
            contents.",
        hurts: "Readers see the sign, and no contents.",
        wrong: "[TOC]\n\n## Auditions\n\nElles se tiennent à Nîmes.",
        right: "## Auditions\n\nElles se tiennent à Nîmes.",
    }
    EMOJI_LITERAL = "emoji-literal" {
        means: "A name between two colons is a picture, an icon or a role in other programs.",
        hurts: "Readers see the name and its colons, and a screen reader reads them aloud.",
        wrong: "Venez à deux :wink: à l'audition.",
        right: "Venez à deux 😉 à l'audition.",
    }
    FORMULA_LITERAL = "formula-literal" {
        means: "Dollar signs enclose what other programs show as a formula.",
        hurts: "Readers see the signs and the commands of the formula.",
        wrong: "Le taux est $$t = a / b$$.",
        right: "Le taux est *t* = *a* / *b*.",
    }
    MARK_LITERAL = "mark-literal" {
        means: "Signs on both sides of a text, as in `==…==`, `^…^` or `~…~`, mark, raise or lower it in \
            other programs.",
        hurts: "Readers see the signs, and nothing is marked, raised or lowered.",
        wrong: "Clôture le ==30 juin==.",
        right: "Clôture le <mark>30 juin</mark>.",
    }
    CHARACTER_LITERAL = "character-literal" {
        means: "A character is named, as in `&nbsp;`, but the name is unknown or has no semicolon.",
        hurts: "Readers see the name in the place of the character.",
        wrong: "Il faut 300&nbsp000 euros.",
        right: "Il faut 300&nbsp;000 euros.",
    }
    ABBREVIATION_LITERAL = "abbreviation-literal" {
        means: "A line explains an abbreviation as other programs do, `*[PME]: …`.",
        hurts: "Readers see the line as it is, and no explanation where the abbreviation stands.",
        wrong: "La PME vient à deux.\n\n*[PME]: petite ou moyenne entreprise",
        right: "La <abbr title=\"petite ou moyenne entreprise\">PME</abbr> vient à deux.",
    }
}

/// Something that other programs read as markup.
struct Foreign {
    code: Code,
    /// Where to look: a block that holds none of these is passed over.
    signs: Signs,
    /// How it begins.
    begins: &'static str,
    /// How long it is, given the text before it and the text from it on; `None` if it is meant as it is.
    length: fn(&str, &str) -> Option<usize>,
    message: &'static str,
    help: &'static str,
}

/// Those that stand anywhere in a line, with those of [`marks`]; those at the start of one are in [`lines`].
const ANYWHERE: &[Foreign] = &[
    Foreign {
        code: LINK_LITERAL,
        signs: Signs::BRACKET,
        begins: "[[",
        length: wiki_link,
        message: "this is text, not a link",
        help: "a link has a text and an address: [text](./page.md)",
    },
    Foreign {
        code: ATTRIBUTES_LITERAL,
        signs: Signs::BRACE,
        begins: "{",
        length: attributes::length,
        message: "these braces are shown as they are",
        help: "only a heading has some, at its end; elsewhere, HTML gives a class: <a class=\"…\" href=\"…\">…</a>",
    },
    Foreign {
        code: EMOJI_LITERAL,
        signs: Signs::JOINED,
        begins: ":",
        length: emoji,
        message: "this name is shown as it is",
        help: "write the character itself, as 🙂, or remove it; to show the colons, write \\:",
    },
    Foreign {
        code: SCRIPT_LITERAL,
        signs: Signs::BRACE,
        begins: "{!",
        length: |_, rest| enclosed(rest, "{!", "!}"),
        message: "this is shown as it is, and includes nothing",
        help: "write in its place what the file says",
    },
    Foreign {
        code: SCRIPT_LITERAL,
        signs: Signs::BRACE,
        begins: "{* ",
        length: |_, rest| enclosed(rest, "{* ", " *}"),
        message: "this is shown as it is, and includes nothing",
        help: "write in its place what the file says",
    },
    Foreign {
        code: SCRIPT_LITERAL,
        signs: Signs::BRACE,
        begins: "{/*",
        length: |_, rest| enclosed(rest, "{/*", "*/}"),
        message: "this comment is shown as it is",
        help: "a comment stands between <!-- and -->",
    },
    Foreign {
        code: CHARACTER_LITERAL,
        signs: Signs::ESCAPED,
        begins: "&",
        length: characters::unended,
        message: "this stands for no character",
        help: "end it with a semicolon, as in &nbsp; or write &amp; to show it as it is",
    },
    Foreign {
        code: CHARACTER_LITERAL,
        signs: Signs::ESCAPED,
        begins: "&",
        length: characters::misspelt,
        message: "this stands for no character",
        help: "a space that does not break is &nbsp; and letters have names such as &eacute;",
    },
];

/// The signs of all of them: nearly every block holds none, and its rows need not be looked at.
const ANY: Signs = Signs::BRACKET
    .and(Signs::BRACE)
    .and(Signs::JOINED)
    .and(Signs::RARE)
    .and(Signs::EQUALS)
    .and(Signs::ESCAPED);

/// Notes the first of each in a block.
pub(crate) fn find_foreign(output: &mut Output<'_, '_>, block: &Block<'_>) {
    lines::find(output, block);
    if !block.signs.holds(ANY) {
        return;
    }
    let rows = ANYWHERE.iter().chain(marks::BOTH_SIDES);
    for foreign in rows.filter(|foreign| block.signs.holds(foreign.signs)) {
        let found = block.prose.match_indices(foreign.begins).find_map(|(at, begins)| {
            let length =
                (foreign.length)(&block.prose[..at], &block.prose[at..]).or_else(|| {
                    // Whatever is in braces right behind a link: what ends the link is no prose.
                    let is_behind = foreign.code == ATTRIBUTES_LITERAL
                        && attributes::is_behind_markup(output, block, at);
                    is_behind.then(|| enclosed(&block.prose[at..], "{", "}"))?
                })?;
            // A name is text where its author wrote `&amp;` for its sign.
            let whole = if begins == "&" { &block.prose[at..at + length] } else { begins };
            span(output, block, at, whole, length)
        });
        if let Some(span) = found {
            output.error(foreign.code, span, foreign.message, foreign.help);
        }
    }
}

/// Where in the Markdown so many bytes of the prose stand, that `begins` begins; `None` if its author escaped it.
fn span(
    output: &Output<'_, '_>,
    block: &Block<'_>,
    at: usize,
    begins: &str,
    length: usize,
) -> Option<Range<usize>> {
    let start = block.literal(output.text, at, begins)?;
    Some(start..block.place(at + length - 1)? + 1)
}

/// The length of what begins with `open` and ends with `close` on the same line, with something between.
fn enclosed(text: &str, open: &str, close: &str) -> Option<usize> {
    let inside = text.strip_prefix(open)?;
    // No name or formula is so long that a wrong one may cost a long search for each of its signs.
    let near = &inside[..inside.floor_char_boundary(500)];
    let near = near.split('\n').next().unwrap_or_default();
    let length = near.find(close).filter(|length| *length > 0)?;
    Some(open.len() + length + close.len())
}

/// `[[name]]`, and no list of lists.
fn wiki_link(before: &str, rest: &str) -> Option<usize> {
    let length = enclosed(rest, "[[", "]]")?;
    let name = &rest["[[".len()..length - "]]".len()];
    let is_name = !name.contains(['[', ']']) && !name.starts_with(char::is_whitespace);
    (is_name && !lines::is_toc(name) && !before.ends_with(char::is_alphanumeric)).then_some(length)
}

/// `:name:`, and no time or path.
pub(super) fn emoji(before: &str, rest: &str) -> Option<usize> {
    let inside = &rest[":".len()..];
    let length = inside.bytes().take(60).take_while(|byte| is_of_name(*byte)).count();
    let (name, after) = (&inside[..length], inside[length..].strip_prefix(':')?);
    let is_name = matches!(name, "+1" | "-1" | "100")
        || name.starts_with(|first: char| first.is_ascii_lowercase());
    let joins = |symbol: char| symbol.is_alphanumeric() || "/:".contains(symbol);
    (is_name && !before.ends_with(joins) && !after.starts_with(joins)).then_some(length + 2)
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+-_".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_looked_for() {
        assert!(ANYWHERE.iter().chain(marks::BOTH_SIDES).all(|foreign| ANY.holds(foreign.signs)));
    }
}
