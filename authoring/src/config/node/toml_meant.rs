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
    let is_key = |symbol: char| symbol.is_ascii_alphanumeric() || matches!(symbol, '_' | '-');
    let (key, after) = line.split_at(line.find(|symbol| !is_key(symbol))?);
    let after = after.trim_start();
    let signs = after.len() - after.trim_start_matches(['=', ':']).len();
    let (sign, value) = (&after[..signs], after[signs..].trim());
    if key.is_empty() || value.is_empty() || value.contains(['=', '#']) {
        return None;
    }
    let value = match written(value) {
        Some(value) => value,
        None if sign == "=" => return None,
        None => value.to_owned(),
    };
    Some(format!("write {key} = {value}"))
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
