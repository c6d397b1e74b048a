//! One tag of a call, `{{< name title="…" >}}`, as it is written.

use std::ops::Range;

use authoring::diagnostics::Diagnostic;
use serde_json::Value as Json;

use super::codes::{COMPONENT_PARAMETER, COMPONENT_UNKNOWN, COMPONENT_VALUE};
use crate::{
    content::values::placeholder::UNKNOWN,
    render::{interpolation::CALL as OPEN, markdown, templates::errors::codes::VALUE_SYNTAX},
};

/// How it ends.
const CLOSE: &str = ">}}";

/// A tag; its spans are bytes of the text.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    pub(super) span: Range<usize>,
    pub(super) role: Role,
    pub(super) name: &'t str,
    pub(super) name_span: Range<usize>,
    pub(super) parameters: Vec<Parameter<'t>>,
    /// Whether all of it could be read; what could not is told.
    pub(super) is_readable: bool,
}

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// `{{< name >}}`: a text follows.
    Opens,
    /// `{{< /name >}}`: it ends here.
    Closes,
    /// `{{< name />}}`: there is none.
    Alone,
}

/// `name=value`, or a value whose name is empty.
#[derive(Debug)]
pub(super) struct Parameter<'t> {
    pub(super) name: &'t str,
    pub(super) span: Range<usize>,
    pub(super) value: Json,
    pub(super) value_span: Range<usize>,
}

