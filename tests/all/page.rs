//! `remit report` and `remit verify`: what stands on a page, that it needs nothing besides itself, that names are shown and
//! not obeyed, and that a page which was changed is found out.

mod elements;

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::folder;
use crate::support::{Ran, read, remit, remit_in, root};
use elements::{Element, elements, section_text};

const DISTRICTS: &str = "scenarios/two-districts";

/// The page that some arguments give.
fn page(args: &[&str]) -> String {
    page_in(&root(), args)
}

fn page_in(folder: &Path, args: &[&str]) -> String {
    let ran = remit_in(folder, &[&["report"], args].concat());
    assert_eq!(ran.status, Some(0), "{args:?}: {}", ran.stderr);
    ran.stdout
}

/// What holds for every page.
fn sound(page: &str, what: &str) {
    let all = elements(page);
    let ids: Vec<&str> = all.iter().filter_map(|one| one.attribute("id")).collect();
    let different: BTreeSet<&str> = ids.iter().copied().collect();
    let twice = ids.iter().find(|id| ids.iter().filter(|other| other == id).count() > 1);
    assert_eq!(ids.len(), different.len(), "{what}: an id stands twice: {twice:?}");
    for one in &all {
        if let Some(to) = one.attribute("href").and_then(|to| to.strip_prefix('#')) {
            assert!(different.contains(to), "{what}: a link leads nowhere: #{to}");
        }
        for name in ["aria-labelledby", "for", "data-for"] {
            let named = one.attribute(name).unwrap_or_default();
            let missing = named.split_whitespace().find(|id| !different.contains(id));
            assert!(missing.is_none(), "{what}: {name} names nothing: {missing:?}");
        }
        needs_nothing(one, what);
    }
    headings(&all, what);
    tables(&all, what);
    assert_eq!(all.iter().filter(|one| one.name == "main").count(), 1, "{what}: one main part");
    assert_eq!(all.iter().filter(|one| one.name == "h1").count(), 1, "{what}: one title");
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en-GB\">"), "{what}");
    assert!(page.contains("default-src 'none'") && !page.contains("unsafe-"), "{what}: the policy");
    for used in page.split("url(#").skip(1) {
        let id = used.split(')').next().unwrap_or_default();
        assert!(different.contains(id), "{what}: a picture uses what is not there: {id}");
    }
}

/// No element loads anything, and none brings looks or behaviour of its own that the policy would refuse.
fn needs_nothing(one: &Element<'_>, what: &str) {
    assert!(one.attribute("src").is_none(), "{what}: {} loads something", one.name);
    assert!(!["img", "iframe", "object", "embed", "audio", "video", "form", "base"].contains(&one.name), "{what}");
    assert!(one.attribute("style").is_none(), "{what}: looks of its own: {}", one.tag);
    let handler = one.attributes.iter().find(|(name, _)| name.starts_with("on"));
    assert!(handler.is_none(), "{what}: {handler:?}");
    let leads = one.attribute("href").unwrap_or_default();
    let outside = leads.contains("//") || leads.contains(':');
    let plain = one.name == "a" && (leads.starts_with("https://") || leads.starts_with("http://"));
    assert!(!outside || plain || leads == "data:,", "{what}: {} leads to {leads}", one.name);
}

