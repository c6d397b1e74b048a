//! French typography, for those who type on an ordinary keyboard.
//!
//! Authors write `"Bonjour !"`, `l'heure` and `300 000 €`; readers get narrow no-break spaces, guillemets
//! and apostrophes. The rules are those of the Imprimerie nationale: U+202F before `;`, `!`, `?`, `%` and
//! inside guillemets, U+00A0 before `:` and `€`. A sign inside a word (10:30, a URL, a file's name)
//! is never touched, and nothing ever changes but spaces, quotes, apostrophes and dots.
//!
//! Everything is decided on the text of a whole block, because a sign may stand in one piece of it
//! and its space in the next (`*mot* !`): [`French`] reads the block, then mends it piece by piece.

mod marks;
mod quotes;

use std::borrow::Cow;

use application_form::language::numbers::{NARROW, NO_BREAK};

/// Stands in a block's text for what is not text: code, an image, the call of a footnote.
pub const OPAQUE: char = '\u{fffc}';
/// Stands in a block's text for the end of a line that the author wants.
pub const LINE: char = '\u{2028}';

/// The text with French spaces, quotes and apostrophes; borrowed if it has them already.
pub fn french(text: &str) -> Cow<'_, str> {
    French::read(text).mend(text)
}

/// The corrections of one block of text (a paragraph, a heading, a cell), handed out piece by piece.
#[derive(Clone, Debug, Default)]
pub struct French {
    edits: Vec<Edit>,
    /// The first edit not yet handed out.
    next: usize,
    /// Bytes of the block already handed out.
    offset: usize,
    is_joined: bool,
}

/// One character of the text is to be written differently. Never more than one, so that no edit lies
/// across two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edit {
    /// First byte of the character.
    at: usize,
    /// Bytes of the character.
    length: usize,
    with: &'static str,
}

impl French {
    /// Decides what to change in a block, given its whole text: all pieces one after the other,
    /// [`OPAQUE`] or [`LINE`] where there is no text.
    pub fn read(block: &str) -> Self {
        let mut french = Self::default();
        french.read_next(block);
        french
    }

    /// The same of the next block, in the same memory.
    pub fn read_next(&mut self, block: &str) {
        self.edits.clear();
        (self.next, self.offset) = (0, 0);
        self.is_joined = marks::read(block, &mut self.edits);
    }

    /// Whether a dot or a colon stands inside a word of the block, as every address has one: [`holds_joined`],
    /// known without another look at the text.
    pub fn is_joined(&self) -> bool {
        self.is_joined
    }

    /// The next piece of the block, mended. Pieces are those given to [`French::read`], in order.
    pub fn mend<'t>(&mut self, piece: &'t str) -> Cow<'t, str> {
        match self.edits.get(self.next) {
            Some(edit) if edit.at < self.offset + piece.len() => {
                let mut mended = String::with_capacity(piece.len() + 8);
                self.mend_in_parts(piece, |part| mended.push_str(part));
                Cow::Owned(mended)
            }
            _ => {
                self.offset += piece.len();
                Cow::Borrowed(piece)
            }
        }
    }

    /// The same, handed out in parts that follow each other: whoever writes them needs no copy.
    pub fn mend_in_parts(&mut self, piece: &str, mut write: impl FnMut(&str)) {
        let start = self.offset;
        self.offset += piece.len();
        let mut done = 0;
        while let Some(edit) = self.edits.get(self.next).filter(|edit| edit.at < self.offset) {
            let at = edit.at - start;
            if done < at {
                write(&piece[done..at]);
            }
            write(edit.with);
            done = at + edit.length;
            self.next += 1;
        }
        if done < piece.len() {
            write(&piece[done..]);
        }
    }

    /// Passes over something that is not text, and that nothing changes: [`OPAQUE`] or [`LINE`].
    pub fn skip(&mut self, stand_in: char) {
        self.offset += stand_in.len_utf8();
    }
}

/// Whether a dot or a colon of the text stands inside a word, or begins one.
pub fn holds_joined(text: &str) -> bool {
    let found = |at| marks::is_joined(text.as_bytes(), at);
    memchr::memchr2_iter(b'.', b':', text.as_bytes()).any(found)
}

/// The character that ends at `at`.
fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character that starts at `at`.
fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// What some keyboards and programs write for [`NARROW`], and what a line may break at.
const THIN: char = '\u{2009}';

