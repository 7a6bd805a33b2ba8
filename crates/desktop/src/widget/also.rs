//! One key more for a field of the toolkit, while it has the focus.

use iced::advanced::widget::Id;
use iced::advanced::widget::operation::{Focusable, Operation};
use iced::keyboard::{self, Modifiers, key::Named};
use iced::{Event, Rectangle};

use super::around::{Coming, Hear, Inner};

/// Takes a key before the field does.
pub(crate) struct Also<Message> {
    /// The key, and what is held down with it.
    pub(crate) key: (Named, Modifiers),
    /// What it does.
    pub(crate) message: Message,
}

impl<'a, Message: Clone> Hear<'a, Message> for Also<Message> {
    type State = ();

    fn hear(&self, _state: &mut (), coming: Coming<'_, '_, Message>, mut inner: Inner<'_, 'a, Message>) {
        if let Event::Keyboard(keyboard::Event::KeyPressed { key: keyboard::Key::Named(named), modifiers, .. }) =
            coming.event
            && (*named, *modifiers) == self.key
        {
            let mut focused = Focused(false);
            inner.operate(&mut focused);
            if focused.0 {
                coming.shell.publish(self.message.clone());
                coming.shell.capture_event();
                return;
            }
        }
        inner.update(coming);
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
