//! Secrets that a person gives: passphrases and recovery words. Typed at the terminal without being shown, or read from a
//! file. Never from an argument or a variable: those are seen by every program of the machine, or inherited by every child.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use commonplace_core::limits::{PASSPHRASE_BYTES, RECOVERY_TEXT_BYTES};
use commonplace_node::error::Error;
use commonplace_node::home::{Home, Passphrase};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

use crate::command::Setting;

/// Where people type, even when standard input is a pipe.
const TERMINAL: &str = "/dev/tty";
/// Longest secret that is read, in bytes: the longest passphrase, or recovery words with many a space too much.
const SECRET_BYTES: usize = PASSPHRASE_BYTES + RECOVERY_TEXT_BYTES;

/// The passphrase of a home, asked for if it has one.
///
/// # Errors
/// What is wrong with the home or the file; [`Error::Locked`] when there is nobody to ask.
pub(crate) fn of_home(setting: &Setting, folder: &Path) -> Result<Option<Passphrase>, Error> {
    let found = Home::find(folder)?;
    if !found.sealed {
        return Ok(None);
    }
    let given = passphrase(setting, setting.passphrase_file(), "cli-ask-passphrase")?;
    given.ok_or(Error::Locked { home: found.folder }).map(Some)
}

/// A passphrase from a file, or else from the terminal; none when there is no terminal.
pub(crate) fn passphrase(setting: &Setting, file: Option<&Path>, key: &str) -> Result<Option<Passphrase>, Error> {
    let typed = match file {
        Some(file) => Some(first_line(file)?),
        None => ask(&setting.text().get(key))?,
    };
    typed.map(|typed| Passphrase::new(&typed)).transpose()
}

/// A new passphrase: from a file, or typed twice.
///
/// # Errors
/// [`Error::WrongPassphrase`] when the two differ.
pub(crate) fn new_passphrase(setting: &Setting, file: Option<&Path>) -> Result<Option<Passphrase>, Error> {
    typed_twice(setting, file, "cli-ask-new-passphrase")
}

/// The same, asked for with another question.
pub(crate) fn typed_twice(setting: &Setting, file: Option<&Path>, key: &str) -> Result<Option<Passphrase>, Error> {
    let Some(first) = passphrase(setting, file, key)? else { return Ok(None) };
    if file.is_some() {
        return Ok(Some(first));
    }
    match passphrase(setting, None, "cli-ask-again")? {
        Some(second) if second == first => Ok(Some(first)),
        _ => Err(Error::WrongPassphrase),
    }
}

/// The first line of a file, without its end.
fn first_line(file: &Path) -> Result<Zeroizing<String>, Error> {
    let text = whole(file)?;
    Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
}

/// A short secret file, whole.
pub(crate) fn whole(file: &Path) -> Result<Zeroizing<String>, Error> {
    let failed = |error: io::Error| Error::of_file(file, &error);
    bounded(File::open(file).map_err(failed)?).map_err(failed)
}

/// What is piped into this command, short and secret.
pub(crate) fn piped() -> Result<Zeroizing<String>, Error> {
    bounded(io::stdin().lock()).map_err(|error| Error::of_file(Path::new("/dev/stdin"), &error))
}

fn bounded(from: impl Read) -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(SECRET_BYTES));
    let bound = u64::try_from(SECRET_BYTES).unwrap_or(u64::MAX);
    from.take(bound).read_to_string(&mut text)?;
    Ok(text)
}

/// Asks at the terminal, and shows nothing of what is typed; none when there is no terminal.
///
/// # Errors
/// [`Error::Cancelled`] for Ctrl+C and Ctrl+D, [`Error::File`].
pub(crate) fn ask(question: &str) -> Result<Option<Zeroizing<String>>, Error> {
    let Ok(mut terminal) = OpenOptions::new().read(true).write(true).open(TERMINAL) else { return Ok(None) };
    let failed = |error: io::Error| Error::of_file(Path::new(TERMINAL), &error);
    write!(terminal, "{question} ").and_then(|()| terminal.flush()).map_err(failed)?;
    let typed = {
        let _quiet = Quiet::make(&terminal).map_err(failed)?;
        type_line(&terminal)
    };
    writeln!(terminal).map_err(failed)?;
    typed.map(Some)
}

/// Keys that mean something at a terminal that does nothing by itself.
const INTERRUPT: u8 = 3;
const END: u8 = 4;
const BACK: [u8; 2] = [8, 127];
const ENTER: [u8; 2] = [b'\r', b'\n'];
const ERASE_LINE: u8 = 21;

/// Takes key after key: the terminal does nothing by itself, so that Ctrl+C cannot leave it dumb.
fn type_line(mut from: impl Read) -> Result<Zeroizing<String>, Error> {
    let mut line = Zeroizing::new(Vec::with_capacity(SECRET_BYTES));
    let mut key = [0];
    loop {
        match from.read(&mut key) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Ok(1) => {}
            _ => return Err(Error::Cancelled),
        }
        let [key] = key;
        if key == INTERRUPT || (key == END && line.is_empty()) {
            return Err(Error::Cancelled);
        } else if ENTER.contains(&key) || key == END {
            break;
        } else if BACK.contains(&key) {
            // A letter may be several bytes.
            while line.pop().is_some_and(|byte: u8| byte & 0xc0 == 0x80) {}
        } else if key == ERASE_LINE {
            line.clear();
        } else if line.len() < SECRET_BYTES {
            line.push(key);
        }
    }
    let text = String::from_utf8(line.to_vec()).map_err(|_| Error::NotText { file: None })?;
    Ok(Zeroizing::new(text))
}

/// A terminal that shows nothing, until this is dropped.
struct Quiet<'a> {
    terminal: &'a File,
    before: Termios,
}

impl<'a> Quiet<'a> {
    fn make(terminal: &'a File) -> io::Result<Self> {
        let before = tcgetattr(terminal)?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
        quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
        quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(terminal, OptionalActions::Flush, &quiet)?;
        Ok(Self { terminal, before })
    }
}

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        // Nothing can be done about a terminal that is gone.
        let _gone = tcsetattr(self.terminal, OptionalActions::Drain, &self.before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[u8]) -> Result<String, Error> {
        type_line(keys).map(|line| line.to_string())
    }

    #[test]
    fn mistakes_are_taken_back_letter_by_letter() {
        assert_eq!(typed("sş\u{7f}alt\r".as_bytes()), Ok("salt".to_owned()));
        assert_eq!(typed(b"wrong\x15right\nrest"), Ok("right".to_owned()));
        assert_eq!(typed(b"\x08\x08a\n"), Ok("a".to_owned()));
    }

    #[test]
    fn ctrl_c_calls_it_off() {
        assert_eq!(typed(b"half\x03"), Err(Error::Cancelled));
        assert_eq!(typed(b"\x04"), Err(Error::Cancelled));
        assert_eq!(typed(b"half"), Err(Error::Cancelled), "a terminal that is gone");
        assert_eq!(typed(b"whole\x04"), Ok("whole".to_owned()));
    }

    #[test]
    fn a_file_gives_its_first_line() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("pass");
        std::fs::write(&file, "correct horse\nsecond line\n").expect("write");
        assert_eq!(first_line(&file).expect("readable").as_str(), "correct horse");
        assert!(matches!(first_line(&folder.path().join("none")), Err(Error::File { .. })));
    }
}
