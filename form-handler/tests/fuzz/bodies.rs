//! Bodies, url-encoded and in JSON, sent to each of the service's addresses.

use std::fmt::Write as _;

use application_form::{kind::FieldKind, submission::Submission};
use bytes::Bytes;
use form_handler::http::{json_body, url_encoded_body};
use http::{Request, Response};
use serde_json::Value as Json;
use tokio::runtime::{Builder, Runtime};

use crate::{
    answered::{check_headers, check_json, check_page},
    test_service::TestService,
};

/// Where a body goes, and the statuses that are documented for it.
const STEPS: [(&str, &[u16]); 3] = [
    ("verification", &[200, 400, 413, 422]),
    // With a suggestion taken, the answers are checked.
    ("modification", &[200, 400, 413, 422]),
    ("envoi", &[201, 303, 400, 409, 410, 413, 429]),
];

const HTML: &str = "text/html";
const JSON: &str = "application/json";
const URL_ENCODED: &str = "application/x-www-form-urlencoded";

/// The service, which every body is sent to.
pub struct Service(Runtime, TestService);

/// A body of a media type.
#[derive(Clone)]
struct Body(&'static str, Vec<u8>);

impl Service {
    pub fn new() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let service = runtime.block_on(async { TestService::new() });
        Self(runtime, service)
    }

    /// Sends bytes, of which the first says how.
    pub fn receive(&self, bytes: &[u8]) {
        let [how, body @ ..] = bytes else { return };
        let accept = if how & 4 == 0 { HTML } else { JSON };
        let body = Body(if how & 8 == 0 { URL_ENCODED } else { JSON }, body.to_vec());
        let (step, statuses) = STEPS[usize::from(how & 3) % 3];

        let answer = self.send(step, accept, &body);

        assert!(statuses.contains(&answer.status().as_u16()), "{step}: {}", answer.status());
        let Some(submission) = self.read(&body) else {
            assert!([400, 413].contains(&answer.status().as_u16()), "{}", answer.status());
            return;
        };
        for other in self.written(&submission) {
            let same = self.send(step, accept, &other);
            let both = [&answer, &same].map(|it| (it.status(), it.headers().clone(), it.body()));
            assert_eq!(both[0], both[1], "{step} answers {} otherwise than {}", other.0, body.0);
        }
        self.check_and_send(&body, &submission);
    }

    /// The answer, which holds nothing that it must not.
    fn send(&self, step: &str, accept: &str, Body(media_type, body): &Body) -> Response<Bytes> {
        let request = Request::post(format!("/candidature/{step}"))
            .header("content-type", *media_type)
            .header("accept", accept)
            .body(Bytes::from(body.clone()))
            .unwrap();
        let answer = self.0.block_on(self.1.request(request)).0;
        check_headers(&answer);
        let text = std::str::from_utf8(answer.body()).unwrap();
        match accept {
            JSON => check_json(&serde_json::from_str(text).unwrap(), answer.status().as_u16()),
            _ => check_page(text),
        }
        answer
    }

    /// The pairs that a body stands for.
    fn read(&self, Body(media_type, body): &Body) -> Option<Submission> {
        match *media_type {
            JSON => json_body::pairs(&self.1.handler.bundle.definition, body).ok(),
            _ => url_encoded_body::pairs(body).ok(),
        }
    }

    /// The same pairs in each format that can say them.
    fn written(&self, submission: &Submission) -> Vec<Body> {
        let mut encoded = String::new();
        let mut json = Vec::new();
        for (name, value) in submission.pairs() {
            for (text, end) in [(name, '='), (value, '&')] {
                text.bytes().for_each(|byte| write!(encoded, "%{byte:02X}").unwrap());
                encoded.push(end);
            }
            // A name may be there twice, in JSON too.
            json.push(format!("{}:{}", Json::from(name.as_str()), Json::from(value.as_str())));
        }
        let json = Body(JSON, format!("{{{}}}", json.join(",")).into_bytes());
        // A date's own name is known in JSON alone: it stands for the three parts.
        let is_date = |name: &str| {
            let field = self.1.handler.bundle.definition.field(name);
            field.is_some_and(|field| matches!(field.kind, FieldKind::Date { .. }))
        };
        let can_be_json = !submission.pairs().iter().any(|(name, _)| is_date(name));
        let encoded = Body(URL_ENCODED, encoded.into_bytes());
        std::iter::once(encoded).chain(can_be_json.then_some(json)).collect()
    }

    /// What is accepted is kept, and is then what was read back.
    fn check_and_send(&self, body: &Body, submission: &Submission) {
        let json =
            |answer: Response<Bytes>| -> Json { serde_json::from_slice(answer.body()).unwrap() };
        let checked = json(self.send("verification", JSON, body));
        if checked["outcome"] != "check" || submission.all("token").count() > 0 {
            return; // Or the token would be there twice.
        }
        let token = checked["token"].as_str().unwrap();
        let suggested = submission.all("suggestion").count() > 0;
        for with_token in self.written(&submission.clone().with("token", token)) {
            let sent = self.send("envoi", JSON, &with_token);
            // What is suggested is taken by the check alone: other answers were read back than those sent.
            if suggested && sent.status() == 409 {
                continue;
            }
            assert_eq!(sent.status(), 201, "{}", String::from_utf8_lossy(sent.body()));
            let sent = json(sent);
            let kept = self.0.block_on(self.1.records());
            let is_sent = |reference: &str| sent["reference"] == reference;
            let record = kept.iter().find(|record| is_sent(record.reference.as_str())).unwrap();
            assert_eq!(Json::Object(self.1.open_record(record).answers), checked["answers"]);
        }
    }
}
