//! What `remit tipping` says.

use super::shared::{MOST_ROWS, bare_law, counted, people_in_column, sources, value};
use crate::checks::list_in_words;
use crate::render::{Column, Document, Table, Tone};
use crate::report::common::capital;
use crate::report::tipping::{
    ChangeView, FactView, HangsView, OrderView, PairView, SetView, ThenView, TippingReport, TipsView, VerdictView,
};

/// The report in words.
pub fn document(report: &TippingReport, path: &str) -> Document {
    let days = match &report.from {
        Some(from) => format!("{} to {}", from.day, report.scenario.day),
        None => report.scenario.day.clone(),
    };
    let mut document = Document::new(format!("{}, {days}: what the answers hang on", report.landscape));
    document.paragraph(unsettled(report));
    bare_law(&mut document, &report.scenario);
    if let Some(verdict) = &report.verdict {
        of_verdict(&mut document, report, verdict);
    }
    match (&report.findings, &report.one) {
        (Some(list), Some(_)) => list.iter().for_each(|hangs| of_finding(&mut document, report, hangs)),
        (Some(list), None) => of_findings(&mut document, report, list),
        (None, _) => {}
    }
    if let Some(order) = &report.order {
        of_order(&mut document, report, order);
    }
    document.paragraph(
        "A disputed fact may turn out to hold or not to be there; one that nobody has verified may turn out not to be there. \
         All others stay as recorded; responsibilities alone are asked, not arrangements or relations. Where it says how many \
         facts it takes, every smaller set was tried: docs/method.md.",
    );
    if let (Some(list), None) = (&report.findings, &report.one)
        && let Some(first) = list.iter().find(|hangs| hangs.tips.size.is_some())
    {
        let next = format!("remit tipping {path} {} --finding '{}'", report.scenario.asked, first.key);
        document.next("All that one of them hangs on", next);
    }
    document
}

/// How sure the whole is.
fn unsettled(report: &TippingReport) -> String {
    let of = report.unsettled;
    let verified = report.scenario.evidence.map_or(0, |evidence| evidence.verified);
    format!(
        "How sure the facts in force on {} are: {verified} verified, {} disputed, and {} that nobody disputes and nobody has \
         verified. The last two, {} in all, may turn out otherwise.",
        report.scenario.day, of.contested, of.unverified, of.facts
    )
}

fn of_verdict(document: &mut Document, report: &TippingReport, verdict: &VerdictView) {
    let from = report.from.as_ref().map_or("", |from| from.asked.as_str());
    document.heading(format!("The verdict: {}, against {from}", verdict.is));
    let tips = &verdict.tips;
    document.lead(match (tips.size, tips.sets.first()) {
        (Some(size), Some(first)) => {
            format!("{}, the verdict would be {} and not {}.", if_facts(report, size, first), then(first), verdict.is)
        }
        _ => stays("the verdict", tips),
    });
    let fast: Vec<String> = [("new", &verdict.new_in_any_case), ("mended", &verdict.mended_in_any_case)]
        .iter()
        .filter_map(|(what, topic)| topic.as_ref().map(|topic| format!("something is {what} at `{topic}`")))
        .collect();
    if !fast.is_empty() {
        document.paragraph(format!("Whatever becomes of any of these facts, {}.", fast.join(", and ")));
    }
    sets(document, report, tips);
}

/// `If one fact were otherwise, and …`.
fn if_facts(report: &TippingReport, size: usize, first: &SetView) -> String {
    let each = conditions(report, first);
    if size == 1 {
        format!("If one fact were otherwise, namely if {each}")
    } else {
        format!("If {size} facts were otherwise at once, for example if {each}")
    }
}

/// What becomes of the facts of a set; of more than three, of the first two.
fn conditions(report: &TippingReport, set: &SetView) -> String {
    let each: Vec<String> = set.changes.iter().map(|change| condition(report, change)).collect();
    match each.as_slice() {
        [first, second, rest @ ..] if rest.len() > 1 => format!("{first}, {second}, and {} more", rest.len()),
        all => all.join(" and "),
    }
}

