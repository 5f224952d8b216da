//! `remit report`: one page about some scenarios, in one file.

use std::path::Path;

use super::super::args::{AudienceArg, FailOn, ReportArgs, ReportFormat};
use super::super::choose::{self, Scene};
use super::super::files::Disk;
use super::super::output::{deliver_bytes, deliver_plain};
use super::super::{Error, Outcome};
use super::{examine, load_whole, outcome};
use crate::landscape::tiles::{self, TileMap};
use crate::landscape::{Landscape, ServiceId};
use crate::reform::Worlds;
use crate::render::html::{self, Audience};
use crate::render::{digest, json};
use crate::report::page::claims::{asks_claim, asks_journey};
use crate::report::page::receipt::{Figures, FileHash, Question, Receipt, SCHEMA};
use crate::report::page::{Asked, PageReport, page};
use crate::report::pathway::Seen;
use crate::source::Files;
use crate::study::expectations::expectations_wanted;
use crate::study::journeys::journeys_wanted;
use crate::study::timeline::timeline;

/// Runs it.
pub fn run(args: &ReportArgs) -> Result<Outcome, Error> {
    let format = format(args)?;
    // A document is the brief, whoever it is for.
    let audience = if format == ReportFormat::Docx { AudienceArg::Brief } else { args.audience };
    let question = Question {
        landscape: named(&args.landscape.to_string_lossy()),
        scenarios: args.scenarios.clone(),
        services: args.scope.services.clone(),
        reforms: args.reforms.clone(),
        audience: audience.word().to_owned(),
        bare_law: args.scope.bare_law,
    };
    let made = make(&args.landscape, &question)?;
    match format {
        ReportFormat::Html => deliver_plain(&made.html()?, args.out.as_ref())?,
        ReportFormat::Json => deliver_plain(&made.data, args.out.as_ref())?,
        ReportFormat::Docx => deliver_bytes(&made.docx()?, args.out.as_ref())?,
    }
    let fail_on = args.fail_on.unwrap_or(FailOn::Never);
    Ok(outcome(made.last.iter().flat_map(|seen| &seen.judged.findings), fail_on))
}

/// A page, and what it was made from.
pub struct Made {
    /// The page.
    pub report: PageReport,
    /// Its data as JSON.
    pub data: String,
    /// How to make it again.
    pub receipt: Receipt,
    /// The last scenario.
    last: Option<Seen<'static>>,
}

impl Made {
    /// The page as HTML.
    pub fn html(&self) -> Result<String, Error> {
        let audience = match self.receipt.asked.audience.as_str() {
            "brief" => Audience::Brief,
            "technical" => Audience::Technical,
            other => return Err(Error::work(format!("nobody knows the audience `{other}`"))),
        };
        Ok(html::page(&self.report, &self.receipt, audience))
    }

    /// The brief as a Word document.
    #[cfg(feature = "word")]
    pub fn docx(&self) -> Result<Vec<u8>, Error> {
        let made = crate::render::docx::brief(&self.report, &self.receipt);
        made.map_err(|why| Error::work(format!("the document cannot be made: {why}")))
    }

    /// Without the feature there is none.
    #[cfg(not(feature = "word"))]
    pub fn docx(&self) -> Result<Vec<u8>, Error> {
        Err(Error::usage("this remit was built without Word documents").help(Some("ask for --format html".to_owned())))
    }
}

/// Makes the page that a question asks for, from the landscape at a path.
pub fn make(landscape: &Path, question: &Question) -> Result<Made, Error> {
    let mut texts: Vec<Option<String>> = question.scenarios.iter().cloned().map(Some).collect();
    if texts.is_empty() {
        texts.push(None);
    }
    texts.extend(question.reforms.iter().map(|reform| Some(format!("+{reform}"))));
    let texts: Vec<Option<&str>> = texts.iter().map(Option::as_deref).collect();
    let worlds = load_whole(landscape, &choose::reforms_of(texts.iter().copied()))?;
    let mut scenes = choose::scenarios(worlds, &texts)?;
    if scenes.len() > MOST {
        return Err(Error::usage(format!("a page holds at most {MOST} scenarios beside each other"))
            .help(Some("make a page for each few of them".to_owned())));
    }
    for scene in &mut scenes {
        scene.chosen.asked = scene.chosen.asked.split('+').map(named).collect::<Vec<_>>().join("+");
    }
    let services = choose::services(worlds.base(), &question.services)?;
    let disk = Disk::open(landscape).map_err(Error::usage)?;
    let tiles = tiles::read(worlds.base(), &disk)
        .map_err(|(problems, sources)| Error::Invalid { problems, sources: Box::new(sources) })?;
    let (report, last) = draw_up((worlds, &tiles), scenes, services.as_deref(), question.bare_law)?;
    let data = json::render(&report);
    let receipt = Receipt {
        schema: SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: command(question),
        asked: Question {
            scenarios: question
                .scenarios
                .iter()
                .map(|text| text.split('+').map(named).collect::<Vec<_>>().join("+"))
                .collect(),
            reforms: question.reforms.iter().map(|text| named(text)).collect(),
            ..question.clone()
        },
        files: files(worlds.base(), (&tiles, &disk)),
        figures: Figures { count: numbers_in(&data), sha256: digest::sha256(&data) },
    };
    Ok(Made { report, data, receipt, last })
}

/// At most so many scenarios stand beside each other.
const MOST: usize = 6;

