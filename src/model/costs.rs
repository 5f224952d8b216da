//! What a change costs: by which legal vehicle it would be made, what that vehicle costs, and who makes it. The one table of
//! it; a file of the reader's own can say otherwise.

use super::words::{ChangeKind, Vehicle, Word};
use crate::source::{Problem, Problems};
use crate::text::toml::Table;

/// By which vehicle each change would be made. A first guess: what a change really takes is for lawyers to say.
const VEHICLES: [(ChangeKind, Vehicle); 8] = [
    (ChangeKind::Arrange, Vehicle::Agreement),
    (ChangeKind::CrossCharge, Vehicle::Agreement),
    (ChangeKind::Delegate, Vehicle::Delegation),
    (ChangeKind::Settle, Vehicle::Directions),
    (ChangeKind::Strengthen, Vehicle::Directions),
    (ChangeKind::Assign, Vehicle::Regulations),
    (ChangeKind::End, Vehicle::Regulations),
    (ChangeKind::Transfer, Vehicle::Act),
];

/// What each vehicle costs: each twice the one before, so that two lighter changes weigh as much as one of the next weight.
const COSTS: [(Vehicle, u32); 5] = [
    (Vehicle::Agreement, 1),
    (Vehicle::Delegation, 2),
    (Vehicle::Directions, 4),
    (Vehicle::Regulations, 8),
    (Vehicle::Act, 16),
];

/// Who makes what the bodies concerned cannot make themselves: in words, and the kinds of a landscape that stand for it.
pub const MAKERS: [Maker; 2] = [
    Maker {
        vehicles: &[Vehicle::Directions, Vehicle::Regulations],
        name: "the Secretary of State",
        kinds: &["secretary-of-state", "dh"],
    },
    Maker { vehicles: &[Vehicle::Act], name: "Parliament", kinds: &["parliament"] },
];

/// Who makes some vehicles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Maker {
    /// Which.
    pub vehicles: &'static [Vehicle],
    /// Who, in words.
    pub name: &'static str,
    /// Kinds of organisation that stand for it.
    pub kinds: &'static [&'static str],
}

/// The dearest a change may be, so that sums stay exact.
const MOST: i64 = 10_000;

/// What changes cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Costs {
    /// Change by change, in their order.
    vehicles: [Vehicle; 8],
    /// Vehicle by vehicle, in their order.
    costs: [u32; 5],
}

impl Default for Costs {
    fn default() -> Self {
        Costs { vehicles: VEHICLES.map(|(_, vehicle)| vehicle), costs: COSTS.map(|(_, cost)| cost) }
    }
}

impl Costs {
    /// By which vehicle a change would be made.
    pub fn vehicle(&self, change: ChangeKind) -> Vehicle {
        self.vehicles[change as usize]
    }

    /// What a change costs.
    pub fn of(&self, change: ChangeKind) -> u32 {
        self.of_vehicle(self.vehicle(change))
    }

    /// What a vehicle costs.
    pub fn of_vehicle(&self, vehicle: Vehicle) -> u32 {
        self.costs[vehicle as usize]
    }

    /// The same where what bodies only agree on does not count: then arrangements take regulations at least.
    #[must_use]
    pub fn by_law_alone(mut self) -> Self {
        for change in [ChangeKind::Arrange, ChangeKind::CrossCharge] {
            let vehicle = &mut self.vehicles[change as usize];
            *vehicle = (*vehicle).max(Vehicle::Regulations);
        }
        self
    }

    /// Every change with its vehicle and what it costs, in order.
    pub fn table(&self) -> impl Iterator<Item = (ChangeKind, Vehicle, u32)> + '_ {
        ChangeKind::ALL.iter().map(|(_, change)| (*change, self.vehicle(*change), self.of(*change)))
    }

    /// Reads what a file says otherwise.
    pub(super) fn read(root: Table<'_, '_>, problems: &mut Problems) -> Self {
        let mut costs = Costs::default();
        if let Some(table) = root.table("cost", "the table of costs", problems) {
            for (word, vehicle) in Vehicle::ALL {
                costs.costs[*vehicle as usize] = cost(&table, word, problems).unwrap_or(costs.of_vehicle(*vehicle));
            }
            table.finish(problems);
        }
        if let Some(table) = root.table("vehicle", "the table of vehicles", problems) {
            for (word, change) in ChangeKind::ALL {
                if let Some(vehicle) = Vehicle::read(&table, word, problems) {
                    costs.vehicles[*change as usize] = vehicle;
                }
            }
            table.finish(problems);
        }
        root.finish(problems);
        costs
    }
}

fn cost(table: &Table<'_, '_>, key: &'static str, problems: &mut Problems) -> Option<u32> {
    let number = table.whole_number(key, problems)?;
    if (1..=MOST).contains(&number) {
        return u32::try_from(number).ok();
    }
    let at = table.place_of(key).unwrap_or(table.at());
    problems.push(
        Problem::new(at, format!("`{key}` costs {number}, and must cost 1 to {MOST}"))
            .help("a change that costs nothing could be made without any need"),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_the_order_of_the_words() {
        for (place, (change, _)) in VEHICLES.iter().enumerate() {
            assert_eq!((*change as usize, *change), (place, ChangeKind::ALL[place].1));
        }
        for (place, (vehicle, _)) in COSTS.iter().enumerate() {
            assert_eq!((*vehicle as usize, *vehicle), (place, Vehicle::ALL[place].1));
        }
        assert!(COSTS.windows(2).all(|pair| pair[0].1 < pair[1].1), "a heavier vehicle costs more");
    }
}
