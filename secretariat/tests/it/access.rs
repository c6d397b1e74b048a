//! The access to the applications on AWS that a person was given, sealed to her key.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpListener,
    path::Path,
    thread,
};

use age::x25519::Identity;

use crate::{
    program::{command, said},
    test_secretariat::{TestSecretariat, new_identity},
};

const WHOLE: &str = "AWS_ACCESS_KEY_ID=AKIAEXAMPLE\nAWS_SECRET_ACCESS_KEY=secret-of-marie\n\
    AWS_REGION=eu-west-3\nSTORE=dynamodb:bureau-table\nLATER=line\n";

fn write(path: &Path, to: &Identity, text: &str) {
    fs::write(path, age::encrypt(&to.to_public(), text.as_bytes()).unwrap()).unwrap();
}

/// Answers one request as an empty table does; gives the request's head and body.
fn empty_table() -> (String, thread::JoinHandle<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let answered = thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(connection.try_clone().unwrap());
        let head: String = reader
            .by_ref()
            .lines()
            .map_while(Result::ok)
            .take_while(|line| !line.is_empty())
            .fold(String::new(), |head, line| head + &line.to_ascii_lowercase() + "\n");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; length.unwrap().parse().unwrap()];
        reader.read_exact(&mut body).unwrap();
        let answer = "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}";
        write!(
            connection,
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {}\r\n\r\n{answer}",
            answer.len()
        )
        .unwrap();
        (head, String::from_utf8(body).unwrap())
    });
    (address, answered)
}

#[test]
fn an_access_is_found_opened_and_used_without_any_setting() {
    let secretariat = TestSecretariat::new();
    let folder = secretariat.path("office");
    fs::create_dir(&folder).unwrap();
    let named = secretariat.path("named.age");
    write(&named, &secretariat.own, WHOLE);
    let identity = secretariat.path("identity.txt").display().to_string();

    for line in [
        format!("list --store {} --identity {identity}", named.display()),
        format!("list --identity {identity}"),
    ] {
        let (address, answered) = empty_table();
        let output =
            command(&folder, &line).env("AWS_ENDPOINT_URL_DYNAMODB", address).output().unwrap();

        let notes = said(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{line}\n{notes}");
        assert!(notes.contains("aucune candidature"), "{notes}");
        assert!(!notes.contains("secret-of-marie"), "{notes}");
        let (head, body) = answered.join().unwrap();
        assert!(head.contains("credential=akiaexample/") && head.contains("/eu-west-3/"), "{head}");
        assert!(body.contains("\"TableName\":\"bureau-table\""), "{body}");
        // The second time, in the folder where the program is started.
        write(&folder.join("office-production-marie.age"), &secretariat.own, WHOLE);
        // What lies beside it is none.
        fs::write(folder.join("office-notes.txt"), "").unwrap();
        fs::write(folder.join("exports.age"), "").unwrap();
    }
}

#[tokio::test]
async fn what_is_wrong_with_an_access_is_said() {
    let secretariat = TestSecretariat::new();
    let without = |name: &str| {
        let lines = WHOLE.split_inclusive('\n');
        lines.filter(|line| !line.starts_with(name)).collect::<String>()
    };
    let sealed = |name: &str, text: &str| write(&secretariat.path(name), &secretariat.own, text);
    write(&secretariat.path("other.age"), &new_identity(), WHOLE);
    fs::write(secretariat.path("plain.age"), WHOLE).unwrap();
    let all = secretariat.path("all.age");
    let backup = format!("backup --out {} --content {}", all.display(), secretariat.both());
    sealed("no-region.age", &without("AWS_REGION"));
    sealed("no-key.age", &without("AWS_ACCESS_KEY_ID"));
    sealed("no-secret.age", &WHOLE.replace("secret-of-marie", " "));
    sealed("no-store.age", &without("STORE"));
    sealed("no-table.age", &WHOLE.replace("bureau-table", ""));
    let site = "STORE=https://example.org/bureau/store\nTOKEN=secret-of-marie\n";
    sealed("no-token.age", &site.replace("TOKEN", "TOKE"));
    sealed("in-clear.age", &site.replace("https:", "http:"));
    sealed("no-address.age", &site.replace("/bureau/store", ""));
    sealed("nested.age", &WHOLE.replace("dynamodb:bureau-table", "office-a.age"));
    sealed("elsewhere.age", &WHOLE.replace("dynamodb:", "sqlite:"));

    for (name, expected) in [
        ("none.age", "impossible de lire l'accès FOLDER/none.age"),
        ("other.age", "est scellé pour une autre clé que la vôtre"),
        ("plain.age", "FOLDER/plain.age n'est pas un accès, ou il est endommagé"),
        ("no-region.age", "il y manque AWS_REGION"),
        ("no-key.age", "il y manque AWS_ACCESS_KEY_ID"),
        ("no-secret.age", "il y manque AWS_SECRET_ACCESS_KEY"),
        ("no-store.age", "il y manque STORE"),
        ("no-table.age", "il y manque STORE"),
        ("elsewhere.age", "il y manque STORE"),
        ("no-token.age", "il y manque TOKEN"),
        ("in-clear.age", "il y manque STORE"),
        ("no-address.age", "il y manque STORE"),
        ("nested.age", "il y manque STORE"),
    ] {
        for command in ["list", "show BDP-2222-2222", "export --format csv", &backup] {
            let (store, identity) = (secretariat.path(name), secretariat.path("identity.txt"));
            let (store, identity) = (store.display(), identity.display());
            let ran = secretariat
                .run_exactly(&format!("{command} --store {store} --identity {identity}"))
                .await;
            let said = ran.failed();
            assert!(said.contains(expected), "{command} {name}\n{said}");
            assert!(!said.contains("secret-of-marie") && said.contains("\naide : "), "{said}");
        }
    }
}

#[tokio::test]
async fn a_passphrase_is_asked_for_once() {
    let mut secretariat = TestSecretariat::new();
    secretariat.write_protected_identity("identity.txt", &secretariat.own, "un deux trois");
    write(&secretariat.path("access.age"), &secretariat.own, &WHOLE.replace("AWS_REGION", "X"));
    secretariat.passphrases = vec!["un deux trois"];

    let (store, identity) = (secretariat.path("access.age"), secretariat.path("identity.txt"));
    let line = format!("list --store {} --identity {}", store.display(), identity.display());

    let said = secretariat.run_exactly(&line).await.failed();

    assert!(said.contains("il y manque AWS_REGION"), "{said}");
}

#[test]
fn which_of_several_accesses_is_asked_for() {
    let secretariat = TestSecretariat::new();
    let folder = secretariat.path("office");
    fs::create_dir(&folder).unwrap();
    for stage in ["production", "test"] {
        write(&folder.join(format!("office-{stage}-marie.age")), &secretariat.own, WHOLE);
    }

    let output = command(&folder, "list").output().unwrap();

    let notes = said(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{notes}");
    assert!(notes.contains("office-production-marie.age, office-test-marie.age"), "{notes}");
    assert!(notes.contains("--store FICHIER.age"), "{notes}");
}
