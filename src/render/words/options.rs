//! Several scenarios against the first, side by side: the table that an options paper holds.

use super::shared::{people_in_column, value};
use crate::checks::name_in_sentence;
use crate::render::{Column, Table, Tone};
use crate::report::FindingView;
use crate::report::compare::{CompareReport, ComparisonView};

/// At most so many new findings are shown in text; the rest are counted.
const MOST_FINDINGS: usize = 12;

/// The measures that an options paper holds, with their words.
const MEASURES: [(&str, &str); 4] = [
    ("commissioners", "bodies for one person"),
    ("effective", "as if in equal shares"),
    ("handoffs", "handoffs"),
    ("unbridged", "handoffs that nobody bridges"),
];

/// What is compared, row by row: the first scenario, then each of the others.
struct Row {
    /// `verdict`, `measure` or `finding`.
    sort: &'static str,
    /// The measure or the key of the finding.
    key: String,
    service: String,
    severity: &'static str,
    certainty: &'static str,
    what: String,
    values: Vec<Cell>,
}

/// What stands in a scenario's column.
#[derive(Clone, PartialEq)]
enum Cell {
    Nothing,
    Word(String),
    People(f64),
    Number(f64),
}

impl Cell {
    fn shown(&self) -> String {
        match self {
            Cell::Nothing => "–".to_owned(),
            Cell::Word(word) => word.clone(),
            Cell::People(people) => people_in_column(Some(*people)),
            Cell::Number(number) => value(Some(*number)),
        }
    }

    fn exact(&self) -> String {
        match self {
            Cell::Nothing => String::new(),
            Cell::Word(word) => word.clone(),
            Cell::People(number) | Cell::Number(number) => number.to_string(),
        }
    }
}

/// The options by letter, each with what it is.
pub(super) fn legend(report: &CompareReport) -> Table {
    let mut table = Table::new(vec![Column::words(""); 3]);
    for (place, of) in report.comparisons.iter().enumerate() {
        table.row(vec![letter(place), of.to.asked.clone(), of.to.title.clone()]);
    }
    table
}

/// `A`, `B`, …, `Z`, `27`.
fn letter(place: usize) -> String {
    u8::try_from(place)
        .ok()
        .filter(|place| *place < 26)
        .map_or_else(|| (place + 1).to_string(), |place| char::from(b'A' + place).to_string())
}

/// The options side by side, as a reader wants them: verdicts, measures that differ, how many findings of each code, and
/// what is newly wrong somewhere. And how many rows are left out because all are alike, and because they are too many.
pub(super) fn table(report: &CompareReport) -> (Table, usize, usize) {
    let mut columns = vec![Column::words("")];
    columns.extend(report.comparisons.first().map(|first| Column::numbers(first.from.asked.clone())));
    columns.extend((0..report.comparisons.len()).map(|place| Column::numbers(letter(place))));
    let mut table = Table::new(columns);
    let (serious, others): (Vec<Row>, Vec<Row>) = rows(report)
        .into_iter()
        .filter(|row| row.sort != "finding" || row.severity != "note")
        .partition(|row| row.sort == "finding");
    let mut alike = 0;
    for row in others {
        if row.sort != "verdict" && row.values.iter().all(|value| *value == row.values[0]) {
            alike += 1;
        } else {
            table.row(std::iter::once(row.what).chain(row.values.iter().map(Cell::shown)).collect());
        }
    }
    for (code, counts) in by_code(&serious) {
        let words = format!("findings: {code}");
        table.row(std::iter::once(words).chain(counts.iter().map(usize::to_string)).collect());
    }
    let mut new: Vec<Row> = serious.into_iter().filter(|row| row.values[0] == Cell::Nothing).collect();
    let more = new.len().saturating_sub(MOST_FINDINGS);
    new.truncate(MOST_FINDINGS);
    for row in new {
        let tone = if row.severity == "error" { Tone::Bad } else { Tone::Careful };
        let possible = if row.certainty == "possible" { ", possible" } else { "" };
        let what = format!("newly wrong, {}{possible}: {}", row.severity, row.what);
        table.toned(tone, std::iter::once(what).chain(row.values.iter().map(Cell::shown)).collect());
    }
    (table, alike, more)
}

/// How many findings of each code there are in each scenario.
fn by_code(findings: &[Row]) -> Vec<(&str, Vec<usize>)> {
    let mut list: Vec<(&str, Vec<usize>)> = Vec::new();
    for row in findings {
        let code = row.key.split(':').next().unwrap_or_default();
        let place = list.iter().position(|(known, _)| *known == code).unwrap_or_else(|| {
            list.push((code, vec![0; row.values.len()]));
            list.len() - 1
        });
        for (count, cell) in list[place].1.iter_mut().zip(&row.values) {
            *count += usize::from(*cell != Cell::Nothing);
        }
    }
    list
}

/// All of it for a spreadsheet: one row a verdict, measure or finding, one column a scenario.
pub(super) fn csv(report: &CompareReport) -> Table {
    let mut columns: Vec<Column> =
        ["sort", "key", "service", "severity", "certainty", "what"].map(Column::words).to_vec();
    columns.extend(scenarios(report).map(Column::numbers));
    let mut table = Table::new(columns);
    for row in rows(report) {
        let first = [row.sort, &row.key, &row.service, row.severity, row.certainty, &row.what].map(str::to_owned);
        table.row(first.into_iter().chain(row.values.iter().map(Cell::exact)).collect());
    }
    table
}

