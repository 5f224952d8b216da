//! JSON, for programs.

mod writer;

use serde::Serialize;
use serde::de::DeserializeOwned;

use self::writer::Writer;

/// Hands over a report as JSON, with a line end: stretch by stretch, for that of a country is long.
pub fn write<R: Serialize>(report: &R, out: &mut dyn FnMut(&[u8])) {
    let mut writer = Writer::new(out);
    // Reports are plain data with text for keys: there is nothing in them that JSON cannot say.
    let written = report.serialize(&mut writer);
    debug_assert!(written.is_ok(), "a report is plain data");
    writer.finish();
}

/// A report as JSON, with a line end.
pub fn render<R: Serialize>(report: &R) -> String {
    let mut bytes = Vec::new();
    write(report, &mut |stretch| bytes.extend_from_slice(stretch));
    String::from_utf8(bytes).unwrap_or_else(|error| format!("{{\"error\": \"{error}\"}}\n"))
}

/// A small report as JSON in one line, with a line end.
pub fn line<R: Serialize>(report: &R) -> String {
    let text = serde_json::to_string(report);
    text.unwrap_or_else(|error| format!("{{\"error\": \"{error}\"}}")) + "\n"
}

/// Reads what [`render`] or [`line()`] wrote.
///
/// # Errors
/// In words, where the text is no JSON or something else.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;

    use super::render;
    use crate::report::SHARED_LIST;

    #[derive(Serialize)]
    struct Nested {
        text: &'static str,
        empty: [u8; 0],
        pairs: Vec<(u8, Option<char>)>,
        numbers: [f64; 4],
        map: BTreeMap<i32, Vec<bool>>,
        nothing: (),
        no_map: BTreeMap<String, u8>,
        words: Vec<Word>,
    }

    #[derive(Serialize)]
    enum Word {
        Plain,
        New(i64),
        Pair(u64, f32),
        Named { a: u8 },
    }

    #[test]
    fn it_is_written_as_serde_json_writes_it() {
        let nested = Nested {
            text: "a \"quoted\" \\ line\n\u{1}\u{7f} é 👍, long enough for several words",
            empty: [],
            pairs: vec![(1, Some('é')), (2, None)],
            numbers: [0.1, -3.0, 1e300, f64::NAN],
            map: [(3, vec![true]), (-4, vec![])].into(),
            nothing: (),
            no_map: BTreeMap::new(),
            words: vec![Word::Plain, Word::New(-5), Word::Pair(6, 0.5), Word::Named { a: 7 }],
        };
        let theirs = serde_json::to_string_pretty(&nested).expect("plain data");
        assert_eq!(render(&nested), theirs + "\n");
    }

    #[derive(Serialize)]
    struct Shares<'l>(#[serde(serialize_with = "shared")] &'l [&'static str]);

    fn shared<S: serde::Serializer>(list: &&[&'static str], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(SHARED_LIST, *list)
    }

    #[test]
    fn a_shared_list_is_the_same_wherever_it_stands() {
        let (list, other) = (["a", "b"], ["c"]);
        let lists = || (Shares(&list), Shares(&other), Shares(&list), Shares(&[]), (Shares(&list), [Shares(&list)]));
        let theirs = serde_json::to_string_pretty(&lists()).expect("plain data");
        assert_eq!(render(&lists()), theirs + "\n");
    }

    #[test]
    fn a_long_report_is_whole_and_in_order() {
        let long: Vec<&'static str> = vec!["a place with a name of some length"; 3_000];
        let short = ["a", "b"];
        let lists: Vec<(usize, Shares<'_>)> =
            (0..50).map(|n| (n, Shares(if n % 7 == 3 { &long } else { &short }))).collect();
        let theirs = serde_json::to_string_pretty(&lists).expect("plain data");
        assert!(render(&lists) == theirs + "\n", "not the same");
    }
}
