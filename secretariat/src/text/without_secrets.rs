//! Messages are pasted into mails and logs: no secret key is in one.

const START: &str = "AGE-SECRET-KEY-";

/// The text without the secret keys in it, which somebody may have typed where a file's name belongs.
pub fn without_secrets(text: &str) -> String {
    let upper = text.to_ascii_uppercase();
    let mut safe = String::with_capacity(text.len());
    let mut rest = 0;
    while let Some(at) = upper[rest..].find(START) {
        let key = rest + at + START.len();
        safe.push_str(&text[rest..key]);
        safe.push('…');
        let end = text[key..].find(|symbol: char| !symbol.is_ascii_alphanumeric() && symbol != '-');
        rest = end.map_or(text.len(), |end| key + end);
    }
    safe.push_str(&text[rest..]);
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_keys_are_left_out_of_any_text() {
        for (text, expected) in [
            ("pas de clé", "pas de clé"),
            (
                "pas de clé dans AGE-SECRET-KEY-1QQ : rien",
                "pas de clé dans AGE-SECRET-KEY-… : rien",
            ),
            ("é age-secret-key-1qq", "é age-secret-key-…"),
            ("AGE-SECRET-KEY-PQ-1Q,AGE-SECRET-KEY-1Q", "AGE-SECRET-KEY-…,AGE-SECRET-KEY-…"),
            ("AGE-SECRET-KEY-", "AGE-SECRET-KEY-…"),
        ] {
            assert_eq!(without_secrets(text), expected);
        }
    }
}
