//! The words of the form's pages that are not messages of a field: one is added in `texts.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};

/// Declares the texts once: the struct, their names, and how they are given.
macro_rules! texts {
    ($($name:ident),+ $(,)?) => {
        /// The words of the form's pages that are not messages of a field; each is given, and no other.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(missing_docs, reason = "the names say it")]
        pub struct Texts {
            $(pub $name: String),+
        }

        impl Texts {
            /// Takes each text from `given`, by its name.
            pub fn from_names(mut given: impl FnMut(&'static str) -> String) -> Self {
                Self { $($name: given(stringify!($name))),+ }
            }

            /// Each text by its name, in alphabetical order.
            pub fn by_name(&self) -> BTreeMap<&'static str, &str> {
                BTreeMap::from([$((stringify!($name), self.$name.as_str())),+])
            }
        }
    };
}

// What `build.rs` makes of the file below.
include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// Each text in each language, as TOML: what is said where a form's own file says nothing.
pub const DEFAULT_TEXTS: &str = include_str!("texts.toml");

impl Serialize for Texts {
    /// In alphabetical order, whatever the order above: the form's hash is made of this.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.by_name().serialize(serializer)
    }
}
