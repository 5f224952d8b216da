//! The JSON of a command in brief: one line for each thing that a reader would compare with the contract, numbers to six
//! places. What a line leaves out (messages, places) stands in the golden files.

use serde_json::Value;

/// The lines of a report, whichever it is.
pub fn lines(report: &Value) -> Vec<String> {
    match text(&report["schema"]).as_str() {
        "remit/check/1" => check(report),
        "remit/measure/1" => measure(report),
        "remit/compare/1" => compare(report),
        "remit/who/1" => who(report),
        "remit/plan/1" => plan(report),
        "remit/journey/1" => journey(report),
        "remit/expect/1" => expect(report),
        other => panic!("no brief form for the schema {other:?}"),
    }
}

/// A number to six places without idle zeros; `-` for null.
pub fn number(value: &Value) -> String {
    match value.as_f64() {
        None => "-".to_owned(),
        Some(number) => {
            let text = format!("{number:.6}");
            let text = text.trim_end_matches('0').trim_end_matches('.');
            if text == "-0" { "0".to_owned() } else { text.to_owned() }
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| "-".to_owned(), str::to_owned)
}

/// A list joined by `+`, as in a key; `[]` where it is empty and `-` for null.
fn list(value: &Value) -> String {
    match value.as_array() {
        None => "-".to_owned(),
        Some(items) if items.is_empty() => "[]".to_owned(),
        Some(items) => items.iter().map(text).collect::<Vec<_>>().join("+"),
    }
}

fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap_or_else(|| panic!("not a list: {value}")).iter()
}

/// `KEY CERTAINTY SEVERITY PEOPLE`, and whether it is accepted.
pub fn finding(finding: &Value) -> String {
    let accepted = if finding["accepted"] == true { " accepted" } else { "" };
    format!(
        "{} {} {} {}{accepted}",
        text(&finding["key"]),
        text(&finding["certainty"]),
        text(&finding["severity"]),
        number(&finding["people"])
    )
}

fn check(report: &Value) -> Vec<String> {
    let mut lines: Vec<String> = each(&report["findings"]).map(|f| format!("finding {}", finding(f))).collect();
    for f in each(&report["findings"]) {
        lines.push(format!(
            "detail {} {} service {} component {} to {} function {} organisations {} share {} areas {} of {} cohorts {} holders {} basis {} evidence {}",
            text(&f["key"]),
            text(&f["certainty"]),
            text(&f["service"]),
            text(&f["component"]),
            text(&f["to_component"]),
            text(&f["function"]),
            list(&f["organisations"]),
            number(&f["share"]),
            list(&f["areas"]),
            f["area_count"],
            list(&f["cohorts"]),
            list(&f["holders"]),
            list(&f["basis"]),
            text(&f["evidence"]),
        ));
    }
    lines.sort();
    lines.extend(each(&report["shared"]).map(|shared| {
        format!(
            "shared {} {} {} {}",
            text(&shared["component"]),
            text(&shared["function"]),
            list(&shared["organisations"]),
            number(&shared["people"])
        )
    }));
    lines.push(fields("counts", &report["counts"]));
    lines.push(fields("evidence", &report["evidence"]));
    lines.push(format!("population {}", number(&report["population"])));
    if !report["scenario"]["unsaid"].is_null() {
        lines.push(fields("unsaid", &report["scenario"]["unsaid"]));
    }
    lines
}

fn fields(word: &str, object: &Value) -> String {
    let object = object.as_object().unwrap_or_else(|| panic!("not an object: {object}"));
    let mut parts: Vec<String> = object.iter().map(|(name, value)| format!("{name} {}", number(value))).collect();
    parts.sort();
    format!("{word} {}", parts.join(" ")).trim_end().to_owned()
}

/// The measures of a service, in the order of the contract.
pub const MEASURES: [&str; 12] = [
    "commissioners",
    "kinds",
    "effective",
    "entropy",
    "apart",
    "edges",
    "handoffs",
    "joined",
    "bridged",
    "unbridged",
    "broken",
    "empty",
];

