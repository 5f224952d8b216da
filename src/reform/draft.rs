//! Steps that nobody has written down yet: tried out in memory, or written as the file of a reform.

mod text;

use std::sync::Arc;

use super::world::World;
use super::{Wanted, apply, take};
use crate::day::{Day, Period};
use crate::landscape::{
    self, Action, Applied, Arrangement, ComponentId, Ending, FunctionId, Landscape, Named, Passing, Reform,
    Responsibility, Selector, Step,
};
use crate::model::{ArrangementType, PopulationBasis, Status, Strength};
use crate::source::{FileId, FileTrouble, Files, Problem, Problems, Span};

pub use text::{Draft, Remark};

/// A step about one function of one component, or an arrangement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proposed {
    /// A settled duty begins, for everybody in the holder's footprint who needs the component.
    Assign {
        /// For which component.
        component: ComponentId,
        /// What is done.
        function: FunctionId,
        /// Who.
        holder: Selector,
    },
    /// Duties end.
    End {
        /// For which component.
        component: ComponentId,
        /// What is done.
        function: FunctionId,
        /// Whose.
        holder: Selector,
        /// With this status only.
        status: Option<Status>,
    },
    /// What a body holds passes on.
    Transfer {
        /// For which component.
        component: ComponentId,
        /// What is done.
        function: FunctionId,
        /// From whom.
        from: Selector,
        /// To whom.
        to: Selector,
    },
    /// Another holds it too, and the two act as one.
    Delegate {
        /// For which component.
        component: ComponentId,
        /// What is done.
        function: FunctionId,
        /// From whom.
        from: Selector,
        /// To whom.
        to: Selector,
    },
    /// An arrangement begins.
    Arrange {
        /// Its type.
        arrangement_type: ArrangementType,
        /// For which components.
        components: Vec<ComponentId>,
        /// Who.
        members: Vec<Selector>,
        /// Whether the law would require it.
        required: bool,
    },
}

/// No file: what is tried out has no place.
const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

fn named<T>(what: T) -> Named<T> {
    Named { what, at: NOWHERE }
}

impl Proposed {
    fn action(&self, landscape: &Landscape, number: usize) -> Action {
        let passing = |component: &ComponentId, function: &FunctionId, from: &Selector, to: &Selector| Passing {
            components: Some(vec![named(*component)]),
            function: Some(*function),
            from: named(*from),
            to: named(*to),
        };
        match self {
            Proposed::Assign { component, function, holder } => Action::Assign {
                fact: Box::new(duty(*component, *function, *holder)),
                holder_at: NOWHERE,
                areas: Vec::new(),
            },
            Proposed::End { component, function, holder, status } => Action::End(Ending::Responsibility {
                components: Some(vec![*component]),
                holder: Some(named(*holder)),
                function: Some(*function),
                strength: Some(Strength::Duty),
                population: None,
                status: *status,
                areas: None,
                cohorts: None,
            }),
            Proposed::Transfer { component, function, from, to } => {
                Action::Transfer(passing(component, function, from, to))
            }
            Proposed::Delegate { component, function, from, to } => {
                Action::Delegate(passing(component, function, from, to))
            }
            Proposed::Arrange { arrangement_type, components, members, required } => Action::Arrange {
                members_at: vec![NOWHERE; members.len()],
                id_at: NOWHERE,
                fact: Box::new(Arrangement {
                    id: arrangement_id(landscape, number).into(),
                    arrangement_type: *arrangement_type,
                    members: members.clone(),
                    components: Some(components.clone()),
                    areas: None,
                    voluntary: Some(!required),
                    period: Period::ALWAYS,
                    basis: Vec::new(),
                    evidence: None,
                    at: NOWHERE,
                }),
            },
        }
    }
}

