//! What `remit plan` says.

pub(super) mod steps;

use super::compare::{findings, transfers, verdict};
use super::shared::{ILLUSTRATIVE, MOST_ROWS, bare_law, counted, people_in_column, title};
use crate::checks::{list_in_words, name_in_sentence, plural};
use crate::render::{Column, Document, Table, Tone};
use crate::report::FindingView;
use crate::report::common::{capital, people_in_words, with_commas};
use crate::report::plan::{BodiesOfKind, LedgerView, PlanReport};

/// The report in words.
pub fn document(report: &PlanReport, path: &str) -> Document {
    let days = [&report.from, &report.to];
    let mut document =
        Document::new(format!("{}: {}", report.title, title(&[], &report.landscape, &days, report.population)));
    if report.only_abolishes {
        document.lead(
            "This reform only abolishes. What follows says what would be so if no provision for transfer were made; it \
             does not say that none will be.",
        );
    }
    if !report.basis.is_empty() {
        document.paragraph(format!("Basis: {}.", report.basis.join("; ")));
    }
    bare_law(&mut document, &report.to);
    let besides = besides(report);
    if let Some(said) = &besides {
        document.lead(said);
        alone(&mut document, report, path);
    }
    document.paragraph(bodies(&report.bodies));
    document.heading("What it does, step by step");
    let (of_steps, of_ledger) = (steps::table(&report.steps), ledger(&report.ledger));
    let moved = transfers(&report.comparison);
    let short = short_names(report, &[&of_steps, &of_ledger, &moved]);
    if report.steps.is_empty() {
        document.paragraph("It has no steps.");
    } else {
        document.table(of_steps);
        document.paragraph(format!("{} {}", legal(report), "How it would be done is for lawyers to say."));
    }
    for step in report.steps.iter().filter(|step| !step.idle.is_empty()) {
        document.paragraph(format!(
            "Step {} also names {}, for which it finds nothing to change.",
            step.step,
            list_in_words(&step.idle)
        ));
    }
    document.heading("The ledger: what it takes from whom, and where that goes");
    document.table(of_ledger);
    if report.ledger.iter().any(|row| row.illustrative) {
        document.paragraph(ILLUSTRATIVE);
    }
    document.lead(balance(report));
    document.heading("What is new, and what is mended");
    document.lead(verdict(&report.verdict, &report.findings));
    findings(&mut document, &report.findings, "--format json");
    if mended_by_loss(report) {
        document.paragraph(
            "Something can count as mended because nobody is left: a way to a part that nobody commissions does not change \
             hands, it breaks off.",
        );
    }
    if !moved.rows.is_empty() {
        document.heading("Who commissions what");
        document.table(moved);
    }
    if let Some(short) = short {
        document.heading("Short names");
        document.paragraph(short);
    }
    document.heading("In one sentence");
    document.lead(board_sentence(report));
    if besides.is_some() {
        document.lead(if report.besides.begin + report.besides.end > 0 {
            "Part of this happens by itself between the two days, with the reform or without."
        } else {
            "Part of this is the freeze's doing, and no step's."
        });
        alone(&mut document, report, path);
    }
    document.next("What is wrong under the reform", format!("remit check {path} {}", report.to.asked));
    document
}

/// `Between 1 April 2013 and 1 April 2027, 310 facts begin and 290 end by themselves …`: what no step does.
fn besides(report: &PlanReport) -> Option<String> {
    let of = &report.besides;
    let facts = |count: usize| counted(count, "fact", "facts");
    let what = "(organisations, responsibilities, arrangements and ties)";
    let counts = "What follows counts that with what the steps do.";
    let does = |count: usize, does: &str, do_it: &str| if count == 1 { does.to_owned() } else { do_it.to_owned() };
    match (of.begin + of.end, of.left_out + of.go_on) {
        (0, 0) => None,
        (0, _) => Some(format!(
            "The freeze is a cause of what follows. The reform has effect from {} and lets nothing happen by itself from \
             then on: of what the landscape records for {}, it leaves out {}, and {} that had ended {} on {what}. {counts}",
            of.on,
            report.to.day,
            facts(of.left_out),
            facts(of.go_on),
            does(of.go_on, "goes", "go"),
        )),
        _ => Some(format!(
            "Not all of what follows is the reform's doing. Between {} and {}, {} {} and {} {} by themselves, with the \
             reform or without {what}. {counts}",
            report.from.day,
            report.to.day,
            facts(of.begin),
            does(of.begin, "begins", "begin"),
            with_commas(of.end as u64),
            does(of.end, "ends", "end"),
        )),
    }
}

