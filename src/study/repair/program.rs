//! Integer programs over yes-or-no variables: the one door to the solver. What it answers is checked here, row by row.

// A length of time, and no clock: how long is too long, the world says.
use core::time::Duration;

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, SolveOptions, Variable};

/// Which way a sum is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    AtMost,
    Exactly,
}

/// A sum of variables, each times a whole number, and its limit.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) terms: Vec<(usize, i32)>,
    pub(super) limit: Limit,
    pub(super) of: i32,
}

impl Row {
    pub(super) fn new(terms: Vec<(usize, i32)>, limit: Limit, of: i32) -> Self {
        Row { terms, limit, of }
    }

    pub(super) fn holds(&self, values: &[bool]) -> bool {
        let sum: i32 = self.terms.iter().filter(|(variable, _)| values[*variable]).map(|(_, times)| times).sum();
        match self.limit {
            Limit::AtMost => sum <= self.of,
            Limit::Exactly => sum == self.of,
        }
    }
}

/// What is to be made as small as possible, and what must hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Program {
    /// What each variable costs.
    pub(super) costs: Vec<f64>,
    pub(super) rows: Vec<Row>,
}

/// What the solver has to say.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Solved {
    /// A solution; no other costs less than `bound`.
    Found { values: Vec<bool>, bound: f64, proved: bool },
    /// There is none.
    Impossible,
    /// It was not found in time whether there is one.
    OutOfTime,
}

impl Program {
    /// Solves it, with a limit of time.
    pub(super) fn solve(&self, seconds: Option<f64>) -> Solved {
        if self.costs.is_empty() {
            let holds = self.rows.iter().all(|row| row.holds(&[]));
            return if holds { Solved::Found { values: vec![], bound: 0.0, proved: true } } else { Solved::Impossible };
        }
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let variables: Vec<Variable> = self.costs.iter().map(|cost| problem.add_binary_var(*cost)).collect();
        for row in &self.rows {
            let mut sum = LinearExpr::empty();
            for (variable, times) in &row.terms {
                sum.add(variables[*variable], f64::from(*times));
            }
            let limit = match row.limit {
                Limit::AtMost => ComparisonOp::Le,
                Limit::Exactly => ComparisonOp::Eq,
            };
            problem.add_constraint(sum, limit, f64::from(row.of));
        }
        let mut options = SolveOptions::default();
        options.time_limit = seconds.map(|seconds| Duration::from_secs_f64(seconds.clamp(0.01, 1e6)));
        let outcome = match problem.solve_with(options) {
            Ok(outcome) => outcome,
            Err(microlp::Error::Infeasible) => return Solved::Impossible,
            Err(_) => return Solved::OutOfTime,
        };
        let Some(solution) = outcome.solution() else { return Solved::OutOfTime };
        let values: Vec<bool> = variables.iter().map(|variable| solution.var_value_raw(*variable) > 0.5).collect();
        if !self.rows.iter().all(|row| row.holds(&values)) {
            return Solved::OutOfTime;
        }
        let proved = outcome.is_optimal();
        let bound = if proved { self.cost(&values) } else { solution.stats().best_bound.unwrap_or(0.0) };
        Solved::Found { values, bound, proved }
    }

    /// What some values cost.
    pub(super) fn cost(&self, values: &[bool]) -> f64 {
        self.costs.iter().zip(values).filter(|(_, on)| **on).map(|(cost, _)| cost).sum()
    }

    /// The parts of it that have nothing to do with each other: for each its variables, in order, and itself.
    pub(super) fn parts(&self) -> Vec<(Vec<usize>, Program)> {
        let mut part_of: Vec<usize> = (0..self.costs.len()).collect();
        for row in &self.rows {
            let Some((first, _)) = row.terms.first() else { continue };
            let mut together = root(&part_of, *first);
            for (variable, _) in &row.terms {
                let other = root(&part_of, *variable);
                part_of[together.max(other)] = together.min(other);
                together = together.min(other);
            }
        }
        let roots: Vec<usize> = (0..self.costs.len()).map(|variable| root(&part_of, variable)).collect();
        let mut place_of: Vec<usize> = vec![0; self.costs.len()];
        let mut parts: Vec<(Vec<usize>, Program)> = Vec::new();
        let mut number_of: Vec<Option<usize>> = vec![None; self.costs.len()];
        for (variable, of) in roots.iter().enumerate() {
            let number = *number_of[*of].get_or_insert_with(|| {
                parts.push((Vec::new(), Program::default()));
                parts.len() - 1
            });
            place_of[variable] = parts[number].0.len();
            parts[number].0.push(variable);
            parts[number].1.costs.push(self.costs[variable]);
        }
        let mut empty = Vec::new();
        for row in &self.rows {
            let terms = row.terms.iter().map(|(variable, times)| (place_of[*variable], *times)).collect();
            let of_part = Row { terms, ..row.clone() };
            match row.terms.first().and_then(|(variable, _)| number_of[roots[*variable]]) {
                Some(number) => parts[number].1.rows.push(of_part),
                None => empty.push(of_part),
            }
        }
        if !empty.is_empty() {
            parts.push((Vec::new(), Program { costs: Vec::new(), rows: empty }));
        }
        parts
    }
}

fn root(part_of: &[usize], mut variable: usize) -> usize {
    while part_of[variable] != variable {
        variable = part_of[variable];
    }
    variable
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program() -> Program {
        // One of two, one of two, and never both of the cheap ones; a fifth variable by itself.
        let one_of = |terms| Row::new(terms, Limit::Exactly, 1);
        Program {
            costs: vec![1.0, 3.0, 2.0, 5.0, 7.0],
            rows: vec![
                one_of(vec![(0, 1), (1, 1)]),
                one_of(vec![(2, 1), (3, 1)]),
                Row::new(vec![(0, 1), (2, 1)], Limit::AtMost, 1),
                Row::new(vec![(4, 1)], Limit::Exactly, 1),
            ],
        }
    }

    #[test]
    fn the_cheapest_is_found_and_proved() {
        let Solved::Found { values, bound, proved } = program().solve(None) else { panic!("there is a solution") };
        assert_eq!((values, proved), (vec![false, true, true, false, true], true));
        assert!((bound - 12.0).abs() < 1e-9);
    }

    #[test]
    fn parts_have_nothing_to_do_with_each_other() {
        let parts: Vec<Vec<usize>> = program().parts().into_iter().map(|(variables, _)| variables).collect();
        assert_eq!(parts, [vec![0, 1, 2, 3], vec![4]]);
        let nothing = Program { costs: vec![], rows: vec![Row::new(vec![], Limit::Exactly, 1)] };
        assert_eq!(nothing.parts()[0].1.solve(None), Solved::Impossible);
    }
}
