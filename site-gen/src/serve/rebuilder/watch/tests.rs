use std::{os::unix::fs::symlink, sync::mpsc};

use super::*;

#[test]
fn a_file_is_told_by_its_path_from_the_folder_however_that_was_named() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = folder.path().join("sub/a.md");
    fs::create_dir(folder.path().join("sub")).unwrap();
    fs::write(&file, "x").unwrap();
    let link = elsewhere.path().join("link");
    symlink(folder.path(), &link).unwrap();
    let link_above = elsewhere.path().join("above");
    symlink(folder.path().parent().unwrap(), &link_above).unwrap();
    // Where tests run.
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap();
    let to_root: PathBuf = here.iter().skip(1).map(|_| "..").collect();
    let there = folder.path().canonicalize().unwrap();

    for named in [
        to_root.join(there.strip_prefix("/").unwrap()),
        there.join("."),
        there.join("sub/.."),
        link.clone(),
        link.join("sub/.."),
        link_above.join(there.file_name().unwrap()),
    ] {
        for noticing in [Noticing::ByEvents, Noticing::ByPolling] {
            let mut watch = Watch::start(&named, noticing).unwrap();
            let (sender, changes) = mpsc::channel();
            std::thread::spawn(move || watch.each_change(|change| drop(sender.send(change))));

            fs::write(&file, format!("{noticing:?}, {}", named.display())).unwrap();

            let change = changes.recv_timeout(Duration::from_secs(20));
            let expected = Change::Files([PathBuf::from("sub/a.md")].into());
            assert_eq!(change, Ok(expected), "{noticing:?}, {}", named.display());
        }
    }
}

#[test]
fn what_is_written_into_a_new_folder_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let mut watch = Watch::start(folder.path(), Noticing::ByEvents).unwrap();
    let (sender, builds) = mpsc::channel();
    let deep = folder.path().join("a/b/c");
    let file = deep.join("late.md");
    let path = file.clone();
    std::thread::spawn(move || watch.each_change(|_| sender.send(path.exists()).unwrap()));

    fs::create_dir_all(&deep).unwrap();
    fs::write(&file, "x").unwrap();

    let patience = Duration::from_secs(10);
    while !builds.recv_timeout(patience).expect("a build that sees the file") {}
}

/// Whether a file that is written below `folder` is noticed after `change` has happened to that.
#[track_caller]
fn check_noticed_after(folder: &Path, noticing: Noticing, change: impl FnOnce()) {
    let mut watch = Watch::start(folder, noticing).unwrap();
    let file = folder.join("late.md");
    let (sender, builds) = mpsc::channel();
    let path = file.clone();
    std::thread::spawn(move || {
        watch.each_change(|_| drop(sender.send(fs::read_to_string(&path).ok())));
    });
    let patience = Duration::from_secs(20);
    let wait = |text: &str| {
        while builds.recv_timeout(patience).expect("a build").as_deref() != Some(text) {}
    };

    change();
    fs::write(&file, "first").unwrap();
    wait("first");
    fs::write(&file, "second").unwrap();
    wait("second");
}

#[test]
fn a_folder_is_watched_after_it_was_made_again() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("content");
    fs::create_dir(&folder).unwrap();

    check_noticed_after(&folder, Noticing::ByEvents, || {
        fs::remove_dir_all(&folder).unwrap();
        std::thread::sleep(LOOK * 2);
        fs::create_dir(&folder).unwrap();
    });
}

#[test]
fn a_folder_is_watched_after_another_was_put_in_its_place() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("content");
    fs::create_dir(&folder).unwrap();

    check_noticed_after(&folder, Noticing::ByEvents, || {
        fs::rename(&folder, home.path().join("old")).unwrap();
        fs::create_dir(&folder).unwrap();
    });
}

#[test]
fn a_folder_is_watched_after_the_link_to_it_was_turned() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("content");
    for name in ["one", "two"] {
        fs::create_dir(home.path().join(name)).unwrap();
    }
    symlink("one", &folder).unwrap();

    check_noticed_after(&folder, Noticing::ByEvents, || {
        fs::remove_file(&folder).unwrap();
        symlink("two", &folder).unwrap();
    });
}

#[test]
fn a_folder_is_looked_at_after_another_was_put_in_its_place() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("content");
    fs::create_dir(&folder).unwrap();

    check_noticed_after(&folder, Noticing::ByPolling, || {
        fs::rename(&folder, home.path().join("old")).unwrap();
        fs::create_dir(&folder).unwrap();
    });
}
