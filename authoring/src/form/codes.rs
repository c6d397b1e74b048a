//! The kinds of mistakes that are found here.

crate::codes! {
    FORM_KEYS = "form-keys" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    FORM_WORDS = "form-words" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
}
