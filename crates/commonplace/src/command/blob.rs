//! `commonplace blob get`: an attachment becomes a file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use commonplace_core::id::BlobId;
use commonplace_node::answer::{Answer, Blob};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::node::Reply;

use super::ask::TOLD_MILLIS;
use super::{Done, Setting};
use crate::clock;
use crate::open::Door;
use crate::output::{Layout, Output, Screen, event_line};

/// Writes the attachment to `output`, or into this folder under its own name. Never over a file that is there.
pub(crate) fn get(setting: &Setting, blob: &str, output: Option<PathBuf>) -> Done {
    let id: BlobId = blob.parse().map_err(|_| Error::Unknown { name: blob.to_owned() })?;
    let target = output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.part", id.short())));
    let target = std::path::absolute(&target).map_err(|error| Error::of_file(&target, &error))?;
    let door = Door::open(setting)?;
    let command = Command::BlobGet { blob: id, to: target.clone(), wait: true };
    let fetched = door.block_on(fetch(setting, &door, command));
    door.close();
    let mut fetched = fetched?;
    let file = if output.is_some() { target } else { under_its_own_name(&target, &fetched.name)? };
    fetched.file = Some(file);
    let mut output = Output::to_console(setting.format, Layout::Whole, &setting.text);
    output.answer(&Answer::Blob(fetched))?;
    output.finish()?;
    Ok(())
}

/// Fetches an attachment no more.
pub(crate) fn cancel(setting: &Setting, blob: &str) -> Done {
    let blob: BlobId = blob.parse().map_err(|_| Error::Unknown { name: blob.to_owned() })?;
    let door = Door::open(setting)?;
    let done = door.block_on(async {
        let mut replies = door.ask(Command::BlobCancel { blob }).await?;
        while let Some(reply) = replies.recv().await {
            if let Reply::Failed(error) = reply {
                return Err(error);
            }
        }
        Ok(())
    });
    door.close();
    Ok(done?)
}

/// Waits for the attachment, and tells on standard error how far it is.
async fn fetch(setting: &Setting, door: &Door, command: Command) -> Result<Blob, Error> {
    let mut replies = door.ask(command).await?;
    let mut fetched = None;
    let screen = Screen::of_stdout(setting.text.clone());
    let mut told = clock::now();
    loop {
        let reply = tokio::select! {
            reply = replies.recv() => reply,
            _ = tokio::signal::ctrl_c() => return Err(Error::Cancelled),
        };
        match reply {
            Some(Reply::Answer(answer)) => match *answer {
                Answer::Blob(blob) => fetched = Some(blob),
                Answer::Event(event) if clock::now() >= told => {
                    told = clock::now().later(TOLD_MILLIS);
                    setting.remark(&event_line(&event, &screen));
                }
                _ => {}
            },
            Some(Reply::Failed(error)) => return Err(error),
            None => return fetched.ok_or(Error::BlobAbsent),
        }
    }
}

/// Moves a fetched file to the last part of the attachment's name; its author chose that name, so no folder in it
/// counts, and a name that is none gives way to the id.
fn under_its_own_name(fetched: &Path, name: &str) -> Result<PathBuf, Error> {
    let folder = fetched.parent().unwrap_or(Path::new("."));
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let harmless = !matches!(own, "" | "." | "..") && !own.starts_with('.') && !own.contains(char::is_control);
    let target = if harmless { folder.join(own) } else { fetched.with_extension("") };
    let moved = rename_if_free(fetched, &target);
    if moved.is_err() {
        let _may_be_gone = fs::remove_file(fetched);
    }
    moved.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Error::FileExists { file: target.clone() },
        _ => Error::of_file(&target, &error),
    })?;
    Ok(target)
}

fn rename_if_free(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // A USB stick has no hard links.
        Err(_) if to.symlink_metadata().is_err() => fs::rename(from, to),
        Err(_) => Err(io::ErrorKind::AlreadyExists.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetched_as(name: &str) -> (tempfile::TempDir, Result<PathBuf, Error>) {
        let folder = tempfile::tempdir().expect("folder");
        let part = folder.path().join("abcdefghij.part");
        fs::write(&part, "bytes").expect("write");
        fs::write(folder.path().join("taken.png"), "mine").expect("write");
        let moved = under_its_own_name(&part, name);
        assert!(!part.exists());
        (folder, moved)
    }

    #[test]
    fn an_attachment_takes_its_name_and_never_a_folder() {
        for (name, file) in [
            ("cell.png", "cell.png"),
            ("img/cell.png", "cell.png"),
            ("../../x", "x"),
            ("..\\..\\x", "x"),
            ("..", "abcdefghij"),
            (".bashrc", "abcdefghij"),
            ("a\nb", "abcdefghij"),
            ("", "abcdefghij"),
        ] {
            let (folder, moved) = fetched_as(name);
            assert_eq!(moved, Ok(folder.path().join(file)), "{name:?}");
        }
    }

    #[test]
    fn a_file_that_is_there_stays() {
        let (folder, moved) = fetched_as("taken.png");
        let taken = folder.path().join("taken.png");
        assert_eq!(moved, Err(Error::FileExists { file: taken.clone() }));
        assert_eq!(fs::read_to_string(taken).expect("text"), "mine");
    }
}
