//! `commonplace restore`, `words`, `passphrase`: who somebody is, on paper and on the disk.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};

use commonplace_core::limits::{CHECKED_WORDS, RECOVERY_WORDS};
use commonplace_node::answer::Answer;
use commonplace_node::command::{Command, WordAt};
use commonplace_node::error::Error;
use commonplace_node::home::{Home, Passphrase};
use commonplace_node::runtime;
use zeroize::Zeroizing;

use super::init::whoami;
use super::request::Request;
use super::{Done, Setting, ask, backup};
use crate::args::{PassphraseArgs, RestoreArgs, WordsArgs};
use crate::failure::Failure;
use crate::open::Door;
use crate::output::{Layout, Output};
use crate::secret;

/// Makes a home of the person of these words.
pub(crate) fn restore(setting: &Setting, args: &RestoreArgs) -> Done {
    if let Some(file) = &args.from {
        return backup::restore(setting, file, args);
    }
    let words = recovery_words(setting, args)?;
    let name = args.name.as_deref().unwrap_or_default();
    runtime::restore_home(setting.folder(), &words, name, args.device_name.as_deref())?;
    let home = Home::open(setting.folder())?;
    let mut output = Output::to_console(setting.format, Layout::Whole, &setting.text);
    output.answer(&Answer::Whoami(whoami(&home)))?;
    output.aside(&setting.text.get("cli-restored"))?;
    output.finish()?;
    Ok(())
}

/// Recovery words from a file, typed at the terminal, or piped in.
pub(super) fn recovery_words(setting: &Setting, args: &RestoreArgs) -> Result<Zeroizing<String>, Error> {
    match &args.words_file {
        Some(file) => secret::whole(file),
        None if io::stdin().is_terminal() => secret::ask(&setting.text.get("cli-ask-words"))?.ok_or(Error::Cancelled),
        None => secret::piped(),
    }
}

/// Makes this home a new device, after it was taken away.
pub(crate) fn renew(setting: &Setting) -> Done {
    let passphrase = secret::of_home(setting, setting.folder())?;
    tell(setting, Command::DeviceRenew { passphrase: passphrase.clone() }, passphrase)?;
    setting.remark(&setting.text.get("cli-renewed"));
    Ok(())
}

/// Shows or checks recovery words.
pub(crate) fn words(setting: &Setting, args: &WordsArgs) -> Done {
    match args {
        WordsArgs::Show => {
            let passphrase = secret::of_home(setting, setting.folder())?;
            tell(setting, Command::WordsShow { passphrase: passphrase.clone() }, passphrase)
        }
        WordsArgs::Check => {
            Home::find(setting.folder())?;
            let words = three_words(setting)?;
            tell(setting, Command::WordsCheck { words }, None)?;
            setting.remark(&setting.text.get("cli-words-right"));
            Ok(())
        }
    }
}

/// Three words of a person's paper: typed at the terminal, or one a line as `PLACE WORD` from a pipe.
fn three_words(setting: &Setting) -> Result<Vec<WordAt>, Error> {
    if !io::stdin().is_terminal() {
        let line = |line: &str| {
            let (place, word) = line.trim().split_once(char::is_whitespace)?;
            Some(WordAt { place: place.parse().ok()?, word: word.trim().to_owned() })
        };
        return Ok(secret::piped()?.lines().filter_map(line).collect());
    }
    let mut words = Vec::new();
    for place in places()? {
        let question = setting.text.with("cli-ask-word", &[("place", place.into())]);
        let typed = secret::ask(&question)?.ok_or(Error::Cancelled)?;
        words.push(WordAt { place, word: typed.to_string() });
    }
    Ok(words)
}

/// As many different places as a check asks for.
fn places() -> Result<BTreeSet<usize>, Error> {
    let mut places = BTreeSet::new();
    while places.len() < CHECKED_WORDS {
        places.insert(runtime::draw_below(RECOVERY_WORDS)? + 1);
    }
    Ok(places)
}

/// Seals the keys of the home, or opens them for good.
pub(crate) fn passphrase(setting: &Setting, args: &PassphraseArgs) -> Done {
    let sealed = Home::find(setting.folder())?.sealed;
    let said = |key: &str| Failure::Said(setting.text.get(key));
    let new = match args {
        PassphraseArgs::Set(_) if sealed => return Err(said("cli-sealed-already")),
        PassphraseArgs::Change(_) | PassphraseArgs::Remove if !sealed => return Err(said("cli-not-sealed")),
        PassphraseArgs::Set(new) | PassphraseArgs::Change(new) => Some(new),
        PassphraseArgs::Remove => None,
    };
    let old = secret::of_home(setting, setting.folder())?;
    let new = match new {
        Some(new) => {
            let given = secret::new_passphrase(setting, new.new_passphrase_file.as_deref())?;
            Some(given.ok_or_else(|| said("cli-no-terminal"))?)
        }
        None => None,
    };
    let key = if new.is_some() { "cli-sealed" } else { "cli-unsealed" };
    tell(setting, Command::PassphraseChange { old: old.clone(), new }, old)?;
    setting.remark(&setting.text.get(key));
    Ok(())
}

/// Tells the node, whose home this passphrase opens when no node runs on it.
fn tell(setting: &Setting, command: Command, passphrase: Option<Passphrase>) -> Done {
    let door = Door::open_with(setting, passphrase)?;
    ask::through(setting, door, Request { command, layout: Layout::Whole })
}
