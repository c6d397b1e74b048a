//! The edges of the form, one sentence each.

use application_form::evaluate::result::{Evaluation, Quarantine};
use insta::assert_snapshot;
use jiff::civil::date;

use crate::applicant::{Applicant, applicant, form};

#[test]
fn a_complete_application_is_accepted_without_warnings() {
    let application = applicant().accepted();

    assert_eq!(application.warnings(), []);
    assert_eq!(application.quarantine, Quarantine::No);
    assert_snapshot!(serde_json::to_string(&application.canonical().answers).unwrap(), @r#"{"raison_sociale":"Ateliers du Lez","siren":"732829320","date_creation":"2015-03-27","chiffre_affaires":"1250000","effectif":"12","departement":"34","code_postal":"34000","secteur":"industrie","activite":"Nous fabriquons des machines à bois.","themes":["numerique"],"projet":"Nous voulons passer de la vente à la location de nos machines. Nous voulons passer de la vente à la location de nos machines. Nous voulons passer de la vente à la location de nos machines. Nous voulons passer de la vente à la location de nos machines.","motivation":"Nous voulons passer de la vente à la location de nos machines. Nous voulons passer de la vente à la location de nos ma","attentes":"Nous voulons passer de la vente à la location de nos machin","prenom":"Camille","nom":"Durand","fonction":"Gérante","habilite":"oui","courriel":"camille.durand@exemple.fr"}"#);
}

#[test]
fn an_empty_form_lists_every_required_answer_in_the_order_of_the_form() {
    let faults = applicant_of_nothing();

    assert_snapshot!(faults.join("\n"), @"
    raison_sociale: missing
    siren: missing
    date_creation: missing
    chiffre_affaires: missing
    effectif: missing
    departement: missing
    code_postal: missing
    secteur: missing
    activite: missing
    themes: missing
    projet: missing
    motivation: missing
    attentes: missing
    prenom: missing
    nom: missing
    fonction: missing
    habilite: missing
    courriel: missing
    ");
}

fn applicant_of_nothing() -> Vec<String> {
    let mut empty = applicant();
    for (name, _) in applicant().submission().pairs() {
        empty = empty.without(name);
    }
    empty.faults()
}

#[test]
fn thresholds_are_inclusive() {
    assert_eq!(applicant().with("chiffre_affaires", "299 999").stops(), ["chiffre_affaires"]);
    applicant().with("chiffre_affaires", "300 000").accepted();
    assert_eq!(applicant().with("effectif", "2").stops(), ["effectif"]);
    applicant().with("effectif", "3").accepted();
    assert_eq!(applicant().with("departement", "autre").stops(), ["territoire"]);
}

#[test]
fn on_the_third_anniversary_a_firm_is_still_too_young_the_day_after_it_is_not() {
    assert_eq!(applicant().created(date(2018, 6, 2)).stops(), ["anciennete"]);
    assert_eq!(applicant().created(date(2018, 6, 1)).stops(), ["anciennete"]);
    applicant().created(date(2018, 5, 31)).accepted();
}

#[test]
fn a_stop_says_from_which_day_one_may_apply() {
    let Evaluation::Stop(reasons) = applicant().created(date(2020, 2, 29)).evaluate() else {
        panic!("no stop");
    };

    assert!(reasons[0].message.contains("2\u{a0}mars 2023"), "{}", reasons[0].message);
}

#[test]
fn the_day_from_which_one_may_apply_is_said_of_this_rule_alone() {
    let unfit = applicant().created(date(2020, 1, 1)).with("effectif", "0").evaluate();
    let Evaluation::Stop(reasons) = unfit else { panic!("no stop") };

    assert_snapshot!(reasons[0].message, @"L’entreprise doit exister depuis plus de 3 ans. Ce critère sera rempli à partir du 2 janvier 2023 : vous pourrez alors candidater, si les autres critères le sont aussi et si l’expérimentation est encore ouverte.");
}

#[test]
fn every_reason_to_stop_is_given_at_once_and_errors_come_first() {
    let all = applicant()
        .created(date(2020, 1, 1))
        .with("chiffre_affaires", "0")
        .with("effectif", "0")
        .with("departement", "autre");

    assert_eq!(all.stops(), ["anciennete", "chiffre_affaires", "effectif", "territoire"]);
    assert_eq!(
        all.without("nom").with("siren", "1").faults(),
        ["siren: wrong_length", "nom: missing"]
    );
}

#[test]
fn texts_are_counted_as_a_person_counts_them() {
    // A family of four with joiners is one character and seven code points; ẽ typed in two is one.
    let family = "👨\u{200d}👩\u{200d}👧\u{200d}👦";
    assert_eq!(applicant().with("prenom", &family.repeat(57)).accepted().answers().len(), 18);
    assert_eq!(applicant().with("prenom", &family.repeat(58)).faults(), ["prenom: too_long"]);
    applicant().with("prenom", &"e\u{303}".repeat(100)).accepted();
    assert_eq!(applicant().with("prenom", &"é".repeat(101)).faults(), ["prenom: too_long"]);
    assert_eq!(applicant().with("activite", "neuf cara").faults(), ["activite: too_short"]);
    applicant().with("activite", "dix caract").accepted();
    applicant().with("projet", &"é".repeat(4000)).accepted();
    assert_eq!(applicant().with("projet", &"é".repeat(4001)).faults(), ["projet: too_long"]);
}

#[test]
fn what_nobody_sees_is_dropped_from_prose_and_counts_for_nothing() {
    for (typed, kept) in [
        ("a\0b", "ab"),
        ("a\u{202e}b", "ab"),
        ("\u{2066}a\u{2069}b", "ab"),
        ("a\u{7}b", "ab"),
        ("a\u{9c}b", "ab"),
        ("a\tb\u{200d}c", "a b\u{200d}c"),
    ] {
        let answers = applicant().with("nom", typed).accepted().canonical().answers.clone();
        assert_eq!(answers["nom"], kept, "{typed:?}");
    }
    let long = format!("{}\u{1}\u{202c}\u{feff}", "é".repeat(100));
    applicant().with("nom", &long).accepted();
    assert_eq!(applicant().with("nom", "\u{1}\u{202e}").faults(), ["nom: missing"]);
}

#[test]
fn one_letter_is_a_name_and_two_are_a_theme() {
    for (name, shortest) in
        [("raison_sociale", "X"), ("prenom", "Y"), ("nom", "O"), ("theme_autre", "IA")]
    {
        applicant().with(name, shortest).accepted();
    }
    assert_eq!(applicant().with("theme_autre", "I").faults(), ["theme_autre: too_short"]);
}

#[test]
fn an_invisible_character_in_a_number_or_an_address_is_dropped() {
    let canonical = applicant().accepted().canonical();
    for symbol in ['\u{ad}', '\u{200b}', '\u{200d}', '\u{200e}', '\u{2060}', '\u{feff}'] {
        let mut pasted = applicant();
        for name in [
            "siren",
            "date_creation_annee",
            "chiffre_affaires",
            "effectif",
            "code_postal",
            "courriel",
        ] {
            let typed = applicant().submission().first(name).to_owned();
            let (start, end) = typed.split_at(1);
            pasted = pasted.with(name, &format!("{symbol}{start}{symbol}{end}{symbol}"));
        }
        assert_eq!(pasted.accepted().canonical(), canonical, "{symbol:?}");
        let phone = applicant().with("telephone", &format!("04 67 00 00 00{symbol}")).accepted();
        assert_eq!(phone.canonical().answers["telephone"], "04 67 00 00 00", "{symbol:?}");
    }
    assert_eq!(applicant().with("courriel", "\u{200b}").faults(), ["courriel: missing"]);
}

#[test]
fn an_answer_that_shows_nothing_is_missing() {
    for text in ["\u{ad}\u{ad}", "\u{3164}\u{3164}", "\u{2800}\u{2800}", "\u{200b} \u{feff}"] {
        let nothing = applicant().with("raison_sociale", text).with("projet", &text.repeat(100));
        let missing = ["raison_sociale: missing", "projet: missing"];
        assert_eq!(nothing.faults(), missing, "{text:?}");
    }
}

#[test]
fn an_other_theme_without_its_choice_adds_the_choice() {
    let application = applicant().with("theme_autre", "transmission").accepted();

    assert_eq!(
        application.canonical().answers["themes"],
        serde_json::json!(["numerique", "autre"])
    );
    assert_eq!(applicant().and("themes", "autre").faults(), ["theme_autre: missing"]);
    let only_detail = applicant().without("themes").with("theme_autre", "transmission").accepted();
    assert_eq!(only_detail.canonical().answers["themes"], serde_json::json!(["autre"]));
}

#[test]
fn choices_are_known_each_counted_once_and_some_exclude_others() {
    let twice = applicant().and("themes", "energetique").and("themes", "numerique").accepted();
    assert_eq!(
        twice.canonical().answers["themes"],
        serde_json::json!(["numerique", "energetique"])
    );
    assert_eq!(applicant().and("themes", "luxe").faults(), ["themes: unknown_choice"]);
    assert_eq!(applicant().with("secteur", "luxe").faults(), ["secteur: unknown_choice"]);
    assert_eq!(applicant().with("habilite", "non").faults(), ["habilite: unknown_choice"]);
    applicant().with("reseaux", "aucun").accepted();
    assert_eq!(
        applicant().with("reseaux", "aucun").and("reseaux", "digital_113").faults(),
        ["reseaux: conflicting_choices"]
    );
    assert_eq!(
        applicant().with("reseaux", "aucun").and("reseaux", "ne_pas_repondre").faults(),
        ["reseaux: conflicting_choices"]
    );
}

#[test]
fn an_unknown_name_and_a_repeated_answer_are_the_pages_errors() {
    assert_eq!(applicant().with("couleur", "bleu").faults(), ["couleur: unknown_field"]);
    assert_eq!(applicant().and("nom", "Durand").faults(), ["nom: repeated_field"]);
    assert_eq!(
        applicant().and("date_creation_mois", "3").faults(),
        ["date_creation: repeated_field"]
    );
}

#[test]
fn a_filled_honeypot_is_accepted_in_quarantine() {
    let honeypot = &form().honeypot.name;

    assert_eq!(applicant().with(honeypot, "x").accepted().quarantine, Quarantine::Yes);
    assert_eq!(applicant().with(honeypot, "  ").accepted().quarantine, Quarantine::No);
}

/// Every text at its limit, of that character.
fn full_of(character: &str) -> Applicant {
    let mut full = applicant()
        .with("telephone", "+33 (0)4 67 00 00 00 12")
        .with("chiffre_affaires", "1000000000000")
        .with("effectif", "1000000")
        .with("courriel", &format!("{}@{}.fr", "a".repeat(64), ["b"; 93].join(".")));
    for (name, max) in [
        ("raison_sociale", 150),
        ("theme_autre", 150),
        ("conflits", 500),
        ("amenagement", 300),
        ("activite", 200),
        ("projet", 4000),
        ("motivation", 2000),
        ("attentes", 2000),
        ("prenom", 100),
        ("nom", 100),
        ("fonction", 100),
    ] {
        full = full.with(name, &character.repeat(max));
    }
    full
}

#[test]
fn every_field_at_its_maximum_is_accepted() {
    // One byte a character, two, three and four; a letter under an accent that no single code point has.
    for character in ["e", "é", "’", "œ", "漢", "👍", "x\u{302}", "e\u{301}"] {
        let application = full_of(character).accepted();
        assert_eq!(application.answers().len(), form().fields().count() - 1, "{character}");
    }
}

#[test]
fn what_weighs_more_than_any_text_of_its_length_is_refused_where_it_does() {
    let (thumb, fireman) = ("👍🏽", "👨\u{200d}🦰"); // One character each, of 8 and of 11 bytes.
    // The longest text, and others that are ordinary, or full of what people write.
    for (text, times) in [(thumb, 4000), (fireman, 3000)] {
        applicant().with("projet", &text.repeat(times)).accepted();
    }
    full_of("e").with("projet", &thumb.repeat(4000)).accepted();

    for (heavy, refused) in [
        (applicant().with("projet", &fireman.repeat(4000)), &["projet"][..]),
        (full_of("’").with("projet", &thumb.repeat(4000)), &["projet"]),
        (
            full_of("e").with("projet", &thumb.repeat(4000)).with("attentes", &thumb.repeat(2000)),
            &["projet", "attentes"],
        ),
    ] {
        let expected: Vec<_> = refused.iter().map(|field| format!("{field}: too_heavy")).collect();
        assert_eq!(heavy.faults(), expected);
        let Evaluation::Errors(faults) = heavy.evaluate() else { panic!() };
        let told = "« Votre projet stratégique » : les émojis et les signes composés de ce texte prennent trop de place. Remplacez-en par des mots.";
        assert_eq!(faults[0].message, told);
    }
    assert_eq!(form().text_bytes(), 42_496, "half of what a body of 256 KiB can hold");
}
