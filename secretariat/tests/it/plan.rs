//! `plan`: from file to file, with exact exit codes.

use std::{fs, path::Path, process::Output};

use serde_json::{Value as Json, json};

use crate::program::{command, said};

fn problem() -> Json {
    let firm = |rank: usize| {
        json!({
            "ref": format!("BDP-{rank}"), "received_at": format!("2021-06-01T10:0{rank}:00Z"), "sector": "autre",
            "needs": [], "excludes": [], "recuses": [], "cannot": [], "prefers": [], "was": null,
            "expires": null, "treated": true,
        })
    };
    let hearing = |id: &str, day: u8| {
        json!({
            "id": id, "starts": format!("2021-07-{day:02}T09:00"), "gap_minutes": 5, "break_after": 3,
            "break_minutes": 15, "access": [], "panel": ["p1", "p2", "p3"], "hold": "auto", "locked": {},
        })
    };
    json!({
        "version": 1, "timezone": "Europe/Paris",
        "rules": {
            "slot_minutes": 45, "firms_min": 2, "firms_max": 2, "same_sector_max": 2, "quorum": 3,
            "order": ["nombre", "anciennete", "mixite", "attente", "preferences", "stabilite"],
        },
        "hearings": [hearing("a1", 1), hearing("a2", 2)],
        "firms": (1..=5).map(firm).collect::<Vec<_>>(),
    })
}

fn run(folder: &Path, line: &str) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command(folder, line).output().unwrap();
    // A date does not break at the end of a line.
    let plain = |bytes: &[u8]| said(bytes).replace('\u{a0}', " ");
    (status.code(), plain(&stdout), plain(&stderr))
}

#[test]
fn a_plan_is_solved_checked_and_explained_from_file_to_file() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("problem.json"), problem().to_string()).unwrap();

    let (code, plan, notes) = run(folder, "plan solve problem.json");
    assert_eq!((code, notes.as_str(), plan.lines().count()), (Some(0), "", 1));
    fs::write(folder.join("plan.json"), &plan).unwrap();
    for (line, code, out) in [
        ("plan check problem.json plan.json", 0, "{\"ok\":true,\"broken\":[]}\n"),
        (
            "plan check problem.json plan.json --all-sets",
            0,
            "{\"ok\":true,\"broken\":[],\"sets\":4}\n",
        ),
        (
            "plan explain problem.json plan.json BDP-5",
            0,
            "{\"ref\":\"BDP-5\",\"rank\":4,\"placed\":null,",
        ),
        (
            "plan explain problem.json plan.json BDP-1",
            0,
            "{\"ref\":\"BDP-1\",\"rank\":0,\"placed\":{\"hearing\":\"a1\"",
        ),
        (
            "plan explain problem.json plan.json BDP-5 --format text",
            0,
            "a1 (1er juillet 2021) : une place de plus\n",
        ),
        (
            "plan explain problem.json plan.json BDP-1 --format text",
            0,
            "Placée : a1 (1er juillet 2021), entreprise n° 1",
        ),
        ("plan explain problem.json plan.json BDP-6", 2, ""),
    ] {
        let (found, written, notes) = run(folder, line);
        assert_eq!(found, Some(code), "{line}: {notes}");
        assert!(written.contains(out) && written.is_empty() == out.is_empty(), "{line}: {written}");
    }

    let moved = plan.replacen("\"ref\":\"BDP-1\"", "\"ref\":\"BDP-5\"", 1);
    fs::write(folder.join("plan.json"), moved).unwrap();
    let once = "{\"ok\":false,\"broken\":[{\"rule\":\"once\",\"hearing\":null,\"ref\":\"BDP-1\"}";
    for line in ["plan check problem.json plan.json", "plan explain problem.json plan.json BDP-1"] {
        let (code, written, _) = run(folder, line);
        assert_eq!(code, Some(1), "{line}");
        assert!(written.starts_with(once), "{line}: {written}");
    }
}

