//! The disk: the only place that opens files of a landscape, and never one outside its directory.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::source::{FileTrouble, Files};

/// No file of a landscape comes near this. What is larger is something else, and would take all of the memory.
const LARGEST: u64 = 256 << 20;

/// A landscape on disk: a directory, or one file.
pub struct Disk {
    root: PathBuf,
    /// The canonical form of the root, within which every path must stay.
    bounds: PathBuf,
    /// The one file, where the landscape is a file.
    only: Option<String>,
    /// Whether nothing outside is read, not even what somebody names by its path.
    closed: bool,
    /// How many threads read side by side: asked once, because the system looks it up in files of its own.
    workers: usize,
}

impl Disk {
    /// Opens a path given on the command line.
    ///
    /// # Errors
    /// When there is nothing, or nothing that can be read as a landscape.
    pub fn open(path: &Path) -> Result<Disk, String> {
        let shown = path.display();
        let metadata =
            fs::metadata(path).map_err(|error| format!("cannot open the landscape {shown}: {}", words(&error)))?;
        let (root, only) = if metadata.is_dir() {
            (path.to_path_buf(), None)
        } else if metadata.is_file() {
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.ok_or_else(|| format!("the name of {shown} is not UTF-8"))?;
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
            (parent.unwrap_or(Path::new(".")).to_path_buf(), Some(name.to_owned()))
        } else {
            return Err(format!("{shown} is neither a file nor a directory"));
        };
        let bounds = fs::canonicalize(&root).map_err(|error| format!("cannot open {shown}: {}", words(&error)))?;
        let workers = processors();
        Ok(Disk { root, bounds, only, closed: false, workers })
    }

    /// The same, of which nothing outside is read, not even a reform that somebody names by its path.
    #[cfg(feature = "explore")]
    #[must_use]
    pub fn closed(self) -> Disk {
        Disk { closed: true, ..self }
    }

    /// The directory.
    #[cfg(feature = "explore")]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What the directory or the file is called.
    #[cfg(feature = "explore")]
    pub fn name(&self) -> String {
        let name = || self.bounds.file_name().map(|name| name.to_string_lossy().into_owned());
        self.only.clone().or_else(name).unwrap_or_default()
    }

    /// Whether the directory is the one that was opened, and not a link elsewhere in its place.
    fn check_place(&self) -> Result<(), FileTrouble> {
        match fs::canonicalize(&self.root) {
            Ok(place) if place != self.bounds => {
                Err(FileTrouble("what stands in its place leads out of the landscape's directory".to_owned()))
            }
            // Where there is none, whoever lists it says so.
            _ => Ok(()),
        }
    }

    fn walk(&self, folder: &Path, prefix: &str, found: &mut BTreeSet<String>) -> Result<(), FileTrouble> {
        let place = || if prefix.is_empty() { "the landscape's directory" } else { prefix };
        let entries = fs::read_dir(folder).map_err(|error| FileTrouble(format!("{}: {}", place(), words(&error))))?;
        for entry in entries {
            let entry = entry.map_err(|error| FileTrouble(format!("{}: {}", place(), words(&error))))?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                if name.to_string_lossy().ends_with(".toml") {
                    return Err(FileTrouble(format!("the file name {} is not UTF-8", name.to_string_lossy())));
                }
                continue;
            };
            let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
            let kind = entry.file_type().map_err(|error| FileTrouble(format!("{path}: {}", words(&error))))?;
            if kind.is_symlink() {
                self.check_link(&entry.path(), &path)?;
            } else if kind.is_dir() {
                self.walk(&entry.path(), &path, found)?;
            } else if kind.is_file() && name.ends_with(".toml") {
                found.insert(path);
            }
        }
        Ok(())
    }

    /// A link that stays inside is passed over: what it points to is read where it stands. One that leaves is refused.
    fn check_link(&self, link: &Path, shown: &str) -> Result<(), FileTrouble> {
        match fs::canonicalize(link) {
            Ok(target) if target.starts_with(&self.bounds) => Ok(()),
            Ok(target) if target.is_dir() || shown.ends_with(".toml") => {
                Err(FileTrouble(format!("the link {shown} leaves the landscape's directory")))
            }
            // A link that leads nowhere, or to something that is no part of a landscape.
            _ => Ok(()),
        }
    }
}

impl Files for Disk {
    fn toml_files(&self) -> Result<Vec<String>, FileTrouble> {
        self.check_place()?;
        let mut found = BTreeSet::new();
        match &self.only {
            Some(name) => {
                found.insert(name.clone());
                let reforms = self.root.join("reforms");
                if reforms.is_dir() {
                    self.walk(&reforms, "reforms", &mut found)?;
                }
            }
            None => self.walk(&self.root, "", &mut found)?,
        }
        Ok(found.into_iter().collect())
    }

    fn proposal(&self, path: &str) -> Result<Vec<u8>, FileTrouble> {
        if self.closed {
            let target = fs::canonicalize(path).map_err(|error| FileTrouble(words(&error)))?;
            if !target.starts_with(&self.bounds) {
                return Err(FileTrouble("it is outside the landscape's directory".to_owned()));
            }
        }
        whole(Path::new(path))
    }

    fn side_by_side(&self, jobs: usize, job: &(dyn Fn(usize) + Sync)) {
        side_by_side(self.workers, jobs, job);
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, FileTrouble> {
        let full = self.root.join(path);
        let target = fs::canonicalize(&full).map_err(|error| FileTrouble(words(&error)))?;
        if !target.starts_with(&self.bounds) {
            return Err(FileTrouble("it leaves the landscape's directory, and is outside".to_owned()));
        }
        whole(&target)
    }
}

/// All of a file, where it can be one of a landscape.
fn whole(path: &Path) -> Result<Vec<u8>, FileTrouble> {
    let data = fs::metadata(path).map_err(|error| FileTrouble(words(&error)))?;
    if !data.is_file() {
        return Err(FileTrouble("it is not a regular file".to_owned()));
    }
    if data.len() > LARGEST {
        return Err(FileTrouble(format!("it has more than {} MB, and no file of a landscape has", LARGEST >> 20)));
    }
    fs::read(path).map_err(|error| FileTrouble(words(&error)))
}

/// Does jobs that do not depend on each other, each once, on as many cores as there are.
pub fn on_all_cores(jobs: usize, job: &(dyn Fn(usize) + Sync)) {
    side_by_side(processors(), jobs, job);
}

/// The same in so many threads; the jobs are begun in their order.
pub fn side_by_side(workers: usize, jobs: usize, job: &(dyn Fn(usize) + Sync)) {
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= jobs {
                return;
            }
            job(place);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..workers.min(jobs) {
            scope.spawn(work);
        }
        work();
    });
}

/// How many cores there are, up to four: the system takes its time to say, so ask once.
fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(4)
}

/// An error of the operating system in words, without its number.
pub fn words(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or directory".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
