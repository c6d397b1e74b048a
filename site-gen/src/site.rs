//! What every page needs to be rendered, made once.

pub mod links;
pub mod translations;

use authoring::diagnostics::Problem;

use crate::{
    build::{Options, Purpose, timings::Timings},
    check::template_values::Places,
    content::{Content, config::Named, directory::Folder},
    output::generated,
    render::{context::Contexts, form_page},
};
use links::Atlas;

/// A site, read but not rendered.
pub struct Scene {
    /// What its files say.
    pub content: Content,
    /// Where links lead.
    pub atlas: Atlas,
    /// What templates can name.
    pub contexts: Contexts,
    /// Where they write what only their values say.
    pub written: Places,
    /// The empty form, and the place of its page in the list of pages.
    pub form: Option<(usize, String)>,
}

impl Scene {
    /// Reads a content folder; what is wrong is noted.
    pub fn of(
        folder: &Folder,
        options: &Options,
        problems: &mut Vec<Problem>,
        timings: &mut Timings,
    ) -> Self {
        let base_url = options.base_url.as_deref();
        let content = Content::read(folder, base_url, options.drafts, options.today, problems);
        timings.lap("load");
        let assets = content.assets.paths();
        let mut atlas = Atlas::of(&content.pages, &content.left_out, assets, problems);
        atlas.enter_made(generated::urls(&content));
        check_menus(&content, &atlas, problems);
        translations::check(&content, &atlas, 0..content.pages.len(), problems);
        if options.purpose == Purpose::Production {
            problems.extend(content.config.unreachable.clone());
        }
        let contexts = Contexts::of(&content, &atlas);
        let form = form_page::on_its_page(&content, &atlas, problems);
        let written = Places::of(&content);
        timings.lap("arrange");
        Self { content, atlas, contexts, written, form }
    }
}

/// The menus of `site.toml` lead to pages.
fn check_menus(content: &Content, atlas: &Atlas, problems: &mut Vec<Problem>) {
    let config = &content.config;
    for item in config.navigation.iter().chain(&config.footer) {
        let Named { name, .. } = item;
        if let Err(broken) = atlas.follow_url(name) {
            // A menu is of no page: it has no place that a file's path could start from.
            let file = atlas.page_of_file(name.trim_start_matches("./"));
            let url = file.map(|index| content.pages[index].address.as_str());
            let help = match url.map(|url| format!("did you mean `{url}`?")) {
                None if !name.starts_with('/') => {
                    Some("a menu names pages by their URLs, such as /page/".to_owned())
                }
                meant => meant.or(broken.help),
            };
            problems.push(config.problem(item, broken.message).maybe_help(help));
        }
    }
}
