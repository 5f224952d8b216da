//! Areas and bodies in CSV mean what they mean in TOML, however the CSV is written: quoted or plain, with CR or without,
//! with blanks around the cells, in one table or in several.

use std::collections::BTreeSet;

use super::generate::{Choices, worlds_and_genes};
use super::tool::{check_json, measure_json, read};
use super::unchanged::{blocks, same};
use super::world::{Area, Dates, World};
use super::{Holds, hold};

/// How a CSV file is written.
#[derive(Clone, Copy)]
struct Hand {
    quotes: usize,
    blanks: bool,
    carriage_returns: bool,
    mark: bool,
    empty_lines: bool,
}

impl Hand {
    fn any(c: &mut Choices<'_>) -> Hand {
        Hand {
            quotes: [0, 0, 30, 100][c.below(4)],
            blanks: c.chance(30),
            carriage_returns: c.chance(30),
            mark: c.chance(30),
            empty_lines: c.chance(20),
        }
    }

    fn write(self, c: &mut Choices<'_>, rows: &[Vec<String>]) -> String {
        let mut text = if self.mark { "\u{feff}".to_owned() } else { String::new() };
        let end = if self.carriage_returns { "\r\n" } else { "\n" };
        for row in rows {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| {
                    let quoted = c.chance(self.quotes) || cell.contains([',', '"']);
                    let cell = if quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() };
                    if self.blanks && !quoted { format!("  {cell} ") } else { cell }
                })
                .collect();
            text.push_str(&cells.join(","));
            text.push_str(end);
            if self.empty_lines && c.chance(30) {
                text.push_str(end);
            }
        }
        text
    }
}

fn day(day: Option<remit::day::Day>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

/// Some of the areas as a table: the TOML that names it, and the CSV.
fn area_table(c: &mut Choices<'_>, world: &World, areas: &[&Area], file: &str) -> (String, String) {
    // One column for each kind and period that some area has.
    let mut columns: Vec<(usize, Dates)> = Vec::new();
    for within in areas.iter().flat_map(|area| &area.within) {
        if !columns.contains(&(within.kind, within.dates)) {
            columns.push((within.kind, within.dates));
        }
    }
    let mut rows = vec![vec!["code".to_owned(), "what nobody asks for".to_owned(), "people".to_owned()]];
    rows[0].extend((0..columns.len()).map(|n| format!("c{n}")));
    for area in areas {
        let mut row = vec![area.id.clone(), "x, \"y\"".to_owned(), area.population.to_string()];
        row.extend(columns.iter().map(|(kind, dates)| {
            let within = area.within.iter().find(|within| within.kind == *kind && within.dates == *dates);
            within.map_or_else(String::new, |within| world.organisations[within.organisation].id.clone())
        }));
        rows.push(row);
    }
    if !c.chance(50) {
        rows.iter_mut().for_each(|row| drop(row.remove(1)));
    }
    let mut toml = format!("[[area_table]]\nfile = \"{file}\"\nid = \"code\"\npopulation = \"people\"\n");
    for (number, (kind, dates)) in columns.iter().enumerate() {
        toml.push_str(&format!(
            "[[area_table.within]]\nkind = \"{}\"\ncolumn = \"c{number}\"\n",
            world.kinds[*kind].id
        ));
        toml.push_str(&dates.from.map_or_else(String::new, |day| format!("from = {day}\n")));
        toml.push_str(&dates.until.map_or_else(String::new, |day| format!("until = {day}\n")));
    }
    (toml, Hand::any(c).write(c, &rows))
}

/// Some of the bodies as a table: the TOML that names it, and the CSV. Only such as give no footprint can stand in one.
fn organisation_table(c: &mut Choices<'_>, world: &World, chosen: &BTreeSet<usize>, file: &str) -> (String, String) {
    let of_table = world.organisations[*chosen.first().expect("a body")].kind;
    let mut rows = vec![["until", "id", "kind", "successors", "name", "from"].map(str::to_owned).to_vec()];
    for one in chosen {
        let one = &world.organisations[*one];
        // A row that gives no kind has the table's.
        let kind = if one.kind == of_table && c.chance(50) { String::new() } else { world.kinds[one.kind].id.clone() };
        let heirs: Vec<&str> = one.successors.iter().map(|heir| &*world.organisations[*heir].id).collect();
        rows.push(vec![
            day(one.dates.until),
            one.id.clone(),
            kind,
            heirs.join("; "),
            one.id.clone(),
            day(one.dates.from),
        ]);
    }
    let toml = format!("[[organisation_table]]\nfile = \"{file}\"\nkind = \"{}\"\n", world.kinds[of_table].id);
    (toml, Hand::any(c).write(c, &rows))
}

/// The landscape with some areas and bodies in tables.
fn tabled(world: &World, genes: &[u16]) -> Vec<(&'static str, String)> {
    let genes: Vec<u16> = genes.iter().cycle().take(600).copied().collect();
    let c = &mut Choices::new(&genes);
    let tables = world.tables();
    let mut main = String::new();
    let mut files = Vec::new();
    for table in &tables {
        if !table.starts_with("[[organisation]]") && !table.starts_with("[[area]]") {
            main.push_str(&format!("{table}\n"));
        }
    }
    let of = |name: &str| blocks(tables.iter().find(|table| table.starts_with(name)).expect("a table"));
    let bodies: BTreeSet<usize> = (0..world.organisations.len())
        .filter(|one| world.organisations[*one].footprint.is_none() && c.chance(70))
        .collect();
    for (_, block) in of("[[organisation]]").iter().enumerate().filter(|(one, _)| !bodies.contains(one)) {
        main.push_str(&format!("{block}\n"));
    }
    if !bodies.is_empty() {
        let (toml, csv) = organisation_table(c, world, &bodies, "o.csv");
        main.push_str(&toml);
        files.push(("o.csv", csv));
    }
    // Each area stands in one of two tables or in TOML.
    let place: Vec<usize> = world.areas.iter().map(|_| c.below(3)).collect();
    for (_, block) in of("[[area]]").iter().enumerate().filter(|(area, _)| place[*area] == 0) {
        main.push_str(&format!("{block}\n"));
    }
    for (number, file) in [(1, "a.csv"), (2, "b.csv")] {
        let areas: Vec<&Area> =
            world.areas.iter().zip(&place).filter(|(_, of)| **of == number).map(|(a, _)| a).collect();
        if !areas.is_empty() {
            let (toml, csv) = area_table(c, world, &areas, file);
            main.push_str(&toml);
            files.push((file, csv));
        }
    }
    files.insert(0, ("landscape.toml", main));
    files
}

#[test]
fn a_table_in_csv_means_what_its_rows_mean_in_toml() {
    let show = |(world, genes): &(World, Vec<u16>)| {
        tabled(world, genes).iter().map(|(name, text)| format!("{name}:\n{text}\n")).collect::<String>()
    };
    hold(worlds_and_genes(), show, |(world, genes)| -> Holds {
        let (one, other) = (read(&[("landscape.toml", world.toml())]), read(&tabled(world, genes)));
        for day in &world.days {
            let (a, b) = (one.at(*day, false), other.at(*day, false));
            same("check", &check_json(&a), &check_json(&b), &["at"])?;
            same("measure", &measure_json(&a, &[]), &measure_json(&b, &[]), &[])?;
        }
        Ok(())
    });
}
