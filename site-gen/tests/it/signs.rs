//! Signs of other programs: what is rendered, what is told, and what is meant as it is.

use std::collections::BTreeMap;

use crate::harness::{Built, Site};

/// Texts, each of which is a page of its own, and the codes of what is told of each.
#[track_caller]
fn check(language: &str, rows: &[(&str, &str)]) {
    let site = Site::minimal().change("site.toml", "\"fr\"", &format!("\"{language}\""));
    let site = rows.iter().enumerate().fold(site, |site, (row, (text, _))| {
        site.with(&format!("pages/p{row}.md"), &format!("---\ntitle: A\n---\n\n{text}\n"))
    });
    let Built(built) = site.build();
    let mut told: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for diagnostic in &built.report.diagnostics {
        told.entry(diagnostic.place.path.clone()).or_default().push(diagnostic.code.name());
    }

    let wrong: Vec<String> = rows
        .iter()
        .enumerate()
        .filter_map(|(row, (text, expected))| {
            let told =
                told.remove(&format!("content/pages/p{row}.md")).unwrap_or_default().join(" ");
            (told != *expected).then(|| format!("{text:?} tells {told:?}, not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(told.is_empty(), "{told:?}");
}

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
fn what_other_programs_read_as_markup_is_told() {
    let rows = [
        // Attributes.
        ("[x](/){.button}", "attributes-literal"),
        ("[x](/){: .button }", "attributes-literal"),
        ("[x](/){target=_blank}", "attributes-literal"),
        ("[x](/){:target=\"_blank\" rel=\"noopener\"}", "attributes-literal"),
        ("[x](/){…}", "attributes-literal"),
        ("**x**{.grand}", "attributes-literal"),
        ("`x`{.js}", "attributes-literal"),
        ("<https://a.example>{.x}", "attributes-literal"),
        ("Un texte.\n{: .note }", "attributes-literal"),
        ("Un texte. {#ancre}", "attributes-literal"),
        ("Un texte.\n{ width=\"50%\" }", "attributes-literal"),
        // Boxes.
        ("!!! note\n    Un texte.", "container-literal"),
        ("!!! warning \"Titre\"", "container-literal"),
        ("??? info", "container-literal"),
        ("???+ info", "container-literal"),
        ("/// details", "container-literal"),
        ("::: tip\nUn texte.\n:::", "container-literal"),
        ("::: tip\n\nUn texte.\n\n:::\n\n:::", "container-literal container-literal"),
        ("::: {.note}\nUn texte.", "container-literal"),
        ("- un\n\n  :::{.note #a}\n  Un texte.", "container-literal"),
        ("1. un\n\n    deux\n\n    ::: tip", "container-literal"),
        (":::", "container-literal"),
        (":::note\nUn texte.", "container-literal"),
        ("Avant\n\n::::warning\n", "container-literal"),
        ("!> Attention", "container-literal"),
        ("?> Conseil", "container-literal"),
        ("=== \"Onglet\"", "container-literal"),
        (".. note:: Un texte", "container-literal"),
        // Pictures and roles.
        ("Bravo :x: !", "emoji-literal"),
        ("Bravo :tada:", "emoji-literal"),
        (":+1:", "emoji-literal"),
        (":white_check_mark: fait", "emoji-literal"),
        ("Voir :ref:`accueil`", "emoji-literal"),
        ("Un :fontawesome-solid-user: texte", "emoji-literal"),
        ("Un :fontawesome-solid-user:{.grand} texte", "emoji-literal"),
        ("<!-- Terme -->\n\n:   un texte", "definition-colon"),
        ("Un terme\n:fontawesome-solid-user: texte", "definition-colon"),
        // Tables of contents.
        ("[TOC]", "toc-literal"),
        ("[toc]", "toc-literal"),
        ("[[TOC]]", "toc-literal"),
        ("[[_TOC_]]", "toc-literal"),
        ("{:toc}", "toc-literal"),
        // Formulas, marks, links.
        ("Le taux $$a = b$$", "formula-literal"),
        ("$$\na\n$$ et $$x$$", "formula-literal"),
        ("Le taux $\\frac{a}{b}$ ici", "formula-literal"),
        ("Le taux $$\\frac{a}{b}$$ ici", "formula-literal"),
        ("$$\n\\sum_{k=0}^n k\n$$", "formula-literal"),
        ("$\\sum_{k=0} \\log{k=1}$", "formula-literal"),
        ("Un mot ==important== ici", "mark-literal"),
        ("==Tout le paragraphe==", "mark-literal"),
        ("Le 1^er^ juin, 20 m^2^", "mark-literal"),
        ("De l'eau, H~2~O", "mark-literal"),
        ("C~6~H~12~O~6~ et x~i~", "mark-literal"),
        ("Appuyez sur ++entrée++.", "mark-literal"),
        ("++ctrl+alt+suppr++", "mark-literal"),
        ("Un ++ajout entier++ ici", "mark-literal"),
        ("Un ^^ajout entier^^ ici", "mark-literal"),
        ("Un ~~ mot barré ~~ ici", "mark-literal"),
        ("Un ~~mot barré ~~ ici", "mark-literal"),
        ("Un __mot gras __ ici", "bold-literal"),
        ("Un __ mot gras__ ici", "bold-literal"),
        ("__ Attention __ : un texte", "bold-literal"),
        ("Une aire en $km^2$", "formula-literal"),
        // Scripts.
        ("import A from './a.jsx'", "script-literal"),
        ("import { A } from \"a\";\nimport 'b';\nexport const c = 1;", "script-literal"),
        ("export default function A() {", "script-literal"),
        ("Un texte {/* à relire */}", "script-literal"),
        ("{!notes.md!}", "script-literal"),
        ("{* ../notes.md hl[1] *}", "script-literal"),
        ("Voir [[Accueil]]", "link-literal"),
        // A definition that is none.
        ("- un\n- [deux]\n[deux]: /", "link-literal"),
        ("- un\n  [deux]: ./p0.md\n- deux", "link-literal"),
        ("Un texte.\n[nom]: https://a.example", "link-literal"),
        ("Un texte.\n[nom]: <https://a.example>", "link-literal"),
        ("Un texte.\n[nom]: mailto:a@b.example", "link-literal"),
        ("[nom]: / la suite", "link-literal"),
        ("> Un texte.\n> [nom]: #a", "link-literal"),
        ("Voir [[Accueil|la page]].", "link-literal"),
        ("![[image.png]]", "link-literal"),
        // Lists.
        ("• un\n• deux", "list-literal"),
        ("•\u{a0}un", "list-literal"),
        ("À joindre :\n• un\n• deux", "list-literal"),
        ("À joindre :\\\n• un", "list-literal"),
        ("▪ un", "list-literal"),
        ("· un", "list-literal"),
        ("◦ un", "list-literal"),
        ("\u{f0b7} un", "list-literal"),
        ("– un\n– deux", "list-literal"),
        ("À joindre :\n– un\n– deux", "list-literal"),
        ("— un\n— deux", "list-literal"),
        ("1° un\n2° deux", "list-literal"),
        ("1°) un", "list-literal"),
        ("12º un", "list-literal"),
        ("☐ un", "list-literal"),
        ("[ ] un", "list-literal"),
        ("[x] un", "list-literal"),
        ("- [] un", "list-literal"),
        // Tables.
        ("A|B\n-|-|-\na|b", "table-literal"),
        ("`A` | B\n--- | --- | ---\na | b", "table-literal"),
        ("A|B\n:-|:-|:-\na|b", "table-literal"),
        // Characters and abbreviations.
        ("300&nbsp000", "character-literal"),
        ("un&nbsp;mot&nbsp", "character-literal"),
        ("l&rsquo été", "character-literal"),
        ("a&#160b", "character-literal"),
        ("un&nsbp;mot", "character-literal"),
        ("l'&eacut;t&eacute;", "character-literal"),
        ("*[PME]: petite ou moyenne entreprise", "abbreviation-literal"),
        // Each in its own way, all at once.
        ("• un :x: ==a== [[b]]", "list-literal emoji-literal mark-literal link-literal"),
    ];

    check("fr", &rows);
    check("en", &rows);
}

#[test]
fn what_is_meant_as_it_is_is_not_told() {
    let rows = [
        "De 10:30 à 11:45:10, voir a:b:c et std::fmt::Debug.",
        "Le rapport 4:3:2",
        "\\:x: et `:x:` et &#58;x:",
        "a == b, c === d et x==y",
        "Si a == 1 et b == 2",
        "De 5 $ à 10 $ et $HOME, $$ seul",
        "De $5 à $10",
        "$$ est un numéro,\nle même ici : $$",
        "2^3^4, x^2 + y^2, ^_^ et ^",
        "import de vin from Chine\nexport de riz",
        "Voici\n{ a=b } et la suite",
        ":) et :-)",
        "<b>{x}</b> et <i>{'a'}</i>",
        "<code>[a, b][]</code> et <kbd>[a][b]</kbd>",
        "Un [x] au milieu et (voir [[1, 2], [3, 4]])",
        "si [[ -f x ]] ou a[[0]]",
        "`[[x]]` `{.x}` `==x==` `$$x$$` `• x` `&nbsp`",
        "R&D, AT&T, Q&A, a & b, ?a=1&copy=2",
        "Pierre&amp;Paul &nbsp; &eacute; &amp;nbsp",
        "— Bonjour, dit-il.",
        "> Une parole.\n> – Son auteur",
        "–5 degrés – ou presque",
        "1°C, à 20° ou 3° sud",
        "• ",
        "Un ensemble { a, b } et {x}, f(x) {y}",
        "???",
        "!!! Attention",
        "Ah !!! non",
        "...",
        "/// ",
        "## Titre {#a .b}",
        "::",
        "C++ et C++, C++/C++, ++i et ++j, i++ + j++, (++) et (++)",
        "Le ++ de a ++b et c++, puis ++i comme en C++, g++/clang++",
        "Environ ~5~ ou ~10, entre ~5 et ~10, ~user/~autre, 1.0~rc1~bpo9, a.txt.~1~",
        "Un ~~mot barré~~, un ~~~ seul, a ~~ b et PROGRA~1\\MICROS~2",
        "__gras__, __dirname et __filename, __attribute__((x)), a__b__c, __FILE__",
        "Le __ / __ / ____ à __ h __, nom : ______ prénom : ______",
        "\\++a++, H\\~2~O, \\_\\_a __ et `++a++` `H~2~O` `__a __`",
        "^^ et ^_^, a ^^ b ^^ c",
        "Un [texte] entre crochets.",
        "- un\n- [deux]\n\n[deux]: /",
        "- un\n\n  [deux]: /\n- [deux]",
        "Un texte.\n[Paul]: bonjour",
        "Un texte.\n[Paul]: `https://a.example`",
        "Un texte.\n\\[nom]: / et `[nom]: /`",
        "Un texte.\n`[nom]: /`",
        "- [ ] à faire\n- [x] fait",
        "```\n• un\n:x: ==a== {.b}\n```",
        "<kbd>:x:</kbd> <code>==a==</code>",
    ];
    let rows = rows.map(|text| (text, ""));

    check("fr", &rows);
    check("en", &rows);
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
fn a_bare_address_is_checked_like_any_link() {
    check(
        "fr",
        &[
            ("Voir http://c.example/ ici", "link-http"),
            ("Voir https://a.example/p0/ ici", ""),
            ("Voir https://a.example/nulle-part/ ici", "link-page"),
        ],
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
