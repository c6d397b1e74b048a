//! The kinds of mistakes that are found here.

crate::codes! {
    PLACEHOLDER = "placeholder" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    TOML_UNCLOSED_LIST = "toml-unclosed-list" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    PLACEHOLDER_MISSPELT = "placeholder-misspelt" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    PLACEHOLDER_KEYS = "placeholder-keys" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
}
