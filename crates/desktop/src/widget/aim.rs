//! Where somebody presses the other button of the mouse: of what has been scrolled, only what stands around all of it knows.

use iced::advanced::{Clipboard, Shell};
use iced::{Event, Point, mouse};

use super::around::{Hear, Inner};

/// Tells where something was pressed with the other button, before what was pressed says what it wants.
pub(crate) struct Aim<Message>(pub(crate) fn(Point) -> Message);

impl<'a, Message> Hear<'a, Message> for Aim<Message> {
    type State = ();

    fn hear(
        &self,
        _state: &mut (),
        event: &Event,
        mut inner: Inner<'_, 'a, Message>,
        cursor: mouse::Cursor,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        if let (Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Right)), Some(at)) = (event, cursor.position())
        {
            shell.publish((self.0)(at));
        }
        inner.update(event, cursor, clipboard, shell);
    }
}
