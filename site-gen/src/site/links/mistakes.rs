//! The kinds of mistakes that are found here.

authoring::codes! {
    LINK_EMPTY = "link-empty" {
        means: "A link has no text, or no address.",
        hurts: "Nobody can see or press a link without text, and a screen reader spells out its \
            address.",
        wrong: "Pour nous trouver, voyez [](./contact.md).",
        right: "Pour nous trouver, voyez [nos coordonnées](./contact.md).",
    }
    LINK_ASSET = "link-asset" {
        means: "A link, or the filter `asset` or `integrity` of a template, names a file that \
            `assets/` does not hold.",
        hurts: "Whoever wants to read or print the file gets an error page.",
        wrong: "Imprimez [le plan d'accès](/assets/plans.svg).",
        right: "Imprimez [le plan d'accès](/assets/plan.svg).",
    }
    ADDRESS_TWICE = "address-twice" in "pages/exemple.md" {
        means: "Two pages have the same address, by the names of their files or by a `slug`.",
        hurts: "Only one of them can stand there: readers would never see the other.",
        wrong: "---\ntitle: Nous écrire\nslug: contact\n---",
        right: "---\ntitle: Nous écrire\nslug: nous-ecrire\n---",
    }
    ADDRESS_CASE = "address-case" in "pages/exemple.md" {
        means: "Two addresses, of pages or of aliases, differ by their capitals alone.",
        hurts: "Where a file system takes both for one folder, one page overwrites the other, and \
            its readers get the wrong text.",
        wrong: "---\ntitle: Nous écrire\nslug: Contact\n---",
        right: "---\ntitle: Nous écrire\nslug: nous-ecrire\n---",
    }
    ADDRESS_ALIAS_FILE = "address-alias-file" in "pages/exemple.md" {
        means: "An alias is a file, since its last part holds a dot, and another address needs a \
            folder of that name.",
        hurts: "No host can hold both: one of the two old addresses would lead to an error page.",
        wrong: "---\ntitle: Règlement\naliases: [/reglement-v1.2, /reglement-v1.2/annexe/]\n---",
        right: "---\ntitle: Règlement\naliases: [/reglement-v1.2/, /reglement-v1.2/annexe/]\n---",
    }
    LINK_DRAFT = "link-draft" {
        means: "A link leads to a page that is left out: it is a draft, its day has not come, or \
            it is past its last day.",
        hurts: "Whoever follows it gets an error page.",
        wrong: "Les [prochaines auditions](./bientot.md) seront annoncées.",
        right: "Les prochaines auditions seront annoncées.",
    }
    LINK_RELATIVE = "link-relative" in "templates/page.html" {
        means: "A template holds a link that does not begin with `/`, and so leads from each page \
            to another place.",
        hurts: "It works on the home page, and from all others readers get an error page.",
        wrong: "{% extends \"base.html\" %}\n\
            {% block main %}<h1>{{ page.title }}</h1>\n\
            {{ content | safe }}<p><a href=\"contact/\">Nous écrire</a></p>{% endblock main %}",
        right: "{% extends \"base.html\" %}\n\
            {% block main %}<h1>{{ page.title }}</h1>\n\
            {{ content | safe }}<p><a href=\"/contact/\">Nous écrire</a></p>{% endblock main %}",
    }
    IMAGE_ELSEWHERE = "image-elsewhere" {
        means: "An image, or another file that the page shows, stands on another site.",
        hurts: "Browsers refuse to load it here, and readers see a broken image.",
        wrong: "![Le plan de la salle](https://mairie.example/plan.svg)",
        right: "![Le plan de la salle](/assets/plan.svg)",
    }
    IMAGE_MISSING = "image-missing" {
        means: "An image, or another file that a page or a template shows, is not in `assets/`.",
        hurts: "Readers see a broken image, and do not find the room of their hearing.",
        wrong: "![Le plan de la salle](/assets/plan.png)",
        right: "![Le plan de la salle](/assets/plan.svg)",
    }
    LINK_PAGE = "link-page" {
        means: "A link leads to an address of this site at which no page stands.",
        hurts: "Whoever follows it gets an error page.",
        wrong: "Écrivez-nous : [nos coordonnées](/contacts/).",
        right: "Écrivez-nous : [nos coordonnées](/contact/).",
    }
    LINK_FILE = "link-file" {
        means: "A link leads to the file of a page, and there is no such file below `pages/`.",
        hurts: "Whoever follows it gets an error page.",
        wrong: "Écrivez-nous : [nos coordonnées](./contacts.md).",
        right: "Écrivez-nous : [nos coordonnées](./contact.md).",
    }
    LINK_SCHEME = "link-scheme" {
        means: "A link begins with `//`, or with a scheme that leads nowhere from a page, such as \
            `file:` or `javascript:`.",
        hurts: "A file of the author's computer is on nobody else's: readers press the link, and \
            nothing happens.",
        wrong: "Imprimez [le plan d'accès](file:///C:/plan.svg).",
        right: "Imprimez [le plan d'accès](/assets/plan.svg).",
    }
    LINK_WITHOUT_SCHEME = "link-without-scheme" {
        means: "A `mailto:` link holds no e-mail address, or a `tel:` link no number.",
        hurts: "Whoever presses it gets a message without an address, or a telephone that dials \
            nothing.",
        wrong: "[Écrivez au bureau](mailto:bureau).",
        right: "[Écrivez au bureau](mailto:contact@bureau.fr).",
    }
    LINK_FIELD = "link-field" {
        means: "What stands behind the `?` of a `mailto:` or `sms:` link is no field of a message, or one that \
            programs know by another name.",
        hurts: "Whoever presses it gets a message without the subject or the text that was to be in it.",
        wrong: "[Écrivez au bureau](mailto:contact@bureau.fr?sujet=Audition).",
        right: "[Écrivez au bureau](mailto:contact@bureau.fr?subject=Audition).",
    }
    LINK_HOST = "link-host" {
        means: "A link to another site names no host after `https:`, or what can be none.",
        hurts: "Readers press the link, and their browser has nowhere to go.",
        wrong: "Voyez [l'annuaire](https:///entreprises/).",
        right: "Voyez [l'annuaire](https://annuaire.example/entreprises/).",
    }
    LINK_UNSEEN = "link-unseen" {
        means: "The address of a link to another site holds a space that does not break, or a character that nobody \
            sees: it came along with what was copied.",
        hurts: "The other site knows no such address, and whoever looks at the link sees nothing wrong with it.",
        wrong: "Voyez [l'annuaire](https://annuaire.example/gard\u{200b}).",
        right: "Voyez [l'annuaire](https://annuaire.example/gard).",
    }
    LINK_HTTP = "link-http" {
        means: "A link to another site begins with `http:`, which is not encrypted.",
        hurts: "In a hotel or a train, others on the network see what the reader opens there, and \
            can change it.",
        wrong: "Voyez [l'annuaire](http://annuaire.example/).",
        right: "Voyez [l'annuaire](https://annuaire.example/).",
    }
}
