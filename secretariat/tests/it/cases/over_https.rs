//! Two people, each at her own computer, and the store at a site.

use std::fs;

use age::x25519::Identity;

use super::TestCases;
use crate::{
    test_secretariat::{Ran, reference},
    test_site::{TestSite, sealed},
};

impl TestCases {
    /// What somebody types who has an access to a site.
    async fn run_at(&self, site: &TestSite, (name, key): (&str, &Identity), line: &str) -> Ran {
        let access = self.secretariat.path(&format!("office-{name}.age"));
        fs::write(&access, sealed(key, &site.access())).unwrap();
        let folder = if name == "marie" { "" } else { "colleague/" };
        let identity = self.secretariat.path(&format!("{folder}identity.txt"));
        let (access, identity) = (access.display(), identity.display());
        let content = self.secretariat.path("content");
        let line = line.replace("REF1", reference(1).as_str());
        let content = content.display();
        let line = format!("{line} --store {access} --identity {identity} --content {content}");
        self.secretariat.run_exactly(&line).await
    }
}

#[tokio::test]
async fn what_one_decides_at_a_site_the_other_sees_and_takes_back() {
    let office = TestCases::with_applications(1).await;
    let site = TestSite::start(office.secretariat.sqlite());
    let (marie, paul) = (("marie", office.own()), ("paul", office.colleague()));

    let decided = office.run_at(&site, marie, "decide REF1 --as retained --by Marie").await.done();
    let listed = office.run_at(&site, paul, "list --state retained").await.done();
    let again = office.run_at(&site, paul, "decide REF1 --as undecided --by Paul").await.done();
    let verified = office.run_at(&site, marie, "journal verify").await.done();

    assert!(decided.out.contains(reference(1).as_str()), "{}", decided.out);
    assert!(listed.out.contains(reference(1).as_str()), "{}", listed.out);
    assert!(again.out.contains(reference(1).as_str()), "{}", again.out);
    assert!(!verified.out.is_empty());
    assert_eq!(office.state(1).await, "received", "as it lies at the site");
    let case = office.case(1).await;
    assert_eq!(case["history"].as_array().unwrap().len(), 2);
}

/// Whichever of the answers is lost: it is decided or it is not, and never twice.
#[tokio::test]
async fn a_decision_of_which_an_answer_is_lost_is_made_once() {
    let (mut lost, mut tried_again) = (0, 0);
    for number in 1..=12 {
        let office = TestCases::with_applications(1).await;
        let site = TestSite::start(office.secretariat.sqlite());
        let marie = ("marie", office.own());
        let line = "decide REF1 --as retained --by Marie";
        site.break_off(number);

        let first = office.run_at(&site, marie, line).await;

        let has_broken_off = site.break_off(0) == 0;
        if first.unless_failed().is_none() {
            lost += 1;
            assert_eq!(office.state(1).await, "received", "{number}");
            let again = office.run_at(&site, marie, line).await.done();
            assert!(again.out.contains(reference(1).as_str()), "{number}: {}", again.out);
        } else if has_broken_off {
            tried_again += 1;
        }
        let case = office.case(1).await;
        assert_eq!(case["state"], "retained", "{number}");
        assert_eq!(case["history"].as_array().unwrap().len(), 1, "{number}: {case}");
    }
    assert!(lost > 0 && tried_again > 0, "{lost} were lost, {tried_again} tried again");
}
