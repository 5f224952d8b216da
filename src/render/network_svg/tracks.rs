//! Which steps are drawn as lines: between neighbours, and along a row on a few tracks below it. The others are named
//! in the box where they start, so that no picture becomes a web.

use crate::report::network::{Step, StepEnd, StepFate};

/// At most so many lines run below a row beside each other.
const TRACKS: usize = 3;

/// A step, or two that lead to and fro, drawn as a line between two boxes of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Route {
    /// The left box, by place in the strip.
    pub(super) left: usize,
    /// The right one.
    pub(super) right: usize,
    /// Whether people go from left to right.
    pub(super) forward: bool,
    /// Whether they go from right to left.
    pub(super) backward: bool,
    /// The worst that becomes of them.
    pub(super) fate: StepFate,
    /// The track below the row; none between neighbours.
    pub(super) track: Option<usize>,
    steps: Vec<usize>,
}

/// The lines of a strip.
#[derive(Debug, Default)]
pub(super) struct Routes {
    routes: Vec<Route>,
}

impl Routes {
    /// Chooses which steps become lines, where so many boxes stand in a row.
    pub(super) fn new(steps: &[Step], beside: usize) -> Routes {
        let mut all: Vec<Route> = Vec::new();
        for (number, step) in steps.iter().enumerate() {
            let StepEnd::Here(to) = step.to else { continue };
            let (left, right) = (step.from.min(to), step.from.max(to));
            if left == right || left / beside != right / beside {
                continue;
            }
            let forward = step.from == left;
            match all.iter_mut().find(|route| route.left == left && route.right == right) {
                Some(route) => {
                    route.forward |= forward;
                    route.backward |= !forward;
                    route.fate = route.fate.min(step.fate);
                    route.steps.push(number);
                }
                None => all.push(Route {
                    left,
                    right,
                    forward,
                    backward: !forward,
                    fate: step.fate,
                    track: None,
                    steps: vec![number],
                }),
            }
        }
        // Short lines lie near the boxes, under them the longer ones.
        all.sort_by_key(|route| (route.right - route.left, route.left));
        let mut routes: Vec<Route> = Vec::new();
        for mut route in all {
            if route.right - route.left > 1 {
                let meets = |other: &Route| other.left < route.right && route.left < other.right;
                let lowest = routes.iter().filter(|other| meets(other)).filter_map(|other| other.track).max();
                let track = lowest.map_or(0, |track| track + 1);
                if track >= TRACKS {
                    continue;
                }
                route.track = Some(track);
            }
            routes.push(route);
        }
        Routes { routes }
    }

    /// Whether a step is drawn as a line.
    pub(super) fn drawn(&self, step: usize) -> bool {
        self.routes.iter().any(|route| route.steps.contains(&step))
    }

    /// The lines of a row.
    pub(super) fn of_row(&self, row: usize, beside: usize) -> impl Iterator<Item = &Route> {
        self.routes.iter().filter(move |route| route.left / beside == row)
    }

    /// The lines that begin or end below a box.
    pub(super) fn below(&self, place: usize) -> impl Iterator<Item = &Route> {
        self.routes.iter().filter(move |route| route.track.is_some() && (route.left == place || route.right == place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(from: usize, to: usize) -> Step {
        Step { from, to: StepEnd::Here(to), fate: StepFate::SameHands, share: 1.0 }
    }

    #[test]
    fn neighbours_get_a_line_and_other_rows_a_number() {
        let steps = [step(0, 1), step(1, 0), step(2, 3), step(0, 2)];
        let routes = Routes::new(&steps, 3);
        assert!(routes.drawn(0) && routes.drawn(1) && routes.drawn(3) && !routes.drawn(2));
        let between = routes.of_row(0, 3).next().expect("a line");
        assert!(between.forward && between.backward && between.track.is_none());
    }

    #[test]
    fn lines_never_lie_on_each_other_and_are_few() {
        let steps = [step(0, 2), step(1, 3), step(0, 3), step(0, 4), step(3, 5)];
        let routes = Routes::new(&steps, 6);
        let of_step = |number: usize| routes.routes.iter().find(|route| route.steps == [number]);
        let tracks: Vec<_> = (0..5).map(|number| of_step(number).map(|route| route.track)).collect();
        assert_eq!(tracks, [Some(Some(0)), Some(Some(1)), Some(Some(2)), None, Some(Some(0))]);
    }
}
