//! Style sheets: published tight and in one piece, or refused with the place to mend.

use crate::harness::Site;

#[test]
fn a_style_sheet_is_published_without_what_only_its_author_needs() {
    let files = Site::of(
        "assets/site.css",
        "\u{feff}/* Ours. */\r\n@layer a, b;\r\n.x {\r\n  color: light-dark(#ffffff, black);\r\n  \
         --gap : 0.50rem;\r\n  & b { margin: 0px auto; }\r\n}\r\n",
    )
    .build()
    .expect_files();

    assert_eq!(
        files["public/assets/site.css"],
        "@layer a,b;.x{color:light-dark(#ffffff,black);--gap:0.50rem;& b{margin:0px auto}}"
    );
    let theme = &files["public/assets/theme.css"];
    assert!(theme.starts_with(
        "@layer tokens,base,site,text,form,adapt;@layer tokens{:root{color-scheme:light dark;"
    ));
}

#[test]
fn an_imported_style_sheet_stands_in_the_place_of_its_import_under_its_conditions() {
    let files = Site::of(
        "assets/css/site.css",
        "@layer base, ours;\n@import \"parts/base.css\" layer(base);\n\
         @import url(/assets/print.css) supports(display: grid) print;\nb { top: 0 }\n",
    )
    .with("assets/css/parts/base.css", "@import '../more.css';\na { color: red }\n")
    .with("assets/css/more.css", "i { left: 0 }\n")
    .with("assets/print.css", "nav { display: none }\n")
    .build()
    .expect_files();

    assert_eq!(
        files["public/assets/css/site.css"],
        "@layer base,ours;@layer base{i{left:0}a{color:red}}\
         @supports (display:grid){@media print{nav{display:none}}}b{top:0}"
    );
    assert_eq!(files["public/assets/print.css"], "nav{display:none}");
}

#[test]
fn every_mistake_of_a_style_sheet_is_reported_at_its_place_and_nothing_is_written() {
    let site = Site::of(
        "assets/a.css",
        "@import \"bas.css\";\na { color red; }\n\u{e9}:hovre, b { top: 0 }\n@meda print { }\n\
         a { background: url(\"image.svg\") }\n@font-face { src: url(https://fonts.example/x.woff2) }\n",
    )
    .with("assets/base.css", "@import url(other.css);\na { left: 0;\n")
    .with("assets/other.css", "b { } @import \"base.css\";\n")
    .with("assets/third.css", "@import \"fourth.css\";")
    .with("assets/fourth.css", "@import \"third.css\";");

    insta::assert_snapshot!(site.build().diagnostics());
    assert_eq!(site.write_out(), None);
}

#[test]
fn what_is_newer_than_the_parser_is_left_to_browsers() {
    let css = "@brand-new x{a{color:red}}a::-moz-something{future:yes(1)}b:brand-new-state{top:0}";

    let files = Site::of("assets/a.css", css).build().expect_files();

    assert_eq!(files["public/assets/a.css"], css);
}

#[test]
fn an_image_of_a_set_is_loaded_by_its_fingerprint() {
    let css = "a{background:image-set(\"b.svg\" 1x,url(c.svg) 2x)}";
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let site = Site::of("assets/a.css", css).with("assets/b.svg", svg).with("assets/c.svg", svg);

    let files = site.build().expect_files();

    let css = &files["public/assets/a.css"];
    assert!(!css.contains("\"b.svg\"") && !css.contains("(c.svg)"), "{css}");
    for name in ["b", "c"] {
        let start = format!("/assets/{name}.");
        assert!(css.contains(&start), "{css}");
    }
}

/// The codes of what is told of a style sheet beside which `é.png` and `C#.svg` stand, and the whole text of it.
#[track_caller]
fn check(css: &str, expect: &str) {
    let site =
        Site::of("assets/a.css", css).with("assets/\u{e9}.png", "").with("assets/C#.svg", "");
    let built = site.build();
    let codes: Vec<&str> = built.0.report.diagnostics.iter().map(|it| it.code.name()).collect();
    assert_eq!(codes.join(" "), expect, "{css}\n{}", built.diagnostics());
}

#[test]
fn what_a_style_sheet_names_is_there_and_may_be_loaded() {
    for (css, expect) in [
        ("a{background:url(%C3%A9.png)}", ""),
        ("a{background:url(e%CC%81.png)}", ""),
        ("a{background:url(e\u{301}.png)}", ""),
        ("a{background:url(/assets/e%CC%81.png)}", ""),
        ("a{background:url(C%23.svg)}", ""),
        ("a{background:url(C#.svg)}", "asset-missing"),
        ("a{background:url(data:image/png;base64,AA)}", ""),
        ("@font-face{font-family:A;src:url(data:font/woff2;base64,AA)}", "style-asset"),
        ("@font-face{font-family:A;src:url(\"DATA:font/woff2;base64,AA\")}", "style-asset"),
        ("@font-face{font-family:A;src:local(\"A\")}", ""),
        ("@namespace svg url(http://www.w3.org/2000/svg);", ""),
        ("a{--b:url(https://c.example/a.png)}", "style-elsewhere"),
    ] {
        check(css, expect);
    }
}
