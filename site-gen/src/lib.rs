//! Turns a folder of content into a site, or says everything that keeps it from becoming one.
//!
//! ```text
//! Directory ─content→ Content ─site→ the graph of pages ─render→ documents ─output→ dist/, memory, nowhere
//!    └────────────────── check: what is wrong, with its place ──────┘
//! ```
//!
//! Each folder is a stage, and imports only the stages above it in this list:
//!
//! * [`content`] reads the content folder into typed values and notes every mistake.
//! * [`site`] is the site as a graph: pages by URL, where links lead, menus, translations. No HTML.
//! * [`render`] turns one page into HTML, and says what it links to, loads and contains.
//! * [`output`] makes the files that are not pages, and puts all files where they belong.
//! * [`check`] finds what no file shows alone; one file a kind of mistake.
//! * [`build`](mod@build) runs the stages in order and collects the diagnostics.
//! * [`cli`] reads the command line and talks to the terminal.
//! * [`serve`] builds again on change; serves the site and the form.
//!
//! The same content gives the same bytes, whatever the order of files or threads. Only `cli` and `serve`
//! know who asks and what time it is.

pub mod content;
pub mod site;
pub mod render;
pub mod output;
pub mod check;
pub mod build;
pub mod cli;
pub mod serve;
