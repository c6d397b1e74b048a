//! Reads the file of a form, `content/candidature.toml` or one of `content/forms/`, and reports every mistake in
//! it at once. What it does not say stands in `form/defaults/`.

use std::ops::Range;

use application_form::{
    definition::{Definition, Field, Limits, Section},
    evaluate::RESERVED,
    language::Language,
    message::ReasonCode,
};

use crate::{
    config::{Key, Node, Table, TableCodes, Value, note_placeholders, read_toml},
    diagnostics::{Diagnostic, Diagnostics, Source},
    form::{
        codes::FORM_KEYS,
        defaults::Defaults,
        words::{Messages, Owner},
    },
    typography::french,
};

pub(crate) mod codes;
mod defaults;
mod words;
pub(crate) mod settings;
pub(crate) mod kind;
mod field;
pub(crate) mod rule;
mod consistency;
pub(crate) mod branches;
mod reach;

/// Whatever is wrong with its keys.
const KEYS: TableCodes = TableCodes { missing: FORM_KEYS, mistyped: FORM_KEYS, unknown: FORM_KEYS };

/// What types of problems begin with, unless a form says so.
const PROBLEMS: &str = "urn:application-form:problem:";

/// A definition and where its parts stand, while it is read.
struct Reader<'a> {
    source: &'a Source,
    diagnostics: &'a Diagnostics,
    language: Language,
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

/// Of small letters, digits and such, in parts after a slash each.
fn is_path(path: &str) -> bool {
    let parts = path.strip_prefix('/').map(|parts| parts.split('/').collect::<Vec<_>>());
    let is_part =
        |part: &&str| !part.is_empty() && !part.starts_with('.') && part.chars().all(is_of_path);
    parts.is_some_and(|parts| parts.iter().all(is_part)) && !path.contains("//")
}

fn is_of_path(symbol: char) -> bool {
    symbol.is_ascii_lowercase() || symbol.is_ascii_digit() || "/-_.".contains(symbol)
}

fn is_url(page: &str) -> bool {
    page.starts_with('/') && page.ends_with('/')
}

fn read_all(source: &Source, diagnostics: &Diagnostics) -> Option<Definition> {
    let root = read_toml(source, diagnostics);
    note_placeholders(source, &root, diagnostics);
    let table = Table::read(KEYS, source, diagnostics, &root)?.missing_at(0..0);
    // In which its words are mended: read first.
    let language = language(source, &table);
    let definition = Reader { source, diagnostics, language }.definition(&root, &table);
    table.finish();
    Some(definition)
}

/// The language of the key, or of the file's name: `contact.en.toml`.
fn language(source: &Source, table: &Table<'_>) -> Language {
    let named = file_name(source).1.and_then(Language::of);
    let code = match named {
        Some(named) if table.node("language").is_none() => return named,
        _ => table.required::<String>("language"),
    };
    let Some(code) = code else { return Language::French };
    let help =
        || format!("the words of forms exist in: {}", Language::ALL.map(Language::code).join(", "));
    match Language::of(&code) {
        None => {
            table.error_at(FORM_KEYS, "language", format!("no form speaks `{code}`"), Some(help()));
            Language::French
        }
        Some(language) => {
            if named.is_some_and(|named| named != language) {
                let message = format!("the file's name says another language than `{code}`");
                let help = "rename the file, or change this line".to_owned();
                table.error_at(FORM_KEYS, "language", message, Some(help));
            }
            language
        }
    }
}

/// The name of the form's file without `.toml`, and the language that it ends with: `contact` and `en`.
fn file_name(source: &Source) -> (&str, Option<&str>) {
    let name = source.path.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.strip_suffix(".toml").unwrap_or(name);
    match name.rsplit_once('.') {
        Some((form, language)) => (form, Some(language)),
        None => (name, None),
    }
}

