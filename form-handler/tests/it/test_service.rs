//! A handler with the real form, a real store in a folder of its own, and a clock that the test moves.

use std::{
    fmt::Write as _,
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use age::x25519::Identity;
use application_form::page::Pages;
use authoring::{diagnostics::Source, form::read};
use bytes::Bytes;
use form_handler::{
    bundle::{Bundle, Layout, VERSION},
    crypto::{
        recipients::{Recipient, Recipients},
        seal::open,
        secret::Secret,
        signing::{
            SigningKey,
            listed::{DatedKey, SigningKeys},
        },
        token::Secrets,
    },
    handler::{Clock, Handler},
    http::request::Origin,
    rate_limit::{MemoryCounts, Network, RateLimit},
    record::{
        Record,
        contents::{Authorship, SealedContents},
    },
    service::answer,
    store::{Store, sqlite::SqliteStore},
};
use http::{Request, Response};
use jiff::{Timestamp, tz::TimeZone};
use tempfile::TempDir;

/// 1 June 2021, 10:42:30 in Paris.
const OPENING: &str = "2021-06-01T08:42:30Z";

pub struct TestService<S = SqliteStore> {
    pub handler: Handler<S>,
    now: Arc<AtomicI64>,
    identity: Identity,
    folder: Option<TempDir>,
}

/// A secret that everyone knows.
pub fn secret(letter: char) -> Secret {
    letter.to_string().repeat(44).parse().unwrap()
}

/// A key for signatures that everyone knows.
pub fn signing_key() -> SigningKey {
    "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=".parse().unwrap()
}

impl TestService {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = SqliteStore::open(&folder.path().join("applications.db")).unwrap();
        let mut service = Self::over(store);
        service.folder = Some(folder);
        service
    }
}

impl<S: Store> TestService<S> {
    /// A service whose applications are kept there.
    pub fn over(store: S) -> Self {
        let source = include_str!("../../../content/candidature.toml");
        let (definition, problems) = read(&Source::new("content/candidature.toml", source));
        let definition = definition.unwrap_or_else(|| panic!("{problems:#?}"));
        let bundle = Bundle {
            version: VERSION,
            base_url: "https://bureau.example".into(),
            language: "fr".into(),
            form_hash: definition.hash(),
            definition,
            retention_months: 12,
            recipients: Vec::new(),
            signing_keys: Vec::new(),
            headers: vec![("content-security-policy".into(), "default-src 'none'".into())],
            layout: Layout {
                before_title: "<title>".into(),
                between: "</title><main>".into(),
                after: "</main>".into(),
            },
            templates: Pages::built_in(),
            not_found: "page 404".into(),
            others: Vec::new(),
        };
        let identity = Identity::generate();
        let recipient = |identity: &Identity, name: &str| Recipient {
            role: "bureau".into(),
            name: name.into(),
            key: identity.to_public(),
            until: None,
        };
        let recipients = vec![recipient(&identity, "Ada"), recipient(&Identity::generate(), "Bob")];
        let opening: Timestamp = OPENING.parse().unwrap();
        let now = Arc::new(AtomicI64::new(opening.as_second()));
        let clock = Arc::clone(&now);
        let handler = Handler {
            pages: Pages::new(&bundle.templates).unwrap(),
            bundle,
            recipients: Recipients::new(recipients).unwrap(),
            signing_key: signing_key(),
            secrets: Secrets { current: secret('a'), previous: None },
            store,
            origin: Origin::Site("https://bureau.example".into()),
            rate_limit: RateLimit::PerNetwork,
            counts: MemoryCounts::default(),
            time_zone: TimeZone::get("Europe/Paris").unwrap(),
            clock: Clock(Box::new(move || {
                Timestamp::from_second(clock.load(Ordering::Relaxed)).unwrap()
            })),
        };
        Self { handler, now, identity, folder: None }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_second(self.now.load(Ordering::Relaxed)).unwrap()
    }

    pub fn hours_pass(&self, hours: i64) {
        self.now.fetch_add(hours * 3600, Ordering::Relaxed);
    }

    pub async fn request(&self, request: Request<Bytes>) -> Answered {
        Answered(answer(&self.handler, request).await)
    }

