//! Times as people say them, from where the window stands.

use commonplace_core::time::Timestamp;

use super::Ui;

/// How long ago; after a week the date.
pub(crate) fn ago(ui: &Ui, then: Timestamp) -> String {
    ui.text.ago(ui.now, then)
}

/// The day, month and year.
pub(crate) fn date(ui: &Ui, time: Timestamp) -> String {
    ui.text.date(time)
}

/// Milliseconds of a minute, an hour, a day, and of the days after which a date says more.
const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const WEEK: u64 = 7 * DAY;
/// After so long a date has a year.
const YEAR: u64 = 300 * DAY;

impl Ui {
    /// How long ago, in the few letters that a row has room for.
    pub(crate) fn briefly(&self, then: Timestamp) -> String {
        let past = self.now.millis().saturating_sub(then.millis());
        let (key, unit) = match past {
            0..MINUTE => return self.text.get("time-brief-now"),
            MINUTE..HOUR => ("time-brief-minutes", MINUTE),
            HOUR..DAY => ("time-brief-hours", HOUR),
            DAY..WEEK => ("time-brief-days", DAY),
            WEEK..YEAR => return self.text.day(then),
            _ => return date(self, then),
        };
        self.text.with(key, &[("count", (past / unit).into())])
    }

    /// Whether somebody is in touch now, and if not, when they were heard last: in the same words wherever it is said.
    pub(crate) fn heard(&self, connected: bool, heard: Option<Timestamp>) -> String {
        match (connected, heard) {
            (true, _) => self.text.get("home-here"),
            (false, Some(heard)) => self.text.with("home-heard", &[("when", ago(self, heard).into())]),
            (false, None) => self.text.get("home-never"),
        }
    }
}
