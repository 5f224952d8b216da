//! What is answered to which request. Nothing is read from the disk for any of them: there is only the page, and the name of
//! what the files say.

use std::sync::mpsc::channel;
use std::time::Duration;

use super::Explorer;
use super::http::{Request, Response};
use super::keeper::{Ask, Query};
use crate::render::html::explore::{Live, Served, only_trouble, said};

/// A page is worked out within milliseconds; nobody waits longer.
const LONGEST: Duration = Duration::from_secs(30);

/// Answers a request.
pub(super) fn answer(explorer: &Explorer, port: u16, request: &Request) -> Response {
    let [host] = request.hosts.as_slice() else {
        return Response::text(400, "A request names one host.\n");
    };
    if !is_here(host, port) {
        return Response::text(421, format!("This is remit explore, and answers at http://127.0.0.1:{port}/ alone.\n"));
    }
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        return Response { allow: true, ..Response::text(405, "There is only GET.\n") };
    }
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    match path {
        "/" => page(explorer, query),
        "/version" => Response::text(200, explorer.now().version.to_string()),
        _ if path.starts_with('/') => html(404, said("There is no such page", "There is one page here.")),
        _ => Response::text(400, "An address begins with a stroke.\n"),
    }
}

/// Whether a browser means this server: a page elsewhere whose name was made to lead here names itself.
fn is_here(host: &str, port: u16) -> bool {
    let (name, given) = match host.rsplit_once(':') {
        Some((name, given)) => (name, given),
        // Without a port the usual one is meant.
        None => (host, "80"),
    };
    given == port.to_string() && (name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost"))
}

fn page(explorer: &Explorer, query: &str) -> Response {
    let now = explorer.now().clone();
    let Some(good) = &now.good else {
        let live = Live { version: &now.version, trouble: now.trouble.as_deref() };
        return html(200, only_trouble(&explorer.setting.name, live));
    };
    let (reply, replied) = channel();
    let ask = Ask { query: Query::new(query), version: now.version.clone(), trouble: now.trouble.clone(), reply };
    let answered = good.send(ask).ok().and_then(|()| replied.recv_timeout(LONGEST).ok());
    match answered {
        Some((status, served)) => html(status, served),
        None => html(500, said("That could not be worked out", "Remit has made a mistake. Choose something else.")),
    }
}

fn html(status: u16, served: Served) -> Response {
    Response { content_type: "text/html; charset=utf-8", policy: served.policy, ..Response::text(status, served.html) }
}

#[cfg(test)]
mod tests {
    use super::is_here;

    #[test]
    fn only_this_computer_by_its_own_names_is_here() {
        for host in ["127.0.0.1:7357", "localhost:7357", "LOCALHOST:7357"] {
            assert!(is_here(host, 7357), "{host}");
        }
        for host in [
            "",
            ":",
            "127.0.0.1",
            "localhost",
            "127.0.0.1:80",
            "127.0.0.1:07357",
            "127.0.0.1:+7357",
            "evil.example:7357",
            "127.0.0.1.evil.example:7357",
            "evil@127.0.0.1:7357",
            "0.0.0.0:7357",
            "[::1]:7357",
            "127.0.0.1:7357 ",
        ] {
            assert!(!is_here(host, 7357), "{host}");
        }
        assert!(is_here("localhost", 80));
    }
}
