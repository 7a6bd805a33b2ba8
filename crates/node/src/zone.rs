//! The time of day where somebody sits: records hold moments, and people say days and hours.

use commonplace_core::limits::MEETING_WHEN_END;
use commonplace_core::time::Timestamp;
use commonplace_learning::reading::is_invisible;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::tz::{Offset, TimeZone};

use crate::error::Error;

/// Where clocks show what. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// A moment as the clocks of a zone show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Local {
    /// The year.
    pub year: i16,
    /// The month, from 1 for January.
    pub month: i8,
    /// The day of the month, from 1.
    pub day: i8,
    /// The day of the week, from 1 for Monday.
    pub weekday: i8,
    /// The hour, to 23.
    pub hour: i8,
    /// The minute.
    pub minute: i8,
}

impl Zone {
    /// That of this computer; UTC where it says none.
    #[must_use]
    pub fn of_system() -> Self {
        Self(TimeZone::try_system().unwrap_or(TimeZone::UTC))
    }

    /// A zone without summer time, so many minutes ahead of UTC, or behind it.
    #[must_use]
    pub fn ahead(minutes: i16) -> Self {
        let offset = Offset::from_seconds(i32::from(minutes) * 60).unwrap_or(Offset::UTC);
        Self(TimeZone::fixed(offset))
    }

    /// What the clocks show at a moment; the last one that there is for what is later.
    #[must_use]
    pub fn local(&self, time: Timestamp) -> Local {
        let millis = i64::try_from(time.millis().min(MEETING_WHEN_END)).unwrap_or(i64::MAX);
        let moment = jiff::Timestamp::from_millisecond(millis).unwrap_or(jiff::Timestamp::MAX);
        let shown = self.0.to_datetime(moment);
        Local {
            year: shown.year(),
            month: shown.month(),
            day: shown.day(),
            weekday: shown.weekday().to_monday_one_offset(),
            hour: shown.hour(),
            minute: shown.minute(),
        }
    }

    /// The moment that somebody means by `2026-12-03 18:00`, or with the day first by `3.12.2026 18:00` or `3/12/2026 18:00`. An hour that clocks show twice is the first of the two, and one
    /// that they leave out is as much later.
    ///
    /// # Errors
    /// [`Error::NotATime`] for everything else, and for days before 1970.
    pub fn moment(&self, typed: &str) -> Result<Timestamp, Error> {
        let seen = typed.chars().filter(|c| !is_invisible(*c));
        let digits: String = seen.map(western).collect::<String>().trim().to_owned();
        let read = |form| strtime::parse(form, &digits).ok().and_then(|parsed| parsed.to_datetime().ok());
        let civil: Option<DateTime> = FORMS.into_iter().find_map(read);
        let moment = civil.and_then(|civil| self.0.to_timestamp(civil).ok());
        let millis = moment.and_then(|moment| u64::try_from(moment.as_millisecond()).ok());
        let fits = millis.filter(|millis| *millis <= MEETING_WHEN_END);
        fits.map(Timestamp::from_millis).ok_or_else(|| Error::NotATime { typed: typed.trim().to_owned() })
    }

    /// A moment as somebody would type it.
    #[must_use]
    pub fn typed(&self, time: Timestamp) -> String {
        let Local { year, month, day, hour, minute, .. } = self.local(time);
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
    }
}

/// The ways in which a moment is typed.
const FORMS: [&str; 9] = [
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H.%M",
    "%Y-%m-%d, %H:%M",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H.%M",
    "%d.%m.%Y, %H:%M",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y, %H:%M",
];

/// Digits as Arabic and Persian keyboards type them.
fn western(c: char) -> char {
    let digit = match c {
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(c) - 0x6f0,
        _ => return c,
    };
    char::from_digit(digit, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_a_moment_where_somebody_sits() {
        let istanbul = Zone::ahead(180);
        let moment = istanbul.moment("2026-12-03 18:00").expect("a time");
        assert_eq!(moment, Zone::ahead(0).moment("2026-12-03T15:00").expect("the same one"));
        assert_eq!(istanbul.typed(moment), "2026-12-03 18:00");
        assert_eq!(istanbul.moment("\u{200e}2026-12-03 18:00\u{200e}").expect("as an example is copied"), moment);
        for day_first in ["03.12.2026 18:00", "3.12.2026 18.00", "3/12/2026 18:00", "03.12.2026, 18:00"] {
            assert_eq!(istanbul.moment(day_first).expect("as many write it"), moment, "{day_first}");
        }
        assert_eq!(istanbul.moment(" ٢٠٢٦-١٢-٠٣ ١٨:٠٠ ").expect("Arabic digits"), moment);
        let local = istanbul.local(moment);
        assert_eq!((local.weekday, local.day, local.hour), (4, 3, 18), "a Thursday");
        assert_eq!(Zone::ahead(-300).typed(moment), "2026-12-03 10:00");
    }

    #[test]
    fn what_is_no_time_is_said_back() {
        for typed in [
            "",
            "tomorrow",
            "2026-13-01 10:00",
            "2026-02-30 10:00",
            "12/31/2026 10:00",
            "2026-12-03 25:00",
            "1969-12-31 10:00",
        ] {
            assert_eq!(Zone::ahead(0).moment(typed), Err(Error::NotATime { typed: typed.to_owned() }), "{typed}");
        }
    }

    #[test]
    fn the_end_of_time_is_still_shown() {
        assert_eq!(Zone::ahead(0).local(Timestamp::from_millis(u64::MAX)).year, 9999);
        assert_eq!(Zone::ahead(0).local(Timestamp::from_millis(MEETING_WHEN_END)).day, 30);
    }
}
