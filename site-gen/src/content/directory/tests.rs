#[cfg(unix)]
use std::os::unix::fs::symlink;

use authoring::diagnostics::Code;

use super::*;

#[test]
fn only_what_is_below_a_folder_is_listed_in_order() {
    let folder = Folder::from_files(
        "content",
        [("pages/b.md", ""), ("pages/a/c.md", ""), ("pages.md", ""), ("site.toml", "")],
    );

    let found: Vec<&str> = folder.below("pages/").map(|(path, _)| path).collect();

    assert_eq!(found, ["a/c.md", "b.md"]);
    assert_eq!(folder.typed("site.toml"), "content/site.toml");
}

#[cfg(unix)]
#[test]
fn a_file_that_has_become_a_link_is_not_followed_out_of_the_folder() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("content");
    fs::create_dir(&root).unwrap();
    fs::write(home.path().join("secret.md"), "secret").unwrap();
    fs::write(root.join("a.md"), "one").unwrap();
    let mut folder = Folder::read(&root).unwrap();
    fs::remove_file(root.join("a.md")).unwrap();
    symlink("../secret.md", root.join("a.md")).unwrap();

    assert_eq!(folder.read_again(&root, [Path::new("a.md")]), None);

    let again = Folder::read(&root).unwrap();
    let codes: Vec<Code> = again.unreadable().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [FILE_OUTSIDE]);
    assert_eq!(again.below("").next().unwrap().1.bytes(), b"");
}

#[cfg(unix)]
#[test]
fn of_a_folder_with_links_all_is_read_again_since_a_file_may_have_other_names() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("pages/a")).unwrap();
    fs::write(home.path().join("pages/a/x.md"), "un").unwrap();
    fs::write(home.path().join(".a.swp"), "").unwrap();
    let changed = [Path::new("pages/a/x.md")];
    let mut folder = Folder::read(home.path()).unwrap();
    fs::write(home.path().join("pages/a/x.md"), "deux").unwrap();
    assert_eq!(folder.read_again(home.path(), changed), Some(vec!["pages/a/x.md".to_owned()]));

    symlink("a", home.path().join("pages/b")).unwrap();
    let mut folder = Folder::read(home.path()).unwrap();

    assert!(folder.has("pages/b/x.md"));
    assert_eq!(folder.read_again(home.path(), changed), None);
    // What an editor writes for itself is nobody's.
    assert_eq!(folder.read_again(home.path(), [Path::new(".a.swp")]), Some(Vec::new()));
}

#[test]
fn of_a_file_that_is_not_held_only_the_version_that_was_listed_can_be_read() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("assets/a.pdf");
    fs::create_dir(file.parent().unwrap()).unwrap();
    let changed = [Path::new("assets/a.pdf")];
    let replace = || {
        fs::write(home.path().join("new"), "two").unwrap();
        fs::rename(home.path().join("new"), &file).unwrap();
    };
    for (change, stays) in [
        (&(|| ()) as &dyn Fn(), true),
        (&|| fs::write(&file, "longer").unwrap(), false),
        (&replace, false),
        (&|| fs::remove_file(&file).unwrap(), false),
    ] {
        fs::write(&file, "one").unwrap();
        let mut folder = Folder::open(home.path()).unwrap();
        let Some(Contents::Streamed(listed)) = folder.files.get("assets/a.pdf").cloned() else {
            panic!("it is held")
        };

        change();

        assert_eq!(listed.digest().is_ok(), stays);
        let mut copy = tempfile::tempfile().unwrap();
        assert_eq!(listed.copy_to(&mut copy).is_ok(), stays);
        let again = folder.read_again(home.path(), changed);
        assert_eq!(again, stays.then(Vec::new));
    }
}

#[test]
fn a_file_of_another_encoding_is_a_problem_with_a_place() {
    let folder = Folder::from_files("content", [("a.md", b"un\nd\xe9j\xe0" as &[u8])]);

    let diagnostic = folder.text("a.md").unwrap().unwrap_err();

    assert_eq!((diagnostic.place.line, diagnostic.place.column), (2, 2));
    assert!(folder.text("b.md").is_none());
}
