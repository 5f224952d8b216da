//! The world as it stood: what was live the day before goes on without end, what would begin later does not.

use crate::day::{Day, Period};
use crate::landscape::{ArrangementId, ClassId, Landscape, OrganisationId, RelationId, ResponsibilityId};

/// Freezes a landscape on a day, but for what an earlier reform began, ended or changed. Acceptances stay as they are.
pub(super) fn freeze(landscape: &mut Landscape, on: Day) {
    let mut touched = std::mem::take(&mut landscape.touched);
    for (place, organisation) in landscape.organisations.iter_mut().enumerate() {
        let id = OrganisationId::new(place);
        if !touched.organisations.contains(&id) {
            let before = organisation.period;
            organisation.period = frozen(before, on);
            if organisation.period == Period::NEVER && before != Period::NEVER {
                touched.dropped.insert(id, before);
            }
        }
    }
    for component in &mut landscape.components {
        component.period = frozen(component.period, on);
    }
    for (place, fact) in landscape.responsibilities.iter_mut().enumerate() {
        if !touched.responsibilities.contains(&ResponsibilityId::new(place)) {
            fact.period = frozen(fact.period, on);
        }
    }
    for (place, fact) in landscape.arrangements.iter_mut().enumerate() {
        if !touched.arrangements.contains(&ArrangementId::new(place)) {
            fact.period = frozen(fact.period, on);
        }
    }
    for (place, fact) in landscape.relations.iter_mut().enumerate() {
        if !touched.relations.contains(&RelationId::new(place)) {
            fact.period = frozen(fact.period, on);
        }
    }
    for (class, within) in landscape.geography.within.iter_mut().enumerate() {
        for (kind, organisation, period) in within.iter_mut() {
            if !touched.within.contains(&(ClassId::new(class), *kind, *organisation, *period)) {
                let before = *period;
                *period = frozen(before, on);
                if *period == Period::NEVER && before != Period::NEVER {
                    let key = (ClassId::new(class), *kind, *organisation);
                    touched.dropped_within.entry(key).or_default().push(before);
                }
            }
        }
    }
    landscape.touched = touched;
}

/// What was in force the day before goes on without end; what would begin on the day or later never does; what had ended
/// stays as it was.
fn frozen(period: Period, on: Day) -> Period {
    if period.includes(on.previous()) {
        Period::new(period.from(), None)
    } else if period.begun_by(on.previous()) {
        period
    } else {
        Period::NEVER
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_stands_still_from_the_day_before() {
        let day = |text: &str| text.parse::<Day>().ok();
        let on = day("2013-04-01").expect("a day");
        let period = |from: &str, until: &str| Period::new(day(from), day(until));
        assert_eq!(frozen(period("2002-10-01", "2013-03-31"), on), period("2002-10-01", ""), "live the day before");
        assert_eq!(frozen(period("2002-10-01", "2013-03-30"), on), period("2002-10-01", "2013-03-30"), "had ended");
        assert_eq!(frozen(period("2013-03-31", "2013-03-31"), on), period("2013-03-31", ""), "live that one day");
        assert_eq!(frozen(period("2013-04-01", ""), on), Period::NEVER, "would begin on the day");
        assert_eq!(frozen(Period::ALWAYS, on), Period::ALWAYS);
        assert_eq!(frozen(Period::NEVER, on), Period::NEVER);
    }
}
