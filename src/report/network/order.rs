//! In which order the parts of a service stand: stage by stage as they first occur, within a stage as people go.

/// The order of parts of which each has a stage, or none, and between which steps lead: places in the list.
///
/// Where steps run in a circle, what was written first comes first. Two days of one landscape give parts that exist
/// on both the same order among themselves, so that pictures of the two can be laid side by side.
pub(super) fn in_pathway_order(stages: &[Option<&str>], steps: &[(usize, usize)]) -> Vec<usize> {
    let mut different: Vec<Option<&str>> = Vec::new();
    for stage in stages {
        if !different.contains(stage) {
            different.push(*stage);
        }
    }
    let mut order = Vec::with_capacity(stages.len());
    for stage in different {
        let mut left: Vec<usize> = (0..stages.len()).filter(|place| stages[*place] == stage).collect();
        while !left.is_empty() {
            let waits = |place: usize| steps.iter().any(|(from, to)| *to == place && from != to && left.contains(from));
            let next = left.iter().position(|place| !waits(*place)).unwrap_or(0);
            order.push(left.remove(next));
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_decide_within_a_stage_and_writing_where_they_run_in_a_circle() {
        let one = [None; 4];
        assert_eq!(in_pathway_order(&one, &[]), [0, 1, 2, 3]);
        assert_eq!(in_pathway_order(&one, &[(3, 0), (0, 1)]), [2, 3, 0, 1]);
        assert_eq!(in_pathway_order(&one, &[(1, 2), (2, 1), (3, 3)]), [0, 3, 1, 2]);
    }

    #[test]
    fn stages_stand_together_in_the_order_in_which_they_first_occur() {
        let stages = [Some("community"), Some("secondary"), Some("community"), None];
        assert_eq!(in_pathway_order(&stages, &[(1, 0)]), [0, 2, 1, 3]);
    }
}
