//! The landscape of England against the research table it was encoded from, row by row (README.md beside this file).

use std::collections::BTreeMap;
use std::path::Path;

use remit::day::Day;
use remit::landscape::{Landscape, Responsibility, Selector};
use remit::model::{Evidence, Status};

/// The window of the landscape: nothing is said of the days before and after.
const WINDOW: (&str, &str) = ("2006-10-01", "2027-03-31");

/// Kinds of body in the table, and the kinds of the landscape that stand for each. Regional and national specialised commissioning
/// groups had no legal personality: the trusts, and for very rare conditions the SHAs, held what they commissioned.
const KINDS: [(&str, &[&str]); 24] = [
    ("CCG", &["ccg"]),
    ("DH", &["dh", "secretary-of-state"]),
    ("DHSC", &["dh", "ohid", "secretary-of-state"]),
    ("Employer", &["employer"]),
    ("HPA", &["hpa"]),
    ("HWB", &["hwb"]),
    ("Home Office", &["home-office"]),
    ("ICB", &["icb"]),
    ("LA", &["la"]),
    ("Ministry of Defence", &["ministry-of-defence"]),
    ("Ministry of Justice", &["ministry-of-justice"]),
    ("NHSE", &["nhse"]),
    ("NSCG", &["sha", "pct"]),
    ("NTA", &["nta"]),
    ("PCC", &["pcc", "police-authority"]),
    ("PCT", &["pct"]),
    ("PHE", &["phe"]),
    ("Police", &["police"]),
    ("Provider collaborative", &["provider"]),
    ("SCG", &["pct"]),
    ("SHA", &["sha"]),
    ("Schools", &["school"]),
    ("UKHSA", &["ukhsa"]),
    // Nobody: there is nothing to represent but the absence of everybody, which needs its reason.
    ("none", &[]),
];

/// Roles of the table, and the functions of the landscape.
const ROLES: [(&str, &str); 7] = [
    ("co-commissions", "commission"),
    ("commissions", "commission"),
    ("contracts", "provide"),
    ("funds", "fund"),
    ("oversees", "oversee"),
    ("provides public-health advice", "advise"),
    ("quality assures", "assure"),
];

/// A row of the research table.
#[derive(Debug)]
pub struct Row {
    pub id: String,
    pub component_id: String,
    pub component: String,
    pub period: String,
    pub kind: String,
    pub role: String,
    pub disputed: bool,
    pub unsure: bool,
    pub from: Option<Day>,
    pub until: Option<Day>,
}

/// What became of the rows.
#[derive(Debug, Default)]
pub struct Compared {
    /// How many rows were compared.
    pub rows: usize,
    /// Rows that are not represented to the letter, with the reason.
    pub explained: Vec<(Row, String)>,
    /// Rows that are not represented, without a reason.
    pub unexplained: Vec<Row>,
    /// What is wrong with the files of reasons.
    pub wrong: Vec<String>,
}

/// Holds a landscape against the table in a folder.
pub fn compare(landscape: &Landscape, folder: &Path) -> Compared {
    let mut compared = Compared::default();
    let (stands_for, mut reasons) = encoded(landscape, &folder.join("rows"), &mut compared.wrong);
    for row in table(&folder.join("components.csv")) {
        if row.period == "e" {
            continue;
        }
        compared.rows += 1;
        let components = stands_for.get(&row.component_id).map_or(&[][..], Vec::as_slice);
        let own = reasons.get_mut(&row.id).map(|(reason, used)| {
            *used = true;
            reason.clone()
        });
        if represented(landscape, &row, components) {
            if own.is_some() {
                compared.wrong.push(format!("{}: it is represented, so its reason is not needed", row.id));
            }
            continue;
        }
        let of_all = reasons.get_mut(&row.component_id).map(|(reason, used)| {
            *used = true;
            reason.clone()
        });
        match own.or(of_all) {
            Some(reason) => compared.explained.push((row, reason)),
            None => compared.unexplained.push(row),
        }
    }
    let unused = reasons.iter().filter(|(_, (_, used))| !used);
    compared.wrong.extend(unused.map(|(id, _)| format!("{id}: a reason for a row that nobody needs or knows")));
    compared
}

