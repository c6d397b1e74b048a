//! An export of everything holds what the office has decided and written, in every format, and no other export does.

use std::fs;

use calamine::{Reader, Xlsx, open_workbook};

use crate::cases::TestCases;

const OWN: [&str; 8] = [
    "hors_cadre",
    "pour la firme",
    "entre nous",
    "Marie Durand",
    "a rappelé",
    "Camille D.",
    "12 → 46",
    "000000101",
];

#[tokio::test]
async fn what_the_office_has_decided_and_written_is_in_an_export_of_everything_alone() {
    let office = TestCases::with_applications(1).await;
    for line in [
        "note REF1 \"a rappelé\" --kind document --from \"Camille D.\" --on 2021-06-01 --destroy 2022-06-01",
        "amend REF1 --set effectif=46 --verified callback",
        "amend REF1 --set reseaux=digital_113 --verified callback",
        "decide REF1 --as declined --reason hors_cadre --by \"Marie Durand\" --text \"pour la firme\" --remark \"entre nous\"",
    ] {
        office.act(line).await;
    }
    for columns in ["judge", "office", "all"] {
        for format in ["csv", "json", "xlsx"] {
            let file = office.secretariat.path(&format!("{columns}.{format}"));
            let line =
                format!("export --format {format} --columns {columns} --out {}", file.display());
            office.act(&line).await;

            let text = if format == "xlsx" {
                let mut book: Xlsx<_> = open_workbook(&file).unwrap();
                let sheet = book.worksheet_range("Candidatures").unwrap();
                sheet.used_cells().map(|(_, _, cell)| cell.to_string() + "\n").collect()
            } else {
                fs::read_to_string(&file).unwrap()
            };
            for own in OWN {
                let is_answer = own == "000000101";
                let is_there = columns == "all" || is_answer;
                // Programs get both values of a correction by themselves.
                let is_there = is_there && !(format == "json" && own.contains('→'));
                assert_eq!(text.contains(own), is_there, "{own} in {columns}.{format}");
            }
            assert!(
                !text.contains("digital_113") && !text.contains("reseaux"),
                "{columns}.{format}"
            );
        }
    }
}
