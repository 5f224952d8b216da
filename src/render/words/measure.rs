//! What `remit measure` says.

use super::shared::{MOST_ROWS, bare_law, counted, evidence, exact, people_in_column, percent, title, value};
use crate::checks::{list_in_words, name_in_sentence, plural};
use crate::render::{Column, Document, Table};
use crate::report::ScenarioView;
use crate::report::measure::{MeasureReport, MeasureView, ScenarioMeasures, ServiceView, SuperiorView};

/// What a reader calls each measure, and its name in JSON.
pub const READABLE: [(&str, &str); 12] = [
    ("bodies that commission for one person", "commissioners"),
    ("kinds of body", "kinds"),
    ("as if in equal shares", "effective"),
    ("as if in equal shares, by entropy", "entropy"),
    ("pairs of components apart", "apart"),
    ("steps of the pathway", "edges"),
    ("steps that change hands", "handoffs"),
    ("– joined by an arrangement", "joined"),
    ("– bridged by a board", "bridged"),
    ("– unbridged", "unbridged"),
    ("steps that break off", "broken"),
    ("components with no settled commissioner", "empty"),
];

/// The report in words.
pub fn document(report: &MeasureReport, path: &str) -> Document {
    let scenarios: Vec<&ScenarioView> = report.scenarios.iter().map(|measures| &measures.scenario).collect();
    let mut document = Document::new(title(&report.services, &report.landscape, &scenarios, report.population));
    for measures in &report.scenarios {
        document.paragraph(format!("Facts, {}: {}", measures.scenario.asked, evidence(&measures.evidence)));
        bare_law(&mut document, &measures.scenario);
    }
    document.lead(lead(report));
    for service in services(report) {
        document.heading(service.to_owned());
        document.table(service_table(report, service));
        for sentence in rings(report, service) {
            document.paragraph(sentence);
        }
    }
    for measures in &report.scenarios {
        extras(&mut document, report, measures);
        super::sensitivity::section(&mut document, measures);
    }
    document.paragraph(
        "Means over people, each counted by where they live. What the columns mean: docs/method.md. Structure is \
         exposure, not outcome.",
    );
    match scenarios.as_slice() {
        [one] => document.next("What is wrong", format!("remit check {path} {}", one.id)),
        [first, .., last] => {
            document.next("What changed, for whom", format!("remit compare {path} {} {}", first.id, last.id));
        }
        [] => {}
    }
    document
}

fn services(report: &MeasureReport) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for service in report.scenarios.iter().flat_map(|measures| &measures.services) {
        if !names.contains(&service.name.as_str()) {
            names.push(&service.name);
        }
    }
    names
}

fn lead(report: &MeasureReport) -> String {
    let Some(last) = report.scenarios.last() else { return String::new() };
    let mut by: Vec<(&ServiceView, f64)> =
        last.services.iter().filter_map(|service| Some((service, service.measure("effective")?.mean))).collect();
    by.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let day = &last.scenario.day;
    let none = |effective: f64| effective < 0.005;
    let of = |service: &ServiceView| name_in_sentence(&service.name);
    match by.as_slice() {
        [] => format!("On {day} nobody needs any of these services."),
        [(service, effective)] if none(*effective) => {
            format!("On {day} nobody commissions any of {}, or it is disputed who does.", of(service))
        }
        [(_, highest), ..] if none(*highest) => {
            format!("On {day} nobody commissions any of these services, or it is disputed who does.")
        }
        [(service, effective)] => format!(
            "On {day} {} is in as many hands as if {} commissioners held equal shares of it.",
            of(service),
            value(Some(*effective))
        ),
        [(most, highest), .., (least, lowest)] => format!(
            "On {day} the most divided is {}, as if {} commissioners held equal shares of it; the least is {} with {}.",
            of(most),
            value(Some(*highest)),
            of(least),
            value(Some(*lowest))
        ),
    }
}

