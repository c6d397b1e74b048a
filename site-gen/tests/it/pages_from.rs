//! `[[pages_from]]`: a page for each row of a data file.

use crate::harness::Site;

/// A site whose `site.toml` ends with this.
fn site(more: &str) -> Site {
    let keys = "[[pages_from]]\ndata = \"villes\"\ntemplate = \"page.html\"\ntitle = \"nom\"\n\
        permalink = \"/villes/{nom}/\"\n";
    let before = "language = \"fr\"\n";
    let taxonomy = "taxonomies.theme = { title = \"Thèmes\", terms.energie = \"Énergie\" }\n";
    Site::minimal().change("site.toml", before, &[before, taxonomy, keys, more].concat())
}

#[test]
fn each_format_has_the_same_pages() {
    let more = "weight = \"rang\"\ndraft = \"attend\"\ntheme = \"themes\"\n";
    let formats = [
        (
            "data/villes.csv",
            "nom,rang,attend,themes\nSète,2,false,energie\nNîmes,1,,\"energie,\"\nAlès,3,true,\n",
        ),
        (
            "data/villes.json",
            "[{\"nom\": \"Sète\", \"rang\": 2, \"themes\": [\"energie\"]},\n\
             {\"nom\": \"Nîmes\", \"rang\": 1, \"themes\": [\"energie\"], \"attend\": null},\n\
             {\"nom\": \"Alès\", \"rang\": 3, \"attend\": true}]\n",
        ),
        (
            "data/villes.toml",
            "villes = [\n  { nom = \"Sète\", rang = 2, themes = [\"energie\"] },\n\
             { nom = \"Nîmes\", rang = 1, themes = [\"energie\"] },\n\
             { nom = \"Alès\", rang = 3, attend = true },\n]\n",
        ),
    ];
    for (path, text) in formats {
        let site = site(more)
            .with(path, text)
            .with("pages/villes/index.md", "---\ntitle: Villes\ntemplate: section.html\n---\n");
        let site = match path {
            "data/villes.toml" => site.change("site.toml", "\"villes\"", "\"villes.villes\""),
            _ => site,
        };
        let files = site.build().expect_files();

        let list = &files["public/villes/index.html"];
        let links: Vec<&str> = list
            .split("<a href=\"/villes/")
            .skip(1)
            .map(|it| it.split('/').next().unwrap())
            .collect();
        assert_eq!(links, ["nimes", "sete"], "{path}: {list}");
        assert!(files["public/theme/energie/index.html"].contains("/villes/sete/"), "{path}");
        assert!(!files.contains_key("public/villes/ales/index.html"), "{path}");
    }
}

#[test]
fn what_is_wrong_is_told_where_the_data_says_it() {
    let more = "date = \"depuis\"\ntheme = \"themes\"\nimage = \"photo\"\n";
    let site = site(more)
        .change("site.toml", "page.html", "ville.html")
        .with("pages/a.md", "---\ntitle: A\n---\n[Alès](/villes/ales/) [Nîmes](/villes/nime/)\n")
        .with(
            "data/villes.csv",
            "nom,depuis,themes,photo\nNîmes,01/06/2021,,\nAlès,2021-06-01,energie;enregie,/assets/a.png\n\
             nimes,,,\n",
        );
    insta::assert_snapshot!(site.build().diagnostics(), @r#"
    content/data/villes.csv:2:7: `01/06/2021` is not a date
      | Nîmes,01/06/2021,,
      |       ^^^^^^^^^^
      = help: did you mean `2021-06-01`?
      = code: date-french

    content/data/villes.csv:3:25: `theme` has no term `enregie`
      | Alès,2021-06-01,energie;enregie,/assets/a.png
      |                         ^^^^^^^
      = help: did you mean `energie`?
      = code: taxonomy-term

    content/data/villes.csv:3:33: there is no file `/assets/a.png`
      | Alès,2021-06-01,energie;enregie,/assets/a.png
      |                                 ^^^^^^^^^^^^^
      = help: put the file into content/assets/
      = code: image-missing

    content/data/villes.csv:4:1: `/villes/nimes/` is already the address of another row
      | nimes,,,
      | ^^^^^
      = help: a row's page stands at what `permalink` in site.toml is made of: name more of it there
      = code: address-twice

    content/pages/a.md:4:31: there is no page `/villes/nime/`
      | [Alès](/villes/ales/) [Nîmes](/villes/nime/)
      |                               ^^^^^^^^^^^^^
      = help: did you mean `/villes/nimes/`?
      = code: link-page

    content/site.toml:7:12: there is no template `ville.html`
      | template = "ville.html"
      |            ^^^^^^^^^^^^
      = help: known here: article.html, base.html, home.html, page.html, pagination.html, section.html, site-map.html, steps.html, taxonomy.html, terms.html
      = code: template-asked
    "#);
}

#[test]
fn of_a_file_that_cannot_be_read_only_that_is_told() {
    let site = site("").with("data/villes.csv", "nom,rang\nNîmes\n");
    let told = site.build().diagnostics();
    assert!(told.contains("data-csv-columns") && !told.contains("pages-from"), "{told}");
}

#[test]
fn without_rows_there_are_no_pages() {
    let files = site("date = \"depuis\"\n").with("data/villes.csv", "nom\n").build().expect_files();
    assert!(!files.keys().any(|path| path.contains("villes")));
}

#[test]
fn a_change_of_the_data_is_a_change_of_the_site() {
    let site = site("").with("data/villes.csv", "nom\nNîmes\n");
    assert!(site.build().expect_files().contains_key("public/villes/nimes/index.html"));
    site.edit("data/villes.csv", "Nîmes", "Sète");
    let files = site.build().expect_files();
    assert!(files.contains_key("public/villes/sete/index.html"));
    assert!(!files.contains_key("public/villes/nimes/index.html"));
}
