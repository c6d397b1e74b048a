//! Opens what a store holds and seals it again to others, each thing by itself: stopped at any moment, the next run goes
//! on from there.

use form_handler::{
    crypto::{recipients::Recipients, signing::listed::SigningKeys},
    record::Record,
    store::journal::{Journal, copy::rows},
};

use super::{RecordStore, Records, error::RecordsError, unseal::defect};
use crate::context::{Context, ProgressDisplay};

mod one;

/// For whom, and with what.
#[derive(Clone, Copy)]
pub struct Resealing<'a> {
    /// To whom all is sealed.
    pub recipients: &'a Recipients,
    /// What opens it.
    pub identities: &'a [Box<dyn age::Identity>],
    /// The service's keys, by which an application is told from something else.
    pub signing: &'a SigningKeys,
    /// Applications that are nobody's to read any more, and stay as they are.
    pub hidden: &'a [Record],
    /// Whether anything is written.
    pub run: Run,
}

/// Whether anything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// It is.
    Write,
    /// It is only counted.
    Dry,
}

/// What became of everything.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Resealed {
    /// The applications.
    pub applications: Tally,
    /// What the office's acts are about.
    pub acts: Tally,
}

/// What became of things of one sort.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// So many were sealed again, or would be.
    pub again: usize,
    /// So many were sealed to these already.
    pub already: usize,
    /// What stayed as it was, and why.
    pub closed: Vec<(String, String)>,
}

/// What became of one of them.
enum Outcome {
    Again,
    Already,
    /// Somebody has erased it meanwhile.
    Gone,
    Closed(String),
}

impl Tally {
    /// How many there are.
    pub fn of(&self) -> usize {
        self.again + self.already + self.closed.len()
    }

    /// So many are sealed to these now, or would be.
    pub fn sealed(&self) -> usize {
        self.again + self.already
    }

    fn add(&mut self, name: impl FnOnce() -> String, outcome: Outcome) {
        match outcome {
            Outcome::Again => self.again += 1,
            Outcome::Already => self.already += 1,
            Outcome::Gone => {}
            Outcome::Closed(why) => self.closed.push((name(), why)),
        }
    }
}

impl Resealed {
    /// Of a second run, what became of everything in both.
    #[must_use]
    pub fn after(self, first: &Self) -> Self {
        let both = |tally: Tally, first: &Tally| Tally {
            again: tally.again + first.again,
            already: tally.already.saturating_sub(first.again),
            ..tally
        };
        Self {
            applications: both(self.applications, &first.applications),
            acts: both(self.acts, &first.acts),
        }
    }

    /// Whether everything is sealed to these.
    pub fn is_whole(&self) -> bool {
        self.applications.closed.is_empty() && self.acts.closed.is_empty()
    }
}

impl RecordStore {
    /// Seals everything that has not expired again, unless it is sealed to exactly these already. Who finds it changed
    /// meanwhile reads it once more.
    pub async fn reseal(
        &self,
        resealing: Resealing<'_>,
        context: &mut Context<'_>,
    ) -> Result<Resealed, RecordsError> {
        let all = self.all(context).await?;
        let applications = self.applications(all, resealing, context).await?;
        let acts = if self.has_journal().await? {
            self.acts(resealing, context).await?
        } else {
            Tally::default()
        };
        Ok(Resealed { applications, acts })
    }

    async fn applications(
        &self,
        all: Records,
        resealing: Resealing<'_>,
        context: &mut Context<'_>,
    ) -> Result<Tally, RecordsError> {
        let mut tally = Tally::default();
        for item in &all.unreadable {
            tally.closed.push((item.key.clone(), defect(item.defect)));
        }
        let is_hidden = |record: &Record| {
            resealing.hidden.iter().any(|hidden| hidden.reference == record.reference)
        };
        let records: Vec<_> = all.records.into_iter().filter(|it| !is_hidden(it)).collect();
        let count = records.len();
        for (index, record) in records.into_iter().enumerate() {
            progress(context, index, count, "candidatures");
            let reference = record.reference.clone();
            let outcome = resealing.application(self, record, context.now).await;
            let outcome = outcome.map_err(|error| self.unavailable(error))?;
            tally.add(|| reference.to_string(), outcome);
        }
        context.clear_progress_if_shown();
        Ok(tally)
    }

    async fn acts(
        &self,
        resealing: Resealing<'_>,
        context: &mut Context<'_>,
    ) -> Result<Tally, RecordsError> {
        let mut tally = Tally::default();
        let read = rows(self).await.map_err(|error| self.unavailable(error))?;
        let mut events = Vec::new();
        for row in read {
            match row {
                Ok(event) => events.push(event),
                Err(event) => tally.closed.push((event.item().key, defect(event.defect))),
            }
        }
        let ids: Vec<_> = events.iter().map(|event| event.body).collect();
        let bodies = self.bodies(&ids, context.now).await;
        let bodies = bodies.map_err(|error| self.unavailable(error))?;
        let count = bodies.len();
        let mut events = events.iter();
        for (index, body) in bodies.into_iter().enumerate() {
            progress(context, index, count, "actes");
            let id = body.as_ref().map_or_else(|unreadable| unreadable.id, |body| body.id);
            // They come in the order of their events.
            let event = events.find(|event| event.body == id).expect("it was asked for");
            let outcome = match body {
                Ok(body) => resealing.act(self, event, body, context.now).await,
                Err(unreadable) => Ok(Outcome::Closed(defect(unreadable.defect))),
            };
            let outcome = outcome.map_err(|error| self.unavailable(error))?;
            tally.add(|| format!("acte n° {}", event.seq), outcome);
        }
        context.clear_progress_if_shown();
        Ok(tally)
    }
}

fn progress(context: &mut Context<'_>, done: usize, of: usize, what: &str) {
    if context.progress == ProgressDisplay::Shown && done.is_multiple_of(10) {
        context.show_progress(&format!("{done} de {of} {what}…"));
    }
}
