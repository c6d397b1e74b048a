//! What only Unix knows.

use crate::{
    none,
    source::{Source, sources},
};

/// Those who run the scheme have Windows, too.
#[test]
fn what_only_unix_knows_stands_behind_cfg_unix() {
    let declared: String = sources().map(|source| source.text).collect();
    let is_for_unix_alone = |source: &Source| {
        let module = source.path.trim_end_matches(".rs").rsplit('/').next().unwrap_or_default();
        declared.contains(&format!("#[cfg(unix)]\nmod {module};"))
    };
    let bare = sources().filter(|source| !is_for_unix_alone(source)).flat_map(|source| {
        let lines: Vec<&str> = source.text.lines().collect();
        let is_bare = |at: &usize| {
            let is_guarded = lines[at.saturating_sub(4)..=*at].iter().any(|line| {
                ["cfg(unix)", "target_os = \"linux\""].iter().any(|it| line.contains(it))
            });
            lines[*at].contains(concat!("os::", "unix")) && !is_guarded
        };
        let name = |at: usize| format!("{}:{}", source.path, at + 1);
        (0..lines.len()).filter(is_bare).map(name).collect::<Vec<String>>()
    });

    none(bare, "names std::os for Unix outside of `cfg(unix)`");
}
