//! Reads a plan, with every mistake of its shape.

use std::collections::BTreeMap;

use super::{
    Blocking, Certificate, ChangeKind, Plan, PlanChange, PlanValues, PlannedHearing, Slot,
    Unplaced, Why, WhyCode,
};
use crate::{
    json::{
        fields::{Fields, Mistakes},
        mistake::{FieldFault, Mistake, near},
        tree::{self, JsonNode},
    },
    problem::objective::{Cost, OBJECTIVES},
};

const CODES: [(&str, WhyCode); 11] = [
    ("untreated", WhyCode::Untreated),
    ("expires", WhyCode::Expires),
    ("unavailable", WhyCode::Unavailable),
    ("access", WhyCode::Access),
    ("excluded", WhyCode::Excluded),
    ("quorum", WhyCode::Quorum),
    ("not_held", WhyCode::NotHeld),
    ("locked", WhyCode::Locked),
    ("sector_limit", WhyCode::SectorLimit),
    ("full", WhyCode::Full),
    ("objective", WhyCode::Objective),
];

const CHANGES: [(&str, ChangeKind); 6] = [
    ("seat", ChangeKind::Seat),
    ("hold", ChangeKind::Hold),
    ("panel_without", ChangeKind::PanelWithout),
    ("access", ChangeKind::Access),
    ("sector_limit", ChangeKind::SectorLimit),
    ("available", ChangeKind::Available),
];

/// As [`Plan::read`].
pub(super) fn plan(text: &str) -> Result<Plan, Vec<Mistake>> {
    let (node, doubled) = tree::read(text)?;
    let mistakes = Mistakes::of(doubled);
    let plan = Fields::of(&node, "", &mistakes).and_then(|fields| whole_plan(fields, &mistakes));
    mistakes.or(plan)
}

fn whole_plan(fields: Fields<'_>, mistakes: &Mistakes) -> Option<Plan> {
    let version = fields.number("version", 1..=1);
    let problem = fields.text("problem").map(str::to_owned);
    fields.required("optimal");
    let optimal = fields.flag("optimal", false);
    let values = fields.required("values").and_then(|node| values(node, mistakes));
    let hearings = list(&fields, "hearings", |node, path| planned(node, path, mistakes));
    let unplaced = list(&fields, "unplaced", |node, path| unplaced(node, path, mistakes));
    let ties = fields.array("ties").map(|groups| {
        groups.filter_map(|(path, group)| references(group, &path, mistakes)).collect()
    });
    let not_taken = texts(&fields, "not_taken", mistakes);
    let certificate = fields.required("certificate").and_then(|node| certificate(node, mistakes));
    fields.end();
    Some(Plan {
        version: version?,
        problem: problem?,
        optimal: optimal?,
        values: values?,
        hearings: hearings?,
        unplaced: unplaced?,
        ties: ties?,
        not_taken: not_taken?,
        certificate: certificate?,
    })
}

fn values(node: &JsonNode, mistakes: &Mistakes) -> Option<PlanValues> {
    let fields = Fields::of(node, "values", mistakes)?;
    let number = |key| fields.number(key, 0..=u32::MAX);
    let nombre = number("nombre");
    let anciennete = fields.text("anciennete").map(str::to_owned);
    let mixite = number("mixite");
    let attente = number("attente");
    let preferences = number("preferences");
    let stabilite = number("stabilite");
    fields.end();
    Some(PlanValues {
        nombre: nombre?,
        anciennete: anciennete?,
        mixite: mixite?,
        attente: attente?,
        preferences: preferences?,
        stabilite: stabilite?,
    })
}

fn planned(node: &JsonNode, path: &str, mistakes: &Mistakes) -> Option<PlannedHearing> {
    let fields = Fields::of(node, path, mistakes)?;
    let id = fields.text("id").map(str::to_owned);
    fields.required("held");
    let held = fields.flag("held", false);
    let slots = list(&fields, "slots", |node, path| slot(node, path, mistakes));
    fields.end();
    Some(PlannedHearing { id: id?, held: held?, slots: slots? })
}

fn slot(node: &JsonNode, path: &str, mistakes: &Mistakes) -> Option<Slot> {
    let fields = Fields::of(node, path, mistakes)?;
    let n = fields.number("n", 0..=u32::MAX);
    let starts = fields.text("starts").map(str::to_owned);
    let ends = fields.text("ends").map(str::to_owned);
    let reference = fields.text("ref").map(str::to_owned);
    let recused = texts(&fields, "recused", mistakes);
    fields.end();
    Some(Slot {
        n: n? as usize,
        starts: starts?,
        ends: ends?,
        reference: reference?,
        recused: recused?,
    })
}

