//! Signs that their authors know, and that slipped: comments that hide nothing, links, notices.

use super::check;

#[test]
fn a_comment_that_hides_nothing_is_told() {
    check(
        "fr",
        &[
            ("Un <!- secret -> ici", "script-literal"),
            ("<! -- secret -->", "script-literal"),
            ("<!–– un\nsecret ––> ici", "script-literal"),
            ("<!— secret — > ici", "script-literal"),
            ("<!- un secret\n\nde deux paragraphes ->", "script-literal"),
            ("Un texte {# secret", "script-literal"),
            ("{# un secret\n\nde deux paragraphes #}", "script-literal"),
        ],
    );
}

#[test]
fn a_link_or_a_notice_whose_signs_slipped_is_told() {
    check(
        "fr",
        &[
            ("[Voir)(/p0/) ici", "link-literal"),
            ("[Voir]/p0/) et [Voir](/p0/)", "link-literal"),
            ("[Voir]{./p0.md}", "link-literal"),
            ("[Voir]</p0/>", "link-literal"),
            ("Voir <./p0.md>, <p0.md> ou </p0/>.", "link-literal link-literal link-literal"),
            ("Voir http ://a.example et https\u{a0}: //b.example", "link-literal link-literal"),
            ("[!NOTE]\n> Un texte", "container-literal"),
            ("> Un texte\n> [!tip]\n> Un autre", "container-literal"),
        ],
    );
}
