//! `remit explore` from outside: the binary on a port of its own, spoken to in plain TCP.

mod disturbed;
mod server;

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

use self::server::{PATIENCE, Server, copy_of_two_districts, save};

#[test]
fn the_first_page_has_pickers_a_picture_with_links_and_what_is_wrong() {
    let server = Server::of_two_districts(&["before", "after"]);
    let page = server.get("/");
    assert_eq!(page.status, 200);
    for part in [
        "<h1 dir=\"auto\">Sexual health</h1>",
        "Something is newly wrong for 240,000 residents",
        "<select id=\"scenario\" name=\"scenario\">",
        "<option value=\"after\" selected>after: The first day of the 2012 Act</option>",
        "<option value=\"West Alpha Council\"></option>",
        "<a href=\"/?scenario=after&amp;against=before&amp;service=sexual-health&amp;component=hiv-treatment#who\" aria-label=\"5 HIV treatment and care: commissioned by",
        "No body has the duty to oversee STI testing and treatment",
        "id=\"source-si-2013-351\"",
    ] {
        assert!(page.body.contains(part), "{part}\n{}", page.body);
    }
    assert!(!page.body.contains("role=\"img\""), "an image has no links in it");
}

#[test]
fn a_page_comes_with_strict_headers_and_may_be_asked_for_alone() {
    let server = Server::of_two_districts(&["before", "after"]);
    let page = server.get("/");
    for header in [
        "Content-Security-Policy: default-src 'none'; style-src 'sha256-",
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer",
        "Cache-Control: no-store",
        "X-Frame-Options: DENY",
    ] {
        assert!(page.head.contains(header), "{header}\n{}", page.head);
    }
    assert!(!page.head.contains("unsafe-inline"));
    let head = server.send(&format!("HEAD / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", server.port));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(
        head.head.lines().find(|line| line.starts_with("Content-Length")),
        page.head.lines().find(|line| line.starts_with("Content-Length"))
    );
}

#[test]
fn a_part_in_a_place_is_answered_with_who_and_why_nobody_else() {
    let server = Server::of_two_districts(&["before", "after"]);
    let page = server.get("/?scenario=after&service=sexual-health&area=west-alpha&component=sti-testing");
    assert_eq!(page.status, 200);
    for part in [
        "STI testing and treatment: West Alpha Council has the duty to commission it.",
        "Why not somebody else: commissioning",
        "wrong place: it has this for its own areas, and this is none of them",
        "<h1 dir=\"auto\">Sexual health in West Alpha</h1>",
        "aria-current=\"true\"",
    ] {
        assert!(page.body.contains(part), "{part}\n{}", page.body);
    }
    let other = server.get("/?service=sexual-health&component=home-care");
    assert!(other.status == 200 && other.body.contains("is no part of Sexual health"), "{}", other.body);
}

#[test]
fn what_names_nothing_is_said_with_the_nearest_name() {
    let server = Server::of_two_districts(&["before", "after"]);
    for (query, says, help) in [
        (
            "scenario=aftr",
            "<code><bdi>aftr</bdi></code> is not a scenario of this page",
            "did you mean <code><bdi>after</bdi></code>?",
        ),
        ("against=2013-04-01", "is not a scenario of this page", "there are: before, after"),
        ("service=sexual-helth", "is not a service of this landscape", "did you mean"),
        ("component=hiv-treatmnt", "is not a component of this landscape", "hiv-treatment"),
        ("area=West+Alfa", "no area or organisation of this landscape goes by", "West Alpha"),
        ("scenario=after&area=west-pct", "does not exist on 1 April 2013", "name a body that exists"),
        ("scenario=after%2B..%2F..%2Fx.toml", "is not a scenario of this page", "after"),
    ] {
        let page = server.get(&format!("/?{query}"));
        assert_eq!(page.status, 400, "{query}");
        assert!(
            page.body.to_lowercase().contains(&says.to_lowercase())
                && page.body.to_lowercase().contains(&help.to_lowercase()),
            "{query}\n{}",
            page.body
        );
        assert!(page.body.contains("<select id=\"scenario\""), "there is a way out");
    }
    assert_eq!(server.get(&format!("/?area={}", "x".repeat(1000))).status, 400);
}

#[test]
fn what_somebody_else_wrote_into_an_address_is_text() {
    let server = Server::of_two_districts(&["before", "after"]);
    for field in ["scenario", "against", "service", "area", "component"] {
        let page = server
            .get(&format!("/?{field}=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%60%E2%80%AE%00%0D%0ASet-Cookie:%20a=b"));
        assert_eq!(page.status, 400, "{field}");
        assert!(
            !page.body.contains("<script>alert") && !page.body.contains('\u{202e}') && !page.body.contains('\0'),
            "{}",
            page.body
        );
        assert!(!page.head.contains("Set-Cookie"), "{}", page.head);
        assert!(page.body.contains("&lt;script&gt;alert(1)"), "{}", page.body);
    }
}

