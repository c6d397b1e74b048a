//! Questions that not everyone is asked: what the build proves of them.

use authoring::{diagnostics::Source, form::read};
use insta::assert_snapshot;

const FORM: &str = include_str!("../../../tests/e2e/forms/inscription.toml");

const DEPARTEMENT: &str = "when = { field = \"departement\", is = [\"autre\"] }";
const LAST: &str = "when = { all = [{ field = \"departement\", is = [\"autre\"] }, { any = [{ field = \"pays\", is = [\"autre\"] }] }] }";

/// What is said once `from` says `to`.
#[track_caller]
fn said(from: &str, to: &str) -> String {
    assert!(FORM.contains(from), "{from}");
    let source = Source::new("content/forms/inscription.toml", FORM.replacen(from, to, 1));
    let (definition, diagnostics) = read(&source);
    assert_eq!(definition.is_none(), !diagnostics.is_empty());
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn conditions_of_every_shape_are_read() {
    assert_eq!(said("", ""), "");
    let any = "when = { any = [{ field = \"departement\", is = [\"34\", \"30\"] }, { field = \"pays\", is = [\"fr\"] }] }";
    assert_eq!(said(LAST, any), "");
}

#[test]
fn what_is_no_condition_is_said_where_it_stands() {
    assert_snapshot!(said(DEPARTEMENT, "when = \"autre\""), @r#"
    content/forms/inscription.toml:14:8: a condition is a table, this is a text
      | when = "autre"
      |        ^^^^^^^
      = help: when = { field = "departement", is = ["autre"] }, or { all = [ {…}, {…} ] }, or { any = [ {…}, {…} ] }
      = code: form-branches
    "#);
    assert_snapshot!(said(DEPARTEMENT, "when = { field = \"departement\" }"), @r#"
    content/forms/inscription.toml:14:8: a condition has the keys `field` and `is`, or `all`, or `any`
      | when = { field = "departement" }
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: when = { field = "departement", is = ["autre"] }, or { all = [ {…}, {…} ] }, or { any = [ {…}, {…} ] }
      = code: form-branches
    "#);
    assert_snapshot!(said(DEPARTEMENT, "when = { field = \"departement\", is = \"autre\" }"), @r#"
    content/forms/inscription.toml:14:38: `is` should be a list of values
      | when = { field = "departement", is = "autre" }
      |                                      ^^^^^^^
      = help: when = { field = "departement", is = ["autre"] }, or { all = [ {…}, {…} ] }, or { any = [ {…}, {…} ] }
      = code: form-branches
    "#);
    assert_snapshot!(said(DEPARTEMENT, "when = { any = [] }"), @r#"
    content/forms/inscription.toml:14:16: `any` should be a list of conditions
      | when = { any = [] }
      |                ^^
      = help: when = { field = "departement", is = ["autre"] }, or { all = [ {…}, {…} ] }, or { any = [ {…}, {…} ] }
      = code: form-branches
    "#);
}

#[test]
fn a_condition_looks_at_choices_of_earlier_questions_alone() {
    assert_snapshot!(said(DEPARTEMENT, "when = { field = \"departement\", is = [\"autres\"] }"), @r#"
    content/forms/inscription.toml:14:8: `departement` has no choice `autres`
      | when = { field = "departement", is = ["autres"] }
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: did you mean `autre`?
      = code: form-branches
    "#);
    assert_snapshot!(said(DEPARTEMENT, "when = { field = \"departments\", is = [\"autre\"] }"), @r#"
    content/forms/inscription.toml:14:8: no question is called `departments`
      | when = { field = "departments", is = ["autre"] }
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: did you mean `departement`?
      = code: form-branches
    "#);
    // Its own answer would hide it.
    assert_snapshot!(said(DEPARTEMENT, "when = { field = \"pays\", is = [\"fr\"] }"), @r#"
    content/forms/inscription.toml:14:8: `pays` is not asked before this question: its answer would hide this one
      | when = { field = "pays", is = ["fr"] }
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: known here: departement
      = code: form-branches
    "#);
    assert_snapshot!(said(DEPARTEMENT, "when = { field = \"lequel\", is = [\"fr\"] }"), @r#"
    content/forms/inscription.toml:14:8: `lequel` is not asked before this question: its answer would hide this one
      | when = { field = "lequel", is = ["fr"] }
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: known here: departement
      = code: form-branches
    "#);
}

#[test]
fn a_question_that_nobody_can_reach_is_reported() {
    let both = "when = { all = [{ field = \"departement\", is = [\"34\"] }, { field = \"pays\", is = [\"fr\"] }] }";
    assert_snapshot!(said(LAST, both), @r#"
    content/forms/inscription.toml:19:8: nobody is ever asked this question
      | when = { all = [{ field = "departement", is = ["34"] }, { field = "pays", is = ["fr"] }] }
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: no combination of choices makes all of this hold
      = code: form-branches
    "#);
}

#[test]
fn a_question_for_those_alone_whom_a_rule_stops_is_reported() {
    let rule = "\n[rules.territoire]\nkind = \"one_of\"\nfield = \"departement\"\nchoices = [\"34\", \"30\"]\nmessage = \"Ailleurs.\"\n";
    let last = "label = \"Nom\"\n";
    let with_rule =
        |allowed: &str| said(last, &format!("{last}{}", rule.replace("\"34\", \"30\"", allowed)));
    assert_eq!(with_rule("\"34\", \"autre\""), "");
    assert_snapshot!(with_rule("\"34\", \"30\""), @r#"
    content/forms/inscription.toml:14:8: only those who may not apply are asked this question
      | when = { field = "departement", is = ["autre"] }
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: a rule stops each of its branches: remove the question, or change the rule
      = code: form-branches
    content/forms/inscription.toml:19:8: only those who may not apply are asked this question
      | when = { all = [{ field = "departement", is = ["autre"] }, { any = [{ field = "pays", is = ["autre"] }] }] }
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: a rule stops each of its branches: remove the question, or change the rule
      = code: form-branches
    "#);
}