    pub async fn get(&self, path: &str) -> Answered {
        self.request(Request::get(path).body(Bytes::new()).unwrap()).await
    }

    /// As a browser sends it.
    pub async fn post(&self, step: &str, answers: &Answers) -> Answered {
        self.request(answers.request(step)).await
    }

    /// As a program sends it; the answer is JSON.
    pub async fn post_json(&self, step: &str, answers: &Answers) -> Answered {
        let mut request = answers.request(step);
        request.headers_mut().insert("accept", "application/json".parse().unwrap());
        self.request(request).await
    }

    /// Sends what was checked from that address; the answer is JSON.
    pub async fn send_from(&self, address: &str, checked: &Answers) -> Answered {
        let mut request = checked.request("envoi");
        request.headers_mut().insert("accept", "application/json".parse().unwrap());
        let address: IpAddr = address.parse().unwrap();
        request.extensions_mut().insert(Network::from(address));
        self.request(request).await
    }

    /// Has the answers checked and adds the proof.
    pub async fn checked(&self, answers: Answers) -> Answers {
        let checked = self.post_json("verification", &answers).await.expect_json(200);
        answers.with("token", checked["token"].as_str().unwrap())
    }

    pub async fn records(&self) -> Vec<Record> {
        let mut pages = vec![self.handler.store.list(None, self.now()).await.unwrap()];
        while let Some(next) = pages.last().unwrap().next.clone() {
            pages.push(self.handler.store.list(Some(&next), self.now()).await.unwrap());
        }
        pages.into_iter().flat_map(|page| page.records).map(Result::unwrap).collect()
    }

    pub fn open_record(&self, record: &Record) -> SealedContents {
        let identities: Vec<Box<dyn age::Identity>> = vec![Box::new(self.identity.clone())];
        let key = DatedKey { key: signing_key().public(), from: "2021-06-01".parse().unwrap() };
        let text = open(&record.sealed, &identities).unwrap();
        let (contents, authorship) =
            SealedContents::read(&text, record, &SigningKeys::new(vec![key])).unwrap();
        assert_eq!(authorship, Authorship::Signed);
        contents
    }
}

#[must_use = "check the status"]
pub struct Answered(pub Response<Bytes>);

impl Answered {
    #[track_caller]
    pub fn expect(self, status: u16) -> String {
        let body = String::from_utf8(self.0.body().to_vec()).unwrap();
        assert_eq!(self.0.status().as_u16(), status, "the body was: {body}");
        body
    }

    #[track_caller]
    pub fn expect_json(self, status: u16) -> serde_json::Value {
        serde_json::from_str(&self.expect(status)).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.0.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// What is typed.
#[derive(Clone)]
pub struct Answers(Vec<(String, String)>);

/// A complete application without any optional answer.
pub fn answers() -> Answers {
    let project = "Nous voulons passer de la vente à la location de nos machines. ".repeat(4);
    let typed = [
        ("raison_sociale", "Ateliers du Lez"),
        ("siren", "732 829 320"),
        ("date_creation_jour", "27"),
        ("date_creation_mois", "3"),
        ("date_creation_annee", "2015"),
        ("chiffre_affaires", "1 250 000"),
        ("effectif", "12"),
        ("departement", "34"),
        ("code_postal", "34000"),
        ("secteur", "industrie"),
        ("activite", "Nous fabriquons des machines à bois."),
        ("themes", "numerique"),
        ("projet", &project),
        ("motivation", &project[..120]),
        ("attentes", &project[..60]),
        ("prenom", "Camille"),
        ("nom", "Durand"),
        ("fonction", "Gérante"),
        ("habilite", "oui"),
        ("courriel", "camille.durand@exemple.fr"),
    ];
    Answers(typed.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
}

impl Answers {
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.and(name, value)
    }

    /// One more value under the name.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn request(&self, step: &str) -> Request<Bytes> {
        Request::post(format!("/candidature/{step}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "https://bureau.example")
            .body(self.body().into())
            .unwrap()
    }

    fn body(&self) -> String {
        let mut body = String::new();
        for (name, value) in &self.0 {
            let _ = write!(body, "{name}=");
            for byte in value.bytes() {
                let _ = write!(body, "%{byte:02X}");
            }
            body.push('&');
        }
        body
    }
}
