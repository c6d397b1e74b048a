//! Signs that other programs read as markup, and that are text here: one table, a row a sign.

pub(crate) mod bracketed;
mod characters;
mod enumerations;
pub(crate) mod scripts;
mod line_starts;
mod line_rows;
mod lines;
mod marks;
pub(super) mod names;
mod attributes;

use std::ops::Range;

use authoring::diagnostics::Code;

use super::{links::LINK_LITERAL, literal::spaces::SPACE_LITERAL};
use crate::render::markdown::{
    block::{Block, Signs},
    output::Output,
};

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
    CONFLICT_LITERAL = "conflict-literal" {
        means: "A line is one of those with which version control marks two versions of a text that it \
            could not put together, `<<<<<<<` or `>>>>>>>`.",
        hurts: "Readers see both versions, one below the other, and the marks.",
        wrong: "<<<<<<< HEAD\n\nOuvert le lundi.\n\n=======\n\nOuvert le mardi.\n\n>>>>>>> horaires",
        right: "Ouvert le lundi.",
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

const SLIPPED_LINK: Foreign = Foreign {
    code: LINK_LITERAL,
    signs: Signs::BRACKET,
    begins: "",
    length: |_, _| None,
    message: "this is text, not a link",
    help: "the text stands in square brackets, the address right behind it in round ones: [text](./page.md)",
};

/// Those that stand anywhere in a line, with those of [`bracketed`], [`scripts`] and [`marks`]; those at the start of one are in [`lines`].
const ANYWHERE: &[Foreign] = &[
    Foreign {
        code: LINK_LITERAL,
        signs: Signs::BRACKET,
        begins: "[[",
        length: names::wiki_link,
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
        length: names::emoji,
        message: "this name is shown as it is",
        help: "write the character itself, as 🙂, or remove it; to show the colons, write \\:",
    },
    Foreign {
        code: EMOJI_LITERAL,
        signs: Signs::BRACE,
        begins: "{",
        length: names::role,
        message: "this name is shown as it is",
        help: "write in words what it stands for, and a link as [text](./page.md)",
    },
    Foreign {
        code: LINK_LITERAL,
        signs: Signs::BRACKET,
        begins: ")[",
        length: names::reversed_link,
        message: "this is text, not a link",
        help: "the text stands in the square brackets, the address in the round ones: [text](./page.md)",
    },
    Foreign { begins: ")(", length: names::slipped_link, ..SLIPPED_LINK },
    Foreign { begins: "]", length: names::slipped_link, ..SLIPPED_LINK },
    Foreign {
        signs: Signs::ESCAPED,
        begins: "<",
        length: names::enclosed_address,
        help: "a page has a text in its link: [text](./page.md)",
        ..SLIPPED_LINK
    },
    Foreign {
        signs: Signs::JOINED,
        begins: "//",
        length: names::spaced_scheme,
        help: "no space stands in an address: https://…",
        ..SLIPPED_LINK
    },
    Foreign {
        code: LINK_LITERAL,
        signs: Signs::RARE,
        begins: "^[",
        length: |before, rest| {
            let length = enclosed(rest, "^[", "]")?;
            let is_text =
                rest[2..].starts_with(char::is_alphabetic) && rest[..length].contains(' ');
            (is_text && before.ends_with(|it: char| !it.is_whitespace())).then_some(length)
        },
        message: "this is text, not a note",
        help: "the call of a note is [^1], and the note stands on a line of its own: [^1]: …",
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
    .and(Signs::STAR)
    .and(Signs::ESCAPED);

/// All rows.
fn rows() -> impl Iterator<Item = &'static Foreign> {
    let marks = marks::BOTH_SIDES.iter().chain(marks::formulas::ROWS);
    ANYWHERE.iter().chain(bracketed::ROWS).chain(scripts::ROWS).chain(marks)
}

/// Notes each in a block; of what begins its lines, the first of each kind.
pub(crate) fn find_foreign(output: &mut Output<'_, '_>, block: &Block<'_>) {
    lines::find(output, block);
    if block.pieces.len() > 1 {
        marks::formulas::find_escaped(output, block);
    }
    if !block.signs.holds(ANY) {
        return;
    }
    for foreign in rows().filter(|foreign| block.signs.holds(foreign.signs)) {
        let mut end = 0;
        for (at, begins) in block.prose.match_indices(foreign.begins) {
            // What stands inside one, and what ends it, begins none.
            if at < end {
                continue;
            }
            let (before, rest) = (&block.prose[..at], &block.prose[at..]);
            let length = (foreign.length)(before, rest).or_else(|| {
                // Whatever is in braces right behind a link: what ends the link is no prose.
                let is_behind = foreign.code == ATTRIBUTES_LITERAL
                    && attributes::is_behind_markup(output, block, at);
                is_behind.then(|| enclosed(rest, "{", "}"))?
            });
            let Some(length) = length else { continue };
            // A name is text where its author wrote `&amp;` for its sign.
            let whole = if begins == "&" { &rest[..length] } else { begins };
            if let Some(span) = span(output, block, at, whole, length) {
                end = at + length;
                // The attributes of a heading that is none: that is told.
                let is_told = foreign.code == ATTRIBUTES_LITERAL
                    && output.last_told(2).any(|told| {
                        let between = output.text.get(told.span.end..span.start);
                        told.code == SPACE_LITERAL && between.is_some_and(|it| !it.contains('\n'))
                    });
                if is_told {
                    continue;
                }
                output.error(foreign.code, span, foreign.message, foreign.help);
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_looked_for() {
        assert!(rows().all(|foreign| ANY.holds(foreign.signs)));
    }
}
