//! A reform: an ordered list of changes to a landscape, from a day on.

use super::read::{Wanted, identifier};
use super::words::{ArrangementType, PopulationBasis, RelationType, Status, Strength, Vehicle, Word};
use super::{Arrangement, BasisName, Kind, Name, Organisation, Relation, Responsibility, SelectorName, Source};
use crate::day::Day;
use crate::source::{Problem, Problems, Span, Written};
use crate::text::nearest::did_you_mean;
use crate::text::toml::Table;

/// One file under `reforms/`, or one that somebody names by its path.
#[derive(Debug)]
pub struct Reform {
    /// How it was asked for.
    pub wanted: Wanted,
    /// Its id.
    pub id: Name,
    /// Its title.
    pub title: Box<str>,
    /// The day from which it has effect.
    pub on: Written<Day>,
    /// Whether the world stands still but for what the reform changes.
    pub freeze: bool,
    /// Where it comes from; the basis of every step that gives none.
    pub basis: Vec<BasisName>,
    /// Its own sources.
    pub sources: Vec<Source>,
    /// Its own kinds.
    pub kinds: Vec<Kind>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// One change.
#[derive(Debug)]
pub struct Step {
    /// What it does.
    pub action: Action,
    /// How it would be made law.
    pub legal: Option<Vehicle>,
    /// Under which law; where it is empty, the reform's.
    pub basis: Vec<BasisName>,
    /// Where the step stands.
    pub at: Span,
}

/// What a step does.
#[derive(Debug)]
pub enum Action {
    /// Ends organisations.
    Abolish {
        /// Which.
        organisation: SelectorName,
        /// Who follows.
        successors: Option<Vec<Name>>,
    },
    /// Begins organisations.
    Create {
        /// Those that the landscape knows.
        known: Vec<SelectorName>,
        /// New ones.
        new: Vec<Organisation>,
    },
    /// Makes one of several.
    Merge {
        /// Which.
        organisations: Vec<SelectorName>,
        /// What begins.
        into: Organisation,
    },
    /// Makes several of one.
    Split {
        /// Which.
        organisation: Name,
        /// What begins, each with its areas.
        into: Vec<(Organisation, Vec<Name>)>,
    },
    /// Passes responsibilities on.
    Transfer(Passing),
    /// Lets another hold them too.
    Delegate(Passing),
    /// Begins a responsibility.
    Assign(Box<Responsibility>),
    /// Begins an arrangement.
    Arrange(Box<Arrangement>),
    /// Begins a relation.
    Relate(Box<Relation>),
    /// Ends facts.
    End(Ending),
    /// Gives areas to other organisations.
    Redraw {
        /// Which areas.
        areas: Vec<Name>,
        /// Kind by kind, to whom.
        within: Vec<(Name, Name)>,
    },
}

impl Action {
    /// The words that `do` can take, in the order of the contract.
    pub const WORDS: [&'static str; 11] =
        ["abolish", "create", "merge", "split", "transfer", "delegate", "assign", "arrange", "relate", "end", "redraw"];
}

/// Whose responsibilities pass on, which, and to whom.
#[derive(Debug)]
pub struct Passing {
    /// For which components; `None`: all.
    pub components: Option<Vec<Name>>,
    /// For which function; `None`: all.
    pub function: Option<Name>,
    /// From whom.
    pub from: SelectorName,
    /// To whom.
    pub to: SelectorName,
}

/// What ends: every key that is given must match.
#[derive(Debug)]
pub enum Ending {
    /// Responsibilities.
    Responsibility {
        /// For these components.
        components: Option<Vec<Name>>,
        /// Of this holder.
        holder: Option<SelectorName>,
        /// For this function.
        function: Option<Name>,
        /// Of this strength.
        strength: Option<Strength>,
        /// For this population.
        population: Option<PopulationBasis>,
        /// With this status.
        status: Option<Status>,
        /// For exactly these areas.
        areas: Option<Vec<Name>>,
        /// For exactly these cohorts.
        cohorts: Option<Vec<Name>>,
    },
    /// Arrangements.
    Arrangement {
        /// With this id.
        id: Option<Name>,
        /// Of this type.
        arrangement_type: Option<ArrangementType>,
        /// With these members.
        members: Option<Vec<SelectorName>>,
        /// Covering these components.
        components: Option<Vec<Name>>,
    },
    /// Relations.
    Relation {
        /// Of this type.
        relation_type: Option<RelationType>,
        /// From this one.
        who: Option<SelectorName>,
        /// To this one.
        to: Option<SelectorName>,
    },
}

impl Reform {
    pub(in crate::model) fn read(root: Table<'_, '_>, wanted: &Wanted, problems: &mut Problems) -> Option<Self> {
        let header = if root.has("reform") {
            root.table("reform", "a reform", problems).and_then(|table| Header::read(table, problems))
        } else {
            problems.push(
                Problem::new(root.at(), "this file has no [reform] table, so it is not a reform")
                    .help("write [reform] with id, title and on = a date, then a [[step]] for each change"),
            );
            None
        };
        let sources = root.tables("source", "a source", problems);
        let sources = sources.into_iter().filter_map(|table| Source::read(table, problems)).collect();
        let kinds = root.tables("kind", "a kind", problems);
        let kinds = kinds.into_iter().filter_map(|table| Kind::read(table, problems)).collect();
        let steps = root.tables("step", "a step", problems);
        let steps = steps.into_iter().filter_map(|table| Step::read(table, problems)).collect();
        for (table, instead) in NOT_IN_A_REFORM {
            if let Some(at) = root.place_of(table) {
                problems
                    .push(Problem::new(at, format!("a reform cannot bring a [[{table}]] of its own")).help(*instead));
            }
        }
        root.finish(problems);
        let header = header?;
        Some(Reform {
            wanted: wanted.clone(),
            id: header.id,
            title: header.title,
            on: header.on,
            freeze: header.freeze,
            basis: header.basis,
            sources,
            kinds,
            steps,
        })
    }
}

/// Tables of a landscape that have no place in a reform, and what to write.
const NOT_IN_A_REFORM: &[(&str, &str)] = &[
    ("landscape", "a reform is read with a landscape, and has a [reform] table instead"),
    ("scenario", "scenarios stand in the landscape; name the reform there, or write +REFORM on the command line"),
    ("organisation", "write a step: do = \"create\" with [[step.organisation]]"),
    ("organisation_table", "write a step: do = \"create\" with [[step.organisation]]"),
    ("responsibility", "write a step: do = \"assign\" with the keys of a responsibility"),
    ("arrangement", "write a step: do = \"arrange\" with the keys of an arrangement"),
    ("relation", "write a step: do = \"relate\" with the keys of a relation"),
    ("area", "areas stand in the landscape; do = \"redraw\" gives them to other bodies"),
    ("area_table", "areas stand in the landscape; do = \"redraw\" gives them to other bodies"),
    ("cohort", "cohorts stand in the landscape"),
    ("function", "functions stand in the landscape"),
    ("service", "services stand in the landscape"),
    ("component", "components stand in the landscape; give one that begins later a `from`"),
    ("accepted", "acceptances stand in the landscape"),
    ("journey", "journeys stand in the landscape; `remit journey --reform` runs them under a reform"),
    ("expectation", "expectations stand in the landscape; `remit expect --reform` runs them under a reform"),
];

struct Header {
    id: Name,
    title: Box<str>,
    on: Written<Day>,
    freeze: bool,
    basis: Vec<BasisName>,
}

impl Header {
    fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let id = identifier(&table, problems);
        let title = table.required_text("title", problems);
        let on = table.required_day("on", problems);
        let freeze = table.flag("freeze", problems).unwrap_or(true);
        let basis = BasisName::list(table.texts("basis", true, problems));
        table.remark("note", problems);
        table.finish(problems);
        Some(Header { id: id?, title: title?.value, on: on?, freeze, basis })
    }
}

impl Step {
    fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let at = table.at();
        let word = table.required_text("do", problems);
        let legal = Vehicle::read(&table, "legal", problems);
        let word = word?;
        let mut basis = Vec::new();
        let action = match &*word.value {
            // These have a basis, a quote and a note among the keys of what begins.
            "assign" => Responsibility::read(table, problems).map(|fact| {
                basis.clone_from(&fact.basis);
                Action::Assign(Box::new(fact))
            }),
            "arrange" => Arrangement::read(table, problems).map(|fact| {
                basis.clone_from(&fact.basis);
                Action::Arrange(Box::new(fact))
            }),
            "relate" => Relation::read(table, problems).map(|fact| {
                basis.clone_from(&fact.basis);
                Action::Relate(Box::new(fact))
            }),
            other => {
                basis = BasisName::list(table.texts("basis", true, problems));
                table.remark("quote", problems);
                table.remark("note", problems);
                read_action(other, &word, table, problems)
            }
        };
        Some(Step { action: action?, legal, basis, at })
    }
}

