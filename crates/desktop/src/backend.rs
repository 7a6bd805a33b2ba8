//! Where the node comes from. The window runs on a [`Host`]: the laptop itself, or a double in tests and previews.

use std::any::Any;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use commonplace_core::time::Timestamp;
use commonplace_node::error::Error;
use commonplace_node::home::{IDENTITY_FILE, Passphrase};
use commonplace_node::node::Node;
use commonplace_node::runtime;
use commonplace_node::zone::Zone;

use crate::choose::{self, Asked, Choosing};
use crate::clipboard::{self, NotPasted, Pasted};
use crate::log::Log;
use crate::notify;

/// A node that has been started, and what keeps it running.
pub struct Started {
    /// The handle to ask it by.
    pub node: Node,
    /// Stops the node when it is dropped.
    pub guard: Box<dyn Any + Send + Sync>,
}

impl fmt::Debug for Started {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Started").finish_non_exhaustive()
    }
}

/// Waits until some time has passed.
pub type Waiting = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What the window asks of the machine around it. All but [`now`](Self::now) may take their time: they are called on
/// a thread of their own.
pub trait Host: Send + Sync + fmt::Debug + 'static {
    /// Whether somebody lives here already.
    fn has_home(&self) -> bool;

    /// Makes a home for a person of this name.
    ///
    /// # Errors
    /// What the node's home says: a name that cannot be used, a folder that cannot be written.
    fn create_home(&self, name: &str) -> Result<(), Error>;

    /// Makes a home for the person of these recovery words, called `name`, on this new device.
    ///
    /// # Errors
    /// As [`create_home`](Self::create_home), and what is wrong with the words.
    fn restore_home(&self, words: &str, name: &str) -> Result<(), Error>;

    /// Makes a home out of a backup, on this new device. `words` are needed when no keys are in it.
    ///
    /// # Errors
    /// As [`create_home`](Self::create_home), what is wrong with the words, [`Error::WrongPassphrase`] and
    /// [`Error::BadBackup`].
    fn restore_backup(&self, file: &Path, passphrase: &Passphrase, words: Option<&str>) -> Result<(), Error>;

    /// Starts the node on the home, whose keys `passphrase` opens if they are sealed. `progress` hears, in percent, how far its index is, if it must be made again.
    ///
    /// # Errors
    /// [`Error::Locked`] and [`Error::WrongPassphrase`] for a sealed home, [`Error::HomeHeld`] when another process has
    /// it, and whatever else keeps a node from starting.
    fn start(&self, passphrase: Option<Passphrase>, progress: &mut dyn FnMut(u8)) -> Result<Started, Error>;

    /// The wall clock, for showing how long ago something was. Nothing is decided by it.
    fn now(&self) -> Timestamp;

    /// Which hour it is where this computer stands.
    fn zone(&self) -> Zone;

    /// It is over when so much time has passed.
    fn wait(&self, time: Duration) -> Waiting;

    /// What was remembered of the window; empty when nothing was.
    fn remembered(&self) -> String;

    /// Remembers something of the window. That it cannot be written is no reason to stop anybody.
    fn remember(&self, preferences: &str);

    /// Tells something outside of the window, where the system has a place for it; nothing happens where it has none.
    fn notify(&self, heading: &str, words: &str);

    /// Opens the dialog of the system in which files are chosen, where there is one.
    fn choose(&self, asked: Asked) -> Choosing;

    /// What lies in the clipboard; a picture becomes a file of the home.
    ///
    /// # Errors
    /// Why it cannot be pasted.
    fn paste(&self) -> Result<Pasted, NotPasted>;

    /// A file of the home that was made of a picture of the clipboard is not needed any more; any other file stays.
    fn forget_pasted(&self, file: &Path);

    /// The last lines of the program's log.
    fn log(&self) -> Vec<String>;

    /// A folder for the opened bytes of pictures that are being looked at; emptied when the node starts.
    fn pictures(&self) -> PathBuf;

    /// A folder for attachments that somebody saves, where they look for such files.
    fn saved(&self) -> PathBuf;
}

/// Where the opened bytes of pictures lie, in the home.
const PICTURES: &str = "pictures";
/// Where attachments are saved when the user has no folder for downloads, in the home.
const SAVED: &str = "saved";
/// Where pictures of the clipboard lie until what they come with is published, in the home: a draft names them.
const PASTED: &str = "pasted";
/// What is remembered of the window, in the home.
const PREFERENCES: &str = "desktop.json";

/// This laptop, with its home in a folder.
#[derive(Debug)]
pub(crate) struct Laptop {
    home: PathBuf,
    log: Arc<Log>,
    /// Whether it keeps away from any network.
    alone: bool,
}

impl Laptop {
    /// With its home in this folder, and what the program tells in `log`.
    pub(crate) fn new(home: PathBuf, log: Arc<Log>) -> Self {
        Self { home, log, alone: false }
    }

