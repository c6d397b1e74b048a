//! Reads a problem, with every mistake in it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use super::{
    Firm, Hearing, Hold, MAX_AUTO, Problem, Rules,
    objective::{Objective, Objectives},
    times,
};
use crate::json::{
    fields::{Fields, Mistakes, whole},
    mistake::{FieldFault, Mistake, near, quoted},
    tree::{self, JsonNode},
};

/// More than a scheme hears in ten years.
const MOST_FIRMS: usize = 10_000;
const MOST_HEARINGS: usize = 100;
/// A slot and a pause lie within a day.
const DAY: u32 = 24 * 60;
/// Of firms, slots and peers of a hearing; for whoever writes a limit high so that it limits nothing.
const MOST: u32 = 1000;

/// As [`Problem::read`].
pub(super) fn problem(text: &str) -> Result<Problem, Vec<Mistake>> {
    let (node, doubled) = tree::read(text)?;
    let mistakes = Mistakes::of(doubled);
    let problem =
        Fields::of(&node, "", &mistakes).and_then(|fields| whole_problem(fields, &mistakes));
    mistakes.or(problem)
}

fn whole_problem(fields: Fields<'_>, mistakes: &Mistakes) -> Option<Problem> {
    let version = fields.number("version", 1..=1);
    let timezone = fields
        .text("timezone")
        .and_then(|name| noted(times::zone(name), &fields.path("timezone"), mistakes));
    let rules = fields.required("rules").and_then(|node| rules(node, mistakes));
    let hearings = entries(&fields, "hearings", MOST_HEARINGS, mistakes, |node, path| {
        hearing(node, path, timezone.as_ref(), mistakes)
    });
    let firms =
        entries(&fields, "firms", MOST_FIRMS, mistakes, |node, path| firm(node, path, mistakes));
    fields.end();

    let (mut hearings, mut all_firms) = (hearings?, firms?);
    names_agree(&hearings, &all_firms, mistakes);
    let auto = hearings.iter().filter(|(_, hearing)| hearing.hold == Hold::Auto).count();
    if auto > MAX_AUTO {
        mistakes.note("hearings (hold: auto)", FieldFault::TooMany { found: auto, max: MAX_AUTO });
    }
    hearings.sort_by(|(_, one), (_, other)| (one.starts, &one.id).cmp(&(other.starts, &other.id)));
    all_firms.sort_by(|(_, one), (_, other)| {
        (one.received_at, &one.reference).cmp(&(other.received_at, &other.reference))
    });
    Some(Problem {
        all_firms: all_firms.into_iter().map(|(_, firm)| firm).collect(),
        hearings: hearings.into_iter().map(|(_, hearing)| hearing).collect(),
        rules: rules?,
        timezone: timezone?,
        version: version?,
    })
}

/// The entries of a list that must be there, each with its path; `None` if one cannot be read.
fn entries<T>(
    fields: &Fields<'_>,
    key: &'static str,
    most: usize,
    mistakes: &Mistakes,
    mut read: impl FnMut(&JsonNode, &str) -> Option<T>,
) -> Option<Vec<(String, T)>> {
    fields.required(key)?;
    let nodes: Vec<_> = fields.array(key)?.collect();
    if nodes.len() > most {
        mistakes.note(fields.path(key), FieldFault::TooMany { found: nodes.len(), max: most });
        return None;
    }
    // All of them are read, so that each is known to be right or wrong.
    let read: Vec<_> = nodes.into_iter().map(|(path, node)| (read(node, &path), path)).collect();
    read.into_iter().map(|(entry, path)| Some((path, entry?))).collect()
}

