//! What went from whom to whom: people times parts, from the holders of one scenario to those of another.

use std::collections::BTreeMap;

use serde::Serialize;

use super::common::{EvidenceCounts, ScenarioView, capital, people_in_words};
use super::network::Family;
use super::pathway::Seen;
use super::titles::{counted, first_that_fits, number};
use crate::compare::transfers as transfers_of;
use crate::landscape::{COMMISSION, KindId, Landscape, ServiceId};

/// `remit/transfers/1`.
#[derive(Debug, Clone, Serialize)]
pub struct TransfersReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// The services.
    pub services: Vec<String>,
    /// What the picture shows, in at most ten words.
    pub title: String,
    /// What it is about: services, days, people.
    pub about: String,
    /// For those who cannot see it: at most two sentences.
    pub description: String,
    /// What it rests on.
    pub source: String,
    /// Before.
    pub from: ScenarioView,
    /// After.
    pub to: ScenarioView,
    /// Everyone.
    pub population: f64,
    /// Who held something before.
    pub before: Vec<Side>,
    /// Who holds something after.
    pub after: Vec<Side>,
    /// What went from whom to whom: by place before, then by place after.
    pub flows: Vec<Flow>,
}

/// Holders on one side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// The kinds that commission it; empty for nobody for certain, null where nobody needs it.
    pub kinds: Option<Vec<String>>,
    /// Their short names.
    pub mark: String,
    /// How it is coloured; none for nobody.
    #[serde(skip)]
    pub family: Option<Family>,
    /// People times parts.
    pub people_parts: f64,
    /// The same for one person on average.
    pub parts: f64,
}

/// What went from some holders to others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flow {
    /// From those before, by place.
    pub from: usize,
    /// To those after, by place.
    pub to: usize,
    /// What became of it.
    pub is: Became,
    /// Of so many components some or all.
    pub components: usize,
    /// People times parts.
    pub people_parts: f64,
    /// The same for one person on average.
    pub parts: f64,
}

/// What became of something held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Became {
    /// Kinds of holder as before.
    Unchanged,
    /// Others hold it.
    Moved,
    /// Nobody holds it for certain.
    Lost,
    /// Nobody held it for certain.
    Gained,
    /// Nobody needed it before, or nobody does after.
    Other,
}

type Kinds = Option<Vec<KindId>>;

/// Draws up what changed hands between two scenarios.
pub fn transfers(from: &Seen<'_>, to: &Seen<'_>, services: &[ServiceId]) -> TransfersReport {
    let landscape = from.facts.situation.landscape;
    let population = landscape.population();
    let mut moved: BTreeMap<(Kinds, Kinds), (usize, f64)> = BTreeMap::new();
    for transfer in transfers_of(from.facts, to.facts, services).0 {
        if transfer.function == COMMISSION && transfer.people > 0.0 {
            let (components, people) = moved.entry((transfer.from, transfer.to)).or_default();
            *components += 1;
            *people += transfer.people;
        }
    }
    let before = sides(landscape, moved.iter().map(|((from, _), (_, people))| (from, *people)));
    let after = sides(landscape, moved.iter().map(|((_, to), (_, people))| (to, *people)));
    let place =
        |sides: &[(Kinds, Side)], kinds: &Kinds| sides.iter().position(|(known, _)| known == kinds).unwrap_or(0);
    let flow = |((from, to), (components, people)): (&(Kinds, Kinds), &(usize, f64))| Flow {
        from: place(&before, from),
        to: place(&after, to),
        is: became(from, to),
        components: *components,
        people_parts: *people,
        parts: people / population,
    };
    let mut flows: Vec<Flow> = moved.iter().map(flow).collect();
    flows.sort_by_key(|flow| (flow.from, flow.to));
    let mut report = TransfersReport {
        schema: "remit/transfers/1",
        landscape: landscape.title.to_string(),
        services: services.iter().map(|service| landscape.services[service.index()].id.to_string()).collect(),
        title: String::new(),
        about: String::new(),
        description: String::new(),
        source: String::new(),
        from: ScenarioView::new(from.chosen, from.facts.situation, None),
        to: ScenarioView::new(to.chosen, to.facts.situation, None),
        population,
        before: before.into_iter().map(|(_, side)| side).collect(),
        after: after.into_iter().map(|(_, side)| side).collect(),
        flows,
    };
    say(&mut report, [from, to], services);
    report
}

