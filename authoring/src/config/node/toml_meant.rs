//! What to write for a line of another language, or for a value without its quotes.

/// The help for a line that is not TOML; `None` if nobody can tell what was meant.
pub(super) fn meant(line: &str) -> Option<String> {
    // Plus signs are the fence of front matter, at which a text that is open stops.
    if line == "---" {
        return Some("remove it: nothing stands around the keys of this file".to_owned());
    }
    if ["//", ";", "--", "/*"].iter().any(|sign| line.starts_with(sign)) {
        return Some("a comment begins with #".to_owned());
    }
    if let Some(item) = line.strip_prefix("- ") {
        let item = written(item.trim()).unwrap_or_else(|| item.trim().to_owned());
        return Some(format!("the items of a list stand in brackets: name = [{item}, …]"));
    }
    let is_key = |symbol: char| symbol.is_ascii_alphanumeric() || matches!(symbol, '_' | '-');
    let (key, after) = line.split_at(line.find(|symbol| !is_key(symbol))?);
    let after = after.trim_start();
    let signs = after.len() - after.trim_start_matches(['=', ':']).len();
    let (sign, value) = (&after[..signs], after[signs..].trim());
    if !key.is_empty() && value.is_empty() && sign == "=" {
        return Some(format!("write its value behind it, {key} = \"…\", or remove this line"));
    }
    if key.is_empty() || value.is_empty() || value.contains(['=', '#']) {
        return None;
    }
    if ["null", "none", "nil", "~", "undefined"].contains(&&*value.to_lowercase()) {
        return Some("what is not there has no line: remove this one".to_owned());
    }
    if let Some(number) = with_unit(value) {
        return Some(format!(
            "write {key} = {number} for a number, {key} = \"{value}\" for a text"
        ));
    }
    let value = match written(value) {
        Some(value) => value,
        None if sign == "=" => return None,
        None => value.to_owned(),
    };
    Some(format!("write {key} = {value}"))
}

/// The number with which a value begins that is more than that: `50 %`, `12 euros`, `1,5`.
fn with_unit(value: &str) -> Option<String> {
    let is_of_number = |symbol: char| symbol.is_ascii_digit() || matches!(symbol, ',' | '.');
    let length = value.find(|symbol| !is_of_number(symbol)).unwrap_or(value.len());
    let (number, unit) = value.split_at(length);
    let number = number.replace(',', ".");
    let unit = unit.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let is_unit = unit.starts_with(|first: char| first.is_alphabetic() || "%€$£°".contains(first));
    let is_number = number.parse::<f64>().is_ok()
        && number.ends_with(|last: char| last.is_ascii_digit())
        && !(number.len() > 1 && number.starts_with('0') && !number.starts_with("0."));
    let is_quoted = value.contains(['"', '\\', '/', ':', '-']);
    // `06 euros` and dates are told otherwise.
    (is_number && !is_quoted && (is_unit || unit.is_empty() && value.contains(',')))
        .then_some(number)
}

/// A value without its quotes, as TOML has it.
fn written(value: &str) -> Option<String> {
    let first = value.chars().next()?;
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = value.split(['/', '.']).collect();
    Some(match value.to_lowercase().as_str() {
        "yes" | "on" | "oui" | "vrai" | "true" => "true".to_owned(),
        "no" | "off" | "non" | "faux" | "false" => "false".to_owned(),
        _ if let [day, month, year] = parts[..]
            && year.len() == 4
            && [day, month, year].into_iter().all(is_digits) =>
        {
            format!("{year}-{month:0>2}-{day:0>2}")
        }
        _ if is_digits(value) && first == '0' => format!("\"{value}\""),
        _ if first.is_alphabetic() && !value.contains(['"', '\\']) => format!("\"{value}\""),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_language_says_is_said_in_toml() {
        for (line, expect) in [
            ("// un mot", "a comment begins with #"),
            ("; un mot", "a comment begins with #"),
            ("-- un mot", "a comment begins with #"),
            ("---", "remove it: nothing stands around the keys of this file"),
            ("+++", ""),
            ("a: 1", "write a = 1"),
            ("a == 1", "write a = 1"),
            ("title \"A\"", "write title = \"A\""),
            ("title: A", "write title = \"A\""),
            ("ville = Nîmes", "write ville = \"Nîmes\""),
            ("draft = yes", "write draft = true"),
            ("draft = False", "write draft = false"),
            ("date = 1/06/2021", "write date = 2021-06-01"),
            ("code = 06000", "write code = \"06000\""),
            ("- a", "the items of a list stand in brackets: name = [\"a\", …]"),
            ("- 1", "the items of a list stand in brackets: name = [1, …]"),
            ("a =", "write its value behind it, a = \"…\", or remove this line"),
            ("a = null", "what is not there has no line: remove this one"),
            ("a: None", "what is not there has no line: remove this one"),
            ("a = 50 %", "write a = 50 for a number, a = \"50 %\" for a text"),
            ("a = 50%", "write a = 50 for a number, a = \"50%\" for a text"),
            ("a = 12 euros", "write a = 12 for a number, a = \"12 euros\" for a text"),
            ("a = 1,5", "write a = 1.5 for a number, a = \"1,5\" for a text"),
            ("a = 1.5.2", ""),
            ("a b = 1", ""),
            ("a = \"b", ""),
            ("a = 1 000", ""),
            ("[a", ""),
            ("a", ""),
        ] {
            assert_eq!(meant(line).unwrap_or_default(), expect, "{line}");
        }
    }
}
