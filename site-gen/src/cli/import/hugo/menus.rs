//! Menus, of the settings and of pages.

use authoring::{
    config::{Node, Value},
    diagnostics::Diagnostic,
};

use super::{
    old_page::{OldPage, weight},
    tree::text,
};
use crate::cli::import::{
    Conversion,
    addresses::{Addresses, Place},
    codes::IMPORT_SETTING,
    new_site::settings::NewSettings,
};

/// Their entries: of which menu, how far down, where it leads.
#[derive(Default)]
pub(super) struct Menus(Vec<(String, i64, String)>);

impl Menus {
    /// Takes a menu of the settings.
    pub(super) fn take(&mut self, name: &str, node: &Node) {
        let Value::List(items) = &node.value else { return };
        for item in items {
            let target = text(item, "pageRef").or_else(|| text(item, "url")).unwrap_or_default();
            self.0.push((name.to_owned(), weight(item), target.to_owned()));
        }
    }

    /// Writes those that there are here, with the entries that pages add; anything else is told.
    pub(super) fn write(
        &mut self,
        pages: &[OldPage],
        addresses: &Addresses,
        file: &str,
        new: &mut NewSettings,
        conversion: &mut Conversion,
    ) {
        self.0.extend(pages.iter().filter(|page| page.is_shown).flat_map(OldPage::menus));
        self.0.sort();
        let is_page = |target: &str| matches!(addresses.at(target), Some(Place::Page(_)));
        for (menu, _, target) in &self.0 {
            if !["main", "footer"].contains(&&**menu) || !is_page(target) {
                let message = format!("`{target}` of the menu `{menu}` is left out");
                let found = Diagnostic::whole_file(IMPORT_SETTING, file, message);
                conversion.tell(
                    found.help("`navigation` and `footer` in site.toml list pages of the site"),
                );
            }
        }
        for (key, menu) in [("navigation", "main"), ("footer", "footer")] {
            let of_menu = self.0.iter().filter(|(name, _, target)| name == menu && is_page(target));
            let urls: Vec<String> = of_menu
                .map(|(.., target)| format!("/{}/", target.trim_matches('/')).replace("//", "/"))
                .collect();
            if !urls.is_empty() {
                new.texts(key, &urls);
            }
        }
    }
}
