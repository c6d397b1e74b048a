//! The built-in templates and style sheet: a site needs none of its own.

pub mod words;

/// By the name a site overrides them with, in `content/templates/`.
pub const TEMPLATES: [(&str, &str); 10] = [
    ("article.html", include_str!("../../templates/article.html")),
    ("base.html", include_str!("../../templates/base.html")),
    ("home.html", include_str!("../../templates/home.html")),
    ("page.html", include_str!("../../templates/page.html")),
    ("pagination.html", include_str!("../../templates/pagination.html")),
    ("section.html", include_str!("../../templates/section.html")),
    ("site-map.html", include_str!("../../templates/site-map.html")),
    ("steps.html", include_str!("../../templates/steps.html")),
    ("taxonomy.html", include_str!("../../templates/taxonomy.html")),
    ("terms.html", include_str!("../../templates/terms.html")),
];

/// The template of cards, on a site that has them.
pub const CARD: (&str, &str) = ("card.svg", include_str!("../../templates/card.svg"));

/// The font of cards: no other gives the same picture on each machine.
#[cfg(feature = "cards")]
pub const CARD_FONT: &[u8] = include_bytes!("../../assets/font/Literata-SemiBold.ttf");

/// Its name in templates.
pub const CARD_FONT_FAMILY: &str = "Literata";

/// Where problems of the built-in templates are reported; only whoever works on this crate sees them.
pub const FOLDER: &str = "site-gen/templates";

/// The URL of the style sheet. An asset of that name replaces it.
pub const STYLE_URL: &str = "/assets/theme.css";

/// The style sheet, in the order of its cascade layers.
pub const STYLE: &str = concat!(
    include_str!("../../assets/theme/tokens.css"),
    include_str!("../../assets/theme/base.css"),
    include_str!("../../assets/theme/site.css"),
    include_str!("../../assets/theme/text.css"),
    include_str!("../../assets/theme/form.css"),
    include_str!("../../assets/theme/print.css"),
);

/// What it has besides on a site that asks for code in colours.
pub const CODE_STYLE: &str = include_str!("../../assets/theme/code.css");

/// The URL of the script of the form's pages: comfort, without which everything works.
pub const SCRIPT_URL: &str = "/assets/theme.js";

/// That script.
pub const SCRIPT: &str = include_str!("../../assets/theme.js");

/// The script of the page where readers search.
pub const SEARCH_SCRIPT: &str = include_str!("../../assets/search.js");

