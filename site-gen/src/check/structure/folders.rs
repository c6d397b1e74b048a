//! Folders of other programs, and where what is in them stands here.

/// Their names, with their slash, and the folder that was meant.
const MEANT: [(&str, &[&str]); 4] = [
    (
        "pages/",
        &[
            "posts/",
            "_posts/",
            "blog/",
            "articles/",
            "actualites/",
            "news/",
            "content/",
            "src/",
            "docs/",
        ],
    ),
    (
        "assets/",
        &[
            "images/",
            "image/",
            "img/",
            "photos/",
            "static/",
            "public/",
            "css/",
            "styles/",
            "js/",
            "scripts/",
            "fonts/",
            "media/",
            "medias/",
            "files/",
            "fichiers/",
            "documents/",
            "uploads/",
            "downloads/",
        ],
    ),
    (
        "templates/",
        &["layouts/", "_layouts/", "layout/", "themes/", "theme/", "shortcodes/", "components/"],
    ),
    ("data/", &["_data/", "donnees/", "données/"]),
];

/// What to do with a folder of this name.
pub(super) fn meant(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let (folder, _) = MEANT.iter().find(|(_, names)| names.contains(&&*lower))?;
    Some(format!("what is in it stands in {folder} here: move it there"))
}
