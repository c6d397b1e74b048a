//! The kinds of mistakes that are found here.

authoring::codes! {
    FRONT_MATTER_UNKNOWN_KEY = "front-matter-unknown-key" in "pages/exemple.md" {
        means: "Front matter has a key that no page has.",
        hurts: "What it says reaches nobody: search engines would show the page without its \
            description.",
        wrong: "---\ntitle: Contact\ndescripton: Où nous trouver.\n---",
        right: "---\ntitle: Contact\ndescription: Où nous trouver.\n---",
    }
    FRONT_MATTER_MISTYPED = "front-matter-mistyped" in "pages/exemple.md" {
        means: "A value in front matter is of another kind than its key takes: a text instead of \
            `true`, for example.",
        hurts: "The page would be published as if nothing were said there, and readers would see a \
            draft.",
        wrong: "---\ntitle: Tarifs\ndraft: oui\n---",
        right: "---\ntitle: Tarifs\ndraft: true\n---",
    }
    DATE_FRENCH = "date-french" in "pages/exemple.md" {
        means: "A date in front matter begins with its day.",
        hurts: "The page would have no date, and readers could not tell how old what they read is.",
        wrong: "---\ntitle: Séances\ndate: 01/06/2026\n---",
        right: "---\ntitle: Séances\ndate: 2026-06-01\n---",
    }
    FRONT_MATTER_MISSING_TITLE = "front-matter-missing-title" in "pages/exemple.md" {
        means: "Front matter has no `title`.",
        hurts: "The menu, the browser's tab and a screen reader would have no name for the page.",
        wrong: "---\ndescription: Où nous trouver.\n---",
        right: "---\ntitle: Contact\ndescription: Où nous trouver.\n---",
    }
    FRONT_MATTER_EMPTY_TITLE = "front-matter-empty-title" in "pages/exemple.md" {
        means: "The `title` of a page has no words.",
        hurts: "The menu, the browser's tab and a screen reader would have no name for the page.",
        wrong: "---\ntitle: \"\"\n---",
        right: "---\ntitle: \"Contact\"\n---",
    }
    FRONT_MATTER_VALUE = "front-matter-value" in "pages/exemple.md" {
        means: "The `title` or the `description` of a page quotes a value between braces, which only \
            its text can.",
        hurts: "Readers see the braces in the menu, in the browser's tab and in search engines.",
        wrong: "---\ntitle: \"Auditions à {{ data.lieu.ville }}\"\n---",
        right: "---\ntitle: \"Auditions à Nîmes\"\n---",
    }
    FRONT_MATTER_MARKUP = "front-matter-markup" in "pages/exemple.md" {
        means: "The `title` or the `description` of a page holds a sign of Markdown, an element of HTML or the \
            name of a character, which only its text can.",
        hurts: "Readers see the signs in the menu, in the browser's tab and in search engines.",
        wrong: "---\ntitle: \"Auditions &amp; avis\"\n---",
        right: "---\ntitle: \"Auditions & avis\"\n---",
    }
    DATE_ORDER = "date-order" in "pages/exemple.md" {
        means: "A page is updated, or expires, before the day of its `date`.",
        hurts: "Readers would see a page that changed before it was there, or would never see it.",
        wrong: "---\n\
            title: Séances\n\
            date: 2026-06-01\n\
            updated: 2026-05-02\n\
            ---",
        right: "---\n\
            title: Séances\n\
            date: 2026-06-01\n\
            updated: 2026-06-02\n\
            ---",
    }
    ADDRESS_NONE = "address-none" in "pages/index.md" {
        means: "A page has no address of its own: nothing of its file's name can stand in one, or \
            the home page, which is always `/`, has a `slug`.",
        hurts: "No link could lead readers to the page.",
        wrong: "---\ntitle: Accueil\nslug: bienvenue\n---",
        right: "---\ntitle: Accueil\n---",
    }
    ADDRESS_SLUG = "address-slug" in "pages/exemple.md" {
        means: "A `slug` holds something that cannot stand in an address, such as a space or a \
            letter with an accent.",
        hurts: "Readers who copy the address into a letter would get `%C3%A9` for each `é`, which \
            nobody can read or type.",
        wrong: "---\ntitle: Séances\nslug: séances\n---",
        right: "---\ntitle: Séances\nslug: seances\n---",
    }
    ADDRESS_PERMALINK = "address-permalink" in "pages/exemple.md" {
        means: "A `permalink` is not the whole address of a page, with a slash at both ends, or stands beside a `slug`.",
        hurts: "Whoever follows the address that was printed or sent around would get an error page.",
        wrong: "---\ntitle: Séances\npermalink: 2026/séances\n---",
        right: "---\ntitle: Séances\npermalink: /2026/seances/\n---",
    }
    DATE_UNKNOWN = "date-unknown" in "pages/exemple.md" {
        means: "A date in front matter, or in the name of a file, is a day that no calendar has, or \
            is not written year, month and day.",
        hurts: "The page would have no date, and readers could not tell how old what they read is.",
        wrong: "---\ntitle: Séances\ndate: juin 2026\n---",
        right: "---\ntitle: Séances\ndate: 2026-06-01\n---",
    }
    ADDRESS_ALIAS = "address-alias" in "pages/exemple.md" {
        means: "An alias of a page is not an address of this site, or already leads to a page.",
        hurts: "Whoever follows an old link would not get to where the page is now.",
        wrong: "---\ntitle: Nous trouver\naliases: [/contact/]\n---",
        right: "---\ntitle: Nous trouver\naliases: [/nous-joindre/]\n---",
    }
}
