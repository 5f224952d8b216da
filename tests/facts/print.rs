//! Prints each row of the research table that the landscape of England does not represent to the letter, with the reason.

#![expect(clippy::print_stdout, reason = "a program for a terminal")]

mod compare;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use remit::landscape::Landscape;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let compared = compare::compare(&england(&root.join("scenarios/england")), &root.join("tests/facts"));
    for (row, reason) in &compared.explained {
        println!("{}  {}: {} {}\n    {reason}", row.id, row.component, row.kind, row.role);
    }
    for row in &compared.unexplained {
        println!("{}  {}: {} {}\n    NO REASON", row.id, row.component, row.kind, row.role);
    }
    for wrong in &compared.wrong {
        println!("{wrong}");
    }
    println!(
        "\n{} rows: {} represented, {} not, each with its reason, {} without one.",
        compared.rows,
        compared.rows - compared.explained.len() - compared.unexplained.len(),
        compared.explained.len(),
        compared.unexplained.len()
    );
    if compared.unexplained.is_empty() && compared.wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(3) }
}

/// The landscape in a folder.
fn england(folder: &Path) -> Landscape {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let inside = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("a path inside");
                let inside = inside.strip_prefix("scenarios/england").expect("a path inside");
                let shown: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
                files.insert(shown.join("/"), std::fs::read(&path).expect("a file"));
            }
        }
    }
    match remit::landscape::read(&files, &remit::checks::codes(), &[]) {
        Ok(landscape) => landscape,
        Err((problems, _)) => panic!("{:?}", problems.first().map(|problem| &problem.message)),
    }
}
