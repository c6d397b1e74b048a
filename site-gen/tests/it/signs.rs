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
