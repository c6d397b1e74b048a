//! A whole site, from its folder to its files or its problems.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod harness;
mod server;
mod pages;
mod pages_from;
mod placeholders;
mod front_matter;
mod foreign_keys;
mod killed;
mod at_once;
mod below_path;
mod languages;
mod large_assets;
mod links;
mod near;
mod new;
mod lists;
mod scheduled;
mod editor;
mod empty_lists;
mod search;
mod sections;
mod taxonomies;
mod templates;
mod components;
mod includes;
mod update;
mod readme;
mod root_files;
mod beside;
mod images;
mod broken_images;
mod schema;
mod settings;
mod signs;
mod rendered_signs;
mod defaults;
mod defects;
mod broken;
mod fixtures;
mod merge;
mod pairs;
mod codes;
mod styles;
mod taking_over;
#[cfg(unix)]
mod taken_for_content;
mod fingerprints;
mod compression;
mod policy;
mod prefilled;
mod outputs;
mod dist;
mod command;
mod formats;
mod forms;
mod external;
mod odd;
mod old_addresses;
mod false_alarms;
mod told_once;
#[cfg(unix)]
mod unreadable;
mod fuzz;
mod commonmark;
