//! What each space, sign, apostrophe and dot of a block becomes.

use std::cell::OnceCell;

use super::{
    Edit, LINE, OPAQUE, after, before, is_space,
    quotes::{self, Quote},
};

/// Adds to `edits` what is to change in `text`, in order. Returns whether a dot or a colon stands inside a word.
pub(super) fn read(text: &str, edits: &mut Vec<Edit>) -> bool {
    let reader = Reader { text, quotes: OnceCell::new() };
    let (mut at, mut joined) = (0, false);
    while let Some(symbol) = next_mark(text, at) {
        at = symbol;
        let Some(symbol) = after(text, at) else { break };
        at = match symbol {
            _ if is_space(symbol) => reader.spaces(at, edits),
            '.' => {
                let end = reader.dots(at, edits);
                joined |= is_joined(text.as_bytes(), end - 1);
                end
            }
            // These change only the spaces before them.
            '0'..='9' | '%' => at + 1,
            _ => {
                joined |= symbol == ':' && is_joined(text.as_bytes(), at);
                let length = symbol.len_utf8();
                edits.extend(reader.sign(at, symbol).map(|with| Edit { at, length, with }));
                at + length
            }
        };
    }
    joined
}

/// Whether a letter or a digit follows the dot or colon at `at`, or what follows a colon in an address or in the
/// name of a sign (`https://`, `:+1:`).
pub(super) fn is_joined(text: &[u8], at: usize) -> bool {
    text.get(at + 1).is_some_and(|&next| {
        next.is_ascii_alphanumeric()
            || !next.is_ascii()
            || text[at] == b':' && b"/:+-_".contains(&next)
    })
}

/// Where to look next, from `at` on, which is the start of the text or follows what was looked at last.
///
/// Nearly all text is letters with single spaces between, which nothing changes: it is passed over up to the
/// next mark, and back over the spaces before it, which the mark may change.
fn next_mark(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    if at > 0 && bytes.first() == Some(&b' ') {
        return Some(at);
    }
    let mark = first_mark(bytes)?;
    let spaces = bytes[..mark].iter().rev().take_while(|&&byte| byte == b' ').count();
    Some(at + mark - spaces)
}

/// The first byte that is a mark, looked for sixteen at a time.
fn first_mark(bytes: &[u8]) -> Option<usize> {
    let (chunks, _) = bytes.as_chunks::<16>();
    let passed = 16 * chunks.iter().take_while(|chunk| !holds_mark(*chunk)).count();
    let found = bytes[passed..].iter().position(|&byte| MARKS[usize::from(byte)])?;
    Some(passed + found)
}

/// Whether one of [`MARKS`] is among these bytes. Comparisons, which the processor makes of sixteen bytes at
/// once; not inlined, because a loop of a known length would be unrolled before.
#[inline(never)]
fn holds_mark(bytes: &[u8]) -> bool {
    let found = bytes.iter().fold(0, |found, &byte| {
        // `\xC2` and `\xE2` differ in one bit, and the digits end with `:` and `;`.
        found
            | u8::from(byte.wrapping_sub(b'0') < 12)
            | u8::from(byte | 0x20 == 0xE2)
            | u8::from(byte == b'\n')
            | u8::from(byte.wrapping_sub(b'!') < 2)
            | u8::from(byte == b'%')
            | u8::from(byte == b'\'')
            | u8::from(byte == b'.')
            | u8::from(byte == b'?')
    });
    found != 0
}

/// The first bytes of what [`read`] looks at, except the space of ASCII, and of what changes the spaces
/// before it.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    // The last two are of U+0080–U+00BF (no-break space, guillemets) and U+2000–U+2FFF (narrow spaces, …, €).
    let bytes = b"\n;!?:'\".%0123456789\xC2\xE2";
    let mut at = 0;
    while at < bytes.len() {
        marks[bytes[at] as usize] = true;
        at += 1;
    }
    marks
};

