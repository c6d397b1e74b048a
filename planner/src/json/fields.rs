//! The fields of an object, read mistake by mistake.

use std::{cell::RefCell, collections::BTreeSet, ops::RangeInclusive};

use super::{
    mistake::{FieldFault, Mistake, near, quoted},
    tree::{JsonNode, key_step},
};

/// Identifiers, references, sectors and codes have at most so many characters.
pub const LONGEST_NAME: usize = 64;

/// A list has at most so many peers, hearings or codes: more than a scheme has of any.
pub const MOST_NAMES: usize = 200;

/// Every mistake of a file.
#[derive(Debug, Default)]
pub struct Mistakes(RefCell<Vec<Mistake>>);

impl Mistakes {
    /// Of a file in which these are known already.
    pub fn of(known: Vec<Mistake>) -> Self {
        Self(RefCell::new(known))
    }

    /// Notes one.
    pub fn note(&self, path: impl Into<String>, fault: FieldFault) {
        self.0.borrow_mut().push(Mistake { path: path.into(), fault });
    }

    /// What was noted, in the order in which it was; `value` if that is nothing.
    pub fn or<T>(self, value: Option<T>) -> Result<T, Vec<Mistake>> {
        let noted = self.0.into_inner();
        match value {
            Some(value) if noted.is_empty() => Ok(value),
            _ => Err(noted),
        }
    }
}

/// An object being read: notes what is missing, of another kind and, at the [end](Self::end), unknown.
pub struct Fields<'a> {
    path: String,
    entries: &'a [(String, JsonNode)],
    asked: RefCell<Vec<&'static str>>,
    mistakes: &'a Mistakes,
}

impl<'a> Fields<'a> {
    /// Reads a node as an object; anything else is noted, and `None`.
    pub fn of(node: &'a JsonNode, path: impl Into<String>, mistakes: &'a Mistakes) -> Option<Self> {
        let path = path.into();
        if let JsonNode::Object(entries) = node {
            return Some(Self { path, entries, asked: RefCell::default(), mistakes });
        }
        mistakes.note(path, FieldFault::Kind { expected: "un objet", found: node.shown() });
        None
    }

    /// The path of a field, or of any key.
    pub fn path(&self, key: &str) -> String {
        format!("{}{}", self.path, key_step(key)).trim_start_matches('.').to_owned()
    }

