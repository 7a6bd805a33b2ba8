//! The last lines of the program's own log, for whoever has trouble: kept in memory, and gone when the program ends.
//!
//! **Invariant:** it is bounded, in lines and in the length of each, and no line holds the name of the user's folder.

use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Lines kept: some days of a program that tells little, and no more than somebody reads.
pub const LINES: usize = 400;
/// Longest line, in bytes; what tells more tells it at its beginning.
pub const LINE_BYTES: usize = 600;

/// The lines. Share it behind an [`Arc`](std::sync::Arc); whoever tells writes to a reference.
#[derive(Debug, Default)]
pub struct Log {
    told: Mutex<Told>,
    /// Folders whose names say who somebody is, each with what stands for it.
    hidden: Vec<(String, &'static str)>,
}

#[derive(Debug, Default)]
struct Told {
    lines: VecDeque<String>,
    /// The beginning of a line whose end has not been told.
    open: String,
}

impl Told {
    fn keep(&mut self, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        if self.lines.len() >= LINES {
            self.lines.pop_front();
        }
        self.lines.push_back(line[..line.floor_char_boundary(LINE_BYTES)].to_owned());
    }
}

impl Log {
    /// An empty log that shows `home` and the folder of this user under other names.
    #[must_use]
    pub fn hiding(home: &Path) -> Self {
        let user = std::env::home_dir().map(|folder| (folder, "~"));
        // The longer one first: the home is often a folder of the user's.
        let folders = std::iter::once((home.to_owned(), "HOME")).chain(user);
        let hidden = folders.map(|(folder, name)| (folder.to_string_lossy().into_owned(), name));
        Self { told: Mutex::default(), hidden: hidden.filter(|(folder, _)| folder.len() > 1).collect() }
    }

    /// What was told, the latest last.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.held().lines.iter().cloned().collect()
    }

    fn held(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A line, or its beginning, without what says whose laptop this is.
    fn shown(&self, line: &str) -> String {
        self.hidden.iter().fold(line.to_owned(), |line, (folder, name)| line.replace(folder, name))
    }
}

impl io::Write for &Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut told = self.held();
        for piece in String::from_utf8_lossy(bytes).split_inclusive('\n') {
            told.open.push_str(piece.trim_end_matches('\n'));
            // What goes on for ever is cut as a line would be.
            if piece.ends_with('\n') || told.open.len() > LINE_BYTES * 4 {
                let line = self.shown(&std::mem::take(&mut told.open));
                told.keep(&line);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn it_keeps_the_last_lines_and_none_of_them_whole_if_long() {
        let log = Log::default();
        for number in 0..LINES + 7 {
            writeln!(&log, "line {number}").expect("it takes all");
        }
        writeln!(&log, "{}", "ü".repeat(LINE_BYTES)).expect("it takes all");
        let lines = log.lines();
        assert_eq!(lines.len(), LINES);
        assert_eq!(lines[0], "line 8");
        assert_eq!(lines[LINES - 1].len(), LINE_BYTES);
    }

    #[test]
    fn it_does_not_say_whose_laptop_this_is() {
        let log = Log::hiding(Path::new("/srv/alice/commonplace"));
        writeln!(&log, "WARN not kept file=/srv/alice/commonplace/desktop.json").expect("it takes all");
        assert_eq!(log.lines(), ["WARN not kept file=HOME/desktop.json"]);
    }
}
