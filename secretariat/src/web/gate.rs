//! The gate: nothing reaches a page before who asks is known.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{Router, body::Body, extract::State};
use http::{Method, Request, Response, request::Parts};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use jiff::Timestamp;
use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};

use super::{
    desk::DeskThread,
    instance::{Instance, KNOCK, KNOCK_HEADER},
    pages,
    request::{Asked, FORM_TOKEN, Fields, Verb, of_token},
    response::{Answer, Refusal, plain, response},
    security::{
        checks::{cookies, is_for, is_form, is_same_origin},
        links::{LIFE, Links},
        sessions::{Session, Sessions},
    },
    template::Sheet,
};

/// Below which the links are that begin a session.
const ENTRY: &str = "/ouvrir/";

/// The largest form, in bytes: every text of the longest one in an alphabet of three bytes, each written as `%XX`.
pub const FORM_BYTES: usize = 1024 * 1024;

/// How long a form may take to arrive, on one machine.
const ARRIVAL: Duration = Duration::from_secs(20);

/// What every answer needs.
pub struct Gate {
    addr: SocketAddr,
    clock: fn() -> Timestamp,
    desk: DeskThread,
    instance: Instance,
    links: Mutex<Links>,
    sessions: Mutex<Sessions>,
    /// Told when the program is to end.
    pub quit: Notify,
}

impl Gate {
    /// A gate that listens on `addr`.
    pub fn new(
        addr: SocketAddr,
        clock: fn() -> Timestamp,
        desk: DeskThread,
        instance: Instance,
    ) -> Arc<Self> {
        let (links, sessions) = (Mutex::default(), Mutex::default());
        Arc::new(Self { addr, clock, desk, instance, links, sessions, quit: Notify::new() })
    }

    /// Everything that is answered.
    pub fn router(self: &Arc<Self>) -> Router {
        Router::new().fallback(respond).with_state(Arc::clone(self))
    }

    /// A new link. When its time is over, the page that leads to it goes too.
    pub fn link(self: &Arc<Self>) -> String {
        let token = held(&self.links).add((self.clock)());
        let gate = Arc::clone(self);
        tokio::spawn(async move {
            sleep(LIFE).await;
            if held(&gate.links).are_over((gate.clock)()) {
                gate.instance.remove_door();
            }
        });
        format!("http://{}{ENTRY}{}", self.addr, token.text())
    }

    async fn answer(self: &Arc<Self>, request: Request<Body>) -> Response<Body> {
        let (parts, body) = request.into_parts();
        if !is_for(self.addr, &parts.uri, &parts.headers) {
            return refuse(Refusal::NotFromHere);
        }
        let path = parts.uri.path();
        if path == KNOCK {
            return self.knocked(&parts);
        }
        if let Some(token) = path.strip_prefix(ENTRY) {
            return self.enter(&parts, token);
        }
        let Some((session, below)) = self.session(&parts, path) else {
            return refuse(Refusal::NoSession);
        };
        match self.read(&parts, body, &session, below).await {
            Ok(asked) => self.ask(asked).await,
            Err(refusal) => refuse(refusal),
        }
    }

