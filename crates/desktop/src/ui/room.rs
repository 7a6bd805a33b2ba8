//! Numbers of bytes as people say them.

use super::Ui;

const UNITS: [(u64, &str); 3] = [(1_000_000_000, "size-gb"), (1_000_000, "size-mb"), (1_000, "size-kb")];

/// A number of bytes as somebody types it: `500 MB`, `2gb`, `1,5 GB`. A bare number is one of megabytes: nobody means bytes.
pub(crate) fn bytes_of(typed: &str) -> Option<u64> {
    let typed = typed.trim().to_lowercase().replace(',', ".");
    let letters = typed.find(char::is_alphabetic).unwrap_or(typed.len());
    let (number, unit) = typed.split_at(letters);
    let unit: u64 = match unit.trim() {
        "k" | "kb" | "kilobyte" => 1_000,
        "" | "m" | "mb" | "mo" => 1_000_000,
        "g" | "gb" | "go" => 1_000_000_000,
        "t" | "tb" => 1_000_000_000_000,
        _ => return None,
    };
    let (whole, tenths) = number.trim().split_once('.').unwrap_or((number.trim(), "0"));
    let tenth: u64 = tenths.get(..1)?.parse().ok()?;
    tenths.chars().all(|digit| digit.is_ascii_digit()).then_some(())?;
    let whole = whole.parse::<u64>().ok()?.checked_mul(unit)?;
    whole.checked_add(tenth * unit / 10)
}

/// A part of a whole, for a bar.
pub(crate) fn thousandths(part: u64, of: u64) -> u16 {
    u16::try_from(part.saturating_mul(1000) / of.max(1)).unwrap_or(1000)
}

impl Ui {
    /// A number of bytes in the largest unit that leaves a digit before the point; one digit after it below ten. Units are
    /// decimal, as on the boxes of disks and in the command line.
    pub(crate) fn bytes(&self, bytes: u64) -> String {
        let Some((unit, key)) = UNITS.iter().find(|(unit, _)| bytes >= *unit) else {
            return self.text.with("size-b", &[("amount", bytes.to_string().into())]);
        };
        let (whole, tenths) = (bytes / unit, bytes % unit * 10 / unit);
        let amount = if whole < 10 && tenths > 0 {
            let values = [("whole", whole.to_string().into()), ("tenths", tenths.to_string().into())];
            self.text.with("size-tenths", &values)
        } else {
            whole.to_string()
        };
        self.text.with(key, &[("amount", amount.into())])
    }
}

#[cfg(test)]
mod tests {
    use commonplace_core::time::Timestamp;
    use commonplace_node::text::Language;

    use super::bytes_of;
    use crate::theme::Mode;
    use crate::ui::Ui;

    #[test]
    fn bytes_are_understood_as_people_write_them() {
        assert_eq!(bytes_of("500 MB"), Some(500_000_000));
        assert_eq!(bytes_of("2gb"), Some(2_000_000_000));
        assert_eq!(bytes_of(" 1,5 GB "), Some(1_500_000_000));
        assert_eq!(bytes_of("300"), Some(300_000_000));
        for odd in ["", "many", "-3 GB", "1.x GB", "3 apples", "99999999999999999999 GB"] {
            assert_eq!(bytes_of(odd), None, "{odd}");
        }
    }

    #[test]
    fn bytes_are_said_in_the_unit_that_fits_and_with_the_point_of_the_language() {
        let ui = |language| Ui::new(Mode::Light, language, Timestamp::from_millis(0));
        let english = ui(Language::English);
        let said: Vec<String> =
            [0, 999, 1_000, 1_234, 48_000, 1_500_000, 12_000_000_000].map(|n| english.bytes(n)).into();
        assert_eq!(said, ["0 B", "999 B", "1 kB", "1.2 kB", "48 kB", "1.5 MB", "12 GB"]);
        assert_eq!(ui(Language::Turkish).bytes(1_500_000), "1,5 MB");
    }
}
