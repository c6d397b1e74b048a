//! The kinds of mistakes that are found here.

crate::codes! {
    OFFICE_KEYS = "office-keys" in "secretariat.toml" {
        means: "A key of the office's settings is unknown, missing, or its value is of another kind.",
        hurts: "The office would decide without the reason that was meant, or plan hearings by \
            numbers that nobody has chosen.",
        wrong: "[reasons.declinned]\nhors_cadre = \"Le projet n'entre pas dans le cadre\"",
        right: "[reasons.declined]\nhors_cadre = \"Le projet n'entre pas dans le cadre\"",
    }
}
