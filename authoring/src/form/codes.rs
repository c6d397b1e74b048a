//! The kinds of mistakes that are found here.

crate::codes! {
    FORM_KEYS = "form-keys" in "candidature.toml" {
        means: "A key of the form is missing, unknown or of another kind than it should be, its \
            `prefix` or its `page` cannot be one, or it asks nothing.",
        hurts: "The form would lack a word, a limit or all of its questions, and no firm could \
            apply.",
        wrong: r#"prefix = "Bureau""#,
        right: r#"prefix = "BDP""#,
    }
    FORM_WORDS = "form-words" in "candidature.toml" {
        means: "A message of the form is not a text, is empty, is about a reason that does not exist, or \
            mentions a value that nothing fills in.",
        hurts: "Applicants would read `{mini}` where the page should tell them how much to write.",
        wrong: "[messages]\ntoo_short = \"Écrivez au moins {mini} caractères.\"",
        right: "[messages]\ntoo_short = \"Écrivez au moins {min} caractères.\"",
    }
}
