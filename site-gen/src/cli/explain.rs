//! `site-gen explain CODE`: what a kind of mistake means, why it hurts, a wrong and a right example.
//!
//! The texts stand in the files that find the mistakes, which `build/codes.rs` lists.

use std::fmt::Write as _;

use authoring::diagnostics::{Code, suggest};

use crate::{build::codes, cli::import};

/// What a build tells, and what `import` tells of the site of another program.
fn codes() -> Vec<Code> {
    let mut codes = codes::codes();
    codes.extend(import::codes::CODES.iter().map(|code| **code));
    codes.sort();
    codes
}

/// There is no such kind of mistake.
#[derive(Debug, thiserror::Error)]
#[error("there is no code `{name}`: {help}")]
pub struct UnknownCode {
    name: String,
    help: String,
}

/// What there is to say of a kind of mistake.
pub fn explain(name: &str) -> Result<String, UnknownCode> {
    let codes = codes();
    let Some(code) = codes.iter().find(|code| code.name() == name) else {
        let help = match suggest::nearest(name, codes.iter().map(|code| code.name())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`site-gen explain` lists them".to_owned(),
        };
        return Err(UnknownCode { name: name.to_owned(), help });
    };
    let is_foreign = import::codes::CODES.iter().any(|it| **it == *code);
    let place = match code.0.file {
        "" => "the text of a page".to_owned(),
        "*" => "the names of files in content/".to_owned(),
        file => format!("content/{file}"),
    };
    let mut text = format!("{name}\n\n{}\n\n{}\n", code.0.means, code.0.hurts);
    for (title, example) in [("Wrong", code.0.wrong), ("Right", code.0.right)] {
        let _ = match (is_foreign, title) {
            (true, "Wrong") => write!(text, "\nThere, in {}:\n\n", code.0.file),
            (true, _) => text.write_str("\nHere:\n\n"),
            (false, _) => write!(text, "\n{title}, in {place}:\n\n"),
        };
        let example = if example.is_empty() { "(there is no such file)" } else { example };
        for line in example.lines() {
            let _ = writeln!(text, "{}", format!("    {line}").trim_end());
        }
    }
    Ok(text)
}

/// Every code with what it means, a line each.
pub fn list() -> String {
    let codes = codes();
    let width = codes.iter().map(|code| code.name().len()).max().unwrap_or_default();
    let mut text = String::new();
    for code in codes {
        let first = code.0.means.split_inclusive(". ").next().unwrap_or_default().trim_end();
        let _ = writeln!(text, "{:width$}  {first}", code.name());
    }
    text
}
