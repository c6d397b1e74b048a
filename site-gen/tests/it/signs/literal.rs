//! Tags, code, items and links that stand as text, and lines that make more of a text than was meant.

use super::check;

#[test]
fn a_tag_that_is_none_is_told_once() {
    check(
        "fr",
        &[
            // Text, because Markdown finds no tag in it.
            ("<img src=\"/assets/a.svg\"alt=\"x\">", "html-literal"),
            ("<img src=\"/assets/a.svg alt=\"x\">", "html-literal"),
            ("<img src=\"/assets/a.svg\" alt=\"l\"arbre\">", "html-literal"),
            ("Un <img src=\"/assets/a.svg\" alt=\"x\" ici", "html-literal"),
            ("Un <br clear=\"all> deux", "html-literal"),
            ("Un <br\ndeux", "html-literal"),
            ("Un <br deux", "html-literal"),
            ("Un <hr/", "html-literal"),
            ("Un <span", "html-literal"),
            ("Un <span class=\"a\" deux</span>", "html-literal"),
            ("<a href=\"/\"class=\"b\">un</a>", "html-literal"),
            ("<a href=\"/\"\">un</a>", "html-literal"),
            ("<a href:\"/\">un</a> et <b>deux</b>", "html-literal"),
            ("<a href=\"/\", title=\"b\">un</a>", "html-literal"),
            ("<i class=\"a\"b>un</i> et un</i>", "html-literal html-not-closed"),
            // A browser takes what follows for attributes.
            ("<div>un</div\n\nSuite", "html-not-closed"),
            ("<div>un</div\n<p>deux</p>", "html-attribute"),
            ("<p class=\"a>un</p>\n\nSuite", "html-not-closed"),
            ("<div class=\"a\"\n\nUn texte\n\n</div>", "html-not-closed"),
            ("> <div class=\"a\"\n> Un texte", "html-not-closed"),
            ("<hr\n\nSuite", "html-not-closed"),
            // Code, by its place.
            ("<ul>\n  <li>un</li>\n\n    <li>deux</li>\n</ul>", "html-literal"),
            ("<div>\n\n    <p>un</p>\n\n</div>", "html-literal"),
            ("<div>\n\n    </div>", "html-literal"),
            // Comments.
            ("Un <!-- deux", "comment-not-closed"),
            ("Un <!-- deux -- > trois", "comment-not-closed"),
            ("Un <!--> deux --> trois", "comment-not-closed"),
            ("<!--->\ndeux\n-->", "comment-not-closed"),
            ("<!-- un -- >\n\nDeux\n\n<!-- trois -->", "comment-not-closed"),
            ("<!-- un <!-- deux --> trois -->", "comment-not-closed"),
            ("<div><!-- un <!-- deux --></div>", "comment-not-closed"),
            ("<!-- un --><!-- deux --> et <!----> trois", ""),
            ("<!--[if !IE]><!-->\n<p>un</p>\n<!--<![endif]-->", ""),
            ("<script>\n<!-- un <!-- deux\n</script>", ""),
            // What is meant as it is.
            ("Un \\<br et \\<img src=x et \\<!-- deux", ""),
            ("`<br` et `<img src=\"a`", ""),
            ("a <b et c> d", "html-not-closed"),
            ("a<b, x <y, i <n et List<data, b>", ""),
            ("Si a <p et b <q z", ""),
            ("<- retour, <3 et <-- ici -->", ""),
            ("    <p>un</p>", ""),
            ("<div>\n\n    let a = 1;\n\n</div>", ""),
            ("<div\n  class=\"a\">un</div>", ""),
        ],
    );
}

#[test]
fn arrows_and_dashes_before_lines_are_told_where_there_are_two() {
    check(
        "fr",
        &[
            ("=> un\n=> deux", "list-literal"),
            ("Il faut :\n-> un\n-> deux", "list-literal"),
            ("-- un\\\n-- deux", "list-literal"),
            ("=> un", ""),
            ("-> un\n\n-> deux", ""),
            ("a -> b\nc => d\n-- e", ""),
        ],
    );
}

