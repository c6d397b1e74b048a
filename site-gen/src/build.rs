//! A whole site in memory: read, rendered, checked, ready to be written or served.

use std::collections::BTreeMap;

use application_form::{
    problem::{Problem, Severity},
    suggest,
};
use rayon::prelude::*;

use crate::{
    atlas::Atlas,
    config::Named,
    content::Content,
    context::{Contexts, page_without_file},
    folder::Folder,
    form, handler_bundle, headers, placeholder, redirect,
    render::{self, Rendered, Scene},
    sitemap, theme,
    timings::Timings,
    words::Words,
};

/// How a site is to be built.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Instead of the one in `site.toml`.
    pub base_url: Option<String>,
    /// Whether drafts are pages.
    pub drafts: Drafts,
    /// Whether it is meant for its readers.
    pub purpose: Purpose,
}

/// Whether drafts are pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Drafts {
    #[default]
    Hidden,
    Shown,
}

/// What a site is built for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// For those who work on it: placeholders are only listed.
    #[default]
    Preview,
    /// For its readers: a placeholder, a development key, too few recipients are errors.
    Production,
}

/// A site, and everything that is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// By path from `dist/`: `public/…` is for readers, `handler/…` for the form's handler.
    pub files: BTreeMap<String, Vec<u8>>,
    /// In a stable order: path, line, column.
    pub problems: Vec<Problem>,
    /// How many pages it has.
    pub pages: usize,
    /// How many files of `assets/`.
    pub assets: usize,
}

