//! What templates and prose can do with a value, beyond Tera's own filters.

#[cfg(feature = "cards")]
pub mod fit;

use std::{collections::BTreeMap, sync::Arc};

use application_form::language::{dates, numbers};
use authoring::diagnostics::{Diagnostic, Source};
use jiff::civil::Date;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::content::{assets::Assets, theme};

/// The names registered by [`register`], for suggestions.
pub const NAMES: &[&str] = &["asset", "date", "euros", "integrity", "number"];

/// The same where cards are drawn.
const NAMES_WITH_CARDS: &[&str] = &["asset", "date", "euros", "fit", "integrity", "number"];

/// What these templates can do, for suggestions.
pub fn names(templates: &BTreeMap<String, Source>) -> &'static [&'static str] {
    if templates.contains_key(theme::CARD.0) { NAMES_WITH_CARDS } else { NAMES }
}

/// Makes the filters known, and `safe` strict: Tera's own renders an unknown variable as nothing.
pub fn register(tera: &mut Tera, assets: &Arc<Assets>) {
    tera.register_filter("safe", safe);
    tera.register_filter("number", number);
    tera.register_filter("euros", euros);
    tera.register_filter("date", date);
    let known = Arc::clone(assets);
    tera.register_filter("asset", move |value: Value, _: Kwargs, _: &State<'_>| {
        of_asset(&value, |url| Ok(known.load(url)?.url.into_string()))
    });
    let known = Arc::clone(assets);
    tera.register_filter("integrity", move |value: Value, _: Kwargs, _: &State<'_>| {
        of_asset(&value, |url| known.integrity(url))
    });
}

/// What only the template of cards can do, and that it is XML.
pub fn register_for_cards(tera: &mut Tera) {
    tera.autoescape_on([".html", ".htm", ".xml", ".svg"]);
    #[cfg(feature = "cards")]
    tera.register_filter(fit::NAME, fit::filter);
}

/// Stands in the message of a filter's error before what to do about it.
pub(crate) const HELP: &str = "\nhelp: ";

/// What is known of a file of `assets/`, by its URL.
fn of_asset(
    value: &Value,
    find: impl Fn(&str) -> Result<String, Box<Diagnostic>>,
) -> TeraResult<Value> {
    let error = |message: String, help: &str| Error::message([&*message, help].join(HELP));
    let Some(url) = value.as_str() else {
        let help = "write its URL, such as /assets/a.css";
        return Err(error(format!("`{value}` is no file"), help));
    };
    find(url)
        .map(Value::from)
        .map_err(|found| error(found.message, found.help.as_deref().unwrap_or_default()))
}

fn safe(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    if value.is_undefined() {
        return Err(Error::message("Tried to render a variable that is undefined"));
    }
    Ok(if value.is_string() { value.mark_safe() } else { Value::safe_string(&value.to_string()) })
}

/// `300 000`, or `300,000` where the page is not in French.
fn number(value: Value, _: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    whole(&value, "number", |number| {
        let text = numbers::thousands(number);
        if is_french(state) { text } else { text.replace(numbers::NARROW, ",") }
    })
}

/// `300 000 €`, or `€300,000`.
fn euros(value: Value, _: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    whole(&value, "euros", |number| {
        if is_french(state) {
            numbers::euros(number)
        } else {
            format!("€{}", numbers::thousands(number).replace(numbers::NARROW, ","))
        }
    })
}

/// `1er juin 2021`, or `1 June 2021`.
fn date(value: Value, _: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let text = value.as_str().unwrap_or_default();
    if is_placeholder(&value) {
        return Ok(value);
    }
    let date = text.get(.."2021-06-01".len()).unwrap_or(text).parse::<Date>().map_err(|_| {
        Error::message(format!("`date` formats a date such as 2021-06-01, this is `{value}`"))
    })?;
    let text = if is_french(state) {
        dates::long_date(date)
    } else {
        date.strftime("%-d %B %Y").to_string()
    };
    Ok(Value::from(text))
}

fn whole(value: &Value, name: &str, format: impl Fn(i64) -> String) -> TeraResult<Value> {
    if is_placeholder(value) {
        return Ok(value.clone());
    }
    let number = value.as_i64().ok_or_else(|| {
        Error::message(format!("`{name}` formats whole numbers, this is `{value}`"))
    })?;
    Ok(Value::from(format(number)))
}

/// A value still to be given shows itself, whatever it will be.
fn is_placeholder(value: &Value) -> bool {
    value.as_str().is_some_and(crate::content::values::placeholder::is_one)
}

fn is_french(state: &State<'_>) -> bool {
    let page = state.get::<Value>("page").ok().flatten();
    let language = page.as_ref().and_then(|page| page.get_from_path("language")?.as_str());
    language.is_none_or(|language| language.split('-').next() == Some("fr"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tera::Context;

    use super::*;

    fn render(template: &str, language: &str) -> Result<String, tera::Error> {
        let mut tera = Tera::default();
        register(&mut tera, &Arc::default());
        let mut context = Context::new();
        context.insert("page", &json!({ "language": language, "date": "2021-06-01" }));
        context.insert("months", &crate::content::values::placeholder::encode("durée", Some("12")));
        tera.render_str(template, &context, true)
    }

    #[test]
    fn numbers_and_dates_speak_the_language_of_the_page() {
        let template = "{{ 300000 | euros }} {{ 4000 | number }} {{ page.date | date }}";

        assert_eq!(
            render(template, "fr").unwrap(),
            "300\u{202f}000\u{a0}€ 4\u{202f}000 1er\u{a0}juin\u{a0}2021"
                .replace("juin\u{a0}", "juin ")
        );
        assert_eq!(render(template, "en-GB").unwrap(), "€300,000 4,000 1 June 2021");
    }

    #[test]
    fn a_placeholder_goes_through_every_filter() {
        let shown = render("{{ months }}", "fr").unwrap();

        assert_eq!(render("{{ months | number }}", "fr").unwrap(), shown);
        assert_eq!(render("{{ months | date }}", "fr").unwrap(), shown);
    }

    #[test]
    fn an_unknown_variable_is_an_error_even_if_it_is_said_to_be_safe() {
        assert!(render("{{ page.typo | safe }}", "fr").is_err());
        assert_eq!(render("{{ '<b>' | safe }}{{ 1 | safe }}", "fr").unwrap(), "<b>1");
    }
}
