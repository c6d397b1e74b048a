//! Rules of `robots.txt`, by the crawlers that they are for, and which of them counts for a path (RFC 9309, 2.2.2).

use std::ops::Range;

/// A line of it that allows or refuses paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    /// Whether it is an `Allow`.
    pub(super) allows: bool,
    /// What the paths begin with, as it is written; `*` stands for any signs, `$` for the end. Nothing means no path.
    pub(super) path: String,
    /// Bytes of the file.
    pub(super) span: Range<usize>,
}

/// The rules for all crawlers that have none of their own.
#[derive(Debug, Default)]
pub(super) struct Groups {
    for_all: Vec<Rule>,
    state: State,
}

/// What a rule that comes next is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// No crawler is named yet.
    #[default]
    Nobody,
    /// Crawlers are being named; all of them, or not.
    Naming { all: bool },
    /// Rules of those have begun, so that a name begins another group.
    Ruling { all: bool },
}

impl Groups {
    /// A line that names a crawler.
    pub(super) fn agent(&mut self, name: &str) {
        let before = matches!(self.state, State::Naming { all: true });
        self.state = State::Naming { all: before || name == "*" };
    }

    /// A line of a group that is neither a name nor a rule.
    pub(super) fn other(&mut self) {
        if let State::Naming { all } = self.state {
            self.state = State::Ruling { all };
        }
    }

    /// A rule, for the crawlers that were named; given back if there are none.
    pub(super) fn rule(&mut self, rule: Rule) -> Result<(), Rule> {
        let all = match self.state {
            State::Nobody => return Err(rule),
            State::Naming { all } | State::Ruling { all } => all,
        };
        self.state = State::Ruling { all };
        if all {
            self.for_all.push(rule);
        }
        Ok(())
    }

    /// The rule that keeps crawlers without rules of their own from a path: the longest that fits counts, and of
    /// two as long the one that allows.
    pub(super) fn refusing_all(&self, path: &str) -> Option<&Rule> {
        let fitting = self.for_all.iter().filter(|rule| fits(&rule.path, path));
        let strongest = fitting.max_by_key(|rule| (rule.path.len(), rule.allows));
        strongest.filter(|rule| !rule.allows)
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    if pattern.is_empty() {
        return false;
    }
    let (pattern, to_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return !to_end || rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if to_end && parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_as_crawlers_read_it() {
        for (pattern, path, expected) in [
            ("", "/a/", false),
            ("/", "/a/", true),
            ("/a", "/a/", true),
            ("/a", "/b/a/", false),
            ("/a/$", "/a/", true),
            ("/a/$", "/a/b/", false),
            ("/*/b/", "/a/b/c/", true),
            ("/*.pdf$", "/a.pdf", true),
            ("/*.pdf$", "/a.pdf/", false),
            ("*", "/a/", true),
            ("/a*", "/a", true),
            ("/a*c*e$", "/abcde", true),
            ("/a*c*e$", "/abcd", false),
            ("/A", "/a/", false),
        ] {
            assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
        }
    }

    /// Lines as `a *` for a name, `+/x` and `-/x` for rules, `=` for another line of a group.
    fn groups(lines: &[&str]) -> Groups {
        let mut groups = Groups::default();
        for line in lines {
            let (sign, rest) = line.split_at(1);
            let rule = Rule { allows: sign == "+", path: rest.to_owned(), span: 0..0 };
            match sign {
                "a" => groups.agent(rest.trim()),
                "=" => groups.other(),
                _ => drop(groups.rule(rule)),
            }
        }
        groups
    }

    #[test]
    fn the_longest_rule_for_all_counts() {
        for (lines, path, refused) in [
            (&["a *", "-/"][..], "/a/", true),
            (&["a *", "-/", "+/a/"], "/a/", false),
            (&["a *", "-/", "+/a/"], "/b/", true),
            (&["a *", "-/a/", "+/a/"], "/a/", false),
            (&["a *", "+/", "-/a"], "/a/", true),
            (&["a *", "-"], "/a/", false),
            (&["a GPTBot", "-/"], "/a/", false),
            (&["a GPTBot", "a *", "-/"], "/a/", true),
            (&["a *", "a GPTBot", "-/"], "/a/", true),
            (&["a *", "=", "a GPTBot", "-/"], "/a/", false),
            (&["a *", "-/x", "a GPTBot", "-/"], "/a/", false),
            (&["a *", "-/x", "a GPTBot", "-/", "a *", "-/a"], "/a/", true),
            (&["-/"], "/a/", false),
        ] {
            assert_eq!(groups(lines).refusing_all(path).is_some(), refused, "{lines:?} {path}");
        }
    }
}
