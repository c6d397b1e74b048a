//! What only Unix knows.

use std::collections::BTreeSet;

use crate::{
    none,
    source::{Source, sources},
};

/// Those who run the scheme have Windows, too.
#[test]
fn what_only_unix_knows_stands_behind_cfg_unix() {
    let declared: BTreeSet<String> = sources().flat_map(|source| modules(&source.text)).collect();
    let is_for_unix_alone = |source: &Source| {
        let module = source.path.trim_end_matches(".rs").rsplit('/').next().unwrap_or_default();
        declared.contains(module)
    };
    let bare = sources().filter(|source| !is_for_unix_alone(source)).flat_map(|source| {
        let lines: Vec<&str> = source.text.lines().collect();
        let is_bare = |at: &usize| {
            if !lines[*at].contains(concat!("os::", "unix")) {
                return false;
            }
            let is_guarded = lines[at.saturating_sub(4)..=*at].iter().any(|line| {
                ["cfg(unix)", "target_os = \"linux\""].iter().any(|it| line.contains(it))
            });
            !is_guarded
        };
        let name = |at: usize| format!("{}:{}", source.path, at + 1);
        (0..lines.len()).filter(is_bare).map(name).collect::<Vec<String>>()
    });

    none(bare, "names std::os for Unix outside of `cfg(unix)`");
}

/// The modules that a file declares for Unix alone.
fn modules(text: &str) -> Vec<String> {
    let declared = text.split("#[cfg(unix)]\nmod ").skip(1);
    declared.filter_map(|rest| Some(rest.split_once(';')?.0.to_owned())).collect()
}
