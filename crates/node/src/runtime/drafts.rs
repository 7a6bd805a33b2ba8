//! Drafts: what a person is writing, a file each in the home. They are nobody else's, change with every word and go when
//! they are published, so they are no part of the journal, which keeps everything.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use commonplace_core::limits::DRAFT_BYTES;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::answer::{Answer, Draft, OtherDraft};
use crate::engine::Input;
use crate::error::Error;
use crate::home::write_durably;
use crate::node::Reply;

use super::engine_thread::Message;

/// What is to be done with a draft.
#[derive(Debug)]
pub(super) enum Job {
    /// Keep it; an empty text forgets it.
    Keep { key: String, text: String },
    /// Read it; where none lies here, what another own device has is the draft.
    Read { key: String, others: Vec<OtherDraft> },
    /// Read it for the engine.
    Check { key: String },
}

/// Who waits for a job.
pub(super) enum Waiting {
    /// Somebody who asked.
    Person(mpsc::Sender<Reply>),
    /// The engine.
    Engine(mpsc::Sender<Message>),
    /// Nobody.
    Nobody,
}

/// A job, and who waits for it.
pub(super) type Request = (Job, Waiting);

/// Jobs that wait at most: one writer, and a disk that is slow for a moment.
const WAITING: usize = 64;
/// Where the drafts lie, in the home.
const FOLDER: &str = "drafts";

/// The way to the one who does the jobs, and the end of that.
pub(super) struct Desk {
    jobs: mpsc::Sender<Request>,
    done: JoinHandle<()>,
}

impl Desk {
    /// Begins to serve the drafts of a home.
    pub(super) fn open(handle: &Handle, home: PathBuf) -> Self {
        let (jobs, waiting) = mpsc::channel(WAITING);
        Self { jobs, done: handle.spawn(serve(home, waiting)) }
    }

    /// Asks for a job; gives the asker back when too many wait.
    pub(super) fn ask(&self, request: Request) -> Result<(), Waiting> {
        self.jobs.try_send(request).map_err(|refused| refused.into_inner().1)
    }

    /// Waits until the last draft is on the disk.
    pub(super) async fn close(self) {
        drop(self.jobs);
        // A worker that failed has nothing more to write.
        let _ended = self.done.await;
    }
}

/// Does one job after the other, so that the last word kept is the last one typed.
async fn serve(home: PathBuf, mut jobs: mpsc::Receiver<Request>) {
    let folder = home.join(FOLDER);
    while let Some((job, waiting)) = jobs.recv().await {
        let folder = folder.clone();
        let done = tokio::task::spawn_blocking(move || run(&folder, job)).await;
        let done = done.unwrap_or(Err(Error::Stopped));
        match waiting {
            Waiting::Person(replies) => {
                let reply = match done {
                    Ok(Some(draft)) => Reply::Answer(Box::new(Answer::Draft(draft))),
                    Ok(None) => continue,
                    Err(error) => Reply::Failed(error),
                };
                // Who has gone meanwhile asks again when they come back.
                let _gone = replies.send(reply).await;
            }
            // What cannot be read now is compared at the next start.
            Waiting::Engine(inputs) => {
                if let Ok(Some(Draft { key, text, .. })) = done {
                    let _stopping = inputs.send(Message::Input(Input::DraftChecked { key, text })).await;
                }
            }
            Waiting::Nobody => {}
        }
    }
}

fn run(folder: &Path, job: Job) -> Result<Option<Draft>, Error> {
    match job {
        Job::Keep { key, text } => keep(folder, &key, &text).map(|()| None),
        Job::Read { key, others } => read_beside(folder, key, others).map(Some),
        Job::Check { key } => read_beside(folder, key, Vec::new()).map(Some),
    }
}

fn read_beside(folder: &Path, key: String, mut others: Vec<OtherDraft>) -> Result<Draft, Error> {
    let file = file_of(folder, &key);
    let text = read(&file).map_err(|error| Error::of_file(&file, &error))?;
    let from = others.iter().position(|other| text.is_empty() && other.text.is_some());
    Ok(match from.map(|place| others.remove(place)) {
        Some(OtherDraft { id, text: Some(text), .. }) => Draft { key, text, id: Some(id), others },
        _ => Draft { key, text, id: None, others },
    })
}

fn keep(folder: &Path, key: &str, text: &str) -> Result<(), Error> {
    let file = file_of(folder, key);
    let failed = |error: io::Error| Error::of_file(&file, &error);
    if text.is_empty() {
        return match fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(()),
        };
    }
    fs::create_dir_all(folder).map_err(failed)?;
    write_durably(&file, text.as_bytes())
}

fn read(file: &Path) -> io::Result<String> {
    match fs::metadata(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(String::new()),
        Ok(metadata) if metadata.len() > DRAFT_BYTES as u64 => return Err(io::ErrorKind::FileTooLarge.into()),
        _ => {}
    }
    fs::read_to_string(file)
}

/// Keys are named by screens and hold ids and titles; a hash is a name on every file system.
fn file_of(folder: &Path, key: &str) -> PathBuf {
    folder.join(blake3::hash(key.as_bytes()).to_hex().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_is_kept_and_an_empty_text_forgets() {
        let home = tempfile::tempdir().expect("a folder");
        let read = |key: &str| {
            run(home.path(), Job::Read { key: key.into(), others: Vec::new() })
                .expect("readable")
                .expect("a draft")
                .text
        };
        assert_eq!(read("note/new"), "");
        let long = "a paragraph of a long note\n".repeat(10_000);
        for text in ["Water", "Water follows", long.as_str()] {
            run(home.path(), Job::Keep { key: "note/new".into(), text: text.into() }).expect("kept");
            assert_eq!(read("note/new"), text);
        }
        assert_eq!(read("../../etc/passwd"), "");
        run(home.path(), Job::Keep { key: "note/new".into(), text: String::new() }).expect("forgotten");
        assert_eq!(read("note/new"), "");
        assert_eq!(fs::read_dir(home.path()).expect("a folder").count(), 0);
    }
}
