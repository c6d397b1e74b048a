//! Markdown to HTML, sentence by sentence.

use authoring::diagnostics::Diagnostic;

use super::*;

mod notices;

fn resolve(reference: &Reference<'_>) -> Option<String> {
    let path = reference.target.strip_prefix("./")?;
    Some(format!("/{}/", path.trim_end_matches(".md")))
}

fn page(text: &str) -> MarkdownPage {
    let options = Options {
        language: "fr",
        resolve: &resolve,
        show: &|_| None,
        written: &[],
        markup: Markup::default(),
    };
    render(text, &options)
}

/// The spaces made visible: `_` narrow, `~` no-break.
fn html(text: &str) -> String {
    page(text).html.replace('\u{202f}', "_").replace('\u{a0}', "~")
}

fn diagnostics(text: &str) -> String {
    let describe = |diagnostic: Diagnostic| {
        format!(
            "{}: {} ({})",
            text[diagnostic.span].trim_end(),
            diagnostic.message,
            diagnostic.help.unwrap_or_default()
        )
    };
    page(text).diagnostics.into_iter().map(describe).collect::<Vec<_>>().join("\n")
}

#[test]
fn blocks_become_plain_elements() {
    insta::assert_snapshot!(html("## Titre\n\nUn *a* **b** ~~c~~\\\nd\n\n- x\n- y\n  1. z\n\n3. w\n\n> q\n\n***\n\n    code <\n\n```rust x\nfn\n```\n\nTerme\n: Sens"), @r#"
    <h2 id="titre">Titre</h2>
    <p>Un <em>a</em> <strong>b</strong> <del>c</del><br>
    d</p>
    <ul>
    <li>x</li>
    <li>y<ol>
    <li>z</li>
    </ol>
    </li>
    </ul>
    <ol start="3">
    <li>w</li>
    </ol>
    <blockquote>
    <p>q</p>
    </blockquote>
    <hr>
    <pre tabindex="0"><code>code &lt;
    </code></pre>
    <pre tabindex="0"><code class="language-rust">fn
    </code></pre>
    <dl>
    <dt>Terme</dt>
    <dd>Sens</dd>
    </dl>
    "#);
}

#[test]
fn typography_mends_text_and_nothing_else() {
    insta::assert_snapshot!(html("L'*heure* : \"*mot* !\" `l'a !` [l'un ?](./l'a.md \"l'autre !\") <https://a.fr/?x!> <b title=\"l'x !\">oui</b> !\n\nfin\n: ![l'image !](a.png)"), @r#"
    <p>L’<em>heure</em>~: «_<em>mot</em>_!_» <code>l'a !</code> <a href="/l'a/" title="l'autre !">l’un_?</a> <a href="https://a.fr/?x!">https://a.fr/?x!</a> <b title="l'x !">oui</b>_!</p>
    <dl>
    <dt>fin</dt>
    <dd><img src="a.png" alt="l'image !"></dd>
    </dl>
    "#);
    let english = render(
        "It's \"x\" !",
        &Options {
            language: "en",
            resolve: &|_| None,
            show: &|_| None,
            written: &[],
            markup: Markup::default(),
        },
    );
    assert_eq!(english.html, "<p>It's \"x\" !</p>\n");
}

#[test]
fn the_text_of_code_and_drawings_in_html_stays_as_it_is() {
    insta::assert_snapshot!(html("l'a : <code>l'x : \"y\"</code> \"b\" ! <KBD>a : <b>b !</b></KBD> ? <svg><text>c !</text></svg> <b>d !</b>"), @r#"<p>l’a~: <code>l'x : "y"</code> «_b_»_! <KBD>a : <b>b !</b></KBD>_? <svg><text>c !</text></svg> <b>d_!</b></p>"#);
}

#[test]
fn a_line_may_end_inside_code_in_html() {
    assert_eq!(
        html("<code>l'a\nb !</code> l'été : 3 000 € !"),
        "<p><code>l'a\nb !</code> l’été~: 3_000~€_!</p>\n"
    );
}

#[test]
fn stars_that_are_no_bold_text_are_text() {
    for text in ["2**3 = 8", "f(**kwargs) et g(**kwargs)", "/pages/**/*.md", "a ** b", "prix** 3 €"]
    {
        assert_eq!(diagnostics(text), "", "{text}");
    }
    for text in ["** gras **", "un **gras ** ici", "**jamais fini", "un ** gras**."] {
        assert!(
            diagnostics(text).starts_with("**: these two stars"),
            "{text}: {}",
            diagnostics(text)
        );
    }
}

#[test]
fn a_remark_after_brackets_is_text() {
    assert_eq!(diagnostics("Un mot [sic](voir plus bas)."), "");
    assert!(diagnostics("[a](voir plus/bas)").contains("not a link"));
}

#[test]
fn passages_may_have_names_as_before_html_5() {
    let page = page("<a name=\"x\"></a><a id=\"y\" name=\"y\"></a> <b name=\"z\">b</b>");

    assert_eq!(page.anchors.iter().collect::<Vec<_>>(), ["x", "y"]);
    assert_eq!(page.diagnostics, []);
}

#[test]
fn comments_may_say_anything() {
    let text =
        "<!-- TODO : **à revoir**,\n\nvoir [la page](./b.md) -->\n<p>a <!-- **b** --> c</p>\n";

    assert_eq!(diagnostics(text), "");
    assert_eq!(html(text), text);
    assert!(diagnostics("<p>a <!-- b --> **c**</p>").starts_with("**: Markdown is not read"));
}

#[test]
fn values_written_as_references_are_text_like_any_other() {
    assert_eq!(html("l&#39;a &#42;b&#42; 300 000 &#37;"), "<p>l’a *b* 300_000_%</p>\n");
}

#[test]
fn headings_have_anchors_without_accents_each_once() {
    let page =
        page("## Où et *quand* ?\n\n## Où et quand ?\n\n### Coûts {#prix .grand}\n\n## `a` & b");
    insta::assert_snapshot!(page.html, @r#"
    <h2 id="ou-et-quand">Où et <em>quand</em> ?</h2>
    <h2 id="ou-et-quand-2">Où et quand ?</h2>
    <h3 id="prix" class="grand">Coûts</h3>
    <h2 id="a-b"><code>a</code> &amp; b</h2>
    "#);
    let ids: Vec<&str> = page.headings.iter().map(|heading| heading.id.as_str()).collect();
    assert_eq!(ids, ["ou-et-quand", "ou-et-quand-2", "prix", "a-b"]);
    assert_eq!(page.headings[0].text, "Où et quand\u{202f}?");
    assert_eq!(page.headings[3].text, "a & b");
    assert!(page.diagnostics.is_empty());
}

#[test]
fn tables_scroll_and_their_headers_say_what_they_head() {
    insta::assert_snapshot!(html("## Seuils\n\n| | Min | |\n|--|--:|--|\n| A | 1 000 | \"x\" |"), @r#"
    <h2 id="seuils">Seuils</h2>
    <div class="table" role="region" tabindex="0" aria-label="Tableau~: Seuils">
    <table>
    <thead>
    <tr><td></td><th scope="col" class="right">Min</th><td></td></tr>
    </thead>
    <tbody>
    <tr><th scope="row">A</th><td class="right">1_000</td><td>«_x_»</td></tr>
    </tbody>
    </table>
    </div>
    "#);
    let twice = html("## S\n\n|a|\n|-|\n\n|b|\n|-|");
    assert!(
        twice.contains("aria-label=\"Tableau~: S\"")
            && twice.contains("aria-label=\"Tableau~: S (2)\"")
    );
    assert!(html("|a|\n|-|").contains("aria-label=\"Tableau\""));
}

#[test]
fn each_table_has_a_name_of_its_own() {
    let table = "|a|\n|-|\n\n";
    let text =
        ["## S (2)", "## S", "## S", "## S (2)"].map(|title| format!("{title}\n\n{table}{table}"));

    let html = html(&text.concat());

    let names = html.split("aria-label=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let names: Vec<&str> = names.filter(|name| name.starts_with("Tableau")).collect();
    assert_eq!(names.len(), 8);
    assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>().len(), 8, "{names:?}");
}

#[test]
fn footnotes_are_numbered_as_called_and_lead_back() {
    let page =
        page("Un[^b] deux[^a] trois[^B].\n\n[^a]: A *a*\n\n[^b]: B\n\n    Suite\n\n## Note 1\n");
    insta::assert_snapshot!(page.html, @r##"
    <p>Un<sup><a href="#note-1" id="appel-1" role="doc-noteref" aria-label="Note 1">1</a></sup> deux<sup><a href="#note-2" id="appel-2" role="doc-noteref" aria-label="Note 2">2</a></sup> trois<sup><a href="#note-1" id="appel-1-2" role="doc-noteref" aria-label="Note 1">1</a></sup>.</p>
    <h2 id="note-1-2">Note 1</h2>
    <section class="footnotes" role="doc-endnotes" aria-label="Notes">
    <ol>
    <li id="note-1"><p>B</p>
    <p>Suite <a href="#appel-1" role="doc-backlink" aria-label="Retour au texte">↩</a> <a href="#appel-1-2" role="doc-backlink" aria-label="Retour au texte">↩</a></p></li>
    <li id="note-2"><p>A <em>a</em> <a href="#appel-2" role="doc-backlink" aria-label="Retour au texte">↩</a></p></li>
    </ol>
    </section>
    "##);
    let anchors: Vec<&str> = page.anchors.iter().collect();
    assert_eq!(anchors, ["appel-1", "appel-1-2", "appel-2", "note-1", "note-1-2", "note-2"]);
    assert!(page.diagnostics.is_empty());
}

#[test]
fn every_target_is_noted_where_it_stands_and_resolved() {
    let text = "[a](./b.md \"b\") ![i](<./i.md>) [c][r] <m@a.fr>\n\n> <div id='x'\n>   data-a=1><a href=./d&#46;md>é</a>\n> <img src=\"/e.svg\" alt=\"\"></div>\n\n[r]: ./f.md";
    let noted = RefCell::new(Vec::new());
    let note = |found: &Reference<'_>| {
        let Reference { kind, target, span } = found;
        noted.borrow_mut().push(format!("{kind:?} {target} at {}", &text[span.clone()]));
        resolve(found)
    };
    let options = Options {
        language: "fr",
        resolve: &note,
        show: &|_| None,
        written: &[],
        markup: Markup::default(),
    };
    let page = render(text, &options);
    insta::assert_snapshot!(noted.take().join("\n"), @"
    Link ./b.md at ./b.md
    Image ./i.md at ./i.md
    Link ./f.md at ./f.md
    Link mailto:m@a.fr at m@a.fr
    Link ./d.md at ./d&#46;md
    Image /e.svg at /e.svg
    ");
    insta::assert_snapshot!(page.html, @r#"
    <p><a href="/b/" title="b">a</a> <img src="/i/" alt="i"> <a href="/f/">c</a> <a href="mailto:m@a.fr">m@a.fr</a></p>
    <blockquote>
    <div id='x'
      data-a=1><a href="/d/">é</a>
    <img src="/e.svg" alt=""></div>
    </blockquote>
    "#);
    assert!(page.anchors.contains("x"));
}

#[test]
fn images_say_what_they_show_or_that_they_are_decoration() {
    assert_eq!(html("![](a.svg \"décorative\")"), "<p><img src=\"a.svg\" alt=\"\"></p>\n");
    assert_eq!(
        html("![Un *a*](a.svg \"b\")"),
        "<p><img src=\"a.svg\" alt=\"Un a\" title=\"b\"></p>\n"
    );
    insta::assert_snapshot!(diagnostics("a ![](b.svg) <img src=c.svg>"), @r#"
    ![](b.svg): this image has no alternative text (say what it shows between the brackets; a decoration says so: ![](… "décorative"))
    <img src=c.svg>: this image has no alternative text (say what it shows in alt="…"; alt="" marks it as decoration)
    "#);
}

#[test]
fn every_fault_is_found_where_it_stands() {
    insta::assert_snapshot!(diagnostics("# Un\n\n#### Deux\n\n##\n\n<h2 id=\"a\">x</h2>\n\n## B {#a}\n\nmot[^x] \\[^y] `[^z]` [](./u.md) [![](i.svg \"décorative\")](u)\n\n[^w]: jamais"), @r#"
    # Un: a heading of level 1 in the text (the page's title is its only heading of level 1; begin with ##)
    #### Deux: a heading of level 4 where the next level is 2 (begin it with ##)
    ##: this heading is empty (write its text after the #, or remove it)
    ## B {#a}: the anchor `a` is already taken on this page (give one of the two another name: {#name} behind a heading, id="name" in HTML)
    [^x]: the footnote `x` does not exist (write it on a line of its own: [^x]: …)
    [](./u.md): this link has no text (write the text of the link between the brackets)
    [![](i.svg "décorative")](u): this link has no text (write the text of the link between the brackets)
    [^w]: the footnote `w` is never called (write [^w] where the text needs it, or remove the note)
    "#);
}

#[test]
fn raw_html_goes_through() {
    let text = "<details>\n<summary>A !</summary>\n\n*b*\n\n</details>\n";
    assert_eq!(html(text), "<details>\n<summary>A !</summary>\n<p><em>b</em></p>\n</details>\n");
}

proptest::proptest! {
    #[test]
    fn never_panics(text in "[#\\[\\]()^|<>=`\"'*_!:é a1\n-]{0,60}") {
        let _ = page(&text);
    }
}
