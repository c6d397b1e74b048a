//! The keys of `site.toml`, and those that the settings of other programs have, for whoever is used to them.

use authoring::config::ForeignKey::{self, Is, Means};

/// What a site may say, by the names that templates have for it.
pub const NAMES: [&str; 18] = [
    "title",
    "description",
    "base_url",
    "language",
    "languages",
    "translations",
    "navigation",
    "footer",
    "time_zone",
    "links",
    "checks",
    "retention",
    "words",
    "taxonomies",
    "search",
    "cards",
    "pages_from",
    "markdown",
];

const SECTION: &str = "each list says it itself: `paginate`, `sort` or `feed` in the front matter of its folder's page";
const VALUES: &str =
    "values of your own stand in content/data/, and are {{ data.file.key }} in the prose";
const TEMPLATES: &str = "the look is content/templates/ and content/assets/theme.css: remove it";
const WORDS: &str = "the theme's words in a language stand below [words.fr]";
const PATH: &str = "a site below a path has it at the end of its `base_url`";

/// Of Hugo, Zola, Jekyll, Eleventy, Astro, `MkDocs` and Docusaurus.
pub(super) const FOREIGN_KEYS: &[ForeignKey] = &[
    Is("baseURL", "base_url"),
    Is("baseurl", "base_url"),
    Is("site_url", "base_url"),
    Is("site", "base_url"),
    Is("url", "base_url"),
    Is("languageCode", "language"),
    Is("locale", "language"),
    Is("lang", "language"),
    Is("default_language", "language"),
    Is("defaultContentLanguage", "language"),
    Is("site_name", "title"),
    Is("name", "title"),
    Is("site_description", "description"),
    Is("tagline", "description"),
    Is("menu", "navigation"),
    Is("menus", "navigation"),
    Is("nav", "navigation"),
    Is("timeZone", "time_zone"),
    Is("timezone", "time_zone"),
    Is("link_checker", "links"),
    Is("taxonomy", "taxonomies"),
    Is("social_cards", "cards"),
    Is("socialCards", "cards"),
    Is("og_images", "cards"),
    Means("paginate", SECTION),
    Means("pagination", SECTION),
    Means("paginate_by", SECTION),
    Means("sort_by", SECTION),
    Means("generate_feed", SECTION),
    Means("generate_feeds", SECTION),
    Means("params", VALUES),
    Means("extra", VALUES),
    Means("theme", TEMPLATES),
    Means("themes", TEMPLATES),
    Means("base", PATH),
    Means("pathPrefix", PATH),
    Means("canonifyURLs", PATH),
    Means("i18n", WORDS),
    Means("translations_dir", WORDS),
];
