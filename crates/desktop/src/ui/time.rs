//! Times as people say them.

use commonplace_core::time::Timestamp;

use super::Ui;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// How long ago; after a week the date (UTC, for the face knows no time zone). A time ahead of our clock is "just now".
pub(crate) fn ago(ui: &Ui, then: Timestamp) -> String {
    let seconds = ui.now.millis().saturating_sub(then.millis()) / 1000;
    let text = &ui.text;
    match seconds {
        0..MINUTE => text.get("time-now"),
        MINUTE..HOUR => text.with("time-minutes", &[("count", (seconds / MINUTE).into())]),
        HOUR..DAY => text.with("time-hours", &[("count", (seconds / HOUR).into())]),
        _ if seconds < 7 * DAY => text.with("time-days", &[("count", (seconds / DAY).into())]),
        _ => date(ui, then),
    }
}

/// The day, month and year.
pub(crate) fn date(ui: &Ui, time: Timestamp) -> String {
    let (year, month, day) = civil(time.millis() / 1000 / DAY);
    let month = ui.text.find(&format!("month-{month}"), &[]).unwrap_or_default();
    ui.text.with(
        "time-date",
        &[("day", day.to_string().into()), ("month", month.into()), ("year", year.to_string().into())],
    )
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
    use commonplace_node::text::Language;

    use super::*;
    use crate::theme::Mode;

    fn ui(seconds: u64) -> Ui {
        Ui::new(Mode::Light, Language::English, Timestamp::from_millis(seconds * 1000))
    }

    #[test]
    fn days_become_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_778), (2026, 11, 21));
        assert_eq!(civil(47_540), (2100, 2, 28));
        assert_eq!(civil(47_541), (2100, 3, 1));
    }

    #[test]
    fn recent_times_are_said_as_ages() {
        let then = Timestamp::from_millis(0);
        assert_eq!(ago(&ui(59), then), "just now");
        assert_eq!(ago(&ui(60), then), "1 minute ago");
        assert_eq!(ago(&ui(2 * HOUR), then), "2 hours ago");
        assert_eq!(ago(&ui(DAY), then), "yesterday");
        assert_eq!(ago(&ui(8 * DAY), then), "1 January 1970");
        assert_eq!(ago(&ui(0), Timestamp::from_millis(5_000)), "just now", "a clock that is ahead");
    }
}
