//! The form's pages, from the same templates for the static site and for the handler.
//!
//! A page here is what goes between the site's header and footer; the layout around it is the site's.

use std::collections::BTreeMap;

use tera::{Context, Tera};

use crate::{
    definition::{Definition, Message},
    evaluate::{Application, Fault, Notice, Quarantine, StopReason, TOKEN},
    numbers::thousands,
    submission::Submission,
};

pub mod fields;
mod faults;
pub mod summary;
pub mod example;

use faults::ErrorLink;
use fields::{Hidden, SectionView, hidden, shown};
use summary::{SummarySection, summary};

/// The built-in templates, by the name a site overrides them with.
pub const TEMPLATES: [(&str, &str); 8] = [
    ("form/form.html", include_str!("../templates/form/form.html")),
    ("form/field.html", include_str!("../templates/form/field.html")),
    ("form/hidden.html", include_str!("../templates/form/hidden.html")),
    ("form/check.html", include_str!("../templates/form/check.html")),
    ("form/stop.html", include_str!("../templates/form/stop.html")),
    ("form/received.html", include_str!("../templates/form/received.html")),
    ("form/not-stored.html", include_str!("../templates/form/not-stored.html")),
    ("form/failure.html", include_str!("../templates/form/failure.html")),
];

/// Where the form is sent.
pub const VERIFICATION: &str = "/candidature/verification";
/// Where the check page is sent to go back.
pub const MODIFICATION: &str = "/candidature/modification";
/// Where the check page is sent to apply.
pub const SENDING: &str = "/candidature/envoi";
/// Where a reference is confirmed; the reference follows.
pub const RECEIVED: &str = "/candidature/recue/";

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
        /// A text of the definition, by name, said first: why the form is here again.
        notice: Option<&'a str>,
    },
    /// Every answer read back, to send or to modify.
    Check {
        /// What will be sent.
        application: &'a Application,
        /// The proof that it was checked.
        token: &'a str,
    },
    /// Not for this scheme, and why.
    Stop {
        /// What was sent, to modify it.
        submission: &'a Submission,
        /// Every reason.
        reasons: &'a [StopReason],
    },
    /// The application is kept.
    Received {
        /// Its name.
        reference: &'a str,
    },
    /// The application could not be kept; it can be sent again as it is.
    NotStored {
        /// What was sent, token included.
        submission: &'a Submission,
        /// The definition's texts `<name>_title` and `<name>_text`.
        name: &'a str,
        /// How long to wait before that, for a text that says so.
        minutes: i64,
    },
    /// Nothing came of the request.
    Failure {
        /// The definition's texts `<name>_title` and `<name>_text`.
        name: &'a str,
    },
}

/// A page of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// For `<title>` and the page's only `<h1>`, already in the main part; text, not HTML.
    pub title: String,
    /// HTML.
    pub main: String,
}

/// The compiled templates.
#[derive(Debug)]
pub struct Pages(Tera);

impl Pages {
    /// Compiles the templates: all of [`TEMPLATES`], by name, as overridden.
    ///
    /// # Errors
    ///
    /// The template author's: a syntax error, with its place.
    pub fn new(templates: &BTreeMap<String, String>) -> Result<Self, tera::Error> {
        let mut tera = Tera::new();
        tera.add_raw_templates(
            templates.iter().map(|(name, text)| (name.as_str(), text.as_str())),
        )?;
        Ok(Self(tera))
    }

    /// The templates as built in.
    pub fn built_in() -> BTreeMap<String, String> {
        TEMPLATES.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect()
    }

