//! Reads `[messages]`, of the form or of a question, and `[texts]`.

use std::collections::BTreeMap;

use application_form::{
    definition::texts::Texts,
    message::{Message, ReasonCode},
};

use super::{Reader, codes::FORM_WORDS, defaults::Defaults};
use crate::{
    config::{Node, Table, Value},
    diagnostics::suggest,
};

/// What is said, by reason.
pub(super) type Messages = BTreeMap<ReasonCode, Message>;

/// Whose messages are read.
#[derive(Clone, Copy)]
pub(super) enum Owner<'a> {
    /// They are said of every question.
    Form,
    /// Its own words, which may also mention the bounds of its kind.
    Field(&'a [&'static str]),
}

impl Reader<'_> {
    /// Messages by reason; each may only mention what its reason fills in.
    pub(super) fn messages(&self, table: &Table<'_>, owner: Owner<'_>) -> Messages {
        let mut messages = BTreeMap::new();
        for (key, node) in table.entries() {
            let Some(code) = ReasonCode::ALL.into_iter().find(|code| code.name() == key.name)
            else {
                let known = ReasonCode::ALL.map(ReasonCode::name);
                let help = suggest::help(&key.name, known);
                table.error(
                    FORM_WORDS,
                    key.span.clone(),
                    format!("unknown reason `{}`", key.name),
                    Some(help),
                );
                continue;
            };
            let mut known = code.placeholders().to_vec();
            if let Owner::Field(bounds) = owner {
                known.extend(bounds.iter().filter(|bound| !code.placeholders().contains(bound)));
            }
            if let Some(message) = self.message(node, &known, &format!("`{code}`")) {
                messages.insert(code, message);
            }
        }
        messages
    }

    /// A sentence whose names in braces are all among `known`.
    pub(super) fn message(&self, node: &Node, known: &[&str], owner: &str) -> Option<Message> {
        let Value::String(text) = &node.value else {
            let message = format!("a message is a text, this is {}", node.value.kind());
            let help = "it stands in double quotes: \"…\"";
            self.diagnostics
                .push(self.source.error(FORM_WORDS, node.span.clone(), message).help(help));
            return None;
        };
        if text.trim().is_empty() {
            self.says_nothing(node, owner);
        }
        let message = Message::new(self.mend(text));
        for name in message.names() {
            if !known.contains(&name) {
                self.diagnostics.push(
                    self.source
                        .error(
                            FORM_WORDS,
                            self.place_in(node, &format!("{{{name}}}")),
                            format!("nothing fills in `{{{name}}}` here"),
                        )
                        .help(match known {
                            [] => format!("a message for {owner} mentions no value"),
                            known => format!(
                                "a message for {owner} can mention {{{}}}",
                                known.join("}, {")
                            ),
                        }),
                );
            }
        }
        Some(message)
    }

    /// Words that would leave a gap in a page.
    fn says_nothing(&self, node: &Node, of: &str) {
        let message = format!("the text of {of} is empty");
        let help = "write what applicants are to read there; without this line, they read the product's own words";
        let empty = self.source.error(FORM_WORDS, node.span.clone(), message).help(help);
        self.diagnostics.push(empty);
    }

    /// Where `part` stands inside a text, or the whole text.
    fn place_in(&self, node: &Node, part: &str) -> std::ops::Range<usize> {
        match self.source.text.get(node.span.clone()).and_then(|text| text.find(part)) {
            Some(at) => node.span.start + at..node.span.start + at + part.len(),
            None => node.span.clone(),
        }
    }

    /// Its own texts, and the product's for all others.
    pub(super) fn texts(&self, table: &Table<'_>) -> Texts {
        let defaults = Defaults::of(self.language);
        let texts = table.table("texts");
        let read = Texts::from_names(|name| {
            let own = texts.as_ref().and_then(|texts| {
                let text = texts.optional::<String>(name)?;
                if let Some(node) = texts.node(name)
                    && text.trim().is_empty()
                {
                    self.says_nothing(node, &format!("`{name}`"));
                }
                Some(text)
            });
            own.map_or_else(|| defaults.texts.by_name()[name].to_owned(), |text| self.mend(&text))
        });
        if let Some(texts) = texts {
            texts.finish();
        }
        read
    }
}
