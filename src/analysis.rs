//! Facts worked out once for a situation: who covers what, as which units, along which pathways.
//!
//! Must not know severity, wording or places in files.

mod accountability;
mod alignment;
mod coarse;
mod coverage;
mod ledger;
mod measures;
mod orphans;
mod pathway;
mod ranges;
mod shapes;
mod system;
mod units;
mod verdicts;

use std::sync::{Arc, Mutex, OnceLock};

use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;

pub use accountability::{Superior, superiors};
pub use alignment::{Alignment, AlignmentRow, alignment, origins};
pub use coverage::{Claim, ClaimSet, Coverage, NOT_NEEDED, Shape};
pub use ledger::{LedgerFate, LedgerRow};
pub use measures::{Congruence, ServiceMeasures, Summary, Values};
pub use orphans::{Orphan, orphans};
pub use pathway::{Crossing, Edge, Fate, Handoff, Pathway};
use pathway::{KnownHandoffs, Tables};
pub use ranges::{Range, ranges};
pub use shapes::Shapes;
pub use system::{System, coordination, cut_points, system};
pub use units::{Unit, UnitSet, UnitSetId, UnitSets};
pub use verdicts::{Overlap, SetVerdict, Verdicts};

use crate::landscape::{
    COMMISSION, Cells, ComponentId, FunctionId, OrganisationId, ResponsibilityId, ServiceId, Situation, Ties,
};
use crate::model::RelationType;

/// What a situation holds for one function of one component.
#[derive(Debug)]
pub struct FunctionFacts {
    /// The component.
    pub component: ComponentId,
    /// The function.
    pub function: FunctionId,
    /// Whether somebody must hold it.
    pub needed: bool,
    /// Who claims it, cell by cell.
    pub coverage: Coverage,
    /// As which units, and with what overlap.
    pub verdicts: Arc<Verdicts>,
}

impl FunctionFacts {
    /// Whether anybody claims it anywhere.
    pub fn claimed(&self) -> bool {
        self.coverage.shape.claimed
    }

    /// What is so at a cell; `None` where nobody needs the component there.
    pub fn at(&self, cell: usize) -> Option<&SetVerdict> {
        self.verdicts.at(cell)
    }

    /// Who claims it at some cells, in order; `settled` leaves contested claims out.
    pub fn holders_at(&self, cells: &Cells, settled: bool) -> Vec<OrganisationId> {
        let verdicts = self.verdicts.verdicts();
        let mut seen = vec![false; verdicts.len()];
        for cell in cells.iter() {
            // Where nobody needs the component there is no verdict.
            let place = self.verdicts.of_cell().get(cell);
            if let Some(seen) = place.and_then(|place| seen.get_mut(*place as usize)) {
                *seen = true;
            }
        }
        let mut holders = FixedBitSet::new();
        for (verdict, _) in verdicts.iter().zip(&seen).filter(|(_, seen)| **seen) {
            let claims = &self.coverage.shape.sets[verdict.set as usize].claims;
            for claim in claims.iter().filter(|claim| claim.settled || !settled) {
                holders.grow_and_insert(claim.holder.index());
            }
        }
        holders.ones().map(OrganisationId::new).collect()
    }

    /// The responsibilities behind the claims at some cells, in their order.
    pub fn responsibilities_at(&self, cells: &Cells) -> Vec<ResponsibilityId> {
        self.coverage.responsibilities_at(cells)
    }
}

/// Everything that is worked out for a situation.
pub struct Facts<'s> {
    /// The situation.
    pub situation: &'s Situation<'s>,
    functions: Vec<FunctionFacts>,
    place_of: FxHashMap<(ComponentId, FunctionId), usize>,
    /// Existing components, in the order of the landscape, each with the cells that need it.
    existing: Vec<(ComponentId, Cells)>,
    units: UnitSets,
    pathways: Vec<OnceLock<Pathway>>,
    measures: Vec<OnceLock<Option<ServiceMeasures>>>,
    accountable: OnceLock<Ties>,
    members: OnceLock<Ties>,
    ledger: OnceLock<Vec<LedgerRow>>,
    shapes: Arc<Shapes>,
    tables: OnceLock<Tables>,
    handoffs: Mutex<KnownHandoffs>,
    commissioners: OnceLock<Vec<OrganisationId>>,
}

impl<'s> Facts<'s> {
    /// Works out who covers what.
    pub fn new(situation: &'s Situation<'s>) -> Self {
        Self::sharing(situation, Arc::default())
    }

    /// The same, where other situations of the landscape, on another day or under reforms, have worked out some of it.
    pub fn sharing(situation: &'s Situation<'s>, shapes: Arc<Shapes>) -> Self {
        Self::about(situation, shapes, |_| true)
    }

