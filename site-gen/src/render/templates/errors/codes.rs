//! The kinds of mistakes that an expression can hold.

use authoring::diagnostics::Code;

authoring::codes! {
    VALUE_SYNTAX = "value-syntax" {
        means: "An expression or a tag in the prose of a page cannot be read: it is not closed, or \
            is none.",
        hurts: "Readers see braces in the place of the town.",
        wrong: "Nous vous recevons à {{ data.lieu.ville }.",
        right: "Nous vous recevons à {{ data.lieu.ville }}.",
    }
    TEMPLATE_VARIABLE = "template-variable" in "templates/page.html" {
        means: "A template names a value that is not there.",
        hurts: "Readers would get pages with a hole, such as one without a title.",
        wrong: "{% extends \"base.html\" %}\n\
            {% block main %}<h1>{{ page.titel }}</h1>\n\
            {{ content | safe }}{% endblock main %}",
        right: "{% extends \"base.html\" %}\n\
            {% block main %}<h1>{{ page.title }}</h1>\n\
            {{ content | safe }}{% endblock main %}",
    }
    VALUE_UNKNOWN = "value-unknown" {
        means: "The prose of a page names a value that is not there.",
        hurts: "The sentence would have a hole where readers look for the town.",
        wrong: "Nous vous recevons à {{ data.lieu.vile }}.",
        right: "Nous vous recevons à {{ data.lieu.ville }}.",
    }
    VALUE_FILTER = "value-filter" {
        means: "The prose of a page uses a filter, a function or a test that does not exist.",
        hurts: "The value cannot be shown, and readers would not learn how many places are left.",
        wrong: "Il reste {{ data.lieu.places | numbre }} places.",
        right: "Il reste {{ data.lieu.places | number }} places.",
    }
    TEMPLATE_FILTER = "template-filter" in "templates/page.html" {
        means: "A template uses a filter, a function, a test or a component that does not exist.",
        hurts: "No page can be made with it, and readers would find none of them.",
        wrong: "{% extends \"base.html\" %}\n\
            {% block main %}<h1>{{ page.title | uper }}</h1>\n\
            {{ content | safe }}{% endblock main %}",
        right: "{% extends \"base.html\" %}\n\
            {% block main %}<h1>{{ page.title | upper }}</h1>\n\
            {{ content | safe }}{% endblock main %}",
    }
    TEMPLATE_SYNTAX = "template-syntax" in "templates/page.html" {
        means: "A template cannot be read: a tag is unknown, not closed or in the wrong place, or \
            an expression is none.",
        hurts: "No page can be made with it, and readers would find none of them.",
        wrong: "{% extends \"base.html\" %}\n\
            {% block main %}<h1>{{ page.title }}</h1>\n\
            {% if page.date %}<p>{{ page.date | date }}</p>\n\
            {{ content | safe }}{% endblock main %}",
        right: "{% extends \"base.html\" %}\n\
            {% block main %}<h1>{{ page.title }}</h1>\n\
            {% if page.date %}<p>{{ page.date | date }}</p>{% endif %}\n\
            {{ content | safe }}{% endblock main %}",
    }
    TEMPLATE_CIRCULAR = "template-circular" in "templates/page.html" {
        means: "A template extends or includes itself, or another one that leads back to it.",
        hurts: "Its pages would never be finished, and readers would find none of them.",
        wrong: "{% extends \"page.html\" %}\n\
            {% block main %}{{ content | safe }}{% endblock main %}",
        right: "{% extends \"base.html\" %}\n\
            {% block main %}{{ content | safe }}{% endblock main %}",
    }
    TEMPLATE_EXTENDS = "template-extends" in "templates/page.html" {
        means: "A template extends another one that does not exist.",
        hurts: "No page can be made with it, and readers would find none of them.",
        wrong: "{% extends \"bas.html\" %}\n\
            {% block main %}{{ content | safe }}{% endblock main %}",
        right: "{% extends \"base.html\" %}\n\
            {% block main %}{{ content | safe }}{% endblock main %}",
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
