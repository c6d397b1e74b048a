//! What proves that an application was erased: no answer and no name is on it. Its reference still points to the person
//! who holds it.

use application_form::reference::Reference;
use form_handler::record::ReceivedAt;
use htmlize::escape_text as escape;
use serde::Serialize;

use crate::{
    cli::words::ErasureGround,
    text::{day::Day, paris_time},
};

/// A certificate, as its JSON has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// The application.
    pub reference: Reference,
    /// SHA-256 of what was sealed in it; null if it had expired.
    pub sha256: Option<String>,
    /// When it had arrived.
    pub received_at: ReceivedAt,
    /// When it was erased.
    pub erased_at: ReceivedAt,
    /// The fingerprint of who did.
    pub by: String,
    /// On what ground.
    pub ground: ErasureGround,
    /// The number of the act.
    pub seq: u64,
    /// Its hash: in the journal it stands between the acts before and after.
    pub hash: String,
    /// The acts whose contents were deleted with it.
    pub acts: Vec<u64>,
    /// Acts on several applications, whose contents still hold the reference.
    pub shared_acts: Vec<u64>,
    /// What this does not reach.
    pub not_reached: Vec<NotReached>,
}

/// What an erasure does not reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotReached {
    /// What it is.
    pub what: &'static str,
    /// Until when it is there; null if people have to look themselves.
    pub until: Option<Day>,
}

impl NotReached {
    /// All of it: backups hold what was erased until that day.
    pub fn all(backups_until: Option<Day>) -> Vec<Self> {
        [("exports", None), ("packs", None), ("backups", backups_until)]
            .map(|(what, until)| Self { what, until })
            .to_vec()
    }

    /// In French, for whoever has to look there.
    pub fn said(&self) -> String {
        let what = match self.what {
            "exports" => "les exports déjà faits : supprimez-les, ou retirez-en la candidature",
            "packs" => "les dossiers remis aux pairs : récupérez-les et détruisez-les",
            _ => "les sauvegardes",
        };
        let until = self.until.map(|day| format!(", jusqu'au {}", day.long()));
        format!("{what}{}", until.unwrap_or_default())
    }
}

/// The certificates as one JSON text: of one, an object; of several, a list.
pub fn json(certificates: &[Certificate]) -> Vec<u8> {
    let text = match certificates {
        [one] => serde_json::to_string_pretty(one),
        several => serde_json::to_string_pretty(several),
    };
    format!("{}\n", text.expect("texts and numbers")).into_bytes()
}

/// The certificates as a page to print.
pub fn html(certificates: &[Certificate]) -> Vec<u8> {
    let bodies: String = certificates.iter().map(Certificate::section).collect();
    page("Attestation d'effacement", &bodies)
}

/// A page by itself: it loads nothing.
pub fn page(title: &str, body: &str) -> Vec<u8> {
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>body{{font:1rem/1.5 sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}}\
         dt{{font-weight:bold}}dd{{margin:0 0 .5rem;overflow-wrap:anywhere;white-space:pre-line}}\
         section{{break-inside:avoid}}</style>\n<h1>{title}</h1>\n{body}</html>\n"
    )
    .into_bytes()
}

/// A term and what is said of it.
pub fn line(term: &str, text: &str) -> String {
    format!("<dt>{}</dt><dd>{}</dd>\n", escape(term), escape(text))
}

impl Certificate {
    fn section(&self) -> String {
        let numbers = |acts: &[u64]| {
            let acts: Vec<String> = acts.iter().map(|act| format!("n° {act}")).collect();
            if acts.is_empty() { "aucun".to_owned() } else { acts.join(", ") }
        };
        let not_reached: Vec<String> = self.not_reached.iter().map(NotReached::said).collect();
        let lines = [
            line("Référence", self.reference.as_str()),
            line("Reçue le", &paris_time::long(self.received_at.timestamp())),
            line("Effacée le", &paris_time::long(self.erased_at.timestamp())),
            line("Par la personne dont la clé a l'empreinte", &self.by),
            line("Motif", self.ground.words()),
            line("SHA-256 de ce qui était scellé", self.sha256.as_deref().unwrap_or("déjà effacé")),
            line("Acte du journal", &format!("n° {}, {}", self.seq, self.hash)),
            line("Contenus d'actes effacés avec elle", &numbers(&self.acts)),
            line("Actes groupés qui gardent sa référence", &numbers(&self.shared_acts)),
            line("Ce que l'effacement n'atteint pas", &not_reached.join("\n")),
        ];
        format!("<section><h2>{}</h2>\n<dl>\n{}</dl></section>\n", self.reference, lines.concat())
    }
}