#[test]
fn names_in_the_files_are_text() {
    let folder = copy_of_two_districts();
    let file = folder.path().join("landscape.toml");
    let hostile = r#"<script>alert(1)</script>\"'&amp; \u202e"#;
    let text = std::fs::read_to_string(&file).expect("the landscape");
    let text = text
        .replace("\"Sexual health\"", &format!("\"Sexual {hostile}\""))
        .replace("\"West Alpha Council\"", &format!("\"West {hostile}\""));
    let text = text
        .replace("\"HIV treatment and care\"", &format!("\"HIV {hostile}\""))
        .replace("\"The first day of the 2012 Act\"", &format!("\"{hostile}\""));
    std::fs::write(&file, text).expect("the landscape");
    let server = Server::start(folder.path(), &["before", "after"]);
    for query in ["", "?component=hiv-treatment&area=west-alpha", "?area=nowhere"] {
        let page = server.get(&format!("/{query}")).body;
        assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
        assert!(!page.contains("<script>alert") && !page.contains('\u{202e}'), "{page}");
    }
}

#[test]
fn there_is_one_page_one_method_and_one_host() {
    let server = Server::of_two_districts(&["after"]);
    let host = format!("127.0.0.1:{}", server.port);
    for target in ["/../../etc/passwd", "/..%2f..%2fetc/passwd", "//etc/passwd", "/landscape.toml", "/version/", "/%00"]
    {
        let page = server.get(target);
        assert_eq!(page.status, 404, "{target}");
        assert!(!page.body.contains("root:"), "{target}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"] {
        let answer = server.send(&format!("{method} / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 3\r\n\r\na=b"));
        assert_eq!(answer.status, 405, "{method}");
        assert!(answer.head.contains("Allow: GET, HEAD"), "{}", answer.head);
    }
    for wrong in ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "0.0.0.0", "[::1]", ""] {
        let answer = server.send(&format!("GET / HTTP/1.1\r\nHost: {wrong}\r\n\r\n"));
        assert_eq!(answer.status, 421, "{wrong}");
        assert!(!answer.body.contains("Sexual health"), "{wrong}");
    }
    assert_eq!(server.send(&format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port)).status, 200);
    assert_eq!(server.send("GET / HTTP/1.1\r\n\r\n").status, 400, "no host");
    assert_eq!(
        server.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n")).status,
        400,
        "two hosts"
    );
    assert_eq!(server.send(&format!("GET http://evil.example/ HTTP/1.1\r\nHost: {host}\r\n\r\n")).status, 400);
    assert_eq!(server.send(&format!("GET * HTTP/1.1\r\nHost: {host}\r\n\r\n")).status, 400);
}

#[test]
fn nonsense_and_what_is_too_long_are_refused() {
    let server = Server::of_two_districts(&["after"]);
    let host = format!("127.0.0.1:{}", server.port);
    let send = |head: &str| server.send(head).status;
    assert_eq!(send(&format!("GET /?area={} HTTP/1.1\r\nHost: {host}\r\n\r\n", "a".repeat(5000))), 414);
    assert_eq!(send(&format!("GET /{}", "a".repeat(100_000))), 414);
    assert_eq!(send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nCookie: {}\r\n\r\n", "a".repeat(100_000))), 431);
    assert_eq!(send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n{}\r\n", "A: b\r\n".repeat(500))), 431);
    assert_eq!(send("\r\n\r\nhello\r\n\r\n"), 400);
    assert_eq!(send("GET / HTTP/9.9\r\n\r\n"), 400);
    // Bytes of every sort, the same in each run.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..200 {
        let mut bytes = if state & 1 == 0 { b"GET /?".to_vec() } else { Vec::new() };
        for _ in 0..state % 300 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bytes.push(state.to_le_bytes()[3]);
        }
        bytes.extend_from_slice(b"\r\n\r\n");
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut stream = server.connect();
        // It may be refused before all of it is sent.
        let _sent = stream.write_all(&bytes).and_then(|()| stream.shutdown(Shutdown::Write));
        let _answer = stream.read_to_end(&mut Vec::new());
    }
    assert_eq!(server.get("/").status, 200, "it serves on");
}

#[test]
fn the_slow_keep_nobody_waiting() {
    let server = Server::of_two_districts(&["after"]);
    let slow: Vec<TcpStream> = (0..20)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHo").expect("half a request");
            stream
        })
        .collect();
    std::thread::scope(|scope| {
        let asked: Vec<_> =
            (0..12).map(|_| scope.spawn(|| server.get("/?area=west-alpha&component=sti-testing"))).collect();
        let bodies: Vec<String> = asked.into_iter().map(|one| one.join().expect("an answer").body).collect();
        assert!(bodies.iter().all(|body| *body == bodies[0] && body.contains("Who and why")));
    });
    drop(slow);
    // Whoever says nothing is let go.
    let mut silent = server.connect();
    silent.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let mut said = String::new();
    silent.read_to_string(&mut said).expect("an answer, and then the end");
    assert!(said.starts_with("HTTP/1.1 408 "), "{said}");
}

