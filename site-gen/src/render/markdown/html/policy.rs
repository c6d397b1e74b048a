//! The security policy of the site's pages: one table, from which both the header and the check of what
//! browsers would refuse are made.

use authoring::diagnostics::{Code, Diagnostic};

use crate::render::markdown::html::tags::Tag;

/// Where a page may load one kind of thing from, and what loads it.
pub(crate) struct Directive {
    /// As the header names it.
    pub(crate) name: &'static str,
    /// As the header lists them.
    pub(crate) sources: &'static str,
    /// Whether what stands in the document itself is named by its hash.
    pub(crate) hashes: Hashes,
    /// What of that only the tag itself tells: what is refused, what sends to an address, links that load a file. Where
    /// `src` and its like lead is looked at wherever they stand.
    loads: &'static [Loads],
    /// What to do where it allows nothing.
    instead: &'static str,
}

/// Which hashes belong to a directive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hashes {
    None,
    Styles,
    Scripts,
}

/// An element that loads something: any, or one with this attribute, or with this word in it; or one of these elements
/// that loads the file which one of these attributes names.
enum Loads {
    Element(&'static str),
    Attribute(&'static str, &'static str),
    Word(&'static str, &'static str, &'static str),
    File(&'static [&'static str], &'static [&'static str]),
}

use Loads::{Attribute, Element, File, Word};

/// The attribute of a drawing that names a file, now and as it was.
const HREF: &[&str] = &["href", "xlink:href"];

const NOTHING: &str = "'none'";

/// This site and no other.
const OWN: &str = "'self'";

const fn directive(
    name: &'static str,
    sources: &'static str,
    loads: &'static [Loads],
) -> Directive {
    Directive { name, sources, hashes: Hashes::None, loads, instead: "" }
}

/// In the order of the header. What is not in it, browsers look up under `default-src`: nothing.
pub(crate) const DIRECTIVES: &[Directive] = &[
    directive("default-src", NOTHING, &[]),
    Directive {
        hashes: Hashes::Styles,
        ..directive("style-src", OWN, &[Word("link", "rel", "stylesheet")])
    },
    Directive {
        hashes: Hashes::Scripts,
        // What is preloaded is of any kind: its `as` says which.
        ..directive(
            "script-src",
            OWN,
            &[
                Word("link", "rel", "modulepreload"),
                Word("link", "rel", "preload"),
                File(&["script"], HREF),
            ],
        )
    },
    directive(
        "img-src",
        "'self' data:",
        &[
            Word("link", "rel", "icon"),
            Word("link", "rel", "mask-icon"),
            Word("link", "rel", "apple-touch-icon"),
            Word("link", "rel", "apple-touch-icon-precomposed"),
            Word("link", "rel", "apple-touch-startup-image"),
            File(&["image", "feimage", "use"], HREF),
            File(&["body", "table", "thead", "tbody", "tfoot", "tr", "td", "th"], &["background"]),
            File(&["link"], &["imagesrcset"]),
        ],
    ),
    directive("media-src", OWN, &[]),
    directive("font-src", OWN, &[]),
    directive("manifest-src", OWN, &[Word("link", "rel", "manifest")]),
    // No script of ours connects to anything: it is for auditors, which ask for `robots.txt` in the page's name.
    directive("connect-src", OWN, &[Attribute("a", "ping"), Attribute("area", "ping")]),
    directive(
        "form-action",
        OWN,
        &[
            Attribute("form", "action"),
            Attribute("button", "formaction"),
            Attribute("input", "formaction"),
        ],
    ),
    Directive {
        instead: "write addresses that begin with / in its place",
        ..directive("base-uri", NOTHING, &[Element("base")])
    },
    directive("frame-ancestors", NOTHING, &[]),
];

