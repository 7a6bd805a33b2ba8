//! The program's own picture, from the one drawing in `assets/icons`: on the window, and as files for packages.

use std::io::Cursor;

use iced::window;
use image::{ImageFormat, RgbaImage};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

use crate::theme::measure;

const DRAWING: &[u8] = include_bytes!("../../../assets/icons/commonplace.svg");

/// The picture as a PNG file: a square of `side` pixels, from 1 to 4096; nothing for another side.
#[must_use]
pub fn png(side: u32) -> Option<Vec<u8>> {
    let picture = RgbaImage::from_raw(side, side, pixels(side)?)?;
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png).ok()?;
    Some(file.into_inner())
}

/// The picture for the window. Where it could not be made, the system shows one of its own.
pub(crate) fn of_window() -> Option<window::Icon> {
    let side = measure::EMBLEM;
    window::icon::from_rgba(pixels(side)?, side, side).ok()
}

/// Red, green, blue and how opaque, for each pixel, row by row.
#[expect(clippy::cast_precision_loss, reason = "a side has at most a few thousand pixels")]
fn pixels(side: u32) -> Option<Vec<u8>> {
    if side > measure::EMBLEM_MOST {
        return None;
    }
    let drawing = usvg::Tree::from_data(DRAWING, &usvg::Options::default()).ok()?;
    let mut drawn = Pixmap::new(side, side)?;
    let scale = side as f32 / drawing.size().width();
    resvg::render(&drawing, Transform::from_scale(scale, scale), &mut drawn.as_mut());
    let straight = |pixel: &resvg::tiny_skia::PremultipliedColorU8| {
        let pixel = pixel.demultiply();
        [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
    };
    Some(drawn.pixels().iter().flat_map(straight).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixel(of: &[u8], side: usize, x: usize, y: usize) -> &[u8] {
        &of[(y * side + x) * 4..][..4]
    }

    #[test]
    fn two_people_and_their_book_are_told_apart_where_it_is_smallest() {
        let drawn = pixels(16).expect("it draws");
        let light = |x, y| pixel(&drawn, 16, x, y)[..3].iter().all(|part| *part > 100);
        assert_eq!(pixel(&drawn, 16, 0, 0)[3], 0, "the corner is clear");
        for (left, right) in [((5, 5), (10, 5)), ((4, 9), (11, 9))] {
            assert!(light(left.0, left.1) && light(right.0, right.1), "heads and pages are light");
        }
        assert!(!light(8, 5) && !light(2, 5) && !light(13, 5), "between and beside the heads is ground");
        assert_ne!(pixel(&drawn, 16, 4, 9), pixel(&drawn, 16, 11, 9), "the two pages differ in colour");
    }

    #[test]
    fn it_comes_as_a_file_of_any_sensible_size() {
        for side in [16, 512] {
            let file = png(side).expect("a file");
            let read = image::load_from_memory_with_format(&file, ImageFormat::Png).expect("it is read back");
            assert_eq!((read.width(), read.height()), (side, side));
        }
        assert!(png(0).is_none() && png(measure::EMBLEM_MOST + 1).is_none());
        assert!(of_window().is_some());
    }
}
