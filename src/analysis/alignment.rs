//! How the boundaries of two kinds of organisation lie to each other (docs/method.md).

use rustc_hash::FxHashMap;

use crate::landscape::{ClassId, ExactSum, KindId, OrganisationId, Situation, reaches, sum_in_order};

/// One organisation's people over the organisations of another kind.
#[derive(Debug, Clone, PartialEq)]
pub struct AlignmentRow {
    /// The organisation.
    pub organisation: OrganisationId,
    /// How many of the other kind it shares people with.
    pub meets: usize,
    /// How many of them hold at least 5% of its people.
    pub meets_5pct: usize,
    /// The Herfindahl index of its people over the other kind; `None` where none of them is in any.
    pub herfindahl: Option<f64>,
}

impl AlignmentRow {
    /// As if its people were spread evenly over so many: the inverse of the index.
    pub fn effective(&self) -> Option<f64> {
        self.herfindahl.map(|index| 1.0 / index)
    }
}

/// Two kinds over the same areas.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// One kind.
    pub of: KindId,
    /// The other.
    pub with: KindId,
    /// Conditional entropies H(with | of) and H(of | with), in bits.
    pub bits: [f64; 2],
    /// The organisations of the first kind that have people, by id.
    pub rows: Vec<AlignmentRow>,
}

/// The alignment of the live organisations of one kind with those of another.
pub fn alignment(situation: &Situation<'_>, of: KindId, with: KindId) -> Alignment {
    Alignment {
        of,
        with,
        bits: [conditional_entropy(situation, of, with), conditional_entropy(situation, with, of)],
        rows: rows(situation, of, situation, with),
    }
}

/// For each organisation of `of`, live in one situation, its people over those of `with`, live in another: where they
/// come from, or where they go to.
pub fn origins(of: (&Situation<'_>, KindId), with: (&Situation<'_>, KindId)) -> Vec<AlignmentRow> {
    rows(of.0, of.1, with.0, with.1)
}

fn rows(here: &Situation<'_>, of: KindId, there: &Situation<'_>, with: KindId) -> Vec<AlignmentRow> {
    let landscape = here.landscape;
    let mut organisations: Vec<OrganisationId> =
        here.live_organisations().filter(|one| landscape.organisations[one.index()].kind == of).collect();
    organisations.sort_by_key(|one| &landscape.organisations[one.index()].id);
    let mut list = Vec::new();
    for organisation in organisations {
        let people = here.residents(organisation);
        if people <= 0.0 {
            continue;
        }
        // Whole overlaps decide whom it meets; where an area is in several of the other kind, each has a part of it.
        let mut whole: FxHashMap<OrganisationId, ExactSum> = FxHashMap::default();
        let mut parts: FxHashMap<(OrganisationId, usize), ExactSum> = FxHashMap::default();
        for class in here.footprint(organisation) {
            let population = population(here, class);
            let others: Vec<OrganisationId> = there.of_kind_at(with, class).collect();
            for other in &others {
                whole.entry(*other).or_default().add_sum(population);
                parts.entry((*other, others.len())).or_default().add_sum(population);
            }
        }
        let mut shares: FxHashMap<OrganisationId, f64> = FxHashMap::default();
        let mut parts: Vec<_> = parts.into_iter().collect();
        parts.sort_by_key(|(key, _)| *key);
        for ((other, among), sum) in parts {
            *shares.entry(other).or_default() += sum.value() / among as f64;
        }
        let mut shares: Vec<f64> = shares.into_values().collect();
        shares.sort_by(f64::total_cmp);
        let in_some: f64 = sum_in_order(shares.clone());
        list.push(AlignmentRow {
            organisation,
            meets: whole.len(),
            meets_5pct: whole.values().filter(|sum| reaches(sum.value(), 0.05 * people)).count(),
            herfindahl: (in_some > 0.0)
                .then(|| sum_in_order(shares.iter().map(|share| (share / in_some).powi(2)).collect())),
        });
    }
    list
}

/// H(second | first) in bits, weighted by people, over areas in at least one of each.
fn conditional_entropy(situation: &Situation<'_>, first: KindId, second: KindId) -> f64 {
    let mut both: FxHashMap<(OrganisationId, OrganisationId, usize), ExactSum> = FxHashMap::default();
    for class in situation.landscape.grid_classes() {
        let firsts: Vec<OrganisationId> = situation.of_kind_at(first, class).collect();
        let seconds: Vec<OrganisationId> = situation.of_kind_at(second, class).collect();
        let among = firsts.len() * seconds.len();
        for one in &firsts {
            for other in &seconds {
                both.entry((*one, *other, among)).or_default().add_sum(population(situation, class));
            }
        }
    }
    let mut joint: FxHashMap<(OrganisationId, OrganisationId), f64> = FxHashMap::default();
    let mut both: Vec<_> = both.into_iter().collect();
    both.sort_by_key(|(key, _)| *key);
    for ((one, other, among), sum) in both {
        *joint.entry((one, other)).or_default() += sum.value() / among as f64;
    }
    let mut joint: Vec<((OrganisationId, OrganisationId), f64)> = joint.into_iter().collect();
    joint.sort_by_key(|(key, _)| *key);
    let mut of_first: FxHashMap<OrganisationId, Vec<f64>> = FxHashMap::default();
    for ((one, _), people) in &joint {
        of_first.entry(*one).or_default().push(*people);
    }
    let of_first: FxHashMap<OrganisationId, f64> =
        of_first.into_iter().map(|(one, people)| (one, sum_in_order(people))).collect();
    let total = sum_in_order(joint.iter().map(|(_, people)| *people).collect());
    if total <= 0.0 {
        return 0.0;
    }
    let term = |((one, _), people): &((OrganisationId, OrganisationId), f64)| {
        -(people / total) * (people / of_first[one]).log2()
    };
    // Where every share is 1 the terms are negative zeros.
    sum_in_order(joint.iter().filter(|(_, people)| *people > 0.0).map(term).collect()).max(0.0)
}

fn population<'l>(situation: &Situation<'l>, class: ClassId) -> &'l ExactSum {
    &situation.landscape.areas.classes[class.index()].population
}
