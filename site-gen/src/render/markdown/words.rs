//! The few words that rendering adds to a text, by language.

use pulldown_cmark::BlockQuoteKind;

/// In the language of the page; English where we know no better.
pub(crate) struct Words {
    /// The title of each kind of notice.
    notices: [&'static str; 5],
    /// Between a word and what it is about.
    pub(crate) colon: &'static str,
    /// Before the heading that a table stands under, with its colon.
    pub(crate) table: &'static str,
    pub(crate) footnotes: &'static str,
    pub(crate) footnote: &'static str,
    /// Of the link from a footnote to its call.
    pub(crate) back: &'static str,
    /// Of a box in a list of things to do: not done, and done.
    tasks: [&'static str; 2],
}

const FRENCH: Words = Words {
    notices: ["Note", "Conseil", "Important", "Attention", "Mise en garde"],
    colon: "\u{a0}: ",
    table: "Tableau\u{a0}: ",
    footnotes: "Notes",
    footnote: "Note",
    back: "Retour au texte",
    tasks: ["À faire", "Fait"],
};

const ENGLISH: Words = Words {
    notices: ["Note", "Tip", "Important", "Warning", "Caution"],
    colon: ": ",
    table: "Table: ",
    footnotes: "Notes",
    footnote: "Note",
    back: "Back to the text",
    tasks: ["To do", "Done"],
};

/// Whether French typography applies.
pub(crate) fn is_french(language: &str) -> bool {
    language.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("fr"))
}

/// The words of a language.
pub(crate) fn of(language: &str) -> &'static Words {
    if is_french(language) { &FRENCH } else { &ENGLISH }
}

impl Words {
    /// What a box to tick says.
    pub(crate) fn task(&self, is_done: bool) -> &'static str {
        self.tasks[usize::from(is_done)]
    }

    /// The class and the title of a notice.
    pub(crate) fn notice(&self, kind: BlockQuoteKind) -> (&'static str, &'static str) {
        let (class, index) = match kind {
            BlockQuoteKind::Note => ("note", 0),
            BlockQuoteKind::Tip => ("tip", 1),
            BlockQuoteKind::Important => ("important", 2),
            BlockQuoteKind::Warning => ("warning", 3),
            BlockQuoteKind::Caution => ("caution", 4),
        };
        (class, self.notices[index])
    }
}
