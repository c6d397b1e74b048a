//! What a site has besides its pages: assets, redirects, the sitemap, headers, the handler's bundle.

use application_form::problem::Problem;

use crate::{
    atlas::Atlas,
    content::Content,
    context::{Contexts, page_without_file},
    handler_bundle, headers,
    output::Output,
    placeholder, redirect, render,
    scene::Scene,
    sitemap, theme,
    words::Words,
};

/// Gives all of it away; returns what is wrong with templates that no page of the content uses.
pub fn put(scene: &Scene, output: &dyn Output) -> Vec<Problem> {
    let Scene { content, atlas, contexts, .. } = scene;
    let config = &content.config;
    for (url, text) in theme::ASSETS {
        if !content.assets.contains_key(url.trim_start_matches("/assets/")) {
            output.put(&format!("public{url}"), text.into());
        }
    }
    for (path, contents) in &content.assets {
        output.put(&format!("public/assets/{path}"), contents.bytes().to_vec());
    }
    redirects(content, atlas, output);
    let listed = sitemap::sitemap(&config.base_url, &content.pages);
    output.put("public/sitemap.xml", listed.into());
    output.put("public/robots.txt", sitemap::robots(&config.base_url).into());
    output.put("headers.json", json(&headers::headers()));
    let mut problems = Vec::new();
    let not_found = not_found(scene, output).unwrap_or_else(|found| {
        problems.extend(found);
        String::new()
    });
    if let Some(form) = &content.form {
        match handler_bundle::bundle(content, contexts, form, &not_found) {
            Ok(bundle) => {
                let path = format!("handler/{}", form_handler::bundle::FILE_NAME);
                output.put(&path, json(&bundle));
            }
            Err(found) => problems.extend(found),
        }
    }
    problems
}

/// A page at each old address, and a table of them for a host that can answer 301.
fn redirects(content: &Content, atlas: &Atlas, output: &dyn Output) {
    let mut table = Vec::new();
    for (url, index) in atlas.aliases() {
        let page = &content.pages[index];
        table.push((url, page.address.as_str()));
        let (url_of_page, language) = (page.address.as_str(), &page.language);
        let html = redirect::page(&content.config.base_url, url_of_page, &page.title, language);
        let html = placeholder::show(&html, Words::of(language)).into_owned();
        let file = if url.ends_with('/') { format!("{url}index.html") } else { url.to_owned() };
        output.put(&format!("public{file}"), html.into());
    }
    output.put("redirects.json", json(&table));
}

/// The page for addresses that lead nowhere: the content's, which is written like any page, or ours.
fn not_found(scene: &Scene, output: &dyn Output) -> Result<String, Vec<Problem>> {
    let Scene { content, atlas, contexts, .. } = scene;
    if let Some(index) = atlas.page("/404.html") {
        let document = render::page(scene, index).document.unwrap_or_default();
        return Ok(String::from_utf8(document).expect("a document is text"));
    }
    let html = built_in_not_found(content, contexts)?;
    output.put("public/404.html", html.clone().into());
    Ok(html)
}

fn built_in_not_found(content: &Content, contexts: &Contexts) -> Result<String, Vec<Problem>> {
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
