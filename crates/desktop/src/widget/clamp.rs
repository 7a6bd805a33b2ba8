//! Text of at most so many lines that ends at a word with an ellipsis instead of being cut.

use std::borrow::Cow;

use iced::advanced::layout::{self, Layout};
use iced::advanced::text::{self, Paragraph as _};
use iced::advanced::widget::operation::Operation;
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Widget, renderer};
use iced::{Color, Element, Font, Length, Pixels, Rectangle, Renderer, Size, Theme, alignment, mouse};

use super::direction;

type Paragraph = <Renderer as text::Renderer>::Paragraph;

/// Characters tried at most: no excerpt of three lines is longer.
const LONGEST: usize = 400;

/// Text that keeps to a number of lines.
#[derive(Debug)]
pub(crate) struct Clamp<'a> {
    content: Cow<'a, str>,
    lines: u8,
    size: f32,
    leading: f32,
    font: Font,
    color: Option<Color>,
    tail: Option<(Box<Self>, f32)>,
    start: alignment::Horizontal,
}

impl<'a> Clamp<'a> {
    /// `content` in at most `lines` lines.
    pub(crate) fn new(content: &'a str, lines: u8) -> Self {
        Self::of(Cow::Borrowed(content), lines)
    }

    /// Words made for the moment, in at most `lines` lines.
    pub(crate) fn new_owned(content: String, lines: u8) -> Self {
        Self::of(Cow::Owned(content), lines)
    }

    fn of(content: Cow<'a, str>, lines: u8) -> Self {
        let start = direction::side(&content);
        Self { content, lines, size: 16.0, leading: 1.4, font: Font::DEFAULT, color: None, tail: None, start }
    }

    /// Size in pixels and line height relative to it.
    pub(crate) fn size(mut self, size: f32, leading: f32) -> Self {
        (self.size, self.leading) = (size, leading);
        self
    }

    /// The face.
    pub(crate) fn font(mut self, font: Font) -> Self {
        self.font = font;
        self
    }

    /// The colour; that of the text around it when not set.
    pub(crate) fn color(mut self, color: Color) -> Self {
        self.color = Some(color);
        self
    }

    /// Where lines of the interface begin; words of a script that runs from the right begin there in any case.
    pub(crate) fn start(mut self, start: alignment::Horizontal) -> Self {
        if start == alignment::Horizontal::Right {
            self.start = start;
        }
        self
    }

    /// Followed by `tail`, `gap` pixels below, which gets as many lines more as this text leaves of its own.
    pub(crate) fn followed_by(mut self, tail: Self, gap: f32) -> Self {
        self.tail = Some((Box::new(tail), gap));
        self
    }

    fn paragraph(&self, content: &str, width: f32) -> Paragraph {
        Paragraph::with_text(text::Text {
            content,
            bounds: Size::new(width, f32::INFINITY),
            size: Pixels(self.size),
            line_height: text::LineHeight::Relative(self.leading),
            font: self.font,
            align_x: text::Alignment::Default,
            align_y: alignment::Vertical::Top,
            shaping: text::Shaping::Advanced,
            wrapping: text::Wrapping::WordOrGlyph,
        })
    }

    fn fits(&self, paragraph: &Paragraph, lines: u8) -> bool {
        // Half a line of tolerance for rounding.
        paragraph.min_bounds().height < (f32::from(lines) + 0.5) * self.size * self.leading
    }

    /// Lines of its own that a paragraph leaves.
    fn left_by(&self, paragraph: &Paragraph) -> u8 {
        (1..self.lines).filter(|lines| self.fits(paragraph, *lines)).count().try_into().unwrap_or(u8::MAX)
    }

    fn fitted(&self, width: f32, lines: u8) -> Paragraph {
        let end = self.content.char_indices().nth(LONGEST).map_or(self.content.len(), |(end, _)| end);
        let whole = self.paragraph(&self.content[..end], width);
        if end == self.content.len() && self.fits(&whole, lines) {
            return whole;
        }
        let ends = ends(&self.content[..end]);
        let fitting =
            ends.partition_point(|end| self.fits(&self.paragraph(&shortened(&self.content, *end), width), lines));
        let end = fitting.checked_sub(1).map_or(0, |last| ends[last]);
        self.paragraph(&shortened(&self.content, end), width)
    }
}

