//! The form's pages, as HTML.

use application_form::{
    evaluate::{evaluate, result::Evaluation},
    page::{FormPage, Pages, View},
    submission::Submission,
};

use crate::applicant::{TODAY, applicant, form};

fn render(view: View<'_>) -> FormPage {
    Pages::new(&Pages::built_in()).unwrap().render(form(), view).unwrap()
}

#[test]
fn every_field_of_the_form_has_a_control_and_a_label() {
    let main = render(View::EmptyForm).main;

    for field in form().fields() {
        for name in field.wire_names() {
            assert!(main.contains(&format!("name=\"{name}\"")), "no control for {name}");
        }
        let first = &field.wire_names()[0];
        assert!(main.contains(&format!("for=\"{first}\"")), "no label for {first}");
    }
    assert!(!main.contains("maxlength") && !main.contains("pattern"), "they count otherwise");
}

/// What browsers put back on Back and after a restart.
#[test]
fn only_the_robots_field_is_kept_from_being_restored() {
    let main = render(View::EmptyForm).main;

    let kept_from: Vec<&str> =
        main.lines().filter(|line| line.contains("autocomplete=\"off\"")).collect();
    let [robot] = kept_from[..] else { panic!("{kept_from:?}") };
    assert!(robot.contains("data-robot"), "{robot}");
}

/// Enter sends the form: a key that said "next" would be wrong.
#[test]
fn without_a_script_the_key_does_not_say_next() {
    let main = render(View::EmptyForm).main;

    assert!(main.contains("enterkeyhint=\"go\"") && !main.contains("enterkeyhint=\"next\""));
}

#[test]
fn an_error_page_keeps_every_value_and_links_to_every_fault() {
    let wrong = applicant()
        .with("siren", "73282932\"1")
        .with("projet", "\ncourt <b>")
        .without("departement");
    let submission = wrong.submission();
    let Evaluation::Errors(faults) = evaluate(form(), &submission, TODAY) else { panic!() };

    let page = render(View::Form { submission: &submission, faults: &faults, notice: None });

    assert!(page.title.starts_with("Erreur : "), "{}", page.title);
    for fault in ["siren", "departement", "projet"] {
        assert!(page.main.contains(&format!("<a href=\"#{fault}\">")), "no link to {fault}");
        assert!(page.main.contains(&format!("id=\"{fault}\"")), "no target {fault}");
        assert!(page.main.contains(&format!("id=\"{fault}-erreur\"")), "no message at {fault}");
    }
    assert!(page.main.contains("value=\"73282932&quot;1\""));
    assert!(page.main.contains(">\n\ncourt &lt;b&gt;</textarea>"), "the first line break is kept");
    assert!(page.main.contains("value=\"Ateliers du Lez\""));
    assert!(page.main.contains("value=\"industrie\" selected"));
    assert!(page.main.contains("value=\"oui\" checked"));
}

#[test]
fn a_fault_in_one_part_of_a_date_is_marked_and_linked_there() {
    for (day, month, year, message, faulty) in [
        ("27", "", "2015", "Indiquez le mois de création", &["mois"][..]),
        ("", "3", "", "Indiquez le jour et l’année de création", &["jour", "annee"]),
        (
            "",
            "",
            "",
            "Indiquez le jour, le mois et l’année de création",
            &["jour", "mois", "annee"],
        ),
        ("27", "13", "2015", "« 13 » ne convient pas", &["mois"]),
        ("31", "4", "2015", "« 31 4 2015 » ne convient pas", &["jour"]),
        ("27", "3", "15", "s’écrit en quatre chiffres", &["annee"]),
        ("27", "3", "2215", "est dans le futur", &["jour", "mois", "annee"]),
    ] {
        let submission = applicant()
            .with("date_creation_jour", day)
            .with("date_creation_mois", month)
            .with("date_creation_annee", year)
            .submission();
        let Evaluation::Errors(faults) = evaluate(form(), &submission, TODAY) else { panic!() };

        let view = View::Form { submission: &submission, faults: &faults, notice: None };
        let main = render(view).main;

        let first = faulty[0];
        assert!(main.contains(&format!("<a href=\"#date_creation_{first}\">")), "{faulty:?}");
        let said = faults[0].message.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(said.contains(message), "{}", faults[0].message);
        let marked = ["jour", "mois", "annee"].into_iter().filter(|part| {
            let control = main.split(&format!("<input id=\"date_creation_{part}\"")).nth(1);
            control.unwrap().split('>').next().unwrap().contains("aria-invalid")
        });
        assert_eq!(marked.collect::<Vec<_>>(), faulty, "{day}/{month}/{year}");
    }
}

