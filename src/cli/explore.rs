//! `remit explore`: what is known now of the files, and who asks for it. The last good state is kept by a thread of its own
//! (`keeper`); one looks after the files (`watch`); each connection has one while it lasts (`http`).

mod http;
mod keeper;
mod routes;
mod watch;

use std::net::TcpListener;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use self::keeper::Ask;
pub use self::keeper::Setting;
use super::Error;
use super::choose;
use super::files::Disk;
use crate::checks::codes;
use crate::reform::Worlds;
use crate::render::digest;
use crate::report::explore::trouble::Trouble;
use crate::source::Sources;

/// As much as the first thread of a process has, and more: the same files are read here.
const STACK: usize = 16 << 20;

/// What is served.
pub struct Explorer {
    setting: Arc<Setting>,
    disk: Disk,
    now: Mutex<Now>,
}

/// What is known of the files.
#[derive(Clone, Default)]
struct Now {
    /// Whom to ask: who keeps the last good state.
    good: Option<Sender<Ask>>,
    /// What is wrong with the files.
    trouble: Option<Arc<Trouble>>,
    /// A name for what the files say.
    version: Arc<str>,
    /// The files that were read last.
    read: Vec<String>,
}

impl Now {
    /// Whether this is what the files said last, and they were in order: what was worked out of it is kept.
    fn is_good(&self, version: &str) -> bool {
        self.good.is_some() && self.trouble.is_none() && &*self.version == version
    }
}

impl Explorer {
    /// Reads a landscape for the first time.
    ///
    /// # Errors
    /// Where the files are in order and what the command line asks for is not among it.
    pub fn new(setting: Setting, disk: Disk) -> Result<Arc<Self>, Error> {
        let explorer = Explorer { setting: Arc::new(setting), disk, now: Mutex::default() };
        match explorer.read() {
            Err(error @ (Error::Usage { .. } | Error::Work { .. })) => Err(error),
            _ => Ok(Arc::new(explorer)),
        }
    }

    /// Serves it, in threads of its own, as long as the process lives.
    ///
    /// # Errors
    /// Where the system gives no threads.
    pub fn serve(self: Arc<Self>, listener: TcpListener) -> Result<(), Error> {
        let port = listener.local_addr().map_err(|_| Error::work("cannot tell the port"))?.port();
        let no_thread = |_| Error::work("the system gives no thread to serve with");
        let watched = Arc::clone(&self);
        std::thread::Builder::new().stack_size(STACK).spawn(move || watch::watch(&watched)).map_err(no_thread)?;
        let answer = move |request: &http::Request| routes::answer(&self, port, request);
        std::thread::Builder::new().spawn(move || http::serve(&listener, Arc::new(answer))).map_err(no_thread)?;
        Ok(())
    }

    /// Reads the files. Where they are in order, what they say takes the place of what was known, unless it is the same; where
    /// not, it is said beside it.
    fn read(&self) -> Result<(), Error> {
        let wanted = choose::reforms_of(self.setting.texts().iter().map(|text| text.as_deref()));
        let done = crate::reform::read(&self.disk, &codes(), &wanted).and_then(Worlds::tried);
        let (sources, kept) = match done {
            Ok(worlds) if self.now().is_good(&version(&worlds.base().files, None)) => return Ok(()),
            Ok(worlds) => (worlds.base().files.as_ref().clone(), self.keep(worlds)),
            Err((problems, sources)) => (sources.clone(), Err(Error::Invalid { problems, sources: Box::new(sources) })),
        };
        let trouble = kept.as_ref().err().map(trouble);
        let mut now = self.now();
        now.version = version(&sources, trouble.as_ref()).into();
        now.read = sources.files().iter().map(|file| file.path.clone()).collect();
        now.trouble = trouble.map(Arc::new);
        let good = kept?;
        now.good = Some(good);
        Ok(())
    }

    /// Starts a thread that keeps a state, and waits until it has looked at it.
    fn keep(&self, worlds: Worlds) -> Result<Sender<Ask>, Error> {
        let (asks, asked) = channel();
        let (tell, told) = channel();
        let setting = Arc::clone(&self.setting);
        std::thread::Builder::new()
            .stack_size(STACK)
            .spawn(move || keeper::keep(&worlds, &setting, &tell, &asked))
            .map_err(|_| Error::work("the system gives no thread to work with"))?;
        told.recv().map_err(|_| Error::work("the landscape could not be worked out"))??;
        Ok(asks)
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is wrong, as the page shows it.
fn trouble(error: &Error) -> Trouble {
    match error {
        Error::Invalid { problems, sources } => Trouble::new(problems, sources),
        Error::Usage { message, help } | Error::Work { message, help } => {
            Trouble::of_words(message.clone(), help.clone())
        }
        Error::ReaderGone => Trouble::of_words("nobody reads".to_owned(), None),
    }
}

/// A name for what the files say, and for what is wrong with what they do not say.
fn version(sources: &Sources, trouble: Option<&Trouble>) -> String {
    let mut all = env!("CARGO_PKG_VERSION").to_owned();
    for file in sources.files() {
        all.push_str(&format!("\n{}\n{}", file.path, digest::sha256(&file.text)));
    }
    for mistake in trouble.iter().flat_map(|trouble| &trouble.list) {
        all.push_str(&format!("\n{}", mistake.problem.message));
    }
    digest::sha256(&all).chars().take(16).collect()
}
