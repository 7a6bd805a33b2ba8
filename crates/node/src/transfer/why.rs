//! Why a file was not taken or not written, as a sentence for its reader.

use std::io;

use commonplace_core::limits::{BLOB_BYTES, IMPORT_DEPTH, IMPORT_FILES, NOTE_TEXT_BYTES};

use crate::error::Error;
use crate::sentence::sentence;
use crate::text::Text;

/// Why a file was not taken, or not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    /// A symbolic link: it may point anywhere, so it is never followed.
    Link,
    /// A home of this program, with secret keys in it.
    Home,
    /// A device, socket or pipe.
    NotAFile,
    /// A Markdown file that is not UTF-8.
    NotText,
    /// A note above [`NOTE_TEXT_BYTES`].
    NoteTooLarge,
    /// An attachment above [`BLOB_BYTES`].
    FileTooLarge,
    /// The operating system refused to read it.
    Unreadable(String),
    /// A name that is not UTF-8 or holds control characters.
    BadName,
    /// Folders in folders, more than [`IMPORT_DEPTH`].
    TooDeep,
    /// More than [`IMPORT_FILES`] files.
    TooMany,
    /// A file that no note shows, and no note that stands for the folder.
    NotShown,
    /// A deck of cards.
    Anki,
    /// A single file that is not Markdown.
    NotMarkdown,
    /// Somebody changed the note since, and the file does not know of it.
    ChangedBy(String),
    /// The file is what the note was before.
    NewerHere,
    /// Says that it is an exported question or comments, and is not.
    Malformed,
    /// Comments on a note that the circle lacks.
    NoteMissing,
    /// Something else stands where the file goes.
    Exists,
    /// A link or file stands where a folder goes.
    InTheWay,
    /// The operating system refused to write it.
    Unwritable(String),
    /// What the node says.
    Node(Error),
}

impl Why {
    /// A file that could not be read.
    pub(super) fn unreadable(error: &io::Error) -> Self {
        Self::Unreadable(plain(error))
    }

    /// A file that could not be written. A full disk is told as such, since no other file would fare better.
    pub(super) fn unwritable(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Node(Error::DiskFull),
            _ => Self::Unwritable(plain(error)),
        }
    }

    /// It as one sentence.
    pub(super) fn sentence(&self, text: &Text) -> String {
        match self {
            Self::NoteTooLarge => text.with("transfer-note-too-large", &[("max", (NOTE_TEXT_BYTES >> 20).into())]),
            Self::FileTooLarge => text.with("transfer-file-too-large", &[("max", (BLOB_BYTES >> 30).into())]),
            Self::TooDeep => text.with("transfer-too-deep", &[("max", IMPORT_DEPTH.into())]),
            Self::TooMany => text.with("transfer-too-many", &[("max", IMPORT_FILES.into())]),
            Self::ChangedBy(name) => text.with("transfer-changed-by", &[("name", name.into())]),
            Self::Unreadable(why) => text.with("transfer-unreadable", &[("why", why.into())]),
            Self::Unwritable(why) => text.with("transfer-unwritable", &[("why", why.into())]),
            Self::Node(error) => sentence(error, text),
            plain => plain.fixed_sentence(text),
        }
    }

    fn fixed_sentence(&self, text: &Text) -> String {
        match self {
            Self::Link => text.get("transfer-link"),
            Self::Home => text.get("transfer-home"),
            Self::NotAFile => text.get("transfer-not-a-file"),
            Self::NotText => text.get("transfer-not-text"),
            Self::BadName => text.get("transfer-bad-name"),
            Self::NotShown => text.get("transfer-not-shown"),
            Self::Anki => text.get("transfer-anki"),
            Self::NotMarkdown => text.get("transfer-not-markdown"),
            Self::NewerHere => text.get("transfer-newer-here"),
            Self::Malformed => text.get("transfer-malformed"),
            Self::NoteMissing => text.get("transfer-note-missing"),
            Self::Exists => text.get("transfer-exists"),
            Self::InTheWay => text.get("transfer-in-the-way"),
            filled => format!("{filled:?}"),
        }
    }
}

/// What the operating system says, without its number.
fn plain(error: &io::Error) -> String {
    let said = error.to_string();
    said.split(" (os error").next().unwrap_or(&said).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn every_reason_is_one_whole_sentence_in_every_language() {
        let words = || String::from("alice");
        let all = [
            Why::Link,
            Why::Home,
            Why::NotAFile,
            Why::NotText,
            Why::NoteTooLarge,
            Why::FileTooLarge,
            Why::Unreadable(words()),
            Why::BadName,
            Why::TooDeep,
            Why::TooMany,
            Why::NotShown,
            Why::Anki,
            Why::NotMarkdown,
            Why::ChangedBy(words()),
            Why::NewerHere,
            Why::Malformed,
            Why::NoteMissing,
            Why::Exists,
            Why::InTheWay,
            Why::Unwritable(words()),
            Why::Node(Error::DiskFull),
        ];
        for language in Language::ALL {
            let text = Text::new(language);
            for why in &all {
                let said = why.sentence(&text);
                assert!(said.ends_with(['.', '؟', '!']) || matches!(why, Why::Node(_)), "{language:?}: {said}");
                assert!(!said.contains(['\n', '{', '[', '$']), "{language:?}: {said}");
                assert!(said.chars().count() > 15, "{language:?}: {said}");
            }
        }
    }
}
