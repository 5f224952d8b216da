//! Pictures as PNG and as PDF, from their SVG, with a font of their own: the same wherever they are made. Of a PNG that
//! is so to the byte; in a PDF the order of entries in its dictionaries is that of a hash table of `svg2pdf`.
//!
//! Opens nothing: no font of the system, no file that a picture might name.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use svg2pdf::{ConversionOptions, PageOptions};

/// How many pixels of a PNG there are to one unit of the picture, each way.
const PIXELS: f32 = 2.0;
/// The points of an inch.
const POINTS: f32 = 72.0;
/// How wide a narrow picture is in print: A4 upright between its margins.
const UPRIGHT: f32 = 170.0;
/// How wide a broad one is: A3 on its side.
const BROAD: f32 = 400.0;
/// Broader pictures are printed broad.
const MOST_UPRIGHT: f32 = 1000.0;
const MILLIMETRES: f32 = 25.4;

/// A picture as PNG, twice as large as its units.
pub fn png(svg: &str) -> Result<Vec<u8>, String> {
    let tree = tree(svg)?;
    let size = tree.size();
    let (wide, high) = ((size.width() * PIXELS).ceil(), (size.height() * PIXELS).ceil());
    let mut pixels = Pixmap::new(wide as u32, high as u32).ok_or("the picture is too large for a PNG")?;
    resvg::render(&tree, Transform::from_scale(PIXELS, PIXELS), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| error.to_string())
}

/// A picture as PDF, on a page of its size in print, with text that can be selected.
pub fn pdf(svg: &str) -> Result<Vec<u8>, String> {
    let tree = tree(svg)?;
    let wide = tree.size().width();
    let millimetres = if wide <= MOST_UPRIGHT { UPRIGHT } else { BROAD };
    let dpi = wide * MILLIMETRES / millimetres;
    debug_assert!(dpi > POINTS, "a picture is never printed larger than its units are points");
    let page = PageOptions { dpi };
    svg2pdf::to_pdf(&tree, ConversionOptions::default(), page).map_err(|error| error.to_string())
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
