//! Documents as people really write them, and as nobody does: they build, and what is wrong in them has its
//! place.

use std::fmt::Write as _;

use crate::harness::Site;

/// A page with this prose, and a broken link at its end.
fn page(prose: &str) -> Site {
    Site::of("pages/a.md", &format!("---\ntitle: A\n---\n\n{prose}\n\n[fin](/nulle-part/)\n"))
}

/// Where the only mistake of a page is: line, column.
#[track_caller]
fn place(site: &Site) -> (usize, usize) {
    let built = site.build();
    let diagnostics = &built.0.report.diagnostics;
    assert_eq!(diagnostics.len(), 1, "{}", built.diagnostics());
    assert_eq!(diagnostics[0].message, "there is no page `/nulle-part/`");
    (diagnostics[0].place.line, diagnostics[0].place.column)
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let unix = "---\ntitle: A\n---\n\nUn *mot*,\nun autre.\n\n- a\n- b\n\n```\ncode\n```\n\n| A |\n|---|\n| b |\n";
    let windows = unix.replace('\n', "\r\n");

    let html = |text: &str| Site::of("pages/a.md", text).build().expect_page("/a/");

    assert_eq!(html(&windows).replace("\r\n", "\n"), html(unix));
    let broken =
        Site::of("pages/a.md", "---\r\ntitle: A\r\n---\r\n\r\nÉté :\r\n[fin](/nulle-part/)\r\n");
    assert_eq!(place(&broken), (6, 7));
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let site = Site::of("pages/a.md", "\u{feff}---\ntitle: A\n---\n\n[fin](/nulle-part/)\n")
        .with("data/x.json", "\u{feff}{\"a\": 1}")
        .with("data/y.toml", "\u{feff}b = 2\n")
        .with("data/z.csv", "\u{feff}c\n3\n")
        .with(
            "pages/b.md",
            "---\ntitle: B\n---\n\n{{ data.x.a }}{{ data.y.b }}{{ data.z[0].c }}\n",
        );

    assert_eq!(place(&site), (5, 7));
    let fine = site.change("pages/a.md", "/nulle-part/", "/");
    assert!(fine.build().expect_page("/b/").contains("<p>123</p>"));
}

#[test]
fn tabs_are_counted_as_one_character() {
    assert_eq!(
        place(&Site::of("pages/a.md", "---\ntitle: A\n---\n\n-\tun\t[fin](/nulle-part/)\n")),
        (5, 12)
    );
    let code =
        Site::of("pages/a.md", "---\ntitle: A\n---\n\n\tdu code\n\n1.\tun\n\n\tdeux\n").build();
    let html = code.expect_page("/a/");
    assert!(html.contains("<code>du code\n</code>"), "{html}");
    assert!(html.contains("<li><p>un</p>\n<p>deux</p>\n</li>"), "{html}");
}

#[test]
fn right_to_left_text_and_emoji_have_their_places() {
    assert_eq!(place(&page("مرحبا بالعالم")), (7, 7));
    let family = "👩‍👩‍👧‍👦";
    let site = Site::of(
        "pages/a.md",
        &format!("---\ntitle: {family} 🎉\n---\n\n{family} é [fin](/nulle-part/)\n"),
    );
    // Counted in characters, as the editors do that make a place clickable: the family is seven.
    assert_eq!(place(&site), (5, 17));
    let title = format!("<h1>{family} 🎉</h1>");
    assert!(
        site.change("pages/a.md", "/nulle-part/", "/").build().expect_page("/a/").contains(&title)
    );
}

#[test]
fn headings_of_every_script_can_be_linked_to() {
    let site = Site::of(
        "pages/a.md",
        "---\ntitle: A\n---\n\n## Ελληνικά\n\n## 日本語\n\n## مرحبا\n\n## 🎉\n\n[a](#ελληνικα) [b](#日本語) [c](#مرحبا) [d](#section) [e](#%E6%97%A5%E6%9C%AC%E8%AA%9E)\n",
    );

    assert_eq!(site.build().diagnostics(), "");
}

#[test]
fn links_by_name_may_be_defined_anywhere_and_point_to_their_definition() {
    let prose = "[Un][a], [deux][], [trois] et ![quatre][i].\n\n[deux]: /#x\n[trois]: <./index.md> \"titre\"\n[i]: /assets/i.svg\n\n> [a]:\n> /nulle-part/\n";
    let site = Site::of("pages/a.md", &format!("---\ntitle: A\n---\n\n{prose}"))
        .with("pages/index.md", "---\ntitle: A\n---\n\n## X\n")
        .with("assets/i.svg", "<svg/>");

    assert_eq!(place(&site), (12, 3));
}

#[test]
fn a_footnote_inside_another_keeps_both() {
    let prose = "a[^a] b[^b]\n\n[^a]: un\n\n    > [^b]: deux\n\n    trois\n";
    let html = Site::of("pages/a.md", &format!("---\ntitle: A\n---\n\n{prose}"));
    let html = html.build().expect_page("/a/");

    assert!(html.contains("<p>trois <a href=\"#appel-1\""), "{html}");
    assert!(html.contains("<li id=\"note-2\"><p>deux "), "{html}");
}

