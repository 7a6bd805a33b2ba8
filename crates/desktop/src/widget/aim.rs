//! Where somebody presses the other button of the mouse: of what has been scrolled, only what stands around all of it knows.

use iced::{Event, Point, mouse};

use super::around::{Coming, Hear, Inner};

/// Tells where something was pressed with the other button, before what was pressed says what it wants.
pub(crate) struct Aim<Message>(pub(crate) fn(Point) -> Message);

impl<'a, Message> Hear<'a, Message> for Aim<Message> {
    type State = ();

    fn hear(&self, _state: &mut (), coming: Coming<'_, '_, Message>, mut inner: Inner<'_, 'a, Message>) {
        let right = matches!(coming.event, Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Right)));
        if let Some(at) = coming.cursor.position().filter(|_| right) {
            coming.shell.publish((self.0)(at));
        }
        inner.update(coming);
    }
}
