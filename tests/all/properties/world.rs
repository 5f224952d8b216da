//! A landscape as the tests know it: plain lists, numbers for names. It is written out as TOML for remit to read, and
//! worked through cell by cell by `naive` and its neighbours, which share no code with remit but the calendar.

use std::fmt::Write as _;

use remit::day::Day;

/// From and until, both inclusive, both optional.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Dates {
    pub from: Option<Day>,
    pub until: Option<Day>,
    /// What a reform began, ended or changed; no later freeze touches it.
    pub fixed: bool,
}

impl Dates {
    /// Of what never lives and has never lived.
    pub fn never() -> Self {
        Dates { from: "9999-12-31".parse().ok(), until: None, fixed: false }
    }

    pub fn on(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    pub fn ended(self, day: Day) -> bool {
        self.until.is_some_and(|until| until < day)
    }
}

#[derive(Debug, Clone)]
pub struct Kind {
    pub id: String,
    pub coordinates: bool,
    pub top: bool,
}

#[derive(Debug, Clone)]
pub struct Organisation {
    pub id: String,
    pub kind: usize,
    pub dates: Dates,
    pub successors: Vec<usize>,
    /// Its own footprint, by area.
    pub footprint: Option<Vec<usize>>,
}

#[derive(Debug, Clone)]
pub struct Within {
    pub kind: usize,
    pub organisation: usize,
    pub dates: Dates,
}

#[derive(Debug, Clone)]
pub struct Area {
    pub id: String,
    pub population: f64,
    pub within: Vec<Within>,
}

#[derive(Debug, Clone)]
pub struct Cohort {
    pub id: String,
    pub share: f64,
    pub registered: bool,
}

#[derive(Debug, Clone)]
pub struct Component {
    pub id: String,
    pub services: Vec<usize>,
    pub needs: Vec<usize>,
    pub unknown: Vec<usize>,
    pub cohorts: Option<Vec<usize>>,
    pub open: bool,
    pub leads_to: Option<Vec<usize>>,
    pub dates: Dates,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Selector {
    One(usize),
    Kind(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    Power,
    Residual,
    Duty,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum For {
    Resident,
    Registered,
    Provider,
}

#[derive(Debug, Clone)]
pub struct Responsibility {
    pub components: Vec<usize>,
    pub holder: Selector,
    pub function: usize,
    pub strength: Strength,
    pub population: For,
    pub cohorts: Option<Vec<usize>>,
    pub areas: Option<Vec<usize>>,
    pub contested: bool,
    pub sourced: bool,
    pub dates: Dates,
}

#[derive(Debug, Clone)]
pub struct Arrangement {
    pub id: String,
    pub charging: bool,
    pub members: Vec<Selector>,
    pub components: Option<Vec<usize>>,
    pub areas: Option<Vec<usize>>,
    pub voluntary: Option<bool>,
    pub sourced: bool,
    pub dates: Dates,
}

/// The types of relation that the analyses tell apart.
pub const RELATIONS: [&str; 3] = ["accountable-to", "member-of", "funds"];
pub const ACCOUNTABLE: usize = 0;
pub const MEMBER: usize = 1;

#[derive(Debug, Clone)]
pub struct Relation {
    /// By its place in `RELATIONS`.
    pub sort: usize,
    pub who: Selector,
    pub to: Selector,
    pub min_share: Option<f64>,
    pub voluntary: Option<bool>,
    pub sourced: bool,
    pub dates: Dates,
}

/// The functions, and which of them are exclusive; the last is the landscape's own.
pub const FUNCTIONS: [(&str, bool); 4] = [("commission", true), ("fund", true), ("oversee", false), ("plan", true)];
pub const COMMISSION: usize = 0;
pub const FUND: usize = 1;

#[derive(Debug, Clone)]
pub struct World {
    pub limit: Option<f64>,
    pub days: Vec<Day>,
    pub kinds: Vec<Kind>,
    pub organisations: Vec<Organisation>,
    pub areas: Vec<Area>,
    /// Empty: everybody is in one cohort that nobody declares.
    pub cohorts: Vec<Cohort>,
    pub services: Vec<String>,
    pub components: Vec<Component>,
    pub responsibilities: Vec<Responsibility>,
    pub arrangements: Vec<Arrangement>,
    pub relations: Vec<Relation>,
}

/// One area and one cohort, by their places.
pub type Cell = (usize, usize);

impl World {
    pub fn cohort_count(&self) -> usize {
        self.cohorts.len().max(1)
    }

    pub fn cohort_id(&self, cohort: usize) -> &str {
        self.cohorts.get(cohort).map_or("everyone", |cohort| &cohort.id)
    }

    pub fn registered(&self, cohort: usize) -> bool {
        self.cohorts.get(cohort).is_none_or(|cohort| cohort.registered)
    }

    /// How many people live in a cell.
    pub fn people_of(&self, (area, cohort): Cell) -> f64 {
        self.areas[area].population * self.cohorts.get(cohort).map_or(1.0, |cohort| cohort.share)
    }

    /// How many people live in some cells, added up one by one.
    pub fn people(&self, cells: &[Cell]) -> f64 {
        cells.iter().map(|cell| self.people_of(*cell)).sum()
    }

    /// All cells in which somebody lives.
    pub fn cells(&self) -> Vec<Cell> {
        let all = (0..self.areas.len()).flat_map(|area| (0..self.cohort_count()).map(move |cohort| (area, cohort)));
        all.filter(|cell| self.people_of(*cell) > 0.0).collect()
    }

    /// The tables as TOML, each kind of table as one text, in the order of the contract.
    pub fn tables(&self) -> Vec<String> {
        let mut tables = Vec::new();
        let limit = self.limit.map_or_else(String::new, |limit| format!("effective_limit = {limit:?}\n"));
        tables.push(format!("[landscape]\ntitle = \"Random\"\n{limit}"));
        tables.push(each(&self.days, |n, day| format!("[[scenario]]\nid = \"s{n}\"\non = {day}\n")));
        tables.push("[[source]]\nid = \"law\"\ntitle = \"The law\"\n".to_owned());
        tables.push(each(&self.kinds, |_, kind| {
            let Kind { id, coordinates, top } = kind;
            format!("[[kind]]\nid = \"{id}\"\nname = \"{id}\"\ncoordinates = {coordinates}\ntop = {top}\n")
        }));
        tables.push(each(&self.organisations, |_, one| self.organisation_text(one)));
        tables.push(each(&self.areas, |_, area| self.area_text(area)));
        tables.push(each(&self.cohorts, |_, cohort| {
            let Cohort { id, share, registered } = cohort;
            format!("[[cohort]]\nid = \"{id}\"\nname = \"{id}\"\nshare = {share:?}\nregistered = {registered}\n")
        }));
        tables.push("[[function]]\nid = \"plan\"\nname = \"Planning\"\nexclusive = true\n".to_owned());
        tables.push(each(&self.services, |_, id| format!("[[service]]\nid = \"{id}\"\nname = \"{id}\"\n")));
        tables.push(each(&self.components, |_, component| self.component_text(component)));
        tables.push(each(&self.responsibilities, |_, fact| self.responsibility_text(fact)));
        tables.push(each(&self.arrangements, |_, fact| self.arrangement_text(fact)));
        tables.push(each(&self.relations, |_, fact| self.relation_text(fact)));
        tables
    }

    /// The whole landscape in one file.
    pub fn toml(&self) -> String {
        self.tables().join("\n")
    }

    pub fn organisation_text(&self, one: &Organisation) -> String {
        let kind = &self.kinds[one.kind].id;
        let mut text = format!("[[organisation]]\nid = \"{}\"\nname = \"{}\"\nkind = \"{kind}\"\n", one.id, one.id);
        text.push_str(&dates(one.dates));
        let successors = one.successors.iter().map(|heir| self.organisations[*heir].id.clone());
        text.push_str(&list("successors", Some(&successors.collect::<Vec<_>>()).filter(|list| !list.is_empty())));
        text.push_str(&list("footprint", one.footprint.as_ref().map(|areas| self.area_ids(areas)).as_ref()));
        text
    }

    fn area_text(&self, area: &Area) -> String {
        let mut text = format!("[[area]]\nid = \"{}\"\npopulation = {:?}\n", area.id, area.population);
        for within in &area.within {
            let (kind, one) = (&self.kinds[within.kind].id, &self.organisations[within.organisation].id);
            let dates = dates(within.dates);
            write!(text, "[[area.within]]\nkind = \"{kind}\"\norganisation = \"{one}\"\n{dates}")
                .expect("text to write");
        }
        text
    }

    pub fn component_text(&self, component: &Component) -> String {
        let mut text = format!("[[component]]\nid = \"{}\"\nname = \"{}\"\n", component.id, component.id);
        let services: Vec<String> = component.services.iter().map(|s| self.services[*s].clone()).collect();
        text.push_str(&list("service", Some(&services)));
        text.push_str(&list("needs", Some(&function_ids(&component.needs))));
        text.push_str(&list("unknown", Some(&function_ids(&component.unknown))));
        text.push_str(&list("cohorts", component.cohorts.as_ref().map(|list| self.cohort_ids(list)).as_ref()));
        if component.open {
            text.push_str("access = \"open\"\n");
        }
        text.push_str(&list("leads_to", component.leads_to.as_ref().map(|list| self.component_ids(list)).as_ref()));
        text.push_str(&dates(component.dates));
        text
    }

    pub fn responsibility_text(&self, fact: &Responsibility) -> String {
        let strength = match fact.strength {
            Strength::Power => "power",
            Strength::Residual => "residual",
            Strength::Duty => "duty",
        };
        let population = match fact.population {
            For::Resident => "resident",
            For::Registered => "registered",
            For::Provider => "provider",
        };
        let mut text = String::from("[[responsibility]]\n");
        text.push_str(&list("component", Some(&self.component_ids(&fact.components))));
        let (holder, function) = (self.selector(fact.holder), FUNCTIONS[fact.function].0);
        let status = if fact.contested { "contested" } else { "settled" };
        write!(
            text,
            "holder = \"{holder}\"\nfunction = \"{function}\"\nstrength = \"{strength}\"\npopulation = \"{population}\"\nstatus = \"{status}\"\n"
        )
        .expect("text to write");
        text.push_str(&list("cohorts", fact.cohorts.as_ref().map(|list| self.cohort_ids(list)).as_ref()));
        text.push_str(&list("areas", fact.areas.as_ref().map(|list| self.area_ids(list)).as_ref()));
        text.push_str(&basis(fact.sourced));
        text.push_str(&dates(fact.dates));
        text
    }

    pub fn arrangement_text(&self, fact: &Arrangement) -> String {
        let sort = if fact.charging { "cross-charging" } else { "pooled-budget" };
        let members: Vec<String> = fact.members.iter().map(|member| self.selector(*member)).collect();
        let mut text = format!("[[arrangement]]\nid = \"{}\"\ntype = \"{sort}\"\n", fact.id);
        text.push_str(&list("members", Some(&members)));
        text.push_str(&list("component", fact.components.as_ref().map(|list| self.component_ids(list)).as_ref()));
        text.push_str(&list("areas", fact.areas.as_ref().map(|list| self.area_ids(list)).as_ref()));
        text.push_str(&fact.voluntary.map_or_else(String::new, |voluntary| format!("voluntary = {voluntary}\n")));
        text.push_str(&basis(fact.sourced));
        text.push_str(&dates(fact.dates));
        text
    }

    pub fn relation_text(&self, fact: &Relation) -> String {
        let (who, to, sort) = (self.selector(fact.who), self.selector(fact.to), RELATIONS[fact.sort]);
        let mut text = format!("[[relation]]\ntype = \"{sort}\"\nwho = \"{who}\"\nto = \"{to}\"\n");
        text.push_str(&fact.min_share.map_or_else(String::new, |share| format!("min_share = {share:?}\n")));
        text.push_str(&fact.voluntary.map_or_else(String::new, |voluntary| format!("voluntary = {voluntary}\n")));
        text.push_str(&basis(fact.sourced));
        text.push_str(&dates(fact.dates));
        text
    }

    /// A selector as written.
    pub fn selector(&self, selector: Selector) -> String {
        match selector {
            Selector::One(one) => self.organisations[one].id.clone(),
            Selector::Kind(kind) => format!("kind:{}", self.kinds[kind].id),
        }
    }

    pub fn area_ids(&self, areas: &[usize]) -> Vec<String> {
        areas.iter().map(|area| self.areas[*area].id.clone()).collect()
    }

    pub fn component_ids(&self, components: &[usize]) -> Vec<String> {
        components.iter().map(|component| self.components[*component].id.clone()).collect()
    }

    fn cohort_ids(&self, cohorts: &[usize]) -> Vec<String> {
        cohorts.iter().map(|cohort| self.cohort_id(*cohort).to_owned()).collect()
    }
}

fn each<T>(things: &[T], text: impl Fn(usize, &T) -> String) -> String {
    things.iter().enumerate().map(|(n, thing)| text(n, thing)).collect::<Vec<_>>().join("\n")
}

fn dates(dates: Dates) -> String {
    let from = dates.from.map_or_else(String::new, |day| format!("from = {day}\n"));
    let until = dates.until.map_or_else(String::new, |day| format!("until = {day}\n"));
    from + &until
}

fn basis(sourced: bool) -> String {
    if sourced { "basis = \"law\"\n".to_owned() } else { String::new() }
}

pub fn list(key: &str, values: Option<&Vec<String>>) -> String {
    values.map_or_else(String::new, |values| {
        let quoted: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
        format!("{key} = [{}]\n", quoted.join(", "))
    })
}

fn function_ids(functions: &[usize]) -> Vec<String> {
    functions.iter().map(|function| FUNCTIONS[*function].0.to_owned()).collect()
}
