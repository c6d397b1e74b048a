use serde_json::{Value as Json, json};

use crate::test_secretariat::{
    TestSecretariat, answers, contents, definition, new_identity, reference, with,
};

/// The lines of an exported CSV, as a program that knows RFC 4180 reads them.
fn cells(text: &str, separator: u8) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').expect("a BOM");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .from_reader(text.as_bytes());
    reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn column(lines: &[Vec<String>], name: &str) -> String {
    let at = lines[0].iter().position(|title| title == name).expect(name);
    lines[1][at].clone()
}

#[tokio::test]
async fn the_csv_has_one_line_per_application_and_the_columns_of_the_form() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(2).await;
    secretariat.receive(1).await;

    let exported = secretariat.run("export --format csv").await.done();

    let lines = cells(&exported.out, b';');
    let mut expected =
        ["reference", "recue_le", "quarantaine", "signature"].map(String::from).to_vec();
    expected.extend(definition().fields().map(|field| field.name.clone()));
    expected.extend(["avertissements", "formulaire"].map(String::from));
    assert_eq!(lines[0], expected);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1][..3], [reference(1).to_string(), "2021-06-01 12:01".into(), "non".into()]);
    assert_eq!(lines[2][0], reference(2).to_string());
    assert_eq!(column(&lines, "themes"), "numerique, energetique");
    assert_eq!(column(&lines, "projet"), "Première ligne\nDeuxième ligne");
    assert_eq!(column(&lines, "conflits"), "");
    assert_eq!(column(&lines, "avertissements"), "courriel : Vouliez-vous écrire gmail.com ?");
    assert!(exported.out.ends_with("\r\n"));
    assert_eq!(exported.notes, "");
}

#[tokio::test]
async fn no_cell_runs_in_a_spreadsheet_and_no_telephone_loses_its_plus_or_its_zero() {
    for (answer, cell) in [
        ("=HYPERLINK(\"http://x\";\"y\")", "'=HYPERLINK(\"http://x\";\"y\")"),
        ("@SUM(1)", "'@SUM(1)"),
        ("-2+3", "'-2+3"),
        ("+33 6 12 34 56 78", "'+33 6 12 34 56 78"),
        ("0612345678", "'0612345678"),
        ("Lez; \"Mosson\", Hérault", "Lez; \"Mosson\", Hérault"),
        ("Lez\n=1+1; ＝2", "Lez\n'=1+1;' ＝2"),
    ] {
        let secretariat = TestSecretariat::new();
        secretariat.store(secretariat.record(1, &with("raison_sociale", answer))).await;

        for (option, separator) in [("", b';'), ("--separator ,", b','), ("--separator tab", b'\t')]
        {
            let exported = secretariat.run(&format!("export --format csv {option}")).await.done();
            assert_eq!(column(&cells(&exported.out, separator), "raison_sociale"), cell);
        }
    }
}

#[tokio::test]
async fn answers_to_questions_no_longer_asked_come_last() {
    let secretariat = TestSecretariat::new();
    secretariat.store(secretariat.record(1, &with("ancienne_question", "oui"))).await;

    let lines = cells(&secretariat.run("export --format csv").await.done().out, b';');

    assert_eq!(lines[0][lines[0].len() - 3], "ancienne_question");
    assert_eq!(column(&lines, "ancienne_question"), "oui");
}

#[tokio::test]
async fn the_json_is_what_was_sealed() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;

    let exported = secretariat.run("export --format json").await.done();

    let found: Json = serde_json::from_str(&exported.out).unwrap();
    let expected = json!([{
        "reference": reference(1),
        "received_at": "2021-06-01T10:01:00Z",
        "form": definition().hash(),
        "quarantine": false,
        "signed": true,
        "answers": answers(),
        "warnings": [{ "field": "courriel", "message": "Vouliez-vous écrire gmail.com ?" }],
    }]);
    assert_eq!(found, expected);
    let order: Vec<_> = found[0]["answers"].as_object().unwrap().keys().collect();
    assert_eq!(order, answers().keys().collect::<Vec<_>>());
}

#[tokio::test]
async fn an_empty_store_gives_an_empty_file_of_its_kind() {
    let secretariat = TestSecretariat::new();

    assert_eq!(secretariat.run("export --format json").await.done().out, "[]\n");
    let exported = secretariat.run("export --format csv").await.done();
    assert_eq!(cells(&exported.out, b';').len(), 1);
    assert_eq!(exported.notes, "aucune candidature\n");
}

#[tokio::test]
async fn what_does_not_open_is_reported_and_left_out() {
    let secretariat = TestSecretariat::new();
    for number in 1..=3 {
        secretariat.receive(number).await;
    }
    let stranger = TestSecretariat::record_for(
        &[&new_identity(), &secretariat.other],
        &contents(4, &answers()),
    );
    secretariat.store(stranger).await;
    secretariat
        .sql(&format!("UPDATE applications SET form = 'x' WHERE reference = '{}'", reference(2)));

    for format in ["csv", "json"] {
        let exported = secretariat.run(&format!("export --format {format}")).await.incomplete();

        for (number, there) in [(1, true), (2, false), (3, true), (4, false)] {
            assert_eq!(exported.out.contains(reference(number).as_str()), there, "{number}");
        }
        let tampered = format!(
            "erreur : {} : elle a été altérée, ce qui est scellé à l'intérieur diffère : la version",
            reference(2)
        );
        assert!(exported.notes.contains(&tampered), "{}", exported.notes);
        assert!(exported.notes.contains(&format!("erreur : {} : elle est fermée", reference(4))));
    }
}
