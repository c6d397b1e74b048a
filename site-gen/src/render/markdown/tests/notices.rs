//! Notices, their titles, and those that fold.

use super::*;

#[test]
fn notices_are_named_in_the_language_of_the_page() {
    insta::assert_snapshot!(html("> [!WARNING]\n> L'eau !"), @r#"
    <div class="notice notice-warning" role="note">
    <p class="notice-title">Attention</p>
    <p>L’eau_!</p>
    </div>
    "#);
    let english = render(
        "> [!WARNING]\n> a",
        &Options {
            language: "en",
            resolve: &|_| None,
            show: &|_| None,
            written: &[],
            markup: Markup::default(),
        },
    );
    assert!(english.html.contains(">Warning<"));
}

#[test]
fn a_notice_may_have_a_title_and_fold() {
    let hidden = |word: &str| format!("<span class=\"visually-hidden\">{word}\u{a0}: </span>");
    let open = |kind: &str| format!("<div class=\"notice notice-{kind}\" role=\"note\">\n");
    let p = "<p class=\"notice-title\">";
    for (text, expect) in [
        ("> [!NOTE] Un *mot*\n> Texte", format!("{}{p}{}Un <em>mot</em></p>\n<p>Texte</p>\n</div>\n", open("note"), hidden("Note"))),
        ("> [!tip] Mot !", format!("{}{p}{}Mot\u{202f}!</p>\n</div>\n", open("tip"), hidden("Conseil"))),
        ("> [!NOTE] **A\n> b**\n> c", format!("{}{p}{}<strong>A\nb</strong></p>\n<p>c</p>\n</div>\n", open("note"), hidden("Note"))),
        ("> [!WARNING] A\n> - b", format!("{}{p}{}A</p>\n<ul>\n<li>b</li>\n</ul>\n</div>\n", open("warning"), hidden("Attention"))),
        ("> [!NOTE]-\n> Texte", "<details class=\"notice notice-note\">\n<summary class=\"notice-title\">Note</summary>\n<p>Texte</p>\n</details>\n".to_owned()),
        ("> [!NOTE]+ A\n>\n> b", format!("<details class=\"notice notice-note\" open>\n<summary class=\"notice-title\">{}A</summary>\n<p>b</p>\n</details>\n", hidden("Note"))),
        ("> [!NOTE] A\n> > [!TIP] B\n> > c\n\nd", format!("{}{p}{}A</p>\n{}{p}{}B</p>\n<p>c</p>\n</div>\n</div>\n<p>d</p>\n", open("note"), hidden("Note"), open("tip"), hidden("Conseil"))),
        ("- > [!NOTE] A\n  > b", format!("<ul>\n<li>{}{p}{}A</p>\n<p>b</p>\n</div>\n</li>\n</ul>\n", open("note"), hidden("Note"))),
        ("> [!NOTE]+- A", "<blockquote>\n<p>[!NOTE]+- A</p>\n</blockquote>\n".to_owned()),
        ("> [!NOTE] &eacute; A", format!("{}{p}{}é A</p>\n</div>\n", open("note"), hidden("Note"))),
    ] {
        let page = page(text);
        assert_eq!(page.html, expect, "{text}");
        assert_eq!(page.diagnostics, [], "{text}");
    }
}

#[test]
fn a_title_of_a_notice_that_markdown_reads_otherwise_is_told() {
    for text in ["> [!NOTE] A\n> ---", "> [!NOTE] A | b\n> --- | ---"] {
        let page = page(text);
        let [found] = &page.diagnostics[..] else { panic!("{text}: {:?}", page.diagnostics) };
        assert_eq!((found.code.name(), found.span.clone()), ("notice-kind", 2..9), "{text}");
    }
}