fn fact<'r>(report: &'r TippingReport, change: &ChangeView) -> Option<&'r FactView> {
    report.facts.get(change.fact.checked_sub(1)?)
}

/// What becomes of a fact, behind an `if`.
fn condition(report: &TippingReport, change: &ChangeView) -> String {
    let says = fact(report, change).map_or("", |fact| fact.says.as_str());
    match change.becomes {
        "settled" => format!("it were settled that {says}"),
        _ => format!("it were not so that {says}"),
    }
}

fn then(set: &SetView) -> String {
    match &set.then {
        ThenView::Word("absent") => "not there".to_owned(),
        ThenView::Word(word) => (*word).to_owned(),
        ThenView::Means(means) => means.map(value).join(" and "),
    }
}

/// That nothing was found, and how far that goes.
fn stays(what: &str, tips: &TipsView) -> String {
    let of = counted(tips.can_matter, "fact that could matter", "facts that could matter");
    match (tips.can_matter, tips.never, tips.none_up_to) {
        (0, _, _) => format!("{} hangs on no unsettled fact at all.", capital(what)),
        (_, true, _) => format!("{} stays as it is, whatever becomes of the {of}. This is proved.", capital(what)),
        (_, _, 0) => format!("The {of} are too many to try one by one: --effort 10 looks further."),
        (_, _, 1) => {
            format!("No single one of the {of} would change {what}. More than one at once was not tried in full.")
        }
        (_, _, most) => format!(
            "No {most} of the {of} would change {what}, nor would fewer. More than {most} at once were not tried in full."
        ),
    }
}

/// The sets, a row for each fact.
fn sets(document: &mut Document, report: &TippingReport, tips: &TipsView) {
    if tips.sets.is_empty() {
        return;
    }
    let together = tips.size.unwrap_or(1) > 1;
    let number = counted(tips.count, "set", "sets");
    document.paragraph(match tips.size {
        Some(1) if tips.count == 1 => format!("It is the only one of {} that does this by itself.", tips.can_matter),
        Some(1) => {
            format!("Of {} facts that could matter, {} ways with one of them do this.", tips.can_matter, tips.count)
        }
        Some(size) => format!("No fewer than {size} facts do it. There are {number} of {size}."),
        None => String::new(),
    });
    let mut columns = vec![Column::words("if"), Column::words("source"), Column::words("sure"), Column::words("then")];
    if together {
        columns.insert(0, Column::numbers("set"));
    }
    let mut table = Table::new(columns);
    let mut notes: Vec<(&str, &str)> = Vec::new();
    for (place, set) in tips.sets.iter().take(MOST_ROWS).enumerate() {
        for (number, change) in set.changes.iter().enumerate() {
            let Some(fact) = fact(report, change) else { continue };
            let mut row = vec![condition(report, change), sources(&fact.basis), sure(fact)];
            row.push(if number + 1 == set.changes.len() { then(set) } else { String::new() });
            if together {
                row.insert(0, if number == 0 { (place + 1).to_string() } else { String::new() });
            }
            table.row(row);
            if let Some(note) = fact.note.as_deref().filter(|note| !notes.iter().any(|(_, known)| known == note)) {
                notes.push((&fact.says, note));
            }
        }
    }
    document.table(table);
    if tips.count > MOST_ROWS {
        document.paragraph(format!("and {} more: --format json", tips.count - MOST_ROWS));
    }
    for (says, note) in notes.iter().take(MOST_ROWS) {
        document.paragraph(format!("{}: {note}", capital(says)));
    }
}

/// How sure a fact is, in a word or two.
fn sure(fact: &FactView) -> String {
    let evidence = if fact.evidence == "unstated" { "does not say" } else { fact.evidence };
    if fact.status == "contested" { format!("disputed, {evidence}") } else { evidence.to_owned() }
}

