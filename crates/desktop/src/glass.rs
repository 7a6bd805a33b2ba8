//! The window without a screen: the same program on the same software renderer.
//!
//! Whoever stands before it, a measurement or a story, hands it events and what they mean to the program, and runs what
//! comes of that in their own way. Nothing else builds the interface without a screen.
//!
//! A frame is what the window makes of one: the interface built and laid out, told that it is about to be drawn, and drawn.

use std::time::Instant;

use iced::advanced::clipboard::{Clipboard, Kind};
use iced::advanced::graphics::damage;
use iced::advanced::renderer::{Headless, Style};
use iced::advanced::widget::Operation;
use iced::advanced::widget::operation::Outcome;
use iced::window::{self, RedrawRequest};
use iced::{Event, Rectangle, Renderer, Size, Theme, mouse};
use iced_runtime::user_interface::{Cache, State, UserInterface};
use iced_tiny_skia::Layer;
use tokio::runtime::Runtime;

use crate::app::{App, Message, of_window};
use crate::theme::{SANS, size};
pub(crate) use crate::widget::fields::pressed;

/// How often a frame is made again for what it brings about itself, before it is drawn as it is: as often as in the window.
pub(crate) const TRIES: usize = 3;

/// The interface as it is built for one act.
type Built<'a> = UserInterface<'a, Message, Theme, Renderer>;

/// The window without a screen.
pub(crate) struct Glass {
    pub(crate) app: App,
    pub(crate) renderer: Renderer,
    pub(crate) cursor: mouse::Cursor,
    /// What lies in the clipboard.
    pub(crate) copied: Option<String>,
    cache: Cache,
}

/// A clipboard of this window alone.
struct Alone(Option<String>);

impl Clipboard for Alone {
    fn read(&self, _kind: Kind) -> Option<String> {
        self.0.clone()
    }

    fn write(&mut self, _kind: Kind, contents: String) {
        self.0 = Some(contents);
    }
}

impl Glass {
    /// A window of this program; none where there is no renderer. Load the faces before.
    pub(crate) fn new(app: App, runtime: &Runtime) -> Option<Self> {
        let renderer = runtime.block_on(<Renderer as Headless>::new(SANS, size::BODY.into(), Some("tiny-skia")))?;
        Some(Self { app, renderer, cursor: mouse::Cursor::Unavailable, copied: None, cache: Cache::new() })
    }

    /// Lets the window hear these events, and tells what `clock` says when they come (as in the window, what they meet has been
    /// built by then) and what the program is to hear of them.
    pub(crate) fn hear<T>(&mut self, events: &[Event], clock: impl FnOnce() -> T) -> (T, Vec<Message>) {
        let cursor = self.cursor;
        let mut messages = Vec::new();
        let mut clipboard = Alone(self.copied.take());
        let (came, statuses) = self.built(|built, renderer| {
            let came = clock();
            (came, built.update(events, cursor, renderer, &mut clipboard, &mut messages).1)
        });
        self.copied = clipboard.0;
        let of_program = events.iter().cloned().zip(statuses).filter_map(|(event, status)| of_window(event, status));
        messages.extend(of_program);
        (came, messages)
    }

    /// Lets the window hear that it is about to be drawn, and draws it, for [`renderer`](Self::renderer) to make pixels of.
    /// When the program is to hear something first, it is not drawn unless this is the `last` try. Tells what the program
    /// is to hear, and when the window wants to be drawn again.
    pub(crate) fn frame(&mut self, now: Instant, last: bool) -> (Vec<Message>, RedrawRequest) {
        let (theme, cursor) = (self.app.theme(), self.cursor);
        let text_color = iced::theme::Base::base(&theme).text_color;
        let event = [Event::Window(window::Event::RedrawRequested(now))];
        let (mut messages, mut again) = (Vec::new(), RedrawRequest::Wait);
        let mut clipboard = Alone(self.copied.take());
        self.built(|built, renderer| {
            for _ in 0..TRIES {
                let (state, _) = built.update(&event, cursor, renderer, &mut clipboard, &mut messages);
                if let State::Updated { redraw_request, .. } = &state {
                    again = *redraw_request;
                }
                if !messages.is_empty() || !state.has_layout_changed() {
                    break;
                }
            }
            if messages.is_empty() || last {
                built.draw(renderer, &theme, &Style { text_color }, cursor);
            }
        });
        self.copied = clipboard.0;
        (messages, again)
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

/// The places of a window of this size that differ from the frame before, as the window gathers them to paint them anew.
pub(crate) fn damaged(before: &[Layer], now: &[Layer], window: Size) -> Vec<Rectangle> {
    let differs = damage::diff(before, now, |layer| vec![layer.bounds], Layer::damage);
    damage::group(differs, Rectangle::with_size(window))
}

/// A click, wherever the pointer is.
pub(crate) fn click(button: mouse::Button) -> [Event; 2] {
    [Event::Mouse(mouse::Event::ButtonPressed(button)), Event::Mouse(mouse::Event::ButtonReleased(button))]
}
