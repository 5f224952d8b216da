//! Whatever stands in the files, reading them gives a landscape or mistakes with places, and never a panic.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::generate::worlds;
use super::{Holds, hold, holds};

const TABLE: &str = "id,name,kind,ods,from,until,successors\n\
    w,\"West, the\",la,E1,2013-04-01,,\n\
    e,East,,,,2013-03-31,w\n";
const PLACES: &str = "code,people,la\na,100.5,w\nb,,E1\n\"c\",7,\n";
const TABLES: &str = "[[organisation_table]]\nfile = \"o.csv\"\nkind = \"la\"\n\n\
    [[area_table]]\nfile = \"sub/a.csv\"\nid = \"code\"\npopulation = \"people\"\nwithin = { la = \"la\" }\n";

/// Reads files; what is refused must say where, and the place must be in the file.
fn read(files: &BTreeMap<String, Vec<u8>>) -> Holds {
    match remit::landscape::read(files, &remit::checks::codes(), &[]) {
        Ok(landscape) => {
            // Whatever is read can be asked.
            let situation = landscape.at("2013-04-01".parse().expect("a day"), false);
            let report = super::tool::check_json(&situation);
            holds!(report["schema"] == "remit/check/1", "{report}");
        }
        Err((problems, sources)) => {
            holds!(!problems.is_empty(), "refused without a reason");
            for problem in &problems {
                holds!(!problem.message.trim().is_empty(), "a mistake without words");
                for at in problem.at.into_iter().chain(problem.also.iter().map(|label| label.at)) {
                    let file = sources.file(at.file);
                    let position = sources.position(at);
                    let lines = file.text.lines().count() + 1;
                    holds!(position.line <= lines, "{}: line {} of {lines}", problem.message, position.line);
                }
            }
        }
    }
    Ok(())
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn alone(name: &str, bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    BTreeMap::from([(name.to_owned(), bytes.to_vec())])
}

#[test]
fn any_bytes() {
    let bytes = proptest::collection::vec(any::<u8>(), 0..300);
    hold(
        bytes,
        |bytes| shown(bytes),
        |bytes| {
            read(&alone("a.toml", bytes))?;
            let mut with_table = alone("a.toml", TABLES.as_bytes());
            with_table.insert("o.csv".to_owned(), bytes.clone());
            with_table.insert("sub/a.csv".to_owned(), bytes.clone());
            read(&with_table)
        },
    );
}

/// Characters that mean something in TOML and CSV, in any order.
#[test]
fn any_signs() {
    let signs = proptest::collection::vec(
        prop::sample::select(vec![
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            "=",
            ".",
            ",",
            "\"",
            "'",
            "\"\"\"",
            "#",
            "\n",
            "\r\n",
            " ",
            "\\",
            "\\u",
            "2013-04-01",
            "nan",
            "-0",
            "1e9",
            "true",
            "area",
            "id",
            "within",
            "[[area]]\n",
            "id = \"a\"\n",
            "population = 1\n",
            "é",
            "\u{feff}",
            "\u{0}",
            "kind:",
        ]),
        0..80,
    );
    hold(
        signs,
        |signs| signs.concat(),
        |signs| {
            let text = signs.concat().into_bytes();
            read(&alone("a.toml", &text))?;
            let mut with_table = alone("a.toml", TABLES.as_bytes());
            with_table.insert("o.csv".to_owned(), [TABLE.as_bytes(), &text].concat());
            with_table.insert("sub/a.csv".to_owned(), [&text, PLACES.as_bytes()].concat());
            read(&with_table)
        },
    );
}

/// What a careless hand does to a text: cuts it off, leaves a stretch out, writes it twice, changes a letter.
fn damaged(text: &[u8], damage: &[(u8, u16, u16)]) -> Vec<u8> {
    let mut text = text.to_vec();
    for (what, at, more) in damage {
        if text.is_empty() {
            break;
        }
        let start = usize::from(*at) * text.len() / 65_536;
        let end = (start + 1 + usize::from(*more) % 40).min(text.len());
        match what % 6 {
            0 => text.truncate(start),
            1 => drop(text.drain(start..end)),
            2 => {
                let again = text[start..end].to_vec();
                text.splice(start..start, again);
            }
            3 => text[start] = (*more & 0xff) as u8,
            4 => text[start] = b"[]{}=\".,\n#-0"[usize::from(*more) % 12],
            _ => {
                let lines: Vec<&[u8]> = text.split(|b| *b == b'\n').collect();
                let (one, other) = (usize::from(*at) % lines.len(), usize::from(*more) % lines.len());
                let mut lines = lines;
                lines.swap(one, other);
                text = lines.join(&b'\n');
            }
        }
    }
    text
}

fn damage() -> impl Strategy<Value = Vec<(u8, u16, u16)>> {
    proptest::collection::vec((any::<u8>(), any::<u16>(), any::<u16>()), 1..6)
}

#[test]
fn damaged_landscapes() {
    let cases = (worlds(), damage());
    hold(
        cases,
        |(world, damage)| shown(&damaged(world.toml().as_bytes(), damage)),
        |(world, damage)| read(&alone("landscape.toml", &damaged(world.toml().as_bytes(), damage))),
    );
}

#[test]
fn damaged_tables() {
    let head = "[landscape]\ntitle = \"T\"\n\n[[kind]]\nid = \"la\"\nname = \"LA\"\n\n[[service]]\nid = \"s\"\nname = \"S\"\n\n\
        [[component]]\nid = \"c\"\nservice = \"s\"\nname = \"C\"\n\n[[responsibility]]\ncomponent = \"c\"\nholder = \"w\"\n\n";
    let cases = (damage(), damage(), damage());
    let files = |(toml, one, other): &(Vec<_>, Vec<_>, Vec<_>)| {
        BTreeMap::from([
            ("a.toml".to_owned(), damaged((head.to_owned() + TABLES).as_bytes(), toml)),
            ("o.csv".to_owned(), damaged(TABLE.as_bytes(), one)),
            ("sub/a.csv".to_owned(), damaged(PLACES.as_bytes(), other)),
        ])
    };
    let show = |case: &_| files(case).iter().map(|(name, bytes)| format!("{name}:\n{}\n", shown(bytes))).collect();
    hold(cases, show, |case| read(&files(case)));
}

/// Each file that ships and each case, cut off at every tenth of its length.
#[test]
fn every_case_cut_off() {
    for path in crate::support::files_below(&crate::support::root().join("tests/cases")) {
        let bytes = std::fs::read(&path).expect("a file");
        if path.extension().is_none_or(|ending| ending != "toml") || bytes.len() > 30_000 {
            continue;
        }
        for tenth in 0..10 {
            let cut = bytes.len() * tenth / 10;
            if let Err(error) = read(&alone("landscape.toml", &bytes[..cut])) {
                panic!("{} cut at {cut}: {error}", path.display());
            }
        }
    }
}
