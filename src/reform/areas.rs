//! Steps about areas: redraw.

use super::world::World;
use crate::landscape::{AreaListId, ClassId, KindId, Named, OrganisationId, OwnFootprint, Selector};

impl World<'_> {
    /// Areas go to other bodies, from the day on.
    pub(super) fn redraw(&mut self, areas: Option<AreaListId>, within: &[(KindId, Named<OrganisationId>)]) {
        for (_, named) in within {
            self.live(Named { what: Selector::Organisation(named.what), at: named.at });
        }
        if self.failed() {
            return;
        }
        let classes: Vec<ClassId> = match areas {
            Some(list) => self.landscape.geography.list(list).collect(),
            None => (0..self.landscape.geography.classes()).map(ClassId::new).collect(),
        };
        let mut all_losers: Vec<OrganisationId> = Vec::new();
        for (kind, named) in within {
            if !self.standing.lives(named.what) {
                continue;
            }
            let mut losers: Vec<OrganisationId> = Vec::new();
            for class in &classes {
                losers.extend(self.standing.of_kind_at(*kind, *class).filter(|one| *one != named.what));
                // Also one of another kind, which has the area as a successor.
                all_losers.extend(self.standing.covering(*class).iter().map(|(_, one)| *one));
                self.give_class(*class, *kind, named.what);
            }
            losers.sort_unstable();
            losers.dedup();
            self.redraw_lists(&classes, &losers, named.what);
        }
        self.look_again_at(all_losers);
    }

    /// Heirs that have their areas as a list lose and gain them in it.
    fn redraw_lists(&mut self, classes: &[ClassId], losers: &[OrganisationId], gains: OrganisationId) {
        let of_list: Vec<OrganisationId> =
            losers.iter().copied().chain([gains]).filter(|one| self.landscape.touched.listed.contains(one)).collect();
        for one in of_list {
            let Some(OwnFootprint::Listed(list)) = self.organisation(one).footprint else { continue };
            let mut has: Vec<ClassId> = self.landscape.geography.list(list).collect();
            if one == gains {
                has.extend(classes);
            } else {
                has.retain(|class| !classes.contains(class));
            }
            let list = self.geography().add_list(has);
            self.landscape.organisations[one.index()].footprint = Some(OwnFootprint::Listed(list));
        }
    }
}
