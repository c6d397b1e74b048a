//! Turns one page into HTML, and says what it links to, loads and contains.

pub mod page;
pub mod renderer;
pub mod document;
pub mod interpolation;
pub mod markdown;
pub mod templates;
pub mod context;
pub mod structured_data;
pub mod form_page;
pub mod placeholder;
