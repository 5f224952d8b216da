//! The receipt at the end of a page: for readers as a table, for `remit verify` as data.

use maud::{Markup, html};

use super::components::{Cell, Grid, Head};
use super::shell::data;
use crate::render::json;
use crate::render::words::report::of_all_files;
use crate::report::common::with_commas;
use crate::report::page::receipt::Receipt;

/// The element that holds it.
const ID: &str = "receipt";

/// The section with the receipt.
pub(super) fn section(receipt: &Receipt) -> Markup {
    let mut files = Grid::new(
        "receipt-files",
        "The files this page was made from, each with its SHA-256 fingerprint",
        vec![Head::words("File"), Head::words("SHA-256")],
    );
    for file in &receipt.files {
        files.row(vec![Cell::name(&file.file), Cell::of(html! { code.hash { (file.sha256) } })]);
    }
    html! {
        footer {
            section #how-to-check aria-labelledby="how-to-check-title" {
                h2 #how-to-check-title { "How to check this page" }
                p {
                    "Remit " (receipt.version) " made it. Anybody with the same files can make it again, byte for byte. "
                    code { "remit verify" }
                    " reads the receipt below, runs the command again, and names every number that differs."
                }
                p.command { code { (receipt.command) } }
                p {
                    (with_commas(receipt.figures.count as u64)) " numbers, fingerprint "
                    code.hash { (receipt.figures.sha256) } "."
                }
                p {
                    (with_commas(receipt.files.len() as u64)) " files were read. The fingerprint of the list of them all, as "
                    code { "sha256sum" } " writes it, is " code.hash { (of_all_files(receipt)) }
                    ". The list itself stands in the page as a file: in its receipt, which " code { "remit verify" } " reads."
                }
                details { summary { "Every file with its fingerprint" } (files.show()) }
            }
            (data(ID, json::line(receipt).trim_end()))
        }
    }
}

/// Reads the receipt of a page.
///
/// # Errors
/// In words, where the page has none or one that cannot be read.
pub fn read(page: &str) -> Result<Receipt, String> {
    let start = format!("<script type=\"application/json\" id=\"{ID}\">");
    let (_, rest) = page.rsplit_once(&start).ok_or("it has no receipt")?;
    let (text, _) = rest.split_once("</script>").ok_or("its receipt has no end")?;
    json::read(text).map_err(|why| format!("its receipt cannot be read: {why}"))
}
