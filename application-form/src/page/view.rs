//! What each page of the form shows, and what its template can name.
//!
//! To add a page: a [`View`], a template, an arm in `View::context` and one in [`example`].

use tera::Context;

use super::{
    addresses::ServiceAddress,
    faults::ErrorLink,
    fields::{Hidden, SectionView, example_form, hidden},
    linked::parts,
    stop::StopView,
    summary::{NoticeLink, SummarySection, check_pairs, summary},
};
use crate::{
    definition::Definition,
    evaluate::{
        TOKEN,
        branches::is_new,
        result::{Application, Fault, StopReason},
    },
    message::{Message, Reason},
    submission::{Submission, printable},
};

/// The built-in templates, by the name a site overrides them with.
pub const TEMPLATES: [(&str, &str); 8] = [
    ("form/form.html", include_str!("../../templates/form/form.html")),
    ("form/field.html", include_str!("../../templates/form/field.html")),
    ("form/hidden.html", include_str!("../../templates/form/hidden.html")),
    ("form/check.html", include_str!("../../templates/form/check.html")),
    ("form/stop.html", include_str!("../../templates/form/stop.html")),
    ("form/received.html", include_str!("../../templates/form/received.html")),
    ("form/not-stored.html", include_str!("../../templates/form/not-stored.html")),
    ("form/failure.html", include_str!("../../templates/form/failure.html")),
];

/// What a page shows.
#[derive(Clone, Copy, Debug)]
pub enum View<'a> {
    /// The form, empty, on the static page: the page has its own title.
    EmptyForm,
    /// The form, filled in with what was sent.
    Form {
        /// What was sent.
        submission: &'a Submission,
        /// What to correct; empty when the applicant asked to modify.
        faults: &'a [Fault],
        /// It is said first, and says why the form is here again.
        notice: Option<&'a str>,
    },
    /// Every answer read back, to send or to modify.
    Check {
        /// What will be sent.
        application: &'a Application,
        /// The proof that it was checked.
        token: &'a str,
    },
    /// The firm is not one for this scheme, and why.
    Stop {
        /// What was sent, to modify it.
        submission: &'a Submission,
        /// Every condition that is not met.
        reasons: &'a [StopReason],
    },
    /// The application is stored.
    Received {
        /// The name that the applicant quotes.
        reference: &'a str,
    },
    /// The application could not be stored; it can be sent again as it is.
    NotStored {
        /// What was sent, token included.
        submission: &'a Submission,
        /// What happened.
        title: &'a str,
        /// What to do.
        text: &'a str,
    },
    /// Nothing came of the request.
    Failure {
        /// What happened.
        title: &'a str,
        /// What to do.
        text: &'a str,
    },
}

impl<'a> View<'a> {
    /// The page's template, its title, and what the template can name.
    pub(super) fn context(self, definition: &'a Definition) -> (&'static str, String, Context) {
        let texts = &definition.texts;
        let mut context = surroundings(definition, "");
        let (template, title) = match self {
            View::EmptyForm => {
                let sections = SectionView::all(definition, &Submission::default(), &[]);
                insert_form(&mut context, definition, &sections, &[], None, "");
                context.insert("heading", &false);
                ("form/form.html", String::new())
            }
            View::Form { submission, faults, notice } => {
                let (new, faults): (Vec<Fault>, Vec<Fault>) =
                    faults.iter().cloned().partition(|fault| is_new(definition, submission, fault));
                let sections = SectionView::all(definition, submission, &faults);
                let errors = ErrorLink::all(definition, &faults);
                // Nothing is wrong: there is one more question.
                let notice = match (faults.as_slice(), new.as_slice()) {
                    ([], [_, ..]) => Some(texts.one_more.as_str()),
                    _ => notice,
                };
                let mut typed = submission.all(&definition.honeypot.name);
                let typed = typed.find(|value| !value.trim().is_empty()).unwrap_or_default();
                insert_form(&mut context, definition, &sections, &errors, notice, typed);
                let title = match (faults.as_slice(), notice) {
                    ([], None) => texts.form_title.clone(),
                    ([], _) if !new.is_empty() => texts.form_title.clone(),
                    _ => format!("{} {}", texts.error_prefix, texts.form_title),
                };
                ("form/form.html", title)
            }
            View::Check { application, token } => {
                let pairs = check_pairs(definition, application, token);
                let sections = summary(definition, application);
                // What is modified needs no proof: it will be checked again.
                let answers = hidden(pairs.iter().filter(|(name, _)| name != TOKEN));
                let warnings = NoticeLink::all(definition, application);
                insert_check(&mut context, definition, &sections, &warnings, &hidden(pairs.iter()));
                context.insert("answers", &answers);
                ("form/check.html", texts.check_title.clone())
            }
            View::Stop { submission, reasons } => {
                let reasons = StopView::all(definition, reasons);
                insert_stop(&mut context, &reasons, &hidden(submission.pairs().iter()));
                ("form/stop.html", texts.stop_title.clone())
            }
            View::Received { reference } => {
                insert_received(&mut context, definition, reference);
                ("form/received.html", texts.received_title.clone())
            }
            View::NotStored { submission, title, text } => {
                insert_pairs(&mut context, &hidden(submission.pairs().iter()));
                insert_failure(&mut context, text);
                ("form/not-stored.html", title.to_owned())
            }
            View::Failure { title, text } => {
                insert_failure(&mut context, text);
                ("form/failure.html", title.to_owned())
            }
        };
        context.insert("title", &title);
        (template, title, context)
    }
}

