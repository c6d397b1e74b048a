//! Reads peers and hearings as files have them: one object, or a list of them; every mistake with its path.

use std::collections::{BTreeMap, BTreeSet};

use application_form::{
    kind::{email::read_email, siren::Siren},
    reference::Reference,
};
use planner::{
    json::{
        fields::{Fields, Mistakes, whole},
        mistake::{FieldFault, Mistake, near, quoted},
        tree::{self, JsonNode},
    },
    problem::{Hearing, Hold},
};

use crate::{
    cli::words::{DayAnswer, HearingHold},
    journal::act::{HearingData, PeerData, VideoLinks},
    text::{day::Day, ids::are_alike, paris_time::PARIS},
};

mod meeting;

/// A text about a peer or a hearing has at most so many characters.
const LONGEST: usize = 500;

/// An electronic address has at most so many (RFC 5321).
const LONGEST_ADDRESS: usize = 254;

/// So many hearings a peer, at most: whoever does not limit it writes none.
const MOST: u32 = 1000;

/// The peers of a file.
pub fn peers(text: &str) -> Result<Vec<PeerData>, Vec<Mistake>> {
    entries(text, peer)
}

/// The hearings of a file. `slots`: so many firms at most, each of which needs a link where every slot has its own;
/// `None` if nobody knows.
pub fn hearings(text: &str, slots: Option<u32>) -> Result<Vec<HearingData>, Vec<Mistake>> {
    entries(text, |node, path, mistakes| hearing(node, path, slots, mistakes))
}

fn entries<T>(
    text: &str,
    read: impl Fn(&JsonNode, &str, &Mistakes) -> Option<(String, T)>,
) -> Result<Vec<T>, Vec<Mistake>> {
    let (node, doubled) = tree::read(text)?;
    let mistakes = Mistakes::of(doubled);
    let nodes: Vec<(String, &JsonNode)> = match &node {
        JsonNode::Array(nodes) => {
            nodes.iter().enumerate().map(|(at, node)| (format!("[{at}]"), node)).collect()
        }
        one => vec![(String::new(), one)],
    };
    let mut known: Vec<(String, String)> = Vec::new();
    let mut entries = Vec::new();
    for (path, node) in nodes {
        let Some((id, entry)) = read(node, &path, &mistakes) else { continue };
        if let Some((_, first)) = known.iter().find(|(other, _)| are_alike(other, &id)) {
            let fault = FieldFault::Twice { found: quoted(&id), first: format!("{first}.id") };
            mistakes.note(format!("{path}.id"), fault);
        }
        known.push((id, path));
        entries.push(entry);
    }
    mistakes.or(Some(entries))
}

fn peer(node: &JsonNode, path: &str, mistakes: &Mistakes) -> Option<(String, PeerData)> {
    let fields = Fields::of(node, path, mistakes)?;
    let id = fields.name("id");
    let name = line(&fields, "name", mistakes);
    let network = line(&fields, "network", mistakes);
    let siren = fields.optional_text("siren").map(|text| siren(text, &fields, mistakes));
    let firm = optional_line(&fields, "firm", mistakes);
    let sector = line(&fields, "sector", mistakes);
    let department = optional_line(&fields, "department", mistakes);
    let email = optional_line(&fields, "email", mistakes);
    let email = email.and_then(|text| address(&text, &fields, mistakes));
    let days = days(&fields, mistakes);
    let most = fields
        .any("most")
        .map_or(Some(MOST), |node| whole(node, &fields.path("most"), 0..=MOST, mistakes));
    let links = lines(&fields, "links", mistakes);
    let signed = fields.optional_text("signed").map(|text| {
        text.parse().map_err(|_| mistakes.note(fields.path("signed"), not_a_day(text))).ok()
    });
    fields.end();
    let id = id?;
    let peer = PeerData {
        id: id.clone(),
        name: name?,
        network: network?,
        siren: siren.unwrap_or_default(),
        firm,
        sector: sector?,
        department,
        email,
        days: days?,
        most: most?,
        links: links?,
        signed: signed.unwrap_or_default(),
    };
    Some((id, peer))
}

/// Where a letter reaches the peer.
fn address(text: &str, fields: &Fields<'_>, mistakes: &Mistakes) -> Option<String> {
    let wrong = FieldFault::Kind { expected: "une adresse électronique", found: quoted(text) };
    let read = read_email(text, LONGEST_ADDRESS);
    read.map_err(|_| mistakes.note(fields.path("email"), wrong)).ok()
}

fn siren(text: &str, fields: &Fields<'_>, mistakes: &Mistakes) -> Option<String> {
    let read = text.parse::<Siren>();
    let wrong = FieldFault::Kind { expected: "un SIREN ou null", found: quoted(text) };
    read.map(|siren| siren.to_string()).map_err(|_| mistakes.note(fields.path("siren"), wrong)).ok()
}