/// One service: a row for each measure, a column for each scenario; behind it, where any dispute moves it, how far.
fn service_table(report: &MeasureReport, name: &str) -> Table {
    let of: Vec<Option<&ServiceView>> =
        report.scenarios.iter().map(|measures| measures.services.iter().find(|s| s.name == name)).collect();
    let view = |of: &Option<&'_ ServiceView>, measure: &str| of.and_then(|service| service.measure(measure)).copied();
    let moves: Vec<bool> =
        of.iter().map(|of| READABLE.iter().any(|(_, measure)| !range(view(of, measure).as_ref()).is_empty())).collect();
    let mut columns = vec![Column::words("")];
    for (measures, moves) in report.scenarios.iter().zip(&moves) {
        columns.push(Column::numbers(&measures.scenario.asked));
        columns.extend(moves.then(|| Column::words(RANGE)));
    }
    let mut table = Table::new(columns);
    let row = |words: &str, cells: &dyn Fn(&Option<&ServiceView>) -> [String; 2]| {
        let mut row = vec![words.to_owned()];
        for (of, moves) in of.iter().zip(&moves) {
            let [figure, range] = cells(of);
            row.push(figure);
            row.extend(moves.then_some(range));
        }
        row
    };
    for (words, measure) in READABLE {
        table.row(row(words, &|of| {
            let view = view(of, measure);
            [value(view.map(|view| view.mean)), range(view.as_ref())]
        }));
    }
    for (words, binding) in [("of handoffs, joined or bridged", false), ("of handoffs, joined", true)] {
        table.row(row(words, &|of| {
            let congruence = of.map(|service| service.congruence);
            let share = congruence.and_then(|c| if binding { c.binding } else { c.any });
            [share.map_or_else(|| "–".to_owned(), percent), String::new()]
        }));
    }
    table
}

/// What stands above how far a figure moves.
pub const RANGE: &str = "if disputes go either way";

/// Who holds the ring of a service, in a sentence for each scenario.
fn rings(report: &MeasureReport, name: &str) -> Vec<String> {
    let of = report.scenarios.iter().filter_map(|measures| {
        let service = measures.services.iter().find(|service| service.name == name)?;
        let asked = &measures.scenario.asked;
        Some(match service.superiors.as_slice() {
            [] => format!("In “{asked}” it does not change hands."),
            superiors => format!("Who holds the ring where it changes hands, in “{asked}”: {}.", ring(superiors)),
        })
    });
    of.collect()
}

/// `2.40 to 2.80`, where disputed facts move a figure; else nothing.
pub fn range(view: Option<&MeasureView>) -> String {
    let Some(view) = view.filter(|view| (view.range[1] - view.range[0]).abs() > 0.005) else { return String::new() };
    let [least, most] = view.range.map(|end| value(Some(end)));
    if view.exact { format!("{least} to {most}") } else { format!("at least {least} to {most}") }
}

/// Who holds the ring: `NHSE, itself a party, for 75%; nobody for 25%`.
pub fn ring(superiors: &[SuperiorView]) -> String {
    if superiors.is_empty() {
        return "–".to_owned();
    }
    let parts: Vec<String> = superiors
        .iter()
        .map(|superior| {
            let who = superior.short.clone().unwrap_or_else(|| "nobody".to_owned());
            let party = if superior.party { ", itself a party," } else { "" };
            format!("{who}{party} for {}", percent(superior.share))
        })
        .collect();
    parts.join("; ")
}