/// Headings go down one level at a time.
fn headings(all: &[Element<'_>], what: &str) {
    let mut before = 0;
    for one in all {
        let level = one.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
        let Some(level) = level.filter(|level| (1..=6).contains(level)) else { continue };
        assert!(level <= before + 1, "{what}: {} follows h{before}", one.tag);
        before = level;
    }
}

/// Every table has a caption, heads with a scope, and scrolls in a region that the keyboard reaches.
fn tables(all: &[Element<'_>], what: &str) {
    let count = |name: &str| all.iter().filter(|one| one.name == name).count();
    assert_eq!(count("table"), count("caption"), "{what}: a caption for each table");
    assert!(all.iter().filter(|one| one.name == "th").all(|one| one.attribute("scope").is_some()), "{what}");
    for (place, _) in all.iter().enumerate().filter(|(_, one)| one.name == "table") {
        let region = &all[place - 1];
        assert_eq!(region.attribute("role"), Some("region"), "{what}: {}", region.tag);
        assert_eq!(region.attribute("tabindex"), Some("0"), "{what}");
        assert!(region.attribute("aria-labelledby").is_some(), "{what}");
    }
    for one in all.iter().filter(|one| one.name == "svg") {
        assert_eq!(one.attribute("role"), Some("img"), "{what}");
        assert!(one.attribute("aria-labelledby").is_some(), "{what}");
    }
}

#[test]
fn every_page_is_sound() {
    let pages: [&[&str]; 8] = [
        &[DISTRICTS],
        &[DISTRICTS, "before", "after"],
        &[DISTRICTS, "before", "after", "--audience", "brief"],
        &[DISTRICTS, "after", "--service", "sexual-health", "--bare-law"],
        &[DISTRICTS, "before", "after", "2014-04-01", "--service", "obesity"],
        &["scenarios/prucomm-areas"],
        &["tests/cases/functions-needed-and-unknown", "now"],
        &["tests/cases/power-and-residual", "now"],
    ];
    for args in pages {
        let text = page(args);
        sound(&text, &args.join(" "));
        assert_eq!(text, page(args), "{args:?}: the same question, and other bytes");
        let brief = args.contains(&"brief");
        assert_eq!(text.contains("id=\"findings\""), !brief, "{args:?}");
        assert!(text.contains("id=\"not-covered\"") && text.contains("id=\"receipt\""), "{args:?}");
    }
}

#[test]
fn the_front_says_it_in_short() {
    let text = page(&[DISTRICTS, "before", "after"]);
    let all = elements(&text);
    let cards = all.iter().filter(|one| one.tag.contains("class=\"figures\"")).count();
    assert_eq!(cards, 4, "four numbers");
    let verdict = section_text(&text, "verdict");
    assert!(verdict.contains("newly wrong for 240,000 residents"), "{verdict}");
    assert!(section_text(&text, "matter").matches("Who holds it, and why").count() == 3, "three findings");
    let sure = section_text(&text, "how-sure");
    assert!(sure.contains("31 March 2013") && sure.contains("1 April 2013") && sure.contains("contested"), "{sure}");
    let numbers = section_text(&text, "numbers");
    assert!(numbers.contains(" to "), "a range: {numbers}");
    let picture = section_text(&text, "picture");
    assert!(picture.contains("Before and after") && picture.contains("31 March 2013"), "{picture}");
    assert!(text.find("id=\"overview\"") < text.find("id=\"flows-1\""), "what changed hands stands further down");
    // Every picture says what it finds in at most ten words.
    for title in text.split("<figure").skip(1) {
        let title = title.split("dir=\"auto\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a title");
        assert!((3..=10).contains(&title.split_whitespace().count()), "{title}");
    }
}

#[test]
fn one_scenario_has_its_picture_on_the_front_too() {
    let text = page(&[DISTRICTS, "after", "--service", "sexual-health", "--audience", "brief"]);
    let picture = section_text(&text, "picture");
    assert!(picture.contains("At a glance") && picture.contains("1 April 2013"), "{picture}");
    assert!(!text.contains("id=\"transfers\""), "nothing changes hands in one scenario");
}

#[test]
fn every_picture_stands_on_the_page() {
    let place = folder();
    let path = place.path();
    let landscape = read(&root().join(DISTRICTS).join("landscape.toml"));
    std::fs::write(path.join("landscape.toml"), landscape).expect("a file");
    std::fs::create_dir(path.join("tiles")).expect("a folder");
    std::fs::write(path.join("tiles/la.csv"), "code,row,column\nwest-council,0,0\neast-council,0,1\n").expect("tiles");
    let text = page_in(path, &[".", "before", "after"]);
    sound(&text, "a page with maps");
    for id in ["overview", "pathway-obesity", "matrix-obesity", "network-obesity", "map-1", "flows-1"] {
        assert!(text.contains(&format!("<figure id=\"{id}\"")), "no figure {id}");
        assert!(text.contains(&format!("<table id=\"{id}-table\"")), "no table of {id}");
    }
    let maps = section_text(&text, "maps");
    assert!(maps.contains("The number in which places differ"), "{maps}");
    assert!(text.contains("tiles/la.csv"), "the receipt names what the maps were drawn from");
    for raw in ["held by", "class label", "people parts", "leads to"] {
        assert!(!text.contains(&format!(">{raw}</th>")), "the head of a column is not for people: {raw}");
    }
    // A landscape without tiles has no maps.
    assert!(!page(&[DISTRICTS, "before", "after"]).contains("id=\"maps\""));
}

#[test]
fn what_brackets_are_is_said_where_there_are_some() {
    let numbers = |scenario: &str| {
        section_text(&page(&[DISTRICTS, scenario, "--service", "sexual-health", "--audience", "brief"]), "numbers")
    };
    assert!(numbers("after").contains("In brackets"));
    assert!(!numbers("before").contains("In brackets"));
}

#[test]
fn a_finding_has_its_section_with_why_nobody_holds_it() {
    let text = page(&[DISTRICTS, "before", "after"]);
    let gap = section_text(&text, "finding-gap-uncommissioned-tier-3");
    for words in ["tier 3", "error", "new", "Why nobody else does", "nobody", "Before: "] {
        assert!(gap.contains(words), "{words}: {gap}");
    }
    let ran = remit(&["report", DISTRICTS, "before", "after", "--format", "json"]);
    let data = ran.json();
    assert_eq!(data["schema"], "remit/report/1");
    let findings = data["findings"].as_array().expect("a list");
    for finding in findings {
        let anchor = finding["anchor"].as_str().expect("an anchor");
        assert!(!section_text(&text, anchor).is_empty(), "{anchor} has no section");
    }
    assert_eq!(data["front"]["numbers"].as_array().map(Vec::len), Some(4));
}

#[test]
fn several_options_stand_beside_each_other_and_too_many_do_not() {
    let text = page(&[DISTRICTS, "before", "after", "2014-04-01"]);
    assert!(section_text(&text, "verdict").contains("Of two options held against before"));
    let ran = remit(&[
        "report",
        DISTRICTS,
        "before",
        "2013-04-01",
        "2013-04-02",
        "2013-04-03",
        "2013-04-04",
        "2013-04-05",
        "2013-04-06",
    ]);
    assert_eq!(ran.status, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("at most 6 scenarios"), "{}", ran.stderr);
    for (args, status, says) in [
        (&["report", DISTRICTS, "nowhen"][..], 2, "neither a scenario"),
        (&["report", DISTRICTS, "--out", "x.exe"][..], 2, ".html"),
        (&["report", DISTRICTS, "after", "--fail-on", "error"][..], 3, ""),
    ] {
        let ran = remit(args);
        assert_eq!(ran.status, Some(status), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{args:?}: {}", ran.stderr);
    }
}

/// A question of `docs/eight-questions.md`: where on the page its answer stands, and the words of it.
struct Answered {
    question: String,
    anchor: String,
    words: Vec<String>,
}

fn eight_questions() -> Vec<Answered> {
    let mut all: Vec<Answered> = Vec::new();
    for line in read(&root().join("docs/eight-questions.md")).lines() {
        if let Some(question) = line.strip_prefix("## ") {
            all.push(Answered { question: question.to_owned(), anchor: String::new(), words: Vec::new() });
        }
        let Some(last) = all.last_mut() else { continue };
        if let Some(place) = line.strip_prefix("Stands in `#") {
            last.anchor = place.split('`').next().unwrap_or_default().to_owned();
        }
        last.words.extend(line.strip_prefix("> ").map(str::to_owned));
    }
    all
}

#[test]
fn eight_questions_of_an_analyst_are_answered_from_the_page_alone() {
    let text = page(&["scenarios/england", "before", "after", "--service", "sexual-health"]);
    sound(&text, "England");
    assert!(text.len() < 3_000_000, "{} bytes", text.len());
    // Its numbers are the same everywhere; boundaries are not.
    let maps = section_text(&text, "maps");
    assert!(maps.contains("the same in every place") && maps.contains("PCTs") && maps.contains("CCGs"), "{maps}");
    let questions = eight_questions();
    assert_eq!(questions.len(), 8);
    for Answered { question, anchor, words } in questions {
        let section = section_text(&text, &anchor);
        assert!(!section.is_empty(), "{question}: the page has no #{anchor}");
        assert!(!words.is_empty(), "{question}: no answer");
        let missing: Vec<&String> = words.iter().filter(|words| !section.contains(words.as_str())).collect();
        assert!(missing.is_empty(), "{question}: #{anchor} does not say {missing:?}: {section}");
    }
}

/// A landscape in which every name is a nuisance.
pub(crate) fn hostile(folder: &Path) {
    let text = read(&root().join(DISTRICTS).join("landscape.toml"));
    let long = "n".repeat(300);
    let names = [
        ("name = \"NHS England\"", "name = \"<script>alert(1)</script>\"".to_owned()),
        ("short = \"LA\"", "short = \"</title><b onclick=x>\"".to_owned()),
        ("name = \"Sexual health\"", "name = \"\u{202e}\u{5d0}\u{5d1}\u{5d2} \\\"quoted\\\" & 'so'\"".to_owned()),
        ("name = \"East Beta\"", format!("name = \"{long}\"")),
        ("title = \"", "title = \"</script><!-- ".to_owned()),
    ];
    let hostile = names.iter().fold(text, |text, (plain, nuisance)| {
        assert!(text.contains(plain), "the teaching landscape has no {plain}");
        text.replace(plain, nuisance)
    });
    std::fs::write(folder.join("landscape.toml"), hostile).expect("a file");
}

#[test]
fn names_are_shown_and_not_obeyed() {
    let folder = folder();
    hostile(folder.path());
    let text = page_in(folder.path(), &[".", "before", "after"]);
    sound(&text, "hostile names");
    let plain = page(&[DISTRICTS, "before", "after"]);
    let scripts = |text: &str| elements(text).iter().filter(|one| one.name == "script").count();
    assert_eq!(scripts(&text), scripts(&plain), "a name became a script");
    assert_eq!(elements(&text).iter().filter(|one| one.name == "b").count(), 0);
    assert!(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "the name is not shown");
    assert!(text.contains("\u{5d0}\u{5d1}\u{5d2} &quot;quoted&quot; &amp; "), "the name is not shown");
    assert!(text.contains(&"n".repeat(300)), "the long name is not shown");
    assert!(!text.contains('\u{202e}'), "a mark turns the text behind it");
    let out = folder.path().join("page.html");
    std::fs::write(&out, &text).expect("a file");
    assert_eq!(remit_in(folder.path(), &["verify", "page.html"]).status, Some(0));
}

/// A copy of the teaching landscape with a page made from it.
fn with_page() -> (tempfile::TempDir, String) {
    let folder = folder();
    let copy = folder.path().join(DISTRICTS);
    std::fs::create_dir_all(&copy).expect("a directory");
    std::fs::copy(root().join(DISTRICTS).join("landscape.toml"), copy.join("landscape.toml")).expect("a copy");
    let text = page_in(folder.path(), &[DISTRICTS, "before", "after"]);
    std::fs::write(folder.path().join("page.html"), &text).expect("a file");
    (folder, text)
}

fn verify(folder: &Path) -> Ran {
    remit_in(folder, &["verify", "page.html", "--format", "json"])
}

#[test]
fn a_page_that_nobody_touched_is_confirmed() {
    let (folder, text) = with_page();
    let ran = verify(folder.path());
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let report = ran.json();
    assert_eq!(report["same"], true);
    assert!(report["numbers"].as_u64().is_some_and(|count| count > 500), "{report}");
    assert!(report["differences"].as_array().is_some_and(Vec::is_empty));
    // It lies somewhere else, and mail has changed its line ends.
    let other = crate::cli::folder();
    std::fs::write(other.path().join("page.html"), text.replace('\n', "\r\n")).expect("a file");
    let landscape = folder.path().join(DISTRICTS).display().to_string();
    assert_eq!(remit_in(other.path(), &["verify", "page.html", &landscape]).status, Some(0));
    let ran = remit_in(other.path(), &["verify", "page.html"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("verify FILE LANDSCAPE"), "{}", ran.stderr);
    // Nothing on it says where it was made.
    assert!(!text.contains(&folder.path().display().to_string()));
    let made = page_in(other.path(), &[&landscape, "before", "after"]);
    assert!(!made.contains(&folder.path().display().to_string()), "a path from the root stands on the page");
}

#[test]
fn a_number_that_somebody_changed_is_found_out() {
    let (folder, text) = with_page();
    for (was, is, section) in [
        (">Something is newly wrong for 240,000", ">Something is newly wrong for 24,000", "In short"),
        ("data-v=\"240000\"", "data-v=\"24000\"", "Findings"),
        ("\"count\":", "\"count\":1", "How to check this page"),
        ("<dt>", "<dt hidden>", "Method in short"),
    ] {
        assert!(text.contains(was), "{was}");
        std::fs::write(folder.path().join("page.html"), text.replacen(was, is, 1)).expect("a file");
        let ran = verify(folder.path());
        assert_eq!(ran.status, Some(3), "{was}: {}{}", ran.stdout, ran.stderr);
        let report = ran.json();
        assert_eq!(report["same"], false);
        let told = report["differences"].as_array().expect("a list");
        assert!(told.iter().any(|one| one["section"] == section), "{was}: {report}");
        assert!(report["files"].as_array().is_some_and(Vec::is_empty));
    }
    let ran = remit_in(folder.path(), &["verify", "page.html"]);
    assert!(ran.stdout.contains("What differs on the page"), "{}", ran.stdout);
}

#[test]
fn a_landscape_that_changed_since_is_found_out() {
    let (folder, _) = with_page();
    let file = folder.path().join(DISTRICTS).join("landscape.toml");
    let text = read(&file);
    assert!(text.contains("population = 130000"), "the teaching landscape has other people now");
    std::fs::write(&file, text.replacen("population = 130000", "population = 131000", 1)).expect("a file");
    let ran = verify(folder.path());
    assert_eq!(ran.status, Some(3), "{}", ran.stderr);
    let report = ran.json();
    assert_eq!(report["files"][0]["file"], "landscape.toml");
    assert_eq!(report["files"][0]["is"], "changed");
    assert_eq!(report["same_figures"], false);
    assert!(report["differences"].as_array().is_some_and(|told| !told.is_empty()));
    // A comment alone: the file is another, and every number is the same.
    std::fs::write(&file, format!("{text}# a remark\n")).expect("a file");
    let report = verify(folder.path()).json();
    assert_eq!((&report["same"], &report["same_figures"]), (&false.into(), &true.into()));
}

#[test]
fn what_is_no_page_of_remit_is_said_to_be_none() {
    let folder = folder();
    let write = |text: &str| std::fs::write(folder.path().join("page.html"), text).expect("a file");
    let start = "<script type=\"application/json\" id=\"receipt\">";
    for text in ["", "<p>A page</p>", &format!("{start}{{}}</script>"), &format!("{start}no JSON</script>"), start] {
        write(text);
        assert_eq!(remit_in(folder.path(), &["verify", "page.html"]).status, Some(2), "{text}");
    }
    std::fs::write(folder.path().join("page.html"), [0xff, 0xfe, 0x00]).expect("a file");
    assert_eq!(remit_in(folder.path(), &["verify", "page.html"]).status, Some(2));
    assert_eq!(remit_in(folder.path(), &["verify", "nothing.html"]).status, Some(1));
}

#[test]
fn what_the_page_does_not_cover_is_what_the_documentation_says() {
    let one_line = |text: &str| text.replace("**", "").split_whitespace().collect::<Vec<_>>().join(" ");
    let page = one_line(&read(&root().join("docs/limits.md")));
    for (title, text) in remit::report::page::limits::GENERAL {
        assert!(page.contains(title), "docs/limits.md has no longer: {title}");
        assert!(page.contains(&one_line(text)), "docs/limits.md has no longer: {text}");
    }
}
