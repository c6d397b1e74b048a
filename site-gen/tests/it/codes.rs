//! Kinds of mistakes: each is explained, by an example that is wrong and one that is right, and each has a
//! broken site of its name.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use authoring::diagnostics::{Code, Diagnostic};
use site_gen::build::codes::codes;

use crate::{
    broken,
    harness::{Site, run, text},
    readme,
};

/// Those that no content folder shows alone, and where they are shown.
const SHOWN_ELSEWHERE: [(&str, &str); 4] = [
    ("file-outside", "needs a link out of the folder: unreadable.rs"),
    ("file-unreadable", "needs a file without the right to read it: unreadable.rs"),
    ("link-external", "needs other sites: external.rs"),
    ("site-unreachable", "is an error of production alone: command.rs"),
];

/// Those whose examples no test can make.
const NOT_RUN: [&str; 3] = ["file-outside", "file-unreadable", "link-external"];

/// Those whose example is a part of a file that needs the rest of it: what is missing, both examples say.
fn is_a_part(code: Code) -> bool {
    code.0.file == "candidature.toml"
}

/// Those that show only where a site has a sound form.
const BESIDE_A_FORM: [&str; 4] = ["form-below-path", "form-clash", "form-page", "form-retention"];

fn is_shown_elsewhere(code: Code) -> bool {
    SHOWN_ELSEWHERE.iter().any(|(name, _)| *name == code.name())
}

/// What the examples may mention: a second page with a heading, a draft, a file, data.
fn with_example(code: Code, example: &str) -> Site {
    let site = Site::minimal()
        .with(
            "site.toml",
            "title = \"Site\"\nbase_url = \"https://bureau.fr\"\nlanguage = \"fr\"\n\
             taxonomies.theme = { title = \"Thèmes\", terms.energie = \"Énergie\" }\n\
             markdown.highlight = true\n\
             [[pages_from]]\ndata = \"communes\"\ntemplate = \"page.html\"\ntitle = \"nom\"\n\
             permalink = \"/communes/{nom}/\"\n",
        )
        .with(
            "pages/actualites/index.md",
            "---\ntitle: Actualités\nsort: date\ntemplate: section.html\n---\n",
        )
        .with("pages/contact.md", "---\ntitle: Contact\n---\n\n## Adresse\n\nNîmes.\n")
        .with("pages/bientot.md", "---\ntitle: Bientôt\ndraft: true\n---\n")
        .with(
            "templates/components/carte.html",
            "{% component carte(title: string, level: integer = 2) %}<div><h{{ level }}>{{ title }}\
             </h{{ level }}>{% if body %}{{ body }}{% endif %}</div>{% endcomponent carte %}\
             {% component trait() %}<hr>{% endcomponent trait %}\n",
        )
        .with("includes/adresse.md", "À Nîmes.\n\nPrès des arènes.\n")
        .with("assets/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")
        .with("data/communes.csv", "nom,region\nNîmes,Gard\nSète,Hérault\n")
        .with_bytes("assets/salle.heic", &broken_image("image-format/assets/salle.heic"))
        .with_bytes("assets/coupee.png", &broken_image("image-broken/assets/salle.png"))
        .with_bytes("assets/immense.png", &broken_image("image-large/assets/salle.png"))
        .with("data/lieu.toml", "ville = \"Nîmes\"\nplaces = 6\njours = [\"lundi\", \"mardi\"]\n");
    // What another code says of the same line is said where nobody asks for this.
    let site = match code.name() {
        "abbreviation-unused" => {
            site.change("site.toml", "markdown", "markdown.abbreviations = true\nmarkdown")
        }
        "raised-not-closed" => {
            site.change("site.toml", "markdown", "markdown.superscript = true\nmarkdown")
        }
        "search-missing" => site.change("site.toml", "language", "search = true\nlanguage"),
        "language-folder" => site
            .change("site.toml", "taxonomies", "languages = [\"fr\", \"en\"]\ntaxonomies")
            .with("pages/en/index.md", "---\ntitle: Home\n---\n"),
        name if name.starts_with("card-") => {
            site.change("site.toml", "markdown", "cards = true\nmarkdown")
        }
        "form-below-path" => site.change("site.toml", "bureau.fr", "bureau.fr/projet"),
        "root-below-path" => {
            site.with("root/.well-known/security.txt", "Contact: mailto:a@bureau.fr\n")
        }
        _ => site,
    };
    let is_beside_a_form = BESIDE_A_FORM.contains(&code.name());
    let site = if is_beside_a_form { with_form(site) } else { site };
    match code.0.file {
        "" => {
            let page = format!("---\ntitle: Exemple\n---\n\n{example}\n");
            site.with_bytes("pages/exemple.md", &bytes(&page))
        }
        "*" => example.lines().fold(site, |site, path| site.with(path, sound(path))),
        file if file.starts_with("includes/") => {
            let include = format!("{{{{< include file=\"{file}\" />}}}}");
            site.with("pages/exemple.md", &format!("---\ntitle: Exemple\n---\n\n{include}\n"))
                .with(file, &format!("{example}\n"))
        }
        file if is_beside_a_form && is_a_part(code) => site.change(file, "page = \"/\"", example),
        file if example.is_empty() => site.without(file),
        file => site.with(file, &format!("{example}\n")),
    }
    .for_readers()
}

/// One of those that nobody can show.
fn broken_image(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken").join(path)).unwrap()
}

