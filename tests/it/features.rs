//! What is compiled into `site-gen` when it is compiled alone, and when all is.

use std::{collections::BTreeMap, process::Command};

/// What makes the bytes of a site's files, or reads those they are made of.
const MAKERS: [&str; 17] = [
    "brotli",
    "fast_image_resize",
    "fdeflate",
    "flate2",
    "harfrust",
    "image",
    "lightningcss",
    "moxcms",
    "png",
    "pulldown-cmark",
    "rav1e",
    "ravif",
    "resvg",
    "syntect",
    "tera",
    "tiny-skia",
    "usvg",
];

/// The version and the features of each library among what these options select.
fn libraries(options: &[&str]) -> BTreeMap<String, String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["tree", "--locked", "--offline", "--edges=normal", "--prefix=none"]);
    command
        .arg("--format={p} {f}")
        .args(options)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let output = command.output().expect("cargo runs");
    let said = String::from_utf8(output.stdout).expect("names of crates");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    said.lines()
        .filter_map(|line| line.trim_end_matches(" (*)").split_once(' '))
        .map(|(name, rest)| (name.to_owned(), rest.to_owned()))
        .collect()
}

/// Cargo gives a library the features that anybody asks for, so that the program that a release is would write other
/// files than the one that the tests see.
#[test]
fn what_makes_a_site_is_the_same_library_whatever_else_is_compiled() {
    let alone = libraries(&["--package", "site-gen"]);
    let among_all = libraries(&["--workspace", "--features", "form-handler/lambda"]);
    for name in MAKERS {
        assert!(alone.contains_key(name), "{name} is not used any more");
        assert_eq!(alone[name], among_all[name], "{name}: site-gen/Cargo.toml names its features");
    }
}
