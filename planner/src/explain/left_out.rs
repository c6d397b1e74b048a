//! An older firm that waits so that more firms are placed.

use crate::{
    optimum::{held::placing_the_best, instance::Instance},
    plan::Plan,
    problem::{Problem, objective::Objective},
};

/// An older firm that waits so that more firms are placed: only where hearings need a least of firms can that be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The oldest firm that would have a place if age came before number.
    pub reference: String,
    /// So many fewer firms would be placed then.
    pub more: u32,
}

/// Who is left out of a plan for how many more; `None` if nobody is, or if age comes before number already.
pub fn left_out(problem: &Problem, plan: &Plan) -> Option<LeftOut> {
    let mut by_age = problem.clone();
    let place = |objective| problem.rules.order.iter().position(|each| *each == objective);
    let (number, age) = (place(Objective::Nombre)?, place(Objective::Anciennete)?);
    if age < number {
        return None;
    }
    by_age.rules.order[number..=age].rotate_right(1);

    let other = placing_the_best(&Instance::of(&by_age))?;
    let now = plan.values.anciennete.bytes().map(|digit| digit == b'1');
    let differs = other.places.iter().zip(now).position(|(place, now)| place.is_some() && !now)?;
    let placed = u32::try_from(other.places.iter().flatten().count()).ok()?;
    let more = plan.values.nombre.checked_sub(placed).filter(|more| *more > 0)?;
    Some(LeftOut { reference: problem.firms()[differs].reference.clone(), more })
}
