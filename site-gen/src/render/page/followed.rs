//! Where the links of a page lead.

use std::{collections::BTreeSet, ops::Range};

use authoring::diagnostics::Diagnostic;

use super::{LinkTarget, PageLink};
use crate::{
    content::{
        assets::published_url,
        directory::file_url::FileUrl,
        page::{Publication, Unpublished},
        values::placeholder::{OPEN, is_mark},
    },
    render::{
        markdown::{Reference, ReferenceKind},
        placeholder::may_hold,
    },
    site::{
        Site,
        links::{self, Destination},
    },
};

/// What comes of the links of a page, one after the other.
pub(super) struct Followed {
    /// Those that something else has to look at; with their bytes of the text that was rendered.
    pub(super) links: Vec<PageLink>,
    /// Those that lead nowhere, likewise.
    pub(super) broken: Vec<(Range<usize>, Box<Diagnostic>)>,
    /// The files that they load, by path below `assets/`.
    pub(super) assets: BTreeSet<String>,
}

impl Followed {
    /// With room for the links of most pages.
    pub(super) fn none() -> Self {
        Self { links: Vec::with_capacity(8), broken: Vec::new(), assets: BTreeSet::new() }
    }

    /// Follows one; returns the URL to write for it, if it is not the one that is written. Whether it leads anywhere
    /// may be told elsewhere.
    pub(super) fn follow(
        &mut self,
        site: &Site,
        index: usize,
        reference: &Reference<'_>,
        is_told: bool,
    ) -> Option<String> {
        let Reference { kind, target, span } = reference;
        // Where it will lead, nobody has said yet, which is listed: until then, nowhere.
        if may_hold(target.as_bytes()) && target.contains(OPEN) {
            let nowhere = if *kind == ReferenceKind::Image { "data:," } else { "#" };
            return Some(nowhere.to_owned());
        }
        let assets = &site.content.assets;
        let found = follow(site, index, reference);
        let (to, url) = match found {
            Ok(Destination::Page { index, url, fragment }) => {
                let fragment = fragment.filter(|fragment| !fragment.contains(is_mark));
                (fragment.map(|fragment| LinkTarget::Fragment { page: index, fragment }), url)
            }
            Ok(Destination::Asset) if *kind == ReferenceKind::Image => {
                let loaded = assets.load(target).ok()?;
                self.assets.insert(loaded.path);
                (None, Some(loaded.url.into_string()))
            }
            Ok(Destination::Beside(path)) => {
                let rest = &target[target.find(['?', '#']).unwrap_or(target.len())..];
                let url = FileUrl::of("/assets/", &path).with_fragment(rest).into_string();
                if *kind == ReferenceKind::Image {
                    let loaded = assets.load(&url).ok()?;
                    self.assets.insert(loaded.path);
                    (None, Some(loaded.url.into_string()))
                } else {
                    (None, Some(url))
                }
            }
            Ok(Destination::Asset) if published_url(target).is_some() => {
                (None, published_url(target))
            }
            found => {
                self.assets.extend(assets.of_fingerprint(target));
                let is_link = *kind == ReferenceKind::Link;
                let to = match found {
                    Ok(found) => (is_link && found == Destination::Elsewhere)
                        .then(|| LinkTarget::Outside(target.clone().into_owned())),
                    Err(_) if is_told => None,
                    Err(broken) => {
                        self.broken.push((span.clone(), broken));
                        None
                    }
                };
                (to, None)
            }
        };
        self.links.extend(to.map(|to| PageLink { span: span.clone(), to, included: None }));
        url
    }
}

fn follow(
    site: &Site,
    index: usize,
    reference: &Reference<'_>,
) -> Result<Destination, Box<Diagnostic>> {
    let Site { content, links, .. } = site;
    let page = &content.pages[index];
    let found = match reference.kind {
        ReferenceKind::Form if content.is_of_service(&reference.target) => Destination::Elsewhere,
        ReferenceKind::Link | ReferenceKind::Form => {
            let target = content.config.from_root(&reference.target);
            links.follow(page, index, &target)?
        }
        ReferenceKind::Image => match content.config.from_root(&reference.target) {
            path if path != reference.target => return Err(links::image_in_full(&path)),
            target => links.image(Some(page), &target)?,
        },
    };
    if let Destination::Page { index: other, .. } = &found
        && *other != index
        && content.pages[*other].publication == Publication::Empty
    {
        return Err(links::unpublished(&reference.target, Unpublished::Empty));
    }
    match (&found, page.first_day()) {
        (Destination::Page { index: other, .. }, Some(day)) => {
            match content.pages[*other].unpublished(Some(day)) {
                Some(why) => Err(links::unpublished(&reference.target, why)),
                None => Ok(found),
            }
        }
        _ => Ok(found),
    }
}
