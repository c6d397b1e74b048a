//! What an attacker learns: two worlds that differ only in whether somebody has applied, and the same sends in both.
//! Every answer must be the same.

use std::{
    fmt::Write as _,
    ops::Range,
    time::{Duration, Instant},
};

use form_handler::store::Store;

use crate::test_service::{Answers, TestService, answers};
#[cfg(feature = "lambda")]
use crate::{
    dynamodb_local::{Table, port},
    faulty_network::{Act, FaultyNetwork},
};

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
    async fn checked<S: Store>(service: &TestService<S>) -> Self {
        let victim = service.checked(answers().with("effectif", "77")).await;
        let mut others = Vec::new();
        for employees in 0..20 {
            let other = answers().with("effectif", &(employees + 3).to_string());
            others.push(service.checked(other).await);
        }
        Self { victim, others }
    }
}

async fn attack<S: Store>(
    service: &TestService<S>,
    attack: Attack,
    all: &Applications,
) -> Vec<String> {
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
async fn world<S: Store>(
    service: TestService<S>,
    victim: Option<Victim>,
    act: Attack,
) -> (Vec<String>, usize) {
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

async fn every_answer_is_the_same<S: Store>(
    open: impl AsyncFn() -> TestService<S>,
    attacks: &[Attack],
    victims: &[Victim],
) {
    for &act in attacks {
        let (expected, _) = world(open().await, None, act).await;
        for &victim in victims {
            let (answers, records) = world(open().await, Some(victim), act).await;
            assert!(records > 0, "somebody has applied");
            for (at, (answer, expected)) in answers.iter().zip(&expected).enumerate() {
                assert_eq!(answer, expected, "{act:?}, {victim:?}, send {at}");
            }
        }
    }
}

#[tokio::test]
async fn every_answer_is_the_same_whether_somebody_has_applied_or_not() {
    every_answer_is_the_same(
        async || TestService::new(),
        &[Attack::Guess, Attack::GuessAboveTheLimit, Attack::GuessUntilRefused, Attack::UseUp],
        &[Victim::FromTheSameNetwork, Victim::FromAnother, Victim::Earlier, Victim::Again],
    )
    .await;
}

/// What is different in the store is covered by these; all others are the handler's, whatever the store.
#[cfg(feature = "lambda")]
#[tokio::test]
async fn every_answer_is_the_same_in_dynamodb_too() {
    Box::pin(every_answer_is_the_same(
        async || TestService::over(Table::new().await.patient_store()),
        &[Attack::GuessAboveTheLimit, Attack::GuessUntilRefused],
        &[Victim::FromTheSameNetwork, Victim::Again],
    ))
    .await;
}

/// How long a send takes where the same was kept before, and where it was not. What the machine does besides may
/// spoil one round, while a second write, or a read before it, shows in each.
async fn takes_as_long<S: Store>(applied: &TestService<S>, nobody: &TestService<S>) {
    let mut rounds = Vec::new();
    for employees in (3..).step_by(41).take(5) {
        let (again, new) = medians(applied, nobody, employees..employees + 41).await;
        println!("median of a send: {again:?} where it was kept before, {new:?} where it was not");
        // Far more than is ever seen, far less than a second write or a read before it would take.
        if again < new * 3 / 2 && new < again * 3 / 2 {
            return;
        }
        rounds.push((again, new));
    }
    panic!("(again, new) in each round: {rounds:?}");
}

/// Of sends that alternate, so that whatever else the machine does happens to both.
async fn medians<S: Store>(
    applied: &TestService<S>,
    nobody: &TestService<S>,
    all: Range<u32>,
) -> (Duration, Duration) {
    let (mut again, mut new) = (Vec::new(), Vec::new());
    for employees in all {
        let application = answers().with("effectif", &employees.to_string());
        let application = applied.checked(application).await;
        applied.post_json("envoi", &application).await.expect_json(201);
        let timed = async |service: &TestService<S>| {
            let started = Instant::now();
            service.post_json("envoi", &application).await.expect_json(201);
            started.elapsed()
        };
        // Each goes first as often as the other.
        if employees % 2 == 0 {
            again.push(timed(applied).await);
            new.push(timed(nobody).await);
        } else {
            new.push(timed(nobody).await);
            again.push(timed(applied).await);
        }
    }
    again.sort_unstable();
    new.sort_unstable();
    (again[again.len() / 2], new[new.len() / 2])
}

#[tokio::test]
async fn a_send_takes_as_long_whether_or_not_the_same_was_kept_before() {
    takes_as_long(&TestService::new(), &TestService::new()).await;
}

/// And the write is the same one: of the same kind, and of as many bytes.
#[cfg(feature = "lambda")]
#[tokio::test]
async fn a_send_takes_as_long_in_dynamodb_too_and_writes_as_much() {
    let open = async |network: &FaultyNetwork| {
        TestService::over(Table::new().await.store_through(network.port))
    };
    let networks = [FaultyNetwork::before(port()).await, FaultyNetwork::before(port()).await];
    let (applied, nobody) = (open(&networks[0]).await, open(&networks[1]).await);

    takes_as_long(&applied, &nobody).await;

    let [again, new] = networks.map(|network| network.sizes(Act::Store));
    assert_eq!(again.len(), 2 * new.len(), "one write for each send");
    // The age library adds a stanza of a random length to each seal.
    let all = || again.iter().chain(&new);
    assert!(all().max().unwrap() - all().min().unwrap() < 512, "{again:?} {new:?}");
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