impl Site {
    /// Whether it may not be written.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// Builds the site of a content folder. Never fails: what is wrong is in [`Site::problems`].
pub fn build(folder: &Folder, options: &Options, timings: &mut Timings) -> Site {
    let mut problems = Vec::new();
    let content = Content::read(folder, options.base_url.as_deref(), options.drafts, &mut problems);
    timings.lap("load");
    let assets = content.assets.keys().map(String::as_str);
    let atlas = Atlas::of(&content.pages, &content.left_out, assets, &mut problems);
    check_menus(&content, &atlas, &mut problems);
    let contexts = Contexts::of(&content, &atlas);
    let form = form::on_its_page(&content, &atlas, &mut problems);
    let scene = Scene { content: &content, atlas: &atlas, contexts: &contexts, form };
    let mut rendered: Vec<Rendered> =
        (0..content.pages.len()).into_par_iter().map(|index| render::page(&scene, index)).collect();
    timings.lap("render");
    check_passages(&content, &rendered, &mut problems);
    // Pages share templates: what is wrong with one is said once.
    let mut in_templates = BTreeMap::new();
    for page in &mut rendered {
        problems.append(&mut page.problems);
        for problem in page.template_problems.drain(..) {
            let place = (problem.path.clone(), problem.line, problem.column);
            in_templates.entry(place).or_insert(problem);
        }
    }
    timings.lap("check");
    let mut site = Site { pages: rendered.len(), assets: content.assets.len(), ..Site::default() };
    let written = gather(&content, &atlas, &contexts, rendered, &mut site);
    for problem in written.into_iter().flatten() {
        let place = (problem.path.clone(), problem.line, problem.column);
        in_templates.entry(place).or_insert(problem);
    }
    problems.extend(in_templates.into_values());
    if options.purpose == Purpose::Production {
        for problem in &mut problems {
            problem.severity = Severity::Error;
        }
    }
    problems.sort();
    problems.dedup();
    site.problems = problems;
    timings.lap("gather");
    site
}

/// The menus of `site.toml` lead to pages.
fn check_menus(content: &Content, atlas: &Atlas, problems: &mut Vec<Problem>) {
    let config = &content.config;
    for item in config.navigation.iter().chain(&config.footer) {
        let Named { name, .. } = item;
        if let Err(broken) = atlas.follow_url(name) {
            problems.push(config.problem(item, broken.message).maybe_help(broken.help));
        }
    }
}

/// Links to passages lead to passages.
fn check_passages(content: &Content, rendered: &[Rendered], problems: &mut Vec<Problem>) {
    for (page, from) in content.pages.iter().zip(rendered) {
        for passage in &from.passages {
            let (target, to) = (&content.pages[passage.page], &rendered[passage.page]);
            let fragment = passage.fragment.as_str();
            // Ids that are not the prose's: a template's, the form's.
            let elsewhere = || {
                to.html.as_ref().is_none_or(|html| html.contains(&format!(" id=\"{fragment}\"")))
            };
            if fragment == "top" || to.anchors.contains(fragment) || elsewhere() {
                continue;
            }
            let message = format!("`{}` has no passage `#{fragment}`", target.address.as_str());
            let anchors = to.anchors.iter().map(String::as_str);
            let help = match suggest::nearest(fragment, anchors) {
                Some(near) => format!("did you mean `#{near}`?"),
                None if to.anchors.is_empty() => "that page has no headings".to_owned(),
                None => {
                    let known: Vec<String> = to.anchors.iter().map(|id| format!("#{id}")).collect();
                    format!("its passages: {}", known.join(", "))
                }
            };
            problems.push(page.source.problem(passage.span.clone(), message).help(help));
        }
    }
}

/// Puts all files together; returns what is wrong with templates that no page of the content uses.
fn gather(
    content: &Content,
    atlas: &Atlas,
    contexts: &Contexts,
    rendered: Vec<Rendered>,
    site: &mut Site,
) -> Vec<Vec<Problem>> {
    let mut faults = Vec::new();
    let config = &content.config;
    let files = &mut site.files;
    for (url, text) in theme::ASSETS {
        files.insert(format!("public{url}"), text.into());
    }
    for (path, bytes) in &content.assets {
        files.insert(format!("public/assets/{path}"), bytes.to_vec());
    }
    for (url, index) in atlas.aliases() {
        let page = &content.pages[index];
        let (url_of_page, language) = (page.address.as_str(), &page.language);
        let html = redirect::page(&config.base_url, url_of_page, &page.title, language);
        let html = placeholder::show(&html, Words::of(language)).into_owned();
        let file = if url.ends_with('/') { format!("{url}index.html") } else { url.to_owned() };
        files.insert(format!("public{file}"), html.into());
    }
    for (page, rendered) in content.pages.iter().zip(rendered) {
        if let Some(html) = rendered.html {
            files.insert(format!("public/{}", page.address.file()), html.into());
        }
    }
    if !files.contains_key("public/404.html") {
        match not_found(content, contexts) {
            Ok(html) => {
                files.insert("public/404.html".to_owned(), html.into());
            }
            Err(problems) => faults.push(problems),
        }
    }
    let listed = sitemap::sitemap(&config.base_url, &content.pages);
    files.insert("public/sitemap.xml".to_owned(), listed.into());
    files.insert("public/robots.txt".to_owned(), sitemap::robots(&config.base_url).into());
    files.insert("headers.json".to_owned(), json(&headers::headers()));
    if let Some(form) = &content.form {
        let not_found = files.get("public/404.html").map(|html| String::from_utf8_lossy(html));
        match handler_bundle::bundle(content, contexts, form, &not_found.unwrap_or_default()) {
            Ok(bundle) => {
                let path = format!("handler/{}", form_handler::bundle::FILE_NAME);
                files.insert(path, json(&bundle));
            }
            Err(problems) => faults.push(problems),
        }
    }
    faults
}

/// The page for addresses that lead nowhere, where the content has none.
fn not_found(content: &Content, contexts: &Contexts) -> Result<String, Vec<Problem>> {
    let language = &content.config.language;
    let words = Words::of(language);
    let page = page_without_file(words.not_found_title, language);
    let mut context = contexts.template(language, page);
    let text = format!("<p>{}</p>\n", words.not_found_text);
    context.insert_value("content", tera::Value::safe_string(&text));
    let html = content.templates.render("page.html", &context)?;
    Ok(placeholder::show(&html, words).into_owned())
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(value).expect("plain data becomes JSON");
    json.push(b'\n');
    json
}
