//! Electronic addresses and telephone numbers, with what is pasted around them.

use application_form::message::ReasonCode::{Malformed, TooLong, TooShort};

use super::{read, reads, refuses};

#[test]
fn an_address_is_read_without_what_is_around_it() {
    for typed in [
        "jeanne@x.fr",
        " jeanne@x.fr ",
        "jeanne@x.fr.",
        "jeanne@x.fr,",
        "jeanne@x.fr;",
        "<jeanne@x.fr>",
        "Jeanne Durand <jeanne@x.fr>",
        "\"Durand, Jeanne\" <jeanne@x.fr>",
        "Jeanne Durand <mailto:jeanne@x.fr>;",
        "jeanne@x.fr <jeanne@x.fr>",
        "jeanne@x.fr (Jeanne Durand)",
        "mailto:jeanne@x.fr",
        "MAILTO:jeanne@x.fr?subject=Candidature",
        "Courriel : jeanne@x.fr",
        "E-mail : jeanne@x.fr",
        "adresse électronique: jeanne@x.fr",
        "« jeanne@x.fr »",
        "'jeanne@x.fr'",
        "jeanne @x.fr",
        "jeanne@ x.fr",
        "jeanne@x. fr",
        "jeanne@x .fr",
        "jeanne@x.fr!",
        "jeanne@x.fr >",
        "email jeanne@x.fr",
        "Adresse mail jeanne@x.fr",
        "contact : jeanne@x.fr",
        "\u{202a}jeanne@x.fr\u{202c}",
    ] {
        reads("courriel", &[(typed, "jeanne@x.fr")]);
    }
    for address in [
        "prénom.nom+x@sous.exemple.fr",
        "mail.durand@x.fr",
        "mail@x.fr",
        "contact@x.fr",
        "email@x.fr",
        "o'neill@x.fr",
        "Jeanne@X.FR",
        "a@b.museum",
        "jeanne@xn--exmple-cua.fr",
        "jeanne@exémple.fr",
        "jeanne@x.xn--p1ai",
        "почта@пример.рф",
        "1@2.fr",
    ] {
        reads("courriel", &[(address, address)]);
    }
}

#[test]
fn what_is_no_address_is_quoted() {
    refuses(
        "courriel",
        &[
            ("jeanne", Malformed, "« jeanne »"),
            ("jeanne@", Malformed, "« @ »"),
            ("@x.fr", Malformed, "« @ »"),
            ("jeanne@x", Malformed, "« @x »"),
            ("a@b.c", Malformed, "« @b.c »"),
            ("a@b.c1", Malformed, "« @b.c1 »"),
            ("x@127.0.0.1", Malformed, "« @127.0.0.1 »"),
            ("x@[127.0.0.1]", Malformed, "« x@[127.0.0.1] »"),
            ("x@localhost", Malformed, "« @localhost »"),
            (".a@x.fr", Malformed, "« .a@ »"),
            ("a.@x.fr", Malformed, "« a.@ »"),
            ("a..b@x.fr", Malformed, "« a..b@ »"),
            ("a@x..fr", Malformed, "« @x..fr »"),
            ("a@.fr", Malformed, "« @.fr »"),
            ("a@-x.fr", Malformed, "« @-x.fr »"),
            ("a@x_y.fr", Malformed, "« @x_y.fr »"),
            ("a@b@c.fr", Malformed, "« a@b@c.fr »"),
            ("jean durand@x.fr", Malformed, "« jean durand@x.fr »"),
            ("a@b.fr;c@d.fr", Malformed, "« a@b.fr;c@d.fr »"),
            ("a@b.fr, c@d.fr", Malformed, "« a@b.fr, c@d.fr »"),
            ("a@b.fr <c@d.fr>", Malformed, "« a@b.fr <c@d.fr> »"),
            ("a@b.fr (c@d.fr)", Malformed, "« a@b.fr (c@d.fr) »"),
            ("Mel durand@x.fr", Malformed, "« Mel durand@x.fr »"),
            ("jeanne@x.fr merci", Malformed, "« jeanne@x.fr merci »"),
            ("Jeanne. durand@x.fr", Malformed, "« Jeanne. durand@x.fr »"),
            ("jeanne@gmail..com", Malformed, "« @gmail..com »"),
            ("https://x.fr", Malformed, "« https://x.fr »"),
        ],
    );
    let local = format!("{}@exemple.fr", "a".repeat(64));
    reads("courriel", &[(&local, &local)]);
    refuses(
        "courriel",
        &[(&format!("a{local}"), Malformed, "aaa…"), (&local.repeat(4), TooLong, "254")],
    );
    let label = format!("a@{}.fr", "b".repeat(64));
    refuses("courriel", &[(&label, Malformed, "« @bbb")]);
}

