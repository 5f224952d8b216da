//! How long `remit explore` takes to answer, for docs/performance.md: England, asked over a connection as a browser asks.
//! `cargo bench --bench explore`

#![expect(clippy::print_stdout, reason = "a program for a terminal")]

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// So often each is asked, after the first time.
const TIMES: usize = 20;

const PAGES: [(&str, &str); 5] = [
    ("the first page", "/"),
    ("a service", "/?scenario=after&against=before&service=sexual-health"),
    ("a place: Leeds", "/?scenario=after&against=before&service=sexual-health&area=Leeds"),
    ("a part", "/?scenario=after&against=before&service=sexual-health&component=abortion"),
    ("a part in Leeds", "/?scenario=after&against=before&service=sexual-health&area=Leeds&component=abortion"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let england = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/england");
    let folder = tempfile::tempdir()?;
    copy(&england, folder.path())?;
    let began = Instant::now();
    let server = Server::start(folder.path())?;
    server.get("/")?;
    println!("the first page since the start of the process: {:.1} ms", millis(began.elapsed()));
    for (name, page) in PAGES {
        let first = server.time(page)?;
        let mut times = (0..TIMES).map(|_| server.time(page)).collect::<Result<Vec<_>, _>>()?;
        times.sort();
        println!(
            "{name}: first {:.1} ms, then median {:.1} ms, most {:.1} ms",
            millis(first),
            millis(times[TIMES / 2]),
            millis(times[TIMES - 1])
        );
    }
    let mut times = (0..TIMES).map(|time| server.follows(folder.path(), time)).collect::<Result<Vec<_>, _>>()?;
    times.sort();
    println!(
        "from a file saved to the page that shows it: median {:.1} ms, most {:.1} ms",
        millis(times[TIMES / 2]),
        millis(times[TIMES - 1])
    );
    println!("peak memory: {}", server.peak_memory());
    Ok(())
}

/// Runs until it is dropped.
struct Server {
    child: Child,
    host: String,
}

impl Server {
    fn start(landscape: &Path) -> Result<Server, Box<dyn Error>> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_remit"));
        command.arg("explore").arg(landscape).args(["before", "after", "--port", "0"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        let host = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        Ok(Server { child, host })
    }

    fn get(&self, target: &str) -> Result<String, Box<dyn Error>> {
        let mut stream = TcpStream::connect(&self.host)?;
        write!(stream, "GET {target} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        if answer.starts_with("HTTP/1.1 200 ") { Ok(answer) } else { Err(format!("{target}: {answer}").into()) }
    }

    fn time(&self, target: &str) -> Result<Duration, Box<dyn Error>> {
        let began = Instant::now();
        self.get(target)?;
        Ok(began.elapsed())
    }

    /// Changes a file, and waits until the page shows it.
    fn follows(&self, landscape: &Path, time: usize) -> Result<Duration, Box<dyn Error>> {
        let file = landscape.join("landscape.toml");
        let text = fs::read_to_string(&file)?;
        let (before, after) = text.split_once("title = \"").ok_or("no title")?;
        let title = format!("England, time {time}");
        let beside = landscape.join("landscape.saved");
        fs::write(&beside, format!("{before}title = \"{title}: {after}"))?;
        fs::rename(beside, file)?;
        let began = Instant::now();
        while !self.get("/?service=sexual-health")?.contains(&title) {
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(began.elapsed())
    }

    fn peak_memory(&self) -> String {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.map_or_else(|| "unknown: there is no /proc here".to_owned(), |line| line.trim().to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is nobody's loss where it has ended by itself.
        let _killed = self.child.kill();
        let _status = self.child.wait();
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (here, there) = (entry.path(), to.join(entry.file_name()));
        if here.is_dir() {
            copy(&here, &there)?;
        } else {
            fs::copy(here, there)?;
        }
    }
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
