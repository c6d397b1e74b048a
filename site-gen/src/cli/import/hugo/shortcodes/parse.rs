//! Where calls stand, by Hugo's grammar: `{{< name a="b" >}}`, `{{% name "b" %}}`, `{{</* name */>}}`.

use std::ops::Range;

/// What stands in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Call {
    Tag(Tag),
    /// The signs that keep what is between them from being a call: `/*`.
    Kept {
        span: Range<usize>,
    },
}

/// A call, or its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) span: Range<usize>,
    pub(super) name: String,
    /// `{{< /name >}}`.
    pub(super) is_end: bool,
    /// `{{< name />}}`.
    pub(super) closes_itself: bool,
    pub(super) parameters: Vec<(Option<String>, String)>,
}

/// Those of a text that begins at `start`, in order.
pub(super) fn calls(text: &str, start: usize) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut at = start;
    // Of both kinds, whether there may be another end: each would be looked for to the end of the text.
    let mut ends = [true, true];
    while let Some(found) = text[at..].find("{{").map(|found| at + found) {
        at = found + 2;
        let close = match text.as_bytes().get(at) {
            Some(b'<') => ">}}",
            Some(b'%') => "%}}",
            _ => continue,
        };
        let inside = at + 1;
        if text[inside..].starts_with("/*") {
            let kept = format!("*/{close}");
            let may_end = &mut ends[usize::from(close == "%}}")];
            let length = if *may_end { text[inside..].find(&kept) } else { None };
            *may_end = length.is_some();
            if let Some(length) = length {
                calls.push(Call::Kept { span: inside..inside + 2 });
                calls.push(Call::Kept { span: inside + length..inside + length + 2 });
                at = inside + length + kept.len();
            }
            continue;
        }
        if let Some(tag) = tag(text, found, inside, close) {
            at = tag.span.end;
            calls.push(Call::Tag(tag));
        }
    }
    calls
}

fn tag(text: &str, start: usize, inside: usize, close: &str) -> Option<Tag> {
    let mut rest = text[inside..].trim_start();
    let is_end = rest.starts_with('/');
    rest = rest.strip_prefix('/').unwrap_or(rest).trim_start();
    let is_name = |sign: char| sign.is_alphanumeric() || "_-./".contains(sign);
    let length = rest.find(|sign| !is_name(sign)).unwrap_or(rest.len());
    let name = rest[..length].trim_end_matches('/');
    rest = &rest[name.len()..];
    if name.is_empty() {
        return None;
    }
    let mut parameters = Vec::new();
    loop {
        rest = rest.trim_start();
        let (closes_itself, after) = match rest.strip_prefix('/') {
            Some(after) => (true, after.trim_start()),
            None => (false, rest),
        };
        if let Some(after) = after.strip_prefix(close) {
            let span = start..text.len() - after.len();
            return Some(Tag { span, name: name.to_owned(), is_end, closes_itself, parameters });
        }
        let (first, after) = value(rest, close)?;
        rest = after;
        let named = rest.strip_prefix('=').filter(|_| !first.is_empty());
        match named {
            Some(after) => {
                let (second, after) = value(after, close)?;
                parameters.push((Some(first), second));
                rest = after;
            }
            None => parameters.push((None, first)),
        }
    }
}

/// A text in quotes or a word, and what follows it; `None` where the tag ends too early.
fn value<'t>(text: &'t str, close: &str) -> Option<(String, &'t str)> {
    if let Some(raw) = text.strip_prefix('`') {
        let (inside, rest) = raw.split_once('`')?;
        return Some((inside.to_owned(), rest));
    }
    if let Some(quoted) = text.strip_prefix('"') {
        let mut value = String::new();
        let mut signs = quoted.char_indices();
        while let Some((at, sign)) = signs.next() {
            match sign {
                '"' => return Some((value, &quoted[at + 1..])),
                '\\' => match signs.next()?.1 {
                    'n' => value.push('\n'),
                    other => value.push(other),
                },
                _ => value.push(sign),
            }
        }
        return None;
    }
    let end = text.find(|sign: char| sign.is_whitespace() || sign == '=').unwrap_or(text.len());
    let end = text.find(close).map_or(end, |close| close.min(end));
    (end > 0).then(|| (text[..end].to_owned(), &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found, in short.
    fn found(text: &str) -> String {
        let short = calls(text, 0).into_iter().map(|call| match call {
            Call::Kept { span } => text[span].to_owned(),
            Call::Tag(Tag { name, is_end: true, .. }) => format!("</{name}>"),
            Call::Tag(Tag { name, closes_itself, parameters, .. }) => {
                let parameters = parameters.into_iter().map(|(name, value)| match name {
                    Some(name) => format!(" {name}={value}"),
                    None => format!(" {value}"),
                });
                let end = if closes_itself { "/" } else { "" };
                format!("<{name}{}{end}>", parameters.collect::<String>())
            }
        });
        short.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn calls_are_what_the_grammar_takes() {
        for (text, expected) in [
            ("a {{< b >}} c", "<b>"),
            ("{{<b>}}x{{</b>}}", "<b> </b>"),
            ("{{< b />}}", "<b/>"),
            ("{{% b \"c d\" e %}}", "<b c d e>"),
            ("{{< b c=\"d \\\"e\\\"\" f=g h=`i \"j\"` >}}", "<b c=d \"e\" f=g h=i \"j\">"),
            ("{{< b\n  c=\"d\"\n>}}", "<b c=d>"),
            ("{{< x/b.c >}}", "<x/b.c>"),
            ("{{</* b */>}}", "/* */"),
            ("{{%/* b */%}}", "/* */"),
            ("{{ b }}", ""),
            ("{{< b", ""),
            ("{{< b \"c >}}", ""),
            ("{{< >}}", ""),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
