//! A window without a screen: draws the program, presses its buttons, types, and runs its tasks to their end.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use commonplace_node::event::Event as News;
use commonplace_node::text::Language;
use iced::advanced::renderer::Headless;
use iced::advanced::widget::Operation;
use iced::advanced::widget::operation::{Focusable, Outcome, black_box};
use iced::futures::stream::{BoxStream, SelectAll};
use iced::futures::{FutureExt, StreamExt};
use iced::keyboard::{self, Modifiers, key::Named};
use iced::{Event, Point, Rectangle, Size, Task, mouse};
use iced_runtime::Action;
use iced_runtime::clipboard::Action as Clipboard;
use iced_runtime::task::into_stream;
use iced_runtime::window;
use iced_test::selector::{Candidate, Selector};
use iced_test::simulator;
use tempfile::TempDir;

use super::fake::{Double, World};
use crate::app::{App, Message};
use crate::glass::{Glass, click, pressed};
use crate::screen::place;
use crate::theme;

/// A window on a double.
pub(super) struct Window {
    pub(super) double: Arc<Double>,
    pub(super) clipboard: Option<String>,
    glass: Glass,
    /// What has begun and waits for something that the story runs later.
    begun: Vec<BoxStream<'static, Action<Message>>>,
    /// Whether the program has ended: nothing that was not done until then is done any more.
    pub(super) is_gone: bool,
    runtime: tokio::runtime::Runtime,
    /// When everything is drawn: before anything had the focus, so that a caret never blinks.
    opened: Instant,
    _pictures: TempDir,
}

impl Window {
    /// Opens on this world, in English, at the usual size.
    pub(super) fn open(world: World) -> Self {
        Self::open_in(world, Language::English)
    }

    /// Opens on this world in this language.
    pub(super) fn open_in(world: World, language: Language) -> Self {
        Self::open_as(world, language, "")
    }

    /// The same, where this is remembered of the window.
    pub(super) fn open_as(world: World, language: Language, remembered: &str) -> Self {
        let pictures = tempfile::tempdir().expect("a folder");
        let double = Arc::new(Double::new(world, pictures.path().into()));
        crate::backend::Host::remember(double.as_ref(), remembered);
        Self::again(double, Some(language), pictures)
    }

