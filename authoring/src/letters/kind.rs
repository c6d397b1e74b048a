//! The letters there are, and what each may say.

/// A letter of the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LetterKind {
    /// An application has arrived, on paper: who sends the form has read it already.
    Receipt,
    /// It will be heard.
    Retained,
    /// It will not.
    Declined,
    /// It waits.
    Waiting,
    /// The office asks something.
    Clarify,
    /// A firm is asked to a hearing.
    FirmConvocation,
    /// A peer is.
    PeerConvocation,
    /// A hearing takes place at another time.
    Moved,
    /// A hearing does not take place.
    Cancelled,
    /// What the peers think.
    Opinion,
}

/// Whoever applied, and with what.
macro_rules! firm {
    ($($more:literal),*) => {
        &["date", "reference", "entreprise", "prenom", "nom", "recue_le" $(, $more)*]
    };
}

impl LetterKind {
    /// In the order in which a firm meets them.
    pub const ALL: [Self; 10] = [
        Self::Receipt,
        Self::Retained,
        Self::Declined,
        Self::Waiting,
        Self::Clarify,
        Self::FirmConvocation,
        Self::PeerConvocation,
        Self::Moved,
        Self::Cancelled,
        Self::Opinion,
    ];

    /// The letter in a file of that name, with its ending.
    pub fn of_file(file: &str) -> Option<Self> {
        let stem = file.strip_suffix(".md")?;
        Self::ALL.into_iter().find(|kind| kind.file_stem() == stem)
    }

    /// The name of its file, without the ending.
    pub fn file_stem(self) -> &'static str {
        match self {
            Self::Receipt => "recue",
            Self::Retained => "retenue",
            Self::Declined => "non-retenue",
            Self::Waiting => "en-attente",
            Self::Clarify => "a-preciser",
            Self::FirmConvocation => "convocation-entreprise",
            Self::PeerConvocation => "convocation-pair",
            Self::Moved => "deplacee",
            Self::Cancelled => "annulee",
            Self::Opinion => "avis",
        }
    }

    /// What it is for, for whoever writes it.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Receipt => "an application has arrived on paper",
            Self::Retained => "an application is retained",
            Self::Declined => "an application is not retained",
            Self::Waiting => "an application waits",
            Self::Clarify => "the office asks something",
            Self::FirmConvocation => "a firm is asked to a hearing",
            Self::PeerConvocation => "a peer is asked to a hearing",
            Self::Moved => "a hearing is at another time or place than was told",
            Self::Cancelled => "somebody is not expected at a hearing any more",
            Self::Opinion => "the peers' opinion",
        }
    }

    /// The names that it may use. A letter that a peer may get has none that tells a firm, and the other way round.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Receipt => firm![],
            Self::Retained => firm!["texte"],
            Self::Declined | Self::Waiting | Self::Clarify => firm!["motif", "texte"],
            Self::FirmConvocation => firm!["jour", "heure", "duree", "lieu", "lien"],
            Self::PeerConvocation => {
                &["date", "destinataire", "jour", "heure", "fin", "lieu", "lien"]
            }
            Self::Moved => &["date", "destinataire", "jour", "heure", "fin", "lieu", "lien"],
            Self::Cancelled => &["date", "destinataire", "jour", "heure", "fin", "lieu", "motif"],
            Self::Opinion => firm!["jour", "avis"],
        }
    }
}