fn draw_up(
    (worlds, tiles): (&'static Worlds, &[TileMap]),
    scenes: Vec<Scene>,
    services: Option<&[ServiceId]>,
    bare_law: bool,
) -> Result<(PageReport, Option<Seen<'static>>), Error> {
    let landscape = worlds.base();
    // As the landscape, they live as long as the process.
    let scenes: &'static [Scene] = Vec::leak(scenes);
    std::thread::scope(|scope| {
        // What is asked of all days does not depend on the scenarios.
        let line = scope.spawn(move || timeline(landscape, (None, None), services, bare_law));
        let told = scope.spawn(move || {
            let all: Result<Vec<_>, Error> =
                (0..landscape.scenarios.len()).map(|place| choose::scene_under(worlds, place, &[])).collect();
            let names: Vec<&str> = scenes.iter().map(|scene| scene.chosen.asked.as_str()).collect();
            let of_person = |place| asks_journey(landscape, place, services);
            let of_claim = |place| asks_claim(landscape, place, services, &names);
            let walked = journeys_wanted(landscape, None, bare_law, of_person);
            (walked, all.map(|all| expectations_wanted(landscape, &all, &[], bare_law, of_claim)))
        });
        let examined = examine(scenes, bare_law, services)?;
        let seen: Vec<Seen<'static>> = scenes
            .iter()
            .zip(examined)
            .map(|(scene, (facts, judged))| Seen { chosen: &scene.chosen, facts, judged, place: None })
            .collect();
        let broken = || Error::work("a part of the page could not be worked out");
        let line = line.join().map_err(|_| broken())?;
        let (walked, tested) = told.join().map_err(|_| broken())?;
        let report = page(&Asked {
            landscape,
            seen: &seen,
            services,
            line: line.as_ref(),
            journeys: &walked,
            tested: &tested?,
            tiles,
        });
        Ok((report, seen.last().copied()))
    })
}

/// A path as a receipt names it: relative as it was given, without what says nothing; of one from the root, its last part.
fn named(path: &str) -> String {
    if Path::new(path).is_absolute() {
        return Path::new(path).file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    }
    let parts: Vec<&str> = path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

/// The command as it would be typed again.
fn command(question: &Question) -> String {
    let mut words = vec!["remit".to_owned(), "report".to_owned(), question.landscape.clone()];
    words.extend(question.scenarios.iter().map(|text| text.split('+').map(named).collect::<Vec<_>>().join("+")));
    for service in &question.services {
        words.extend(["--service".to_owned(), service.clone()]);
    }
    for reform in &question.reforms {
        words.extend(["--reform".to_owned(), named(reform)]);
    }
    if question.audience != "technical" {
        words.extend(["--audience".to_owned(), question.audience.clone()]);
    }
    if question.bare_law {
        words.push("--bare-law".to_owned());
    }
    words.iter().map(|word| super::shown(Path::new(word))).collect::<Vec<_>>().join(" ")
}

/// Every file that was read, in order, each with its fingerprint; those of tiles too.
fn files(landscape: &Landscape, (tiles, disk): (&[TileMap], &Disk)) -> Vec<FileHash> {
    let read = landscape.files.files();
    let mut files: Vec<FileHash> =
        read.iter().map(|file| FileHash { file: named(&file.path), sha256: digest::sha256(&file.text) }).collect();
    let paths = tiles.iter().map(|map| tiles::path(&landscape.kinds[map.kind.index()].id));
    files.extend(paths.filter_map(|path| {
        let bytes = disk.read(&path).ok()?;
        Some(FileHash { sha256: digest::sha256(&String::from_utf8_lossy(&bytes)), file: path })
    }));
    files.sort();
    files.dedup();
    files
}

/// How many numbers stand in some JSON, outside its texts.
fn numbers_in(json: &str) -> usize {
    let (mut count, mut quoted, mut escaped, mut within) = (0, false, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'0'..=b'9' | b'-' | b'.' | b'e' | b'E' | b'+' => {
                if !within && (byte.is_ascii_digit() || byte == b'-') {
                    (count, within) = (count + 1, true);
                }
                continue;
            }
            _ => {}
        }
        within = false;
    }
    count
}

/// The format asked for, or what the ending of the file says; HTML where there is no file.
fn format(args: &ReportArgs) -> Result<ReportFormat, Error> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(out) = args.out.as_deref() else { return Ok(ReportFormat::Html) };
    let ending = out.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("html" | "htm") => Ok(ReportFormat::Html),
        Some("json") => Ok(ReportFormat::Json),
        Some("docx") => Ok(ReportFormat::Docx),
        _ => Err(Error::usage(format!("the ending of {} names no format of a report", out.display()))
            .help(Some("let the file end in .html, .json or .docx, or say --format html".to_owned()))),
    }
}

impl AudienceArg {
    /// The word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            AudienceArg::Brief => "brief",
            AudienceArg::Technical => "technical",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_outside_texts() {
        assert_eq!(numbers_in("{\"a1\": 1, \"b\": [-2.5e+3, 0, null, true], \"c\\\"9\": \"7\"}"), 3);
    }

    #[test]
    fn a_receipt_names_no_path_from_the_root() {
        assert_eq!(named("./scenarios/england/"), "scenarios/england");
        assert_eq!(named("."), ".");
        assert_eq!(named("../x"), "../x");
        assert_eq!(named("/home/somebody/england"), "england");
    }
}