    /// Renders one page.
    ///
    /// # Errors
    ///
    /// The template author's: an unknown variable, with its place.
    pub fn render(&self, definition: &Definition, view: View<'_>) -> Result<Page, tera::Error> {
        let mut context = surroundings(definition, "");
        let (template, title) = match view {
            View::EmptyForm => {
                let sections = SectionView::all(definition, &Submission::default(), &[]);
                insert_form(&mut context, definition, &sections, &[], None, "");
                context.insert("heading", &false);
                ("form/form.html", String::new())
            }
            View::Form { submission, faults, notice } => {
                let sections = SectionView::all(definition, submission, faults);
                let errors = ErrorLink::all(definition, faults);
                let notice = notice.map(|name| definition.text(name));
                let robot = submission.all(&definition.robot.name);
                let robot = robot.into_iter().find(|value| !value.trim().is_empty());
                let robot = robot.unwrap_or_default();
                insert_form(&mut context, definition, &sections, &errors, notice, robot);
                let title = definition.text("form_title");
                let title = match (faults, notice) {
                    ([], None) => title.to_owned(),
                    _ => format!("{} {title}", definition.text("error_prefix")),
                };
                ("form/form.html", title)
            }
            View::Check { application, token } => {
                let pairs = check_pairs(definition, application, token);
                let sections = summary(definition, application);
                let pairs = hidden(pairs.iter());
                insert_check(&mut context, &sections, application.warnings(), &pairs);
                ("form/check.html", definition.text("check_title").to_owned())
            }
            View::Stop { submission, reasons } => {
                let messages: Vec<&str> =
                    reasons.iter().map(|reason| reason.message.as_str()).collect();
                insert_stop(&mut context, &messages, &hidden(submission.pairs().iter()));
                ("form/stop.html", definition.text("stop_title").to_owned())
            }
            View::Received { reference } => {
                insert_received(&mut context, reference);
                ("form/received.html", definition.text("received_title").to_owned())
            }
            View::NotStored { submission, name, minutes } => {
                insert_pairs(&mut context, &hidden(submission.pairs().iter()));
                insert_failure(&mut context, &not_stored_text(definition, name, minutes));
                ("form/not-stored.html", definition.text(&format!("{name}_title")).to_owned())
            }
            View::Failure { name } => {
                insert_failure(&mut context, definition.text(&format!("{name}_text")));
                ("form/failure.html", definition.text(&format!("{name}_title")).to_owned())
            }
        };
        context.insert("title", &title);
        // A title stands in a tab, where no line ends: programs that look for its words find plain spaces.
        let title = title.replace(['\u{a0}', '\u{202f}'], " ");
        Ok(Page { main: self.0.render(template, &context)?, title })
    }
}

/// What a check page carries to be sent: the answers, whether it is in quarantine, the proof.
pub fn check_pairs(
    definition: &Definition,
    application: &Application,
    token: &str,
) -> Vec<(String, String)> {
    let robot = match application.quarantine {
        Quarantine::Yes => "x",
        Quarantine::No => "",
    };
    let mut pairs = application.wire(definition);
    pairs.push((definition.robot.name.clone(), robot.to_owned()));
    pairs.push((TOKEN.to_owned(), token.to_owned()));
    pairs
}

/// Why something is not stored, in the definition's words; `{minutes}` among them is how long to wait.
pub fn not_stored_text(definition: &Definition, name: &str, minutes: i64) -> String {
    let text = Message::new(definition.text(&format!("{name}_text")));
    text.fill(&[("minutes", thousands(minutes))])
}

/// What every template can name.
fn surroundings(definition: &Definition, title: &str) -> Context {
    let mut context = Context::new();
    context.insert("texts", &definition.texts);
    context.insert("form_page", &definition.page);
    context.insert("verification", VERIFICATION);
    context.insert("modification", MODIFICATION);
    context.insert("sending", SENDING);
    context.insert("title", title);
    context
}

fn insert_form(
    context: &mut Context,
    definition: &Definition,
    sections: &[SectionView<'_>],
    errors: &[ErrorLink<'_>],
    notice: Option<&str>,
    robot_value: &str,
) {
    context.insert("heading", &true);
    context.insert("sections", sections);
    context.insert("errors", errors);
    context.insert("notice", &notice);
    context.insert("robot", &definition.robot);
    context.insert("robot_value", &shown(robot_value));
}

fn insert_check(
    context: &mut Context,
    sections: &[SummarySection<'_>],
    warnings: &[Notice],
    pairs: &[Hidden<'_>],
) {
    context.insert("sections", sections);
    context.insert("warnings", warnings);
    insert_pairs(context, pairs);
}

fn insert_stop(context: &mut Context, reasons: &[&str], pairs: &[Hidden<'_>]) {
    context.insert("reasons", reasons);
    insert_pairs(context, pairs);
}

fn insert_received(context: &mut Context, reference: &str) {
    context.insert("reference", reference);
}

fn insert_failure(context: &mut Context, text: &str) {
    context.insert("text", text);
}

fn insert_pairs(context: &mut Context, pairs: &[Hidden<'_>]) {
    context.insert("pairs", pairs);
}