/// The same with a form of which nothing is wrong, those who receive it, and the page that it may stand on.
fn with_form(site: Site) -> Site {
    let (folder, _) = broken::build("broken", "form-retention");
    let text = |path: &str| folder.text(path).unwrap().unwrap().text.to_string();
    site.change("site.toml", "language", "retention.months = 12\nlanguage")
        .with("candidature.toml", &text("candidature.toml"))
        .with("recipients.toml", &text("recipients.toml"))
        .with("signing.toml", &text("signing.toml"))
        .with("pages/candidater.md", "---\ntitle: Candidater\n---\n")
}

/// What an example shows as `\u{fffd}` is an `é` of Latin-1, the encoding of old programs.
fn bytes(example: &str) -> Vec<u8> {
    let parts: Vec<&[u8]> = example.split('\u{fffd}').map(str::as_bytes).collect();
    parts.join(&[0xe9][..])
}

/// What a file of that name may hold.
fn sound(path: &str) -> &'static str {
    if path.starts_with("lettres/") {
        return "---\nobjet: Exemple\n---\nBonjour,\n";
    }
    match path.rsplit_once('.') {
        Some((_, "md")) => "---\ntitle: Exemple\n---\n",
        Some((_, "json")) => "{}\n",
        _ => "",
    }
}

fn found(code: Code, example: &str) -> Vec<Diagnostic> {
    with_example(code, example).build().0.report.diagnostics
}

/// What is said of a kind of mistake.
fn messages(code: Code, diagnostics: &[Diagnostic]) -> BTreeSet<&str> {
    let of_code = diagnostics.iter().filter(|each| each.code == code);
    of_code.map(|each| each.message.as_str()).collect()
}

/// What a right example may leave to the association: a value, a second recipient.
fn is_still_to_be_given(diagnostic: &Diagnostic) -> bool {
    ["placeholder", "form-recipients", "form-signing", "letter-missing"]
        .contains(&diagnostic.code.name())
}

fn printed(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_is_named_once_and_explained_in_whole_sentences() {
    let mut names = BTreeSet::new();
    for code in codes() {
        let name = code.name();
        assert!(names.insert(name), "{name} is there twice");
        for sentence in [code.0.means, code.0.hurts] {
            let is_sentence = sentence.ends_with('.') && sentence.len() > 20;
            assert!(is_sentence, "{name}: {sentence:?} is no sentence");
        }
        assert_ne!(code.0.wrong, code.0.right, "{name}");
    }
}

#[test]
fn each_example_is_wrong_or_right_as_it_says() {
    let mut failures = Vec::new();
    for code in codes().into_iter().filter(|code| !NOT_RUN.contains(&code.name())) {
        let (wrong, right) = (found(code, code.0.wrong), found(code, code.0.right));
        let (wrong_says, right_says) = (messages(code, &wrong), messages(code, &right));
        if wrong_says.is_subset(&right_says) {
            failures.push(format!("{}: the wrong example says:\n{}", code.name(), printed(&wrong)));
        }
        let is_right = if is_a_part(code) {
            right_says.is_subset(&wrong_says)
        } else {
            right_says.is_empty() && right.iter().all(is_still_to_be_given)
        };
        if !is_right {
            failures.push(format!("{}: the right example says:\n{}", code.name(), printed(&right)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn each_has_a_broken_site_of_its_name_and_each_broken_site_a_code() {
    let codes: BTreeSet<&str> =
        codes().into_iter().filter(|code| !is_shown_elsewhere(*code)).map(Code::name).collect();
    let sites = broken::sites("broken");
    let sites: BTreeSet<&str> = sites.iter().map(String::as_str).collect();

    let without_site: Vec<_> = codes.difference(&sites).collect();
    let without_code: Vec<_> = sites.difference(&codes).collect();

    assert!(without_site.is_empty(), "no site in tests/broken/ shows {without_site:?}");
    assert!(without_code.is_empty(), "no code is named like tests/broken/{without_code:?}");
    for name in sites {
        let (_, site) = broken::build("broken", name);
        let is_shown = site.report.diagnostics.iter().any(|each| each.code.name() == name);
        assert!(is_shown, "tests/broken/{name} does not show its code");
    }
}

#[test]
fn the_command_explains_one_and_lists_all() {
    let site = Site::minimal();

    let one = run(&site, &["explain", "link-file"]);
    let all = run(&site, &["explain"]);
    let none = run(&site, &["explain", "link-fil"]);

    assert_eq!(one.status.code(), Some(0));
    insta::assert_snapshot!(text(&one.stdout));
    let of_import = site_gen::cli::import::codes::CODES.len();
    assert_eq!(text(&all.stdout).lines().count(), codes().len() + of_import);
    assert_eq!(none.status.code(), Some(1));
    assert_eq!(
        text(&none.stderr),
        "error: there is no code `link-fil`: did you mean `link-file`?\n"
    );
}

/// The README's list of all that can be explained, by what their names begin with.
fn listed() -> String {
    let explained = site_gen::cli::explain::list();
    let mut by_subject: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for name in explained.lines().filter_map(|line| line.split(' ').next()) {
        let subject = name.split('-').next().unwrap_or_default();
        by_subject.entry(subject).or_default().push(name);
    }
    let lines = by_subject.into_values().map(|names| format!("- `{}`\n", names.join("` `")));
    lines.collect::<Vec<_>>().concat()
}

#[test]
fn the_readme_lists_them() {
    readme::holds("codes", &format!("\n{}\n", listed()));
}