#[test]
fn mistakes_appear_in_the_page_and_the_last_good_state_stays() {
    let folder = copy_of_two_districts();
    let file = folder.path().join("landscape.toml");
    let good = std::fs::read_to_string(&file).expect("the landscape");
    let server = Server::start(folder.path(), &["before", "after"]);
    let first = server.get("/version").body;
    assert!(!server.get("/").body.contains("id=\"mistakes\""));

    let at = good.lines().position(|line| line.contains("holder = \"nhse\"")).expect("a line") + 1;
    save(&file, &good.replacen("holder = \"nhse\"", "holder = \"nhsx\"", 1));
    let second = server.version_other_than(&first);
    let page = server.get("/?component=hiv-treatment");
    assert_eq!(page.status, 200);
    for part in [
        "The files have a mistake",
        "<bdi>landscape.toml</bdi></code>",
        &format!(", line {at}, column "),
        "nhsx",
        "did you mean",
        "Below: the landscape as of the last version without mistakes.",
        "HIV treatment and care",
    ] {
        assert!(page.body.to_lowercase().contains(&part.to_lowercase()), "{part}\n{}", page.body);
    }
    assert!(server.get("/?area=nowhere").body.contains("The files have a mistake"));

    save(&file, &good.replace("\"Sexual health\"", "\"Health of another sort\""));
    let third = server.version_other_than(&second);
    let page = server.get("/").body;
    assert!(page.contains("Health of another sort") && !page.contains("id=\"mistakes\""), "{page}");

    // What the command line asked for is no more: that is a mistake too, and takes nothing away.
    save(&file, &good.replace("\"before\"", "\"earlier\""));
    server.version_other_than(&third);
    let page = server.get("/").body;
    assert!(
        page.contains("is neither a scenario of this landscape nor a date") && page.contains("Health of another sort"),
        "{page}"
    );
}

#[test]
fn a_landscape_that_begins_with_mistakes_shows_them_and_then_itself() {
    let folder = copy_of_two_districts();
    let file = folder.path().join("landscape.toml");
    let good = std::fs::read_to_string(&file).expect("the landscape");
    std::fs::write(&file, "[landscape\n").expect("a mistake");
    let server = Server::start(folder.path(), &["before", "after"]);
    let page = server.get("/");
    assert!(
        page.status == 200 && page.body.contains("mistake") && page.body.contains("landscape.toml"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("Below:"), "there is nothing below");
    let before = server.get("/version").body;
    save(&file, &good);
    server.version_other_than(&before);
    assert!(server.get("/").body.contains("Something is newly wrong"));
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_directory_is_read() {
    let folder = copy_of_two_districts();
    let outside = tempfile::tempdir().expect("a directory");
    let secret = "[[kind]]\nid = \"secret-of-somebody\"\n";
    std::fs::write(outside.path().join("secret.toml"), secret).expect("a file");
    let server = Server::start(folder.path(), &["before", "after"]);
    let first = server.get("/version").body;
    std::os::unix::fs::symlink(outside.path().join("secret.toml"), folder.path().join("in.toml")).expect("a link");
    let second = server.version_other_than(&first);
    let page = server.get("/").body;
    assert!(page.contains("the link in.toml leaves the landscape") && page.contains("Sexual health"), "{page}");
    assert!(!page.contains("secret-of-somebody"), "{page}");
    std::fs::remove_file(folder.path().join("in.toml")).expect("a link to remove");
    server.version_other_than(&second);
    assert!(!server.get("/").body.contains("id=\"mistakes\""));

    // A reform that the command line names by a path elsewhere.
    let reform = outside.path().join("secret.toml");
    let server = Server::start(folder.path(), &["after", "--reform", &reform.display().to_string()]);
    let page = server.get("/").body;
    assert!(page.contains("outside the landscape") && !page.contains("secret-of-somebody"), "{page}");
}

#[test]
fn what_the_command_line_asks_for_must_be_there() {
    for (args, says) in [
        (&["scenarios/two-districts", "nope"][..], "`nope` is neither a scenario"),
        (&["scenarios/two-districts", "--service", "sexual-helth"][..], "did you mean `sexual-health`?"),
        (&["scenarios/nowhere"][..], "cannot open the landscape"),
    ] {
        let mut all = vec!["explore", "--port", "0"];
        all.extend(args);
        let ran = crate::support::remit(&all);
        assert_eq!(ran.status, Some(2), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(says) && ran.stdout.is_empty(), "{args:?}: {}", ran.stderr);
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its number").port().to_string();
    let ran = crate::support::remit(&["explore", "scenarios/two-districts", "--port", &port]);
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains(&format!("port {port} is taken")), "{}", ran.stderr);
}
