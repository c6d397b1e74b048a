use std::{fs, path::Path};

use application_form::kind::FieldKind;
use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
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

/// What the form asks.
fn label(field: &str) -> String {
    definition().field(field).expect(field).label.clone()
}

/// Every text of a spreadsheet.
fn xlsx_text(file: &Path) -> String {
    let mut book: Xlsx<_> = open_workbook(file).unwrap();
    let sheet = book.worksheet_range("Candidatures").unwrap();
    sheet.used_cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>().join("\n")
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

    let exported = secretariat.run("export --format csv --columns all").await.done();

    let lines = cells(&exported.out, b';');
    let mut expected =
        ["reference", "recue_le", "etat", "quarantaine", "signature"].map(String::from).to_vec();
    expected.extend(definition().fields().filter(|field| field.name != "reseaux").flat_map(
        |field| match &field.kind {
            FieldKind::Choices { choices } => {
                choices.iter().map(|choice| format!("{} : {}", field.label, choice.label)).collect()
            }
            _ => vec![field.label.clone()],
        },
    ));
    expected.push("avertissements".to_owned());
    expected.extend(secretariat::commands::export::office::HEADER.map(String::from));
    expected.push("formulaire".to_owned());
    assert_eq!(lines[0], expected);
    assert_eq!(lines.len(), 3);
    let first = [reference(1).to_string(), "2021-06-01 12:01".into(), "reçue".into(), "non".into()];
    assert_eq!(lines[1][..4], first);
    assert_eq!(lines[2][0], reference(2).to_string());
    let of = |name| column(&lines, &label(name));
    let theme = |choice| column(&lines, &format!("{} : {choice}", label("themes")));
    assert_eq!(theme("Transition numérique"), "oui");
    assert_eq!(theme("Démarche responsable"), "non");
    assert_eq!(of("projet"), "Première ligne\nDeuxième ligne");
    assert_eq!(of("departement"), "Hérault (34)");
    assert_eq!(
        (of("chiffre_affaires"), of("date_creation")),
        ("1200000".into(), "2012-04-30".into())
    );
    assert_eq!(of("conflits"), "");
    assert_eq!(column(&lines, "avertissements"), "courriel : Vouliez-vous écrire gmail.com ?");
    assert!(exported.out.ends_with("\r\n"));
    assert!(exported.notes.starts_with("attention : "), "{}", exported.notes);
}

/// Each hidden answer is a word of its own, and is looked for in every format.
#[tokio::test]
async fn whoever_reads_an_export_finds_what_is_meant_for_her_and_nothing_else() {
    let mut marked = answers();
    let markers = [
        ("projet", "marqueprojet"),
        ("conflits", "marqueconflits"),
        ("prenom", "marqueprenom"),
        ("nom", "marquenom"),
        ("courriel", "marque@courriel.fr"),
        ("telephone", "+33 6 55 55 55 55"),
        ("amenagement", "marqueamenagement"),
        ("reseaux", "medef_herault_montpellier"),
    ];
    for (field, marker) in markers {
        let value = if field == "reseaux" { json!([marker]) } else { json!(marker) };
        marked.insert(field.into(), value);
    }
    let secretariat = TestSecretariat::new();
    secretariat.store(secretariat.record(1, &marked)).await;

    for (columns, shown, remarks) in [
        ("", vec!["projet"], false),
        ("--columns judge", vec!["projet"], false),
        (
            "--columns office",
            vec!["projet", "prenom", "nom", "courriel", "telephone", "amenagement"],
            false,
        ),
        (
            "--columns all",
            vec!["projet", "prenom", "nom", "courriel", "telephone", "amenagement", "conflits"],
            true,
        ),
    ] {
        for format in ["csv", "json", "xlsx"] {
            let file = secretariat.path(&format!("export{}.{format}", columns.replace(' ', "")));
            let line = format!("export --format {format} {columns} --out {}", file.display());
            let _ = secretariat.run(&line).await.done();

            let text = match format {
                "xlsx" => xlsx_text(&file),
                _ => fs::read_to_string(&file).unwrap(),
            };
            for (field, marker) in markers {
                assert_eq!(text.contains(marker), shown.contains(&field), "{line}: {field}");
            }
            assert_eq!(text.contains("Vouliez-vous"), remarks, "{line}");
        }
    }
}

