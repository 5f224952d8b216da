//! Looks whether the files have changed: their lengths and times, twice a second. That works on drives of a network too,
//! where the system tells nobody of changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use super::Explorer;
use crate::cli::files::Disk;
use crate::source::Files;

/// How often.
const PAUSE: Duration = Duration::from_millis(400);
/// So long they must have stood still: an editor writes a file in pieces.
const STILL: Duration = Duration::from_millis(60);
/// But nobody waits longer than for so many looks.
const MOST_LOOKS: usize = 25;
/// A file that was changed so shortly ago may be changed again without a sign: there are drives whose times are whole seconds,
/// and some whose are every other one. So it is read once more, when it no longer can.
const YOUNG: Duration = Duration::from_secs(3);

/// What the files look like from outside.
type Looks = BTreeMap<String, Option<(u64, Option<SystemTime>)>>;

/// Looks after the files as long as the process lives.
pub(super) fn watch(explorer: &Explorer) {
    // What changed since the first reading is found by reading once more: the page stays the same where nothing has.
    let mut known = Looks::new();
    let mut again: Option<Instant> = None;
    loop {
        let mut seen = looks(explorer);
        if seen != known || again.is_some_and(|at| at <= Instant::now()) {
            for _ in 0..MOST_LOOKS {
                std::thread::sleep(STILL);
                let again = looks(explorer);
                if again == seen {
                    break;
                }
                seen = again;
            }
            // What is wrong stands in the page.
            drop(explorer.read());
            known = looks_of(&explorer.disk, &explorer.now().read.clone(), &seen);
            again = any_is_young(&known).then(|| Instant::now() + YOUNG);
        }
        std::thread::sleep(PAUSE);
    }
}

/// Whether something was changed a moment ago. What is said to have been changed later than now comes from another clock.
fn any_is_young(looks: &Looks) -> bool {
    let times = looks.values().filter_map(|look| look.as_ref()?.1);
    times.filter_map(|time| time.elapsed().ok()).any(|ago| ago < YOUNG)
}

fn looks(explorer: &Explorer) -> Looks {
    let read = explorer.now().read.clone();
    look(&explorer.disk, &read)
}

/// What was seen before the files were read, of the files that are known since: what changed meanwhile is seen next time.
fn looks_of(disk: &Disk, read: &[String], before: &Looks) -> Looks {
    let mut after = look(disk, read);
    for (path, looks) in &mut after {
        if let Some(known) = before.get(path) {
            *looks = *known;
        }
    }
    after
}

/// Every file that there is to read, every file that was read, and the directories around them. Links are looked at and not
/// followed.
fn look(disk: &Disk, read: &[String]) -> Looks {
    let mut looks = Looks::new();
    let listed = disk.toml_files().unwrap_or_default();
    for path in listed.iter().chain(read) {
        let mut path = Path::new(path);
        loop {
            let name = path.to_string_lossy().into_owned();
            if looks.contains_key(&name) {
                break;
            }
            let data = fs::symlink_metadata(disk.root().join(path)).ok();
            looks.insert(name, data.map(|data| (data.len(), data.modified().ok())));
            match path.parent() {
                Some(parent) => path = parent,
                None => break,
            }
        }
    }
    looks
}
