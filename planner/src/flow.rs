//! Exact minimum-cost flow with lower bounds, by successive shortest paths.
//!
//! A cost is a row of numbers, compared entry by entry: a later one counts only where all before are equal. What an arc
//! must carry is one more entry, before all others: each unit of it is worth more than any cost, so the flow that costs
//! least also meets every lower bound that can be met. Each augmentation follows the cheapest path, found by Dijkstra's
//! algorithm on reduced costs, and the flow ends where the next path would cost nothing or more.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, VecDeque},
    ops::{Add, Neg},
};

mod weight;

pub use weight::Weight;
use weight::sum;

/// A place that flow passes.
pub type NodeId = usize;

/// An arc, as [`FlowNetwork::add`] returned it.
pub type ArcId = usize;

/// How much an arc carries.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// At least.
    pub lower: u32,
    /// At most.
    pub upper: u32,
}

/// Arcs between numbered nodes.
#[derive(Clone, Debug)]
pub struct FlowNetwork<const N: usize> {
    arcs: Vec<Described<N>>,
    /// Each half carries what the other one does not.
    halves: Vec<Half<N>>,
    /// By node, the halves that leave it.
    leaving: Vec<Vec<usize>>,
}

#[derive(Clone, Debug)]
struct Described<const N: usize> {
    from: NodeId,
    to: NodeId,
    bounds: Bounds,
    cost: [i128; N],
    /// Its halves: of what it must carry, and of what it may.
    halves: [usize; 2],
}

/// What an arc may still carry; the one beside it (`^ 1`), what may be taken back.
#[derive(Clone, Debug)]
struct Half<const N: usize> {
    to: NodeId,
    left: u32,
    weight: Weight<N>,
}

impl<const N: usize> FlowNetwork<N> {
    /// Without any arc.
    pub fn new(nodes: usize) -> Self {
        Self { arcs: Vec::new(), halves: Vec::new(), leaving: vec![Vec::new(); nodes] }
    }

    /// A further node.
    pub fn node(&mut self) -> NodeId {
        self.leaving.push(Vec::new());
        self.leaving.len() - 1
    }

    /// An arc. Before anything flows, no circle of arcs may cost less than nothing.
    pub fn add(&mut self, from: NodeId, to: NodeId, bounds: Bounds, cost: [i128; N]) -> ArcId {
        let must = Weight { required: -1, cost };
        let may = Weight { required: 0, cost };
        let must = self.half(from, to, bounds.lower, must);
        let may = self.half(from, to, bounds.upper - bounds.lower, may);
        self.arcs.push(Described { from, to, bounds, cost, halves: [must, may] });
        self.arcs.len() - 1
    }

    fn half(&mut self, from: NodeId, to: NodeId, left: u32, weight: Weight<N>) -> usize {
        let at = self.halves.len();
        // What cannot carry anything is in nobody's way.
        if left > 0 {
            self.leaving[from].push(at);
            self.leaving[to].push(at + 1);
        }
        self.halves.push(Half { to, left, weight });
        self.halves.push(Half { to: from, left: 0, weight: -weight });
        at
    }

    /// What an arc carries.
    pub fn carries(&self, arc: ArcId) -> u32 {
        self.arcs[arc].halves.iter().map(|half| self.halves[half ^ 1].left).sum()
    }

    /// What all that flows costs.
    pub fn cost(&self) -> [i128; N] {
        let mut sum = [0; N];
        for (at, arc) in self.arcs.iter().enumerate() {
            let carries = i128::from(self.carries(at));
            for (sum, part) in sum.iter_mut().zip(arc.cost) {
                *sum += carries * part;
            }
        }
        sum
    }

    /// The same, and what of all that must flow does; and then all that must.
    pub fn weight(&self) -> (Weight<N>, i128) {
        let required = |arc: &Described<N>| {
            let carries = self.halves[arc.halves[0] ^ 1].left;
            (i128::from(carries), i128::from(arc.bounds.lower))
        };
        let (met, all) = self
            .arcs
            .iter()
            .map(required)
            .fold((0, 0), |sums, arc| (sums.0 + arc.0, sums.1 + arc.1));
        (Weight { required: -met, cost: self.cost() }, all)
    }

    /// Lets flow from `source` to `sink`, as much as makes the cost least.
    ///
    /// # Errors
    ///
    /// The arcs that carry less than they must: no flow meets all lower bounds.
    pub fn minimize(&mut self, source: NodeId, sink: NodeId) -> Result<(), Vec<ArcId>> {
        let mut prices = self.first_prices(source);
        while let Some(path) = self.cheapest_path(source, sink, &mut prices) {
            for half in path {
                self.halves[half].left -= 1;
                self.halves[half ^ 1].left += 1;
            }
        }
        let lacks = |arc: &ArcId| self.carries(*arc) < self.arcs[*arc].bounds.lower;
        let lacking: Vec<ArcId> = (0..self.arcs.len()).filter(lacks).collect();
        if lacking.is_empty() { Ok(()) } else { Err(lacking) }
    }