fn alone(document: &mut Document, report: &PlanReport, path: &str) {
    if let Some((command, rest)) = &report.besides.alone {
        document.next("What the reform alone does", format!("remit {command} {path} {rest}"));
    }
}

fn all_in_words(list: &[String]) -> String {
    match list {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// At most so many kinds of body are named; the rest are counted.
const MOST_KINDS: usize = 5;

/// `It ends 161 organisations: 151 PCTs and 10 SHAs; all of them have successors. It creates 211: 211 CCGs.`
fn bodies(list: &[BodiesOfKind]) -> String {
    let named = |of: &dyn Fn(&BodiesOfKind) -> &Vec<String>| {
        let mut kinds: Vec<&BodiesOfKind> = list.iter().filter(|kind| !of(kind).is_empty()).collect();
        kinds.sort_by_key(|kind| std::cmp::Reverse(of(kind).len()));
        let all: usize = kinds.iter().map(|kind| of(kind).len()).sum();
        let shown = if kinds.len() > MOST_KINDS + 1 { MOST_KINDS } else { kinds.len() };
        let mut words: Vec<String> = kinds
            .iter()
            .take(shown)
            .map(|kind| match of(kind).as_slice() {
                [one] => one.clone(),
                several => format!("{} {}", several.len(), plural(&kind.kind)),
            })
            .collect();
        let rest: usize = kinds.iter().skip(shown).map(|kind| of(kind).len()).sum();
        if rest > 0 {
            words.push(format!("{rest} more"));
        }
        (all, all_in_words(&words))
    };
    let (ended, who_ends) = named(&|kind| &kind.ended);
    let (begun, who_begins) = named(&|kind| &kind.begun);
    let succeeded: usize = list.iter().map(|kind| kind.succeeded).sum();
    let mut said = Vec::new();
    let count = |all: usize, who: &str| match all {
        1 => who.to_owned(),
        all if who.starts_with(&format!("{all} ")) => who.to_owned(),
        all => format!("{all} organisations ({who})"),
    };
    if ended > 0 {
        let followed = match (succeeded, ended) {
            (0, 1) => "; nobody follows it on the map".to_owned(),
            (0, _) => "; nobody follows them on the map".to_owned(),
            (1, 1) => ", which has a successor".to_owned(),
            (1, _) => "; one of them has a successor".to_owned(),
            (some, all) if some == all => "; all have successors".to_owned(),
            (some, _) => format!("; {some} have successors"),
        };
        said.push(format!("It ends {}{followed}.", count(ended, &who_ends)));
    }
    if begun > 0 {
        said.push(format!("It creates {}.", count(begun, &who_begins)));
    }
    if said.is_empty() {
        said.push("It ends and creates no organisation.".to_owned());
    }
    let (changed, who_changes) = named(&|kind| &kind.changed);
    if changed > 0 {
        said.push(
            format!("It changes what {} hold or cover.", count(changed, &who_changes))
                .replace("hold or cover", if changed == 1 { "holds or covers" } else { "hold or cover" }),
        );
    }
    said.join(" ")
}

/// Legal vehicles, from the heaviest, and what each is called.
const VEHICLES: [(&str, &str); 5] = [
    ("act", "an Act of Parliament"),
    ("regulations", "regulations"),
    ("directions", "directions"),
    ("delegation", "a delegation"),
    ("agreement", "an agreement"),
];

/// `Of its 14 steps, 3 need an Act of Parliament, 2 regulations; 9 do not say.`
fn legal(report: &PlanReport) -> String {
    let said: Vec<String> = VEHICLES
        .iter()
        .filter_map(|(word, name)| Some((report.legal.get(word)?, name)))
        .map(|(count, name)| format!("{count} {} {name}", if *count == 1 { "needs" } else { "need" }))
        .collect();
    let all = report.steps.len();
    let unsaid = all - report.legal.values().sum::<usize>();
    let rest = match unsaid {
        0 => String::new(),
        _ if all == 1 => return "Its one step does not say what law it needs.".to_owned(),
        count if count == all => {
            return format!("Of its {}, none says what law it needs.", counted(all, "step", "steps"));
        }
        1 => "; one does not say what law it needs".to_owned(),
        count => format!("; {count} do not say what law they need"),
    };
    match (all, said.as_slice()) {
        (1, [one]) => format!("Its one step {}.", one.trim_start_matches("1 ")),
        _ => format!("Of its {}: {}{rest}.", counted(all, "step", "steps"), said.join(", ")),
    }
}

/// Components that go the same way are one row.
fn ledger(rows: &[LedgerView]) -> Table {
    let mut groups: Vec<(&LedgerView, Vec<&LedgerView>)> = Vec::new();
    for row in rows {
        let same = |other: &LedgerView| (&other.from, &other.to, other.fate) == (&row.from, &row.to, row.fate);
        match groups.iter_mut().find(|(first, _)| same(first)) {
            Some((_, list)) => list.push(row),
            None => groups.push((row, vec![row])),
        }
    }
    let rank = |fate: &str| match fate {
        "nowhere" => 0,
        "ended" => 1,
        _ => 2,
    };
    groups.sort_by(|(a, x), (b, y)| rank(a.fate).cmp(&rank(b.fate)).then(y.len().cmp(&x.len())));
    let mut table = Table::new(vec![
        Column::words("taken from"),
        Column::words("goes to"),
        Column::words("what"),
        Column::numbers("people, at most"),
        Column::words("by steps"),
    ]);
    let more = groups.len().saturating_sub(MOST_ROWS);
    for (first, list) in groups.iter().take(MOST_ROWS) {
        let to = match first.fate {
            "nowhere" => "NOWHERE".to_owned(),
            "ended" => "ends on purpose".to_owned(),
            _ => first.words[1].clone(),
        };
        let tone = match first.fate {
            "nowhere" => Tone::Bad,
            _ => Tone::Plain,
        };
        table.toned(
            tone,
            vec![
                first.words[0].clone(),
                to,
                held(list),
                format!(
                    "{}{}",
                    people_in_column(list.iter().map(|row| row.people).reduce(f64::max)),
                    if list.iter().any(|row| row.illustrative) { "*" } else { "" }
                ),
                steps::numbers(list.iter().map(|row| row.step)),
            ],
        );
    }
    if more > 0 {
        let mut row = vec![String::new(); 5];
        row[2] = format!("and {more} more like these: --format csv");
        table.toned(Tone::Quiet, row);
    }
    table
}

/// `commissioning of abortion; funding of clinics`, or of many `commissioning (40) and funding (44) of 45 components …`.
fn held(list: &[&LedgerView]) -> String {
    let mut functions: Vec<(&str, Vec<String>)> = Vec::new();
    let mut all: Vec<String> = Vec::new();
    for row in list {
        let name = name_in_sentence(&row.name);
        if !all.contains(&name) {
            all.push(name.clone());
        }
        match functions.iter_mut().find(|(known, _)| *known == row.function) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => functions.push((&row.function, vec![name])),
        }
    }
    let some = |names: &[String]| steps::some(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let alike = functions.iter().all(|(_, names)| names.len() == all.len());
    if !alike && all.len() <= 2 {
        let each = functions.iter().map(|(id, names)| format!("{}{}", steps::functions(&[(*id, 0)]), some(names)));
        return each.collect::<Vec<_>>().join("; ");
    }
    // How often is told only where a function is not the same for all.
    let counts: Vec<(&str, usize)> =
        functions.iter().map(|(id, names)| (*id, if alike { 0 } else { names.len() })).collect();
    format!("{}{}", steps::functions(&counts), some(&all))
}

/// How many responsibilities (a function of a component each) meet a fate, for some at least.
fn of_fate(report: &PlanReport, fate: &str) -> usize {
    let mut found: Vec<(&str, &str)> = report
        .ledger
        .iter()
        .filter(|row| row.fate == fate)
        .map(|row| (row.component.as_str(), row.function.as_str()))
        .collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// Whether the ledger balances, and if not what does not.
fn balance(report: &PlanReport) -> String {
    if report.ledger.is_empty() {
        return "The reform takes no responsibility from anybody: there is nothing to balance.".to_owned();
    }
    let nowhere = of_fate(report, "nowhere");
    let mut rest = Vec::new();
    match of_fate(report, "passed") {
        0 => {}
        1 => rest.push("1 passes to somebody".to_owned()),
        passed => rest.push(format!("{passed} pass to somebody")),
    }
    match of_fate(report, "ended") {
        0 => {}
        1 => rest.push("1 ends on purpose".to_owned()),
        ended => rest.push(format!("{ended} end on purpose")),
    }
    if nowhere == 0 {
        return format!(
            "The ledger balances. Of the responsibilities that the reform takes from somebody, {}; none goes nowhere.",
            all_in_words(&rest)
        );
    }
    let mut names: Vec<&str> =
        report.ledger.iter().filter(|row| row.fate == "nowhere").map(|row| row.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let names: Vec<String> = names.into_iter().map(name_in_sentence).collect();
    let rest = if rest.is_empty() { String::new() } else { format!(" {}.", capital(&all_in_words(&rest))) };
    format!(
        "The ledger does not balance. {} {} nowhere, for {}: {}.{rest}",
        counted(nowhere, "responsibility", "responsibilities"),
        if nowhere == 1 { "goes" } else { "go" },
        nowhere_people(report),
        list_in_words(&names)
    )
}

/// `240,000 people`; with a word of warning where nobody knows how many they are.
fn nowhere_people(report: &PlanReport) -> String {
    let people = people_in_words(report.people_nowhere);
    let mut rows = report.ledger.iter().filter(|row| row.fate == "nowhere");
    if rows.any(|row| row.illustrative) { format!("{people} (an illustrative number)") } else { people }
}

/// Whether something may be mended only because nobody is left: a way to nobody does not change hands.
fn mended_by_loss(report: &PlanReport) -> bool {
    let of_hands = |code: &str| code.starts_with("fragmentation/") || code.starts_with("overlap/");
    report.people_nowhere > 0.0 && report.findings.resolved.iter().any(|finding| of_hands(&finding.code))
}

/// What the short names in some tables stand for.
fn short_names(report: &PlanReport, tables: &[&Table]) -> Option<String> {
    let text: Vec<&str> = tables.iter().flat_map(|table| &table.rows).flatten().map(String::as_str).collect();
    let words = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()
    };
    let shown: Vec<String> = text.iter().flat_map(|text| words(text)).collect();
    let stands = |short: &str| {
        let parts = words(short);
        shown.windows(parts.len()).any(|window| {
            let (last, before) = window.split_last().expect("a short name has a word");
            let (wanted, first) = parts.split_last().expect("a short name has a word");
            before == first && (last == wanted || last.strip_suffix('s') == Some(wanted))
        })
    };
    let mut used: Vec<String> = report
        .short_names
        .iter()
        .map(|(short, name)| (short, without_remarks(name)))
        .filter(|(short, name)| short != name && !name.is_empty() && stands(short))
        .map(|(short, name)| format!("{short}: {name}"))
        .collect();
    used.sort_unstable();
    (!used.is_empty()).then(|| format!("{}.", used.join("; ")))
}

/// A kind's name without what it says of its bodies behind it: `Clinical commissioning group (legal person)`.
fn without_remarks(name: &str) -> &str {
    let name = if name.ends_with(')') { name.rsplit_once(" (").map_or(name, |(name, _)| name) } else { name };
    match name.split_once(':') {
        Some((before, _)) if !before.contains('(') => before,
        _ => name,
    }
}

/// What a board paper would quote.
fn board_sentence(report: &PlanReport) -> String {
    let opening = if report.only_abolishes {
        format!("If no provision for transfer were made, “{}” would from {}", report.title, report.to.day)
    } else {
        format!("From {}, “{}” would", report.to.day, report.title)
    };
    let mut does: Vec<String> = Vec::new();
    let names = |list: &dyn Fn(&BodiesOfKind) -> usize| report.bodies.iter().map(list).sum::<usize>();
    let (ended, begun) = (names(&|kind| kind.ended.len()), names(&|kind| kind.begun.len()));
    if ended > 0 {
        does.push(format!("end {}", counted(ended, "organisation", "organisations")));
    }
    if begun > 0 {
        does.push(if ended > 0 {
            format!("create {}", with_commas(begun as u64))
        } else {
            format!("create {}", counted(begun, "organisation", "organisations"))
        });
    }
    let (passed, on_purpose, nowhere) =
        (of_fate(report, "passed"), of_fate(report, "ended"), of_fate(report, "nowhere"));
    if passed > 0 {
        does.push(format!("pass on {}", counted(passed, "responsibility", "responsibilities")));
    }
    let responsibilities = |count: usize| counted(count, "responsibility", "responsibilities");
    if on_purpose > 0 {
        does.push(format!("end {} on purpose", responsibilities(on_purpose)));
    }
    if nowhere > 0 {
        does.push(format!("leave {} with nobody, for {}", responsibilities(nowhere), nowhere_people(report)));
    }
    if does.is_empty() {
        does.push("take nothing from anybody".to_owned());
    }
    let serious = |list: &[FindingView]| list.iter().filter(|finding| finding.severity != "note").count();
    let (new, mended) = (serious(&report.findings.new), serious(&report.findings.resolved));
    let verdict = &report.verdict;
    let people = |people: f64| {
        if people > 0.0 { format!(" ({})", people_in_words(people)) } else { String::new() }
    };
    let newly_wrong = format!(
        "{} would be new{}",
        counted(new, "error or warning", "errors and warnings"),
        people(verdict.people_new)
    );
    let none_mended = mended == 0;
    let mended = format!("{mended} would be mended{}", people(verdict.people_resolved));
    let outcome = match verdict.is {
        "same" => "what is wrong would be wrong for the same people as before".to_owned(),
        "better" if none_mended => "nothing would be newly wrong, and something would be less so".to_owned(),
        "better" => format!("nothing would be newly wrong, and {}", mended.replacen(' ', " of what is wrong now ", 1)),
        "worse" => format!("{newly_wrong}, and nothing mended"),
        _ if mended_by_loss(report) => {
            format!("{newly_wrong}, and {mended}, some of it perhaps only because nobody is left")
        }
        _ => format!("{newly_wrong}, and {mended}"),
    };
    let heaviest = VEHICLES.iter().find(|(word, _)| report.legal.contains_key(word));
    let law = heaviest.map_or_else(String::new, |(_, law)| format!("; subject to lawyers, it would need {law}"));
    format!("{opening} {}; {outcome}{law}.", all_in_words(&does))
}

/// The ledger for a spreadsheet.
pub fn table(report: &PlanReport) -> Table {
    let mut columns: Vec<Column> = ["component", "name", "function", "from", "to", "fate"].map(Column::words).to_vec();
    columns.extend(["people", "step"].map(Column::numbers));
    let mut table = Table::new(columns);
    for row in &report.ledger {
        table.row(vec![
            row.component.clone(),
            row.name.clone(),
            row.function.clone(),
            row.from.join(";"),
            row.to.join(";"),
            row.fate.to_owned(),
            row.people.to_string(),
            row.step.to_string(),
        ]);
    }
    table
}
