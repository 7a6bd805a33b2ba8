//! The window without a screen: the same program on the same software renderer.
//!
//! Whoever stands before it, a measurement or a story, hands it events and what they mean to the program, and runs what
//! comes of that in their own way. Nothing else builds the interface without a screen.

use std::time::Instant;

use iced::advanced::clipboard;
use iced::advanced::renderer::{Headless, Style};
use iced::advanced::widget::Operation;
use iced::advanced::widget::operation::Outcome;
use iced::keyboard::{self, Modifiers, key};
use iced::{Event, Renderer, Theme, mouse, window};
use iced_runtime::core::SmolStr;
use iced_runtime::user_interface::{Cache, UserInterface};
use tokio::runtime::Runtime;

use crate::app::{App, Message, of_window};
use crate::theme::{SANS, size};

/// The interface as it is built for one act.
type Built<'a> = UserInterface<'a, Message, Theme, Renderer>;

/// The window without a screen.
pub(crate) struct Glass {
    pub(crate) app: App,
    pub(crate) renderer: Renderer,
    pub(crate) cursor: mouse::Cursor,
    cache: Cache,
}

impl Glass {
    /// A window of this program; none where there is no renderer. Load the faces before.
    pub(crate) fn new(app: App, runtime: &Runtime) -> Option<Self> {
        let renderer = runtime.block_on(<Renderer as Headless>::new(SANS, size::BODY.into(), Some("tiny-skia")))?;
        Some(Self { app, renderer, cursor: mouse::Cursor::Unavailable, cache: Cache::new() })
    }

    /// Lets the window hear these events, and tells what the program is to hear of them.
    pub(crate) fn hear(&mut self, events: &[Event]) -> Vec<Message> {
        let cursor = self.cursor;
        let mut messages = Vec::new();
        let statuses =
            self.built(|built, renderer| built.update(events, cursor, renderer, &mut clipboard::Null, &mut messages).1);
        let of_program = events.iter().cloned().zip(statuses).filter_map(|(event, status)| of_window(event, status));
        messages.extend(of_program);
        messages
    }

    /// Lets the window hear that it is about to be drawn: buttons look then whether the pointer is over them.
    pub(crate) fn awake(&mut self, now: Instant) -> Vec<Message> {
        self.hear(&[Event::Window(window::Event::RedrawRequested(now))])
    }

    /// Draws what there is to see now, for [`renderer`](Self::renderer) to make pixels of.
    pub(crate) fn draw(&mut self) {
        let (theme, cursor) = (self.app.theme(), self.cursor);
        let text_color = iced::theme::Base::base(&theme).text_color;
        self.built(|built, renderer| built.draw(renderer, &theme, &Style { text_color }, cursor));
    }

    /// Lets an operation look at the tree.
    pub(crate) fn operate(&mut self, operation: &mut dyn Operation) {
        self.built(|built, renderer| built.operate(renderer, operation));
    }

    /// The same with all that it leads to.
    pub(crate) fn operate_all(&mut self, operation: Box<dyn Operation>) {
        let mut next = Some(operation);
        while let Some(mut operation) = next.take() {
            self.operate(operation.as_mut());
            if let Outcome::Chain(chained) = operation.finish() {
                next = Some(chained);
            }
        }
    }

    fn built<T>(&mut self, act: impl FnOnce(&mut Built<'_>, &mut Renderer) -> T) -> T {
        let (cache, room) = (std::mem::take(&mut self.cache), self.app.room());
        let mut built = UserInterface::build(self.app.view(), room, cache, &mut self.renderer);
        let done = act(&mut built, &mut self.renderer);
        self.cache = built.into_cache();
        done
    }
}

/// A click, wherever the pointer is.
pub(crate) fn click(button: mouse::Button) -> [Event; 2] {
    [Event::Mouse(mouse::Event::ButtonPressed(button)), Event::Mouse(mouse::Event::ButtonReleased(button))]
}

/// A key that is pressed, and what it types.
pub(crate) fn pressed(key: keyboard::Key, modifiers: Modifiers, text: Option<SmolStr>) -> Event {
    Event::Keyboard(keyboard::Event::KeyPressed {
        key: key.clone(),
        modified_key: key,
        physical_key: key::Physical::Unidentified(key::NativeCode::Unidentified),
        location: keyboard::Location::Standard,
        modifiers,
        repeat: false,
        text,
    })
}
