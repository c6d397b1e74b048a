//! What other programs run, include or leave out: JavaScript between the lines of a page (MDX), comments of theirs.

use authoring::typography::LINE;

use super::{Foreign, enclosed, names, span};
use crate::render::markdown::{
    block::{Block, Signs},
    output::Output,
};

authoring::codes! {
    SCRIPT_LITERAL = "script-literal" {
        means: "A line imports, exports or includes what another program makes pages of, a comment stands between \
            `{/*` and `*/}` or begins with `<!-` or `<! --`, or a program for a server between `<?php` and `?>`, or `<%` and `%>`.",
        hurts: "Readers see what was written for a program, or for nobody, in the middle of the text.",
        wrong: "import Plan from './plan.jsx'\n\nLa salle est au fond de la cour.",
        right: "La salle est au fond de la cour.",
    }
}

const COMMENT: Foreign = Foreign {
    code: SCRIPT_LITERAL,
    signs: Signs::BRACE,
    begins: "",
    length: |_, _| None,
    message: "this comment is shown as it is",
    help: "a comment stands between <!-- and -->",
};

pub(super) const INCLUDE: Foreign = Foreign {
    message: "this is shown as it is, and includes nothing",
    help: "write in its place what the file says",
    ..COMMENT
};

/// Comments that are text, and files that nothing includes, anywhere in a line.
pub(super) const ROWS: &[Foreign] = &[
    Foreign { begins: "{!", length: |_, rest| enclosed(rest, "{!", "!}"), ..INCLUDE },
    Foreign { begins: "{* ", length: |_, rest| enclosed(rest, "{* ", " *}"), ..INCLUDE },
    Foreign { begins: "{/*", length: |_, rest| enclosed(rest, "{/*", "*/}"), ..COMMENT },
    Foreign {
        begins: "{::",
        length: |_, rest| {
            let end = "{:/comment}";
            let is_comment = rest.starts_with("{::comment}") || rest.starts_with("{::comment ");
            Some(near(rest).find(end).filter(|_| is_comment)? + end.len())
        },
        ..COMMENT
    },
    Foreign { signs: Signs::RARE, begins: "%%", length: names::note_to_oneself, ..COMMENT },
    // One that ends is read with the values.
    Foreign {
        begins: "{# ",
        length: |_, rest| (!near(rest).contains("#}")).then_some("{#".len()),
        ..COMMENT
    },
    Foreign { signs: Signs::ESCAPED, begins: "<!", length: misspelt, ..COMMENT },
];

/// Where its end is looked for: no wrong one may cost a long search.
fn near(rest: &str) -> &str {
    &rest[..rest.floor_char_boundary(2_000)]
}

/// `<!- … ->`, `<! -- … -->` and `<!– … –>`, or how one begins, where its end is not near.
fn misspelt(_: &str, rest: &str) -> Option<usize> {
    const DASHES: [char; 3] = ['-', '–', '—'];
    let inside = rest.strip_prefix("<!")?;
    let signs = inside.trim_start_matches(' ');
    let begins = rest.len() - signs.trim_start_matches(DASHES).len();
    // One that is written right and never ends is told as such.
    if !signs.starts_with(DASHES) || inside.starts_with("--") {
        return None;
    }
    let near = near(&rest[begins..]);
    let end =
        near.match_indices('>').find(|(at, _)| near[..*at].trim_end_matches(' ').ends_with(DASHES));
    Some(begins + end.map_or(0, |(at, _)| at + 1))
}

/// What is wrong with a program for a server, and what to do about it.
pub(crate) const PROGRAM: &str = "this program is published as it is, and nothing runs it";
pub(crate) const NO_PROGRAM: &str =
    "write in its place what it would show; to show the signs, write them as `code`";

/// Whether a line may begin a script: hardly any does.
pub(super) fn may_begin(line: &str) -> bool {
    line.starts_with("import ") || line.starts_with("export ")
}

/// Notes the first line of a script in a block, if it stands at `start`. Not inlined: hardly any line asks.
#[inline(never)]
pub(super) fn find(
    output: &mut Output<'_, '_>,
    block: &Block<'_>,
    start: usize,
    noted: &mut Vec<usize>,
) {
    const ROW: usize = usize::MAX - 1;
    let line = &block.prose[start..];
    if noted.contains(&ROW) {
        return;
    }
    let line = line.split(['\n', LINE]).next().unwrap_or_default();
    if let Some(length) = length(line)
        && let Some(span) = span(output, block, start, &line[..1], length)
    {
        noted.push(ROW);
        let help = "remove it: what a page shows is written in it, as Markdown or HTML";
        output.error(SCRIPT_LITERAL, span, "this line is shown as it is", help);
    }
}

/// How much of a line is such a script: `import A from 'a'`, `import 'a'`, `export const a = 1`.
fn length(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let is_import = line.strip_prefix("import ").is_some_and(|rest| {
        let is_name = |quote: &char| matches!(quote, '\'' | '"');
        rest.starts_with(|first| is_name(&first))
            || rest
                .split_once(" from ")
                .is_some_and(|(_, file)| file.starts_with(|it| is_name(&it)))
    });
    let is_export = ["const ", "default ", "function ", "let ", "{"]
        .iter()
        .any(|kind| line.strip_prefix("export ").is_some_and(|rest| rest.starts_with(kind)));
    (is_import || is_export).then_some(line.len())
}
