//! What browsers pass over in a style sheet though it is read without a complaint: names that are nearly a
//! known one, properties without a value, colours that are none.

use std::{collections::BTreeSet, convert::Infallible};

use authoring::diagnostics::{Diagnostic, suggest};
use lightningcss::{
    media_query::{MediaFeature, MediaFeatureName, QueryFeature},
    properties::{
        Property, PropertyId,
        custom::{CustomPropertyName, Token, TokenList, TokenOrValue},
    },
    stylesheet::StyleSheet,
    visit_types,
    visitor::{Visit, VisitTypes, Visitor},
};

authoring::codes! {
    STYLE_UNKNOWN = "style-unknown" in "assets/site.css" {
        means: "A property, selector, at-rule or question of `@media` is unknown and nearly one \
            that browsers know.",
        hurts: "Browsers pass over it in silence, and readers would not see what the author sees \
            in the file.",
        wrong: "h2 { colr: #146; }",
        right: "h2 { color: #146; }",
    }
    STYLE_VALUE = "style-value" in "assets/site.css" {
        means: "A property in a style sheet has no value, or one that no browser reads: a colour \
            or a word that is none, a length without its unit, the quotation marks of prose.",
        hurts: "Browsers pass over it in silence, and readers may get dark words on a dark ground.",
        wrong: "h2 { color: #14g; }",
        right: "h2 { color: #146; }",
    }
}

/// What a `@media` may ask.
const FEATURES: &[&str] = &[
    "any-hover",
    "any-pointer",
    "aspect-ratio",
    "color",
    "color-gamut",
    "color-index",
    "device-aspect-ratio",
    "device-height",
    "device-posture",
    "device-width",
    "display-mode",
    "dynamic-range",
    "forced-colors",
    "grid",
    "height",
    "hover",
    "inverted-colors",
    "max-aspect-ratio",
    "max-color",
    "max-device-width",
    "max-height",
    "max-resolution",
    "max-width",
    "min-aspect-ratio",
    "min-color",
    "min-device-width",
    "min-height",
    "min-resolution",
    "min-width",
    "monochrome",
    "orientation",
    "overflow-block",
    "overflow-inline",
    "pointer",
    "prefers-color-scheme",
    "prefers-contrast",
    "prefers-reduced-data",
    "prefers-reduced-motion",
    "prefers-reduced-transparency",
    "resolution",
    "scan",
    "scripting",
    "shape",
    "update",
    "video-color-gamut",
    "video-dynamic-range",
    "width",
];

/// Every slip of a sheet, in no order.
pub(super) fn diagnostics(text: &str, sheet: &mut StyleSheet<'_>) -> Vec<Diagnostic> {
    let mut slips = Slips::default();
    let Ok(()) = sheet.visit(&mut slips);
    // The parser does not say where a declaration stands.
    let plain = without_comments(text);
    let places = |word: &str| -> Vec<usize> {
        let is_part = |symbol: char| symbol.is_alphanumeric() || "-_".contains(symbol);
        let found = plain.match_indices(word).map(|(at, _)| at);
        found
            .filter(|at| {
                !plain[..*at].ends_with(is_part) && !plain[at + word.len()..].starts_with(is_part)
            })
            .collect()
    };
    let mut diagnostics = Vec::new();
    let skipped = "correct or remove it: browsers would pass over it in silence";
    for (name, near) in &slips.properties {
        for at in places(name) {
            if plain[at + name.len()..].trim_start().starts_with(':') {
                let message = format!("unknown property `{name}`");
                let help = format!("did you mean `{near}`?");
                diagnostics.push(Diagnostic::new(
                    STYLE_UNKNOWN,
                    at..at + name.len(),
                    message,
                    help,
                ));
            }
        }
    }
    for name in &slips.empty {
        for at in places(name) {
            let value = plain[at + name.len()..].trim_start().strip_prefix(':');
            if value.is_some_and(|value| value.trim_start().starts_with([';', '}'])) {
                let message = format!("`{name}` has no value");
                diagnostics.push(Diagnostic::new(
                    STYLE_VALUE,
                    at..at + name.len(),
                    message,
                    skipped,
                ));
            }
        }
    }
    for name in &slips.colours {
        for at in places(name) {
            // Not the selector of an id.
            if plain[..at]
                .rfind([';', ':', '{', '}'])
                .is_some_and(|sign| &plain[sign..=sign] == ":")
            {
                let help = "a colour has 3, 4, 6 or 8 digits from 0 to 9 and a to f";
                let message = format!("`{name}` is no colour");
                diagnostics.push(Diagnostic::new(STYLE_VALUE, at..at + name.len(), message, help));
            }
        }
    }
    for (name, near) in &slips.features {
        for at in places(name) {
            let message = format!("`@media` cannot ask for `{name}`");
            let help = format!("did you mean `{near}`?");
            diagnostics.push(Diagnostic::new(STYLE_UNKNOWN, at..at + name.len(), message, help));
        }
    }
    diagnostics
}

