//! The least that any generator must do: read each page, render its Markdown, write it. Two threads.

use std::{
    fs,
    path::{Path, PathBuf},
};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;

pub fn build(content: &Path, out: &Path) {
    rayon::ThreadPoolBuilder::new().num_threads(2).build_global().expect("two threads");
    let mut pages = Vec::new();
    list(&content.join("pages"), &mut pages);
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    pages.par_iter().for_each(|page| {
        let text = fs::read_to_string(page).expect("a page");
        let body = text.splitn(3, "---\n").nth(2).expect("front matter");
        let mut document = String::with_capacity(body.len() * 2);
        html::push_html(&mut document, Parser::new_ext(body, options));
        let name = page.strip_prefix(content.join("pages")).expect("below it");
        let folder = out.join(name.with_extension(""));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("index.html"), document).expect("a page written");
    });
}

fn list(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { list(&path, pages) } else { pages.push(path) }
    }
}
