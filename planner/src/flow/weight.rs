//! What flow costs.

use std::ops::{Add, Neg, Sub};

/// What a unit on an arc costs, or a path, or a node's price: what is required counts before the cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight<const N: usize> {
    /// Minus one for a unit that an arc must carry.
    pub required: i128,
    /// What it costs besides.
    pub cost: [i128; N],
}

/// Entry by entry.
pub(super) fn sum<const N: usize>(mut one: [i128; N], other: [i128; N]) -> [i128; N] {
    for (part, more) in one.iter_mut().zip(other) {
        *part += more;
    }
    one
}

impl<const N: usize> Weight<N> {
    /// What changes nothing.
    pub const ZERO: Self = Self { required: 0, cost: [0; N] };

    /// By how much an arc of this cost, which need not carry anything, could lower the least cost, a unit of it: nothing
    /// or less.
    pub fn gain(cost: [i128; N], from: Self, to: Self) -> Self {
        (Self { required: 0, cost } + from - to).min(Self::ZERO)
    }
}

impl<const N: usize> Add for Weight<N> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { required: self.required + other.required, cost: sum(self.cost, other.cost) }
    }
}

impl<const N: usize> Neg for Weight<N> {
    type Output = Self;

    fn neg(self) -> Self {
        Self { required: -self.required, cost: self.cost.map(Neg::neg) }
    }
}

impl<const N: usize> Sub for Weight<N> {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}
