//! Texts and front matter, and what becomes of each: a row a construct.

use super::OldSite;
use crate::harness::text;

const CONFIG: &str =
    "title = \"A\"\nbase_url = \"https://a.example.org\"\ntaxonomies = [{ name = \"tags\" }]\n";

/// Converts each row on a page of its own, all in one site, and compares what it has become.
#[track_caller]
fn check(
    program: &str,
    files: &[(&str, &str)],
    page: impl Fn(&str) -> String,
    rows: &[(&str, &str)],
    new: impl Fn(&str) -> String,
) {
    let site = OldSite::with(files);
    for (number, (old, _)) in rows.iter().enumerate() {
        site.write(&format!("content/row-{number}.md"), page(old).as_bytes());
    }
    let done = site.import(program, &[]);
    let told = text(&done.stderr);
    for (number, (old, expected)) in rows.iter().enumerate() {
        let found = new(&site.new_file(&format!("pages/row-{number}.md")));
        assert_eq!(found.trim_end(), *expected, "of {old:?}; told: {told}");
    }
}

fn body(page: &str) -> String {
    page.splitn(3, "---\n").nth(2).unwrap().to_owned()
}

fn front_matter(page: &str) -> String {
    page.split("---\n").nth(1).unwrap().to_owned()
}

#[test]
fn texts_of_zola() {
    let files = [
        ("config.toml", CONFIG),
        ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n"),
        ("content/a/_index.md", "+++\ntitle = \"A\"\n+++\n"),
        ("content/a/b c.md", "+++\ntitle = \"B\"\n+++\n"),
        ("content/go.md", "+++\nredirect_to = \"a\"\n+++\n"),
        ("static/plan.svg", "<svg/>"),
        ("templates/shortcodes/c.html", "<b>{{ x }}</b>"),
    ];
    let rows = [
        ("Plain *text*, `code`, <b>HTML</b>.", "Plain *text*, `code`, <b>HTML</b>."),
        // Links.
        ("[a](@/a/_index.md)", "[a](./a/index.md)"),
        ("[a](@/a/_index.md#x)", "[a](./a/index.md#x)"),
        ("[a][r]\n\n[r]: @/a/_index.md \"t\"", "[a][r]\n\n[r]: ./a/index.md \"t\""),
        ("[b](@/a/b%20c.md)", "[b](./a/b%20c.md)"),
        ("[b](../a/b-c/)", "[b](./a/b%20c.md)"),
        ("[go](@/go.md)", "[go](/go/)"),
        ("[p](/plan.svg) ![p](../plan.svg)", "[p](/assets/plan.svg) ![p](/assets/plan.svg)"),
        (
            "<a href='/a/'><img src=\"/plan.svg\" alt=\"p\"></a>",
            "<a href='./a/index.md'><img src=\"/assets/plan.svg\" alt=\"p\"></a>",
        ),
        (
            "<https://x.example.org> [x](mailto:a@x.example.org)",
            "<https://x.example.org> [x](mailto:a@x.example.org)",
        ),
        ("`[a](@/a/_index.md)`", "`[a](@/a/_index.md)`"),
        ("[n](@/no.md)", "[n](@/no.md)"),
        // Anchors: Zola counts from 1, we count from 2.
        ("## A\n\n## A", "## A\n\n## A {#a-1}"),
        ("## C++ & you", "## C++ & you"),
        ("## 日本", "## 日本 {#ri-ben}"),
        ("## A ##\n\n## A ##", "## A ##\n\n## A {#a-1}"),
        ("A\n---\n\nA\n---", "A\n---\n\nA {#a-1}\n---"),
        ("## A\n\n## A {.c}", "## A\n\n## A {#a-1 .c}"),
        ("## B\n\n## A {#b}", "## B {#b-1}\n\n## A {#b}"),
        // Fences, without colours in the settings.
        ("```rust,linenos\na\n```", "```rust\na\n```"),
        ("```rust\na\n```", "```rust\na\n```"),
        // Signs that are markup here alone.
        ("A\n: b", "A\n\\: b"),
        ("> [!NOTE]\n> a", "> \\[!NOTE]\n> a"),
        ("> [!NOTE] b\n> a", "> \\[!NOTE] b\n> a"),
        ("a {{ b }}", "a {% raw %}{{ b }}{% endraw %}"),
        ("`{{ b }}`", "`{{ b }}`"),
        ("a {{< b />}}", "a {% raw %}{{< b />}}{% endraw %}"),
        (":wink: \"a\" -- ...", ":wink: \"a\" -- ..."),
        // Shortcodes.
        ("a {{ c(x=1) }}", "a {{< c x=1 />}}"),
        ("{{ c(x=\"a \\ 'b'\") }}", "{{< c x=\"a \\\\ 'b'\" />}}"),
        ("{{ c(x=[1, true]) }}", "{{< c x=[1,true] />}}"),
        ("{{/* c(x=1) */}}", "{% raw %}{{ c(x=1) }}{% endraw %}"),
        ("`{{/* c(x=1) */}}`", "`{{ c(x=1) }}`"),
        ("{{ no(x=1) }}", "{{ no(x=1) }}"),
        ("{{ c(y=1) }}", "{{< c y=1 />}}"),
    ];
    check("zola", &files, |old| format!("+++\ntitle = \"R\"\n+++\n{old}\n"), &rows, body);
}