#[test]
fn a_telephone_number_is_kept_as_typed() {
    for typed in [
        "0467000000",
        "04 67 00 00 00",
        "04.67.00.00.00",
        "04-67-00-00-00",
        "04-67/00 00 00",
        "04_67_00_00_00",
        "+33 4 67 00 00 00",
        "+33 (0)4 67 00 00 00",
        "(+33) 4 67 00 00 00",
        "0033 4 67 00 00 00",
        "(04) 67 00 00 00",
        "tel:+33467000000",
        "Tél. 04 67 00 00 00",
        "Tél : 04 67 00 00 00",
        "TEL 04 67 00 00 00",
        "Téléphone : 04 67 00 00 00.",
        "Port. 06 12 34 56 78",
        "Ligne directe : 04 67 00 00 00",
        "mob. 06 12 34 56 78",
        "cell : 0612345678",
        "06 12 34 56 78 perso",
        "+33 06 12 34 56 78",
        "06 - 12 - 34 - 56 - 78",
        "04 67 00 00 00 (standard)",
        "04 67 00 00 00 poste 12",
        "04 67 00 00 00, poste n° 12",
        "Tél. 04 67 00 00 00 (poste 12)",
        "04 67 00 00 00 ext. 1234",
        "04 67 00 00 00 x12",
        "+33467000000;ext=12",
        "04 67 00 00 00 #12",
    ] {
        reads("telephone", &[(typed, typed)]);
    }
    assert_eq!(
        read("telephone", &["\u{202d}04 67 00 00 00\u{202c}"]),
        Ok("04 67 00 00 00".to_owned())
    );
}

#[test]
fn what_is_no_single_number_is_quoted() {
    refuses(
        "telephone",
        &[
            ("appelez-moi", Malformed, "« appelez-moi »"),
            ("04 67 OO 00 00", Malformed, "« OO 00 00 »"),
            ("poste 12345678", Malformed, "« poste »"),
            ("04 67 00 00 00 poste 12345678", Malformed, "« poste 12345678 »"),
            ("04 67 00 00 00 / 06 12 34 56 78", Malformed, "« 06 12 34 56 78 »"),
            ("04 67 00 00 00 06 12 34 56 78", Malformed, "« 06 12 34 56 78 »"),
            ("0467000000 0612345678", Malformed, "« 0612345678 »"),
            ("04 67 00 00 00 - 06 12 34 56 78", Malformed, "« 06 12 34 56 78 »"),
            ("+33 4 67 00 00 00 +33 6 12 34 56 78", Malformed, "« +33 6 12 34 56 78 »"),
            ("04 67 00 00 00 ou 06 12 34 56 78", Malformed, "« ou 06 12 34 56 78 »"),
            ("04 67 00 00 00, 06 12 34 56 78", Malformed, "« 06 12 34 56 78 »"),
            ("04 67 00 00 00 (Paul)", Malformed, "« Paul) »"),
            ("04 67", TooShort, "le vôtre en compte 4"),
            ("04 67 00 poste 12", TooShort, "le vôtre en compte 6"),
            ("12345678901234567890", Malformed, "« 1234567890 »"),
            ("+1234567890123456", TooLong, "le vôtre en compte 16"),
        ],
    );
    let dashes = format!("12345678{}", "-".repeat(100));
    refuses("telephone", &[(&dashes, Malformed, "« 12345678---")]);
}
