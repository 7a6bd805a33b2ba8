//! A column of very many rows of one height, of which only those are made that are near what can be seen.
//!
//! Each row keeps what it has shaped by what it is *of*, not by where it stands: the toolkit's keyed column looks for moved
//! rows only when their number changes, so that a list scrolled by one row would shape all of them again.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::Operation;
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay, renderer};
use iced::{Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector, mouse};

/// Rows of one height, some of them made.
pub(crate) struct Tall<'a, Key, Message> {
    /// Rows in all.
    total: usize,
    /// The place of the first that is made.
    first: usize,
    /// The height of each.
    row: f32,
    keys: Vec<Key>,
    rows: Vec<Element<'a, Message>>,
}

impl<'a, Key, Message> Tall<'a, Key, Message> {
    /// `total` rows, each `row` pixels high; those from the place `first` on are `made`, each with what it is of.
    pub(crate) fn new(
        total: usize,
        row: f32,
        first: usize,
        made: impl IntoIterator<Item = (Key, Element<'a, Message>)>,
    ) -> Self {
        let (keys, rows) = made.into_iter().unzip();
        Self { total, first, row, keys, rows }
    }
}

/// Of what the rows are whose trees are kept, in their order.
struct State<Key>(Vec<Key>);

impl<Key: Clone + PartialEq + 'static, Message> Widget<Message, Theme, Renderer> for Tall<'_, Key, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State<Key>>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State(self.keys.clone()))
    }

    fn children(&self) -> Vec<Tree> {
        self.rows.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        let State(keys) = tree.state.downcast_mut::<State<Key>>();
        let before = std::mem::replace(keys, self.keys.clone());
        let mut kept: Vec<Option<Tree>> = tree.children.drain(..).map(Some).collect();
        let rows = self.keys.iter().zip(&self.rows).map(|(key, row)| {
            let place = before.iter().position(|one| one == key);
            match place.and_then(|place| kept.get_mut(place)?.take()) {
                Some(mut tree) => {
                    tree.diff(row);
                    tree
                }
                None => Tree::new(row),
            }
        });
        tree.children = rows.collect();
    }

    fn size(&self) -> Size<Length> {
        Size { width: Length::Fill, height: Length::Shrink }
    }

    #[expect(clippy::cast_precision_loss, reason = "a hundred thousand rows are exact in an f32")]
    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let width = limits.max().width;
        let limits = layout::Limits::new(Size::ZERO, Size::new(width, self.row));
        let rows = self.rows.iter_mut().zip(&mut tree.children).enumerate().map(|(place, (row, tree))| {
            let top = (self.first + place) as f32 * self.row;
            row.as_widget_mut().layout(tree, renderer, &limits).move_to(Point::new(0.0, top))
        });
        layout::Node::with_children(Size::new(width, self.total as f32 * self.row), rows.collect())
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        operation.container(None, layout.bounds());
        operation.traverse(&mut |operation| {
            for ((row, tree), layout) in self.rows.iter_mut().zip(&mut tree.children).zip(layout.children()) {
                row.as_widget_mut().operate(tree, layout, renderer, operation);
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
        for ((row, tree), layout) in self.rows.iter_mut().zip(&mut tree.children).zip(layout.children()) {
            row.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
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
        let rows = self.rows.iter().zip(&tree.children).zip(layout.children());
        let wished = rows
            .map(|((row, tree), layout)| row.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer));
        wished.max().unwrap_or_default()
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
        for ((row, tree), layout) in self.rows.iter().zip(&tree.children).zip(layout.children()) {
            if layout.bounds().intersects(viewport) {
                row.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
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
        overlay::from_children(&mut self.rows, tree, layout, renderer, viewport, translation)
    }
}

impl<'a, Key: Clone + PartialEq + 'static, Message: 'a> From<Tall<'a, Key, Message>> for Element<'a, Message>
where
    Key: 'a,
{
    fn from(tall: Tall<'a, Key, Message>) -> Self {
        Self::new(tall)
    }
}

#[cfg(test)]
mod tests {
    use iced::advanced::widget::tree;
    use iced::widget::column;

    use super::*;
    use crate::widget::text;

    /// A widget that notes in its state of which row it was made.
    struct Made(usize);

    impl Widget<(), Theme, Renderer> for Made {
        fn state(&self) -> tree::State {
            tree::State::new(self.0)
        }

        fn tag(&self) -> tree::Tag {
            tree::Tag::of::<usize>()
        }

        fn size(&self) -> Size<Length> {
            Size { width: Length::Fill, height: Length::Fill }
        }

        fn layout(&mut self, _: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
            layout::Node::new(limits.max())
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

    fn rows(keys: impl IntoIterator<Item = usize>) -> Element<'static, ()> {
        Tall::new(100, 10.0, 0, keys.into_iter().map(|key| (key, Element::new(Made(key))))).into()
    }

    fn made(tree: &Tree) -> Vec<usize> {
        tree.children.iter().map(|row| *row.state.downcast_ref::<usize>()).collect()
    }

    #[test]
    fn a_row_keeps_what_it_has_made_wherever_the_list_is_scrolled_to() {
        let mut tree = Tree::new(rows(0..4));
        for (keys, kept) in [(1..5, [1, 2, 3, 4]), (3..7, [3, 4, 5, 6]), (0..4, [0, 1, 2, 3])] {
            tree.diff(rows(keys));
            assert_eq!(made(&tree), kept);
        }
        let same = tree.children[1].state.downcast_ref::<usize>() as *const usize;
        // Another comes in front, as when somebody writes a note.
        tree.diff(rows([9, 0, 1, 2]));
        assert_eq!(made(&tree), [9, 0, 1, 2]);
        assert!(std::ptr::eq(same, tree.children[2].state.downcast_ref::<usize>()), "it was made anew");
    }

    #[test]
    fn what_is_not_made_takes_its_room_all_the_same() {
        let words = (5..8).map(|place| (place, column![text(place)].into()));
        let list: Element<'_, ()> = Tall::new(1_000, 10.0, 5, words).into();
        let mut ui = iced_test::simulator(iced::widget::scrollable(list));
        let place = iced_test::simulator::Simulator::find(&mut ui, "6").expect("it is made");
        assert!((place.visible_bounds().expect("it is seen").y - 60.0).abs() < 5.0);
    }
}
