//! Which answers an export holds.

use authoring::office::OfficeSettings;

use crate::{cases::case::EXCLUSIONS, cli::args::export::ColumnSet, journal::act::HIDDEN_FIELD};

/// What judges do not see where content/secretariat.toml does not say it: an export without that file must not show more
/// than one with it.
const USUAL: [&str; 6] = ["conflits", "prenom", "nom", "courriel", "telephone", "amenagement"];

/// Which answers are shown.
#[derive(Clone, Debug)]
pub struct Shown {
    columns: ColumnSet,
    hidden_from_judges: Vec<String>,
}

impl Shown {
    /// Those of a set of columns, as the office's settings have it.
    pub fn new(columns: ColumnSet, settings: &OfficeSettings) -> Self {
        let mut hidden = settings.hidden_from_judges.clone();
        if hidden.is_empty() {
            hidden = USUAL.map(str::to_owned).into();
        }
        Self { columns, hidden_from_judges: hidden }
    }

    /// Whether an answer of that name is. The one that must not count never is.
    pub fn shows(&self, field: &str) -> bool {
        match self.columns {
            _ if field == HIDDEN_FIELD => false,
            ColumnSet::All => true,
            ColumnSet::Office => field != EXCLUSIONS,
            ColumnSet::Judge => {
                field != EXCLUSIONS && self.hidden_from_judges.iter().all(|hidden| hidden != field)
            }
        }
    }

    /// Whether what the applicant was asked to look at again is, and what the office has written and decided.
    pub fn remarks(&self) -> bool {
        self.columns == ColumnSet::All
    }
}
