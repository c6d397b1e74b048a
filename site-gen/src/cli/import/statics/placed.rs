//! Where the files of `static/` went, as it is said.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use authoring::diagnostics::report::plural;

/// Where they went, by their paths; some are in both.
#[derive(Debug, Default)]
pub struct Placed {
    /// What the site loads.
    pub assets: BTreeSet<String>,
    /// What has its old address.
    pub root: BTreeSet<String>,
}

impl Placed {
    /// A line for each folder of the new site that they went to: how many, and which.
    pub fn lines(&self, out: &Path) -> Vec<String> {
        let groups = [
            ("assets", &self.assets, "that the site names"),
            ("root", &self.root, "with the address that each had"),
        ];
        let groups = groups.into_iter().filter(|(_, files, _)| !files.is_empty());
        groups
            .map(|(folder, files, why)| {
                let count = plural(files.len(), "file", "files");
                let place = out.join(folder);
                format!("{}/: {count} of static/ {why}: {}", place.display(), names(files))
            })
            .collect()
    }
}

/// `CNAME, img/ (12 files)`: what stands at the top, and how much is in it.
fn names(files: &BTreeSet<String>) -> String {
    let mut tops: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files {
        let top = file.find('/').map_or(file.as_str(), |slash| &file[..=slash]);
        *tops.entry(top).or_default() += 1;
    }
    let names = tops.into_iter().map(|(top, count)| {
        if top.ends_with('/') {
            format!("{top} ({})", plural(count, "file", "files"))
        } else {
            top.to_owned()
        }
    });
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_group_is_said_with_its_count_and_its_places() {
        let set = |files: &[&str]| files.iter().map(|file| (*file).to_owned()).collect();
        for (assets, root, expected) in [
            (set(&[]), set(&[]), ""),
            (set(&["a.css"]), set(&[]), "c/assets/: 1 file of static/ that the site names: a.css"),
            (
                set(&["img/a.png", "img/x/b.png", "a.css"]),
                set(&["favicon.ico", ".well-known/a"]),
                "c/assets/: 3 files of static/ that the site names: a.css, img/ (2 files)\n\
                 c/root/: 2 files of static/ with the address that each had: .well-known/ (1 file), favicon.ico",
            ),
        ] {
            let placed = Placed { assets, root };
            assert_eq!(placed.lines(Path::new("c")).join("\n"), expected);
        }
    }
}