#[test]
fn what_is_wrong_is_said_on_stderr_and_told_apart_by_the_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let with = |path: &str, value: Json| {
        let mut problem = problem();
        *problem.pointer_mut(path).unwrap() = value;
        problem.to_string()
    };
    let night = "2022-03-27T02:30 n'existe pas à Europe/Paris : ce jour-là, les montres passent de 02:00 à 03:00";
    for (text, code, expected) in [
        (
            with("/hearings/0/locked", json!({"BDP-1": 3})),
            1,
            vec!["aucun plan : BDP-1 a la place 3 fixée à a1, qui n'en a que 2", "aide : libérez"],
        ),
        (
            with("/hearings/0/starts", json!("2022-03-27T02:30")),
            2,
            vec!["  hearings[0].starts : ", night],
        ),
        (
            with("/firms/3/cannot", json!(["a3"])),
            2,
            vec!["  firms[3].cannot : ", "(vouliez-vous dire « a1 » ?)"],
        ),
        (
            "{".to_owned(),
            2,
            vec!["problem.json est mal écrit :\n  ce n'est pas du JSON, ligne 1, colonne 1"],
        ),
        (" ".repeat((16 << 20) + 1), 2, vec!["plus de 16 Mio"]),
        ("{\"\\u001b[2J\":1}".to_owned(), 2, vec!["« \u{fffd}[2J »"]),
    ] {
        fs::write(folder.path().join("problem.json"), text).unwrap();
        let (found, out, notes) = run(folder.path(), "plan solve problem.json");
        assert_eq!((found, out.as_str()), (Some(code), ""), "{notes}");
        for part in expected {
            assert!(notes.contains(part), "{part}: {notes}");
        }
        assert!(!notes.contains('\u{1b}'), "{notes}");
    }
    let (code, _, notes) = run(folder.path(), "plan check absent.json absent.json");
    assert_eq!(code, Some(2));
    assert!(
        notes.contains("impossible de lire absent.json : ce fichier ou ce dossier n'existe pas"),
        "{notes}"
    );
}

#[test]
fn firms_beyond_the_120_oldest_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut problem = problem();
    let firm = problem["firms"][0].clone();
    let firms = (0..122).map(|rank| {
        let mut firm = firm.clone();
        firm["ref"] = json!(format!("F{rank:03}"));
        firm["received_at"] =
            json!(format!("2021-06-{:02}T10:{:02}:00Z", 1 + rank / 60, rank % 60));
        firm
    });
    problem["firms"] = firms.collect();
    fs::write(folder.path().join("problem.json"), problem.to_string()).unwrap();

    let (code, plan, notes) = run(folder.path(), "plan solve problem.json");
    fs::write(folder.path().join("plan.json"), plan).unwrap();
    let explained = run(folder.path(), "plan explain problem.json plan.json F121");

    let said = "122 entreprises attendent : le plan ne considère que les 120 plus anciennes, sans F120, F121\n";
    assert_eq!((code, notes.as_str()), (Some(0), said));
    let said =
        "erreur : F121 n'est pas parmi les 120 plus anciennes : elle n'est pas dans le plan\n";
    assert_eq!(explained, (Some(2), String::new(), said.to_owned()));
}

#[test]
fn what_a_plan_does_not_show_at_once_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    let mut problem = problem();
    problem["hearings"][0]["locked"] = json!({"BDP-1": 1});
    problem["hearings"][1]["hold"] = json!("no");
    for rank in 1..5 {
        problem["firms"][rank]["cannot"] = json!(["a1"]);
    }
    problem["firms"][4]["received_at"] = problem["firms"][3]["received_at"].clone();
    fs::write(folder.path().join("problem.json"), problem.to_string()).unwrap();

    let (code, _, notes) = run(folder.path(), "plan solve problem.json");

    assert_eq!(code, Some(0));
    assert_eq!(
        notes,
        "reçues à la même minute, dans l'ordre des références : BDP-4, BDP-5\n\
         a1 : 1 sur 2 entreprises, ce qui suffit parce que leur place est fixée ; il en manque 1\n"
    );
}

/// The example of the README: each command that it shows, and what it prints.
#[test]
fn the_example_of_the_readme_is_what_happens() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let section = readme.split("\n## Planning hearings\n").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let block = |kind: &str| {
        let start = section.split(&format!("```{kind}\n")).nth(1).unwrap();
        start.split("```").next().unwrap().to_owned()
    };
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("problem.json"), block("json")).unwrap();

    let shown = block("console");
    let commands: Vec<&str> = shown.split("$ cargo run -p secretariat -- ").skip(1).collect();
    assert!(commands.len() >= 3, "{shown}");
    for command in commands {
        let (line, expected) = command.split_once('\n').unwrap();
        let (line, file) = line.split_once(" > ").unwrap_or((line, ""));
        let (code, out, notes) = run(folder.path(), line);
        assert_eq!((code, notes.as_str()), (Some(0), ""), "{line}");
        if file.is_empty() {
            assert_eq!(out, expected, "{line}");
        } else {
            fs::write(folder.path().join(file), out).unwrap();
        }
    }
}
