use super::*;

fn source(text: &str) -> Source {
    Source::new("content/lettres/x.md", text)
}

#[track_caller]
fn letter(kind: LetterKind, text: &str) -> LetterTemplate {
    let (letter, diagnostics) = read(kind, &source(text));
    let severe: Vec<_> =
        diagnostics.iter().filter(|each| each.code.name() != "placeholder").collect();
    assert!(severe.is_empty(), "{severe:?}");
    letter
}

#[test]
fn a_letter_is_filled_in_as_plain_text_with_french_typography() {
    let text = "---\nobjet: \"Candidature {{ reference }} : retenue\"\n---\n\
        Bonjour {{ prenom }} {{nom}},\n\n\
        L'**entreprise** « {{ entreprise }} »\nest retenue !\n\n\
        {{ texte }}\n\n\
        - un : [le site](https://a.example/b)\n- deux\n  1. ici\n  2. là\n\n\
        Fin,  \nle Bureau\n";
    let values = [
        ("reference", "BDP-1".to_owned()),
        ("prenom", "Zoé".to_owned()),
        ("nom", "*D'Arc*".to_owned()),
        ("entreprise", "A {{ nom }} : B".to_owned()),
    ];

    let filled = letter(LetterKind::Retained, text).fill(&values);

    assert_eq!(filled.subject, "Candidature BDP-1\u{a0}: retenue");
    assert_eq!(
        filled.text,
        "Bonjour Zoé *D'Arc*,\n\n\
        L’entreprise «\u{202f}A {{ nom }} : B\u{202f}» est retenue\u{202f}!\n\n\
        - un\u{a0}: le site (https://a.example/b)\n- deux\n  1. ici\n  2. là\n\n\
        Fin,\nle Bureau"
    );
}

#[test]
fn several_paragraphs_take_the_place_of_a_name() {
    let text = "---\nobjet: Avis\n---\nVoici :\n\n{{ avis }}\n\nFin.\n";

    let filled = letter(LetterKind::Opinion, text).fill(&[("avis", "Un.\n\n\nDeux.\n".into())]);

    assert_eq!(filled.text, "Voici\u{a0}:\n\nUn.\n\nDeux.\n\nFin.");
}

#[test]
fn what_is_still_to_be_written_shows() {
    let text = "---\nobjet: Votre candidature\ntexte: { placeholder: \"la lettre\" }\n---\n";

    let declined = letter(LetterKind::Declined, text);

    assert!(declined.is_text_unwritten && !declined.is_subject_unwritten);
    assert_eq!(declined.fill(&[]).text, "[à compléter\u{a0}: la lettre]");
    let found = read(LetterKind::Declined, &source(text)).1;
    assert_eq!(found.iter().map(|each| each.code.name()).collect::<Vec<_>>(), ["placeholder"]);
    assert!(LetterTemplate::missing(LetterKind::Opinion).is_text_unwritten);
}

#[test]
fn every_mistake_is_reported_at_its_place() {
    for (text, expected) in [
        ("Bonjour\n", "1:1: this letter has no front matter"),
        ("---\nobject: A\n---\nB\n", "2:1: unknown key `object`"),
        ("---\nobject: A\n---\nB\n", "1:1: `objet` is missing"),
        ("---\nobjet: 3\n---\nB\n", "2:8: `objet` should be a text, this is 3"),
        ("---\nobjet: A\n---\n\n", "1:1: this letter has no text"),
        ("---\nobjet: A\ntexte: B\n---\n", "3:8: `texte` holds the place"),
        ("---\nobjet: A\ntexte: { placeholder: \"b\" }\n---\nB\n", "3:8: `texte` holds the place"),
        ("---\nobjet: A\n---\nB {{ nim }}\n", "4:3: this letter has no `nim`"),
        ("---\nobjet: A\n---\nB {{ nim }}\n", "did you mean `nom`?"),
        ("---\nobjet: A {{ motif }}\n---\nB\n", "2:10: this letter has no `motif`"),
        ("---\nobjet: A\n---\nB\n\né {{ nom\n", "6:3: no `}}` follows on the same line"),
        ("---\nobjet: A\n---\n![b](c.png)\n", "4:1: a letter cannot show an image"),
        ("---\nobjet: A\n---\nB <b>c</b>\n", "4:3: a letter cannot show raw HTML"),
        ("---\nobjet: A\n---\n[b](./c.md)\n", "4:1: a letter cannot show a link to a file"),
        ("---\nobjet: A\n---\n|a|b|\n|-|-|\n|c|d|\n", "4:1: a letter cannot show a table"),
    ] {
        let found = read(LetterKind::Retained, &source(text)).1;
        let said = found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(said.contains(expected), "{text}\n{said}");
    }
}

#[test]
fn a_folder_with_letters_has_all_of_them_and_no_other() {
    let text = "---\nobjet: A\n---\nB\n";
    let said = |files: &[&str]| {
        let files = files.iter().map(|file| (*file, Ok(source(text))));
        let found = check("content/lettres/", files);
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let all = LetterKind::ALL.map(|kind| format!("{}.md", kind.file_stem()));
    let all: Vec<&str> = all.iter().map(String::as_str).collect();

    assert_eq!(said(&[]), "");
    assert_eq!(said(&all), "");
    assert!(said(&all[1..]).contains("content/lettres/recue.md:1:1: this letter is missing"));
    let other = said(&["retenu.md", "sous/retenue.md", "retenue.txt"]);
    assert_eq!(other.matches("no letter is called").count(), 3, "{other}");
    assert!(other.contains("did you mean `retenue.md`?"), "{other}");
}

#[test]
fn a_letter_that_a_peer_may_get_names_no_firm_and_the_other_way_round() {
    for kind in [LetterKind::PeerConvocation, LetterKind::Moved, LetterKind::Cancelled] {
        for name in ["entreprise", "reference", "prenom", "nom"] {
            assert!(!kind.names().contains(&name), "{kind:?}");
        }
    }
    for kind in LetterKind::ALL {
        assert!(!kind.names().iter().any(|name| name.contains("pair")), "{kind:?}");
    }
}
