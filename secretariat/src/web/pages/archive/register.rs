//! The register of processing, to be printed: what `register` writes.

use std::path::Path;

use super::super::{
    super::{response::Answer, template::Sheet},
    page::Page,
};
use crate::{
    commands::register::{open, register},
    text::day::Day,
};

/// Shows it, as the content has it now.
pub fn show(page: &Page<'_>, content: &Path) -> Answer {
    let sections = register(content);
    page.show(
        Sheet::new("register.html", "Registre des traitements")
            .with("sections", &sections)
            .with("to_give", &open(&sections))
            .with("on", &Day::of(page.at_work.office.now()).long()),
    )
}