/// What `default-src` decides, so that the header says nothing of it.
const BY_DEFAULT: &[Directive] = &[
    Directive {
        instead: "write a link instead",
        ..directive(
            "frame-src",
            NOTHING,
            &[Element("iframe"), Element("frame"), Element("fencedframe"), Element("portal")],
        )
    },
    Directive {
        instead: "write a link instead",
        ..directive(
            "object-src",
            NOTHING,
            &[Element("object"), Element("embed"), Element("applet")],
        )
    },
    Directive {
        instead: "remove it: pages of a static site load at once",
        ..directive(
            "prefetch-src",
            NOTHING,
            &[Word("link", "rel", "prefetch"), Word("link", "rel", "prerender")],
        )
    },
];

/// What a tag would load and may not. Other sites' files are told where links are.
pub(crate) fn refusal(code: Code, tag: &Tag<'_>) -> Option<Diagnostic> {
    let found =
        |message: String, help: &str| Diagnostic::new(code, tag.span.clone(), message, help);
    let directives = DIRECTIVES.iter().chain(BY_DEFAULT);
    let mut loading = directives.filter(|directive| directive.loads.iter().any(|it| it.is(tag)));
    let name = tag.name.to_ascii_lowercase();
    loading.find_map(|directive| {
        if directive.sources == NOTHING {
            let what = match directive.name {
                "base-uri" => "addresses of a page begin at its own",
                "prefetch-src" => "pages load nothing ahead",
                _ => "pages hold no other pages",
            };
            let message = format!("browsers refuse `<{name}>` here: {what}");
            return Some(found(message, directive.instead));
        }
        let attribute = directive.loads.iter().find(|it| it.is(tag)).and_then(Loads::address)?;
        let target = tag.attribute(attribute)?.trim();
        leaves(target).then(|| {
            let why = match target.split_once(':') {
                Some((scheme, rest)) if !scheme.is_empty() && !rest.starts_with("//") => {
                    format!("no form is sent to `{scheme}:`")
                }
                _ => "it leads to another site".to_owned(),
            };
            let message = format!("browsers refuse `{attribute}=` here: {why}");
            found(message, "what a page sends, it sends to its own site; write a link instead")
        })
    })
}

/// Whether a target is none of this site, as it is written.
pub(crate) fn leaves(target: &str) -> bool {
    // An address within the query, such as the one to come back to, leads nowhere.
    let target = target.trim();
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let scheme = path.split_once(':').map_or("", |(scheme, _)| scheme);
    path.starts_with("//")
        || scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|it| it.is_ascii_alphanumeric() || b"+-.".contains(&it))
}

/// Whether a tag loads the file that an attribute of this name, in lower case, says.
pub(crate) fn loads_file(tag: &Tag<'_>, attribute: &str) -> bool {
    DIRECTIVES.iter().flat_map(|directive| directive.loads).any(|it| match it {
        File(names, attributes) => {
            attributes.contains(&attribute) && names.iter().any(|name| tag.is(name))
        }
        _ => false,
    })
}

/// Whether a tag is a link that loads a file for its page; others only say where something is.
pub(crate) fn is_loading_link(tag: &Tag<'_>) -> bool {
    let allowed = DIRECTIVES.iter().filter(|directive| directive.sources != NOTHING);
    let mut loads = allowed.flat_map(|directive| directive.loads);
    tag.is("link") && loads.any(|it| it.is(tag))
}

/// Whether a tag would show another page inside this one.
pub(crate) fn is_frame(tag: &Tag<'_>) -> bool {
    BY_DEFAULT[..2].iter().any(|directive| directive.loads.iter().any(|it| it.is(tag)))
}

impl Loads {
    fn is(&self, tag: &Tag<'_>) -> bool {
        match self {
            Element(name) => tag.is(name),
            Attribute(name, attribute) => tag.is(name) && tag.attribute(attribute).is_some(),
            Word(name, attribute, wanted) => {
                let words = if tag.is(name) { tag.attribute(attribute) } else { None };
                let mut words = words.unwrap_or_default().split_ascii_whitespace();
                words.any(|word| word.eq_ignore_ascii_case(wanted))
            }
            File(..) => false,
        }
    }

    /// The attribute that sends something to an address which nothing else looks at.
    fn address(&self) -> Option<&'static str> {
        match self {
            Attribute(_, attribute @ ("action" | "formaction" | "ping")) => Some(attribute),
            _ => None,
        }
    }
}