#[test]
fn of_a_choice_that_was_sent_twice_the_first_is_kept() {
    let twice = applicant().and("departement", "30").and("secteur", "sante_social");
    let submission = twice.and("themes", "energetique").submission();
    let Evaluation::Errors(faults) = evaluate(form(), &submission, TODAY) else { panic!() };

    let main = render(View::Form { submission: &submission, faults: &faults, notice: None }).main;

    assert!(main.contains("value=\"34\" checked") && !main.contains("value=\"30\" checked"));
    assert_eq!(main.matches(" selected>").count(), 1, "one sector");
    assert!(main.contains("value=\"energetique\" checked"), "of several, all are kept");
}

#[test]
fn the_check_page_reads_back_every_answer_and_carries_it() {
    let application = applicant().with("telephone", "04 67").without("telephone").accepted();

    let page = render(View::Check { application: &application, token: "t0" });

    assert!(page.main.contains("732\u{202f}829\u{202f}320"));
    assert!(page.main.contains("27\u{a0}mars 2015"));
    assert!(page.main.contains("1\u{202f}250\u{202f}000\u{a0}€"));
    assert!(page.main.contains("name=\"token\" value=\"t0\""));
    assert!(page.main.contains("name=\"complement\" value=\"\""));
    for (name, value) in application.wire(form()) {
        assert!(page.main.contains(&format!("name=\"{name}\" value=\"")), "{name}={value}");
    }
}

/// Text browsers ignore `formaction`: whatever it says, it must not lead elsewhere than its form.
#[test]
fn no_button_leads_elsewhere_than_its_form_says() {
    let application = applicant().accepted();
    let submission = applicant().submission();
    for view in [
        View::Check { application: &application, token: "t0" },
        View::NotStored { submission: &submission, title: "T", text: "t" },
    ] {
        let main = render(view).main;
        for form in main.split("<form ").skip(1) {
            let action = form.split("action=\"").nth(1).unwrap().split('"').next().unwrap();
            for button in form.split("formaction=\"").skip(1) {
                let leads_to = button.split(['"', '#']).next().unwrap();
                assert_eq!(leads_to, action);
            }
        }
    }
}

#[test]
fn a_stop_page_offers_to_modify_and_has_no_error_style() {
    let young = applicant().with("effectif", "2");
    let submission = young.submission();
    let Evaluation::Stop(reasons) = young.evaluate() else { panic!() };

    let page = render(View::Stop { submission: &submission, reasons: &reasons });

    assert!(page.main.contains("au moins 3"));
    assert!(
        page.main.contains("<dt>Nombre de salariés</dt><dd><p class=\"answer\">2</p>"),
        "{}",
        page.main
    );
    assert!(page.main.contains("formaction=\"/candidature/modification#effectif\""));
    assert!(page.main.contains("action=\"/candidature/modification\""));
    assert!(!page.main.contains("error") && !page.main.contains("inéligible"));
}

