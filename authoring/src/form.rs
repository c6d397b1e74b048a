//! Reads `content/candidature.toml` and reports every mistake in it at once.

use std::{collections::BTreeMap, ops::Range};

use application_form::{
    definition::{Definition, Honeypot, Limits, Section, texts::Texts},
    evaluate::TOKEN,
    message::{Message, ReasonCode},
};

use crate::{
    config::{Key, Node, Table, TableCodes, Value, note_placeholders, read_toml},
    diagnostics::{Diagnostic, Diagnostics, Source, suggest},
    form::codes::{FORM_KEYS, FORM_WORDS},
    typography::french,
};

pub(crate) mod codes;
pub(crate) mod settings;
pub(crate) mod kind;
mod field;
pub(crate) mod rule;
mod consistency;

/// Whatever is wrong with its keys.
const KEYS: TableCodes = TableCodes { missing: FORM_KEYS, mistyped: FORM_KEYS, unknown: FORM_KEYS };

/// A definition and where its parts stand, while it is read.
struct Reader<'a> {
    source: &'a Source,
    diagnostics: &'a Diagnostics,
}

/// Reads the definition. `None` if any mistake makes it unusable; the problems say all of them, in the
/// order of the file.
pub fn read(source: &Source) -> (Option<Definition>, Vec<Diagnostic>) {
    let diagnostics = Diagnostics::default();
    let definition = read_all(source, &diagnostics).filter(|_| diagnostics.none_is_an_error());
    let mut diagnostics = diagnostics.into_vec();
    diagnostics.sort();
    (definition, diagnostics)
}

/// What can be made out of a definition with mistakes: enough to check what mentions it, never to be
/// used. What is mistaken in itself is left out.
pub fn read_parts(source: &Source) -> Option<Definition> {
    read_all(source, &Diagnostics::default())
}

/// The URL that a form's page has in `parts`, and where it is given: nowhere if it is the usual one. `None` if
/// what is given is no URL.
pub fn page(source: &Source, parts: Definition) -> Option<(String, Range<usize>)> {
    let root = read_toml(source, &Diagnostics::default());
    let span = match root.get("page") {
        None => 0..0,
        Some(Node { value: Value::String(_), span }) if is_url(&parts.page) => span.clone(),
        Some(_) => return None,
    };
    Some((parts.page, span))
}

fn is_url(page: &str) -> bool {
    page.starts_with('/') && page.ends_with('/')
}

fn read_all(source: &Source, diagnostics: &Diagnostics) -> Option<Definition> {
    let root = read_toml(source, diagnostics);
    note_placeholders(source, &root, diagnostics);
    Reader { source, diagnostics }.definition(&root)
}

