//! Who holds which function of which part, for whom; and where nobody does, or two do.

use std::collections::BTreeMap;

use super::Row;
use crate::analysis::{Claim, FunctionFacts, Overlap};
use crate::landscape::{Cells, ComponentId, FunctionId, KindId, Landscape, OrganisationId, StratumId};
use crate::model::Strength;
use crate::report::network::{Family, Hold, Trouble};
use crate::report::pathway::Seen;

/// In a place with at most so many holders each has a column of its own.
const MOST_ALONE: usize = 12;

/// Who stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seat {
    Kind(KindId),
    One(OrganisationId),
    Nobody,
    Several,
}

impl Seat {
    /// What is wrong, where it is no holder's.
    pub(super) fn trouble(self) -> Option<Trouble> {
        match self {
            Seat::Nobody => Some(Trouble::Gap),
            Seat::Several => Some(Trouble::Overlap),
            Seat::Kind(_) | Seat::One(_) => None,
        }
    }

    /// How it is coloured.
    pub(super) fn family(self, landscape: &Landscape) -> Option<Family> {
        let kind = match self {
            Seat::Kind(kind) => kind,
            Seat::One(one) => landscape.organisations[one.index()].kind,
            Seat::Nobody | Seat::Several => return None,
        };
        Some(landscape.kinds[kind.index()].family)
    }
}

/// By row and scenario: how, for how many people, and for which share of those who need it.
type Field = BTreeMap<(usize, usize), (Hold, f64, f64)>;

/// What is held by whom, before columns have their places.
pub(super) type Held = BTreeMap<(FunctionId, Seat), Field>;

/// A row and a scenario in which somebody claims something, how, and where.
type Claimed = (usize, usize, Hold, Cells);

/// Who claims something, before it is known who has a column alone.
type Found = BTreeMap<(FunctionId, OrganisationId), Vec<Claimed>>;

/// The cells of a place, or of everyone.
fn cells_of(one: &Seen<'_>) -> Cells {
    let landscape = one.facts.situation.landscape;
    let mut cells = Cells::none(landscape.grid());
    match one.place {
        None => cells.fill(),
        Some(place) => {
            for class in place.classes(one.facts.situation) {
                for stratum in (0..landscape.strata.len()).map(StratumId::new) {
                    cells.insert(landscape.grid().cell(class, stratum));
                }
            }
        }
    }
    cells
}

/// Looks at every row in every scenario.
pub(super) fn held(seen: &[Seen<'_>], rows: &[(ComponentId, Row)]) -> Held {
    let landscape = seen[0].facts.situation.landscape;
    let (mut found, mut held) = (Found::new(), Held::new());
    let mut needing: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (scenario, one) in seen.iter().enumerate() {
        let here = cells_of(one);
        for (row, (component, _)) in rows.iter().enumerate() {
            let Some(need) = one.facts.needing(*component).map(|cells| cells.and(&here)) else { continue };
            let people = landscape.people(&need);
            needing.insert((row, scenario), people);
            for function in (0..landscape.functions.len()).map(FunctionId::new) {
                let Some(facts) = one.facts.function(*component, function) else { continue };
                let look = Look::new(&need, facts);
                for (seat, [certain, possible]) in [(Seat::Nobody, &look.missing), (Seat::Several, &look.overlap)] {
                    let worst = [(Hold::Must, certain), (Hold::Disputed, possible)];
                    if let Some((hold, cells)) = worst.into_iter().find(|(_, cells)| !cells.is_empty()) {
                        let some = landscape.people(cells);
                        let field = held.entry((function, seat)).or_default();
                        field.insert((row, scenario), (hold, some, share(some, people)));
                    }
                }
                for ((holder, hold), cells) in look.claims {
                    found.entry((function, holder)).or_default().push((row, scenario, hold, cells));
                }
            }
        }
    }
    seat(seen, found, &needing, &mut held);
    held
}

/// Gives each holder the column of its kind, or in a place one of its own.
fn seat(seen: &[Seen<'_>], found: Found, needing: &BTreeMap<(usize, usize), f64>, held: &mut Held) {
    let landscape = seen[0].facts.situation.landscape;
    let mut holders: Vec<OrganisationId> = found.keys().map(|(_, holder)| *holder).collect();
    holders.sort_unstable();
    holders.dedup();
    let alone = seen[0].place.is_some() && holders.len() <= MOST_ALONE;
    let mut by_seat: BTreeMap<(FunctionId, Seat, usize, usize, Hold), Cells> = BTreeMap::new();
    for ((function, holder), list) in found {
        let kind = landscape.organisations[holder.index()].kind;
        let seat = if alone { Seat::One(holder) } else { Seat::Kind(kind) };
        for (row, scenario, hold, cells) in list {
            let all = by_seat.entry((function, seat, row, scenario, hold));
            all.or_insert_with(|| Cells::none(landscape.grid())).add(&cells);
        }
    }
    for ((function, seat, row, scenario, hold), cells) in by_seat {
        let some = landscape.people(&cells);
        let all = needing.get(&(row, scenario)).copied().unwrap_or(0.0);
        // The most binding comes first.
        held.entry((function, seat)).or_default().entry((row, scenario)).or_insert((hold, some, share(some, all)));
    }
}

fn share(some: f64, all: f64) -> f64 {
    if all > 0.0 { some / all } else { 1.0 }
}

/// A function of a part in a scenario, cell by cell.
struct Look {
    /// Who claims it where, each in its most binding way.
    claims: BTreeMap<(OrganisationId, Hold), Cells>,
    /// Where nobody does though somebody must: for certain, and perhaps.
    missing: [Cells; 2],
    /// Where two do though only one may: for certain, and perhaps.
    overlap: [Cells; 2],
}

impl Look {
    fn new(need: &Cells, facts: &FunctionFacts) -> Look {
        let none = || need.without(need);
        let mut look = Look { claims: BTreeMap::new(), missing: [none(), none()], overlap: [none(), none()] };
        for cell in need.iter() {
            let verdict = facts.at(cell);
            let here: &[Claim] = verdict.map_or(&[], |verdict| &facts.coverage.shape.sets[verdict.set as usize].claims);
            for claim in here {
                let hold = match (claim.settled, claim.strength) {
                    (false, _) => Hold::Disputed,
                    (true, Strength::Power) => Hold::May,
                    (true, Strength::Residual | Strength::Duty) => Hold::Must,
                };
                look.claims.entry((claim.holder, hold)).or_insert_with(none).insert(cell);
            }
            match verdict.and_then(|verdict| verdict.overlap) {
                Some(Overlap::Certain) => look.overlap[0].insert(cell),
                Some(Overlap::Possible) => look.overlap[1].insert(cell),
                Some(Overlap::Concurrent) | None => {}
            }
            if facts.needed && here.is_empty() {
                look.missing[0].insert(cell);
            } else if facts.needed && here.iter().all(|claim| !claim.settled) {
                look.missing[1].insert(cell);
            }
        }
        look
    }
}
