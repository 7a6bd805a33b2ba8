//! Folders of Markdown in and out of a circle (`docs/import-export.md`).
//!
//! Works through the [`Node`] handle alone, as any face does, so that what is imported takes the same way as what is
//! typed. An import changes no file; an export never writes over what a person wrote. Both tell of every file, go on
//! after one that cannot be taken, and may be called off or killed at any moment and begun again.

mod asking;
mod export;
#[cfg(test)]
mod fake;
mod folder;
mod front_matter;
mod import;
mod layout;
mod ledger;
mod links;
mod names;
mod reading;
mod scratch;
#[cfg(test)]
mod tests;
mod thread_file;
mod walk;
mod why;

use std::io;
use std::path::Path;

use tokio::sync::mpsc;

use crate::answer::Answer;
use crate::command::Name;
use crate::error::Error;
use crate::node::{Node, Reply};
use crate::text::Text;

/// Reads a folder of Markdown, or one file, into a circle, and tells of each file by an
/// [`Imported`](crate::answer::Imported) with sentences in the language of `text`. Ends by dropping `out`; called off
/// when its receiver is dropped. Ends with [`Reply::Failed`] only when the path itself cannot be read or the circle
/// takes nothing.
pub async fn import(node: &Node, circle: Name, path: &Path, text: &Text, out: mpsc::Sender<Reply>) {
    until_called_off(&out, import::run(node, circle, path, text, &out)).await;
}

/// Writes a circle into a folder, which is made if missing, and tells of each file by an
/// [`Exported`](crate::answer::Exported). Ends by dropping `out`; called off when its receiver is dropped. Ends with
/// [`Reply::Failed`] only when the folder cannot be written, the disk is full, or the circle cannot be read.
pub async fn export(node: &Node, circle: Name, to: &Path, text: &Text, out: mpsc::Sender<Reply>) {
    until_called_off(&out, export::run(node, circle, to, text, &out)).await;
}

/// Doors for the fuzz targets to what is read from a folder; no part of the API.
#[doc(hidden)]
pub mod decoders {
    /// Reads a file as a note.
    pub fn note_file(text: String) {
        let note = super::reading::parse(text, "folder/file.md");
        let _shown = super::links::inline_tags(&note.text);
    }

    /// Reads a file as a thread that was exported.
    pub fn thread_file(text: &str) {
        let _may_be_one = super::thread_file::ThreadFile::read(text);
    }

    /// Reads a file as the list of what was exported.
    pub fn ledger(text: &str) {
        let _ledger = super::ledger::Ledger::read(text);
    }

    /// The path under which an attachment of this name is written.
    #[must_use]
    pub fn safe_path(name: &str) -> String {
        let mut taken = super::names::Taken::default();
        taken.claim(&super::names::safe_path(name))
    }
}

async fn until_called_off(out: &mpsc::Sender<Reply>, work: impl Future<Output = Result<(), Error>>) {
    let ended = tokio::select! {
        () = out.closed() => return,
        ended = work => ended,
    };
    if let Err(error) = ended {
        // Nobody listens any more when this cannot be sent.
        let _called_off = out.send(Reply::Failed(error)).await;
    }
}

/// Tells of files, and counts them.
#[derive(Debug)]
struct Teller<'a> {
    out: &'a mpsc::Sender<Reply>,
    done: usize,
    of: usize,
}

impl<'a> Teller<'a> {
    fn new(out: &'a mpsc::Sender<Reply>, of: usize) -> Self {
        Self { out, done: 0, of }
    }

    /// Counts a file as done; there may turn out to be more than was thought.
    fn count(&mut self) -> (usize, usize) {
        self.done += 1;
        self.of = self.of.max(self.done);
        (self.done, self.of)
    }

    async fn tell(&self, answer: Answer) -> Result<(), Error> {
        self.out.send(Reply::Answer(Box::new(answer))).await.map_err(|_| Error::Cancelled)
    }
}

/// Whether no other file would fare better after this error.
fn ends_all(error: &Error) -> bool {
    matches!(
        error,
        Error::NotAMember { .. }
            | Error::Removed { .. }
            | Error::DiskFull
            | Error::Stopped
            | Error::Store { .. }
            | Error::Cancelled
    )
}

/// Runs what waits for files on a thread for such things. It is not interrupted, so each piece of work is small or whole.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Stopped)
}

/// A failure of the file that was asked for itself.
fn file_error(file: &Path, error: &io::Error) -> Error {
    Error::File { file: file.to_owned(), why: error.to_string() }
}
