//! JavaScript between the lines of a page, as other programs run it (MDX).

use authoring::typography::LINE;

use super::span;
use crate::render::markdown::{block::Block, output::Output};

authoring::codes! {
    SCRIPT_LITERAL = "script-literal" {
        means: "A line imports, exports or includes what another program makes pages of, a comment stands between \
            `{/*` and `*/}`, or a program for a server between `<?php` and `?>`, or `<%` and `%>`.",
        hurts: "Readers see what was written for a program in the middle of the text.",
        wrong: "import Plan from './plan.jsx'\n\nLa salle est au fond de la cour.",
        right: "La salle est au fond de la cour.",
    }
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