fn became(from: &Kinds, to: &Kinds) -> Became {
    match (from.as_deref(), to.as_deref()) {
        (None, _) | (_, None) => Became::Other,
        (Some(from), Some(to)) if from == to => Became::Unchanged,
        (_, Some([])) => Became::Lost,
        (Some([]), _) => Became::Gained,
        _ => Became::Moved,
    }
}

/// The holders of one side: family by family, the largest first, nobody last.
fn sides<'k>(landscape: &Landscape, held: impl Iterator<Item = (&'k Kinds, f64)>) -> Vec<(Kinds, Side)> {
    let mut sums: BTreeMap<&Kinds, f64> = BTreeMap::new();
    held.for_each(|(kinds, people)| *sums.entry(kinds).or_default() += people);
    let side = |(kinds, people): (&Kinds, f64)| {
        let of = |kind: &KindId| &landscape.kinds[kind.index()];
        let mark = match kinds.as_deref() {
            None => "Not needed".to_owned(),
            Some([]) => "Nobody for certain".to_owned(),
            Some(kinds) => kinds.iter().map(|kind| of(kind).short.to_string()).collect::<Vec<_>>().join(" + "),
        };
        let side = Side {
            kinds: kinds.as_ref().map(|kinds| kinds.iter().map(|kind| of(kind).id.to_string()).collect()),
            mark,
            family: kinds.as_ref().and_then(|kinds| kinds.iter().map(|kind| of(kind).family).min()),
            people_parts: people,
            parts: people / landscape.population(),
        };
        (kinds.clone(), side)
    };
    let mut sides: Vec<(Kinds, Side)> = sums.into_iter().map(side).collect();
    sides.sort_by(|(_, one), (_, other)| {
        let rank = |side: &Side| (side.family.is_none(), side.family);
        rank(one)
            .cmp(&rank(other))
            .then(other.people_parts.total_cmp(&one.people_parts))
            .then(one.mark.cmp(&other.mark))
    });
    sides
}

fn say(report: &mut TransfersReport, seen: [&Seen<'_>; 2], services: &[ServiceId]) {
    let landscape = seen[0].facts.situation.landscape;
    let subject = match services {
        [one] => landscape.services[one.index()].name.to_string(),
        many => format!("{} services", capital(&number(many.len()))),
    };
    let sum = |is: Became| report.flows.iter().filter(|flow| flow.is == is).map(|flow| flow.parts).sum::<f64>();
    let all: f64 = report.flows.iter().map(|flow| flow.parts).sum();
    let [moved, lost, gained, kept] = [Became::Moved, Became::Lost, Became::Gained, Became::Unchanged].map(sum);
    let said = if lost > 0.0 {
        format!("{} of {} parts move, {} are uncertain", parts(moved), parts(all), parts(lost))
    } else {
        format!("{} of {} parts move", parts(moved), parts(all))
    };
    report.title = first_that_fits(&[format!("{subject}: {said}"), capital(&said)]);
    report.about = format!(
        "{subject}: who commissioned it on {} and who on {}. Parts for one person on average, of {}.",
        report.from.day,
        report.to.day,
        people_in_words(report.population),
    );
    report.description = format!(
        "Of {} parts for one person on average, {} change hands between {} and {}. {} stay with the same kinds of body, \
         {} go to nobody for certain, {} come from there.",
        parts(all),
        parts(moved),
        report.from.day,
        report.to.day,
        parts(kept),
        parts(lost),
        parts(gained),
    );
    let counts = seen.map(|one| {
        let total = EvidenceCounts::of(one.facts.situation, Some(services)).total();
        format!("{} on {}", counted(total, "responsibility", "responsibilities"), one.chosen.on.in_words())
    });
    report.source = format!("Source: the landscape “{}”, {} and {}.", report.landscape, counts[0], counts[1]);
}

/// A number of parts: whole where it is.
pub fn parts(parts: f64) -> String {
    // The sum of nothing is a zero below zero.
    let text = format!("{:.1}", parts + 0.0);
    match text.strip_suffix(".0") {
        Some("0") if parts > 0.0 => "<0.1".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}
