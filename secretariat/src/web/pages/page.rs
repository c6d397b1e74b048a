//! What the pages have in common: what they work with, what is typed, and what is said when something cannot be done.

pub mod answers;

use application_form::reference::Reference;
use authoring::typography::french;
use serde_json::json;
use tokio::runtime::Runtime;

use super::super::{
    desk::at_work::AtWork,
    request::{Asked, PASSPHRASE, Verb},
    response::{Answer, Refusal},
    template::{Frame, Sheet},
};
use crate::{
    cases::{
        Case,
        error::{ActError, refusal::Refusal as Refused},
    },
    error::Error,
    records::find::{FindError, reference},
};

/// What a page of the open office works with.
pub struct Page<'a> {
    /// What lies open.
    pub at_work: &'a mut AtWork,
    /// What waits for the store.
    pub runtime: &'a Runtime,
    /// What is asked for.
    pub asked: &'a Asked,
    /// A page without text fields goes to the lock after so many seconds.
    pub idle_seconds: u64,
}

impl Page<'_> {
    /// What every page has.
    pub fn frame(&self) -> Frame {
        let remarks = self.at_work.office.remarks();
        let remarks = remarks.iter().map(|remark| sentence(remark)).collect();
        Frame { idle_seconds: self.idle_seconds, remarks }
    }

    /// A page.
    pub fn show(&self, sheet: Sheet) -> Answer {
        Answer::Page(sheet.open(self.asked, &self.frame()))
    }

    /// Another page is looked at next: an address below the session's base.
    pub fn see(&self, path: &str) -> Answer {
        Answer::See(format!("{}{path}", self.asked.base))
    }

    /// Whether a form was sent.
    pub fn is_sent(&self) -> bool {
        self.asked.verb == Verb::Post
    }

    /// What was typed in a field; `None` if nothing was.
    pub fn typed(&self, name: &str) -> Option<String> {
        let text = self.asked.fields.get(name).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The application that an address names.
    pub fn find(&self, typed: &str) -> Result<&Case, Error> {
        let reference = reference(typed)?;
        let unknown = || FindError::Unknown(reference.clone());
        Ok(self.at_work.office.cases.find(&reference).ok_or_else(unknown)?)
    }

    /// Every application whose box was ticked.
    pub fn ticked(&self) -> Result<Vec<Reference>, Error> {
        self.asked.fields.all("ref").map(|typed| Ok(reference(typed)?)).collect()
    }
}

/// There is no such page, or it takes no form.
pub fn no_such_page(page: &Page<'_>) -> Answer {
    let sheet = Sheet::message("Cette page n'existe pas", &["Le menu mène à toutes les pages."]);
    Answer::Refused(Refusal::NoSuchPage, sheet.open(page.asked, &page.frame()))
}

/// What was asked for could not be done, and nothing was: what was typed stays, to be sent again or copied.
pub fn failed(idle_seconds: u64, asked: &Asked, error: &Error) -> Answer {
    let frame = Frame { idle_seconds, remarks: Vec::new() };
    match (asked.verb, error) {
        (Verb::Get, Error::Find(_)) => {
            let sheet = why(error, "Cette candidature n'existe pas");
            Answer::Refused(Refusal::NoSuchPage, sheet.open(asked, &frame))
        }
        (Verb::Get, Error::Act(ActError::Refused(refusals)))
            if matches!(refusals[..], [Refused::NoLetter(_)]) =>
        {
            let sheet = why(error, "Ce courrier n'existe pas");
            Answer::Refused(Refusal::NoSuchPage, sheet.open(asked, &frame))
        }
        (Verb::Get, _) => {
            Answer::Page(why(error, "Cette page ne peut pas s'afficher").open(asked, &frame))
        }
        // It is typed once more, where it was.
        (Verb::Post, _) if !asked.fields.get(PASSPHRASE).is_empty() => {
            let sheet = why(error, "Rien n'a été fait").with("back", &asked.path);
            Answer::Again(sheet.say("back_title", "Recommencer").open(asked, &frame))
        }
        (Verb::Post, _) => {
            let label = |name: &str| TYPED.iter().find(|(field, _)| *field == name);
            let (typed, hidden): (Vec<_>, Vec<_>) =
                asked.fields.pairs().partition(|(name, _)| label(name).is_some());
            let hidden: Vec<_> =
                hidden.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
            let typed: Vec<_> = typed
                .iter()
                .filter_map(|(name, value)| Some((name, value, french(label(name)?.1))))
                .map(|(name, value, label)| json!({"name": name, "value": value, "label": label}))
                .collect();
            let sheet = Sheet::new("refused.html", "Rien n'a été fait")
                .say("error", &sentence(&error.to_string()))
                .say("help", &sentence(&error.help().unwrap_or_default()))
                .with("path", &asked.path)
                .with("hidden", &hidden)
                .with("typed_fields", &typed)
                .typed();
            Answer::Again(sheet.open(asked, &frame))
        }
    }
}

/// What people write in forms, by its name.
const TYPED: [(&str, &str); 36] = [
    ("nouvelles", "Numéros des clés nouvelles"),
    ("texte", "Texte pour l'entreprise"),
    ("objet", "Objet"),
    ("courrier", "Texte du courrier"),
    ("remarque", "Remarque pour le bureau"),
    ("motif_libre", "Pourquoi"),
    ("par", "Décidé par"),
    ("le", "Date"),
    ("note", "Note"),
    ("de", "Envoyé par"),
    ("valeur", "Réponse corrigée"),
    ("suivi", "Ce que l'entreprise est devenue"),
    ("recherche", "Recherche"),
    ("demande", "Ce que l'entreprise a demandé"),
    ("avis", "L'avis, pour l'entreprise"),
    ("reseaux_utiles", "Réseaux qui peuvent aider"),
    ("ensuite", "Ce qui vient ensuite"),
    ("dit_le", "Dit de vive voix le"),
    ("approuve_par", "Approuvé par"),
    ("nom_pair", "Nom"),
    ("reseau", "Réseau"),
    ("entreprise_pair", "Entreprise"),
    ("siren_pair", "SIREN de l'entreprise"),
    ("departement_pair", "Département"),
    ("courriel_pair", "Courriel"),
    ("jours", "Jours"),
    ("au_plus", "Auditions au plus"),
    ("liens", "Liens"),
    ("signe", "Engagement signé le"),
    ("date", "Date"),
    ("heure", "Heure du début"),
    ("lieu", "Lieu"),
    ("lien", "Lien de la visioconférence"),
    ("intervalle", "Minutes entre deux entreprises"),
    ("pause_apres", "Pause après l'entreprise n°"),
    ("pause_duree", "Minutes de pause"),
];

/// The office cannot be opened.
pub fn why_closed(error: &Error) -> Sheet {
    why(error, "Le bureau ne peut pas s'ouvrir")
}

fn why(error: &Error, title: &str) -> Sheet {
    let help = error.help().unwrap_or_default();
    let texts = [sentence(&error.to_string()), sentence(&help)];
    let texts: Vec<&str> =
        texts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    Sheet::message(title, &texts)
}

/// As the commands say it, with a capital and a full stop.
pub fn sentence(text: &str) -> String {
    let mut symbols = text.chars();
    let Some(first) = symbols.next() else { return String::new() };
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{end}", first.to_uppercase(), symbols.as_str())
}
