//! Pictures of attachments: decoded away from the window's thread, within bounds, and never from anywhere but the
//! bytes at hand.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use commonplace_core::limits::{DRAWING_BYTES, PICTURE_BYTES, PICTURE_PIXELS};
use iced::Size;
use iced::widget::image::Handle;
use image::imageops::FilterType;
use image::{DynamicImage, ImageReader, Limits};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use crate::theme::{Colors, FONTS, FONTS_OF_DRAWINGS, Mode, measure};

/// Why a picture is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Unreadable,
    /// More bytes or pixels than are decoded here.
    #[error("the picture is too large")]
    TooLarge,
    /// Not a picture, or of a kind that is not shown here.
    #[error("not a picture of a known kind")]
    Unknown,
}

/// Reads a picture from a file, and makes it no wider than a line of text.
pub(crate) fn read(file: &Path) -> Result<(Handle, Size), Refused> {
    let file = File::open(file).map_err(|_| Refused::Unreadable)?;
    let mut bytes = Vec::new();
    file.take(PICTURE_BYTES + 1).read_to_end(&mut bytes).map_err(|_| Refused::Unreadable)?;
    if bytes.len() as u64 > PICTURE_BYTES {
        return Err(Refused::TooLarge);
    }
    decode(&bytes)
}

/// Decodes a picture.
pub(crate) fn decode(bytes: &[u8]) -> Result<(Handle, Size), Refused> {
    if is_drawing(bytes) { drawing(bytes) } else { photograph(bytes) }
}

fn is_drawing(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<svg") || (start.starts_with("<?xml") || start.starts_with("<!")) && start.contains("<svg")
}

fn photograph(bytes: &[u8]) -> Result<(Handle, Size), Refused> {
    let reader = || ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Refused::Unreadable);
    let (width, height) = reader()?.into_dimensions().map_err(|_| Refused::Unknown)?;
    if u64::from(width) * u64::from(height) > PICTURE_PIXELS {
        return Err(Refused::TooLarge);
    }
    let mut reader = reader()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(PICTURE_BYTES);
    reader.limits(limits);
    let decoded = reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => Refused::TooLarge,
        _ => Refused::Unknown,
    })?;
    Ok(handle(&fitted(decoded)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a line is a few hundred pixels wide")]
fn fitted(picture: DynamicImage) -> DynamicImage {
    let (width, height) = (measure::LINE as u32, measure::PICTURE as u32);
    if picture.width() <= width && picture.height() <= height {
        return picture;
    }
    picture.resize(width, height, FilterType::Triangle)
}

fn handle(picture: &DynamicImage) -> (Handle, Size) {
    let pixels = picture.to_rgba8();
    let (width, height) = pixels.dimensions();
    (Handle::from_rgba(width, height, pixels.into_raw()), size(width, height))
}

#[expect(clippy::cast_precision_loss, reason = "a side has at most 8 million pixels")]
fn size(width: u32, height: u32) -> Size {
    Size::new(width as f32, height as f32)
}

/// Drawings are put on light paper in both modes: most are black lines on nothing.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded by the line's width")]
fn drawing(bytes: &[u8]) -> Result<(Handle, Size), Refused> {
    if bytes.len() > DRAWING_BYTES {
        return Err(Refused::TooLarge);
    }
    let tree = usvg::Tree::from_data(bytes, &options()).map_err(|_| Refused::Unknown)?;
    let whole = tree.size();
    let scale = (measure::LINE / whole.width()).min(measure::PICTURE / whole.height()).min(1.0);
    let (width, height) = ((whole.width() * scale).ceil() as u32, (whole.height() * scale).ceil() as u32);
    let mut pixels = Pixmap::new(width.max(1), height.max(1)).ok_or(Refused::TooLarge)?;
    let paper = Colors::of(Mode::Light).page;
    pixels.fill(Color::from_rgba(paper.r, paper.g, paper.b, 1.0).unwrap_or(Color::WHITE));
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let (width, height) = (pixels.width(), pixels.height());
    Ok((Handle::from_rgba(width, height, pixels.take()), size(width, height)))
}

/// No file and no address is followed: neither by pictures inside drawings nor by fonts.
fn options() -> usvg::Options<'static> {
    usvg::Options {
        resources_dir: None,
        font_family: "Inter".into(),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        fontdb: fonts(),
        ..usvg::Options::default()
    }
}

fn fonts() -> Arc<fontdb::Database> {
    static FACES: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = fontdb::Database::new();
        for font in FONTS {
            fonts.load_font_data(font.to_vec());
        }
        for (font, names) in FONTS_OF_DRAWINGS {
            known_as(&mut fonts, font, names);
        }
        fonts.set_serif_family("Literata");
        fonts.set_sans_serif_family("Inter");
        fonts.set_monospace_family("JetBrains Mono");
        Arc::new(fonts)
    };
    Arc::clone(FACES.get_or_init(load))
}

