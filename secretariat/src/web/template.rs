//! Fills in the pages' templates. They are written with a keyboard's signs; here they get French spaces, quotes and
//! apostrophes, and answers stay as they were typed.

use std::sync::LazyLock;

use authoring::typography::{French, OPAQUE, french};
use tera::{Context, Tera};

use super::{
    request::{Asked, token_with},
    response::Html,
    security::headers::STYLE,
};

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// The office's templates, by their names.
pub(super) const TEMPLATES: [(&str, &str); 43] = templates![
    "layout.html",
    "message.html",
    "enter.html",
    "lock.html",
    "quit.html",
    "first-start.html",
    "type-phrase.html",
    "key-made.html",
    "refused.html",
    "today.html",
    "cases.html",
    "decision.html",
    "may-read.html",
    "peer-may-read.html",
    "bulk.html",
    "case.html",
    "acts.html",
    "treat.html",
    "peers.html",
    "peer.html",
    "peer-form.html",
    "hearings.html",
    "hearing.html",
    "hearing-form.html",
    "plan.html",
    "why.html",
    "firm-link.html",
    "firm-name.html",
    "verified.html",
    "reading.html",
    "compare.html",
    "letters.html",
    "letter.html",
    "letter-paper.html",
    "requests.html",
    "journal.html",
    "register.html",
    "packs.html",
    "pack.html",
    "run-sheet.html",
    "opinion.html",
    "save.html",
    "keys.html",
];

static TERA: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::new();
    let templates = TEMPLATES.map(|(name, text)| (name, mended(text)));
    tera.add_raw_templates(templates.iter().map(|(name, text)| (*name, text.as_str())))
        .expect("the templates are compiled in, and a test renders them");
    tera
});

/// What stands on a page, before it is one.
#[derive(Debug)]
pub struct Sheet {
    template: &'static str,
    title: String,
    context: Context,
    kind: SheetKind,
}

/// What every page of the open office has.
#[derive(Debug, Default)]
pub struct Frame {
    /// A page without text fields goes to the lock after so many seconds.
    pub idle_seconds: u64,
    /// What is wrong with the journal.
    pub remarks: Vec<String>,
    /// How far the journal has been read, excluded.
    pub seen: Option<u64>,
}

/// Whether something may be typed on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SheetKind {
    /// Nothing: it may leave by itself.
    Read,
    /// A text would be lost.
    Typed,
}

impl Sheet {
    /// A page of that template. The title names no firm and no person: it stands in the browser's history.
    pub fn new(template: &'static str, title: &str) -> Self {
        let title = french(title).into_owned();
        Self { template, title, context: Context::new(), kind: SheetKind::Read }
    }

    /// A page that says one thing.
    pub fn message(title: &str, texts: &[&str]) -> Self {
        let texts: Vec<String> = texts.iter().map(|text| french(text).into_owned()).collect();
        Self::new("message.html", title).with("texts", &texts)
    }

    /// Gives the template a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &impl serde::Serialize) -> Self {
        self.context.insert(name, value);
        self
    }

    /// Gives the template a text of ours.
    #[must_use]
    pub fn say(self, name: &'static str, text: &str) -> Self {
        self.with(name, &french(text))
    }

    /// It has a field for text, so that it does not leave by itself.
    #[must_use]
    pub fn typed(mut self) -> Self {
        self.kind = SheetKind::Typed;
        self
    }

    /// Outside of every session: it says nothing of what is inside.
    pub fn outside(self) -> Html {
        Html { text: self.render(Context::new()), refresh: None }
    }

    /// In a session whose keys are not open.
    pub fn closed(self, asked: &Asked) -> Html {
        Html { text: self.render(within(asked)), refresh: None }
    }

    /// In the open office, with the way to all other pages.
    pub fn open(self, asked: &Asked, frame: &Frame) -> Html {
        let lock = format!("{}/verrou", asked.base);
        let refresh = (self.kind == SheetKind::Read).then_some((frame.idle_seconds, lock));
        let mut context = within(asked);
        context.insert("token", &token_with(&asked.form_token, frame.seen));
        let remarks: Vec<_> = frame.remarks.iter().map(|remark| french(remark)).collect();
        context.insert("remarks", &remarks);
        let here = format!("/{}", asked.parts().first().map_or("", String::as_str));
        let menu: Vec<_> = MENU
            .iter()
            .map(|(path, title)| (path, french(title), *path == here))
            .map(|(path, title, here)| serde_json::json!({"path": path, "title": title, "here": here}))
            .collect();
        context.insert("menu", &menu);
        Html { text: self.render(context), refresh }
    }

    fn render(self, mut context: Context) -> String {
        context.extend(self.context);
        context.insert("title", &self.title);
        context.insert("style", STYLE);
        TERA.render(self.template, &context).unwrap_or_else(|error| {
            // A template names what its page does not give: the tests look at every page.
            debug_assert!(false, "{error:?}");
            String::new()
        })
    }
}

/// Where one can go from every page.
const MENU: [(&str, &str); 11] = [
    ("/", "Aujourd'hui"),
    ("/candidatures", "Candidatures"),
    ("/pairs", "Pairs"),
    ("/auditions", "Auditions"),
    ("/courriers", "Courriers"),
    ("/demandes", "Demandes"),
    ("/exporter", "Exporter"),
    ("/sauvegarde", "Sauvegarde"),
    ("/cles", "Clés"),
    ("/journal", "Journal"),
    ("/quitter", "Quitter"),
];

fn within(asked: &Asked) -> Context {
    let mut context = Context::new();
    context.insert("base", &asked.base);
    // What was sent while the office was closed is as old as its page.
    context.insert("token", &token_with(&asked.form_token, asked.seen));
    context
}

/// A template with French typography in what is neither a tag nor a value.
fn mended(template: &str) -> String {
    let pieces = pieces(template);
    let block: String = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => (*text).to_owned(),
            Piece::Opaque(_) => OPAQUE.to_string(),
        })
        .collect();
    let mut french = French::read(&block);
    let mut mended = String::with_capacity(template.len());
    for piece in pieces {
        match piece {
            Piece::Text(text) => mended.push_str(&french.mend(text)),
            Piece::Opaque(text) => {
                french.skip(OPAQUE);
                mended.push_str(text);
            }
        }
    }
    mended
}

enum Piece<'a> {
    Text(&'a str),
    Opaque(&'a str),
}

fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while !rest.is_empty() {
        let starts = [("<", ">"), ("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
        let first = starts.iter().filter_map(|(start, end)| Some((rest.find(start)?, *end))).min();
        let Some((at, end)) = first else {
            pieces.push(Piece::Text(rest));
            break;
        };
        let length = rest[at..].find(end).map_or(rest.len() - at, |length| length + end.len());
        pieces.push(Piece::Text(&rest[..at]));
        pieces.push(Piece::Opaque(&rest[at..at + length]));
        rest = &rest[at + length..];
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_mended_and_its_tags_and_values_are_not() {
        for (written, mended_to) in [
            (
                "<p class='a'>l'avis : {{ a['b'] }} !</p>",
                "<p class='a'>l’avis\u{a0}: {{ a['b'] }}\u{202f}!</p>",
            ),
            ("{% if a %}n'est{% endif %}", "{% if a %}n’est{% endif %}"),
            ("<p>« {{ a }} »</p>", "<p>«\u{202f}{{ a }}\u{202f}»</p>"),
        ] {
            assert_eq!(mended(written), mended_to);
        }
    }
}
