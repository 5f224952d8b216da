//! The known name that somebody most likely meant.

/// A longer text is not a name.
const LONGEST: usize = 200;

/// The nearest of the known names, where one is close enough to be worth suggesting.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nobody misspells a name of this length, and comparing it would take long.
    if name.len() > LONGEST {
        return None;
    }
    let lower = name.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in known.into_iter().filter(|candidate| candidate.len() <= LONGEST) {
        let candidate_lower = candidate.to_lowercase();
        let score = if candidate_lower == lower {
            2.0
        } else {
            strsim::normalized_damerau_levenshtein(&lower, &candidate_lower)
        };
        if score >= 0.6 && best.is_none_or(|(top, _)| score > top) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, name)| name)
}

/// `did you mean …?` for the nearest known name, where there is one.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, known).map(|near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_left_alone() {
        assert_eq!(nearest("populaton", ["name", "population"]), Some("population"));
        assert_eq!(nearest("LA", ["ccg", "la"]), Some("la"));
        assert_eq!(nearest("nhs-england", ["nhse", "phe", "pct"]), None);
        assert_eq!(nearest("hiv-tesing", ["hiv-treatment", "hiv-testing"]), Some("hiv-testing"));
    }
}
