//! Addresses and boxes that are rendered as GitHub renders them.

use crate::harness::Site;

/// Texts and the HTML that becomes of each.
#[track_caller]
fn renders(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let page = format!("---\ntitle: A\n---\n\n{text}\n");
        let page = Site::of("pages/a.md", &page)
            .with("templates/page.html", "{{ content | safe }}")
            .build()
            .expect_page("/a/");
        assert_eq!(page.trim(), *expected, "{text}");
    }
}

#[test]
fn addresses_in_the_prose_are_links() {
    renders(&[
        (
            "Voir https://c.example/b?c=1&d=2, puis www.c.example.",
            "<p>Voir <a href=\"https://c.example/b?c=1&amp;d=2\">https://c.example/b?c=1&amp;d=2</a>, puis \
             <a href=\"https://www.c.example\">www.c.example</a>.</p>",
        ),
        (
            "Écrire à nom_a@b.example !",
            "<p>Écrire à <a href=\"mailto:nom_a@b.example\">nom_a@b.example</a>\u{202f}!</p>",
        ),
        (
            "**https://c.example** :",
            "<p><strong><a href=\"https://c.example\">https://c.example</a></strong>\u{a0}:</p>",
        ),
        (
            "https://c.example/x_y_z/*.html",
            "<p><a href=\"https://c.example/x_y_z/*.html\">https://c.example/x_y_z/*.html</a></p>",
        ),
        ("mailto:a@b.example", "<p><a href=\"mailto:a@b.example\">mailto:a@b.example</a></p>"),
        // What is a link already, code, or escaped.
        ("[https://c.example](/a/)", "<p><a href=\"/a/\">https://c.example</a></p>"),
        ("<https://c.example>", "<p><a href=\"https://c.example\">https://c.example</a></p>"),
        ("<a href=\"/a/\">www.c.example</a>", "<p><a href=\"/a/\">www.c.example</a></p>"),
        (
            "`https://c.example` <kbd>a@b.fr</kbd>",
            "<p><code>https://c.example</code> <kbd>a@b.fr</kbd></p>",
        ),
        ("https\\://c.example a\\@b.fr www\\.a.fr", "<p>https://c.example a@b.fr www.a.fr</p>"),
        (
            "![Voir https://c.example](data:image/png;base64,AA)",
            "<p><img src=\"data:image/png;base64,AA\" alt=\"Voir https://c.example\"></p>",
        ),
    ]);
}

#[test]
fn values_stay_text_and_headings_may_hold_an_address() {
    let page =
        Site::of("pages/a.md", "---\ntitle: A\n---\n\n{{ data.x.mail }}\n\n## Sur www.a.example\n")
            .with("data/x.toml", "mail = \"a@b.example\"\n")
            .with("templates/page.html", "{{ content | safe }}")
            .build()
            .expect_page("/a/");

    assert_eq!(
        page.trim(),
        "<p>a@b.example</p>\n<h2 id=\"sur-www-a-example\">Sur <a href=\"https://www.a.example\">www.a.example</a></h2>"
    );
}

#[test]
fn lists_of_things_to_do_have_boxes() {
    let to_do = "<input type=\"checkbox\" disabled aria-label=\"À faire\">";
    let done = "<input type=\"checkbox\" disabled checked aria-label=\"Fait\">";
    renders(&[
        (
            "- [ ] un\n- [x] *deux*\n- trois",
            &format!(
                "<ul>\n<li>{to_do} un</li>\n<li>{done} <em>deux</em></li>\n<li>trois</li>\n</ul>"
            ),
        ),
        ("1. [X] un", &format!("<ol>\n<li>{done} un</li>\n</ol>")),
        (
            "- [ ] un\n\n  suite\n\n- [x] deux",
            &format!(
                "<ul>\n<li><p>{to_do} un</p>\n<p>suite</p>\n</li>\n<li><p>{done} deux</p>\n</li>\n</ul>"
            ),
        ),
    ]);
}
