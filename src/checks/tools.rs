//! What several checks need: sets of cells, and names that stand well in a sentence.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::{Check, Fact, Finding, Subject};
use crate::analysis::{ClaimSet, Facts, FunctionFacts, Overlap, SetVerdict, Verdicts};
use crate::landscape::{Cells, ComponentId, FunctionId, KindId, Landscape, OrganisationId};
use crate::model::Evidence;

/// What follows from the claims at each cell alone, worked out once for all functions that are held alike: in a country
/// hundreds of them share a few dozen sets of verdicts.
pub(super) struct Alike<T> {
    known: FxHashMap<*const Verdicts, T>,
}

impl<T> Default for Alike<T> {
    fn default() -> Self {
        Alike { known: FxHashMap::default() }
    }
}

impl<T> Alike<T> {
    /// What is known of the functions held like this one.
    pub(super) fn of(&mut self, function: &FunctionFacts, make: impl FnOnce() -> T) -> &T {
        self.known.entry(Arc::as_ptr(&function.verdicts)).or_insert_with(make)
    }
}

/// The cells of a function where the claims and what they come to are of some sort.
pub(super) fn cells_where(
    function: &FunctionFacts,
    landscape: &Landscape,
    wanted: impl Fn(&ClaimSet, &SetVerdict) -> bool,
) -> Cells {
    let verdicts = &function.verdicts;
    let chosen: Vec<bool> = verdicts
        .verdicts()
        .iter()
        .map(|verdict| wanted(&function.coverage.shape.sets[verdict.set as usize], verdict))
        .collect();
    let mut cells = Cells::none(landscape.grid());
    if !chosen.contains(&true) {
        return cells;
    }
    for (cell, place) in verdicts.of_cell().iter().enumerate() {
        if chosen.get(*place as usize) == Some(&true) {
            cells.insert(cell);
        }
    }
    cells
}

/// The finding of a check about a function of a component: the one there is, or one that begins without any cell.
pub(super) fn of_function<'f>(
    check: &Check,
    findings: &'f mut Vec<Finding>,
    facts: &Facts<'_>,
    component: ComponentId,
    function: FunctionId,
) -> &'f mut Finding {
    let subject = Subject::Component(component);
    let same = findings.iter().position(|finding| finding.subject == subject && finding.function == Some(function));
    let place = same.unwrap_or_else(|| {
        let none = Cells::none(facts.situation.landscape.grid());
        findings.push(Finding::new(check.code, check.severity, subject, none).function(function));
        findings.len() - 1
    });
    &mut findings[place]
}

/// Kinds of those who claim something at a cell: seldom more than a handful.
type Kinds = SmallVec<[KindId; 8]>;

/// The cells with an overlap of some sort, by the kinds of all holders there (sorted, at most two of one kind), and who
/// claims at them.
pub(super) fn cells_by_kinds(
    function: &FunctionFacts,
    landscape: &Landscape,
    overlap: Overlap,
) -> Vec<(String, Cells, Vec<OrganisationId>)> {
    let of = |one: OrganisationId| landscape.organisations[one.index()].kind;
    let mut list: Vec<(Kinds, Cells)> = Vec::new();
    let mut place_of = |verdict: &SetVerdict| -> Option<usize> {
        if verdict.overlap != Some(overlap) {
            return None;
        }
        let claims = &function.coverage.shape.sets[verdict.set as usize].claims;
        let mut all: Kinds = claims.iter().map(|claim| of(claim.holder)).collect();
        all.sort_unstable();
        let mut kinds = Kinds::new();
        for kind in all {
            if kinds.len() < 2 || kinds[kinds.len() - 2] != kind || kinds[kinds.len() - 1] != kind {
                kinds.push(kind);
            }
        }
        let known = list.iter().position(|(known, _)| *known == kinds);
        Some(known.unwrap_or_else(|| {
            list.push((kinds, Cells::none(landscape.grid())));
            list.len() - 1
        }))
    };
    let of_verdict: Vec<Option<usize>> = function.verdicts.verdicts().iter().map(&mut place_of).collect();
    if list.is_empty() {
        return Vec::new();
    }
    for (cell, verdict) in function.verdicts.of_cell().iter().enumerate() {
        if let Some(Some(place)) = of_verdict.get(*verdict as usize) {
            list[*place].1.insert(cell);
        }
    }
    let id = |kind: &KindId| &*landscape.kinds[kind.index()].id;
    let mut list: Vec<(String, Cells, Vec<OrganisationId>)> = list
        .into_iter()
        .map(|(kinds, cells)| {
            let mut ids: Vec<&str> = kinds.iter().map(id).collect();
            ids.sort_unstable();
            let holders = function.holders_at(&cells, false);
            (ids.join("+"), cells, holders)
        })
        .collect();
    list.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    list
}

/// A name as it stands inside a sentence: its first letter small, unless it belongs to an abbreviation or a name.
pub fn name_in_sentence(name: &str) -> String {
    let first_word = name.split([' ', '-', ',', '’', '\'']).next().unwrap_or_default();
    let mut letters = first_word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    // An abbreviation has another capital or a digit, or is one letter alone; the name of a fund or programme has a second
    // word like the first. A name of a place or person of one word follows this rule wrongly, and reads only a little odd.
    let word = first_word.chars().count() > 1 && letters.all(char::is_lowercase);
    let mut second = name.split(' ').nth(1).unwrap_or_default().chars();
    let title = second.next().is_some_and(char::is_uppercase) && second.next().is_some_and(char::is_lowercase);
    if capital && word && !title {
        name.chars().take(1).flat_map(char::to_lowercase).chain(name.chars().skip(1)).collect()
    } else {
        name.to_owned()
    }
}

