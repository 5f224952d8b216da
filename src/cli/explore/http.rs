//! Requests and answers, one a connection. Whoever sends too much, too slowly or nonsense is told so and let go: nobody waits
//! for them.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A request has so long to arrive.
const ARRIVES: Duration = Duration::from_secs(5);
/// An answer has so long to be fetched.
const FETCHED: Duration = Duration::from_secs(20);
/// So long somebody may go on sending who has been answered.
const LINGERS: Duration = Duration::from_millis(500);
/// So many connections at a time.
const MOST: usize = 64;
/// How long the head of a request may be: a browser sends the cookies of everything else on this computer.
const LONGEST_HEAD: usize = 64 << 10;
/// How long an address may be.
const LONGEST_TARGET: usize = 4 << 10;
/// How many headers there may be.
const MOST_HEADERS: usize = 100;

/// A request.
#[derive(Debug, Default)]
pub(super) struct Request {
    pub(super) method: String,
    /// What is asked for, as it was sent.
    pub(super) target: String,
    /// What the browser thinks that it talks to.
    pub(super) hosts: Vec<String>,
}

/// An answer.
#[derive(Debug, Clone)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    pub(super) body: String,
    /// What a browser may do with it.
    pub(super) policy: String,
    /// The methods that there are.
    pub(super) allow: bool,
}

impl Response {
    /// A text.
    pub(super) fn text(status: u16, body: impl Into<String>) -> Response {
        Response {
            status,
            content_type: "text/plain; charset=utf-8",
            body: body.into(),
            policy: "default-src 'none'; frame-ancestors 'none'".to_owned(),
            allow: false,
        }
    }

    fn head(&self) -> String {
        let allow = if self.allow { "Allow: GET, HEAD\r\n" } else { "" };
        format!(
            "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\nCache-Control: no-store\r\n\
             Content-Security-Policy: {}\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n\
             Referrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\n\
             Cross-Origin-Opener-Policy: same-origin\r\n{allow}\r\n",
            self.status,
            reason(self.status),
            self.content_type,
            self.body.len(),
            self.policy
        )
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        414 => "URI Too Long",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

/// How requests are answered.
pub(super) type Answer = dyn Fn(&Request) -> Response + Send + Sync;

/// Serves as long as the process lives.
pub(super) fn serve(listener: &TcpListener, answer: Arc<Answer>) {
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        let Ok(stream) = stream else {
            // No more connections can be had for the moment.
            std::thread::sleep(Duration::from_millis(50));
            continue;
        };
        let place = Place::take(&open);
        let answer = Arc::clone(&answer);
        let Some(place) = place else {
            // Whoever does not even take this is not waited for.
            let busy = Response::text(503, "Too many at a time.\n");
            drop(stream.set_nonblocking(true));
            drop((&stream).write_all(format!("{}{}", busy.head(), busy.body).as_bytes()));
            continue;
        };
        let serve = move || {
            let _place = place;
            converse(&stream, &*answer);
        };
        // Without a thread the connection ends.
        drop(std::thread::Builder::new().spawn(serve));
    }
}

/// One of the connections that there may be at a time.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(open: &Arc<AtomicUsize>) -> Option<Place> {
        let place = Place(Arc::clone(open));
        (open.fetch_add(1, Ordering::SeqCst) < MOST).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Reads a request, answers it, and ends.
fn converse(stream: &TcpStream, answer: &Answer) {
    let (response, whole) = match read(stream) {
        Ok(request) => (answer(&request), request.method != "HEAD"),
        Err(Some(status)) => (Response::text(status, format!("{}.\n", reason(status))), true),
        Err(None) => return,
    };
    let mut bytes = response.head().into_bytes();
    if whole {
        bytes.extend_from_slice(response.body.as_bytes());
    }
    if send(stream, &bytes).is_ok() {
        linger(stream);
    }
}

/// The request; else the status to answer with, if anybody is there to be answered.
fn read(mut stream: &TcpStream) -> Result<Request, Option<u16>> {
    let until = Instant::now() + ARRIVES;
    let mut head: Vec<u8> = Vec::new();
    let mut piece = [0; 4096];
    loop {
        match stream_timeout(stream, until).and_then(|()| stream.read(&mut piece)) {
            Ok(0) => return Err(None),
            Ok(count) => head.extend_from_slice(&piece[..count]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => return Err(Some(408)),
            Err(_) => return Err(None),
        }
        if let Some(request) = parse(&head)? {
            return Ok(request);
        }
        if head.len() > LONGEST_HEAD {
            return Err(Some(if head.contains(&b'\n') { 431 } else { 414 }));
        }
    }
}

/// The request, where all of it is there.
fn parse(head: &[u8]) -> Result<Option<Request>, Option<u16>> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(head) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Some(431)),
        Err(_) => return Err(Some(400)),
    }
    let target = request.path.unwrap_or_default();
    if target.len() > LONGEST_TARGET {
        return Err(Some(414));
    }
    let hosts = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case("host"));
    Ok(Some(Request {
        method: request.method.unwrap_or_default().to_owned(),
        target: target.to_owned(),
        hosts: hosts.map(|header| String::from_utf8_lossy(header.value).into_owned()).collect(),
    }))
}

/// Waits no longer than until then.
fn stream_timeout(stream: &TcpStream, until: Instant) -> std::io::Result<()> {
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(ErrorKind::TimedOut.into());
    }
    stream.set_read_timeout(Some(left))?;
    stream.set_write_timeout(Some(left))
}

fn send(mut stream: &TcpStream, mut bytes: &[u8]) -> std::io::Result<()> {
    let until = Instant::now() + FETCHED;
    while !bytes.is_empty() {
        stream_timeout(stream, until)?;
        match stream.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    stream.flush()
}

/// Lets the other side read the answer before the connection ends: what it sends and nobody takes would end it at once.
fn linger(mut stream: &TcpStream) {
    let until = Instant::now() + LINGERS;
    let mut piece = [0; 4096];
    drop(stream.shutdown(Shutdown::Write));
    while stream_timeout(stream, until).and_then(|()| stream.read(&mut piece)).is_ok_and(|count| count > 0) {}
}
