//! Mistakes cost what they are: four times as many pages with one, or eight times as many on one line, cost no more
//! than that.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    SITE_GEN,
    measure::{self, least},
};

/// A site for each kind of mistake.
const BROKEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/broken");

/// Pages with the same mistake, and four times as many.
const PAGES: [usize; 2] = [250, 1_000];

/// Times that something stands on one line, and eight times as many.
const TIMES: [usize; 2] = [1_000, 8_000];

/// What stands on one line, and what follows below; `§` is a number.
const ON_ONE_LINE: [(&str, &str, &str); 30] = [
    ("definitions", "{% set a = 1 %}", ""),
    ("definitions of many names", "{% set a§ = 1 %}{{ a§ }} ", ""),
    ("definitions of one by itself", "{% set a = 1 %}{% set a = a + 1 %}{{ a }} ", ""),
    ("values", "{{ site.title }} ", ""),
    ("unknown variables", "{{ nope§ }} ", ""),
    ("unknown filters", "{{ site.title | nope§ }} ", ""),
    ("values not closed", "{{ a ", ""),
    ("footnotes", "[^n§] ", "[^n§]: x\n\n"),
    ("footnotes that nobody names", "", "[^n§]: x\n\n"),
    ("unknown footnotes", "[^n§] ", ""),
    ("links to no page", "[x](./nope§.md) ", ""),
    ("links to no fragment", "[x](#nope§) ", ""),
    ("links to no fragment of many", "[x](#nope§) ", "## Titre §\n\n"),
    ("links without a definition", "[x][nope§] ", ""),
    ("links with `http:`", "[x](http://a§.example) ", ""),
    ("bare links", "https://a.example/§ b§@a.example ", ""),
    ("images that are missing", "![x](/assets/nope§.png) ", ""),
    ("images without a text", "![](/assets/nope§.png) ", ""),
    ("HTML that the policy refuses", "<b onclick=\"x\">x</b> ", ""),
    ("HTML that is not closed", "<b>x ", ""),
    ("HTML that is closed only", "x</b> ", ""),
    ("the same id", "<b id=\"a\">x</b> ", ""),
    ("bold not closed", "**x ", ""),
    ("code not closed", "`x ``y ", ""),
    ("brackets not closed", "[x ![x ", ""),
    ("signs of other programs", ":smile: ==x== [[x]] $$x$$ {.a} ", ""),
    ("quotes not closed", "« x \"y ", ""),
    ("control characters", "x\u{1} ", ""),
    ("headings with one anchor", "", "## Titre {#a}\n\n"),
    ("rows that are too long", "", "| x |\n| - |\n| x | y |\n\n"),
];

/// What is above each text.
const FRONT_MATTER: &str = "---\ntitle: Accueil\n---\n";

const SITE: &str = "title = \"Site\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\n";

/// Prints a row for each kind.
pub fn table() {
    println!("| on each page | CPU ms, {} pages | {} | × |", PAGES[0], PAGES[1]);
    println!("| --- | ---: | ---: | ---: |");
    let folders = fs::read_dir(BROKEN).expect("the kinds").flatten().map(|entry| entry.path());
    let mut kinds: Vec<PathBuf> = folders.filter(|path| path.join("pages").is_dir()).collect();
    kinds.sort();
    for kind in kinds {
        let name = kind.file_name().unwrap_or_default().to_string_lossy();
        row(&name, PAGES, |content, pages| write_pages(&kind, content, pages));
    }
    println!("\n| on one line | CPU ms, {} times | {} | × |", TIMES[0], TIMES[1]);
    println!("| --- | ---: | ---: | ---: |");
    for (name, piece, below) in ON_ONE_LINE {
        row(name, TIMES, |content, times| write_line(piece, below, content, times));
    }
}

/// The CPU that a check takes beyond that of a site with one page: for few, for many, and their ratio.
fn row(name: &str, numbers: [usize; 2], write: impl Fn(&Path, usize)) {
    let cost = |write: &dyn Fn(&Path)| {
        let folder = measure::folder();
        let content = folder.path().join("content");
        write(&content);
        let mut check = Command::new(SITE_GEN);
        check.args(["check", "--content"]).arg(&content);
        let costs: Vec<_> = (0..3).map(|_| measure::run(&check)).collect();
        least(&costs).cpu_ms
    };
    let none = cost(&|content| write_line("", "", content, 0));
    let [few, many] = numbers.map(|number| cost(&|content| write(content, number)) - none);
    println!("| {name} | {few:.1} | {many:.1} | {:.1} |", many / few.max(0.1));
}

/// The kind's own site, whose page there is so many times.
fn write_pages(kind: &Path, content: &Path, pages: usize) {
    copy(kind, content);
    let home = fs::read(kind.join("pages/index.md"));
    let text = home.unwrap_or_else(|_| FRONT_MATTER.into());
    for page in 0..pages {
        fs::write(content.join(format!("pages/page-{page}.md")), &text).expect("a page");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a file");
        }
    }
}

fn write_line(piece: &str, below: &str, content: &Path, times: usize) {
    let repeated = |text: &str| -> String {
        (0..times).map(|number| text.replace('§', &number.to_string())).collect()
    };
    let text = [FRONT_MATTER, &repeated(piece), "\n\n", &repeated(below)].concat();
    fs::create_dir_all(content.join("pages")).expect("a folder");
    fs::write(content.join("site.toml"), SITE).expect("the site");
    fs::write(content.join("pages/index.md"), text).expect("a page");
}
