//! Where everything stands, once for all scenarios: services (or the stages of one) beside each other, folded into bands
//! where they do not fit; in each a few columns of squares; lanes in rows.
//!
//! A part stands in the same column in every scenario and every lane. A lane that is in all scenarios stands at the same
//! height in each, as in the picture of a pathway: those that differ most last, below them each scenario's own.

use std::collections::BTreeMap;

use crate::render::picture::page::{MARGIN, ROOM};
use crate::render::picture::text::{BOLD, width, wrap};
use crate::report::network::Trouble;
use crate::report::overview::{OverviewReport, SidePart};

/// The lane of what nobody holds, or perhaps nobody.
pub(super) const NOBODY: usize = usize::MAX;
/// The letters: 9 points where the picture is as wide as a page between its margins.
pub(super) const LETTERS: f64 = 18.0;
/// How wide the names of the lanes are.
pub(super) const LABEL: f64 = 91.0;
/// From one square to the one below it.
pub(super) const DOWN: f64 = 22.5;
/// How high a square is.
pub(super) const HIGH: f64 = 20.5;
/// Between two lanes.
pub(super) const LANE_GAP: f64 = 5.0;
/// Between two groups.
const GROUP_GAP: f64 = 9.0;
/// At most so many squares of a group stand below each other, where all were in one lane.
const DEEPEST: usize = 5;
/// At most so many lines of a group's name.
pub(super) const LINES: usize = 2;

/// Which lanes of a scenario a part stands in.
pub(super) fn lanes_of(one: &SidePart) -> Vec<usize> {
    let mut lanes: Vec<usize> = one.part.holders.iter().map(|holder| holder.lane).collect();
    if lanes.is_empty() || one.part.marks.iter().any(|mark| mark.trouble == Trouble::Gap) {
        lanes.push(NOBODY);
    }
    lanes
}

/// A group of a band.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// Which, by place in the report.
    pub(super) group: usize,
    /// Where it begins.
    pub(super) x: f64,
    /// How wide it is.
    pub(super) wide: f64,
}

/// A lane of a band in a scenario.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) lane: usize,
    /// Below the top of the lanes.
    pub(super) top: f64,
    pub(super) high: f64,
}

/// What stands beside each other.
#[derive(Debug)]
pub(super) struct Band {
    pub(super) fields: Vec<Field>,
    /// For each scenario its lanes.
    pub(super) rows: Vec<Vec<Row>>,
    /// For each scenario how high its lanes are together.
    pub(super) high: Vec<f64>,
    /// Where each part stands.
    slots: Slots,
}

/// All of it.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) bands: Vec<Band>,
    /// From one square to the one beside it.
    pub(super) across: f64,
}

impl Layout {
    pub(super) fn new(report: &OverviewReport) -> Layout {
        let most = report.groups.iter().flat_map(|group| &group.parts).map(|part| part.number).max().unwrap_or(0);
        let across = width(&most.max(88).to_string(), LETTERS) + 3.8;
        let order = order(report);
        let bands = fold(report, across);
        Layout { bands: bands.into_iter().map(|groups| band(report, &order, groups, across)).collect(), across }
    }

    /// Where the square of a part stands below the top of the lanes.
    pub(super) fn square(&self, band: &Band, (field, number): (&Field, usize), row: &Row) -> (f64, f64) {
        let (column, down) = band.slots.get(&(field.group, row.lane, number)).copied().unwrap_or_default();
        (field.x + column as f64 * self.across, row.top + down as f64 * DOWN)
    }
}

/// How wide a group must be for its name.
fn least(name: &str) -> f64 {
    let longest = name.split(' ').map(|word| width(word, LETTERS * BOLD)).fold(0.0, f64::max);
    let mut room = longest;
    while room < 200.0 && wrap(name, LETTERS * BOLD, room, 0.0, LINES).iter().any(|line| line.ends_with('…')) {
        room += 10.0;
    }
    room.min(200.0)
}