fn read_action(word: &str, written: &Name, table: Table<'_, '_>, problems: &mut Problems) -> Option<Action> {
    let action = match word {
        "abolish" => read_abolish(&table, problems),
        "create" => read_create(&table, problems),
        "merge" => read_merge(&table, problems),
        "split" => read_split(&table, problems),
        "transfer" => Passing::read(&table, problems).map(Action::Transfer),
        "delegate" => Passing::read(&table, problems).map(Action::Delegate),
        "end" => Ending::read(&table, problems).map(Action::End),
        "redraw" => read_redraw(&table, problems),
        unknown => {
            let help =
                did_you_mean(unknown, Action::WORDS).unwrap_or_else(|| format!("one of: {}", Action::WORDS.join(", ")));
            problems.push(Problem::new(written.at, format!("`{unknown}` is not something a step can do")).help(help));
            // Which keys it may have depends on what it does.
            return None;
        }
    };
    table.finish(problems);
    action
}

fn selector(table: &Table<'_, '_>, key: &'static str, problems: &mut Problems) -> Option<SelectorName> {
    SelectorName::new(table.text(key, problems)?, problems)
}

fn required_selector(table: &Table<'_, '_>, key: &'static str, problems: &mut Problems) -> Option<SelectorName> {
    SelectorName::new(table.required_text(key, problems)?, problems)
}

