//! Components that the text of a page calls.

use crate::harness::Site;

/// A component a line, by its name; `card` stands for one with every kind of parameter.
const COMPONENTS: &str = "\
{% component card(title: string, level: integer = 2, open: bool = false, ratio: float = 1.5, items: array = []) %}
<aside class=\"card\"{% if open %} data-open{% endif %}><h{{ level }}>{{ title }}</h{{ level }}>
{% for it in items %}<i>{{ it }}</i>{% endfor %}

{% if body %}{{ body }}{% else %}<em>rien</em>{% endif %}

</aside>
{% endcomponent card %}
{% component key(name) %}<kbd class=\"key\">{{ name }}</kbd>{% endcomponent key %}
{% component mark() %}<mark>{{ body }}</mark>{% endcomponent mark %}
{% component twice() %}{{ body }}{{ body }}{% endcomponent twice %}
{% component seen(@page, @site, @data) %}<p>{{ page.title }}, {{ site.title }}, {{ data.lieu.ville }}</p>{% endcomponent seen %}
{% component all(...rest) %}<p>{% for k, v in rest %}{{ k }}={{ v }};{% endfor %}</p>{% endcomponent all %}
{% component go(to) %}<a href=\"{{ to }}\">aller</a>{% endcomponent go %}
{% component picture(src, alt) %}<img src=\"{{ src | asset }}\" alt=\"{{ alt }}\">{% endcomponent picture %}
{% component named(id) %}<p id=\"{{ id }}\">a</p>{% endcomponent named %}
";

/// Those of which something is wrong, whether or not a page calls them.
const WRONG: &str = "\
{% component away() %}<a href=\"/nulle-part/\">aller</a>{% endcomponent away %}
{% component refused() %}<p style=\"color: red\">a</p>{% endcomponent refused %}
{% component broken() %}{{ nothing }}{% endcomponent broken %}
";

fn site(prose: &str) -> Site {
    Site::of("templates/components/tout.html", COMPONENTS)
        .with("data/lieu.toml", "ville = \"Nîmes\"\nn = 3\nliste = [\"a\", \"b*\"]\n")
        .with("assets/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")
        .with("pages/autre.md", "---\ntitle: Autre\n---\n\n## Un titre\n")
        .with(
            "pages/essai.md",
            &format!("---\ntitle: Essai\nextra: {{ toc: true }}\n---\n\n{prose}\n"),
        )
}

/// What stands between the page's heading and its end.
fn html(prose: &str) -> String {
    let page = site(prose).build().expect_page("/essai/");
    let (_, main) = page.split_once("</h1>\n").unwrap_or_else(|| panic!("{page}"));
    let main = main.split("</nav>\n").last().unwrap_or(main);
    main.split("</div>\n</main>")
        .next()
        .unwrap()
        .trim()
        .replace('\u{202f}', "_")
        .replace('\u{a0}', "~")
}

