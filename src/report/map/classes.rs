//! At most five classes: values that lie close together share one, so that what differs within them is least
//! (Jenks and Caspall, Annals of the Association of American Geographers 61, 1971). Shares have fixed classes.

use serde::Serialize;

use super::Shown;
use crate::landscape::ServiceMeasure;

/// A key has no more.
pub const MOST: usize = 5;

/// A class of values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Class {
    /// The least value in it; of shares, above which it begins.
    pub least: f64,
    /// The most.
    pub most: f64,
    /// How the key says it.
    pub label: String,
}

/// How values become classes and words.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    classes: Vec<Class>,
    unit: Unit,
    digits: usize,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// A number of things, or their mean.
    Number,
    /// A share.
    Percent,
}

impl Scale {
    pub(super) fn new(values: &[f64], shown: &Shown) -> Scale {
        let unit = match shown {
            Shown::Finding(_) | Shown::Measure(_, ServiceMeasure::Apart) => Unit::Percent,
            _ => Unit::Number,
        };
        if matches!(shown, Shown::Finding(_)) {
            let class = |(least, most, label): (f64, f64, &str)| Class { least, most, label: label.to_owned() };
            let fixed = [
                (0.0, 0.0, "nobody"),
                (0.0, 0.25, "up to 25%"),
                (0.25, 0.5, "25% to 50%"),
                (0.5, 1.0, "over 50%"),
                (1.0, 1.0, "everybody"),
            ];
            return Scale { classes: fixed.map(class).into(), unit, digits: 0 };
        }
        let mut sorted: Vec<f64> = values.iter().map(|value| rounded(*value)).collect();
        sorted.sort_by(f64::total_cmp);
        let ends = breaks(&sorted);
        let whole = sorted.iter().all(|value| value.fract() == 0.0);
        let mut scale = Scale { classes: Vec::new(), unit, digits: 0 };
        let bounds: Vec<(f64, f64)> = ends.iter().map(|range| (sorted[range.start], sorted[range.end - 1])).collect();
        // As many digits as tell the classes apart.
        let first = if whole || unit == Unit::Percent { 0 } else { 1 };
        scale.digits = (first..3)
            .find(|digits| {
                let text = |value| say(unit, *digits, value);
                bounds.windows(2).all(|pair| text(pair[0].1) != text(pair[1].0))
            })
            .unwrap_or(3);
        scale.classes = bounds
            .into_iter()
            .map(|(least, most)| {
                let (from, to) = (scale.says(least), scale.says(most));
                let label = if from == to { from } else { format!("{from} to {to}") };
                Class { least, most, label }
            })
            .collect();
        scale
    }

    /// The classes, from the least on.
    pub(super) fn classes(&self) -> Vec<Class> {
        self.classes.clone()
    }

    /// The class of a value.
    pub(super) fn class(&self, value: f64) -> usize {
        let value = rounded(value);
        let last = self.classes.len() - 1;
        let at = self.classes.iter().position(|class| value <= class.most).unwrap_or(last);
        // All of a tile's people are a class of their own.
        let next = self.classes.get(at + 1).filter(|next| next.least == value && next.most == value);
        if next.is_some() { at + 1 } else { at }
    }

    /// A value in words.
    pub(super) fn says(&self, value: f64) -> String {
        say(self.unit, self.digits, value)
    }
}

fn say(unit: Unit, digits: usize, value: f64) -> String {
    match unit {
        Unit::Number => format!("{:.digits$}", rounded(value)),
        Unit::Percent if value > 0.0 && value < 0.005 && digits == 0 => "<1%".to_owned(),
        Unit::Percent if (0.995..1.0).contains(&value) && digits == 0 => ">99%".to_owned(),
        Unit::Percent => format!("{:.digits$}%", rounded(value) * 100.0),
    }
}

