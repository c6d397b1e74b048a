//! What somebody types, read and explained in French: what clap and the standard library say is English.

use std::{ops::RangeInclusive, str::FromStr};

use application_form::reference::{NotAReference, Reference};

/// A reference as somebody typed it, or what is wrong with it.
pub(super) fn reference(typed: &str) -> Result<Reference, &'static str> {
    typed.parse().map_err(|NotAReference| {
        "une référence ressemble à BDP-7K2M-94X4 et son dernier signe vérifie les autres : il y a sans doute une faute de frappe"
    })
}

/// A text that says something.
pub(super) fn said(typed: &str) -> Result<String, &'static str> {
    if typed.trim().is_empty() { Err("écrivez quelque chose") } else { Ok(typed.to_owned()) }
}

/// A whole number of that range.
pub(super) fn whole(
    range: RangeInclusive<u32>,
) -> impl Fn(&str) -> Result<u32, String> + Clone + Send + Sync + 'static {
    move |typed| {
        let number = u32::from_str(typed.trim()).ok().filter(|number| range.contains(number));
        let (least, most) = (range.start(), range.end());
        number.ok_or_else(|| format!("attendu un nombre entier, de {least} à {most}"))
    }
}
