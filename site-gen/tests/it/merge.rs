//! Two sites in one: each is read as what it changes in a sound site, and both changes are made.
//!
//! Where they cannot both be made (each has its own `slug`, say), there is no such site.

use std::collections::{BTreeMap, BTreeSet};

use similar::{DiffOp, TextDiff};

use crate::fixtures::template;

/// The files of a site's content.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Both changes of a sound site, the first one's lines first; none if they contradict each other.
pub(crate) fn both(sound: &Files, first: &Files, second: &Files) -> Option<Files> {
    let paths: BTreeSet<&String> = first.keys().chain(second.keys()).chain(sound.keys()).collect();
    let mut merged = Files::new();
    for path in paths {
        let (first, second) = (first.get(path), second.get(path));
        let file = if first == second || second == sound.get(path) {
            first.cloned()
        } else if first == sound.get(path) {
            second.cloned()
        } else {
            let text = |bytes| std::str::from_utf8(bytes).ok();
            let (first, second) = (text(first?)?, text(second?)?);
            let before = match sound.get(path) {
                Some(before) => text(before)?,
                None => template(path),
            };
            let merged = match path.rsplit_once('.')?.1 {
                "md" => pages(first, second)?,
                "toml" => toml(before, first, second)?,
                _ => lines(before, first, second, false)?,
            };
            Some(merged.into_bytes())
        };
        merged.extend(file.map(|file| (path.clone(), file)));
    }
    Some(merged)
}

/// A page with the keys and the text of both; none where both give a key.
fn pages(first: &str, second: &str) -> Option<String> {
    let (second_keys, second_text) = front_matter(second)?;
    let Some((first_keys, first_text)) = front_matter(first) else {
        // Whatever stands instead of front matter is followed by the text of the second.
        return matches!(second_keys[..], [only] if is_plain_title(only))
            .then(|| format!("{first}\n{second_text}"));
    };
    let is_plain = |keys: &[&str]| keys.iter().any(|key| is_plain_title(key));
    let (mut keys, mut added) = (first_keys, second_keys);
    let titles = (is_plain(&keys), is_plain(&added));
    match titles {
        (_, true) => remove_plain_title(&mut added),
        (true, false) => remove_plain_title(&mut keys),
        (false, false) => return None,
    }
    // What one says of the title, the other leaves to it.
    let is_left = match titles {
        (true, true) => true,
        (_, true) => !names(&added).contains("title"),
        _ => !names(&keys).contains("title"),
    };
    let (keys_named, added_named) = (names(&keys), names(&added));
    let shared = keys_named.intersection(&added_named);
    if !is_left || shared.filter(|name| **name != "title").count() > 0 {
        return None;
    }
    keys.extend(added);
    Some(format!("---\n{}---\n{first_text}\n{second_text}", keys.concat()))
}

/// The keys, each with the lines that are indented under it, and what follows them all.
fn front_matter(page: &str) -> Option<(Vec<&str>, &str)> {
    let (mut rest, text) = page.strip_prefix("---\n")?.split_once("---\n")?;
    let mut keys = Vec::new();
    while !rest.is_empty() {
        let mut ends = rest.match_indices('\n').map(|(at, _)| at + 1);
        let end = ends.find(|end| !rest[*end..].starts_with([' ', '\t']));
        let (key, after) = rest.split_at(end.unwrap_or(rest.len()));
        keys.push(key);
        rest = after;
    }
    Some((keys, text))
}

/// As in a page without mistakes.
fn is_plain_title(key: &str) -> bool {
    let title = key.strip_prefix("title: ").and_then(|rest| rest.strip_suffix('\n'));
    title.is_some_and(|title| title.chars().all(char::is_alphanumeric))
}

fn remove_plain_title(keys: &mut Vec<&str>) {
    keys.remove(keys.iter().position(|key| is_plain_title(key)).unwrap());
}

fn names<'a>(keys: &[&'a str]) -> BTreeSet<&'a str> {
    keys.iter().filter_map(|key| key.split([':', '=', ' ']).next()).collect()
}

/// Both changes; none where a table or one of the first keys would be given twice.
fn toml(before: &str, first: &str, second: &str) -> Option<String> {
    let merged = lines(before, first, second, true)?;
    let twice = |text: &str| {
        let (keys, tables) = head(text);
        let keys = keys.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key);
        let tables = tables.lines().filter(|line| line.starts_with('[') && !line.starts_with("[["));
        let mut seen = BTreeSet::new();
        keys.chain(tables).filter(|name| !seen.insert(*name)).count()
    };
    (twice(&merged) <= twice(first) + twice(second)).then_some(merged)
}

/// What stands before the first table, and the rest.
fn head(toml: &str) -> (&str, &str) {
    let tables = if toml.starts_with('[') { Some(0) } else { toml.find("\n[").map(|at| at + 1) };
    toml.split_at(tables.unwrap_or(toml.len()))
}

/// A text with the lines that either adds and without those that either takes out; none where both put something
/// else in the same line's place.
fn lines(before: &str, first: &str, second: &str, tables: bool) -> Option<String> {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let (removed, added) = change(&old, first);
    let (removed_too, added_too) = change(&old, second);
    // What stands between two lines that are taken out would stand elsewhere.
    let is_inside = |at: &usize, removed: &BTreeSet<usize>| {
        removed.contains(at) && at.checked_sub(1).is_some_and(|above| removed.contains(&above))
    };
    if removed.intersection(&removed_too).next().is_some()
        || added.keys().any(|at| is_inside(at, &removed_too))
        || added_too.keys().any(|at| is_inside(at, &removed))
    {
        return None;
    }
    let mut text = String::new();
    for at in 0..=old.len() {
        let added = [&added, &added_too].map(|added| added.get(&at).map_or("", String::as_str));
        if tables {
            // Keys before tables, or they would be the table's.
            let [(keys, tables), (keys_too, tables_too)] = added.map(head);
            text.extend([keys, keys_too, tables, tables_too]);
        } else {
            text.extend(added);
        }
        if let Some(line) = old.get(at)
            && !removed.contains(&at)
            && !removed_too.contains(&at)
        {
            text.push_str(line);
        }
    }
    Some(text)
}

/// The lines taken out, and what is put in before each.
fn change(old: &[&str], new: &str) -> (BTreeSet<usize>, BTreeMap<usize, String>) {
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let (mut removed, mut added) = (BTreeSet::new(), BTreeMap::<usize, String>::new());
    for operation in TextDiff::from_slices(old, &new).ops() {
        if matches!(operation, DiffOp::Equal { .. }) {
            continue;
        }
        removed.extend(operation.old_range());
        if !operation.new_range().is_empty() {
            let at = operation.old_range().start;
            added.entry(at).or_default().push_str(&new[operation.new_range()].concat());
        }
    }
    (removed, added)
}
