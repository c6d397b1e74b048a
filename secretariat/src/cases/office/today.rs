//! What waits, in order of urgency.

use application_form::reference::Reference;
use serde::Serialize;

use super::Office;
use crate::{
    cases::{
        Case,
        case::{Exclusions, Needs, suggestion::ConflictSuggestion},
        outbox::Writing,
    },
    cli::words::{DecisionOutcome, State},
    records::recipients::holders::KeyHolders,
    text::day::Day,
};

pub mod upkeep;
mod letters;

use letters::About;
use upkeep::Upkeep;

/// What is to be done with an application, or a peer. In order of urgency; what [`upkeep`] tells comes before the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum TaskKind {
    ErasedBack,
    Read,
    Verify,
    Duplicates,
    SentAgain,
    Exclusions,
    Conflicts,
    Needs,
    Decide,
    Clarify,
    Announce,
    Request,
    Place,
    Convene,
    Moved,
    Cancelled,
    Arrange,
    CannotCome,
    NoAnswer,
    Returned,
    Outdated,
    Opinion,
    SendOpinion,
    Expires,
    DestroyCopies,
    Destroy,
    OneKey,
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Task {
    /// What.
    pub kind: TaskKind,
    /// By when; `None` if nothing says so.
    pub due: Option<Day>,
    /// With which application; `None`: with a peer.
    pub reference: Option<Reference>,
    /// With which peer, by the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peer: Option<String>,
    /// By which letter, by its id, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<String>,
}

impl TaskKind {
    /// As people read it, before the references.
    pub fn words(self) -> &'static str {
        match self {
            Self::ErasedBack => "effacées et revenues dans la base",
            Self::Read => "à lire",
            Self::Verify => "à vérifier",
            Self::Duplicates => "plusieurs candidatures d'une entreprise",
            Self::SentAgain => "closes, et envoyées de nouveau",
            Self::Exclusions => "personnes à ne pas faire siéger, à traiter",
            Self::Conflicts => "conflits possibles avec un pair, à confirmer ou à écarter",
            Self::Needs => "besoins pour l'audition, à fixer",
            Self::Decide => "à décider",
            Self::Clarify => "à préciser, sans réponse encore",
            Self::Announce => "décisions à annoncer",
            Self::Request => "demandes à traiter",
            Self::Place => "à placer dans une audition",
            Self::Convene => "à convoquer à leur audition",
            Self::Moved => "changements d'audition à envoyer",
            Self::Cancelled => "annulations d'audition à envoyer",
            Self::Arrange => "aménagement à organiser",
            Self::CannotCome => "ne viennent pas, ou demandent une autre date",
            Self::NoAnswer => "convocations sans réponse encore",
            Self::Returned => "courriers revenus : joindre la personne autrement",
            Self::Outdated => "courriers pris qui ne valent plus : dites s'ils sont partis",
            Self::Opinion => "avis à rédiger",
            Self::SendOpinion => "avis à envoyer",
            Self::Expires => "bientôt effacées à l'échéance",
            Self::DestroyCopies => "copies de courriers à détruire",
            Self::Destroy => "documents à détruire",
            Self::OneKey => "moins de deux personnes présentes peuvent encore les ouvrir",
        }
    }
}

/// All that waits, in order of urgency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Waiting {
    /// With an application.
    Task(Task),
    /// With none in particular.
    Upkeep(Upkeep),
}

impl Office {
    /// Everything that waits, in order of urgency.
    pub fn waiting(&self, writing: Writing<'_>) -> Vec<Waiting> {
        let (last, tasks): (Vec<_>, Vec<_>) =
            self.today(writing).into_iter().partition(|task| task.kind == TaskKind::OneKey);
        let upkeep = self.upkeep(writing.settings).into_iter().map(Waiting::Upkeep);
        let tasks = tasks.into_iter().map(Waiting::Task);
        tasks.chain(upkeep).chain(last.into_iter().map(Waiting::Task)).collect()
    }