/// What every template can name.
fn surroundings(definition: &Definition, title: &str) -> Context {
    let mut context = Context::new();
    context.insert("texts", &definition.texts);
    context.insert("language", definition.language.code());
    context.insert("form_id", &definition.id);
    context.insert("form_page", &definition.page);
    context.insert("verification", &definition.address(ServiceAddress::Verification));
    context.insert("modification", &definition.address(ServiceAddress::Modification));
    context.insert("sending", &definition.address(ServiceAddress::Sending));
    context.insert("title", title);
    context
}

fn insert_form(
    context: &mut Context,
    definition: &Definition,
    sections: &[SectionView<'_>],
    errors: &[ErrorLink<'_>],
    notice: Option<&str>,
    typed: &str,
) {
    context.insert("heading", &true);
    context.insert("sections", sections);
    context.insert("errors", errors);
    context.insert("notice", &notice);
    context.insert("robot", &definition.honeypot);
    context.insert("robot_value", &printable(typed));
}

fn insert_check(
    context: &mut Context,
    definition: &Definition,
    sections: &[SummarySection<'_>],
    warnings: &[NoticeLink<'_>],
    pairs: &[Hidden<'_>],
) {
    let texts = &definition.texts;
    let counted = match warnings {
        [_] => texts.warnings_one.clone(),
        several => {
            let count = definition.language.number(several.len() as u64);
            Message::new(&texts.warnings_many).fill(&[("n", count)])
        }
    };
    context.insert("sections", sections);
    context.insert("warnings", warnings);
    context.insert("warnings_heading", &counted);
    context.insert("consent", &parts(&texts.check_consent));
    insert_pairs(context, pairs);
}

fn insert_stop(context: &mut Context, reasons: &[StopView<'_>], pairs: &[Hidden<'_>]) {
    context.insert("reasons", reasons);
    insert_pairs(context, pairs);
}

fn insert_received(context: &mut Context, definition: &Definition, reference: &str) {
    context.insert("reference", reference);
    context.insert("change", &parts(&definition.texts.received_change));
}

fn insert_failure(context: &mut Context, text: &str) {
    context.insert("text", text);
}

fn insert_pairs(context: &mut Context, pairs: &[Hidden<'_>]) {
    context.insert("pairs", pairs);
}

/// What the template of that name can name, in a form of that definition, for whoever checks one without
/// rendering it: nothing in it is empty. One that is none of [`TEMPLATES`] may be included by any of them: it
/// can name what any of them can.
pub fn example(definition: &Definition, template: &str) -> Context {
    let mut context = surroundings(definition, "x");
    let is_own = TEMPLATES.iter().all(|(name, _)| *name != template);
    let is = |name: &str| is_own || template == name;
    let pairs = [("x".to_owned(), "x".to_owned())];
    if is("form/stop.html") {
        insert_stop(&mut context, &[StopView::example()], &hidden(pairs.iter()));
    }
    if is("form/received.html") {
        insert_received(&mut context, definition, "x");
    }
    if is("form/not-stored.html") || is("form/failure.html") {
        insert_failure(&mut context, "x");
    }
    if is("form/not-stored.html") || is("form/hidden.html") {
        insert_pairs(&mut context, &hidden(pairs.iter()));
    }
    if is("form/check.html") {
        let sections = [SummarySection::example()];
        let warnings = [NoticeLink::example()];
        insert_check(&mut context, definition, &sections, &warnings, &hidden(pairs.iter()));
        context.insert("answers", &hidden(pairs.iter()));
    }
    if is("form/form.html") || is("form/field.html") {
        let definition = example_form(definition);
        let fault = |field: &str| Fault {
            field: field.to_owned(),
            reason: Reason::Missing,
            message: "x".to_owned(),
        };
        let faults = [fault("date"), fault("choice")];
        let sections = SectionView::all(&definition, &Submission::default(), &faults);
        let errors = ErrorLink::all(&definition, &faults);
        insert_form(&mut context, &definition, &sections, &errors, Some("x"), "x");
        if is("form/field.html") {
            context.insert("section", &sections[0]);
            let field = sections.into_iter().next().and_then(SectionView::into_one_field);
            context.insert("field", &field);
        }
    }
    if is_own {
        // The form's and the check page's are not the same.
        context.insert("sections", &());
    }
    context
}
