//! What is wrong with a file, and where in it. In French: whoever made the file reads it.

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{fault}", if path.is_empty() { String::new() } else { format!("{path} : ") })]
pub struct Mistake {
    /// Where, such as `firms[3].received_at`, as the file numbers its entries from 0; empty for the file as a whole.
    pub path: String,
    /// What.
    pub fault: FieldFault,
}

/// What can be wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum FieldFault {
    #[error("ce n'est pas du JSON, ligne {line}, colonne {column} (message technique : {cause})")]
    NotJson { line: usize, column: usize, cause: String },
    #[error("cette clé est donnée deux fois")]
    Doubled,
    #[error("il manque")]
    Missing,
    #[error("cette clé n'est pas connue")]
    UnknownKey { near: Option<String>, known: String },
    #[error("attendu {expected}, trouvé {found}")]
    Kind { expected: &'static str, found: String },
    #[error("attendu un nombre entier de {min} à {max}, trouvé {found}")]
    Range { min: u32, max: u32, found: String },
    #[error("{found} ne convient pas")]
    NotOneOf { found: String, near: Option<String>, known: String },
    #[error("{found} n'est le nom {of} de ce fichier")]
    UnknownName { found: String, of: &'static str, near: Option<String> },
    #[error("{found} est déjà {first}")]
    Twice { found: String, first: String },
    #[error(
        "un nom a de 1 à {max} caractères, sans « : » ni caractère de contrôle, trouvé {found}"
    )]
    NotAName { max: usize, found: String },
    #[error("il y en a {found}, et le maximum est {max}")]
    TooMany { found: usize, max: usize },
    #[error("attendu les six objectifs, il manque {0}")]
    MissingObjective(&'static str),
    #[error("{min} est plus que firms_max, {max}")]
    MinAboveMax { min: usize, max: usize },
    #[error("{found} n'est pas un fuseau horaire connu, comme Europe/Paris")]
    NoSuchZone { found: String, near: Option<String> },
    #[error("attendu {expected}, trouvé {found}")]
    NotATime { expected: &'static str, found: String },
    #[error("{time} n'existe pas à {zone} : ce jour-là, les montres passent de {from} à {to}")]
    Skipped { time: String, zone: String, from: String, to: String },
    #[error(
        "{time} existe deux fois à {zone} : ce jour-là, les montres reviennent de {from} à {to}"
    )]
    Repeated { time: String, zone: String, from: String, to: String },
}

impl Mistake {
    /// What to do, where the message does not say it.
    pub fn help(&self) -> Option<String> {
        match &self.fault {
            FieldFault::UnknownKey { near: Some(near), .. }
            | FieldFault::NotOneOf { near: Some(near), .. }
            | FieldFault::UnknownName { near: Some(near), .. }
            | FieldFault::NoSuchZone { near: Some(near), .. } => {
                Some(format!("vouliez-vous dire « {near} » ?"))
            }
            FieldFault::UnknownKey { known, .. } | FieldFault::NotOneOf { known, .. } => {
                Some(format!("au choix : {known}"))
            }
            _ => None,
        }
    }
}

/// A text as a message shows it: short, and nothing in it steers a terminal.
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let safe = |symbol: char| if symbol.is_control() { '\u{fffd}' } else { symbol };
    let shown: String = text.chars().take(LONGEST).map(safe).collect();
    let more = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
    format!("« {shown}{more} »")
}

/// The known word that somebody may have meant: at most a third of the letters differ, and one of a short word.
pub fn near<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    // To measure costs the product of both lengths.
    if word.len() > 100 {
        return None;
    }
    let measured = known.into_iter().map(|candidate| {
        (strsim::damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase()), candidate)
    });
    let (distance, candidate) = measured.min()?;
    let length = candidate.chars().count().max(word.chars().count());
    let allowed = if length < 5 { 1 } else { length.div_ceil(3) };
    (distance <= allowed).then(|| candidate.to_owned())
}
