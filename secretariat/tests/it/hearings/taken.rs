//! Letters that somebody has taken, and that say what is not so any more.

use super::{
    convocations::{convoked, stages},
    hearing,
};

/// A letter that was taken, and then its hearing changed: it may have gone out, or not.
#[tokio::test]
async fn a_letter_that_was_taken_before_something_changed_waits_until_somebody_says_whether_it_went()
 {
    for (id, line, if_sent) in [
        ("convocation-a1-REF3", "withdraw REF3 --verified callback", "cancelled-a1-1-REF3 draft"),
        ("convocation-a1-REF3", "recuse REF3 p2", "cancelled-a1-1-REF3 draft"),
        ("convocation-a1-p2", "hearings edit --from PANEL", "cancelled-a1-1-p2 draft"),
        ("convocation-a1-p2", "hearings cancel a1", "cancelled-a1-1-p2 draft"),
        ("convocation-a1-p2", "hearings edit --from LATER", "moved-a1-1-p2 draft"),
    ] {
        for is_sent in [false, true] {
            let office = convoked().await;
            let later = office.file("later.json", &hearing("a1", "2021-06-18").to_string());
            office.act(&format!("outbox take {id}")).await;
            assert_eq!(office.waits("outdated").await, [""; 0]);
            office.all(&[&line.replace("LATER", &later)]).await;
            let whose = id.rsplit('-').next().unwrap();
            assert_eq!(office.waits("outdated").await, [whose], "{line}");

            office.act(&format!("outbox {} {id}", if is_sent { "sent" } else { "release" })).await;

            assert_eq!(office.waits("outdated").await, [""; 0], "{line}");
            let stages = stages(&office).await;
            assert_eq!(stages.contains(&if_sent.to_owned()), is_sent, "{line}: {stages:?}");
            let said = office.run(&format!("outbox release {id}")).await.failed();
            assert!(
                said.contains("aucun courrier") || said.contains("pas encore été pris"),
                "{said}"
            );
        }
    }
}
