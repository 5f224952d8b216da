//! What `remit measure` says of how far a ranking holds.

use super::measure::READABLE;
use super::shared::{MOST_ROWS, counted, exact, value};
use crate::render::{Column, Document, Table};
use crate::report::measure::{MeasureReport, ScenarioMeasures, SensitivityView};
use crate::report::sensitivity::{RankedView, RankingView, TurnedView, VariantView};

/// The measure that is shown in full.
const SHOWN: &str = "effective";

/// At most so many pairs are shown.
const MOST_TIES: usize = 2 * MOST_ROWS;

/// How far the rankings of a scenario hold, where that was asked.
pub fn section(document: &mut Document, measures: &ScenarioMeasures) {
    let Some(of) = &measures.sensitivity else { return };
    document.heading(format!("How far the ranking holds, {}", measures.scenario.asked));
    let Some(shown) = of.rankings.iter().find(|ranking| ranking.measure == SHOWN) else { return };
    document.lead(lead(of, shown));
    document.table(table(of, shown));
    ties(document, of, shown);
    for variant in of.variants.iter().filter(|variant| variant.leave_out.is_some()) {
        let facts = counted(variant.facts, "fact rests", "facts rest");
        let source = variant.leave_out.as_deref().unwrap_or_default();
        document.paragraph(format!("{facts} on `{source}` alone, whatever the day."));
    }
    let others: Vec<String> = of
        .rankings
        .iter()
        .filter(|ranking| ranking.measure != SHOWN)
        .filter_map(|ranking| {
            let turned = ranking.turned.iter().filter(|turned| !turned.under.is_empty()).count();
            let (words, _) = READABLE.iter().find(|(_, name)| *name == ranking.measure)?;
            (turned > 0).then(|| format!("{} {turned}", words.trim_start_matches("– ")))
        })
        .collect();
    if !others.is_empty() {
        document.paragraph(format!("Pairs that turn round by other measures – {}: --format csv.", others.join("; ")));
    }
}

fn lead(of: &SensitivityView, ranking: &RankingView) -> String {
    let ways: Vec<String> = of.variants.iter().map(in_words).collect();
    let turned = ranking.turned.iter().filter(|turned| !turned.under.is_empty()).count();
    let count = ranking.services.len();
    let pairs = count * count.saturating_sub(1) / 2;
    if turned == 0 {
        return format!("No two services change places {}: the ranking by `{SHOWN}` holds.", ways.join(", or "));
    }
    format!(
        "Of {} of services, {turned} change places {}: there the ranking by `{SHOWN}` is no more than a tie.",
        counted(pairs, "pair", "pairs"),
        ways.join(", or ")
    )
}

/// A variant behind a verb.
fn in_words(variant: &VariantView) -> String {
    match &variant.leave_out {
        Some(source) => format!("without what rests on `{source}` alone"),
        None => "where components of one stage with the same holders count as one".to_owned(),
    }
}

/// A variant above a column.
fn short(variant: &VariantView) -> String {
    match &variant.leave_out {
        Some(source) => format!("without {source}"),
        None => "coarse".to_owned(),
    }
}

fn table(of: &SensitivityView, ranking: &RankingView) -> Table {
    let mut columns = vec![Column::numbers("place"), Column::words("service"), Column::numbers("as it is")];
    columns.extend(of.variants.iter().map(|variant| Column::numbers(short(variant))));
    let mut table = Table::new(columns);
    for service in &ranking.services {
        let mut row = vec![place(service), service.name.clone(), value(Some(service.mean))];
        row.extend(service.otherwise.iter().map(|mean| value(*mean)));
        table.row(row);
    }
    table
}

/// `3`, or of a tie `3 to 5`.
fn place(service: &RankedView) -> String {
    if service.place == service.to_place {
        service.place.to_string()
    } else {
        format!("{} to {}", service.place, service.to_place)
    }
}

/// Why some services are a tie, pair by pair.
fn ties(document: &mut Document, of: &SensitivityView, ranking: &RankingView) {
    let mut table = Table::new(vec![
        Column::words("as it is"),
        Column::words("has more than"),
        Column::words("and less"),
        Column::words("with"),
    ]);
    for turned in ranking.turned.iter().take(MOST_TIES) {
        table.row(reason(of, ranking, turned));
    }
    document.table(table);
    if ranking.turned.len() > MOST_TIES {
        document.paragraph(format!("and {} more pairs: --format json", ranking.turned.len() - MOST_TIES));
    }
}

/// Why two services are a tie.
fn reason(of: &SensitivityView, ranking: &RankingView, turned: &TurnedView) -> Vec<String> {
    let find = |id: &str| ranking.services.iter().find(|service| service.service == id);
    let (Some(more), Some(less)) = (find(&turned.more), find(&turned.less)) else { return vec![String::new(); 4] };
    let ways: Vec<String> = turned.under.iter().map(|under| in_words(&of.variants[*under])).collect();
    let figures: Vec<String> = turned
        .under
        .iter()
        .map(|under| [more, less].map(|service| value(service.otherwise[*under])).join(" and "))
        .collect();
    let ways = if ways.is_empty() { "never: they are equal as they are".to_owned() } else { ways.join("; and ") };
    vec![more.name.clone(), less.name.clone(), ways, figures.join("; ")]
}

/// Columns of a spreadsheet behind the others: the mean under each variant, and the first and last place of the tie.
pub fn columns(report: &MeasureReport) -> Vec<String> {
    let Some(of) = report.scenarios.iter().find_map(|measures| measures.sensitivity.as_ref()) else {
        return Vec::new();
    };
    let mut columns: Vec<String> = of.variants.iter().map(short).collect();
    columns.extend(["place", "to_place"].map(str::to_owned));
    columns
}

/// The cells of these columns for a measure of a service.
pub fn cells(measures: &ScenarioMeasures, measure: &str, service: &str) -> Vec<String> {
    let Some(of) = &measures.sensitivity else { return Vec::new() };
    let ranking = of.rankings.iter().find(|ranking| ranking.measure == measure);
    let ranked = ranking.and_then(|ranking| ranking.services.iter().find(|ranked| ranked.service == service));
    let Some(ranked) = ranked else { return vec![String::new(); of.variants.len() + 2] };
    let mut cells: Vec<String> = ranked.otherwise.iter().map(|mean| exact(*mean)).collect();
    cells.extend([ranked.place.to_string(), ranked.to_place.to_string()]);
    cells
}