/// One finding.
fn of_finding(document: &mut Document, report: &TippingReport, hangs: &HangsView) {
    let is = if hangs.is == "absent" { "not there" } else { hangs.is };
    document.heading(format!("`{}`: {is}", hangs.key));
    let tips = &hangs.tips;
    document.lead(match (tips.size, tips.sets.first()) {
        (Some(size), Some(first)) => {
            let now = match (hangs.is, &first.then) {
                ("absent", _) => format!("be there, {}", then(first)),
                (_, ThenView::Word("absent")) => "not be there".to_owned(),
                _ => format!("be {}", then(first)),
            };
            format!("{}, it would {now}.", if_facts(report, size, first))
        }
        _ => stays("it", tips),
    });
    document.paragraph(reading(hangs));
    sets(document, report, tips);
}

/// What the readings of disputes say of one finding.
fn reading(hangs: &HangsView) -> String {
    let disputes = counted(hangs.readings.disputes, "dispute", "disputes");
    let how = if hangs.readings.exact { "" } else { " (by what certain and possible say: too many to try them all)" };
    match (hangs.readings.disputes, hangs.readings.stands_in) {
        (0, _) => "No dispute touches it.".to_owned(),
        (_, "every") => format!("It stands whichever way {disputes} go{how}."),
        (_, "none") => format!("It is not there, whichever way {disputes} go{how}."),
        _ => format!("Whether it stands hangs on {disputes}{how}."),
    }
}

/// All findings: how many facts each hangs on, and what stands whichever way disputes go.
fn of_findings(document: &mut Document, report: &TippingReport, list: &[HangsView]) {
    document.heading("Errors and warnings");
    if list.is_empty() {
        document.lead("There is no error and no warning: --finding KEY asks what would have to be otherwise for one.");
        return;
    }
    let of_size = |wanted: &dyn Fn(&HangsView) -> bool| list.iter().filter(|hangs| wanted(hangs)).count();
    let one = of_size(&|hangs| hangs.tips.size == Some(1));
    let more = of_size(&|hangs| hangs.tips.size.is_some_and(|size| size > 1));
    let never = of_size(&|hangs| hangs.tips.never);
    let open = list.len() - one - more - never;
    let open = if open > 0 { format!("; of {open} no smallest set was found") } else { String::new() };
    document.lead(match (list.len(), one, more, never) {
        (1, 1, ..) => "1 error or warning: if one fact were otherwise, it would be decided differently.".to_owned(),
        (1, _, 1, _) => "1 error or warning: it hangs on two facts or more at once.".to_owned(),
        (1, _, _, 1) => "1 error or warning: it stands whatever becomes of any of these facts.".to_owned(),
        (count, ..) => format!(
            "{}: if one fact were otherwise, {one} of them would be decided differently; {more} {} on two facts or more at \
             once; {never} {} whatever becomes of any of these facts{open}.",
            counted(count, "error or warning", "errors and warnings"),
            if more == 1 { "hangs" } else { "hang" },
            if never == 1 { "stands" } else { "stand" },
        ),
    });
    let mut hanging: Vec<&HangsView> = list.iter().filter(|hangs| hangs.tips.size.is_some()).collect();
    hanging.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| by_people(a, b)).then_with(|| a.key.cmp(&b.key)));
    let mut table = Table::new(vec![
        Column::numbers("facts"),
        Column::words("finding"),
        Column::words("is"),
        Column::numbers("people"),
        Column::words("if"),
        Column::words("then"),
    ]);
    for hangs in hanging.iter().take(2 * MOST_ROWS) {
        let Some(first) = hangs.tips.sets.first() else { continue };
        let tone = if hangs.severity == Some("error") { Tone::Bad } else { Tone::Plain };
        table.toned(
            tone,
            vec![
                first.changes.len().to_string(),
                hangs.key.clone(),
                hangs.is.to_owned(),
                people_in_column(hangs.people),
                format!("{}{}", conditions(report, first), others(hangs.tips.count)),
                then(first),
            ],
        );
    }
    document.table(table);
    if hanging.len() > 2 * MOST_ROWS {
        document.paragraph(format!("and {} more: --format csv lists them all", hanging.len() - 2 * MOST_ROWS));
    }
    no_regret(document, list);
}

fn others(count: usize) -> String {
    if count > 1 { format!(" (or {})", counted(count - 1, "other way", "other ways")) } else { String::new() }
}

