//! `[[pages_from]]` in `site.toml`: a page for each row of a data file.

use authoring::{config::Table, diagnostics::Diagnostic};

use super::taxonomies::Taxonomies;
use crate::content::{config::Named, page::permalink};

authoring::codes! {
    PAGES_FROM_DATA = "pages-from-data" in "site.toml" {
        means: "`[[pages_from]]` names data that is no list of tables, or a value that none of its rows has.",
        hurts: "The pages would not be there, or say nothing of what their data says: readers would not find \
            the town they look for.",
        wrong: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\n\
            [[pages_from]]\n\
            data = \"comunes\"\n\
            template = \"page.html\"\n\
            title = \"nom\"\n\
            permalink = \"/communes/{nom}/\"",
        right: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\n\
            [[pages_from]]\n\
            data = \"communes\"\n\
            template = \"page.html\"\n\
            title = \"nom\"\n\
            permalink = \"/communes/{nom}/\"",
    }
    PAGES_FROM_ADDRESS = "pages-from-address" in "site.toml" {
        means: "The `permalink` of `[[pages_from]]` is no address, or no value of the rows stands in it.",
        hurts: "All pages would stand at one address, and readers would see one town alone.",
        wrong: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\n\
            [[pages_from]]\n\
            data = \"communes\"\n\
            template = \"page.html\"\n\
            title = \"nom\"\n\
            permalink = \"/communes/\"",
        right: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\n\
            [[pages_from]]\n\
            data = \"communes\"\n\
            template = \"page.html\"\n\
            title = \"nom\"\n\
            permalink = \"/communes/{nom}/\"",
    }
    PAGES_FROM_ROW = "pages-from-row" in "data/communes.csv" {
        means: "A row of the data that pages are made of lacks what its page is called by, or what its address is \
            made of.",
        hurts: "There would be no page for it: readers would look in vain for the town.",
        wrong: "nom,region\n,Gard\nSète,Hérault",
        right: "nom,region\nNîmes,Gard\nSète,Hérault",
    }
}

/// The keys of front matter that may be values of a row besides the title; the names of taxonomies are others.
const FIELDS: [&str; 7] = ["description", "date", "updated", "expires", "weight", "draft", "image"];

/// A table `[[pages_from]]`: pages that are made of the rows of a data file.
#[derive(Clone, Debug)]
pub struct PagesFrom {
    /// The list: the name of a file, and of what is in it, such as `regions.gard`.
    pub data: Named,
    /// What the pages are shown with.
    pub template: Named,
    /// Their address, with the values that stand in it.
    pub permalink: Vec<Part>,
    /// Keys of front matter, and what they are called in a row.
    pub fields: Vec<(String, Named)>,
}

/// A part of an address.
#[derive(Clone, Debug)]
pub enum Part {
    /// As it is.
    Text(String),
    /// What stands there is called so in a row.
    Value(Named),
}

impl PagesFrom {
    /// Reads all of them.
    pub fn read_all(table: &Table<'_>, taxonomies: &Taxonomies) -> Vec<Self> {
        let tables = table.tables("pages_from");
        tables.into_iter().filter_map(|table| Self::read(table, taxonomies)).collect()
    }

    fn read(table: Table<'_>, taxonomies: &Taxonomies) -> Option<Self> {
        let [data, template, permalink, title] = ["data", "template", "permalink", "title"]
            .map(|name| named(&table, name, table.required(name)));
        let others = taxonomies.all.iter().map(|taxonomy| &*taxonomy.name.name);
        let others = FIELDS.into_iter().chain(others);
        let others: Vec<(String, Named)> = others
            .filter_map(|name| Some((name.to_owned(), named(&table, name, table.optional(name))?)))
            .collect();
        let permalink = permalink.and_then(|permalink| parts(&table, &permalink));
        table.finish();
        let fields = std::iter::once(("title".to_owned(), title?)).chain(others).collect();
        let (data, template, permalink) = (data?, template?, permalink?);
        Some(Self { data, template, permalink, fields })
    }

    /// Everything in a row that a page is made of: by what it is called there.
    pub fn names(&self) -> impl Iterator<Item = &Named> {
        let in_address = self.permalink.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Value(name) => Some(name),
        });
        self.fields.iter().map(|(_, name)| name).chain(in_address)
    }
}

fn named(table: &Table<'_>, name: &str, text: Option<String>) -> Option<Named> {
    Some(Named { name: text?, span: table.node(name)?.span.clone() })
}

