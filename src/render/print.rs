//! Pictures as PNG and as PDF, from their SVG, with a font of their own: the same bytes wherever they are made.
//!
//! Opens nothing: no font of the system, no file that a picture might name.

mod paper;
mod pixels;

use std::sync::Arc;

use resvg::usvg::{Options, Tree, fontdb};
use svg2pdf::{ConversionOptions, PageOptions};

/// The points of an inch.
const POINTS: f32 = 72.0;
/// How wide a narrow picture is in print: A4 upright between its margins.
const UPRIGHT: f32 = 170.0;
/// How wide a broad one is: A3 on its side.
const BROAD: f32 = 400.0;
/// Broader pictures are printed broad.
const MOST_UPRIGHT: f32 = 1080.0;
const MILLIMETRES: f32 = 25.4;

/// Does so many jobs that do not depend on each other, each once: the shell may do them side by side.
pub type Cores<'c> = &'c dyn Fn(usize, &(dyn Fn(usize) + Sync));

/// One after the other.
pub fn alone(jobs: usize, job: &(dyn Fn(usize) + Sync)) {
    (0..jobs).for_each(job);
}

/// A picture as PNG, twice as large as its units: the same bytes on however many cores.
pub fn png(svg: &str, cores: Cores<'_>) -> Result<Vec<u8>, String> {
    let tree = tree(svg)?;
    pixels::png(&tree, millimetres(tree.size().width()), cores)
}

/// How wide a picture is in print.
fn millimetres(wide: f32) -> f32 {
    if wide <= MOST_UPRIGHT { UPRIGHT } else { BROAD }
}

/// Pictures as a PDF with a page for each, of its size in print, with text that can be selected; its title is that of
/// the first.
pub fn pdf(pages: &[String]) -> Result<Vec<u8>, String> {
    let mut documents = Vec::new();
    for svg in pages {
        let tree = tree(svg)?;
        let wide = tree.size().width();
        let dpi = wide * MILLIMETRES / millimetres(wide);
        debug_assert!(dpi > POINTS, "a picture is never printed larger than its units are points");
        let page = PageOptions { dpi };
        let document = svg2pdf::to_pdf(&tree, ConversionOptions::default(), page);
        documents.push(document.map_err(|error| error.to_string())?);
    }
    let title = pages.first().and_then(|svg| title(svg)).unwrap_or_default();
    paper::bind(&documents, &title).ok_or_else(|| "its pages cannot be bound".to_owned())
}

/// What a picture is called.
fn title(svg: &str) -> Option<String> {
    let (_, rest) = svg.split_once("<title ")?;
    let (title, _) = rest.split_once('>')?.1.split_once("</title>")?;
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    Some(plain.iter().fold(title.to_owned(), |text, (entity, letter)| text.replace(entity, letter)))
}

fn tree(svg: &str) -> Result<Tree, String> {
    let mut fonts = fontdb::Database::new();
    for face in [dejavu::sans_condensed::regular(), dejavu::sans_condensed::bold()] {
        fonts.load_font_data(face.to_vec());
    }
    let family = fonts.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    if let Some(family) = family {
        fonts.set_sans_serif_family(family);
    }
    let options = Options { fontdb: Arc::new(fonts), ..Options::default() };
    Tree::from_str(svg, &options).map_err(|error| error.to_string())
}
