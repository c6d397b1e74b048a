//! What each file of a crate imports from its own crate.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Source, sources};

/// The stages of each crate, the lowest first: a file uses those of its own stage and below.
pub(crate) const STAGES: [(&str, &[&str]); 6] = [
    (
        "application-form",
        &[
            "numbers",
            "dates",
            "language",
            "message",
            "submission",
            "kind",
            "definition",
            "evaluate",
            "page",
            "schema",
            "reference",
        ],
    ),
    (
        "form-handler",
        &[
            "crypto",
            "record",
            "rate_limit",
            "store",
            "outcome",
            "bundle",
            "http",
            "handler",
            "service",
        ],
    ),
    (
        "planner",
        &[
            "json", "problem", "plan",
            // Below what solves: it shares only the types.
            "check", "flow", "optimum", "explain", "solve", "all_sets", "panels",
        ],
    ),
    (
        "secretariat",
        &[
            "text", "cli", "context", "identity", "records", "journal", "cases", "error",
            "commands", "web",
        ],
    ),
    (
        "authoring",
        &[
            "diagnostics",
            "typography",
            "config",
            "form",
            "key_list",
            "recipients",
            "signing",
            "office",
            "letters",
        ],
    ),
    ("site-gen", &["content", "site", "render", "output", "check", "build", "cli", "serve"]),
];

/// The files of a crate by their module path, such as `render::page`, and the modules each one uses.
pub(crate) struct Imports {
    by_module: BTreeMap<String, BTreeSet<String>>,
}

impl Imports {
    /// Of the crate whose folder this is, without its root, its programs and its tests.
    pub(crate) fn of(krate: &str) -> Self {
        let files: Vec<(String, Source)> = sources()
            .filter_map(|source| {
                let path = source.path.strip_prefix(&format!("{krate}/src/"))?;
                let module = path.strip_suffix(".rs")?.replace('/', "::");
                let is_root = ["lib", "main"].contains(&&*module) || module.starts_with("bin::");
                (!is_root).then_some((module, source))
            })
            .collect();
        let modules: BTreeSet<String> = files.iter().map(|(module, _)| module.clone()).collect();
        let imports = |(module, source): (String, Source)| {
            let paths = paths(&source.text, &module).into_iter();
            let used = paths.filter_map(|path| file_of(&path, &modules)).filter(|it| *it != module);
            let used = used.collect();
            (module, used)
        };
        Self { by_module: files.into_iter().map(imports).collect() }
    }

    /// Imports of what stands later in an order of the crate's top modules; every module is in it.
    pub(crate) fn upward(&self, order: &[&str]) -> Vec<String> {
        let rank = |module: &str| {
            let top = module.split("::").next().unwrap_or_default();
            order.iter().position(|each| *each == top)
        };
        let mut found = Vec::new();
        for (module, used) in &self.by_module {
            let Some(own) = rank(module) else {
                found.push(format!("{module} is in no stage of the order"));
                continue;
            };
            let above = used.iter().filter(|used| rank(used).is_some_and(|rank| rank > own));
            found.extend(above.map(|used| format!("{module} imports {used}")));
        }
        found
    }

    /// Files that import each other, straight or through others. A file and the folder of its own name count as one
    /// another's, as long as no circle leaves them.
    pub(crate) fn circles(&self) -> Vec<String> {
        let apart = self.by_module.iter().map(|(module, used)| {
            let used = used.iter().filter(|used| !is_in(used, module));
            (module.as_str(), used.map(String::as_str).collect())
        });
        let apart = reached(&apart.collect());
        let all = self.by_module.iter();
        let all =
            all.map(|(module, used)| (module.as_str(), used.iter().map(String::as_str).collect()));
        let all = reached(&all.collect());
        let is_in_circle = |module: &str| {
            let with = all[module].iter().copied().filter(|other| all[other].contains(module));
            let with: Vec<&str> = with.collect();
            let has_root = |root: &&str| with.iter().all(|each| each == root || is_in(each, root));
            apart[module].contains(module) || (!with.is_empty() && !with.iter().any(has_root))
        };
        let found = self.by_module.keys().filter(|module| is_in_circle(module));
        found.map(|module| format!("{module} imports itself through others")).collect()
    }
}

/// Whether a file stands in the folder of another one's name.
fn is_in(module: &str, folder: &str) -> bool {
    module.strip_prefix(folder).is_some_and(|rest| rest.starts_with("::"))
}

/// All that each file uses, straight or through others.
fn reached<'m>(
    used: &BTreeMap<&'m str, BTreeSet<&'m str>>,
) -> BTreeMap<&'m str, BTreeSet<&'m str>> {
    let from = |start: &&'m str| {
        let mut met = BTreeSet::new();
        let mut open = vec![*start];
        while let Some(module) = open.pop() {
            open.extend(used.get(module).into_iter().flatten().filter(|next| met.insert(**next)));
        }
        (*start, met)
    };
    used.keys().map(from).collect()
}

/// The file that holds what a path names: that of its longest beginning.
fn file_of(path: &str, modules: &BTreeSet<String>) -> Option<String> {
    let ends = path.match_indices("::").map(|(at, _)| at).chain([path.len()]);
    let files = ends.map(|end| &path[..end]).filter(|start| modules.contains(*start));
    files.last().map(str::to_owned)
}

