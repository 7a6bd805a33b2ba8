//! Keeps the words of a field that scrolls inside of it. The software renderer (iced 0.14) draws the lines of an editor that
//! reach out of its bounds as well, over and over, and clears only what is inside; it clips them where what it draws in is
//! smaller than the editor. So that is smaller, by a hair.

use iced::Rectangle;

use super::around::Hear;

/// By how much, in pixels, at the side at which no letter stands.
const HAIR: f32 = 1.0;

/// Clips what is inside.
pub(crate) struct Clip;

impl<Message> Hear<'_, Message> for Clip {
    type State = ();

    fn within(&self, bounds: Rectangle, viewport: &Rectangle) -> Option<Rectangle> {
        let within = Rectangle { width: bounds.width - HAIR, ..bounds };
        Some(within.intersection(viewport).unwrap_or_default())
    }
}