struct Reader<'t> {
    text: &'t str,
    /// Paired at the first one: nearly no block holds any.
    quotes: OnceCell<Vec<(usize, Quote)>>,
}

impl Reader<'_> {
    /// A run of spaces: the signs on both sides say what it becomes. Returns its end.
    fn spaces(&self, start: usize, edits: &mut Vec<Edit>) -> usize {
        let length = self.text[start..].find(|symbol| !is_space(symbol));
        let end = length.map_or(self.text.len(), |length| start + length);
        if let Some(mut with) = self.between(start, end) {
            for (offset, symbol) in self.text[start..end].char_indices() {
                if !with.starts_with(symbol) {
                    edits.push(Edit { at: start + offset, length: symbol.len_utf8(), with });
                }
                with = "";
            }
        }
        end
    }

    /// What the run of spaces `start..end` becomes; `None` leaves it alone.
    fn between(&self, start: usize, end: usize) -> Option<&'static str> {
        let previous = before(self.text, start).filter(|&symbol| symbol != LINE)?;
        let next = after(self.text, end).filter(|&symbol| symbol != LINE)?;
        let opens = previous == '«' || self.ends_with(start, Quote::Opening);
        let closes = next == '»' || self.is(end, Quote::Closing);
        match next {
            _ if opens || closes => Some("\u{202f}"),
            ';' | '!' | '?' if self.word_ends(end + 1) => Some("\u{202f}"),
            ':' if self.word_ends(end + 1) => Some("\u{a0}"),
            '€' if previous.is_ascii_digit() => Some("\u{a0}"),
            '%' if previous.is_ascii_digit() => Some("\u{202f}"),
            '0'..='9' if separates_thousands(self.text, start, end) => Some("\u{202f}"),
            _ => None,
        }
    }

    /// Three dots and no more are an ellipsis, unless they are part of a path. Returns their end.
    fn dots(&self, start: usize, edits: &mut Vec<Edit>) -> usize {
        let length = self.text[start..].bytes().take_while(|&byte| byte == b'.').count();
        let end = start + length;
        let path = |symbol: Option<char>| matches!(symbol, Some('/' | '\\'));
        if length == 3 && !path(before(self.text, start)) && !path(after(self.text, end)) {
            let dots = [(start, "…"), (start + 1, ""), (start + 2, "")];
            edits.extend(dots.map(|(at, with)| Edit { at, length: 1, with }));
        }
        end
    }

    /// What a sign becomes, with the space it lacks; `None` leaves it alone.
    fn sign(&self, at: usize, sign: char) -> Option<&'static str> {
        let previous = before(self.text, at);
        let next = after(self.text, at + sign.len_utf8());
        let spaced =
            |symbol: Option<char>| symbol.is_none_or(|symbol| is_space(symbol) || symbol == LINE);
        match sign {
            '\'' => {
                let elides = match next {
                    // One that closes has a quotation before it: "une phrase 'imbriquée'".
                    Some('"') => self.is(at + 1, Quote::Opening),
                    next => next
                        .is_some_and(|next| next.is_alphanumeric() || matches!(next, OPAQUE | '«')),
                };
                (elides && previous.is_some_and(char::is_alphabetic) && !self.in_url(at))
                    .then_some("’")
            }
            '"' if self.is(at, Quote::Opening) => {
                Some(if spaced(next) { "«" } else { "«\u{202f}" })
            }
            '"' if self.is(at, Quote::Closing) => {
                Some(if spaced(previous) { "»" } else { "\u{202f}»" })
            }
            '«' => {
                let empty = next == Some('»') || self.is(at + sign.len_utf8(), Quote::Closing);
                (!spaced(next) && !empty).then_some("«\u{202f}")
            }
            '»' => {
                let empty = previous == Some('«') || self.ends_with(at, Quote::Opening);
                (!spaced(previous) && !empty).then_some("\u{202f}»")
            }
            ';' | '!' | '?' if !self.follows_word(at) || !self.word_ends(at + 1) => None,
            ';' => Some("\u{202f};"),
            '!' => Some("\u{202f}!"),
            '?' => Some("\u{202f}?"),
            ':' => {
                let ends = spaced(next) || next == Some('»') || self.is(at + 1, Quote::Closing);
                (ends && self.follows_word(at)).then_some("\u{a0}:")
            }
            _ => None,
        }
    }

    /// Whether a sign at `at` stands right after a word, or something that ends one, outside URLs.
    fn follows_word(&self, at: usize) -> bool {
        before(self.text, at).is_some_and(|previous| {
            previous.is_alphanumeric()
                || matches!(previous, '.' | '…' | '%' | '€' | '°' | ')' | ']' | '»' | '”' | OPAQUE)
                || self.ends_with(at, Quote::Closing)
        }) && !self.in_url(at)
    }

    /// Whether a sign that ends at `at` ends its word, too: what follows is no letter, digit or slash.
    fn word_ends(&self, at: usize) -> bool {
        after(self.text, at).is_none_or(|next| {
            is_space(next)
                || matches!(
                    next,
                    LINE | OPAQUE
                        | ')'
                        | ']'
                        | '«'
                        | '»'
                        | '”'
                        | '"'
                        | '’'
                        | '\''
                        | '-'
                        | '–'
                        | '—'
                )
                || matches!(next, '.' | '…' | ',' | ';' | ':' | '!' | '?')
        })
    }

    /// Whether the word that goes on at `at` began like a URL.
    fn in_url(&self, at: usize) -> bool {
        // Nearly every apostrophe follows one letter or two. A space ends the search for the start of a word
        // in which nothing is that a URL begins with.
        let bytes = self.text.as_bytes()[..at].iter().rev();
        let mut start = bytes.skip_while(|byte| byte.is_ascii_alphabetic() && **byte != b'w');
        if start.next().is_none_or(|byte| matches!(byte, b' ' | b'\n')) {
            return false;
        }
        let limit = |symbol| is_space(symbol) || matches!(symbol, '«' | '»' | '"' | LINE | OPAQUE);
        let word = self.text[..at].rsplit(limit).next().unwrap_or_default();
        // Looking for several bytes costs more to begin than a word is long.
        word.starts_with("www.") || word.bytes().any(|byte| byte == b':') && word.contains("://")
    }

    /// Whether the paired quote at `at` is of that side.
    fn is(&self, at: usize, quote: Quote) -> bool {
        if self.text.as_bytes().get(at) != Some(&b'"') {
            return false;
        }
        let quotes = self.quotes.get_or_init(|| quotes::pair(self.text));
        let found = quotes.binary_search_by_key(&at, |&(at, _)| at);
        found.is_ok_and(|found| quotes[found].1 == quote)
    }

    /// Whether the text up to `at` ends with a paired quote of that side.
    fn ends_with(&self, at: usize, quote: Quote) -> bool {
        at.checked_sub(1).is_some_and(|last| self.is(last, quote))
    }
}

/// Whether the one space `start..end` stands between groups of digits of one number: one to three
/// digits, not starting with 0, then groups of exactly three.
fn separates_thousands(text: &str, start: usize, end: usize) -> bool {
    let lone_space = |text: &str| {
        let mut symbols = text.chars().rev();
        matches!(symbols.next(), Some(space) if is_space(space) && space != '\n')
            && symbols.next().is_some_and(|symbol| symbol.is_ascii_digit())
    };
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut head = &text[..start];
    if digits(&text[end..]) != 3 || !lone_space(&text[..end]) {
        return false;
    }
    loop {
        let group = head.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (rest, number) = head.split_at(head.len() - group);
        if lone_space(rest) && group == 3 {
            head = rest.trim_end_matches(is_space);
            continue;
        }
        return (1..=3).contains(&group)
            && !number.starts_with('0')
            && !lone_space(rest)
            && !rest.ends_with(|symbol: char| {
                symbol.is_alphanumeric() || matches!(symbol, ',' | '.' | '…')
            });
    }
}

#[cfg(test)]
mod tests;
