//! What was made of images and drawn of pages is kept beside `dist/`, by what decides on it.

use std::{collections::BTreeSet, fs, path::Path};

use sha2::{Digest as _, Sha256};

use crate::{
    harness::Site,
    images::{built, jpeg, names, page, published, site},
};

/// Puts other bytes in the place of a file that was made, which say that they are whole.
pub(crate) fn replace(cache: &Path, name: &str, bytes: &[u8]) {
    let (key, rest) = name.split_once('.').unwrap();
    let (_, ending) = rest.split_once('.').unwrap();
    let sum = format!("{:x}", Sha256::digest(bytes));
    fs::remove_file(cache.join(name)).unwrap();
    fs::write(cache.join(format!("{key}.{}.{ending}", &sum[..16])), bytes).unwrap();
}

/// Does so with all: whoever makes an image anew writes another one.
fn pretend(cache: &Path) {
    for name in names(cache) {
        replace(cache, &name, &name.as_bytes()[..64]);
    }
}

/// How many of those are published.
fn pretended(site: &Site) -> usize {
    let made = site.dist().join("public/assets/_images");
    let is_one = |name: &String| fs::read(made.join(name)).is_ok_and(|it| it.len() == 64);
    names(&made).iter().filter(|name| is_one(name)).count()
}

#[test]
fn what_was_made_is_made_once_and_goes_with_what_needs_it() {
    let site = site("![La salle](/assets/salle.jpg) ![Une autre](/assets/b.jpg)", &jpeg(540, 4));
    let site = site.with_bytes("assets/b.jpg", &jpeg(540, 5));
    let cache = site.home().join(".dist.images");
    let of_one = if cfg!(feature = "avif") { 3 } else { 1 };
    built(&site, &[]);
    pretend(&cache);
    let all = names(&cache);
    fs::write(cache.join("other.jpg"), "").unwrap();
    let site = site.change("pages/a.md", "La salle", "Une salle");
    fs::remove_dir_all(site.dist()).unwrap();
    built(&site, &[]);
    assert_eq!(pretended(&site), 2 * of_one);
    assert_eq!(names(&cache), all, "what nobody asked for is gone");

    // Of a file that changes, its own.
    let site = site.with_bytes("assets/b.jpg", &jpeg(540, 6));
    built(&site, &[]);
    assert_eq!((pretended(&site), names(&cache).len()), (of_one, 2 * of_one));

    // Of one that was damaged, that one.
    pretend(&cache);
    fs::write(cache.join(names(&cache).first().unwrap()), "").unwrap();
    built(&site, &[]);
    assert_eq!((pretended(&site), names(&cache).len()), (2 * of_one - 1, 2 * of_one));
    let assets = site.dist().join("public/assets");
    let is_empty = |name: &String| fs::read(assets.join(name)).unwrap().is_empty();
    assert!(!published(&site).iter().any(is_empty), "a damaged one went out");

    // Without them, they stay; a page that shows none any more needs none.
    let all = names(&cache);
    built(&site, &["--no-images"]);
    assert!(!page(&site).contains("srcset"));
    assert!(page(&site).contains("width=\"540\" height=\"4\""));
    assert_eq!(names(&cache), all);
    built(&site.with("pages/a.md", "---\ntitle: A\n---\nRien.\n"), &[]);
    assert_eq!(names(&cache), BTreeSet::new());
}
