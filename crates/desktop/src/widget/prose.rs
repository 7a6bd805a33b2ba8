//! Words that are read: drawn in pieces of one look each, with links to press, and a part that is selected. The toolkit's own
//! cannot be selected; [`Select`](super::Select) stands around many of these and selects over all of them.

use std::ops::Range;

use iced::advanced::graphics::text::Paragraph;
use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::text::{self, Difference, LineHeight, Paragraph as _, Shaping, Span, Wrapping};
use iced::advanced::widget::operation::Operation;
use iced::advanced::widget::{self, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget};
use iced::{
    Color, Element, Event, Font, Length, Pixels, Point, Rectangle, Renderer, Size, Theme, Vector, alignment, mouse,
};

use super::text::drawn;

/// How far a letter leans out of its line at most, relative to its size.
const LEANS: f32 = 0.3;

/// Words in pieces of one look each.
pub(crate) struct Prose<'a, Link, Message> {
    spans: Vec<Span<'a, Link>>,
    font: Font,
    size: f32,
    leading: f32,
    wrapping: Wrapping,
    color: Color,
    selection: Color,
    before: String,
    after: &'static str,
    on_link: Option<Box<dyn Fn(Link) -> Message + 'a>>,
    hovered: Option<usize>,
}

impl<'a, Link, Message> Prose<'a, Link, Message> {
    /// These pieces, in `font` where they say no other.
    pub(crate) fn new(mut spans: Vec<Span<'a, Link>>, font: Font, size: f32, leading: f32) -> Self {
        for span in &mut spans {
            span.text = drawn(std::mem::take(&mut span.text));
        }
        Self {
            spans,
            font,
            size,
            leading,
            wrapping: Wrapping::default(),
            color: Color::BLACK,
            selection: Color::TRANSPARENT,
            before: String::new(),
            after: "\n\n",
            on_link: None,
            hovered: None,
        }
    }

    /// Colour of the words, and of the ground of what is selected.
    pub(crate) fn colors(mut self, color: Color, selection: Color) -> Self {
        (self.color, self.selection) = (color, selection);
        self
    }

    /// How lines are broken.
    pub(crate) fn wrapping(mut self, wrapping: Wrapping) -> Self {
        self.wrapping = wrapping;
        self
    }

    /// What stands before it when it is copied with other words: the number or the sign of a list, which nobody selects.
    pub(crate) fn before(mut self, before: String) -> Self {
        self.before = before;
        self
    }

    /// What stands between it and the next words when both are copied.
    pub(crate) fn after(mut self, after: &'static str) -> Self {
        self.after = after;
        self
    }

    /// Whom to tell of a link that is pressed.
    pub(crate) fn on_link(mut self, on_link: impl Fn(Link) -> Message + 'a) -> Self {
        self.on_link = Some(Box::new(on_link));
        self
    }

    fn format<T>(&self, content: T, bounds: Size) -> text::Text<T> {
        text::Text {
            content,
            bounds,
            size: Pixels(self.size),
            line_height: LineHeight::Relative(self.leading),
            font: self.font,
            align_x: text::Alignment::Default,
            align_y: alignment::Vertical::Top,
            shaping: Shaping::Advanced,
            wrapping: self.wrapping,
        }
    }
}

struct State<Link> {
    spans: Vec<Span<'static, Link>>,
    pressed: Option<usize>,
    part: Part,
}

/// Words as a selection sees them.
#[derive(Debug, Default)]
pub(crate) struct Part {
    paragraph: Paragraph,
    text: String,
    before: String,
    after: &'static str,
    /// The bytes of the words that are selected.
    selected: Range<usize>,
}

impl Part {
    /// Words that nobody draws.
    #[cfg(test)]
    pub(crate) fn saying(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// The words.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What stands before these words when they are copied from their beginning, with others.
    pub(crate) fn before(&self) -> &str {
        if self.selected.start == 0 { &self.before } else { "" }
    }

    /// What stands between these words and the next when both are copied.
    pub(crate) fn after(&self) -> &'static str {
        self.after
    }

