//! A site below a path of its host has no form.

use authoring::diagnostics::Diagnostic;

use crate::content::Content;

authoring::codes! {
    FORM_BELOW_PATH = "form-below-path" in "site.toml" {
        means: "The site has a form, and its `base_url` has a path.",
        hurts: "The form's service answers at the root of a host: what firms send would come to nobody.",
        wrong: "title = \"Bureau des pairs\"\n\
            base_url = \"https://asso.fr/bureau\"\n\
            language = \"fr\"\n\n\
            [retention]\n\
            months = 12",
        right: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.asso.fr\"\n\
            language = \"fr\"\n\n\
            [retention]\n\
            months = 12",
    }
}

/// Notes a path that a form has no place below.
pub fn check(content: &Content, diagnostics: &mut Vec<Diagnostic>) {
    let config = &content.config;
    let path = config.base_url.path();
    let Some(form) = content.forms.first().filter(|_| !path.is_empty()) else { return };
    let message = format!("the site is below the path `{path}`, and {} is there", form.source.path);
    let help =
        "a form answers for a whole host: give the site one of its own, or leave the form out";
    let error = config.source.error(FORM_BELOW_PATH, config.base_url_span.clone(), message);
    diagnostics.push(error.help(help));
}
