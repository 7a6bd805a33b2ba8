//! Somebody before the window without a screen, for measuring and for looking at all of it.
//!
//! Of a frame those pixels are painted anew that differ from the frame before. What is left out is the way of the pixels to the
//! screen.

use std::time::{Duration, Instant};

use commonplace_node::command::Command;
use commonplace_node::event::Event as News;
use commonplace_node::node::Node;
use commonplace_node::text::Language;
use iced::advanced::graphics::Viewport;
use iced::advanced::renderer::Headless;
use iced::advanced::widget::Operation;
use iced::event::Event;
use iced::futures::StreamExt;
use iced::futures::stream::{BoxStream, SelectAll};
use iced::keyboard::{self, Modifiers, key};
use iced::window::RedrawRequest;
use iced::{Point, Rectangle, Renderer, Size, Task, mouse};
use iced_runtime::core::SmolStr;
use iced_runtime::{Action, task};
use resvg::tiny_skia;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::app::{App, Message};
use crate::ask::{self, FromAnswer};
use crate::backend::Host;
use crate::glass::{self, Glass, TRIES, click, pressed};
use crate::theme::{self, measure};

/// How long nothing may happen before what is waited for counts as never coming.
const PATIENCE: Duration = Duration::from_secs(120);

/// Why nothing came of sitting before it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No renderer, or no memory or threads for it.
    #[error("there is no renderer")]
    NoRenderer,
    /// What should come into sight, or to an end, never did.
    #[error("{0} never came into sight")]
    NeverSeen(String),
    /// The node would not answer.
    #[error(transparent)]
    Node(#[from] commonplace_node::error::Error),
}

/// Somebody before the window.
pub(crate) struct Sitting {
    glass: Glass,
    canvas: Canvas,
    runtime: tokio::runtime::Runtime,
    /// Tasks under way.
    under_way: SelectAll<BoxStream<'static, Action<Message>>>,
    /// The node, once it is there, and what it tells.
    node: Option<Node>,
    news: Option<Receiver<News>>,
    now: fn() -> Instant,
    /// When what is drawn asked to be drawn again, as a caret that blinks does.
    again: RedrawRequest,
}

/// The pixels, and of what they were painted.
struct Canvas {
    pixels: tiny_skia::Pixmap,
    mask: tiny_skia::Mask,
    layers: Option<Vec<iced_tiny_skia::Layer>>,
}

