//! Which way a text runs. The toolkit shapes right-to-left scripts but leaves their place to us, and a line of such a
//! script that is aligned by the toolkit itself lands beside its box (iced 0.14); so texts keep the default alignment,
//! and their boxes are aligned.

use iced::widget::{Container, container};
use iced::{Element, Fill, alignment};

/// Whether the first letter with a direction runs from right to left (Unicode UAX 9, rules P2 and P3, by script).
pub(crate) fn is_right_to_left(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(runs_left)
}

/// The side at which the lines of this text begin.
pub(crate) fn side(text: &str) -> alignment::Horizontal {
    if is_right_to_left(text) { alignment::Horizontal::Right } else { alignment::Horizontal::Left }
}

/// `content`, a text that shrinks to its lines and says `words`, where such words begin.
pub(crate) fn placed<'a, Message: 'a>(content: impl Into<Element<'a, Message>>, words: &str) -> Container<'a, Message> {
    container(content).width(Fill).align_x(side(words))
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
pub(crate) fn runs_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_says_it() {
        assert!(is_right_to_left("1848: ما هو التعلم؟"));
        assert!(is_right_to_left("שלום world"));
        assert!(!is_right_to_left("Osmosis الأغشية"));
        assert!(!is_right_to_left("… 12 …"));
        assert!(!is_right_to_left("細胞膜"));
    }
}
