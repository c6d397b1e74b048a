//! SIREN, SIRET, VAT numbers and postal codes, with what letterheads print around them.

use application_form::message::ReasonCode::{CheckDigit, Malformed, WrongLength};

use super::{reads, refuses};

#[test]
fn a_siren_is_read_out_of_a_letterhead() {
    for typed in [
        "732829320",
        " 732 829\u{a0}32\u{202f}0",
        "732.829-320",
        "732-829-320",
        "SIREN : 732 829 320",
        "siren n 732829320",
        "RCS de Montpellier n° 732 829 320",
        "73282932000074 (siège)",
        "SIREN:732 829 320 - APE 6201Z",
        "n° de siret 73282932000074",
        "SIREN:732829320",
        "Siren 732829320",
        "n° 732 829 320",
        "N° SIREN : 732 829 320",
        "Numéro SIREN 732 829 320",
        "no. 732 829 320",
        "RCS Montpellier B 732 829 320",
        "RCS Montpellier 732 829 320",
        "R.C.S. MONTPELLIER B 732 829 320",
        "RCS Nîmes : 732 829 320",
        "RCS de Saint-Étienne B732829320",
        "732 829 320 RCS Montpellier",
        "732 829 320 R.C.S. Montpellier B",
        "732829320RCS",
        "Immatriculée au RCS de Nîmes sous le numéro 732 829 320",
        "B 732 829 320",
        "732 829 320 RM 34",
        "RM 34 - SIREN 732 829 320",
        "732 829 320 - APE 62.01Z",
        "SIREN 732 829 320, code NAF : 6201Z",
        "(732 829 320)",
        "732 829 320.",
        // Its SIRET.
        "732 829 320 00074",
        "73282932000074",
        "732 829 320/00074",
        "SIRET : 732 829 320 00074 - APE 741Z",
        "Siret n° 732 829 320 00074",
        // Its VAT number.
        "FR44732829320",
        "FR 44 732 829 320",
        "fr44 732829320",
        "TVA : FR 44 732829320",
        "N° TVA intracommunautaire : FR44732829320",
        "TVA intracom. FR.44.732.829.320",
        "FR 732 829 320",
    ] {
        reads("siren", &[(typed, "732829320")]);
    }
    reads(
        "siren",
        &[
            ("356000000", "356000000"),
            // La Poste: its head office follows Luhn, others the sum of digits.
            ("35600000000048", "356000000"),
            ("35600000000006", "356000000"),
        ],
    );
}

#[test]
fn what_is_no_siren_says_why() {
    refuses(
        "siren",
        &[
            ("73282932", WrongLength, "Un numéro SIREN compte 9 chiffres, le vôtre en compte 8."),
            (
                "7328293200",
                WrongLength,
                "Un numéro SIREN compte 9 chiffres, le vôtre en compte 10.",
            ),
            (
                "732 829 320 0007",
                WrongLength,
                "Un numéro SIRET compte 14 chiffres, le vôtre en compte 13.",
            ),
            (
                "SIRET 732 829 320 000",
                WrongLength,
                "Un numéro SIRET compte 14 chiffres, le vôtre en compte 12.",
            ),
            (
                "732 829 320 000741",
                WrongLength,
                "Un numéro SIRET compte 14 chiffres, le vôtre en compte 15.",
            ),
            (
                "FR4473282932",
                WrongLength,
                "Un numéro de TVA compte 11 chiffres, le vôtre en compte 10.",
            ),
            (
                "44732829320",
                WrongLength,
                "Un numéro SIREN compte 9 chiffres, le vôtre en compte 11.",
            ),
            ("732829321", CheckDigit, "mal recopié"),
            ("73282932000075", CheckDigit, "mal recopié"),
            ("35600000012342", CheckDigit, "mal recopié"),
            ("FR45732829320", CheckDigit, "mal recopié"),
            ("FR44732829321", CheckDigit, "mal recopié"),
            ("000000000", Malformed, "« 000000000 »"),
            ("00000000000000", Malformed, "« 00000000000000 »"),
            ("73282932O", Malformed, "« O »"),
            ("7328O9320", Malformed, "« O9320 »"),
            ("en cours", Malformed, "« en cours »"),
            ("SIREN", Malformed, "« SIREN »"),
            ("٧٣٢٨٢٩٣٢٠", Malformed, "« ٧٣٢٨٢٩٣٢٠ »"),
            ("732829320 ou 552100554", Malformed, "« ou 552100554 »"),
            ("732829320 Capital 10 000 €", Malformed, "« Capital 10 000 € »"),
            ("BE0732829320", Malformed, "« BE »"),
            ("W732829320", Malformed, "« W »"),
            ("mon siren est 732829320", Malformed, "« mon siren est »"),
            ("732829320 Montpellier", Malformed, "« Montpellier »"),
        ],
    );
}

