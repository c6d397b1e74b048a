//! The kinds of mistakes that are found here.

crate::codes! {
    FORM_SIGNING = "form-signing" in "signing.toml" {
        means: "The site has a form, and no key is listed by which applications are signed.",
        hurts: "Nobody could tell an application that a firm has sent from one that someone has \
            written into the store.",
        wrong: "# Aucune clé pour le moment.",
        right: "[[key]]\n\
            public = \"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=\"\n\
            from = 2026-11-28",
    }
    SIGNING_KEYS = "signing-keys" in "signing.toml" {
        means: "A key's public half or its first day is missing or something else, or there is \
            another key beside them.",
        hurts: "Nobody could tell from which day on a signature proves that the service has \
            written an application.",
        wrong: "[[key]]\n\
            publik = \"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=\"\n\
            from = 2026-11-28",
        right: "[[key]]\n\
            public = \"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=\"\n\
            from = 2026-11-28",
    }
    SIGNING_KEY = "signing-key" in "signing.toml" {
        means: "A public key for signatures is not one: a part of it is missing, or it is mistyped.",
        hurts: "The service would not start, and firms could send nothing.",
        wrong: "[[key]]\n\
            public = \"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG\"\n\
            from = 2026-11-28",
        right: "[[key]]\n\
            public = \"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=\"\n\
            from = 2026-11-28",
    }
    SIGNING_TWICE = "signing-twice" in "signing.toml" {
        means: "The same public key for signatures is listed twice.",
        hurts: "Nobody could tell from which of the two days on it holds.",
        wrong: "[[key]]\n\
            public = \"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=\"\n\
            from = 2026-11-28\n\n\
            [[key]]\n\
            public = \"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=\"\n\
            from = 2027-06-01",
        right: "[[key]]\n\
            public = \"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=\"\n\
            from = 2026-11-28\n\n\
            [[key]]\n\
            public = \"PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\"\n\
            from = 2027-06-01",
    }
    SIGNING_DEVELOPMENT = "signing-development" in "signing.toml" {
        means: "A key for signatures is the one that `cargo run` has made for trying things out, \
            and whose other half lies unprotected on a disk.",
        hurts: "Whoever gets at that disk can write applications that nobody has sent.",
        wrong: "[[key]]\n\
            public = \"DEVjTRd+psg8APQ3+W77ZYr7hQPsqZR7CgSUXtoHwsk=\"\n\
            from = 2026-11-28",
        right: "[[key]]\n\
            public = \"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=\"\n\
            from = 2026-11-28",
    }
}
