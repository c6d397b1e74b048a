//! What an attacker learns: two worlds that differ only in whether somebody has applied, and the same sends in both.
//! Every answer must be the same.

use std::fmt::Write as _;

use crate::test_service::{Answers, TestService, answers};

const ATTACKER: &str = "192.0.2.66";
const VICTIM: &str = "192.0.2.7";

/// What is different in the second world: who has sent the victim's application, and when.
#[derive(Clone, Copy, Debug)]
enum Victim {
    /// From the attacker's own network, as a colleague would.
    FromTheSameNetwork,
    FromAnother,
    /// Two hours before.
    Earlier,
    /// Often, from the attacker's network and its own.
    Again,
}

/// What is sent, one after the other, by its attacker.
#[derive(Clone, Copy, Debug)]
enum Attack {
    /// Exactly the victim's answers, at once.
    Guess,
    /// The same, after so many others that nothing more is ordinary.
    GuessAboveTheLimit,
    /// Guesses until everything is refused, and beyond.
    GuessUntilRefused,
    /// Sends of nothing in particular until everything is refused: how many there were to use up.
    UseUp,
}

/// All that the attacker sees of one answer.
fn seen(answered: &http::Response<bytes::Bytes>) -> String {
    let mut text = answered.status().to_string();
    for (name, value) in answered.headers() {
        let _ = write!(text, "\n{name}: {value:?}");
    }
    let body = String::from_utf8_lossy(answered.body());
    text + "\n" + &body
}

/// The application of the victim, and as many others as an attack needs.
struct Applications {
    victim: Answers,
    others: Vec<Answers>,
}

impl Applications {
    async fn checked(service: &TestService) -> Self {
        let victim = service.checked(answers().with("effectif", "77")).await;
        let mut others = Vec::new();
        for employees in 0..20 {
            let other = answers().with("effectif", &(employees + 3).to_string());
            others.push(service.checked(other).await);
        }
        Self { victim, others }
    }
}

async fn attack(service: &TestService, attack: Attack, all: &Applications) -> Vec<String> {
    let guesses = |times: usize| std::iter::repeat_n(&all.victim, times);
    let sends: Vec<&Answers> = match attack {
        Attack::Guess => guesses(3).collect(),
        Attack::GuessAboveTheLimit => all.others.iter().take(12).chain(guesses(3)).collect(),
        Attack::GuessUntilRefused => guesses(65).collect(),
        Attack::UseUp => all.others.iter().cycle().take(65).chain(guesses(2)).collect(),
    };
    let mut answers = Vec::new();
    for send in sends {
        answers.push(seen(&service.send_from(ATTACKER, send).await.0));
    }
    answers
}

/// The answers to an attack in a world where the victim has applied, or not.
async fn world(victim: Option<Victim>, act: Attack) -> (Vec<String>, usize) {
    let service = TestService::new();
    let all = Applications::checked(&service).await;
    let apply = async |address: &str| service.send_from(address, &all.victim).await.expect(201);
    match victim {
        None => service.hours_pass(2),
        Some(Victim::FromAnother) => {
            service.hours_pass(2);
            apply(VICTIM).await;
        }
        Some(Victim::Earlier) => {
            apply(VICTIM).await;
            service.hours_pass(2);
        }
        Some(Victim::Again) => {
            for _ in 0..9 {
                apply(VICTIM).await;
            }
            service.hours_pass(2);
            for _ in 0..9 {
                apply(VICTIM).await;
            }
        }
        Some(Victim::FromTheSameNetwork) => {
            apply(ATTACKER).await;
            service.hours_pass(2);
        }
    }
    let answers = attack(&service, act, &all).await;
    (answers, service.records().await.len())
}

#[tokio::test]
async fn every_answer_is_the_same_whether_somebody_has_applied_or_not() {
    let attacks =
        [Attack::Guess, Attack::GuessAboveTheLimit, Attack::GuessUntilRefused, Attack::UseUp];
    for act in attacks {
        let (expected, _) = world(None, act).await;
        let victims =
            [Victim::FromTheSameNetwork, Victim::FromAnother, Victim::Earlier, Victim::Again];
        for victim in victims {
            let (answers, records) = world(Some(victim), act).await;
            assert!(records > 0, "somebody has applied");
            for (at, (answer, expected)) in answers.iter().zip(&expected).enumerate() {
                assert_eq!(answer, expected, "{act:?}, {victim:?}, send {at}");
            }
        }
    }
}

/// A neighbour who applied in this very hour has taken one of the network's sends, as any send does. Up to the number
/// that nobody knows that changes no answer, and of that number an attacker learns nothing by using it up once.
#[tokio::test]
async fn a_neighbours_send_of_this_hour_shows_in_no_answer_before_everything_is_refused() {
    let answers = async |neighbour: bool| {
        let service = TestService::new();
        let all = Applications::checked(&service).await;
        if neighbour {
            service.send_from(ATTACKER, &all.victim).await.expect(201);
        }
        let mut answers = Vec::new();
        for send in all.others.iter().cycle().take(29) {
            answers.push(seen(&service.send_from(ATTACKER, send).await.0));
        }
        answers
    };

    assert_eq!(answers(true).await, answers(false).await);
}