/// Every path of the crate that a text names, from the crate's root, without `crate::`.
pub(crate) fn paths(text: &str, module: &str) -> Vec<String> {
    let code = code_of(text);
    let mut found = Vec::new();
    let mut rest = code.as_str();
    while let Some(at) = rest.find("use ") {
        let is_word = rest[..at].ends_with([' ', '\n', ')']) || at == 0;
        rest = &rest[at + "use ".len()..];
        if is_word && let Some((tree, after)) = rest.split_once(';') {
            expand("", tree.trim(), &mut found);
            rest = after;
        }
    }
    // Paths that stand in the code itself.
    for part in code.split("crate::").skip(1) {
        let end = part.find(|symbol: char| !symbol.is_alphanumeric() && !"_:".contains(symbol));
        found.push(format!("crate::{}", part[..end.unwrap_or(part.len())].trim_end_matches(':')));
    }
    let below = modules_below(&code);
    found.extend(below.iter().filter(|name| begins_a_path(name, &code)).map(|it| (*it).to_owned()));
    let from_here = |path: String| match path.split("::").next() {
        Some(first) if below.contains(first) => Some(format!("{module}::{path}")),
        _ => from_root(&path, module),
    };
    found.into_iter().filter_map(from_here).collect()
}

/// The files in the folder of its own name that a file declares.
fn modules_below(code: &str) -> BTreeSet<&str> {
    let lines = code.lines().filter_map(|line| line.trim().strip_suffix(';'));
    lines.filter_map(|line| line.rsplit_once("mod ")).map(|(_, name)| name).collect()
}

/// Whether a path in the code itself begins with that name.
fn begins_a_path(name: &str, code: &str) -> bool {
    let in_word = |it: char| it.is_alphanumeric() || "_:".contains(it);
    code.match_indices(&format!("{name}::")).any(|(at, _)| !code[..at].ends_with(in_word))
}

/// A path of this crate, from its root; `None` for one of another crate.
fn from_root(path: &str, module: &str) -> Option<String> {
    if let Some(path) = path.strip_prefix("crate::") {
        return Some(path.to_owned());
    }
    let mut at = module;
    let mut rest = path;
    while let Some(after) = rest.strip_prefix("super::") {
        at = at.rsplit_once("::").map_or("", |(above, _)| above);
        rest = after;
    }
    (rest != path).then(|| if at.is_empty() { rest.to_owned() } else { format!("{at}::{rest}") })
}

/// The paths of a tree, such as `crate::{a::{B, C}, d}`.
fn expand(start: &str, tree: &str, found: &mut Vec<String>) {
    let Some(open) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap_or(tree).trim();
        found.push(format!("{start}{path}").trim_end_matches("::self").to_owned());
        return;
    };
    let start = format!("{start}{}", tree[..open].trim());
    let inside = tree[open + 1..].trim_end().strip_suffix('}').unwrap_or(&tree[open + 1..]);
    let (mut depth, mut from) = (0, 0);
    for (at, symbol) in inside.char_indices().chain([(inside.len(), ',')]) {
        match symbol {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inside[from..at].trim().is_empty() {
                    expand(&start, inside[from..at].trim(), found);
                }
                from = (at + 1).min(inside.len());
            }
            _ => {}
        }
    }
}

/// A text without its comments, and without the tests at its end.
fn code_of(text: &str) -> String {
    let end = text.find("\n#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    let lines = text[..end].lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| [line, "\n"].concat()).collect()
}

#[test]
fn paths_are_found_wherever_they_stand() {
    let text = "//! crate::comment\nuse std::fs;\npub use super::{b, c::{self, D}};\n\
                use crate::{a::{B, c as d}, e};\nfn f() { crate::g::h(); super::x(); k::l(); }\n\
                mod k;\nmod o;\nfn p() { q::o::r(); }\n\
                #[cfg(test)]\nmod tests {\n    use crate::tested;\n}\n";

    let found = paths(text, "m::n");

    let expected = ["m::b", "m::c", "m::c::D", "a::B", "a::c", "e", "g::h", "m::n::k"];
    for path in expected {
        assert!(found.iter().any(|each| each == path), "{path} in {found:?}");
    }
    assert!(
        !found
            .iter()
            .any(|path| ["tested", "comment", "m::n::o"].iter().any(|none| path.contains(none)))
    );
}

#[test]
fn an_import_that_points_up_and_a_circle_are_found() {
    let imports = |list: &[(&str, &[&str])]| Imports {
        by_module: list
            .iter()
            .map(|(module, used)| {
                ((*module).to_owned(), used.iter().map(|it| (*it).to_owned()).collect())
            })
            .collect(),
    };
    let crates = imports(&[("low::a", &["high"]), ("high", &["low::a"]), ("new", &[])]);

    assert_eq!(
        crates.upward(&["low", "high"]),
        ["low::a imports high", "new is in no stage of the order"]
    );
    assert_eq!(crates.circles().len(), 2);
    assert!(imports(&[("a", &["a::b"]), ("a::b", &["a"])]).circles().is_empty());
    // One that leaves a file and its folder is one, though each of its files may use the next.
    let leaves = imports(&[("a", &["a::b"]), ("a::b", &["c"]), ("c", &["a"])]);
    assert_eq!(leaves.circles().len(), 3);
    let stays = imports(&[("a", &["a::b", "a::c"]), ("a::b", &["a", "a::c"]), ("a::c", &["a"])]);
    assert!(stays.circles().is_empty());
    let inside = imports(&[("a", &["a::b"]), ("a::b", &["a::c", "a"]), ("a::c", &["a::b"])]);
    assert_eq!(inside.circles().len(), 2, "it hides no circle inside");
}
