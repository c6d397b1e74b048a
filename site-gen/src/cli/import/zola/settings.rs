//! `config.toml`.

use authoring::{
    config::{Key, Node, Value, read_toml},
    diagnostics::{Diagnostics, Source},
};
use pulldown_cmark::Options;

use super::address::Slugs;
use crate::cli::import::{
    Conversion,
    codes::IMPORT_SETTING,
    markdown::{AnchorStyle, Dialect},
    new_site::settings::{self, NewSettings},
    tree::{entries, is_true, text, texts},
};

/// What of it decides how pages are converted, and what `site.toml` says of the rest.
pub(super) struct Settings {
    /// The main one.
    pub(super) language: String,
    /// The others.
    pub(super) languages: Vec<String>,
    pub(super) taxonomies: Vec<Taxonomy>,
    pub(super) dialect: Dialect,
    /// How names become addresses.
    pub(super) paths: Slugs,
    pub(super) taxonomy_slugs: Slugs,
    /// Whether the day stays in the address.
    pub(super) keeps_dates: bool,
    pub(super) theme: Option<String>,
    /// The files of the site's feed, if it has one.
    pub(super) feeds: Vec<String>,
    new: NewSettings,
    extra: Option<Node>,
}

pub(super) struct Taxonomy {
    pub(super) name: String,
    /// Lines of TOML.
    lines: Vec<String>,
}

/// What says nothing of what readers see, or what is always so here.
const SILENT: [&str; 7] = [
    "compile_sass",
    "minify_html",
    "hard_link_static",
    "preserve_dotfiles_in_output",
    "generate_sitemap",
    "generate_robots_txt",
    "mode",
];

/// The same of `[markdown]`.
const SILENT_MARKDOWN: [&str; 7] = [
    "bottom_footnotes",
    "lazy_async_image",
    "insert_anchor_links",
    "highlight_theme",
    "extra_syntaxes_and_themes",
    "extra_syntaxes",
    "highlight_themes_css",
];

impl Settings {
    /// Reads them.
    pub(super) fn read(source: Source, conversion: &mut Conversion) -> Self {
        let found = Diagnostics::default();
        let root = read_toml(&source, &found);
        conversion.told.extend(found.into_vec());
        let syntax = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let anchors = AnchorStyle::Slug;
        let mut settings = Self {
            language: text(&root, "default_language").unwrap_or("en").to_owned(),
            languages: Vec::new(),
            taxonomies: Vec::new(),
            dialect: Dialect { syntax, emoji: false, html: true, highlight: false, anchors },
            paths: Slugs::On,
            taxonomy_slugs: Slugs::On,
            keeps_dates: false,
            theme: None,
            feeds: Vec::new(),
            new: NewSettings::default(),
            extra: None,
        };
        for key in ["title", "base_url"] {
            if text(&root, key).is_none_or(str::is_empty) {
                settings.missing(key);
            }
        }
        let mut reader = Reader { source: &source, conversion };
        for (key, node) in entries(&root) {
            if !settings.take(key, node, &mut reader) {
                reader.tell(key, &key.name);
            }
        }
        let language = settings.language.clone();
        settings.new.text("language", &language);
        if !settings.languages.is_empty() {
            settings.languages.sort();
            let all = [std::slice::from_ref(&language), &settings.languages].concat();
            settings.new.texts("languages", &all);
        }
        let markdown = settings.dialect.highlight.then(|| "highlight = true".to_owned());
        settings.new.table("markdown", &markdown.into_iter().collect::<Vec<_>>());
        if !entries(&root)
            .iter()
            .any(|(key, node)| key.name == "feed_filenames" && !texts(node).is_empty())
            && is_true(&root, "generate_feeds") | is_true(&root, "generate_feed")
        {
            settings.feeds = vec!["atom.xml".to_owned()];
        }
        settings.extra = root.get("extra").cloned();
        settings
    }

    fn missing(&mut self, key: &str) {
        let (label, proposed) = match key {
            "title" => ("the site's name", "Site"),
            _ => ("the site's public address", "https://www.example.org"),
        };
        self.new.placeholder(key, label, proposed);
    }

