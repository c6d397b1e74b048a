//! Pages whose day has not come: what is wrong with them is said now, and nothing of them is published.

use crate::harness::Site;

const TODAY: &str = "2021-06-01";

fn with_page(front_matter: &str, prose: &str) -> Site {
    Site::of(
        "pages/f.md",
        &format!("---\ntitle: F\ndate: 2021-07-01\n{front_matter}---\n\n{prose}\n"),
    )
    .with("pages/b.md", "---\ntitle: B\n---\n\n## Âge {#age}\n")
}

#[test]
fn every_mistake_in_one_is_reported_before_its_day() {
    let site = with_page(
        "template: nope.html\naliases: [/b/]\n",
        "#### Trop bas\n\n[x](/nope/) [y](./b.md#zz) ![](/assets/no.png) {{ nope }}\n\n[z](./b.md#age)",
    );

    insta::assert_snapshot!(site.build_on(TODAY).diagnostics(), @r#"
    content/pages/f.md:4:11: there is no template `nope.html`
      | template: nope.html
      |           ^^^^^^^^^
      = help: known here: article.html, base.html, home.html, page.html, pagination.html, section.html, site-map.html, steps.html, taxonomy.html, terms.html
      = code: template-asked

    content/pages/f.md:5:11: `/b/` is the address of a page, content/pages/b.md
      | aliases: [/b/]
      |           ^^^
      = help: an alias is an address that no page has any more
      = code: address-alias

    content/pages/f.md:8:1: a heading of level 4 where the next level is 2
      | #### Trop bas
      | ^^^^^^^^^^^^^
      = help: begin it with ##
      = code: heading-level

    content/pages/f.md:10:5: there is no page `/nope/`
      | [x](/nope/) [y](./b.md#zz) ![](/assets/no.png) {{ nope }}
      |     ^^^^^^
      = help: a link leads to a page's file (./page.md), to a file beside it, to a URL (/page/) or to /assets/…
      = code: link-page

    content/pages/f.md:10:17: `/b/` has no fragment `#zz`
      | [x](/nope/) [y](./b.md#zz) ![](/assets/no.png) {{ nope }}
      |                 ^^^^^^^^^
      = help: its fragments: #age
      = code: link-fragment

    content/pages/f.md:10:28: this image has no alternative text
      | [x](/nope/) [y](./b.md#zz) ![](/assets/no.png) {{ nope }}
      |                            ^^^^^^^^^^^^^^^^^^^
      = help: say what it shows between the brackets; a decoration says so: ![](… "décorative")
      = code: image-without-text

    content/pages/f.md:10:32: there is no file `/assets/no.png`
      | [x](/nope/) [y](./b.md#zz) ![](/assets/no.png) {{ nope }}
      |                                ^^^^^^^^^^^^^^
      = help: put the file into content/assets/
      = code: image-missing

    content/pages/f.md:10:51: unknown variable `nope`
      | [x](/nope/) [y](./b.md#zz) ![](/assets/no.png) {{ nope }}
      |                                                   ^^^^
      = help: known here: data, page, recipients, signing, site
      = code: value-unknown
    "#);
}

#[test]
fn a_sound_one_changes_nothing_of_the_site() {
    let site = with_page("aliases: [/vieux/]\n", "## Ici {#ici}\n\n[soi](#ici) [b](./b.md#age)");
    let without = Site::of("pages/b.md", "---\ntitle: B\n---\n\n## Âge {#age}\n");

    let built = site.build_on(TODAY);

    assert_eq!((built.0.report.pages, built.0.report.left_out), (2, 1));
    assert_eq!(built.expect_files(), without.build_on(TODAY).expect_files());
}

#[test]
fn a_link_of_one_is_followed_as_on_its_first_day() {
    let site = with_page("", "[a](./g.md) [b](./h.md) [c](./e.md)")
        .with("pages/g.md", "---\ntitle: G\ndate: 2021-06-20\n---\n")
        .with("pages/h.md", "---\ntitle: H\ndate: 2021-07-02\n---\n")
        .with("pages/e.md", "---\ntitle: E\nexpires: 2021-06-30\n---\n");

    insta::assert_snapshot!(site.build_on(TODAY).diagnostics(), @"
    content/pages/f.md:6:17: `./h.md` is left out until 2021-07-02
      | [a](./g.md) [b](./h.md) [c](./e.md)
      |                 ^^^^^^
      = help: wait, or give it an earlier `date`, or remove the link; --drafts shows it
      = code: link-draft

    content/pages/f.md:6:29: `./e.md` was on the site until 2021-06-30
      | [a](./g.md) [b](./h.md) [c](./e.md)
      |                             ^^^^^^
      = help: give it a later `expires`, or remove the link; --drafts shows it
      = code: link-draft
    ");
}

#[test]
fn an_address_that_will_be_taken_twice_is_reported_now() {
    let site =
        with_page("slug: b\n", "").with("pages/c.md", "---\ntitle: C\naliases: [/g/]\n---\n");
    let site = site.with("pages/g.md", "---\ntitle: G\ndate: 2021-06-20\n---\n");

    insta::assert_snapshot!(site.build_on(TODAY).diagnostics(), @"
    content/pages/c.md:3:11: `/g/` is the address of a page, content/pages/g.md
      | aliases: [/g/]
      |           ^^^
      = help: an alias is an address that no page has any more
      = code: address-alias

    content/pages/f.md:4:7: `/b/` is already the address of content/pages/b.md
      | slug: b
      |       ^
      = help: rename one of the two files, or give it another `slug`
      = code: address-twice
    ");
}

#[test]
fn a_template_that_only_one_uses_is_checked_too() {
    let site = with_page("template: f.html\n", "").with(
        "templates/f.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ page.title | zut }}{% endblock main %}\n",
    );

    let diagnostics = site.build_on(TODAY).diagnostics();

    assert!(diagnostics.contains("unknown filter `zut`"), "{diagnostics}");
}

#[test]
fn the_prose_of_drafts_is_their_authors_business() {
    let site = with_page("draft: true\n", "[x](/nope/)");

    assert_eq!(site.build_on(TODAY).diagnostics(), "");
}