impl<'t> Tag<'t> {
    /// The tag that begins at `start`; what is wrong in it is noted.
    ///
    /// # Errors
    ///
    /// It does not end.
    pub(super) fn read(
        text: &'t str,
        start: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Self, Box<Diagnostic>> {
        let rest = &text[start..];
        // A quote without a partner must not hide the end.
        let length = end(rest, true).or_else(|| end(rest, false)).ok_or_else(|| {
            let help = "close it with `>}}`, or with `/>}}` where no text follows; to show the signs, write them as code: `{{<`";
            let message = "`{{<` is never closed";
            Box::new(Diagnostic::new(VALUE_SYNTAX, start..start + OPEN.len(), message, help))
        })?;
        let span = start..start + length;
        let inside = &text[start + OPEN.len()..span.end - CLOSE.len()];
        let mut reader = Reader { text, at: start + OPEN.len(), end: span.end - CLOSE.len() };
        reader.skip_blank();
        let mut role = Role::Opens;
        if reader.rest().starts_with('/') {
            (role, reader.at) = (Role::Closes, reader.at + 1);
            reader.skip_blank();
        } else if inside.trim_end().ends_with('/') {
            (role, reader.end) = (Role::Alone, start + OPEN.len() + inside.trim_end().len() - 1);
        }
        let name_span = reader.word();
        let name = &text[name_span.clone()];
        let noted = diagnostics.len();
        let mut parameters = Vec::new();
        if name.is_empty() {
            let help =
                "a call is {{< name … />}}, or {{< name … >}} and {{< /name >}} around a text";
            let message = "a call begins with the name of its component";
            diagnostics.push(Diagnostic::new(COMPONENT_UNKNOWN, span.clone(), message, help));
        } else {
            while let Some(found) = reader.parameter() {
                match found {
                    Ok(parameter) => parameters.push(parameter),
                    Err(diagnostic) => diagnostics.push(diagnostic),
                }
            }
        }
        if let (Role::Closes, Some(first)) = (role, parameters.first()) {
            let help = format!("write them in the tag that opens it, {{{{< {name} … >}}}}");
            let message = "a tag that closes has no parameters";
            diagnostics.push(Diagnostic::new(
                COMPONENT_PARAMETER,
                first.span.clone(),
                message,
                help,
            ));
        }
        let is_readable = diagnostics.len() == noted;
        Ok(Self { span, role, name, name_span, parameters, is_readable })
    }
}

/// Where the tag ends with which `text` begins: before the paragraph does.
fn end(text: &str, skips_strings: bool) -> Option<usize> {
    let mut quote = None;
    let mut symbols = text.char_indices().skip(OPEN.len());
    while let Some((at, symbol)) = symbols.next() {
        match (symbol, quote) {
            ('\\', Some('"')) => {
                symbols.next();
            }
            ('\n', _) if text[at + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n') => {
                return None;
            }
            (_, Some(open)) => quote = Some(open).filter(|open| *open != symbol),
            ('"' | '\'', None) if skips_strings => quote = Some(symbol),
            ('>', None) if text[at..].starts_with(CLOSE) => return Some(at + CLOSE.len()),
            _ => {}
        }
    }
    None
}

/// Reads the inside of a tag.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..self.end]
    }

    fn skip_blank(&mut self) {
        self.at = self.end - self.rest().trim_start().len();
    }

    /// Passes over a name.
    fn word(&mut self) -> Range<usize> {
        let rest = self.rest();
        let is_of_name = |symbol: char| symbol.is_alphanumeric() || "_-.".contains(symbol);
        let length = rest.find(|symbol| !is_of_name(symbol)).unwrap_or(rest.len());
        let start = self.at;
        self.at += length;
        start..self.at
    }

    fn parameter(&mut self) -> Option<Result<Parameter<'t>, Diagnostic>> {
        self.skip_blank();
        if self.rest().is_empty() {
            return None;
        }
        let start = self.at;
        let mut span = self.word();
        let after = self.rest().trim_start();
        if span.is_empty() || !after.starts_with('=') {
            // A value without a name.
            (self.at, span) = (start, start..start);
        } else {
            self.at = self.end - after.len() + 1;
            self.skip_blank();
        }
        let value_span = self.value();
        if span.is_empty() {
            span = value_span.clone();
            let value = Json::Null;
            return Some(Ok(Parameter { name: "", span, value, value_span }));
        }
        let name = &self.text[span.clone()];
        let written = &self.text[value_span.clone()];
        Some(if let Some(value) = parsed(written) {
            Ok(Parameter { name, span, value, value_span })
        } else {
            let help = format!(
                "a text stands in quotes, {name}=\"…\"; besides, there are numbers, true and false, and lists, [\"a\", \"b\"]"
            );
            let message = match written {
                "" => format!("`{name}` has no value"),
                _ => format!("`{written}` is no value"),
            };
            let span = if written.is_empty() { span } else { value_span };
            Err(Diagnostic::new(COMPONENT_VALUE, span, message, help))
        })
    }

    /// Passes over a value: to its last quote or bracket, or to the next blank.
    fn value(&mut self) -> Range<usize> {
        let start = self.at;
        let (mut depth, mut quote) = (0_usize, None);
        let mut symbols = self.rest().char_indices();
        while let Some((at, symbol)) = symbols.next() {
            let end = start + at + symbol.len_utf8();
            match (symbol, quote) {
                ('\\', Some('"')) => {
                    symbols.next();
                    continue;
                }
                (_, Some(open)) => quote = Some(open).filter(|open| *open != symbol),
                ('"' | '\'', None) => quote = Some(symbol),
                ('[' | '{', None) => depth += 1,
                (']' | '}', None) => depth = depth.saturating_sub(1),
                _ if symbol.is_whitespace() && depth == 0 => {
                    self.at = start + at;
                    return start..self.at;
                }
                _ => continue,
            }
            if quote.is_none() && depth == 0 {
                self.at = end;
                return start..end;
            }
        }
        self.at = self.end;
        start..self.end
    }
}

/// What a value says; `None` if it is none.
fn parsed(written: &str) -> Option<Json> {
    // A line of the text is not one of the value.
    let line = written.split(['\n', '\r']).map(str::trim).collect::<Vec<_>>().join(" ");
    let line = if written.contains('\n') { line.as_str() } else { written };
    let single = line.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    let value = match single {
        Some(text) if line.len() > 1 => Json::from(text),
        // What it would say is not known, which has been told.
        _ if written == UNKNOWN.to_string() => Json::from(written),
        _ => serde_json::from_str(line).ok()?,
    };
    Some(decoded(value))
}

/// The same, with the character references that stand for signs of quoted values.
fn decoded(value: Json) -> Json {
    match value {
        Json::String(text) => Json::from(markdown::decode(&text)),
        Json::Array(items) => items.into_iter().map(decoded).collect(),
        Json::Object(entries) => {
            entries.into_iter().map(|(key, value)| (key, decoded(value))).collect()
        }
        other => other,
    }
}

#[cfg(test)]
mod tests;