fn read_abolish(table: &Table<'_, '_>, problems: &mut Problems) -> Option<Action> {
    let organisation = required_selector(table, "organisation", problems);
    let successors = table.texts("successors", true, problems);
    Some(Action::Abolish { organisation: organisation?, successors })
}

fn read_create(table: &Table<'_, '_>, problems: &mut Problems) -> Option<Action> {
    if table.is_tables("organisation") {
        let new: Vec<_> = table.tables("organisation", "an organisation", problems).collect();
        let count = new.len();
        let new: Vec<_> = new.into_iter().filter_map(|table| Organisation::read(table, problems)).collect();
        return (new.len() == count).then_some(Action::Create { known: Vec::new(), new });
    }
    let known = SelectorName::list(table.required_texts("organisation", false, problems)?, problems);
    Some(Action::Create { known, new: Vec::new() })
}

fn read_merge(table: &Table<'_, '_>, problems: &mut Problems) -> Option<Action> {
    let organisations = table.required_texts("organisations", false, problems);
    let into = if table.has("into") {
        let into = table.table("into", "the organisation that begins", problems);
        into.and_then(|into| new_body(into, problems))
    } else {
        problems.push(
            Problem::new(table.at(), "a merger needs `into`, the organisation that begins")
                .help("write [step.into] with id, name and kind"),
        );
        None
    };
    Some(Action::Merge { organisations: SelectorName::list(organisations?, problems), into: into? })
}

fn read_split(table: &Table<'_, '_>, problems: &mut Problems) -> Option<Action> {
    let organisation = table.required_text("organisation", problems);
    if !table.has("into") {
        problems.push(
            Problem::new(table.at(), "a split needs `into`, the organisations that begin")
                .help("write a [[step.into]] with id, name, kind and areas for each of them"),
        );
        return None;
    }
    let before = problems.len();
    let parts: Vec<_> = table.tables("into", "an organisation that begins", problems).collect();
    if problems.len() == before && parts.len() < 2 {
        let at = parts.first().map_or(table.place_of("into").unwrap_or(table.at()), Table::at);
        let message = if parts.is_empty() { "a split into none is no split" } else { "a split into one is no split" };
        problems
            .push(Problem::new(at, message).help("write a [[step.into]] for each of two or more bodies that begin"));
    }
    let count = parts.len();
    let mut into = Vec::with_capacity(count);
    for part in parts {
        let areas = part.required_texts("areas", false, problems);
        if let (Some(body), Some(areas)) = (new_body(part, problems), areas) {
            into.push((body, areas));
        }
    }
    let organisation = organisation?;
    (into.len() == count && count > 1).then_some(Action::Split { organisation, into })
}

