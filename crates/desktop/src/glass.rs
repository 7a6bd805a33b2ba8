//! The window without a screen, for measuring: the same program on the same software renderer, into memory.
//!
//! A frame is what the window makes of one: the view built and laid out, the tree drawn, and of the pixels those painted
//! anew that differ from the frame before. What is left out is the way of the pixels to the screen.

use std::time::Duration;

use commonplace_node::event::Event as News;
use commonplace_node::text::Language;
use iced::advanced::graphics::{Viewport, damage};
use iced::advanced::renderer::{Headless, Style};
use iced::advanced::widget::{Operation, operation::Outcome};
use iced::event::Event;
use iced::futures::StreamExt;
use iced::futures::stream::{BoxStream, SelectAll};
use iced::keyboard::{self, Modifiers, key};
use iced::{Point, Rectangle, Renderer, Size, Task, Theme, mouse};
use iced_runtime::user_interface::{Cache, UserInterface};
use iced_runtime::{Action, task};
use resvg::tiny_skia;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::app::{App, Message, of_window};
use crate::backend::Host;
use crate::speed::Error;
use crate::theme::{self, SANS, measure, size};

/// How long nothing may happen before what is waited for counts as never coming.
const PATIENCE: Duration = Duration::from_secs(120);

/// The window without a screen.
pub(crate) struct Glass {
    app: App,
    cache: Cache,
    renderer: Renderer,
    runtime: tokio::runtime::Runtime,
    /// Tasks under way.
    under_way: SelectAll<BoxStream<'static, Action<Message>>>,
    /// What the node tells, once it is there.
    news: Option<Receiver<News>>,
    cursor: mouse::Cursor,
    size: Size,
    canvas: Canvas,
}

/// The pixels, and of what they were painted.
struct Canvas {
    pixels: tiny_skia::Pixmap,
    mask: tiny_skia::Mask,
    layers: Option<Vec<iced_tiny_skia::Layer>>,
}

