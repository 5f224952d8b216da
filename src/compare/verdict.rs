//! Which of two scenarios is worse, cell by cell, with a witness (docs/method.md).

use rustc_hash::FxHashMap;

use super::Side;
use crate::checks::{Certainty, Finding, Severity};
use crate::landscape::{AreaId, COMMISSION, Cells, CohortId, ComponentId, FunctionId, OrganisationId};

/// TO against FROM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// The same things are wrong for the same people.
    Same,
    /// Less is wrong, and nothing new.
    Better,
    /// More is wrong, and nothing mended.
    Worse,
    /// Something is new and something mended.
    Mixed,
}

impl Is {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Is::Same => "same",
            Is::Better => "better",
            Is::Worse => "worse",
            Is::Mixed => "mixed",
        }
    }
}

/// Whether a witness saw something come or go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Wrong after, not before.
    New,
    /// Wrong before, not after.
    Resolved,
}

/// One place where the two differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Witness {
    /// Come or gone.
    pub change: Change,
    /// The finding's key.
    pub key: String,
    /// The finding's component; of a handoff, where people come from.
    pub component: Option<ComponentId>,
    /// The finding's function.
    pub function: Option<FunctionId>,
    /// Where.
    pub area: AreaId,
    /// For whom.
    pub cohort: CohortId,
    /// Who holds the component there before, by settled claims.
    pub from: Vec<OrganisationId>,
    /// Who holds it after.
    pub to: Vec<OrganisationId>,
}

/// Which is worse, and for whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// In a word.
    pub is: Is,
    /// People for whom something is new, each counted once.
    pub people_new: f64,
    /// People for whom something is mended, each counted once.
    pub people_resolved: f64,
    /// Of what is new and of what is mended, the cell with most people.
    pub witnesses: Vec<Witness>,
}

/// What is wrong with one thing: cells where it certainly is, and cells where it certainly or possibly is; or, for a
/// finding without cells, whether it is at all.
struct Wrong<'f> {
    certain: Cells,
    possible: Cells,
    certain_without_cells: bool,
    possible_without_cells: bool,
    findings: Vec<&'f Finding>,
}

type Wrongs<'f> = FxHashMap<(&'static str, String), Wrong<'f>>;

/// TO against FROM, over findings of error and warning level, those about acceptances aside.
pub fn verdict(from: Side<'_>, to: Side<'_>) -> Verdict {
    let (before, after) = (wrongs(from), wrongs(to));
    let new = more(from, &before, &after);
    let resolved = more(from, &after, &before);
    let is = match (new.anything, resolved.anything) {
        (false, false) => Is::Same,
        (false, true) => Is::Better,
        (true, false) => Is::Worse,
        (true, true) => Is::Mixed,
    };
    let landscape = from.facts.situation.landscape;
    let mut witnesses = Vec::new();
    for (change, more) in [(Change::New, &new), (Change::Resolved, &resolved)] {
        witnesses.extend(witness(from, to, change, more));
    }
    Verdict {
        is,
        people_new: landscape.people(&new.cells),
        people_resolved: landscape.people(&resolved.cells),
        witnesses,
    }
}

fn wrongs<'f>(side: Side<'f>) -> Wrongs<'f> {
    let landscape = side.facts.situation.landscape;
    let mut wrongs = Wrongs::default();
    for finding in side.findings {
        if finding.severity == Severity::Note || finding.code.starts_with("accepted/") {
            continue;
        }
        let wrong = wrongs.entry((finding.code, finding.place(landscape))).or_insert_with(|| Wrong {
            certain: Cells::none(landscape.grid()),
            possible: Cells::none(landscape.grid()),
            certain_without_cells: false,
            possible_without_cells: false,
            findings: Vec::new(),
        });
        let certain = finding.certainty == Certainty::Certain;
        if finding.cells.is_empty() {
            wrong.certain_without_cells |= certain;
            wrong.possible_without_cells = true;
        } else {
            // A certain finding contains the possible one.
            wrong.possible.add(&finding.cells);
            if certain {
                wrong.certain.add(&finding.cells);
            }
        }
        wrong.findings.push(finding);
    }
    wrongs
}

/// What is wrong on one side and not on the other.
struct More<'f> {
    anything: bool,
    cells: Cells,
    /// Each finding behind it, with the cells where it is more.
    findings: Vec<(&'f Finding, Cells)>,
}

fn more<'f>(side: Side<'_>, less: &Wrongs<'_>, wrongs: &Wrongs<'f>) -> More<'f> {
    let mut more =
        More { anything: false, cells: Cells::none(side.facts.situation.landscape.grid()), findings: Vec::new() };
    #[expect(clippy::iter_over_hash_type, reason = "cells are put together and findings sorted by the witness")]
    for (place, wrong) in wrongs {
        let (certain, possible) = match less.get(place) {
            Some(other) => {
                more.anything |= wrong.certain_without_cells && !other.certain_without_cells
                    || wrong.possible_without_cells && !other.possible_without_cells;
                (wrong.certain.without(&other.certain), wrong.possible.without(&other.possible))
            }
            None => {
                more.anything |= wrong.possible_without_cells;
                (wrong.certain.clone(), wrong.possible.clone())
            }
        };
        for finding in &wrong.findings {
            let mut cells = possible.clone();
            if finding.certainty == Certainty::Certain {
                cells.add(&certain);
            }
            cells.keep(&finding.cells);
            if !cells.is_empty() {
                more.anything = true;
                more.cells.add(&cells);
                more.findings.push((finding, cells));
            }
        }
    }
    more
}

/// The cell with most people, then the first key and ids.
fn witness(from: Side<'_>, to: Side<'_>, change: Change, more: &More<'_>) -> Option<Witness> {
    let landscape = from.facts.situation.landscape;
    let grid = landscape.grid();
    let cohort_at = |cell: usize| landscape.strata[grid.stratum(cell).index()].largest(&landscape.cohorts);
    // Cells are few and stand in many findings.
    let people_at: Vec<f64> = (0..grid.len())
        .map(|cell| {
            let area = landscape.areas.classes[grid.class(cell).index()].largest;
            landscape.areas.population(area) * landscape.cohorts[cohort_at(cell).index()].share
        })
        .collect();
    let mut best: Option<(f64, &Finding, usize)> = None;
    for (finding, cells) in &more.findings {
        for cell in cells.iter() {
            let people = people_at[cell];
            let ids = |cell: usize| {
                let area = landscape.areas.classes[grid.class(cell).index()].largest;
                (landscape.areas.id(area), &*landscape.cohorts[cohort_at(cell).index()].id)
            };
            let better = best.is_none_or(|(most, known, place)| {
                people > most || (people == most && (&*finding.key, ids(cell)) < (&*known.key, ids(place)))
            });
            if better {
                best = Some((people, finding, cell));
            }
        }
    }
    let (_, finding, cell) = best?;
    let holders = |side: Side<'_>| -> Vec<OrganisationId> {
        let Some(component) = finding.component() else { return Vec::new() };
        let function = side.facts.function(component, finding.function.unwrap_or(COMMISSION));
        let Some(verdict) = function.and_then(|function| function.at(cell)) else { return Vec::new() };
        side.facts.units().get(verdict.settled_units).organisations.clone()
    };
    Some(Witness {
        change,
        key: finding.key.clone(),
        component: finding.component(),
        function: finding.function,
        area: landscape.areas.classes[grid.class(cell).index()].largest,
        cohort: cohort_at(cell),
        from: holders(from),
        to: holders(to),
    })
}
