//! The kinds of mistakes that are found here.

authoring::codes! {
    SITE_UNKNOWN_KEY = "site-unknown-key" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    SITE_TOML_MISSING = "site-toml-missing" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    SITE_MISSING_KEYS = "site-missing-keys" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    SITE_UNREACHABLE = "site-unreachable" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    SITE_RETENTION = "site-retention" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    SITE_MISTYPED = "site-mistyped" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
}
