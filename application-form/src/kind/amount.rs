//! Amounts in euros and whole numbers, as people type them.

use super::figures::Figures;
use crate::message::Reason;

/// What may stand around an amount without changing it. Not `TTC`, `$`, `plus de`: they do.
const AROUND_AMOUNTS: &[&str] = &[
    "€uros",
    "euros",
    "euro",
    "eur",
    "€",
    "e",
    "hors taxes",
    "hors taxe",
    "(hors taxes)",
    "h.t.",
    "h.t",
    "ht",
    "(ht)",
    "d'",
    "de",
    "environ",
    "env.",
    "env",
    "~",
    "≈",
    "ca",
    "c.a.",
    "chiffre d'affaires",
    "montant",
    "soit",
    "par an",
    "/an",
    "/ an",
    "annuels",
    "annuel",
    ":",
    "=",
    "excl. vat",
    "excluding vat",
    "about",
    "turnover",
    "per year",
];

/// Each with the number of zeros it stands for.
const UNITS: &[(&str, usize)] = &[
    ("milliards", 9),
    ("milliard", 9),
    ("mrd", 9),
    ("mds", 9),
    ("md", 9),
    ("millions", 6),
    ("million", 6),
    ("mio", 6),
    ("mln", 6),
    ("meuros", 6),
    ("meur", 6),
    ("me", 6),
    ("milliers", 3),
    ("mille", 3),
    ("keuros", 3),
    ("keuro", 3),
    ("keur", 3),
    ("ke", 3),
    ("m", 6),
    ("k", 3),
];

/// What may stand around a number of people without changing it. Not `ETP`: three part-time employees may
/// be two of those.
const AROUND_NUMBERS: &[&str] = &[
    "salaries",
    "salarie",
    "salariees",
    "salariee",
    "salarie(e)s",
    "salarie(e)",
    "salarie·e·s",
    "salarie.e.s",
    "salarie-e-s",
    "salarie/es",
    "sal.",
    "sal",
    "salaries/salariees",
    "employes",
    "employe",
    "employees",
    "employee",
    "employe(e)s",
    "personnes",
    "personne",
    "pers.",
    "pers",
    "collab.",
    "collab",
    "collaborateurs",
    "collaborateur",
    "collaboratrices",
    "collaboratrice",
    "collaborateurs/collaboratrices",
    "effectif",
    "nombre de salaries",
    "nombre",
    "environ",
    "env.",
    "env",
    "people",
    "staff",
    "about",
    "~",
    "≈",
    ":",
    "=",
];

/// Reads whole euros, 0 to `max` inclusive.
///
/// Spaces, apostrophes and the words around an amount are ignored. Without a unit, a dot or comma only
/// separates groups of exactly three digits, and `,00` or `.00` may follow. With `M€` or more it is the decimal
/// sign. With `k€`, before exactly three digits it separates thousands, unless a single 0 stands before
/// it; otherwise it is the decimal sign. The result must be whole.
///
/// # Errors
///
/// `NotWhole` for cents and for groups that could mean either, `OutOfRange` for negative amounts and for
/// those over `max`, `Malformed` for anything that is not an amount; each quotes what stands in the way.
pub fn read_amount(text: &str, max: u64) -> Result<u64, Reason> {
    Figures::read(text, AROUND_AMOUNTS, UNITS).map_err(Reason::Malformed)?.value(max)
}

/// Reads a whole number, 0 to `max` inclusive; spaces and the words around it are ignored.
///
/// # Errors
///
/// `NotWhole`, or `OutOfRange` for a whole number that is negative or over `max`.
pub fn read_number(text: &str, max: u64) -> Result<u64, Reason> {
    Figures::read(text, AROUND_NUMBERS, &[]).map_err(Reason::NotWhole)?.value(max)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::numbers::euros;

    const MAX: u64 = 1_000_000_000_000;

    proptest! {
        #[test]
        fn an_amount_reads_back_as_it_is_shown(amount in 0..=MAX) {
            prop_assert_eq!(read_amount(&euros(i64::try_from(amount).unwrap()), MAX), Ok(amount));
            prop_assert_eq!(read_amount(&amount.to_string(), MAX), Ok(amount));
        }

        #[test]
        fn thousands_read_the_same_however_they_are_separated(
            thousands in 1_u64..1_000_000,
            units in 0_u64..1_000,
            sign in prop::sample::select(vec!["", " ", "\u{a0}", "\u{202f}", ".", ",", "'", "’"]),
        ) {
            // One of these signs alone separates no more than thousands from units.
            let is_once = matches!(sign, "." | ",");
            let thousands = if is_once { (thousands - 1) % 999 + 1 } else { thousands };
            let text = format!("{thousands}{sign}{units:03}");
            prop_assert_eq!(read_amount(&text, MAX), Ok(thousands * 1_000 + units));
            prop_assert_eq!(read_amount(&format!("{text} k€"), MAX * 1_000), Ok((thousands * 1_000 + units) * 1_000));
        }

        #[test]
        fn no_text_panics(text in any::<String>(), figures in "[0-9., 'kM€-]{0,20}") {
            for text in [text, figures] {
                let _ = read_amount(&text, MAX);
                let _ = read_number(&text, MAX);
            }
        }
    }
}