#[tokio::test]
async fn the_columns_are_the_same_whatever_was_answered() {
    let secretariat = TestSecretariat::new();
    let header = async || {
        let exported = secretariat.run("export --format csv --columns all").await.done();
        cells(&exported.out, b';').swap_remove(0)
    };
    let before = header().await;
    secretariat.receive(1).await;
    secretariat.store(secretariat.record(2, &with("themes", "autre"))).await;

    assert_eq!(header().await, before);
}

/// What a spreadsheet holds, as another reader of its format sees it.
#[tokio::test]
async fn a_spreadsheet_has_texts_numbers_and_days_and_nothing_that_runs() {
    let secretariat = TestSecretariat::new();
    let mut hostile = answers();
    hostile.insert("raison_sociale".into(), "=HYPERLINK(\"http://x\")".into());
    hostile.insert("telephone".into(), "0612345678".into());
    hostile.insert("siren".into(), "012345672".into());
    hostile.insert("code_postal".into(), "01000".into());
    secretariat.store(secretariat.record(1, &hostile)).await;
    let file = secretariat.path("all.xlsx");
    let line = format!("export --format xlsx --columns all --out {}", file.display());
    let _ = secretariat.run(&line).await.done();

    let mut book: Xlsx<_> = open_workbook(&file).unwrap();
    let sheet = book.worksheet_range("Candidatures").unwrap();
    assert!(book.worksheet_formula("Candidatures").unwrap().is_empty());
    let of = |name: &str| {
        let label = label(name);
        let mut titles = sheet.rows().next().unwrap().iter();
        let at = titles.position(|title| title.get_string() == Some(label.as_str())).expect(name);
        sheet.rows().nth(1).unwrap()[at].clone()
    };
    for (name, text) in [
        ("raison_sociale", "=HYPERLINK(\"http://x\")"),
        ("telephone", "0612345678"),
        ("siren", "012345672"),
        ("code_postal", "01000"),
        ("departement", "Hérault (34)"),
    ] {
        assert_eq!(of(name), Data::String(text.to_owned()), "{name}");
    }
    assert_eq!(of("chiffre_affaires"), Data::Float(1_200_000.0));
    let day = of("date_creation").get_datetime().unwrap().to_ymd_hms_milli();
    assert_eq!(day, (2012, 4, 30, 0, 0, 0, 0));
    assert!(matches!(sheet.rows().nth(1).unwrap()[1], Data::DateTime(_)));
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
            assert_eq!(column(&cells(&exported.out, separator), &label("raison_sociale")), cell);
        }
    }
}

#[tokio::test]
async fn answers_to_questions_no_longer_asked_come_last() {
    let secretariat = TestSecretariat::new();
    secretariat.store(secretariat.record(1, &with("ancienne_question", "oui"))).await;

    let lines = cells(&secretariat.run("export --format csv").await.done().out, b';');

    assert_eq!(lines[0][lines[0].len() - 2], "ancienne_question");
    assert_eq!(column(&lines, "ancienne_question"), "oui");
}

#[tokio::test]
async fn the_json_is_what_was_sealed() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;

    let exported = secretariat.run("export --format json --columns all").await.done();

    let found: Json = serde_json::from_str(&exported.out).unwrap();
    let expected = json!([{
        "reference": reference(1),
        "received_at": "2021-06-01T10:01:00Z",
        "form": definition().hash(),
        "state": "received",
        "quarantine": false,
        "signed": true,
        "answers": answers(),
        "warnings": [{ "field": "courriel", "message": "Vouliez-vous écrire gmail.com ?" }],
        "office": {
            "expires": "2022-06-01", "duplicates": [], "decision": null, "announced": false, "notes": [],
            "corrections": [], "hearing": null, "excluded": [], "needs": [], "opinion": null,
        },
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
