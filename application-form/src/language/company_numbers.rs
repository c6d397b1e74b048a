//! The numbers that a French company goes by, and how each is called.

use super::Language;

/// A number that holds a SIREN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum CompanyNumber {
    Siren,
    Siret,
    Vat,
}

impl CompanyNumber {
    /// As it stands beside the word for number: `un numéro de TVA`, `a VAT number`.
    pub fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Siren, _) => "SIREN",
            (Self::Siret, _) => "SIRET",
            (Self::Vat, Language::French) => "de TVA",
            (Self::Vat, Language::English) => "VAT",
        }
    }

    /// How many digits it has.
    pub fn digits(self) -> usize {
        match self {
            Self::Siren => 9,
            Self::Siret => 14,
            Self::Vat => 11,
        }
    }
}
