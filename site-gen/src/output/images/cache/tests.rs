use std::{path::Path, thread};

use super::*;

fn key(of: &str) -> CacheKey {
    CacheKey { digest: Sha256::digest(of), ending: "avif" }
}

fn bytes(file: &StreamedFile) -> Vec<u8> {
    file.contents().bytes().to_vec()
}

/// The only file of a folder.
fn file(folder: &Path) -> PathBuf {
    fs::read_dir(folder).unwrap().next().unwrap().unwrap().path()
}

#[test]
fn what_is_kept_is_found_by_its_key_in_the_next_process_too() {
    let folder = tempfile::tempdir().unwrap();
    let at = || ImageCache::at(folder.path().join("images"));
    let cache = at();
    assert!(cache.find(&key("a")).is_none());
    assert_eq!(bytes(&cache.keep(&key("a"), b"A").unwrap()), b"A");
    for cache in [cache, at()] {
        assert_eq!(bytes(&cache.find(&key("a")).unwrap()), b"A");
        assert!(cache.find(&key("b")).is_none());
    }
}

#[test]
fn a_file_in_use_is_not_replaced_by_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let cache = ImageCache::at(folder.path().to_owned());
    let first = cache.keep(&key("a"), b"A").unwrap();
    thread::sleep(std::time::Duration::from_millis(20));

    cache.keep(&key("a"), b"A").unwrap();

    assert!(first.digest().is_ok(), "it changed while somebody had it");
}

#[test]
fn what_became_of_a_file_is_seen_and_mended() {
    type Damage = fn(&mut Vec<u8>);
    let damages: [(&str, Damage); 5] = [
        ("cut", |it| it.truncate(50)),
        ("emptied", Vec::clear),
        ("changed", |it| it[50] ^= 1),
        ("longer", |it| it.push(0)),
        ("cleared", |it| it.fill(0)),
    ];
    for (name, damage) in damages {
        let folder = tempfile::tempdir().unwrap();
        let at = || ImageCache::at(folder.path().to_owned());
        let whole: Vec<u8> = (0..100).collect();
        let cache = at();
        cache.keep(&key("a"), &whole).unwrap();
        let path = file(folder.path());
        let mut damaged = whole.clone();
        damage(&mut damaged);
        fs::write(&path, damaged).unwrap();
        for cache in [cache, at()] {
            assert!(cache.find(&key("a")).is_none(), "{name}");
        }
        let cache = at();
        cache.keep(&key("a"), &whole).unwrap();
        assert_eq!(bytes(&cache.find(&key("a")).unwrap()), whole, "{name}");
        cache.prune().unwrap();
        assert_eq!(file(folder.path()), path, "{name}");
    }
}

#[test]
fn what_nobody_needs_goes_and_what_another_process_writes_stays() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("images");
    let at = || ImageCache::at(folder.clone());
    at().prune().unwrap();
    assert!(!folder.exists());

    at().keep(&key("a"), b"A").unwrap();
    at().keep(&key("b"), b"B").unwrap();
    let [written, left] = ["1", "2"].map(|name| folder.join([UNFINISHED, name].concat()));
    fs::write(&left, "").unwrap();
    let locked = File::create(&written).unwrap();
    locked.lock().unwrap();
    let cache = at();
    cache.find(&key("a")).unwrap();
    cache.prune().unwrap();
    assert!(written.exists() && !left.exists());
    assert!(at().find(&key("a")).is_some() && at().find(&key("b")).is_none());

    drop(locked);
    at().prune().unwrap();
    assert!(!folder.exists(), "nothing is left");
}

#[test]
fn several_processes_at_once_never_find_half_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let long = vec![7; 300_000];
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..20 {
                    let cache = ImageCache::at(folder.path().to_owned());
                    if let Some(found) = cache.find(&key("a")) {
                        // Another one may have removed it since.
                        let found = bytes(&found);
                        assert!(found.is_empty() || found == long);
                    }
                    // Another one may remove the file before it is opened again.
                    let _ = cache.keep(&key("a"), &long);
                    ImageCache::at(folder.path().to_owned()).prune().unwrap();
                }
            });
        }
    });
}