#[test]
fn raw_html_is_read_wherever_it_stands() {
    for (prose, expected) in [
        ("<p>\n<a\n  href='/nulle-part/'>x</a></p>", (7, 9)),
        ("- a\n\n  <div>\n  <a href=/nulle-part/>x</a>\n  </div>", (8, 11)),
        ("> é <a\n>  title=\"&quot;>\" href=\"/nulle-part/\">x</a>", (6, 26)),
        ("<!-- <a href=\"/x/\"> --> <a href=\"/nulle-part/\">x</a>", (5, 34)),
        ("Un &#91;texte] <A HREF=\"&#47;nulle-part/\">x</A>", (5, 25)),
    ] {
        let site = Site::of("pages/a.md", &format!("---\ntitle: A\n---\n\n{prose}\n"));
        assert_eq!(place(&site), expected, "{prose}");
    }
}

#[test]
fn whatever_is_nested_ten_thousand_deep_is_still_a_page() {
    let deep = 10_000;
    let lists = (0..deep).fold(String::new(), |mut text, level| {
        writeln!(text, "{}- a", "  ".repeat(level % 300)).unwrap();
        text
    });
    for prose in [
        ">".repeat(deep) + " a",
        "- ".repeat(deep) + "a",
        "1. ".repeat(deep) + "a",
        lists,
        "*a ".repeat(deep),
        "**a ".repeat(deep) + &"**".repeat(deep),
        "[".repeat(deep) + "a" + &"]".repeat(deep),
        "![".repeat(deep) + "a" + &"](b)".repeat(deep),
        "`".repeat(deep),
        "<b>".repeat(deep) + &"</b>".repeat(deep),
        "<div>\n\n".repeat(deep) + &"</div>\n\n".repeat(deep),
        "[^a]: b\n\n    ".repeat(deep),
        "&".repeat(deep) + &"<!".repeat(deep),
        "| a ".repeat(deep) + "|\n" + &"|---".repeat(deep) + "|\n" + &"| b ".repeat(deep) + "|",
        "« ".repeat(deep) + &" »".repeat(deep),
    ] {
        let built = page(&prose).build();

        assert!(built.0.files.contains_key("public/a/index.html"));
    }
}

#[test]
fn what_holds_values_ten_thousand_deep_is_read_or_refused() {
    let deep = 10_000;
    let brackets = |open: &str, close: &str| open.repeat(deep) + &close.repeat(deep);
    for (path, text) in [
        ("pages/a.md", format!("---\ntitle: A\nextra: {}\n---\n", brackets("[", "]"))),
        ("pages/a.md", format!("---\ntitle: A\nextra: {}\n---\n", brackets("{a: ", "}"))),
        ("pages/a.md", format!("---\ntitle: A\nextra:\n  {}a\n---\n", "- ".repeat(deep))),
        ("pages/a.md", format!("+++\ntitle = \"A\"\nextra.a = {}\n+++\n", brackets("[", "]"))),
        ("pages/a.md", format!("+++\ntitle = \"A\"\n[extra{}]\n+++\n", ".a".repeat(deep))),
        ("data/a.toml", format!("a = {}\n", brackets("{a = ", "}"))),
        ("data/a.json", brackets("[", "]")),
        (
            "pages/a.md",
            format!("---\ntitle: A\n---\n\n{{{{ {}1{} }}}}\n", "(".repeat(deep), ")".repeat(deep)),
        ),
        ("pages/a.md", format!("---\ntitle: A\n---\n\n{{{{ {} }}}}\n", brackets("[", "]"))),
        (
            "pages/a.md",
            format!(
                "---\ntitle: A\n---\n\n{}{}\n",
                "{% if page %}".repeat(deep),
                "{% endif %}".repeat(deep)
            ),
        ),
        ("pages/a.md", format!("---\ntitle: A\n---\n\n{{{{ page{} }}}}\n", ".title".repeat(deep))),
        ("templates/page.html", format!("{{{{ {}1{} }}}}", "(".repeat(deep), ")".repeat(deep))),
        ("templates/page.html", "{% if page %}".repeat(deep) + &"{% endif %}".repeat(deep)),
    ] {
        let built = Site::of(path, &text).build();

        assert!(built.0.files.contains_key("public/index.html"), "{}", &text[..60]);
    }
}

#[test]
fn a_page_of_a_megabyte_is_a_page() {
    let paragraph = "Une phrase avec de l'*emphase*, un [lien](./index.md), du `code` et « des guillemets » : voilà !\n\n";
    let prose = paragraph.repeat(1_000_000 / paragraph.len() + 1);

    let lines = prose.lines().count();
    assert_eq!(place(&page(&prose)), (lines + 7, 7));

    let one_line = "mot d'un mot ".repeat(80_000);
    assert_eq!(place(&page(&one_line)), (7, 7));
}

#[test]
fn signs_in_a_row_are_one_mistake_however_many_they_are() {
    let braces = "{".repeat(50_000);
    let links = "[a](".repeat(8_000);
    let site = Site::of("pages/a.md", &format!("---\ntitle: A\n---\n\n{braces}\n"))
        .with("pages/b.md", &format!("---\ntitle: B\n---\n\n{links}\n"));

    let built = site.build();

    let found = built.0.report.diagnostics.iter();
    let found: Vec<String> = found
        .map(|each| {
            format!(
                "{}:{}:{}: {}",
                each.place.path, each.place.line, each.place.column, each.message
            )
        })
        .collect();
    insta::assert_snapshot!(found.join("\n"), @"
    content/pages/a.md:5:1: `{{` is never closed
    content/pages/b.md:5:1: this is text, not a link
    ");
}