#[derive(Default)]
struct Slips {
    /// With the name that was meant.
    properties: BTreeSet<(String, String)>,
    empty: BTreeSet<String>,
    /// With their `#`.
    colours: BTreeSet<String>,
    /// With the name that was meant.
    features: BTreeSet<(String, &'static str)>,
}

impl<'i> Visitor<'i> for Slips {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(PROPERTIES | MEDIA_QUERIES)
    }

    fn visit_property(&mut self, property: &mut Property<'i>) -> Result<(), Infallible> {
        match property {
            Property::Custom(custom) => {
                if let CustomPropertyName::Unknown(name) = &custom.name
                    && let Some(near) = known_near(name)
                {
                    self.properties.insert((name.to_string(), near));
                }
            }
            Property::Unparsed(unparsed) => {
                if unparsed.value.0.iter().all(TokenOrValue::is_whitespace) {
                    self.empty.insert(unparsed.property_id.name().to_owned());
                }
                self.note_colours(&unparsed.value);
            }
            _ => {}
        }
        property.visit_children(self)
    }

    fn visit_media_feature(&mut self, feature: &mut MediaFeature<'i>) -> Result<(), Infallible> {
        let (QueryFeature::Plain { name, .. }
        | QueryFeature::Boolean { name }
        | QueryFeature::Range { name, .. }
        | QueryFeature::Interval { name, .. }) = &*feature;
        if let MediaFeatureName::Unknown(name) = name
            && let Some(near) = suggest::nearest(name, FEATURES.iter().copied())
            && near != name.as_ref()
        {
            self.features.insert((name.to_string(), near));
        }
        Ok(())
    }
}

impl Slips {
    /// A `#` in a value begins a colour, and those that are one have been read.
    fn note_colours(&mut self, value: &TokenList<'_>) {
        for token in &value.0 {
            if let TokenOrValue::Token(Token::Hash(name) | Token::IDHash(name)) = token {
                self.colours.insert(format!("#{name}"));
            }
        }
    }
}

/// The property that one slip of the finger made of this name; the parser has no list of those it knows.
fn known_near(name: &str) -> Option<String> {
    // A short name, or one of a single browser, is near to others by chance.
    if name.len() < 4 || name.starts_with('-') || !name.is_ascii() {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let is_known =
        |name: &String| !matches!(PropertyId::from(name.as_str()), PropertyId::Custom(_));
    slips(&name).find(is_known)
}

/// The names of which one slip of the finger may have made this one, which is ASCII.
pub(super) fn slips(name: &str) -> impl Iterator<Item = String> + '_ {
    let letters = || ('a'..='z').chain(['-']);
    let halves = move || (0..=name.len()).map(move |at| name.split_at(at));
    let without = halves().filter_map(|(start, end)| Some(format!("{start}{}", end.get(1..)?)));
    let swapped = halves().filter_map(|(start, end)| {
        let (first, second) = (end.get(..1)?, end.get(1..2)?);
        Some(format!("{start}{second}{first}{}", &end[2..]))
    });
    let with = halves()
        .flat_map(move |(start, end)| letters().map(move |each| format!("{start}{each}{end}")));
    let other = halves().filter_map(|(start, end)| Some((start, end.get(1..)?)));
    let other = other
        .flat_map(move |(start, end)| letters().map(move |each| format!("{start}{each}{end}")));
    swapped.chain(with).chain(without).chain(other)
}

/// The same text, as long, with blanks for what stands in comments.
fn without_comments(text: &str) -> String {
    let mut plain = text.to_owned();
    let mut at = 0;
    while let Some(start) = plain[at..].find("/*").map(|found| at + found) {
        let end = plain[start + 2..].find("*/").map_or(plain.len(), |end| start + 2 + end + 2);
        let blank = " ".repeat(end - start);
        plain.replace_range(start..end, &blank);
        at = end;
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_finds_the_property_and_a_name_of_its_own_finds_none() {
        assert_eq!(known_near("colr").as_deref(), Some("color"));
        assert_eq!(known_near("hieght").as_deref(), Some("height"));
        assert_eq!(known_near("backgroundd").as_deref(), Some("background"));
        assert_eq!(known_near("widht").as_deref(), Some("width"));
        for own in ["content", "field-sizing", "-webkit-colr", "anchor-name", "r"] {
            assert_eq!(known_near(own), None, "{own}");
        }
    }
}
