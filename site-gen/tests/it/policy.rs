//! What runs in a page: what its author wrote, and nothing that anyone else may bring in.

use form_handler::bundle::Bundle;

use crate::harness::Site;

/// The hash of a text, as `openssl dgst -sha256 -binary | base64` says it.
const LET_A: &str = "'sha256-IfEXP/8HLuXoAiy0hZVrCAcjcLsZqYFpLOHDGj8enqE='";

fn headers(files: &std::collections::BTreeMap<String, String>) -> Vec<(String, String)> {
    serde_json::from_str(&files["headers.json"]).unwrap()
}

fn policy(headers: &[(String, String)]) -> &str {
    &headers.iter().find(|(name, _)| name == "content-security-policy").unwrap().1
}

#[test]
fn scripts_and_styles_in_the_pages_are_named_by_their_hashes_once_and_in_order() {
    let script = "\n<script>let a</script>\n\n<style>p { top: 0 }</style>\n";
    let site = Site::of("pages/a.md", &format!("---\ntitle: A\n---\n{script}"))
        .with("pages/b.md", &format!("---\ntitle: B\n---\n{script}\n<script>let b</script>\n"))
        .with("pages/c.md", "---\ntitle: C\n---\n<script type=\"application/json\">{}</script>\n");

    let files = site.build().expect_files();

    let found = headers(&files);
    insta::assert_snapshot!(policy(&found));
    assert!(policy(&found).contains(LET_A));
    assert!(files["public/_headers"].contains(policy(&found)));
    assert!(!policy(&found).contains("unsafe"));
}

#[test]
fn the_form_s_handler_sends_the_same_policy_with_what_stands_around_its_pages() {
    let files = Site::real()
        // Nothing would name a card.
        .change("site.toml", "cards = true", "cards = false")
        .with(
            "templates/base.html",
            "<title>{{ page.title }}</title>{% if page.url == \"\" %}<script>let a</script>{% endif %}\
             {% block main %}{{ main | safe }}{% endblock main %}",
        )
        .build()
        .expect_files();

    let found = headers(&files);
    assert!(policy(&found).contains(LET_A), "{found:?}");
    assert_eq!(Bundle::read(files["handler/bundle.json"].as_bytes()).unwrap().headers, found);
}

#[test]
fn what_the_policy_would_refuse_is_reported_in_pages_and_in_templates() {
    let site = Site::minimal()
        .with(
            "pages/a.md",
            "---\ntitle: A\n---\n<p onclick=\"a()\" style=\"top: 0\">A</p>\n\n\
             <script src=\"https://cdn.example/a.js\"></script>\n\n\
             <link rel=\"stylesheet\" href=\"https://cdn.example/a.css\">\n\n\
             Un <script>\"mot\"</script>.\n\n<div>\n<script>\nlet a\n\nlet b\n</script>\n</div>\n",
        )
        .with(
            "templates/page.html",
            "{% extends \"base.html\" %}{% block head %}<script src=\"//cdn.example/b.js\"></script>\n\
             <style>p { top: 0 }</style>{% endblock head %}\n{% block main %}\
             <div{% if page.title == \">\" %} onload=\"{{ page.title }}\"{% endif %} STYLE='top: 0'>\
             {{ content | safe }}</div>{% endblock main %}",
        )
        .with("templates/form/stop.html", "<script>let c</script><p ONinput=\"c()\">x</p>");

    insta::assert_snapshot!(site.build().diagnostics());
}

