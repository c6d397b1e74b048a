//! The kinds of what is told of a site of another program. Examples that are wrong stand there, in the file that is
//! named; the right ones are what one writes here.

authoring::codes! {
    IMPORT_ADDRESS = "import-address" in "content/ete.md" {
        means: "A page has an address that no page can have here, or none that could be known.",
        hurts: "Links of other sites, and what readers noted, would lead to an error page.",
        wrong: "+++\ntitle = \"Été\"\npath = \"été\"\n+++",
        right: "---\ntitle: Été\npermalink: /ete/\naliases: [/été/]\n---",
    }
    IMPORT_FENCE = "import-fence" in "content/exemple.md" {
        means: "The fence of a block of code asks for something that no block has here.",
        hurts: "Readers would miss it, such as lines that were hidden.",
        wrong: "+++\ntitle = \"Exemple\"\n+++\n```rust,hide_lines=1\nfn main() {}\n```",
        right: "---\ntitle: Exemple\n---\n```rust\nfn main() {}\n```",
    }
    IMPORT_FILE = "import-file" in "sass/site.scss" {
        means: "A file is made into another one there, or stands where nothing stands here: it is not taken over.",
        hurts: "Readers would look in vain for what it gives, such as the look of the site.",
        wrong: "$blue: #1a4f8b;\na { color: $blue }",
        right: "a { color: #1a4f8b }",
    }
    IMPORT_HTML = "import-html" in "content/exemple.md" {
        means: "HTML stands in a text whose readers never saw it, because the settings of Hugo leave it out.",
        hurts: "They would see here what was not meant for them, or miss what was.",
        wrong: "---\ntitle: Exemple\n---\nNous <u>recevons</u> à Nîmes.",
        right: "---\ntitle: Exemple\n---\nNous *recevons* à Nîmes.",
    }
    IMPORT_KEY = "import-key" in "content/exemple.md" {
        means: "A key of front matter, or what it says, has no counterpart here, and is left out.",
        hurts: "Readers would miss what it did there: a page could be listed elsewhere, or not at all.",
        wrong: "+++\ntitle = \"Exemple\"\nrender = false\n+++",
        right: "---\ntitle: Exemple\ndraft: true\n---",
    }
    IMPORT_LINK = "import-link" in "content/exemple.md" {
        means: "A link leads to nothing that the other site has, or to what is not taken over.",
        hurts: "Whoever follows it gets an error page.",
        wrong: "+++\ntitle = \"Exemple\"\n+++\n[Nous écrire](ailleurs/)",
        right: "---\ntitle: Exemple\n---\n[Nous écrire](/)",
    }
    IMPORT_PAGE = "import-page" in "content/exemple.md" {
        means: "A page is not converted, because its front matter, or its whole file, cannot be read.",
        hurts: "The site would go out without it.",
        wrong: "+++\ntitle = \"Exemple\ndraft = no\n+++",
        right: "---\ntitle: Exemple\n---",
    }
    IMPORT_SETTING = "import-setting" in "config.toml" {
        means: "A setting of the site has no counterpart here, and is left out.",
        hurts: "The site may look or work otherwise than its readers know it.",
        wrong: "base_url = \"https://bureau.fr\"\noutput_dir = \"public\"",
        right: "base_url = \"https://bureau.fr\"",
    }
    IMPORT_SHORTCODE = "import-shortcode" in "content/exemple.md" {
        means: "A shortcode is called for which there is no component, or in a way that no component is called.",
        hurts: "Readers would see the call, and not what it shows.",
        wrong: "+++\ntitle = \"Exemple\"\n+++\n{{ film(id=1) }}",
        right: "---\ntitle: Exemple\n---\n[Le film](/)",
    }
    IMPORT_TEMPLATE = "import-template" in "templates/fiche.html" {
        means: "A template, or a theme, is in the language and with the names of another program.",
        hurts: "Its pages have the look of the built-in templates until somebody writes it anew.",
        wrong: "{% extends \"base.html\" %}",
        right: "{% extends \"base.html\" %}\n{% block main %}<h1>{{ page.title }}</h1>\n{{ content | safe }}{% endblock main %}",
    }
}