    /// The value of a field, whatever it is.
    pub fn any(&self, key: &'static str) -> Option<&'a JsonNode> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
        self.entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// The value of a field that must be there.
    pub fn required(&self, key: &'static str) -> Option<&'a JsonNode> {
        let node = self.any(key);
        if node.is_none() {
            self.mistakes.note(self.path(key), FieldFault::Missing);
        }
        node
    }

    /// A whole number within these bounds.
    pub fn number(&self, key: &'static str, bounds: RangeInclusive<u32>) -> Option<u32> {
        whole(self.required(key)?, &self.path(key), bounds, self.mistakes)
    }

    /// A whole number within these bounds; `None` if it is left out or null.
    pub fn optional_number(&self, key: &'static str, bounds: RangeInclusive<u32>) -> Option<u32> {
        let node = self.any(key).filter(|node| **node != JsonNode::Null)?;
        whole(node, &self.path(key), bounds, self.mistakes)
    }

    /// Yes or no; `usual` if it is left out.
    pub fn flag(&self, key: &'static str, usual: bool) -> Option<bool> {
        match self.any(key) {
            None => Some(usual),
            Some(JsonNode::Bool(value)) => Some(*value),
            Some(other) => self.mistyped(key, "true ou false", other),
        }
    }

    /// A text of any kind.
    pub fn text(&self, key: &'static str) -> Option<&'a str> {
        match self.required(key)? {
            JsonNode::Text(text) => Some(text),
            other => self.mistyped(key, "un texte", other),
        }
    }

    /// A text of any kind; `None` if it is left out or null.
    pub fn optional_text(&self, key: &'static str) -> Option<&'a str> {
        match self.any(key) {
            None | Some(JsonNode::Null) => None,
            Some(JsonNode::Text(text)) => Some(text),
            Some(other) => self.mistyped(key, "un texte ou null", other),
        }
    }

    /// A text that [`name`] takes.
    pub fn name(&self, key: &'static str) -> Option<String> {
        name(self.required(key)?, &self.path(key), self.mistakes)
    }

    /// A set of at most [`MOST_NAMES`]; empty if it is left out. One that is given twice is given once.
    pub fn names(&self, key: &'static str) -> Option<BTreeSet<String>> {
        let names: Vec<_> = self.array(key)?.collect();
        if names.len() > MOST_NAMES {
            self.mistakes
                .note(self.path(key), FieldFault::TooMany { found: names.len(), max: MOST_NAMES });
            return None;
        }
        Some(
            names.into_iter().filter_map(|(path, node)| name(node, &path, self.mistakes)).collect(),
        )
    }

    /// The entries of an array with their paths; none if it is left out.
    pub fn array(
        &self,
        key: &'static str,
    ) -> Option<impl Iterator<Item = (String, &'a JsonNode)> + use<'a>> {
        let nodes: &[JsonNode] = match self.any(key) {
            None => &[],
            Some(JsonNode::Array(nodes)) => nodes,
            Some(other) => return self.mistyped(key, "une liste", other),
        };
        let path = self.path(key);
        Some(nodes.iter().enumerate().map(move |(at, node)| (format!("{path}[{at}]"), node)))
    }

    /// The entries of an object whose keys are names, with their paths; none if it is left out.
    pub fn entries(&self, key: &'static str) -> Option<Vec<(String, &'a str, &'a JsonNode)>> {
        let fields = match self.any(key) {
            None => return Some(Vec::new()),
            Some(node) => Fields::of(node, self.path(key), self.mistakes)?,
        };
        let entry = |(name, node): &'a (String, JsonNode)| (fields.path(name), name.as_str(), node);
        Some(fields.entries.iter().map(entry).collect())
    }

    /// Notes a value of another kind.
    fn mistyped<T>(&self, key: &'static str, expected: &'static str, node: &JsonNode) -> Option<T> {
        self.mistakes.note(self.path(key), FieldFault::Kind { expected, found: node.shown() });
        None
    }

    /// Notes every key that nobody asked for.
    pub fn end(self) {
        let asked = self.asked.borrow();
        for (name, _) in self.entries {
            if !asked.contains(&name.as_str()) {
                let near = near(name, asked.iter().copied());
                let fault = FieldFault::UnknownKey { near, known: asked.join(", ") };
                self.mistakes.note(self.path(name), fault);
            }
        }
    }
}

/// A whole number within these bounds; anything else is noted.
pub fn whole(
    node: &JsonNode,
    path: &str,
    bounds: RangeInclusive<u32>,
    mistakes: &Mistakes,
) -> Option<u32> {
    if let JsonNode::Whole(number) = node
        && let Ok(number) = u32::try_from(*number)
        && bounds.contains(&number)
    {
        return Some(number);
    }
    let (min, max) = bounds.into_inner();
    mistakes.note(path, FieldFault::Range { min, max, found: node.shown() });
    None
}

/// A text that can be part of a node's name in a certificate; anything else is noted.
pub fn name(node: &JsonNode, path: &str, mistakes: &Mistakes) -> Option<String> {
    let JsonNode::Text(text) = node else {
        mistakes.note(path, FieldFault::Kind { expected: "un texte", found: node.shown() });
        return None;
    };
    let is_name = (1..=LONGEST_NAME).contains(&text.chars().count())
        && !text.contains(|symbol: char| symbol == ':' || symbol.is_control());
    if !is_name {
        mistakes.note(path, FieldFault::NotAName { max: LONGEST_NAME, found: quoted(text) });
    }
    is_name.then(|| text.clone())
}
