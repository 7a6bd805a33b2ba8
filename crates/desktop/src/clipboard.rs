//! What lies in the clipboard. The toolkit reads text from it only; here it is looked at for files and pictures, too.
//!
//! Text stays text: what a program gives as words and as a picture of them is pasted as words. Whoever holds the clipboard
//! may be slow, so it is read away from the window.
//!
//! A picture is decoded before anything can be asked of it: `arboard` 3.7 gives pixels alone. What it decodes with takes no
//! more than 512 MiB for one picture, whatever its header says, so that our own bounds, on what is decoded, come in time.

use std::path::{Path, PathBuf};

use arboard::{Clipboard, Error, ImageData};
use commonplace_core::limits::{PICTURE_BYTES, PICTURE_PIXELS};
use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, RgbaImage};

use crate::screen::editor::FILES;

/// What is pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pasted {
    /// Files that were copied where files are looked at.
    Files(Vec<PathBuf>),
    /// A picture, in a file of the home.
    Picture(PathBuf),
    /// Words.
    Text(String),
    /// Nothing that can be pasted.
    Nothing,
}

/// Why nothing is pasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPasted {
    /// The clipboard cannot be reached in this way; the toolkit may reach it in its own.
    #[error("the clipboard cannot be reached")]
    Unreachable,
    /// More bytes or pixels than are taken.
    #[error("the picture is too large")]
    TooLarge,
    /// A picture of no kind that is known, or one that cannot be written into a file.
    #[error("the picture cannot be taken")]
    Unusable,
}

/// Looks into the clipboard; a picture becomes a file of this folder.
pub(crate) fn paste(folder: &Path) -> Result<Pasted, NotPasted> {
    let mut clipboard = Clipboard::new().map_err(|_| NotPasted::Unreachable)?;
    // Some who hold it answer with what they have, whatever they are asked for: what does not fit is no end.
    let files = clipboard.get().file_list().unwrap_or_default();
    let files: Vec<_> = files.into_iter().filter(|file| file.is_file()).take(FILES).collect();
    if !files.is_empty() {
        return Ok(Pasted::Files(files));
    }
    if let Ok(text) = clipboard.get_text()
        && !text.is_empty()
    {
        return Ok(Pasted::Text(text));
    }
    match clipboard.get_image() {
        Ok(picture) => written(picture, folder, PICTURE_PIXELS).map(Pasted::Picture),
        Err(Error::ContentNotAvailable) => Ok(Pasted::Nothing),
        Err(Error::ConversionFailure) => Err(NotPasted::Unusable),
        Err(_) => Err(NotPasted::Unreachable),
    }
}

/// A picture of more than `most` pixels, which could not be shown afterwards, is made smaller.
fn written(picture: ImageData<'_>, folder: &Path, most: u64) -> Result<PathBuf, NotPasted> {
    let (width, height) = (picture.width as u64, picture.height as u64);
    if picture.bytes.len() as u64 > PICTURE_BYTES {
        return Err(NotPasted::TooLarge);
    }
    let sides = u32::try_from(width).ok().zip(u32::try_from(height).ok());
    let pixels = sides.and_then(|(width, height)| RgbaImage::from_raw(width, height, picture.bytes.into_owned()));
    let mut picture = DynamicImage::from(pixels.ok_or(NotPasted::Unusable)?);
    let all = width * height;
    if all > most {
        // Each side by the root of what is too much.
        let side = |side: u64| u128::from(side).pow(2) * u128::from(most) / u128::from(all);
        let side = |whole: u64| u32::try_from(side(whole).isqrt()).unwrap_or(u32::MAX).max(1);
        picture = picture.resize(side(width), side(height), FilterType::Triangle);
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).map_err(|_| NotPasted::Unusable)?;
    let bytes = bytes.into_inner();
    // Named by its content: pasted again it is the same file, and no two of one note have one name.
    let file = folder.join(format!("picture-{}.png", &blake3::hash(&bytes).to_hex()[..8]));
    std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&file, bytes)).map_err(|_| NotPasted::Unusable)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: usize, height: usize) -> ImageData<'static> {
        ImageData { width, height, bytes: vec![200; width * height * 4].into() }
    }

    #[test]
    fn a_picture_becomes_a_file_that_is_the_same_when_it_is_pasted_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let pasted = folder.path().join("pasted");
        let file = written(picture(3, 2), &pasted, 9).expect("it is written");
        assert_eq!(written(picture(3, 2), &pasted, 9), Ok(file.clone()));
        assert_ne!(written(picture(2, 3), &pasted, 9), Ok(file.clone()));
        let read = image::open(&file).expect("a picture");
        assert_eq!((read.width(), read.height()), (3, 2));
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(name.starts_with("picture-") && name.ends_with(".png"), "{name}");
    }

    #[test]
    fn what_could_not_be_shown_is_made_smaller_and_what_is_huge_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = written(picture(64, 36), folder.path(), 2_000).expect("a whole screen of the large kind");
        let read = image::open(&file).expect("a picture");
        let pixels = u64::from(read.width()) * u64::from(read.height());
        assert!(pixels <= 2_000 && pixels > 1_800, "{pixels}");
        crate::picture::read(&file).expect("it can be shown");
        assert_eq!(written(picture(4_200, 4_200), folder.path(), PICTURE_PIXELS), Err(NotPasted::TooLarge));
        assert_eq!(
            written(ImageData { bytes: vec![0; 3].into(), ..picture(1, 1) }, folder.path(), 9),
            Err(NotPasted::Unusable)
        );
    }
}
