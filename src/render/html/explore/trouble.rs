//! What is wrong with the files: every mistake with its place, the line and the way out.

use maud::{Markup, html};

use super::document::ticked;
use crate::report::common::{capital, with_commas};
use crate::report::explore::trouble::{Mistake, Trouble};

/// The banner; nothing where nothing is wrong.
pub(super) fn banner(trouble: Option<&Trouble>, below: bool) -> Markup {
    let Some(trouble) = trouble else { return html! {} };
    html! {
        section.trouble #mistakes aria-labelledby="mistakes-title" {
            h2 #mistakes-title {
                @if trouble.count == 1 { "The files have a mistake" }
                @else { "The files have " (with_commas(trouble.count as u64)) " mistakes" }
            }
            ol { @for mistake in &trouble.list { li { (one(mistake)) } } }
            @if trouble.count > trouble.list.len() {
                p { "And " (with_commas((trouble.count - trouble.list.len()) as u64)) " more." }
            }
            @if below { p { strong { "Below: the landscape as of the last version without mistakes." } } }
        }
    }
}

fn one(of: &Mistake) -> Markup {
    let problem = &of.problem;
    html! {
        p dir="auto" { strong { (ticked(&capital(&problem.message))) } }
        @if let Some(file) = &problem.file {
            p.at { (place(file, problem.line, problem.column)) }
        }
        @if let Some(line) = &of.line { pre tabindex="0" { code { (line.trim_end()) } } }
        @for also in &problem.also {
            p.at { (place(&also.file, Some(also.line), Some(also.column))) ": " span dir="auto" { (ticked(&also.message)) } }
        }
        @if let Some(help) = &problem.help { p dir="auto" { (ticked(&capital(help))) } }
    }
}

fn place(file: &str, line: Option<usize>, column: Option<usize>) -> Markup {
    html! {
        code { bdi { (file) } }
        @if let Some(line) = line { ", line " (line) }
        @if let Some(column) = column { ", column " (column) }
    }
}