#[test]
fn a_call_writes_its_component_and_its_text_is_markdown_of_the_page() {
    let card = |inside: &str| format!("<aside class=\"card\"><h2>A</h2>{inside}</aside>");
    for (prose, expect) in [
        ("{{< card title=\"A\" />}}", card("\n\n\n<em>rien</em>\n\n")),
        ("{{< card title=\"A\" >}}\nUn *mot* !\n{{< /card >}}", card("\n<p>Un <em>mot</em>_!</p>\n")),
        ("{{< card title=\"A\" >}}Un mot.{{< /card >}}", card("\n<p>Un mot.</p>\n")),
        ("avant\n{{< card title=\"A\" >}}\n- un\n- deux\n{{< /card >}}\naprès", format!("<p>avant</p>\n{}\n<p>après</p>", card("\n<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n"))),
        ("- {{< card title=\"A\" >}}Un mot.{{< /card >}}\n- b", format!("<ul>\n<li>{}\n</li>\n<li>b</li>\n</ul>", card("\nUn mot."))),
        ("> {{< card title=\"A\" >}}\n> Un mot.\n> {{< /card >}}", format!("<blockquote>\n{}\n</blockquote>", card("\n<p>Un mot.</p>\n"))),
        ("{{< card title=\"A\" >}}\n| a | b |\n|---|---|\n| c | d |\n{{< /card >}}\n\nfin", "</table>\n</div>\n</aside>".to_owned()),
        ("Tapez {{< key name=\"Entrée\" />}} ici.", "<p>Tapez <kbd class=\"key\">Entrée</kbd> ici.</p>".to_owned()),
        ("{{< key name=\"A\" />}} d'abord, {{< mark >}}un *mot*{{< /mark >}}", "<p><kbd class=\"key\">A</kbd> d’abord, <mark>un <em>mot</em></mark></p>".to_owned()),
        ("| a | b |\n|---|---|\n| {{< key name=\"A\" />}} | d |", "<td><kbd class=\"key\">A</kbd></td>".to_owned()),
        ("[{{< key name=\"A\" />}}](/autre/)", "<a href=\"/autre/\"><kbd class=\"key\">A</kbd></a>".to_owned()),
        ("<div>{{< key name=\"A\" />}}</div>", "<div><kbd class=\"key\">A</kbd></div>".to_owned()),
        ("{{< card title=\"A\" >}}\n{{< card title=\"B\" level=3 >}}c{{< /card >}}\n{{< /card >}}", "<h3>B</h3>".to_owned()),
        ("{{< card title=\"L'un\" items=[\"a\", \"<b>\"] open=true ratio=2 />}}", "data-open><h2>L’un</h2>\n<i>a</i><i>&lt;b&gt;</i>".to_owned()),
        ("## Un\n\n{{< card title=\"{{ site.title }} {{ data.lieu.ville }}\" level={{ data.lieu.n }} />}}", "<h3>Site Nîmes</h3>".to_owned()),
        ("{% for it in data.lieu.liste %}{{< key name=\"{{ it }}\" />}}{% endfor %}", "<kbd class=\"key\">a</kbd><kbd class=\"key\">b*</kbd>".to_owned()),
        ("{{< seen />}}", "<p>Essai, Site, Nîmes</p>".to_owned()),
        ("{{< all a=1 b=\"c\" />}}", "<p>a=1;b=c;</p>".to_owned()),
        ("{{< picture src=\"/assets/plan.svg\" alt=\"Le plan\" />}}", "alt=\"Le plan\">".to_owned()),
        ("`{{< key >}}`\n\n    {{< /key >}}\n\n```\n{{< key\n```", "<p><code>{{&lt; key &gt;}}</code></p>\n<pre tabindex=\"0\"><code>{{&lt; /key &gt;}}\n</code></pre>\n<pre tabindex=\"0\"><code>{{&lt; key\n</code></pre>".to_owned()),
        (
            "a\n\n<!--\n{{< card titel=\"A\" />}}\n-->\n\nb <!-- {{< key >}} --> c",
            "<p>a</p>\n<!--\n{{< card titel=\"A\" />}}\n-->\n<p>b <!-- {{< key >}} --> c</p>"
                .to_owned(),
        ),
        ("{% raw %}{{< key >}}{% endraw %}", "<p>{{&lt; key &gt;}}</p>".to_owned()),
        ("{{< card\n   title=\"A\"\n/>}}", card("\n\n\n<em>rien</em>\n\n")),
    ] {
        let html = html(prose);
        assert!(html.contains(&expect), "{prose}\ngives\n{html}\nand not\n{expect}");
    }
}

