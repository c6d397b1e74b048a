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
    content/templates:1:1: the header content-security-policy has 2443 bytes, hosts send 2000
      = help: each script and style sheet that stands in a page itself adds 54: put those that differ from page to page into files of content/assets/
      = code: policy-too-long
    ");
}
