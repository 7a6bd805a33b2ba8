//! Text of at most so many lines that ends at a word with an ellipsis instead of being cut.

use std::borrow::Cow;

use iced::advanced::layout::{self, Layout};
use iced::advanced::text::{self, Paragraph as _};
use iced::advanced::widget::operation::Operation;
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Widget, renderer};
use iced::{Color, Element, Font, Length, Pixels, Rectangle, Renderer, Size, Theme, alignment, mouse};

use super::direction;
use super::text::drawn;

type Paragraph = <Renderer as text::Renderer>::Paragraph;

/// Characters tried at most: no excerpt of three lines is longer.
const LONGEST: usize = 400;
/// How wide a narrow letter is, as a part of the size. More letters than fit of it are not shaped.
const NARROW: f32 = 0.25;

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
        let content = drawn(content);
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
        #[cfg(test)]
        SHAPED.set(SHAPED.get() + 1);
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
        let tried = self.beginning(width, lines);
        let whole = self.paragraph(tried, width);
        if tried.len() == self.content.len() && self.fits(&whole, lines) {
            return whole;
        }
        // Shaping is what costs: where the text can end is read from what has been shaped already.
        let held = held(&whole, lines);
        let mut ends = ends(&tried[..held]);
        // White space at the end of a line is in no line.
        if ends.is_empty() || self.content[held..].starts_with(char::is_whitespace) {
            ends.push(held);
        }
        let (mut low, mut high, mut best) = (0, ends.len(), None);
        // With the ellipsis the last of them fits or the one before it, nearly always; else by halving.
        let mut next = [high, high - 1].into_iter();
        while low < high {
            let end = next.next().unwrap_or((low + high).div_ceil(2)).clamp(low + 1, high);
            let paragraph = self.paragraph(&shortened(tried, ends[end - 1]), width);
            if self.fits(&paragraph, lines) {
                (low, best) = (end, Some(paragraph));
            } else {
                high = end - 1;
            }
        }
        best.unwrap_or_else(|| self.paragraph(&shortened(tried, 0), width))
    }

    /// So much of the text as so many lines can hold of narrow letters.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "letters of some lines are few")]
    fn beginning(&self, width: f32, lines: u8) -> &str {
        let letters = (f32::from(lines) * width / (self.size * NARROW)) as usize;
        let end = self.content.char_indices().nth(letters.clamp(1, LONGEST));
        end.map_or(&self.content, |(end, _)| &self.content[..end])
    }
}

/// Where in its text the last of so many lines ends.
fn held(paragraph: &Paragraph, lines: u8) -> usize {
    let buffer = paragraph.buffer();
    let Some(last) = buffer.layout_runs().take(usize::from(lines)).last() else { return 0 };
    // Places of glyphs count from the beginning of the line that the author ended.
    let before = buffer.lines.iter().take(last.line_i);
    let begin: usize = before.map(|line| line.text().len() + line.ending().as_str().len()).sum();
    begin + last.glyphs.iter().map(|glyph| glyph.end).max().unwrap_or_default()
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
thread_local! {
    static SHAPED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// How many texts have been shaped on this thread: what a frame of a list is made of.
#[cfg(test)]
pub(crate) fn shaped() -> usize {
    SHAPED.get()
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
    fn the_last_line_is_as_full_as_its_words_allow() {
        let latin = "Membranes let water through and hold salts back. ".repeat(9);
        let arabic = "الأغشية تمرر الماء وتحجز الأملاح. ".repeat(9);
        let broken = "Membranes\n\nlet water through and hold\nsalts back, ".repeat(9);
        let chinese = "細胞膜讓水通過並阻擋鹽分".repeat(9);
        let one_word = "a".repeat(300);
        for (content, most_left) in [(latin, 60.0), (arabic, 60.0), (broken, 60.0), (chinese, 25.0), (one_word, 25.0)] {
            let clamp = Clamp::new(&content, 2).size(10.0, 1.0).font(crate::theme::SANS);
            let paragraph = clamp.fitted(200.0, 2);
            let last = paragraph.buffer().layout_runs().last().expect("a line");
            assert!(last.line_w + most_left > 200.0 || content.contains('\n'), "{} of 200: {content}", last.line_w);
            assert!(last.text.trim_end().ends_with('…') && last.text.chars().count() > 1, "{:?}", last.text);
        }
    }

    #[test]
    fn not_one_word_more_would_have_fitted() {
        let latin = "Put a raisin into water and it swells, put cucumber into brine and it shrinks: both are osmosis. "
            .repeat(3);
        let arabic = "الأغشية تمرر الماء وتحجز الأملاح. ".repeat(9);
        for content in [latin, arabic] {
            for width in (120_u8..240).step_by(4).map(f32::from) {
                let clamp = Clamp::new(&content, 2).size(10.0, 1.0).font(crate::theme::SANS);
                let shown = clamp.fitted(width, 2);
                let letters = shown.buffer().layout_runs().next().expect("a line").text.chars().count();
                let cuts = ends(&content).into_iter().map(|end| shortened(&content, end));
                let more = cuts.into_iter().find(|cut| cut.chars().count() > letters).expect("there is more of it");
                assert!(!clamp.fits(&clamp.paragraph(&more, width), 2), "{more} in {width}");
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