fn rules(node: &JsonNode, mistakes: &Mistakes) -> Option<Rules> {
    let fields = Fields::of(node, "rules", mistakes)?;
    let slot_minutes = fields.number("slot_minutes", 1..=DAY);
    let firms_min = fields.number("firms_min", 0..=MOST);
    let firms_max = fields.number("firms_max", 1..=MOST);
    let same_sector_max = fields.number("same_sector_max", 1..=MOST);
    let quorum = fields.number("quorum", 0..=MOST);
    let order = order(&fields, mistakes);
    if let (Some(min), Some(max)) = (firms_min, firms_max)
        && min > max
    {
        let (min, max) = (min as usize, max as usize);
        mistakes.note(fields.path("firms_min"), FieldFault::MinAboveMax { min, max });
    }
    fields.end();
    Some(Rules {
        firms_max: firms_max? as usize,
        firms_min: firms_min? as usize,
        order: order?,
        quorum: quorum? as usize,
        same_sector_max: same_sector_max? as usize,
        slot_minutes: slot_minutes?,
    })
}

/// All six, each once.
fn order(fields: &Fields<'_>, mistakes: &Mistakes) -> Option<Objectives> {
    let Some(JsonNode::Array(nodes)) = fields.any("order") else {
        return match fields.any("order") {
            None => Some(Objective::ALL),
            Some(other) => {
                let fault = FieldFault::Kind { expected: "une liste", found: other.shown() };
                mistakes.note(fields.path("order"), fault);
                None
            }
        };
    };
    let names = Objective::ALL.map(Objective::name);
    let mut order: Vec<Objective> = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        let path = format!("{}[{at}]", fields.path("order"));
        let objective =
            one_of(node, &path, &Objective::ALL.map(|each| (each.name(), each)), mistakes)?;
        if let Some(first) = order.iter().position(|each| *each == objective) {
            let first = format!("rules.order[{first}]");
            mistakes.note(path, FieldFault::Twice { found: quoted(objective.name()), first });
            return None;
        }
        order.push(objective);
    }
    let missing = names.into_iter().find(|name| order.iter().all(|each| each.name() != *name));
    if let Some(missing) = missing {
        mistakes.note(fields.path("order"), FieldFault::MissingObjective(missing));
    }
    order.try_into().ok()
}

fn hearing(
    node: &JsonNode,
    path: &str,
    zone: Option<&TimeZone>,
    mistakes: &Mistakes,
) -> Option<Hearing> {
    let fields = Fields::of(node, path, mistakes)?;
    let id = fields.name("id");
    let starts = fields.text("starts").and_then(|text| {
        let at = fields.path("starts");
        let time = noted(times::local(text), &at, mistakes)?;
        // Without a zone, nobody knows whether it exists.
        zone.is_none_or(|zone| noted(times::instant(time, zone), &at, mistakes).is_some())
            .then_some(time)
    });
    let gap_minutes = fields.optional_number("gap_minutes", 0..=DAY);
    let break_after = fields.optional_number("break_after", 1..=MOST);
    let break_minutes = fields.optional_number("break_minutes", 0..=DAY);
    let access = fields.names("access");
    let panel = fields.names("panel");
    let hold = fields.any("hold").map_or(Some(Hold::Auto), |node| {
        let known = [("auto", Hold::Auto), ("yes", Hold::Yes), ("no", Hold::No)];
        one_of(node, &fields.path("hold"), &known, mistakes)
    });
    let mut locked = BTreeMap::new();
    for (path, reference, node) in fields.entries("locked")? {
        if let Some(slot) = whole(node, &path, 1..=MOST, mistakes) {
            locked.insert(reference.to_owned(), slot as usize);
        }
    }
    fields.end();
    Some(Hearing {
        access: access?,
        break_after,
        break_minutes: break_minutes.unwrap_or(0),
        gap_minutes: gap_minutes.unwrap_or(0),
        hold: hold?,
        id: id?,
        locked,
        panel: panel?,
        starts: starts?,
    })
}

/// As [`Hearing::read`].
pub(super) fn one_hearing(
    node: &JsonNode,
    path: &str,
    timezone: &str,
    mistakes: &Mistakes,
) -> Option<Hearing> {
    let zone = noted(times::zone(timezone), path, mistakes)?;
    hearing(node, path, Some(&zone), mistakes)
}

