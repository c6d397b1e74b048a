//! The program itself: exit codes, streams, defaults. Everything else is tested without starting it.

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

use crate::test_secretariat::{TestSecretariat, reference};

/// Runs the program in `folder`, where its defaults point to.
fn run_program(folder: &Path, line: &str) -> Output {
    command(folder, line).output().unwrap()
}

pub fn command(folder: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_secretariat"));
    command
        .args(line.split_whitespace())
        .current_dir(folder)
        .stdin(Stdio::null())
        // Whoever runs the tests may have an AWS account, which no test may reach.
        .env_clear()
        .envs(std::env::vars_os().filter(|(name, _)| !name.to_string_lossy().starts_with("AWS_")))
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .env("AWS_EC2_METADATA_DISABLED", "true");
    command
}

/// What a program has written.
pub fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder laid out as `serve` does.
fn laid_out(secretariat: &TestSecretariat) -> std::path::PathBuf {
    let folder = secretariat.path("site");
    std::fs::create_dir_all(folder.join(".data")).unwrap();
    std::fs::copy(secretariat.path("applications.db"), folder.join(".data/applications.db"))
        .unwrap();
    folder
}

#[track_caller]
fn check(folder: &Path, line: &str, code: i32, out: &str, notes: &str) {
    let output = run_program(folder, line);
    let (stdout, stderr) = (said(&output.stdout), said(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{line}\n{stdout}\n{stderr}");
    assert!(stdout.contains(out), "{line}\n{stdout}");
    assert!(stderr.contains(notes), "{line}\n{stderr}");
    assert_eq!(stdout.is_empty(), out.is_empty(), "{line}\n{stdout}");
}

#[tokio::test]
async fn results_go_to_stdout_diagnostics_to_stderr_and_codes_are_0_1_and_2() {
    let secretariat = TestSecretariat::new();
    let folder = laid_out(&secretariat);

    check(&folder, "list", 0, "référence", "pas de clé secrète dans .data/identity.txt");
    check(&folder, "keys new --no-passphrase", 0, "Empreinte    : ", "");
    check(&folder, "keys new --no-passphrase", 1, "", "existe déjà");
    check(&folder, "keys show", 0, "age1", "");
    check(&folder, "list", 0, "référence", "aucune candidature");
    check(&folder, &format!("show {}", reference(1)), 1, "", "aucune candidature ne porte");
    check(&folder, "export --format json", 0, "[]", "");
    check(
        &folder,
        "export --format csv",
        0,
        "reference;",
        "content/candidature.toml est illisible",
    );
    check(&folder, "list --store dynamodb:t", 1, "", "aucune région AWS");
    check(&folder, "lsit", 2, "", "vouliez-vous dire list ?");
    check(
        &folder,
        "list --store x",
        2,
        "",
        "attendu sqlite:FICHIER, dynamodb:TABLE, https://SITE/bureau/store ou l'accès reçu, FICHIER.age",
    );
}

/// `ulimit -f 0`: no byte can be written any more, as on a full disk.
#[test]
fn a_full_disk_leaves_no_half_made_key_in_the_way_of_the_next_try() {
    let folder = tempfile::tempdir().unwrap();
    let line = "keys new --no-passphrase --out deep/identity.txt";
    let program = env!("CARGO_BIN_EXE_secretariat");

    let full = Command::new("sh")
        .args(["-c", &format!("trap '' XFSZ; ulimit -f 0; exec {program} {line}")])
        .current_dir(folder.path())
        .output()
        .unwrap();

    assert_eq!(full.status.code(), Some(1), "{full:?}");
    let left: Vec<_> = std::fs::read_dir(folder.path().join("deep")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    let next = run_program(folder.path(), line);
    assert_eq!(next.status.code(), Some(0), "{next:?}");
}

#[test]
fn a_table_that_cannot_be_read_is_explained_in_two_lines() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("aws"), "[default]\nregion = eu-west-3\n").unwrap();

    let output = command(folder.path(), "list --store dynamodb:foo")
        .env("AWS_CONFIG_FILE", folder.path().join("aws"))
        .output()
        .unwrap();

    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]));
    let said = String::from_utf8(output.stderr).unwrap();
    let said: Vec<&str> = said.lines().skip_while(|line| !line.starts_with("erreur")).collect();
    let [error, help] = said.as_slice() else { panic!("{said:#?}") };
    assert!(error.contains("la table DynamoDB n'a pas pu être lue"), "{error}");
    assert!(error.contains("no credentials found"), "{error}");
    for named in ["aide : ", "aws sso login", "AWS_PROFILE", "le nom de la table"] {
        assert!(help.contains(named), "{named}: {help}");
    }
}

