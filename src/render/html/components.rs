//! The pieces that pages are made of: tables, figures, citations.

use maud::{Markup, PreEscaped, html};

use super::picture::Framed;
use crate::render::{Align, Table};
use crate::report::common::capital;
use crate::report::page::PageReport;

/// A cell: what is shown, and by what it is sorted where that is another thing.
pub(super) struct Cell {
    shown: Markup,
    value: Option<String>,
}

impl Cell {
    /// Words that a landscape chose.
    pub(super) fn name(text: &str) -> Cell {
        Cell { shown: html! { bdi { (text) } }, value: None }
    }

    /// Words of the tool.
    pub(super) fn words(text: impl AsRef<str>) -> Cell {
        Cell { shown: html! { (text.as_ref()) }, value: None }
    }

    /// Anything.
    pub(super) fn of(shown: Markup) -> Cell {
        Cell { shown, value: None }
    }

    /// A number as it is shown, and all of its digits.
    pub(super) fn number(shown: impl AsRef<str>, value: Option<f64>) -> Cell {
        Cell { shown: html! { (shown.as_ref()) }, value: Some(value.map_or_else(String::new, |v| v.to_string())) }
    }

    /// Sorted by something else than what is shown.
    pub(super) fn by(mut self, value: impl ToString) -> Cell {
        self.value = Some(value.to_string());
        self
    }
}

/// A column.
pub(super) struct Head {
    name: String,
    numbers: bool,
    choices: bool,
}

impl Head {
    pub(super) fn words(name: impl Into<String>) -> Head {
        Head { name: name.into(), numbers: false, choices: false }
    }

    pub(super) fn numbers(name: impl Into<String>) -> Head {
        Head { name: name.into(), numbers: true, choices: false }
    }

    /// A column of few words, by which rows can be chosen.
    pub(super) fn choices(name: impl Into<String>) -> Head {
        Head { name: name.into(), numbers: false, choices: true }
    }
}

/// A table.
pub(super) struct Grid {
    /// Its id, by which its caption is known.
    pub(super) id: String,
    /// What it shows.
    pub(super) caption: String,
    /// Its columns.
    pub(super) heads: Vec<Head>,
    /// Its rows; the first cell of each is its heading.
    pub(super) rows: Vec<Vec<Cell>>,
    /// Whether readers may sort it.
    pub(super) sortable: bool,
    /// Whether readers may filter it.
    pub(super) filtered: bool,
}

impl Grid {
    pub(super) fn new(id: impl Into<String>, caption: impl Into<String>, heads: Vec<Head>) -> Grid {
        Grid { id: id.into(), caption: caption.into(), heads, rows: Vec::new(), sortable: false, filtered: false }
    }

