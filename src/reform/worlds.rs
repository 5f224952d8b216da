//! A landscape read with its reforms; and what it becomes under a list of them.

use std::sync::OnceLock;

use super::{Invalid, apply};
use crate::landscape::{self, Landscape};
use crate::model::Wanted;
use crate::source::{Files, Problem, Problems};

/// One landscape and the reforms that were read with it.
#[derive(Debug)]
pub struct Worlds {
    base: Landscape,
    /// What it has become under lists of reforms: a chain that only grows, so that what was lent out stays where it is.
    kept: OnceLock<Box<Kept>>,
}

/// The landscape under a list of reforms.
#[derive(Debug)]
struct Kept {
    chain: Vec<usize>,
    landscape: Landscape,
    next: OnceLock<Box<Kept>>,
}

/// Reads a landscape, the reforms that its scenarios name and those wanted besides.
///
/// # Errors
/// Every mistake in the files, in the order of file and position, with the files they point into.
pub fn read(files: &dyn Files, codes: &[&str], wanted: &[Wanted]) -> Result<Worlds, Invalid> {
    let worlds = Worlds { base: landscape::read(files, codes, wanted)?, kept: OnceLock::new() };
    let mut problems = Problems::default();
    for scenario in &worlds.base.scenarios {
        let (id, on, on_at) = (&scenario.id, scenario.on, scenario.on_at);
        let chain = worlds.chain_of(scenario.reforms.iter().map(|name| Wanted::Named(name.to_string())));
        if let Some(late) = chain.iter().map(|reform| &worlds.base.reforms[*reform]).find(|reform| reform.on > on) {
            problems.push(
                Problem::new(
                    on_at,
                    format!(
                        "the scenario `{id}` is of {}, before its reform `{}` begins on {}",
                        on.in_words(),
                        late.id,
                        late.on.in_words()
                    ),
                )
                .also(late.on_at, "the reform's day")
                .help("let the scenario be on the reform's day or later"),
            );
        }
    }
    worlds.unless(problems)
}

impl Worlds {
    /// Applies the reforms of every scenario once, for whoever looks at the landscape as a whole. Others hear of a mistake in
    /// a step when they ask for the scenario.
    ///
    /// # Errors
    /// Every mistake in the steps of the scenarios' reforms, in the order of file and position.
    pub fn tried(self) -> Result<Self, Invalid> {
        let mut problems = Problems::default();
        for scenario in &self.base.scenarios {
            let chain = self.chain_of(scenario.reforms.iter().map(|name| Wanted::Named(name.to_string())));
            if !chain.is_empty()
                && let Err(found) = self.under(&chain)
            {
                found.into_iter().for_each(|problem| problems.push(problem));
            }
        }
        self.unless(problems)
    }

    fn unless(self, problems: Problems) -> Result<Self, Invalid> {
        if problems.is_empty() {
            Ok(self)
        } else {
            let sources = (*self.base.files).clone();
            Err((problems.sorted(&sources), sources))
        }
    }

    /// The landscape as its files declare it.
    pub fn base(&self) -> &Landscape {
        &self.base
    }

    /// The places of reforms in the landscape's list; one that was not read with it is left out.
    pub fn chain_of(&self, wanted: impl IntoIterator<Item = Wanted>) -> Vec<usize> {
        let place = |wanted: Wanted| self.base.reforms.iter().position(|reform| reform.wanted == wanted);
        wanted.into_iter().filter_map(place).collect()
    }

    /// The landscape under reforms.
    ///
    /// # Errors
    /// Every mistake in the reforms' steps.
    pub fn under(&self, chain: &[usize]) -> Result<Landscape, Vec<Problem>> {
        apply(&self.base, chain)
    }

    /// The same, worked out once and kept as long as this is.
    ///
    /// # Errors
    /// Every mistake in the reforms' steps.
    pub fn kept_under(&self, chain: &[usize]) -> Result<&Landscape, Vec<Problem>> {
        if chain.is_empty() {
            return Ok(&self.base);
        }
        let mut place = &self.kept;
        while let Some(kept) = place.get() {
            if kept.chain == chain {
                return Ok(&kept.landscape);
            }
            place = &kept.next;
        }
        let landscape = self.under(chain)?;
        let mut made = Some(Box::new(Kept { chain: chain.to_vec(), landscape, next: OnceLock::new() }));
        loop {
            // Another thread may have put something there meanwhile: then this goes behind it.
            if let Some(Err(back)) = made.take().map(|made| place.set(made)) {
                made = Some(back);
            }
            if let Some(kept) = place.get() {
                if kept.chain == chain {
                    return Ok(&kept.landscape);
                }
                place = &kept.next;
            }
        }
    }
}
