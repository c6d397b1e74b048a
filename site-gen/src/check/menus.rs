//! The menus of `site.toml` lead to pages.

use authoring::diagnostics::Diagnostic;

use crate::{
    content::{Content, config::Named},
    site::links::Links,
};

authoring::codes! {
    SITE_MENU = "site-menu" in "site.toml" {
        means: "A menu, `navigation` or `footer`, names an address at which no page stands, or a \
            page that is left out.",
        hurts: "All pages would show a link that leads to an error page.",
        wrong: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\
            navigation = [\"/contacts/\"]",
        right: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\
            navigation = [\"/contact/\"]",
    }
}

/// Notes every entry that leads nowhere.
pub fn check(content: &Content, links: &Links, diagnostics: &mut Vec<Diagnostic>) {
    let config = &content.config;
    for item in config.navigation.iter().chain(&config.footer) {
        let Named { name, .. } = item;
        // The entry of a list that is empty shows once there is something to list.
        if links.is_empty_list(name) {
            continue;
        }
        if let Err(broken) = links.follow_url(name) {
            // A menu is of no page: it has no place that a file's path could start from.
            let file = links.page_of_file(name.trim_start_matches("./"));
            let url = file.map(|index| content.pages[index].address.as_str());
            let meant = url.map(|url| format!("did you mean `{url}`?"));
            // What else a link may lead to, a menu may not.
            let near = broken.help.filter(|help| name.starts_with('/') && !help.contains("./"));
            let help = meant
                .or(near)
                .unwrap_or_else(|| "a menu names pages by their URLs, such as /page/".to_owned());
            diagnostics.push(config.error(SITE_MENU, item, broken.message).help(help));
        }
    }
}
