//! What comes along with a text that was pasted from another program, or typed as people type.

use super::check;

#[test]
fn what_other_programs_leave_is_told() {
    check(
        "fr",
        &[
            // Word processors.
            ("Un mot<o:p></o:p> ici", "html-unknown"),
            ("<o:p>&nbsp;</o:p>", "html-unknown"),
            ("<w:t>un</w:t> et <v:shape id=\"a\">", "html-unknown html-unknown"),
            ("Un mot</o:p> ici", "html-unknown"),
            ("À <st1:place>Nîmes</st1:place>", "link-scheme"),
            // Shortcodes.
            ("[caption id=\"a\" width=\"300\"]Texte[/caption]", "shortcode-literal"),
            ("[caption id=“a”]Texte[/caption]", "shortcode-literal"),
            ("[embed]https://a.example/[/embed]", "shortcode-literal"),
            ("[gallery ids=\"1,2\"] et [gallery]", "shortcode-literal"),
            ("[gallery]", "shortcode-literal"),
            ("[audio src='a.mp3']", "shortcode-literal"),
            ("[contact-form-7 id=\"1\" title=\"a\"]", "shortcode-literal"),
            ("[vc_row][vc_column]Texte[/vc_column][/vc_row]", "shortcode-literal"),
            ("[youtube https://b.example/x]", "shortcode-literal"),
            // Programs for a server.
            ("<?php echo 1 ?>", "script-literal"),
            ("Un <?= $x ?> ici", "script-literal"),
            ("<p>Un <?php\necho 1 ?></p>", "script-literal"),
            ("Le <%= x %> et <% y %>", "script-literal script-literal"),
            ("<?xml version=\"1.0\"?>\n<svg></svg>", ""),
            ("<!-- <?php echo 1 ?> -->", ""),
            ("`<?php ?>`, \\<% x %> et 5 <% 6", ""),
            // Tags that a space takes apart.
            ("Un { % set a = 1 % } et { % b %}", "value-literal value-literal"),
            ("Nous sommes à data.lieu.ville }}, et if x %} là.", "value-literal value-literal"),
            ("Écrivez `}}` ou `%}`, \\}} et \\%}, {a: {b: 1}}, 5 % } ; :}", ""),
            ("{% raw %}{{ a }} et {% b %}{% endraw %}", ""),
            ("Remise de { % 5 } et `{ % x %}`, \\{ % x %}", ""),
            // BBCode.
            ("[url=https://b.example]x[/url]", "mark-literal"),
            ("[url]https://b.example/[/url]", "mark-literal"),
            ("[img]https://b.example/x.png[/img]", "mark-literal"),
            ("[B]x[/B] et [i]y[/i]", "mark-literal mark-literal"),
            ("[color=red]x[/color]", "mark-literal"),
            ("[list][*]un[*]deux[/list]", "mark-literal"),
            // Formulas at the start of a paragraph.
            ("\\(x^2\\) est un carré", "formula-literal"),
            ("\\[x^2\\] ici", "formula-literal"),
            ("\\[a = b\\]", "formula-literal"),
            // What ends, or begins, beside a letter.
            ("**« Guide »**2024", "bold-literal"),
            ("Le**« Guide »** ici", "bold-literal"),
            ("*« Guide »*2024", "bold-literal"),
            ("_« Guide »_2024", "bold-literal"),
            ("__« Guide »__2024", "bold-literal"),
            ("~~« Guide »~~2024", "mark-literal"),
            ("**\"Guide\"**pratique", "bold-literal"),
            ("**Attention :**il faut", "bold-literal"),
            ("~~mot ~~suite", "mark-literal"),
            ("~~a ~~b", "mark-literal"),
            ("Le**« a »**b", "bold-literal"),
            ("Un **(voir plus bas)**ensuite", "bold-literal"),
            // Boxes and numbers.
            ("> \\[!NOTE\\]\n> Un texte", "notice-kind"),
            ("> \\[!tip]\n> Un texte", "notice-kind"),
            ("- [ ]un", "list-literal"),
            ("- [-] un", "list-literal"),
            ("- [~] un\n- [/] deux", "list-literal list-literal"),
            ("1.a\n2.b", "list-literal"),
            ("1.à fournir", "list-literal"),
            ("1.l'avis", "list-literal"),
            // Two pages in one.
            ("Un texte.\n\n---\ntitle: B\n---\n\nSuite", "front-matter-twice"),
            ("Un texte.\n\n---\ntags:\n  - a\n- b\n---\n\nSuite", "front-matter-twice"),
        ],
    );
}

#[test]
fn what_only_looks_so_is_not() {
    let rows = [
        "a < b et c > d, <T: Display>, a<o:b",
        "`<o:p>` et `[gallery]`",
        "[vidéo] et [b], [/url] seul",
        "[dans ce cas x=3] et [voir plus bas]",
        "Un [embed] au milieu, [gallery] aussi",
        "[si a=\"b\" alors]",
        "[a](/) [b] [/c]",
        "https://b.example/a[1]",
        "https://b.example/?a[]=1",
        "\\[1\\] et \\(12\\)",
        "\\(a\\) un\n\\(b\\) deux",
        "2**(3)**4, x*(y)*z, f(*args)*2 et a_(b)_c",
        "5*3 et 4*2, « a »*b",
        "Une note* et une « autre »*, puis une*",
        "snake_case, _« a »_ et **« b »** ; *« c »*.",
        "~~mot~~ ~~un autre~~",
        "> \\[mot\\]\n> suite",
        "> \\[!mot\\]",
        "- [a] un\n- [1] deux",
        "1.x est finie,\n2.x commence",
        "1.a",
        "404.html\n405.html",
        "Un texte.\n\n---\n\ntitle: B\n\n---\n\nSuite",
        "Un texte.\n\n---\n\nHoraires : lundi\n\n---",
        "```\n---\ntitle: B\n---\n```",
    ];
    let rows = rows.map(|text| (text, ""));

    check("fr", &rows);
    check("en", &rows);
}