/// A body that has its areas from those before it.
fn new_body(table: Table<'_, '_>, problems: &mut Problems) -> Option<Organisation> {
    let at = table.place_of("footprint");
    let body = Organisation::read(table, problems)?;
    if let Some(at) = at {
        problems.push(
            Problem::new(
                at,
                format!("`{}` has its areas from the bodies before it, not from a `footprint`", body.id.value),
            )
            .help("leave `footprint` out; a step with do = \"redraw\" can give it others afterwards"),
        );
    }
    Some(body)
}

fn read_redraw(table: &Table<'_, '_>, problems: &mut Problems) -> Option<Action> {
    let areas = table.required_texts("areas", false, problems);
    if !table.has("within") {
        // Says what is missing.
        table.required_text("within", problems);
    }
    let within = table.pairs("within", problems)?;
    if within.is_empty() {
        problems.push(
            Problem::new(table.place_of("within").unwrap_or(table.at()), "`within` gives the areas to nobody")
                .help("write within = { la = \"…\" }"),
        );
    }
    Some(Action::Redraw { areas: areas?, within })
}

impl Passing {
    fn read(table: &Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let components = table.texts("component", false, problems);
        let function = table.text("function", problems);
        let from = required_selector(table, "from_holder", problems);
        let to = required_selector(table, "to_holder", problems);
        Some(Passing { components, function, from: from?, to: to? })
    }
}

impl Ending {
    fn read(table: &Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let what = table.required_text("what", problems);
        let Some(what) = what else {
            // Not to be called unknown besides.
            for key in ["component", "holder", "function", "id", "type", "members", "who", "to"] {
                table.has(key);
            }
            return None;
        };
        let before = problems.len();
        let ending = match &*what.value {
            "responsibility" => Ending::Responsibility {
                components: table.texts("component", false, problems),
                holder: selector(table, "holder", problems),
                function: table.text("function", problems),
                strength: Strength::read(table, "strength", problems),
                population: PopulationBasis::read(table, "population", problems),
                status: Status::read(table, "status", problems),
                areas: table.texts("areas", false, problems),
                cohorts: table.texts("cohorts", false, problems),
            },
            "arrangement" => Ending::Arrangement {
                id: table.text("id", problems),
                arrangement_type: ArrangementType::read(table, "type", problems),
                members: table.texts("members", false, problems).map(|list| SelectorName::list(list, problems)),
                components: table.texts("component", false, problems),
            },
            "relation" => Ending::Relation {
                relation_type: RelationType::read(table, "type", problems),
                who: selector(table, "who", problems),
                to: selector(table, "to", problems),
            },
            unknown => {
                const KNOWN: [&str; 3] = ["responsibility", "arrangement", "relation"];
                let help = did_you_mean(unknown, KNOWN).unwrap_or_else(|| format!("one of: {}", KNOWN.join(", ")));
                problems.push(Problem::new(what.at, format!("`{unknown}` is not something that can end")).help(help));
                return None;
            }
        };
        // A key that is misspelt was meant to match something; it is complained of by itself.
        if !table.knows_all() {
            return None;
        }
        if ending.matches_everything() && problems.len() == before {
            problems.push(
                Problem::new(table.at(), format!("this would end every {} there is", what.value))
                    .help("say which: give at least one key for it to match"),
            );
            return None;
        }
        (problems.len() == before).then_some(ending)
    }

    fn matches_everything(&self) -> bool {
        match self {
            Ending::Responsibility { components, holder, function, strength, population, status, areas, cohorts } => {
                components.is_none()
                    && holder.is_none()
                    && function.is_none()
                    && strength.is_none()
                    && population.is_none()
                    && status.is_none()
                    && areas.is_none()
                    && cohorts.is_none()
            }
            Ending::Arrangement { id, arrangement_type, members, components } => {
                id.is_none() && arrangement_type.is_none() && members.is_none() && components.is_none()
            }
            Ending::Relation { relation_type, who, to } => relation_type.is_none() && who.is_none() && to.is_none(),
        }
    }
}
