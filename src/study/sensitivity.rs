//! How far a ranking of services hangs on how it was made: on one source, or on how finely services are cut into components.

use crate::analysis::{Facts, ServiceMeasures};
use crate::day::Period;
use crate::landscape::{Landscape, SERVICE_MEASURES, ServiceId, ServiceMeasure, SourceId, TOLERANCE};
use crate::study::law::{Provision, Rests, resting};

/// Another way to make the measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// Without the facts that rest on a source alone.
    Without(SourceId),
    /// Components of one stage that the same units commission are one.
    Coarse,
}

/// Every measure's mean, by measure.
pub type Means = [f64; 12];

/// A service's means, as they are and under each variant.
#[derive(Debug, Clone)]
pub struct ServiceMeans {
    /// The service.
    pub service: ServiceId,
    /// As they are.
    pub means: Means,
    /// Under each variant; `None` where nobody needs the service then.
    pub otherwise: Vec<Option<Means>>,
}

/// The means of some services, as they are and under some variants.
#[derive(Debug, Clone)]
pub struct Sensitivity {
    /// The variants, each with how many facts it leaves out.
    pub variants: Vec<(Variant, usize)>,
    /// The services that somebody needs.
    pub services: Vec<ServiceMeans>,
}

/// Services that a ranking cannot tell apart, or one alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The services, by their places in the list, the one with most first.
    pub services: Vec<usize>,
    /// Pairs whose order another way turns round, the one with more first, and the variants by their places; a pair that is
    /// equal as it is has none.
    pub because: Vec<(usize, usize, Vec<usize>)>,
}

/// Works out the means of some services as they are and under some variants.
pub fn sensitivity(facts: &Facts<'_>, services: &[ServiceId], variants: &[Variant]) -> Sensitivity {
    let landscape = facts.situation.landscape;
    let needed: Vec<ServiceId> = services.iter().copied().filter(|one| facts.measures(*one).is_some()).collect();
    let mut list: Vec<ServiceMeans> = needed
        .iter()
        .filter_map(|service| {
            let means = means(landscape, facts.measures(*service)?);
            Some(ServiceMeans { service: *service, means, otherwise: Vec::new() })
        })
        .collect();
    let mut counted = Vec::new();
    for variant in variants {
        let (of, left_out) = under(facts, &needed, *variant);
        counted.push((*variant, left_out));
        list.iter_mut().zip(of).for_each(|(service, means)| service.otherwise.push(means));
    }
    Sensitivity { variants: counted, services: list }
}

/// The means of services under a variant, and how many facts it leaves out.
fn under(facts: &Facts<'_>, services: &[ServiceId], variant: Variant) -> (Vec<Option<Means>>, usize) {
    let situation = facts.situation;
    match variant {
        Variant::Coarse => {
            let coarse =
                |service: &ServiceId| Some(means(situation.landscape, &ServiceMeasures::coarse(facts, *service)?));
            (services.iter().map(coarse).collect(), 0)
        }
        Variant::Without(source) => {
            let (landscape, left_out) = without(situation.landscape, source);
            let then = landscape.at(situation.day, situation.bare_law);
            let then = Facts::new(&then);
            let of = |service: &ServiceId| Some(means(&landscape, then.measures(*service)?));
            (services.iter().map(of).collect(), left_out)
        }
    }
}

fn means(landscape: &Landscape, measures: &ServiceMeasures) -> Means {
    SERVICE_MEASURES.map(|(_, measure)| measures.summary(landscape, measure).mean)
}

/// The landscape without the responsibilities, arrangements and relations that rest on a source alone, and how many those
/// are.
fn without(landscape: &Landscape, source: SourceId) -> (Landscape, usize) {
    let resting = resting(landscape, &Provision { source, place: None });
    let (_, alone) = resting.counts();
    let mut landscape = landscape.clone();
    for (id, _) in resting.responsibilities.iter().filter(|(_, rests)| *rests == Rests::Alone) {
        landscape.responsibilities[id.index()].period = Period::NEVER;
    }
    for (id, _) in resting.arrangements.iter().filter(|(_, rests)| *rests == Rests::Alone) {
        landscape.arrangements[id.index()].period = Period::NEVER;
    }
    for (id, _) in resting.relations.iter().filter(|(_, rests)| *rests == Rests::Alone) {
        landscape.relations[id.index()].period = Period::NEVER;
    }
    (landscape, alone)
}

impl Sensitivity {
    /// The services in the order of a measure, the one with most first. Two of which another way turns the order round are a
    /// tie, and so is everything between them.
    pub fn ranking(&self, measure: ServiceMeasure) -> Vec<Tie> {
        let mean = |place: usize| self.services[place].means[measure as usize];
        let mut order: Vec<usize> = (0..self.services.len()).collect();
        order.sort_by(|a, b| mean(*b).total_cmp(&mean(*a)).then(a.cmp(b)));
        // From each place in the order, how far its tie reaches at least.
        let mut reach: Vec<usize> = (0..order.len()).collect();
        let mut because = Vec::new();
        for (place, more) in order.iter().enumerate() {
            for (further, less) in order.iter().enumerate().skip(place + 1) {
                let turned = self.turned(*more, *less, measure);
                if !turned.is_empty() || !above(mean(*more), mean(*less)) {
                    reach[place] = further;
                    because.push((*more, *less, turned));
                }
            }
        }
        let mut ties: Vec<Tie> = Vec::new();
        let mut end = None;
        for (place, one) in order.iter().enumerate() {
            match ties.last_mut() {
                Some(tie) if end.is_some_and(|end| place <= end) => tie.services.push(*one),
                _ => ties.push(Tie { services: vec![*one], because: Vec::new() }),
            }
            end = end.max(Some(reach[place]));
        }
        for tie in &mut ties {
            tie.because = because.iter().filter(|(more, ..)| tie.services.contains(more)).cloned().collect();
        }
        ties
    }

    /// The variants under which the one with more has less.
    fn turned(&self, more: usize, less: usize, measure: ServiceMeasure) -> Vec<usize> {
        let mean =
            |place: usize, variant: usize| self.services[place].otherwise[variant].map(|of| of[measure as usize]);
        let turned =
            |variant: &usize| matches!((mean(more, *variant), mean(less, *variant)), (Some(a), Some(b)) if above(b, a));
        (0..self.variants.len()).filter(turned).collect()
    }
}

/// Whether one mean is above another by more than rounding.
fn above(a: f64, b: f64) -> bool {
    a - b > TOLERANCE * a.abs().max(b.abs()).max(1.0)
}
