//! Reforms applied: a landscape and an ordered list of changes give a new landscape, and a trace of what each step did.
//!
//! Must not know findings or wording of reports. What is live is asked of the landscape, never decided here.

mod areas;
mod bodies;
mod draft;
mod endings;
mod freeze;
mod mergers;
mod passing;
mod replay;
mod world;
mod worlds;

use std::sync::Arc;

use self::world::World;
use crate::landscape::{Action, Applied, Landscape};
use crate::source::{Problem, Problems, Sources};

pub use crate::model::Wanted;
pub use draft::{Draft, Proposed, Remark, read_with, try_out};
pub use replay::Replay;
pub use worlds::{Worlds, read};

/// Applies reforms of the landscape, by their places in its list, one after the other.
///
/// # Errors
/// Every mistake in their steps, in the order of file and position; then nothing is applied.
pub fn apply(landscape: &Landscape, chain: &[usize]) -> Result<Landscape, Vec<Problem>> {
    let mut problems = Problems::default();
    let mut landscape = landscape.clone();
    for (place, reform) in chain.iter().enumerate() {
        if let Some(before) = place.checked_sub(1).map(|before| &landscape.reforms[chain[before]]) {
            let this = &landscape.reforms[*reform];
            if this.on < before.on {
                problems.push(
                    Problem::new(
                        this.on_at,
                        format!(
                            "the reform `{}` of {} is applied after `{}` of {}: its day comes before",
                            this.id,
                            this.on.in_words(),
                            before.id,
                            before.on.in_words()
                        ),
                    )
                    .also(before.on_at, "the one before it")
                    .help("reforms are applied in order, and their days must not decrease: name the earlier one first"),
                );
                break;
            }
        }
        landscape = apply_one(landscape, *reform, &mut problems);
    }
    if problems.is_empty() { Ok(landscape) } else { Err(problems.sorted(&landscape.files)) }
}

/// Applies one reform; what it gives is to be used only where no problem was found.
fn apply_one(mut landscape: Landscape, number: usize, problems: &mut Problems) -> Landscape {
    begin(&mut landscape, number);
    take_steps(Arc::new(landscape), number, |_| true, problems)
}

/// What a reform brings before its first step: its kinds, and the freeze.
fn begin(landscape: &mut Landscape, number: usize) {
    let reform = Arc::clone(&landscape.reforms[number]);
    for (kind, as_written) in &reform.kinds {
        landscape.kinds[kind.index()] = as_written.clone();
    }
    if reform.freeze {
        // What a freeze drops, no step has taken.
        let after = (!landscape.applied.is_empty()).then(|| Arc::new(landscape.clone()));
        if let Some(last) = landscape.applied.last_mut() {
            last.after = after;
        }
        freeze::freeze(landscape, reform.on);
    }
}

/// Takes the steps of a reform that are wanted, in order.
fn take_steps(
    before: Arc<Landscape>,
    number: usize,
    wanted: impl Fn(usize) -> bool,
    problems: &mut Problems,
) -> Landscape {
    let reform = Arc::clone(&before.reforms[number]);
    let mut world = World::new((*before).clone(), &reform, problems);
    let mut steps = Vec::with_capacity(reform.steps.len());
    for (place, step) in reform.steps.iter().enumerate() {
        world.begin_step(place, step);
        if wanted(place) {
            take(&mut world, &step.action);
        }
        steps.push(world.end_step());
    }
    let mut landscape = world.finish();
    landscape.applied.push(Applied { reform: number, before, steps, after: None });
    landscape
}

fn take(world: &mut World<'_>, action: &Action) {
    match action {
        Action::Abolish { organisation, successors } => world.abolish(*organisation, successors.as_deref()),
        Action::Create { known, new } => world.create(known, new),
        Action::Merge { organisations, into } => world.merge(organisations, into),
        Action::Split { organisation, into } => world.split(*organisation, into),
        Action::Transfer(passing) => world.transfer(passing),
        Action::Delegate(passing) => world.delegate(passing),
        Action::Assign { fact, holder_at, areas } => world.assign(fact, *holder_at, areas),
        Action::Arrange { fact, id_at, members_at } => world.arrange(fact, *id_at, members_at),
        Action::Relate { fact, sides_at } => world.relate(fact, *sides_at),
        Action::End(ending) => world.end(ending),
        Action::Redraw { areas, within } => world.redraw(*areas, within),
    }
}

/// Everything wrong with some files, and the files.
pub type Invalid = (Vec<Problem>, Sources);
