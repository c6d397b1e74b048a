//! Values in the prose: `{{ form.rules.chiffre_affaires.min | euros }}`, written out before Markdown.
//!
//! Each expression, and each block from `{% for … %}` to its `{% endfor %}`, is rendered alone, so that
//! every mistake is reported and the rest of the text keeps its place: [`Expanded::span`] leads from
//! the expanded text back to the author's. Code (in backticks, fenced or indented) is literal.

mod braces;
mod definitions;
mod known;
mod origins;
mod segments;
mod shortcodes;
mod source_map;

use std::{borrow::Cow, cell::OnceCell, collections::BTreeSet, io};

use authoring::diagnostics::Diagnostic;
use tera::{Context, ErrorKind, Tera};

use crate::{content::values::placeholder, render::templates::errors};
use origins::Origins;
use segments::{Kind, Segments};
use source_map::Mapped;

pub use definitions::prepare;
pub use known::Known;
pub use segments::{CALL, code};
pub use source_map::Expanded;

/// Stands for a brace that Tera must not see; as long as a brace, so that offsets hold.
const BRACE: char = '\u{1}';

/// What writes values.
#[derive(Clone, Copy)]
pub struct Values<'v> {
    /// What [`prepare`] has seen.
    pub tera: &'v Tera,
    /// The names of the filters it knows beyond Tera's own, for suggestions.
    pub filters: &'v [&'v str],
    /// In which numbers and dates are written.
    pub language: &'v str,
    /// What has been written for other pages.
    pub known: &'v Known,
}

