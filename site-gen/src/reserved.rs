//! Addresses that are taken by something else than pages.

use application_form::problem::Problem;

use crate::content::Content;

/// Files that every build writes.
const WRITTEN: [&str; 3] = ["/sitemap.xml", "/robots.txt", "/404.html"];

/// Where the form's handler answers (`application_form::page`): the host never looks for a page there.
const HANDLER: &str = "/candidature/";

/// Notes pages and aliases whose address is taken.
pub fn note_taken(content: &Content, problems: &mut Vec<Problem>) {
    let has_form = content.form_value.is_some();
    for page in &content.pages {
        if !page.address.is_not_found()
            && let Some(by) = taken_by(page.address.as_str(), has_form)
        {
            let message = format!("`{}` is kept for {by}", page.address.as_str());
            let problem = page.source.problem(page.address_span.clone(), message);
            problems.push(problem.help("rename the file, or give it another `slug`"));
        }
        for alias in &page.aliases {
            if let Some(by) = taken_by(&alias.name, has_form) {
                let message = format!("`{}` is kept for {by}", alias.name);
                let problem = page.source.problem(alias.span.clone(), message);
                problems.push(problem.help("an alias is an address that no page has any more"));
            }
        }
    }
}

fn taken_by(url: &str, has_form: bool) -> Option<String> {
    let is_below = |file: &str| {
        url.strip_prefix(file).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if is_below("/assets") {
        Some("the files of content/assets/".to_owned())
    } else if let Some(file) = WRITTEN.into_iter().find(|file| is_below(file)) {
        Some(format!("the file `{file}`, which every build writes"))
    } else {
        (has_form && url.starts_with(HANDLER)).then(|| "the form's answers".to_owned())
    }
}