#[test]
fn a_policy_that_no_host_would_send_is_reported() {
    let page = "<script>let title = \"{{ page.title }}\"</script>";
    let mut site = Site::of("templates/page.html", page);
    for number in 0..40 {
        site = site.with(&format!("pages/{number}.md"), &format!("---\ntitle: P{number}\n---\n"));
    }

    insta::assert_snapshot!(site.build().diagnostics(), @"
    content/templates:1:1: the header content-security-policy takes a line of 2509 bytes, hosts read 2000
      = help: each script and style sheet that stands in a page itself adds 54: put those that differ from page to page into files of content/assets/
      = code: policy-too-long
    ");
}

/// What is said of a page of this text, by code; nothing of a page that browsers show whole.
#[track_caller]
fn check(text: &str, expect: &str) {
    let site = Site::of("pages/a.md", &format!("---\ntitle: A\n---\n\n{text}\n"));
    let site = ["a.mp4", "a.mp3", "a.vtt", "a.png", "site.webmanifest", "a.css", "a.js"]
        .into_iter()
        .fold(site, |site, name| site.with(&format!("assets/{name}"), ""));
    let told = site.build().0.report.diagnostics;
    let codes: Vec<&str> = told.iter().map(|each| each.code.name()).collect();
    assert_eq!(codes.join(" "), expect, "{text}");
}

#[test]
fn a_page_shows_files_of_its_own_site_and_what_the_policy_refuses_is_told() {
    for (text, expect) in [
        // Its own.
        ("<video src=\"/assets/a.mp4\" controls poster=\"/assets/a.png\"></video>", ""),
        ("<audio controls><source src=\"/assets/a.mp3\"></audio>", ""),
        (
            "<video controls><source src=\"/assets/a.mp4\"><track src=\"/assets/a.vtt\" kind=\"captions\"></video>",
            "",
        ),
        ("<link rel=\"manifest\" href=\"/assets/site.webmanifest\">", ""),
        ("<link rel=\"stylesheet\" href=\"/assets/a.css\">", ""),
        ("<script src=\"/assets/a.js\" defer></script>", ""),
        ("<form action=\"/a/\"><button>Oui</button></form>", ""),
        ("<form><button formaction=\"/a/\">Oui</button></form>", ""),
        ("<a href=\"https://c.example/\">x</a>", ""),
        ("<form method=\"post\"><button>Oui</button></form>", ""),
        ("<form action=\"\"><button>Oui</button></form>", ""),
        ("<form action=\"?q=1\"><button>Oui</button></form>", ""),
        ("<form action=\"./index.md\"><button>Oui</button></form>", ""),
        ("<form action=\"/a/?r=https://c.example/\"><button>Oui</button></form>", ""),
        ("<svg><image href=\"/assets/a.png\"/><use href=\"/assets/a.png#b\"/></svg>", ""),
        ("<svg><g id=\"b\"/><use xlink:href=\"#b\"/><rect fill=\"url(#b)\"/></svg>", ""),
        ("<svg><image href=\"data:image/png;base64,AA\"/></svg>", ""),
        ("<table background=\"/assets/a.png\"></table>", ""),
        (
            "<link rel=\"preload\" as=\"image\" imagesrcset=\"/assets/a.png 2x\" href=\"/assets/a.png\">",
            "",
        ),
        ("<style>a{background:url(/assets/a.png)}</style>", ""),
        ("<style>a{background:url(#b),url(data:image/png;base64,AA)}</style>", ""),
        ("<style>@import \"/assets/a.css\";</style>", ""),
        ("<link rel=\"alternate\" href=\"https://c.example/a.xml\">", ""),
        ("<p fill=\"none\" action=\"https://c.example/\">x</p>", ""),
        // Of another.
        ("<svg><image href=\"https://c.example/a.png\"/></svg>", "image-elsewhere"),
        ("<svg><image xlink:href=\"https://c.example/a.png\"/></svg>", "image-elsewhere"),
        ("<svg><use href=\"https://c.example/a.svg#b\"/></svg>", "image-elsewhere"),
        ("<svg><filter><feImage href=\"//c.example/a.png\"/></filter></svg>", "image-elsewhere"),
        ("<svg><script href=\"https://c.example/a.js\"></script></svg>", "image-elsewhere"),
        ("<svg><rect fill=\"url(https://c.example/a.svg#b)\"/></svg>", "image-elsewhere"),
        ("<table background=\"https://c.example/a.png\"></table>", "image-elsewhere"),
        ("<table><tr><td background=\"//c.example/a.png\">x</td></tr></table>", "image-elsewhere"),
        (
            "<link rel=\"preload\" as=\"image\" imagesrcset=\"https://c.example/a.png 2x\" href=\"/assets/a.png\">",
            "image-elsewhere",
        ),
        ("<link rel=\"mask-icon\" href=\"https://c.example/a.svg\">", "image-elsewhere"),
        (
            "<link rel=\"apple-touch-startup-image\" href=\"https://c.example/a.png\">",
            "image-elsewhere",
        ),
        ("<style>a{background:url(https://c.example/a.png)}</style>", "image-elsewhere"),
        ("<style>@import \"https://c.example/a.css\";</style>", "image-elsewhere"),
        ("<style>@import url(//c.example/a.css) print;</style>", "image-elsewhere"),
        (
            "<style>@font-face{font-family:A;src:url(\"https://c.example/a.woff2\")}</style>",
            "image-elsewhere",
        ),
        (
            "<div><svg><style>a{mask:url('https://c.example/a.svg#b')}</style></svg></div>",
            "image-elsewhere",
        ),
        (
            "<style>@font-face{font-family:A;src:url(data:font/woff2;base64,AA)}</style>",
            "html-refused",
        ),
        ("<form action=\"mailto:a@b.example\"><button>Oui</button></form>", "html-refused"),
        ("<form action=\"javascript:x\"><button>Oui</button></form>", "html-refused"),
        ("<form><input type=\"submit\" formaction=\"data:text/html,x\"></form>", "html-refused"),
        // Missing.
        ("<form action=\"/rien/\"><button>Oui</button></form>", "link-page"),
        ("<meta http-equiv=\"Refresh\" content=\"5; URL='/rien/'\">", "link-page"),
        ("<meta http-equiv=\"refresh\" content=\"0,/rien/\">", "link-page"),
        ("<form action=\"rien/\"><button>Oui</button></form>", "link-file"),
        ("<form><button formaction=\"/rien/\">Oui</button></form>", "link-page"),
        ("<svg><image href=\"/assets/rien.png\"/></svg>", "image-missing"),
        ("<body background=\"/assets/rien.png\">", "image-missing"),
        (
            "<link rel=\"preload\" as=\"image\" imagesrcset=\"/assets/rien.png 2x\">",
            "image-missing",
        ),
        ("<style>a{background:url(/assets/rien.png)}</style>", "image-missing"),
        ("<style>a{background:url(a.png)}</style>", "image-missing"),
        ("<style>a{background:image-set(\"/assets/rien.png\" 2x)}</style>", "image-missing"),
        ("<style>a{colr:red}</style>", "style-unknown"),
        ("<style>a{width:10}</style>", "style-value"),
        ("<video src=\"https://c.example/a.mp4\" controls></video>", "image-elsewhere"),
        ("<audio controls><source src=\"//c.example/a.mp3\"></audio>", "image-elsewhere"),
        ("<link rel=\"manifest\" href=\"https://c.example/m.json\">", "image-elsewhere"),
        ("<form action=\"https://c.example/\"><button>Oui</button></form>", "html-refused"),
        ("<form><button formaction=\"//c.example/\">Oui</button></form>", "html-refused"),
        ("<a ping=\"https://c.example/\" href=\"https://c.example/\">x</a>", "html-refused"),
        // Nothing at all.
        ("<iframe src=\"/a/\"></iframe>", "html-refused"),
        ("<object data=\"/assets/a.png\"></object>", "html-refused"),
        ("<embed src=\"/assets/a.png\">", "html-refused"),
        ("<portal src=\"/a/\"></portal>", "html-refused"),
        ("<base href=\"/\">", "html-refused"),
        ("<link rel=\"prefetch\" href=\"/a/\">", "html-refused"),
        ("<link rel=\"PREFETCH\" href=\"/a/\">", "html-refused"),
        // Attributes, in raw HTML and in the braces of a heading.
        ("<p onclick=\"a()\">x</p>", "html-refused"),
        ("<p style=\"top: 0\">x</p>", "html-refused"),
        ("## T {onclick=\"a()\"}", "html-refused"),
        ("## T {ONLOAD=a}", "html-refused"),
        ("## T {style=\"top:0\"}", "html-refused"),
        ("## T {#a style=top:0 .b}", "html-refused"),
        ("## T {id=x}\n\n[x](#x)", ""),
        ("## T {id=x}\n\n## U {#x}", "heading-anchor"),
        ("## T {#x id=y}", "heading-braces"),
        ("## T {#x lang=en lang=fr}", "heading-braces"),
        ("## T {x}", "heading-braces"),
        ("## T {}", "heading-braces"),
        ("## T {title=\"a b\"}", "heading-braces"),
        ("## T `{x}`", ""),
        ("## T {1a=x}", "heading-braces"),
        ("## T {#x .a class=b data-c=d lang=en}", ""),
    ] {
        check(text, expect);
    }
}

#[test]
fn what_a_template_loads_is_looked_at_as_in_a_page() {
    for (html, expect) in [
        ("<style>a{background:url(https://c.example/a.png)}</style>", "image-elsewhere"),
        ("<style>a{background:url(/assets/rien.png)}</style>", "image-missing"),
        ("<style>a{background:url({{ page.image }});colr:red}</style>", ""),
        ("<style>a{colr:red}</style>", "style-unknown"),
        ("<style>@font-face{src:url(data:font/woff2;base64,AA)}</style>", "html-refused"),
        ("<svg><image href=\"https://c.example/a.png\"/></svg>", "image-elsewhere"),
        ("<link rel=\"mask-icon\" href=\"https://c.example/a.svg\">", "image-elsewhere"),
        ("<table background=\"/assets/rien.png\"></table>", "image-missing"),
        ("<form action=\"mailto:a@b.example\"></form>", "html-refused"),
        ("<form action=\"/rien/\"></form>", "link-page"),
        ("<form action=\"/\"></form>", ""),
    ] {
        let page = format!("<title>{{{{ page.title }}}}</title>{html}{{{{ content | safe }}}}");
        let told = Site::of("templates/page.html", &page).build().0.report.diagnostics;
        let codes: Vec<&str> = told.iter().map(|each| each.code.name()).collect();
        assert_eq!(codes.join(" "), expect, "{html}");
    }
}

#[test]
fn a_form_may_be_sent_to_the_service() {
    let sent = |action: &str| {
        let page =
            format!("---\ntitle: A\n---\n\n<form method=\"post\" action=\"{action}\"></form>\n");
        let site = Site::real().with("pages/essai.md", &page);
        let told = site.build().0.report.diagnostics;
        told.iter().any(|each| each.to_string().contains("pages/essai.md"))
    };

    assert!(!sent("/candidature/verification"));
    assert!(sent("/candidatures/verification"));
}

#[test]
fn a_heading_has_each_attribute_once() {
    let page =
        Site::of("pages/a.md", "---\ntitle: A\n---\n\n## T {id=x .a class=\"b\" data-c='d'}\n")
            .with("templates/page.html", "{{ content | safe }}")
            .build()
            .expect_page("/a/");

    assert_eq!(page.trim(), "<h2 id=\"x\" class=\"a b\" data-c=\"d\">T</h2>");
}
