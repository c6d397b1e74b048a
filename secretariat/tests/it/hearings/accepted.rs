//! An accepted plan: what ends a place, what keeps one, and two people at once.

use secretariat::cases::{
    error::ActError,
    office::{record::Run, settings::settings},
    planning::problem::PlanningRules,
};
use serde_json::json;

use super::{
    changed,
    convocations::planned,
    hearing,
    plans::{heard, seven_firms},
};
use crate::{cases::together::open, test_secretariat::reference};

#[tokio::test]
async fn a_cancellation_frees_a_place_and_moves_nobody_else() {
    for (line, state) in [
        ("withdraw REF3 --verified callback", "withdrawn"),
        ("decide REF3 --as undecided --by Marie", "received"),
        ("decide REF3 --as retained --by Marie", "retained"),
        ("replace REF3 --by REF7", "replaced"),
        ("erase REF3 --reason request --verified callback", "erased"),
        // Three peers sit, and three must: whoever leaves frees the place.
        ("recuse REF3 p2", "retained"),
        // Whoever must not sit would not be there: an absence would tell.
        ("exclude REF3 p2", "retained"),
    ] {
        let office = planned().await;
        // One firm has sent twice.
        office.act("amend REF7 --set courriel=contact3@exemple.fr --verified email").await;
        let mut expected = office.places(7).await;

        office.act(line).await;

        expected[2] = (state.to_owned(), None);
        assert_eq!(office.places(7).await, expected, "{line}");
        let plan = office.json("plan propose").await;
        assert_eq!(
            heard(&plan, "a1"),
            [1, 2, 7, 4, 5, 6].map(|other| {
                // It may come again where it was, being older.
                if other == 7 && line.contains("--as retained") { 3 } else { other }
            }),
            "{line}"
        );
        office.act("plan accept").await;
        let again = office.places(7).await;
        for firm in [0, 1, 3, 4, 5] {
            assert_eq!(again[firm], expected[firm], "{line}");
        }
    }
}

#[tokio::test]
async fn a_hearing_that_is_cancelled_gives_all_its_places_back() {
    let office = planned().await;

    let done = office.run("hearings cancel a1").await.done();

    assert_eq!(done.notes.matches("n'a plus de place").count(), 6, "{}", done.notes);
    assert!(office.places(7).await.iter().all(|place| *place == ("retained".into(), None)));
    assert_eq!(heard(&office.json("plan propose").await, "a2"), [1, 2, 3, 4, 5, 6]);
    assert_eq!(office.json("hearings list").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_place_is_kept_until_a_person_unlocks_it_even_where_it_cannot_be_kept() {
    let office = planned().await;
    office.act("needs REF2 --set boucle").await;

    let said = office.run("plan propose").await.failed();

    let why = format!("{} a une place fixée à a1, mais", reference(2));
    assert!(said.contains(&why) && said.contains("plan unlock"), "{said}");
    let said = office.run("plan unlock REF7").await.failed();
    assert!(said.contains("n'a pas de place dans le plan accepté"), "{said}");
    office.act("plan unlock REF2").await;
    let plan = office.json("plan propose").await;
    assert_eq!(heard(&plan, "a1"), [1, 7, 3, 4, 5, 6]);
    assert_eq!(plan["unplaced"][0]["why"][0]["code"], "access");
    office.act("plan lock REF2").await;
    let _ = office.run("plan propose").await.failed();
}

#[tokio::test]
async fn a_hearing_at_another_time_takes_its_places_along() {
    let office = planned().await;
    let moved = changed(&hearing("a1", "2021-06-18"), "starts", json!("2021-06-18T14:00"));
    let file = office.file("a1.json", &moved.to_string());

    office.act(&format!("hearings edit --from {file}")).await;

    assert_eq!(office.cases.case(4).await["hearing"]["starts"], "2021-06-18T14:00");
}

#[tokio::test]
async fn a_plan_is_refused_when_anything_is_newer() {
    let office = seven_firms().await;
    let mut marie = open(&office.cases, "identity.txt").await;
    let folder = office.cases.secretariat.path("content");
    let rules = PlanningRules::read(&folder, &settings(&folder).unwrap()).unwrap();
    let proposal = marie.propose(&rules).unwrap();
    for line in ["note REF7 appelée", "peers days p4 --set 2021-06-17=no", "hearings hold a2 no"] {
        office.cases.act_as_colleague(line).await;

        let refused = marie.accept_plan(&proposal, Run::Real).await.unwrap_err();

        assert!(matches!(refused, ActError::Office(_)), "{line}: {refused}");
        assert!(refused.to_string().contains("Paul a agi entre-temps sur"), "{line}: {refused}");
    }
    marie.accept_plan(&proposal, Run::Real).await.unwrap();
    assert_eq!(office.cases.state(1).await, "scheduled");
}
