//! Pages for a browser: one file that needs nothing besides itself. Whatever a landscape calls things is shown and not
//! obeyed: all text goes through `maud`, which escapes by construction.

pub(in crate::render) mod components;
mod differences;
#[cfg(feature = "explore")]
pub mod explore;
mod front;
pub(in crate::render) mod picture;
mod receipt;
mod sections;
pub mod shell;

pub use self::differences::differences;
pub use self::receipt::read as read_receipt;

use maud::{Markup, html};

use self::shell::Shell;
use crate::report::page::PageReport;
use crate::report::page::receipt::Receipt;

/// For whom a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The front and the receipt: for somebody with a minute.
    Brief,
    /// Everything.
    Technical,
}

/// The styles of every page.
const STYLES: &str = include_str!("html/page.css");
/// Sorting and filtering of tables, for those who have scripts. Without it every page is complete.
const SCRIPT: &str = include_str!("html/page.js");

/// The page of a report.
pub fn page(report: &PageReport, receipt: &Receipt, audience: Audience) -> String {
    let body: Markup = html! {
        (front::head(report))
        main #main tabindex="-1" {
            (front::front(report, audience))
            @if audience == Audience::Technical { (sections::sections(report)) }
        }
        (receipt::section(receipt))
    };
    let shell = Shell {
        title: &format!("{} – {}", report.front.title, report.landscape),
        description: &report.front.verdict,
        policy: "",
        styles: STYLES,
        script: if audience == Audience::Technical { SCRIPT } else { "" },
        body,
    };
    shell.render()
}
