//! Taxonomies, and what pages are about.

use super::{old_page::OldPage, settings::Settings};
use crate::cli::import::{
    Conversion,
    addresses::{Addresses, Place},
    codes::IMPORT_SETTING,
    new_site::settings as new,
    tree::{entries, texts},
};

/// The names of terms here, for each taxonomy in the order of the settings: its own name, then its terms.
pub(super) struct Terms(pub(super) Vec<(String, new::Terms)>);

impl Terms {
    /// Collects those that pages have, and enters their addresses.
    pub(super) fn of(
        settings: &Settings,
        pages: &[OldPage],
        addresses: &mut Addresses,
        conversion: &mut Conversion,
    ) -> Self {
        let mut all = Vec::new();
        for taxonomy in &settings.taxonomies {
            let mut terms: new::Terms = Vec::new();
            for page in pages {
                let Some(said) = page.front_matter.root.get("taxonomies") else { continue };
                let said = said.get(&taxonomy.name).map(texts).unwrap_or_default();
                for term in said {
                    let slug = slug::slugify(&term);
                    if !slug.is_empty() && terms.iter().all(|(known, _)| *known != slug) {
                        terms.push((slug, term));
                    }
                }
            }
            let name = slug::slugify(&taxonomy.name);
            addresses.enter(&format!("/{name}/"), Place::Kept);
            for (term, _) in &terms {
                addresses.enter(&format!("/{name}/{term}/"), Place::Kept);
            }
            all.push((name, terms));
        }
        for page in pages {
            let Some(said) = page.front_matter.root.get("taxonomies") else { continue };
            for (key, _) in entries(said) {
                if settings.taxonomies.iter().all(|known| known.name != key.name) {
                    let message = format!("`{}` is no taxonomy of the site's settings", key.name);
                    let found = page.source.error(IMPORT_SETTING, key.span.clone(), message);
                    conversion.tell(found.help("declare it in site.toml, below [taxonomies]"));
                }
            }
        }
        Self(all)
    }

    /// What pages write for a term of a taxonomy.
    pub(super) fn names(
        &self,
        settings_name: &str,
        said: &[String],
    ) -> Option<(&str, Vec<String>)> {
        let slug = slug::slugify(settings_name);
        let (name, terms) = self.0.iter().find(|(name, _)| *name == slug)?;
        let mut names: Vec<String> = Vec::new();
        for term in said.iter().map(slug::slugify) {
            if terms.iter().any(|(known, _)| *known == term) && !names.contains(&term) {
                names.push(term);
            }
        }
        Some((name, names))
    }
}