    /// The same, without any network.
    pub(crate) fn alone(home: PathBuf, log: Arc<Log>) -> Self {
        Self { home, log, alone: true }
    }
}

impl Host for Laptop {
    fn has_home(&self) -> bool {
        self.home.join(IDENTITY_FILE).exists()
    }

    fn create_home(&self, name: &str) -> Result<(), Error> {
        runtime::create_home(&self.home, name).map(drop)
    }

    fn restore_home(&self, words: &str, name: &str) -> Result<(), Error> {
        runtime::restore_home(&self.home, words, name, None).map(drop)
    }

    fn restore_backup(&self, file: &Path, passphrase: &Passphrase, words: Option<&str>) -> Result<(), Error> {
        runtime::restore_backup(file, passphrase, words, &self.home, None, &mut |_, _, _| true).map(drop)
    }

    fn start(&self, passphrase: Option<Passphrase>, progress: &mut dyn FnMut(u8)) -> Result<Started, Error> {
        let home = self.home.clone();
        let options = if self.alone { runtime::Options::alone(home) } else { runtime::Options::on(home) };
        let options = runtime::Options { passphrase, window: true, ..options };
        let running = runtime::start_with(&options, progress)?;
        // Pictures of the last time; one that cannot be removed is in nobody's way.
        let _absent = fs::remove_dir_all(self.pictures());
        let pictures = self.pictures();
        fs::create_dir_all(&pictures).map_err(|error| Error::File { file: pictures, why: error.to_string() })?;
        Ok(Started { node: running.node.clone(), guard: Box::new(running) })
    }

    #[expect(clippy::disallowed_methods, reason = "shown as an age and nothing else; no decision rests on it")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }

    fn zone(&self) -> Zone {
        Zone::of_system()
    }

    fn wait(&self, time: Duration) -> Waiting {
        // Begun by whoever waits: here there may be no runtime yet that counts the time.
        Box::pin(async move { tokio::time::sleep(time).await })
    }

    fn remembered(&self) -> String {
        fs::read_to_string(self.home.join(PREFERENCES)).unwrap_or_default()
    }

    fn remember(&self, preferences: &str) {
        // Beside it first, so that a crash leaves the old ones or the new ones.
        let (beside, place) = (self.home.join(format!("{PREFERENCES}.new")), self.home.join(PREFERENCES));
        if let Err(error) = fs::write(&beside, preferences).and_then(|()| fs::rename(&beside, &place)) {
            tracing::warn!(%error, "the window's preferences were not kept");
        }
    }

    fn notify(&self, heading: &str, words: &str) {
        notify::show(heading, words);
    }

    fn choose(&self, asked: Asked) -> Choosing {
        choose::open(asked)
    }

    fn paste(&self) -> Result<Pasted, NotPasted> {
        clipboard::paste(&self.home.join(PASTED))
    }

    fn forget_pasted(&self, file: &Path) {
        if file.parent() == Some(&self.home.join(PASTED)) {
            // One that cannot be removed is in nobody's way.
            let _stays = fs::remove_file(file);
        }
    }

    fn log(&self) -> Vec<String> {
        self.log.lines()
    }

    fn pictures(&self) -> PathBuf {
        self.home.join(PICTURES)
    }

    fn saved(&self) -> PathBuf {
        let downloads = std::env::home_dir().map(|home| downloads(&home));
        downloads.filter(|folder| folder.is_dir()).unwrap_or_else(|| self.home.join(SAVED))
    }
}

/// The folder for downloads in the home folder of this user, which the system may call by a word of its language.
fn downloads(home: &Path) -> PathBuf {
    let named = |line: &str| {
        let value = line.trim().strip_prefix("XDG_DOWNLOAD_DIR=")?.trim_matches('"');
        Some(value.strip_prefix("$HOME/").map_or_else(|| PathBuf::from(value), |rest| home.join(rest)))
    };
    let dirs = fs::read_to_string(home.join(".config/user-dirs.dirs")).unwrap_or_default();
    dirs.lines().find_map(named).unwrap_or_else(|| home.join("Downloads"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_for_downloads_is_the_one_that_the_system_names() {
        let home = tempfile::tempdir().expect("a folder");
        assert_eq!(downloads(home.path()), home.path().join("Downloads"));
        let config = home.path().join(".config");
        fs::create_dir_all(&config).expect("a folder");
        let named = "# by xdg\nXDG_DESKTOP_DIR=\"$HOME/Masaüstü\"\nXDG_DOWNLOAD_DIR=\"$HOME/İndirilenler\"\n";
        fs::write(config.join("user-dirs.dirs"), named).expect("it is written");
        assert_eq!(downloads(home.path()), home.path().join("İndirilenler"));
    }
}
