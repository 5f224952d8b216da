//! What `remit explore` does when somebody means it no good, or when a landscape's files become something else under it.

use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::time::SystemTime;

use super::server::{Server, copy_of_two_districts, save};

/// Half a request, whose rest never comes.
fn half(server: &Server) -> TcpStream {
    let mut stream = server.connect();
    // It may be turned away at once, because there are too many.
    let _sent = stream.write_all(b"GET / HTTP/1.1\r\nHo");
    stream
}

#[test]
fn a_crowd_that_says_nothing_whole_is_turned_away_and_then_forgotten() {
    let server = Server::of_two_districts(&["after"]);
    let crowd: Vec<TcpStream> = (0..300).map(|_| half(&server)).collect();
    let among_them = server.get("/version").status;
    assert!(among_them == 200 || among_them == 503, "{among_them}");
    drop(crowd);
    // The places of those who have gone are free as soon as it is seen that they have.
    server.page_where(|page| page.contains("Sexual health"));
}

#[test]
fn what_is_sent_instead_of_a_request_is_refused() {
    let server = Server::of_two_districts(&["after"]);
    let host = format!("127.0.0.1:{}", server.port);
    for (what, request, status) in [
        ("the way proxies are asked", format!("GET http://{host}/ HTTP/1.1\r\nHost: {host}\r\n\r\n"), 400),
        ("another protocol", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), 400),
        ("the oldest one", "GET /\r\n\r\n".to_owned(), 400),
        ("a header that goes on", format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: a\r\n b\r\n\r\n"), 400),
        ("a letter that is none", format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: a\0b\r\n\r\n"), 400),
        ("dots in disguise", format!("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n"), 404),
        (
            "dots for a scenario",
            format!("GET /?scenario=%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n"),
            400,
        ),
        ("a reform elsewhere", format!("GET /?scenario=after%2B/etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n"), 400),
        ("bytes that are no text", format!("GET /?area=%ff%fe%00 HTTP/1.1\r\nHost: {host}\r\n\r\n"), 400),
        ("another protocol instead", format!("GET / HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n\r\n"), 200),
        (
            "more than it says",
            format!("POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\n\r\n{}", "x".repeat(1 << 20)),
            405,
        ),
        ("two at once", format!("GET /x HTTP/1.1\r\nHost: {host}\r\n\r\nGET / HTTP/1.1\r\nHost: {host}\r\n\r\n"), 404),
    ] {
        let answer = server.send(&request);
        assert_eq!(answer.status, status, "{what}");
        assert!(!answer.body.contains("root:") && !answer.body.contains("HTTP/1.1"), "{what}");
    }
}

/// Does something to the landscape's file, and waits until the page says that something is wrong; then mends it.
fn disturb(what: &str, says: &str, does: &dyn Fn(&Path)) {
    let folder = copy_of_two_districts();
    let file = folder.path().join("landscape.toml");
    let good = std::fs::read_to_string(&file).expect("the landscape");
    let server = Server::start(folder.path(), &["before", "after"]);
    does(&file);
    let page = server.page_where(|page| page.contains(says));
    assert!(
        page.contains("as of the last version without mistakes") && page.contains("HIV treatment"),
        "{what}: {page}"
    );
    if file.is_dir() {
        std::fs::remove_dir(&file).expect("a directory to remove");
    }
    let more = folder.path().join("more.toml");
    if more.exists() {
        std::fs::remove_file(more).expect("a file to remove");
    }
    save(&file, &good);
    server.page_where(|page| !page.contains("id=\"mistakes\"") && page.contains("HIV treatment"));
}

#[test]
fn a_file_that_is_deleted_takes_nothing_away() {
    disturb("deleted", "no TOML file here", &|file| std::fs::remove_file(file).expect("a file to remove"));
}

#[test]
fn a_file_that_becomes_a_directory_takes_nothing_away() {
    disturb("a directory", "no TOML file here", &|file| {
        std::fs::remove_file(file).expect("a file to remove");
        std::fs::create_dir(file).expect("a directory");
    });
}

#[test]
fn half_a_file_takes_nothing_away() {
    disturb("half of it", "id=\"mistakes\"", &|file| {
        let text = std::fs::read_to_string(file).expect("the landscape");
        let half = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
        std::fs::write(file, &text[..half]).expect("half of it");
    });
}

#[test]
fn a_file_that_would_fill_the_memory_is_not_read() {
    disturb("too large", "it has more than 256 MB", &|file| {
        let more = file.with_file_name("more.toml");
        // As long as it says, and empty all the same.
        std::fs::File::create(more).and_then(|file| file.set_len(3 << 30)).expect("a large file");
    });
}

#[cfg(unix)]
#[test]
fn a_file_that_never_ends_is_not_read() {
    disturb("a pipe", "no TOML file here", &|file| {
        std::fs::remove_file(file).expect("a file to remove");
        let made = std::process::Command::new("mkfifo").arg(file).status().expect("mkfifo");
        assert!(made.success());
    });
}

#[cfg(unix)]
#[test]
fn what_takes_the_place_of_the_directory_is_not_read() {
    let around = tempfile::tempdir().expect("a directory");
    let copy = copy_of_two_districts();
    let (place, away, elsewhere) =
        (around.path().join("here"), around.path().join("away"), around.path().join("elsewhere"));
    std::fs::create_dir(&place).expect("a directory");
    std::fs::copy(copy.path().join("landscape.toml"), place.join("landscape.toml")).expect("a copy");
    std::fs::create_dir(&elsewhere).expect("a directory");
    std::fs::write(elsewhere.join("secret-of-somebody.toml"), "x = 1\n").expect("a file");
    let server = Server::start(&place, &["before", "after"]);
    std::fs::rename(&place, &away).expect("another name");
    std::os::unix::fs::symlink(&elsewhere, &place).expect("a link");
    let page = server.page_where(|page| page.contains("leads out of the landscape"));
    assert!(page.contains("HIV treatment") && !page.contains("secret-of-somebody"), "{page}");
    std::fs::remove_file(&place).expect("a link to remove");
    std::fs::rename(&away, &place).expect("its own name");
    server.page_where(|page| !page.contains("id=\"mistakes\""));
}

#[test]
fn a_change_that_leaves_no_sign_but_a_young_file_is_seen() {
    let folder = copy_of_two_districts();
    let file = folder.path().join("landscape.toml");
    let good = std::fs::read_to_string(&file).expect("the landscape");
    let server = Server::start(folder.path(), &["before", "after"]);
    let time = SystemTime::now();
    let put = |name: &str| {
        // In place, of one length, and with one time: as where times are whole seconds.
        let mut open = std::fs::OpenOptions::new().write(true).open(&file).expect("the landscape");
        open.write_all(good.replace("\"Sexual health\"", name).as_bytes()).expect("a text");
        open.set_modified(time).expect("a time");
    };
    put("\"Health, other\"");
    server.page_where(|page| page.contains("Health, other"));
    put("\"Other, health\"");
    server.page_where(|page| page.contains("Other, health"));
}
