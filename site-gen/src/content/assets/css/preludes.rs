//! What `@media`, `@container` and `@import` ask, printed as their author wrote it.
//!
//! The parser reads `min-width: 40em` as `width >= 40em` and would print it so, which browsers before 2023
//! (Safari 16.4) pass over with all that stands in the rule.

use std::convert::Infallible;

use lightningcss::{
    media_query::{MediaFeatureComparison, MediaFeatureName, QueryFeature},
    printer::PrinterOptions,
    rules::{CssRule, Location, container::ContainerCondition},
    stylesheet::StyleSheet,
    targets::{Browsers, Features, Targets},
    traits::ToCss,
    values::ident::Ident,
    visit_types,
    visitor::{Visit, VisitTypes, Visitor},
};

use super::position::place;

/// A browser that knows `dppx` and not its newer name `x`; nothing else is written for it.
pub(super) fn targets() -> Targets {
    let safari_15 = Browsers { safari: Some(15 << 16), ..Browsers::default() };
    Targets { browsers: Some(safari_15), include: Features::empty(), exclude: Features::all() }
}

/// Gives each question of a sheet its form in the `text` back.
pub(super) fn keep(text: &str, sheet: &mut StyleSheet<'_>) {
    let Ok(()) = sheet.visit(&mut Preludes { text, asked: String::new() });
}

struct Preludes<'t> {
    text: &'t str,
    /// The prelude being read, in lower case.
    asked: String,
}

impl<'i> Visitor<'i> for Preludes<'_> {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(RULES | MEDIA_QUERIES)
    }

    fn visit_rule(&mut self, rule: &mut CssRule<'i>) -> Result<(), Infallible> {
        match rule {
            CssRule::Media(media) => {
                self.asked = self.prelude(media.loc);
                media.query.visit(self)?;
                media.rules.visit(self)
            }
            CssRule::Import(import) => {
                self.asked = self.prelude(import.loc);
                import.media.visit(self)
            }
            CssRule::CustomMedia(custom) => {
                self.asked = self.prelude(custom.loc);
                custom.query.visit(self)
            }
            CssRule::Container(container) => {
                self.asked = self.prelude(container.loc);
                if let Some(condition) = &mut container.condition {
                    self.keep_in(condition);
                }
                container.rules.visit(self)
            }
            other => other.visit_children(self),
        }
    }

    fn visit_media_feature(
        &mut self,
        feature: &mut lightningcss::media_query::MediaFeature<'i>,
    ) -> Result<(), Infallible> {
        self.keep_feature(feature);
        Ok(())
    }
}

impl Preludes<'_> {
    /// What a rule says before its block.
    fn prelude(&self, loc: Location) -> String {
        let rest = &self.text[place(self.text, loc.line, loc.column)..];
        rest.split(['{', ';']).next().unwrap_or_default().to_ascii_lowercase()
    }

    fn keep_in(&self, condition: &mut ContainerCondition<'_>) {
        match condition {
            ContainerCondition::Feature(feature) => self.keep_feature(feature),
            ContainerCondition::Not(condition) => self.keep_in(condition),
            ContainerCondition::Operation { conditions, .. } => {
                for condition in conditions {
                    self.keep_in(condition);
                }
            }
            _ => {}
        }
    }

    fn keep_feature<'i, Id>(&self, feature: &mut QueryFeature<'i, Id>)
    where
        MediaFeatureName<'i, Id>: ToCss,
    {
        let QueryFeature::Range { name, operator, value } = feature else { return };
        let bound = match operator {
            MediaFeatureComparison::GreaterThanEqual => "min",
            MediaFeatureComparison::LessThanEqual => "max",
            _ => return,
        };
        let Ok(name) = name.to_css_string(PrinterOptions::default()) else { return };
        let name = match name.strip_prefix("-webkit-") {
            Some(name) => format!("-webkit-{bound}-{name}"),
            None => format!("{bound}-{name}"),
        };
        if self.asked.contains(&name) {
            let (name, value) = (MediaFeatureName::Unknown(Ident(name.into())), value.clone());
            *feature = QueryFeature::Plain { name, value };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tighten;

    #[test]
    fn a_question_is_printed_as_its_author_wrote_it() {
        for (written, printed) in [
            ("@media (min-width: 40em) {", "@media (min-width:40em){"),
            ("@media (MAX-WIDTH: 40em) {", "@media (max-width:40em){"),
            ("@media (width >= 40em) {", "@media (width>=40em){"),
            ("@media (40em <= width < 60em) {", "@media (40em<=width<60em){"),
            (
                "@media screen and (min-width: 40em) and (max-width: 60em), print and (min-height: 1px) {",
                "@media screen and (min-width:40em) and (max-width:60em),print and (min-height:1px){",
            ),
            ("@media not (min-width: 40em) {", "@media not (min-width:40em){"),
            ("@media not all and (min-width: 40em) {", "@media not all and (min-width:40em){"),
            ("@media (min-resolution: 2dppx) {", "@media (min-resolution:2dppx){"),
            ("@media (min-aspect-ratio: 16/9) {", "@media (min-aspect-ratio:16/9){"),
            (
                "@media (-webkit-min-device-pixel-ratio: 1.5) {",
                "@media (-webkit-min-device-pixel-ratio:1.5){",
            ),
            ("@media (prefers-color-scheme: dark) {", "@media (prefers-color-scheme:dark){"),
            ("@media (hover) and (min-color: 8) {", "@media (hover) and (min-color:8){"),
            ("@container (min-width: 30em) {", "@container (min-width:30em){"),
            ("@container c (width > 30em) {", "@container c (width>30em){"),
            (
                "@container (min-width: 30em) and (not (max-height: 9em)) {",
                "@container (min-width:30em) and (not (max-height:9em)){",
            ),
        ] {
            let sheet = format!("{written} a {{ top: 0 }} }}");
            assert_eq!(tighten(&sheet), format!("{printed}a{{top:0}}}}"), "{written}");
        }
        assert_eq!(
            tighten(
                "a { @media (min-width: 1em) { & b { top: 0 } } @media (width < 9em) { top: 1px } }"
            ),
            "a{@media (min-width:1em){& b{top:0}}@media (width<9em){top:1px}}"
        );
    }

    #[test]
    fn nothing_is_written_for_old_browsers() {
        for text in [
            "a{color:#00000080;inset:0;width:clamp(1px,2vw,3px);& b{top:0}}",
            "a:is(b,c),d:not(e,f){color:lab(50% 20 30)}",
            "a{color:light-dark(#fff,#000);background:linear-gradient(red 0% 50%,#00f 50% 100%)}",
        ] {
            assert_eq!(tighten(text), text);
        }
    }
}
