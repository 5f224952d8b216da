//! Looks up the names in tables that could not be read, so that all mistakes are shown in one run.

use super::names::Names;
use super::nouns::FactBuilder;
use crate::model::Reference;
use crate::source::Problems;

impl FactBuilder<'_, '_> {
    /// Every name that is the name of nothing is a problem.
    pub(super) fn look_up(&self, references: &[Reference], services: &Names<'_>, problems: &mut Problems) {
        for reference in references {
            match reference {
                Reference::Selector(name) => drop(self.bodies.selector(name, problems)),
                Reference::Organisation(name) => drop(self.bodies.organisation(&name.value, name.at, problems)),
                Reference::Kind(name) => drop(self.bodies.kind(name, problems)),
                Reference::Service(name) => drop(services.find(&name.value, name.at, problems)),
                Reference::Component(name) => drop(self.components.find(&name.value, name.at, problems)),
                Reference::Function(name) => drop(self.functions.find(name, problems)),
                Reference::Cohort(name) => drop(self.cohorts.names.find(&name.value, name.at, problems)),
                Reference::Area(name) => drop(self.areas.find(&name.value, name.at, problems)),
                Reference::Source(name) => drop(self.sources.find(&name.source, name.at, problems)),
            }
        }
    }
}
