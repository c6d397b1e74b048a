//! Keys as other programs have them: each is told with ours.

use crate::harness::Site;

/// What is said of each unknown key, in order.
fn helps(site: &Site) -> Vec<String> {
    let diagnostics = site.build().0.report.diagnostics;
    let unknown = diagnostics.iter().filter(|each| each.message.starts_with("unknown key"));
    unknown.filter_map(|each| each.help.clone()).collect()
}

#[test]
fn front_matter_of_other_programs_is_told_with_our_words() {
    for (line, expect) in [
        ("sort_by: date", "did you mean `sort`?"),
        ("paginate_by: 10", "did you mean `paginate`?"),
        ("pagination:\n  size: 10", "did you mean `paginate`?"),
        ("generate_feeds: true", "did you mean `feed`?"),
        ("lastmod: 2021-06-01", "did you mean `updated`?"),
        ("pubDate: 2021-06-01", "did you mean `date`?"),
        ("expiryDate: 2021-06-01", "did you mean `expires`?"),
        ("layout: post.html", "did you mean `template`?"),
        ("summary: A", "did you mean `description`?"),
        ("url: /a/", "did you mean `permalink`?"),
        ("nav_order: 1", "did you mean `weight`?"),
        ("redirect_from: /a/", "did you mean `aliases`?"),
        ("featured_image: /a.png", "did you mean `image`?"),
        ("params:\n  a: b", "did you mean `extra`?"),
        ("toc: true", "write extra: { toc: true }"),
        (
            "taxonomies:\n  tags: [a]",
            "declare it in site.toml, below [taxonomies.tags]; pages then write tags: [a-term]",
        ),
        (
            "tags: [a]",
            "declare it in site.toml, below [taxonomies.tags]; pages then write tags: [a-term]",
        ),
        ("menu: main", "the menus are lists of URLs in site.toml: `navigation`, `footer`"),
        // What is nearly one of ours is that.
        ("wieght: 1", "did you mean `weight`?"),
    ] {
        let page = format!("---\ntitle: A\n{line}\n---\n");
        assert_eq!(helps(&Site::of("pages/a.md", &page)), [expect], "{line}");
    }
}

#[test]
fn settings_of_other_programs_are_told_with_our_words() {
    for (line, expect) in [
        ("baseURL = \"https://a.example\"", "did you mean `base_url`?"),
        ("languageCode = \"fr\"", "did you mean `language`?"),
        ("site_name = \"A\"", "did you mean `title`?"),
        ("menu = []", "did you mean `navigation`?"),
        (
            "paginate = 10",
            "each list says it itself: `paginate`, `sort` or `feed` in the front matter of its folder's page",
        ),
        (
            "params = {}",
            "values of your own stand in content/data/, and are {{ data.file.key }} in the prose",
        ),
    ] {
        let site = Site::minimal().change("site.toml", "title", &format!("{line}\ntitle"));
        assert_eq!(helps(&site), [expect], "{line}");
    }
}
