//! One key more for a field of the toolkit, while it has the focus.

use iced::advanced::widget::Id;
use iced::advanced::widget::operation::{Focusable, Operation};
use iced::advanced::{Clipboard, Shell};
use iced::keyboard::{self, Modifiers, key::Named};
use iced::{Event, Rectangle, mouse};

use super::around::{Hear, Inner};

/// Takes a key before the field does.
pub(crate) struct Also<Message> {
    /// The key, and what is held down with it.
    pub(crate) key: (Named, Modifiers),
    /// What it does.
    pub(crate) message: Message,
}

impl<'a, Message: Clone> Hear<'a, Message> for Also<Message> {
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
        if let Event::Keyboard(keyboard::Event::KeyPressed { key: keyboard::Key::Named(named), modifiers, .. }) = event
            && (*named, *modifiers) == self.key
        {
            let mut focused = Focused(false);
            inner.operate(&mut focused);
            if focused.0 {
                shell.publish(self.message.clone());
                shell.capture_event();
                return;
            }
        }
        inner.update(event, cursor, clipboard, shell);
    }
}

struct Focused(bool);

impl Operation for Focused {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        self.0 |= state.is_focused();
    }
}