fn duty(component: ComponentId, function: FunctionId, holder: Selector) -> Responsibility {
    Responsibility {
        components: vec![component],
        holder,
        only: None,
        function,
        strength: Strength::Duty,
        population: PopulationBasis::Resident,
        cohorts: None,
        areas: None,
        status: Status::Settled,
        period: Period::ALWAYS,
        basis: Vec::new(),
        evidence: None,
        quote: None,
        note: None,
        written: NOWHERE,
        at: NOWHERE,
    }
}

/// The id of an arrangement that a step begins: one that the landscape does not have.
fn arrangement_id(landscape: &Landscape, number: usize) -> String {
    let mut id = format!("repair-{}", number + 1);
    while landscape.arrangements.iter().any(|known| *known.id == *id) {
        id.push_str("-new");
    }
    id
}

/// The landscape with steps taken from a day on, nothing frozen; and the places of those that could not be taken.
pub fn try_out(mut landscape: Landscape, on: Day, steps: &[Proposed]) -> (Landscape, Vec<usize>) {
    let step = |(number, step): (usize, &Proposed)| Step {
        action: step.action(&landscape, number),
        legal: None,
        basis: Vec::new(),
        at: NOWHERE,
    };
    let reform = Arc::new(Reform {
        wanted: Wanted::At("repair.toml".to_owned()),
        id: "repair".into(),
        title: "A repair".into(),
        on,
        on_at: NOWHERE,
        freeze: false,
        basis: Vec::new(),
        kinds: Vec::new(),
        steps: steps.iter().enumerate().map(step).collect(),
    });
    let number = landscape.reforms.len();
    landscape.reforms.push(Arc::clone(&reform));
    let before = Arc::new(landscape.clone());
    let mut problems = Problems::default();
    let mut world = World::new(landscape, &reform, &mut problems);
    let (mut done, mut failed) = (Vec::with_capacity(steps.len()), Vec::new());
    for (place, step) in reform.steps.iter().enumerate() {
        world.begin_step(place, step);
        take(&mut world, &step.action);
        if world.failed() {
            failed.push(place);
        }
        done.push(world.end_step());
    }
    let mut landscape = world.finish();
    landscape.applied.push(Applied { reform: number, before, steps: done, after: None });
    (landscape, failed)
}

/// The files of a landscape, and the text of a reform that stands in no file yet.
struct Besides<'f> {
    files: &'f dyn Files,
    text: &'f str,
}

/// As which file such a text is read.
const UNWRITTEN: &str = "\u{0}repair.toml";

impl Files for Besides<'_> {
    fn toml_files(&self) -> Result<Vec<String>, FileTrouble> {
        self.files.toml_files()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, FileTrouble> {
        self.files.read(path)
    }

    fn proposal(&self, path: &str) -> Result<Vec<u8>, FileTrouble> {
        if path == UNWRITTEN { Ok(self.text.as_bytes().to_vec()) } else { self.files.proposal(path) }
    }

    fn side_by_side(&self, jobs: usize, job: &(dyn Fn(usize) + Sync)) {
        self.files.side_by_side(jobs, job);
    }
}

/// Reads a landscape once more with the text of a reform, as if that stood in a file: the landscape under a chain of reforms,
/// and under that chain and the reform.
///
/// # Errors
/// Every mistake, in words.
pub fn read_with(
    files: &dyn Files,
    codes: &[&str],
    chain: &[Wanted],
    text: &str,
) -> Result<(Landscape, Landscape), Vec<String>> {
    let messages = |problems: Vec<Problem>| problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>();
    let unwritten = Wanted::At(UNWRITTEN.to_owned());
    let mut wanted = chain.to_vec();
    wanted.push(unwritten);
    let base = landscape::read(&Besides { files, text }, codes, &wanted).map_err(|(problems, _)| messages(problems))?;
    let place = |wanted: &Wanted| base.reforms.iter().position(|reform| reform.wanted == *wanted);
    let all: Vec<usize> = wanted.iter().filter_map(place).collect();
    let before = apply(&base, &all[..all.len() - 1]).map_err(messages)?;
    let after = apply(&base, &all).map_err(messages)?;
    Ok((before, after))
}
