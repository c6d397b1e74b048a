//! The control that an answer is given with, as the templates know it.

use serde::Serialize;

/// A control, and how browsers are told to help with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Control {
    /// Which of the templates' branches.
    pub widget: Widget,
    /// HTML's `type`, of an input.
    pub input_type: &'static str,
    /// HTML's `inputmode`: which keyboard a telephone shows.
    pub inputmode: Option<&'static str>,
}

/// `templates/form/field.html` has one branch for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Widget {
    Input,
    Textarea,
    Date,
    Radios,
    List,
    Checkboxes,
    Checkbox,
}

impl Control {
    /// A line to type into.
    pub const fn input(input_type: &'static str, inputmode: Option<&'static str>) -> Self {
        Self { widget: Widget::Input, input_type, inputmode }
    }

    /// Anything else, which has no type.
    pub const fn other(widget: Widget) -> Self {
        Self { widget, input_type: "", inputmode: None }
    }
}
