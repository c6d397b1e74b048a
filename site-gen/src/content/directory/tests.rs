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

#[test]
fn a_file_of_another_encoding_is_a_problem_with_a_place() {
    let folder = Folder::from_files("content", [("a.md", b"un\nd\xe9j\xe0" as &[u8])]);

    let diagnostic = folder.text("a.md").unwrap().unwrap_err();

    assert_eq!((diagnostic.place.line, diagnostic.place.column), (2, 2));
    assert!(folder.text("b.md").is_none());
}