/// A space of any width; one that we replace.
fn is_space(symbol: char) -> bool {
    matches!(symbol, ' ' | '\n' | NO_BREAK | NARROW | THIN)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The spaces made visible: `_` narrow, `~` no-break.
    fn seen(text: &str) -> String {
        french(text).replace(NARROW, "_").replace(NO_BREAK, "~")
    }

    #[test]
    fn high_signs_get_a_narrow_space_and_colons_a_full_one() {
        assert_eq!(seen("Qui ? Vous ! Bien ; voici : tout"), "Qui_? Vous_! Bien_; voici~: tout");
        assert_eq!(seen("Qui? Vous! Bien; voici: tout"), "Qui_? Vous_! Bien_; voici~: tout");
        assert_eq!(seen("Quoi ?! (Ah !) Vrai(!)"), "Quoi_?! (Ah_!) Vrai(!)");
        assert_eq!(seen("« Quoi ? »: etc...!"), "«_Quoi_?_»~: etc…_!");
    }

    #[test]
    fn a_sign_inside_a_word_is_part_of_it() {
        for text in [
            "à 10:30",
            "https://exemple.fr/?a=1;b=2",
            "voir www.exemple.fr/a?",
            "plan.md:12",
            "../src/...",
            "a@b.fr",
            "5\" et 6",
            "!important",
        ] {
            assert_eq!(seen(text), text);
        }
    }

    #[test]
    fn quotes_become_guillemets_in_pairs() {
        assert_eq!(
            seen("un \"mot\", «un autre» et \" un dernier \"."),
            "un «_mot_», «_un autre_» et «_un dernier_»."
        );
        assert_eq!(seen("«\u{2009}mot\u{2009}»\u{2009}!"), "«_mot_»_!");
        assert_eq!(seen("\"dehors \"dedans\" dehors\""), "«_dehors «_dedans_» dehors_»");
        assert_eq!(seen("il dit \"oui"), "il dit \"oui");
    }

    #[test]
    fn an_apostrophe_between_letters_is_curved() {
        assert_eq!(
            seen("aujourd'hui, l'\"idée\" d'1 an 'x'"),
            "aujourd’hui, l’«_idée_» d’1 an 'x'"
        );
    }

    #[test]
    fn a_quotation_in_a_quotation_keeps_both_its_quotes() {
        for (text, expect) in [
            ("\"une 'imbriquée'\"", "«_une 'imbriquée'_»"),
            ("\"'imbriquée' au début\"", "«_'imbriquée' au début_»"),
            ("(\"une 'imbriquée'\")", "(«_une 'imbriquée'_»)"),
            ("« une 'imbriquée' »", "«_une 'imbriquée'_»"),
            ("l'\"idée\" d'\"autres\"", "l’«_idée_» d’«_autres_»"),
            ("\"l'\"idée\"\"", "«_l’«_idée_»_»"),
        ] {
            assert_eq!(seen(text), expect, "{text}");
        }
    }

    #[test]
    fn digits_hold_together_in_threes_and_with_their_unit() {
        assert_eq!(seen("de 300 000 à 1 200 000 €, 5 %"), "de 300_000 à 1_200_000~€, 5_%");
        assert_eq!(seen("732 829 320 00074"), "732_829_320 00074");
        for text in ["01 23 45 67 89", "en 2021 300 firmes", "0 800 123 456", "3,5 000", "12 3456"]
        {
            assert_eq!(seen(text), text);
        }
    }

    #[test]
    fn numbers_are_written_the_same_everywhere() {
        assert_eq!(french("300 000 €"), application_form::language::numbers::euros(300_000));
    }

    #[test]
    fn a_block_in_pieces_is_mended_as_one() {
        let mut french = French::read("L'\u{fffc} dit \"mot !\"\u{2028}: fin");
        let mut mended = french.mend("L'").into_owned();
        french.skip(OPAQUE);
        for piece in [" dit \"", "mot", " !\""] {
            mended.push_str(&french.mend(piece));
        }
        french.skip(LINE);
        mended.push_str(&french.mend(": fin"));
        assert_eq!(mended, "L’ dit «\u{202f}mot\u{202f}!\u{202f}»: fin");
    }

    /// What typography never touches.
    fn kept(text: &str) -> String {
        text.chars()
            .filter(|&symbol| {
                !is_space(symbol) && !matches!(symbol, '"' | '«' | '»' | '\'' | '’' | '.' | '…')
            })
            .collect()
    }

    fn signs() -> impl Strategy<Value = String> {
        proptest::string::string_regex(
            "[ab1é ;!?:«»\"'’./()€%\u{a0}\u{202f}\u{2028}\u{fffc}\n-]{0,24}|([0-9]{1,4} ){0,4}",
        )
        .expect("a valid pattern")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn a_sign_inside_a_word_is_found_by_the_way(text in signs()) {
            prop_assert_eq!(French::read(&text).is_joined(), holds_joined(&text));
        }

        #[test]
        fn mending_twice_changes_nothing_more(text in signs()) {
            let once = french(&text).into_owned();
            prop_assert_eq!(french(&once).into_owned(), once);
        }

        #[test]
        fn nothing_changes_but_spaces_quotes_apostrophes_and_dots(text in prop_oneof![signs(), any::<String>()]) {
            prop_assert_eq!(kept(&french(&text)), kept(&text));
        }
    }
}
