//! The place where text appears: its language, width, colours, and the time of its reader.

use std::io::{self, IsTerminal};

use clap::builder::styling::{AnsiColor, Style};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{Author, Delivery};
use commonplace_node::command::RoleName;
use commonplace_node::text::Text;
use commonplace_node::zone::Zone;

use crate::clock;

/// Longest line of prose, in columns: more is tiring to read, however wide the terminal is.
const PROSE_COLUMNS: usize = 100;
const MINUTE: u64 = 60 * 1000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const MONTH: u64 = 30 * DAY;
const YEAR: u64 = 365 * DAY;

/// Where text appears.
#[derive(Debug, Clone)]
pub(crate) struct Screen {
    pub(crate) text: Text,
    /// Columns; none in a pipe, where nothing is cut or wrapped.
    pub(super) width: Option<usize>,
    colour: bool,
    now: Timestamp,
    /// Where the reader sits.
    pub(super) zone: Zone,
}

impl Screen {
    /// Standard output, whichever it is.
    pub(crate) fn of_stdout(text: Text) -> Self {
        if io::stdout().is_terminal() { Self::of_terminal(text) } else { Self::plain(text) }
    }

    /// A terminal. `NO_COLOR` (no-color.org) is respected.
    pub(super) fn of_terminal(text: Text) -> Self {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let colour = !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        Self { text, width: width.filter(|width| *width > 0), colour, now: clock::now(), zone: Zone::of_system() }
    }

    /// A pipe or a file.
    pub(super) fn plain(text: Text) -> Self {
        Self { text, width: None, colour: false, now: clock::now(), zone: Zone::of_system() }
    }

    #[cfg(test)]
    pub(super) fn for_test(language: commonplace_node::text::Language, width: Option<usize>, now: Timestamp) -> Self {
        Self { text: Text::new(language), width, colour: false, now, zone: Zone::ahead(60) }
    }

    /// Columns for prose.
    pub(crate) fn prose_width(&self) -> Option<usize> {
        self.width.map(|width| width.min(PROSE_COLUMNS))
    }

    /// A title or a name that stands out.
    pub(crate) fn bold(&self, text: &str) -> String {
        self.styled(Style::new().bold(), text)
    }

    /// What is there for those who look for it: ids, headings of columns.
    pub(crate) fn dim(&self, text: &str) -> String {
        self.styled(Style::new().dimmed(), text)
    }

    /// What went well.
    pub(crate) fn good(&self, text: &str) -> String {
        self.styled(AnsiColor::Green.on_default(), text)
    }

    /// What needs a look.
    pub(crate) fn warn(&self, text: &str) -> String {
        self.styled(AnsiColor::Yellow.on_default(), text)
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// How long ago or ahead a time is, in words.
    pub(super) fn when(&self, time: Timestamp) -> String {
        let (past, future) =
            (self.now.millis().saturating_sub(time.millis()), time.millis().saturating_sub(self.now.millis()));
        if future > MINUTE { self.span("in", future) } else { self.span("ago", past) }
    }

    /// Whether something was to be before now.
    pub(super) fn is_past(&self, time: Timestamp) -> bool {
        time <= self.now
    }

    /// When something is to be, as the clocks of the reader show it.
    pub(super) fn moment(&self, time: Timestamp) -> String {
        self.text.moment(&self.zone, self.now, time)
    }

    /// Whole days from a time until now.
    pub(super) fn days_since(&self, time: Timestamp) -> usize {
        usize::try_from(self.now.millis().saturating_sub(time.millis()) / DAY).unwrap_or(usize::MAX)
    }

    fn span(&self, direction: &str, millis: u64) -> String {
        let (unit, count) = match millis {
            0..MINUTE => return self.text.get("cli-just-now"),
            MINUTE..HOUR => ("minutes", millis / MINUTE),
            HOUR..DAY => ("hours", millis / HOUR),
            DAY..MONTH => ("days", millis / DAY),
            MONTH..YEAR => ("months", millis / MONTH),
            _ => ("years", millis / YEAR),
        };
        self.text.with(&format!("cli-{direction}-{unit}"), &[("count", count.into())])
    }

    /// A number of bytes, in the largest unit that leaves a digit before the point.
    pub(crate) fn size(&self, bytes: u64) -> String {
        const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
        match UNITS.iter().find(|(_, unit)| bytes >= *unit) {
            Some((name, unit)) if bytes / unit < 10 => format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit),
            Some((name, unit)) => format!("{} {name}", bytes / unit),
            None => format!("{bytes} B"),
        }
    }

