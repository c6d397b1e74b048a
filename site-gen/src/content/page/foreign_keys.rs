//! Keys that front matter has in other programs, for whoever is used to them.

use authoring::config::ForeignKey::{self, Is, Means};

/// Declared once, they are keys of front matter.
const TAXONOMY: &str =
    "declare it in site.toml, below [taxonomies.tags]; pages then write tags: [a-term]";
const CHILDREN: &str =
    "a folder's own page says it: pages/…/index.md with `sort`, `paginate` or `feed`";
const LANGUAGE: &str =
    "a page's language is that of its folder: `languages` in site.toml, pages/en/…";
const MENU: &str = "the menus are lists of URLs in site.toml: `navigation`, `footer`";

/// Of Hugo, Zola, Jekyll, Eleventy, Astro, `MkDocs`, Docusaurus and Pelican.
pub(super) const FOREIGN_KEYS: &[ForeignKey] = &[
    Is("sort_by", "sort"),
    Is("order_by", "sort"),
    Is("sortBy", "sort"),
    Is("paginate_by", "paginate"),
    Is("pagination", "paginate"),
    Is("pagerSize", "paginate"),
    Is("pageSize", "paginate"),
    Is("per_page", "paginate"),
    Is("generate_feed", "feed"),
    Is("generate_feeds", "feed"),
    Is("rss", "feed"),
    Is("outputs", "feed"),
    Is("lastmod", "updated"),
    Is("last_modified_at", "updated"),
    Is("modified", "updated"),
    Is("last_update", "updated"),
    Is("updatedDate", "updated"),
    Is("pubDate", "date"),
    Is("publishDate", "date"),
    Is("publish_date", "date"),
    Is("created", "date"),
    Is("expiryDate", "expires"),
    Is("expiry_date", "expires"),
    Is("unpublishDate", "expires"),
    Is("layout", "template"),
    Is("page_template", "template"),
    Is("type", "template"),
    Is("summary", "description"),
    Is("excerpt", "description"),
    Is("subtitle", "description"),
    Is("order", "weight"),
    Is("nav_order", "weight"),
    Is("sidebar_position", "weight"),
    Is("position", "weight"),
    Is("redirect_from", "aliases"),
    Is("redirects", "aliases"),
    Is("linkTitle", "title"),
    Is("sidebar_label", "title"),
    Is("cover", "image"),
    Is("featured_image", "image"),
    Is("thumbnail", "image"),
    Is("images", "image"),
    Is("og_image", "image"),
    Is("ogImage", "image"),
    Is("social_image", "image"),
    Is("socialImage", "image"),
    Is("social", "card"),
    Is("url", "permalink"),
    Is("path", "permalink"),
    Is("params", "extra"),
    Means("published", "a page that is not to be seen yet says draft: true"),
    Means("toc", "write extra: { toc: true }"),
    Means("taxonomies", TAXONOMY),
    Means("tags", TAXONOMY),
    Means("tag", TAXONOMY),
    Means("categories", TAXONOMY),
    Means("category", TAXONOMY),
    Means("series", TAXONOMY),
    Means("insert_anchor_links", "every heading has an anchor; remove it"),
    Means("transparent", CHILDREN),
    Means("cascade", CHILDREN),
    Means("lang", LANGUAGE),
    Means("language", LANGUAGE),
    Means("locale", LANGUAGE),
    Means("menu", MENU),
    Means("menus", MENU),
    Means("eleventyNavigation", MENU),
];