    /// The session whose path and cookie these are, and what is asked for below.
    fn session<'a>(&self, parts: &Parts, path: &'a str) -> Option<(Session, &'a str)> {
        let (secret, _) = path.strip_prefix("/b/")?.split_once('/')?;
        let below = &path["/b/".len() + secret.len()..];
        let session = held(&self.sessions).find(secret, cookies(&parts.headers))?;
        Some((session, below))
    }

    /// What is asked for, once it is certain that a page of this session asks.
    async fn read(
        &self,
        parts: &Parts,
        body: Body,
        session: &Session,
        below: &str,
    ) -> Result<Asked, Refusal> {
        let asked = |verb, fields, seen| Asked {
            verb,
            path: below.to_owned(),
            fields,
            base: session.base(),
            form_token: session.form_token().text().to_owned(),
            seen,
        };
        match parts.method {
            Method::GET | Method::HEAD => Ok(asked(Verb::Get, Fields::default(), None)),
            Method::POST if !is_same_origin(self.addr, &parts.headers) => Err(Refusal::NotFromHere),
            Method::POST if !is_form(&parts.headers) => Err(Refusal::NotAForm),
            Method::POST => {
                let fields = Fields::read(&read(body).await?);
                let (token, seen) = of_token(fields.get(FORM_TOKEN));
                if session.form_token().is(token) {
                    Ok(asked(Verb::Post, fields, seen))
                } else {
                    Err(Refusal::NotFromHere)
                }
            }
            _ => Err(Refusal::WrongVerb),
        }
    }

    async fn ask(&self, asked: Asked) -> Response<Body> {
        let asking = self.desk.ask(move |desk| pages::answer(desk, &asked));
        if let Some(answer) = asking.await {
            if matches!(answer, Answer::Quit(_)) {
                self.quit.notify_one();
            }
            response(answer)
        } else {
            // Whoever starts the program again finds no dead office.
            self.quit.notify_one();
            refuse(Refusal::Failed)
        }
    }

    /// The page with one button, and what the button does. Looking at the page uses nothing up: browsers look at
    /// addresses before a person does.
    fn enter(&self, parts: &Parts, token: &str) -> Response<Body> {
        let now = (self.clock)();
        match parts.method {
            Method::GET | Method::HEAD if held(&self.links).know(token, now) => {
                let action = format!("{ENTRY}{token}");
                let sheet = Sheet::new("enter.html", "Le bureau").with("action", &action);
                response(Answer::Page(sheet.outside()))
            }
            Method::POST if !is_same_origin(self.addr, &parts.headers) => {
                refuse(Refusal::NotFromHere)
            }
            Method::POST if held(&self.links).redeem(token, now) => {
                self.instance.remove_door();
                let session = held(&self.sessions).begin();
                let (to, cookie) = (format!("{}/", session.base()), session.cookie());
                response(Answer::Begin { to, cookie })
            }
            Method::GET | Method::HEAD | Method::POST => refuse(Refusal::NoSession),
            _ => refuse(Refusal::WrongVerb),
        }
    }

    /// A second start of the program, which reads the same folder, is given a link.
    fn knocked(self: &Arc<Self>, parts: &Parts) -> Response<Body> {
        let given = parts.headers.get(KNOCK_HEADER).and_then(|value| value.to_str().ok());
        let is_known = given.is_some_and(|given| self.instance.is_known_by(given));
        if parts.method == Method::POST && is_known {
            plain(self.link())
        } else {
            refuse(Refusal::NoSession)
        }
    }
}

async fn respond(State(gate): State<Arc<Gate>>, request: Request<Body>) -> Response<Body> {
    gate.answer(request).await
}

/// The whole body, if it is no larger than a form and does not keep one waiting.
async fn read(body: Body) -> Result<Vec<u8>, Refusal> {
    let collected = timeout(ARRIVAL, Limited::new(body, FORM_BYTES).collect()).await;
    match collected {
        Ok(Ok(collected)) => Ok(collected.to_bytes().to_vec()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Refusal::TooLarge),
        Ok(Err(_)) => Err(Refusal::NotAForm),
        Err(_) => Err(Refusal::TooSlow),
    }
}

/// The same whoever asks: nothing of what is inside.
fn refuse(refusal: Refusal) -> Response<Body> {
    let (title, text) = match refusal {
        Refusal::NoSession => (
            "Le bureau ne s'ouvre pas ainsi",
            "Le lien a déjà servi, ou il a plus de deux minutes. Ouvrez le programme de nouveau : il vous ramène ici.",
        ),
        Refusal::NotFromHere => (
            "Demande refusée",
            "Elle ne vient pas d'une page du bureau. Ouvrez le programme de nouveau.",
        ),
        Refusal::NoSuchPage | Refusal::WrongVerb | Refusal::NotAForm => {
            ("Cette page n'existe pas", "Revenez à la page précédente.")
        }
        Refusal::TooLarge => (
            "Ce texte est trop long",
            "Rien n'a été fait. Revenez à la page précédente et raccourcissez-le.",
        ),
        Refusal::TooSlow => ("L'envoi s'est interrompu", "Rien n'a été fait. Recommencez."),
        Refusal::Failed => {
            ("Le bureau s'est arrêté", "Une erreur du programme l'a arrêté. Ouvrez-le de nouveau.")
        }
    };
    response(Answer::Refused(refusal, Sheet::message(title, &[text]).outside()))
}

/// A thread that failed while it held one of these has left it whole.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
