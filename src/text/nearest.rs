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

/// The shortest of the known names that begins with what was written; else that has it somewhere in it.
pub fn beginning<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const SHORTEST: usize = 3;
    let lower = name.to_lowercase();
    if lower.chars().count() < SHORTEST {
        return None;
    }
    let places = known.into_iter().filter_map(|name| Some((name.to_lowercase().find(&lower)?.min(1), name)));
    places.min_by_key(|(place, name)| (*place, name.len())).map(|(_, name)| name)
}

/// `did you mean …?` for the nearest known name, where there is one; else for one that begins so.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    let near = nearest(name, known.iter().copied()).or_else(|| beginning(name, known.iter().copied()));
    near.map(|near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_left_alone() {
        assert_eq!(nearest("populaton", ["name", "population"]), Some("population"));
        assert_eq!(nearest("LA", ["ccg", "la"]), Some("la"));
        assert_eq!(nearest("nhs-england", ["nhse", "phe", "pct"]), None);
        assert_eq!(beginning("Bath", ["Mr Bath", "Bath and North East", "Bath town"]), Some("Bath town"));
        assert_eq!(beginning("Ba", ["Bath"]), None);
        assert_eq!(nearest("hiv-tesing", ["hiv-treatment", "hiv-testing"]), Some("hiv-testing"));
    }
}
