//! How a template uses what each page has of its own: what it only shows, or only asks for, need not be
//! known to fill in the rest.

use std::collections::{BTreeMap, BTreeSet};

use super::errors::items::{Item, items, tags};
use crate::content::page::variables::FACTS;

/// What a template can name that is each page's own, besides `page`.
pub const OTHERS: [&str; 13] = [
    "breadcrumb",
    "children",
    "content",
    "form_html",
    "json_ld",
    "main",
    "next_url",
    "pagination",
    "prev_url",
    "section_feed_url",
    "terms",
    "toc",
    "translations",
];

/// What stands in a template with those that it uses.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct OwnValues {
    /// By name: of those of `page` without it, such as `title`; the others as they stand.
    pub uses: BTreeMap<&'static str, Use>,
    /// The first names of what values of a page are compared with, and the texts.
    pub compared_with: BTreeSet<String>,
    /// The texts that values of a page are compared with.
    pub texts: BTreeSet<String>,
}

/// What a template does with a value, besides showing it as text and asking whether there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// It shows it as it is.
    pub raw: bool,
    /// It asks whether it is the same as another, or begins with it.
    pub compared: bool,
    /// Anything else; only the value says what comes of it.
    pub otherwise: bool,
}

impl OwnValues {
    /// Reads templates that are used together; `None` if something in them is beyond what is read here, so
    /// that only Tera knows what they do.
    pub fn of(texts: &[&str]) -> Option<Self> {
        let mut found = Reader::default();
        for text in texts {
            found.bound.clear();
            found.loops.clear();
            found.template(text)?;
        }
        Some(found.own)
    }
}

#[derive(Default)]
struct Reader<'t> {
    own: OwnValues,
    /// The loops around this place: their names, and the first name of their list, if it is known.
    loops: Vec<(Vec<&'t str>, Option<&'t str>)>,
    /// What the template itself has set.
    bound: BTreeSet<&'t str>,
}