/// Errors first, then what hangs on fewest facts.
fn rank(hangs: &HangsView) -> (usize, usize) {
    (usize::from(hangs.severity != Some("error")), hangs.tips.size.unwrap_or(usize::MAX))
}

fn by_people(a: &HangsView, b: &HangsView) -> std::cmp::Ordering {
    b.people.unwrap_or(0.0).total_cmp(&a.people.unwrap_or(0.0))
}

/// What can be acted on without waiting for any dispute to end.
fn no_regret(document: &mut Document, list: &[HangsView]) {
    document.heading("Whichever way disputes go");
    let (stand, hang): (Vec<&HangsView>, Vec<&HangsView>) =
        list.iter().partition(|hangs| hangs.readings.stands_in == "every");
    let (stands, them, hangs) = (
        if stand.len() == 1 { "stands" } else { "stand" },
        if stand.len() == 1 { "it" } else { "them" },
        if hang.len() == 1 { "hangs" } else { "hang" },
    );
    document.lead(match (stand.len(), hang.len()) {
        (1, 0) => "It stands in every reading of the disputes: whoever mends it need not wait for a dispute to end.".to_owned(),
        (0, 1) => "It hangs on a dispute.".to_owned(),
        (stand, hang) => format!(
            "{stand} of the {} {stands} in every reading of the disputes: whoever mends {them} need not wait for a dispute to \
             end. {hang} {hangs} on one.",
            list.len()
        ),
    });
    let guessed = list.iter().filter(|hangs| !hangs.readings.exact).count();
    if guessed > 0 {
        document.paragraph(format!(
            "Of {guessed} there are too many disputes to try every reading: there it is what certain and possible say."
        ));
    }
    let surprising: Vec<String> =
        hang.iter().filter(|hangs| hangs.is == "certain").map(|hangs| format!("`{}`", hangs.key)).collect();
    if !surprising.is_empty() {
        document.paragraph(format!(
            "Certain on the facts recorded, and gone if a dispute ends one way: {}.",
            list_in_words(&surprising)
        ));
    }
    let mut table =
        Table::new(vec![Column::words("hangs on a dispute"), Column::numbers("disputes"), Column::numbers("people")]);
    let mut hang = hang;
    hang.sort_by(|a, b| rank(a).0.cmp(&rank(b).0).then_with(|| by_people(a, b)).then_with(|| a.key.cmp(&b.key)));
    for hangs in hang.iter().take(MOST_ROWS) {
        table.row(vec![hangs.key.clone(), hangs.readings.disputes.to_string(), people_in_column(hangs.people)]);
    }
    document.table(table);
    if hang.len() > MOST_ROWS {
        document.paragraph(format!("and {} more: --format csv lists them all", hang.len() - MOST_ROWS));
    }
}

fn of_order(document: &mut Document, report: &TippingReport, order: &OrderView) {
    document.heading(format!("The order of services by `{}`", order.measure));
    if order.pairs.is_empty() {
        document.paragraph("There are no two services to put in order.");
        return;
    }
    let fast = order.pairs.iter().filter(|pair| pair.tips.size != Some(1)).count();
    document.lead(format!(
        "Of {} in the ranking, {} would change places, or be equal, if one fact were otherwise; {fast} would not.",
        counted(order.pairs.len(), "pair of neighbours", "pairs of neighbours"),
        order.pairs.len() - fast
    ));
    if let [only] = order.pairs.as_slice() {
        of_pair(document, report, only);
        return;
    }
    let mut table = Table::new(vec![
        Column::words("more"),
        Column::numbers(""),
        Column::words("less"),
        Column::numbers(""),
        Column::words("facts"),
        Column::words("if"),
        Column::words("then"),
    ]);
    for pair in &order.pairs {
        let first = pair.tips.sets.first();
        let conditions = first.map(|set| format!("{}{}", conditions(report, set), others(pair.tips.count)));
        table.row(vec![
            pair.names[0].clone(),
            value(pair.means[0]),
            pair.names[1].clone(),
            value(pair.means[1]),
            takes(&pair.tips),
            conditions.unwrap_or_default(),
            first.map(then).unwrap_or_default(),
        ]);
    }
    document.table(table);
}

