//! What errors say to who works with commands, said to who works with pages: no page names a command or an option.

/// Where a page has what a command does, by the command's first word.
const PLACES: [(&str, &str); 22] = [
    ("access", "« Demandes »"),
    ("amend", "« Corriger une réponse »"),
    ("answer", "la page du courrier"),
    ("backup", "« Sauvegarde »"),
    ("convoke", "« Courriers »"),
    ("decide", "« Décider »"),
    ("erase", "« Demandes »"),
    ("exclude", "« Personnes à ne pas faire siéger »"),
    ("hearings", "« Auditions »"),
    ("journal", "la page « Journal »"),
    ("keys", "« Clés »"),
    ("lift", "« Demandes »"),
    ("list", "« Candidatures »"),
    ("needs", "« Besoins pour l'audition »"),
    ("outbox", "« Courriers »"),
    ("peers", "« Pairs »"),
    ("plan", "« Auditions », puis « Le plan »"),
    ("quarantine", "« Vérifier ou mettre de côté »"),
    ("reseal", "« Refermer », sur la page « Clés »"),
    ("show", "la page de la candidature"),
    ("today", "« Aujourd'hui »"),
    ("undo", "« Reprendre le dernier acte »"),
];

/// Parts that only a command's options explain, and what is left of them.
const OPTIONS: [(&str, &str); 8] = [
    (" (--reason)", ""),
    (" avec --reason", ""),
    (", ou ajoutez votre ancienne clé avec --identity", ""),
    ("ajoutez votre ancienne clé avec --identity, ou ", ""),
    (" ; indiquez le bon fichier avec --identity", ""),
    (" dans signed", ""),
    (
        "si c'est la même, --accept EMPREINTE",
        "si c'est la même, écrivez-la sur la page « Clés », sous « Refermer »",
    ),
    (" yes --peer ID », ou no", " »"),
];

/// Whom to ask where a page can do nothing.
const MAINTAINER: &str = "voyez avec la personne qui s'occupe du site";

const COMMAND: &str = "« secretariat ";

/// The same for a page. What only somebody can do who types commands is for the maintainer.
pub fn plain(text: &str) -> String {
    let mut text = text.to_owned();
    for (option, left) in OPTIONS {
        text = text.replace(option, left);
    }
    while let Some((before, rest)) = text.split_once(COMMAND) {
        let Some((command, after)) = rest.split_once(" »") else { return MAINTAINER.to_owned() };
        let word = command.split(' ').next().unwrap_or_default();
        let Some((_, place)) = PLACES.iter().find(|(known, _)| *known == word) else {
            return MAINTAINER.to_owned();
        };
        text = format!("{before}{place}{after}");
    }
    let names_an_option = text.split(' ').any(|word| {
        word.trim_start_matches('(').strip_prefix("--").is_some_and(|name| !name.is_empty())
    });
    if names_an_option { MAINTAINER.to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_names_a_command_or_an_option() {
        for (said, on_a_page) in [
            ("relisez, puis recommencez", "relisez, puis recommencez"),
            (
                "« secretariat decide RÉFÉRENCE --as undecided » reprend une décision, « secretariat undo » un autre acte",
                "« Décider » reprend une décision, « Reprendre le dernier acte » un autre acte",
            ),
            (
                "« secretariat list » montre celles qui existent",
                "« Candidatures » montre celles qui existent",
            ),
            ("cette décision demande un motif (--reason)", "cette décision demande un motif"),
            ("dites pourquoi avec --reason", "dites pourquoi"),
            (
                "demandez à un autre destinataire de lancer « secretariat reseal », ou ajoutez votre ancienne clé avec --identity",
                "demandez à un autre destinataire de lancer « Refermer », sur la page « Clés »",
            ),
            ("indiquez un autre dossier avec --content", MAINTAINER),
            ("l'aide de la commande (--help) le dit", MAINTAINER),
            ("lancez « secretariat danse »", MAINTAINER),
            ("lancez « secretariat list", MAINTAINER),
            ("un tiret -- ou deux", "un tiret -- ou deux"),
        ] {
            assert_eq!(plain(said), on_a_page, "{said}");
        }
    }

    /// Whatever an error of the office says, wherever it is written: none gets through.
    #[test]
    fn what_is_said_anywhere_in_the_program_is_plain_on_a_page() {
        let sources = [
            include_str!("../../../cases/error/refusal.rs"),
            include_str!("../../../cases/error/planning.rs"),
            include_str!("../../../cases/error/held.rs"),
            include_str!("../../../cases/case/letters.rs"),
            include_str!("../../../cases/office/remarks.rs"),
            include_str!("../../../journal/error.rs"),
            include_str!("../../../journal/read_only.rs"),
            include_str!("../../../records/recipients.rs"),
            include_str!("../../../records/backup/error.rs"),
        ];
        let texts = sources.iter().flat_map(|source| source.split('"').skip(1).step_by(2));
        let (mut commands, mut lost) = (0, 0);
        for text in texts.filter(|text| text.contains(COMMAND)) {
            let page = plain(text);
            assert!(!page.contains("secretariat "), "{page}");
            commands += 1;
            lost += usize::from(page == MAINTAINER);
        }
        assert!(commands > 20, "{commands}");
        assert!(lost * 3 < commands, "{lost} of {commands} say nothing any more");
    }
}
