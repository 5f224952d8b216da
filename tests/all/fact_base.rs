//! The landscape of England against the research it was encoded from (tests/facts/README.md): every row represented or
//! explained, and as many bodies on known days as there were.

use std::collections::BTreeMap;

use crate::cases::load;
use crate::support::root;

#[path = "../facts/compare.rs"]
mod compare;

#[test]
fn every_row_of_the_research_is_represented_or_explained() {
    let england = load(&root().join("scenarios/england"));
    let compared = compare::compare(&england, &root().join("tests/facts"));
    assert!(compared.rows > 1500, "only {} rows", compared.rows);
    let unexplained: Vec<String> = compared
        .unexplained
        .iter()
        .map(|row| format!("{} {}: {} {}", row.id, row.component, row.kind, row.role))
        .collect();
    assert!(unexplained.is_empty(), "{} rows without a reason:\n{}", unexplained.len(), unexplained.join("\n"));
    assert!(compared.wrong.is_empty(), "{}", compared.wrong.join("\n"));
    // A reason is an exception: most rows stand in the landscape as they stand in the table.
    assert!(compared.explained.len() * 4 < compared.rows, "{} of {}", compared.explained.len(), compared.rows);
}

#[test]
fn there_are_as_many_bodies_as_there_were() {
    let england = load(&root().join("scenarios/england"));
    let mut wrong = Vec::new();
    let rows = compare::records(&root().join("tests/facts/counts.csv"));
    assert!(rows.len() >= 20, "only {} counts", rows.len());
    for row in rows {
        let situation = england.at(row["day"].parse().expect("a day"), false);
        let mut live: BTreeMap<&str, usize> = BTreeMap::new();
        for one in situation.live_organisations() {
            let kind = &england.kinds[england.organisations[one.index()].kind.index()].id;
            *live.entry(&**kind).or_default() += 1;
        }
        let found = live.get(row["kind"].as_str()).copied().unwrap_or_default();
        if found.to_string() != row["count"] {
            wrong
                .push(format!("{} on {}: {found}, and {} by {}", row["kind"], row["day"], row["count"], row["source"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