/// Whatever was read decides: it is shown, or who wrote something else would never know.
#[test]
fn a_stop_page_shows_each_value_that_it_judged_with_its_way_to_change_it() {
    for (changes, shown) in [
        (&[("chiffre_affaires", "12.50 k€")][..], &[("chiffre_affaires", "12 500 €")][..]),
        (&[("chiffre_affaires", "299.999 €")], &[("chiffre_affaires", "299 999 €")]),
        (&[("date_creation_annee", "2020")], &[("date_creation_jour", "27 mars 2020")]),
        (
            &[("effectif", "2 salariés"), ("chiffre_affaires", "0,1 M€")],
            &[("chiffre_affaires", "100 000 €"), ("effectif", "2")],
        ),
        (&[("departement", "autre"), ("code_postal", "75001")], &[("departement", "Autre")]),
        (
            &[("departement", "autre"), ("code_postal", "34000")],
            &[("departement", "Autre"), ("code_postal", "34000")],
        ),
        (
            &[("departement", "autre"), ("code_postal", "30000 Nîmes")],
            &[("departement", "Autre"), ("code_postal", "30000")],
        ),
    ] {
        let mut applicant = applicant();
        for (name, value) in changes {
            applicant = applicant.with(name, value);
        }
        let submission = applicant.submission();
        let Evaluation::Stop(reasons) = applicant.evaluate() else { panic!("{changes:?}") };

        let main = render(View::Stop { submission: &submission, reasons: &reasons }).main;

        let main = main.replace(['\u{a0}', '\u{202f}'], " ");
        let buttons: Vec<(&str, &str)> = main
            .split("<p class=\"answer\">")
            .skip(1)
            .map(|answer| {
                let value = answer.split("</p>").next().unwrap();
                let to = answer.split("modification#").nth(1).unwrap();
                (to.split('"').next().unwrap(), value)
            })
            .collect();
        assert_eq!(buttons, shown, "{changes:?}");
        let contradicts = main.contains("semblent se contredire");
        assert_eq!(contradicts, shown.len() == 2 && shown[0].0 == "departement", "{changes:?}");
        for (name, value) in submission.pairs() {
            assert!(main.contains(&format!("name=\"{name}\"")), "{name}={value} is lost");
        }
    }
}

#[test]
fn a_contradiction_names_both_answers() {
    let Evaluation::Stop(reasons) =
        applicant().with("departement", "autre").with("code_postal", "34961 CEDEX").evaluate()
    else {
        panic!("no stop")
    };

    let said = reasons[0].contradiction.as_ref().unwrap();
    for part in ["Autre", "34961", "Hérault (34)"] {
        assert!(said.contains(part), "{said} does not name {part}");
    }
}

#[test]
fn the_check_page_counts_what_to_look_at_and_says_it_once_at_its_answer() {
    let warned =
        applicant().with("code_postal", "75001").with("courriel", "c@gmial.com").accepted();
    let one = applicant().with("courriel", "c@gmial.com").accepted();
    let none = applicant().accepted();
    let shown = |application| render(View::Check { application, token: "t0" }).main;

    let main = shown(&warned);

    assert!(main.contains("2 réponses sont à vérifier"));
    assert!(shown(&one).contains("Une réponse est à vérifier"));
    assert!(!shown(&none).contains("à vérifier :"));
    for (field, notice) in
        [("code_postal", &warned.warnings()[0]), ("courriel", &warned.warnings()[1])]
    {
        assert_eq!(main.matches(&notice.message).count(), 1, "{}", notice.message);
        assert!(main.contains(&format!("href=\"#{field}-remarque\"")), "no link to {field}");
        assert!(main.contains(&format!("id=\"{field}-remarque\"")), "no notice at {field}");
    }
    assert_eq!(
        main.matches("name=\"suggestion\" value=\"courriel\">Utiliser c@gmail.com<").count(),
        1
    );
    let at = |text: &str| main.find(text).unwrap_or_else(|| panic!("no {text}"));
    assert!(at("Envoyer ma candidature") < at("Modifier mes réponses"));
    assert!(main.contains("Imprimez cette page"));
    assert!(main.contains("<a href=\"/vos-donnees/\">Vos données</a>"));
}

#[test]
fn the_received_page_says_the_reference_and_nothing_of_the_firm() {
    let page = render(View::Received { reference: "BDP-2345-6789" });

    assert!(page.main.contains("BDP-2345-6789"));
    assert!(page.main.contains("utilise les coordonnées que vous avez données"));
    assert!(!page.main.contains("adresse électronique"), "the form asks for a telephone too");
    assert!(page.main.contains("capture d’écran"));
    assert!(
        page.main.contains("Pour corriger ou retirer votre candidature, <a href=\"/contact/\">")
    );
}

#[test]
fn a_page_that_nothing_came_of_says_what_and_what_to_do() {
    let page = render(View::Failure { title: "Trop\u{a0}gros", text: "Raccourcissez." });
    assert_eq!(page.title, "Trop gros");
    assert!(page.main.contains("Raccourcissez.") && page.main.contains("href=\"/candidater/\""));

    let submission: Submission = [("nom".to_owned(), "Durand".to_owned())].into_iter().collect();
    let page = render(View::NotStored { submission: &submission, title: "T", text: "Attendez." });
    assert!(page.main.contains("name=\"nom\" value=\"Durand\""), "{}", page.main);
    assert!(page.main.contains("Attendez."), "{}", page.main);
}
