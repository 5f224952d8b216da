//! Sums of people that come out the same in whichever order they are added up.

use smallvec::SmallVec;

/// A sum kept exactly, as numbers that do not overlap (Shewchuk, Discrete & Computational Geometry 18, 1997).
///
/// Whole numbers of people need one part; only fractions ever need more.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExactSum {
    parts: SmallVec<[f64; 1]>,
}

impl ExactSum {
    /// Adds a finite number.
    pub fn add(&mut self, number: f64) {
        let mut rest = number;
        let mut kept = 0;
        for i in 0..self.parts.len() {
            let part = self.parts[i];
            let (large, small) = if rest.abs() < part.abs() { (part, rest) } else { (rest, part) };
            let sum = large + small;
            let error = small - (sum - large);
            if error != 0.0 {
                self.parts[kept] = error;
                kept += 1;
            }
            rest = sum;
        }
        self.parts.truncate(kept);
        if rest != 0.0 {
            self.parts.push(rest);
        }
    }

    /// Adds another sum.
    pub fn add_sum(&mut self, other: &ExactSum) {
        for part in &other.parts {
            self.add(*part);
        }
    }

    /// The sum, rounded once.
    pub fn value(&self) -> f64 {
        // Largest part first: the parts do not overlap, so only the first two can decide the rounding, and a tie
        // between them is broken by the sign of the third (as in Python's math.fsum).
        let mut parts = self.parts.iter().rev().copied();
        let Some(mut high) = parts.next() else { return 0.0 };
        let mut low = 0.0;
        for part in parts.by_ref() {
            let sum = high + part;
            low = part - (sum - high);
            high = sum;
            if low != 0.0 {
                break;
            }
        }
        if let Some(next) = parts.next()
            && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
        {
            let twice = low * 2.0;
            let rounded = high + twice;
            if twice == rounded - high {
                high = rounded;
            }
        }
        high
    }
}

/// A sum of numbers in the order of their size, so that it does not depend on the order in which anything was written.
pub fn sum_in_order(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.into_iter().sum::<f64>() + 0.0
}

/// One part in 10⁹: every threshold on a number is met within this.
pub const TOLERANCE: f64 = 1e-9;

/// Whether `value` reaches `threshold`, within the tolerance.
pub fn reaches(value: f64, threshold: f64) -> bool {
    value >= threshold - TOLERANCE * threshold.abs().max(value.abs())
}

/// Whether `value` exceeds `limit` by more than the tolerance.
pub fn exceeds(value: f64, limit: f64) -> bool {
    value > limit + TOLERANCE * limit.abs().max(value.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(numbers: &[f64]) -> f64 {
        let mut sum = ExactSum::default();
        numbers.iter().for_each(|n| sum.add(*n));
        sum.value()
    }

    #[test]
    fn the_order_of_addition_does_not_matter() {
        let tenths = [0.1; 10];
        assert_eq!(sum(&tenths), 1.0);
        let mixed = [1e16, 1.0, 0.3, 1e-9, 2.5, 1e16, 0.1];
        let mut reversed = mixed;
        reversed.reverse();
        assert_eq!(sum(&mixed), sum(&reversed));
        assert_eq!(sum(&[]), 0.0);
    }

    #[test]
    fn a_sum_of_sums_is_the_sum_of_all() {
        let (mut left, mut right) = (ExactSum::default(), ExactSum::default());
        [0.1, 0.2, 0.7].iter().for_each(|n| left.add(*n));
        [0.3, 1e15].iter().for_each(|n| right.add(*n));
        left.add_sum(&right);
        assert_eq!(left.value(), sum(&[1e15, 0.7, 0.3, 0.2, 0.1]));
    }

    #[test]
    fn thresholds_are_met_within_a_part_in_a_thousand_million() {
        assert!(reaches(0.05 - 1e-12, 0.05));
        assert!(!reaches(0.0499, 0.05));
        assert!(!exceeds(3.0 + 1e-10, 3.0));
        assert!(exceeds(3.0 + 1e-7, 3.0));
    }
}
