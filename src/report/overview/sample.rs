//! Overviews of given names, for the tests of every format.

use super::{OverviewReport, Side, groups, lanes, side};
use crate::report::pathway::{PathwayReport, sample};

/// Two scenarios of two services, of names.
pub(crate) fn two(names: &[String]) -> OverviewReport {
    let pathways = [sample::two(names), PathwayReport { service: "t".to_owned(), ..sample::two(names) }];
    of(names, &pathways)
}

/// Two scenarios of one service.
pub(crate) fn one(names: &[String]) -> OverviewReport {
    of(names, &[sample::two(names)])
}

fn of(names: &[String], pathways: &[PathwayReport]) -> OverviewReport {
    let (all, places) = lanes(pathways);
    let scenarios = [0, 1].map(|place| Side { summary: names[6].clone(), ..side(pathways, place, (&all, &places)) });
    OverviewReport {
        schema: "remit/overview/1",
        landscape: names[0].clone(),
        services: pathways.iter().map(|pathway| pathway.service.clone()).collect(),
        title: names[0].clone(),
        about: names[6].clone(),
        description: names[2].clone(),
        source: names[7].clone(),
        groups: groups(pathways, |_| names[0].clone()),
        scenarios: scenarios.into(),
        lanes: all,
    }
}
