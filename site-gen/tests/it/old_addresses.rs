//! Old addresses of pages, whatever another program made of a title.

use crate::harness::Site;

#[test]
fn an_old_address_may_be_what_another_program_made_of_a_title() {
    for (alias, file, listed) in [
        ("/présentation", "présentation/index.html", "/pr%C3%A9sentation/"),
        ("/pr%C3%A9sentation/", "présentation/index.html", "/pr%C3%A9sentation/"),
        ("/pre\u{301}sentation/", "présentation/index.html", "/pr%C3%A9sentation/"),
        ("/2011/l%e2%80%99annonce/", "2011/l’annonce/index.html", "/2011/l%E2%80%99annonce/"),
        ("/mon dossier/été.html", "mon dossier/été.html", "/mon%20dossier/%C3%A9t%C3%A9.html"),
        ("/~nom/a@b/", "~nom/a@b/index.html", "/~nom/a@b/"),
    ] {
        let page = format!("---\ntitle: A\naliases: [\"{alias}\"]\n---\n");
        let files = Site::of("pages/a.md", &page).build().expect_files();

        assert!(files.contains_key(&format!("public/{file}")), "{alias}: {:?}", files.keys());
        let table: Vec<(String, String)> = serde_json::from_str(&files["redirects.json"]).unwrap();
        assert_eq!(table, [(listed.to_owned(), "/a/".to_owned())], "{alias}");
        assert_eq!(files["public/_redirects"], format!("{listed} /a/ 301\n"), "{alias}");
    }
}

#[test]
fn old_addresses_that_are_one_in_other_signs_are_reported() {
    for (aliases, told) in [
        ("/été/, /%C3%A9t%C3%A9/", "`/été/` is already an alias"),
        ("/été/, \"/e\u{301}te\u{301}\"", "`/été/` is already an alias"),
        ("/été/, /Été/", "`/Été/` differs by its capitals alone"),
        ("/a b/, /a%20b/", "`/a b/` is already an alias"),
        ("/été.html, /été.html/a/", "`/été.html` would be a file"),
    ] {
        let page = format!("---\ntitle: Z\naliases: [{aliases}]\n---\n");
        let diagnostics = Site::of("pages/z.md", &page).build().diagnostics();

        assert!(diagnostics.contains(told), "{aliases}: {diagnostics}");
        assert_eq!(diagnostics.matches("= code").count(), 1, "{aliases}: {diagnostics}");
    }
    let linked = Site::of("pages/z.md", "---\ntitle: Z\naliases: [/été/]\n---\n");
    let linked = linked.with("pages/a.md", "---\ntitle: A\n---\n[x](/%C3%A9t%C3%A9/) [x](/été/)\n");
    assert_eq!(linked.build().diagnostics(), "");
}

#[test]
fn what_no_request_can_ask_for_is_no_old_address() {
    for (alias, help) in [
        ("été", "did you mean `/été`?"),
        ("./été/", "did you mean `/été/`?"),
        ("/?p=12", "an old address of this page, such as /old/page/"),
        ("/a%2F..%2Fb", "an old address of this page, such as /old/page/"),
        ("/a//b/", "an old address of this page, such as /old/page/"),
        ("/a*/", "an old address of this page, such as /old/page/"),
    ] {
        let page = format!("---\ntitle: A\naliases: [\"{alias}\"]\n---\n");
        let told = Site::of("pages/a.md", &page).build().diagnostics();
        assert!(told.contains(&format!("`{alias}` is no address of this site")), "{told}");
        assert!(told.contains(help), "{alias}: {told}");
    }
}
