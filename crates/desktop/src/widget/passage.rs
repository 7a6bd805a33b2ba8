//! A passage of text with a mark in its margin. The mark appears under the pointer; pressing it tells which passage.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::Operation;
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay, renderer};
use iced::{Color, Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector, mouse, window};

/// A passage with its mark.
pub(crate) struct Passage<'a, Message> {
    parts: [Element<'a, Message>; 2],
    on_mark: Message,
    margin: f32,
    idle: Color,
    pointed: Color,
    /// Its colour while nobody points at it, if it stays.
    steady: Option<Color>,
}

impl<'a, Message> Passage<'a, Message> {
    /// `content` with `mark` in a margin of `margin` pixels at its left.
    pub(crate) fn new(
        content: impl Into<Element<'a, Message>>,
        mark: impl Into<Element<'a, Message>>,
        margin: f32,
        on_mark: Message,
    ) -> Self {
        let parts = [content.into(), mark.into()];
        Self { parts, on_mark, margin, idle: Color::BLACK, pointed: Color::BLACK, steady: None }
    }

    /// The mark's colour, and that under the pointer.
    pub(crate) fn colors(mut self, idle: Color, pointed: Color) -> Self {
        (self.idle, self.pointed) = (idle, pointed);
        self
    }

    /// The mark stays when nobody points at it, in this colour.
    pub(crate) fn steady(mut self, color: Color) -> Self {
        self.steady = Some(color);
        self
    }

    /// The margin belongs to the passage: everything left of the text, as high as the text.
    fn over_mark(&self, bounds: Rectangle, cursor: mouse::Cursor) -> bool {
        cursor.is_over(Rectangle { width: self.margin, ..bounds })
    }
}

#[derive(Default)]
struct State {
    shown: Shown,
    held: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Shown {
    #[default]
    No,
    Idle,
    Pointed,
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Passage<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        self.parts.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.parts);
    }

    fn size(&self) -> Size<Length> {
        Size { width: Length::Fill, height: Length::Shrink }
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let [content, mark] = &mut self.parts;
        let [content_tree, mark_tree] = tree.children.as_mut_slice() else { return layout::Node::default() };
        let inner = limits.loose().shrink(Size::new(self.margin, 0.0));
        let content =
            content.as_widget_mut().layout(content_tree, renderer, &inner).move_to(Point::new(self.margin, 0.0));
        let mark = mark.as_widget_mut().layout(mark_tree, renderer, &limits.loose()).move_to(Point::new(2.0, 5.0));
        let size = Size::new(limits.max().width, content.size().height);
        layout::Node::with_children(size, vec![content, mark])
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        operation.container(None, layout.bounds());
        operation.traverse(&mut |operation| {
            for ((part, tree), layout) in self.parts.iter_mut().zip(&mut tree.children).zip(layout.children()).take(1) {
                part.as_widget_mut().operate(tree, layout, renderer, operation);
            }
        });
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        for ((part, tree), layout) in self.parts.iter_mut().zip(&mut tree.children).zip(layout.children()) {
            part.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
        let bounds = layout.bounds();
        let over_mark = self.over_mark(bounds, cursor);
        let state = tree.state.downcast_mut::<State>();
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) if over_mark => {
                state.held = true;
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => {
                let held = std::mem::take(&mut state.held);
                if held && over_mark {
                    shell.publish(self.on_mark.clone());
                    shell.capture_event();
                }
            }
            _ => {}
        }
        let shown = match (cursor.is_over(bounds), over_mark) {
            (true, true) => Shown::Pointed,
            (true, false) => Shown::Idle,
            (false, _) => Shown::No,
        };
        if let Event::Window(window::Event::RedrawRequested(_)) = event {
            state.shown = shown;
        } else if state.shown != shown {
            shell.request_redraw();
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let text_color = match tree.state.downcast_ref::<State>().shown {
            Shown::No => self.steady,
            Shown::Idle => Some(self.idle),
            Shown::Pointed => Some(self.pointed),
        };
        let marked = text_color.map(|text_color| renderer::Style { text_color });
        let styles = [Some(*style), marked];
        for (((part, tree), layout), style) in self.parts.iter().zip(&tree.children).zip(layout.children()).zip(styles)
        {
            if let Some(style) = style {
                part.as_widget().draw(tree, renderer, theme, &style, layout, cursor, viewport);
            }
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        overlay::from_children(&mut self.parts, tree, layout, renderer, viewport, translation)
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        if self.over_mark(layout.bounds(), cursor) {
            return mouse::Interaction::Pointer;
        }
        let content = self.parts.first().zip(tree.children.first()).zip(layout.children().next());
        content.map_or(mouse::Interaction::default(), |((part, tree), layout)| {
            part.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
        })
    }
}

impl<'a, Message: Clone + 'a> From<Passage<'a, Message>> for Element<'a, Message> {
    fn from(passage: Passage<'a, Message>) -> Self {
        Self::new(passage)
    }
}
