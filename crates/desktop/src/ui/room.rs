//! Numbers of bytes as people say them.

use super::Ui;

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
    /// A number of bytes as people say it.
    pub(crate) fn bytes(&self, bytes: u64) -> String {
        self.text.bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::bytes_of;

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
}