/// The groups in bands, about as many in each.
fn fold(report: &OverviewReport, across: f64) -> Vec<Vec<usize>> {
    let wide = |group: usize| {
        let of = &report.groups[group];
        (of.parts.len().div_ceil(DEEPEST) as f64 * across).max(least(&of.name)) + GROUP_GAP
    };
    let room = ROOM - LABEL + GROUP_GAP;
    let fits = |most: usize| {
        let mut bands: Vec<Vec<usize>> = Vec::new();
        let mut used = 0.0;
        for group in 0..report.groups.len() {
            match bands.last_mut() {
                Some(band) if band.len() < most && used + wide(group) <= room => {
                    band.push(group);
                    used += wide(group);
                }
                _ => {
                    bands.push(vec![group]);
                    used = wide(group);
                }
            }
        }
        bands
    };
    let all = fits(usize::MAX);
    // No band is left with one or two, where others have many.
    let even = fits(report.groups.len().div_ceil(all.len().max(1)));
    if even.len() == all.len() { even } else { all }
}

/// The lanes that are in every scenario, and for each scenario those that are not.
fn order(report: &OverviewReport) -> (Vec<usize>, Vec<Vec<usize>>) {
    let count = |lane: usize, side: usize| {
        let parts = report.scenarios[side].groups.iter().flat_map(|group| &group.parts);
        parts.filter(|one| lanes_of(one).contains(&lane)).count()
    };
    let sides = report.scenarios.len();
    let all: Vec<usize> = std::iter::once(NOBODY).chain(0..report.lanes.len()).collect();
    let (mut common, others): (Vec<usize>, Vec<usize>) =
        all.into_iter().partition(|lane| (0..sides).all(|side| count(*lane, side) > 0));
    common.sort_by_key(|lane| {
        let counts = (0..sides).map(|side| count(*lane, side));
        let (most, least) = (counts.clone().max().unwrap_or(0), counts.min().unwrap_or(0));
        (*lane != NOBODY, most - least)
    });
    let alone = (0..sides).map(|side| others.iter().copied().filter(|lane| count(*lane, side) > 0).collect());
    (common, alone.collect())
}

/// Lanes that are in every scenario, and for each scenario those that are not.
type Order = (Vec<usize>, Vec<Vec<usize>>);

/// Gives the groups of a band their columns: as many as there is room for, where they make it lowest.
fn band(report: &OverviewReport, order: &Order, groups: Vec<usize>, across: f64) -> Band {
    let room = ROOM - LABEL + GROUP_GAP;
    let parts = |group: usize| report.groups[group].parts.len();
    let wide = |group: usize, columns: usize| (columns as f64 * across).max(least(&report.groups[group].name));
    let total = |columns: &[usize]| {
        groups.iter().zip(columns).map(|(group, columns)| wide(*group, *columns) + GROUP_GAP).sum::<f64>()
    };
    let mut columns: Vec<usize> = groups.iter().map(|group| parts(*group).div_ceil(DEEPEST).max(1)).collect();
    let mut best = columns.clone();
    let mut lowest = rows_of(report, order, &groups, &columns).2;
    loop {
        let tries = (0..groups.len()).filter_map(|place| {
            let mut more = columns.clone();
            more[place] += 1;
            let fits = columns[place] < parts(groups[place]) && total(&more) <= room;
            let depth = parts(groups[place]) as f64 / columns[place] as f64;
            fits.then(|| (rows_of(report, order, &groups, &more).2, depth, more))
        });
        let next = tries.min_by(|one, other| one.0.total_cmp(&other.0).then(other.1.total_cmp(&one.1)));
        let Some((high, _, more)) = next else { break };
        columns = more;
        if high <= lowest {
            (lowest, best) = (high, columns.clone());
        }
    }
    let (rows, slots, _) = rows_of(report, order, &groups, &best);
    // What room is left is shared out.
    let spare = (room - total(&best)).max(0.0) / groups.len().max(1) as f64;
    let mut x = MARGIN + LABEL;
    let mut fields = Vec::new();
    for (group, columns) in groups.iter().zip(best) {
        let wide = wide(*group, columns) + spare.min(40.0);
        fields.push(Field { group: *group, x, wide });
        x += wide + GROUP_GAP;
    }
    let high = rows.iter().map(|rows| rows.last().map_or(0.0, |row| row.top + row.high)).collect();
    Band { fields, rows, high, slots }
}

/// By group, lane and number: the column of a part, and how far down in the lane it stands.
type Slots = BTreeMap<(usize, usize, usize), (usize, usize)>;