    /// By node, what the cheapest way from the source costs before anything flows; `None` where there is none.
    fn first_prices(&self, source: NodeId) -> Vec<Option<Weight<N>>> {
        let mut prices = vec![None; self.leaving.len()];
        prices[source] = Some(Weight::ZERO);
        let mut open = VecDeque::from([source]);
        while let Some(node) = open.pop_front() {
            let Some(price) = prices[node] else { continue };
            for half in self.open_halves(node) {
                let (to, reached) = (half.to, price + half.weight);
                if prices[to].is_none_or(|known| reached < known) {
                    prices[to] = Some(reached);
                    open.push_back(to);
                }
            }
        }
        prices
    }

    fn open_halves(&self, node: NodeId) -> impl Iterator<Item = &Half<N>> {
        self.leaving[node].iter().map(|half| &self.halves[*half]).filter(|half| half.left > 0)
    }

    /// The halves of the cheapest path, from its end; `None` if it would cost nothing or more, or there is none. Prices
    /// are kept so that no half that is open costs less than nothing.
    fn cheapest_path(
        &self,
        source: NodeId,
        sink: NodeId,
        prices: &mut [Option<Weight<N>>],
    ) -> Option<Vec<usize>> {
        let mut distances: Vec<Option<Weight<N>>> = vec![None; self.leaving.len()];
        let mut by = vec![usize::MAX; self.leaving.len()];
        let mut settled = Vec::new();
        let mut is_settled = vec![false; self.leaving.len()];
        distances[source] = Some(Weight::ZERO);
        let mut open = BinaryHeap::from([Reverse((Weight::ZERO, source))]);
        let length = loop {
            let Reverse((distance, node)) = open.pop()?;
            if node == sink {
                break distance;
            }
            if std::mem::replace(&mut is_settled[node], true) {
                continue;
            }
            settled.push((node, distance));
            let price = prices[node]?;
            for &at in &self.leaving[node] {
                let half = &self.halves[at];
                if half.left == 0 || is_settled[half.to] {
                    continue;
                }
                let Some(to_price) = prices[half.to] else { continue };
                let reached = distance + half.weight + price - to_price;
                if distances[half.to].is_none_or(|known| reached < known) {
                    distances[half.to] = Some(reached);
                    by[half.to] = at;
                    open.push(Reverse((reached, half.to)));
                }
            }
        };
        // Those that are farther than the sink would all change by the same.
        for (node, distance) in settled {
            prices[node] = prices[node].map(|price| price + distance - length);
        }
        if prices[sink]? - prices[source]? >= Weight::ZERO {
            return None;
        }
        let mut path = Vec::new();
        let mut node = sink;
        while node != source {
            path.push(by[node]);
            node = self.halves[by[node] ^ 1].to;
        }
        Some(path)
    }

    /// By node, a price at which no arc that could carry more, or less, is worth changing: of an arc that could carry
    /// more, cost + price(from) − price(to) is not less than nothing. An arc from the sink to the source costs nothing
    /// and carries any amount. Only for the flow that [`Self::minimize`] has found, which meets every lower bound: nothing
    /// can be taken back below it.
    pub fn prices(&self, source: NodeId, sink: NodeId) -> Vec<[i128; N]> {
        let mut steps = self.steps_between(source, sink, [0; N]);
        for (at, arc) in self.arcs.iter().enumerate() {
            let carries = self.carries(at);
            if carries < arc.bounds.upper {
                steps[arc.from].push((arc.to, arc.cost));
            }
            if carries > arc.bounds.lower {
                steps[arc.to].push((arc.from, arc.cost.map(Neg::neg)));
            }
        }
        settled(&steps, [0; N], sum)
    }

    /// As [`Self::prices`], where what is required counts too: it need not be met. An arc that is added lowers the least
    /// [weight](Self::weight) by its [gain](Weight::gain) at most, for each unit that it may carry.
    pub fn prices_of_what_can_be_met(&self, source: NodeId, sink: NodeId) -> Vec<Weight<N>> {
        let mut steps = self.steps_between(source, sink, Weight::ZERO);
        for (node, steps) in steps.iter_mut().enumerate() {
            steps.extend(self.open_halves(node).map(|half| (half.to, half.weight)));
        }
        settled(&steps, Weight::ZERO, Add::add)
    }

    /// By node, where one can go on: at first from the sink to the source, and back if anything flows.
    fn steps_between<W: Copy>(
        &self,
        source: NodeId,
        sink: NodeId,
        nothing: W,
    ) -> Vec<Vec<(NodeId, W)>> {
        let mut steps = vec![Vec::new(); self.leaving.len()];
        steps[sink].push((source, nothing));
        if (0..self.arcs.len()).any(|arc| self.carries(arc) > 0) {
            steps[source].push((sink, nothing));
        }
        steps
    }
}

/// By node, what the cheapest way to it costs, from everywhere at once: so every node has a price, whatever reaches it.
fn settled<W: Copy + Ord>(
    steps: &[Vec<(NodeId, W)>],
    nothing: W,
    sum: impl Fn(W, W) -> W,
) -> Vec<W> {
    let mut prices = vec![nothing; steps.len()];
    let mut open: VecDeque<NodeId> = (0..prices.len()).collect();
    while let Some(node) = open.pop_front() {
        for (to, cost) in &steps[node] {
            let reached = sum(prices[node], *cost);
            if reached < prices[*to] {
                prices[*to] = reached;
                open.push_back(*to);
            }
        }
    }
    prices
}