#[test]
fn signs_that_are_there_twice_or_around_nothing_are_told() {
    check(
        "fr",
        &[
            ("## ## Titre", "heading-literal"),
            ("## ### Titre", "heading-literal"),
            ("| A |\n|---|\n| ## Titre |", ""),
            ("Un texte\n\n**\n\nUn autre", "bold-literal"),
            ("Un texte\n**\nUn autre", "bold-literal"),
            ("## #3 et C#", ""),
            ("## \\## Titre", ""),
            ("\\*\\*\n\n***", ""),
        ],
    );
}

#[test]
fn a_backtick_that_opens_nothing_is_told_once() {
    check(
        "fr",
        &[
            ("Le fichier `bilan.pdf est joint.", "code-literal"),
            ("Le fichier bilan.pdf` est joint.", "code-literal"),
            ("``a`", "code-literal"),
            ("`a ``", "code-literal"),
            ("`a`` et ```b`", ""),
            ("l`été", "code-literal"),
            ("[`a](/)", "code-literal"),
            ("## Le `titre", "code-literal"),
            ("`a\n\nb`", "code-literal code-literal"),
            ("`a`, `b`, c`", "code-literal"),
            ("| A | B |\n|---|---|\n| `x|y` | z |", "table-cells"),
            ("| A | B |\n|---|---|\n| `x|y` |", "code-literal"),
            ("\\`a et `` ` `` et `b`", ""),
            ("![un `b](/assets/a.svg)", "image-missing"),
            ("<kbd>`</kbd>", ""),
        ],
    );
}

#[test]
fn an_item_too_far_to_the_right_is_told() {
    check(
        "fr",
        &[
            ("À joindre :\n    - un\n    - deux", "list-literal"),
            ("À joindre :\n    * un", "list-literal"),
            ("À joindre :\n\t+ un", "list-literal"),
            ("À joindre :\n    1. un\n    2. deux", "list-literal"),
            ("À joindre :\n    1) un", "list-literal"),
            ("- un\n      - deux", "list-literal"),
            ("1. un\n       - deux\n       - trois", "list-literal"),
            ("> À joindre :\n>     - un", "list-literal"),
            ("À joindre :\n\n    - le dernier bilan\n    - les statuts", "list-literal"),
            ("À joindre :\n\n    1. **Le dernier bilan** du tout", "list-literal"),
            ("1)un\n2)deux", "list-literal"),
            ("À joindre :\n- un\n  - deux\n    - trois", ""),
            ("À joindre :\n\n    - a\n    - nom: b", ""),
            ("À joindre :\n\n    - un texte de moins\n    + un texte de plus", ""),
            ("Il y en a\n12. Voilà tout.", ""),
            ("Un\\\n- deux", ""),
            ("| A |\n|---|\n| 1. un<br>2. deux |\n| - un<br>- deux |", ""),
            ("Un\n\\- deux", ""),
        ],
    );
}

#[test]
fn a_paragraph_that_becomes_a_heading_is_told() {
    check(
        "fr",
        &[
            ("Les auditions sont gratuites,\net se tiennent à Nîmes.\n---", "heading-underline"),
            ("Les auditions sont toutes gratuites à Nîmes.\n---\nSuite", "heading-underline"),
            ("- Les auditions\n  sont gratuites\n  ---", "heading-underline"),
            ("> Un texte,\n> ---", "heading-underline"),
            ("Les auditions\n---", ""),
            ("Comment venir ?\n---", ""),
            ("Pièces, etc.\n---", ""),
            ("Deux\nlignes\n\n---", ""),
            ("## Les auditions sont toutes gratuites à Nîmes.", ""),
        ],
    );
}

