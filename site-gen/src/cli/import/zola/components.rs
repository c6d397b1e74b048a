//! Shortcodes of which components can be made: HTML with parameters, and a text that is Markdown.

mod template;

use std::collections::BTreeMap;

use authoring::diagnostics::{Diagnostic, Severity};
use serde_json::Value as Json;

use super::{
    old_page::OldPage,
    shortcodes::{Call, Tag},
};
use crate::{
    cli::import::{
        Conversion,
        codes::{IMPORT_SHORTCODE, IMPORT_TEMPLATE},
        front_matter::quoted,
        markdown::{CALL, Replaced},
    },
    content::directory::Folder,
};
use template::{Component, Passed};

/// The components of the new site.
pub(super) struct Components {
    known: BTreeMap<String, Component>,
    /// Their files, below the content folder.
    pub(super) files: Vec<(String, String)>,
}

impl Components {
    /// Makes one of each template that says nothing but what a component can say; the site's come before its theme's.
    pub(super) fn read(
        folders: [&Folder; 2],
        pages: &[OldPage],
        conversion: &mut Conversion,
    ) -> Self {
        let mut passed: BTreeMap<&str, Passed> = BTreeMap::new();
        for tag in pages.iter().flat_map(|page| &page.calls).filter_map(Call::tag) {
            let passed = passed.entry(&tag.name).or_default();
            passed.calls += 1;
            for (name, value) in &tag.parameters {
                let (count, values) = passed.parameters.entry(name.clone()).or_default();
                *count += 1;
                values.push(value.clone());
            }
        }
        let mut components = Self { known: BTreeMap::new(), files: Vec::new() };
        let mut told: Vec<String> = Vec::new();
        for folder in folders {
            for (file, contents) in folder.below("shortcodes/") {
                let Some((name, ending)) = file.rsplit_once('.') else { continue };
                if components.known.contains_key(name) || told.iter().any(|known| known == name) {
                    continue;
                }
                let typed = folder.typed(&format!("shortcodes/{file}"));
                let Ok(source) = contents.text(typed) else { continue };
                let none = Passed::default();
                let passed = passed.get(name).unwrap_or(&none);
                let made = if ending == "html" {
                    template::read(name, &source.text, passed)
                } else {
                    Err((
                        0..0,
                        "this shortcode writes Markdown, which no component does".to_owned(),
                    ))
                };
                match made {
                    Ok(component) => {
                        let path = format!("templates/components/{name}.html");
                        components.files.push((path, component.text.clone()));
                        components.known.insert(name.to_owned(), component);
                    }
                    Err((span, message)) => {
                        told.push(name.to_owned());
                        let found = source.error(IMPORT_TEMPLATE, span, message);
                        conversion.tell(found.help(
                            "no component is made of it: write one in templates/components/, for the calls that are told",
                        ));
                    }
                }
            }
        }
        components
    }

    /// What stands here in the place of what the text of a page calls; a call of none is left as it is, and told.
    pub(super) fn replace(&self, page: &OldPage, told: &mut Vec<Diagnostic>) -> Vec<Replaced> {
        let mut replaced = Vec::new();
        for call in &page.calls {
            let (span, name) = match call {
                Call::Kept { span } => {
                    let (span, with, calls) = (span.clone(), String::new(), None);
                    replaced.push(Replaced { span, with, calls });
                    continue;
                }
                Call::Inline(tag) | Call::Open(tag) => (tag.span.clone(), &tag.name),
                Call::End { span, name } => (span.clone(), name),
            };
            let is_known = self
                .known
                .get(name)
                .is_some_and(|component| call.tag().is_none_or(|tag| component.takes(tag)));
            let with = match call {
                _ if !is_known => {
                    if call.tag().is_some() {
                        let message = format!("there is no component `{name}`");
                        let help = "it is left as it was: write the component, and call it as {{< name />}}";
                        let mut found =
                            page.source.error(IMPORT_SHORTCODE, span.clone(), message).help(help);
                        found.severity = Severity::Warning;
                        told.push(found);
                    }
                    // `check` goes on telling it.
                    page.source.text[span.clone()].replacen('{', CALL.encode_utf8(&mut [0; 4]), 1)
                }
                Call::Inline(tag) => format!("{CALL}{{< {}{} />}}}}", tag.name, tag.written()),
                Call::Open(tag) => format!("{CALL}{{< {}{} >}}}}", tag.name, tag.written()),
                Call::End { .. } | Call::Kept { .. } => format!("{CALL}{{< /{name} >}}}}"),
            };
            let calls = call.tag().filter(|_| is_known).map(|tag| tag.name.clone());
            replaced.push(Replaced { span, with, calls });
        }
        replaced
    }
}

impl Call {
    /// What is called, if anything.
    fn tag(&self) -> Option<&Tag> {
        match self {
            Self::Inline(tag) | Self::Open(tag) => Some(tag),
            Self::End { .. } | Self::Kept { .. } => None,
        }
    }
}

impl Tag {
    /// Its parameters as they are written here, each behind a space.
    fn written(&self) -> String {
        let written = self.parameters.iter().map(|(name, value)| match value {
            Json::String(text) => format!(" {name}={}", quoted(text)),
            other => format!(" {name}={other}"),
        });
        written.collect()
    }
}