fn measure(report: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for scenario in each(&report["scenarios"]) {
        lines.push(format!("scenario {}", text(&scenario["scenario"]["id"])));
        for service in each(&scenario["services"]) {
            let id = text(&service["service"]);
            lines.push(format!("people {id} {}", number(&service["people"])));
            for name in MEASURES {
                let of = &service[name];
                lines.push(format!(
                    "{name} {id} mean {} min {} median {} max {} range {} to {}{}",
                    number(&of["mean"]),
                    number(&of["min"]),
                    number(&of["median"]),
                    number(&of["max"]),
                    number(&of["range"][0]),
                    number(&of["range"][1]),
                    if of["exact"] == true { "" } else { " at least" }
                ));
            }
            let congruence = &service["congruence"];
            lines.push(format!(
                "congruence {id} any {} binding {}",
                number(&congruence["any"]),
                number(&congruence["binding"])
            ));
            for superior in each(&service["superiors"]) {
                lines.push(format!(
                    "superior {id} {} party {} share {}",
                    text(&superior["kind"]),
                    superior["party"],
                    number(&superior["share"])
                ));
            }
        }
        for row in each(&scenario["by"]) {
            let of = format!("{} {}", text(&row["service"]), text(&row["organisation"]));
            let names = ["people"].iter().chain(&MEASURES);
            lines.extend(names.map(|name| format!("by.{name} {of} {}", number(&row[*name]))));
        }
        for row in each(&scenario["organisations"]) {
            lines.push(format!(
                "organisation {} {} people {} coordination {}",
                text(&row["organisation"]),
                text(&row["kind"]),
                number(&row["people"]),
                row["coordination"]
            ));
        }
        for pair in each(&scenario["alignment"]) {
            let head = format!("alignment {} with {}", text(&pair["of"]), text(&pair["with"]));
            lines.push(format!("{head} bits {} {}", number(&pair["bits"][0]), number(&pair["bits"][1])));
            for row in each(&pair["rows"]) {
                lines.push(format!(
                    "{head} {} meets {} of which 5% {} herfindahl {} effective {}",
                    text(&row["organisation"]),
                    row["meets"],
                    row["meets_5pct"],
                    number(&row["herfindahl"]),
                    number(&row["effective"])
                ));
            }
        }
        let system = &scenario["system"];
        lines.push(fields("live", &system["organisations"]));
        lines.push(fields("pairs", &system["relations"]));
        lines.push(format!("per-person {}", number(&system["commissioners_per_person"])));
        lines.push(format!("cut-points {}", list(&system["cut_points"])));
        lines.push(fields("evidence", &scenario["evidence"]));
    }
    lines
}

fn compare(report: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for of in each(&report["comparisons"]) {
        lines.push(format!("scenarios {} {}", text(&of["from"]["id"]), text(&of["to"]["id"])));
        let bodies = &of["organisations"];
        for what in ["ended", "begun", "continued"] {
            lines.push(format!("{what} {}", list(&bodies[what])));
        }
        for one in each(&bodies["succeeded"]) {
            lines.push(format!("succeeded {} by {}", text(&one["organisation"]), list(&one["by"])));
        }
        for row in each(&of["transfers"]) {
            lines.push(format!(
                "transfer {} {} {} > {} {}",
                text(&row["component"]),
                text(&row["function"]),
                list(&row["from"]),
                list(&row["to"]),
                number(&row["people"])
            ));
        }
        for row in each(&of["holder_changed"]) {
            lines.push(format!(
                "changed {} {} {} share {}",
                text(&row["component"]),
                text(&row["function"]),
                number(&row["people"]),
                number(&row["share"])
            ));
        }
        for pair in each(&of["origins"]) {
            for what in ["origin", "dispersal"] {
                for row in each(&pair[what]) {
                    lines.push(format!("{what} {} {}", text(&row["organisation"]), number(&row["effective"])));
                }
            }
        }
        lines.extend(changes(&of["findings"]));
        for row in each(&of["measures"]) {
            lines.push(format!(
                "measure {} {} {} to {} change {}",
                text(&row["service"]),
                text(&row["measure"]),
                number(&row["from"]),
                number(&row["to"]),
                number(&row["change"])
            ));
        }
        lines.extend(verdict(&of["verdict"]));
    }
    lines
}