fn unplaced(node: &JsonNode, path: &str, mistakes: &Mistakes) -> Option<Unplaced> {
    let fields = Fields::of(node, path, mistakes)?;
    let reference = fields.text("ref").map(str::to_owned);
    let why = list(&fields, "why", |node, path| why(node, path, mistakes));
    let blocking = match fields.any("blocking") {
        None | Some(JsonNode::Null) => Some(None),
        Some(node) => blocking(node, &fields.path("blocking"), mistakes).map(Some),
    };
    let would_fit_if = list(&fields, "would_fit_if", |node, path| change(node, path, mistakes));
    fields.end();
    Some(Unplaced {
        reference: reference?,
        why: why?,
        blocking: blocking?,
        would_fit_if: would_fit_if?,
    })
}

fn why(node: &JsonNode, path: &str, mistakes: &Mistakes) -> Option<Why> {
    let fields = Fields::of(node, path, mistakes)?;
    let hearing = fields.text("hearing").map(str::to_owned);
    let code = word(&fields, "code", &CODES, mistakes);
    let older = fields.any("older").map(|node| references(node, &fields.path("older"), mistakes));
    fields.end();
    Some(Why { hearing: hearing?, code: code?, older: older.flatten() })
}

fn blocking(node: &JsonNode, path: &str, mistakes: &Mistakes) -> Option<Blocking> {
    let fields = Fields::of(node, path, mistakes)?;
    let hearings = texts(&fields, "hearings", mistakes);
    let firms = texts(&fields, "firms", mistakes);
    let seats = fields.number("seats", 0..=u32::MAX);
    fields.end();
    Some(Blocking { hearings: hearings?, firms: firms?, seats: seats? as usize })
}

fn change(node: &JsonNode, path: &str, mistakes: &Mistakes) -> Option<PlanChange> {
    let fields = Fields::of(node, path, mistakes)?;
    let change = word(&fields, "change", &CHANGES, mistakes);
    let hearing = fields.text("hearing").map(str::to_owned);
    let peer = fields.optional_text("peer").map(str::to_owned);
    let code = fields.optional_text("code").map(str::to_owned);
    fields.end();
    Some(PlanChange { change: change?, hearing: hearing?, peer, code })
}

fn certificate(node: &JsonNode, mistakes: &Mistakes) -> Option<Certificate> {
    let fields = Fields::of(node, "certificate", mistakes)?;
    let components = fields.number("components", 0..=u32::MAX);
    fields.required("potentials");
    let mut potentials = BTreeMap::new();
    for (path, name, node) in fields.entries("potentials")? {
        if let Some(price) = price(node, &path, mistakes) {
            potentials.insert(name.to_owned(), price);
        }
    }
    fields.end();
    Some(Certificate { components: components? as usize, potentials })
}

/// As many decimal strings as there are objectives.
fn price(node: &JsonNode, path: &str, mistakes: &Mistakes) -> Option<Cost> {
    let expected = "six nombres entiers en texte, d'au plus 127 bits";
    let read = |node: &JsonNode| match node {
        JsonNode::Text(text) => text.parse().ok(),
        _ => None,
    };
    if let JsonNode::Array(nodes) = node
        && nodes.len() == OBJECTIVES
        && let Some(parts) = nodes.iter().map(read).collect::<Option<Vec<i128>>>()
    {
        return parts.try_into().ok();
    }
    mistakes.note(path, FieldFault::Kind { expected, found: node.shown() });
    None
}

/// The entries of a list that must be there; `None` if one cannot be read.
fn list<T>(
    fields: &Fields<'_>,
    key: &'static str,
    mut read: impl FnMut(&JsonNode, &str) -> Option<T>,
) -> Option<Vec<T>> {
    fields.required(key)?;
    let read: Vec<_> = fields.array(key)?.map(|(path, node)| read(node, &path)).collect();
    read.into_iter().collect()
}

fn texts(fields: &Fields<'_>, key: &'static str, mistakes: &Mistakes) -> Option<Vec<String>> {
    fields
        .any(key)
        .map_or_else(|| Some(Vec::new()), |node| references(node, &fields.path(key), mistakes))
}

fn references(node: &JsonNode, path: &str, mistakes: &Mistakes) -> Option<Vec<String>> {
    let text =
        |node: &JsonNode| if let JsonNode::Text(text) = node { Some(text.clone()) } else { None };
    let read = match node {
        JsonNode::Array(nodes) => nodes.iter().map(text).collect(),
        _ => None,
    };
    if read.is_none() {
        let expected = "une liste de textes";
        mistakes.note(path, FieldFault::Kind { expected, found: node.shown() });
    }
    read
}

fn word<T: Copy>(
    fields: &Fields<'_>,
    key: &'static str,
    known: &[(&'static str, T)],
    mistakes: &Mistakes,
) -> Option<T> {
    let text = fields.text(key)?;
    let found = known.iter().find(|(name, _)| *name == text);
    if found.is_none() {
        let names = known.iter().map(|(name, _)| *name);
        let (near, known) = (near(text, names.clone()), names.collect::<Vec<_>>().join(", "));
        let found = JsonNode::Text(text.to_owned()).shown();
        mistakes.note(fields.path(key), FieldFault::NotOneOf { found, near, known });
    }
    found.map(|(_, value)| *value)
}