impl Glass {
    /// Opens on what `host` has, in English, at the usual size.
    ///
    /// # Errors
    /// [`Error::NoRenderer`] when the renderer, its memory or its threads cannot be had.
    pub(crate) fn open(host: std::sync::Arc<dyn Host>) -> Result<Self, Error> {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|_| Error::NoRenderer)?;
        let renderer = runtime.block_on(<Renderer as Headless>::new(SANS, size::BODY.into(), Some("tiny-skia")));
        theme::load();
        let (app, begun) = App::boot(host, Some(Language::English));
        let mut glass = Self {
            app,
            cache: Cache::new(),
            renderer: renderer.ok_or(Error::NoRenderer)?,
            runtime,
            under_way: SelectAll::new(),
            news: None,
            cursor: mouse::Cursor::Unavailable,
            size: measure::WINDOW,
            canvas: Canvas::of(measure::WINDOW)?,
        };
        glass.begin(begun);
        Ok(glass)
    }

    /// Draws what there is to see now.
    pub(crate) fn frame(&mut self) {
        let mut ui: UserInterface<'_, Message, Theme, Renderer> =
            UserInterface::build(self.app.view(), self.size, std::mem::take(&mut self.cache), &mut self.renderer);
        let theme = self.app.theme();
        let base = iced::theme::Base::base(&theme);
        ui.draw(&mut self.renderer, &theme, &Style { text_color: base.text_color }, self.cursor);
        self.cache = ui.into_cache();
        self.canvas.paint(&mut self.renderer, self.size, base.background_color);
    }

    /// Lets happen what is under way, drawing after each step, until `words` can be seen.
    ///
    /// # Errors
    /// [`Error::NeverSeen`] when nothing more happens before.
    pub(crate) fn until_seen(&mut self, words: &str) -> Result<Rectangle, Error> {
        loop {
            self.frame();
            if let Some(place) = self.place_of(words) {
                return Ok(place);
            }
            let Some(action) = self.next() else { return Err(Error::NeverSeen(words.to_owned())) };
            self.act(action);
        }
    }

    /// Lets happen what is under way, until nothing is, and draws once.
    ///
    /// # Errors
    /// [`Error::NeverSeen`] when something stays under way and nothing comes of it.
    pub(crate) fn until_quiet(&mut self) -> Result<(), Error> {
        while let Some(action) = self.finish_one()? {
            self.act(action);
        }
        self.frame();
        Ok(())
    }

    /// Whether the first row of the list has this title.
    pub(crate) fn lists_first(&self, title: &str) -> bool {
        self.app.first_listed() == Some(title)
    }

    /// Clicks into the middle of a place.
    pub(crate) fn click(&mut self, place: Rectangle) {
        let at = place.center();
        self.cursor = mouse::Cursor::Available(at);
        self.happen(&[
            Event::Mouse(mouse::Event::CursorMoved { position: at }),
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)),
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)),
        ]);
    }

    /// Turns the wheel over a place, so many lines downwards.
    pub(crate) fn wheel(&mut self, at: Point, lines: f32) {
        self.cursor = mouse::Cursor::Available(at);
        let delta = mouse::ScrollDelta::Lines { x: 0.0, y: -lines };
        self.happen(&[Event::Mouse(mouse::Event::WheelScrolled { delta })]);
    }

    /// Presses a key that has a name.
    pub(crate) fn press(&mut self, named: key::Named) {
        self.key(keyboard::Key::Named(named), Modifiers::empty(), None);
    }

    /// Presses a letter with the command key.
    pub(crate) fn command(&mut self, letter: &str) {
        self.key(keyboard::Key::Character(letter.into()), Modifiers::COMMAND, None);
    }

    /// Types one letter where the focus is.
    pub(crate) fn letter(&mut self, letter: char) {
        let typed: iced_runtime::core::SmolStr = letter.to_string().into();
        let key = if letter == ' ' {
            keyboard::Key::Named(key::Named::Space)
        } else {
            keyboard::Key::Character(typed.clone())
        };
        self.key(key, Modifiers::empty(), Some(typed));
    }

    fn key(&mut self, key: keyboard::Key, modifiers: Modifiers, text: Option<iced_runtime::core::SmolStr>) {
        self.happen(&[Event::Keyboard(keyboard::Event::KeyPressed {
            key: key.clone(),
            modified_key: key,
            physical_key: key::Physical::Unidentified(key::NativeCode::Unidentified),
            location: keyboard::Location::Standard,
            modifiers,
            repeat: false,
            text,
        })]);
    }

    /// Where the first text that begins so can be seen, if it can.
    fn place_of(&mut self, words: &str) -> Option<Rectangle> {
        let mut sought = Sought { words: words.to_owned(), within: Rectangle::with_size(self.size), found: None };
        self.operate(&mut sought);
        sought.found
    }

    /// What comes next of what is under way; none when nothing is any more.
    fn finish_one(&mut self) -> Result<Option<Action<Message>>, Error> {
        let Self { runtime, under_way, .. } = self;
        let next = runtime.block_on(async { tokio::time::timeout(PATIENCE, under_way.next()).await });
        next.map_err(|_| Error::NeverSeen("an end of what is under way".into()))
    }

    /// What comes next, of what is under way or from the node; none when nothing does for so long that nothing will.
    fn next(&mut self) -> Option<Action<Message>> {
        let Self { runtime, under_way, news, .. } = self;
        let told = async {
            match news {
                Some(news) => match news.recv().await {
                    Ok(event) => Some(Action::Output(Message::Event(event))),
                    Err(RecvError::Lagged(_)) => Some(Action::Output(Message::Missed)),
                    Err(RecvError::Closed) => None,
                },
                None => std::future::pending().await,
            }
        };
        let next = async {
            tokio::select! {
                Some(action) = under_way.next() => Some(action),
                told = told => told,
            }
        };
        runtime.block_on(async { tokio::time::timeout(PATIENCE, next).await }).ok().flatten()
    }

    fn act(&mut self, action: Action<Message>) {
        match action {
            Action::Output(message) => self.tell(message),
            Action::Widget(operation) => self.operate_all(operation),
            // What only a real window could answer ends here, unanswered.
            _ => {}
        }
    }

    fn tell(&mut self, message: Message) {
        if let Message::Started(Ok(started)) = &message {
            self.news = Some(started.node.events());
        }
        let begun = self.app.update(message);
        self.begin(begun);
    }

    fn begin(&mut self, begun: Task<Message>) {
        if let Some(actions) = task::into_stream(begun) {
            self.under_way.push(actions);
        }
    }

    fn happen(&mut self, events: &[Event]) {
        let mut messages = Vec::new();
        let mut ui: UserInterface<'_, Message, Theme, Renderer> =
            UserInterface::build(self.app.view(), self.size, std::mem::take(&mut self.cache), &mut self.renderer);
        let mut clipboard = iced::advanced::clipboard::Null;
        let (_, statuses) = ui.update(events, self.cursor, &mut self.renderer, &mut clipboard, &mut messages);
        self.cache = ui.into_cache();
        let heard = events.iter().cloned().zip(statuses).filter_map(|(event, status)| of_window(event, status));
        messages.extend(heard);
        for message in messages {
            self.tell(message);
        }
    }

    fn operate(&mut self, operation: &mut dyn Operation) {
        let mut ui: UserInterface<'_, Message, Theme, Renderer> =
            UserInterface::build(self.app.view(), self.size, std::mem::take(&mut self.cache), &mut self.renderer);
        ui.operate(&self.renderer, operation);
        self.cache = ui.into_cache();
    }

    fn operate_all(&mut self, operation: Box<dyn Operation>) {
        let mut next = Some(operation);
        while let Some(mut operation) = next.take() {
            self.operate(operation.as_mut());
            if let Outcome::Chain(chained) = operation.finish() {
                next = Some(chained);
            }
        }
    }
}