    /// The same of some components alone, as if there were no others.
    pub fn about(situation: &'s Situation<'s>, shapes: Arc<Shapes>, wanted: impl Fn(ComponentId) -> bool) -> Self {
        let landscape = situation.landscape;
        let mut maker = coverage::Maker::new(situation, &shapes);
        let mut judge = verdicts::Judge::new(situation);
        let mut units = UnitSets::default();
        let mut functions = Vec::new();
        let mut place_of = FxHashMap::default();
        let mut existing = Vec::new();
        let live = coverage::live_by_component(situation);
        for place in 0..landscape.components.len() {
            let id = ComponentId::new(place);
            if !situation.exists(id) || !wanted(id) {
                continue;
            }
            let component = &landscape.components[place];
            let cells = landscape.cells_needing(id);
            for function in (0..landscape.functions.len()).map(FunctionId::new) {
                let held = live.get(&(id, function)).map_or(&[][..], Vec::as_slice);
                let needed = component.needs.contains(&function);
                // Commissioning is looked at everywhere, the other functions where they are needed or claimed.
                if held.is_empty() && !needed && function != COMMISSION {
                    continue;
                }
                let coverage = maker.coverage(component, held);
                let exclusive = landscape.functions[function.index()].exclusive;
                let verdicts = judge.verdicts(&coverage.shape, id, exclusive, &mut units);
                place_of.insert((id, function), functions.len());
                functions.push(FunctionFacts { component: id, function, needed, coverage, verdicts });
            }
            existing.push((id, cells));
        }
        Facts {
            situation,
            functions,
            place_of,
            existing,
            units,
            pathways: landscape.services.iter().map(|_| OnceLock::new()).collect(),
            measures: landscape.services.iter().map(|_| OnceLock::new()).collect(),
            accountable: OnceLock::new(),
            members: OnceLock::new(),
            ledger: OnceLock::new(),
            shapes,
            tables: OnceLock::new(),
            handoffs: Mutex::default(),
            commissioners: OnceLock::new(),
        }
    }

    /// What holds for each function, needed or claimed, of each existing component.
    pub fn functions(&self) -> &[FunctionFacts] {
        &self.functions
    }

    /// What holds for one function of one component; `None` where it is neither needed nor claimed.
    pub fn function(&self, component: ComponentId, function: FunctionId) -> Option<&FunctionFacts> {
        self.place_of.get(&(component, function)).map(|place| &self.functions[*place])
    }

    /// Existing components, each with the cells that need it.
    pub fn existing(&self) -> &[(ComponentId, Cells)] {
        &self.existing
    }

    /// The cells that need a component; `None` where it does not exist.
    pub fn needing(&self, component: ComponentId) -> Option<&Cells> {
        let place = self.existing.binary_search_by_key(&component, |(id, _)| *id).ok()?;
        Some(&self.existing[place].1)
    }

    /// The units behind their ids.
    pub fn units(&self) -> &UnitSets {
        &self.units
    }

    /// The units that commission a component for a cell, settled claims alone.
    pub fn commissioning(&self, component: ComponentId, cell: usize) -> UnitSetId {
        self.function(component, COMMISSION)
            .and_then(|facts| facts.at(cell))
            .map_or(UnitSetId::NOBODY, |verdict| verdict.settled_units)
    }

    /// A service's pathway and its handoffs.
    pub fn pathway(&self, service: ServiceId) -> &Pathway {
        self.pathways[service.index()].get_or_init(|| Pathway::new(self, service))
    }

    /// A service's measures; `None` where nobody needs it on the day.
    pub fn measures(&self, service: ServiceId) -> Option<&ServiceMeasures> {
        self.measures[service.index()].get_or_init(|| ServiceMeasures::new(self, service)).as_ref()
    }

    /// What the reforms that made this landscape took from whom, and where it went.
    pub fn ledger(&self) -> &[LedgerRow] {
        self.ledger.get_or_init(|| ledger::ledger(self))
    }

    /// The shapes of coverage that it shares with other situations.
    pub fn shapes(&self) -> &Shapes {
        &self.shapes
    }

    /// Who must answer to whom.
    pub fn accountable(&self) -> &Ties {
        self.accountable.get_or_init(|| Ties::of_type(self.situation, RelationType::AccountableTo))
    }

    /// Who sits where.
    pub fn members(&self) -> &Ties {
        self.members.get_or_init(|| Ties::of_type(self.situation, RelationType::MemberOf))
    }

    /// Organisations with a settled claim to commission something for somebody, in order.
    pub fn commissioners(&self) -> &[OrganisationId] {
        self.commissioners.get_or_init(|| {
            let mut all = FixedBitSet::with_capacity(self.situation.landscape.organisations.len());
            for facts in self.functions.iter().filter(|facts| facts.function == COMMISSION) {
                for verdict in facts.verdicts.verdicts() {
                    let organisations = &self.units.get(verdict.settled_units).organisations;
                    organisations.iter().for_each(|one| all.insert(one.index()));
                }
            }
            all.ones().map(OrganisationId::new).collect()
        })
    }

    /// At which tables of coordinating bodies everyone sits.
    fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| Tables::new(self))
    }
}