    /// What waits with applications and peers: by kind, then by deadline, then by rank.
    pub fn today(&self, writing: Writing<'_>) -> Vec<Task> {
        let settings = writing.settings;
        let letters = self.outbox(writing);
        let today = Day::of(self.now());
        let holders = KeyHolders::of(self.people.named(), &self.records.records, self.now());
        let mut tasks = Vec::new();
        for record in self.back() {
            let reference = Some(record.reference.clone());
            tasks.push(Task {
                kind: TaskKind::ErasedBack,
                due: None,
                reference,
                peer: None,
                letter: None,
            });
        }
        for case in &self.cases.cases {
            for request in &case.requests {
                tasks.push(task(case, TaskKind::Request, Some(request.due)));
            }
            let documents = case.notes.iter().filter_map(|(_, note)| note.destroy);
            let late = documents.filter(|day| *day <= today);
            tasks.extend(late.map(|day| task(case, TaskKind::Destroy, Some(day))));
            let mut note = |kind, holds: bool| tasks.extend(holds.then(|| task(case, kind, None)));
            note(TaskKind::DestroyCopies, case.correspondence.has_copies_to_destroy());
            // Whatever becomes of it otherwise: what nobody opens any more is lost.
            let is_endangered = holders.is_known && holders.endangered.contains(&case.reference);
            note(TaskKind::OneKey, is_endangered);
            if case.restricted || !case.is_there() {
                continue;
            }
            let own = letters::of(&letters, &case.reference);
            let is_new = case.state == State::Received && case.history.is_empty();
            note(TaskKind::Read, is_new && case.contents.is_some());
            note(TaskKind::SentAgain, case.was_sent_again());
            note(TaskKind::Verify, case.state == State::Quarantined);
            let twin = |other: &Reference| self.cases.find(other).is_some_and(Case::is_open);
            note(TaskKind::Duplicates, case.is_open() && case.duplicates.iter().any(twin));
            let may_be_heard = case.is_open() && case.state != State::Quarantined;
            note(TaskKind::Exclusions, may_be_heard && case.exclusions == Exclusions::Open);
            let is_proposed = case.suggestions.iter().any(ConflictSuggestion::is_open);
            let is_conflict = is_proposed && case.exclusions != Exclusions::Open;
            note(TaskKind::Conflicts, may_be_heard && is_conflict);
            note(TaskKind::Needs, may_be_heard && case.needs == Needs::Open);
            note(TaskKind::Decide, matches!(case.state, State::Received | State::Waiting));
            note(TaskKind::Clarify, case.state == State::Clarify);
            let is_told = case.decision.as_ref().is_none_or(|decision| {
                decision.outcome == DecisionOutcome::Undecided || case.announced
            });
            note(
                TaskKind::Announce,
                !is_told && !own.returned.contains(&About::Decision) && is_decided(case.state),
            );
            note(TaskKind::Place, case.state == State::Retained && case.announced);
            note(TaskKind::CannotCome, case.has_declined());
            note(TaskKind::Arrange, may_be_heard && case.is_to_be_arranged());
            note(
                TaskKind::Convene,
                case.is_to_be_asked() && !own.returned.contains(&About::Hearing),
            );
            note(TaskKind::NoAnswer, case.is_to_answer() && !own.is_to_be_told);
            note(TaskKind::Opinion, case.state == State::Heard && case.opinion.is_none());
            let is_written = case.state == State::Heard && case.opinion.is_some();
            note(TaskKind::SendOpinion, is_written && !own.returned.contains(&About::Opinion));
            let first = settings.expiry_days.iter().max().map(|days| today.days_later(*days));
            let ends = case.expires().filter(|ends| first.is_some_and(|first| *ends <= first));
            tasks.extend(ends.map(|ends| task(case, TaskKind::Expires, Some(ends))));
        }
        tasks.extend(letters::tasks(&letters, &self.cases.roster));
        tasks.sort_by_key(|task| (task.kind, task.due));
        tasks
    }
}

fn task(case: &Case, kind: TaskKind, due: Option<Day>) -> Task {
    Task { kind, due, reference: Some(case.reference.clone()), peer: None, letter: None }
}

fn is_decided(state: State) -> bool {
    matches!(state, State::Waiting | State::Declined | State::Retained | State::Clarify)
}
