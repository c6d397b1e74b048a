//! The files that pages load: those of `assets/`, and the theme's where the site has none of that name.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use application_form::{problem::Problem, suggest};

use crate::{
    atlas::Broken,
    folder::{Contents, Folder},
    style, theme,
};

/// The theme's style sheet as it is published.
static STYLE: LazyLock<Arc<str>> = LazyLock::new(|| style::tighten(theme::STYLE).into());

/// All of them, as they are published.
#[derive(Debug, Default)]
pub struct Assets {
    /// By path below `assets/`.
    files: BTreeMap<String, Contents>,
    /// How many are the site's own.
    own: usize,
}

impl Assets {
    /// Takes them from a content folder; style sheets are read, and what is wrong with them is noted.
    pub fn read(folder: &Folder, problems: &mut Vec<Problem>) -> Self {
        let mut assets = Self::default();
        for (url, text) in theme::ASSETS {
            let text = if url == theme::STYLE_URL { Arc::clone(&STYLE) } else { text.into() };
            assets.files.insert(below(url).to_owned(), Contents::Text(text));
        }
        let mut sheets = BTreeMap::new();
        for (path, contents) in folder.below("assets/") {
            assets.own += 1;
            assets.files.insert(path.to_owned(), contents.clone());
            if ending(path) == "css" {
                match contents.text(folder.typed(&format!("assets/{path}"))) {
                    Ok(source) => {
                        sheets.insert(path, source);
                    }
                    Err(problem) => problems.push(*problem),
                }
            }
        }
        let published = style::publish(&sheets, &|path| assets.url(path), problems);
        let published =
            published.into_iter().map(|(path, text)| (path, Contents::Text(text.into())));
        assets.files.extend(published);
        assets
    }

    /// By path below `assets/`, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Contents)> {
        self.files.iter().map(|(path, contents)| (path.as_str(), contents))
    }

    /// How many are the site's own.
    pub fn own(&self) -> usize {
        self.own
    }

    /// The URL of a file, by its path below `assets/`.
    pub fn url(&self, path: &str) -> Result<String, Broken> {
        if self.files.contains_key(path) {
            return Ok(format!("/assets/{path}"));
        }
        let help = match suggest::nearest(path, self.files.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `/assets/{near}`?"),
            None => "put the file into content/assets/".to_owned(),
        };
        Err(Broken { message: format!("there is no file `/assets/{path}`"), help: Some(help) })
    }
}

/// Of a file's name, without the dot.
fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn below(url: &str) -> &str {
    url.trim_start_matches("/assets/")
}