fn days(fields: &Fields<'_>, mistakes: &Mistakes) -> Option<BTreeMap<Day, DayAnswer>> {
    const ANSWERS: [(&str, DayAnswer); 3] =
        [("yes", DayAnswer::Yes), ("if_needed", DayAnswer::IfNeeded), ("no", DayAnswer::No)];
    let mut days = BTreeMap::new();
    for (path, day, node) in fields.entries("days")? {
        let word = if let JsonNode::Text(text) = node { text.as_str() } else { "" };
        let answer = ANSWERS.iter().find(|(name, _)| *name == word);
        match (day.parse::<Day>(), answer) {
            (Ok(day), Some((_, answer))) => drop(days.insert(day, *answer)),
            (Err(_), _) => mistakes.note(path, not_a_day(day)),
            (Ok(_), None) => {
                let names = ANSWERS.map(|(name, _)| name);
                let near = near(word, names);
                let known = names.join(", ");
                mistakes.note(path, FieldFault::NotOneOf { found: node.shown(), near, known });
            }
        }
    }
    Some(days)
}

fn hearing(
    node: &JsonNode,
    path: &str,
    slots: Option<u32>,
    mistakes: &Mistakes,
) -> Option<(String, HearingData)> {
    const OWN: [&str; 2] = ["place", "video"];
    // What the planner does not know is read here, all else as it reads a problem.
    let JsonNode::Object(entries) = node else {
        let _ = Fields::of(node, path, mistakes);
        return None;
    };
    let (own, planned): (Vec<_>, Vec<_>) =
        entries.iter().cloned().partition(|(key, _)| OWN.contains(&key.as_str()));
    let (own, planned) = (JsonNode::Object(own), JsonNode::Object(planned));
    let planned = Hearing::read(&planned, path, PARIS, mistakes);
    let fields = Fields::of(&own, path, mistakes)?;
    let place = optional_line(&fields, "place", mistakes);
    let video = match fields.any("video") {
        Some(JsonNode::Array(_)) => lines(&fields, "video", mistakes).map(VideoLinks::PerSlot),
        _ => optional_line(&fields, "video", mistakes).map(VideoLinks::Shared),
    };
    meeting::check(&fields, place.as_ref(), video.as_ref(), slots, mistakes);
    let planned = planned?;
    let mut locked = BTreeMap::new();
    for (reference, slot) in &planned.locked {
        let place = u32::try_from(*slot).unwrap_or(u32::MAX);
        if let Ok(reference) = reference.parse::<Reference>() {
            locked.insert(reference, place);
        } else {
            let path = fields.path(&format!("locked.{reference}"));
            let expected = "une référence comme BDP-7K2M-94X4";
            mistakes.note(path, FieldFault::Kind { expected, found: quoted(reference) });
        }
    }
    let listed = |set: &BTreeSet<String>| set.iter().cloned().collect();
    let data = HearingData {
        id: planned.id.clone(),
        starts: planned.starts.strftime("%Y-%m-%dT%H:%M").to_string(),
        gap_minutes: planned.gap_minutes,
        break_after: planned.break_after,
        break_minutes: planned.break_minutes,
        access: listed(&planned.access),
        panel: listed(&planned.panel),
        hold: match planned.hold {
            Hold::Auto => HearingHold::Auto,
            Hold::Yes => HearingHold::Yes,
            Hold::No => HearingHold::No,
        },
        locked,
        place,
        video,
    };
    Some((planned.id, data))
}

/// A text on one line, which must be there.
fn line(fields: &Fields<'_>, key: &'static str, mistakes: &Mistakes) -> Option<String> {
    let text = fields.text(key)?;
    is_line(text, &fields.path(key), mistakes).then(|| text.trim().to_owned())
}

/// The same; `None` if it is left out, null, or wrong.
fn optional_line(fields: &Fields<'_>, key: &'static str, mistakes: &Mistakes) -> Option<String> {
    let text = fields.optional_text(key)?;
    is_line(text, &fields.path(key), mistakes).then(|| text.trim().to_owned())
}

fn lines(fields: &Fields<'_>, key: &'static str, mistakes: &Mistakes) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    for (path, node) in fields.array(key)? {
        match node {
            JsonNode::Text(text) if is_line(text, &path, mistakes) => {
                lines.push(text.trim().to_owned());
            }
            JsonNode::Text(_) => {}
            other => {
                let fault = FieldFault::Kind { expected: "un texte", found: other.shown() };
                mistakes.note(path, fault);
            }
        }
    }
    Some(lines)
}

fn is_line(text: &str, path: &str, mistakes: &Mistakes) -> bool {
    let length = text.trim().chars().count();
    let fits = (1..=LONGEST).contains(&length) && !text.contains(char::is_control);
    if !fits {
        let expected = "un texte d'une ligne, de 1 à 500 caractères";
        mistakes.note(path, FieldFault::Kind { expected, found: quoted(text) });
    }
    fits
}

fn not_a_day(text: &str) -> FieldFault {
    FieldFault::NotATime { expected: "un jour comme 2021-06-17", found: quoted(text) }
}
