//! A widget around another one that hears of events before it does, or after, and leaves all else to it.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::Operation;
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, overlay, renderer};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector, keyboard, mouse, window};

/// What hears of events.
pub(crate) trait Hear<'a, Message> {
    /// What it remembers from one event to the next.
    type State: Default + 'static;

    /// An event comes. What is inside hears of it when it is told by [`Inner::update`].
    fn hear(&self, _state: &mut Self::State, coming: Coming<'_, '_, Message>, mut inner: Inner<'_, 'a, Message>) {
        inner.update(coming);
    }

    /// Whether what is inside is out of reach: seen, and neither pressed, typed into nor given the focus.
    fn is_closed(&self) -> bool {
        false
    }

    /// Inside of what it is drawn, and nothing of it beside, where it has these bounds and is seen through that viewport; none
    /// where it keeps to its place by itself.
    fn within(&self, _bounds: Rectangle, _viewport: &Rectangle) -> Option<Rectangle> {
        None
    }
}

/// What comes, where the pointer is then, and what can be done about it.
pub(crate) struct Coming<'e, 's, Message> {
    /// What comes.
    pub(crate) event: &'e Event,
    /// Where the pointer is.
    pub(crate) cursor: mouse::Cursor,
    /// What is copied goes here.
    pub(crate) clipboard: &'e mut dyn Clipboard,
    /// Who is told of what comes of it.
    pub(crate) shell: &'e mut Shell<'s, Message>,
}

impl<'s, Message> Coming<'_, 's, Message> {
    /// This comes instead, or before it; the rest is the same.
    pub(crate) fn instead<'e>(&'e mut self, event: &'e Event) -> Coming<'e, 's, Message> {
        Coming { event, cursor: self.cursor, clipboard: &mut *self.clipboard, shell: &mut *self.shell }
    }
}

/// What is inside, and where.
pub(crate) struct Inner<'i, 'a, Message> {
    content: &'i mut Element<'a, Message>,
    tree: &'i mut Tree,
    layout: Layout<'i>,
    renderer: &'i Renderer,
    viewport: &'i Rectangle,
}

impl<Message> Inner<'_, '_, Message> {
    /// The part of it that can be seen.
    pub(crate) fn seen(&self) -> Rectangle {
        self.layout.bounds().intersection(self.viewport).unwrap_or_default()
    }

    /// Hands an event on.
    pub(crate) fn update(&mut self, coming: Coming<'_, '_, Message>) {
        let Coming { event, cursor, clipboard, shell } = coming;
        let Self { content, tree, layout, renderer, viewport } = self;
        content.as_widget_mut().update(tree, event, *layout, cursor, renderer, clipboard, shell, viewport);
    }

    /// What the pointer would do there.
    pub(crate) fn interaction(&self, cursor: mouse::Cursor) -> mouse::Interaction {
        let Self { content, tree, layout, renderer, viewport } = self;
        content.as_widget().mouse_interaction(tree, *layout, cursor, viewport, renderer)
    }

    /// Has an operation look through it.
    pub(crate) fn operate(&mut self, operation: &mut dyn Operation) {
        self.content.as_widget_mut().operate(self.tree, self.layout, self.renderer, operation);
    }
}

/// Something, and what hears of events around it.
pub(crate) struct Around<'a, H, Message> {
    content: Element<'a, Message>,
    hear: H,
}

impl<'a, H: Hear<'a, Message>, Message> Around<'a, H, Message> {
    /// `hear` around `content`.
    pub(crate) fn new(content: impl Into<Element<'a, Message>>, hear: H) -> Self {
        Self { content: content.into(), hear }
    }
}

impl<'a, H: Hear<'a, Message>, Message> Widget<Message, Theme, Renderer> for Around<'a, H, Message> {
    fn tag(&self) -> tree::Tag {
        // Never `()`, by which the toolkit knows what has no state at all: taken for each other, one would be asked for what
        // the other has not.
        tree::Tag::of::<(H::State,)>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(H::State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let Some(inner) = tree.children.first_mut() else { return layout::Node::default() };
        self.content.as_widget_mut().layout(inner, renderer, limits)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        if let Some(inner) = tree.children.first_mut().filter(|_| !self.hear.is_closed()) {
            self.content.as_widget_mut().operate(inner, layout, renderer, operation);
        }
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
        let Some(inner) = tree.children.first_mut() else { return };
        let closed = self.hear.is_closed();
        if closed && !is_for_all(event) {
            return;
        }
        let cursor = if closed { mouse::Cursor::Unavailable } else { cursor };
        let inner = Inner { content: &mut self.content, tree: inner, layout, renderer, viewport };
        let coming = Coming { event, cursor, clipboard, shell };
        self.hear.hear(tree.state.downcast_mut::<H::State>(), coming, inner);
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
        let Some(inner) = tree.children.first() else { return };
        let cursor = if self.hear.is_closed() { mouse::Cursor::Unavailable } else { cursor };
        let content = self.content.as_widget();
        match self.hear.within(layout.bounds(), viewport) {
            None => content.draw(inner, renderer, theme, style, layout, cursor, viewport),
            Some(within) if within.width > 0.0 && within.height > 0.0 => renderer.with_layer(within, |renderer| {
                content.draw(inner, renderer, theme, style, layout, cursor, viewport);
            }),
            Some(_) => {}
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let inner = tree.children.first().filter(|_| !self.hear.is_closed());
        inner.map_or(mouse::Interaction::default(), |inner| {
            self.content.as_widget().mouse_interaction(inner, layout, cursor, viewport, renderer)
        })
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let inner = tree.children.first_mut().filter(|_| !self.hear.is_closed())?;
        self.content.as_widget_mut().overlay(inner, layout, renderer, viewport, translation)
    }
}

/// Whether what is out of reach hears of this, too: that it is drawn anew, and that a key is let go. A field that had the focus
/// when a command opened a dialog would believe for ever that Ctrl is held, and take the next letters for commands.
fn is_for_all(event: &Event) -> bool {
    matches!(
        event,
        Event::Window(window::Event::RedrawRequested(_))
            | Event::Keyboard(keyboard::Event::ModifiersChanged(_) | keyboard::Event::KeyReleased { .. })
    )
}

impl<'a, H: Hear<'a, Message> + 'a, Message: 'a> From<Around<'a, H, Message>> for Element<'a, Message> {
    fn from(around: Around<'a, H, Message>) -> Self {
        Self::new(around)
    }
}
