//! Bounds for text that people write.

/// The longest prefix of `text` that has at most `max` bytes and ends between characters.
#[must_use]
pub fn cut(text: &str, max: usize) -> &str {
    if text.len() <= max {
        return text;
    }
    let end = (0..=max).rev().find(|&index| text.is_char_boundary(index)).unwrap_or(0);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_never_splits_a_character() {
        assert_eq!(cut("şeker", 1), "");
        assert_eq!(cut("şeker", 3), "şe");
        assert_eq!(cut("salt", 9), "salt");
    }
}