fn extras(document: &mut Document, report: &MeasureReport, measures: &ScenarioMeasures) {
    let id = &measures.scenario.asked;
    if !measures.by.is_empty() {
        document.heading(format!("By organisation, {id}"));
        let mut table = Table::new(vec![
            Column::words("service"),
            Column::words("organisation"),
            Column::numbers("people"),
            Column::numbers("bodies"),
            Column::numbers("equal shares"),
            Column::numbers("handoffs"),
            Column::numbers("unbridged"),
        ]);
        let mut rows: Vec<_> = measures.by.iter().collect();
        let mean = |row: &crate::report::measure::ByView, name: &str| {
            row.means.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
        };
        rows.sort_by(|a, b| {
            mean(b, "effective")
                .unwrap_or(0.0)
                .total_cmp(&mean(a, "effective").unwrap_or(0.0))
                .then(a.organisation.cmp(&b.organisation))
        });
        for row in rows.iter().take(MOST_ROWS) {
            let service = measures.services.iter().find(|service| service.service == row.service);
            table.row(vec![
                service.map_or_else(|| row.service.clone(), |service| service.name.clone()),
                row.name.clone(),
                people_in_column(Some(row.people)),
                value(mean(row, "commissioners")),
                value(mean(row, "effective")),
                value(mean(row, "handoffs")),
                value(mean(row, "unbridged")),
            ]);
        }
        document.table(table);
        if rows.len() > MOST_ROWS {
            document.paragraph(format!("and {} more: --format csv lists them all", rows.len() - MOST_ROWS));
        }
    }
    for alignment in &measures.alignment {
        let [of, with] = &alignment.short;
        document.heading(format!("Boundaries of {} and {}, {id}", plural(of), plural(with)));
        if alignment.rows.is_empty() {
            document.paragraph(format!("No {of} has any people on the day."));
            continue;
        }
        let count = |meets: usize| alignment.rows.iter().filter(|row| row.meets == meets).count();
        let most = alignment.rows.iter().map(|row| row.meets).max().unwrap_or(0);
        let meets: Vec<String> = (0..=most)
            .filter(|meets| count(*meets) > 0)
            .map(|meets| format!("{} with {meets}", count(meets)))
            .collect();
        let all = counted(alignment.rows.len(), of, &plural(of));
        document.paragraph(format!(
            "Of {all}, so many share people with so many {}: {}.",
            plural(with),
            meets.join(", ")
        ));
        document.paragraph(format!(
            "Who knows the {of} of a person has {:.3} bits of their {with} still to learn; the other way round, {:.3} bits. \
             With 0 bits the one says the other.",
            alignment.bits[0], alignment.bits[1]
        ));
    }
    document.paragraph(system(report, measures));
}

/// `The whole system, before: 812 organisations of 30 kinds, 96 ties. …`
fn system(report: &MeasureReport, measures: &ScenarioMeasures) -> String {
    let system = &measures.system;
    let of = match report.services.as_slice() {
        [] => "something".to_owned(),
        services => {
            let names: Vec<String> = services.iter().map(|name| name_in_sentence(name)).collect();
            format!("some of {}", list_in_words(&names))
        }
    };
    format!(
        "The whole system, {}: {} of {}, {}. For one person {} of them commission {of}, on average.",
        measures.scenario.asked,
        counted(system.organisations.values().sum(), "organisation", "organisations"),
        counted(system.organisations.len(), "kind", "kinds"),
        counted(system.relations.values().sum(), "tie", "ties"),
        value(Some(system.commissioners_per_person)),
    )
}

/// The measures for a spreadsheet: a row for each scenario, service (and organisation) and measure.
pub fn table(report: &MeasureReport) -> Table {
    let mut table = Table::new(vec![
        Column::words("scenario"),
        Column::words("on"),
        Column::words("service"),
        Column::words("organisation"),
        Column::words("measure"),
        Column::numbers("people"),
        Column::numbers("mean"),
        Column::numbers("min"),
        Column::numbers("median"),
        Column::numbers("max"),
        Column::numbers("least"),
        Column::numbers("most"),
        Column::words("exact"),
    ]);
    let variants = super::sensitivity::columns(report);
    table.columns.extend(variants.iter().map(Column::numbers));
    for measures in &report.scenarios {
        let start = [measures.scenario.asked.clone(), measures.scenario.on.clone()];
        for service in &measures.services {
            for (name, view) in &service.measures {
                let mut row = start.to_vec();
                row.extend([service.service.clone(), String::new(), (*name).to_owned()]);
                row.extend(
                    [service.people, view.mean, view.min, view.median, view.max, view.range[0], view.range[1]]
                        .map(|number| exact(Some(number))),
                );
                row.push(view.exact.to_string());
                row.extend(super::sensitivity::cells(measures, name, &service.service));
                table.row(row);
            }
        }
        for by in &measures.by {
            for (name, mean) in &by.means {
                let mut row = start.to_vec();
                row.extend([by.service.clone(), by.organisation.clone(), (*name).to_owned()]);
                row.extend([exact(Some(by.people)), exact(Some(*mean))]);
                row.extend(std::iter::repeat_n(String::new(), 6 + variants.len()));
                table.row(row);
            }
        }
    }
    table
}