    /// Selects these bytes of the words and no others; whether that is something else than before.
    pub(crate) fn select(&mut self, selected: Range<usize>) -> bool {
        let end = self.text.len();
        let selected = selected.start.min(end)..selected.end.min(end);
        std::mem::replace(&mut self.selected, selected.clone()) != selected
    }

    /// What is selected of them.
    pub(crate) fn selected(&self) -> &str {
        self.text.get(self.selected.clone()).unwrap_or_default()
    }

    /// The byte of the words that stands at, or nearest to, this point, from their upper left corner.
    pub(crate) fn at(&self, point: Point) -> usize {
        match self.paragraph.buffer().hit(point.x, point.y.max(0.0)) {
            Some(cursor) => (self.line_start(cursor.line) + cursor.index).min(self.text.len()),
            None => self.text.len(),
        }
    }

    /// Where a line begins that its author ended, in bytes of the words.
    fn line_start(&self, line: usize) -> usize {
        self.paragraph.buffer().lines.iter().take(line).map(|line| line.text().len() + 1).sum()
    }

    /// Where what is selected stands: more than one place in a line whose words run both ways.
    fn marked(&self) -> Vec<Rectangle> {
        if self.selected.is_empty() {
            return Vec::new();
        }
        let mut places: Vec<Rectangle> = Vec::new();
        for run in self.paragraph.buffer().layout_runs() {
            let start = self.line_start(run.line_i);
            for glyph in run.glyphs {
                let (from, to) = (start + glyph.start, start + glyph.end);
                if from >= self.selected.end || to <= self.selected.start {
                    continue;
                }
                let place = Rectangle::new(Point::new(glyph.x, run.line_top), Size::new(glyph.w, run.line_height));
                match places.last_mut() {
                    Some(last) if touches(last, &place) => *last = last.union(&place),
                    _ => places.push(place),
                }
            }
        }
        places
    }
}

/// Whether two places of one line stand side by side, but for rounding.
fn touches(one: &Rectangle, other: &Rectangle) -> bool {
    let gap = (other.x - one.x - one.width).max(one.x - other.x - other.width);
    (one.y - other.y).abs() < 0.5 && gap < 0.5
}

impl<Link: Clone + PartialEq + 'static, Message> Widget<Message, Theme, Renderer> for Prose<'_, Link, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State<Link>>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::<Link> { spans: Vec::new(), pressed: None, part: Part::default() })
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let State { spans, part, .. } = tree.state.downcast_mut::<State<Link>>();
        part.after = self.after;
        part.before.clone_from(&self.before);
        layout::sized(limits, Length::Shrink, Length::Shrink, |limits| {
            let bounds = limits.max();
            if *spans != self.spans {
                part.paragraph = Paragraph::with_spans(self.format(self.spans.as_slice(), bounds));
                *spans = self.spans.iter().cloned().map(Span::to_static).collect();
                let text: String = self.spans.iter().map(|span| span.text.as_ref()).collect();
                // The same words in other colours stay selected.
                if part.text != text {
                    (part.text, part.selected) = (text, 0..0);
                }
            } else {
                match part.paragraph.compare(self.format((), bounds)) {
                    Difference::None => {}
                    Difference::Bounds => part.paragraph.resize(bounds),
                    Difference::Shape => {
                        part.paragraph = Paragraph::with_spans(self.format(self.spans.as_slice(), bounds));
                    }
                }
            }
            part.paragraph.min_bounds()
        })
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, _renderer: &Renderer, operation: &mut dyn Operation) {
        operation.custom(None, layout.bounds(), &mut tree.state.downcast_mut::<State<Link>>().part);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        let Some(on_link) = &self.on_link else { return };
        let state = tree.state.downcast_mut::<State<Link>>();
        let link = |span: usize| self.spans.get(span).and_then(|span| span.link.clone());
        let at = cursor.position_in(layout.bounds());
        let hovered = at.and_then(|at| state.part.paragraph.hit_span(at)).filter(|span| link(*span).is_some());
        if self.hovered != hovered {
            self.hovered = hovered;
            shell.request_redraw();
        }
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) if hovered.is_some() => {
                state.pressed = hovered;
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => {
                let pressed = state.pressed.take().filter(|pressed| Some(*pressed) == hovered);
                if let Some(link) = pressed.and_then(link) {
                    shell.publish(on_link(link));
                }
            }
            _ => {}
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
        if !layout.bounds().intersects(viewport) {
            return;
        }
        let part = &tree.state.downcast_ref::<State<Link>>().part;
        let origin = layout.position() - Point::ORIGIN;
        for (index, span) in self.spans.iter().enumerate() {
            self.ground(renderer, &part.paragraph, index, span, origin);
        }
        for place in part.marked() {
            renderer.fill_quad(Quad { bounds: place + origin, ..Quad::default() }, self.selection);
        }
        for (index, span) in self.spans.iter().enumerate() {
            self.lines(renderer, &part.paragraph, index, span, origin);
        }
        self.reach(renderer, part.paragraph.min_bounds(), origin);
        let color = Some(self.color);
        widget::text::draw(renderer, style, layout.bounds(), &part.paragraph, widget::text::Style { color }, viewport);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let _ = tree;
        match cursor.is_over(layout.bounds()) {
            true if self.hovered.is_some() => mouse::Interaction::Pointer,
            true => mouse::Interaction::Text,
            false => mouse::Interaction::None,
        }
    }
}

