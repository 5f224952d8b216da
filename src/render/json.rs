//! JSON, for programs.

use serde::Serialize;

/// A report as JSON, with a line end.
pub fn render<R: Serialize>(report: &R) -> String {
    let mut bytes = Vec::with_capacity(ROOM);
    // Reports are plain data with text for keys: there is nothing in them that JSON cannot say.
    let written = serde_json::to_writer_pretty(&mut bytes, report).map_err(|error| error.to_string());
    let text = written.and_then(|()| String::from_utf8(bytes).map_err(|error| error.to_string()));
    let mut text = text.unwrap_or_else(|error| format!("{{\"error\": \"{error}\"}}"));
    text.push('\n');
    text
}

/// Enough for the reports of a country, so that a long one is not copied again and again while it grows.
const ROOM: usize = 1 << 21;
