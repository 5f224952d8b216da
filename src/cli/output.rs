//! Where answers go: standard output, or a file that is written whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::{FailOn, Format, OutputArgs};
use super::error::Error;
use super::files::words;

impl OutputArgs {
    /// The format asked for, or what the ending of the file says.
    pub fn format(&self) -> Format {
        self.format.unwrap_or_else(|| {
            let ending = self.out.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
            match ending {
                Some("json") => Format::Json,
                Some("csv") => Format::Csv,
                Some("md" | "markdown") => Format::Markdown,
                _ => Format::Text,
            }
        })
    }

    /// From which level on findings fail.
    pub fn fail_on(&self, default: FailOn) -> FailOn {
        self.fail_on.unwrap_or(default)
    }
}

/// Prints an answer, or writes it to a file. Colours are taken out where nobody would see them.
pub fn deliver(text: &str, out: Option<&PathBuf>) -> Result<(), Error> {
    match out {
        Some(path) if text.contains(ESCAPE) => {
            deliver_plain(&anstream::adapter::strip_str(text).to_string(), Some(path))
        }
        None if text.contains(ESCAPE) => {
            let mut stdout = anstream::stdout().lock();
            stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(|error| no_output(&error))
        }
        _ => deliver_plain(text, out),
    }
}

/// The same for a text that has no colours, such as JSON, which writes control characters otherwise.
pub fn deliver_plain(text: &str, out: Option<&PathBuf>) -> Result<(), Error> {
    deliver_by(|to| to.write_all(text.as_bytes()), out)
}

/// The same for what writes itself, stretch by stretch.
pub fn deliver_by(write: impl FnOnce(&mut dyn Write) -> io::Result<()>, out: Option<&PathBuf>) -> Result<(), Error> {
    match out {
        Some(path) => write_whole(path, write),
        None => {
            let mut stdout = io::stdout().lock();
            write(&mut stdout).and_then(|()| stdout.flush()).map_err(|error| no_output(&error))
        }
    }
}

/// The same for what is no text. A terminal is no place for it.
pub fn deliver_bytes(bytes: &[u8], out: Option<&PathBuf>) -> Result<(), Error> {
    use std::io::IsTerminal;
    let Some(path) = out else {
        let mut stdout = io::stdout().lock();
        if stdout.is_terminal() {
            let help = "name a file with --out, or send standard output to one";
            return Err(Error::usage("a terminal cannot show this format").help(Some(help.to_owned())));
        }
        return stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(|error| no_output(&error));
    };
    write_whole(path, |to| to.write_all(bytes))
}

/// With this a terminal's colours begin; text without it has none to take out.
const ESCAPE: char = '\u{1b}';

fn no_output(error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Error::ReaderGone,
        _ => Error::work(format!("cannot write to standard output: {}", words(error))),
    }
}

/// Writes beside the file first and then puts it in its place: a reader finds the old file or the new one, whole.
fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let shown = path.display();
    let trouble = |error: &io::Error| Error::work(format!("cannot write {shown}: {}", words(error)));
    if path.is_dir() {
        return Err(Error::work(format!("cannot write {shown}: it is a directory")));
    }
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // What is no plain file (a pipe, a device) cannot be replaced: it is written to.
    if path.exists() && !path.is_file() {
        let mut device = std::fs::OpenOptions::new().write(true).open(path).map_err(|error| trouble(&error))?;
        return write(&mut device).map_err(|error| trouble(&error));
    }
    let mut file = tempfile::Builder::new().prefix(".remit-").tempfile_in(folder).map_err(|error| trouble(&error))?;
    write(file.as_file_mut()).and_then(|()| file.as_file().sync_all()).map_err(|error| trouble(&error))?;
    keep_permissions(file.as_file(), path);
    file.persist(path).map_err(|error| trouble(&error.error))?;
    Ok(())
}

/// A temporary file is the user's alone; what is delivered has the rights of the file it replaces, or the usual ones.
#[cfg(unix)]
fn keep_permissions(file: &std::fs::File, path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_or(0o644, |metadata| metadata.permissions().mode());
    // Where this is refused the file is still right, only less readable.
    drop(file.set_permissions(std::fs::Permissions::from_mode(mode & 0o777)));
}

#[cfg(not(unix))]
fn keep_permissions(_file: &std::fs::File, _path: &Path) {}
