//! Something that is made once and laid out once, as long as what it is made of stays the same. The toolkit's own `lazy` lays
//! out with each frame; of a text of two thousand lines that, and making them, was half of a turn of the wheel.
//!
//! What is inside must know its size at once, as with the software renderer: one that learns the size of a picture later would
//! have to ask for the layout anew by itself.

use iced::advanced::layout::{Layout, Limits, Node};
use iced::advanced::widget::operation::Operation;
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay, renderer};
use iced::{Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector, mouse};

/// What is made of `Of`, as wide as there is room and as high as it needs to be.
pub(crate) struct Kept<Of, Message> {
    of: Of,
    make: fn(&Of) -> Element<'static, Message>,
}

impl<Of, Message> Kept<Of, Message> {
    /// What `make` makes of it, and nothing else that changes: it is not asked again before `of` is another.
    pub(crate) fn new(of: Of, make: fn(&Of) -> Element<'static, Message>) -> Self {
        Self { of, make }
    }
}

struct State<Of, Message> {
    of: Of,
    made: Element<'static, Message>,
    tree: Tree,
    /// In what room it was laid out, and how.
    laid: Option<(Limits, Node)>,
}

/// What was made, with how it lies at its place.
struct Lying<'s, Message> {
    made: &'s mut Element<'static, Message>,
    tree: &'s mut Tree,
    layout: Layout<'s>,
}

impl<Of, Message> State<Of, Message> {
    fn at(&mut self, place: Point) -> Option<Lying<'_, Message>> {
        let Self { made, tree, laid, .. } = self;
        let layout = lying(laid.as_ref(), place)?;
        Some(Lying { made, tree, layout })
    }
}

fn lying(laid: Option<&(Limits, Node)>, place: Point) -> Option<Layout<'_>> {
    laid.map(|(_, node)| Layout::with_offset(place - Point::ORIGIN, node))
}

