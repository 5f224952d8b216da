//! What several tests need: where things are, how remit is run, how expectations are compared and rewritten.

use std::path::{Path, PathBuf};

/// The crate's own directory.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a directory, in order of path.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("an entry of the directory").path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The directories directly below one, in order of name.
#[cfg(feature = "cli")]
pub fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry of the directory").path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

/// The last part of a path, for messages.
#[cfg(feature = "cli")]
pub fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// A text file that must be there.
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[cfg(feature = "cli")]
pub use running::{Expectations, Ran, remit, remit_in, remit_with};

#[cfg(feature = "cli")]
mod running {
    use std::io::Read;
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    /// A run that works longer than this is too slow, by far.
    const LONGEST_WORK: Duration = Duration::from_secs(20);
    /// A run that is not done by then never will be, however busy the machine.
    const NEVER_ENDS: Duration = Duration::from_secs(600);
    /// What the system counts the work of a process in: a hundred a second, wherever there is a `/proc`.
    const TICK: Duration = Duration::from_millis(10);

    /// How a run of remit ended.
    #[derive(Debug)]
    pub struct Ran {
        /// The exit status; none where a signal ended it.
        pub status: Option<i32>,
        pub stdout: String,
        pub stderr: String,
    }

    impl Ran {
        /// Standard output as JSON.
        pub fn json(&self) -> serde_json::Value {
            serde_json::from_str(&self.stdout)
                .unwrap_or_else(|error| panic!("no JSON ({error}): {}\n{}", self.stdout, self.stderr))
        }
    }

    /// Runs remit from the crate's directory.
    pub fn remit<S: AsRef<std::ffi::OsStr>>(args: &[S]) -> Ran {
        remit_in(&super::root(), args)
    }

    /// Runs remit from a directory.
    pub fn remit_in<S: AsRef<std::ffi::OsStr>>(folder: &Path, args: &[S]) -> Ran {
        remit_with(folder, args, |command| command)
    }

    /// Runs remit with something special about the process. A run that keeps a processor busy for more than 20 seconds fails
    /// the test; so does one that never ends.
    pub fn remit_with<S: AsRef<std::ffi::OsStr>>(
        folder: &Path,
        args: &[S],
        special: impl FnOnce(&mut Command) -> &mut Command,
    ) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_remit"));
        command.args(args).current_dir(folder).env_remove("CLICOLOR_FORCE").env_remove("COLUMNS").stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = special(&mut command).spawn().expect("remit starts");
        let (out, err) = (child.stdout.take(), child.stderr.take());
        // Both pipes are emptied meanwhile, or a long answer would wait for a reader that waits for the end.
        let out = std::thread::spawn(move || drain(out));
        let err = std::thread::spawn(move || drain(err));
        let began = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("a child to wait for") {
                break status;
            }
            let took = began.elapsed();
            // Until then it cannot have worked for too long, and nobody has to ask.
            let worked = if took > LONGEST_WORK { at_work(child.id()).unwrap_or(took) } else { Duration::ZERO };
            if worked > LONGEST_WORK || took > NEVER_ENDS {
                child.kill().expect("a child to stop");
                panic!("remit worked for {worked:?} in {took:?}, and had not come to an end");
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        let (stdout, stderr) = (out.join().expect("a reader"), err.join().expect("a reader"));
        Ran { status: status.code(), stdout, stderr }
    }

    /// How long a process has kept processors busy, where the system tells: what others do on the machine is not counted.
    fn at_work(process: u32) -> Option<Duration> {
        let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // Behind the name of the program, which may have any letters, come the state, and much else before these two.
        let mut fields = text.rsplit_once(')')?.1.split_whitespace().skip(11);
        let mut ticks = || fields.next()?.parse::<u32>().ok();
        Some(TICK * (ticks()? + ticks()?))
    }

    fn drain(pipe: Option<impl Read>) -> String {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            pipe.read_to_end(&mut bytes).expect("output to read");
        }
        String::from_utf8(bytes).expect("output in UTF-8")
    }

    /// Texts held against files beside the cases; all differences in one run, or the files rewritten.
    #[derive(Default)]
    pub struct Expectations {
        wrong: Vec<String>,
        held: usize,
    }

    impl Expectations {
        /// Holds a text against a file, or rewrites the file where `REMIT_BLESS=1` says so.
        pub fn hold(&mut self, file: &Path, text: &str) {
            self.held += 1;
            let expected = std::fs::read_to_string(file).unwrap_or_default();
            if expected == text {
                return;
            }
            if std::env::var_os("REMIT_BLESS").is_some_and(|value| value == "1") {
                std::fs::write(file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
                return;
            }
            let shown = file.strip_prefix(super::root()).unwrap_or(file).display().to_string();
            self.wrong.push(format!("{shown}\n{}", difference(&expected, text)));
        }

        /// Something that is wrong whatever is expected.
        pub fn fail(&mut self, what: String) {
            self.wrong.push(what);
        }

        /// Fails with everything that differs; also where nothing was held at all.
        pub fn finish(self) {
            assert!(self.held > 0, "no expectation was held against anything");
            assert!(
                self.wrong.is_empty(),
                "{} of {} not as expected (REMIT_BLESS=1 rewrites; read the difference against docs/format.md and docs/method.md)\n\n{}",
                self.wrong.len(),
                self.held,
                self.wrong.join("\n\n")
            );
        }
    }

    /// Lines of one text alone: `-` expected, `+` found. In order; a line that moved shows on both sides.
    fn difference(expected: &str, found: &str) -> String {
        let (a, b): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
        // The longest common run of lines; the texts are small.
        let mut longest = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
        for i in (0..a.len()).rev() {
            for j in (0..b.len()).rev() {
                longest[i][j] =
                    if a[i] == b[j] { longest[i + 1][j + 1] + 1 } else { longest[i + 1][j].max(longest[i][j + 1]) };
            }
        }
        let (mut i, mut j, mut text) = (0, 0, String::new());
        while i < a.len() || j < b.len() {
            if i < a.len() && j < b.len() && a[i] == b[j] {
                (i, j) = (i + 1, j + 1);
            } else if j == b.len() || (i < a.len() && longest[i + 1][j] >= longest[i][j + 1]) {
                text.push_str(&format!("  - {}\n", a[i]));
                i += 1;
            } else {
                text.push_str(&format!("  + {}\n", b[j]));
                j += 1;
            }
        }
        text
    }
}
