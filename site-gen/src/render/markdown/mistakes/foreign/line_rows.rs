//! The signs at the start of a line, a row a sign.

use authoring::config::{is_unread, is_unseen};

use super::{
    ABBREVIATION_LITERAL, CONFLICT_LITERAL, Foreign, TOC_LITERAL, enclosed,
    enumerations::{INDENTED, NO_ITEM},
    line_starts::{
        definition, directive, is_toc, joined, named, notice, run, spaced, spaced_definition,
        tick_box,
    },
    scripts::INCLUDE,
};
use crate::render::markdown::{
    block::Signs,
    mistakes::{
        boxes::{COLONS, CONTAINER_LITERAL, NO_BOX, NOTICE, NOTICE_WITH_END},
        links::LINK_LITERAL,
        syntax::{BOLD_LITERAL, HEADING_LITERAL, LIST_LITERAL, TABLE_LITERAL},
    },
};

const BOX: Foreign = Foreign {
    code: CONTAINER_LITERAL,
    signs: Signs::LINE_END,
    begins: "",
    length: |_, _| None,
    message: NO_BOX,
    help: NOTICE,
};

const ITEM: Foreign = Foreign {
    code: LIST_LITERAL,
    signs: Signs::LINE_END,
    begins: "",
    length: |_, _| None,
    message: NO_ITEM,
    help: "an item begins with a hyphen and a space: - …",
};

pub(super) const ORDINARY: &str = "an ordinary space stands behind the sign: - …";

const TICK_BOX: &str = "a box to tick is an item, - [ ] …, and one that is ticked - [x] …";

/// What to do about `## ## Title`.
pub(super) const TWICE: &str = "the signs of a heading stand once, at the start of its line";

/// What to do about `[name] : /`.
pub(super) const SPACED: &str = "no space stands before the colon: [name]: ./page.md";

const TOC: Foreign = Foreign {
    code: TOC_LITERAL,
    signs: Signs::LINE_END,
    begins: "[",
    length: |_, line| {
        let name = line.trim().strip_prefix('[')?.strip_suffix(']')?;
        let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        is_toc(name).then(|| line.trim_end().len())
    },
    message: "this is text, not a table of contents",
    help: "remove it, and ask for one in the front matter: extra: { toc: true }",
};

