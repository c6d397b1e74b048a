//! Notices, `> [!NOTE]`: those with a title of their own, or that fold, are quotations to the parser.

use std::ops::Range;

use authoring::diagnostics::suggest;
use pulldown_cmark::{BlockQuoteKind, CowStr};

use crate::render::markdown::output::Output;

authoring::codes! {
    NOTICE_KIND = "notice-kind" {
        means: "A quotation begins with `[!…]` and is no notice: there is no such kind, or a line \
            of signs makes something else of its title.",
        hurts: "Readers see the brackets, and the notice looks like the words of someone else.",
        wrong: "> [!REMARQUE]\n> Venez à deux à l'audition.",
        right: "> [!NOTE] Remarque\n> Venez à deux à l'audition.",
    }
}

/// The kinds of notice that `> [!…]` knows.
const KINDS: [(&str, BlockQuoteKind); 5] = [
    ("NOTE", BlockQuoteKind::Note),
    ("TIP", BlockQuoteKind::Tip),
    ("IMPORTANT", BlockQuoteKind::Important),
    ("WARNING", BlockQuoteKind::Warning),
    ("CAUTION", BlockQuoteKind::Caution),
];

/// The first line of a notice that the parser does not know: what follows is its title.
pub(crate) struct Head {
    kind: BlockQuoteKind,
    /// `None` if it does not fold, else whether it is open at first.
    is_open: Option<bool>,
    /// Bytes of the Markdown, with the sign that folds and what is blank before the title.
    sign: Range<usize>,
    /// Bytes of `[!…]`.
    name: Range<usize>,
    /// How many elements inside the title are open.
    pub(crate) depth: usize,
    /// Whether its paragraph has begun.
    pub(crate) is_read: bool,
}

impl Head {
    /// That of a quotation at `span`, if it has one. A kind that nobody knows is told.
    pub(crate) fn of(output: &mut Output<'_, '_>, span: &Range<usize>) -> Option<Self> {
        let quotation = &output.text[span.clone()];
        // Of quotations in quotations, the innermost alone may be meant as a notice.
        let inside = quotation.strip_prefix('>').unwrap_or(quotation);
        let inside = inside.trim_start_matches([' ', '\t']);
        if let Some(escaped) = inside.strip_prefix("\\[!") {
            let start = span.start + quotation.len() - inside.len();
            note_escaped(output, start, escaped);
            return None;
        }
        let (name, after) = inside.strip_prefix("[!")?.split_once(']')?;
        if name.is_empty() || !name.chars().all(char::is_alphabetic) {
            return None;
        }
        let start = span.start + quotation.len() - inside.len();
        let end = start + "[!]".len() + name.len();
        let upper = name.to_uppercase();
        let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == upper) else {
            let help = suggest::help(&upper, KINDS.map(|(known, _)| known));
            let message = format!("there is no notice of the kind `{name}`");
            output.error(NOTICE_KIND, start..end, message, help);
            return None;
        };
        let title = after.trim_start_matches(['+', '-']);
        let is_open = match &after[..after.len() - title.len()] {
            "" => None,
            "+" => Some(true),
            "-" => Some(false),
            _ => return None,
        };
        let blank = title.len() - title.trim_start_matches([' ', '\t']).len();
        let sign = start..end + (after.len() - title.len()) + blank;
        Some(Self { kind: *kind, is_open, sign, name: start..end, depth: 0, is_read: false })
    }

    /// What of a text at `span` is the title's, and where that begins.
    pub(crate) fn without_sign<'t>(
        &self,
        text: CowStr<'t>,
        span: Range<usize>,
    ) -> (CowStr<'t>, Range<usize>) {
        let cut = self.sign.end.clamp(span.start, span.end) - span.start;
        let rest = match text {
            CowStr::Borrowed(text) => CowStr::Borrowed(text.get(cut..).unwrap_or_default()),
            text => text.get(cut..).unwrap_or_default().to_owned().into(),
        };
        (rest, span.start + cut..span.end)
    }

    /// Notes that what follows is no title.
    pub(crate) fn fail(&self, output: &mut Output<'_, '_>) {
        let name = &output.text[self.name.clone()];
        let message = format!("the line after `{name}` makes something else of its title");
        let help = "leave a line with > alone between the title and what follows";
        output.error(NOTICE_KIND, self.name.clone(), message, help);
    }

    /// Writes what stands before the title, or in its place; returns what ends it, and what ends the notice.
    pub(crate) fn open(
        &self,
        output: &mut Output<'_, '_>,
        has_title: bool,
    ) -> (&'static str, &'static str) {
        let (class, word) = output.words.notice(self.kind);
        let (ends_title, ends_notice) = match self.is_open {
            None => {
                output.write(format_args!("<div class=\"notice notice-{class}\" role=\"note\">\n"));
                output.html.push_str("<p class=\"notice-title\">");
                ("</p>\n", "</div>\n")
            }
            Some(is_open) => {
                let open = if is_open { " open" } else { "" };
                output.write(format_args!("<details class=\"notice notice-{class}\"{open}>\n"));
                output.html.push_str("<summary class=\"notice-title\">");
                ("</summary>\n", "</details>\n")
            }
        };
        // A title does not say how urgent it is; the colour does, to those who see it.
        let colon = output.words.colon;
        if has_title {
            output.write(format_args!("<span class=\"visually-hidden\">{word}{colon}</span>"));
        } else {
            output.html.push_str(word);
        }
        (ends_title, ends_notice)
    }
}

/// `\\[!NOTE\\]`, as programs write it that escape all signs.
#[cold]
fn note_escaped(output: &mut Output<'_, '_>, start: usize, escaped: &str) {
    let name = &escaped[..escaped.find(|it: char| !it.is_alphabetic()).unwrap_or(escaped.len())];
    let after = escaped[name.len()..].trim_start_matches('\\');
    if KINDS.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) && after.starts_with(']') {
        let end = start + "\\[!".len() + escaped.len() - after.len() + "]".len();
        let help = format!("write it without the backslash: > [!{}]", name.to_uppercase());
        output.error(NOTICE_KIND, start..end, "the backslash makes text of this sign", help);
    }
}
