//! A template that was filled in once for many pages gives each the document that Tera gives it alone.

use std::{collections::BTreeMap, env};

use proptest::{collection::vec, prelude::*, sample::select};
use rayon::prelude::*;
use site_gen::{
    build::{Build, BuildOptions, timings::Timings},
    content::directory::Folder,
    output::Nowhere,
    render::{document::prefilled::PrefilledTemplates, page},
};

use crate::{
    broken::{files, sites},
    harness::Site,
    merge::Files,
};

/// Compares each page's document; returns how many were not left to Tera alone.
#[track_caller]
fn check(folder: &Folder, about: &str) -> usize {
    let mut build = Build::of(folder, &BuildOptions::default(), &Nowhere, &mut Timings::start());
    let pages = 0..build.site.content.pages.len();
    // Once more: by now, what many pages have in common has been filled in for another of them.
    let shared: Vec<_> =
        pages.clone().map(|index| page::render(&build.site, &build.renderer, index)).collect();
    let of_prefilled = |index: &usize| build.renderer.prefilled(&build.site, *index).is_some();
    let count = pages.clone().filter(of_prefilled).count();
    let report = |build: &Build| -> Vec<String> {
        let found = build.report().diagnostics;
        found.iter().map(|it| format!("{:?} {} {:?}", it.place, it.message, it.help)).collect()
    };
    let reported = report(&build);
    build.renderer.prefilled = PrefilledTemplates::default();
    for (index, shared) in pages.zip(shared) {
        let alone = page::render(&build.site, &build.renderer, index);
        assert_eq!(shared.assets, alone.assets, "{about}");
        let text = |rendered: &page::RenderedPage| {
            rendered.document().map(|parts| String::from_utf8(parts.concat()).unwrap())
        };
        let name = &build.site.content.pages[index].file;
        assert_eq!(text(&shared), text(&alone), "{about}: {name}");
        assert_eq!(shared.inline, alone.inline, "{about}: {name}");
        build.pages[index] = alone;
    }
    assert_eq!(report(&build), reported, "{about}");
    count
}

#[test]
fn on_every_site_that_the_tests_have() {
    for of in ["broken", "variants"] {
        for name in sites(of) {
            let files: Files = files(of, &name);
            check(&Folder::from_files("content", files), &name);
        }
    }
    check(&Site::broken().folder(), "all mistakes");
    let count = check(&Site::real().folder(), "the real site");
    // Not the home pages, the form's, that for what is not found, those with a list of what is in them.
    assert!(count >= 7, "only {count} pages of the real site share what they have in common");
}

/// Where a value stands for each of these, the value; `OTHER` for what it is compared with.
const SNIPPETS: [&str; 28] = [
    "{{ VALUE }}",
    "<p title=\"{{- VALUE -}}\">",
    "{{ VALUE | upper }}",
    "{{ VALUE | safe }}",
    "{{ VALUE ~ OTHER }}",
    "{{ \"}}\" ~ VALUE }}",
    "{% if VALUE %}a{% endif %}",
    "{% if not VALUE %}a{% elif VALUE == OTHER %}b{% else %}c{% endif %}",
    "{% if VALUE != OTHER %}a{% endif %}",
    "{% if OTHER == VALUE and not VALUE == \"A\" %}a{% endif %}",
    "{% if VALUE is starting_with(pat=OTHER) %}a{% endif %}",
    "{% if OTHER is starting_with(pat=VALUE) %}a{% endif %}",
    "{% if VALUE is not starting_with(pat=\"A\") or VALUE == \"\" %}a{% endif %}",
    "{% if VALUE is containing(pat=\"a\") %}a{% endif %}",
    "{% if (\"\" or VALUE or \"x\") == OTHER %}a{% endif %}",
    "{% for item in breadcrumb %}{{ item.title }}{% endfor %}{{ VALUE }}",
    "{% if VALUE == page.title %}a{% endif %}",
    "{% if VALUE | length > 3 %}a{% endif %}",
    "{{ VALUE if VALUE == OTHER else \"b\" }}",
    "{% for item in navigation %}{% if item.url == VALUE or VALUE is starting_with(pat=item.title) %}a{% endif %}{{ item.title }}{% endfor %}",
    "{% for item in breadcrumb %}{% if item.url == VALUE or item.title == VALUE %}a{% endif %}{{ item.title }}{% endfor %}",
    "{% for item in children %}{{ item.title }}{% if item.url == VALUE %}a{% endif %}{% endfor %}",
    "{% set mine = VALUE %}{% if mine == OTHER %}a{% endif %}{{ mine }}",
    "<a href=\"{{ VALUE }}\">{{ VALUE }}</a>",
    "<a href=\"/x{{ OTHER }}\">a</a><a href=\"https://a.example{{ VALUE }}\">a</a>",
    "<img src=\"{{ 'plan.svg' | asset }}\" alt=\"{{ VALUE }}\">",
    "{% raw %}{{ VALUE }}{% endraw %}{# {{ VALUE }} #}",
    "{% if json_ld %}<script type=\"application/ld+json\">{{ json_ld | safe }}</script>{% endif %}<style>a{content:\"{{ VALUE }}\"}</style>",
];
const VALUES: [&str; 11] = [
    "page.title",
    "page.description",
    "page.date",
    "page.updated",
    "page.slug",
    "page.image",
    "page.url",
    "page.file",
    "page.weight",
    "page.language",
    "page.extra.note",
];
const OTHERS: [&str; 6] =
    ["site.title", "site.description", "home_url", "page.language", "words.menu", "data.names[0]"];
