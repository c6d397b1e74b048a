use form_handler::crypto::recipients::is_development;

use super::*;

/// A folder in which a server was: to look for development keys takes seconds, so that one test does.
fn folder_with_keys() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["identity.txt", "signing-key"] {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/e2e").join(name);
        private_file::create(&folder.path().join(name), &fs::read(kept).unwrap()).unwrap();
    }
    folder
}

#[test]
fn a_second_start_finds_everything_as_the_first_left_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/.data");

    let Data { made, development_keys, .. } = Data::open(&path, ClockRules::default()).unwrap();
    let second = Data::open(&path, ClockRules::default()).unwrap();

    assert_eq!(made.len(), 4);
    assert!(second.made.is_empty());
    assert_eq!(development_keys, second.development_keys);
    assert!(development_keys.iter().all(|key| is_development(key)));
}

#[test]
fn a_folder_is_for_one_server_at_a_time() {
    let folder = folder_with_keys();
    let first = Data::open(folder.path(), ClockRules::default()).unwrap();

    let refused = Data::open(folder.path(), ClockRules::default()).map(drop).unwrap_err();

    assert!(matches!(refused, DataError::Taken { .. }), "{refused}");
    drop(first);
    Data::open(folder.path(), ClockRules::default()).unwrap();
}

#[cfg(unix)]
#[test]
fn a_secret_that_others_could_read_is_taken_from_them() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder_with_keys();
    drop(Data::open(folder.path(), ClockRules::default()).unwrap());
    let path = folder.path().join("secret");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();

    drop(Data::open(folder.path(), ClockRules::default()).unwrap());

    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn for_the_public_no_secret_and_no_key_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let secret = new_secret().unwrap().parse().unwrap();

    let rules = ClockRules::default();
    let given =
        Given { secret, signing_key: SigningKey::generate(), office: AccessList::default() };
    let data = Data::open_with(given, folder.path(), rules).unwrap();

    assert_eq!(data.made, [folder.path().join("applications.db")]);
    for name in ["secret", "identity.txt", "signing-key", "signing.toml"] {
        assert!(!folder.path().join(name).exists(), "{name}");
    }
    let (role, name) = ("bureau".into(), "Ada".into());
    let listed = ListedRecipient { role, name, ..Default::default() };
    assert_eq!(data.recipients(std::slice::from_ref(&listed)), [listed]);
    assert_eq!(data.recipients(&[]), []);
}

#[test]
fn placeholders_get_development_keys_and_real_keys_stay() {
    let folder = folder_with_keys();
    let data = Data::open(folder.path(), ClockRules::default()).unwrap();
    let listed = |key: Option<&str>| ListedRecipient {
        role: "bureau".into(),
        name: "Ada".into(),
        key: key.map(str::to_owned),
        ..Default::default()
    };

    let both = data.recipients(&[listed(None), listed(None)]);
    assert_ne!(both[0].key, both[1].key);
    let mixed = data.recipients(&[listed(Some("age1real")), listed(None)]);
    assert_eq!(mixed[0].key.as_deref(), Some("age1real"));
    assert_eq!(data.recipients(&[]).len(), 2);
}
