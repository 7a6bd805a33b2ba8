//! Times and sizes as people say them.

use commonplace_core::time::Timestamp;

use super::Text;
use crate::zone::Zone;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

const UNITS: [(u64, &str); 3] = [(1_000_000_000, "size-gb"), (1_000_000, "size-mb"), (1_000, "size-kb")];

impl Text {
    /// How long before `now`; after a week the date (UTC, for the faces know no time zone). A time ahead of our clock is
    /// "just now".
    #[must_use]
    pub fn ago(&self, now: Timestamp, then: Timestamp) -> String {
        let seconds = now.millis().saturating_sub(then.millis()) / 1000;
        match seconds {
            0..MINUTE => self.get("time-now"),
            MINUTE..HOUR => self.with("time-minutes", &[("count", (seconds / MINUTE).into())]),
            HOUR..DAY => self.with("time-hours", &[("count", (seconds / HOUR).into())]),
            _ if seconds < 7 * DAY => self.with("time-days", &[("count", (seconds / DAY).into())]),
            _ => self.date(then),
        }
    }

    /// The day, month and year (UTC).
    #[must_use]
    pub fn date(&self, time: Timestamp) -> String {
        self.date_in(time, "time-date")
    }

    /// The day and month, where the year goes without saying.
    #[must_use]
    pub fn day(&self, time: Timestamp) -> String {
        self.date_in(time, "time-brief-date")
    }

    /// When something is to be, where somebody sits: `Thursday, 3 December, 18:00`, with the year unless it is this one.
    #[must_use]
    pub fn moment(&self, zone: &Zone, now: Timestamp, then: Timestamp) -> String {
        let (local, this) = (zone.local(then), zone.local(now));
        let named = |key: String| self.find(&key, &[]).unwrap_or_default();
        let values = [
            ("weekday", named(format!("weekday-{}", local.weekday)).into()),
            ("day", local.day.to_string().into()),
            ("month", named(format!("month-{}", local.month)).into()),
            ("year", local.year.to_string().into()),
            ("time", format!("{:02}:{:02}", local.hour, local.minute).into()),
        ];
        if local.year == this.year { self.with("time-moment", &values) } else { self.with("time-moment-year", &values) }
    }

    /// The day, month and year where somebody sits.
    #[must_use]
    pub fn local_date(&self, zone: &Zone, time: Timestamp) -> String {
        let local = zone.local(time);
        let month = self.find(&format!("month-{}", local.month), &[]).unwrap_or_default();
        let values =
            [("day", local.day.to_string().into()), ("month", month.into()), ("year", local.year.to_string().into())];
        self.with("time-date", &values)
    }

    fn date_in(&self, time: Timestamp, key: &str) -> String {
        let (year, month, day) = civil(time.millis() / 1000 / DAY);
        let month = self.find(&format!("month-{month}"), &[]).unwrap_or_default();
        let values = [("day", day.to_string().into()), ("month", month.into()), ("year", year.to_string().into())];
        self.with(key, &values)
    }

    /// A number of bytes in the largest unit that leaves a digit before the point; one digit after it below ten. Units are
    /// decimal, as on the boxes of disks and in the command line.
    #[must_use]
    pub fn bytes(&self, bytes: u64) -> String {
        let Some((unit, key)) = UNITS.iter().find(|(unit, _)| bytes >= *unit) else {
            return self.with("size-b", &[("amount", bytes.to_string().into())]);
        };
        let (whole, tenths) = (bytes / unit, bytes % unit * 10 / unit);
        let amount = if whole < 10 && tenths > 0 {
            let values = [("whole", whole.to_string().into()), ("tenths", tenths.to_string().into())];
            self.with("size-tenths", &values)
        } else {
            whole.to_string()
        };
        self.with(key, &[("amount", amount.into())])
    }
}

/// A time as programs read it, to the second: `2026-11-21T09:30:00Z`.
#[must_use]
pub fn iso(time: Timestamp) -> String {
    let seconds = time.millis() / 1000;
    let (year, month, day) = civil(seconds / DAY);
    let (hour, minute, second) = (seconds % DAY / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Year, month and day of a number of days since 1970-01-01 in the Gregorian calendar: a year that begins in March
/// has its leap day at the end, so 400 such years of 146,097 days divide evenly.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn ago(seconds: u64, then: u64) -> String {
        Text::new(Language::English).ago(Timestamp::from_millis(seconds * 1000), Timestamp::from_millis(then))
    }

    #[test]
    fn days_become_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_778), (2026, 11, 21));
        assert_eq!(civil(47_540), (2100, 2, 28));
        assert_eq!(civil(47_541), (2100, 3, 1));
        assert_eq!(iso(Timestamp::from_millis((20_778 * DAY + 9 * HOUR + 61) * 1000)), "2026-11-21T09:01:01Z");
    }

    #[test]
    fn recent_times_are_said_as_ages() {
        assert_eq!(ago(59, 0), "just now");
        assert_eq!(ago(60, 0), "1 minute ago");
        assert_eq!(ago(2 * HOUR, 0), "2 hours ago");
        assert_eq!(ago(DAY, 0), "yesterday");
        assert_eq!(ago(8 * DAY, 0), "1 January 1970");
        assert_eq!(ago(0, 5_000), "just now", "a clock that is ahead");
    }

    #[test]
    fn a_moment_is_said_as_the_clocks_here_show_it() {
        let (now, then) = (Timestamp::from_millis(1_795_000_000_000), Timestamp::from_millis(1_796_313_600_000));
        let said = |language, zone: &Zone| Text::new(language).moment(zone, now, then);
        assert_eq!(said(Language::English, &Zone::ahead(0)), "Thursday, 3 December, 16:00");
        assert_eq!(said(Language::Turkish, &Zone::ahead(540)), "4 Aralık Cuma, 01:00");
        let next_year = Text::new(Language::English).moment(&Zone::ahead(0), Timestamp::from_millis(0), then);
        assert_eq!(next_year, "Thursday, 3 December 2026, 16:00");
    }

    #[test]
    fn bytes_are_said_in_the_unit_that_fits_and_with_the_point_of_the_language() {
        let english = Text::new(Language::English);
        let said: Vec<String> =
            [0, 999, 1_000, 1_234, 48_000, 1_500_000, 12_000_000_000].map(|n| english.bytes(n)).into();
        assert_eq!(said, ["0 B", "999 B", "1 kB", "1.2 kB", "48 kB", "1.5 MB", "12 GB"]);
        assert_eq!(Text::new(Language::Turkish).bytes(1_500_000), "1,5 MB");
    }
}
