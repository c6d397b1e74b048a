//! What Tera found wrong in a template, in words for its author.
//!
//! Tera names the last part of a path only and lists all its neighbours; an author wants the whole
//! path as typed, and the one neighbour that was meant.

mod mentions;
mod foreign;
pub(super) mod items;
pub(crate) mod codes;
pub(crate) mod messages;
mod placeholders;
mod scope;
mod tokens;
pub(crate) mod unknown;
mod unknown_name;

use std::ops::Range;

use authoring::diagnostics::Diagnostic;
use tera::{Context, ErrorKind};

pub use codes::{PROSE, TEMPLATE};
use codes::{TEMPLATE_CIRCULAR, TEMPLATE_EXTENDS};
pub use placeholders::subject;
pub use scope::Known;
pub use unknown::{given, names, uses_of};

/// The name Tera gives to a text that is no template file.
const ONE_OFF: &str = "__tera_one_off";

/// What is wrong, in the template that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InTemplate {
    /// The template it stands in; `None` for a text rendered with `render_str`, or if Tera does not say.
    pub template: Option<String>,
    /// The name of a template or of a block that is not there.
    pub missing: Option<String>,
    /// Of what only follows from a value still to be given, that value.
    pub placeholder: Option<String>,
    /// Its bytes are those of the template's source; empty at its start if the source is not known.
    pub diagnostic: Diagnostic,
}

/// Puts an error of Tera in words. `source` gives the text of a template by the name Tera knows it by,
/// `context` is the one it was rendered with, `filters` are those registered beyond Tera's own.
///
/// Never empty; more than one if Tera reports several unknown filters or templates at once.
pub fn explain<'s>(
    error: &tera::Error,
    source: &dyn Fn(&str) -> Option<&'s str>,
    context: &Context,
    filters: &[&str],
) -> Vec<InTemplate> {
    let is_syntax = matches!(error.kind(), ErrorKind::SyntaxError(_));
    let is_rendering = matches!(error.kind(), ErrorKind::RenderingError(_));
    let place = |name: &str, span: Range<usize>, message: &str| {
        let source = source(name).unwrap_or_default();
        let codes = if name == ONE_OFF { PROSE } else { TEMPLATE };
        let template = (name != ONE_OFF && !name.is_empty()).then(|| name.to_owned());
        if let Some(needed) =
            (!is_syntax).then(|| placeholders::needed(source, &span, context)).flatten()
        {
            let (placeholder, diagnostic) = (Some(needed.value), needed.diagnostic);
            return InTemplate { template, missing: None, placeholder, diagnostic };
        }
        // What no template knows is told whatever it is done to.
        let subject = is_rendering.then(|| placeholders::subject(source, &span)).flatten();
        let (missing, mut found) =
            messages::reword(codes, (message, is_syntax), source, span, context, filters);
        if found.about.is_none() && found.code != codes.filter {
            found.about = subject;
        }
        let start = source.floor_char_boundary(found.span.start.min(source.len()));
        let end = found.span.end.clamp(start, source.len().max(start));
        InTemplate { template, missing, placeholder: None, diagnostic: found.at(start..end) }
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![place(report.filename(), report.span().range.clone(), report.message())]
        }
        ErrorKind::Msg(text) if text.starts_with("error: ") => {
            let reports = text.split("error: ").skip(1).map(|report| {
                let (message, rest) = report.split_once('\n').unwrap_or((report, ""));
                let (name, span) = located(rest, source).unwrap_or(("", 0..0));
                place(name, span, message)
            });
            let mut found: Vec<InTemplate> = reports.collect();
            found.sort_by(|a, b| {
                (&a.template, a.diagnostic.span.start).cmp(&(&b.template, b.diagnostic.span.start))
            });
            found
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            let help = "take one of the two out of the other, or both into a third";
            let message = "this template includes itself";
            // By way of another, it does so at no place of its own.
            let name = format!("\"{tpl}\"");
            let text = source(tpl).unwrap_or_default();
            let span = text.find(&name).map_or(0..0, |at| at..at + name.len());
            vec![InTemplate {
                template: Some(tpl.clone()),
                missing: None,
                placeholder: None,
                diagnostic: Diagnostic::new(TEMPLATE_CIRCULAR, span, message, help),
            }]
        }
        ErrorKind::MissingParent { current, parent } => {
            let text = source(current).unwrap_or_default();
            let tag = text.find("extends").unwrap_or_default();
            let at = text[tag..].find(parent.as_str()).map(|at| tag + at).unwrap_or_default();
            let message = format!("Unknown template `{parent}`");
            let mut found = place(current, at..at + parent.len(), &message);
            found.diagnostic.code = TEMPLATE_EXTENDS;
            vec![found]
        }
        other => vec![place(ONE_OFF, 0..0, &other.to_string())],
    }
}