/// What is new, resolved and persists.
fn changes(findings: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for what in ["new", "resolved"] {
        let mut list: Vec<String> = each(&findings[what]).map(|f| format!("{what} {}", finding(f))).collect();
        list.sort();
        lines.extend(list);
    }
    for row in each(&findings["persisting"]) {
        lines.push(format!(
            "persisting {} {} {} to {}",
            text(&row["key"]),
            text(&row["certainty"]),
            number(&row["people_from"]),
            number(&row["people_to"])
        ));
    }
    lines
}

fn verdict(verdict: &Value) -> Vec<String> {
    let mut lines = vec![format!(
        "verdict {} people new {} resolved {}",
        text(&verdict["is"]),
        number(&verdict["people_new"]),
        number(&verdict["people_resolved"])
    )];
    lines.extend(each(&verdict["witnesses"]).map(|witness| {
        format!(
            "witness {} {} component {} function {} in {} of {}: {} > {}",
            text(&witness["is"]),
            text(&witness["key"]),
            text(&witness["component"]),
            text(&witness["function"]),
            text(&witness["area"]),
            text(&witness["cohort"]),
            list(&witness["from"]),
            list(&witness["to"])
        )
    }));
    lines
}

fn plan(report: &Value) -> Vec<String> {
    let side = |of: &Value| format!("{} of {} under {}", text(&of["id"]), text(&of["on"]), list(&of["reforms"]));
    let mut lines = vec![format!("from {}", side(&report["from"])), format!("to {}", side(&report["to"]))];
    lines.extend(each(&report["steps"]).map(|step| {
        format!(
            "step {} {} organisations {} responsibilities {} arrangements {} relations {} legal {}",
            step["step"],
            text(&step["do"]),
            step["organisations"],
            step["responsibilities"],
            step["arrangements"],
            step["relations"],
            text(&step["legal"])
        )
    }));
    lines.extend(each(&report["ledger"]).map(|row| {
        format!(
            "ledger {} {} {} > {} {} {} step {}",
            text(&row["component"]),
            text(&row["function"]),
            list(&row["from"]),
            list(&row["to"]),
            text(&row["fate"]),
            number(&row["people"]),
            row["step"]
        )
    }));
    lines.extend(changes(&report["findings"]));
    lines.extend(verdict(&report["verdict"]));
    lines.push(fields("legal", &report["legal"]));
    lines
}

fn who(report: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for answer in each(&report["answers"]) {
        let head = format!("{} {}", text(&answer["cohort"]), text(&answer["function"]));
        let areas = if answer["areas"].is_null() { String::new() } else { format!(" in {}", list(&answer["areas"])) };
        if each(&answer["units"]).count() == 0 {
            lines.push(format!("who {head}{areas} nobody"));
        }
        for unit in each(&answer["units"]) {
            lines.push(format!(
                "who {head}{areas} {} {} {} basis {} arrangements {}",
                list(&unit["organisations"]),
                text(&unit["certainty"]),
                text(&unit["strength"]),
                list(&unit["basis"]),
                list(&unit["arrangements"])
            ));
        }
        if let Some(others) = answer["why_not"].as_array() {
            lines.extend(others.iter().map(|o| format!("why-not {head}{areas} {}", text(&o["organisation"]))));
        }
    }
    lines
}

fn journey(report: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for journey in each(&report["journeys"]) {
        lines.push(format!("journey {} passed {}", text(&journey["journey"]), journey["passed"]));
        for step in each(&journey["steps"]) {
            lines.push(format!(
                "step {} {} expected {} found {} passed {}",
                text(&step["component"]),
                text(&step["on"]),
                list(&step["expected"]),
                list(&step["found"]),
                step["passed"]
            ));
        }
    }
    lines
}

fn expect(report: &Value) -> Vec<String> {
    let line = |of: &Value| {
        format!(
            "expectation {} {} declared {} from {} to {}",
            text(&of["expectation"]),
            text(&of["result"]),
            text(&of["declared"]),
            number(&of["from"]),
            number(&of["to"])
        )
    };
    each(&report["expectations"]).map(line).collect()
}
