//! Merely parses the files of a landscape (those that a comparison reads, so not its reforms), all columns, one thread,
//! with the `toml` and `csv` crates, and prints how much it saw: what `remit compare` is measured against.

#![expect(clippy::print_stdout, reason = "a program for a terminal")]

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = std::env::args().nth(1).unwrap_or_else(|| "scenarios/england".to_owned());
    let mut seen = Seen::default();
    walk(Path::new(&root), &Path::new(&root).join("reforms"), &mut seen)?;
    println!("{} TOML tables, {} CSV cells, {} bytes", seen.tables, seen.cells, seen.bytes);
    Ok(())
}

#[derive(Default)]
struct Seen {
    tables: usize,
    cells: usize,
    bytes: usize,
}

fn walk(folder: &Path, not: &Path, seen: &mut Seen) -> Result<(), Box<dyn std::error::Error>> {
    let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if path == not {
            continue;
        }
        if path.is_dir() {
            walk(&path, not, seen)?;
        } else if ending == Some("toml") {
            let text = std::fs::read_to_string(&path)?;
            seen.bytes += text.len();
            let table: toml::Table = toml::from_str(&text)?;
            seen.tables += table.values().map(|value| value.as_array().map_or(1, Vec::len)).sum::<usize>();
        } else if ending == Some("csv") {
            let text = std::fs::read_to_string(&path)?;
            seen.bytes += text.len();
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let mut record = csv::StringRecord::new();
            while reader.read_record(&mut record)? {
                seen.cells += record.len();
            }
        }
    }
    Ok(())
}