impl<Link, Message> Prose<'_, Link, Message> {
    /// Letters lean out at both ends of a line, an f most of all. What the software renderer clears when words move is what it
    /// was told that they take (iced 0.14): so it is told of a strip at each side.
    fn reach(&self, to: &mut Renderer, size: Size, origin: Vector) {
        if size.height <= 0.0 {
            return;
        }
        let strip = Size::new(self.size * LEANS, size.height);
        for x in [-strip.width, size.width] {
            let bounds = Rectangle::new(Point::new(x, 0.0), strip) + origin;
            to.fill_quad(Quad { bounds, ..Quad::default() }, Color::TRANSPARENT);
        }
    }

    /// What lies under a piece.
    fn ground(&self, to: &mut Renderer, paragraph: &Paragraph, index: usize, span: &Span<'_, Link>, origin: Vector) {
        let Some(highlight) = span.highlight else { return };
        for place in paragraph.span_bounds(index) {
            let corner = place.position() - Vector::new(span.padding.left, span.padding.top);
            let size = place.size() + Size::new(span.padding.x(), span.padding.y());
            let bounds = Rectangle::new(corner, size) + origin;
            to.fill_quad(Quad { bounds, border: highlight.border, ..Quad::default() }, highlight.background);
        }
    }

    /// The lines under and through a piece.
    fn lines(&self, to: &mut Renderer, paragraph: &Paragraph, index: usize, span: &Span<'_, Link>, origin: Vector) {
        let underlined = span.underline || self.on_link.is_some() && Some(index) == self.hovered;
        if !underlined && !span.strikethrough {
            return;
        }
        let size = span.size.map_or(self.size, |size| size.0);
        let line = span.line_height.unwrap_or(LineHeight::Relative(self.leading)).to_absolute(Pixels(size)).0;
        let baseline = origin + Vector::new(0.0, size + (line - size) / 2.0);
        let color = span.color.unwrap_or(self.color);
        for place in paragraph.span_bounds(index) {
            let mut across = |above: f32| {
                let corner = place.position() + baseline - Vector::new(0.0, above);
                let bounds = Rectangle::new(corner, Size::new(place.width, 1.0));
                to.fill_quad(Quad { bounds, ..Quad::default() }, color);
            };
            if underlined {
                across(size * 0.08);
            }
            if span.strikethrough {
                across(size / 2.0);
            }
        }
    }
}

impl<'a, Link: Clone + PartialEq + 'static, Message: 'a> From<Prose<'a, Link, Message>> for Element<'a, Message> {
    fn from(prose: Prose<'a, Link, Message>) -> Self {
        Self::new(prose)
    }
}
