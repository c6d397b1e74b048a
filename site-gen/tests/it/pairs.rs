//! No mistake hides another: a site with the mistakes of two fixtures tells them all, on two pages and on one.
//!
//! One pair in forty-one is tried. All of them, in both orders, or those of some fixtures:
//!
//! ```sh
//! PAIRS=all cargo test -p site-gen --test it pairs
//! PAIRS=template-syntax cargo test -p site-gen --test it pairs
//! ```

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    env,
    sync::{Arc, LazyLock, Mutex},
};

use rayon::prelude::*;
use site_gen::{
    build::{self, BuildOptions, timings::Timings},
    content::directory::Folder,
};

use crate::{
    fixtures::{Fixtures, moved, page},
    merge::{Files, both},
};

/// Why a mistake may go untold beside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// With both changes, one of the two is no mistake any more.
    Mended,
    /// It is about a value that nobody can know because of the other.
    Consequence,
}

use Why::{Consequence, Mended};

/// What stands below these on their page is a part of them: code, a comment, a loop that is not rendered, a second
/// document.
const SWALLOWS: [&str; 4] =
    ["code-not-closed", "comment-not-closed", "value-syntax", "yaml-document"];

/// In whatever order the two stand; each is needed.
const EXCUSED: &[(&str, &str, Why)] = &[
    // What asks for abbreviations makes one of the line.
    ("abbreviation-literal", "abbreviation-unused", Mended),
    // Below a path, no build writes `robots.txt`.
    ("address-alias-file", "form-below-path", Mended),
    ("address-alias-file", "home-missing", Mended),
    ("address-reserved", "form-below-path", Mended),
    ("address-alias-file", "root-below-path", Mended),
    ("address-reserved", "root-below-path", Mended),
    // The fence of the other closes it.
    ("code-fence", "code-not-closed", Mended),
    ("code-language", "code-not-closed", Mended),
    ("code-lines", "code-not-closed", Mended),
    ("comment-not-closed", "heading-empty", Mended),
    ("footnote-twice", "footnote-unused", Mended),
    ("footnote-undefined", "footnote-unused", Mended),
    ("form-keys", "form-numbers", Mended),
    // Two languages are listed there.
    ("language-folder", "language-not-listed", Mended),
    ("language-not-listed", "translation-missing", Mended),
    // The line that begins the second ends the first.
    ("front-matter-not-closed", "front-matter-twice", Mended),
    ("front-matter-not-closed", "heading-underline", Mended),
    // What the card of the one does not show.
    ("card-glyph", "card-image", Mended),
    // The letters of the one are those that the other has not.
    ("letter-file", "letter-keys", Mended),
    ("letter-file", "letter-markdown", Mended),
    ("letter-file", "letter-missing", Mended),
    ("letter-file", "letter-name", Mended),
    ("policy-too-long", "template-places", Mended),
    ("card-unused", "template-places", Mended),
    ("recipients-development", "recipients-keys", Mended),
    ("recipients-key", "recipients-keys", Mended),
    ("recipients-keys", "recipients-secret", Mended),
    ("recipients-keys", "recipients-sign", Mended),
    ("recipients-keys", "recipients-twice", Mended),
    // Their questions stand in the table whose name is mistyped.
    ("form-branches", "form-keys", Consequence),
    ("form-keys", "form-rules", Consequence),
    // Only forms that can be read are compared.
    ("form-branches", "form-clash", Consequence),
    ("form-clash", "form-fields", Consequence),
    ("form-clash", "form-keys", Consequence),
    ("form-clash", "form-numbers", Consequence),
    ("form-clash", "form-rules", Consequence),
    ("form-clash", "form-words", Consequence),
    // Two drawings in one file are none, nor is one with a control character: nothing can be said of what it shows.
    ("card-font", "card-image", Consequence),
    ("card-font", "card-svg", Consequence),
    ("card-glyph", "control-character", Consequence),
    ("card-image", "card-svg", Consequence),
    ("card-svg", "control-character", Consequence),
    // What is not closed goes on to the end of the front matter.
    ("front-matter-value", "yaml-unclosed-table", Consequence),
    ("placeholder-keys", "yaml-unclosed-table", Consequence),
    ("yaml-document", "yaml-unclosed-list", Consequence),
    ("yaml-document", "yaml-unclosed-table", Consequence),
    // No document is made with a template that is broken: none has a policy.
    ("policy-too-long", "template-child", Consequence),
    ("policy-too-long", "template-circular", Consequence),
    ("policy-too-long", "template-filter", Consequence),
    ("policy-too-long", "template-include", Consequence),
    ("policy-too-long", "template-variable", Consequence),
    // Below a tag that cannot be read, a text may stand in a block.
    ("template-child", "template-syntax", Consequence),
    // What the template of a list shows can only be seen if there is one that can be used.
    ("list-template", "template-asked", Consequence),
    ("list-template", "template-places", Consequence),
    // It would be an address below `site.base_url`.
    ("robots-sitemap", "site-missing-keys", Consequence),
    ("robots-sitemap", "site-mistyped", Consequence),
    ("robots-sitemap", "site-toml-missing", Consequence),
    // `site.languages`.
    ("language-not-listed", "site-languages", Consequence),
    ("language-not-listed", "site-mistyped", Consequence),
    ("language-not-listed", "site-toml-missing", Consequence),
    // The address of the page to search is in the site's language.
    ("search-missing", "site-missing-keys", Consequence),
    ("search-missing", "site-mistyped", Consequence),
    // It may be the name of a taxonomy.
    ("front-matter-unknown-key", "site-toml-missing", Consequence),
    // `site.title`, of which nobody knows what it is.
    ("site-mistyped", "value-filter", Consequence),
    ("site-toml-missing", "value-filter", Consequence),
    ("site-unknown-key", "value-filter", Consequence),
    // `site.titel`.
    ("site-toml-missing", "value-unknown", Consequence),
    ("site-unknown-key", "value-unknown", Consequence),
    // `page.titel`.
    ("front-matter-blank-before", "value-unknown", Consequence),
    ("front-matter-fence", "value-unknown", Consequence),
    ("front-matter-missing", "value-unknown", Consequence),
    ("front-matter-not-closed", "value-unknown", Consequence),
];

