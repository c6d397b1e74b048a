//! The first start: there is no key yet, and the office makes one.

use std::fs;

use crate::{
    test_office::{Reply, TestOffice},
    test_secretariat::{TestSecretariat, now},
};

/// What stands in the element of that class.
fn shown(page: &Reply, class: &str) -> String {
    let (_, rest) = page.body.split_once(&format!("class=\"{class}\"")).unwrap();
    let (_, text) = rest.split_once('>').unwrap();
    text.split("</").next().unwrap().to_owned()
}

#[tokio::test]
async fn a_key_is_made_with_a_phrase_that_was_typed_back() {
    let secretariat = TestSecretariat::new();
    let identity = secretariat.path("identity.txt");
    fs::remove_file(&identity).unwrap();
    let office = TestOffice::open(&secretariat, "", now);
    let start = office.get("/candidatures").expect(200);
    assert!(start.body.contains("Créer ma clé"), "{}", start.body);

    let proposed = office.post("/cle", &[]).expect(200);
    let phrase = shown(&proposed, "phrase");
    assert_eq!(phrase.split(' ').count(), 5, "{phrase}");
    assert!(proposed.body.contains("tirés au hasard parmi 2048"), "{}", proposed.body);
    assert!(proposed.header("refresh").is_none(), "it would take away what is typed");
    for slip in ["", "sapin lune", &phrase[1..]] {
        let again = office.post("/cle/phrase", &[("phrase", slip)]).expect(422);
        assert_eq!(shown(&again, "phrase"), phrase, "after {slip}");
        assert!(!identity.exists());
    }
    let typed = phrase.to_uppercase().replace(' ', "  ");
    let made = office.post("/cle/phrase", &[("phrase", &typed)]).expect(200);

    let file = fs::read_to_string(&identity).unwrap();
    let (_, sheet) = made.body.split_once("Feuille de secours</h2>").unwrap();
    assert!(sheet.contains(file.trim()), "the emergency sheet holds the whole key: {sheet}");
    assert!(!made.body.contains(&phrase), "and never with its phrase");
    for line in ["[[recipient]]", "key = &quot;age1", "sign = &quot;"] {
        assert!(made.body.contains(line), "{line}: {}", made.body);
    }
    let opened = office.post("/ouvrir", &[("phrase", &phrase), ("vers", "/")]).expect(303);
    assert!(opened.header("location").unwrap().ends_with('/'));
    assert!(!office.get("/").expect(200).body.contains("name=\"phrase\""));
}

#[cfg(unix)]
#[tokio::test]
async fn the_key_is_its_owners_alone_and_replaces_no_other() {
    use std::os::unix::fs::PermissionsExt;
    let secretariat = TestSecretariat::new();
    let identity = secretariat.path("identity.txt");
    fs::remove_file(&identity).unwrap();
    let office = TestOffice::open(&secretariat, "", now);
    let make = || {
        let phrase = shown(&office.post("/cle", &[]).expect(200), "phrase");
        office.post("/cle/phrase", &[("phrase", &phrase)])
    };
    make().expect(200);

    let mode = fs::metadata(&identity).unwrap().permissions().mode();

    assert_eq!(mode & 0o777, 0o600);
    let before = fs::read(&identity).unwrap();
    // With a key, there is no such page: the phrase is asked for, or there is nothing to make.
    assert!(office.post("/cle", &[]).body.contains("name=\"phrase\""));
    assert_eq!(fs::read(&identity).unwrap(), before);
}

#[tokio::test]
async fn a_first_start_wants_no_applications_yet() {
    let secretariat = TestSecretariat::new();
    for name in ["identity.txt", "applications.db"] {
        fs::remove_file(secretariat.path(name)).unwrap();
    }
    let office = TestOffice::open(&secretariat, "", now);

    let start = office.get("/").expect(200).text();

    assert!(start.contains("Créer ma clé"), "{start}");
}
