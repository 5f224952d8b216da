//! The gallery shows what the tool draws: every picture of `docs/gallery.md` is drawn again by the command beside it and
//! held against the file; `REMIT_BLESS=1` draws the files anew. And what a picture is, in every format.

use crate::support::{Expectations, read, remit, root};

/// The largest file of a picture that is kept.
const MOST_BYTES: usize = 150_000;

/// The commands of the gallery: each with its arguments and the file that it draws.
fn commands() -> Vec<(Vec<String>, String)> {
    let page = read(&root().join("docs/gallery.md"));
    let commands = page.split('`').filter(|text| text.starts_with("remit draw "));
    let parts = commands.map(|command| {
        let (args, file) = command.split_once(" --out ").expect("the file that is drawn");
        (args.split(' ').skip(1).map(str::to_owned).collect(), file.to_owned())
    });
    parts.collect()
}

#[test]
fn every_picture_of_the_gallery_is_as_it_is_drawn_now() {
    let page = read(&root().join("docs/gallery.md"));
    let mut expectations = Expectations::default();
    let commands = commands();
    assert!(commands.len() > 3, "the gallery is empty");
    for (args, file) in &commands {
        let name = file.strip_prefix("docs/").expect("a file of the documentation");
        assert!(page.contains(&format!("]({name})")), "{file} is drawn and not shown");
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = remit(&args);
        assert_eq!(ran.status, Some(0), "{args:?}: {}", ran.stderr);
        assert!(ran.stdout.len() < MOST_BYTES, "{file}: {} bytes", ran.stdout.len());
        expectations.hold(&root().join(file), &ran.stdout);
    }
    expectations.finish();
    let kept = std::fs::read_dir(root().join("docs/pictures")).expect("the pictures").count();
    assert_eq!(kept, commands.len(), "a picture without its command, or the other way round");
}

/// Every picture of a landscape, with what it needs besides.
fn pictures(landscape: &'static str, service: &'static str) -> Vec<Vec<&'static str>> {
    let mut all: Vec<Vec<&str>> = Vec::new();
    for picture in ["overview", "pathway", "matrix", "transfers", "timeline"] {
        all.push(vec!["draw", picture, landscape, "before", "after", "--service", service]);
    }
    all.push(vec!["draw", "network", landscape, "before", "after", "--service", service]);
    all
}

#[test]
fn no_picture_of_a_landscape_that_ships_is_empty() {
    let landscapes = [
        ("scenarios/two-districts", "sexual-health"),
        ("scenarios/prucomm-areas", "sexual-health"),
        ("scenarios/england", "dementia"),
        ("scenarios/england-practices", "care-of-a-practices-patients"),
    ];
    for (landscape, service) in landscapes {
        for args in pictures(landscape, service) {
            let ran = remit(&args);
            assert_eq!(ran.status, Some(0), "{args:?}: {}", ran.stderr);
            let svg = &ran.stdout;
            assert!(svg.starts_with("<svg ") && svg.contains(" role=\"img\""), "{args:?}");
            let between = |from: &str, to: &str| {
                let rest = svg.split_once(from).map(|(_, rest)| rest).expect("the beginning");
                rest.split_once(to)
                    .map(|(text, _)| text.split_once('>').expect("its text").1.to_owned())
                    .expect("the end")
            };
            let (title, says) = (between("<title ", "</title>"), between("<desc ", "</desc>"));
            assert!(title.split_whitespace().count() <= 10, "{title}");
            assert!(says.matches(". ").count() < 2, "more than two sentences: {says}");
            assert!(svg.matches("<g><title>").count() > 1, "{args:?} shows nothing");
        }
    }
}

#[test]
fn a_picture_has_an_equal_table_in_every_format() {
    for args in pictures("scenarios/two-districts", "older-people") {
        let ask = |format: &'static str| {
            let ran = remit(&[args.as_slice(), &["--format", format]].concat());
            assert_eq!(ran.status, Some(0), "{args:?}: {}", ran.stderr);
            ran.stdout
        };
        assert!(ask("csv").lines().count() > 2, "{args:?}");
        assert!(ask("markdown").contains("| --"), "{args:?}");
        let json: serde_json::Value = serde_json::from_str(&ask("json")).expect("JSON");
        assert_eq!(json["schema"], format!("remit/{}/1", args[1]));
    }
}

#[test]
fn the_same_picture_has_the_same_bytes_on_every_run() {
    let folder = crate::cli::folder();
    let mut all = pictures("scenarios/two-districts", "obesity");
    all.push(vec!["draw", "map", "scenarios/england", "after", "--by", "ccg", "--align", "la"]);
    for args in all {
        for (ending, start) in [("svg", &b"<svg"[..]), ("png", &b"\x89PNG"[..]), ("pdf", &b"%PDF"[..])] {
            let [one, two] = ["one", "two"].map(|name| {
                let file = folder.path().join(format!("{name}.{ending}"));
                let out = file.display().to_string();
                let ran = remit(&[args.as_slice(), &["--out", &out]].concat());
                assert_eq!(ran.status, Some(0), "{args:?}: {}", ran.stderr);
                std::fs::read(&file).expect("a picture")
            });
            assert!(one.starts_with(start) && one.len() > 3000, "{args:?} {ending}");
            assert!(one == two, "{args:?} {ending}: the same picture twice, and other bytes");
        }
    }
}

