//! What an answer may hold: what is documented, and what was sent, as text and never as anything else.

use std::{collections::BTreeSet, sync::LazyLock};

use application_form::{page::TEMPLATES, reference::Reference};
use bytes::Bytes;
use http::Response;
use serde_json::Value as Json;

/// The headers that an answer may have. Nothing that was sent stands in one.
#[track_caller]
pub fn check_headers(response: &Response<Bytes>) {
    for (name, value) in response.headers() {
        let value = value.to_str().expect("a header is ASCII");
        let reference =
            |location: &str| location.strip_prefix("/candidature/recue/").map(str::to_owned);
        let is_known = match name.as_str() {
            "content-type" => {
                ["text/html; charset=utf-8", "application/json", "application/problem+json"]
                    .contains(&value)
            }
            "content-security-policy" => value == "default-src 'none'",
            "cache-control" => ["no-store", "private, no-cache"].contains(&value),
            "x-robots-tag" => value == "noindex",
            "retry-after" => value.parse::<u32>().is_ok(),
            "location" => reference(value).is_some_and(|it| Reference::parse("BDP", &it).is_ok()),
            "vary" => value == "accept-encoding",
            _ => false,
        };
        assert!(is_known, "{name}: {value}");
    }
}

/// The tags and attributes that the form's templates write.
static MARKUP: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    // Of the layout; and attributes without a value, which stand between conditions.
    let mut names: BTreeSet<&str> =
        "title main novalidate hidden checked selected autofocus data-unsent \
        data-robot data-statement data-received data-empty"
            .split_whitespace()
            .collect();
    for (_, template) in TEMPLATES {
        let tags = template.split('<').skip(1).filter_map(|rest| {
            rest.trim_start_matches('/').split(|it: char| !it.is_ascii_alphanumeric()).next()
        });
        let attributes = template
            .split("=\"")
            .filter_map(|before| before.rsplit([' ', '}']).next())
            .filter(|name| name.chars().all(|it| it.is_ascii_lowercase() || it == '-'));
        names.extend(tags.chain(attributes));
    }
    names
});

/// No text that was sent is markup: every tag and attribute of the page is one of the templates'.
#[track_caller]
pub fn check_page(html: &str) {
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a tag ends");
        assert!(!text.contains('>'), "a text has a bare `>`: {part}");
        let mut rest = tag.trim_start_matches('/');
        while !rest.is_empty() {
            let name = rest.split([' ', '=']).next().unwrap_or_default();
            assert!(MARKUP.contains(name), "`{name}` is no markup of ours: <{part}");
            rest = &rest[name.len()..];
            if let Some(value) = rest.strip_prefix("=\"") {
                let (_, after) = value.split_once('"').expect("a value ends");
                rest = after;
            }
            rest = rest.strip_prefix(' ').unwrap_or(rest);
        }
    }
}

/// An answer for programs has the keys of the interface, whatever was sent.
#[track_caller]
pub fn check_json(json: &Json, status: u16) {
    let keys: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    let known: &[&[&str]] = match status {
        200 => &[
            &["answers", "outcome", "token", "warnings"],
            &["outcome", "reasons"],
            &["fields", "outcome"],
        ],
        201 => &[&["received_at", "reference"]],
        422 => &[&["errors", "status", "title", "type"]],
        _ => &[&["detail", "status", "title", "type"]],
    };
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    assert!(known.contains(&sorted.as_slice()), "{status}: {keys:?}");
    assert!(status < 400 || json["status"] == status, "{json}");
}