    /// With buttons to sort by any column, and fields to choose rows.
    pub(super) fn filtered(mut self) -> Grid {
        (self.sortable, self.filtered) = (true, true);
        self
    }

    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        debug_assert_eq!(cells.len(), self.heads.len());
        self.rows.push(cells);
    }

    /// The table, in a part of the page that scrolls by itself where it is too wide.
    pub(super) fn show(&self) -> Markup {
        let caption = format!("{}-caption", self.id);
        html! {
            @if self.filtered { (self.filter()) }
            div.scroll role="region" aria-labelledby=(caption) tabindex="0" {
                table id=(self.id) data-sortable[self.sortable] {
                    caption id=(caption) dir="auto" { (self.caption) }
                    thead { tr {
                        @for head in &self.heads {
                            th.n[head.numbers] scope="col" { (head.name) }
                        }
                    } }
                    tbody {
                        @for row in &self.rows { tr {
                            @for (place, cell) in row.iter().enumerate() { (self.cell(place, cell)) }
                        } }
                    }
                }
            }
        }
    }

    fn cell(&self, place: usize, cell: &Cell) -> Markup {
        let numbers = self.heads.get(place).is_some_and(|head| head.numbers);
        let value = cell.value.as_deref().filter(|_| self.sortable);
        html! {
            @if place == 0 {
                th scope="row" data-v=[value] { (cell.shown) }
            } @else {
                td.n[numbers] data-v=[value] { (cell.shown) }
            }
        }
    }

    /// Fields to choose rows; hidden until there is a script that obeys them.
    fn filter(&self) -> Markup {
        let field = format!("{}-filter", self.id);
        html! {
            div.filter hidden data-for=(self.id) {
                label for=(field) { "Show rows with" }
                input id=(field) type="search" autocomplete="off";
                @for (column, head) in self.heads.iter().enumerate().filter(|(_, head)| head.choices) {
                    @let id = format!("{}-choose-{column}", self.id);
                    label for=(id) { (head.name) }
                    select id=(id) data-column=(column) {
                        option value="" { "all" }
                        @for word in self.words_in(column) { option { (word) } }
                    }
                }
                span.count role="status" {}
            }
        }
    }

    /// The different words in a column, in order.
    fn words_in(&self, column: usize) -> Vec<String> {
        let mut words: Vec<String> = self.rows.iter().filter_map(|row| row[column].value.clone()).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// A table of a report for what a picture shows; what only machines read of it is left to the files for them.
pub(super) fn equal_table(id: &str, caption: &str, table: &Table) -> Markup {
    let shown: Vec<usize> = (0..table.columns.len()).filter(|place| is_for_people(table, *place)).collect();
    let heads = shown.iter().map(|place| Head {
        name: head_in_words(&table.columns[*place].name),
        numbers: table.columns[*place].align == Align::Right,
        choices: false,
    });
    let mut grid = Grid::new(id, caption, heads.collect());
    for row in &table.rows {
        grid.row(shown.iter().map(|place| of_table(&row[*place], table.columns[*place].align)).collect());
    }
    grid.show()
}

/// Whether a column says something to a reader: not an id beside a name, a place on a grid, or nothing at all.
fn is_for_people(table: &Table, place: usize) -> bool {
    let has = |name: &str| table.columns.iter().any(|column| column.name == name);
    match table.columns[place].name.as_str() {
        // Where a part leads is said in ids.
        "component" => !has("name") || has("leads_to"),
        "organisation" | "code" | "row" | "column" => !has("name"),
        "kind" => !has("body"),
        "class" => !has("class_label"),
        "on" => !has("scenario"),
        _ => table.rows.iter().any(|row| !row[place].is_empty()),
    }
}

/// The name of a column as a reader of a page says it; files for machines keep their own.
fn head_in_words(name: &str) -> String {
    let words = match name {
        "on" => "Day",
        "component" => "Part, by its id",
        "organisation" => "Body, by its id",
        "leads_to" => "Where it leads",
        "hold" => "How it is held",
        "share" => "For which share",
        "state" => "What is wrong",
        "steps" => "Steps from it",
        "unbridged" => "Nobody bridges",
        "components" => "Parts, all or some",
        "people_parts" => "People times parts",
        "parts" => "Parts for one person",
        "class_label" => "Class in words",
        "live" => "Exists then",
        other => return capital(&other.replace('_', " ")),
    };
    words.to_owned()
}

/// A cell of such a table: numbers have all their digits there, and a reader wants few.
fn of_table(cell: &str, align: Align) -> Cell {
    match cell.parse::<f64>() {
        Ok(number) if align == Align::Right => Cell::words(readable(number)),
        _ => Cell::name(cell),
    }
}

/// A number with commas, and two digits where it is no whole one.
pub(in crate::render) fn readable(number: f64) -> String {
    let whole = number.round();
    if (number - whole).abs() < 0.005 || number.abs() >= 1000.0 {
        let sign = if whole < 0.0 { "−" } else { "" };
        return format!("{sign}{}", crate::report::common::with_commas(whole.abs() as u64));
    }
    format!("{number:.2}")
}

/// A picture with its heading, what it is about, and the same as a table.
pub(super) fn figure(id: &str, svg: &str, level: u8, table: Markup) -> Markup {
    pages(id, std::slice::from_ref(&svg), level, table)
}

/// A picture that may have several pages, of which each fits on one of paper.
pub(super) fn pages<S: AsRef<str>>(id: &str, svgs: &[S], level: u8, table: Markup) -> Markup {
    let name = |place: usize| if place == 0 { id.to_owned() } else { format!("{id}-page-{}", place + 1) };
    let pages: Vec<Framed> =
        svgs.iter().enumerate().map(|(place, svg)| Framed::new(&name(place), svg.as_ref())).collect();
    let title = format!("{id}-title");
    html! {
        @if let Some(first) = pages.first() {
            figure id=(id) {
                (heading(level, &title, &first.title))
                p.about dir="auto" { (first.about.split(" Page 1 of ").next().unwrap_or_default()) }
                @for page in &pages {
                    div.picture role="group" aria-labelledby=(title) tabindex="0" { (PreEscaped(&page.svg)) }
                }
                figcaption dir="auto" { (first.source) }
            }
            details { summary { "The same as a table" span.aside { ": " bdi { (first.title) } } } (table) }
        }
    }
}

/// A heading of a level.
fn heading(level: u8, id: &str, text: &str) -> Markup {
    html! {
        @match level {
            3 => h3 id=(id) dir="auto" { (text) },
            _ => h4 id=(id) dir="auto" { (text) },
        }
    }
}

/// Citations as links to the sources of the page: `si-2013-351, reg-6`.
pub(super) fn cited(basis: &[String]) -> Markup {
    html! {
        @if basis.is_empty() { "–" }
        @for (place, basis) in basis.iter().enumerate() {
            @if place > 0 { "; " }
            @let (source, at) = basis.split_once('#').unwrap_or((basis, ""));
            a href={ "#source-" (source) } { (source) @if !at.is_empty() { ", " (at) } }
        }
    }
}

/// Citations by title.
pub(super) fn cited_by_title(report: &PageReport, basis: &[String]) -> Markup {
    html! {
        ul.law {
            @for basis in basis {
                @let (source, at) = basis.split_once('#').unwrap_or((basis, ""));
                @let title = report.sources.iter().find(|known| known.source == source).map(|known| known.title.as_str());
                li { a href={ "#source-" (source) } { bdi { (title.unwrap_or(source)) } } @if !at.is_empty() { ", " (at) } }
            }
        }
    }
}
