//! Who is in the picture: those who commission something, those they answer to, and where they meet.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{Draft, PartDraft};
use super::{Asked, Body, Family, Hold, Holder, Tie, TieType, Tier};
use crate::landscape::{ComponentId, KindId, OrganisationId};

/// Of a kind with more than so many bodies in a place, one box stands for all.
const MOST_OF_A_KIND: usize = 6;

/// One box of the picture: the first of each list sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seat {
    family: Family,
    /// Those who commission nothing come last.
    only_tied: bool,
    kind: KindId,
    one: Option<OrganisationId>,
}

/// The bodies of the picture, and which of them each organisation is.
pub(super) struct Cast {
    pub(super) bodies: Vec<Body>,
    pub(super) tiers: Vec<Tier>,
    pub(super) ties: Vec<Tie>,
    /// How many organisations, or kinds of them, commission something undisputed.
    pub(super) commissioners: usize,
    place_of: BTreeMap<OrganisationId, usize>,
}

impl Cast {
    /// Chooses the bodies for some parts.
    pub(super) fn new(asked: &Asked<'_>, drafts: &[Draft]) -> Cast {
        let landscape = asked.facts.situation.landscape;
        let commissioning: BTreeSet<OrganisationId> =
            drafts.iter().flat_map(|draft| draft.parts.iter().flat_map(|part| part.holds.keys().copied())).collect();
        let ties = ties(asked, &commissioning);
        let mut all = commissioning.clone();
        all.extend(ties.iter().map(|(_, to, _)| *to));

        let kind = |one: OrganisationId| landscape.organisations[one.index()].kind;
        let mut of_kind: BTreeMap<KindId, Vec<OrganisationId>> = BTreeMap::new();
        all.iter().for_each(|one| of_kind.entry(kind(*one)).or_default().push(*one));
        let mut seats: BTreeMap<Seat, Vec<OrganisationId>> = BTreeMap::new();
        for (kind, members) in &of_kind {
            let family = landscape.kinds[kind.index()].family;
            let alone = asked.place.is_some() && members.len() <= MOST_OF_A_KIND;
            for one in members {
                let commissions = |one: &OrganisationId| commissioning.contains(one);
                let only_tied = if alone { !commissions(one) } else { !members.iter().any(commissions) };
                let seat = Seat { family, only_tied, kind: *kind, one: alone.then_some(*one) };
                seats.entry(seat).or_default().push(*one);
            }
        }
        let mut cast = Cast {
            bodies: Vec::new(),
            tiers: Vec::new(),
            ties: Vec::new(),
            commissioners: 0,
            place_of: BTreeMap::new(),
        };
        for (seat, members) in &seats {
            let place = cast.bodies.len();
            members.iter().for_each(|one| {
                cast.place_of.insert(*one, place);
            });
            let alike = seats.keys().filter(|other| other.kind == seat.kind).count();
            cast.add(asked, drafts, seat, members, alike);
        }
        for (who, to, tie) in ties {
            let (who, to) = (cast.place_of[&who], cast.place_of[&to]);
            if who != to {
                cast.ties.push(Tie { who, to, tie });
            }
        }
        cast.ties.sort_unstable();
        cast.ties.dedup();
        cast
    }

    fn add(&mut self, asked: &Asked<'_>, drafts: &[Draft], seat: &Seat, members: &[OrganisationId], alike: usize) {
        let situation = asked.facts.situation;
        let kind = &situation.landscape.kinds[seat.kind.index()];
        let name_of = |one: &OrganisationId| situation.landscape.organisations[one.index()].name.to_string();
        let count = match (seat.one, asked.place) {
            (Some(_), _) => None,
            (None, Some(_)) => Some(members.len()),
            (None, None) => Some(situation.count_of_kind(seat.kind)),
        };
        let name = match (seat.one, members, count) {
            (Some(one), _, _) => name_of(&one),
            (None, [one], Some(1)) => name_of(one),
            _ => kind.name.to_string(),
        };
        let (settled, disputed) = commissions(drafts, members);
        let place = self.bodies.len();
        match self.tiers.last_mut() {
            Some(tier) if tier.family == seat.family => tier.bodies.push(place),
            _ => self.tiers.push(Tier { family: seat.family, bodies: vec![place] }),
        }
        if !settled.is_empty() {
            // A box that stands for several in a place counts each of them that commissions.
            let each = members.iter().filter(|one| !commissions(drafts, &[**one]).0.is_empty());
            self.commissioners += if asked.place.is_some() { each.count() } else { 1 };
        }
        self.bodies.push(Body {
            kind: kind.id.to_string(),
            name,
            mark: self.free_mark(&kind.short, alike > 1),
            family: seat.family,
            count,
            commissions: settled.len(),
            disputed: disputed.difference(&settled).count(),
            here: true,
        });
    }

    /// A short name that nobody has yet: with a number, where several are alike.
    fn free_mark(&self, short: &str, alike: bool) -> String {
        let free = |mark: &str| self.bodies.iter().all(|body| body.mark != mark);
        if !alike && free(short) {
            return short.to_owned();
        }
        let numbered = (1..=self.bodies.len() + 1).map(|number| format!("{short} {number}")).find(|mark| free(mark));
        numbered.unwrap_or_else(|| short.to_owned())
    }

    /// Who holds a part; of each body its strongest hold.
    pub(super) fn holders(&self, part: &PartDraft) -> Vec<Holder> {
        let mut strongest: BTreeMap<usize, Holder> = BTreeMap::new();
        for (one, hold) in &part.holds {
            let body = self.place_of[one];
            let known = strongest.entry(body).or_insert(Holder { body, hold: *hold, together: false });
            known.hold = known.hold.min(*hold);
            known.together |= part.together.contains(one);
        }
        let mut holders: Vec<Holder> = strongest.into_values().collect();
        holders.sort_by_key(|holder| !holder.together);
        holders
    }
}

/// The components that some organisations commission undisputed; and those of which that is disputed.
fn commissions(drafts: &[Draft], members: &[OrganisationId]) -> (BTreeSet<ComponentId>, BTreeSet<ComponentId>) {
    let (mut settled, mut disputed) = (BTreeSet::new(), BTreeSet::new());
    for part in drafts.iter().flat_map(|draft| &draft.parts) {
        for hold in members.iter().filter_map(|one| part.holds.get(one)) {
            let set = if *hold == Hold::Disputed { &mut disputed } else { &mut settled };
            set.insert(part.component);
        }
    }
    (settled, disputed)
}

/// The different components of some parts.
pub(super) fn different(drafts: &[Draft]) -> BTreeSet<ComponentId> {
    drafts.iter().flat_map(|draft| &draft.parts).map(|part| part.component).collect()
}

/// Whom commissioners answer to, and the coordinating bodies of the place on which they sit.
fn ties(asked: &Asked<'_>, commissioning: &BTreeSet<OrganisationId>) -> Vec<(OrganisationId, OrganisationId, TieType)> {
    let situation = asked.facts.situation;
    let landscape = situation.landscape;
    let mut ties = Vec::new();
    for who in commissioning {
        ties.extend(asked.facts.accountable().from(*who).into_iter().map(|to| (*who, to, TieType::AnswersTo)));
        let meets = asked.facts.members().from(*who).into_iter().filter(|to| {
            landscape.kinds[landscape.organisations[to.index()].kind.index()].coordinates
                && asked.classes.iter().any(|class| situation.covers(*to, *class))
        });
        ties.extend(meets.map(|to| (*who, to, TieType::SitsOn)));
    }
    ties
}
