//! Reads `content/secretariat.toml`, by what the office decides and plans, and reports every mistake in it at once.

pub(crate) mod codes;

use crate::{
    config::{FromValue, Node, Table, TableCodes, Value, note_placeholders, read_toml},
    diagnostics::{Diagnostic, Diagnostics, Source},
    office::codes::OFFICE_KEYS,
};

/// The file's name, in the content folder.
pub const FILE: &str = "secretariat.toml";

const CODES: TableCodes =
    TableCodes { missing: OFFICE_KEYS, mistyped: OFFICE_KEYS, unknown: OFFICE_KEYS };

/// Decisions that give a reason.
const OUTCOMES: [&str; 4] = ["declined", "waiting", "clarify", "retained"];

/// By what the office decides and plans. Without the file: no reasons, no codes, nothing to be reminded of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficeSettings {
    /// For each decision, the codes of its reasons and what they mean, in the order of the file.
    reasons: Vec<(&'static str, Vec<CodedWords>)>,
    /// What a hearing can need.
    pub needs: Vec<CodedWords>,
    /// How hearings are composed; `None` if the file does not say, or wrongly.
    pub hearings: Option<HearingRules>,
    /// By what plans are judged, the most important first, as the planner names it; empty: in its usual order.
    pub objectives: Vec<String>,
    /// So many days before an application is deleted, the office is reminded.
    pub expiry_days: Vec<u32>,
    /// After so many days without a backup, the office is reminded.
    pub backup_days: Option<u32>,
    /// After so many days without trying a key, the office is reminded.
    pub rehearsal_days: Option<u32>,
    /// The fields that nobody shows to judges.
    pub hidden_from_judges: Vec<String>,
}

/// A code and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodedWords {
    /// As commands and the journal write it.
    pub code: String,
    /// As people read it.
    pub words: String,
}

/// How hearings are composed, beside what `data/hearings.toml` tells readers. Both at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HearingRules {
    /// So many firms of one sector, at most.
    pub same_sector_max: u32,
    /// So many peers sit, at least.
    pub quorum: u32,
}

impl OfficeSettings {
    /// The codes of the reasons for a decision, in the order of the file.
    pub fn reasons(&self, outcome: &str) -> Vec<String> {
        let words = self.reasons_of(outcome).iter();
        words.map(|reason| reason.code.clone()).collect()
    }

    /// The same, with what they mean.
    pub fn reasons_of(&self, outcome: &str) -> &[CodedWords] {
        let found = self.reasons.iter().find(|(of, _)| *of == outcome);
        found.map_or(&[], |(_, reasons)| reasons)
    }
}

/// Reads the file. What could not be read is left out.
pub fn read(source: &Source) -> (OfficeSettings, Vec<Diagnostic>) {
    let diagnostics = Diagnostics::default();
    let root = read_toml(source, &diagnostics);
    note_placeholders(source, &root, &diagnostics);
    let mut settings = OfficeSettings::default();
    if let Some(root) = Table::read(CODES, source, &diagnostics, &root) {
        if let Some(reasons) = root.table("reasons") {
            for outcome in OUTCOMES {
                let words = reasons.table(outcome).map(|table| coded_words(&table));
                settings.reasons.extend(words.map(|words| (outcome, words)));
            }
            reasons.finish();
        }
        settings.needs = root.table("needs").map(|table| coded_words(&table)).unwrap_or_default();
        if let Some(hearings) = root.table("hearings") {
            settings.objectives = hearings.optional("order").unwrap_or_default();
            settings.hearings = hearing_rules(hearings);
        }
        if let Some(reminders) = root.table("reminders") {
            settings.expiry_days =
                reminders.optional("expiry_days").map(|Days(days)| days).unwrap_or_default();
            settings.backup_days = reminders.optional("backup_days").map(|Count(days)| days);
            settings.rehearsal_days = reminders.optional("rehearsal_days").map(|Count(days)| days);
            reminders.finish();
        }
        if let Some(judges) = root.table("judges") {
            settings.hidden_from_judges = judges.optional("hidden").unwrap_or_default();
            judges.finish();
        }
        root.finish();
    }
    let mut diagnostics = diagnostics.into_vec();
    diagnostics.sort();
    (settings, diagnostics)
}

