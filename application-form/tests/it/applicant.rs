//! Someone filling in the real form.

use std::sync::LazyLock;

use application_form::{
    definition::Definition,
    evaluate::{
        evaluate,
        result::{Application, Evaluation},
    },
    submission::Submission,
};
use authoring::{diagnostics::Source, form::read};
use jiff::civil::{Date, date};

/// The day of the tests.
pub const TODAY: Date = date(2021, 6, 1);

/// The real definition.
pub fn form() -> &'static Definition {
    static FORM: LazyLock<Definition> = LazyLock::new(|| {
        let (definition, problems) = read(&Source::new("content/candidature.toml", source()));
        definition.unwrap_or_else(|| panic!("{problems:#?}"))
    });
    &FORM
}

/// The real definition as its author wrote it.
pub fn source() -> &'static str {
    include_str!("../../../content/candidature.toml")
}

/// Answers being typed; starts as a complete application without any optional answer.
#[derive(Clone)]
pub struct Applicant(Vec<(String, String)>);

pub fn applicant() -> Applicant {
    let project = "Nous voulons passer de la vente à la location de nos machines. ".repeat(4);
    Applicant(Vec::new())
        .with("raison_sociale", "Ateliers du Lez")
        .with("siren", "732 829 320")
        .with("date_creation_jour", "27")
        .with("date_creation_mois", "3")
        .with("date_creation_annee", "2015")
        .with("chiffre_affaires", "1 250 000")
        .with("effectif", "12")
        .with("departement", "34")
        .with("code_postal", "34000")
        .with("secteur", "industrie")
        .with("activite", "Nous fabriquons des machines à bois.")
        .with("themes", "numerique")
        .with("projet", &project)
        .with("motivation", &project[..120])
        .with("attentes", &project[..60])
        .with("prenom", "Camille")
        .with("nom", "Durand")
        .with("fonction", "Gérante")
        .with("habilite", "oui")
        .with("courriel", "camille.durand@exemple.fr")
}

impl Applicant {
    /// Replaces an answer.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.and(name, value)
    }

    /// Adds one more value under the name.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    pub fn created(self, date: Date) -> Self {
        self.with("date_creation_jour", &date.day().to_string())
            .with("date_creation_mois", &date.month().to_string())
            .with("date_creation_annee", &date.year().to_string())
    }

    pub fn submission(&self) -> Submission {
        self.0.iter().cloned().collect()
    }

    pub fn evaluate(&self) -> Evaluation {
        evaluate(form(), &self.submission(), TODAY)
    }

    #[track_caller]
    pub fn accepted(&self) -> Application {
        match self.evaluate() {
            Evaluation::Accepted(application) => application,
            other => panic!("not accepted: {other:?}"),
        }
    }

    /// `field: reason` for each fault.
    #[track_caller]
    pub fn faults(&self) -> Vec<String> {
        match self.evaluate() {
            Evaluation::Errors(faults) => faults
                .iter()
                .map(|fault| format!("{}: {}", fault.field, fault.reason.code()))
                .collect(),
            other => panic!("no errors: {other:?}"),
        }
    }

    /// The names of the rules that are not met.
    #[track_caller]
    pub fn stops(&self) -> Vec<String> {
        match self.evaluate() {
            Evaluation::Stop(reasons) => reasons.into_iter().map(|reason| reason.rule).collect(),
            other => panic!("no stop: {other:?}"),
        }
    }
}