/// What is told of a site: which mistake, in which file, in which words, of which line.
type Told = BTreeSet<(&'static str, String, String, String)>;

/// Many pairs have a site in common: it is built once.
fn told(files: &Files) -> Arc<Told> {
    static TOLD: LazyLock<Mutex<HashMap<Files, Arc<Told>>>> = LazyLock::new(Mutex::default);
    if let Some(told) = TOLD.lock().unwrap().get(files) {
        return Arc::clone(told);
    }
    let told = Arc::new(built(files));
    TOLD.lock().unwrap().insert(files.clone(), Arc::clone(&told));
    told
}

fn built(files: &Files) -> Told {
    let folder = Folder::from_files("content", files.clone());
    let site = build::build(&folder, &BuildOptions::default(), &mut Timings::start());
    let told = site.report.diagnostics.into_iter();
    told.map(|told| (told.code.name(), told.place.path, told.message, told.place.excerpt)).collect()
}

fn codes(told: &Told) -> BTreeSet<&'static str> {
    told.iter().map(|(code, ..)| *code).collect()
}

/// How often the same is said of a file, whatever the values and numbers that it says it of.
fn counted(told: &Told) -> BTreeMap<(&'static str, &str, String), usize> {
    let mut counted = BTreeMap::new();
    for (code, path, message, _) in told {
        let words = message.split('`').step_by(2).collect::<Vec<_>>().join("`…`");
        let words = words.split(|sign: char| sign.is_ascii_digit()).collect();
        *counted.entry((*code, path.as_str(), words)).or_default() += 1;
    }
    counted
}

/// What is told of two sites and not of the one that is both.
fn hidden(first: &Told, second: &Told, both: &Told) -> BTreeSet<String> {
    let all = first | second;
    let both = counted(both);
    let expected = counted(&all).into_iter();
    let fewer = expected.filter(|(told, times)| both.get(told).is_none_or(|found| found < times));
    fewer.map(|((code, _, words), _)| format!("{code}: {words}")).collect()
}

