//! `commonplace backup`, `verify-backup`, `restore --from`: a home in one file.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

use commonplace_node::answer::{Answer, Progress};
use commonplace_node::backup::{self, Doing};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::home::Passphrase;
use commonplace_node::runtime;

use super::identity::recovery_words;
use super::init::whoami;
use super::request::Request;
use super::{Done, Setting, ask};
use crate::args::{BackupArgs, RestoreArgs, VerifyBackupArgs};
use crate::failure::Failure;
use crate::open::{self, Door};
use crate::output::{Layout, Output};
use crate::secret;

/// Writes a backup.
pub(crate) fn write(setting: &Setting, args: &BackupArgs) -> Done {
    let to = std::path::absolute(&args.file).map_err(|error| Error::of_file(&args.file, &error))?;
    if to.symlink_metadata().is_ok() {
        return Err(Error::FileExists { file: to }.into());
    }
    let home_passphrase = secret::of_home(setting, setting.folder())?;
    let file = args.backup_passphrase_file.as_deref();
    let passphrase = secret::typed_twice(setting, file, "cli-ask-new-backup-passphrase")?;
    let passphrase = passphrase.ok_or_else(|| Failure::Said(setting.text.get("cli-no-terminal-backup")))?;
    let door = Door::open_with(setting, home_passphrase.clone())?;
    let command = Command::Backup { to, passphrase, keys: !args.without_keys, home_passphrase };
    ask::through(setting, door, Request { command, layout: Layout::Whole })
}

/// Checks a backup.
pub(crate) fn verify(setting: &Setting, args: &VerifyBackupArgs) -> Done {
    let passphrase = backup_passphrase(setting, args.backup_passphrase_file.as_deref())?;
    let file = args.file.clone();
    let mut output = Output::to_console(setting.format, Layout::Whole, &setting.text);
    let found = watched(&mut output, move |watch| backup::verify(&file, &passphrase, watch))?;
    output.answer(&Answer::Backup(found))?;
    ask::finish(setting, &mut output)
}

/// Makes a home of a backup.
pub(super) fn restore(setting: &Setting, file: &Path, args: &RestoreArgs) -> Done {
    let passphrase = backup_passphrase(setting, args.backup_passphrase_file.as_deref())?;
    let mut words = match &args.words_file {
        Some(_) => Some(recovery_words(setting, args)?),
        None => None,
    };
    let mut output = Output::to_console(setting.format, Layout::Whole, &setting.text);
    loop {
        let (file, folder, name) = (file.to_owned(), setting.folder().to_owned(), args.device_name.clone());
        let (passphrase, given) = (passphrase.clone(), words.clone());
        let restored = watched(&mut output, move |watch| {
            let words = given.as_ref().map(|words| words.as_str());
            runtime::restore_backup(&file, &passphrase, words, &folder, name.as_deref(), watch)
        });
        match restored {
            Err(Failure::Node(Error::BadBackup { why: backup::BadBackup::WithoutKeys })) if words.is_none() => {
                words = Some(recovery_words(setting, args)?);
            }
            Err(failure) => return Err(failure),
            Ok(restored) => {
                output.answer(&Answer::Whoami(whoami(&restored.home)))?;
                output.aside(&setting.text.get("cli-restored-backup"))?;
                output.finish()?;
                return Ok(());
            }
        }
    }
}

fn backup_passphrase(setting: &Setting, file: Option<&Path>) -> Result<Passphrase, Failure> {
    let given = secret::passphrase(setting, file, "cli-ask-backup-passphrase")?;
    given.ok_or_else(|| Failure::Said(setting.text.get("cli-no-terminal-backup")))
}

type Console = Output<std::io::StdoutLock<'static>, std::io::Stderr>;

/// Does long work on a thread of its own, telling how far it is; Ctrl+C calls it off, and then it leaves nothing.
fn watched<T: Send + 'static>(
    output: &mut Console,
    work: impl FnOnce(backup::Watch<'_>) -> Result<T, Error> + Send + 'static,
) -> Result<T, Failure> {
    let called_off = Arc::new(AtomicBool::new(false));
    let (steps, told) = sync_channel(1);
    let stop = Arc::clone(&called_off);
    let worker = std::thread::spawn(move || {
        let mut last = None;
        work(&mut |doing, done, of| {
            tell_step(&steps, &mut last, doing, done, of);
            !stop.load(Ordering::Relaxed)
        })
    });
    let signals = Arc::clone(&called_off);
    let waiting = open::tokio()?;
    let listener = std::thread::spawn(move || {
        // Ends with the process when nobody presses it.
        if waiting.block_on(tokio::signal::ctrl_c()).is_ok() {
            signals.store(true, Ordering::Relaxed);
        }
    });
    drop(listener);
    while let Ok(progress) = told.recv() {
        output.answer(&Answer::Progress(progress))?;
    }
    worker.join().map_err(|_| Failure::Node(Error::Stopped))?.map_err(Failure::Node)
}

/// A step in ten, each once.
fn tell_step(steps: &SyncSender<Progress>, last: &mut Option<(Doing, u64)>, doing: Doing, done: u64, of: u64) {
    let tenth = done.saturating_mul(10).checked_div(of).unwrap_or(10);
    if last.replace((doing, tenth)) != Some((doing, tenth)) {
        // Whoever listened is gone only when the process ends.
        let _gone = steps.send(Progress { doing, done, of });
    }
}
