//! What is scrolled, painted anew as one piece when it has moved.
//!
//! The software renderer (iced 0.14) compares the items of a layer with those of the frame before, gathers the places that
//! differ into some forty rectangles where a list has moved, and then goes through all layers for each of them, wiping the mask
//! of the whole window each time. A layer whose own bounds differ is one place. So those of what is scrolled are wider by a part
//! of a pixel that its offset tells: no pixel is painted otherwise, and nothing is narrower than what it holds, which would
//! be painted through the mask.

use iced::Rectangle;

use super::around::Hear;

/// The widest part of a pixel, too small for the middle of another pixel to come inside.
const HAIR: f32 = 0.125;
/// After so many pixels the same part comes again: no number of whole lines or rows, lest two frames in turn have the same.
const TURN: f32 = 613.7;

/// Paints what is inside, the content of something that scrolls, as one piece.
pub(crate) struct Sheet;

impl<Message> Hear<'_, Message> for Sheet {
    type State = ();

    fn within(&self, bounds: Rectangle, viewport: &Rectangle) -> Option<Rectangle> {
        let offset = (viewport.y - bounds.y) + (viewport.x - bounds.x);
        let seen = bounds.intersection(viewport).unwrap_or_default();
        Some(Rectangle { width: seen.width + HAIR * offset.rem_euclid(TURN) / TURN, ..seen })
    }
}

#[cfg(test)]
mod tests {
    use iced::advanced::clipboard;
    use iced::advanced::renderer::{Headless, Style};
    use iced::widget::{column, scrollable};
    use iced::{Color, Element, Event, Point, Renderer, Size, mouse};
    use iced_runtime::user_interface::{Cache, UserInterface};
    use iced_tiny_skia::Layer;

    use super::super::{Around, text};
    use super::*;
    use crate::{glass, theme};

    const ROOM: Size = Size::new(400.0, 600.0);

    /// Forty rows, each with words at both ends.
    fn rows<'a>() -> Element<'a, ()> {
        let row =
            |number: usize| iced::widget::row![text(format!("Cell {number}")).width(200), text("a day ago")].into();
        column((0..40).map(row)).spacing(40).into()
    }

    /// What is drawn before and after a turn of the wheel, as the places that differ.
    fn after_a_turn(content: impl Fn() -> Element<'static, ()>) -> Vec<Rectangle> {
        theme::load_ours_alone();
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let made = <Renderer as Headless>::new(theme::SANS, theme::size::BODY.into(), Some("tiny-skia"));
        let mut renderer: Renderer = runtime.block_on(made).expect("a renderer");
        let cursor = mouse::Cursor::Available(Point::new(100.0, 300.0));
        let mut cache = Cache::new();
        let mut frames: Vec<Vec<Layer>> = Vec::new();
        for turn in 0..3 {
            let scrolled = scrollable(content()).height(ROOM.height).width(ROOM.width);
            let mut built = UserInterface::build(scrolled, ROOM, cache, &mut renderer);
            let delta = mouse::ScrollDelta::Lines { x: 0.0, y: if turn == 0 { 0.0 } else { -1.0 } };
            let event = [Event::Mouse(mouse::Event::WheelScrolled { delta })];
            let _ = built.update(&event, cursor, &mut renderer, &mut clipboard::Null, &mut Vec::new());
            built.draw(&mut renderer, &iced::Theme::Light, &Style { text_color: Color::BLACK }, cursor);
            frames.push(renderer.layers().to_vec());
            cache = built.into_cache();
        }
        let [.., before, now] = frames.as_slice() else { return Vec::new() };
        glass::damaged(before, now, ROOM)
    }

    #[test]
    fn a_list_that_has_moved_is_painted_as_one_piece() {
        let apart = after_a_turn(rows);
        assert!(apart.len() > 1, "the toolkit does so by itself: {apart:?}");
        let whole = after_a_turn(|| Around::new(rows(), Sheet).into());
        assert_eq!(whole.len(), 1, "{whole:?}");
        assert!(whole.iter().all(|place| place.height >= ROOM.height), "{whole:?}");
    }
}
