//! Declares a field of `Texts` for each table of `texts.toml`: a text is named where its words stand, and nowhere else.

use std::{env, error::Error, fs, path::PathBuf};

const TEXTS: &str = "src/definition/texts.toml";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={TEXTS}");
    println!("cargo::rerun-if-changed=build.rs");
    let texts = fs::read_to_string(TEXTS).map_err(|cause| format!("{TEXTS}: {cause}"))?;
    // No TOML reader is built for this: one that is written otherwise is missed here, and told by authoring's tests.
    let names: Vec<&str> =
        texts.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')).collect();
    #[expect(clippy::disallowed_methods, reason = "Cargo says there where it may be written")]
    let out = PathBuf::from(env::var("OUT_DIR")?).join("texts.rs");
    fs::write(out, format!("texts! {{ {} }}\n", names.join(", ")))?;
    Ok(())
}