impl Reader<'_> {
    fn definition(&self, root: &Node, table: &Table<'_>) -> Definition {
        let defaults = Defaults::of(self.language);
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
        let path = self.path(table);
        let page = table.optional::<String>("page").unwrap_or_else(|| format!("{path}/"));
        if !is_url(&page) {
            let message = format!("`page` should be a URL of the site, this is `{page}`");
            let help = format!("did you mean `/{}/`?", page.trim_matches('/'));
            table.error_at(FORM_KEYS, "page", message, Some(help));
        }
        let limits = table.table("limits").map_or(Some(Limits::default()), settings::limits);
        let honeypot = table.table("robot").and_then(|robot| self.honeypot(robot));
        let retention_months = table.table("retention").and_then(settings::retention);
        let recipients = table.optional::<Vec<String>>("recipients");
        if recipients.as_ref().is_some_and(Vec::is_empty) {
            let help = "without this line, everyone who is listed can open what is sent".to_owned();
            table.error_at(FORM_KEYS, "recipients", "nobody could open what is sent", Some(help));
        }
        // Its own words come before the product's words for one kind of question.
        let own = table.table("messages").map(|table| self.messages(&table, Owner::Form));
        let own = own.unwrap_or_default();
        let sections = self.sections(table, &own);
        let rules = table.table("rules").map_or_else(Vec::new, |table| self.rules(&table));
        let warnings = table.table("warnings").map_or_else(Vec::new, |table| self.warnings(&table));
        let messages = ReasonCode::ALL.into_iter().map(|code| {
            (code, own.get(&code).cloned().unwrap_or_else(|| defaults.messages[&code].clone()))
        });
        let messages = messages.collect();
        let texts = self.texts(table);
        let definition = Definition {
            id: id.unwrap_or_default(),
            language: self.language,
            prefix: prefix.unwrap_or_default(),
            page,
            path,
            problems: table.optional("problems").unwrap_or_else(|| PROBLEMS.to_owned()),
            limits: limits.unwrap_or_default(),
            retention_months,
            recipients,
            honeypot: honeypot.unwrap_or_else(|| defaults.robot.clone()),
            sections,
            rules,
            warnings,
            messages,
            texts,
        };
        // What is missing above is reported: this definition will not be used, only checked to the end.
        self.check_consistency(root, &definition);
        self.check_branches(root, &definition);
        definition
    }

    /// `/` and the name of the file, unless given.
    fn path(&self, table: &Table<'_>) -> String {
        let name = self.source.path.rsplit(['/', '\\']).next().unwrap_or_default();
        let usual = format!("/{}", name.strip_suffix(".toml").unwrap_or(name));
        let is_given = table.node("path").is_some();
        let path = table.optional::<String>("path").unwrap_or_else(|| usual.clone());
        if !is_path(&path) {
            let near: String = path.to_ascii_lowercase().replace(|symbol| !is_of_path(symbol), "-");
            let near = near.trim_matches(['/', '-']);
            let (message, help) = if is_given {
                let message = format!("`path` should be like `/candidature`, this is `{path}`");
                (message, format!("did you mean `/{near}`?"))
            } else {
                let message = format!("the file's name makes no addresses: `{path}/verification`");
                (message, format!("add path = \"/{near}\", or rename the file"))
            };
            table.error_at(FORM_KEYS, "path", message, Some(help));
        }
        path
    }

    /// `[[sections]]`, or `[[fields]]` alone: a form without sections is one, which has no title.
    fn sections(&self, table: &Table<'_>, own: &Messages) -> Vec<Section> {
        let fields: Vec<Field> =
            table.tables("fields").into_iter().filter_map(|field| self.field(field, own)).collect();
        let sections: Vec<Section> = table
            .tables("sections")
            .into_iter()
            .filter_map(|section| self.section(section, own))
            .collect();
        match (table.node("fields"), table.node("sections")) {
            (None, None) => {
                let help = "ask something with [[fields]]; in a long form, open a section with [[sections]] \
                            and its questions with [[sections.fields]]";
                table.error_at(FORM_KEYS, "fields", "the form asks nothing", Some(help.to_owned()));
                sections
            }
            (Some(_), Some(_)) => {
                let help = "write [[sections.fields]] below the [[sections]] that it belongs to";
                let message = "this question stands in no section, others do";
                table.error_at(FORM_KEYS, "fields", message, Some(help.to_owned()));
                sections
            }
            (Some(_), None) => vec![Section { title: None, intro: None, fields }],
            (None, Some(_)) => sections,
        }
    }

    fn section(&self, table: Table<'_>, own: &Messages) -> Option<Section> {
        let title = self.shown(&table, "title");
        let intro = table.optional::<String>("intro").map(|text| self.mend(&text));
        let fields =
            table.tables("fields").into_iter().filter_map(|field| self.field(field, own)).collect();
        table.finish();
        Some(Section { title: Some(title?), intro, fields })
    }

    fn mend(&self, text: &str) -> String {
        mend(self.language, text)
    }
}

/// French typography, once, where the words come in: pages and JSON then say the same.
fn mend(language: Language, text: &str) -> String {
    match language {
        Language::French => french(text.trim()).into_owned(),
        Language::English => text.trim().to_owned(),
    }
}

/// Keys of a table whose names the author chose.
fn is_name(key: &Key) -> bool {
    let fits =
        |symbol: char| symbol.is_ascii_lowercase() || symbol.is_ascii_digit() || symbol == '_';
    key.name.starts_with(|first: char| first.is_ascii_lowercase())
        && key.name.chars().all(fits)
        && !RESERVED.contains(&key.name.as_str())
}
