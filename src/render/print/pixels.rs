//! A picture as PNG, band after band: the picture of a whole country is a hundred million pixels, and memory for all of them
//! costs more time than drawing them. A band is drawn, compressed, and used for the next.

use std::sync::Mutex;

use fdeflate::Compressor;
use png::{BitDepth, ColorType, Encoder, PixelDimensions, Unit, chunk};
use resvg::tiny_skia::{Color, Paint, Pixmap, Transform};
use resvg::usvg::{self, Group, Node, Path, Tree};

use super::Cores;

/// How many pixels of a PNG there are to one unit of the picture, each way.
const PIXELS: f32 = 2.0;
/// How many rows are drawn at once; far fewer than the 8191 from which on every path is drawn several times.
const BAND: u32 = 512;
/// How many rows are drawn above and below a band and not used: what an edge of the pixels cuts is not drawn with care.
const MARGIN: u32 = 4;
/// How far from its frame something may leave a trace, in pixels.
const TRACE: f32 = 2.0;
/// The filter that takes a row from the one above: most rows of a picture are like it.
const UP: u8 = 2;
/// The one that takes it as it is.
const ITSELF: u8 = 0;
/// How many bands are drawn side by side.
const SLOTS: usize = 4;
/// How much of the compressed pixels stands in one chunk.
const CHUNK: usize = 1 << 20;

/// The picture on white, so many millimetres wide in print.
pub(super) fn png(tree: &Tree, millimetres: f32, cores: Cores<'_>) -> Result<Vec<u8>, String> {
    let size = tree.size();
    let (wide, high) = ((size.width() * PIXELS).ceil() as u32, (size.height() * PIXELS).ceil() as u32);
    let compressed = compressed(tree, (wide, high), cores).map_err(|error| error.to_string())?;
    let a_metre = (wide as f32 * 1000.0 / millimetres).round() as u32;
    let mut bytes = Vec::with_capacity(compressed.len() + compressed.len() / 1000 + 256);
    let mut encoder = Encoder::new(&mut bytes, wide, high);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: a_metre, yppu: a_metre, unit: Unit::Meter }));
    let mut writer = encoder.write_header().map_err(|error| error.to_string())?;
    for part in compressed.chunks(CHUNK) {
        writer.write_chunk(chunk::IDAT, part).map_err(|error| error.to_string())?;
    }
    writer.finish().map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// All rows, each as it differs from the one above, compressed as they are drawn: a few bands side by side, then in order.
fn compressed(tree: &Tree, (wide, high): (u32, u32), cores: Cores<'_>) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut marks = Vec::new();
    gather(tree.root(), Transform::identity(), &mut marks);
    let slots = || Some(Mutex::new(Slot { pixels: Pixmap::new(wide, BAND.min(high) + 2 * MARGIN)?, rows: Vec::new() }));
    let slots: Option<Vec<Mutex<Slot>>> = (0..SLOTS).map(|_| slots()).collect();
    let slots = slots.ok_or("the picture is too large for a PNG")?;
    let mut compressor = Compressor::new(Vec::new())?;
    let tops: Vec<u32> = (0..high).step_by(BAND as usize).collect();
    for tops in tops.chunks(SLOTS) {
        let rows = |place: usize| BAND.min(high - tops[place]);
        cores(tops.len(), &|place| {
            if let Ok(mut slot) = slots[place].lock() {
                slot.take(&marks, tops[place], rows(place));
            }
        });
        for slot in &slots[..tops.len()] {
            compressor.write_data(&slot.lock().map_err(|_| "a part of the picture could not be drawn")?.rows)?;
        }
    }
    Ok(compressor.finish()?)
}

/// Room for a band: its pixels, and its rows as they are compressed.
struct Slot {
    pixels: Pixmap,
    rows: Vec<u8>,
}

impl Slot {
    /// Draws a band. Its first row stands for itself, so that no band waits for the one above.
    fn take(&mut self, marks: &[Mark<'_>], top: u32, rows: u32) {
        draw(marks, top, rows, &mut self.pixels);
        let a_row = self.pixels.width() as usize;
        self.rows.resize(rows as usize * (a_row * 3 + 1), 0);
        let drawn = self.pixels.data().chunks_exact(a_row * 4).skip(MARGIN as usize);
        // Nothing is seen through: everything is drawn on white.
        let mut above: Option<&[u8]> = None;
        for (to, drawn) in self.rows.chunks_exact_mut(a_row * 3 + 1).zip(drawn) {
            let Some((filter, to)) = to.split_first_mut() else { continue };
            let pixels = to.chunks_exact_mut(3).zip(drawn.chunks_exact(4));
            match above {
                None => {
                    *filter = ITSELF;
                    pixels.for_each(|(to, is)| to.copy_from_slice(&is[..3]));
                }
                // As most are: between lines of text, and beside upright edges.
                Some(above) if above == drawn => {
                    *filter = UP;
                    to.fill(0);
                }
                Some(above) => {
                    *filter = UP;
                    for ((to, is), was) in pixels.zip(above.chunks_exact(4)) {
                        for channel in 0..3 {
                            to[channel] = is[channel].wrapping_sub(was[channel]);
                        }
                    }
                }
            }
            above = Some(drawn);
        }
    }
}

/// Something to be drawn.
struct Mark<'t> {
    node: &'t Node,
    /// Where it stands in the picture.
    at: Transform,
    /// Its upper and its lower edge, in pixels.
    edges: (f32, f32),
}

