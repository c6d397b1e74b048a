use super::*;

/// A text, and its lines in a box for which it is fitted: 1024 × 330, at 76, 60 or 48.
#[test]
fn texts_become_lines_at_the_largest_size_that_fits() {
    let long = "Les entreprises qui préparent un virage stratégique présentent leur projet, et des pairs les \
        écoutent, partagent leur expérience et donnent un avis, dans le Gard, l'Hérault, la Lozère et le Vaucluse, \
        au siège d'une entreprise ou d'un réseau, une fois par mois, entre deux et quatre heures, sans que rien en sorte";
    let rows: &[(&str, u64, &[&str])] = &[
        ("", 76, &[]),
        (" \n ", 76, &[]),
        ("Contact", 76, &["Contact"]),
        ("  Les   candidatures\nsont ouvertes ", 76, &["Les candidatures", "sont ouvertes"]),
        // Even lines; what must not be broken is not.
        (
            "Pour qui est le Bureau des pairs\u{a0}?",
            76,
            &["Pour qui est le", "Bureau des pairs\u{a0}?"],
        ),
        (
            "Rendez-vous à Saint-Hippolyte-du-Fort",
            76,
            &["Rendez-vous à", "Saint-Hippolyte-du-Fort"],
        ),
        (
            "Anticonstitutionnellement-Saint-Hippolyte-du-Fort",
            60,
            &["Anticonstitutionnellement-", "Saint-Hippolyte-du-Fort"],
        ),
        ("E\u{301}te\u{301}", 76, &["Été"]),
        // Only the smallest size cuts a word.
        ("Donaudampfschifffahrtsgesellschaft", 48, &["Donaudampfschifffahrtsgesellschaft"]),
        (
            "Rindfleischetikettierungsüberwachungsaufgaben",
            48,
            &["Rindfleischetikettierungsüberwachungsa-", "ufgaben"],
        ),
    ];
    for (text, size, lines) in rows {
        let fitted = fit(text, 1024, 330, &[76, 60, 48]);
        let found: Vec<&str> = fitted.lines.iter().map(|line| &*line.text).collect();
        assert_eq!((fitted.size, &*found), (*size, *lines), "{text}");
    }
    for (text, ends) in [(long, "…"), (&*"W".repeat(300), "…"), (&*"a ".repeat(90), "a")] {
        let fitted = fit(text, 1024, 330, &[76, 60, 48]);
        let last = &fitted.lines.last().expect("there are some").text;
        assert!(last.ends_with(ends) && !last.contains(" …"), "{last}");
    }
}

#[test]
fn no_line_is_wider_than_the_box_and_none_is_below_it() {
    for text in ["Une page", "a", "W W W W", &"mot ".repeat(200), &"W".repeat(500), "a-b/c–d-e"] {
        for (width, height) in [(1024, 330), (300, 100), (90, 50), (400, 600)] {
            let Fitted { size, height: used, lines } = fit(text, width, height, &[72, 48, 30]);
            assert!(used <= height, "{text} in {width} × {height}");
            for Line { text: line, y } in lines {
                assert!(font::width(&line) * size <= width * PER_EM, "{line} in {width}");
                assert!(y < height, "{line} in {width}");
            }
        }
    }
}

#[test]
fn the_font_is_as_its_constants_say_and_has_what_european_languages_write() {
    use skrifa::{FontRef, raw::TableProvider as _};
    let font = FontRef::new(crate::content::theme::CARD_FONT).unwrap();
    assert_eq!(u64::from(font.head().unwrap().units_per_em()), PER_EM);
    let depth = font.hhea().unwrap().descender().to_i16();
    assert_eq!(u64::from(depth.unsigned_abs()), DEPTH);
    for text in [
        "Où ça ? « L’été » – œuvre — 1 000 € ; 2 → 3… n° 1",
        "Größe Straße ẞ, año ¿qué?, Łódź, Čeština, Þórr, İstanbul, Ñandú, L·l, ħobż",
        "Καλημέρα, Доброе утро, Ґанок",
        "\u{a0}\u{202f}\u{ad}\u{2009}e\u{301}",
    ] {
        let lacking: Vec<char> = text.chars().filter(|sign| !font::has(*sign)).collect();
        assert!(lacking.is_empty(), "{text}: {lacking:?}");
    }
    for sign in ['漢', 'ش', 'א', '😀', '→'] {
        assert_eq!(font::has(sign), sign == '→', "{sign}");
    }
}
