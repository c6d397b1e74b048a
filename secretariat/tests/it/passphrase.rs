//! The passphrase of an identity file is changed, taken away, or stays.

use std::fs;

use form_handler::crypto::private_file::{Mended, mend};

use crate::test_secretariat::{Ran, TestSecretariat};

const OLD: &str = "une ancienne phrase";
const NEW: &str = "quatre mots tirés au hasard";

impl TestSecretariat {
    fn protected() -> Self {
        let secretariat = Self::new();
        secretariat.write_protected_identity("mine.txt", &secretariat.own, OLD);
        secretariat
    }

    async fn passphrase(&mut self, answers: &[&'static str], options: &str) -> Ran {
        self.passphrases = answers.to_vec();
        let mine = self.path("mine.txt");
        self.run_exactly(&format!("keys passphrase --identity {} {options}", mine.display())).await
    }

    /// What the file says with these answers; `None` if it does not open.
    async fn shown(&mut self, answers: &[&'static str]) -> Option<String> {
        self.passphrases = answers.to_vec();
        let ran = self.run_with("keys show", &self.path("mine.txt")).await;
        ran.unless_failed().map(|ran| ran.out)
    }

    fn files(&self) -> usize {
        fs::read_dir(self.path("")).unwrap().count()
    }
}

#[tokio::test]
async fn a_new_passphrase_opens_the_same_keys_and_the_old_one_does_not() {
    let mut secretariat = TestSecretariat::protected();
    let before = secretariat.shown(&[OLD]).await;
    let files = secretariat.files();

    let ran = secretariat.passphrase(&[OLD, NEW, NEW], "").await.done();

    assert!(ran.out.contains("a une nouvelle phrase de passe"), "{}", ran.out);
    assert_eq!(secretariat.shown(&[NEW]).await, before);
    assert_eq!(secretariat.shown(&[OLD]).await, None);
    assert_eq!(mend(&secretariat.path("mine.txt")).unwrap(), Mended::No, "others could read it");
    assert_eq!(secretariat.files(), files, "nothing is left beside it");
}

#[tokio::test]
async fn a_passphrase_is_taken_away_and_given_back_and_every_line_stays() {
    let mut secretariat = TestSecretariat::new();
    let text = fs::read_to_string(secretariat.path("identity.txt")).unwrap();
    fs::write(secretariat.path("mine.txt"), &text).unwrap();

    let given = secretariat.passphrase(&[NEW, NEW], "").await.done();
    assert!(given.out.contains("nouvelle phrase"), "{}", given.out);
    assert!(!fs::read_to_string(secretariat.path("mine.txt")).unwrap().contains("SECRET"));
    let taken = secretariat.passphrase(&[NEW], "--no-passphrase").await.done();

    assert!(taken.out.contains("n'a plus de phrase de passe"), "{}", taken.out);
    assert_eq!(fs::read_to_string(secretariat.path("mine.txt")).unwrap(), text);
    assert_eq!(mend(&secretariat.path("mine.txt")).unwrap(), Mended::No);
}

#[tokio::test]
async fn whatever_is_answered_otherwise_leaves_the_file_as_it_is() {
    for (answers, options, expected, help) in [
        (&[][..], "", "il n'y a pas de terminal", "depuis un terminal"),
        (&[NEW], "", "la phrase de passe n'ouvre pas", "majuscules"),
        (&[NEW], "--no-passphrase", "la phrase de passe n'ouvre pas", "majuscules"),
        (
            &[OLD],
            "",
            "il n'y a pas de terminal où demander la phrase de passe, rien n'a été changé",
            "depuis un terminal",
        ),
        (
            &[OLD, NEW, OLD],
            "",
            "les deux phrases de passe diffèrent, rien n'a été changé",
            "recommencez",
        ),
        (
            &[OLD, "court", "court"],
            "",
            "au moins 12 caractères, rien n'a été changé",
            "quatre mots courants",
        ),
        (&[OLD, NEW, NEW], "--identity other.txt", "plusieurs fichiers de clé", "--identity"),
    ] {
        let mut secretariat = TestSecretariat::protected();
        let before = fs::read(secretariat.path("mine.txt")).unwrap();

        let said = secretariat.passphrase(answers, options).await.failed();

        let (error, advice) = said.split_once("\naide : ").expect(expected);
        assert!(error.contains(expected) && advice.contains(help), "{said}");
        assert_eq!(fs::read(secretariat.path("mine.txt")).unwrap(), before, "{expected}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn behind_a_link_the_file_itself_is_changed() {
    let mut secretariat = TestSecretariat::new();
    let keys = secretariat.path("keys");
    fs::create_dir(&keys).unwrap();
    secretariat.write_protected_identity("keys/real.txt", &secretariat.own, OLD);
    #[cfg(unix)]
    std::os::unix::fs::symlink(keys.join("real.txt"), secretariat.path("mine.txt")).unwrap();
    let before = fs::read(keys.join("real.txt")).unwrap();

    secretariat.passphrase(&[OLD, NEW, NEW], "").await.done().out.clear();

    assert!(secretariat.path("mine.txt").is_symlink());
    assert_ne!(fs::read(keys.join("real.txt")).unwrap(), before);
    assert!(secretariat.shown(&[NEW]).await.is_some());
}

#[tokio::test]
async fn what_is_no_identity_is_left_alone() {
    let mut secretariat = TestSecretariat::new();
    fs::write(secretariat.path("mine.txt"), "# rien\n").unwrap();

    let said = secretariat.passphrase(&[NEW, NEW], "").await.failed();

    assert!(said.contains("n'est pas un fichier de clé secrète age"), "{said}");
    assert_eq!(fs::read_to_string(secretariat.path("mine.txt")).unwrap(), "# rien\n");
}