impl<Of: Clone + PartialEq + 'static, Message: 'static> Widget<Message, Theme, Renderer> for Kept<Of, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State<Of, Message>>()
    }

    fn state(&self) -> tree::State {
        let made = (self.make)(&self.of);
        let tree = Tree::new(&made);
        tree::State::new(State { of: self.of.clone(), made, tree, laid: None })
    }

    fn diff(&self, tree: &mut Tree) {
        let state = tree.state.downcast_mut::<State<Of, Message>>();
        if state.of != self.of {
            state.of = self.of.clone();
            state.made = (self.make)(&self.of);
            state.tree.diff(&state.made);
            state.laid = None;
        }
    }

    fn size(&self) -> Size<Length> {
        Size { width: Length::Fill, height: Length::Shrink }
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        let State { made, tree, laid, .. } = tree.state.downcast_mut::<State<Of, Message>>();
        let node = match laid.take() {
            Some((room, node)) if room == *limits => node,
            _ => made.as_widget_mut().layout(tree, renderer, limits),
        };
        let size = node.size();
        *laid = Some((*limits, node));
        Node::new(size)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        if let Some(lying) = tree.state.downcast_mut::<State<Of, Message>>().at(layout.position()) {
            lying.made.as_widget_mut().operate(lying.tree, lying.layout, renderer, operation);
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
        let state = tree.state.downcast_mut::<State<Of, Message>>();
        let Some(Lying { made, tree, layout }) = state.at(layout.position()) else { return };
        // In a shell of its own: what others before it said of the layout is not about this.
        let mut told = Vec::new();
        let mut own = Shell::new(&mut told);
        if shell.is_event_captured() {
            own.capture_event();
        }
        made.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, &mut own, viewport);
        if own.is_layout_invalid() {
            state.laid = None;
        }
        shell.merge(own, |message| message);
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
        let State { made, tree, laid, .. } = tree.state.downcast_ref::<State<Of, Message>>();
        if let Some(layout) = lying(laid.as_ref(), layout.position()) {
            made.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
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
        let State { made, tree, laid, .. } = tree.state.downcast_ref::<State<Of, Message>>();
        match lying(laid.as_ref(), layout.position()) {
            Some(layout) if cursor.is_over(layout.bounds()) => {
                made.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
            }
            _ => mouse::Interaction::default(),
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
        let lying = tree.state.downcast_mut::<State<Of, Message>>().at(layout.position())?;
        lying.made.as_widget_mut().overlay(lying.tree, lying.layout, renderer, viewport, translation)
    }
}

impl<'a, Of, Message> From<Kept<Of, Message>> for Element<'a, Message>
where
    Of: Clone + PartialEq + 'static,
    Message: 'static,
{
    fn from(kept: Kept<Of, Message>) -> Self {
        Self::new(kept)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use iced::advanced::clipboard;
    use iced::advanced::renderer::Headless;
    use iced::widget::Column;
    use iced_runtime::user_interface::{Cache, UserInterface};

    use super::*;
    use crate::theme;

    /// How often something was made, and laid out.
    #[derive(Clone, Default)]
    struct Counts {
        made: Rc<Cell<usize>>,
        laid: Rc<Cell<usize>>,
    }

    /// A word; what it is made of but for the counts, which are the same for all.
    #[derive(Clone)]
    struct Word(&'static str, Counts);

    impl PartialEq for Word {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }

    impl Word {
        fn shown(&self) -> Element<'static, ()> {
            self.1.made.set(self.1.made.get() + 1);
            Element::new(Counted(self.1.clone()))
        }
    }

    /// A widget that counts how often it is laid out, and asks for it again when it is pressed.
    struct Counted(Counts);

    impl Widget<(), Theme, Renderer> for Counted {
        fn size(&self) -> Size<Length> {
            Size { width: Length::Fill, height: Length::Shrink }
        }

        fn layout(&mut self, _: &mut Tree, _: &Renderer, limits: &Limits) -> Node {
            self.0.laid.set(self.0.laid.get() + 1);
            Node::new(Size::new(limits.max().width, 20.0))
        }

        fn update(
            &mut self,
            _: &mut Tree,
            event: &Event,
            layout: Layout<'_>,
            cursor: mouse::Cursor,
            _: &Renderer,
            _: &mut dyn Clipboard,
            shell: &mut Shell<'_, ()>,
            _: &Rectangle,
        ) {
            if matches!(event, Event::Mouse(mouse::Event::ButtonPressed(_))) && cursor.is_over(layout.bounds()) {
                shell.invalidate_layout();
            }
        }

        fn draw(
            &self,
            _: &Tree,
            _: &mut Renderer,
            _: &Theme,
            _: &renderer::Style,
            _: Layout<'_>,
            _: mouse::Cursor,
            _: &Rectangle,
        ) {
        }
    }

    fn renderer() -> Renderer {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let made = <Renderer as Headless>::new(theme::SANS, theme::size::BODY.into(), Some("tiny-skia"));
        runtime.block_on(made).expect("a renderer")
    }

    #[test]
    fn who_asks_for_room_is_laid_out_again_and_nobody_else() {
        let mut renderer = renderer();
        let words = [Counts::default(), Counts::default()];
        let kept = words.iter().map(|counts| Kept::new(Word("salt", counts.clone()), Word::shown).into());
        let room = Size::new(300.0, 200.0);
        let mut built = UserInterface::build(Column::with_children(kept), room, Cache::new(), &mut renderer);
        let pressed = [Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))];
        let over_first = mouse::Cursor::Available(Point::new(10.0, 10.0));
        let _ = built.update(&pressed, over_first, &mut renderer, &mut clipboard::Null, &mut Vec::new());
        assert_eq!(words.map(|counts| counts.laid.get()), [2, 1]);
    }

    #[test]
    fn what_stays_the_same_is_made_and_laid_out_once() {
        let mut renderer = renderer();
        let (counts, mut cache) = (Counts::default(), Cache::new());
        // The word, the width of the window, and how often it was made and laid out until then.
        let frames =
            [("salt", 300.0, [1, 1]), ("salt", 300.0, [1, 1]), ("salt", 200.0, [1, 2]), ("water", 200.0, [2, 3])];
        for (word, width, expected) in frames {
            let kept = Kept::new(Word(word, counts.clone()), Word::shown);
            let built = UserInterface::build(kept, Size::new(width, 200.0), cache, &mut renderer);
            assert_eq!([counts.made.get(), counts.laid.get()], expected, "{word} in {width}");
            cache = built.into_cache();
        }
    }
}