/// Every key is a code of the author's own.
fn coded_words(table: &Table<'_>) -> Vec<CodedWords> {
    let mut words = Vec::new();
    for (key, node) in table.entries() {
        let is_plain =
            |symbol: char| symbol.is_ascii_lowercase() || symbol.is_ascii_digit() || symbol == '_';
        if !key.name.chars().all(is_plain) {
            let message = format!("`{}` is not a code", key.name);
            let help = "a code has small letters without accents, figures and `_`".to_owned();
            table.error(OFFICE_KEYS, key.span.clone(), message, Some(help));
            continue;
        }
        // A placeholder is to come: decisions can be tried out with its code.
        let text = match &node.value {
            Value::Placeholder { label, .. } => Some(format!("[{label}]")),
            _ => table.optional::<String>(&key.name),
        };
        words.extend(text.map(|words| CodedWords { code: key.name.clone(), words }));
    }
    words
}

fn hearing_rules(table: Table<'_>) -> Option<HearingRules> {
    let [same_sector_max, quorum] =
        ["same_sector_max", "quorum"].map(|name| table.required(name).map(|Count(count)| count));
    table.finish();
    Some(HearingRules { same_sector_max: same_sector_max?, quorum: quorum? })
}

/// A number of something.
struct Count(u32);

impl FromValue for Count {
    const EXPECTED: &'static str = "a whole number from 1 on";
    const WRITTEN: &'static str = "3";

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(number) => {
                u32::try_from(*number).ok().filter(|number| *number > 0).map(Self)
            }
            _ => None,
        }
    }
}

/// Numbers of days.
struct Days(Vec<u32>);

impl FromValue for Days {
    const EXPECTED: &'static str = "a list of numbers of days";
    const WRITTEN: &'static str = "[60, 30, 7]";

    fn from_value(value: &Value) -> Option<Self> {
        let Value::List(items) = value else { return None };
        let day = |item: &Node| Count::from_value(&item.value).map(|Count(days)| days);
        items.iter().map(day).collect::<Option<_>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> String {
        let (_, diagnostics) = read(&Source::new("content/secretariat.toml", text));
        diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_file_says_by_what_the_office_decides() {
        let text = "[reasons.declined]\nhors_cadre = \"Hors du cadre\"\n\
            [reasons.waiting]\ncomplet = { placeholder = \"à écrire\" }\n\
            [needs]\nplain_pied = \"Accès de plain-pied\"\n\
            [hearings]\nsame_sector_max = 2\nquorum = 3\norder = [\"anciennete\"]\n\
            [reminders]\nexpiry_days = [60, 30, 7]\nbackup_days = 7\n\
            [judges]\nhidden = [\"conflits\"]\n";

        let (settings, diagnostics) = read(&Source::new("content/secretariat.toml", text));

        let severe: Vec<_> =
            diagnostics.iter().filter(|each| each.code.name() != "placeholder").collect();
        assert!(severe.is_empty(), "{severe:?}");
        assert_eq!(settings.reasons("declined"), ["hors_cadre"]);
        assert_eq!(settings.reasons_of("waiting")[0].words, "[à écrire]");
        assert_eq!(settings.reasons("clarify"), [""; 0]);
        assert_eq!(settings.needs[0].code, "plain_pied");
        assert_eq!(settings.hearings, Some(HearingRules { same_sector_max: 2, quorum: 3 }));
        assert_eq!(settings.objectives, ["anciennete"]);
        assert_eq!(settings.expiry_days, [60, 30, 7]);
        assert_eq!((settings.backup_days, settings.rehearsal_days), (Some(7), None));
        assert_eq!(settings.hidden_from_judges, ["conflits"]);
    }

    #[test]
    fn every_mistake_is_reported_at_its_place() {
        for (text, expected) in [
            ("[reason.declined]\nx = \"X\"\n", "1:2: unknown key `reason`"),
            ("[reasons.declinned]\nx = \"X\"\n", "1:10: unknown key `declinned`"),
            ("[reasons.declined]\nx = 3\n", "2:5: `x` should be a text, this is 3"),
            ("[reasons.declined]\n\"à voir\" = \"X\"\n", "2:1: `à voir` is not a code"),
            ("[hearings]\nquorum = 0\n", "2:10: `quorum` should be a whole number from 1 on"),
            (
                "[reminders]\nexpiry_days = [\"x\"]\n",
                "2:15: `expiry_days` should be a list of numbers of days",
            ),
            ("needs = 3\n", "1:9: `needs` should be a table"),
        ] {
            let said = messages(text);
            assert!(said.contains(expected), "{text}\n{said}");
        }
        assert_eq!(messages(""), "");
    }
}
