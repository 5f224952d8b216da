//! How far a ranking holds, the naive way: without what rests on the law, and with components of one stage put together.

use std::cell::Cell as Counter;
use std::collections::BTreeSet;

use remit::analysis::Facts;
use remit::landscape::{Landscape, SERVICE_MEASURES, ServiceId, ServiceMeasure};
use remit::study::sensitivity::{Sensitivity, Variant, sensitivity};

use super::generate::{Choices, worlds_and_genes};
use super::measures::{at_cell, at_cell_with, cells_of, summary};
use super::naive::Look;
use super::tool::read;
use super::world::{Cell, World};
use super::{hold, holds, near};

/// The stage of each component; `None`: it names none.
type Stages = Vec<Option<usize>>;

fn stages(world: &World, genes: &[u16]) -> Stages {
    let c = &mut Choices::new(genes);
    // Where the numbers have run out, all are at one stage.
    world.components.iter().map(|_| (!c.chance(20)).then(|| c.below(2))).collect()
}

fn text(world: &World, stages: &Stages) -> String {
    let mut tables = world.tables();
    let components = world.components.iter().zip(stages).map(|(component, stage)| {
        let stage = stage.map_or_else(String::new, |stage| format!("stage = \"{stage}\"\n"));
        world.component_text(component) + &stage
    });
    let table = tables.iter_mut().find(|table| table.starts_with("[[component]]")).expect("components");
    *table = components.collect::<Vec<_>>().join("\n");
    tables.join("\n")
}

/// The first component of a service at the same stage with the same units.
fn first_alike(look: &Look<'_>, stages: &Stages, service: usize, cell: Cell, component: usize) -> usize {
    let units = |component: usize| look.commissioning(component, cell, None);
    let own = look.components_of(service);
    let mine = units(component);
    if mine.is_empty() || stages[component].is_none() || !own.contains(&component) {
        return component;
    }
    let alike =
        |other: &usize| look.needs(*other, cell) && stages[*other] == stages[component] && units(*other) == mine;
    own.into_iter().find(alike).unwrap_or(component)
}

fn means(look: &Look<'_>, service: usize, of: impl Fn(Cell) -> [f64; 12]) -> Option<[f64; 12]> {
    let cells = cells_of(look, service);
    let values: Vec<(Cell, [f64; 12])> = cells.into_iter().map(|cell| (cell, of(cell))).collect();
    let mean = |measure: usize| {
        let of_measure: Vec<(Cell, f64)> = values.iter().map(|(cell, of)| (*cell, of[measure])).collect();
        summary(look, &of_measure)[0]
    };
    (!values.is_empty()).then(|| std::array::from_fn(mean))
}

/// The world without what rests on the law: all that has a source.
fn lawless(world: &World) -> World {
    let mut world = world.clone();
    world.responsibilities.retain(|fact| !fact.sourced);
    world.arrangements.retain(|fact| !fact.sourced);
    world.relations.retain(|fact| !fact.sourced);
    world
}

#[test]
fn means_without_the_law_and_with_parts_put_together() {
    let (turned, coarser) = (Counter::new(0), Counter::new(0));
    hold(
        worlds_and_genes(),
        |(world, genes)| text(world, &stages(world, genes)),
        |(world, genes)| {
            let stages = stages(world, genes);
            let landscape = read(&[("landscape.toml", text(world, &stages))]);
            let law = landscape.responsibilities.iter().flat_map(|fact| &fact.basis).map(|basis| basis.source).next();
            let Some(law) = law else { return Ok(()) };
            let lawless = lawless(world);
            for day in &world.days {
                let situation = landscape.at(*day, false);
                let facts = Facts::new(&situation);
                let found = sensitivity(&facts, &services(&landscape), &[Variant::Without(law), Variant::Coarse]);
                for of in &found.services {
                    let id = &*landscape.services[of.service.index()].id;
                    let service = world.services.iter().position(|known| known == id).expect("the service");
                    let look = Look { world, day: *day, bare_law: false };
                    let bare = Look { world: &lawless, ..look };
                    let coarse = |cell: Cell| {
                        at_cell_with(&look, service, cell, None, &|one| first_alike(&look, &stages, service, cell, one))
                    };
                    let wanted = [
                        means(&look, service, |cell| at_cell(&look, service, cell, None)),
                        means(&bare, service, |cell| at_cell(&bare, service, cell, None)),
                        means(&look, service, coarse),
                    ];
                    let ours = [Some(of.means), of.otherwise[0], of.otherwise[1]];
                    for (name, (ours, wanted)) in ["as it is", "lawless", "coarse"].iter().zip(ours.iter().zip(&wanted))
                    {
                        let same = match (ours, wanted) {
                            (Some(ours), Some(wanted)) => ours.iter().zip(wanted).all(|(a, b)| near(*a, *b)),
                            (ours, wanted) => ours.is_none() && wanted.is_none(),
                        };
                        holds!(same, "{id} on {day:?}, {name}: {ours:?}, and {wanted:?} the naive way");
                    }
                    coarser.set(coarser.get() + usize::from(wanted[0] != wanted[2]));
                }
                for (_, measure) in SERVICE_MEASURES {
                    turned.set(turned.get() + ranking_agrees(&found, measure)?);
                }
            }
            Ok(())
        },
    );
    let seen = (turned.get(), coarser.get());
    assert!(seen.0 > 5 && seen.1 > 20, "too little was seen: {seen:?}");
}

fn services(landscape: &Landscape) -> Vec<ServiceId> {
    let all: BTreeSet<ServiceId> = landscape.components.iter().flat_map(|of| of.services.iter().copied()).collect();
    all.into_iter().collect()
}

/// Two services, or more, are in one tie when they are equal or a variant turns them round; how many are turned.
fn ranking_agrees(found: &Sensitivity, measure: ServiceMeasure) -> Result<usize, proptest::test_runner::TestCaseError> {
    let of = |place: usize, way: usize| -> Option<f64> {
        let service = &found.services[place];
        let means = if way == 0 { Some(service.means) } else { service.otherwise[way - 1] };
        means.map(|means| means[measure as usize])
    };
    let ties = found.ranking(measure);
    let order: Vec<usize> = ties.iter().flat_map(|tie| tie.services.iter().copied()).collect();
    let tie_of = |place: usize| ties.iter().position(|tie| tie.services.contains(&place));
    let (mut turned, mut joined) = (0, BTreeSet::new());
    for (n, more) in order.iter().enumerate() {
        for (m, less) in order.iter().enumerate().skip(n + 1) {
            let as_it_is = (of(*more, 0), of(*less, 0));
            let equal = matches!(as_it_is, (Some(a), Some(b)) if near(a, b));
            let ways = (1..=found.variants.len())
                .filter(|way| matches!((of(*more, *way), of(*less, *way)), (Some(a), Some(b)) if b > a && !near(a, b)))
                .count();
            if equal || ways > 0 {
                holds!(tie_of(*more) == tie_of(*less), "{measure:?}: {more} and {less} are a tie");
                turned += ways;
                joined.extend(n..m);
            }
        }
    }
    for place in (1..order.len()).filter(|place| !joined.contains(&(place - 1))) {
        holds!(
            tie_of(order[place - 1]) != tie_of(order[place]),
            "{measure:?}: nothing joins place {place} and the next"
        );
    }
    Ok(turned)
}