#[test]
fn a_link_that_says_another_address_is_told() {
    check(
        "fr",
        &[
            ("[a@b.example](mailto:c@b.example)", "link-text"),
            ("[04 66 00 00 01](tel:+33466000000)", "link-text"),
            ("[**04 66** 00 00 01](tel:+33466000000)", ""),
            ("[https://b.example/](https://c.example/)", "link-text"),
            ("[www.b.example](https://c.example/)", "link-text"),
            ("[a@b.example](mailto:a@b.example?subject=c)", ""),
            ("[04 66 00 00 00](tel:+33466000000)", ""),
            ("[www.b.example](https://b.example/c)", ""),
            ("[https://b.example](./p0.md)", ""),
            ("[b.example](https://c.example/)", ""),
            ("<https://b.example> et <a@b.example>, www.b.example, a@b.example", ""),
        ],
    );
}

#[test]
fn stars_and_brackets_without_another_are_told() {
    check(
        "fr",
        &[
            ("Un **mot* ici", "bold-literal"),
            ("Un *mot** ici", "bold-literal"),
            ("Les bases *Joconde * et *Muséofile *.", "bold-literal bold-literal"),
            ("*Hors taxes, prix* et 3 *x * 4, a *b * c", ""),
            ("Un ***mot** ici", "bold-literal"),
            ("Un __mot_ ici", "bold-literal"),
            ("300 €, **tout compris***", ""),
            ("Un \\**mot* et *mot*\\*", ""),
            ("*un* **deux** ***trois*** *quatre **cinq***", ""),
            ("Voir nos dates](./p0.md).", "link-literal"),
            ("[Voir\n\nnos dates](./p0.md)", "link-literal"),
            ("a](b) et b]", ""),
            ("Voir [les dates][/p0/]", "link-reference"),
            ("#[derive(A)] (#338) et [sic] (#12, #13)", ""),
            ("[a] (#b)", "link-literal"),
            ("Une classe [[:punct:]] ici", ""),
        ],
    );
}

#[test]
fn a_list_beside_the_item_that_it_was_to_stand_below_is_told() {
    check(
        "fr",
        &[
            ("1. un\n  - deux\n2. trois", "list-literal"),
            ("1. un\n\n  - deux\n\n2. trois", "list-literal"),
            ("1. un\n  - deux\n  - trois\n2. quatre\n  * cinq", "list-literal list-literal"),
            ("10. un\n   - deux", "list-literal"),
            ("- un\n * deux", "list-literal"),
            ("> 1. un\n>   - deux", "list-literal"),
            ("- un\n  1. deux\n    - trois", "list-literal"),
            ("1. un\n   - deux\n2. trois", ""),
            ("1. un\n- deux", ""),
            ("  1. un\n- deux", ""),
            ("- un\n* deux\n+ trois", ""),
            ("1. un\n\nTexte.\n\n  - deux", ""),
            ("- un\n  1. deux\n  - trois", ""),
        ],
    );
}

#[test]
fn markdown_in_html_is_told_with_what_html_has() {
    check(
        "fr",
        &[
            ("<div>\n| a | b |\n|---|---|\n| 1 | 2 |\n</div>", "html-markdown"),
            ("<div>![a](/assets/a.svg)</div>", "html-markdown"),
            ("<div>\nUn *mot gras* ici\n</div>", "html-markdown"),
            ("<p>*Un mot.*</p>", "html-markdown"),
            ("<p>Prix* de 3*4*5, 2 * 3 * 4, *hors taxes</p>", ""),
            ("<div>\n| a | b |\n</div>", ""),
        ],
    );
}

#[test]
fn one_slip_in_a_tag_is_one_mistake() {
    check(
        "fr",
        &[
            ("Un <strong>mot<strong> ici", "html-not-closed"),
            ("<a href=\"/\">un<a> et deux", "html-not-closed"),
            ("<a href=“/p0/”>un</a>", "html-attribute"),
            (
                "<a href=“/p0/”>un</a> et <a href=\"/nulle-part/\">deux</a>",
                "html-attribute link-page",
            ),
            ("<b>un <i>deux", "html-not-closed html-not-closed"),
            ("<span class=\"a\">un <span class=\"b\">deux", "html-not-closed html-not-closed"),
            ("[un](/p0/#:~:text=deux)", ""),
            ("[un](/p0/#deux:~:text=trois)", "link-fragment"),
        ],
    );
}