#[tokio::test]
async fn every_command_has_its_help_in_french_with_its_defaults() {
    let secretariat = TestSecretariat::new();
    let folder = laid_out(&secretariat);

    for (line, said) in [
        ("--help", "Commandes:"),
        ("keys --help", "Crée une clé et dit quoi en faire"),
        ("keys new --help", "[par défaut : .data/identity.txt]"),
        (
            "keys show --help",
            "Votre clé secrète ; peut être répétée [par défaut : .data/identity.txt]",
        ),
        (
            "list --help",
            "[par défaut : sqlite:.data/applications.db, sinon le fichier office-….age de ce dossier]",
        ),
        ("show --help", "[par défaut : content]"),
        ("export --help", "point-virgule"),
    ] {
        check(&folder, line, 0, "Usage : secretariat", "");
        let output = run_program(&folder, line);
        let help = String::from_utf8(output.stdout).unwrap();
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words(&help).contains(said), "{help}");
        for english in ["Print", "default:", "possible values", "Commands:", "COMMAND>"] {
            assert!(!help.contains(english), "{english} in {help}");
        }
    }
}

#[tokio::test]
async fn a_secret_key_typed_in_the_wrong_place_is_never_shown() {
    let secretariat = TestSecretariat::new();
    let folder = laid_out(&secretariat);
    let key = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";

    for line in [
        "list --identity KEY",
        "list --identity x/KEY",
        "list --store sqlite:KEY",
        "list --store KEY",
        "show KEY",
        "export --format KEY",
        "backup verify KEY",
        "list KEY",
        "KEY",
    ] {
        let output = run_program(&folder, &line.replace("KEY", key));

        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_ne!(output.status.code(), Some(0), "{line}");
        assert!(!said.contains("GQ9778"), "{line}: {said}");
        assert!(said.contains("erreur : "), "{line}: {said}");
    }
}

#[tokio::test]
async fn a_file_in_the_folder_says_what_is_not_typed_and_every_mistake_in_it_is_named() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    let folder = secretariat.path("elsewhere");
    std::fs::create_dir(&folder).unwrap();
    let settings = folder.join("bureau.toml");
    let write = |text: &str| std::fs::write(&settings, text).unwrap();
    let here = "store = \"sqlite:../applications.db\"\nidentity = [\"../identity.txt\"]\n";

    check(&folder, "list", 1, "", "pas de candidatures dans .data/applications.db");
    write(here);
    check(&folder, "list", 0, "référence", "aucune candidature");
    check(&folder, "keys show", 0, &secretariat.own.to_public().to_string(), "");
    check(&folder, "list --store sqlite:typed.db", 1, "", "pas de candidatures dans typed.db");
    write(&format!("{here}conten = \"content\"\n"));
    check(&folder, "list", 1, "", "bureau.toml, ligne 3 : « conten » n'est pas une clé");
    check(&folder, "list", 1, "", "vouliez-vous dire « content » ?");
    check(&folder, "list --help", 0, "Usage : secretariat", "");
    check(&folder, "lsit", 2, "", "vouliez-vous dire list ?");
}
