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
    for picture in ["pathway", "matrix", "transfers", "timeline"] {
        all.push(vec!["draw", picture, landscape, "before", "after", "--service", service]);
    }
    all.push(vec!["draw", "network", landscape, "after", "--service", service]);
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
            if args[1] != "network" {
                assert!(title.split_whitespace().count() <= 10, "{title}");
            }
            assert!(says.matches(". ").count() < 2, "more than two sentences: {says}");
            assert!(svg.matches("<g><title>").count() > 1, "{args:?} shows nothing");
        }
    }
}

#[test]
fn a_picture_has_an_equal_table_in_every_format() {
    for args in pictures("scenarios/two-districts", "older-people").into_iter().take(4) {
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
fn pictures_come_in_pixels_and_for_print() {
    let folder = crate::cli::folder();
    for (ending, start) in [("png", &b"\x89PNG"[..]), ("pdf", &b"%PDF"[..])] {
        let files = ["one", "two"].map(|name| folder.path().join(format!("{name}.{ending}")));
        for file in &files {
            let out = file.display().to_string();
            let ran = remit(&["draw", "pathway", "scenarios/two-districts", "--service", "obesity", "--out", &out]);
            assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        }
        let [one, two] = files.map(|file| std::fs::read(file).expect("a picture"));
        assert!(one.starts_with(start) && one.len() > 5000);
        // Of a PDF the order of its dictionaries is that of a hash table of the crate that writes it.
        assert!(ending == "pdf" || one == two, "{ending}: the same picture twice, and other bytes");
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
}
