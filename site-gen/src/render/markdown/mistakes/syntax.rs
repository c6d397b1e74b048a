//! Signs that stand as text, where their author meant a heading, an item, bold text, a table or a value.

use authoring::typography::LINE;

use crate::{
    content::values::ROOTS,
    render::markdown::{
        block::{Block, Signs},
        mistakes::emphasis,
        output::Output,
    },
};

authoring::codes! {
    BOLD_LITERAL = "bold-literal" {
        means: "Stars or underscores make nothing bold or italic: a space stands inside them, nothing \
            ends them, or more of them begin a text than end it.",
        hurts: "Readers see the signs, and a screen reader may read them aloud.",
        wrong: "Venez ** à l'heure ** à l'audition.",
        right: "Venez **à l'heure** à l'audition.",
    }
    HEADING_LITERAL = "heading-literal" {
        means: "A line begins with `##` and is no heading: no space follows the signs, or there \
            are more than six.",
        hurts: "Readers see the signs, and whoever goes from heading to heading with a screen \
            reader misses that part.",
        wrong: "##Pièces à joindre",
        right: "## Pièces à joindre",
    }
    TABLE_LITERAL = "table-literal" {
        means: "Lines with bars are no table, since no line of dashes stands below the first one.",
        hurts: "Readers see all its cells in one paragraph, with bars between them.",
        wrong: "| Étape | Durée |\n| Audition | 45 minutes |",
        right: "| Étape | Durée |\n| --- | --- |\n| Audition | 45 minutes |",
    }
    LIST_LITERAL = "list-literal" {
        means: "A line begins like an item, but no space follows its sign, or that is one of other programs, such \
            as `•`; or a list stands too far to the left to belong to the item above.",
        hurts: "The items run together in one paragraph, and a screen reader does not say how many there are.",
        wrong: "-le dernier bilan\n-les statuts",
        right: "- le dernier bilan\n- les statuts",
    }
    DEFINITION_COLON = "definition-colon" {
        means: "A line begins with a colon, and so makes a term of the line above and its \
            definition of what follows.",
        hurts: "Readers see a sentence torn into a term and an indented paragraph.",
        wrong: "Joignez trois pièces\n:le bilan, les statuts et le projet.",
        right: "Joignez trois pièces :\nle bilan, les statuts et le projet.",
    }
    VALUE_LITERAL = "value-literal" {
        means: "A value stands in one pair of braces, or a sign of a value or tag is missing or parted by a space: it is text.",
        hurts: "Readers see the name of the value in braces, and not the town.",
        wrong: "Nous vous recevons à { data.lieu.ville }.",
        right: "Nous vous recevons à {{ data.lieu.ville }}.",
    }
}

/// Notes them in a block; of what begins its lines, the first.
pub(crate) fn find_literal_signs(output: &mut Output<'_, '_>, block: &Block<'_>) {
    let prose = block.prose.as_bytes();
    match prose.first() {
        // Of a heading or an item, what looks like a sign is the first word: `## -Zfoo`, `- #3`.
        Some(b'#' | b'|' | b'-' | b'0'..=b'9' | b':') if !begins_line(output.text, block) => {}
        Some(b'#') => find_literal_heading(output, block),
        Some(b'|') => find_literal_table(output, block),
        Some(b'-' | b'0'..=b'9') => find_literal_item(output, block, 0),
        Some(b':') => find_lone_definition(output, block),
        _ => {}
    }
    // Below the first line: an item after others, or the dashes of a table.
    if block.signs.holds(Signs::LINE_END)
        && let Some(at) = memchr::memmem::find(prose, b"\n-")
    {
        if is_below_head(&block.prose, at) {
            find_literal_table(output, block);
        } else if is_like_list(&block.prose, at) || is_left_of_item(output.text, block, at + 1) {
            find_literal_item(output, block, at + 1);
        }
    }
    if block.signs.holds(Signs::STAR) {
        find_literal_stars(output, block);
    }
    if block.signs.holds(Signs::BRACE) {
        find_literal_value(output, block);
    }
}

/// Whether a block begins where its line does, but for blanks and the signs of quotations.
pub(super) fn begins_line(text: &str, block: &Block<'_>) -> bool {
    let Some(start) = block.pieces.first().map(|piece| piece.span.start) else { return false };
    let before = text[..start].rsplit('\n').next().unwrap_or_default();
    before.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>'))
}

