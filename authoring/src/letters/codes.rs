//! The kinds of mistakes that are found here.

crate::codes! {
    LETTER_FILE = "letter-file" in "*" {
        means: "A file below `lettres/` has the name of no letter.",
        hurts: "The office would go on with another text, or with none, and nobody would know.",
        wrong: "lettres/retenu.md",
        right: "lettres/retenue.md",
    }
    LETTER_MISSING = "letter-missing" in "*" {
        means: "There are letters of the office, and one of them is missing.",
        hurts: "A firm would wait for an answer that nobody has written.",
        wrong: "lettres/retenue.md",
        right: "lettres/recue.md\nlettres/retenue.md\nlettres/non-retenue.md\n\
            lettres/en-attente.md\nlettres/a-preciser.md\nlettres/convocation-entreprise.md\n\
            lettres/convocation-pair.md\nlettres/deplacee.md\nlettres/annulee.md\nlettres/avis.md",
    }
    LETTER_KEYS = "letter-keys" in "lettres/retenue.md" {
        means: "A letter's front matter has an unknown key or lacks its subject, or there is no \
            text below it.",
        hurts: "The letter would go out without a subject, or empty.",
        wrong: "---\nobject: Votre candidature\n---\nBonjour,",
        right: "---\nobjet: Votre candidature\n---\nBonjour,",
    }
    LETTER_NAME = "letter-name" in "lettres/retenue.md" {
        means: "Between double braces stands a name that this letter does not have.",
        hurts: "A firm would read the braces, or a hole in the sentence.",
        wrong: "---\nobjet: Votre candidature\n---\nBonjour {{ prenon }},",
        right: "---\nobjet: Votre candidature\n---\nBonjour {{ prenom }},",
    }
    LETTER_MARKDOWN = "letter-markdown" in "lettres/retenue.md" {
        means: "A letter holds something that a plain text cannot show: an image, a table, raw \
            HTML, a link to a file of the site.",
        hurts: "The firm would get the letter without it.",
        wrong: "---\nobjet: Votre candidature\n---\nVoyez ![le plan](/assets/plan.svg).",
        right: "---\nobjet: Votre candidature\n---\nL'entrée est rue de la République.",
    }
}
