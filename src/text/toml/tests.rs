//! The quick tree is the library's, or it is not there.

use toml::de::DeTable;

use super::quick;
use super::tree::{Entries, of_library};

fn by_library(text: &str) -> Option<Entries<'_>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    errors.is_empty().then(|| of_library(table.into_inner()))
}

/// Whether it was read the quick way; fails where that says anything else than the library.
fn holds(text: &str) -> bool {
    let Some(quick) = quick::tree(text) else { return false };
    match by_library(text) {
        Some(library) => assert_eq!(quick, library, "two trees of:\n{text}"),
        None => panic!("the library finds a mistake in what was read the quick way:\n{text}"),
    }
    true
}

/// Files of every sort that ships, the largest among them.
const FILES: [&str; 16] = [
    include_str!("../../../scenarios/england/expectations.toml"),
    include_str!("../../../scenarios/england/expectations-others.toml"),
    include_str!("../../../scenarios/england/geography.toml"),
    include_str!("../../../scenarios/england/journeys.toml"),
    include_str!("../../../scenarios/england/kinds.toml"),
    include_str!("../../../scenarios/england/landscape.toml"),
    include_str!("../../../scenarios/england/organisations.toml"),
    include_str!("../../../scenarios/england/sources.toml"),
    include_str!("../../../scenarios/england/ties.toml"),
    include_str!("../../../scenarios/england/services/dementia.toml"),
    include_str!("../../../scenarios/england/services/sexual-health.toml"),
    include_str!("../../../scenarios/england/services/screening.toml"),
    include_str!("../../../scenarios/england/reforms/health-and-social-care-act-2012.toml"),
    include_str!("../../../scenarios/england/reforms/nhs-england-abolition.toml"),
    include_str!("../../../scenarios/two-districts/landscape.toml"),
    include_str!("../../cli/commands/init.toml"),
];

/// The next of many numbers below a limit, the same on every run: a linear congruence, of which the upper half is used.
fn below(chance: &mut u64, limit: usize) -> usize {
    *chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*chance >> 33).unwrap_or_default() % limit
}

#[test]
fn landscapes_are_read_the_quick_way_and_alike() {
    for text in FILES {
        assert!(holds(text), "not read the quick way:\n{text}");
    }
}

#[test]
fn what_is_plain_is_read_the_quick_way() {
    for text in [
        "",
        "# nothing\n",
        "a = 1\nb = 'x'\n\"c d\" = \"y\"\n'e' = true",
        "a = [1, 2,\n # three\n 3,\n]\nd = 2013-04-01",
        "a = { b = \"c\", d = [ { e = 1.5e3 } ] }",
        "[a]\nb = 1\n[a.c]\nd = 0x1F\n[[e]]\n[[e]]\nf = 1_000\n[e.g]\n[[e.h]]\n[[e.h]]\n",
        "a = \"\"\"\nlong\n  text\\\n  goes on\"\"\"\nb = '''\nas is\\n'''",
        "a = \"with \\\"quotes\\\" and \\u00e9\"\nb = \"\"\nc = ''\nd = '\"'\ne = \"'\"",
        "a = [\n[1],\n]\nb = [[], {}, ]\nc = {}",
        "a = \"\"\"\"quoted\"\"\"\"\nb = \"\"\"\"\"\"\nc = \"\"\"a\\\"\"\"\"",
        "\ta = 1 # remark\n  # another\n [b] # and another\n\tc = \"d\" #",
        "a = +1.0\nb = -0\nc = inf\nd = false\ne = 6.02e+23",
    ] {
        assert!(holds(text), "{text}");
    }
}

#[test]
fn what_is_out_of_the_ordinary_is_left_to_the_library() {
    for text in [
        "a.b = 1",
        "[ a ]",
        "[a . b]",
        "a = {\nb = 1 }",
        "a = { b = 1, }",
        "a = \"one\ntwo\"",
        "a = 'one\ntwo'",
        "a = \"\\",
        "a = \"\"\"\\",
        "a = \"\"\"\"\"\"\"\"\"",
        "a = [1 2]",
        "a = [,]",
        "a = 2013-4-1",
        "\u{feff}a = 1",
        "a = { b.c = 1 }",
        "[a.b]\nc = 1\n[a]\nd = 2",
        "a = 1\na = 2",
        "[a]\n[a]",
        "[a]\n[[a]]",
        "[[a]]\n[a]",
        "a = []\n[[a]]",
        "a = [{}]\n[[a]]",
        "a = [{}]\n[a.b]",
        "a = {}\n[a.b]",
        "a = { b = 1, b = 2 }",
        "a = 1\r\nb = 2",
        "a = 1\rb = 2",
        "# a\u{7f}b",
        "a = \"\u{1}\"",
        "a = 07:32:00",
        "a = 2013-02-30",
        "a = 2013-04-01T07:32:00Z",
        "a = 2013-04-01 07:32:00",
        "a = \"not closed",
        "a = \"",
        "a = '",
        "a =",
        "= 1",
        "a",
        "é = 1",
        "a = 1 b = 2",
        "a = [1",
        "a = [[[[[[[[[[1]]]]]]]]]]",
        "[a",
        "[]",
        "[[]]",
        "[a.]",
        "a = 1__0",
        "a = 01",
        "a = tru",
        "a = \"\\q\"",
        "\"a\\u0041\" = 1",
    ] {
        assert!(!holds(text), "{text}");
    }
    let many: String = (0..100).map(|n| format!("key-{n} = {n}\n")).collect();
    assert!(!holds(&many), "many keys");
}

#[test]
fn a_damaged_file_is_read_as_the_library_reads_it() {
    let mut chance = 2013;
    let pieces = [
        "\"", "'", "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "#", "\n", "\\", "\"\"\"", "'''", "a", "1", "-",
        "\r", "é",
    ];
    let mut quick = 0;
    for text in FILES {
        // A stretch of a few tables keeps the search quick, and is as easily broken as a whole file.
        let starts: Vec<usize> = text.match_indices("\n[").map(|(at, _)| at).collect();
        for _ in 0..600 {
            let from = starts.get(below(&mut chance, starts.len() + 1)).copied().unwrap_or(0);
            let mut part: Vec<char> = text[from..].chars().take(600).collect();
            for _ in 0..=below(&mut chance, 3) {
                let at = below(&mut chance, part.len() + 1);
                if below(&mut chance, 2) == 0 && at < part.len() {
                    part.remove(at);
                } else {
                    part.splice(at..at, pieces[below(&mut chance, pieces.len())].chars());
                }
            }
            quick += usize::from(holds(&part.into_iter().collect::<String>()));
        }
    }
    assert!(quick > 1_000, "only {quick} of the damaged files were plain: too few to compare");
}
