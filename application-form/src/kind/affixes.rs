//! What people write before and after a value: labels, units, punctuation.

use unicode_normalization::char::decompose_canonical;

/// `text` without the words it starts with, as long as each is one of `words` (in small letters, without
/// accents), the longest that fits. A word that ends in a letter is not the beginning of another word.
pub fn without_words<'a>(text: &'a str, words: &[&str]) -> &'a str {
    let mut rest = text.trim_start();
    let longest = |rest| {
        words.iter().filter_map(move |word| without_word(rest, word)).min_by_key(|it| it.len())
    };
    while let Some(after) = longest(rest) {
        rest = after.trim_start();
    }
    rest
}

/// `text` without the word it starts with, if that is this one.
pub fn without_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut symbols = text.chars();
    for expected in word.chars() {
        if folded(symbols.next()?) != expected {
            return None;
        }
    }
    let rest = symbols.as_str();
    let goes_on = word.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphabetic);
    (!goes_on).then_some(rest)
}

/// A letter small and without its accent, an apostrophe straight, a space plain.
pub fn folded(symbol: char) -> char {
    let mut base = symbol;
    let mut is_first = true;
    decompose_canonical(symbol, |part| {
        if is_first {
            base = part;
            is_first = false;
        }
    });
    match base {
        '’' | '‘' | 'ʼ' => '\'',
        space if space.is_whitespace() => ' ',
        letter => letter.to_lowercase().next().unwrap_or(letter),
    }
}

/// What stands before the first digit, and the rest; `None` without any.
pub fn split_at_digit(text: &str) -> Option<(&str, &str)> {
    text.find(|symbol: char| symbol.is_ascii_digit()).map(|at| text.split_at(at))
}

/// The beginning of `text` that consists of such symbols, and the rest.
pub fn split_while(text: &str, fits: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|symbol| !fits(symbol)).unwrap_or(text.len()))
}

/// What word processors and telephones make of a dash.
pub fn is_dash(symbol: char) -> bool {
    matches!(symbol, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_whole_whatever_their_case_and_accents() {
        for (text, words, rest) in [
            (" Numéro : 12", &["numero", ":"][..], "12"),
            ("D’EUROS", &["d'", "euros"], ""),
            ("hors\u{a0}taxes.", &["hors taxes"], "."),
            ("montant", &["m"], "montant"),
            ("m€", &["m"], "€"),
            ("", &["m"], ""),
        ] {
            assert_eq!(without_words(text, words), rest, "{text}");
        }
    }
}