impl Canvas {
    fn of(size: Size) -> Result<Self, Error> {
        let (width, height) = whole(size);
        let pixels = tiny_skia::Pixmap::new(width, height).ok_or(Error::NoRenderer)?;
        let mask = tiny_skia::Mask::new(width, height).ok_or(Error::NoRenderer)?;
        Ok(Self { pixels, mask, layers: None })
    }

    /// Paints what differs from the frame before, as the window does.
    fn paint(&mut self, renderer: &mut Renderer, size: Size, background: iced::Color) {
        let (width, height) = whole(size);
        let all = Rectangle::with_size(size);
        let damaged = match &self.layers {
            Some(before) => {
                let differs =
                    damage::diff(before, renderer.layers(), |layer| vec![layer.bounds], iced_tiny_skia::Layer::damage);
                damage::group(differs, all)
            }
            None => vec![all],
        };
        self.layers = Some(renderer.layers().to_vec());
        if !damaged.is_empty() {
            let viewport = Viewport::with_physical_size(Size::new(width, height), 1.0);
            renderer.draw(&mut self.pixels.as_mut(), &mut self.mask, &viewport, &damaged, background);
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a window has some thousand pixels a side")]
fn whole(size: Size) -> (u32, u32) {
    (size.width as u32, size.height as u32)
}

/// Looks for a text that begins with words and can be seen.
struct Sought {
    words: String,
    within: Rectangle,
    found: Option<Rectangle>,
}

impl Operation for Sought {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn text(&mut self, _: Option<&iced::widget::Id>, bounds: Rectangle, text: &str) {
        if self.found.is_none() && text.starts_with(&self.words) && self.within.contains(bounds.center()) {
            self.found = Some(bounds);
        }
    }
}
