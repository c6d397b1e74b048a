//! The kinds of mistakes that are found here.

authoring::codes! {
    SITE_UNKNOWN_KEY = "site-unknown-key" in "site.toml" {
        means: "`site.toml` has a key that no site has.",
        hurts: "What it says reaches nobody: readers would have no menu.",
        wrong: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\
            navigaton = [\"/contact/\"]",
        right: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\
            navigation = [\"/contact/\"]",
    }
    SITE_TOML_MISSING = "site-toml-missing" in "site.toml" {
        means: "The content folder has no `site.toml`.",
        hurts: "The site would have no name and no address, and feeds and search engines could \
            lead nobody to it.",
        wrong: "",
        right: "title = \"Bureau des pairs\"\nbase_url = \"https://bureau.fr\"\nlanguage = \"fr\"",
    }
    SITE_MISSING_KEYS = "site-missing-keys" in "site.toml" {
        means: "`site.toml` does not say the site's `title`, `base_url` or `language`.",
        hurts: "Without the language, for example, a screen reader would read French aloud with \
            English sounds.",
        wrong: "title = \"Bureau des pairs\"\nbase_url = \"https://bureau.fr\"",
        right: "title = \"Bureau des pairs\"\nbase_url = \"https://bureau.fr\"\nlanguage = \"fr\"",
    }
    SITE_UNREACHABLE = "site-unreachable" in "site.toml" {
        means: "No reader can get to the site at its `base_url`: the name is reserved or of one \
            machine, the address is a number, or it is not encrypted.",
        hurts: "Feeds and search engines would send people to an address where there is nothing.",
        wrong: "title = \"Bureau des pairs\"\n\
            base_url = \"https://localhost:8080\"\n\
            language = \"fr\"",
        right: "title = \"Bureau des pairs\"\nbase_url = \"https://bureau.fr\"\nlanguage = \"fr\"",
    }
    SITE_RETENTION = "site-retention" in "site.toml" {
        means: "The months for which applications are kept are not between 1 and 1200.",
        hurts: "Firms would be told that their application is deleted when they send it, or not in \
            their lifetime.",
        wrong: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\n\
            [retention]\n\
            months = 0",
        right: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\n\
            [retention]\n\
            months = 12",
    }
    SITE_MISTYPED = "site-mistyped" in "site.toml" {
        means: "A value in `site.toml` is of another kind than its key takes: a `base_url` without \
            its scheme, a text instead of a list.",
        hurts: "Links in feeds and previews, which need the whole address, would lead nobody to \
            the site.",
        wrong: "title = \"Bureau des pairs\"\nbase_url = \"bureau.fr\"\nlanguage = \"fr\"",
        right: "title = \"Bureau des pairs\"\nbase_url = \"https://bureau.fr\"\nlanguage = \"fr\"",
    }
}
