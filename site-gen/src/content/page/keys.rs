//! The values that front matter may hold, each read and judged.

mod plain;

use std::ops::Range;

use authoring::config::{FromValue, Node, Table, Value, front_matter::Lost};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use super::{
    mistakes::{
        ADDRESS_ALIAS, ADDRESS_PERMALINK, ADDRESS_SLUG, DATE_FRENCH, DATE_ORDER, DATE_UNKNOWN,
        FRONT_MATTER_EMPTY_TITLE, FRONT_MATTER_MISSING_TITLE, FRONT_MATTER_UNKNOWN_KEY,
    },
    permalink,
};
use crate::content::{
    assets::beside,
    config::{Config, Named},
    directory::{file_url::FileUrl, relative_path::decode_path},
    values::shown_text,
};

pub(super) use plain::note_signs;

/// The language of a page: that of its top folder, or the site's.
pub(super) fn language(config: &Config, file: &str) -> String {
    let folder = file.split_once('/').map_or("", |(folder, _)| folder);
    config.languages.iter().find(|language| *language == folder).unwrap_or(&config.language).clone()
}

/// What says something of a page only above `extra`, and that nobody means otherwise.
pub(crate) const NEVER_OWN: [&str; 4] = ["draft", "expires", "permalink", "aliases"];

/// Notes keys that stand below `extra` by mistake, and so mean nothing there: a draft would be published. In TOML, all
/// that follows `[extra]` does.
pub(super) fn note_below_extra(table: &Table<'_>, root: &Node, front_matter: &str, keys: &[&str]) {
    let Some(Node { value: Value::Table(own), .. }) = root.get("extra") else { return };
    let is_trap = front_matter.lines().any(|line| line.trim_end() == "[extra]");
    for (key, _) in own {
        let name = key.name.as_str();
        let is_misplaced = if is_trap { keys.contains(&name) } else { NEVER_OWN.contains(&name) };
        if is_misplaced {
            let message = format!("`{name}` stands below `extra`, where it means nothing");
            let help = if is_trap {
                "write it above [extra]".to_owned()
            } else {
                format!("write it beside `extra`, as a key of its own: {name}: …")
            };
            table.error(FRONT_MATTER_UNKNOWN_KEY, key.span.clone(), message, Some(help));
        }
    }
}

/// The title, which each page has; `lost` is what of the front matter could not be read.
pub(super) fn title(table: &Table<'_>, fence: &Range<usize>, lost: &Lost) -> Option<String> {
    let title = shown_text(table, "title");
    match table.node("title") {
        None if lost.holds("title") => {}
        None => table.error(
            FRONT_MATTER_MISSING_TITLE,
            fence.clone(),
            "`title` is missing",
            Some("every page has one: title: …".to_owned()),
        ),
        Some(_) if title.as_ref().is_some_and(|title| title.trim().is_empty()) => {
            let help = "the page's name, as in a list of pages".to_owned();
            table.error_at(FRONT_MATTER_EMPTY_TITLE, "title", "`title` is empty", Some(help));
        }
        Some(_) => {}
    }
    title
}

pub(super) fn named(table: &Table<'_>, name: &str) -> Option<Named> {
    let text = table.optional::<String>(name)?;
    let span = table.node(name)?.span.clone();
    Some(Named { name: text, span })
}

/// The three days of a page, in their order: date, or the one that its name says, updated, expires.
pub(super) fn dates(
    table: &Table<'_>,
    named: Option<Date>,
    time_zone: &TimeZone,
) -> [Option<Date>; 3] {
    let [date, updated, expires] =
        ["date", "updated", "expires"].map(|name| self::date(table, name, time_zone));
    let date = date.or(named);
    for (name, day) in [("updated", updated), ("expires", expires)] {
        if let (Some(date), Some(day)) = (date, day)
            && day < date
        {
            let help = "correct one of the two dates".to_owned();
            let message = format!("{name} before its date, {date}");
            table.error_at(DATE_ORDER, name, message, Some(help));
        }
    }
    [date, updated, expires]
}

/// A file of the site, as its URL is written: with what its author typed, such as a space or an accent, it is none. One
/// that is named from the file below `pages/` that names it stands beside pages.
pub(super) fn image_url(image: Named, from: &str) -> Named {
    let (path, rest) = image.name.split_at(image.name.find(['?', '#']).unwrap_or(image.name.len()));
    let path = match path.strip_prefix("/assets/") {
        Some(path) => decode_path(path).into_owned(),
        None => match beside::path(from, path) {
            Some(path) => path,
            None => return image,
        },
    };
    let url = FileUrl::of("/assets/", &path).with_fragment(rest);
    Named { name: url.into_string(), ..image }
}

pub(super) fn is_slug(table: &Table<'_>, slug: &str) -> bool {
    let fits = permalink::is_slug(slug);
    if !fits {
        let help = match permalink::slug(slug) {
            near if near.is_empty() => "letters without accents, digits and dashes".to_owned(),
            near => format!("did you mean `{near}`?"),
        };
        table.error_at(
            ADDRESS_SLUG,
            "slug",
            format!("`{slug}` cannot stand in an address"),
            Some(help),
        );
    }
    fits
}