/// Some begin with others, some are the site's own words, some are to be escaped.
const TEXTS: [&str; 9] =
    ["A", "Ab", "Abc", "/a/", "Site", "Site & <b>\"l'ami\"", "fr", "é</script>", "\u{e010}"];

/// All ways to put values into a snippet.
fn filled(snippet: &str) -> Vec<String> {
    let others = if snippet.contains("OTHER") { &OTHERS[..] } else { &OTHERS[..1] };
    let of_value = |value: &&str| {
        let text = snippet.replace("VALUE", value);
        others.iter().map(move |other| text.replace("OTHER", other)).collect::<Vec<_>>()
    };
    VALUES.iter().flat_map(of_value).collect()
}

/// A site whose pages have titles, descriptions and dates that agree in all ways, with a template.
fn site(template: &str, part: &str) -> Folder {
    let mut files = BTreeMap::from(
        [
            (
                "site.toml",
                "title = \"Site\"\ndescription = \"Ab\"\nbase_url = \"https://a.example\"\n\
                 language = \"fr\"\nnavigation = [\"/a/\", \"/c/\"]\n",
            ),
            ("pages/index.md", "---\ntitle: Site\n---\nAccueil.\n"),
            ("assets/plan.svg", "<svg/>"),
            ("data/names.json", "[\"Abc\", \"/a/\"]"),
            ("templates/page.html", template),
            ("templates/part.html", part),
        ]
        .map(|(path, text)| (path.to_owned(), text.to_owned())),
    );
    for (place, folder) in ["a/", "a/b/"].into_iter().enumerate() {
        for (number, title) in TEXTS.into_iter().enumerate() {
            let name = if number == place { "index".to_owned() } else { format!("page-{number}") };
            let of = |step: usize| TEXTS[(number * step + place) % TEXTS.len()];
            let mut page = format!("---\ntitle: {}\n", quoted(title));
            let more = [
                (number % 4 != 0, format!("description: {}\n", quoted(of(2)))),
                (number % 3 != 0, format!("date: 2021-01-0{}\n", 1 + number % 2)),
                (number % 3 == 1, "updated: 2021-01-05\n".to_owned()),
                (number % 5 == 1, format!("weight: {number}\n")),
                (number % 4 == 1, format!("slug: {number}\n")),
                (number % 2 == 0, format!("extra:\n  note: {}\n", quoted(of(5)))),
            ];
            page.extend(more.into_iter().filter(|(is_there, _)| *is_there).map(|(_, line)| line));
            page.push_str("---\nTexte.\n");
            files.insert(format!("pages/{folder}{name}.md"), page);
        }
    }
    Folder::from_files("content", files)
}

/// As YAML reads it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// One in five; with `COMBINATIONS=all`, each.
#[test]
#[expect(clippy::disallowed_methods, reason = "the edge of a test is the test")]
fn whatever_a_template_does_with_a_value_of_the_page() {
    let step = if env::var("COMBINATIONS").is_ok_and(|which| which == "all") { 1 } else { 5 };
    let all = SNIPPETS.iter().flat_map(|snippet| filled(snippet));
    all.step_by(step).par_bridge().for_each(|snippet| {
        check(&site(&format!("{snippet}{{{{ content | safe }}}}"), ""), &snippet);
    });
}

fn snippet() -> impl Strategy<Value = String> {
    select(&SNIPPETS).prop_flat_map(|snippet| select(filled(snippet)))
}

proptest! {
    // Each is a site of twenty pages.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 8, ..ProptestConfig::default() })]

    #[test]
    fn whatever_templates_do_with_several(
        parts in vec(snippet(), 1..6),
        included in vec(snippet(), 0..3),
        extends in any::<bool>(),
    ) {
        let mut body = parts.concat() + "{{ content|safe }}";
        if !included.is_empty() {
            body.insert_str(0, "{% include \"part.html\" %}");
        }
        if extends {
            body = format!("{{% extends \"base.html\" %}}{{% block main %}}{body}{{% endblock main %}}");
        }
        check(&site(&body, &included.concat()), &body);
    }
}
