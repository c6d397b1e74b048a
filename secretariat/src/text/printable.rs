//! Text that is safe to print: what was typed by strangers does not steer a terminal.

/// Replaces control characters, line breaks excepted, and those that reverse the direction of text.
///
/// The form refuses them, but whoever can write to the store can seal anything to a public key.
pub fn printable(text: &str) -> String {
    text.replace(is_harmful, "\u{fffd}")
}

/// Whether a character steers a terminal: line breaks do not.
pub fn is_harmful(symbol: char) -> bool {
    (symbol.is_control() && symbol != '\n')
        || matches!(symbol, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// As [`printable`], on one line of at most `width` characters.
pub fn one_line(text: &str, width: usize) -> String {
    let line = printable(text).replace('\n', " ");
    if line.chars().count() <= width {
        line
    } else {
        line.chars().take(width - 1).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_gets_through() {
        assert_eq!(printable("a\u{1b}[2J\r\u{9b}b\nc\u{202e}d"), "a�[2J��b\nc�d");
        assert_eq!(one_line("été\nhiver", 20), "été hiver");
        assert_eq!(one_line("été\nhiver", 5), "été …");
    }
}
