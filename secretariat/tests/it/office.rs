//! Who is let into the office, and who is not.

use crate::{
    test_office::TestOffice,
    test_secretariat::{TestSecretariat, now},
};

/// Changes one thing of a sound request, names it, and expects that status.
type Refused = (&'static str, fn(&Parts) -> String, u16);

/// What a sound request is made of.
struct Parts {
    host: String,
    base: String,
    cookie: String,
    token: String,
}

impl Parts {
    fn get(&self, path: &str, head: &str) -> String {
        format!("GET {}{path} HTTP/1.1\r\n{head}\r\n\r\n", self.base)
    }

    fn head(&self) -> String {
        format!("host: {}\r\ncookie: {}", self.host, self.cookie)
    }

    fn post(&self, path: &str, head: &str, body: &str) -> String {
        let length = body.len();
        format!(
            "POST {}{path} HTTP/1.1\r\n{head}\r\ncontent-length: {length}\r\n\r\n{body}",
            self.base
        )
    }

    fn form(&self) -> String {
        format!(
            "{}\r\norigin: http://{}\r\ncontent-type: application/x-www-form-urlencoded",
            self.head(),
            self.host
        )
    }

    fn token(&self) -> String {
        format!("jeton={}", self.token)
    }
}

const REFUSED: [Refused; 19] = [
    ("no host", |own| own.get("/", &format!("cookie: {}", own.cookie)), 403),
    ("another host", |own| own.get("/", &own.head().replace("127.0.0.1", "localhost")), 403),
    ("no port", |own| own.get("/", &format!("host: 127.0.0.1\r\ncookie: {}", own.cookie)), 403),
    ("no cookie", |own| own.get("/", &format!("host: {}", own.host)), 401),
    ("another cookie", |own| own.get("/", &own.head().replace("bureau=", "bureau=x")), 401),
    ("no second secret", |own| format!("GET / HTTP/1.1\r\n{}\r\n\r\n", own.head()), 401),
    ("another second secret", |own| own.get("/", &own.head()).replace("/b/", "/b/x"), 401),
    ("no page", |own| own.get("/rien", &own.head()), 404),
    ("another verb", |own| own.get("/", &own.head()).replace("GET", "DELETE"), 405),
    (
        "a POST without a cookie",
        |own| own.post("/quitter", &own.form().replace("cookie", "x-cookie"), &own.token()),
        401,
    ),
    (
        "a POST of nowhere",
        |own| own.post("/quitter", &own.form().replace("origin", "x-origin"), &own.token()),
        403,
    ),
    (
        "a POST of another site",
        |own| {
            own.post("/quitter", &own.form().replace("http://127", "http://evil.127"), &own.token())
        },
        403,
    ),
    (
        "a POST of a file",
        |own| {
            own.post(
                "/quitter",
                &own.form().replace(&format!("http://{}", own.host), "null"),
                &own.token(),
            )
        },
        403,
    ),
    (
        "a POST that the browser says is another site's",
        |own| {
            own.post(
                "/quitter",
                &format!("{}\r\nsec-fetch-site: cross-site", own.form()),
                &own.token(),
            )
        },
        403,
    ),
    ("a POST without a form token", |own| own.post("/quitter", &own.form(), "a=b"), 403),
    ("a POST with another form token", |own| own.post("/quitter", &own.form(), "jeton=x"), 403),
    (
        "a POST of another kind",
        |own| {
            own.post("/quitter", &own.form().replace("x-www-form-urlencoded", "json"), &own.token())
        },
        415,
    ),
    (
        "a POST that is too large",
        |own| {
            own.post("/quitter", &own.form(), &format!("{}&a={}", own.token(), "x".repeat(1 << 20)))
        },
        413,
    ),
    (
        "a head that is too large",
        |own| own.get("/", &format!("{}\r\nx: {}", own.head(), "x".repeat(1 << 15))),
        431,
    ),
];

fn parts(office: &TestOffice) -> Parts {
    let session = office.session.clone();
    Parts {
        host: office.host.clone(),
        base: session.base,
        cookie: session.cookie,
        token: session.token,
    }
}

#[tokio::test]
async fn whoever_is_not_known_is_told_nothing() {
    let secretariat = TestSecretariat::new();
    let record = secretariat.receive(1).await;
    let office = TestOffice::open(&secretariat, "", now);
    let own = parts(&office);

    for (name, request, status) in REFUSED {
        let reply = office.raw(&request(&own));

        assert_eq!(reply.status, status, "{name}: {} {}", reply.head, reply.body);
        for inside in [record.reference.as_str(), &own.token, "Candidatures"] {
            assert!(status == 404 || !reply.body.contains(inside), "{name}: {inside}");
        }
        assert!(reply.header("set-cookie").is_none(), "{name}");
    }
    office.get("/").expect(200);
}

#[tokio::test]
async fn a_session_begins_with_the_link_once() {
    let secretariat = TestSecretariat::new();
    let office = TestOffice::open(&secretariat, "", now);
    let entry = office.entry();
    let host = &office.host;
    assert!(entry.rsplit('/').next().unwrap().len() >= 43, "256 bits: {entry}");

    for verb in ["GET", "POST"] {
        let origin = format!("origin: http://{host}\r\ncontent-length: 0");
        let reply =
            office.raw(&format!("{verb} {entry} HTTP/1.1\r\nhost: {host}\r\n{origin}\r\n\r\n"));
        assert_eq!(reply.status, 401, "{verb}");
    }
    // What does not open it does not use it up either.
    let other = TestOffice::start(&TestSecretariat::new(), "", now);
    let (entry, host) = (other.entry(), &other.host);
    for (verb, head, status) in [
        ("GET", "host: localhost".to_owned(), 403),
        ("POST", format!("host: {host}\r\ncontent-length: 0"), 403),
        ("POST", format!("host: {host}\r\norigin: null\r\ncontent-length: 0"), 403),
        ("GET", format!("host: {host}"), 200),
    ] {
        let reply = other.raw(&format!("{verb} {entry} HTTP/1.1\r\n{head}\r\n\r\n"));
        assert_eq!(reply.status, status, "{verb} {head}");
        assert!(reply.header("set-cookie").is_none() && reply.header("location").is_none());
    }
    let session = other.come_in();
    assert!(session.cookie.starts_with("bureau="));
}

#[tokio::test]
async fn every_answer_is_kept_nowhere_and_shown_to_no_other_site() {
    let secretariat = TestSecretariat::new();
    let office = TestOffice::open(&secretariat, "", now);
    let own = parts(&office);
    let requests = REFUSED.iter().map(|(_, request, _)| request(&own));
    let requests = requests.chain([own.get("/", &own.head())]);

    for request in requests.filter(|request| request.len() < 1 << 14) {
        let reply = office.raw(&request);
        for (name, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), Some(value), "{name} of {request}");
        }
        let policy = reply.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(!policy.contains("script") && !policy.contains("unsafe"), "{policy}");
    }
}

