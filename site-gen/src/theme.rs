//! The built-in templates and style sheet: a site needs none of its own.

/// By the name a site overrides them with, in `content/templates/`.
pub const TEMPLATES: [(&str, &str); 3] = [
    ("base.html", include_str!("../templates/base.html")),
    ("page.html", include_str!("../templates/page.html")),
    ("site-map.html", include_str!("../templates/site-map.html")),
];

/// Where problems of the built-in templates are reported; only whoever works on this crate sees them.
pub const FOLDER: &str = "site-gen/templates";

/// The URL of the style sheet. An asset of that name replaces it.
pub const STYLE_URL: &str = "/assets/theme.css";

/// The style sheet.
pub const STYLE: &str = include_str!("../assets/theme.css");

#[cfg(test)]
mod tests {
    use super::*;

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

    /// The value of a custom property, light or dark: the nth time it is given.
    fn colour(name: &str, nth: usize) -> &'static str {
        let marker = format!("--{name}: ");
        let at = STYLE.match_indices(&marker).nth(nth).unwrap().0 + marker.len();
        &STYLE[at..at + 7]
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
        ];
        for (scheme, nth) in [("light", 0), ("dark", 1)] {
            for (one, other, least) in pairs {
                let found = contrast(colour(one, nth), colour(other, nth));
                assert!(
                    found >= least,
                    "{scheme}: {one} on {other} is {found:.2}, less than {least}"
                );
            }
        }
    }
}
