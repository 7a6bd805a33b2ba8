//! Words with those marked that were searched for.

use commonplace_node::matching;
use iced::advanced::text::Span;
use iced::widget::container;
use iced::{Color, Element, Fill, Font, border};

use super::Ui;
use crate::theme::{leading, measure};
use crate::widget::direction;
use crate::widget::text::{Wrapping, rich};

/// How a line is set in which words are marked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    /// Size in pixels.
    pub(crate) points: f32,
    /// The face.
    pub(crate) font: Font,
    /// The colour of what is not marked.
    pub(crate) ink: Color,
    /// About how many characters there is room for.
    pub(crate) letters: usize,
    /// Whether it goes on in the next line.
    pub(crate) wraps: bool,
}

impl Ui {
    /// A part of a text, with the words marked that `query` asks for, and so much of it that the first of them is seen.
    pub(crate) fn marked<'a, Message: 'a>(&self, words: &str, query: &str, setting: Setting) -> Element<'a, Message> {
        let Setting { points, font, ink, letters, wraps } = setting;
        let line = seen(words, query, letters);
        let mut spans: Vec<Span<'a, ()>> = Vec::new();
        let mut from = 0;
        for range in matching(&line, query) {
            spans.push(Span::new(line[from..range.start].to_owned()).color(ink));
            let mark = Span::new(line[range.clone()].to_owned()).color(self.colors.question);
            spans.push(mark.background(self.colors.question_wash).border(border::rounded(measure::RADIUS_MARK)));
            from = range.end;
        }
        spans.push(Span::new(line[from..].to_owned()).color(ink));
        let side = if self.right_to_left() { self.start() } else { direction::side(&line) };
        let words = rich(spans).font(font).size(points).line_height(leading::NORMAL);
        let wrapping = if wraps { Wrapping::WordOrGlyph } else { Wrapping::None };
        // The container puts the line to its side: the toolkit paints marks where they would be in a line to the left.
        container(words.wrapping(wrapping)).width(Fill).align_x(side).clip(true).into()
    }
}

/// The part of a text that is shown: its beginning, if a word is in it that was asked for; else from a little before the first
/// of them.
fn seen(words: &str, query: &str, letters: usize) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = matching(&line, query).into_iter().next().unwrap_or(0..0);
    let before = |at: usize| line[..at].chars().count();
    let skipped = if before(first.end) <= letters { 0 } else { before(first.start).saturating_sub(letters / 3) };
    let mut cut: String = line.chars().skip(skipped).take(letters).collect();
    if line.chars().count() > skipped + letters {
        cut = format!("{}…", cut.trim_end());
    }
    if skipped > 0 {
        // From the beginning of a word.
        let begin = cut.find(' ').map_or(0, |space| space + 1);
        cut = format!("… {}", &cut[begin..]);
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_shows_why_it_was_found() {
        let text = "Put a raisin into water and it swells, put a slice of cucumber into brine and it shrinks: osmosis.";
        assert_eq!(seen("Osmosis in\n  a cucumber", "osmosis", 76), "Osmosis in a cucumber");
        assert!(seen(text, "osmosis", 76).starts_with("… "));
        assert!(seen(text, "osmosis", 76).ends_with("shrinks: osmosis."));
        assert!(seen(text, "raisin", 76).starts_with("Put a raisin") && seen(text, "raisin", 76).ends_with('…'));
    }
}