    /// Somebody's name.
    pub(super) fn author(&self, author: &Author) -> String {
        if author.me { self.text.get("cli-me") } else { clean(&author.name) }
    }

    /// On how many devices something is.
    pub(super) fn delivery(&self, on: Delivery) -> String {
        self.text.with("cli-on-devices", &[("devices", on.devices.into()), ("of", on.of.into())])
    }

    /// A role's name.
    pub(super) fn role(&self, role: RoleName) -> String {
        self.text.get(match role {
            RoleName::Steward => "cli-role-steward",
            RoleName::Facilitator => "cli-role-facilitator",
            RoleName::Learner => "cli-role-learner",
            RoleName::Reader => "cli-role-reader",
            RoleName::Carrier => "cli-role-carrier",
        })
    }

    /// A number of things in words; nothing for none.
    pub(super) fn count(&self, key: &str, count: usize) -> Option<String> {
        (count > 0).then(|| self.text.with(key, &[("count", count.into())]))
    }
}

/// Somebody's text on one line, without what could steer a terminal or turn its lines around.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|c| !steers(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Somebody's text with its lines, without what could steer a terminal.
pub(super) fn clean_lines(text: &str) -> String {
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || steers(*c))).collect()
}

/// Escape and its relatives begin commands to the terminal; the bidirectional overrides let text pose as another.
fn steers(c: char) -> bool {
    matches!(c, '\u{1b}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}')
}

#[cfg(test)]
mod tests {
    use commonplace_node::text::Language;

    use super::*;

    fn at(language: Language) -> Screen {
        Screen::for_test(language, None, Timestamp::from_millis(10 * YEAR))
    }

    #[test]
    fn times_are_told_from_where_the_reader_stands() {
        let screen = at(Language::English);
        let ago = |millis| screen.when(Timestamp::from_millis(10 * YEAR - millis));
        assert_eq!(ago(5), "just now");
        assert_eq!(ago(MINUTE), "1 minute ago");
        assert_eq!(ago(3 * HOUR), "3 hours ago");
        assert_eq!(ago(2 * DAY), "2 days ago");
        assert_eq!(ago(65 * DAY), "2 months ago");
        assert_eq!(ago(2 * YEAR), "2 years ago");
        assert_eq!(screen.when(Timestamp::from_millis(10 * YEAR + 14 * DAY)), "in 14 days");
        assert_eq!(screen.when(Timestamp::from_millis(10 * YEAR + 20)), "just now");
        assert_eq!(at(Language::Turkish).when(Timestamp::from_millis(10 * YEAR - 3 * HOUR)), "3 saat önce");
    }

    #[test]
    fn sizes_have_at_most_three_digits() {
        let screen = at(Language::English);
        let sizes = [0, 999, 1_500, 15_000, 2_340_000, 10 << 30].map(|bytes| screen.size(bytes));
        assert_eq!(sizes, ["0 B", "999 B", "1.5 kB", "15 kB", "2.3 MB", "10 GB"]);
    }

    #[test]
    fn what_eve_writes_does_not_steer_the_terminal() {
        assert_eq!(clean("a\u{1b}[2Jb\nc\u{9b}d\u{202e}e"), "a[2Jb cde");
        assert_eq!(clean_lines("a\r\n\tb\u{1b}]0;x\u{7}"), "a\n\tb]0;x");
    }
}