/// Whether the line after the line end at `at` goes on with a list: an option of a command, such as `-Zfoo`,
/// may well begin a line of a sentence.
fn is_like_list(prose: &str, at: usize) -> bool {
    let before = prose[..at].lines().next_back().unwrap_or_default().trim_end();
    let is_item = |line: &str| {
        line.strip_prefix('-').is_some_and(|rest| rest.starts_with(|it: char| !it.is_ascii_digit()))
    };
    before.is_empty()
        || before.ends_with([':', ';'])
        || prose.lines().filter(|line| is_item(line)).count() > 1
}

/// Whether the line at this place of an item's text stands where the next item would.
fn is_left_of_item(text: &str, block: &Block<'_>, at: usize) -> bool {
    let place = block.literal(text, at, "-");
    !begins_line(text, block) && place.is_some_and(|place| text[..place].ends_with('\n'))
}

const STARS: &str =
    "two end what two begin, with no space inside them: **bold**; to show them, write \\*\\*";

/// `** bold **`, or `**bold` that nothing ends. Powers, patterns and arguments (`2**3`, `a/**/b`,
/// `f(**x)`) are meant as they are.
fn find_literal_stars(output: &mut Output<'_, '_>, block: &Block<'_>) {
    let prose = block.prose.as_str();
    let is_in_word = |symbol: Option<char>| symbol.is_some_and(char::is_alphanumeric);
    let stars: Vec<(usize, usize)> = prose
        .match_indices("**")
        .filter_map(|(at, sign)| Some((at, block.literal(output.text, at, sign)?)))
        .collect();
    let mut ended = 0;
    for (number, &(at, place)) in stars.iter().enumerate() {
        let (before, after) = (&prose[..at], &prose[at + 2..]);
        // An argument after others, `f(*args, **kwargs)`: nothing that a sentence goes on with in bold.
        let is_argument = before.trim_end().ends_with([',', '(', '=']) && before.contains('(');
        let begins_word = before.chars().next_back().is_none_or(char::is_whitespace)
            && after.starts_with(char::is_alphabetic)
            && !is_argument
            && !emphasis::is_pointer(before);
        // No text is so long that a wrong one may cost a long search for each of its signs.
        let near = &after[..after.floor_char_boundary(500)];
        let end = near.find(char::is_alphabetic).and_then(|letter| {
            let rest = stars[number + 1..].iter().take_while(|(end, _)| *end < at + 2 + near.len());
            let mut ends = rest.filter(|(end, _)| *end > at + 2 + letter);
            ends.find(|(end, _)| !is_in_word(prose[end + 2..].chars().next()))
        });
        let is_glued = emphasis::glued(before, &prose[at..], "**").is_some();
        let is_told =
            begins_word || is_glued || end.is_some() && !is_in_word(before.chars().next_back());
        if at < ended || !is_told {
            continue;
        }
        // What was to end it is no mistake of its own: the next of the same line, if there is one.
        let is_on_line = |next: &&(usize, usize)| !prose[at..next.0].contains(['\n', LINE]);
        let next = stars.get(number + 1).filter(is_on_line).or(end);
        ended = next.map_or(at, |(next, _)| *next) + 1;
        let help = if is_glued { emphasis::GLUED } else { STARS };
        output.error(BOLD_LITERAL, place..place + 2, "these two stars are shown as they are", help);
    }
}

fn find_literal_heading(output: &mut Output<'_, '_>, block: &Block<'_>) {
    let length = block.prose.len() - block.prose.trim_start_matches('#').len();
    let after = block.prose[length..].chars().next();
    // One alone may well begin a keyword of social networks.
    if length > 1
        && after.is_some_and(|after| after.is_alphanumeric() || length > 6)
        && let Some(place) = block.literal(output.text, 0, "##")
    {
        let help = "two to six #, and a space before its text: ## …";
        output.error(HEADING_LITERAL, place..place + length, "this is text, not a heading", help);
    }
}

/// `: …`, below no term.
#[cold]
fn find_lone_definition(output: &mut Output<'_, '_>, block: &Block<'_>) {
    if block.prose[1..].starts_with([' ', '\t'])
        && let Some(place) = block.literal(output.text, 0, ":")
    {
        let help = "what it defines stands on the line above it; to show the colon, write \\:";
        output.error(DEFINITION_COLON, place..place + 1, "this colon defines nothing", help);
    }
}

/// Whether the line end at `at` is the first, between a line with bars and one of dashes with bars.
fn is_below_head(prose: &str, at: usize) -> bool {
    let (head, rest) = (&prose[..at], &prose[at + 1..]);
    // A table that begins with a bar is looked at by its first byte.
    let is_head = head.contains('|') && !head.contains('\n') && !head.starts_with('|');
    is_head && is_rule(rest.lines().next().unwrap_or_default())
}

