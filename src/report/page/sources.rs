//! The sources that a page cites: title, type, where it is, and when somebody last saw that it still says so.

use std::collections::BTreeMap;

use serde::Serialize;

use super::PageReport;
use crate::report::pathway::Seen;

/// A source, and where the page cites it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageSource {
    /// Its id.
    pub source: String,
    /// Its title.
    pub title: String,
    /// What sort of thing it is.
    #[serde(rename = "type")]
    pub source_type: Option<&'static str>,
    /// The year.
    pub year: Option<i64>,
    /// Where it is.
    pub url: Option<String>,
    /// When somebody last saw that it still says so.
    pub checked: Option<String>,
    /// The places in it that are cited.
    pub places: Vec<String>,
    /// The same day in words.
    #[serde(skip)]
    pub checked_in_words: Option<String>,
}

/// The sources cited on a page, by title.
pub fn sources(seen: &[Seen<'_>], page: &PageReport) -> Vec<PageSource> {
    cited_sources(seen, bases(page))
}

/// The sources behind some citations, by title.
pub fn cited_sources<'b>(seen: &[Seen<'_>], bases: impl IntoIterator<Item = &'b str>) -> Vec<PageSource> {
    let mut cited: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for basis in bases {
        let (source, place) = basis.split_once('#').unwrap_or((basis, ""));
        let places = cited.entry(source).or_default();
        if !place.is_empty() && !places.contains(&place) {
            places.push(place);
        }
    }
    let mut list: Vec<PageSource> = Vec::new();
    for (id, mut places) in cited {
        let mut known = seen.iter().flat_map(|one| &one.facts.situation.landscape.sources);
        let Some(source) = known.find(|source| &*source.id == id) else { continue };
        places.sort_unstable();
        list.push(PageSource {
            source: id.to_owned(),
            title: source.title.to_string(),
            source_type: source.source_type.map(|of| of.word()),
            year: source.year,
            url: source.url.as_deref().map(str::to_owned),
            checked: source.checked.map(|day| day.to_string()),
            places: places.into_iter().map(str::to_owned).collect(),
            checked_in_words: source.checked.map(crate::day::Day::in_words),
        });
    }
    list.sort_by(|a, b| (&a.title, &a.source).cmp(&(&b.title, &b.source)));
    list
}

/// Everything that a page cites.
fn bases(page: &PageReport) -> impl Iterator<Item = &str> {
    let findings = page.findings.iter().flat_map(|finding| &finding.finding.basis);
    let examples = page
        .findings
        .iter()
        .flat_map(|finding| &finding.example)
        .flat_map(|example| &example.answers)
        .flat_map(|answer| &answer.units)
        .flat_map(|unit| &unit.basis);
    let held = page
        .parts
        .iter()
        .flat_map(|service| &service.parts)
        .flat_map(|part| part.held.iter().flatten())
        .flat_map(|held| &held.holders)
        .flat_map(|holder| &holder.basis);
    let timeline = page.timeline.iter().flat_map(|line| &line.held).flat_map(|held| &held.basis);
    let journeys = page.journeys.iter().flat_map(|journey| &journey.journey.steps).flat_map(|step| &step.basis);
    let claims = page.claims.iter().flat_map(|claim| &claim.claim.by);
    let all = findings.chain(examples).chain(held).chain(timeline).chain(journeys).chain(claims);
    all.map(String::as_str)
}
