//! The words of the form's pages that are not messages of a field.

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

texts! {
    form_title, one_more, required_note, optional, choose, characters_left, characters_over, draft,
    draft_hint, copy, copy_hint, copy_read, copy_name, copy_taken, copy_refused, press_again, print_note, jour, mois, annee, verify, verify_hint, error_prefix, errors_heading,
    form_link, home_link, check_title, check_intro, check_print, check_consent, warnings_one,
    warnings_many, take_suggestion, no_answer,
    send, modify, modify_section, stop_title, stop_intro, stop_contradiction, stop_outro, received_title,
    received_reference, received_keep, received_next_heading, received_next, received_change, received_privacy,
    edited, too_old, send_again, not_stored_title, not_stored_text, too_many_title, too_many_text,
    refused_kept, refused_back, unreadable_title, unreadable_text, cross_site_title, cross_site_text, method_title,
    method_text, too_large_title, too_large_text, media_type_title, media_type_text,
    not_found_title, not_found_text,
}

impl Serialize for Texts {
    /// In alphabetical order, whatever the order above: the form's hash is made of this.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.by_name().serialize(serializer)
    }
}
