//! Areas: what they lie within, resolved; lists of areas that facts name; the division into classes.

use rustc_hash::FxHashMap;

use super::organisations::Bodies;
use crate::landscape::areas::Areas;
use crate::landscape::geography::Geography;
use crate::landscape::ids::{AreaId, AreaListId, KindId, OrganisationId};
use crate::landscape::partition::{ResolvedTableWithin, ResolvedWithin, divide, order_by_id};
use crate::model::{AreaStore, Name, TableOfAreas, Unread};
use crate::source::{Problem, Problems, Span};
use crate::text::nearest::did_you_mean;

/// Finds areas by id, and remembers each list of areas that some fact names.
pub(super) struct AreaNames<'m> {
    store: &'m AreaStore,
    /// An id that nobody has may be that of an area that could not be read.
    unread: &'m Unread,
    by_id: Vec<AreaId>,
    lists: FxHashMap<Vec<AreaId>, AreaListId>,
    named_by: FxHashMap<AreaId, Vec<AreaListId>>,
}

impl<'m> AreaNames<'m> {
    /// Two areas with one id are a problem.
    pub(super) fn new(store: &'m AreaStore, unread: &'m Unread, problems: &mut Problems) -> Self {
        let (by_id, same) = order_by_id(store);
        for (one, other) in same {
            let (first, second) = (one.index().min(other.index()), one.index().max(other.index()));
            problems.push(
                Problem::new(store.at(second), format!("there are two areas with the id `{}`", store.id(second)))
                    .also(store.at(first), "the first one"),
            );
        }
        AreaNames { store, unread, by_id, lists: FxHashMap::default(), named_by: FxHashMap::default() }
    }

    pub(super) fn find(&self, name: &str, at: Span, problems: &mut Problems) -> Option<AreaId> {
        let found = self
            .by_id
            .binary_search_by(|area| self.store.id(area.index()).cmp(name))
            .ok()
            .map(|place| self.by_id[place]);
        if found.is_none() && !self.unread.may_hold("area", name) {
            // With tens of thousands of areas the nearest id is looked for only among the first few thousand.
            let known = self.by_id.iter().take(5000).map(|area| self.store.id(area.index()));
            problems.push(
                Problem::new(at, format!("`{name}` is not among the areas of this landscape"))
                    .maybe_help(did_you_mean(name, known)),
            );
        }
        found
    }

    /// A list of areas; `None` where it says `everywhere`.
    pub(super) fn list(&mut self, names: &[Name], problems: &mut Problems) -> Option<AreaListId> {
        let everywhere = names.iter().any(|name| &*name.value == "everywhere");
        let mut areas: Vec<AreaId> = names
            .iter()
            .filter(|name| &*name.value != "everywhere")
            .filter_map(|name| self.find(&name.value, name.at, problems))
            .collect();
        if everywhere {
            return None;
        }
        areas.sort_unstable();
        areas.dedup();
        let next = AreaListId::new(self.lists.len());
        if let Some(list) = self.lists.get(&areas) {
            return Some(*list);
        }
        for area in &areas {
            self.named_by.entry(*area).or_default().push(next);
        }
        self.lists.insert(areas, next);
        Some(next)
    }

    /// Resolves what the areas lie within. Two that meet for one area and kind are a problem.
    pub(super) fn resolve(&self, bodies: &Bodies<'_>, problems: &mut Problems) -> ResolvedWithin {
        let mut resolved = ResolvedWithin::default();
        let mut spans: FxHashMap<u32, Vec<Span>> = FxHashMap::default();
        for entry in &self.store.listed {
            let Some(kind) = bodies.kind(&entry.kind, problems) else {
                continue;
            };
            let Some(organisation) = bodies.of_kind(kind, &entry.kind, &entry.organisation, problems) else {
                continue;
            };
            let within = resolved.listed.entry(entry.area).or_default();
            let before = spans.entry(entry.area).or_default();
            if let Some(place) = within.iter().position(|(k, _, period)| *k == kind && period.meets(entry.period)) {
                problems.push(
                    Problem::new(
                        entry.organisation.at,
                        format!(
                            "two `within` of the kind `{}` meet for the area `{}`",
                            entry.kind.value,
                            self.store.id(entry.area as usize)
                        ),
                    )
                    .also(before[place], "the other one")
                    .help("let one end the day before the other begins"),
                );
            }
            within.push((kind, organisation, entry.period));
            before.push(entry.organisation.at);
        }
        for table in &self.store.tables {
            let within = table.within.iter().map(|within| {
                let values = &table.columns[within.column].values;
                let kind = bodies.kind(&within.kind, problems);
                let organisations = match kind {
                    Some(kind) => values
                        .iter()
                        .map(|value| {
                            let found = bodies.of_kind(kind, &within.kind, value, problems);
                            found.unwrap_or(OrganisationId(0))
                        })
                        .collect(),
                    None => vec![OrganisationId(0); values.len()],
                };
                ResolvedTableWithin {
                    kind: kind.unwrap_or(KindId(0)),
                    period: within.period,
                    column: within.column,
                    organisations,
                }
            });
            let within: Vec<ResolvedTableWithin> = within.collect();
            self.check_table(table, &within, problems);
            resolved.tables.push(within);
        }
        resolved
    }

    /// Two columns of one kind whose periods meet may not both speak of an area.
    fn check_table(&self, table: &TableOfAreas, within: &[ResolvedTableWithin], problems: &mut Problems) {
        for (second, b) in within.iter().enumerate() {
            for (first, a) in within.iter().enumerate().take(second) {
                if a.kind != b.kind || !a.period.meets(b.period) {
                    continue;
                }
                let both: Vec<bool> = table.said.iter().map(|said| said[a.column] > 0 && said[b.column] > 0).collect();
                let row = both.contains(&true).then(|| table.said_of.iter().position(|said| both[*said as usize]));
                if let Some(row) = row.flatten() {
                    let area = table.first as usize + row;
                    let kind = &table.within[second].kind;
                    problems.push(
                        Problem::new(
                            kind.at,
                            format!(
                                "two `within` of the kind `{}` meet for the area `{}`",
                                kind.value,
                                self.store.id(area)
                            ),
                        )
                        .also(table.within[first].kind.at, "the other one")
                        .also(self.store.at(area), "an area that has both")
                        .help("let one end the day before the other begins"),
                    );
                }
            }
        }
    }

    /// What `divide` needs besides the store.
    pub(super) fn into_parts(self) -> (Vec<AreaId>, FxHashMap<AreaId, Vec<AreaListId>>) {
        (self.by_id, self.named_by)
    }
}

/// Builds the classes.
pub(super) fn classes(
    store: AreaStore,
    parts: (Vec<AreaId>, FxHashMap<AreaId, Vec<AreaListId>>),
    within: &ResolvedWithin,
) -> (Areas, Geography) {
    let (by_id, lists) = parts;
    divide(store, by_id, within, &lists)
}
