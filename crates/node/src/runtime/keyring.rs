//! The open home's keys while a node runs: kept for the engine, and shown or sealed for their person.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use commonplace_core::limits::CHECKED_WORDS;
use commonplace_core::time::Timestamp;
use commonplace_core::words::{Words, fingerprint};
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use super::engine_thread::Message;
use super::random;
use crate::answer::{Answer, Progress, RecoveryWords, WordsState};
use crate::backup::{self, Job};
use crate::command::{Command, WordAt};
use crate::engine::{AskId, Input, Keeper, Standing};
use crate::error::Error;
use crate::home::{Cost, Home, Keys, Passphrase};
use crate::node::Reply;

/// The way to the keys, for everybody in this process who needs them.
#[derive(Debug, Clone)]
pub(super) struct Keyring {
    home: Arc<Mutex<Home>>,
    cost: Cost,
}

impl Keyring {
    pub(super) fn new(home: Home, cost: Cost) -> Self {
        Self { home: Arc::new(Mutex::new(home)), cost }
    }

    fn home(&self) -> MutexGuard<'_, Home> {
        self.home.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How dear a guess at a passphrase is made.
    pub(super) fn cost(&self) -> Cost {
        self.cost
    }

    /// The keys as they are now.
    pub(super) fn keys(&self) -> Keys {
        self.home().keys().clone()
    }

    /// Does what a person asks about their keys, on a thread of its own: a passphrase takes its time.
    pub(super) fn serve(&self, handle: &Handle, command: Command, replies: mpsc::Sender<Reply>) {
        let keyring = self.clone();
        handle.spawn(async move {
            let done = tokio::task::spawn_blocking(move || keyring.obey(command)).await;
            let reply = match done.unwrap_or(Err(Error::Stopped)) {
                Ok(Some(answer)) => Reply::Answer(Box::new(answer)),
                Ok(None) => return,
                Err(error) => Reply::Failed(error),
            };
            // Who has gone meanwhile has no use for it.
            let _gone = replies.send(reply).await;
        });
    }

    /// Writes a backup on a thread of its own, until whoever waits for it goes away.
    pub(super) fn back_up(
        &self,
        handle: &Handle,
        mut job: Job,
        keys: bool,
        passphrase: Option<Passphrase>,
        replies: mpsc::Sender<Reply>,
    ) {
        let keyring = self.clone();
        handle.spawn_blocking(move || {
            let mut told = None;
            let mut watch = |doing, done: u64, of: u64| {
                let tenth = done.saturating_mul(10).checked_div(of).unwrap_or(10);
                if told.replace((doing, tenth)) != Some((doing, tenth)) {
                    let progress = Answer::Progress(Progress { doing, done, of });
                    return replies.blocking_send(Reply::Answer(Box::new(progress))).is_ok();
                }
                !replies.is_closed()
            };
            let written = keyring.keys_for_backup(keys, passphrase.as_ref()).and_then(|keys| {
                job.keys = keys;
                backup::write(&job, &mut watch)
            });
            let reply = match written {
                Ok(backup) => Reply::Answer(Box::new(Answer::Backup(backup))),
                Err(error) => Reply::Failed(error),
            };
            // Who has gone meanwhile has called it off, or finds the file.
            let _gone = replies.blocking_send(reply);
        });
    }

    /// Tells the engine whether a passphrase is that of the home. On a thread of its own.
    pub(super) fn check_passphrase(
        &self,
        handle: &Handle,
        inputs: mpsc::Sender<Message>,
        ask: AskId,
        passphrase: Passphrase,
    ) {
        let keyring = self.clone();
        handle.spawn_blocking(move || {
            let home = keyring.home().clone();
            let outcome = home.require(Some(&passphrase));
            let _stopping = inputs.blocking_send(Message::Input(Input::PassphraseChecked { ask, outcome }));
        });
    }

    fn keys_for_backup(&self, wanted: bool, passphrase: Option<&Passphrase>) -> Result<Option<Keys>, Error> {
        if !wanted {
            return Ok(None);
        }
        let home = self.home().clone();
        home.require(passphrase)?;
        Ok(Some(home.keys().clone()))
    }

    fn obey(&self, command: Command) -> Result<Option<Answer>, Error> {
        match command {
            Command::PassphraseChange { old, new } => {
                let salt: [u8; 32] = random()?;
                let mut first = [0; 16];
                first.copy_from_slice(&salt[..16]);
                // The lock is held meanwhile: keys that are written now must be written under the new seal.
                self.home().change_passphrase(old.as_ref(), new.as_ref(), first, self.cost)?;
                Ok(None)
            }
            Command::WordsShow { passphrase } => {
                let home = self.home().clone();
                home.require(passphrase.as_ref())?;
                let words = words_of(&home)?;
                home.set_words_state(WordsState::Shown)?;
                let words = words.iter().map(ToOwned::to_owned).collect();
                Ok(Some(Answer::RecoveryWords(RecoveryWords { words, fingerprint: fingerprint_of(&home) })))
            }
            Command::WordsCheck { words } => {
                let home = self.home().clone();
                check(&words_of(&home)?, &words)?;
                home.set_words_state(WordsState::Checked)?;
                Ok(None)
            }
            _ => Ok(None),
        }
    }
}

fn words_of(home: &Home) -> Result<Words, Error> {
    let root = home.keys().root().ok_or(Error::NoRootKey)?;
    Ok(Words::of(&root.seed()))
}

fn fingerprint_of(home: &Home) -> String {
    fingerprint(&home.person_id()).join(" ")
}

/// Whether enough words are right; the first wrong one is named by its place.
fn check(words: &Words, typed: &[WordAt]) -> Result<(), Error> {
    let places: std::collections::BTreeSet<usize> = typed.iter().map(|word| word.place).collect();
    if places.len() < CHECKED_WORDS {
        return Err(Error::Empty { what: "words".into() });
    }
    match typed.iter().find(|typed| !words.is_at(typed.place, &typed.word)) {
        Some(wrong) => Err(Error::WrongWord { place: wrong.place }),
        None => Ok(()),
    }
}

impl Keeper for Keyring {
    fn keep(&mut self, keys: Keys) -> Result<(), Error> {
        self.home().keep(keys)
    }

    fn link(&mut self, keys: Keys, name: &str, since: Timestamp) -> Result<(), Error> {
        self.home().link(keys, name, since)
    }

    fn standing(&self) -> Standing {
        let home = self.home();
        Standing { sealed: home.is_sealed(), words: home.words_state(), returning: home.returning_since() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_different_words_must_be_right() {
        let words = Words::of(&[0; 32]);
        let at = |place, word: &str| WordAt { place, word: word.into() };
        let right = [at(3, "abandon"), at(24, "art"), at(7, "Aband")];
        assert_eq!(check(&words, &right), Ok(()));
        assert!(check(&words, &right[..2]).is_err());
        assert!(check(&words, &[at(3, "abandon"), at(3, "abandon"), at(3, "abandon")]).is_err());
        let wrong = [at(3, "abandon"), at(24, "abandon"), at(7, "abandon")];
        assert_eq!(check(&words, &wrong), Err(Error::WrongWord { place: 24 }));
    }
}
