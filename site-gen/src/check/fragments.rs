//! Links to fragments of pages, checked when all pages are rendered.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use authoring::diagnostics::{Diagnostic, suggest};

use crate::{
    render::{
        document::Shell,
        markdown::Ids,
        page::{LinkTarget, RenderedPage},
        renderer::Renderer,
    },
    site::Site,
};

authoring::codes! {
    LINK_FRAGMENT = "link-fragment" {
        means: "A link leads to a fragment, `#…`, and its page has no heading or element of that \
            name.",
        hurts: "Readers get to the top of the page, and have to look for the place themselves.",
        wrong: "Voyez [notre adresse](./contact.md#adresses).",
        right: "Voyez [notre adresse](./contact.md#adresse).",
    }
}

/// Among how many fragments of a page the nearest is looked for: a page may have as many mistakes as it has headings.
const LOOKED_AT: usize = 1_000;

/// How many fragments of a page are told to whoever looks for another one.
const LISTED: usize = 20;

/// Links to fragments that are not there: between which pages, by their places in the list of pages.
pub type BrokenFragments = Vec<(Between, Diagnostic)>;

/// The page that links, and the one it links to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Between {
    pub from: usize,
    pub to: usize,
}

/// The site and its rendered pages, to look for fragments in.
pub struct Fragments<'s> {
    site: &'s Site,
    renderer: &'s Renderer,
    pages: &'s [RenderedPage],
    /// What templates have written, of the few pages where something was not in the prose.
    shells: BTreeMap<usize, Option<Shell>>,
    /// The page that has each fragment of the site, `None` if several have it; made for the first that is missing.
    homes: Option<HashMap<&'s str, Option<usize>>>,
}

impl<'s> Fragments<'s> {
    /// Those of these pages.
    pub fn of(site: &'s Site, renderer: &'s Renderer, pages: &'s [RenderedPage]) -> Self {
        Self { site, renderer, pages, shells: BTreeMap::new(), homes: None }
    }

    /// Every link to a fragment that is not there, among those between pages that are `wanted`.
    pub fn check(mut self, wanted: impl Fn(usize, usize) -> bool) -> BrokenFragments {
        let mut broken = BrokenFragments::new();
        let pages = self.pages;
        for (from, page) in pages.iter().enumerate() {
            let mut between = Vec::new();
            let mut missing = Vec::new();
            for link in &page.links {
                let LinkTarget::Fragment { page: to, fragment } = &link.to else { continue };
                if wanted(from, *to) && !self.is_there(*to, fragment) {
                    let found = self.missing(link.span.clone(), *to, fragment);
                    let between_them = Between { from, to: *to };
                    if let Some(included) = &link.included {
                        broken.push((between_them, included.place(found)));
                        continue;
                    }
                    between.push(between_them);
                    missing.push(found);
                }
            }
            let missing = self.site.content.pages[from].source.place_all(missing);
            broken.extend(between.into_iter().zip(missing));
        }
        broken
    }

    fn missing(&mut self, span: Range<usize>, to: usize, fragment: &str) -> Diagnostic {
        let pages = &self.site.content.pages;
        let url = pages[to].address.as_str();
        let anchors = &self.pages[to].anchors;
        let near = numbered_elsewhere(fragment).filter(|id| anchors.contains(id));
        let near = near.or_else(|| {
            suggest::nearest(fragment, anchors.iter().take(LOOKED_AT)).map(str::to_owned)
        });
        let help = match near {
            Some(near) => format!("did you mean `#{near}`?"),
            None => self.elsewhere(fragment).unwrap_or_else(|| listed(anchors)),
        };
        let message = format!("`{url}` has no fragment `#{fragment}`");
        Diagnostic::new(LINK_FRAGMENT, span, message, help)
    }

    /// The only page that has a fragment of that name: some programs give all pages together one list of them.
    fn elsewhere(&mut self, fragment: &str) -> Option<String> {
        let pages = self.pages;
        let homes = self.homes.get_or_insert_with(|| {
            let mut homes = HashMap::new();
            for (index, page) in pages.iter().enumerate() {
                for id in page.anchors.iter() {
                    homes.entry(id).and_modify(|home| *home = None).or_insert(Some(index));
                }
            }
            homes
        });
        let page = &self.site.content.pages[(*homes.get(fragment)?)?];
        Some(format!(
            "the only page with a fragment of that name is {0}: {0}#{fragment}",
            page.address.as_str()
        ))
    }

    /// Whether a page has a fragment of that name: in its prose, its template or its form. Where a template is
    /// broken, there is no document to look into: what the templates and the form are made of is read instead.
    pub fn is_there(&mut self, page: usize, id: &str) -> bool {
        if id == "top" || self.pages[page].anchors.contains(id) {
            return true;
        }
        let attribute = format!(" id=\"{id}\"");
        let Self { site, renderer, pages, .. } = *self;
        let shell = self.shells.entry(page).or_insert_with(|| shell(site, renderer, pages, page));
        let Some(shell) = shell else {
            let templates = renderer.templates.sources().map(|(_, source)| &*source.text);
            let form = renderer.forms.values().map(String::as_str);
            return templates.chain(form).any(|text| text.contains(&attribute));
        };
        let holds = |part: &&[u8]| memchr::memmem::find(part, attribute.as_bytes()).is_some();
        shell.document("").iter().any(holds)
    }
}

/// The name here of a heading that is not the first of its text: `#usage-2`, where other programs write `#usage-1`.
fn numbered_elsewhere(fragment: &str) -> Option<String> {
    let (text, number) = fragment.rsplit_once('-')?;
    let number: usize = number.parse().ok()?;
    Some(format!("{text}-{}", number.checked_add(1)?))
}

/// The fragments of a page, as far as anybody would read them.
fn listed(anchors: &Ids) -> String {
    if anchors.is_empty() {
        return "that page has no headings".to_owned();
    }
    let known: Vec<String> = anchors.iter().take(LISTED).map(|id| format!("#{id}")).collect();
    let more = if anchors.iter().nth(LISTED).is_some() { ", …" } else { "" };
    format!("its fragments: {}{more}", known.join(", "))
}

/// What the template of a page writes: documents are not kept, and the few that are needed are made again,
/// without their prose.
fn shell(site: &Site, renderer: &Renderer, pages: &[RenderedPage], index: usize) -> Option<Shell> {
    let page = &site.content.pages[index];
    let template = renderer.template_of(page);
    let context = |prose: &str| renderer.context(site, index, &pages[index].headings, prose);
    Shell::render(&renderer.templates, template, "", context).ok()
}
