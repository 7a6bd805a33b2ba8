//! Text that a person gives: from a file, from a pipe, or typed.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use commonplace_core::limits::NOTE_TEXT_BYTES;
use commonplace_node::error::Error;

/// The text of `file`, or of standard input for `-` and for none. At a terminal, `hint` says how to end.
///
/// # Errors
/// [`Error::NotText`], [`Error::TooLong`] before it is read whole, [`Error::File`].
pub(crate) fn text(file: Option<&Path>, hint: impl FnOnce()) -> Result<String, Error> {
    match file {
        Some(file) if file != Path::new("-") => of_file(file),
        _ => {
            if io::stdin().is_terminal() {
                hint();
            }
            of_input(io::stdin().lock())
        }
    }
}

/// As [`text`], but none when there is neither a file nor a pipe: for text that may be left out.
pub(crate) fn optional_text(file: Option<&Path>, hint: impl FnOnce()) -> Result<Option<String>, Error> {
    if file.is_none() && io::stdin().is_terminal() {
        return Ok(None);
    }
    text(file, hint).map(Some)
}

fn of_file(file: &Path) -> Result<String, Error> {
    let opened = File::open(file).map_err(|error| Error::of_file(file, &error))?;
    let bytes = bounded(opened).map_err(|error| Error::of_file(file, &error))?;
    in_utf8(bytes?, Some(file))
}

fn of_input(input: impl Read) -> Result<String, Error> {
    let bytes = bounded(input).map_err(|error| Error::of_file(Path::new("/dev/stdin"), &error))?;
    in_utf8(bytes?, None)
}

/// At most the longest text, so that a file of 10 GiB is refused at its first MiB.
fn bounded(input: impl Read) -> io::Result<Result<Vec<u8>, Error>> {
    let bound = u64::try_from(NOTE_TEXT_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    input.take(bound.saturating_add(1)).read_to_end(&mut bytes)?;
    let too_long = || Error::TooLong { what: "text".to_owned(), max: format!("{} MiB", NOTE_TEXT_BYTES >> 20) };
    Ok(if bytes.len() > NOTE_TEXT_BYTES { Err(too_long()) } else { Ok(bytes) })
}

fn in_utf8(bytes: Vec<u8>, file: Option<&Path>) -> Result<String, Error> {
    let text = String::from_utf8(bytes).map_err(|_| Error::NotText { file: file.map(Path::to_owned) })?;
    // The mark with which some editors begin a file is no part of the text.
    Ok(text.strip_prefix('\u{feff}').map(ToOwned::to_owned).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_from_files_without_the_byte_order_mark() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("note.md");
        std::fs::write(&file, "\u{feff}# Şeker").expect("write");
        assert_eq!(text(Some(&file), || ()), Ok("# Şeker".to_owned()));
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("photo.jpg");
        std::fs::write(&file, [0xff, 0xd8, 0xff]).expect("write");
        assert_eq!(text(Some(&file), || ()), Err(Error::NotText { file: Some(file.clone()) }));
        assert_eq!(of_input(&[0xff][..]), Err(Error::NotText { file: None }));
    }

    #[test]
    fn an_endless_file_is_refused_at_its_bound() {
        assert!(matches!(of_input(io::repeat(b'x')), Err(Error::TooLong { .. })));
        assert!(matches!(text(Some(Path::new("/dev/zero")), || ()), Err(Error::TooLong { .. })));
    }

    #[test]
    fn folders_missing_files_and_broken_links_are_refused_by_name() {
        let folder = tempfile::tempdir().expect("folder");
        let link = folder.path().join("link.md");
        std::os::unix::fs::symlink("nowhere", &link).expect("link");
        for file in [folder.path(), &link, &folder.path().join("none.md")] {
            assert!(matches!(text(Some(file), || ()), Err(Error::File { file: named, .. }) if named == file));
        }
    }
}
