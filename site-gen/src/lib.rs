//! Turns a folder of content into a site, or says everything that keeps it from becoming one.
//!
//! ```text
//! Folder ─content→ Content ─atlas→ Scene ─render→ documents ─output→ dist/ (write), memory, nowhere
//!    └───────────────── what is wrong, with its place ────┘
//! ```
//!
//! * [`folder`] reads every file once; nothing after it touches the disk until [`write`](mod@write).
//! * [`content`] turns files into configuration, data, templates and pages, and notes every mistake.
//! * [`assets`] are what pages load; [`style`] reads the style sheets among them.
//! * [`atlas`] knows what stands at each address, so that links can be followed.
//! * [`render`] makes one page: values, Markdown, links, template. All pages at once, on all cores.
//! * [`build`](mod@build) renders them in parallel; each goes to its [`output`] at once, so that no site
//!   has to fit into memory; [`passages`] then checks links from page to page.
//! * [`additions`] are what is not a page: assets, sitemap, redirects, security headers, the bundle that
//!   the form's handler reads.
//! * [`write`](mod@write) is the output that replaces `dist/` in one step, or leaves it as it was.
//!
//! The same content gives the same bytes, whatever the order of files or threads. No module knows who
//! asks (`cli`), nor what time it is.

pub mod folder;
pub mod content;
pub mod config;
pub mod languages;
pub mod data;
pub mod recipients;
pub mod value;
pub mod page;
pub mod front_matter;
pub mod address;
pub mod templates;
pub mod theme;
pub mod words;
pub mod filters;
pub mod style;
pub mod assets;
pub mod consequence;
pub mod shape;
pub mod reserved;
pub mod atlas;
pub mod context;
pub mod translations;
pub mod structured;
pub mod scene;
pub mod render;
pub mod prose;
pub mod markdown;
pub mod placeholder;
pub mod undefined;
pub mod template_check;
pub mod written;
pub mod form;
pub mod passages;
pub mod build;
pub mod scheduled;
pub mod update;
pub mod output;
pub mod additions;
pub mod sitemap;
pub mod feed;
pub mod redirect;
pub mod policy;
pub mod headers;
pub mod handler_bundle;
pub mod compress;
pub mod lock;
pub mod write;
pub mod new_page;
pub mod cli;
pub mod timings;
pub mod external;
pub mod serve;