/// The lanes of a band in each scenario, the places of the squares, and how high the scenarios are together.
fn rows_of(
    report: &OverviewReport,
    (common, alone): &Order,
    groups: &[usize],
    columns: &[usize],
) -> (Vec<Vec<Row>>, Slots, f64) {
    let sides = report.scenarios.len();
    let mut slots = Slots::new();
    let mut down: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (group, columns) in groups.iter().zip(columns) {
        slots_of(report, (*group, *columns), &mut slots, &mut down);
    }
    let high = |lane: &usize, side: usize| {
        let rows = down.get(lane).map_or(0, |down| down[side]);
        if rows == 0 { 0.0 } else { (rows as f64 - 1.0) * DOWN + HIGH }
    };
    let mut rows: Vec<Vec<Row>> = vec![Vec::new(); sides];
    let mut filled = 0.0;
    for lane in common {
        let most = (0..sides).map(|side| high(lane, side)).fold(0.0, f64::max);
        for (side, rows) in rows.iter_mut().enumerate() {
            if high(lane, side) > 0.0 {
                rows.push(Row { lane: *lane, top: filled, high: most });
            }
        }
        filled += if most > 0.0 { most + LANE_GAP } else { 0.0 };
    }
    let mut total = 0.0;
    for (side, lanes) in alone.iter().enumerate() {
        let mut top = filled;
        for lane in lanes.iter().filter(|lane| high(lane, side) > 0.0) {
            rows[side].push(Row { lane: *lane, top, high: high(lane, side) });
            top += high(lane, side) + LANE_GAP;
        }
        total += top;
    }
    (rows, slots, total)
}

/// Gives the parts of a group their columns, and in each lane how far down they stand: one that is in a lane in several
/// scenarios at the same height in each. Says for each lane and scenario how many stand below each other.
fn slots_of(
    report: &OverviewReport,
    (group, columns): (usize, usize),
    slots: &mut Slots,
    down: &mut BTreeMap<usize, Vec<usize>>,
) {
    let sides = report.scenarios.len();
    let mut held: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (side, of) in report.scenarios.iter().enumerate() {
        for one in &of.groups[group].parts {
            for lane in lanes_of(one) {
                held.entry((lane, one.part.number)).or_default().push(side);
            }
        }
    }
    let mut order: Vec<((usize, usize), Vec<usize>)> = held.into_iter().collect();
    order.sort_by_key(|((lane, number), sides)| (*lane, std::cmp::Reverse(sides.len()), *number));
    let column_of = columns_of(report, (group, columns));
    let mut filled: BTreeMap<(usize, usize), Vec<u64>> = BTreeMap::new();
    for ((lane, number), of) in order {
        let column = column_of.get(&number).copied().unwrap_or(0);
        let known = filled.entry((lane, column)).or_insert_with(|| vec![0; sides]);
        let mine = of.iter().fold(0, |all, side| all | known[*side]);
        let row = (!mine).trailing_zeros() as usize;
        of.iter().for_each(|side| known[*side] |= 1 << row.min(63));
        slots.insert((group, lane, number), (column, row));
        let down = down.entry(lane).or_insert_with(|| vec![0; sides]);
        of.iter().for_each(|side| down[*side] = down[*side].max(row + 1));
    }
}

/// The column of each part of a group: the next one from the left, unless another leaves a lane lower.
fn columns_of(report: &OverviewReport, (group, columns): (usize, usize)) -> BTreeMap<usize, usize> {
    let lanes = |number: usize| {
        let sides = report.scenarios.iter().enumerate();
        let stands = sides.filter_map(|(side, of)| {
            let one = of.groups[group].parts.iter().find(|one| one.part.number == number)?;
            Some(lanes_of(one).into_iter().map(move |lane| (lane, side)))
        });
        stands.flatten().collect::<Vec<_>>()
    };
    let mut filled: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    let mut places = BTreeMap::new();
    for (place, part) in report.groups[group].parts.iter().enumerate() {
        let lanes = lanes(part.number);
        let cost = |column: usize| {
            let higher = lanes.iter().filter(|lane| {
                let known = filled.get(*lane);
                known.is_some_and(|known| known[column] > 0 && known.iter().all(|other| known[column] >= *other))
            });
            (higher.count(), (column + columns - place % columns) % columns)
        };
        let column = (0..columns).min_by_key(|column| cost(*column)).unwrap_or(0);
        for lane in lanes {
            filled.entry(lane).or_insert_with(|| vec![0; columns])[column] += 1;
        }
        places.insert(part.number, column);
    }
    places
}
