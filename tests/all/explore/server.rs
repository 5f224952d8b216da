//! A running `remit explore`, and what it answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::root;

/// So long anything is waited for: a machine may be busy, and what hangs fails all the same.
pub const PATIENCE: Duration = Duration::from_secs(300);

/// Runs until it is dropped.
pub struct Server {
    child: Child,
    pub port: u16,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Server {
    pub fn of_two_districts(args: &[&str]) -> Server {
        Server::start(&root().join("scenarios/two-districts"), args)
    }

    /// Starts it for a landscape, at any port that is free.
    pub fn start(landscape: &Path, args: &[&str]) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_remit"));
        command.arg("explore").arg(landscape).args(args).args(["--port", "0"]).current_dir(root());
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("remit starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("standard output");
        BufReader::new(stdout).read_line(&mut line).expect("an address");
        let port = line.trim().strip_prefix("http://127.0.0.1:").and_then(|rest| rest.strip_suffix('/'));
        let port = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no address: {line:?}"));
        Server { child, port }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("somebody listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    /// Asks as a browser does.
    pub fn get(&self, target: &str) -> Answer {
        self.send(&format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port))
    }

    /// Sends what may be no request at all.
    pub fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        // It may be refused before all of it is sent.
        let _sent = stream.write_all(request.as_bytes()).and_then(|()| stream.shutdown(Shutdown::Write));
        let mut bytes = Vec::new();
        let _ended = stream.read_to_end(&mut bytes);
        let text = String::from_utf8(bytes).expect("UTF-8");
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
        let status = head.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).and_then(|code| code.parse().ok());
        Answer { status: status.expect("a status"), head: head.to_owned(), body: body.to_owned() }
    }

    /// Waits until the page is as it should be.
    pub fn page_where(&self, wanted: impl Fn(&str) -> bool) -> String {
        let began = Instant::now();
        loop {
            let page = self.get("/").body;
            if wanted(&page) {
                return page;
            }
            assert!(began.elapsed() < PATIENCE, "this is not what was waited for: {page}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Waits until the files say something else than what goes by a name.
    pub fn version_other_than(&self, known: &str) -> String {
        let began = Instant::now();
        loop {
            let version = self.get("/version").body;
            if version != known {
                return version;
            }
            assert!(began.elapsed() < PATIENCE, "nobody noticed the change");
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which a test has seen by then.
        let _killed = self.child.kill();
        let _status = self.child.wait();
    }
}

/// Saves a file that is being watched, whole or not at all: what is half of it is a mistake too.
pub fn save(file: &Path, text: &str) {
    let mut beside = tempfile::NamedTempFile::new_in(file.parent().expect("a folder")).expect("a file");
    beside.write_all(text.as_bytes()).expect("a text");
    beside.persist(file).expect("a file in its place");
}

/// A copy that may be changed.
pub fn copy_of_two_districts() -> TempDir {
    let folder = tempfile::tempdir().expect("a directory");
    let from = root().join("scenarios/two-districts/landscape.toml");
    std::fs::copy(from, folder.path().join("landscape.toml")).expect("a copy");
    folder
}
