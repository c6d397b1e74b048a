//! Two people at once, each with the office open: as the library sees it, which commands and pages share.

use clap::Parser;
use secretariat::{
    cases::{
        Office,
        error::ActError,
        office::{OfficePlace, StoreAccess, decide::note, record::Run},
    },
    cli::args::{Command, Invocation, PlaceArgs, Secretariat},
    context::{Context, NotAsked, Passphrases, ProgressDisplay},
    journal::error::OfficeError,
};

use super::TestCases;
use crate::test_secretariat::{now, reference};

struct Nobody;

impl Passphrases for Nobody {
    fn ask(&mut self, _question: &str) -> Result<age::secrecy::SecretString, NotAsked> {
        Err(NotAsked::NoTerminal)
    }
}

fn place(office: &TestCases, identity: &str) -> PlaceArgs {
    let path = |name: &str| office.secretariat.path(name).display().to_string();
    let line = format!(
        "secretariat today --identity {} --store sqlite:{} --content {}",
        path(identity),
        path("applications.db"),
        path("content")
    );
    match Secretariat::parse_from(line.split(' ')).invocation() {
        Invocation::Command(Command::Today(args)) => args.place,
        other => panic!("{other:?}"),
    }
}

async fn open(office: &TestCases, identity: &str) -> Office {
    let place = place(office, identity);
    let (mut out, mut notes) = (Vec::new(), Vec::new());
    let mut context = Context {
        out: &mut out,
        notes: &mut notes,
        progress: ProgressDisplay::Hidden,
        now: now(),
        passphrases: &mut Nobody,
        work_factor: Some(2),
    };
    Office::open(OfficePlace::of(&place), StoreAccess::Act, &mut context).await.unwrap()
}

#[tokio::test]
async fn who_comes_second_is_told_who_did_what() {
    let office = TestCases::with_applications(2).await;
    let mut marie = open(&office, "identity.txt").await;
    let mut paul = open(&office, "colleague/identity.txt").await;
    paul.note(&reference(1), note(None, "appelée", None), Run::Real).await.unwrap();

    let refused = marie.note(&reference(1), note(None, "écrite", None), Run::Real).await;

    let Err(ActError::Office(overtaken @ OfficeError::Overtaken { .. })) = refused else {
        panic!("{refused:?}")
    };
    let expected = format!(
        "Paul a agi entre-temps sur {} : note : appelée (acte n° 0) ; rien n'a été enregistré",
        reference(1)
    );
    assert_eq!(overtaken.to_string(), expected);
    assert_eq!(marie.journal.next(), 1, "what the other did is read now");
    // A page that was shown before is no wiser than it was then.
    marie.as_of(0);
    let refused = marie.note(&reference(1), note(None, "écrite", None), Run::Real).await;
    assert!(matches!(refused, Err(ActError::Office(OfficeError::Overtaken { .. }))));
    marie.note(&reference(1), note(None, "écrite", None), Run::Real).await.unwrap();
}

#[tokio::test]
async fn acts_on_other_applications_are_in_nobodys_way() {
    let office = TestCases::with_applications(2).await;
    let mut marie = open(&office, "identity.txt").await;
    let mut paul = open(&office, "colleague/identity.txt").await;
    paul.note(&reference(1), note(None, "appelée", None), Run::Real).await.unwrap();

    let done = marie.note(&reference(2), note(None, "écrite", None), Run::Real).await.unwrap();

    assert_eq!(done[0].seq, Some(1));
    let case = office.case(1).await;
    assert_eq!(case["history"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_decision_about_several_is_refused_whole_when_one_of_them_was_acted_upon() {
    let office = TestCases::with_applications(3).await;
    let mut marie = open(&office, "identity.txt").await;
    office.act_as_colleague("note REF2 appelée").await;
    let decision = secretariat::journal::act::DecisionData {
        outcome: secretariat::cli::words::DecisionOutcome::Retained,
        reason: None,
        text: None,
        remark: None,
        by: vec!["Marie".into()],
        on: "2021-06-02".parse().unwrap(),
        bulk: false,
    };
    let all = [reference(1), reference(2), reference(3)];

    let refused = marie
        .decide(&all, decision, &authoring::office::OfficeSettings::default(), Run::Real)
        .await;

    assert!(matches!(refused, Err(ActError::Office(OfficeError::Overtaken { .. }))), "{refused:?}");
    for number in 1..=3 {
        assert_eq!(office.state(number).await, "received", "{number}");
    }
}