/// A component's name in a sentence.
pub(super) fn component(landscape: &Landscape, id: Option<ComponentId>) -> String {
    id.map_or_else(String::new, |id| name_in_sentence(&landscape.components[id.index()].name))
}

/// Whether every responsibility behind a finding is cited with doubt: then nobody disputes it, but nobody knows it.
pub(super) fn rests_on_doubt(finding: &Finding, landscape: &Landscape) -> bool {
    let doubtful = |fact: &Fact| match fact {
        Fact::Responsibility(id) => landscape.responsibilities[id.index()].evidence == Some(Evidence::Doubtful),
        Fact::Arrangement(_) | Fact::Relation(_) => false,
    };
    !finding.facts.is_empty() && finding.facts.iter().all(doubtful)
}

/// What is done, as a verb that takes an object: `commission`, `pay for`, `oversee`.
pub fn verb(landscape: &Landscape, function: Option<FunctionId>) -> String {
    let Some(function) = function else { return String::new() };
    match &*landscape.functions[function.index()].id {
        "fund" => "pay for".to_owned(),
        "advise" => "advise on".to_owned(),
        "assess-need" => "assess the need for".to_owned(),
        word @ ("commission" | "provide" | "assure" | "oversee") => word.to_owned(),
        _ => format!("hold the function “{}” for", landscape.functions[function.index()].name),
    }
}

/// `a`, `a and b`, `a, b and c`; above four the rest as a number.
pub fn list_in_words(names: &[String]) -> String {
    match names {
        [] => "nobody".to_owned(),
        [one] => one.clone(),
        [all @ .., last] if names.len() <= 4 => format!("{} and {last}", all.join(", ")),
        [first, second, third, ..] => {
            format!("{first}, {second}, {third} and {} more", names.len() - 3)
        }
        [first, ..] => first.clone(),
    }
}

/// Organisations in words: their names, or how many of which kinds where they are many.
pub(super) fn bodies(landscape: &Landscape, organisations: &[OrganisationId]) -> String {
    let body = |one: &OrganisationId| &landscape.organisations[one.index()];
    if organisations.len() <= 2 {
        let mut organisations = organisations.to_vec();
        organisations.sort_by_key(|one| &body(one).id);
        let names: Vec<String> = organisations.iter().map(|one| body(one).name.to_string()).collect();
        return list_in_words(&names);
    }
    let mut kinds: Vec<(usize, u32)> = Vec::new();
    for one in organisations {
        let kind = body(one).kind.index();
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((kind, 1)),
        }
    }
    kinds.sort_by_key(|(kind, _)| &landscape.kinds[*kind].id);
    let words: Vec<String> = kinds
        .iter()
        .map(|(kind, count)| match count {
            1 => organisations
                .iter()
                .find(|one| body(one).kind.index() == *kind)
                .map_or_else(String::new, |one| body(one).name.to_string()),
            count => format!("{count} {}", plural(&landscape.kinds[*kind].short)),
        })
        .collect();
    list_in_words(&words)
}

/// The plural of a kind's short name: `LAs`, `CCGs`, `Area teams`; of a single word `Healthwatch bodies`.
pub fn plural(short: &str) -> String {
    let last = short.rsplit(' ').next().unwrap_or(short);
    let noun = last.len() < short.len()
        && last.chars().all(char::is_lowercase)
        && !["s", "x", "z", "y", "ch", "sh"].iter().any(|ending| last.ends_with(ending));
    if noun || short.chars().last().is_some_and(char::is_uppercase) {
        format!("{short}s")
    } else {
        format!("{short} bodies")
    }
}

/// The kinds in an overlap's key as words: `ccg+la` as `CCG and LA`.
pub(super) fn kinds_in_words(landscape: &Landscape, kinds: &str) -> String {
    let short = |id: &str| {
        let kind = landscape.kinds.iter().find(|kind| &*kind.id == id);
        kind.map_or_else(|| id.to_owned(), |kind| kind.short.to_string())
    };
    let mut words: Vec<String> = Vec::new();
    for id in kinds.split('+') {
        let word = short(id);
        match words.last_mut() {
            Some(last) if *last == word => *last = format!("two or more {}", plural(&word)),
            _ => words.push(word),
        }
    }
    list_in_words(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_well_in_a_sentence() {
        assert_eq!(name_in_sentence("HIV testing"), "HIV testing");
        assert_eq!(name_in_sentence("Cervical sample taking"), "cervical sample taking");
        assert_eq!(name_in_sentence("PrEP drug"), "PrEP drug");
        assert_eq!(name_in_sentence("GP assessment"), "GP assessment");
        assert_eq!(name_in_sentence(""), "");
    }

    #[test]
    fn long_lists_say_how_many_more() {
        let names = |n: usize| (0..n).map(|i| i.to_string()).collect::<Vec<_>>();
        assert_eq!(list_in_words(&names(2)), "0 and 1");
        assert_eq!(list_in_words(&names(4)), "0, 1, 2 and 3");
        assert_eq!(list_in_words(&names(6)), "0, 1, 2 and 3 more");
    }
}