/// Whether the landscape says on every day of the row what the row says.
fn represented(landscape: &Landscape, row: &Row, components: &[String]) -> bool {
    let (first, last) = (day(WINDOW.0), day(WINDOW.1));
    let kinds = KINDS.iter().find(|(name, _)| *name == row.kind).map_or(&[][..], |(_, kinds)| kinds);
    let function = ROLES.iter().find(|(name, _)| *name == row.role).map_or("", |(_, function)| function);
    let ours: Vec<_> =
        landscape.components.iter().enumerate().filter(|(_, one)| components.contains(&one.id.to_string())).collect();
    let Some(begins) = ours.iter().map(|(_, one)| one.period.from().unwrap_or(first)).min() else {
        return false;
    };
    let mut at = row.from.unwrap_or(first).max(first).max(begins);
    let until = row.until.unwrap_or(last).min(last);
    let says_so = |one: &&Responsibility| {
        let kind = match one.holder {
            Selector::Organisation(holder) => landscape.organisations[holder.index()].kind,
            Selector::Kind(kind) => kind,
        };
        let disputed = one.status == Status::Contested;
        kinds.contains(&&*landscape.kinds[kind.index()].id)
            && &*landscape.functions[one.function.index()].id == function
            && one.components.iter().any(|component| ours.iter().any(|(place, _)| *place == component.index()))
            && (disputed || !row.disputed)
            && (disputed || !row.unsure || one.evidence == Some(Evidence::Doubtful))
    };
    let mut spans: Vec<(Day, Day)> = landscape
        .responsibilities
        .iter()
        .filter(says_so)
        .map(|one| (one.period.from().unwrap_or(first), one.period.until().unwrap_or(last)))
        .collect();
    spans.sort_unstable();
    for (from, to) in spans {
        if from <= at && at <= to {
            at = to.next();
        }
    }
    at > until
}

type Encoded = (BTreeMap<String, Vec<String>>, BTreeMap<String, (String, bool)>);

/// Which component stands for which, and the reasons, from the files of a folder.
fn encoded(landscape: &Landscape, folder: &Path, wrong: &mut Vec<String>) -> Encoded {
    let (mut stands_for, mut reasons): Encoded = Encoded::default();
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    for file in files {
        for row in records(&file) {
            let (id, component, reason) = (row["id"].clone(), row["component"].clone(), row["reason"].clone());
            if !component.is_empty() {
                if !landscape.components.iter().any(|one| *one.id == *component) {
                    wrong.push(format!("{id}: there is no component {component}"));
                }
                stands_for.entry(id.clone()).or_default().push(component);
            }
            if !reason.is_empty() && reasons.insert(id.clone(), (reason, false)).is_some() {
                wrong.push(format!("{id}: two reasons"));
            }
        }
    }
    (stands_for, reasons)
}

fn table(file: &Path) -> Vec<Row> {
    let date = |text: &str| (!text.is_empty()).then(|| day(text));
    records(file)
        .into_iter()
        .map(|row| Row {
            id: row["id"].clone(),
            component_id: row["component_id"].clone(),
            component: row["component"].clone(),
            period: row["period"].clone(),
            kind: row["commissioner_kind"].clone(),
            role: row["role"].clone(),
            disputed: row["status"] == "contested",
            unsure: row["certainty"] == "UNSURE",
            from: date(&row["valid_from"]),
            until: date(&row["valid_to"]),
        })
        .collect()
}

/// The rows of a CSV file, by the names of its columns.
pub fn records(file: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    reader.deserialize().map(|row| row.unwrap_or_else(|error| panic!("{}: {error}", file.display()))).collect()
}

fn day(text: &str) -> Day {
    text.parse().unwrap_or_else(|_| panic!("{text} is no day"))
}