/// Writes every value of `body` in its place. The context is only made for a body that needs it.
///
/// What cannot be rendered is left out and reported, everything else is still rendered.
pub fn expand<'b>(
    body: &'b str,
    values: Values<'_>,
    context: &dyn Fn() -> Context,
) -> (Expanded<'b>, Vec<Diagnostic>) {
    let mut expanded = Expanded { text: Cow::Borrowed(body), segments: Vec::new() };
    if !segments::holds_any(body) {
        return (expanded, Vec::new());
    }
    let mut expansion = Expansion {
        values,
        make_context: context,
        context: OnceCell::new(),
        given: BTreeSet::new(),
        lost: BTreeSet::new(),
        origins: Origins::default(),
        unknown_tags: BTreeSet::new(),
        diagnostics: Vec::new(),
    };
    let mut text = String::with_capacity(body.len() + body.len() / 4);
    let mut done = 0;
    for found in Segments::of(body) {
        match found {
            Ok(segment) => {
                text.push_str(&body[done..segment.span.start]);
                if segment.kind != Kind::Raw {
                    expansion.diagnostics.extend(braces::surplus(body, &segment.span));
                }
                let start = text.len();
                let value = expansion.render(&body[segment.span.clone()], &segment);
                text.push_str(&value);
                done = segment.span.end;
                let (expanded_to, is_raw) = (start..text.len(), segment.kind == Kind::Raw);
                let mapped = Mapped { body: segment.span, expanded: expanded_to, is_raw };
                expanded.segments.push(mapped);
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
    values: Values<'c>,
    make_context: &'c dyn Fn() -> Context,
    /// With the value of every `{% set %}` so far: segments are rendered alone, yet a name once set stays known.
    context: OnceCell<Context>,
    /// The names of all of these.
    given: BTreeSet<String>,
    /// Of those that could not be read: what is said of them says enough.
    lost: BTreeSet<String>,
    origins: Origins,
    /// Tags that nobody knows: that of their end is no mistake of its own.
    unknown_tags: BTreeSet<String>,
    diagnostics: Vec<Diagnostic>,
}

impl Expansion<'_> {
    /// As for another page, if nothing in it is the page's own.
    fn render(&mut self, source: &str, segment: &segments::Segment) -> String {
        match segment.kind {
            Kind::Raw => return segments::inside_raw(source).to_owned(),
            Kind::Shortcode { tag } => {
                let start = segment.span.start;
                self.diagnostics.extend(tag.map(|tag| shortcodes::diagnostic(start, tag)));
                return placeholder::UNKNOWN.to_string();
            }
            Kind::Output | Kind::Definition => {}
        }
        let is_own = ["page", "__tera"].iter().any(|name| source.contains(name));
        let is_alone = self.given.is_empty() && segment.literal_braces.is_empty();
        if is_own || !is_alone || segment.kind == Kind::Definition {
            return self.render_here(source, segment);
        }
        let Values { known, language, .. } = self.values;
        if let Some(value) = known.get(language, source) {
            return value;
        }
        let noted = self.diagnostics.len();
        let value = self.render_here(source, segment);
        if self.diagnostics.len() == noted {
            known.note(language, source, &value);
        }
        value
    }

    fn render_here(&mut self, source: &str, segment: &segments::Segment) -> String {
        let mut input = source.to_owned();
        for &brace in &segment.literal_braces {
            let at = brace - segment.span.start;
            input.replace_range(at..=at, BRACE.encode_utf8(&mut [0; 1]));
        }
        let rendered = self.values.tera.render_str(&input, self.context(), true);
        let is_read =
            !matches!(&rendered, Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)));
        // Tera stops at the first unknown name, and takes some for nothing in silence.
        let unknown = if is_read { self.unknown(&input, segment) } else { Vec::new() };
        let noted = self.diagnostics.len();
        let follows_from_lost = mentions_any(source, &self.lost);
        let value = match rendered {
            Ok(value) => {
                if segment.kind == Kind::Definition {
                    self.define(&input);
                }
                if value.contains(BRACE) { value.replace(BRACE, "{") } else { value }
            }
            Err(error) => {
                let context = self.context();
                let found =
                    errors::explain(&error, &|_| Some(&input), context, self.values.filters);
                let needed = found.iter().find_map(|found| found.placeholder.clone());
                let found = found.into_iter().filter(|found| found.placeholder.is_none());
                for errors::InTemplate { diagnostic, .. } in found {
                    let place = |at: usize| at + segment.span.start;
                    let span = place(diagnostic.span.start)..place(diagnostic.span.end);
                    if !follows_from_lost && !self.ends_unknown(source) {
                        let found = self.origins.explain(source, diagnostic);
                        self.diagnostics.push(found.at(span));
                    }
                }
                self.unknown_tags.extend(tag(source).map(str::to_owned));
                match needed {
                    Some(value) => self.stand_in(value, source, segment),
                    // Not nothing: an empty link or heading would be told as well.
                    None => placeholder::UNKNOWN.to_string(),
                }
            }
        };
        for diagnostic in unknown {
            if self.diagnostics[noted..].iter().all(|said| said.span.start != diagnostic.span.start)
            {
                self.diagnostics.push(diagnostic);
            }
        }
        if segment.kind == Kind::Definition && self.diagnostics.len() > noted {
            self.lost.extend(errors::given(source));
            self.given.extend(errors::given(source));
        }
        value
    }

    /// What stands in the place of a segment that needs a value still to be given: that value, which shows itself.
    fn stand_in(&mut self, value: String, source: &str, segment: &segments::Segment) -> String {
        if segment.kind != Kind::Definition {
            let mut escaped = Vec::with_capacity(value.len());
            // Writing to memory never fails.
            escape(&value, &mut escaped).unwrap_or_default();
            return String::from_utf8(escaped).unwrap_or_default();
        }
        self.context();
        for name in errors::given(source) {
            if let Some(context) = self.context.get_mut() {
                context.insert(name.clone(), &value);
            }
            self.given.insert(name);
        }
        String::new()
    }

    /// Whether a segment ends a tag of which it is told that nobody knows it: `{% endnote %}`.
    fn ends_unknown(&self, source: &str) -> bool {
        let opened = tag(source).and_then(|tag| tag.strip_prefix("end"));
        opened.is_some_and(|opened| self.unknown_tags.contains(opened))
    }

    fn context(&self) -> &Context {
        self.context.get_or_init(self.make_context)
    }

    /// Keeps what a definition gives: to read it again for each segment that follows would take the square of them.
    fn define(&mut self, source: &str) {
        self.origins.note(source);
        for name in errors::given(source) {
            let value = definitions::value(self.values.tera, self.context(), source, &name);
            if let Some((value, context)) = value.zip(self.context.get_mut()) {
                context.insert_value(name.clone(), value);
            }
            self.given.insert(name);
        }
    }

    /// The names of a segment that nothing answers to, at their places in the body.
    fn unknown(&self, source: &str, segment: &segments::Segment) -> Vec<Diagnostic> {
        let known = errors::Known::new(self.context(), &self.given);
        let mut unknown = errors::names(errors::PROSE, source, &known);
        for diagnostic in &mut unknown {
            diagnostic.span.start += segment.span.start;
            diagnostic.span.end += segment.span.start;
        }
        unknown
    }
}

/// The name of the tag that a segment begins with.
fn tag(source: &str) -> Option<&str> {
    let inside = source.strip_prefix("{%")?.trim_start_matches('-').trim_start();
    let name = inside.split(|symbol: char| !symbol.is_alphanumeric() && symbol != '_').next();
    name.filter(|name| !name.is_empty())
}

/// Whether one of these names stands in an expression.
fn mentions_any(source: &str, names: &BTreeSet<String>) -> bool {
    !names.is_empty() && origins::words(source).any(|word| names.contains(word))
}

#[cfg(test)]
mod tests;
