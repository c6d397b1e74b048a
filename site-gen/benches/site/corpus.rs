//! A site of any number of pages, the same each time: about 600 words a page, with headings, a table, a
//! list, a footnote and links to other pages; 100 pages a section.

use std::{fmt::Write as _, fs, path::Path};

const WORDS: &str = "un bureau de pairs écoute les entreprises qui changent de cap et partage son expérience \
    avec celles qui doutent ; le projet compte plus que la taille parce que chaque virage pose des questions : \
    quels clients garder, quels métiers apprendre, quel rythme tenir ? on y parle d'énergie, de numérique, \
    d'organisation ou de responsabilité, sans jargon ni jugement ; chacun apporte ses réussites comme ses échecs";

/// A template of the site's own, in the place of the built-in one.
const OWN_TEMPLATE: &str = include_str!("../../templates/page.html");

/// Links that lead nowhere: to a file, an address and a fragment that are nearly right, and to a file and an
/// address that are not.
const BROKEN: [&str; 5] =
    ["./pages-7.md", "/s0/pages-8/", "./index.md#deux", "./nulle-part.md", "/jamais/vu/"];

/// Writes `pages` pages, one of each hundred its section's own, below `content`.
pub fn write(content: &Path, pages: usize) {
    write_with(content, pages, 0);
}

/// Overrides the template of the pages.
pub fn add_template(content: &Path) {
    let folder = content.join("templates");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("page.html"), OWN_TEMPLATE).expect("a template");
}

/// Gives every section a list that goes over pages, with a feed of whole texts, and every page a term of a hundred.
pub fn add_lists(content: &Path) {
    let site = content.join("site.toml");
    let mut settings = fs::read_to_string(&site).expect("site.toml");
    settings.push_str("[taxonomies.theme]\ntitle = \"Thèmes\"\npaginate = 10\n");
    for term in 0..100 {
        writeln!(settings, "terms.t{term} = \"Thème {term}\"").expect("a string");
    }
    fs::write(&site, settings).expect("site.toml");
    let list = "template: section.html\nsort: date\npaginate: 10\nfeed: full\n";
    for number in 0.. {
        let path = content.join("pages").join(file(number));
        let Ok(text) = fs::read_to_string(&path) else { break };
        let is_section = number.is_multiple_of(100);
        let term = format!("theme: [t{}]\n", number % 97);
        let keys = if is_section { list } else { term.as_str() };
        fs::write(path, text.replacen("date: ", &format!("{keys}date: "), 1)).expect("a page");
    }
}

/// Adds so many links that lead nowhere to each page, at most five.
pub fn add_broken_links(content: &Path, pages: usize, broken: usize) {
    write_with(content, pages, broken);
}

fn write_with(content: &Path, pages: usize, broken: usize) {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let folder = content.join("pages");
    for number in 0..pages {
        let path = folder.join(file(number));
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let mut text = page(number, pages, &words);
        // Not the same ones on all pages: with one of them, each page has another.
        for link in BROKEN.iter().cycle().skip(number).take(broken) {
            writeln!(text, "\nVoyez [ceci]({link}).").expect("a string");
        }
        fs::write(path, text).expect("a page");
    }
    fs::write(folder.join("index.md"), "---\ntitle: Accueil\n---\n[Une section](./s0/index.md)\n")
        .expect("the home page");
    let site = "title = \"Mesure\"\nbase_url = \"https://mesure.fr\"\nlanguage = \"fr\"\n";
    fs::write(content.join("site.toml"), site).expect("site.toml");
}

/// The path of a page below `pages/`.
pub fn file(number: usize) -> String {
    match number % 100 {
        0 => format!("s{}/index.md", number / 100),
        page => format!("s{}/page-{page}.md", number / 100),
    }
}

fn page(number: usize, pages: usize, words: &[&str]) -> String {
    let mut random = Random(number as u64 + 1);
    let mut text = String::with_capacity(6_000);
    writeln!(
        text,
        "---\ntitle: Page {number}, {}\ndescription: {}\ndate: 2021-{:02}-{:02}\n---\n",
        sentence(&mut random, words, 3),
        sentence(&mut random, words, 12),
        1 + number % 12,
        1 + number % 28,
    )
    .expect("a string");
    for part in 1..=6 {
        let other = random.below(pages);
        let near = number - number % 100 + random.below(100.min(pages - (number - number % 100)));
        writeln!(text, "## Partie {part} : {}\n", sentence(&mut random, words, 4))
            .expect("a string");
        writeln!(
            text,
            "{} [{}](../{}) *{}*.\n\n{} **{}** [{}](./{}#partie-1-un).\n",
            sentence(&mut random, words, 30),
            sentence(&mut random, words, 3),
            file(other),
            sentence(&mut random, words, 4),
            sentence(&mut random, words, 25),
            sentence(&mut random, words, 2),
            sentence(&mut random, words, 2),
            file(near).split_once('/').expect("a section").1,
        )
        .expect("a string");
    }
    text = text.replace("#partie-1-un", "#un");
    text = text.replacen("## Partie 1 :", "## Partie 1 {#un}\n\nSuite :", 1);
    for _ in 0..6 {
        writeln!(text, "- {}", sentence(&mut random, words, 12)).expect("a string");
    }
    text.push_str("\n| Critère | Seuil | Pourquoi |\n| --- | ---: | --- |\n");
    for row in 0..5 {
        let (first, last) = (sentence(&mut random, words, 3), sentence(&mut random, words, 6));
        writeln!(text, "| {first} | {row} 000 | {last} |").expect("a string");
    }
    let note = sentence(&mut random, words, 12);
    writeln!(text, "\n{}[^1].\n\n[^1]: {note}.", sentence(&mut random, words, 40))
        .expect("a string");
    text
}

fn sentence(random: &mut Random, words: &[&str], count: usize) -> String {
    let mut sentence = String::with_capacity(count * 7);
    for _ in 0..count {
        if !sentence.is_empty() {
            sentence.push(' ');
        }
        // A colon would end a YAML value, and say nothing here.
        sentence.push_str(match words[random.below(words.len())] {
            ":" | ";" | "?" => "puis",
            word => word,
        });
    }
    sentence
}

/// Numbers that look random and are the same on every machine (a linear congruential generator, Knuth's
/// constants).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }
}
