//! Calls of shortcodes, by Zola's grammar: anything else in braces is text.

use std::ops::Range;

use serde_json::Value as Json;

/// What stands in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Call {
    /// `{{ name(a=1) }}`.
    Inline(Tag),
    /// `{% name(a=1) %}`.
    Open(Tag),
    /// `{% end %}`, with what it ends.
    End { span: Range<usize>, name: String },
    /// The signs that keep what is between them from being a call: `/*`.
    Kept { span: Range<usize> },
}

/// A call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tag {
    pub(super) span: Range<usize>,
    pub(super) name: String,
    pub(super) parameters: Vec<(String, Json)>,
}

/// Those of a text that begins at `start`, in order. An opened one that nothing ends is none.
pub(super) fn calls(text: &str, start: usize) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    // Where those that are opened stand in the list.
    let mut open: Vec<usize> = Vec::new();
    let mut kept_body = false;
    let mut at = start;
    while let Some(found) = text[at..].find('{').map(|found| at + found) {
        let mut reader = Reader { text, at: found };
        at = match reader.sign() {
            None => found + 1,
            Some(Sign::Inline(tag)) => {
                calls.push(Call::Inline(tag));
                reader.at
            }
            Some(Sign::Open(tag)) => {
                open.push(calls.len());
                calls.push(Call::Open(tag));
                reader.at
            }
            Some(Sign::End) => {
                if let Some(Call::Open(tag)) = open.pop().map(|index| &calls[index]) {
                    let name = tag.name.clone();
                    calls.push(Call::End { span: found..reader.at, name });
                }
                reader.at
            }
            Some(Sign::Kept { is_open, is_end }) => {
                // The end of a body is kept with its beginning.
                if !is_end || kept_body {
                    calls.push(Call::Kept { span: found + 2..found + 4 });
                    let closing = text[..reader.at].len() - 4;
                    calls.push(Call::Kept { span: closing..closing + 2 });
                }
                kept_body = is_open || kept_body && !is_end;
                reader.at
            }
        };
    }
    let mut index = 0;
    calls.retain(|_| {
        index += 1;
        // In order.
        open.binary_search(&(index - 1)).is_err()
    });
    calls
}

enum Sign {
    Inline(Tag),
    Open(Tag),
    End,
    Kept { is_open: bool, is_end: bool },
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn take(&mut self, sign: &str) -> Option<()> {
        self.rest().starts_with(sign).then(|| self.at += sign.len())
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    fn sign(&mut self) -> Option<Sign> {
        let start = self.at;
        let (closing, is_tag) = match self.rest().as_bytes().get(..2)? {
            b"{{" => ("}}", false),
            b"{%" => ("%}", true),
            _ => return None,
        };
        self.at += 2;
        let is_kept = self.take("/*").is_some();
        self.blanks();
        let name = self.name()?;
        self.blanks();
        let is_end = is_tag && name == "end" && !self.rest().starts_with('(');
        let parameters = if is_end { Vec::new() } else { self.parameters()? };
        self.blanks();
        if is_kept {
            self.take("*/")?;
        }
        self.take(closing)?;
        if is_kept {
            return Some(Sign::Kept { is_open: is_tag && !is_end, is_end });
        }
        if is_end {
            return Some(Sign::End);
        }
        let tag = Tag { span: start..self.at, name: name.to_owned(), parameters };
        Some(if is_tag { Sign::Open(tag) } else { Sign::Inline(tag) })
    }

    fn name(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        let is_name = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
        let length = rest.find(|sign| !is_name(sign)).unwrap_or(rest.len());
        let name = &rest[..length];
        self.at += length;
        name.starts_with(|first: char| !first.is_ascii_digit()).then_some(name)
    }

    fn parameters(&mut self) -> Option<Vec<(String, Json)>> {
        self.take("(")?;
        let mut parameters = Vec::new();
        loop {
            self.blanks();
            if self.take(")").is_some() {
                return Some(parameters);
            }
            if !parameters.is_empty() {
                self.take(",")?;
                self.blanks();
            }
            let name = self.name()?.to_owned();
            self.blanks();
            self.take("=")?;
            self.blanks();
            parameters.push((name, self.value()?));
        }
    }

    fn value(&mut self) -> Option<Json> {
        let rest = self.rest();
        for quote in ['"', '\'', '`'] {
            if let Some(inside) = rest.strip_prefix(quote) {
                let length = inside.find(quote)?;
                self.at += length + 2;
                return Some(inside[..length].into());
            }
        }
        for (word, value) in [("true", true), ("false", false)] {
            if self.take(word).is_some() {
                return Some(value.into());
            }
        }
        if self.take("[").is_some() {
            return self.list();
        }
        let length = rest.find(|sign: char| !sign.is_ascii_digit() && sign != '-' && sign != '.');
        let number = &rest[..length.unwrap_or(rest.len())];
        self.at += number.len();
        match number.parse::<i64>() {
            Ok(number) => Some(number.into()),
            Err(_) => {
                number.parse::<f64>().ok().filter(|number| number.is_finite()).map(Json::from)
            }
        }
    }

    fn list(&mut self) -> Option<Json> {
        let mut items = Vec::new();
        loop {
            self.blanks();
            if self.take("]").is_some() {
                return Some(items.into());
            }
            if !items.is_empty() {
                self.take(",")?;
                self.blanks();
                if self.take("]").is_some() {
                    return Some(items.into());
                }
            }
            // Lists in lists, as deep as nobody writes them.
            if self.rest().starts_with("[[[[") {
                return None;
            }
            items.push(self.value()?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found, in short.
    fn found(text: &str) -> String {
        let calls = calls(text, 0);
        let short = calls.iter().map(|call| match call {
            Call::Inline(Tag { name, parameters, .. }) => format!("{name}{parameters:?}"),
            Call::Open(Tag { name, .. }) => format!("<{name}>"),
            Call::End { name, .. } => format!("</{name}>"),
            Call::Kept { span } => text[span.clone()].to_owned(),
        });
        short.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn calls_are_what_the_grammar_takes() {
        for (text, expected) in [
            ("a {{ b() }} c", "b[]"),
            (
                "{{b(c=1,d='x',e=`y`)}}",
                r#"b[("c", Number(1)), ("d", String("x")), ("e", String("y"))]"#,
            ),
            (
                "{{ b(c=[1, true,],\n d=-1.5) }}",
                r#"b[("c", Array [Number(1), Bool(true)]), ("d", Number(-1.5))]"#,
            ),
            ("{% b() %}x {{ c() }}{% end %}", "<b> c[] </b>"),
            ("{% b() %}x", ""),
            ("{% end %}", ""),
            ("{{/* b(c=1) */}}", "/* */"),
            ("{%/* b() */%}x{%/* end */%}", "/* */ /* */"),
            // Text.
            ("{{ b }}", ""),
            ("{{ b(c) }}", ""),
            ("{{ b(c=d.e) }}", ""),
            ("{{ b() | safe }}", ""),
            ("{% if b %}c{% endif %}", ""),
            ("{{< b() >}}", ""),
            ("{{ 1b() }}", ""),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