/// The parts of an address, `/communes/{nom}/`; what is wrong with it is noted.
fn parts(table: &Table<'_>, permalink: &Named) -> Option<Vec<Part>> {
    let Named { name: text, span } = permalink;
    let mut parts = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, inside)) = rest.split_once('{')
        && let Some((name, after)) = inside.split_once('}')
    {
        parts.push(Part::Text(before.to_owned()));
        parts.push(Part::Value(Named { name: name.trim().to_owned(), span: span.clone() }));
        rest = after;
    }
    parts.push(Part::Text(rest.to_owned()));
    let Some(found) = mistake(text, &parts) else { return Some(parts) };
    table.report_about("permalink", found.at(span.clone()));
    None
}

/// What is wrong with an address, if anything; its place is the table's to say.
fn mistake(text: &str, parts: &[Part]) -> Option<Diagnostic> {
    let found = |message: String, help: String| {
        Some(Diagnostic::new(PAGES_FROM_ADDRESS, 0..0, message, help))
    };
    // As templates, Jekyll and Hugo write the values in one.
    let meant = text.replace("{{", "{").replace("}}", "}");
    if meant != text {
        let meant = meant.replace("{ ", "{").replace(" }", "}");
        let message = "one brace stands around a value in an address".to_owned();
        return found(message, format!("did you mean `{meant}`?"));
    }
    let is_value = |part: &Part| matches!(part, Part::Value(_));
    if !parts.iter().any(is_value) {
        let named = text.split('/').map(|name| match name.strip_prefix(':') {
            Some(name) => format!("{{{name}}}"),
            None => name.to_owned(),
        });
        let named = named.collect::<Vec<_>>().join("/");
        let message =
            format!("no value of the rows stands in `{text}`: all pages would stand there");
        let help = if named == text {
            "write what the value is called in braces, as in /communes/{nom}/".to_owned()
        } else {
            format!("did you mean `{named}`?")
        };
        return found(message, help);
    }
    let whole = parts.iter().map(|part| match part {
        Part::Text(text) => text.as_str(),
        Part::Value(_) => "x",
    });
    let whole = whole.collect::<String>();
    let path = whole.strip_prefix('/').and_then(|path| path.strip_suffix('/'));
    let is_address = path.is_some_and(|path| path.split('/').all(permalink::is_slug));
    if is_address {
        return None;
    }
    let help = "letters without accents, digits, dashes and values, with a slash at both ends: /communes/{nom}/";
    found(format!("`{text}` is no address of a page"), help.to_owned())
}

#[cfg(test)]
mod tests {
    use authoring::{
        config::{TableCodes, read_toml},
        diagnostics::{Diagnostics, Source},
    };

    use super::*;

    /// What is said of a permalink, and what to do.
    fn told(permalink: &str) -> String {
        let source = Source::new("site.toml", format!("permalink = '{permalink}'"));
        let diagnostics = Diagnostics::default();
        let root = read_toml(&source, &diagnostics);
        let codes = TableCodes {
            missing: PAGES_FROM_DATA,
            mistyped: PAGES_FROM_DATA,
            unknown: PAGES_FROM_DATA,
        };
        let table = Table::read(codes, &source, &diagnostics, &root).unwrap();
        let named = named(&table, "permalink", table.optional("permalink")).unwrap();
        let read = parts(&table, &named);
        let found = diagnostics.into_vec();
        assert_eq!(read.is_none(), !found.is_empty());
        let told =
            found.into_iter().map(|each| each.message + "; " + &each.help.unwrap_or_default());
        told.collect()
    }

    #[test]
    fn an_address_holds_a_value_and_what_addresses_hold() {
        let slashes = "letters without accents, digits, dashes and values, with a slash at both ends: /communes/{nom}/";
        for (permalink, expect) in [
            ("/communes/{nom}/", String::new()),
            ("/{region}/{ nom }-{numero}/", String::new()),
            (
                "/communes/{{ nom }}/",
                "one brace stands around a value in an address; did you mean `/communes/{nom}/`?".to_owned(),
            ),
            (
                "/communes/:nom/",
                "no value of the rows stands in `/communes/:nom/`: all pages would stand there; \
                 did you mean `/communes/{nom}/`?"
                    .to_owned(),
            ),
            (
                "/communes/",
                "no value of the rows stands in `/communes/`: all pages would stand there; write what the value is \
                 called in braces, as in /communes/{nom}/"
                    .to_owned(),
            ),
            ("villes/{nom}/", format!("`villes/{{nom}}/` is no address of a page; {slashes}")),
            ("/communes/{nom}", format!("`/communes/{{nom}}` is no address of a page; {slashes}")),
            ("/été/{nom}/", format!("`/été/{{nom}}/` is no address of a page; {slashes}")),
            ("/{nom}/{/", format!("`/{{nom}}/{{/` is no address of a page; {slashes}")),
        ] {
            assert_eq!(told(permalink), expect, "{permalink}");
        }
    }
}