#[test]
fn links_that_are_none_or_lead_elsewhere_are_told_once() {
    check(
        "fr",
        &[
            ("[a [b](/) c](/)", "link-in-link"),
            ("[a <https://b.example> c](/)", "link-in-link"),
            ("[a <a href=\"/\">b</a>](/)", "link-in-link"),
            ("<a href=\"/\">un [b](/)</a>", "link-in-link"),
            ("<a href=\"/\"><a href=\"/\">x</a></a>", "link-in-link"),
            ("<a href=\"/\">\n\n[b](/)\n\n</a>", "link-in-link"),
            ("<a name=\"b\">un [b](/)</a>", ""),
            ("<a href=\"/\">un [b](/) et [c](/)", "html-not-closed link-in-link"),
            ("[a](/) et <a href=\"/\">b</a>, [c](/)", ""),
            ("[![x](/assets/a.svg)](/)", "image-missing"),
            ("[a] : /", "link-literal"),
            ("[a]\u{a0}: ./p0.md", "link-literal"),
            ("Voir [a].\n\n[a] : https://b.example", "link-literal"),
            ("[Source] : https://b.example", ""),
            ("[Paul] : bonjour", ""),
            ("[a]\n\n[a]: /\n[a]: /p0/", "link-twice"),
            ("[a]\n\n[A]: /\n\n[a]: </p0/>", "link-twice"),
            ("[a]\n\n[a]: /\n[a]: /", ""),
            ("[a]\n\n[a]: /\n\n```\n[a]: /p0/\n```\n\n    [a]: /p0/", ""),
            ("[x](tel:+33(0)466000000)", "link-without-scheme"),
            ("[x](<tel:+33 (0)4 66 00 00 00>)", "link-without-scheme"),
            ("[x](https://localhost:3000/)", "link-host"),
            ("[x](https://127.0.0.1/)", "link-host"),
            ("[x](https://local.example/)", ""),
            ("[x](https://192.168.0.1/)", ""),
            ("un<br></br>deux", "html-not-closed"),
            ("<hr></hr>", "html-not-closed"),
            ("<img src=\"/assets/a.svg\" alt=\"\"></img>", "image-missing html-not-closed"),
            ("un[^1]\n\n[^1] une note", "footnote-undefined"),
            ("<body onload=\"x()\">", "html-refused"),
            // A line below a table.
            ("| A | B |\n| --- | --- |\n| a | b |\nUne ligne.", "table-cells"),
            ("| A | B |\n| --- | --- |\n| a | b |\nUne ligne\net une autre.", "table-cells"),
            ("A | B\n--- | ---\na | b\nUne ligne.", "table-cells"),
            ("| A |\n| --- |\n| a |\nUne ligne", "table-cells"),
            ("> | A | B |\n> | --- | --- |\n> | a | b |\n> Une ligne", "table-cells"),
            ("| A | B |\n| --- | --- |\n| a | b |\n\nUne ligne.", ""),
            ("A |\n--- |\na\nb", ""),
        ],
    );
}

#[test]
fn a_sign_behind_what_nobody_sees_is_told() {
    // A space that does not break, an em space, no width, no break, to the right, a soft hyphen, the order of bytes.
    for unread in [
        "\u{a0}",
        "\u{2003}",
        "\u{200b}",
        "\u{2060}",
        "\u{200e}",
        "\u{ad}",
        "\u{feff}",
        "\u{202f} ",
    ] {
        let rows = [
            ("@## Titre", "space-literal"),
            ("@## Titre {#a}", "space-literal"),
            ("@> Citation", "space-literal"),
            ("@- un\n@- deux", "space-literal"),
            ("- un\n@- deux\n@- trois", "space-literal"),
            ("- un\n  @- deux", "space-literal"),
            ("> @- un", "space-literal"),
            ("Un texte\n@* un", "space-literal"),
            ("@1. un\n@2. deux", "space-literal"),
            ("@12) un", "space-literal"),
            ("@---", "space-literal"),
            ("@***", "space-literal"),
            ("@| a | b |\n|---|---|\n| c | d |", "space-literal"),
            ("@• un\n@• deux", "list-literal"),
            ("@!!! note", "container-literal"),
            // What is meant as it is.
            ("@Un texte", ""),
            ("Un @- deux", ""),
            ("@-5 degrés", ""),
            ("@#mot", ""),
            ("@\\- un", ""),
            ("&nbsp;- un", ""),
            ("Un<br>@- deux", ""),
            ("| @- un |\n|---|\n| @# deux |", ""),
            ("- @- un", ""),
            ("@1.5 % et @**un**", ""),
            ("@|x| = 1", ""),
            ("```\n@- un\n@## Titre\n```", ""),
        ]
        .map(|(text, code)| (text.replace('@', unread), code));
        let rows: Vec<(&str, &str)> = rows.iter().map(|(text, code)| (&**text, *code)).collect();
        check("fr", &rows);
        check("en", &rows);
    }
}

#[test]
fn a_sign_before_a_space_that_is_none_is_told() {
    check(
        "fr",
        &[
            ("##\u{2003}Titre", "heading-literal"),
            ("##\u{200b}Titre", "heading-literal"),
            ("#\u{200b}mot", ""),
            ("-\u{2003}un", "list-literal"),
            ("-\u{200b}un", "list-literal"),
            ("-\u{200b} un", "list-literal"),
            ("1.\u{2003}un", "list-literal"),
        ],
    );
}