/// What a name stands for.
enum Meaning<'t> {
    /// What each page has of its own.
    Own(&'static str),
    /// The same for all pages, or all of a language; with the first name of where it is from.
    Fixed(&'t str),
    /// What follows from others.
    Derived,
}

impl<'t> Reader<'t> {
    fn template(&mut self, text: &'t str) -> Option<()> {
        for (open, inside) in tags(text)? {
            let items = items(text, inside);
            match open {
                "{{" => self.expression(&items)?,
                _ => self.tag(&items)?,
            }
        }
        Some(())
    }

    fn expression(&mut self, items: &[Item<'t>]) -> Option<()> {
        let (path, raw) = match items {
            // What is within a value is more than the value as it is.
            [Item::Path(path), ..] if path.len() > 2 => return self.otherwise(items),
            [Item::Path(path)] => (path, false),
            [Item::Path(path), Item::Sign('|'), Item::Filter("safe")] => (path, true),
            _ => return self.otherwise(items),
        };
        if let Meaning::Own(name) = self.meaning(path)? {
            self.own.uses.entry(name).or_default().raw |= raw;
        }
        Some(())
    }

    fn tag(&mut self, items: &[Item<'t>]) -> Option<()> {
        let name = match items.first()? {
            Item::Path(path) if path.len() == 1 => path[0],
            Item::Word(word) => word,
            _ => return None,
        };
        let rest = &items[1..];
        match name {
            "if" | "elif" => self.condition(rest)?,
            "for" => self.begin_loop(rest)?,
            "endfor" => drop(self.loops.pop()),
            "set" | "set_global" => {
                let [Item::Argument(name), Item::Sign('='), value @ ..] = rest else { return None };
                if is_own(name) {
                    return None;
                }
                self.otherwise(value)?;
                self.bound.insert(name);
            }
            "else" | "endif" | "block" | "endblock" | "extends" | "include" => {}
            _ => return None,
        }
        Some(())
    }

    fn begin_loop(&mut self, items: &[Item<'t>]) -> Option<()> {
        let at = items.iter().position(|item| matches!(item, Item::Word("in")))?;
        let mut names = Vec::new();
        for item in &items[..at] {
            match item {
                Item::Path(path) if path.len() == 1 && !is_own(path[0]) => names.push(path[0]),
                Item::Sign(',') => {}
                _ => return None,
            }
        }
        let list = &items[at + 1..];
        let root = match list {
            [Item::Path(path)] => match self.meaning(path)? {
                Meaning::Fixed(root) => Some(root),
                Meaning::Own(_) | Meaning::Derived => None,
            },
            _ => None,
        };
        self.otherwise(list)?;
        self.loops.push((names, root));
        Some(())
    }

    /// `page.date`, `page.title != site.title and not page.url is starting_with(pat=item.url)`.
    fn condition(&mut self, items: &[Item<'t>]) -> Option<()> {
        let is_between = |item: &Item<'_>| matches!(item, Item::Word("and" | "or"));
        // What stands in parentheses may be a value of its own.
        let has_groups = items.windows(2).any(|pair| {
            matches!(pair, [before, Item::Sign('(')] if !matches!(before, Item::Test(_) | Item::Filter(_)))
        }) || matches!(items.first(), Some(Item::Sign('(')));
        if has_groups {
            return self.otherwise(items);
        }
        for clause in items.split(is_between) {
            let asks = clause.iter().take_while(|item| matches!(item, Item::Word("not"))).count();
            self.clause(&clause[asks..])?;
        }
        Some(())
    }

    fn clause(&mut self, clause: &[Item<'t>]) -> Option<()> {
        let (first, second) = match clause {
            [Item::Path(path)] => {
                if let Meaning::Own(name) = self.meaning(path)? {
                    self.own.uses.entry(name).or_default();
                }
                return Some(());
            }
            [first, Item::Compared, second] => (first, second),
            [first, Item::Word("is"), Item::Test("starting_with"), rest @ ..]
            | [
                first,
                Item::Word("is"),
                Item::Word("not"),
                Item::Test("starting_with"),
                rest @ ..,
            ] => match rest {
                [
                    Item::Sign('('),
                    Item::Argument("pat"),
                    Item::Sign('='),
                    second,
                    Item::Sign(')'),
                ] if !matches!(self.side(second)?, Side::Own(_)) => (first, second),
                _ => return self.otherwise(clause),
            },
            _ => return self.otherwise(clause),
        };
        match (self.side(first)?, self.side(second)?) {
            (Side::Own(name), Side::Known(with)) | (Side::Known(with), Side::Own(name)) => {
                self.own.uses.entry(name).or_default().compared = true;
                match with {
                    With::Name(root) => drop(self.own.compared_with.insert(root.to_owned())),
                    With::Text(text) => drop(self.own.texts.insert(text.to_owned())),
                }
                Some(())
            }
            _ => self.otherwise(clause),
        }
    }

    fn side(&self, item: &Item<'t>) -> Option<Side<'t>> {
        Some(match item {
            Item::Text(text) => Side::Known(With::Text(text)),
            Item::Path(path) => match self.meaning(path)? {
                Meaning::Own(name) => Side::Own(name),
                Meaning::Fixed(root) => Side::Known(With::Name(root)),
                Meaning::Derived => Side::Other,
            },
            _ => Side::Other,
        })
    }

    fn otherwise(&mut self, items: &[Item<'t>]) -> Option<()> {
        // A component has its own grammar, and so has a text that is put together.
        if matches!(items.first(), Some(Item::Sign('<'))) {
            return None;
        }
        for item in items {
            match item {
                Item::Call(name) if *name != "super" => return None,
                Item::Path(path) => {
                    if let Meaning::Own(name) = self.meaning(path)? {
                        self.own.uses.entry(name).or_default().otherwise = true;
                    }
                }
                _ => {}
            }
        }
        Some(())
    }

    /// `None` for what is more than one value of a page.
    fn meaning(&self, path: &[&'t str]) -> Option<Meaning<'t>> {
        let root = path[0];
        if let Some((_, list)) = self.loops.iter().rev().find(|(names, _)| names.contains(&root)) {
            return Some(list.map_or(Meaning::Derived, Meaning::Fixed));
        }
        Some(match root {
            _ if self.bound.contains(root) => Meaning::Derived,
            "page" if path.get(1) == Some(&"language") => Meaning::Fixed("language"),
            "page" => Meaning::Own(FACTS.into_iter().find(|name| path.get(1) == Some(name))?),
            "site_map" | "__tera_context" => return None,
            _ => match OTHERS.into_iter().find(|name| *name == root) {
                Some(name) => Meaning::Own(name),
                None => Meaning::Fixed(root),
            },
        })
    }
}

/// A side of a comparison.
enum Side<'t> {
    Own(&'static str),
    Known(With<'t>),
    Other,
}

/// What is the same for all pages.
enum With<'t> {
    Name(&'t str),
    Text(&'t str),
}

fn is_own(name: &str) -> bool {
    name == "page" || OTHERS.contains(&name)
}

#[cfg(test)]
mod tests;
