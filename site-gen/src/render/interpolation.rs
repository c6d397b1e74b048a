//! Values in the prose: `{{ form.rules.chiffre_affaires.min | euros }}`, written out before Markdown.
//!
//! Each expression, and each block from `{% for … %}` to its `{% endfor %}`, is rendered alone, so that
//! every mistake is reported and the rest of the text keeps its place: [`Expanded::span`] leads from
//! the expanded text back to the author's. Code (in backticks, fenced or indented) is literal.

mod segments;
mod source_map;

use std::{borrow::Cow, io};

use authoring::diagnostics::Diagnostic;
use tera::{Context, ErrorKind, Tera};

use crate::render::templates::errors;
use segments::{Kind, Segments};
use source_map::Mapped;

pub use source_map::Expanded;

/// Stands for a brace that Tera must not see; as long as a brace, so that offsets hold.
const BRACE: char = '\u{1}';

/// Writes every value of `body` in its place. `tera` escapes with [`escape`]; `filters` are the names
/// it knows beyond Tera's own, for suggestions. The context is only made for a body that needs it.
///
/// What cannot be rendered is left out and reported, everything else is still rendered.
pub fn expand<'b>(
    body: &'b str,
    tera: &Tera,
    context: &dyn Fn() -> Context,
    filters: &[&str],
) -> (Expanded<'b>, Vec<Diagnostic>) {
    let mut expanded = Expanded { text: Cow::Borrowed(body), segments: Vec::new() };
    if !segments::holds_any(body) {
        return (expanded, Vec::new());
    }
    let context = &context();
    let mut expansion =
        Expansion { tera, context, filters, definitions: String::new(), diagnostics: Vec::new() };
    let mut text = String::with_capacity(body.len() + body.len() / 4);
    let mut done = 0;
    for found in Segments::of(body) {
        match found {
            Ok(segment) => {
                text.push_str(&body[done..segment.span.start]);
                let start = text.len();
                let value = expansion.render(&body[segment.span.clone()], &segment);
                text.push_str(&value);
                done = segment.span.end;
                expanded.segments.push(Mapped { body: segment.span, expanded: start..text.len() });
            }
            Err(diagnostic) => expansion.diagnostics.push(diagnostic),
        }
    }
    text.push_str(&body[done..]);
    expanded.text = Cow::Owned(text);
    (expanded, expansion.diagnostics)
}

/// The escape function for values in prose: ASCII punctuation becomes character references, so that a
/// value is text in Markdown, in the target of a link and in an attribute of raw HTML alike.
///
/// Line ends become spaces, and spaces that Markdown would take for indentation or a line break become
/// references. Letters, digits and private-use marks stay.
///
/// # Errors
///
/// Those of `output`.
pub fn escape(input: &str, output: &mut dyn io::Write) -> io::Result<()> {
    let mut buffer = [0; 4];
    let mut after_space = true;
    let mut symbols = input.chars().peekable();
    while let Some(symbol) = symbols.next() {
        let symbol = if matches!(symbol, '\n' | '\r' | '\t') { ' ' } else { symbol };
        match symbol {
            ' ' if after_space || symbols.peek().is_none() => output.write_all(b"&#32;")?,
            _ if symbol.is_ascii_punctuation() => write!(output, "&#{};", u32::from(symbol))?,
            _ if symbol.is_ascii_control() => {}
            _ => output.write_all(symbol.encode_utf8(&mut buffer).as_bytes())?,
        }
        after_space = symbol == ' ';
    }
    Ok(())
}

struct Expansion<'c> {
    tera: &'c Tera,
    context: &'c Context,
    filters: &'c [&'c str],
    /// Every `{% set %}` so far: segments are rendered alone, yet a name once set stays known.
    definitions: String,
    diagnostics: Vec<Diagnostic>,
}