#[test]
fn fences_of_zola_in_colours() {
    let config = format!("{CONFIG}[markdown]\nhighlight_code = true\n");
    let files = [("config.toml", &*config), ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n")];
    let rows = [
        ("```rust,linenos\na\n```", "```rust numbers\na\n```"),
        ("```rust,hl_lines=1 2-3\na\nb\nc\n```", "```rust mark=\"1, 2-3\"\na\nb\nc\n```"),
        // Hidden lines are gone, and those below have other numbers.
        ("```rust,hide_lines=1\na\nb\n```", "```rust\nb\n```"),
        ("```rust,hide_lines=2 4-9,linenos\na\nb\nc\nd\n```", "```rust numbers\na\nc\n```"),
        (
            "```rust,linenos,linenostart=10,hl_lines=3-4 6,hide_lines=2 5\na\nb\nc\nd\ne\nf\n```",
            "```rust numbers=10 mark=\"11-12, 13\"\na\nc\nd\nf\n```",
        ),
        ("```rust,hl_lines=1-3,hide_lines=2\na\nb\nc\n```", "```rust mark=\"1-2\"\na\nc\n```"),
        ("```rust,hl_lines=2,hide_lines=2\na\nb\n```", "```rust\na\n```"),
        ("- ```rust,hide_lines=1\n  a\n  b\n  ```", "- ```rust\n  b\n  ```"),
        ("> ```rust,hide_lines=0-1 9\n> a\n> b\n> ```", "> ```rust\n> b\n> ```"),
        ("```rust,hide_lines=1\na\nb", "```rust\nb"),
        ("```rust,hide_lines=9 3-1\na\n```", "```rust\na\n```"),
        ("```rust,hide_lines=2\na\n```\n\nb", "```rust\na\n```\n\nb"),
    ];
    check("zola", &files, |old| format!("+++\ntitle = \"R\"\n+++\n{old}\n"), &rows, body);
}

/// The page for addresses that lead nowhere is one here where hosts look for it alone.
#[test]
fn pages_called_404() {
    for (program, config) in [("zola", ("config.toml", CONFIG)), ("hugo", ("hugo.toml", HUGO))] {
        let page = "+++\ntitle = \"R\"\n+++\n[this](/a/404/)\n";
        let site = OldSite::with(&[
            config,
            ("content/_index.md", page),
            ("content/404.md", page),
            ("content/a/_index.md", page),
            ("content/a/404.md", page),
        ]);

        let done = site.import(program, &[]);

        let said = text(&done.stderr);
        for (file, expected) in
            [("404.md", "title: R\n"), ("a/404.md", "title: R\npermalink: /a/404/\n")]
        {
            let new = site.new_file(&format!("pages/{file}"));
            assert_eq!(front_matter(&new), expected, "{program} {file}: {said}");
        }
        let new = site.new_file("pages/index.md");
        assert_eq!(body(&new), "[this](./a/404.md)\n", "{program}: {said}");
    }
}

#[test]
fn front_matter_of_zola() {
    let files = [("config.toml", CONFIG), ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n")];
    let rows = [
        ("title = \"R\"", "title: R"),
        ("title = \"R: é\"", "title: \"R: é\""),
        ("# said\ntitle = \"R\"\ndescription = \"D\"", "# said\ntitle: R\ndescription: D"),
        (
            "title = \"R\"\ndate = 2021-06-01\nupdated = 2021-06-02T10:00:00Z",
            "title: R\ndate: 2021-06-01\nupdated: 2021-06-02T10:00:00Z",
        ),
        ("title = \"R\"\ndraft = true\nweight = 3", "title: R\ndraft: true\nweight: 3"),
        ("title = \"R\"\nslug = \"X y\"", "title: R\npermalink: /x-y/"),
        ("title = \"R\"\npath = \"/x/Y/\"", "title: R\npermalink: /x/Y/"),
        ("title = \"R\"\npath = \"é\"", "title: R\naliases: [/é/]"),
        ("title = \"R\"\naliases = [\"x/y\", \"/z.html\"]", "title: R\naliases: [/x/y/, /z.html]"),
        ("title = \"R\"\n[taxonomies]\ntags = [\"Né à\", \"b\"]", "title: R\ntags: [ne-a, b]"),
        (
            "title = \"R\"\n[extra]\na = 1\nb = { c = [\"d, e\"] }",
            "title: R\nextra:\n  a: 1\n  b: { c: [\"d, e\"] }",
        ),
        (
            "title = \"R\"\nauthors = [\"Ada\"]\nin_search_index = false",
            "title: R\nextra:\n  authors: [Ada]\n  search: false",
        ),
        ("title = \"R\"\ntemplate = \"page.html\"\nno_key = 1", "title: R"),
    ];
    check("zola", &files, |old| format!("+++\n{old}\n+++\n"), &rows, front_matter);
}

const HUGO: &str = "title = \"A\"\nbaseURL = \"https://a.example.org\"\nenableEmoji = true\n\
    [params]\ncity = \"Nîmes\"\n[markup.goldmark.renderer]\nunsafe = true\n";

#[test]
fn texts_of_hugo() {
    let files = [
        ("hugo.toml", HUGO),
        ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n"),
        ("content/a/_index.md", "+++\ntitle = \"A\"\n+++\n"),
        ("content/a/b.md", "+++\ntitle = \"B\"\n+++\n"),
        ("static/plan.svg", "<svg/>"),
    ];
    let rows = [
        ("Plain *text*, `code`, <b>HTML</b>.", "Plain *text*, `code`, <b>HTML</b>."),
        // Links.
        ("[a](/a/) [b](/a/b) [b](a/b.md#x)", "[a](./a/index.md) [b](./a/b.md) [b](./a/b.md#x)"),
        (
            "[a]({{< ref \"a\" >}}) [b]({{% relref `b.md#x` %}})",
            "[a](./a/index.md) [b](./a/b.md#x)",
        ),
        ("[n]({{< ref \"n\" >}})", "[n]({{< ref \"n\" >}})"),
        ("![p](/plan.svg)", "![p](/assets/plan.svg)"),
        // Anchors: letters stay as they are, and a dash is a blank.
        (
            "## L'été – à *Nîmes*\n\n## A\n\n## A",
            "## L’été – à *Nîmes* {#lété--à-nîmes}\n\n## A\n\n## A {#a-1}",
        ),
        // Fences.
        (
            "```go {linenos=true,hl_lines=[1,\"3-4\"]}\na\n```",
            "```go numbers mark=\"1, 3-4\"\na\n```",
        ),
        ("{{< highlight go >}}\na `b`\n{{< /highlight >}}", "```go\na `b`\n```"),
        // Signs.
        (":wink: \"a\" -- ...", "😉 “a” – …"),
        ("A\n: b\n\n> [!NOTE]\n> a", "A\n: b\n\n> [!NOTE]\n> a"),
        ("a {{ b }}", "a {% raw %}{{ b }}{% endraw %}"),
        // Shortcodes.
        ("{{< param city >}} {{< param no >}}", "{{ data.extra.city }} {{< param no >}}"),
        ("`{{</* a */>}}` {{%/* a */%}}", "`{{< a >}}` {% raw %}{{% a %}}{% endraw %}"),
        ("{{< no \"x\" >}}a \"{{ b }}\"{{< /no >}}", "{{< no \"x\" >}}a \"{{ b }}\"{{< /no >}}"),
        ("{{< figure src=\"plan.svg\" no=1 >}}", "{{< figure src=\"plan.svg\" no=1 >}}"),
        (
            "{{< figure src=\"/plan.svg\" alt=\"P & Q\" >}}",
            "<figure>\n<img src=\"/assets/plan.svg\" alt=\"P &amp; Q\">\n</figure>",
        ),
    ];
    check("hugo", &files, |old| format!("+++\ntitle = \"R\"\n+++\n{old}\n"), &rows, body);
}

#[test]
fn front_matter_of_hugo() {
    let files = [("hugo.toml", HUGO), ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n")];
    let rows = [
        ("---\ntitle: R\n---\n", "title: R"),
        ("+++\ntitle = \"R\"\n+++\n", "title: R"),
        ("{ \"title\": \"R\", \"weight\": 2 }\n", "title: R\nweight: 2"),
        ("---\nTitle: R\nlastMod: 2021-06-03\n---\n", "title: R\nupdated: 2021-06-03"),
        (
            "---\ntitle: R\ndate: 2021-06-01\npublishDate: 2021-06-02\n---\n",
            "title: R\ndate: 2021-06-02",
        ),
        ("---\ntitle: R\nexpiryDate: 2021-12-31T00:00:00Z\n---\n", "title: R\nexpires: 2021-12-30"),
        ("---\ntitle: R\nurl: /x/Y/\n---\n", "title: R\npermalink: /x/Y/"),
        ("---\ntitle: R\nslug: X y\n---\n", "title: R\npermalink: /x-y/"),
        ("---\ntitle: R\naliases: [/a, b.html]\n---\n", "title: R\naliases: [/a/, /b.html]"),
        (
            "---\ntitle: R\ntags: [Né à, B]\ncategories: c\n---\n",
            "title: R\ntags: [ne-a, b]\ncategories: [c]",
        ),
        (
            "---\ntitle: R\nauthor: Ada\nparams: { a: 1 }\n---\n",
            "title: R\nextra:\n  author: Ada\n  a: 1",
        ),
        ("---\ntitle: R\nlayout: wide\nsummary: S\n---\n", "title: R\ndescription: S"),
    ];
    check("hugo", &files, str::to_owned, &rows, front_matter);
}
