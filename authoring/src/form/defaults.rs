//! What a form says and accepts where its own file says nothing: `defaults/<language>.toml`, and `texts.toml` beside
//! `Texts`.

use std::{collections::BTreeMap, sync::LazyLock};

use application_form::{
    definition::{
        Honeypot,
        texts::{DEFAULT_TEXTS, Texts},
    },
    kind::KindName,
    language::Language,
    message::{Message, ReasonCode},
};

use super::mend;
use crate::{
    config::{Node, Value, read_toml},
    diagnostics::{Diagnostics, Source},
};

/// The words and the names of one language.
#[derive(Debug)]
pub(super) struct Defaults {
    /// The control that people never see.
    pub robot: Honeypot,
    /// What is said for every reason, whatever the question.
    pub messages: BTreeMap<ReasonCode, Message>,
    /// What is said better of one kind of question.
    kinds: BTreeMap<KindName, BTreeMap<ReasonCode, Message>>,
    /// The other words of the form's pages.
    pub texts: Texts,
}

impl Defaults {
    /// Those of a language.
    pub fn of(language: Language) -> &'static Self {
        static FRENCH: LazyLock<Defaults> = LazyLock::new(|| read(Language::French));
        static ENGLISH: LazyLock<Defaults> = LazyLock::new(|| read(Language::English));
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }

    /// What is said better of a question of that kind.
    pub fn of_kind(&self, kind: KindName) -> impl Iterator<Item = (ReasonCode, &Message)> {
        self.kinds.get(&kind).into_iter().flatten().map(|(code, message)| (*code, message))
    }
}

fn file(language: Language) -> Source {
    let text = match language {
        Language::French => include_str!("defaults/fr.toml"),
        Language::English => include_str!("defaults/en.toml"),
    };
    Source::new(format!("{}.toml", language.code()), text)
}

fn texts_file() -> Source {
    Source::new("texts.toml", DEFAULT_TEXTS)
}

/// Every key that is missing is empty: a test reads all files and finds none.
fn read(language: Language) -> Defaults {
    let root = read_toml(&file(language), &Diagnostics::default());
    let texts = read_toml(&texts_file(), &Diagnostics::default());
    let words = |table: &Node, key: &str| match table.get(key).map(|node| &node.value) {
        Some(Value::String(text)) => Some(mend(language, text)),
        _ => None,
    };
    let messages = |table: Option<&Node>| -> BTreeMap<ReasonCode, Message> {
        let said = |code: ReasonCode| Some((code, Message::new(words(table?, code.name())?)));
        ReasonCode::ALL.into_iter().filter_map(said).collect()
    };
    let word = |root: &Node, table: &str, key: &str| {
        root.get(table).and_then(|table| words(table, key)).unwrap_or_default()
    };
    let of_kind = |kind: &KindName| root.get("kinds").and_then(|kinds| kinds.get(kind.as_str()));
    Defaults {
        robot: Honeypot {
            name: word(&root, "robot", "name"),
            label: word(&root, "robot", "label"),
        },
        messages: messages(root.get("messages")),
        kinds: KindName::ALL.iter().map(|kind| (*kind, messages(of_kind(kind)))).collect(),
        texts: Texts::from_names(|name| word(&texts, name, language.code())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Key, form::kind::example};

    /// The names of the tables and keys of a file, as paths.
    fn paths(node: &Node, above: &str) -> Vec<String> {
        let Value::Table(entries) = &node.value else { return vec![above.to_owned()] };
        let below = |(key, node): &(Key, Node)| paths(node, &format!("{above}/{}", key.name));
        entries.iter().flat_map(below).collect()
    }

    #[test]
    fn every_language_has_every_word_and_no_other_and_mentions_only_what_is_filled_in() {
        for language in Language::ALL {
            let diagnostics = Diagnostics::default();
            let root = read_toml(&file(language), &diagnostics);
            assert!(diagnostics.into_vec().is_empty());
            let Defaults { robot, messages, kinds, texts } = Defaults::of(language);
            assert!(!robot.name.is_empty() && !robot.label.is_empty());
            assert_eq!(messages.len(), ReasonCode::ALL.len());
            assert!(texts.by_name().values().all(|text| !text.is_empty()), "{texts:?}");
            let read = 2 + messages.len() + kinds.values().map(BTreeMap::len).sum::<usize>();
            assert_eq!(paths(&root, "").len(), read, "{language:?} says what nothing reads");

            let general = messages.iter().map(|(code, message)| (*code, message, Vec::new()));
            let of_kinds = kinds.iter().flat_map(|(kind, said)| {
                let bounds = example(*kind).bounds(language);
                said.iter().map(move |(code, message)| (*code, message, bounds.clone()))
            });
            for (code, message, bounds) in general.chain(of_kinds) {
                for name in message.names() {
                    let known = code.placeholders().contains(&name)
                        || bounds.iter().any(|(bound, _)| *bound == name);
                    assert!(known, "{language:?}: {message:?} mentions {name}");
                }
            }
        }
    }

    #[test]
    fn every_text_is_a_field_and_in_every_language() {
        let diagnostics = Diagnostics::default();
        let root = read_toml(&texts_file(), &diagnostics);
        assert!(diagnostics.into_vec().is_empty());
        let mut written = paths(&root, "");
        let mut read: Vec<String> = Defaults::of(Language::French)
            .texts
            .by_name()
            .into_keys()
            .flat_map(|name| Language::ALL.map(|language| format!("/{name}/{}", language.code())))
            .collect();
        written.sort();
        read.sort();
        assert_eq!(written, read);
    }

    #[test]
    fn the_languages_say_the_same_things() {
        let [french, english] = Language::ALL
            .map(|language| paths(&read_toml(&file(language), &Diagnostics::default()), ""));
        assert_eq!(french, english);
        let [french, english] = Language::ALL.map(Defaults::of);
        let english_texts = english.texts.by_name();
        for (name, text) in french.texts.by_name() {
            let mentions = |text| Message::new(text).names().join(", ");
            assert_eq!(mentions(text), mentions(english_texts[name]), "{name}");
        }
        assert_eq!(french.robot.name, english.robot.name, "one form, one wire");
    }
}
