//! Links to other sites, over a network that is only a table, and once over a real one.

mod network;

use std::{
    net::{Ipv4Addr, TcpListener},
    time::Duration,
};

use site_gen::check::external_links::{Answer, Cache, Fetch, Method, Unreachable, Verdict, Web};
use url::Url;

use crate::harness::{Site, run, text};
use network::{Network, later, sends_on_to, serve, status_of};

fn cache(site: &Site) -> Cache {
    Cache::read(&site.dist().with_file_name("data"), 1_000_000)
}

fn linking(prose: &str) -> Site {
    Site::of("pages/a.md", &format!("---\ntitle: A\n---\n\n{prose}\n"))
}

#[test]
fn a_link_that_leads_nowhere_is_a_problem_at_each_of_its_places() {
    let network = Network::default()
        .head("https://b.example/", 200)
        .head("https://c.example/x", 404)
        .get("https://c.example/x", 404);
    let site = linking("[b](https://b.example/) [c](https://c.example/x#y)")
        .with(
            "pages/z.md",
            "---\ntitle: Z\n---\n\n[c](https://c.example/x) [d](https://d.example)\n",
        )
        .with("data/x.toml", "url = \"https://e.example/\"\n")
        .with("pages/y.md", "---\ntitle: Y\n---\n\n[e]({{ data.x.url }})\n");

    let mut diagnostics = network.check(&site, &mut cache(&site)).diagnostics;

    diagnostics.sort();
    let diagnostics: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(diagnostics.join("\n\n"), @"
    content/pages/a.md:5:29: `https://c.example/x` answers 404 Not Found
      | [b](https://b.example/) [c](https://c.example/x#y)
      |                             ^^^^^^^^^^^^^^^^^^^^^
      = help: open it in a browser, then correct it or remove the link
      = code: link-external

    content/pages/y.md:5:1: `https://e.example/`: there is no host of that name
      | [e]({{ data.x.url }})
      | ^^^^^^^^^^^^^^^^^^^^^
      = help: open it in a browser, then correct it or remove the link
      = code: link-external

    content/pages/z.md:5:5: `https://c.example/x` answers 404 Not Found
      | [c](https://c.example/x) [d](https://d.example)
      |     ^^^^^^^^^^^^^^^^^^^
      = help: open it in a browser, then correct it or remove the link
      = code: link-external

    content/pages/z.md:5:30: `https://d.example`: there is no host of that name
      | [c](https://c.example/x) [d](https://d.example)
      |                              ^^^^^^^^^^^^^^^^^
      = help: open it in a browser, then correct it or remove the link
      = code: link-external
    ");
}

#[test]
fn links_of_templates_are_followed_and_the_site_itself_is_not() {
    let network = Network::default();
    let template = "{% extends \"base.html\" %}{% block main %}{{ content | safe }}\
                    <a href=\"https://b.example/\">B</a><a href=\"https://c.example/{{ page.url }}\">C</a>{% endblock main %}";
    let site = linking("[a](https://a.example/b/) [d](mailto:a@d.example)")
        .with("templates/page.html", template);

    let outcome = network.check(&site, &mut cache(&site));

    let places: Vec<_> =
        outcome.diagnostics.iter().map(|each| (&*each.place.path, each.place.column)).collect();
    assert_eq!(places, [("content/templates/page.html", 71)]);
}

#[test]
fn head_is_enough_where_a_host_knows_it() {
    let network = Network::default().head("https://b.example/", 204);

    assert_eq!(network.visit("https://b.example/"), Verdict::Fine);
    assert_eq!(network.asked(), ["Head https://b.example/"]);
}

#[test]
fn what_head_does_not_say_get_does() {
    for status in [405, 501, 404, 403] {
        let network =
            Network::default().head("https://b.example/", status).get("https://b.example/", 200);

        assert_eq!(network.visit("https://b.example/"), Verdict::Fine);
        assert_eq!(network.asked(), ["Head https://b.example/", "Get https://b.example/"]);
        assert_eq!(*network.waited.lock().unwrap(), [1], "a pause between the two");
    }
    let network = Network::default()
        .without(Method::Head, "https://b.example/", Unreachable::Failed("closed".to_owned()))
        .get("https://b.example/", 200);
    assert_eq!(network.visit("https://b.example/"), Verdict::Fine);
}

#[test]
fn redirects_are_followed_to_their_end() {
    let network = Network::default()
        .with(Method::Head, "https://b.example/a", [sends_on_to("/b?c=d")])
        .with(Method::Head, "https://b.example/b?c=d", [sends_on_to("https://www.b.example")])
        .head("https://www.b.example/", 200);
    assert_eq!(network.visit("https://b.example/a"), Verdict::Fine);

    let network = Network::default()
        .with(Method::Head, "https://b.example/a", [sends_on_to("/b")])
        .head("https://b.example/b", 410)
        .get("https://b.example/b", 410);
    assert_eq!(
        network.visit("https://b.example/a"),
        Verdict::Broken(
            "`https://b.example/a`, which sends on to `https://b.example/b`, answers 410 Gone"
                .to_owned()
        )
    );
}

#[test]
fn redirects_that_never_end_or_lose_encryption_are_broken() {
    let broken = |location: &str| {
        let said = [sends_on_to(location)];
        match Network::default()
            .with(Method::Head, "https://b.example/", said)
            .visit("https://b.example/")
        {
            Verdict::Broken(message) => message,
            other => panic!("{other:?}"),
        }
    };

    assert_eq!(broken("/"), "`https://b.example/` sends on more than 5 times");
    assert_eq!(
        broken("http://b.example/"),
        "`https://b.example/` sends on to `http://b.example/`, which is not encrypted"
    );
    assert_eq!(broken("https://"), "`https://b.example/` sends on to `https://`, no address");
}

#[test]
fn a_host_that_asks_for_time_gets_it_once() {
    let url = "https://b.example/";
    let network = Network::default().with(Method::Head, url, [later(429, 7), status_of(200)]);
    assert_eq!(network.visit(url), Verdict::Fine);
    assert_eq!(*network.waited.lock().unwrap(), [7, 1]);

    let again = [later(429, 7), later(429, 7)];
    let network =
        Network::default().with(Method::Head, url, again.clone()).with(Method::Get, url, again);
    assert!(matches!(network.visit(url), Verdict::Unknown(_)));
    assert_eq!(network.waited.lock().unwrap().iter().filter(|seconds| **seconds == 7).count(), 1);

    let network = Network::default().with(Method::Head, url, [later(503, 3600)]).with(
        Method::Get,
        url,
        [later(503, 3600)],
    );
    assert!(matches!(network.visit(url), Verdict::Broken(_)), "nobody waits for an hour");
    assert_eq!(*network.waited.lock().unwrap(), [1]);
}

#[test]
fn a_host_that_answers_people_only_proves_nothing() {
    for status in [401, 403, 429, 999] {
        let url = "https://b.example/";
        let network = Network::default().head(url, status).get(url, status);

        assert!(matches!(network.visit(url), Verdict::Unknown(_)), "{status}");
    }
}

#[test]
fn a_host_is_asked_one_thing_at_a_time_with_a_pause_and_hosts_side_by_side() {
    let mut network = Network::default();
    let mut prose = String::new();
    for host in 0..12 {
        for page in 0..5 {
            let url = format!("https://h{host}.example/{page}");
            prose += &["[x](", &url, ") "].concat();
            // Each sends on to another host, which is asked by others too.
            let next = format!("https://h{}.example/", (host + 1) % 12);
            network = network.with(Method::Head, &url, [sends_on_to(&next)]).head(&next, 200);
        }
    }
    let site = linking(&prose);

    let outcome = network.check(&site, &mut cache(&site));

    assert_eq!((outcome.diagnostics.len(), outcome.asked), (0, 60));
    // 120 requests to 12 hosts: a pause before all but the first of each.
    assert_eq!(network.waited.lock().unwrap().len(), 108);
}

#[test]
fn what_was_fine_is_not_asked_again_and_what_was_broken_is() {
    let network = Network::default().head("https://b.example/", 200);
    let site = linking("[b](https://b.example/) [c](https://c.example/)");
    let mut first = cache(&site);
    assert_eq!(network.check(&site, &mut first).asked, 2);
    first.write().unwrap();

    let outcome = network.check(&site, &mut cache(&site));

    assert_eq!((outcome.asked, outcome.remembered, outcome.diagnostics.len()), (1, 1, 1));
}

#[test]
fn the_real_network_says_what_a_host_says() {
    let host = serve(&[
        ("HEAD /fine", "200 OK\r\ncontent-length: 5"),
        ("HEAD /moved", "301 Moved Permanently\r\nlocation: /fine"),
        ("HEAD /busy", "429 Too Many Requests\r\nretry-after: 120"),
        ("GET /large", "200 OK\r\ncontent-length: 1000000000000"),
    ]);
    let web = Web::new("https://a.example", Duration::from_secs(20)).unwrap();
    let fetch = |method: Method, path: &str| {
        web.fetch(method, &Url::parse(&format!("http://{host}{path}")).unwrap())
    };

    assert_eq!(fetch(Method::Head, "/fine"), Ok(status_of(200)));
    let moved = Answer { status: 301, location: Some("/fine".to_owned()), retry_after: None };
    assert_eq!(fetch(Method::Head, "/moved"), Ok(moved), "nobody follows it unasked");
    assert_eq!(fetch(Method::Head, "/busy"), Ok(later(429, 120)));
    assert_eq!(fetch(Method::Get, "/large"), Ok(status_of(200)), "nobody reads a terabyte");
    assert_eq!(fetch(Method::Get, "/nothing"), Ok(status_of(404)));
}

#[test]
fn the_real_network_says_why_there_is_no_answer() {
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let web = Web::new("https://a.example", Duration::from_millis(300)).unwrap();
    let fetch = |url: String| web.fetch(Method::Head, &Url::parse(&url).unwrap());

    let address = silent.local_addr().unwrap();
    assert_eq!(fetch(format!("http://{address}/")), Err(Unreachable::TimedOut));
    drop(silent);
    assert!(matches!(fetch(format!("http://{address}/")), Err(Unreachable::Failed(_))));
    let plain = serve(&[]);
    let found = fetch(format!("https://{plain}/"));
    assert!(
        matches!(found, Err(Unreachable::Failed(_) | Unreachable::Certificate(_))),
        "{found:?}"
    );
}

#[test]
fn the_command_reports_what_leads_nowhere_where_it_stands() {
    let closed = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
    let site = linking(&format!("[b](https://{closed}/)")).change(
        "site.toml",
        "language",
        "links.allow_http = [\"127.0.0.1\"]\nlanguage",
    );

    let done = run(&site, &["check", "--external"]);

    assert_eq!(done.status.code(), Some(1));
    let said = text(&done.stderr);
    assert!(said.starts_with("1 link to other sites asked, 0 fine within a day\n"), "{said}");
    assert!(
        said.contains(&format!(
            "content/pages/a.md:5:5: `https://{closed}/`: the connection fails"
        )),
        "{said}"
    );
    assert!(site.dist().with_file_name(".data").join("links.json").is_file());
    assert_eq!(run(&site, &["check"]).status.code(), Some(0));
}