impl Sitting {
    /// Opens the window on what `host` has, in English, at the usual size. `now` is the clock.
    ///
    /// # Errors
    /// [`Error::NoRenderer`] when the renderer, its memory or its threads cannot be had.
    pub(crate) fn open(host: std::sync::Arc<dyn Host>, now: fn() -> Instant) -> Result<Self, Error> {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|_| Error::NoRenderer)?;
        theme::load();
        let (app, begun) = App::boot(host, Some(Language::English));
        let mut sitting = Self {
            glass: Glass::new(app, &runtime).ok_or(Error::NoRenderer)?,
            canvas: Canvas::new()?,
            runtime,
            under_way: SelectAll::new(),
            node: None,
            news: None,
            now,
            again: RedrawRequest::Wait,
        };
        sitting.begin(begun);
        Ok(sitting)
    }

    /// Draws what there is to see now.
    pub(crate) fn frame(&mut self) {
        for left in (0..TRIES).rev() {
            let (heard, again) = self.glass.frame((self.now)(), left == 0);
            self.again = again;
            if heard.is_empty() {
                break;
            }
            self.tell_all(heard);
        }
        let theme = self.glass.app.theme();
        let background = iced::theme::Base::base(&theme).background_color;
        self.canvas.paint(&mut self.glass.renderer, background);
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

    /// The program.
    pub(crate) fn app(&self) -> &App {
        &self.glass.app
    }

    /// Lets the program do something that somebody could ask for.
    pub(crate) fn lets(&mut self, act: impl FnOnce(&mut App) -> Task<Message>) {
        let begun = act(&mut self.glass.app);
        self.begin(begun);
    }

    /// Lets an operation look at what is in the window.
    pub(crate) fn operate(&mut self, operation: &mut dyn Operation) {
        self.glass.operate(operation);
    }

    /// What was drawn last.
    pub(crate) fn layers(&mut self) -> &[iced_tiny_skia::Layer] {
        self.glass.renderer.layers()
    }

    /// What was drawn last as pixels, four bytes each, and how many there are in a line and in a column.
    pub(crate) fn pixels(&mut self) -> (Vec<u8>, u32, u32) {
        let scale = self.glass.app.scale();
        let (width, height) = whole(self.glass.app.room() * scale);
        let ground = iced::theme::Base::base(&self.glass.app.theme()).background_color;
        (self.glass.renderer.screenshot(Size::new(width, height), scale, ground), width, height)
    }

    /// What the node answers.
    ///
    /// # Errors
    /// [`Error::Node`], and [`Error::NeverSeen`] before there is one.
    pub(crate) fn ask<T: FromAnswer>(&self, command: Command) -> Result<Vec<T>, Error> {
        let node = self.node.clone().ok_or_else(|| Error::NeverSeen("the node".into()))?;
        Ok(self.runtime.block_on(ask::all(node, command))?)
    }

    /// Lets happen what comes by itself for so long, drawing after each step and whenever what is drawn asks for it. The clock
    /// of the window strikes once.
    pub(crate) fn rest(&mut self, time: Duration) {
        let until = (self.now)() + time;
        self.tell(Message::Tick);
        loop {
            self.frame();
            let now = (self.now)();
            let next = match self.again {
                RedrawRequest::NextFrame => now,
                RedrawRequest::At(at) => at.min(until),
                RedrawRequest::Wait => until,
            };
            if now >= until {
                return;
            }
            if let Some(action) = self.next_within(next.saturating_duration_since(now)) {
                self.act(action);
            }
        }
    }

    /// Clicks into the middle of a place. Tells when.
    pub(crate) fn click(&mut self, place: Rectangle) -> Instant {
        let at = place.center();
        self.glass.cursor = mouse::Cursor::Available(at);
        let [press, release] = click(mouse::Button::Left);
        self.happen(&[Event::Mouse(mouse::Event::CursorMoved { position: at }), press, release])
    }

    /// Turns the wheel over a place, so many lines downwards. Tells when.
    pub(crate) fn wheel(&mut self, at: Point, lines: f32) -> Instant {
        self.glass.cursor = mouse::Cursor::Available(at);
        let delta = mouse::ScrollDelta::Lines { x: 0.0, y: -lines };
        self.happen(&[Event::Mouse(mouse::Event::WheelScrolled { delta })])
    }

    /// Presses a key that has a name.
    pub(crate) fn press(&mut self, named: key::Named) {
        self.happen(&[pressed(keyboard::Key::Named(named), Modifiers::empty(), None)]);
    }

    /// Presses a letter with the command key.
    pub(crate) fn command(&mut self, letter: &str) {
        self.happen(&[pressed(keyboard::Key::Character(letter.into()), Modifiers::COMMAND, None)]);
    }

    /// Types one letter where the focus is. Tells when.
    pub(crate) fn letter(&mut self, letter: char) -> Instant {
        let typed: SmolStr = letter.to_string().into();
        let key = if letter == ' ' {
            keyboard::Key::Named(key::Named::Space)
        } else {
            keyboard::Key::Character(typed.clone())
        };
        self.happen(&[pressed(key, Modifiers::empty(), Some(typed))])
    }

    /// Where the first text that begins so can be seen, if it can.
    fn place_of(&mut self, words: &str) -> Option<Rectangle> {
        let within = Rectangle::with_size(self.glass.app.room());
        let mut sought = Sought { words: words.to_owned(), within, found: None };
        self.glass.operate(&mut sought);
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
        self.next_within(PATIENCE)
    }

    fn next_within(&mut self, time: Duration) -> Option<Action<Message>> {
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
        runtime.block_on(async { tokio::time::timeout(time, next).await }).ok().flatten()
    }

    fn act(&mut self, action: Action<Message>) {
        match action {
            Action::Output(message) => self.tell(message),
            Action::Widget(operation) => self.glass.operate_all(operation),
            // What only a real window could answer ends here, unanswered.
            _ => {}
        }
    }

    /// Lets the program hear this.
    pub(crate) fn tell(&mut self, message: Message) {
        if let Message::Started(Ok(started)) = &message {
            self.news = Some(started.node.events());
            self.node = Some(started.node.clone());
        }
        let begun = self.glass.app.update(message);
        self.begin(begun);
    }

    fn begin(&mut self, begun: Task<Message>) {
        if let Some(actions) = task::into_stream(begun) {
            self.under_way.push(actions);
        }
    }

    /// Lets these happen, and tells when they came.
    fn happen(&mut self, events: &[Event]) -> Instant {
        let (came, heard) = self.glass.hear(events, self.now);
        self.tell_all(heard);
        came
    }

    fn tell_all(&mut self, messages: Vec<Message>) {
        for message in messages {
            self.tell(message);
        }
    }
}

impl Canvas {
    fn new() -> Result<Self, Error> {
        let (width, height) = whole(measure::WINDOW);
        let pixels = tiny_skia::Pixmap::new(width, height).ok_or(Error::NoRenderer)?;
        let mask = tiny_skia::Mask::new(width, height).ok_or(Error::NoRenderer)?;
        Ok(Self { pixels, mask, layers: None })
    }

    /// Paints what differs from the frame before, as the window does.
    fn paint(&mut self, renderer: &mut Renderer, background: iced::Color) {
        let (width, height) = whole(measure::WINDOW);
        let all = Rectangle::with_size(measure::WINDOW);
        let damaged = match &self.layers {
            Some(before) => glass::damaged(before, renderer.layers(), measure::WINDOW),
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