    /// Takes a key; false if it means nothing here.
    fn take(&mut self, key: &Key, node: &Node, reader: &mut Reader<'_>) -> bool {
        match (key.name.as_str(), &node.value) {
            ("title" | "base_url", Value::String(text)) if text.is_empty() => {}
            ("default_language", Value::String(_))
            | ("extra", Value::Table(_))
            | ("search", _)
            | ("generate_feeds" | "generate_feed", Value::Bool(false)) => {}
            ("base_url", Value::String(text)) => {
                self.new.text("base_url", text.trim_end_matches('/'));
            }
            ("title" | "description", Value::String(text)) => self.new.text(&key.name, text),
            ("theme", Value::String(name)) => self.theme = Some(name.clone()),
            ("taxonomies", Value::List(items)) => self.take_taxonomies(items, reader),
            ("languages", Value::Table(languages)) => {
                for (code, node) in languages {
                    self.take_language(code, node, reader);
                }
            }
            // Of older versions: `[[languages]]`.
            ("languages", Value::List(items)) => {
                self.languages
                    .extend(items.iter().filter_map(|it| text(it, "code")).map(str::to_owned));
            }
            ("build_search_index", Value::Bool(is_on)) => {
                if *is_on {
                    self.new.written("search", "true");
                }
            }
            ("generate_feeds" | "generate_feed", Value::Bool(true)) => {
                reader.tell(key, "the feed's address: it is /feed.xml here, whole texts if the home page says `feed: full`");
            }
            ("feed_filenames", Value::List(_)) => self.feeds = texts(node),
            ("slugify", Value::Table(entries)) => {
                for (key, node) in entries {
                    if !self.take_slugs(key, node) {
                        reader.tell(key, &format!("slugify.{}", key.name));
                    }
                }
            }
            ("markdown", Value::Table(entries)) => {
                for (key, node) in entries {
                    if !self.take_markdown(key, node) && !SILENT_MARKDOWN.contains(&&*key.name) {
                        reader.tell(key, &format!("markdown.{}", key.name));
                    }
                }
            }
            // Of older versions.
            ("highlight_code", Value::Bool(is_on)) => self.dialect.highlight = *is_on,
            (name, _) => return SILENT.contains(&name),
        }
        true
    }

    fn take_slugs(&mut self, key: &Key, node: &Node) -> bool {
        let slugs = match &node.value {
            Value::String(name) => Slugs::named(name),
            _ => None,
        };
        match (key.name.as_str(), slugs, &node.value) {
            ("paths", Some(slugs), _) => self.paths = slugs,
            ("taxonomies", Some(slugs), _) => self.taxonomy_slugs = slugs,
            ("anchors", Some(Slugs::On), _) => {}
            ("anchors", Some(_), _) => self.dialect.anchors = AnchorStyle::Blanks,
            ("paths_keep_dates", _, Value::Bool(keeps)) => self.keeps_dates = *keeps,
            _ => return false,
        }
        true
    }

    fn take_markdown(&mut self, key: &Key, node: &Node) -> bool {
        let syntax = &mut self.dialect.syntax;
        match (key.name.as_str(), &node.value) {
            ("highlighting", Value::Table(_)) => self.dialect.highlight = true,
            ("highlight_code", Value::Bool(is_on)) => self.dialect.highlight = *is_on,
            ("render_emoji", Value::Bool(is_on)) => self.dialect.emoji = *is_on,
            ("smart_punctuation", Value::Bool(is_on)) => {
                syntax.set(Options::ENABLE_SMART_PUNCTUATION, *is_on);
            }
            ("definition_list", Value::Bool(is_on)) => {
                syntax.set(Options::ENABLE_DEFINITION_LIST, *is_on);
            }
            ("github_alerts", Value::Bool(is_on)) => syntax.set(Options::ENABLE_GFM, *is_on),
            (_, Value::Bool(false)) => {}
            _ => return false,
        }
        true
    }

    fn take_language(&mut self, code: &Key, node: &Node, reader: &mut Reader<'_>) {
        if code.name != self.language {
            self.languages.push(code.name.clone());
        }
        for (key, node) in entries(node) {
            match (key.name.as_str(), &node.value) {
                ("taxonomies", Value::List(items)) => self.take_taxonomies(items, reader),
                ("build_search_index" | "generate_feeds" | "generate_feed" | "weight", _) => {}
                (name, _) => reader.tell(key, &format!("languages.{}.{name}", code.name)),
            }
        }
    }

    fn take_taxonomies(&mut self, items: &[Node], reader: &mut Reader<'_>) {
        for item in items {
            let Some(name) = text(item, "name") else { continue };
            if self.taxonomies.iter().any(|known| known.name == name) {
                continue;
            }
            let mut lines = Vec::new();
            for (key, node) in entries(item) {
                match (key.name.as_str(), &node.value) {
                    ("name" | "render" | "lang", _) | ("feed", Value::Bool(false)) => {}
                    ("feed", Value::Bool(true)) => lines.push("feed = \"full\"".to_owned()),
                    ("paginate_by", Value::Integer(number)) if *number > 0 => {
                        lines.push(format!("paginate = {number}"));
                    }
                    (other, _) => reader.tell(key, &format!("taxonomies.{other}")),
                }
            }
            self.taxonomies.push(Taxonomy { name: name.to_owned(), lines });
        }
    }

    /// The text of `site.toml`, and that of `data/extra.toml`.
    pub(super) fn finish(mut self, terms: Vec<(String, settings::Terms)>) -> (String, String) {
        for (taxonomy, (name, terms)) in self.taxonomies.iter().zip(terms) {
            if !terms.is_empty() {
                self.new.taxonomy(&name, &taxonomy.name, &taxonomy.lines, &terms);
            }
        }
        let extra = self.extra.as_ref().map(settings::data).unwrap_or_default();
        (self.new.finish(), extra)
    }
}

struct Reader<'r> {
    source: &'r Source,
    conversion: &'r mut Conversion,
}

impl Reader<'_> {
    fn tell(&mut self, key: &Key, what: &str) {
        let message = format!("not taken over: {what}");
        let found = self.source.error(IMPORT_SETTING, key.span.clone(), message);
        self.conversion.tell(found.help("README.md of site-gen says what site.toml takes"));
    }
}