fn shortened(content: &str, end: usize) -> String {
    let kept = content[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;:.-–—(".contains(c));
    format!("{kept}…")
}

/// Where the text may end: before white space, or anywhere in scripts that do not use it.
fn ends(content: &str) -> Vec<usize> {
    let words: Vec<usize> = content.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).collect();
    let sparse = content.chars().count() > 16 * (words.len() + 1);
    if sparse { content.char_indices().map(|(at, _)| at).collect() } else { words }
}

#[derive(Default)]
struct State {
    content: String,
    tail: String,
    width: f32,
    paragraphs: Vec<Paragraph>,
}

impl<Message> Widget<Message, Theme, Renderer> for Clamp<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size { width: Length::Fill, height: Length::Shrink }
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        let width = limits.max().width;
        let tail = self.tail.as_ref().map_or("", |(tail, _)| tail.content.as_ref());
        let font = state.paragraphs.first().map(Paragraph::font);
        #[expect(clippy::float_cmp, reason = "the same width comes back bit by bit")]
        let same =
            state.width == width && state.content == self.content && state.tail == tail && font == Some(self.font);
        if !same {
            self.content.as_ref().clone_into(&mut state.content);
            tail.clone_into(&mut state.tail);
            state.width = width;
            let own = self.fitted(width, self.lines);
            let left = self.left_by(&own);
            let tail = self.tail.as_ref().map(|(tail, _)| tail.fitted(width, tail.lines + left));
            state.paragraphs = std::iter::once(own).chain(tail).collect();
        }
        let gaps = self.tail.as_ref().map_or(0.0, |(_, gap)| *gap);
        let height = state.paragraphs.iter().map(|paragraph| paragraph.min_bounds().height).sum::<f32>() + gaps;
        layout::Node::new(limits.resolve(Length::Fill, Length::Shrink, Size::new(width, height)))
    }

    fn operate(&mut self, _tree: &mut Tree, layout: Layout<'_>, _renderer: &Renderer, operation: &mut dyn Operation) {
        operation.text(None, layout.bounds(), &self.content);
        if let Some((tail, _)) = &self.tail {
            operation.text(None, layout.bounds(), &tail.content);
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        _theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        if !bounds.intersects(viewport) {
            return;
        }
        let mut below = bounds;
        let texts = std::iter::once((self, 0.0)).chain(self.tail.iter().map(|(tail, gap)| (tail.as_ref(), *gap)));
        for ((text, gap), paragraph) in texts.zip(&tree.state.downcast_ref::<State>().paragraphs) {
            let least = paragraph.min_bounds();
            below.y += gap;
            let anchor = below.anchor(least, text.start, alignment::Vertical::Top);
            let color = text.color.unwrap_or(style.text_color);
            text::Renderer::fill_paragraph(renderer, paragraph, anchor, color, *viewport);
            below.y += least.height;
        }
    }
}

impl<'a, Message: 'a> From<Clamp<'a>> for Element<'a, Message> {
    fn from(clamp: Clamp<'a>) -> Self {
        Self::new(clamp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines_of(content: &str, lines: u8, width: f32) -> f32 {
        let clamp = Clamp::new(content, lines).size(10.0, 1.0).font(crate::theme::SANS);
        clamp.fitted(width, lines).min_bounds().height / 10.0
    }

    #[test]
    fn long_texts_keep_to_their_lines() {
        let latin = "Membranes let water through and hold salts back. ".repeat(9);
        let arabic = "الأغشية تمرر الماء وتحجز الأملاح. ".repeat(9);
        let chinese = "細胞膜讓水通過並阻擋鹽分".repeat(9);
        for content in [latin, arabic, chinese] {
            for lines in [1, 2, 3] {
                let taken = lines_of(&content, lines, 200.0);
                assert!(taken <= f32::from(lines) + 0.1, "{lines} lines became {taken}: {content}");
            }
        }
    }

    #[test]
    fn lines_that_a_title_leaves_are_the_excerpts() {
        let clamp = |content| Clamp::new(content, 2).size(10.0, 1.0).font(crate::theme::SANS);
        let left = |content| {
            let clamp = clamp(content);
            clamp.left_by(&clamp.fitted(200.0, 2))
        };
        assert_eq!(left("Osmosis"), 1);
        assert_eq!(left("Why does the water keep going although nothing at all pulls it?"), 0);
    }

    #[test]
    fn short_texts_stay_whole() {
        assert!(lines_of("Osmosis", 2, 200.0) <= 1.1);
        assert_eq!(shortened("Water, and", 6), "Water…");
        assert_eq!(shortened("", 0), "…");
    }
}