/// A script without its comments and indentation, which are a fifth of what would travel. Each comment is a line of
/// its own, and no text goes over lines.
pub fn published(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    lines.filter(|line| !line.starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}

/// The URL of the site's mark, for tabs and bookmarks.
pub const ICON_URL: &str = "/assets/mark.svg";

/// That mark.
pub const ICON: &str = include_str!("../../assets/mark.svg");

/// The assets that come with the theme, by URL. One of the site's own under that name replaces it.
pub const ASSETS: [(&str, &str); 3] = [(STYLE_URL, STYLE), (SCRIPT_URL, SCRIPT), (ICON_URL, ICON)];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::markdown::{self, InPlace, elements::code::highlight};

    /// WCAG 2.2, relative luminance of `#rrggbb`.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The value of a custom property: the light one is also the dark one, unless that one is given.
    fn colour(name: &str, scheme: &str) -> &'static str {
        let (light, rest) = STYLE.split_once("@media (prefers-color-scheme: dark)").unwrap();
        let (dark, _) = rest.split_once("@layer base {").unwrap();
        let (code, code_dark) =
            CODE_STYLE.split_once("@media (prefers-color-scheme: dark)").unwrap();
        let find = |text: &'static str| {
            let (_, value) = text.split_once(&format!("--{name}: "))?;
            value.get(..7)
        };
        let dark = [dark, code_dark].into_iter().filter(|_| scheme == "dark");
        dark.chain([light, code]).find_map(find).unwrap_or_else(|| panic!("--{name} is no colour"))
    }

    /// The colours of code, by the names of their classes.
    fn colours_of_code() -> Vec<&'static str> {
        let (light, _) = CODE_STYLE.split_once("@media (prefers-color-scheme: dark)").unwrap();
        let names = light.split("    --").skip(1).filter_map(|line| Some(line.split_once(':')?.0));
        names.filter(|name| name.starts_with("hl-")).collect()
    }

    #[test]
    fn every_colour_of_code_can_be_read_on_its_ground_and_on_a_marked_line() {
        let mut seen = Vec::new();
        for scheme in ["light", "dark"] {
            for one in colours_of_code().into_iter().chain(["ink", "quiet"]) {
                for ground in ["sheet", "marked"] {
                    let found = contrast(colour(one, scheme), colour(ground, scheme));
                    assert!(
                        found >= 4.5,
                        "{scheme}: {one} on {ground} is {found:.2}, less than 4.5"
                    );
                    seen.push((scheme, one, ground));
                }
            }
        }
        assert_eq!(seen.len(), 2 * 2 * (highlight::CLASSES.len() + 2), "{seen:?}");
    }

    #[test]
    fn every_class_of_code_has_its_colour() {
        for class in highlight::CLASSES {
            let rule = format!(".{class} {{ color: var(--{class})");
            assert!(CODE_STYLE.contains(&rule), "{rule}");
        }
    }

    #[test]
    fn every_pair_of_colours_can_be_read_in_light_and_dark() {
        // 4.5 for text, 3 for the edges of controls and for the focus.
        let pairs = [
            ("ink", "paper", 7.0),
            ("ink", "sheet", 7.0),
            ("ink", "warning-sheet", 7.0),
            ("quiet", "paper", 4.5),
            ("quiet", "sheet", 4.5),
            ("accent", "paper", 4.5),
            ("accent", "sheet", 4.5),
            ("accent-strong", "paper", 4.5),
            ("accent-strong", "sheet", 4.5),
            ("on-accent", "accent", 4.5),
            ("on-accent", "accent-strong", 4.5),
            ("warning", "paper", 4.5),
            ("warning", "warning-sheet", 4.5),
            ("on-mark", "mark", 4.5),
            ("line", "paper", 3.0),
            ("focus", "paper", 3.0),
            ("focus", "sheet", 3.0),
            ("warning", "sheet", 4.5),
            ("line", "sheet", 3.0),
            ("on-deep", "deep", 7.0),
            ("deep-quiet", "deep", 4.5),
            ("deep-line", "deep", 3.0),
            ("deep-focus", "deep", 3.0),
        ];
        for scheme in ["light", "dark"] {
            for (one, other, least) in pairs {
                let found = contrast(colour(one, scheme), colour(other, scheme));
                assert!(
                    found >= least,
                    "{scheme}: {one} on {other} is {found:.2}, less than {least}"
                );
            }
        }
    }

    #[test]
    fn the_style_sheet_is_sound() {
        assert_eq!(crate::content::assets::css::diagnostics(STYLE), []);
    }

    #[test]
    fn the_style_sheet_is_at_most_13_kib_and_the_script_7() {
        let style = crate::content::assets::css::tighten(STYLE);
        assert!(style.len() <= 13 * 1024, "the style sheet has {} bytes", style.len());
        let script = published(SCRIPT);
        assert!(script.len() <= 7 * 1024, "the script has {} bytes", script.len());
        let search = published(SEARCH_SCRIPT);
        assert!(search.len() <= 6 * 1024, "the script of the search has {} bytes", search.len());
    }

    #[test]
    fn the_built_in_templates_hold_nothing_that_the_security_policy_refuses() {
        let ours = TEMPLATES.map(|(name, text)| (name, text, InPlace::Allowed));
        let form = application_form::page::TEMPLATES;
        let form = form.into_iter().map(|(name, text)| (name, text, InPlace::Refused));
        for (name, text, in_place) in ours.into_iter().chain(form) {
            assert_eq!(markdown::refused(text, in_place), [], "{name}");
        }
    }

    #[test]
    fn nothing_in_the_style_sheet_moves() {
        for word in ["animation", "transition", "@keyframes", "scroll-behavior"] {
            assert!(!STYLE.contains(word), "{word}: ask for prefers-reduced-motion first");
        }
    }
}
