//! How far rankings of services hang on a source, or on how finely services are cut.

use serde::Serialize;

use super::common::Names;
use crate::landscape::{Landscape, SERVICE_MEASURES, ServiceMeasure};
use crate::study::sensitivity::{Sensitivity, Variant};

/// The rankings of some services under other ways to make them.
#[derive(Debug, Serialize)]
pub struct SensitivityView {
    /// The other ways.
    pub variants: Vec<VariantView>,
    /// By measure.
    pub rankings: Vec<RankingView>,
}

/// Another way to make the measures.
#[derive(Debug, Serialize)]
pub struct VariantView {
    /// The source that is left out; null where none is.
    pub leave_out: Option<String>,
    /// Whether components of one stage with the same holders count as one.
    pub coarse: bool,
    /// How many facts, on any day, it leaves out.
    pub facts: usize,
}

/// The ranking of services by a measure.
#[derive(Debug, Serialize)]
pub struct RankingView {
    /// The measure.
    pub measure: &'static str,
    /// The services, the one with most first.
    pub services: Vec<RankedView>,
    /// Why some of them are a tie.
    pub turned: Vec<TurnedView>,
}

/// A service in a ranking.
#[derive(Debug, Serialize)]
pub struct RankedView {
    /// The service.
    pub service: String,
    /// The first place of its tie, from 1.
    pub place: usize,
    /// The last.
    pub to_place: usize,
    /// The mean as it is.
    pub mean: f64,
    /// The mean under each variant; null where nobody needs the service then.
    pub otherwise: Vec<Option<f64>>,
    /// The service's name.
    #[serde(skip)]
    pub name: String,
}

/// Two services whose order another way turns round.
#[derive(Debug, Serialize)]
pub struct TurnedView {
    /// The one with more as it is.
    pub more: String,
    /// The one with less.
    pub less: String,
    /// The variants that turn them round, by their places from 0; none where the two are equal as they are.
    pub under: Vec<usize>,
}

/// Reports rankings by every measure.
pub fn sensitivity_view(landscape: &Landscape, of: &Sensitivity) -> SensitivityView {
    let variants = of.variants.iter().map(|(variant, facts)| VariantView {
        leave_out: match variant {
            Variant::Without(source) => Some(landscape.sources[source.index()].id.to_string()),
            Variant::Coarse => None,
        },
        coarse: *variant == Variant::Coarse,
        facts: *facts,
    });
    SensitivityView {
        variants: variants.collect(),
        rankings: SERVICE_MEASURES.iter().map(|(_, measure)| ranking(landscape, of, *measure)).collect(),
    }
}

fn ranking(landscape: &Landscape, of: &Sensitivity, measure: ServiceMeasure) -> RankingView {
    let names = Names(landscape);
    let id = |place: usize| names.service(of.services[place].service);
    let (mut services, mut turned) = (Vec::new(), Vec::new());
    for tie in of.ranking(measure) {
        let place = services.len() + 1;
        let to_place = services.len() + tie.services.len();
        services.extend(tie.services.iter().map(|one| {
            let means = &of.services[*one];
            RankedView {
                service: id(*one),
                place,
                to_place,
                mean: means.means[measure as usize],
                otherwise: means.otherwise.iter().map(|then| then.map(|means| means[measure as usize])).collect(),
                name: landscape.services[means.service.index()].name.to_string(),
            }
        }));
        turned.extend(tie.because.into_iter().map(|(more, less, under)| TurnedView {
            more: id(more),
            less: id(less),
            under,
        }));
    }
    RankingView { measure: measure.name(), services, turned }
}