impl Reader<'_> {
    fn definition(&self, root: &Node) -> Option<Definition> {
        let table = Table::read(KEYS, self.source, self.diagnostics, root)?.missing_at(0..0);
        let id: Option<String> = table.required("id");
        let prefix: Option<String> = table.required("prefix");
        if let Some(prefix) = &prefix {
            let fits = (2..=5).contains(&prefix.len())
                && prefix.bytes().all(|byte| byte.is_ascii_uppercase());
            if !fits {
                let message = format!("a prefix is 2 to 5 capital letters, this is `{prefix}`");
                let help = "what every reference begins with: prefix = \"BDP\"".to_owned();
                table.error_at(FORM_KEYS, "prefix", message, Some(help));
            }
        }
        let page = table.optional::<String>("page").unwrap_or_else(|| "/candidater/".to_owned());
        if !is_url(&page) {
            let message = format!("`page` should be a URL of the site, this is `{page}`");
            let help = format!("did you mean `/{}/`?", page.trim_matches('/'));
            table.error_at(FORM_KEYS, "page", message, Some(help));
        }
        let limits = table.table("limits").map_or(Some(Limits::default()), settings::limits);
        let honeypot = table.table("robot").map_or(Some(Honeypot::default()), settings::honeypot);
        let sections: Vec<Section> = table
            .tables("sections")
            .into_iter()
            .filter_map(|section| self.section(section))
            .collect();
        if sections.is_empty() {
            let help = "open one with [[sections]], and its questions with [[sections.fields]]";
            table.error_at(FORM_KEYS, "sections", "the form asks nothing", Some(help.to_owned()));
        }
        let rules = table.table("rules").map_or_else(Vec::new, |table| self.rules(&table));
        let warnings = table.table("warnings").map_or_else(Vec::new, |table| self.warnings(&table));
        let messages = if let Some(messages) = table.table("messages") {
            self.messages(&messages, Owner::Form)
        } else {
            table.missing_table("messages");
            BTreeMap::new()
        };
        let texts = texts(&table);
        table.finish();
        let definition = Definition {
            id: id.unwrap_or_default(),
            prefix: prefix.unwrap_or_default(),
            page,
            limits: limits.unwrap_or_default(),
            honeypot: honeypot.unwrap_or_default(),
            sections,
            rules,
            warnings,
            messages,
            texts,
        };
        // What is missing above is reported: this definition will not be used, only checked to the end.
        self.check_consistency(root, &definition);
        Some(definition)
    }

    fn section(&self, table: Table<'_>) -> Option<Section> {
        let title = field::shown(&table, "title");
        let intro = table.optional::<String>("intro").map(|text| mend(&text));
        let fields =
            table.tables("fields").into_iter().filter_map(|field| self.field(field)).collect();
        table.finish();
        Some(Section { title: title?, intro, fields })
    }

    /// Messages by reason; each may only mention what its reason fills in.
    fn messages(&self, table: &Table<'_>, owner: Owner<'_>) -> BTreeMap<ReasonCode, Message> {
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
        if matches!(owner, Owner::Form) {
            for code in ReasonCode::ALL {
                if !table.entries().iter().any(|(key, _)| key.name == code.name()) {
                    table.missing(code.name());
                }
            }
        }
        messages
    }

    /// A sentence whose names in braces are all among `known`.
    fn message(&self, node: &Node, known: &[&str], owner: &str) -> Option<Message> {
        let Value::String(text) = &node.value else {
            let message = format!("a message is a text, this is {}", node.value.kind());
            let help = "it stands in double quotes: \"…\"";
            self.diagnostics
                .push(self.source.error(FORM_WORDS, node.span.clone(), message).help(help));
            return None;
        };
        let message = Message::new(mend(text));
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

    /// Where `part` stands inside a text, or the whole text.
    fn place_in(&self, node: &Node, part: &str) -> std::ops::Range<usize> {
        match self.source.text.get(node.span.clone()).and_then(|text| text.find(part)) {
            Some(at) => node.span.start + at..node.span.start + at + part.len(),
            None => node.span.clone(),
        }
    }
}

/// Each text must be given, and no other.
fn texts(table: &Table<'_>) -> Texts {
    let Some(texts) = table.table("texts") else {
        table.missing_table("texts");
        return Texts::default();
    };
    let read = Texts::from_names(|name| {
        texts.required::<String>(name).map_or_else(String::new, |text| mend(&text))
    });
    texts.finish();
    read
}

/// Whose messages are read.
#[derive(Clone, Copy)]
enum Owner<'a> {
    /// Every reason must have one.
    Form,
    /// Its own words, which may also mention the bounds of its kind.
    Field(&'a [&'static str]),
}

/// French typography, once, where the words come in: pages and JSON then say the same.
fn mend(text: &str) -> String {
    french(text.trim()).into_owned()
}

/// Keys of a table whose names the author chose.
fn is_name(key: &Key) -> bool {
    let fits =
        |symbol: char| symbol.is_ascii_lowercase() || symbol.is_ascii_digit() || symbol == '_';
    key.name.starts_with(|first: char| first.is_ascii_lowercase())
        && key.name.chars().all(fits)
        && key.name != TOKEN
}