fn firm(node: &JsonNode, path: &str, mistakes: &Mistakes) -> Option<Firm> {
    let fields = Fields::of(node, path, mistakes)?;
    let reference = fields.name("ref");
    let received_at = fields.text("received_at");
    let received_at = received_at
        .and_then(|text| noted(times::minute(text), &fields.path("received_at"), mistakes));
    let sector = fields.name("sector");
    let needs = fields.names("needs");
    let excludes = fields.names("excludes");
    let recuses = fields.names("recuses");
    let cannot = fields.names("cannot");
    let prefers = fields.names("prefers");
    let was = fields.optional_text("was").map(str::to_owned);
    let expires = fields.optional_text("expires");
    let expires =
        expires.and_then(|text| noted(times::day(text), &fields.path("expires"), mistakes));
    let treated = fields.flag("treated", true);
    fields.end();
    Some(Firm {
        cannot: cannot?,
        excludes: excludes?,
        expires,
        needs: needs?,
        prefers: prefers?,
        received_at: received_at?,
        recuses: recuses?,
        reference: reference?,
        sector: sector?,
        treated: treated?,
        was,
    })
}

/// Hearings and firms have names of their own, and what names one names one that is there.
fn names_agree(hearings: &[(String, Hearing)], firms: &[(String, Firm)], mistakes: &Mistakes) {
    let ids: Vec<_> = hearings.iter().map(|(path, hearing)| (path, hearing.id.as_str())).collect();
    let references: Vec<_> =
        firms.iter().map(|(path, firm)| (path, firm.reference.as_str())).collect();
    let ids = once(&ids, "id", mistakes);
    let references = once(&references, "ref", mistakes);
    let known = |path: String, name: &str, of: &'static str, known: &BTreeSet<&str>| {
        if !known.contains(name) {
            let near = near(name, known.iter().copied());
            mistakes.note(path, FieldFault::UnknownName { found: quoted(name), of, near });
        }
    };
    for (path, hearing) in hearings {
        for reference in hearing.locked.keys() {
            let path = format!("{path}.locked{}", tree::key_step(reference));
            known(path, reference, "d'aucune entreprise", &references);
        }
    }
    for (path, firm) in firms {
        let named = [("cannot", &firm.cannot), ("prefers", &firm.prefers)];
        let named = named.into_iter().flat_map(|(key, ids)| ids.iter().map(move |id| (key, id)));
        for (key, id) in named.chain(firm.was.iter().map(|id| ("was", id))) {
            known(format!("{path}.{key}"), id, "d'aucune audition", &ids);
        }
    }
}

/// The names, each noted that another entry has too.
fn once<'a>(names: &[(&String, &'a str)], key: &str, mistakes: &Mistakes) -> BTreeSet<&'a str> {
    let mut first = BTreeMap::new();
    for (path, name) in names {
        if let Some(first) = first.get(name) {
            let first = format!("{first}.{key}");
            mistakes
                .note(format!("{path}.{key}"), FieldFault::Twice { found: quoted(name), first });
        } else {
            first.insert(*name, path);
        }
    }
    first.into_keys().collect()
}

/// One of a few words; anything else is noted.
fn one_of<T: Copy>(
    node: &JsonNode,
    path: &str,
    known: &[(&'static str, T)],
    mistakes: &Mistakes,
) -> Option<T> {
    let word = if let JsonNode::Text(text) = node { text.as_str() } else { "" };
    if let Some((_, value)) = known.iter().find(|(name, _)| *name == word) {
        return Some(*value);
    }
    let names = known.iter().map(|(name, _)| *name);
    let near = near(word, names.clone());
    let known = names.collect::<Vec<_>>().join(", ");
    mistakes.note(path, FieldFault::NotOneOf { found: node.shown(), near, known });
    None
}

fn noted<T>(read: Result<T, FieldFault>, path: &str, mistakes: &Mistakes) -> Option<T> {
    read.map_err(|fault| mistakes.note(path, fault)).ok()
}
