//! `remit explore`: a landscape to click through, on this computer alone, which follows the files as they change.

use std::io::{ErrorKind, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::mpsc::channel;

use super::super::args::ExploreArgs;
use super::super::explore::{Explorer, Setting};
use super::super::files::{Disk, words};
use super::super::output::deliver_plain;
use super::super::{Error, Outcome};
use super::shown;

/// Where it is found, unless somebody else is there.
const PORT: u16 = 7357;
/// So many ports are tried.
const TRIED: u16 = 20;

/// Runs it, until somebody presses Ctrl-C.
pub fn run(args: &ExploreArgs) -> Result<Outcome, Error> {
    let disk = Disk::open(&args.landscape).map_err(Error::usage)?.closed();
    let setting = Setting {
        name: disk.name(),
        scenarios: args.scenarios.clone(),
        reforms: args.reforms.clone(),
        service: args.service.clone(),
        bare_law: args.bare_law,
    };
    let explorer = Explorer::new(setting, disk)?;
    let listener = listen(args.port)?;
    let port = listener.local_addr().map_err(|error| Error::work(words(&error)))?.port();
    let (ended, end) = channel();
    // Where no handler can be set, Ctrl-C ends the process, as it would have.
    let handler = move || {
        // Whoever presses twice is not heard twice.
        let _told = ended.send(());
    };
    drop(ctrlc::set_handler(handler));
    explorer.serve(listener)?;
    deliver_plain(&format!("http://127.0.0.1:{port}/\n"), None)?;
    let mut stderr = anstream::stderr().lock();
    drop(writeln!(stderr, "{} is served to this computer alone; Ctrl-C ends it.", shown(&args.landscape)));
    drop(stderr);
    // Nobody can end it where no handler could be set; then this waits for ever, as it should.
    while end.recv().is_err() {
        std::thread::park();
    }
    Ok(Outcome::Fine)
}

/// Listens to this computer alone.
fn listen(port: Option<u16>) -> Result<TcpListener, Error> {
    let bind = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return bind(port).map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => Error::work(format!("port {port} is taken"))
                .help(Some("name another with --port, or 0 for any that is free".to_owned())),
            _ => Error::work(format!("cannot listen at port {port}: {}", words(&error))),
        });
    }
    // A port beyond the last one asks the system for any.
    let mut tried = (PORT..PORT + TRIED).chain([0]).map(bind);
    tried.find_map(Result::ok).ok_or_else(|| Error::work("there is no port to listen at"))
}