/// `template:line:column` and the carets below, as Tera draws them.
fn located<'r, 's>(
    report: &'r str,
    source: &dyn Fn(&str) -> Option<&'s str>,
) -> Option<(&'r str, Range<usize>)> {
    let (_, place) = report.lines().next()?.split_once("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let source = source(name)?;
    let before: usize = source.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let start =
        before + source[before..].chars().take(column - 1).map(char::len_utf8).sum::<usize>();
    let width = report.lines().nth(3)?.matches('^').count();
    Some((
        name,
        start..start + source[start..].chars().take(width).map(char::len_utf8).sum::<usize>(),
    ))
}

#[cfg(test)]
mod tests {
    use authoring::diagnostics::{Place, Source};
    use serde_json::json;
    use tera::Tera;

    use super::*;

    const LAYOUT: &str =
        "<h1>é {{ page.titel | upper }}</h1>\n{% for s in page.steps %}{{ s.nom }}{% endfor %}";

    fn complaints(template: &str) -> String {
        let mut context = Context::new();
        context.insert("page", &json!({"title": "A", "steps": [{"name": 1}]}));
        let mut tera = Tera::default();
        let result = tera
            .add_raw_templates([("page.html", template), ("layout.html", LAYOUT)])
            .and_then(|()| tera.render("page.html", &context));
        let source = |name: &str| Some(if name == "layout.html" { LAYOUT } else { template });
        explain(&result.unwrap_err(), &source, &context, &["euros"])
            .into_iter()
            .map(|complaint| {
                let name = complaint.template.unwrap_or_default();
                let placed = Source::new(&*name, source(&name).unwrap_or_default())
                    .place(complaint.diagnostic);
                let (Place { line, column, .. }, message, help) =
                    (placed.place, placed.message, placed.help);
                format!("{name}:{line}:{column}: {message} {help:?}")
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn an_error_is_told_where_it_stands_in_the_template_that_holds_it() {
        insta::assert_snapshot!(complaints("a\n  {% include \"layout.html\" %}"), @r#"layout.html:1:15: unknown variable `page.titel` Some("did you mean `title`?")"#);
        insta::assert_snapshot!(complaints("a\n  {{ page.steps[0].nane }}"), @r#"page.html:2:20: `page.steps[0].nane` has no value Some("it is not set here, or nothing of that name is in it")"#);
        insta::assert_snapshot!(complaints("{% for s in page.steps %}{{ s.nom | upper }}{% endfor %}"), @r#"page.html:1:31: unknown variable `s.nom` Some("known here: name")"#);
        insta::assert_snapshot!(complaints("{% for s in page.stps %}{% endfor %}"), @r#"page.html:1:18: unknown variable `page.stps` Some("did you mean `steps`?")"#);
        insta::assert_snapshot!(complaints("{{ pag | upper }}"), @r#"page.html:1:4: unknown variable `pag` Some("did you mean `page`?")"#);
    }

    #[test]
    fn unknown_filters_functions_and_templates_all_come_out_at_once() {
        insta::assert_snapshot!(complaints("é {{ 1 | erous }}\n{{ wat() }} {% include \"x.html\" %}"), @r#"
        page.html:1:10: unknown filter `erous` Some("did you mean `euros`?")
        page.html:2:4: unknown function `wat` Some("a value is written without parentheses: {{ page.title }}")
        page.html:2:24: unknown template `x.html` Some("templates stand in content/templates, and are named from there")
        "#);
    }

    #[test]
    fn syntax_errors_keep_teras_words() {
        insta::assert_snapshot!(complaints("\n{{ page. }}"), @r#"page.html:2:10: found `}}` but expected identifier Some("an expression looks like {{ page.title }} or {{ 300 | euros }}")"#);
        insta::assert_snapshot!(complaints("{% fro x %}"), @r#"page.html:1:4: unknown tag `fro` Some("did you mean `for`?")"#);
        insta::assert_snapshot!(complaints("{% extends \"nope.html\" %}"), @r#"page.html:1:13: unknown template `nope.html` Some("templates stand in content/templates, and are named from there")"#);
    }

    #[test]
    fn what_cannot_be_read_is_no_value_of_another_kind() {
        let rows = [
            ("{{ page.title | default(\"x\") }}", "default(value="),
            ("{{ page.title | replace(from=\"a\", \"b\") }}", "has a name"),
            ("{% else %}", "`else` stands alone"),
            ("{% elif page.title %}", "`elif` stands alone"),
            ("{{ super() }}", "outside a block"),
            ("{{ page.title() }}", "without parentheses"),
            ("{{ page.steps[0].name() }}", "without parentheses"),
            ("{{ 1 | euros(a=1, a=2) }}", "give it once"),
            ("{% break %}", "between {% for"),
            ("{% set loop = 1 %}", "take another name"),
            ("{% for loop in page.steps %}{% endfor %}", "take another name"),
            ("{% for s in page.steps %}{% block a %}{% endblock %}{% endfor %}", "move it out"),
            ("a{% extends \"layout.html\" %}", "start of the file"),
            ("{% block a %}{% endblock %}{% block a %}{% endblock %}", "another name"),
            ("{% block a %}{% endblock b %}", "the same name"),
            ("{{ not - 1 }}", "in parentheses"),
            ("{{ 1 | }}", "an expression looks like"),
            ("{{ 1 / 0 }}", "ask before"),
            ("{% if page.title = \"a\" %}{% endif %}", "two signs compare"),
            ("{{ page.title | default(value=“a”) }}", "straight quotes"),
            ("{# a", "between {# and #}"),
            ("{% if page.title is defind %}{% endif %}", "did you mean `defined`?"),
            ("{{ page.title | truncate(lenght=3) }}", "brackets: truncate(length=…)"),
            ("{% for a in 3 %}{% endfor %}", "can be gone through"),
            ("{{ page.title * 2 }}", "of another kind"),
            // Words of other languages.
            ("{% if page.title && page.steps %}a{% endif %}", "joined by `and`"),
            ("{% if page.title || page.steps %}a{% endif %}", "is `or`"),
            ("{% if !page.title %}a{% endif %}", "by `not`"),
            ("{{\u{a0}page.title }}", "an ordinary space"),
            ("{{ page.title\u{202f}}}", "an ordinary space"),
            ("{{ page.title ? \"a\" : \"b\" }}", "{{ a if b else c }}"),
            ("{{ page.title ?? \"a\" }}", "default(value="),
            ("{% if page.title === \"a\" %}a{% endif %}", "two signs compare"),
            ("{% if page.title <> \"a\" %}a{% endif %}", "!="),
            ("{{ page->title }}", "a dot leads"),
            ("{% set a = 1; %}", "remove it"),
            ("{% if page.title then %}a{% endif %}", "remove it"),
            ("{{ « a » }}", "straight quotes"),
            ("{% if page.title %}a{% else if page.steps %}b{% endif %}", "{% elif … %}"),
            ("{% foreach a in page.steps %}{% endforeach %}", "{% for a in"),
            ("{{ page.title + \"a\" }}", "by a tilde"),
            ("{% component a() %}{{ site.title }}{% endcomponent a %}{{<a />}}", "write @site"),
        ];
        let wrong: Vec<String> = rows
            .iter()
            .map(|(template, help)| (complaints(template), help))
            .filter(|(told, help)| !told.contains(*help))
            .map(|(told, help)| format!("{told} does not say {help:?}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
