//! The kinds of mistakes that are found here.

crate::codes! {
    PLACEHOLDER = "placeholder" in "data/lieu.toml" {
        means: "A value is still `{ placeholder = \"…\" }`: only the association can give it.",
        hurts: "Readers would find the words “à compléter” where they look for a name, an address \
            or a date.",
        wrong: r#"adresse = { placeholder = "l’adresse du bureau" }"#,
        right: r#"adresse = "3, rue de la République, Nîmes""#,
    }
    TOML_UNCLOSED_LIST = "toml-unclosed-list" in "data/lieu.toml" {
        means: "A list in TOML opens with `[`, and the next key or table begins before any `]` \
            closes it.",
        hurts: "Nobody knows which values the list holds, so no page could say on which days the \
            bureau is open.",
        wrong: "jours = [\"lundi\", \"mardi\"\nville = \"Nîmes\"",
        right: "jours = [\"lundi\", \"mardi\"]\nville = \"Nîmes\"",
    }
    PLACEHOLDER_MISSPELT = "placeholder-misspelt" in "data/lieu.toml" {
        means: "A key is nearly `placeholder`, so that its table is not a value still to be given \
            but a table like any other.",
        hurts: "Nobody is reminded to give the value, and visitors would find no address on the \
            site.",
        wrong: r#"adresse = { placeholdr = "l’adresse du bureau" }"#,
        right: r#"adresse = { placeholder = "l’adresse du bureau" }"#,
    }
    PLACEHOLDER_KEYS = "placeholder-keys" in "data/lieu.toml" {
        means: "A placeholder has another key than `placeholder` and `proposed`, or its label is \
            not a text.",
        hurts: "Nobody is reminded to give the value, and readers would not learn how many places \
            there are.",
        wrong: r#"places = { placeholder = "le nombre de places", propose = 6 }"#,
        right: r#"places = { placeholder = "le nombre de places", proposed = 6 }"#,
    }
}
