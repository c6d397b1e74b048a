//! What a maintainer makes, and somebody of the office copies to her own computer.

use std::{fs, path::Path};

use crate::{
    program::{command, said},
    test_secretariat::TestSecretariat,
};

/// Runs the program in the folder of the tests; gives its exit code and what it has written.
fn run(secretariat: &TestSecretariat, line: &str) -> (Option<i32>, String) {
    let output = command(&secretariat.path(""), line).output().unwrap();
    (output.status.code(), said(&output.stdout) + &said(&output.stderr))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn the_folder_runs_where_it_is_copied_and_holds_no_key() {
    let secretariat = TestSecretariat::new();
    let people = secretariat.both_people();
    fs::create_dir(people.join(".git")).unwrap();
    fs::create_dir(people.join("lettres")).unwrap();
    fs::write(people.join("lettres/recue.md"), "Bonjour.\n").unwrap();
    fs::write(secretariat.path("office-a-marie.age"), "sealed").unwrap();
    fs::create_dir(secretariat.path("kit")).unwrap();

    let line = "kit --out kit --content people --store office-a-marie.age --region eu-west-3";
    let (code, out) = run(&secretariat, line);

    assert_eq!(code, Some(0), "{out}");
    let kit = secretariat.path("kit");
    let program = if cfg!(windows) { "secretariat.exe" } else { "secretariat" };
    let expected = ["LISEZ-MOI.txt", "bureau.toml", "content", "office-a-marie.age", program];
    assert_eq!(names(&kit), expected);
    assert_eq!(names(&kit.join("content")), ["lettres", "recipients.toml", "signing.toml"]);
    insta::assert_snapshot!(fs::read_to_string(kit.join("bureau.toml")).unwrap(), @r#"
    store = "office-a-marie.age"
    region = "eu-west-3"
    identity = ["identity.txt"]
    content = "content"
    idle_minutes = 15
    "#);
    let readme = fs::read_to_string(kit.join("LISEZ-MOI.txt")).unwrap();
    assert!(readme.starts_with("BUREAU DES PAIRS") && readme.contains("\r\n"), "{readme}");

    // Elsewhere, by the program of the folder, with the settings beside it.
    let elsewhere = secretariat.path("elsewhere");
    fs::rename(&kit, &elsewhere).unwrap();
    let made = std::process::Command::new(elsewhere.join(program))
        .args(["keys", "new", "--no-passphrase"])
        .current_dir(secretariat.path("people"))
        .output()
        .unwrap();
    assert_eq!(made.status.code(), Some(0), "{}", said(&made.stderr));
    assert!(elsewhere.join("identity.txt").exists(), "beside the program");
}

#[tokio::test]
async fn another_program_may_be_in_it_and_a_database_of_this_computer_is_not() {
    let secretariat = TestSecretariat::new();
    secretariat.both_people();
    fs::write(secretariat.path("windows.exe"), "MZ").unwrap();

    let line =
        "kit --out deep/kit --content people --store sqlite:applications.db --program windows.exe";
    let (code, out) = run(&secretariat, line);

    assert_eq!(code, Some(0), "{out}");
    let kit = secretariat.path("deep/kit");
    assert_eq!(names(&kit), ["LISEZ-MOI.txt", "bureau.toml", "content", "secretariat.exe"]);
    assert!(!fs::read_to_string(kit.join("bureau.toml")).unwrap().contains("store"));
}

#[tokio::test]
async fn what_cannot_be_made_whole_is_not_made() {
    let secretariat = TestSecretariat::new();
    secretariat.both_people();
    fs::create_dir(secretariat.path("full")).unwrap();
    fs::write(secretariat.path("full/mine.txt"), "mine").unwrap();
    let before = names(&secretariat.path(""));

    for (line, code, expected) in [
        ("kit --out full --content people", 1, "existe déjà et n'est pas un dossier vide"),
        ("kit --out new --content nowhere", 1, "nowhere/recipients.toml"),
        ("kit --out new --content people --program nowhere", 1, "nowhere"),
        ("kit --out new --content people --store nowhere.age", 1, "nowhere.age"),
        ("kit --content people", 2, "il manque : --out"),
        ("kit --out new --content people --dry-run --format json", 0, "\"content/signing.toml\""),
    ] {
        let (found, out) = run(&secretariat, line);
        assert!(found == Some(code) && out.contains(expected), "{line}: {out}");
        assert_eq!(names(&secretariat.path("")), before, "{line}");
    }
    assert_eq!(names(&secretariat.path("full")), ["mine.txt"]);
}
