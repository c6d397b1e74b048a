//! What no file shows alone: one file a kind of mistake.

pub mod structure;
pub mod base_path;
pub mod menus;
pub mod lists;
pub mod translations;
pub mod reserved_urls;
pub mod root_files;
pub mod robots;
pub mod templates;
pub mod template_values;
pub mod fragments;
pub mod scheduled;
pub mod unused_files;
pub mod external_links;
