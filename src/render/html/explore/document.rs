//! A document of words as part of a page.

use maud::{Markup, html};

use crate::render::document::{Block, Document, Table};
use crate::render::html::components::{Cell, Grid, Head, cited};
use crate::report::common::capital;

/// A text in which back ticks set something apart.
pub(super) fn ticked(text: &str) -> Markup {
    let several = text.matches('`').count().is_multiple_of(2);
    html! {
        @if several {
            @for (place, piece) in text.split('`').enumerate() {
                @if place % 2 == 1 { code { bdi { (piece) } } } @else { (piece) }
            }
        } @else { (text) }
    }
}

/// What a document says, without its title and without what to ask next: the page has links for that. The caption is for a
/// table that follows no heading.
pub(super) fn blocks(id: &str, document: &Document, caption: &str) -> Markup {
    let mut heading: Option<&str> = None;
    let mut shown: Vec<Markup> = Vec::new();
    for (place, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Heading(text) => heading = Some(text),
            // What only a command line can do is said by the page in its own words.
            Block::Paragraph(text) if text.ends_with(": --format csv.") => {}
            Block::Paragraph(text) => shown.push(html! { p dir="auto" { (text) } }),
            Block::Lead(text) => shown.push(html! { p.lead-in dir="auto" { (text) } }),
            Block::Table(of) if of.columns.iter().all(|column| column.name.is_empty()) => {
                shown.push(list(heading.take(), of));
            }
            Block::Table(of) => shown.push(table(&format!("{id}-{place}"), heading.take().unwrap_or(caption), of)),
            Block::Next(..) => {}
        }
    }
    html! { @for one in shown { (one) } }
}

fn list(heading: Option<&str>, table: &Table) -> Markup {
    html! {
        @if let Some(heading) = heading { h3 dir="auto" { (heading) } }
        ul.law { @for cell in table.rows.iter().flatten() { li dir="auto" { (cell) } } }
    }
}

/// A table. One that says who holds something becomes a list: its many columns would not fit beside a picture.
fn table(id: &str, caption: &str, table: &Table) -> Markup {
    let place = |name: &str| table.columns.iter().position(|column| column.name == name);
    if let (Some(by), Some(done)) = (place("by"), place("what is done")) {
        let more = [place("for"), place("how"), place("since"), place("sure"), place("under")];
        return html! {
            h4 { (caption) }
            ul.who { @for row in &table.rows { li { (held(row, (done, by), more)) } } }
        };
    }
    let heads = table.columns.iter().map(|column| Head::words(capital(&column.name)));
    let mut grid = Grid::new(id, caption, heads.collect());
    for row in &table.rows {
        grid.row(row.iter().map(|cell| Cell::name(cell)).collect());
    }
    grid.show()
}

/// Who does something, for whom, how binding, since when, under which law.
fn held(row: &[String], (done, by): (usize, usize), more: [Option<usize>; 5]) -> Markup {
    let [whom, how, since, sure, under] =
        more.map(|place| place.map(|place| row[place].as_str()).filter(|text| !text.is_empty()));
    html! {
        p.holder {
            bdi { (row[done]) } @if let Some(whom) = whom { ", for " bdi { (whom) } } ": "
            strong { bdi { (row[by]) } }
            @if let Some(how) = how { " (" (how) ")" }
            @if let (Some(since), Some(sure)) = (since, sure) {
                span.note {
                    @if since != "–" { "Since " (since) "; " }
                    @if let Some(under) = under {
                        (cited(&under.split("; ").map(str::to_owned).collect::<Vec<_>>())) "; "
                    }
                    (sure)
                }
            }
        }
    }
}
