//! What kind of mistake a diagnostic is about: a name that stays when its words change.

use std::{cmp::Ordering, fmt};

use serde::{Serialize, Serializer};

/// A kind of mistake. Its name is that of the fixture that shows it, `site-gen/tests/broken/<name>`.
#[derive(Clone, Copy)]
pub struct Code(pub &'static Explanation);

/// What `site-gen explain` says of a kind of mistake. It stands in the file that finds it: see
/// [`codes`](crate::codes!).
#[derive(Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Lower case, with dashes.
    pub name: &'static str,
    /// What it means, in a sentence or two.
    pub means: &'static str,
    /// Why it hurts a reader.
    pub hurts: &'static str,
    /// The file of the content folder in which both examples stand; empty for the prose of a page, `*` if
    /// they are names of files, one a line.
    pub file: &'static str,
    /// An example that holds the mistake; empty if the mistake is that there is no such file.
    pub wrong: &'static str,
    /// The same without it.
    pub right: &'static str,
}

impl Code {
    /// As in `--format json`, in annotations and after `site-gen explain`.
    pub fn name(self) -> &'static str {
        self.0.name
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Code {}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name().cmp(other.name())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Declares the kinds of mistakes that a file finds, each a `pub static`, and `CODES`, which lists them.
///
/// ```
/// authoring::codes! {
///     HEADING_EMPTY = "heading-empty" {
///         means: "A heading has no text.",
///         hurts: "Screen readers announce a heading and then say nothing.",
///         wrong: "##",
///         right: "## Contact",
///     }
/// }
/// assert_eq!(CODES[0].name(), "heading-empty");
/// ```
///
/// Where the examples are not the prose of a page, their file follows the name: `= "toml-syntax" in
/// "data/lieu.toml" { … }`. Of a mistake in the names of files, the examples are names: `in "*"`.
#[macro_export]
macro_rules! codes {
    ($(
        $name:ident = $code:literal $(in $file:literal)? {
            means: $means:literal,
            hurts: $hurts:literal,
            wrong: $wrong:literal,
            right: $right:literal $(,)?
        }
    )+) => {
        $(
            #[doc = $means]
            pub static $name: $crate::diagnostics::Code =
                $crate::diagnostics::Code(&$crate::diagnostics::Explanation {
                    name: $code,
                    means: $means,
                    hurts: $hurts,
                    file: concat!($($file)?),
                    wrong: $wrong,
                    right: $right,
                });
        )+

        /// The kinds of mistakes that are found here.
        pub static CODES: &[&$crate::diagnostics::Code] = &[$(&$name),+];
    };
}