/// Means of equal values are equal, though computers add them up in steps.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Sorted values in at most [`MOST`] ranges, equal ones together, so that the squares of their distances from the mean of
/// their range add up to least.
fn breaks(sorted: &[f64]) -> Vec<std::ops::Range<usize>> {
    let starts: Vec<usize> = (0..sorted.len()).filter(|at| *at == 0 || sorted[*at] != sorted[at - 1]).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([sorted.len()]).collect();
    let count = starts.len();
    let mut sums = vec![(0.0, 0.0)];
    for value in sorted {
        let (sum, squares) = sums[sums.len() - 1];
        sums.push((sum + value, squares + value * value));
    }
    let apart = |from: usize, to: usize| {
        let (first, last) = (starts[from], ends[to]);
        let (sum, squares) = (sums[last].0 - sums[first].0, sums[last].1 - sums[first].1);
        (squares - sum * sum / (last - first) as f64).max(0.0)
    };
    // For each number of ranges and each distinct value up to which they reach: how far apart, and where the last begins.
    let mut best: Vec<Vec<(f64, usize)>> = vec![(0..count).map(|to| (apart(0, to), 0)).collect()];
    for ranges in 1..count.min(MOST) {
        let before = &best[ranges - 1];
        let row = (0..count).map(|to| {
            let cuts = (ranges..=to).map(|from| (before[from - 1].0 + apart(from, to), from));
            cuts.min_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or((f64::INFINITY, 0))
        });
        let row = row.collect();
        best.push(row);
    }
    let (mut to, mut ranges) = (count - 1, Vec::new());
    for row in best.iter().rev() {
        let from = row[to].1;
        ranges.push(starts[from]..ends[to]);
        to = from.saturating_sub(1);
    }
    ranges.reverse();
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::landscape::ServiceId;

    fn scale(values: &[f64]) -> Scale {
        Scale::new(values, &Shown::Measure(ServiceId::new(0), ServiceMeasure::Effective))
    }

    #[test]
    fn values_that_lie_close_together_share_a_class() {
        let scale = scale(&[1.0, 1.1, 1.05, 4.0, 4.1, 9.0, 20.0, 20.5, 30.0, 1.0]);
        let labels: Vec<String> = scale.classes().into_iter().map(|class| class.label).collect();
        assert_eq!(labels, ["1.0 to 1.1", "4.0 to 4.1", "9.0", "20.0 to 20.5", "30.0"]);
        assert_eq!([1.05, 4.1, 9.0, 20.0, 30.0].map(|value| scale.class(value)), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn few_values_have_a_class_each_and_whole_ones_no_digits() {
        let scale = scale(&[2.0, 1.0, 2.0, 7.000_000_000_1]);
        let labels: Vec<String> = scale.classes().into_iter().map(|class| class.label).collect();
        assert_eq!(labels, ["1", "2", "7"]);
        assert_eq!(scale.class(7.0), 2);
        assert_eq!(breaks(&[3.0]).len(), 1);
    }

    #[test]
    fn labels_tell_neighbouring_classes_apart() {
        let scale = scale(&[1.001, 1.004, 1.01, 1.02, 1.03, 1.04, 1.05]);
        let classes = scale.classes();
        assert_eq!(classes.len(), MOST);
        for pair in classes.windows(2) {
            let (_, end) = pair[0].label.rsplit_once(' ').unwrap_or(("", &pair[0].label));
            assert!(!pair[1].label.starts_with(end), "{:?}", pair);
        }
    }

    #[test]
    fn of_people_nobody_and_everybody_are_classes_of_their_own() {
        let scale = Scale::new(&[0.5], &Shown::Finding("gap/uncommissioned".to_owned()));
        let class = |value| scale.classes()[scale.class(value)].label.clone();
        let labels = [0.0, 0.001, 0.25, 0.26, 0.5, 0.999, 1.0].map(class);
        assert_eq!(labels, ["nobody", "up to 25%", "up to 25%", "25% to 50%", "25% to 50%", "over 50%", "everybody"]);
        assert_eq!([scale.says(0.001), scale.says(0.999), scale.says(1.0)], ["<1%", ">99%", "100%"]);
    }
}