#[test]
fn headings_notes_links_and_anchors_in_a_text_are_the_pages() {
    let prose = "{{< card title=\"A\" >}}\n## Dedans\n\nUn mot[^1], [ici](#dehors), {{< mark >}}[là](#dedans){{< /mark >}}.\n{{< /card >}}\n\n## Dehors\n\n[^1]: Une note.";
    let page = site(prose).build().expect_page("/essai/");

    for part in [
        "<a href=\"#dedans\">Dedans</a>",
        "<h2 id=\"dedans\">Dedans</h2>",
        "<a href=\"#note-1\"",
        "<mark><a href=\"#dedans\">là</a></mark>",
        "Une note.",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
}

/// What is told: code, line, column and what is marked, of the page or of the file that is named.
fn told(site: &Site) -> Vec<String> {
    let found = site.build().0.report.diagnostics;
    let shown = found.iter().map(|it| {
        let place = &it.place;
        let marked: String =
            place.excerpt.chars().skip(place.column - 1).take(place.width).collect();
        let file = place.path.rsplit('/').next().unwrap_or_default();
        let file = if file == "essai.md" { String::new() } else { format!(" in {file}") };
        format!("{}{file} {}:{} {marked}", it.code.name(), place.line, place.column)
    });
    shown.collect()
}

#[test]
fn what_is_wrong_with_a_call_is_told_at_its_place() {
    for (prose, expect) in [
        ("{{< crad title=\"A\" />}}", vec!["component-unknown 6:5 crad"]),
        ("{{< figure src=\"a\" >}}", vec!["component-unknown 6:5 figure"]),
        ("{{< mermaid >}}\n[[b]]\n{{< /mermaid >}}", vec!["component-unknown 6:5 mermaid"]),
        (
            "{{< crad >}}\n[[b]]\n{{< /crad >}}",
            vec!["component-unknown 6:5 crad", "link-literal 7:1 [[b]]"],
        ),
        ("é {{< key name=\"a\" nmae=\"b\" />}}", vec!["component-parameter 6:20 nmae"]),
        ("{{< key />}}", vec!["component-parameter 6:5 key"]),
        ("{{< key nmae=\"a\" />}}", vec!["component-parameter 6:9 nmae"]),
        ("{{< key \"a\" />}}", vec!["component-parameter 6:9 \"a\""]),
        ("{{< key name=\"a\" name=\"b\" />}}", vec!["component-parameter 6:18 name"]),
        ("{{< card title=3 />}}", vec!["component-value 6:16 3"]),
        ("{{< card title=\"A\" level=\"2\" />}}", vec!["component-value 6:26 \"2\""]),
        ("{{< card title=\"A\" level=2.5 />}}", vec!["component-value 6:26 2.5"]),
        (
            "{{< card title=\"A\" open=1 items=\"a\" />}}",
            vec!["component-value 6:25 1", "component-value 6:33 \"a\""],
        ),
        ("{{< card title=A />}}", vec!["component-value 6:16 A"]),
        ("{{< card title=\"A\" >}}\nb", vec!["component-not-closed 6:1 {{< card title=\"A\" >}}"]),
        ("b\n\n{{< /card >}}", vec!["component-not-closed 8:1 {{< /card >}}"]),
        ("{{< mark >}}b{{< /mrak >}}", vec!["component-not-closed 6:14 {{< /mrak >}}"]),
        ("{{< key name=\"a\" >}}b{{< /key >}}", vec!["component-text 6:1 {{< key name=\"a\" >}}"]),
        ("{{< mark />}}", vec!["component-text 6:1 {{< mark />}}"]),
        ("{{< twice >}}b{{< /twice >}}", vec!["component-text 6:1 {{< twice >}}"]),
        ("[a]({{< key name=\"a\" />}})", vec!["component-place 6:5 {{< key name=\"a\" />}}"]),
        (
            "![a {{< key name=\"a\" />}}](/assets/plan.svg)",
            vec!["component-place 6:5 {{< key name=\"a\" />}}"],
        ),
        (
            "- {{< card title=\"A\" >}}\n- {{< /card >}}",
            vec!["component-place 6:3 {{< card title=\"A\" >}}"],
        ),
        ("{{< mark >}}\na {{< /mark >}} b", vec!["component-place 7:3 {{< /mark >}}"]),
        ("{{< key name=\"a\"\n\n", vec!["value-syntax 6:1 {{<"]),
        ("{{< go to=\"/nulle-part/\" />}}", vec!["link-page 6:1 {{< go to=\"/nulle-part/\" />}}"]),
        (
            "{{< go to=\"/autre/#rien\" />}}",
            vec!["link-fragment 6:1 {{< go to=\"/autre/#rien\" />}}"],
        ),
        ("{{< away />}} {{< away />}}", vec!["link-page in faux.html 1:32 /nulle-part/"]),
        ("{{< refused />}}", vec!["html-refused in faux.html 2:29 style=\"color: red\""]),
        (
            "{{< named id=\"a\" />}}\n\n{{< named id=\"a\" />}}",
            vec!["heading-anchor 8:1 {{< named id=\"a\" />}}"],
        ),
        ("{{< broken />}}", vec!["template-variable in faux.html 3:28 nothing"]),
        ("{{< card title=\"{{ site.titel }}\" />}}", vec!["value-unknown 6:25 titel"]),
        (
            "{{< card title=\"A\" >}}\n[a](/nulle-part/)\n{{< /card >}}",
            vec!["link-page 7:5 /nulle-part/"],
        ),
        (
            "{% for it in data.lieu.liste %}{{< kye name=\"{{ it }}\" />}}{% endfor %}",
            vec![
                "component-unknown 6:1 {% for it in data.lieu.liste %}{{< kye name=\"{{ it }}\" />}}{% endfor %}",
            ],
        ),
    ] {
        let site = site(prose).with("templates/components/faux.html", WRONG);
        let mut found = told(&site);
        found.retain(|it| expect.contains(&&**it) || !it.contains(" in faux.html "));
        assert_eq!(found, expect, "{prose}\n{}", site.build().diagnostics());
    }
}

#[test]
fn a_component_in_a_template_that_is_broken_is_told_once() {
    let site = site("{{< bad />}}").with(
        "templates/components/bad.html",
        "{% component bad() %}{% if %}{% endcomponent bad %}",
    );

    assert_eq!(told(&site).iter().filter(|it| it.starts_with("component")).count(), 0);
    assert_eq!(told(&site).iter().filter(|it| it.contains("in bad.html")).count(), 1);
}

#[test]
fn any_text_with_calls_is_read_and_what_is_told_lies_in_its_file() {
    const WORDS: [&str; 26] = [
        "{{< mark >}}",
        "{{< /mark >}}",
        "{{< card title=\"A\" >}}",
        "{{< /card >}}",
        "{{< key name=\"é\" />}}",
        "{{< kye",
        " name=\"",
        " >}}",
        "/>}}",
        "{{<",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "    ",
        "| a | b |\n|---|---|\n",
        "`",
        "```\n",
        "*",
        "[a](",
        ")",
        "## T\n",
        "<div>",
        "<!--",
        "{{ site.title }}",
        "{% raw %}",
    ];
    // A sequence of its own for each page, the same in every run.
    let mut state = 1_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    let pages: Vec<String> =
        (0..400).map(|_| (0..next() % 24).map(|_| WORDS[next() % WORDS.len()]).collect()).collect();
    let site = pages.iter().enumerate().fold(site("Un mot."), |site, (number, prose)| {
        site.with(&format!("pages/p{number}.md"), &format!("---\ntitle: P{number}\n---\n{prose}\n"))
    });

    let found = site.build().0.report.diagnostics;

    assert!(found.len() > 100, "{}", found.len());
    for it in found.iter().filter(|it| it.place.path.starts_with("content/pages/p")) {
        let number: usize =
            it.place.path["content/pages/p".len()..].trim_end_matches(".md").parse().unwrap();
        let line = pages[number].lines().nth(it.place.line.saturating_sub(4)).unwrap_or_default();
        assert_eq!(it.place.excerpt, line, "{it} in {:?}", pages[number]);
        let end = it.place.column - 1 + it.place.width;
        assert!(end <= line.chars().count().max(1) + 1, "{it} in {:?}", pages[number]);
    }
}