/// The whole address of a page, with its slashes.
pub(super) fn permalink(table: &Table<'_>) -> Option<String> {
    let text = table.optional::<String>("permalink")?;
    // Without the host of an address that is written in full.
    let path = text
        .split_once("://")
        .map_or(&*text, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let path = path.trim_matches('/');
    let written = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
    let is_address = path.is_empty() || path.split('/').all(permalink::is_slug);
    let (message, help) = if text != written || !is_address {
        let segments = path.split('/').map(permalink::slug).filter(|segment| !segment.is_empty());
        let near = segments.collect::<Vec<_>>().join("/");
        let near = if is_address { written } else { format!("/{near}/") };
        (format!("`{text}` is no address of a page"), format!("did you mean `{near}`?"))
    } else if table.node("slug").is_some() {
        let message = "`permalink` beside `slug`, which is its last segment".to_owned();
        (message, "keep one of the two".to_owned())
    } else {
        return Some(text);
    };
    table.error_at(ADDRESS_PERMALINK, "permalink", message, Some(help));
    None
}

/// The day that `name` says, for readers in that zone.
fn date(table: &Table<'_>, name: &str, time_zone: &TimeZone) -> Option<Date> {
    let help = || Some("year, month and day: 2021-06-01".to_owned());
    let text = match &table.node(name)?.value {
        Value::String(text) | Value::Date(text) => text,
        other => {
            let message = format!("`{name}` should be a date, this is {}", other.kind());
            table.error_at(DATE_UNKNOWN, name, message, help());
            return None;
        }
    };
    // A time of day may follow; of one with an offset, the day is another elsewhere.
    let (day, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
    let date = if day.len() == "2021-06-01".len() { day_at(day, time, time_zone) } else { None };
    if date.is_none() {
        let (code, help) = match turned_round(day) {
            Some(date) => (DATE_FRENCH, Some(format!("did you mean `{date}`?"))),
            None => (DATE_UNKNOWN, help()),
        };
        table.error_at(code, name, format!("`{text}` is not a date"), help);
    }
    date
}

/// The day that the name of a page's file begins with, where its front matter says none.
pub(super) fn date_of_name(table: &Table<'_>, file: &str, fence: &Range<usize>) -> Option<Date> {
    let name = file.rsplit('/').next().unwrap_or(file).strip_suffix(".md")?;
    if table.node("date").is_some() {
        return None;
    }
    let Some((day, rest)) = permalink::dated(name) else {
        if let Some((day, meant)) = permalink::nearly_dated(name) {
            let message = format!("`{day}` in the name of the file is not read as a date");
            let help = format!("did you mean `{meant}.md`?");
            table.error(DATE_UNKNOWN, fence.clone(), message, Some(help));
        }
        return None;
    };
    let date = day.parse().ok();
    if date.is_none() {
        let message = format!("`{day}` in the name of the file is not a date");
        let help = format!("name it {rest}.md, or after a day that there is");
        table.error(DATE_UNKNOWN, fence.clone(), message, Some(help));
    }
    date
}

/// The day of `2021-06-01` and `23:30:00Z`, `23:30 +02:00` or nothing, for readers in a zone.
fn day_at(day: &str, time: &str, time_zone: &TimeZone) -> Option<Date> {
    let time: String = time.split_whitespace().collect();
    if time.is_empty() {
        return day.parse().ok();
    }
    let time = time
        .strip_suffix("UTC")
        .or_else(|| time.strip_suffix("GMT"))
        .map_or_else(|| time.clone(), |time| [time, "Z"].concat());
    let moment = format!("{day}T{time}");
    match moment.parse::<Timestamp>() {
        Ok(moment) => Some(moment.to_zoned_datetime(time_zone.clone()).date()),
        Err(_) => moment.parse::<DateTime>().ok().map(DateTime::date),
    }
}

/// `01/06/2021`, as people write it.
fn turned_round(day: &str) -> Option<Date> {
    let mut parts = day.split(['/', '.', '-']).map(|part| part.parse::<i16>().ok());
    let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok().filter(|_| year > 31)
}

pub(super) fn aliases(table: &Table<'_>) -> Vec<Named> {
    let _: Option<Vec<String>> = table.optional("aliases");
    let Some(Value::List(items)) = table.node("aliases").map(|node| &node.value) else {
        return Vec::new();
    };
    let mut aliases = Vec::new();
    for Node { span, value } in items {
        let Some(name) = String::from_value(value) else { continue };
        let decoded = decode_path(&name);
        let path = decoded.strip_prefix('/').map(|path| path.strip_suffix('/').unwrap_or(path));
        let fits = path.is_some_and(|path| path.split('/').all(permalink::is_old_name));
        if fits {
            aliases.push(Named { name: decoded.into_owned(), span: span.clone() });
        } else {
            let rooted = format!("/{}", name.trim_start_matches("./"));
            let is_near = !name.contains("://")
                && rooted[1..].trim_end_matches('/').split('/').all(permalink::is_old_name);
            let help = if is_near {
                format!("did you mean `{rooted}`?")
            } else {
                "an old address of this page, such as /old/page/".to_owned()
            };
            let message = format!("`{name}` is no address of this site");
            table.error(ADDRESS_ALIAS, span.clone(), message, Some(help));
        }
    }
    aliases
}