    #[expect(clippy::disallowed_methods, reason = "the toolkit counts the blinking of its caret from the real clock")]
    fn again(double: Arc<Double>, language: Option<Language>, pictures: TempDir) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        theme::load_ours_alone();
        let (app, task) = App::boot(Arc::clone(&double) as Arc<_>, language);
        let mut window = Self {
            double,
            clipboard: None,
            glass: Glass::new(app, &runtime).expect("a renderer without a screen"),
            begun: Vec::new(),
            is_gone: false,
            runtime,
            opened: Instant::now(),
            _pictures: pictures,
        };
        window.run(task);
        window
    }

    /// Closes the window and opens it again on the same home.
    pub(super) fn reopen(self) -> Self {
        Self::again(self.double, None, self._pictures)
    }

    /// Makes it this wide and high, in pixels of the system.
    pub(super) fn resize(&mut self, width: f32, height: f32) {
        self.tell(Message::Resized(Size::new(width, height) * (1.0 / self.glass.app.scale())));
    }

    /// How much room it has at its scale.
    pub(super) fn room(&self) -> Size {
        self.glass.app.room()
    }

    /// Texts that reach out of the window at its sides: cut off, and nobody can scroll to them.
    pub(super) fn cut(&mut self) -> Vec<String> {
        let width = self.room().width;
        let cut = move |candidate: Candidate<'_>| match candidate {
            Candidate::Text { content, bounds, .. } if !content.trim().is_empty() => {
                let out = bounds.x < -SLACK || bounds.x + bounds.width > width + SLACK || bounds.width < SLACK;
                out.then(|| format!("{content:?} at {bounds:?}"))
            }
            _ => None,
        };
        self.select(cut.find_all()).unwrap_or_default()
    }

    /// What there is to see, as pixels of the whole window.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a window has some thousand pixels a side"
    )]
    pub(super) fn picture(&mut self) -> image::RgbImage {
        for last in [false, true] {
            let (heard, _) = self.glass.frame(self.opened, last);
            if heard.is_empty() {
                break;
            }
            heard.into_iter().for_each(|message| self.tell(message));
        }
        let scale = self.glass.app.scale();
        let size = self.room() * scale;
        let (width, height) = (size.width.round() as u32, size.height.round() as u32);
        let ground = self.glass.app.theme().palette().background;
        let pixels = self.glass.renderer.screenshot(Size::new(width, height), scale, ground);
        let picture = image::RgbaImage::from_raw(width, height, pixels).expect("four bytes a pixel");
        image::DynamicImage::from(picture).into_rgb8()
    }

    /// Whether the paper is dark.
    pub(super) fn is_dark(&self) -> bool {
        self.glass.app.theme().extended_palette().is_dark
    }

    /// The contrast of text and ground, as the toolkit has them.
    pub(super) fn contrast(&self) -> f32 {
        let palette = self.glass.app.theme().palette();
        theme::contrast(palette.text, palette.background)
    }

    /// Whether what is remembered says this.
    pub(super) fn double_remembers(&self, word: &str) -> bool {
        crate::backend::Host::remembered(self.double.as_ref()).contains(word)
    }

    /// The node tells something.
    pub(super) fn news(&mut self, news: News) {
        self.tell(Message::Event(news));
    }

    /// Gives a message to the program and runs what comes of it.
    pub(super) fn tell(&mut self, message: Message) {
        let task = self.glass.app.update(message);
        self.run(task);
    }

    /// Gives a message to the program; what comes of it happens when the story runs it.
    pub(super) fn tell_later(&mut self, message: Message) -> Task<Message> {
        self.glass.app.update(message)
    }

    /// Runs a task to its end. What it tells is given to nobody yet.
    pub(super) fn on_its_way(&self, task: Task<Message>) -> Vec<Message> {
        let Some(actions) = into_stream(task) else { return Vec::new() };
        let told = actions.filter_map(|action| {
            std::future::ready(match action {
                Action::Output(message) => Some(message),
                _ => None,
            })
        });
        self.runtime.block_on(told.collect())
    }

    /// All texts that are on the screen, from top to bottom of the tree.
    pub(super) fn texts(&mut self) -> Vec<String> {
        let all = |candidate: Candidate<'_>| match candidate {
            Candidate::Text { content, .. } => Some(content.to_owned()),
            Candidate::TextInput { state, .. } => Some(state.text().to_owned()),
            _ => None,
        };
        self.select(all.find_all()).unwrap_or_default()
    }

    /// Texts that reach beyond the window at its sides, where nobody can scroll to them.
    pub(super) fn beyond(&mut self) -> Vec<String> {
        let width = self.room().width;
        let beyond = move |candidate: Candidate<'_>| match candidate {
            Candidate::Text { content, bounds, .. } => {
                let out = bounds.x < -1.0 || bounds.x + bounds.width > width + 1.0;
                out.then(|| format!("{content:?} at {bounds:?}"))
            }
            _ => None,
        };
        self.select(beyond.find_all()).unwrap_or_default()
    }

    /// Whether these words are on the screen, as all or a part of a text.
    pub(super) fn sees(&mut self, words: &str) -> bool {
        self.texts().iter().any(|text| text.contains(words))
    }

    /// Fails unless these words are on the screen.
    #[track_caller]
    pub(super) fn expect(&mut self, words: &str) {
        let texts = self.texts();
        assert!(texts.iter().any(|text| text.contains(words)), "“{words}” is not among {texts:#?}");
    }

    /// Clicks on the first text that is exactly this.
    #[track_caller]
    pub(super) fn click(&mut self, words: &str) {
        let is_it = |candidate: Candidate<'_>| match candidate {
            Candidate::Text { content, visible_bounds, .. } if content == words => visible_bounds,
            _ => None,
        };
        let Some(bounds) = self.select(is_it.find()).flatten() else {
            panic!("“{words}” is not to be clicked among {:#?}", self.texts())
        };
        self.click_at(bounds.center());
    }

    /// Clicks on the last text that is exactly this: the one that lies over the others.
    #[track_caller]
    pub(super) fn click_last(&mut self, words: &str) {
        let is_it = |candidate: Candidate<'_>| match candidate {
            Candidate::Text { content, visible_bounds, .. } if content == words => visible_bounds,
            _ => None,
        };
        let found = self.select(is_it.find_all()).unwrap_or_default();
        let Some(bounds) = found.last() else { panic!("“{words}” is not to be clicked among {:#?}", self.texts()) };
        self.click_at(bounds.center());
    }

    /// Where the first text that is exactly this can be seen, if it can.
    pub(super) fn place_of(&mut self, words: &str) -> Option<Rectangle> {
        let words = words.to_owned();
        let is_it = move |candidate: Candidate<'_>| match candidate {
            Candidate::Text { content, visible_bounds, .. } if content == words => Some(visible_bounds),
            _ => None,
        };
        self.select(is_it.find()).flatten().flatten()
    }

    /// Whether something with this name can be seen.
    pub(super) fn shows(&mut self, id: iced::widget::Id) -> bool {
        let target = self.select(id.find()).flatten();
        target.and_then(|target| target.visible_bounds()).is_some()
    }

    /// Presses Tab until the focus is on what says this, as somebody without a mouse does.
    #[track_caller]
    pub(super) fn tab_to(&mut self, words: &str) {
        for _ in 0..STOPS {
            self.press(Named::Tab, Modifiers::empty());
            if self.is_focused_on(words) {
                return;
            }
        }
        panic!("Tab never comes to “{words}” among {:#?}", self.texts());
    }

    /// Whether anything has the focus.
    pub(super) fn is_focused(&mut self) -> bool {
        self.select(Focused(None)).is_some()
    }

    /// Whether what says this has the focus.
    pub(super) fn is_focused_on(&mut self, words: &str) -> bool {
        let focused = self.select(Focused(None));
        focused.zip(self.last_place_of(words)).is_some_and(|(on, place)| on.contains(place.center()))
    }

    fn last_place_of(&mut self, words: &str) -> Option<Rectangle> {
        let words = words.to_owned();
        let is_it = move |candidate: Candidate<'_>| match candidate {
            Candidate::Text { content, bounds, .. } if content == words => Some(bounds),
            _ => None,
        };
        self.select(is_it.find_all()).unwrap_or_default().pop()
    }

    /// Clicks on what has this name.
    #[track_caller]
    pub(super) fn click_id(&mut self, id: &'static str) {
        let id = iced::widget::Id::new(id);
        let target = self.select(id.clone().find()).flatten();
        let Some(bounds) = target.and_then(|target| target.visible_bounds()) else { panic!("no {id:?} on the screen") };
        self.click_at(bounds.center());
    }

    /// Draws with the mouse over what has this name, from its upper left to its lower right corner.
    #[track_caller]
    pub(super) fn drag_over(&mut self, id: iced::widget::Id) {
        let target = self.select(id.clone().find()).flatten();
        let Some(bounds) = target.and_then(|target| target.visible_bounds()) else { panic!("no {id:?} on the screen") };
        let (from, to) = (bounds.position(), bounds.position() + iced::Vector::new(bounds.width, bounds.height));
        let from = Point::new(from.x + DRAG_IN, from.y + 2.0);
        let to = Point::new(to.x - 2.0, to.y - 2.0);
        self.drag(from, to);
    }

    /// Draws with the mouse from before the beginning of what has one name to behind the end of what has the other.
    #[track_caller]
    pub(super) fn drag_from_to(&mut self, first: iced::widget::Id, last: iced::widget::Id) {
        let [first, last] = [first, last].map(|id| {
            let target = self.select(id.clone().find()).flatten();
            target.and_then(|target| target.visible_bounds()).unwrap_or_else(|| panic!("no {id:?} on the screen"))
        });
        let from = first.position() + iced::Vector::new(DRAG_IN, 2.0);
        // Behind the last letter wherever the line ends: below it.
        let to = Point::new(last.x + last.width / 2.0, last.y + last.height + 1.0);
        self.drag(from, to);
    }

    fn drag(&mut self, from: Point, to: Point) {
        self.hold(from, to);
        self.let_go();
    }

    /// Draws with the mouse from here to there, and holds it.
    pub(super) fn hold(&mut self, from: Point, to: Point) {
        let [pressed, _] = click(mouse::Button::Left);
        let moved = |position| Event::Mouse(mouse::Event::CursorMoved { position });
        for (events, at) in [(vec![moved(from), pressed], from), (vec![moved(to)], to)] {
            self.happen(&events, mouse::Cursor::Available(at));
        }
    }

    /// Lets go of the mouse where it is.
    pub(super) fn let_go(&mut self) {
        let [_, released] = click(mouse::Button::Left);
        self.happen(&[released], self.glass.cursor);
    }

    /// So many frames are drawn, one after the other.
    pub(super) fn frames(&mut self, count: u32) {
        for number in 1..=count {
            let (heard, _) = self.glass.frame(self.opened + FRAME * number, true);
            heard.into_iter().for_each(|message| self.tell(message));
        }
    }

    /// Copies what is selected, as Ctrl C does.
    pub(super) fn copied(&mut self) -> String {
        self.command("c", false);
        self.glass.copied.take().unwrap_or_default()
    }

    /// Presses the right button on the first text that is exactly this.
    #[track_caller]
    pub(super) fn right_click_id(&mut self, id: iced::widget::Id) {
        let target = self.select(id.clone().find()).flatten();
        let Some(bounds) = target.and_then(|target| target.visible_bounds()) else { panic!("no {id:?} on the screen") };
        let [pressed, _] = click(mouse::Button::Right);
        self.happen(&[pressed], mouse::Cursor::Available(bounds.center()));
    }

    fn click_at(&mut self, at: Point) {
        let moved = Event::Mouse(mouse::Event::CursorMoved { position: at });
        let [pressed, released] = click(mouse::Button::Left);
        self.happen(&[moved, pressed, released], mouse::Cursor::Available(at));
    }

    /// Types these words where the focus is.
    pub(super) fn types(&mut self, words: &str) {
        for event in simulator::typewrite(words) {
            self.happen(&[event], mouse::Cursor::Unavailable);
        }
    }

    /// The same before the window could be built anew.
    pub(super) fn type_at_once(&mut self, words: &str) {
        let events: Vec<_> = simulator::typewrite(words).collect();
        self.happen(&events, mouse::Cursor::Unavailable);
        self.frames(1);
    }

    /// Presses a named key.
    pub(super) fn press(&mut self, named: Named, modifiers: Modifiers) {
        self.key(keyboard::Key::Named(named), modifiers, None);
    }

    /// Presses a letter with the command key.
    pub(super) fn command(&mut self, letter: &str, shift: bool) {
        let modifiers = if shift { Modifiers::COMMAND | Modifiers::SHIFT } else { Modifiers::COMMAND };
        self.hold_keys(modifiers);
        self.key(keyboard::Key::Character(letter.into()), modifiers, None);
        self.hold_keys(Modifiers::empty());
    }

    /// Holds these keys and no others: fields ask for that by what they have heard of it.
    fn hold_keys(&mut self, keys: Modifiers) {
        let held = Event::Keyboard(keyboard::Event::ModifiersChanged(keys));
        self.happen(&[held], mouse::Cursor::Unavailable);
    }

    /// Presses a letter with the command key, and types before the window could be built anew.
    pub(super) fn command_and_type(&mut self, letter: &str, words: &str) {
        self.key_and_type(pressed(keyboard::Key::Character(letter.into()), Modifiers::COMMAND, None), words);
    }

    /// The same with a named key.
    pub(super) fn press_and_type(&mut self, named: Named, words: &str) {
        self.key_and_type(pressed(keyboard::Key::Named(named), Modifiers::empty(), None), words);
    }

    fn key_and_type(&mut self, key: Event, words: &str) {
        let events: Vec<_> = std::iter::once(key).chain(simulator::typewrite(words)).collect();
        self.happen(&events, mouse::Cursor::Unavailable);
        self.frames(1);
    }

    /// Pastes these words of another program where the focus is.
    pub(super) fn pastes(&mut self, words: &str) {
        self.glass.copied = Some(words.to_owned());
        self.command("v", false);
    }

    /// Presses a letter.
    pub(super) fn letter(&mut self, letter: &str) {
        self.key(keyboard::Key::Character(letter.into()), Modifiers::empty(), Some(letter.into()));
    }

    fn key(&mut self, key: keyboard::Key, modifiers: Modifiers, text: Option<iced_test::core::SmolStr>) {
        self.happen(&[pressed(key, modifiers, text)], mouse::Cursor::Unavailable);
    }

    fn happen(&mut self, events: &[Event], cursor: mouse::Cursor) {
        self.glass.cursor = cursor;
        for message in self.glass.hear(events, || ()).1 {
            self.tell(message);
        }
    }

    fn select<T: Send + 'static>(&mut self, mut operation: impl Operation<T>) -> Option<T> {
        self.glass.operate(&mut black_box(&mut operation));
        match operation.finish() {
            Outcome::Some(found) => Some(found),
            _ => None,
        }
    }

    /// Runs a task and all that come of it, until nothing is left to do.
    pub(super) fn run(&mut self, task: Task<Message>) {
        if !self.begun.is_empty() {
            return self.run_with_begun(task);
        }
        let mut waiting: VecDeque<_> = into_stream(task).into_iter().collect();
        while let Some(mut actions) = waiting.pop_front() {
            while let Some(action) = self.runtime.block_on(actions.next()) {
                waiting.extend(self.done(action));
                if self.is_gone {
                    return;
                }
            }
        }
    }

    /// The same, and what has begun, all side by side: one may wait for another.
    fn run_with_begun(&mut self, task: Task<Message>) {
        let mut all: SelectAll<_> = into_stream(task).into_iter().chain(self.begun.drain(..)).collect();
        while let Some(action) = self.runtime.block_on(all.next()) {
            all.extend(self.done(action));
            if self.is_gone {
                return;
            }
        }
    }

    /// The same as far as it waits for nothing; the rest goes on with the next task that is run.
    pub(super) fn run_at_once(&mut self, task: Task<Message>) {
        let mut waiting: VecDeque<_> = into_stream(task).into_iter().collect();
        while let Some(mut actions) = waiting.pop_front() {
            loop {
                let next = {
                    let _within = self.runtime.enter();
                    actions.next().now_or_never()
                };
                match next {
                    Some(Some(action)) => waiting.extend(self.done(action)),
                    Some(None) => break,
                    None => {
                        self.begun.push(actions);
                        break;
                    }
                }
                if self.is_gone {
                    return;
                }
            }
        }
    }

    /// Does what a task asks for, and tells what comes of it.
    fn done(&mut self, action: Action<Message>) -> Option<BoxStream<'static, Action<Message>>> {
        match action {
            Action::Output(message) => return into_stream(self.glass.app.update(message)),
            Action::Widget(operation) => self.glass.operate_all(operation),
            Action::Clipboard(Clipboard::Write { contents, .. }) => self.clipboard = Some(contents),
            // There is none that the system knows.
            Action::Window(window::Action::GetOldest(answer)) => _ = answer.send(None),
            Action::Exit => self.is_gone = true,
            // What only a real window could answer ends here, unanswered.
            _ => {}
        }
        None
    }

    /// What comes of a place that asks for its dialog.
    pub(super) fn answer_of(&self, asked: place::Action) -> place::Message {
        let place::Action::Run(task) = asked else { panic!("it asks for nothing") };
        let mut actions = into_stream(task).expect("a dialog");
        loop {
            if let Action::Output(message) = self.runtime.block_on(actions.next()).expect("an answer") {
                return message;
            }
        }
    }
}

/// Part of a pixel by which rounding may be out.
const SLACK: f32 = 0.5;
/// Where a drag begins: behind the margin in which the marks of passages are.
const DRAG_IN: f32 = 38.0;
/// From one frame to the next.
const FRAME: Duration = Duration::from_millis(16);
/// Stops of the Tab key that a page may have.
const STOPS: usize = 80;

/// Looks for what has the focus.
struct Focused(Option<Rectangle>);

impl Operation<Rectangle> for Focused {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<Rectangle>)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&iced::widget::Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        if state.is_focused() {
            self.0 = Some(bounds);
        }
    }

    fn finish(&self) -> Outcome<Rectangle> {
        self.0.map_or(Outcome::None, Outcome::Some)
    }
}
