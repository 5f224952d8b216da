//! JSON, for programs.

use serde::Serialize;

/// A report as JSON, with a line end.
pub fn render<R: Serialize>(report: &R) -> String {
    // Reports are plain data with text for keys: there is nothing in them that JSON cannot say.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_else(|error| format!("{{\"error\": \"{error}\"}}"));
    text.push('\n');
    text
}