/// What came of two fixtures in one site.
#[derive(Debug, Default)]
struct Outcome {
    /// How many sites have both mistakes.
    sites: usize,
    /// How many do not exist.
    contradictions: usize,
    /// What goes untold for no reason.
    hidden: Vec<String>,
    /// Of [`EXCUSED`], what there was a reason for.
    excused: BTreeSet<(String, String)>,
}

fn pair(first: &str, second: &str) -> Outcome {
    let mut outcome = Outcome::default();
    let Some((sound, one, other)) = Fixtures::get().made_alike(first, second) else {
        return Outcome { contradictions: 1, ..outcome };
    };
    // On a page of its own, and on the same one.
    let pages = match page(sound, &one).zip(page(sound, &other)) {
        Some((same, _)) => vec![Some("pages/index2.md"), Some(same)],
        None => vec![None],
    };
    for page in pages {
        let moved = moved(sound, &one, &other, page);
        let is_same_mistake = codes(&told(&moved)) == codes(&told(&other));
        let Some(site) = both(sound, &one, &moved).filter(|_| is_same_mistake) else {
            outcome.contradictions += 1;
            continue;
        };
        outcome.sites += 1;
        let is_one_page = page.is_some() && page != Some("pages/index2.md");
        let second_alone =
            if is_one_page && SWALLOWS.contains(&first) { Arc::default() } else { told(&moved) };
        let hidden = hidden(&told(&one), &second_alone, &built(&site));
        let pair = (first.min(second), first.max(second));
        if hidden.is_empty() {
        } else if EXCUSED.iter().any(|(first, second, _)| pair == (*first, *second)) {
            outcome.excused.insert((pair.0.to_owned(), pair.1.to_owned()));
        } else {
            outcome.hidden.push(format!("{first} + {second} ({page:?}): {hidden:?}"));
        }
    }
    outcome
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the edge of a test is the test")]
fn two_mistakes_are_both_told() {
    let names: Vec<&str> = Fixtures::get().sites.keys().map(String::as_str).collect();
    let wanted = env::var("PAIRS").ok();
    let is_wanted = |(at, first): (usize, &str), (other, second): (usize, &str)| match &wanted {
        _ if at == other => false,
        Some(of) => of == "all" || first.starts_with(of) || second.starts_with(of),
        // Each meets others than the one before.
        None => (at + 5 * other).is_multiple_of(41),
    };
    let named = || names.iter().copied().enumerate();
    let pairs = named().flat_map(|first| named().map(move |second| (first, second)));
    let pairs: Vec<(&str, &str)> = pairs
        .filter(|(first, second)| is_wanted(*first, *second))
        .map(|((_, first), (_, second))| (first, second))
        .collect();

    let outcomes: Vec<Outcome> =
        pairs.par_iter().map(|(first, second)| pair(first, second)).collect();

    let hidden: Vec<&String> = outcomes.iter().flat_map(|outcome| &outcome.hidden).collect();
    assert!(hidden.is_empty(), "{hidden:#?}");
    let sum = |of: fn(&Outcome) -> usize| outcomes.iter().map(of).sum::<usize>();
    let (sites, contradictions) = (sum(|found| found.sites), sum(|found| found.contradictions));
    // Of one fixture alone, most may contradict.
    let is_sample = wanted.as_deref().is_none_or(|wanted| wanted == "all");
    assert!(
        !is_sample || sites > 5 * contradictions,
        "{sites} sites, {contradictions} contradictions"
    );
    if wanted.is_some_and(|wanted| wanted == "all") {
        let excused: BTreeSet<_> = outcomes.into_iter().flat_map(|found| found.excused).collect();
        let needless = |(first, second, _): &&(&str, &str, Why)| {
            !excused.contains(&((*first).to_owned(), (*second).to_owned()))
        };
        let needless: Vec<_> = EXCUSED.iter().filter(needless).collect();
        assert!(needless.is_empty(), "these hide nothing: {needless:#?}");
    }
}