fn scenarios(report: &CompareReport) -> impl Iterator<Item = String> + '_ {
    let first = report.comparisons.first().map(|first| first.from.asked.clone());
    first.into_iter().chain(report.comparisons.iter().map(|of| of.to.asked.clone()))
}

fn rows(report: &CompareReport) -> Vec<Row> {
    let mut rows = verdicts(report);
    rows.extend(measures(report));
    rows.extend(findings(report));
    rows
}

fn verdicts(report: &CompareReport) -> Vec<Row> {
    let Some(first) = report.comparisons.first() else { return Vec::new() };
    let row = |key: &str, what: &str, of_first: Cell, cell: &dyn Fn(&ComparisonView) -> Cell| Row {
        sort: "verdict",
        key: key.to_owned(),
        service: String::new(),
        severity: "",
        certainty: "",
        what: what.to_owned(),
        values: std::iter::once(of_first).chain(report.comparisons.iter().map(cell)).collect(),
    };
    let of = |list: &[FindingView], severity: &str| list.iter().filter(|finding| finding.severity == severity).count();
    let stay = |comparison: &ComparisonView, severity: &str| {
        comparison.findings.persisting.iter().filter(|finding| finding.severity == severity).count()
    };
    let count = |key: &'static str, severity: &'static str| {
        let before = of(&first.findings.resolved, severity) + stay(first, severity);
        row(key, key, Cell::Word(before.to_string()), &|comparison| {
            Cell::Word((of(&comparison.findings.new, severity) + stay(comparison, severity)).to_string())
        })
    };
    vec![
        row("is", &format!("verdict against {}", first.from.asked), Cell::Nothing, &|of| {
            Cell::Word(of.verdict.is.to_owned())
        }),
        row("people_new", "people with something newly wrong", Cell::Nothing, &|of| {
            Cell::People(of.verdict.people_new)
        }),
        row("people_resolved", "people with something mended", Cell::Nothing, &|of| {
            Cell::People(of.verdict.people_resolved)
        }),
        count("errors", "error"),
        count("warnings", "warning"),
    ]
}

fn measures(report: &CompareReport) -> Vec<Row> {
    let Some(first) = report.comparisons.first() else { return Vec::new() };
    let mut rows = Vec::new();
    let number = |value: Option<f64>| value.map_or(Cell::Nothing, Cell::Number);
    for measure in &first.measures {
        let Some((_, words)) = MEASURES.iter().find(|(name, _)| *name == measure.measure) else { continue };
        let same = |of: &ComparisonView| {
            let rows = of.measures.iter();
            let mut rows = rows.filter(|row| row.service == measure.service && row.measure == measure.measure);
            number(rows.next().and_then(|row| row.to))
        };
        rows.push(Row {
            sort: "measure",
            key: measure.measure.to_owned(),
            service: measure.service.clone(),
            severity: "",
            certainty: "",
            what: format!("{}: {words}", measure.name),
            values: std::iter::once(number(measure.from)).chain(report.comparisons.iter().map(same)).collect(),
        });
    }
    rows
}

/// Every finding of any of the scenarios: the worst first, then those of most people.
fn findings(report: &CompareReport) -> Vec<Row> {
    let count = report.comparisons.len() + 1;
    let mut rows: Vec<Row> = Vec::new();
    let mut put = |key: &str, words: (&'static str, &'static str, &str, &str), at: usize, people: Option<f64>| {
        let (severity, certainty, service, sentence) = words;
        let known = rows.iter().position(|row| row.key == key && row.certainty == certainty);
        let place = known.unwrap_or_else(|| {
            rows.push(Row {
                sort: "finding",
                key: key.to_owned(),
                service: service.to_owned(),
                severity,
                certainty,
                what: name_in_sentence(sentence),
                values: vec![Cell::Nothing; count],
            });
            rows.len() - 1
        });
        rows[place].values[at] = people.map_or_else(|| Cell::Word("yes".to_owned()), Cell::People);
    };
    for (number, of) in report.comparisons.iter().enumerate() {
        for (list, at) in [(&of.findings.new, number + 1), (&of.findings.resolved, 0)] {
            for finding in list {
                let service = finding.service.as_deref().unwrap_or_default();
                let words = (finding.severity, finding.certainty, service, finding.sentence.as_str());
                put(&finding.key, words, at, finding.people);
            }
        }
        for finding in &of.findings.persisting {
            let words = (finding.severity, finding.certainty, "", finding.sentence.as_str());
            put(&finding.key, words, 0, finding.people_from);
            put(&finding.key, words, number + 1, finding.people_to);
        }
    }
    let most = |row: &Row| {
        let people = row.values.iter().map(|cell| if let Cell::People(people) = cell { *people } else { 0.0 });
        people.fold(0.0, f64::max)
    };
    let rank = |row: &Row| match row.severity {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    };
    rows.sort_by(|a, b| {
        rank(a)
            .cmp(&rank(b))
            .then(most(b).total_cmp(&most(a)))
            .then_with(|| (&a.key, a.certainty).cmp(&(&b.key, b.certainty)))
    });
    rows
}
