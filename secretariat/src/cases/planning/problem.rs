//! From the fold to a problem of the planner: references, ids and codes, and nothing else of any application.

use std::path::Path;

use authoring::office::{FILE, OfficeSettings};
use planner::problem::Problem;
use serde_json::{Map, Value as Json, json};

use crate::{
    cases::{
        Case, Office,
        error::planning::PlanningError,
        office::settings::{HEARING_SIZES, HearingSizes, hearing_sizes},
    },
    cli::words::State,
    journal::act::HearingData,
    text::paris_time::PARIS,
};

/// The sector of a firm that names none: of its own.
const OTHER_SECTOR: &str = "autre";

/// How hearings are composed.
#[derive(Clone, Debug)]
pub struct PlanningRules {
    sizes: HearingSizes,
    same_sector_max: u32,
    /// At least so many peers sit for each firm.
    pub quorum: u32,
    objectives: Vec<String>,
}

impl PlanningRules {
    /// As a content folder says.
    pub fn read(folder: &Path, settings: &OfficeSettings) -> Result<Self, PlanningError> {
        let sizes = hearing_sizes(folder).ok_or(PlanningError::NoRules(HEARING_SIZES))?;
        let rules = settings.hearings.ok_or(PlanningError::NoRules(FILE))?;
        Ok(Self {
            sizes,
            same_sector_max: rules.same_sector_max,
            quorum: rules.quorum,
            objectives: settings.objectives.clone(),
        })
    }

    /// How many firms a hearing has at most.
    pub fn firms_max(&self) -> u32 {
        self.sizes.firms_max
    }

    /// From the start of a full hearing to its end.
    pub fn minutes(&self, hearing: &HearingData) -> u32 {
        let HearingSizes { firms_max, slot_minutes, .. } = self.sizes;
        hearing.pauses().minutes_before(firms_max, slot_minutes) + slot_minutes
    }

    fn json(&self) -> Json {
        let HearingSizes { slot_minutes, firms_min, firms_max } = self.sizes;
        let mut rules = json!({
            "slot_minutes": slot_minutes, "firms_min": firms_min, "firms_max": firms_max,
            "same_sector_max": self.same_sector_max, "quorum": self.quorum,
        });
        if !self.objectives.is_empty() {
            rules["order"] = json!(self.objectives);
        }
        rules
    }
}

impl Office {
    /// Which firms wait, which hearings could be held, and the rules. What has begun is not in it, nor who has a place
    /// there; who was heard at a hearing to come, or was absent, keeps the seat.
    pub fn problem(&self, rules: &PlanningRules) -> Result<Problem, PlanningError> {
        let hearings = self.hearings_to_come();
        let firms: Vec<&Case> =
            self.cases.cases.iter().filter(|case| is_to_be_heard(case, &hearings)).collect();
        let problem = json!({
            "version": 1, "timezone": PARIS, "rules": rules.json(),
            "hearings": hearings.iter().map(|each| self.hearing_json(each, &firms)).collect::<Vec<_>>(),
            "firms": firms.iter().map(|each| firm_json(each, &hearings)).collect::<Vec<_>>(),
        });
        Problem::read(&problem.to_string()).map_err(PlanningError::Problem)
    }

    /// The hearings that have not begun, in their order: nobody can be asked any more to one that has.
    pub fn hearings_to_come(&self) -> Vec<&HearingData> {
        let hearings = self.cases.roster.hearings_in_order().into_iter();
        hearings.filter(|hearing| !hearing.has_begun(self.now())).collect()
    }

    fn hearing_json(&self, hearing: &HearingData, firms: &[&Case]) -> Json {
        let HearingData {
            id, starts, gap_minutes, break_after, break_minutes, access, hold, ..
        } = hearing;
        let mut locked = Map::new();
        for case in firms {
            let kept = match &case.hearing {
                Some(place) => {
                    let is_kept = place.locked || has_used_its_seat(case);
                    (is_kept && place.id == *id).then_some(place.slot)
                }
                None => hearing.locked.get(&case.reference).copied(),
            };
            if let Some(slot) = kept {
                locked.insert(case.reference.to_string(), json!(slot));
            }
        }
        json!({
            "id": id, "starts": starts, "gap_minutes": gap_minutes, "break_after": break_after,
            "break_minutes": break_minutes, "access": access, "panel": self.cases.roster.panel(hearing),
            "hold": hold, "locked": locked,
        })
    }
}

/// Whether nobody else can have the firm's seat, whatever is known of it since: it was heard there, or did not come.
pub fn has_used_its_seat(case: &Case) -> bool {
    case.state != State::Scheduled && case.state.had_its_hearing()
}

/// Whether a firm waits for a place, has one that could change, or one that nobody else can have.
fn is_to_be_heard(case: &Case, hearings: &[&HearingData]) -> bool {
    let is_to_come = match (case.state, &case.hearing) {
        (State::Retained, _) => true,
        (state, Some(place)) if state.had_its_hearing() => {
            hearings.iter().any(|hearing| hearing.id == place.id)
        }
        _ => false,
    };
    if has_used_its_seat(case) {
        return is_to_come && case.rank.is_some();
    }
    is_to_come && !case.restricted && case.contents.is_some() && case.rank.is_some()
}

fn firm_json(case: &Case, hearings: &[&HearingData]) -> Json {
    let is_known = |id: &&String| hearings.iter().any(|hearing| hearing.id == **id);
    let known = |ids: &[String]| json!(ids.iter().filter(is_known).collect::<Vec<_>>());
    let was = case.hearing.as_ref().map(|place| &place.id).filter(is_known);
    let sector = case.answer("secteur").unwrap_or(OTHER_SECTOR);
    if has_used_its_seat(case) {
        return json!({ "ref": case.reference, "received_at": case.rank, "sector": sector, "was": was });
    }
    json!({
        "ref": case.reference, "received_at": case.rank,
        "sector": sector,
        "needs": case.needed, "excludes": case.excluded, "recuses": case.recusals,
        "cannot": known(&case.dates.cannot), "prefers": known(&case.dates.prefers),
        "was": was, "expires": case.expires(), "treated": case.is_treated(),
    })
}