#[test]
fn a_picture_of_two_scenarios_that_is_higher_than_a_page_has_a_page_for_each() {
    let folder = crate::cli::folder();
    let pages = |service: &str| {
        let out = folder.path().join(format!("{service}.pdf"));
        let file = out.display().to_string();
        let ask = ["draw", "pathway", "scenarios/england", "before", "after", "--service", service, "--out", &file];
        assert_eq!(remit(&ask).status, Some(0));
        let bytes = std::fs::read(&out).expect("a PDF");
        String::from_utf8_lossy(&bytes).matches("/Type /Page\n").count()
    };
    assert_eq!((pages("stewardship"), pages("sexual-health")), (1, 2));
}

#[test]
fn several_pictures_on_one_page_have_no_name_in_common() {
    let mut all = pictures("scenarios/two-districts", "obesity");
    all.extend(pictures("scenarios/two-districts", "older-people"));
    all.extend(
        ["before", "after"]
            .map(|scenario| vec!["draw", "network", "scenarios/two-districts", scenario, "--organisation", "kind:la"]),
    );
    all.push(vec!["draw", "map", "scenarios/england", "after", "--by", "ccg", "--align", "la"]);
    all.push(vec!["draw", "map", "scenarios/england", "after", "--by", "ccg", "--align", "la", "--measure", "meets"]);
    let mut known = std::collections::BTreeSet::new();
    for args in all {
        let svg = remit(&args).stdout;
        let ids: Vec<&str> = svg.split(" id=\"").skip(1).map(|rest| rest.split('"').next().expect("its end")).collect();
        assert!(ids.len() >= 2, "{args:?}");
        for id in &ids {
            assert!(known.insert((*id).to_owned()), "{args:?}: `{id}` stands in another picture too");
        }
        for rest in svg.split("url(#").skip(1) {
            let name = rest.split(')').next().expect("its end");
            assert!(ids.contains(&name), "{args:?}: nothing is called `{name}`");
        }
    }
}

#[test]
fn what_cannot_be_drawn_is_said_with_the_way_out() {
    let ran = remit(&["draw", "pathway", "scenarios/two-districts"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("--service") && ran.stderr.contains("older-people"), "{}", ran.stderr);
    let ran = remit(&["draw", "transfers", "scenarios/two-districts", "after"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("two scenarios"), "{}", ran.stderr);
    let said = |args: &[&str]| {
        let ran = remit(args);
        assert_eq!(ran.status, Some(2), "{args:?}: {}", ran.stdout);
        ran.stderr
    };
    let map = ["draw", "map", "scenarios/england", "after"];
    let nowhere = said(&["draw", "map", "scenarios/two-districts", "after", "--align", "la"]);
    assert!(nowhere.contains("tiles/") && nowhere.contains("row and column"), "{nowhere}");
    assert!(said(&map).contains("--service"));
    assert!(
        said(&[&map[..], &["--by", "icb", "--align", "la"]].concat()).contains("there are tiles for: pct, ccg, la")
    );
    assert!(said(&[&map[..], &["--align", "pct"]].concat()).contains("choose a day"));
    assert!(said(&[&map[..], &["--finding", "gap/uncommissioned:x"]].concat()).contains("remit check"));
    let network = ["draw", "network", "scenarios/two-districts", "before", "after"];
    assert!(said(&[&network[..], &["--engine", "dot"]].concat()).contains("one scenario"));
    assert!(said(&[&network[..], &["--organisation", "alpha-beta-ccg"]].concat()).contains("--area"));
}

#[test]
fn a_map_of_tiles_says_how_boundaries_lie() {
    let ask = ["draw", "map", "scenarios/england", "after", "--by", "ccg", "--align", "la", "--format", "csv"];
    let table = remit(&ask).stdout;
    let header: Vec<&str> = table.lines().next().expect("a header").split(',').collect();
    let at = |name: &str| header.iter().position(|known| *known == name).expect("a column");
    // From the end: only names have commas.
    let value = |line: &str| line.rsplit(',').nth(header.len() - 1 - at("value")).map(str::to_owned);
    let count = |wanted: &str| table.lines().filter(|line| value(line).as_deref() == Some(wanted)).count();
    assert_eq!((count("1"), count("2"), count("3")), (188, 19, 2), "as published for 2015");
}

#[test]
fn tiles_with_mistakes_are_shown_with_their_places() {
    let folder = crate::cli::folder();
    let path = folder.path();
    std::fs::write(path.join("landscape.toml"), read(&root().join("scenarios/two-districts/landscape.toml")))
        .expect("a landscape");
    std::fs::create_dir(path.join("tiles")).expect("a folder");
    let shown = path.display().to_string();
    let ask = ["draw", "map", &shown, "after", "--service", "obesity"];
    std::fs::write(path.join("tiles/la.csv"), "code,row,column\na,1,x\nb,1,2\nc,1,2\n").expect("tiles");
    let ran = remit(&ask);
    assert_eq!(ran.status, Some(2), "{}", ran.stdout);
    assert!(ran.stderr.contains("tiles/la.csv:2") && ran.stderr.contains("tiles/la.csv:4"), "{}", ran.stderr);
    let la = "west-council";
    std::fs::write(path.join("tiles/la.csv"), format!("code,row,column\n{la},0,0\nnobody,0,1\n")).expect("tiles");
    // As a table: in the picture the sentence is broken into lines.
    let ran = remit(&[&ask[..], &["--format", "markdown"]].concat());
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("1 tile has a code unknown to the landscape"), "{}", ran.stdout);
}
