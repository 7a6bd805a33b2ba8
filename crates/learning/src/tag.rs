//! Tags as people type them, in one form: `#Cell Biology ` and `Cell Biology` are one tag.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

/// A tag in its one form: composed Unicode (NFC), without `#` before it or space around it; none if nothing is left.
#[must_use]
pub fn normal(tag: &str) -> Option<String> {
    let tag = tag.trim().trim_start_matches('#').trim();
    let words: Vec<&str> = tag.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" ").nfc().collect())
}

/// All tags in their one form, each once.
pub(crate) fn normal_all(tags: &[String]) -> BTreeSet<String> {
    tags.iter().filter_map(|tag| normal(tag)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tag_has_one_form() {
        assert_eq!(normal(" #Cell  Biology ").as_deref(), Some("Cell Biology"));
        assert_eq!(normal("u\u{308}ben"), Some("üben".to_owned()));
        assert_eq!(normal("# "), None);
    }
}