/// How many facts it takes, in a cell.
fn takes(tips: &TipsView) -> String {
    match tips.size {
        Some(size) => size.to_string(),
        None if tips.never => "never".to_owned(),
        None => format!("over {}", tips.none_up_to),
    }
}

fn of_pair(document: &mut Document, report: &TippingReport, pair: &PairView) {
    let [more, less] = &pair.names;
    document.paragraph(format!("{more}: {}; {less}: {}.", value(pair.means[0]), value(pair.means[1])));
    document.lead(match (pair.tips.size, pair.tips.sets.first()) {
        (Some(size), Some(first)) => {
            let after = match first.then {
                ThenView::Means([Some(a), Some(b)]) if a < b && (b - a) > 1e-9 * b.max(1.0) => {
                    format!("{less} would have more than {more}")
                }
                _ => format!("{more} and {less} would be level"),
            };
            format!("{}, {after}.", if_facts(report, size, first))
        }
        _ => stays("their order", &pair.tips),
    });
    sets(document, report, &pair.tips);
}

/// For a spreadsheet: a row for each fact of each set; a question without any has one row.
pub fn table(report: &TippingReport) -> Table {
    let words = ["question", "key", "severity", "is", "stands_in"];
    let mut columns: Vec<Column> = words.map(Column::words).to_vec();
    columns.extend(["people", "disputes", "can_matter", "size", "none_up_to"].map(Column::numbers));
    columns.push(Column::words("never"));
    columns.push(Column::numbers("set"));
    columns.extend(["then", "becomes", "holder", "component", "function", "strength"].map(Column::words));
    columns.extend(["status", "evidence", "basis", "note", "file"].map(Column::words));
    columns.push(Column::numbers("line"));
    let mut table = Table::new(columns);
    let blank = String::new;
    if let Some(verdict) = &report.verdict {
        let start = ["verdict", "", "", verdict.is, "", "", ""].map(str::to_owned);
        rows(&mut table, report, &start, &verdict.tips);
    }
    for hangs in report.findings.iter().flatten() {
        let start = [
            "finding".to_owned(),
            hangs.key.clone(),
            hangs.severity.unwrap_or_default().to_owned(),
            hangs.is.to_owned(),
            hangs.readings.stands_in.to_owned(),
            super::shared::exact(hangs.people),
            hangs.readings.disputes.to_string(),
        ];
        rows(&mut table, report, &start, &hangs.tips);
    }
    if let Some(order) = &report.order {
        for pair in &order.pairs {
            let means = pair.means.map(super::shared::exact).join(";");
            let key = format!("{}:{}", order.measure, pair.services.join(">"));
            let start = ["order".to_owned(), key, blank(), means, blank(), blank(), blank()];
            rows(&mut table, report, &start, &pair.tips);
        }
    }
    table
}

fn rows(table: &mut Table, report: &TippingReport, start: &[String; 7], tips: &TipsView) {
    let mut start = start.to_vec();
    start.extend([
        tips.can_matter.to_string(),
        tips.size.map_or_else(String::new, |size| size.to_string()),
        tips.none_up_to.to_string(),
        tips.never.to_string(),
    ]);
    if tips.sets.is_empty() {
        let mut row = start.clone();
        row.resize(table.columns.len(), String::new());
        table.row(row);
    }
    for (place, set) in tips.sets.iter().enumerate() {
        let then = match &set.then {
            ThenView::Word(word) => (*word).to_owned(),
            ThenView::Means(means) => means.map(super::shared::exact).join(";"),
        };
        for change in &set.changes {
            let Some(fact) = fact(report, change) else { continue };
            let mut row = start.clone();
            row.extend([(place + 1).to_string(), then.clone(), change.becomes.to_owned()]);
            row.extend([fact.holder.clone(), fact.component.join(";"), fact.function.clone()]);
            row.extend([fact.strength, fact.status, fact.evidence].map(str::to_owned));
            row.extend([fact.basis.join(";"), fact.note.clone().unwrap_or_default()]);
            row.extend([fact.at.file.clone(), fact.at.line.to_string()]);
            table.row(row);
        }
    }
}
