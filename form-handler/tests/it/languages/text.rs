//! What people read of an answer, and in which language it is written.

use std::collections::BTreeSet;

use application_form::{
    definition::Definition,
    language::{Language, company_numbers::CompanyNumber, dates::Parts},
};
use jiff::civil::date;
use serde_json::Value as Json;

/// The text of a page, and of the attributes that scripts and screen readers show.
pub fn visible(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<').skip(1) {
        let (tag, after) = part.split_once('>').unwrap_or((part, ""));
        let is_inline = ["a", "a ", "/a", "span", "/span", "strong", "/strong"]
            .into_iter()
            .any(|inline| tag == inline || tag.starts_with(&format!("{inline} ")));
        if !is_inline {
            text.push('\n');
        }
        let attributes = tag.split(" data-").skip(1).filter_map(|rest| rest.split_once("=\""));
        for (name, value) in attributes {
            let is_text = ["left", "over", "again", "print", "draft", "copy"]
                .iter()
                .any(|shown| name.starts_with(shown));
            if is_text {
                text.push_str(value.split('"').next().unwrap_or_default());
                text.push('\n');
            }
        }
        match tag {
            // Where no line ends: programs that look for its words find plain spaces.
            "title" => text.push_str(&after.replace(" :", "\u{a0}:")),
            _ => text.push_str(after),
        }
    }
    [
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ]
    .into_iter()
    .fold(text, |text, (entity, symbol)| text.replace(entity, symbol))
}

/// The texts in an answer for programs that are no names of the interface.
pub fn said(json: &Json) -> String {
    match json {
        Json::String(text) => format!("{text}\n"),
        Json::Array(items) => items.iter().map(said).collect(),
        Json::Object(entries) => {
            let texts = entries.iter().filter(|(name, value)| match name.as_str() {
                "title" | "detail" | "message" | "contradiction" | "reasons" | "errors"
                | "warnings" | "answer" => true,
                // Of a stop, as they are read back; of a check, as they are sent.
                "answers" => value.is_array(),
                _ => false,
            });
            texts.map(|(_, value)| said(value)).collect()
        }
        _ => String::new(),
    }
}

/// The words that a language's own texts use.
pub fn words(definition: &Definition) -> BTreeSet<String> {
    fn collect(json: &Json, texts: &mut Vec<String>) {
        match json {
            Json::String(text) => texts.push(text.clone()),
            Json::Array(items) => items.iter().for_each(|item| collect(item, texts)),
            Json::Object(entries) => entries.values().for_each(|value| collect(value, texts)),
            _ => {}
        }
    }
    let json = serde_json::to_value(definition).unwrap();
    let mut texts = Vec::new();
    collect(&json["texts"], &mut texts);
    collect(&json["messages"], &mut texts);
    for field in definition.fields() {
        texts.extend(field.messages.values().map(|message| message.fill(&[])));
    }
    texts.iter().flat_map(|text| words_of(text)).collect()
}

/// The words that a language writes numbers and dates with, wherever they stand.
pub fn spelled(language: Language) -> BTreeSet<String> {
    let months = (1..=12).map(|month| language.long_date(date(2021, month, 1)));
    let names = [language.confirmed(), CompanyNumber::Vat.name(language)].map(str::to_owned);
    let texts = months.chain(names).chain([language.named_parts(Parts::ALL)]);
    texts.flat_map(|text| words_of(&text)).collect()
}

/// The words of a text in small letters, without what is filled in.
pub fn words_of(text: &str) -> Vec<String> {
    let filled = |part: &str| part.split_once('}').map_or(part.to_owned(), |(_, rest)| rest.into());
    let text: String = text.split('{').map(filled).collect();
    let words = text.split(|symbol: char| !symbol.is_alphabetic()).filter(|word| word.len() > 1);
    words.map(str::to_lowercase).collect()
}

/// What of a text is written as the other language writes.
pub fn typography(text: &str, language: Language) -> Vec<String> {
    // A SIREN is written so in both.
    let text = text.replace("732\u{202f}829\u{202f}320", "") + "\n\n\n\n";
    let symbols: Vec<char> = text.chars().collect();
    let is_space = |symbol: char| matches!(symbol, ' ' | '\u{a0}' | '\u{202f}');
    let is_number = |symbols: &[char]| symbols.iter().all(char::is_ascii_digit);
    let is_foreign = |around: &[char]| match (language, around) {
        (Language::English, ['«' | '»', ..]) | (Language::French, ['“' | '”', ..]) => true,
        (Language::English, [space, ':' | ';' | '!' | '?', ..]) => is_space(*space),
        (Language::English, [first, space, '€', ..]) => first.is_numeric() && is_space(*space),
        (Language::English, [first, '\u{a0}' | '\u{202f}', rest @ ..]) => {
            first.is_numeric() && is_number(rest)
        }
        (Language::French, [first, ':' | ';' | '!' | '?', next, ..]) => {
            (first.is_alphanumeric() || *first == ' ') && next.is_whitespace()
        }
        (Language::French, [first, ',', rest @ ..]) => first.is_numeric() && is_number(rest),
        (Language::French, ['€', next, ..]) => next.is_numeric(),
        _ => false,
    };
    let places = symbols.windows(5).enumerate().filter(|(_, around)| is_foreign(around));
    let quoted = |at: usize| &symbols[at.saturating_sub(15)..(at + 15).min(symbols.len())];
    places.map(|(at, _)| quoted(at).iter().collect()).collect()
}
