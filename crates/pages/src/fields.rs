//! What a form brings, as the browser sends it.

use commonplace_core::limits::NOTE_TEXT_BYTES;

/// Longest form that is read, in bytes: a note of the longest text, of which every byte may be written as three, and
/// what it was made from, of which every byte may be written as six.
pub(crate) const FORM_BYTES: usize = 9 * NOTE_TEXT_BYTES + 64 * 1024;
/// Fields of a form that are looked at; ours have fewer: the longest has a box for each part of a week.
const FIELDS: usize = 64;

/// The fields of a form or of a query, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `name=value&…`. What is no UTF-8 is replaced. Lines end as everywhere here, and not as forms send them.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let lines = |value: &str| value.replace("\r\n", "\n").replace('\r', "\n");
        let fields = form_urlencoded::parse(bytes).take(FIELDS);
        Self(fields.map(|(name, value)| (name.into_owned(), lines(&value))).collect())
    }

    /// The value of this name; empty when there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    /// All values of this name, in their order.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// A value as it stands in a query.
pub(crate) fn encoded(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

/// A part of a page as it stands behind `#` in a header, which holds ASCII alone.
pub(crate) fn fragment(name: &str) -> String {
    encoded(name).replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_send_it() {
        let fields = Fields::read(b"text=one%0D%0Atwo+%26+%C3%A9&title=a=b&text=later");
        assert_eq!(fields.get("text"), "one\ntwo & é");
        assert_eq!(fields.get("title"), "a=b");
        assert_eq!(fields.get("missing"), "");
        assert_eq!(Fields::read(b"text=%FF").get("text"), "\u{fffd}");
        let many: String = (0..100).map(|n| format!("f{n}=x&")).collect();
        assert_eq!(Fields::read(many.as_bytes()).get("f99"), "");
    }

    #[test]
    fn what_is_encoded_comes_back() {
        for value in ["C++ & més", "a=b#c", "ماء"] {
            assert_eq!(Fields::read(format!("v={}", encoded(value)).as_bytes()).get("v"), value);
        }
    }
}
