//! `remit init`: a small landscape, or a reform of one, to begin with.

use std::path::{Path, PathBuf};

use super::super::args::InitArgs;
use super::super::choose::{self, Scene};
use super::super::files::words as in_words;
use super::super::output::deliver;
use super::super::{Error, Outcome};
use super::{load, shown};
use crate::analysis::Facts;
use crate::render::words;
use crate::report::suggestions::suggestions;

/// The landscape that it writes; a test reads and checks it.
const TEMPLATE: &str = include_str!("init.toml");

/// Runs it.
pub fn run(args: &InitArgs) -> Result<Outcome, Error> {
    match &args.reform {
        None => {
            let file = args.file.clone().unwrap_or_else(|| PathBuf::from("landscape.toml"));
            write_new(&file, TEMPLATE)?;
            let path = shown(&file);
            deliver(&format!("Wrote {path}. What is wrong in it: remit check {path}\n"), None)?;
        }
        Some(landscape) => {
            let file = args.file.clone().unwrap_or_else(|| PathBuf::from("reform.toml"));
            check_is_new(&file)?;
            let worlds = load(landscape, &[])?;
            let first = worlds.base().scenarios.first().map(|scenario| scenario.id.to_string());
            let default = worlds.base().default.is_none().then_some(first).flatten();
            let Scene { chosen, landscape: world } = choose::scenario(worlds, default.as_deref())?;
            let situation = world.at(chosen.on, false);
            let id = file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
            let text = words::init::reform(&suggestions(&chosen, &Facts::new(&situation), &id));
            write_new(&file, &text)?;
            let (path, of) = (shown(&file), shown(landscape));
            let named = if path.contains(['/', '\\']) { path.clone() } else { format!("./{path}") };
            let next = format!("remit plan {of} {} --reform {named}", chosen.asked);
            deliver(&format!("Wrote {path}. What it would do, once it has steps: {next}\n"), None)?;
        }
    }
    Ok(Outcome::Fine)
}

fn check_is_new(file: &Path) -> Result<(), Error> {
    if file.exists() {
        return Err(Error::usage(format!("{} exists already", file.display()))
            .help(Some("name another file; nothing was written".to_owned())));
    }
    Ok(())
}

fn write_new(file: &PathBuf, text: &str) -> Result<(), Error> {
    check_is_new(file)?;
    // The first reform of a landscape may need the folder that reforms lie in.
    if let Some(folder) = file.parent().filter(|folder| folder.ends_with("reforms") && !folder.exists()) {
        let above = folder.parent().filter(|above| above.is_file());
        if let Some(above) = above {
            let (folder, above) = (folder.display(), above.display());
            return Err(Error::work(format!("cannot make {folder}: {above} is a file")).help(Some(
                "the folder `reforms` stands beside a landscape's files: give the landscape a folder of its own"
                    .to_owned(),
            )));
        }
        std::fs::create_dir(folder)
            .map_err(|error| Error::work(format!("cannot make {}: {}", folder.display(), in_words(&error))))?;
    }
    deliver(text, Some(file))
}