impl Expansion<'_> {
    fn render(&mut self, source: &str, segment: &segments::Segment) -> String {
        let prefix = self.definitions.len();
        let mut input = self.definitions.clone();
        input.push_str(source);
        for &brace in &segment.literal_braces {
            let at = prefix + brace - segment.span.start;
            input.replace_range(at..=at, BRACE.encode_utf8(&mut [0; 1]));
        }
        let rendered = self.tera.render_str(&input, self.context, true);
        let is_read =
            !matches!(&rendered, Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)));
        // Tera stops at the first unknown name, and takes some for nothing in silence.
        let unknown = if is_read { self.unknown(&input[prefix..], segment) } else { Vec::new() };
        let noted = self.diagnostics.len();
        let value = match rendered {
            Ok(value) => {
                if segment.kind == Kind::Definition {
                    self.definitions = input;
                }
                if value.contains(BRACE) { value.replace(BRACE, "{") } else { value }
            }
            Err(error) => {
                let found = errors::explain(&error, &|_| Some(&input), self.context, self.filters);
                for errors::InTemplate { diagnostic, .. } in found {
                    // An error inside the definitions has been reported where it stands.
                    let place = |at: usize| at.saturating_sub(prefix) + segment.span.start;
                    let span = place(diagnostic.span.start)..place(diagnostic.span.end);
                    self.diagnostics.push(diagnostic.at(span));
                }
                String::new()
            }
        };
        for diagnostic in unknown {
            if self.diagnostics[noted..].iter().all(|said| said.span.start != diagnostic.span.start)
            {
                self.diagnostics.push(diagnostic);
            }
        }
        value
    }

    /// The names of a segment that nothing answers to, at their places in the body.
    fn unknown(&self, source: &str, segment: &segments::Segment) -> Vec<Diagnostic> {
        let given = errors::given(&self.definitions).collect();
        let mut unknown =
            errors::names(errors::PROSE, source, &errors::Known::new(self.context, &given));
        for diagnostic in &mut unknown {
            diagnostic.span.start += segment.span.start;
            diagnostic.span.end += segment.span.start;
        }
        unknown
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn context() -> Context {
        let mut context = Context::new();
        context.insert(
            "form",
            &json!({"rules": {"chiffre": {"min": 300}}, "steps": ["Un", "*Deux*"]}),
        );
        context.insert("site", &json!({"title": "A|B `c`", "url": "https://a.fr/x_y"}));
        context
    }

    fn run(body: &str) -> (String, Vec<String>) {
        let mut tera = Tera::default();
        tera.set_escape_fn(escape);
        let (expanded, diagnostics) = expand(body, &tera, &context, &["euros"]);
        let shown = diagnostics
            .into_iter()
            .map(|diagnostic| {
                let help = diagnostic.help.map(|help| format!(" ({help})")).unwrap_or_default();
                format!("{}: {}{help}", &body[diagnostic.span], diagnostic.message)
            })
            .collect();
        (expanded.text.into_owned(), shown)
    }

    #[test]
    fn values_are_text_wherever_they_stand() {
        let (text, diagnostics) =
            run("a {{ site.title }} [b]({{ site.url }}) {{ form.rules.chiffre.min }}.");
        assert_eq!(diagnostics, [""; 0]);
        assert_eq!(
            text,
            "a A&#124;B &#96;c&#96; [b](https&#58;&#47;&#47;a&#46;fr&#47;x&#95;y) 300."
        );
    }

    #[test]
    fn spaces_of_a_value_are_never_indentation_nor_line_breaks() {
        let mut escaped = Vec::new();
        escape("  a\nb  \u{e000}é\u{e001} ", &mut escaped).unwrap();
        let escaped = String::from_utf8(escaped).unwrap();
        assert_eq!(escaped, "&#32;&#32;a b &#32;\u{e000}é\u{e001}&#32;");
    }

    #[test]
    fn a_block_is_rendered_as_one() {
        let (text, diagnostics) =
            run("{% for s in form.steps -%}\n- {{ s }}\n{% endfor %}fin {#ancre}");
        assert_eq!(diagnostics, [""; 0]);
        assert_eq!(text, "- Un\n- &#42;Deux&#42;\nfin {#ancre}");
    }

    #[test]
    fn a_name_once_set_stays_known() {
        let (text, diagnostics) =
            run("{% set n = form.rules.chiffre.min %}a {{ n }} {{ n + 1 }} {{ total }}");
        assert_eq!(text, "a 300 301 ");
        assert_eq!(diagnostics, ["total: unknown variable `total` (known here: form, n, site)"]);
    }

    #[test]
    fn code_is_literal_even_in_a_block() {
        let body = "`{{ x }}` {{ site.url }}\n\n```\n{% for %}\n```\n\n    {{ y }}\n";
        let (text, diagnostics) = run(body);
        assert_eq!(diagnostics, [""; 0]);
        assert_eq!(
            text,
            body.replace("{{ site.url }}", "https&#58;&#47;&#47;a&#46;fr&#47;x&#95;y")
        );
        let (text, diagnostics) = run("{% for s in form.steps %}## A `{{ s }}` {#a}\n{% endfor %}");
        assert_eq!(diagnostics, [""; 0]);
        assert_eq!(text, "## A `{{ s }}` {#a}\n".repeat(2));
    }

    #[test]
    fn every_mistake_is_reported_where_it_stands() {
        let (text, diagnostics) = run(
            "é {{ form.rules.chifre.min }} {{ fomr.x }} b {{ form.rules.nope | upper }}\n\
             {% for s in form.stpes %}{{ s }}{% endfor %} {{ site.title | uper }} {% endif %} {{ l'a }}",
        );
        assert_eq!(text, "é   b \n   ");
        insta::assert_snapshot!(diagnostics.join("\n"), @"
        chifre: unknown variable `form.rules.chifre` (did you mean `chiffre`?)
        fomr: unknown variable `fomr` (did you mean `form`?)
        nope: unknown variable `form.rules.nope` (known here: chiffre)
        stpes: unknown variable `form.stpes` (did you mean `steps`?)
        uper: unknown filter `uper` (did you mean `upper`?)
        endif: `endif` closes nothing (remove it, or open above what it is to close)
        : string opened with `'` is missing its closing `'` (an expression looks like {{ page.title }} or {{ 300 | euros }})
        ");
    }

    #[test]
    fn what_is_never_closed_is_reported_once() {
        let (text, diagnostics) = run("{{ a\n\n{{ site.url }} {% for s in form.steps %} {{ s.x }}");
        assert_eq!(
            text,
            "{{ a\n\nhttps&#58;&#47;&#47;a&#46;fr&#47;x&#95;y {% for s in form.steps %} {{ s.x }}"
        );
        insta::assert_snapshot!(diagnostics.join("\n"), @"
        {{: `{{` is never closed (close it with `}}`; to show braces, write them as code: `{{`)
        {% for s in form.steps %}: `{% for %}` is never closed (write `{% endfor %}` where it ends)
        ");
    }

    #[test]
    fn every_byte_of_the_result_leads_back_to_the_body() {
        let mut tera = Tera::default();
        tera.set_escape_fn(escape);
        let body = "ab {{ site.url }} cd {{ nope }}ef";
        let (expanded, _) = expand(body, &tera, &context, &[]);
        let text = &expanded.text;

        assert_eq!(expanded.original(text.find("ab").unwrap()), 0);
        assert_eq!(expanded.original(text.find("&#58;").unwrap()), 3);
        assert_eq!(expanded.original(text.find("cd").unwrap()), body.find("cd").unwrap());
        assert_eq!(expanded.original(text.find("ef").unwrap()), body.find("ef").unwrap());
        assert_eq!(expanded.original(text.len()), body.len());
        let url = text.find("https").unwrap()..text.find(" cd").unwrap();
        assert_eq!(&body[expanded.span(url)], "{{ site.url }}");
    }

    proptest::proptest! {
        #[test]
        fn any_body_is_expanded_and_every_fault_lies_in_it(body in "[{}%`'\" a.|é\n#-]{0,40}|(\\{% (for s in form|set x = 1|endfor|raw|endraw|if s) %}|\\{\\{ (x|s|form) \\}\\}|é|`|\n){0,8}") {
            let mut tera = Tera::default();
            tera.set_escape_fn(escape);
            let (expanded, diagnostics) = expand(&body, &tera, &context, &[]);
            for diagnostic in diagnostics {
                proptest::prop_assert!(body.get(diagnostic.span).is_some(), "{}", diagnostic.message);
            }
            for offset in 0..=expanded.text.len() {
                proptest::prop_assert!(expanded.original(offset) <= body.len());
            }
        }
    }
}
