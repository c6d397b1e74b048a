//! What a site has besides its pages: assets, redirects, the sitemap, headers, the handler's bundle.

use authoring::diagnostics::Diagnostic;
use form_handler::bundle::Layout;

use crate::{
    content::Content,
    output::{Output, csp::Inline, feed, handler_bundle, headers, redirects, sitemap},
    render::{
        context::{Contexts, home_url, page_without_file},
        page, placeholder,
    },
    site::{Scene, links::Atlas},
};

/// For hosts that read them; readers get neither, so `infra/upload` and `serve` leave them out.
const HEADERS: &str = "public/_headers";
const REDIRECTS: &str = "public/_redirects";

/// Whether a file below `dist/` is for readers.
pub fn is_for_readers(path: &str) -> bool {
    path.starts_with("public/") && path != HEADERS && path != REDIRECTS
}

/// Gives all of it away; returns what is wrong with templates that no page of the content uses. `inline` is
/// what the security policy must name of the pages.
pub fn put(scene: &Scene, mut inline: Inline, output: &dyn Output) -> Vec<Diagnostic> {
    let Scene { content, atlas, contexts, .. } = scene;
    let config = &content.config;
    redirects(content, atlas, output);
    for (name, xml) in sitemap::sitemaps(&config.base_url, &content.pages) {
        output.put(&format!("public/{name}"), xml.into());
    }
    feeds(content, output);
    output.put("public/robots.txt", sitemap::robots(&config.base_url).into());
    let mut diagnostics = Vec::new();
    let not_found = not_found(scene, output).unwrap_or_else(|found| {
        diagnostics.extend(found);
        String::new()
    });
    inline.extend(&Inline::of(not_found.as_bytes()));
    let layout = content.form.as_ref().map(|_| handler_bundle::layout(content, contexts));
    let layout = layout.transpose().unwrap_or_else(|found| {
        diagnostics.extend(found);
        None
    });
    if let Some(Layout { before_title, between, after }) = &layout {
        inline.extend(&Inline::of([&**before_title, between, after].concat().as_bytes()));
    }
    let headers = headers::headers(&inline);
    diagnostics.extend(headers::too_long(&headers));
    output.put("headers.json", json(&headers));
    // All documents are made: what they load is known.
    for (path, contents) in content.assets.published() {
        output.put(&format!("public/assets/{path}"), contents.bytes().to_vec());
    }
    let file = headers::file(&headers, content.assets.fingerprinted());
    output.put(HEADERS, file.into());
    if let Some((form, layout)) = content.form.as_ref().zip(layout) {
        let bundle = handler_bundle::bundle(content, form, headers, layout, not_found);
        output.put(&format!("handler/{}", form_handler::bundle::FILE_NAME), json(&bundle));
    }
    diagnostics
}

/// The URLs of those of them that a page may link to.
pub fn urls(content: &Content) -> Vec<String> {
    let languages = content.config.languages.iter();
    let feeds =
        languages.filter_map(|language| feed::url(content, language, &home_url(content, language)));
    ["/sitemap.xml", "/robots.txt"].map(str::to_owned).into_iter().chain(feeds).collect()
}

/// A feed for each language that has pages with a date.
fn feeds(content: &Content, output: &dyn Output) {
    for language in &content.config.languages {
        let home = home_url(content, language);
        if let Some(url) = feed::url(content, language, &home) {
            output.put(&format!("public{url}"), feed::feed(content, language, &home, &url).into());
        }
    }
}

/// A page at each old address, and a table of them for a host that can answer 301.
fn redirects(content: &Content, atlas: &Atlas, output: &dyn Output) {
    let mut table = Vec::new();
    for (url, index) in atlas.aliases() {
        let page = &content.pages[index];
        table.push((url, page.address.as_str()));
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
        output.put(&format!("public{file}"), html.into());
    }
    output.put("redirects.json", json(&table));
    if !table.is_empty() {
        output.put(REDIRECTS, headers::redirects(&table).into());
    }
}

/// The page for addresses that lead nowhere: the content's, which is written like any page, or ours.
fn not_found(scene: &Scene, output: &dyn Output) -> Result<String, Vec<Diagnostic>> {
    let Scene { content, atlas, contexts, .. } = scene;
    if let Some(index) = atlas.page("/404.html") {
        let document = page::page(scene, index).document.unwrap_or_default();
        return Ok(String::from_utf8(document).expect("a document is text"));
    }
    let html = built_in_not_found(content, contexts)?;
    output.put("public/404.html", html.clone().into());
    Ok(html)
}

fn built_in_not_found(content: &Content, contexts: &Contexts) -> Result<String, Vec<Diagnostic>> {
    let language = &content.config.language;
    let words = content.config.words(language);
    let page = page_without_file(&words.not_found_title, language);
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