#[tokio::test]
async fn the_cookie_is_the_sessions_alone() {
    let secretariat = TestSecretariat::new();
    let office = TestOffice::start(&secretariat, "", now);
    let (entry, host) = (office.entry(), &office.host);

    let begun = office.raw(&format!(
        "POST {entry} HTTP/1.1\r\nhost: {host}\r\nsec-fetch-site: same-origin\r\ncontent-length: 0\r\n\r\n"
    ));

    let location = begun.header("location").unwrap();
    let cookie = begun.header("set-cookie").unwrap();
    assert!(location.starts_with("/b/") && location.ends_with('/') && location.len() > 43);
    for attribute in [format!("Path={location}"), "HttpOnly".into(), "SameSite=Strict".into()] {
        assert!(cookie.split("; ").any(|each| each == attribute), "{attribute} in {cookie}");
    }
    assert!(!cookie.contains("Expires") && !cookie.contains("Max-Age"), "it ends with the browser");
}

#[tokio::test]
async fn a_second_start_leads_to_the_running_office() {
    let secretariat = TestSecretariat::new();
    let first = TestOffice::open(&secretariat, "", now);

    let second = TestOffice::open(&secretariat, "", now);

    assert_eq!(first.host, second.host);
    assert_ne!(first.link, second.link);
    second.get("/").expect(200);
    first.get("/").expect(200);
}
