//! What a site has besides its pages: assets, redirects, the sitemap, headers, media types, the handler's bundle.

mod redirects;

use std::{collections::BTreeSet, sync::Arc};

use application_form::definition::Definition;
use authoring::diagnostics::{Diagnostic, Severity};
use form_handler::bundle::Layout;
use rayon::prelude::*;

use crate::{
    content::{
        Content,
        assets::images::{shown::Images, variants},
        directory::{Contents, file_url::FileUrl},
    },
    output::{
        Output, feed, handler_bundle, headers,
        images::{MadeImage, jobs},
        media_types::NotedEndings,
        search, sitemap,
    },
    render::{
        context::page_without_file,
        document::{inline::Inline, moved},
        page::RenderedPage,
        placeholder,
        renderer::Renderer,
    },
    site::{
        Site,
        generated_urls::{BASE_PATH, HEADERS, REDIRECTS, SERVICE_ADDRESSES},
        links::Links,
    },
};

/// What of the rendered pages the other files depend on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromPages {
    /// What the security policy must name.
    pub inline: Inline,
    /// The files that pages load, by path below `assets/`.
    pub assets: BTreeSet<String>,
    /// What of that they show as images.
    pub pictures: BTreeSet<String>,
    /// What of files beside pages they name, likewise.
    pub beside: BTreeSet<String>,
    /// The page for addresses that lead nowhere, if the content has one.
    pub not_found: Option<String>,
}

/// Gives all of it away; returns what is wrong with templates that no page of the content uses.
pub fn put(
    site: &Site,
    renderer: &Renderer,
    from_pages: &FromPages,
    pages: &[RenderedPage],
    output: &dyn Output,
) -> Vec<Diagnostic> {
    let noted = NotedEndings::of(output);
    feeds(site, pages, &noted);
    search::put(site, pages, &noted);
    let diagnostics = put_noted(site, renderer, from_pages, &noted);
    output.put("media-types.json", &[&json(&noted.into_media_types())]);
    diagnostics
}

fn put_noted(
    site: &Site,
    renderer: &Renderer,
    pages: &FromPages,
    output: &NotedEndings,
) -> Vec<Diagnostic> {
    let Site { content, links, .. } = site;
    let mut inline = pages.inline.clone();
    let config = &content.config;
    redirects(content, links, output);
    for (name, xml) in sitemap::sitemaps(config.base_url.as_str(), &content.pages) {
        output.put(&format!("public/{name}"), &[xml.as_bytes()]);
    }
    let addresses: Vec<&str> = content.service_addresses().collect();
    // Robots ask for it at the root of a host alone.
    if !config.base_url.path().is_empty() {
        output.put(BASE_PATH, &[&json(&config.base_url.path())]);
    } else if !content.root.has_robots() {
        let robots = sitemap::robots(config.base_url.as_str(), &addresses);
        output.put("public/robots.txt", &[robots.as_bytes()]);
    }
    for (path, contents) in content.root.files() {
        put_contents(output, &format!("public/{path}"), contents);
    }
    let mut diagnostics = Vec::new();
    let not_found = not_found(content, renderer, pages, output).unwrap_or_else(|found| {
        diagnostics.extend(found);
        String::new()
    });
    inline.extend(&Inline::of(not_found.as_bytes()));
    let mut forms: Vec<(&Definition, Layout)> = Vec::new();
    for form in content.definitions() {
        match handler_bundle::layout(content, renderer, form) {
            Ok(layout) => forms.push((form, layout)),
            Err(found) => diagnostics.extend(found),
        }
    }
    for (_, Layout { before_title, between, after }) in &forms {
        inline.extend(&Inline::of([&**before_title, between, after].concat().as_bytes()));
    }
    // What a broken file may say has been said there.
    diagnostics.retain(|found| !content.unknown.explains(found));
    let headers = headers::headers(&inline);
    diagnostics.extend(headers::too_long(&headers));
    output.put("headers.json", &[&json(&headers)]);
    // All documents are made: what they load is known.
    let assets: Vec<_> = content.assets.published(&pages.assets, &pages.beside).collect();
    let found: Vec<Diagnostic> = assets
        .into_par_iter()
        .filter_map(|(name, path, contents)| {
            let name = format!("public/assets/{name}");
            let Some(image) = content.assets.uncleaned(path) else {
                put_contents(output, &name, contents);
                return jobs::metadata(&content.assets, path);
            };
            let digest = content.assets.digest(path)?;
            let image = Arc::new(image);
            let image = MadeImage { source: contents.clone(), digest, image, variant: None };
            let done = output.put_image(&name, &image);
            done.err().map(|error| jobs::failed(&content.assets.typed(path), &error))
        })
        .collect();
    diagnostics.extend(found);
    let mut made = jobs::jobs(&content.assets, &pages.pictures, content.images, &mut diagnostics);
    made.extend(jobs::cards(&content.pages));
    // Nothing is made of a site that nobody will read, and a site that is shown without them says nothing of them.
    let is_wanted = content.images == Images::Made;
    if is_wanted && !diagnostics.iter().any(|it| it.severity == Severity::Error) {
        for (job, error) in output.put_images(&made) {
            let typed = made[job].typed.iter();
            diagnostics.extend(typed.map(|typed| jobs::failed(typed, &error)));
        }
    }
    // By folder, not one by one: a large site has hundreds, and hosts read a hundred lines.
    let searched = config.search.as_ref().map(|_| format!("{}*", search::FOLDER));
    let shown = (!made.is_empty()).then(|| format!("/assets/{}*", variants::FOLDER));
    let assets = content.assets.fingerprinted(&pages.assets).map(FileUrl::into_string);
    let kept = assets.chain(searched).chain(shown);
    let file = headers::file(&config.base_url, &headers, kept, &addresses);
    output.put(HEADERS, &[file.as_bytes()]);
    if let Some(bundle) = handler_bundle::bundle(content, renderer, forms, headers, not_found) {
        let patterns = headers::patterns(&addresses);
        let patterns: Vec<_> = patterns.iter().map(|it| config.base_url.on_host(it)).collect();
        output.put(SERVICE_ADDRESSES, &[&json(&patterns)]);
        output.put(&format!("handler/{}", form_handler::bundle::FILE_NAME), &[&json(&bundle)]);
    }
    diagnostics
}

