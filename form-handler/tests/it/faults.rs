//! What an applicant sees when `DynamoDB`, or the way to it, fails.

use std::time::{Duration, Instant};

use form_handler::store::dynamo::DynamoStore;

use crate::{
    dynamodb_local::{Table, port},
    faulty_network::{Act, Fault, FaultyNetwork, Plan},
    test_service::{Answers, TestService, answers},
};

const HERE: &str = "192.0.2.7";

/// More often than anyone tries.
const ALWAYS: u32 = u32::MAX;

/// Storing takes five seconds at most, counting goes beside it, and a loaded test machine takes a little more;
/// the function ends at ten.
const BUDGET: Duration = Duration::from_secs(7);

/// A service whose applications are kept behind a network that fails.
struct Remote {
    network: FaultyNetwork,
    service: TestService<DynamoStore>,
    checked: Answers,
}

impl Remote {
    async fn open() -> Self {
        let table = Table::new().await;
        let network = FaultyNetwork::before(port()).await;
        let service = TestService::over(table.store_through(network.port));
        let checked = service.checked(answers()).await;
        Self { network, service, checked }
    }

    /// Sends under a fault and says what was answered, then, when it is over, sends again: whatever had
    /// happened, the application is there, once, and what was confirmed is what it is.
    async fn check(&self, plan: Plan, status: u16, writes: usize) {
        self.network.fails(plan);
        let started = Instant::now();
        let answered = Box::pin(self.service.send_from(HERE, &self.checked)).await;
        let took = started.elapsed();
        assert_eq!(answered.0.status().as_u16(), status, "{plan:?}");
        assert!(took < BUDGET, "{plan:?}: {took:?}");
        println!("{plan:?}: {status} after {took:?}, {} writes", self.network.seen(Act::Store));
        assert_eq!(self.network.seen(Act::Store), writes, "{plan:?}");
        let answer = answered.expect_json(status);

        self.network.fails(None);
        let stored = self.service.records().await;
        if status == 201 {
            assert_eq!(stored.len(), 1, "{plan:?}: what is confirmed is there");
            assert_eq!(answer["reference"], stored[0].reference.as_str());
        } else {
            assert_eq!(answer["type"], "urn:bureau-des-pairs:problem:not-stored");
            let text = answer.to_string();
            assert!(!text.contains("ynamo") && !text.contains("127.0.0.1"), "{text}");
        }
        let again = Box::pin(self.service.send_from(HERE, &self.checked)).await.expect_json(201);
        let stored = self.service.records().await;
        assert_eq!(stored.len(), 1, "{plan:?}: nothing is stored twice");
        assert_eq!(again["reference"], stored[0].reference.as_str());
        self.service.open_record(&stored[0]);
    }
}

async fn check(fault: Fault, act: Option<Act>, times: u32, status: u16, writes: usize) {
    let remote = Box::pin(Remote::open()).await;
    Box::pin(remote.check(Plan { fault, act, times }, status, writes)).await;
}

const STORE: Option<Act> = Some(Act::Store);
const COUNT: Option<Act> = Some(Act::Count);

#[tokio::test]
async fn one_error_is_not_noticed() {
    check(Fault::InternalError, STORE, 1, 201, 2).await;
}

#[tokio::test]
async fn errors_without_end_are_admitted() {
    check(Fault::InternalError, None, ALWAYS, 503, 3).await;
}

#[tokio::test]
async fn being_throttled_twice_is_not_noticed() {
    check(Fault::Throttled, STORE, 2, 201, 3).await;
}

#[tokio::test]
async fn being_throttled_without_end_is_admitted() {
    check(Fault::Throttled, None, ALWAYS, 503, 3).await;
}

/// A clock some minutes off signs what AWS does not take: with a wrong clock nothing is confirmed.
#[tokio::test]
async fn a_clock_that_aws_does_not_believe_confirms_nothing() {
    check(Fault::ClockRefused, None, ALWAYS, 503, 1).await;
}

#[tokio::test]
async fn a_connection_cut_before_the_write_is_not_noticed() {
    check(Fault::CutBefore, STORE, 1, 201, 2).await;
}

#[tokio::test]
async fn a_connection_always_cut_before_the_write_is_admitted() {
    check(Fault::CutBefore, None, ALWAYS, 503, 3).await;
}

#[tokio::test]
async fn a_connection_cut_after_the_write_is_not_noticed() {
    check(Fault::CutAfter, STORE, 1, 201, 2).await;
}

/// Then it is stored, and nobody knows. Sending again confirms it.
#[tokio::test]
async fn a_connection_always_cut_after_the_write_is_admitted() {
    check(Fault::CutAfter, None, ALWAYS, 503, 3).await;
}

#[tokio::test]
async fn a_slow_answer_is_waited_for() {
    check(Fault::Slow(Duration::from_secs(1)), None, ALWAYS, 201, 1).await;
}

/// The first attempt arrives after all; the second finds it there.
#[tokio::test]
async fn an_answer_that_comes_too_late_once_is_asked_for_again() {
    check(Fault::Slow(Duration::from_secs(2)), STORE, 1, 201, 2).await;
}

#[tokio::test]
async fn a_black_hole_is_given_up_in_time() {
    check(Fault::BlackHole, None, ALWAYS, 503, 3).await;
}

#[tokio::test]
async fn a_send_that_cannot_be_counted_in_the_table_passes() {
    for fault in [Fault::InternalError, Fault::Throttled, Fault::CutBefore, Fault::BlackHole] {
        check(fault, COUNT, ALWAYS, 201, 1).await;
    }
}

#[tokio::test]
async fn nobody_listening_is_admitted() {
    let table = Table::new().await;
    let service = TestService::over(table.store_through(9));
    let checked = service.checked(answers()).await;

    service.send_from(HERE, &checked).await.expect(503);
}
