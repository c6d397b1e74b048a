//! The kinds of mistakes that are found here.

authoring::codes! {
    FRONT_MATTER_UNKNOWN_KEY = "front-matter-unknown-key" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    FRONT_MATTER_MISTYPED = "front-matter-mistyped" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    DATE_FRENCH = "date-french" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    FRONT_MATTER_MISSING_TITLE = "front-matter-missing-title" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    FRONT_MATTER_EMPTY_TITLE = "front-matter-empty-title" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    DATE_ORDER = "date-order" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    ADDRESS_NONE = "address-none" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    ADDRESS_SLUG = "address-slug" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    DATE_UNKNOWN = "date-unknown" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    ADDRESS_ALIAS = "address-alias" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
}