#[test]
fn a_postal_code_is_read_out_of_the_last_line_of_an_address() {
    reads(
        "code_postal",
        &[
            ("34000", "34000"),
            ("34 000", "34000"),
            ("34\u{a0}000", "34000"),
            ("34000 Montpellier", "34000"),
            ("34000 MONTPELLIER", "34000"),
            ("34000, Montpellier", "34000"),
            ("34000 – Montpellier", "34000"),
            ("34000Montpellier", "34000"),
            ("Montpellier 34000", "34000"),
            ("Montpellier (34000)", "34000"),
            ("30700 Saint-Quentin-la-Poterie", "30700"),
            ("34700 L’Hôpital", "34700"),
            ("F-34000", "34000"),
            ("F - 34000 Montpellier", "34000"),
            ("F34000", "34000"),
            ("FR-34000 Montpellier, France", "34000"),
            ("CP : 34000", "34000"),
            ("CP34000", "34000"),
            ("CP-34000", "34000"),
            ("34.000", "34000"),
            ("34-000", "34000"),
            ("34,000 Montpellier", "34000"),
            ("3 4 0 0 0", "34000"),
            ("12 rue Foch 34000 Montpellier", "34000"),
            ("12 rue Foch, 34 000 Montpellier", "34000"),
            ("3 avenue du 8 mai 1945 - 34000 Montpellier", "34000"),
            ("BP 34, 34961 Montpellier Cedex 2", "34961"),
            ("BP 34 34000 Montpellier", "34000"),
            ("Parc 2000, 34080 MONTPELLIER", "34080"),
            ("Montpellier-34000", "34000"),
            ("Pau-64000", "64000"),
            ("34961 CEDEX 2", "34961"),
            ("34 961 Cedex", "34961"),
            ("34961cedex02", "34961"),
            ("34961 Cédex 2", "34961"),
            ("34961 CÉDEX", "34961"),
            ("34961 Montpellier Cedex 2", "34961"),
            ("F-34961 MONTPELLIER CEDEX 2 - FRANCE", "34961"),
        ],
    );
    refuses(
        "code_postal",
        &[
            ("3400", WrongLength, "5 chiffres, le vôtre en compte 4"),
            ("340000", WrongLength, "5 chiffres, le vôtre en compte 6"),
            ("3400 Montpellier", WrongLength, "5 chiffres, le vôtre en compte 4"),
            ("2A004", Malformed, "« 2A004 »"),
            ("34O00", Malformed, "« 34O00 »"),
            ("34 0000", WrongLength, "5 chiffres, le vôtre en compte 6"),
            ("34.0000", WrongLength, "5 chiffres, le vôtre en compte 6"),
            ("04 67 00 00 00", WrongLength, "5 chiffres, le vôtre en compte 10"),
            ("D34000", Malformed, "« D »"),
            ("D-34117 Kassel", Malformed, "« D »"),
            ("IT-34100 Trieste", Malformed, "« IT »"),
            ("12 rue Foch, 3400 Montpellier", Malformed, "« 12 rue Foch, 3400 Montpellier »"),
            ("12 rue Foch, 34O00", Malformed, "« 12 rue Foch, 34O00 »"),
            ("3400Montpellier", Malformed, "« 3400Montpellier »"),
            ("34000 34080", Malformed, "« 34080 »"),
            ("34000-34080", Malformed, "« 34080 »"),
            ("34000/34080", Malformed, "« 34080 »"),
            ("12 rue Foch 34000 ou 34080", Malformed, "« 34080 »"),
            ("34961 CEDEX 123", Malformed, "« 123 »"),
            ("CEDEX 34961", Malformed, "« CEDEX 34961 »"),
            ("Montpellier", Malformed, "« Montpellier »"),
            ("CEDEX 2", Malformed, "« CEDEX 2 »"),
            ("34000 ou 30000", Malformed, "« 30000 »"),
            ("34961 CEDEX 30000", Malformed, "« 30000 »"),
            ("75015 Paris 15", Malformed, "« 15 »"),
        ],
    );
}
