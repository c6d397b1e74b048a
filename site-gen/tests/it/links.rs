//! Links, one defect at a time; and two pages at one address.

use crate::harness::Site;

fn site(prose: &str) -> Site {
    Site::of("pages/a.md", &format!("---\ntitle: A\n---\n\n{prose}\n"))
        .with(
            "pages/pour-qui.md",
            "---\ntitle: Qui\naliases: [/vieux/]\n---\n\n## Les critères {#criteres}\n",
        )
        .with("assets/photo.svg", "<svg/>")
}

fn diagnostics(prose: &str) -> String {
    site(prose).build().diagnostics()
}

#[test]
fn links_to_files_urls_fragments_and_assets_are_followed() {
    let page = site(
        "[a](./pour-qui.md#criteres) [b](/pour-qui/#criteres) [c](/assets/photo.svg) [d](#e) [f](/vieux/)\n\n\
         ## E {#e}\n\n![Un dessin](/assets/photo.svg)\n\n[g](mailto:a@b.example) [h](https://b.example/#x)",
    )
    .build()
    .expect_page("/a/");

    assert!(page.contains("<a href=\"/pour-qui/#criteres\">a</a>"), "{page}");
}

#[test]
fn a_broken_link_names_the_nearest_page() {
    insta::assert_snapshot!(diagnostics("Voir [ici](./pour-qi.md)."), @"
    content/pages/a.md:5:12: there is no file `./pour-qi.md`
      | Voir [ici](./pour-qi.md).
      |            ^^^^^^^^^^^^
      = help: did you mean `./pour-qui.md`?
      = code: link-file
    ");
    insta::assert_snapshot!(diagnostics("Voir [ici](/pour-qi/)."), @"
    content/pages/a.md:5:12: there is no page `/pour-qi/`
      | Voir [ici](/pour-qi/).
      |            ^^^^^^^^^
      = help: did you mean `/pour-qui/`?
      = code: link-page
    ");
    insta::assert_snapshot!(diagnostics("Voir [ici](/pour-qui)."), @"
    content/pages/a.md:5:12: there is no page `/pour-qui`
      | Voir [ici](/pour-qui).
      |            ^^^^^^^^^
      = help: did you mean `/pour-qui/`?
      = code: link-page
    ");
    insta::assert_snapshot!(diagnostics("Voir [ici](../../pour-qui.md)."), @"
    content/pages/a.md:5:12: there is no file `../../pour-qui.md`
      | Voir [ici](../../pour-qui.md).
      |            ^^^^^^^^^^^^^^^^^
      = help: pages stand in content/pages/, and no link leads out of it
      = code: link-file
    ");
}

#[test]
fn a_link_as_other_programs_write_it_names_the_page() {
    for (target, page) in [
        ("./guide/_index.md", "./guide/index.md"),
        ("./guide/README.md", "./guide/index.md"),
        ("./guide/index.html", "./guide/index.md"),
        ("./guide/", "./guide/index.md"),
        ("./guide", "./guide/index.md"),
        ("guide.html", "./guide/index.md"),
        ("./guide/premiers-pas-ensemble", "./guide/premiers-pas-ensemble.md"),
        ("./guide/premiers-pas-ensemble.html#a", "./guide/premiers-pas-ensemble.md#a"),
        ("/guide/premiers-pas-ensemble?a#b", "/guide/premiers-pas-ensemble/?a#b"),
        // From the page's address.
        ("../guide/", "./guide/index.md"),
        ("../guide/premiers-pas-ensemble/#a", "./guide/premiers-pas-ensemble.md#a"),
        ("./guide/premiers-pas-ensemble/", "./guide/premiers-pas-ensemble.md"),
        ("./guide/premiers-pas-ensemble/index.md", "./guide/premiers-pas-ensemble.md"),
        ("@/guide/_index.md", "./guide/index.md"),
        ("@/guide/premiers-pas-ensemble.md", "./guide/premiers-pas-ensemble.md"),
        ("_index.md", "./index.md"),
        ("/guide", "/guide/"),
        ("/guide/_index.md", "/guide/"),
        ("/guide/index.md", "/guide/"),
        ("/guide/README.md", "/guide/"),
        ("/guide/index.htm", "/guide/"),
        ("/guide/premiers-pas-ensemble.md", "/guide/premiers-pas-ensemble/"),
        ("/guide/premiers-pas-ensemble.html", "/guide/premiers-pas-ensemble/"),
        ("/index.md", "/"),
    ] {
        let said = site(&format!("[x]({target})"))
            .with("pages/guide/index.md", "---\ntitle: Guide\n---\n")
            .with("pages/guide/premiers-pas-ensemble.md", "---\ntitle: Pas\n---\n")
            .build()
            .diagnostics();
        assert!(said.contains(&format!("= help: did you mean `{page}`?")), "{target}\n{said}");
    }
}

#[test]
fn a_broken_fragment_names_the_nearest() {
    insta::assert_snapshot!(diagnostics("Voir [ici](./pour-qui.md#critere)."), @"
    content/pages/a.md:5:12: `/pour-qui/` has no fragment `#critere`
      | Voir [ici](./pour-qui.md#critere).
      |            ^^^^^^^^^^^^^^^^^^^^^
      = help: did you mean `#criteres`?
      = code: link-fragment
    ");
    insta::assert_snapshot!(diagnostics("Voir [ici](#rien)."), @"
    content/pages/a.md:5:12: `/a/` has no fragment `#rien`
      | Voir [ici](#rien).
      |            ^^^^^
      = help: that page has no headings
      = code: link-fragment
    ");
}

#[test]
fn a_missing_file_or_image_is_reported() {
    insta::assert_snapshot!(diagnostics("[plan](/assets/plan.pdf)"), @"
    content/pages/a.md:5:8: there is no file `/assets/plan.pdf`
      | [plan](/assets/plan.pdf)
      |        ^^^^^^^^^^^^^^^^
      = help: put the file into content/assets/
      = code: link-asset
    ");
    insta::assert_snapshot!(diagnostics("![Un dessin](/assets/foto.svg)"), @"
    content/pages/a.md:5:14: there is no file `/assets/foto.svg`
      | ![Un dessin](/assets/foto.svg)
      |              ^^^^^^^^^^^^^^^^
      = help: did you mean `/assets/photo.svg`?
      = code: image-missing
    ");
    insta::assert_snapshot!(diagnostics("![Un dessin](photo.svg)"), @"
    content/pages/a.md:5:14: there is no file `photo.svg`
      | ![Un dessin](photo.svg)
      |              ^^^^^^^^^
      = help: did you mean `/assets/photo.svg`?
      = code: image-missing
    ");
    insta::assert_snapshot!(diagnostics("![Un dessin](https://c.example/b.png)"), @"
    content/pages/a.md:5:14: this is on another site, and pages show only what is their own
      | ![Un dessin](https://c.example/b.png)
      |              ^^^^^^^^^^^^^^^^^^^^^^^
      = help: copy it to content/assets/ and write /assets/…
      = code: image-elsewhere
    ");
}

#[test]
fn an_image_without_a_text_is_reported() {
    insta::assert_snapshot!(diagnostics("![](/assets/photo.svg)"), @r#"
    content/pages/a.md:5:1: this image has no alternative text
      | ![](/assets/photo.svg)
      | ^^^^^^^^^^^^^^^^^^^^^^
      = help: say what it shows between the brackets; a decoration says so: ![](… "décorative")
      = code: image-without-text
    "#);
}

#[test]
fn a_link_that_is_not_encrypted_is_reported() {
    insta::assert_snapshot!(diagnostics("[a](http://a.example/)"), @"
    content/pages/a.md:5:5: this link is not encrypted
      | [a](http://a.example/)
      |     ^^^^^^^^^^^^^^^^^
      = help: did you mean `https://a.example/`?
      = code: link-http
    ");
    insta::assert_snapshot!(diagnostics("[a](javascript:alert)"), @"
    content/pages/a.md:5:5: a page cannot lead to `javascript:`
      | [a](javascript:alert)
      |     ^^^^^^^^^^^^^^^^
      = help: links start with https:, mailto: or tel:
      = code: link-scheme
    ");
}

#[test]
fn a_link_after_a_value_still_has_its_place() {
    let site = site("{{ data.x.long }} et [ici](/rien/)")
        .with("data/x.toml", "long = \"très, très long\"");

    insta::assert_snapshot!(site.build().diagnostics(), @"
    content/pages/a.md:5:28: there is no page `/rien/`
      | {{ data.x.long }} et [ici](/rien/)
      |                            ^^^^^^
      = help: a link leads to a page's file (./page.md), to a file beside it, to a URL (/page/) or to /assets/…
      = code: link-page
    ");
}

#[test]
fn two_pages_with_one_address_are_reported_at_the_second() {
    let site = site("").with("pages/a/index.md", "---\ntitle: B\n---\n");

    insta::assert_snapshot!(site.build().diagnostics(), @"
    content/pages/a/index.md:1:1: `/a/` is already the address of content/pages/a.md
      | ---
      | ^^^
      = help: rename one of the two files, or give it another `slug`
      = code: address-twice
    ");
}

#[test]
fn an_alias_over_a_page_is_reported() {
    let site =
        site("").with("pages/z.md", "---\ntitle: Z\naliases:\n  - /pour-qui\n  - /vieux/\n---\n");

    insta::assert_snapshot!(site.build().diagnostics(), @"
    content/pages/z.md:4:5: `/pour-qui/` is the address of a page, content/pages/pour-qui.md
      |   - /pour-qui
      |     ^^^^^^^^^
      = help: an alias is an address that no page has any more
      = code: address-alias

    content/pages/z.md:5:5: `/vieux/` is already an alias of content/pages/pour-qui.md
      |   - /vieux/
      |     ^^^^^^^
      = help: an alias is an address that no page has any more
      = code: address-alias
    ");
}

#[test]
fn a_link_to_a_draft_is_reported() {
    let site = site("[b](./b.md)").with("pages/b.md", "---\ntitle: B\ndraft: true\n---\n");

    insta::assert_snapshot!(site.build().diagnostics(), @"
    content/pages/a.md:5:5: `./b.md` is a draft, which is left out
      | [b](./b.md)
      |     ^^^^^^
      = help: publish it (draft: false), or remove the link; --drafts shows it
      = code: link-draft
    ");
}

#[test]
fn a_link_to_a_page_that_cannot_be_read_is_no_second_problem() {
    let built = site("[b](./b.md) [b](/b/)").with("pages/b.md", "Sans titre").build();

    assert_eq!(built.0.report.diagnostics.len(), 1, "{}", built.diagnostics());
}

#[test]
fn an_image_or_a_template_of_the_front_matter_is_checked() {
    let site = Site::of(
        "pages/a.md",
        "---\ntitle: A\nimage: /assets/x.png\ntemplate: site-mapp.html\n---\n",
    );

    insta::assert_snapshot!(site.build().diagnostics(), @"
    content/pages/a.md:3:8: there is no file `/assets/x.png`
      | image: /assets/x.png
      |        ^^^^^^^^^^^^^
      = help: put the file into content/assets/
      = code: image-missing

    content/pages/a.md:4:11: there is no template `site-mapp.html`
      | template: site-mapp.html
      |           ^^^^^^^^^^^^^^
      = help: did you mean `site-map.html`?
      = code: template-asked
    ");
}

#[test]
fn a_fragment_is_found_however_its_id_is_written() {
    Site::of("pages/a.md", "---\ntitle: A\n---\n<p id=\"&eacute;cole\">É</p>\n\n[x](#école)\n")
        .build()
        .expect_files();
}

#[test]
fn a_sign_that_ends_a_name_in_an_address_is_told() {
    for (prose, expect) in [
        ("[x](/assets/C#.svg)", "/assets/C%23.svg"),
        ("![x](/assets/C#.svg)", "/assets/C%23.svg"),
        ("![x](/assets/x?y.png)", "/assets/x%3Fy.png"),
    ] {
        let site = site(prose).with("assets/C#.svg", "<svg/>").with("assets/x?y.png", "");
        let said = site.build().diagnostics();
        assert!(said.contains(&format!("= help: did you mean `{expect}`?")), "{prose}: {said}");
    }
}
