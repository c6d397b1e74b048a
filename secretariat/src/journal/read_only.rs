//! Why nothing is added to a journal: a fold with holes lies.

use std::fmt;

/// What is missing of a journal. In French: the secretariat reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOnly {
    /// Numbers of acts that are missing, damaged, or whose contents are gone before their time.
    pub missing: Vec<u64>,
    /// How many acts no key at hand opens.
    pub closed: usize,
    /// Numbers of acts by a later version that may concern any application.
    pub later: Vec<u64>,
}

impl ReadOnly {
    /// Whether nothing is missing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What to do.
    pub fn help(&self) -> &'static str {
        if !self.missing.is_empty() {
            "n'agissez plus d'ici : prévenez qui s'occupe du site, et reprenez une sauvegarde du journal"
        } else if self.closed > 0 {
            "demandez à un autre destinataire de lancer « secretariat reseal », ou ajoutez votre ancienne clé avec --identity"
        } else {
            "mettez ce programme à jour"
        }
    }
}

impl fmt::Display for ReadOnly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut reasons = Vec::new();
        if !self.missing.is_empty() {
            reasons.push(format!("acte manquant ({})", numbers(&self.missing)));
        }
        match self.closed {
            0 => {}
            1 => reasons.push("1 acte reste fermé pour votre clé".to_owned()),
            closed => reasons.push(format!("{closed} actes restent fermés pour votre clé")),
        }
        if !self.later.is_empty() {
            let numbers = numbers(&self.later);
            reasons.push(format!("acte d'une version plus récente de ce programme ({numbers})"));
        }
        f.write_str(&reasons.join(", "))
    }
}

/// Of so many that the rest is only counted.
fn numbers(acts: &[u64]) -> String {
    const SHOWN: usize = 10;
    let shown: Vec<_> = acts.iter().take(SHOWN).map(|act| format!("n° {act}")).collect();
    let rest = acts.len().saturating_sub(SHOWN);
    let rest = if rest == 0 { String::new() } else { format!(" et {rest} autres") };
    format!("{}{rest}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_said() {
        let why = |missing: &[u64], closed, later: &[u64]| {
            let (missing, later) = (missing.to_vec(), later.to_vec());
            ReadOnly { missing, closed, later }.to_string()
        };

        assert_eq!(why(&[7], 0, &[]), "acte manquant (n° 7)");
        assert_eq!(why(&[], 1, &[]), "1 acte reste fermé pour votre clé");
        assert_eq!(
            why(&[1, 2], 3, &[4]),
            "acte manquant (n° 1, n° 2), 3 actes restent fermés pour votre clé, acte d'une version plus récente de ce programme (n° 4)"
        );
        let many: Vec<u64> = (0..12).collect();
        assert!(why(&many, 0, &[]).ends_with("n° 9 et 2 autres)"));
    }
}