/// Loads a face that is found by these names too.
fn known_as(fonts: &mut fontdb::Database, font: &[u8], names: &[&str]) {
    for id in fonts.load_font_source(fontdb::Source::Binary(Arc::new(font.to_vec()))) {
        let Some(mut face) = fonts.face(id).cloned() else { continue };
        let Some((_, language)) = face.families.first().cloned() else { continue };
        face.families = names.iter().map(|name| ((*name).to_owned(), language)).collect();
        fonts.push_face_info(face);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_luma8(width, height).write_to(&mut bytes, image::ImageFormat::Png).expect("it encodes");
        bytes.into_inner()
    }

    #[test]
    fn a_photograph_is_made_to_fit_a_line() {
        let (_, size) = decode(&png(2_000, 1_000)).expect("a picture");
        assert!(size.width <= measure::LINE && size.height <= measure::PICTURE, "{size:?}");
        assert!((size.width / size.height - 2.0).abs() < 0.02, "it keeps its shape: {size:?}");
        let (_, small) = decode(&png(20, 10)).expect("a picture");
        assert_eq!(small, Size::new(20.0, 10.0), "small ones are not blown up");
    }

    #[test]
    fn too_many_pixels_are_refused_before_they_are_decoded() {
        assert_eq!(decode(&png(4_000, 2_001)).err(), Some(Refused::TooLarge));
    }

    #[test]
    fn bytes_that_are_no_picture_are_refused() {
        for bytes in [&b""[..], b"GIF89a", b"%PDF-1.7", b"\x89PNG\r\n\x1a\nbroken", b"<?xml version='1.0'?><svg"] {
            assert_eq!(decode(bytes).err(), Some(Refused::Unknown), "{bytes:?}");
        }
    }

    /// How wide a word of a drawing is, in pixels: its ink.
    fn wide(family: &str) -> u32 {
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40"><text x="0" y="30" font-family="{family}" font-size="20">StreamExt::merge(poll_next)</text></svg>"#
        );
        let (Handle::Rgba { width, pixels, .. }, _) = decode(svg.as_bytes()).expect("a drawing") else {
            panic!("pixels")
        };
        let columns = pixels.chunks(4).enumerate().filter(|(_, pixel)| pixel[0] < 128);
        let columns = columns.map(|(at, _)| u32::try_from(at).expect("few") % width);
        columns.max().expect("ink")
    }

    #[test]
    fn the_words_of_a_drawing_are_as_wide_as_in_the_face_that_it_names() {
        // What Times and Helvetica take for these letters, by their published widths, in pixels.
        for (family, widest) in [("Times,serif", 234), ("Times New Roman", 234), ("Helvetica,sans-Serif", 254)] {
            let wide = wide(family);
            assert!(wide <= widest && wide > widest - 12, "{family}: {wide}");
        }
        assert!(wide("serif") > 260, "a drawing that names no face has that of the text");
    }

    #[test]
    fn a_drawing_is_rendered_and_follows_no_file() {
        let secret = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(secret.path(), png(40, 40)).expect("it is written");
        let drawing = |inside: &str| {
            let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{inside}</svg>"#);
            match decode(svg.as_bytes()).expect("a drawing").0 {
                Handle::Rgba { pixels, .. } => pixels,
                other => panic!("{other:?}"),
            }
        };
        let empty = drawing("");
        let black = drawing(r#"<rect width="40" height="40"/>"#);
        assert_ne!(empty, black, "it draws");
        let reaching = drawing(&format!(r#"<image href="{}" width="40" height="40"/>"#, secret.path().display()));
        assert_eq!(empty, reaching, "a picture in a drawing is not fetched from a file");
    }
}
