//! Names under which nothing else may be sent.

use authoring::{diagnostics::Source, form::read};
use insta::assert_snapshot;

/// What is said of a form whose robot field is described so, with a question of that name.
fn said(robot: &str, question: &str) -> String {
    let form = format!(
        "id = \"contact\"\nlanguage = \"en\"\nprefix = \"CTC\"\n[robot]\n{robot}\n\
         [[fields]]\nname = \"{question}\"\nkind = \"date\"\nlabel = \"When\"\n"
    );
    let (definition, diagnostics) = read(&Source::new("content/forms/contact.toml", form));
    assert_eq!(definition.is_none(), !diagnostics.is_empty());
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_the_form_sends_of_its_own_has_a_name_of_its_own() {
    const LABEL: &str = "label = \"Leave this empty\"";
    for (robot, question, message, line) in [
        ("website", "day", "", 0),
        ("token", "day", "the robot field has the name `token`", 5),
        ("suggestion", "day", "the robot field has the name `suggestion`", 5),
        ("asked", "day", "the robot field has the name `asked`", 5),
        ("", "day", "the robot field's name is like `complement`, this is ``", 5),
        ("Site web", "day", "the robot field's name is like `complement`, this is `Site web`", 5),
        ("day", "day", "two fields have the name `day`", 8),
        // A date is sent in three parts.
        ("day_mois", "day", "two fields have the name `day_mois`", 8),
        ("website", "token", "two fields have the name `token`", 8),
        ("website", "asked", "two fields have the name `asked`", 8),
    ] {
        let said = said(&format!("name = \"{robot}\"\n{LABEL}"), question);
        let expected = format!("contact.toml:{line}:8: {message}\n");
        let is_so = if message.is_empty() { said.is_empty() } else { said.contains(&expected) };
        assert!(is_so, "{robot:?} {question:?}: {said}");
    }
}

#[test]
fn a_name_that_the_robot_field_takes_is_reported_with_both_places() {
    assert_snapshot!(said("name = \"day\"\nlabel = \" \"", "day"), @r#"
    content/forms/contact.toml:6:9: `label` says nothing
      | label = " "
      |         ^^^
      = help: write what applicants are to read there
      = code: form-fields
    content/forms/contact.toml:8:8: two fields have the name `day`
      | name = "day"
      |        ^^^^^
      = help: the first is on line 5: rename one of them
      = code: form-fields
    "#);
}
