//! The blocks and conditions of a template, and what each opens and closes.

use std::{collections::BTreeSet, mem, ops::Range};

/// An element that is opened or closed: its name in lower case, and the bytes of its tag.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) span: Range<usize>,
}

/// What a piece of a template does to what is around it: it closes this, then opens that.
#[derive(Clone, Debug, Default)]
pub(super) struct Effect {
    pub(super) closes: Vec<Part>,
    pub(super) opens: Vec<Part>,
}

impl Effect {
    fn is_like(&self, other: &Self) -> bool {
        let alike = |one: &[Part], other: &[Part]| {
            one.iter().map(|part| &part.name).eq(other.iter().map(|part| &part.name))
        };
        alike(&self.closes, &other.closes) && alike(&self.opens, &other.opens)
    }

    fn is_empty(&self) -> bool {
        self.closes.is_empty() && self.opens.is_empty()
    }
}

/// What a tag of a template begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Condition,
    Block,
    Component,
    Other,
}

#[derive(Debug)]
struct Frame {
    kind: Kind,
    number: usize,
    /// Of a condition, the cases that have ended.
    cases: Vec<Effect>,
    has_else: bool,
    /// Of the case that is being read.
    effect: Effect,
}

/// All that are open, the innermost last, and what was found.
#[derive(Debug)]
pub(super) struct Frames {
    open: Vec<Frame>,
    count: usize,
    extends: bool,
    /// What is closed in some cases only, on purpose most probably.
    pub(super) tainted: BTreeSet<String>,
    /// What another element's end has ended.
    pub(super) unclosed: Vec<Part>,
    /// What a block of a template that others extend opens: the rest of it closes that, whatever stands in the block.
    pub(super) opened_elsewhere: Vec<Part>,
    /// The other way round.
    pub(super) closed_elsewhere: Vec<Part>,
}

impl Default for Frames {
    fn default() -> Self {
        let mut frames = Self {
            open: Vec::new(),
            count: 0,
            extends: false,
            tainted: BTreeSet::new(),
            unclosed: Vec::new(),
            opened_elsewhere: Vec::new(),
            closed_elsewhere: Vec::new(),
        };
        frames.begin(Kind::Other);
        frames
    }
}

impl Frames {
    fn begin(&mut self, kind: Kind) {
        self.count += 1;
        let (number, effect) = (self.count, Effect::default());
        self.open.push(Frame { kind, number, cases: Vec::new(), has_else: false, effect });
    }

    fn effect(&mut self) -> &mut Effect {
        // The outermost stays until the end.
        let last = self.open.len() - 1;
        &mut self.open[last].effect
    }

    /// Reads a tag of the template; `None` if nothing opens what it ends.
    pub(super) fn tag(&mut self, tag: &str) -> Option<()> {
        let name = tag.split(|symbol: char| !symbol.is_alphanumeric() && symbol != '_').next()?;
        match name {
            "if" => self.begin(Kind::Condition),
            "block" => self.begin(Kind::Block),
            "component" => self.begin(Kind::Component),
            "for" | "filter" | "raw" => self.begin(Kind::Other),
            "set" | "set_global" if !tag.contains('=') => self.begin(Kind::Other),
            "extends" => self.extends = true,
            "elif" | "else" => {
                let frame = self.open.last_mut()?;
                frame.has_else |= name == "else";
                frame.kind = Kind::Condition;
                frame.cases.push(mem::take(&mut frame.effect));
            }
            _ if name.starts_with("end") => self.end()?,
            _ => {}
        }
        Some(())
    }

    fn end(&mut self) -> Option<()> {
        if self.open.len() < 2 {
            return None;
        }
        let Frame { kind, mut cases, has_else, effect, .. } = self.open.pop()?;
        cases.push(effect);
        let is_alike = cases.iter().all(|case| case.is_like(&cases[0]));
        let is_whole = kind != Kind::Condition || has_else && is_alike;
        if !is_whole {
            let parts = cases.iter().flat_map(|case| case.closes.iter().chain(&case.opens));
            let parts: Vec<Part> = parts.cloned().collect();
            self.tainted.extend(parts.iter().map(|part| part.name.clone()));
            self.closed_elsewhere.extend(parts.iter().cloned());
            self.opened_elsewhere.extend(parts);
            return Some(());
        }
        let effect = cases.swap_remove(0);
        if kind == Kind::Block && !self.extends && !effect.is_empty() {
            self.opened_elsewhere.extend(effect.opens.iter().cloned());
            self.closed_elsewhere.extend(effect.closes.iter().cloned());
        }
        effect.closes.into_iter().for_each(|part| self.close(part));
        self.effect().opens.extend(effect.opens);
        Some(())
    }

    /// An element is opened.
    pub(super) fn open(&mut self, part: Part) {
        self.effect().opens.push(part);
    }

    /// An element is closed, and with it whatever is open in it.
    pub(super) fn close(&mut self, part: Part) {
        let effect = self.effect();
        match effect.opens.iter().rposition(|open| open.name == part.name) {
            Some(at) => {
                let inside = effect.opens.split_off(at + 1);
                effect.opens.pop();
                self.unclosed.extend(inside);
            }
            None => effect.closes.push(part),
        }
    }

    /// Whether an element of this name is open.
    pub(super) fn holds(&self, name: &str) -> bool {
        let mut opens = self.open.iter().flat_map(|frame| &frame.effect.opens);
        opens.any(|part| part.name == name)
    }

    /// The conditions and components around what is read, each with the case that it stands in.
    pub(super) fn branches(&self) -> Vec<(usize, usize)> {
        let frames = self.open.iter();
        let frames = frames.filter(|it| matches!(it.kind, Kind::Condition | Kind::Component));
        frames
            .map(|it| match it.kind {
                // Each component is shown by itself.
                Kind::Component => (0, it.number),
                _ => (it.number, it.cases.len()),
            })
            .collect()
    }

    /// What is left at the end; `None` if a tag of the template is not closed.
    pub(super) fn finish(&mut self) -> Option<Effect> {
        (self.open.len() == 1).then(|| mem::take(self.effect()))
    }
}

/// Whether what stands in the one cases may be shown together with what stands in the others.
pub(super) fn meet(one: &[(usize, usize)], other: &[(usize, usize)]) -> bool {
    let differs = |(number, case): &(usize, usize)| {
        other.iter().any(|(known, of)| known == number && of != case)
    };
    !one.iter().any(differs)
}
