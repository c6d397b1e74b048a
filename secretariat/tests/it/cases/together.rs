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
    journal::{
        act::{Act, Attendance, Deed, LetterData, LetterStep, PlannedSlot},
        append::BodyEnd,
        error::OfficeError,
    },
};

use super::TestCases;
use crate::{
    hearings::held::opinion,
    test_secretariat::{now, reference},
};

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

/// The office as somebody has opened it.
pub async fn open(office: &TestCases, identity: &str) -> Office {
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
async fn two_who_write_at_once_both_get_through_and_make_one_chain() {
    const ACTS: u32 = 8;
    let office = TestCases::with_applications(2).await;
    let mut marie = open(&office, "identity.txt").await;
    let mut paul = open(&office, "colleague/identity.txt").await;

    let one = async {
        for _ in 0..ACTS {
            marie.note(&reference(1), note(None, "un", None), Run::Real).await.unwrap();
        }
    };
    let other = async {
        for _ in 0..ACTS {
            paul.note(&reference(2), note(None, "deux", None), Run::Real).await.unwrap();
        }
    };
    tokio::join!(one, other);

    let verified = office.run("journal verify --format json").await.done().out;
    let verified: serde_json::Value = serde_json::from_str(&verified).unwrap();
    assert_eq!((&verified["ok"], &verified["acts"]), (&true.into(), &(2 * ACTS).into()));
    for number in [1, 2] {
        assert_eq!(office.case(number).await["history"].as_array().unwrap().len(), 8);
    }
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

#[tokio::test]
async fn a_decision_whose_letter_was_taken_is_taken_back_with_a_reason_only() {
    let office = TestCases::with_applications(1).await;
    office.act("decide REF1 --as retained --by Marie").await;
    let mut marie = open(&office, "identity.txt").await;
    let letter = |step| vec![(reference(1), Deed::Letter(LetterData::of("decision", step)))];
    marie.record(letter(LetterStep::Taken), Run::Real).await.unwrap();
    marie.record(letter(LetterStep::Sent), Run::Real).await.unwrap();
    assert_eq!(office.case(1).await["announced"], true);

    let said = office.run("decide REF1 --as undecided --by Marie").await.failed();

    assert!(said.contains("le courrier de la décision") && said.contains("--reason"), "{said}");
    office.act("decide REF1 --as undecided --by Marie --reason \"mauvaise entreprise\"").await;
    let case = office.case(1).await;
    assert_eq!((&case["state"], &case["announced"]), (&"received".into(), &false.into()));
    assert_eq!(case["history"][3]["summary"], "décision reprise (mauvaise entreprise)");
}

#[tokio::test]
async fn a_plan_leads_to_a_hearing_an_opinion_and_a_follow_up() {
    let office = TestCases::with_applications(2).await;
    office.act("decide REF1 REF2 --as retained --by Marie").await;
    let mut marie = open(&office, "identity.txt").await;
    let slot = |number| PlannedSlot {
        reference: reference(number),
        hearing: "a1".into(),
        starts: "2021-06-17T09:00".into(),
        slot: number.into(),
    };
    let plan = |slots: Vec<PlannedSlot>| Act { reference: None, deed: Deed::Plan { slots } };
    let end = BodyEnd::latest(now());
    marie.record_general(plan(vec![slot(1), slot(2)]), end).await.unwrap();
    let case = office.case(1).await;
    assert_eq!(
        (case["state"].as_str(), case["hearing"].to_string()),
        (
            Some("scheduled"),
            r#"{"id":"a1","starts":"2021-06-17T09:00","slot":1,"answer":null}"#.into()
        )
    );
    // Another plan takes its place.
    marie.record_general(plan(vec![slot(1)]), end).await.unwrap();
    assert_eq!(office.state(2).await, "retained");
    assert!(office.case(2).await["hearing"].is_null());

    for (deed, state) in [
        (Deed::Attendance(Attendance { present: true }), "heard"),
        (Deed::Opinion(Box::new(serde_json::from_value(opinion()).unwrap())), "heard"),
        (Deed::Letter(LetterData::of("opinion", LetterStep::Taken)), "heard"),
        (Deed::Letter(LetterData::of("opinion", LetterStep::Sent)), "advised"),
    ] {
        marie.record(vec![(reference(1), deed)], Run::Real).await.unwrap();
        assert_eq!(office.state(1).await, state);
    }
    office.act("followup REF1 --skip \"ne répond plus\"").await;
    assert_eq!(office.state(1).await, "followed");
}
