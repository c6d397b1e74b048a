//! The kinds of mistakes that an expression can hold.

use authoring::diagnostics::Code;

authoring::codes! {
    VALUE_SYNTAX = "value-syntax" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    TEMPLATE_VARIABLE = "template-variable" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    VALUE_UNKNOWN = "value-unknown" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    VALUE_FILTER = "value-filter" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    TEMPLATE_FILTER = "template-filter" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    TEMPLATE_SYNTAX = "template-syntax" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    TEMPLATE_CIRCULAR = "template-circular" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    TEMPLATE_EXTENDS = "template-extends" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
}

/// The kinds of mistakes that an expression can hold, by where it stands.
#[derive(Clone, Copy, Debug)]
pub struct ExpressionCodes {
    /// Nothing answers to a name.
    pub unknown: Code,
    /// There is no such filter, function or test.
    pub filter: Code,
    /// It cannot be read.
    pub syntax: Code,
}

/// In the prose of a page.
pub const PROSE: ExpressionCodes =
    ExpressionCodes { unknown: VALUE_UNKNOWN, filter: VALUE_FILTER, syntax: VALUE_SYNTAX };

/// In a template.
pub const TEMPLATE: ExpressionCodes = ExpressionCodes {
    unknown: TEMPLATE_VARIABLE,
    filter: TEMPLATE_FILTER,
    syntax: TEMPLATE_SYNTAX,
};