/// All that is to be drawn, in its order. Groups that only hold things together are taken apart.
fn gather<'t>(group: &'t Group, at: Transform, all: &mut Vec<Mark<'t>>) {
    for node in group.children() {
        match node {
            Node::Group(group) if !group.should_isolate() => gather(group, at.pre_concat(group.transform()), all),
            node => {
                let frame = node.abs_stroke_bounding_box();
                let edges = (frame.top() * PIXELS - TRACE, frame.bottom() * PIXELS + TRACE);
                all.push(Mark { node, at, edges });
            }
        }
    }
}

/// Draws some rows.
fn draw(marks: &[Mark<'_>], top: u32, rows: u32, pixels: &mut Pixmap) {
    let (from, to) = (top as f32 - MARGIN as f32, (top + rows + MARGIN) as f32);
    let band = Transform::from_scale(PIXELS, PIXELS).post_translate(0.0, -from);
    pixels.fill(Color::WHITE);
    for mark in marks.iter().filter(|mark| mark.edges.1 >= from && mark.edges.0 <= to) {
        let at = band.pre_concat(mark.at);
        match (mark.node.abs_layer_bounding_box(), mark.node) {
            // What draws a single node moves it to the corner: here it stays where it is.
            (Some(frame), node) => {
                let at = at.pre_translate(frame.x(), frame.y());
                let _drawn = resvg::render_node(node, at, &mut pixels.as_mut());
            }
            (None, Node::Path(path)) => line(path, at, pixels),
            (None, _) => {}
        }
    }
}

/// Draws a line that runs level or upright: without any room of its own, it is nothing to what draws a single node.
fn line(path: &Path, at: Transform, pixels: &mut Pixmap) {
    let Some(stroke) = path.stroke().filter(|_| path.is_visible()) else { return };
    let mut paint = Paint::default();
    match stroke.paint() {
        usvg::Paint::Color(colour) => {
            paint.set_color_rgba8(colour.red, colour.green, colour.blue, stroke.opacity().to_u8());
        }
        other => debug_assert!(false, "no line of a picture is drawn in {other:?}"),
    }
    paint.anti_alias = path.rendering_mode().use_shape_antialiasing();
    pixels.stroke_path(path.data(), &paint, &stroke.to_tiny_skia(), at, None);
}

#[cfg(test)]
mod tests {
    use resvg::usvg::Options;

    use super::super::alone;
    use super::*;

    /// The last job first.
    fn backwards(jobs: usize, job: &(dyn Fn(usize) + Sync)) {
        (0..jobs).rev().for_each(job);
    }

    /// A picture that is higher than two bands, with groups in each other, turned and faint ones, and edges on seams.
    const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='700.3' viewBox='0 0 60 700.3'>\
        <rect width='60' height='700.3' fill='#fff'/><g transform='translate(5 3)'><g transform='rotate(20)'>\
        <circle cx='100' cy='255' r='40' fill='#801650'/></g><g opacity='0.5'><rect y='240' width='40' height='300' fill='#12436D'/>\
        <path d='M0 200 L50 600' stroke='#000' stroke-width='3'/></g><clipPath id='c'><circle cx='20' cy='505' r='15'/></clipPath>\
        <rect y='490' width='50' height='40' fill='#28A197' clip-path='url(#c)'/></g>\
        <line x1='0' x2='60' y1='256' y2='256' stroke='#D4351C'/><line x1='3' x2='3' y1='10' y2='690' stroke='#D4351C' stroke-width='4' stroke-dasharray='6 2'/></svg>";

    #[test]
    fn bands_together_are_the_picture() {
        let tree = Tree::from_str(SVG, &Options::default()).expect("a picture");
        let written = png(&tree, 100.0, &alone).expect("a PNG");
        assert_eq!(written, png(&tree, 100.0, &alone).expect("a PNG"));
        assert_eq!(written, png(&tree, 100.0, &backwards).expect("a PNG"), "whoever draws which band");
        let mut reader = png::Decoder::new(written.as_slice()).read_info().expect("a PNG");
        let mut bands = vec![0; reader.output_buffer_size()];
        let size = reader.next_frame(&mut bands).expect("pixels");
        assert_eq!((size.width, size.height), (120, 1401));
        let mut whole = Pixmap::new(120, 1401).expect("pixels");
        whole.fill(Color::WHITE);
        resvg::render(&tree, Transform::from_scale(PIXELS, PIXELS), &mut whole.as_mut());
        let wanted = whole.data().chunks_exact(4).flat_map(|pixel| &pixel[..3]);
        // A row has four lines of samples: where a clipped edge falls on the other side of one, a pixel is a shade off.
        let far = bands.iter().zip(wanted).map(|(is, should)| is.abs_diff(*should));
        let (most, count) = far.fold((0, 0), |(most, count), by| (by.max(most), count + usize::from(by > 2)));
        assert!(most <= 64 && count * 500 < bands.len(), "{count} of {} differ, by {most} at the most", bands.len());
        assert!(bands.iter().any(|channel| *channel < 60) && bands.contains(&255));
    }
}
