//! What `open` is given, by its name or by a click: known for what it is before a window is asked.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use commonplace_core::{armor, bundle};
use commonplace_learning::reading::{FileAddress, file_address};
use commonplace_node::command::Opened;
use commonplace_node::error::Error;

use super::{Setting, ticket};
use crate::failure::Failure;

/// What was given.
///
/// # Errors
/// A file that cannot be read, or a sentence about what can be opened.
pub(crate) fn meant(given: &str, setting: &Setting) -> Result<Opened, Failure> {
    if let Some(FileAddress::Elsewhere(host)) = file_address(given) {
        return Err(Failure::Said(setting.text().with("cli-open-elsewhere", &[("host", host.into())])));
    }
    known(given)?.ok_or_else(|| Failure::Said(setting.text().get("cli-open-unknown")))
}

fn known(given: &str) -> Result<Option<Opened>, Error> {
    // Desktops hand a file over by its address.
    let (file, is_address) = match file_address(given) {
        Some(FileAddress::Here(path)) => (path.into(), true),
        _ => (PathBuf::from(given), false),
    };
    if is_bundle(&file) {
        let whole = std::path::absolute(&file).map_err(|error| Error::of_file(&file, &error))?;
        return Ok(Some(Opened::Bundle(whole)));
    }
    let text = match ticket::of_file(&file.to_string_lossy())? {
        Some(text) => text,
        None if is_address => return Err(missing(&file)),
        None => given.to_owned(),
    };
    Ok(of_text(text.trim()))
}

/// By its ending, or by its first bytes: a stick may have changed its name.
fn is_bundle(file: &Path) -> bool {
    let named_so = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(bundle::EXTENSION));
    let mut first = [0; bundle::MAGIC.len()];
    named_so || File::open(file).and_then(|mut opened| opened.read_exact(&mut first)).is_ok() && first == bundle::MAGIC
}

fn missing(file: &Path) -> Error {
    Error::of_file(file, &std::io::ErrorKind::NotFound.into())
}

fn of_text(text: &str) -> Option<Opened> {
    if armor::is_of(armor::LINK, text) {
        Some(Opened::Link(text.to_owned()))
    } else if armor::is_of(armor::TICKET, text) {
        Some(Opened::Ticket(text.to_owned()))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_opened_is_known_by_what_is_in_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = |name: &str, bytes: &[u8]| {
            let file = folder.path().join(name);
            std::fs::write(&file, bytes).expect("a file");
            file
        };
        let renamed = place("homework.dat", b"cpbundle and so on");
        assert_eq!(known(&renamed.to_string_lossy()), Ok(Some(Opened::Bundle(renamed))));
        let spaced = place("my stick.cpbundle", b"");
        for scheme in ["file://", "file:", "file://localhost"] {
            let address = format!("{scheme}{}", spaced.to_string_lossy().replace(' ', "%20"));
            assert_eq!(known(&address), Ok(Some(Opened::Bundle(spaced.clone()))), "{scheme}");
        }
        let ticket = place("biology.cpticket", b"commonplace:abc\n");
        assert_eq!(known(&ticket.to_string_lossy()), Ok(Some(Opened::Ticket("commonplace:abc".into()))));
        let other = place("shopping.txt", b"milk");
        assert_eq!(known(&other.to_string_lossy()), Ok(None));
        assert!(matches!(known("file:///nobody/has/this.cpticket"), Err(Error::File { .. })));
    }

    #[test]
    fn a_text_is_known_by_how_it_begins() {
        assert_eq!(known("COMMONPLACE:ABC"), Ok(Some(Opened::Ticket("COMMONPLACE:ABC".into()))));
        assert_eq!(known("commonplace-link:abc"), Ok(Some(Opened::Link("commonplace-link:abc".into()))));
        assert_eq!(known("commonplace-lease:abc"), Ok(None), "a lease is for a relay");
        assert_eq!(known("https://example.org"), Ok(None));
        assert_eq!(known("ü"), Ok(None));
    }
}
