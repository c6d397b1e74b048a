//! Build problems, in the page that could not be built.

use authoring::diagnostics::Diagnostic;
use htmlize::escape_text;

/// The page an author sees instead of the site. In English, like every diagnostic.
pub fn render(diagnostics: &[Diagnostic]) -> String {
    let count = match diagnostics.len() {
        1 => "1 problem".to_owned(),
        count => format!("{count} problems"),
    };
    let mut list = String::new();
    for diagnostic in diagnostics {
        list += "<li><pre>";
        list += &escape_text(diagnostic.to_string());
        list += "</pre></li>\n";
    }
    document(
        &format!("{count} to fix"),
        &format!(
            "<p>The page reloads when you save. The form still runs on the last good version.</p>\n<ol>\n{list}</ol>"
        ),
    )
}

/// What the form's addresses answer while no form can be served.
pub fn no_form() -> String {
    document(
        "No form",
        "<p>The content has no form, or one that has never been free of mistakes since the start.</p>",
    )
}

fn document(title: &str, main: &str) -> String {
    let title = escape_text(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n{main}\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use authoring::diagnostics::Source;

    use super::*;
    use crate::content::directory::FILE_UNREADABLE;

    #[test]
    fn every_problem_stands_in_the_page_as_text() {
        let diagnostic =
            Source::new("content/pages/a.md", "<b>").error(FILE_UNREADABLE, 0..3, "what is `<b>`?");

        let html = render(&[diagnostic]);

        assert!(html.contains("content/pages/a.md:1:1: what is `&lt;b&gt;`?"), "{html}");
        assert!(html.contains("<h1>1 problem to fix</h1>"));
    }
}