/// What a line may begin with: of each sign, how much of the line it is.
pub(super) const LINES: &[Foreign] = &[
    Foreign {
        begins: COLONS,
        length: |_, line| Some(run(line, ':')),
        help: NOTICE_WITH_END,
        ..BOX
    },
    Foreign { begins: "!!!", length: named, ..BOX },
    Foreign {
        begins: "???",
        length: named,
        help: "what opens when it is pressed is HTML: <details><summary>…</summary>, an empty line, its text, \
               an empty line, </details>",
        ..BOX
    },
    Foreign { begins: "///", length: named, help: NOTICE_WITH_END, ..BOX },
    Foreign { begins: "!>", length: spaced, ..BOX },
    Foreign { begins: "?>", length: spaced, ..BOX },
    Foreign {
        begins: "===",
        length: |_, line| {
            let name = line["===".len()..].trim_start_matches(['+', '!']);
            name.starts_with(" \"").then_some("===".len())
        },
        help: "there are no tabs here: give each of these parts a heading of its own",
        ..BOX
    },
    Foreign {
        begins: ".. ",
        length: |_, line| {
            enclosed(line, ".. ", "::").filter(|length| !line[3..*length].contains(' '))
        },
        ..BOX
    },
    Foreign { begins: "::", length: directive, ..BOX },
    Foreign { begins: "[!", length: notice, ..BOX },
    Foreign {
        code: CONFLICT_LITERAL,
        begins: "<<<<<<< ",
        length: |_, line| Some(line.trim_end().len()),
        message: "two versions of this text stand here",
        help: "keep one of them, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>",
        ..INCLUDE
    },
    Foreign { begins: "<<< ", length: |_, line| Some(line.trim_end().len()), ..INCLUDE },
    Foreign { begins: "--8<--", length: |_, _| Some("--8<--".len()), ..INCLUDE },
    Foreign {
        code: HEADING_LITERAL,
        begins: "== ",
        length: |_, line| {
            line.trim_end().strip_suffix(" ==").map(|inside| inside.len() + " ==".len())
        },
        message: "this is text, not a heading",
        help: "a heading begins with ##: ## …",
        ..ITEM
    },
    Foreign {
        code: HEADING_LITERAL,
        begins: "#",
        length: |_, line| {
            let signs = run(line, '#');
            // Nobody sees what keeps `#word` from being a keyword.
            let is_meant = signs == 1 && line[1..].starts_with(is_unseen);
            (signs < 7 && line[signs..].starts_with(is_unread) && !is_meant).then_some(signs)
        },
        message: "this is text, not a heading",
        help: "an ordinary space stands behind the signs: ## …",
        ..ITEM
    },
    Foreign {
        code: HEADING_LITERAL,
        begins: "##",
        length: |_, line| Some(run(line, '#')).filter(|signs| line[*signs..].starts_with(' ')),
        message: "this is text, not a heading",
        help: TWICE,
        ..ITEM
    },
    Foreign {
        code: BOLD_LITERAL,
        begins: "**",
        length: |_, line| (line.trim_end() == "**").then_some("**".len()),
        message: "these two stars are shown as they are",
        help: "remove them: nothing stands between them and others",
        ..ITEM
    },
    Foreign {
        code: TABLE_LITERAL,
        begins: "+-",
        length: |_, line| {
            let line = line.trim_end();
            let is_rule =
                line.bytes().all(|byte| b"+-=:".contains(&byte)) && line.matches('+').count() > 2;
            is_rule.then_some(line.len())
        },
        message: "this is text, not a table",
        help: "a table has bars between its columns, and a line of dashes below the first one: | --- | --- |",
        ..ITEM
    },
    Foreign { begins: "*", length: joined, ..ITEM },
    Foreign { begins: "+", length: joined, ..ITEM },
    Foreign { begins: "- ", length: spaced, help: INDENTED, ..ITEM },
    Foreign { begins: "* ", length: spaced, help: INDENTED, ..ITEM },
    Foreign { begins: "+ ", length: spaced, help: INDENTED, ..ITEM },
    Foreign {
        begins: "☒",
        length: spaced,
        help: "a box that is ticked is an item: - [x] …",
        ..ITEM
    },
    Foreign { begins: "☐", length: spaced, help: "a box to tick is an item: - [ ] …", ..ITEM },
    Foreign {
        begins: "☑",
        length: spaced,
        help: "a box that is ticked is an item: - [x] …",
        ..ITEM
    },
    Foreign { begins: "[", length: tick_box, help: TICK_BOX, ..ITEM },
    Foreign {
        begins: "*[",
        length: |_, line| enclosed(line, "*[", "]:"),
        code: ABBREVIATION_LITERAL,
        message: "this is text, and explains no abbreviation",
        help: "explain it where it stands: <abbr title=\"…\">…</abbr>, or say `abbreviations = true` below [markdown] in site.toml",
        ..ITEM
    },
    TOC,
    Foreign {
        begins: "@[",
        length: |_, line| {
            is_toc(line.trim().strip_prefix("@[")?.strip_suffix(']')?)
                .then(|| line.trim_end().len())
        },
        ..TOC
    },
    Foreign {
        begins: "{",
        length: |_, line| {
            is_toc(line.trim().trim_matches(['{', '}', ':'])).then(|| line.trim_end().len())
        },
        ..TOC
    },
    // Right below a text or an item, it is a part of that.
    Foreign {
        code: LINK_LITERAL,
        begins: "[",
        length: definition,
        message: "this is text, and says nowhere where a link leads",
        help: "write an empty line before it, and nothing but the address behind the colon",
        ..ITEM
    },
    Foreign {
        code: LINK_LITERAL,
        begins: "[",
        length: spaced_definition,
        message: "this is text, and says nowhere where a link leads",
        help: SPACED,
        ..ITEM
    },
];

/// Signs of lists that other programs draw, or that a person types for one.
pub(super) const BULLETS: &[&str] = &[
    "-\u{a0}",
    "-\u{202f}",
    "*\u{a0}",
    "*\u{202f}",
    "+\u{a0}",
    "+\u{202f}",
    "-\u{2002}",
    "-\u{2003}",
    "-\u{2009}",
    "-\u{200b}",
    "*\u{2003}",
    "*\u{200b}",
    "⁃",
    "−",
    "‐",
    "‑",
    "▸",
    "▹",
    "▶",
    "◆",
    "◇",
    "❖",
    "✓",
    "✔",
    "✗",
    "✘",
    "→",
    "=>",
    "->",
    "--",
    "\u{f0a7}",
    "•",
    "·",
    "∙",
    "▪",
    "■",
    "□",
    "◦",
    "‣",
    "●",
    "○",
    "➢",
    "➤",
    "►",
    "\u{f0b7}",
    "–",
    "—",
];

/// A list's item that begins with a bullet of typography, as in `• item`.
pub(super) const BULLET: Foreign = Foreign { length: spaced, ..ITEM };

/// What begins an item of a list only where a second line begins so.
pub(super) const SERIES: [&str; 15] =
    ["–", "—", "−", "‐", "‑", "✓", "✔", "✗", "✘", "→", "=>", "->", "--", "*", "+"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::markdown::mistakes::foreign::line_starts::may_begin;

    #[test]
    fn every_row_is_looked_for() {
        for begins in LINES.iter().map(|foreign| foreign.begins).chain(BULLETS.iter().copied()) {
            assert!(may_begin(begins.as_bytes()[0]), "{begins}");
        }
    }
}