#[cold]
fn find_literal_table(output: &mut Output<'_, '_>, block: &Block<'_>) {
    let line = block.prose.lines().next().unwrap_or_default();
    let place = match line.strip_prefix('|') {
        Some(rest) if rest.matches('|').count() < 2 => None,
        Some(_) => block.literal(output.text, 0, "|"),
        None => block.pieces.first().map(|piece| piece.span.start),
    };
    // An empty line in the middle of a table: that is told of its first line.
    let place =
        place.filter(|place| !is_rule(line) || !output.text[..*place].trim_end().ends_with('|'));
    if let Some(place) = place {
        let second = block.prose.lines().nth(1).unwrap_or_default();
        // A bar parts cells in code too.
        let head = line_at(output.text, place).trim_end();
        let help = if is_rule(second) {
            rule_help(head, second)
        } else {
            format!("below its first line stands one like {}", rule_of(columns_of(head)))
        };
        let end = place + head.len();
        output.error(TABLE_LITERAL, place..end, "this is text, not a table", help);
    }
}

/// Whether a line is one of dashes between bars, as below the first line of a table.
pub(crate) fn is_rule(line: &str) -> bool {
    line.contains('-')
        && line.contains('|')
        && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t' | b'\r'))
}

/// What to do about a line of dashes that does not fit the first line of its table.
pub(super) fn rule_help(head: &str, rule: &str) -> String {
    let (columns, dashes) = (columns_of(head), columns_of(rule));
    let right = rule_of(columns);
    format!("its line of dashes has {dashes} columns, its first line {columns}: write {right}")
}

fn rule_of(columns: usize) -> String {
    format!("|{}", " --- |".repeat(columns))
}

fn columns_of(line: &str) -> usize {
    let cells = line.trim();
    let cells = cells.strip_prefix('|').unwrap_or(cells);
    let cells = cells.strip_suffix('|').unwrap_or(cells);
    cells.matches('|').count() + 1 - cells.matches("\\|").count()
}

/// `-un` and `1.un`, at the start of a line.
fn find_literal_item(output: &mut Output<'_, '_>, block: &Block<'_>, at: usize) {
    let rest = &block.prose[at..];
    let digits = rest.len() - rest.trim_start_matches(|each: char| each.is_ascii_digit()).len();
    let length = if rest.starts_with('-') { 1 } else { digits + 1 };
    let sign = rest.get(..length).unwrap_or_default();
    // `404.html` is a file.
    let is_sign =
        sign == "-" && !is_options(rest) || matches!(digits, 1 | 2) && sign.ends_with(['.', ')']);
    if is_sign
        && rest[length..].starts_with(char::is_alphabetic)
        && (digits == 0 || is_word(&rest[length..]))
        && let Some(place) = block.literal(output.text, at, sign)
    {
        let help = format!("a space follows the sign: {sign} …");
        output.error(
            LIST_LITERAL,
            place..place + length,
            "this is text, not an item of a list",
            help,
        );
    }
}

/// Whether a line names options of a command and nothing else: `-a -b`.
fn is_options(text: &str) -> bool {
    let mut words = text.lines().next().unwrap_or_default().split_whitespace();
    words.all(|word| word.starts_with('-')) && text.contains(" -")
}

/// Whether a text begins with a word: `1.x` is a version, `1.à fournir` and `1.l'avis` are items.
fn is_word(text: &str) -> bool {
    let mut symbols = text.chars();
    match (symbols.next(), symbols.next(), symbols.next()) {
        (Some('a' | 'A' | 'à' | 'À' | 'y' | 'Y'), Some(' '), Some(next))
        | (_, Some('\'' | '’'), Some(next)) => next.is_alphabetic(),
        (_, Some(second), _) => second.is_alphabetic(),
        _ => false,
    }
}

/// `{ data.x }` is text: values stand in two braces.
fn find_literal_value(output: &mut Output<'_, '_>, block: &Block<'_>) {
    for (at, sign) in block.prose.match_indices('{') {
        let path = block.prose[at + 1..].trim_start();
        let is_value = ROOTS.iter().any(|root| path.starts_with(root));
        // Two of them that nothing closes are a mistake of their own.
        if !is_value || block.prose[..at].ends_with('{') {
            continue;
        }
        let Some(place) = block.literal(output.text, at, sign) else { continue };
        let Some((path, _)) = line_at(output.text, place)[1..].split_once('}') else { continue };
        let help = format!("a value stands in two braces: {{{{ {} }}}}", path.trim());
        let span = place..place + "{}".len() + path.len();
        output.error(VALUE_LITERAL, span, "this is text, not a value", help);
    }
}

/// The rest of the line of Markdown that stands at `place`.
fn line_at(text: &str, place: usize) -> &str {
    text[place..].lines().next().unwrap_or_default()
}
