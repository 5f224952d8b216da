//! Holders without any area are refused, and areas that no holder ever has; those alone (MODEL §2).

use std::collections::BTreeSet;

use super::generate::{Choices, responsibility, worlds_and_genes};
use super::places::forbidden;
use super::tool::try_read;
use super::{hold, holds};

#[test]
fn whoever_never_has_an_area_may_hold_nothing() {
    let refused = std::cell::Cell::new(0);
    hold(
        worlds_and_genes(),
        |(world, _)| world.toml(),
        |(world, genes)| {
            let mut more = world.clone();
            let fact = responsibility(&mut Choices::new(genes), world, 0, 0);
            let (holders, areas) = forbidden(world, &fact);
            more.responsibilities.push(fact);
            let found: BTreeSet<String> = match try_read(&[("landscape.toml", more.toml())]) {
                Ok(_) => BTreeSet::new(),
                Err(messages) => messages.into_iter().collect(),
            };
            refused.set(refused.get() + usize::from(!found.is_empty()));
            let named = |message: &&String| message.split('`').nth(1).unwrap_or_default().to_owned();
            let nowhere: BTreeSet<String> =
                found.iter().filter(|message| message.contains("has any area")).map(|m| named(&m)).collect();
            let outside: BTreeSet<String> =
                found.iter().filter(|message| message.contains("in the footprint")).map(|m| named(&m)).collect();
            holds!(found.len() == nowhere.len() + outside.len(), "other mistakes: {found:?}");
            let wanted: BTreeSet<String> = holders.iter().map(|one| world.organisations[*one].id.clone()).collect();
            holds!(nowhere == wanted, "without any area: {nowhere:?}, and {wanted:?} the naive way");
            let wanted: BTreeSet<String> = areas.iter().map(|area| world.areas[*area].id.clone()).collect();
            holds!(outside == wanted, "in no footprint: {outside:?}, and {wanted:?} the naive way");
            Ok(())
        },
    );
    assert!(refused.get() > 5, "only {} were refused: the generator shows nothing", refused.get());
}