/// A file of the content, as it is.
fn put_contents(output: &dyn Output, path: &str, contents: &Contents) {
    match contents {
        Contents::Streamed(file) => output.put_file(path, file),
        held => output.put(path, &[held.bytes()]),
    }
}

/// Every feed of the site.
pub fn feeds(site: &Site, pages: &[RenderedPage], output: &dyn Output) {
    for feed in &site.feeds {
        let xml = feed::feed(&site.content, feed, pages);
        output.put(&["public", &feed.url].concat(), &[xml.as_bytes()]);
    }
}

/// A page at each old address, and where a form's addresses begin; and a table of them for a host that can answer 301.
fn redirects(content: &Content, links: &Links, output: &dyn Output) {
    let mut table = Vec::new();
    let starts: Vec<(String, usize)> = content
        .definitions()
        .map(|form| (format!("{}/", form.path), links.page(&form.page)))
        .filter(|(url, _)| links.page(url).is_none() && links.aliases().all(|(old, _)| old != url))
        .filter_map(|(url, page)| Some((url, page?)))
        .collect();
    let starts = starts.iter().map(|(url, index)| (url.as_str(), *index));
    for (url, index) in links.aliases().chain(starts) {
        let page = &content.pages[index];
        let on_host = |url: &str| content.config.base_url.on_host(url).into_owned();
        table.push((on_host(&FileUrl::of("", url).into_string()), on_host(page.address.as_str())));
        let (url_of_page, language) = (page.address.as_str(), &page.language);
        let html = redirects::page(
            &content.config.base_url,
            url_of_page,
            &page.title,
            language,
            content.config.words(language),
        );
        let html = placeholder::show(&html, content.config.words(language)).into_owned();
        let file = if url.ends_with('/') { format!("{url}index.html") } else { url.to_owned() };
        output.put(&format!("public{file}"), &[html.as_bytes()]);
    }
    output.put("redirects.json", &[&json(&table)]);
    if !table.is_empty() {
        output.put(REDIRECTS, &[headers::redirects(&table).as_bytes()]);
    }
}

/// The page for addresses that lead nowhere: the content's, which is written like any page, or ours.
fn not_found(
    content: &Content,
    renderer: &Renderer,
    pages: &FromPages,
    output: &dyn Output,
) -> Result<String, Vec<Diagnostic>> {
    if let Some(document) = &pages.not_found {
        return Ok(document.clone());
    }
    let html = built_in_not_found(content, renderer)?;
    output.put("public/404.html", &[html.as_bytes()]);
    Ok(html)
}

fn built_in_not_found(content: &Content, renderer: &Renderer) -> Result<String, Vec<Diagnostic>> {
    let language = &content.config.language;
    let words = content.config.words(language);
    let page = page_without_file(&words.not_found_title, language);
    let mut context = renderer.contexts.template(language, page);
    let text = format!("<p>{}</p>\n", words.not_found_text);
    context.insert_value("content", tera::Value::safe_string(&text));
    let html = renderer.templates.render("page.html", &context)?;
    let html = placeholder::show(&html, words);
    Ok(moved::html(&content.config.base_url, &html).into_owned())
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(value).expect("plain data becomes JSON");
    json.push(b'\n');
    json
}
