//! Signs of other programs: what is told, and what is meant as it is.

mod literal;
mod meant;
mod pasted;
mod slipped;

use std::collections::BTreeMap;

use crate::harness::{Built, Site};

/// Texts, each of which is a page of its own, and the codes of what is told of each.
#[track_caller]
fn check(language: &str, rows: &[(&str, &str)]) {
    check_with(&format!("\"{language}\""), rows);
    // What marks may be asked for changes nothing of a text that has none.
    let without = |(text, _): &&(&str, &str)| !text.contains(['^', '~']);
    let rows: Vec<_> = rows.iter().filter(without).copied().collect();
    check_with(
        &format!("\"{language}\"\nmarkdown.superscript = true\nmarkdown.subscript = true"),
        &rows,
    );
}

#[track_caller]
fn check_with(settings: &str, rows: &[(&str, &str)]) {
    let site = Site::minimal().change("site.toml", "\"fr\"", settings);
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
        ("!!!tip", "container-literal"),
        ("!!! \"Titre\"", "container-literal"),
        ("???+note \"a\"", "container-literal"),
        ("??? \"Titre\"", "container-literal"),
        ("===+ \"x\"", "container-literal"),
        ("===! \"x\"", "container-literal"),
        ("//// tab", "container-literal"),
        ("::youtube{#x}", "container-literal"),
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
        (":smile::tada: et :8ball:", "emoji-literal emoji-literal"),
        ("Le :1st_place_medal: et :1234:", "emoji-literal emoji-literal"),
        ("Voir {ref}`accueil`", "emoji-literal"),
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
        ("@[toc]", "toc-literal"),
        // Formulas, marks, links.
        ("Le taux $$a = b$$", "formula-literal"),
        ("$$\na\n$$ et $$x$$", "formula-literal formula-literal"),
        ("Le taux $\\frac{a}{b}$ ici", "formula-literal"),
        ("Le taux $$\\frac{a}{b}$$ ici", "formula-literal"),
        ("$$\n\\sum_{k=0}^n k\n$$", "formula-literal"),
        ("$\\sum_{k=0} \\log{k=1}$", "formula-literal"),
        ("Un mot ==important== ici", "mark-literal"),
        ("==Tout le paragraphe==", "mark-literal"),
        ("Le 1^er^ juin, 20 m^2^", "mark-literal mark-literal"),
        ("Un ^^a^^ ici", "mark-literal"),
        ("Un {--a--}, {~~a~>b~~}, {>>a<<}", "mark-literal mark-literal mark-literal"),
        ("Un mot [b]gras[/b] et [url=x]y[/url]", "mark-literal mark-literal"),
        ("$a^2 + b^2 = c^2$", "formula-literal"),
        ("Soit $n$ et $m$.", "formula-literal formula-literal"),
        ("Soit $x_1$ et $f(x) = x^2$", "formula-literal formula-literal"),
        ("Soit $`a`$", "formula-literal"),
        ("Soit \\(a+b\\) et \\(n\\)", "formula-literal formula-literal"),
        ("Soit \\[a = b\\]", "formula-literal"),
        ("\\begin{align}\na\n\\end{align}", "formula-literal"),
        ("De l'eau, H~2~O", "mark-literal"),
        ("C~6~H~12~O~6~ et x~i~", "mark-literal mark-literal mark-literal mark-literal"),
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
        ("Un ** mot gras ** ici", "bold-literal"),
        ("Un ** mot ** et un ** autre ** ici", "bold-literal bold-literal"),
        ("Un __mot gras __ et __ un autre __ ici", "bold-literal bold-literal"),
        ("** un ** et ** deux **\nou ** trois **", "bold-literal bold-literal bold-literal"),
        ("Un **mot que rien ne ferme", "bold-literal"),
        ("**un\n**deux\n**trois", "bold-literal bold-literal bold-literal"),
        ("**un\\\n**deux", "bold-literal bold-literal"),
        ("**un texte\nqui se ferme trop loin ** ici", "bold-literal"),
        ("**Attention :**il faut **deux** pièces", "bold-literal"),
        // Scripts.
        ("import A from './a.jsx'", "script-literal"),
        ("import { A } from \"a\";\nimport 'b';\nexport const c = 1;", "script-literal"),
        ("export default function A() {", "script-literal"),
        ("Un texte {/* à relire */}", "script-literal"),
        ("Un %%secret%% ici, et %%à\nrelire%%.", "script-literal script-literal"),
        ("%%\nnote privée\n%%", "script-literal"),
        ("Un {::comment}secret{:/comment} ici", "script-literal"),
        ("<<<<<<< HEAD\n\nLundi.", "conflict-literal"),
        ("{!notes.md!}", "script-literal"),
        ("{# à relire #}", "value-syntax"),
        ("Un texte {#\nà relire\n#}", "value-syntax"),
        ("{# {{ x }} #}", "value-unknown"),
        ("{% if true %}{# x #}{% endif %}", ""),
        ("--8<-- \"a.md\"", "script-literal"),
        ("<<< @/a.js", "script-literal"),
        ("{* ../notes.md hl[1] *}", "script-literal"),
        ("Voir [[Accueil]]", "link-literal"),
        ("Voir (Accueil)[/] ici", "link-literal"),
        ("Voir (le site)[https://a.example]", "link-literal"),
        ("Un texte^[une note] ici", "link-literal"),
        ("[a](https://a b.example/)", "link-literal"),
        ("[voir](https://a.example/ b)", "link-literal"),
        ("![a](https://a b.example/c.png)", "link-literal"),
        ("[a](www.a b.example)", "link-literal"),
        ("[a](nom@a.example ou b)", "link-literal"),
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
        // All in one paragraph.
        ("Voir [[x]].\nEt [[y]].", "link-literal link-literal"),
        ("Un :x: mot :tada: ici", "emoji-literal emoji-literal"),
        ("==a== mot.\nUn ==b==", "mark-literal mark-literal"),
        ("&nbsp a &nbsp b", "character-literal character-literal"),
        ("[x](/){.a} et [y](/){.b}", "attributes-literal attributes-literal"),
        ("{site.title} et {page.title}", "value-literal value-literal"),
        ("☐ un", "list-literal"),
        ("▶️ un\n▶️ deux", "list-literal"),
        ("[ ] un", "list-literal"),
        ("[x] un", "list-literal"),
        ("- [] un", "list-literal"),
        // Tables.
        ("A|B\n-|-|-\na|b", "table-literal"),
        ("`A` | B\n--- | --- | ---\na | b", "table-literal"),
        ("A|B\n:-|:-|:-\na|b", "table-literal"),
        ("+---+---+\n| a | b |\n+---+---+", "table-literal"),
        // Lists by other signs, and by none.
        ("⁃ un\n⁃ deux", "list-literal"),
        ("▸ un", "list-literal"),
        ("\u{f0a7} un", "list-literal"),
        ("☒ un", "list-literal"),
        ("− un\n− deux", "list-literal"),
        ("‑ un\n‑ deux", "list-literal"),
        ("✓ un\n✓ deux", "list-literal"),
        ("→ un\n→ deux", "list-literal"),
        ("+un\n+deux", "list-literal"),
        ("*un\n*deux", "list-literal"),
        ("-\u{a0}un\n-\u{a0}deux", "list-literal"),
        ("- un\n-\u{a0}deux", "list-literal"),
        ("*\u{a0}un", "list-literal"),
        ("+\u{202f}un", "list-literal"),
        ("1.\u{a0}un", "list-literal"),
        ("##\u{a0}Titre", "heading-literal"),
        ("#\u{202f}Titre", "heading-literal"),
        ("== Titre ==", "heading-literal"),
        ("- [\u{a0}] un", "list-literal"),
        ("- [x ] un", "list-literal"),
        ("- [ x] un", "list-literal"),
        ("- [X]un", "list-literal"),
        ("- [v] un", "list-literal"),
        ("Il faut :\n1- un\n2- deux", "list-literal"),
        ("Il faut :\n2. un\n3. deux", "list-literal"),
        ("1 - un\n2 - deux", "list-literal"),
        ("1 : un\n2 : deux", "list-literal"),
        ("a) un\nb) deux", "list-literal"),
        ("a. un\nb. deux", "list-literal"),
        ("A) un\nB) deux", "list-literal"),
        ("(1) un\n(2) deux", "list-literal"),
        ("(a) un\n(b) deux", "list-literal"),
        ("1/ un\n2/ deux", "list-literal"),
        ("1.- un\n2.- deux", "list-literal"),
        ("1o un\n2o deux", "list-literal"),
        ("1°/ un", "list-literal"),
        ("1°- un", "list-literal"),
        ("3° un\n4° deux", "list-literal"),
        ("I. un\nII. deux", "list-literal"),
        ("IV) un\nV) deux", "list-literal"),
        // Characters and abbreviations.
        ("300&nbsp000", "character-literal"),
        ("un&nbsp;mot&nbsp", "character-literal"),
        ("l&rsquo été", "character-literal"),
        ("a&#160b", "character-literal"),
        ("a&#xE9 b", "character-literal"),
        (
            "&Eacute cole, &ensp, &uuml, &szlig, &trade",
            "character-literal character-literal character-literal character-literal character-literal",
        ),
        (
            "&sect 3, &para, &frac12, &sup2, &rarr, &permil, &sbquo",
            "character-literal character-literal character-literal character-literal character-literal character-literal character-literal",
        ),
        ("&egraves; et &nbps;", "character-literal character-literal"),
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
