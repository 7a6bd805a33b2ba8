//! The program: from the first frame to the desk, and what belongs to the window as a whole.

mod choice;
mod place;
mod typing;

use std::hash::{Hash, Hasher};
use std::path::PathBuf;
use std::sync::Arc;

use commonplace_node::answer::{Settings, Whoami};
use commonplace_node::command::{Command, Opened};
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::home::Passphrase;
use commonplace_node::node::Node;
use commonplace_node::text::Language;
use iced::futures::{SinkExt, Stream};
use iced::widget::{Stack, container, operation, stack};
use iced::{Element, Fill, Point, Rectangle, Size, Subscription, Task, Theme, event, keyboard, system, time, window};
use tokio::sync::broadcast::error::RecvError;

use self::place::{Closing, look_at_screen};
use self::typing::Typing;
use crate::ask::{self, One, Reach};
use crate::backend::{Host, Started};
use crate::desk::{self, Desk};
use crate::draft::Drafts;
use crate::keys::{self, Key};
use crate::limits::{CLOCK, EVENTS_WAITING, OPENING, PROGRESS_WAITING, SETTLED, WARNED};
use crate::preferences::{Choice, Chosen, Preferences, Scale};
use crate::screen::PAGE_SCROLL;
use crate::screen::locked::{self, Locked};
use crate::screen::opening::{self, Opening};
use crate::screen::welcome::{self, Welcome};
use crate::screen::{menu, note};
use crate::theme::{Mode, measure, style};
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::widget::early::Early;
use crate::widget::fields::Fields;
use crate::widget::{Around, travel};

/// The program.
#[derive(Debug)]
pub(crate) struct App {
    host: Arc<dyn Host>,
    ui: Ui,
    /// Light or dark, as the system says.
    system: Mode,
    preferences: Preferences,
    /// The language that the command line has told.
    told_language: Option<Language>,
    stage: Stage,
    /// The node, once it has been started, and how often one has been.
    started: Option<Arc<Started>>,
    starts: u64,
    /// What somebody has opened before the desk was there.
    opened: Option<Opened>,
    /// Whether this home was made to become a device of somebody who has another.
    links: bool,
    /// How large the window is in pixels of the system, whatever the scale.
    outer: Size,
    /// Where its upper left corner is, once the system has told.
    corner: Option<Point>,
    /// Whether somebody works in the window.
    focused: bool,
    /// Whether the window has been moved or resized since its place was written down.
    moved: bool,
    /// What is being written in this window, and is on its way to the node.
    drafts: Drafts,
    closing: Closing,
    /// What is done with words of fields.
    typing: Typing,
}

#[derive(Debug)]
enum Stage {
    Opening(Opening),
    Welcome(Welcome),
    Locked(Locked),
    Desk(Box<Desk>),
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Whether somebody lives here is known.
    HomeKnown(bool),
    /// The home was made, or not.
    HomeMade(Result<(), Error>),
    /// The index is being made again: percent done.
    Progress(u8),
    /// The node was started, or not.
    Started(One<Arc<Started>>),
    /// The node has said who this is, or why not.
    Met(One<Whoami>),
    /// The node tells something.
    Event(Event),
    /// The node told more than could be heard.
    Missed,
    /// Time has passed.
    Tick,
    /// The toast has been up long enough.
    ToastOver,
    /// The system's paper.
    System(iced::theme::Mode),
    /// The window has another size, by the scale in which it is drawn.
    Resized(Size),
    /// The window is there, of this size.
    Opened(Size),
    /// The screen that it is on has this size, by the same scale.
    Screen(window::Id, Size),
    /// The window is elsewhere, in the same pixels.
    Moved(Point),
    /// The window has come to the focus, or has lost it.
    Focused(bool),
    /// The window has been left alone for a while.
    LeftAlone,
    /// Whether the window fills the screen is known; its place can be written down.
    Placed {
        /// Whether it does.
        maximized: bool,
        /// Whether the window is to close then.
        over: bool,
    },
    /// Somebody closes the window.
    Closing,
    /// What was on its way to the node has come there, or why not, before the window closes.
    Settled(Result<(), Error>),
    /// It is too long ago that somebody was told what is not kept.
    WarningOver,
    /// Something was told outside of the window.
    Notified,
    /// A key.
    Key(Key),
    /// Somebody asks what can be done with a field that is here.
    AskedAt(Rectangle),
    /// Somebody chooses that.
    InField(menu::Message),
    /// Or does not.
    CloseField,
    /// Somebody lets go of a file over the window.
    Dropped(PathBuf),
    /// Something has been remembered.
    Remembered,
    /// What this person has chosen for all their laptops.
    Own(One<Settings>),
    /// The frame while the node opens.
    Opening(opening::Message),
    /// The first screen.
    Welcome(welcome::Message),
    /// A sealed home.
    Locked(locked::Message),
    /// The desk.
    Desk(desk::Message),
}

impl App {
    /// The first frame, and the look whether somebody lives here. `language` is that of the command line, which wins
    /// over what is remembered, which wins over the system's.
    pub(crate) fn boot(host: Arc<dyn Host>, language: Option<Language>) -> (Self, Task<Message>) {
        let mut preferences = Preferences::read(&host.remembered());
        let language_told = language;
        preferences.language = language.map(Chosen).or(preferences.language);
        let language = preferences.language.map_or_else(Language::of_system, |chosen| chosen.0);
        let system = Mode::Light;
        let mut app = Self {
            ui: Ui { zone: host.zone(), ..Ui::new(system, language, host.now()) },
            system,
            preferences,
            told_language: language_told,
            stage: Stage::Opening(Opening::default()),
            started: None,
            starts: 0,
            opened: None,
            links: false,
            outer: measure::WINDOW,
            corner: None,
            focused: true,
            moved: false,
            drafts: Drafts::default(),
            closing: Closing::default(),
            typing: Typing::default(),
            host: Arc::clone(&host),
        };
        app.ui.colors = app.colors();
        app.fit();
        let look = ask::away(move || host.has_home(), false);
        (app, Task::batch([Task::perform(look, Message::HomeKnown), system::theme().map(Message::System)]))
    }

    /// The same, to show what somebody has opened.
    pub(crate) fn with(self, opened: Option<Opened>) -> Self {
        Self { opened, ..self }
    }

    /// The window's title.
    pub(crate) fn title(&self) -> String {
        self.ui.text.get("app-name")
    }

    /// How large everything is drawn.
    pub(crate) fn scale(&self) -> f32 {
        self.preferences.scale.factor()
    }

    /// How much room the window has at its scale.
    pub(crate) fn room(&self) -> Size {
        self.ui.size
    }

    /// The toolkit's theme.
    pub(crate) fn theme(&self) -> Theme {
        style::theme(self.ui.colors)
    }

    pub(crate) fn update(&mut self, message: Message) -> Task<Message> {
        (self.ui.now, self.ui.zone) = (self.host.now(), self.host.zone());
        self.typing.heard += 1;
        match message {
            Message::HomeKnown(true) | Message::HomeMade(Ok(())) => self.start(None),
            Message::HomeKnown(false) => {
                self.stage = Stage::Welcome(Welcome::default());
                operation::focus(welcome::NAME)
            }
            Message::HomeMade(Err(error)) => {
                if let Stage::Welcome(welcome) = &mut self.stage {
                    welcome.refused(error);
                }
                Task::none()
            }
            Message::Progress(percent) => self.heard(Event::Rebuilding { percent }),
            Message::Started(started) => self.node_came(started),
            Message::Met(me) => self.met(me),
            Message::Event(event) => self.heard(event),
            Message::Missed => self.desk(desk::Message::Missed),
            Message::Tick => self.tick(),
            Message::ToastOver => self.desk(desk::Message::ToastOver),
            Message::System(mode) => {
                self.system = if mode == iced::theme::Mode::Dark { Mode::Dark } else { Mode::Light };
                self.recolor()
            }
            Message::Resized(size) => {
                self.resized(size);
                Task::none()
            }
            Message::Opened(size) => {
                self.resized(size);
                look_at_screen()
            }
            Message::Screen(window, screen) => self.fill(window, screen),
            Message::Moved(corner) => {
                self.went(corner);
                Task::none()
            }
            Message::Focused(focused) => {
                self.focused = focused;
                Task::none()
            }
            Message::LeftAlone => self.look_where(false),
            Message::Closing => self.close(),
            Message::Settled(outcome) => self.settled(outcome),
            Message::WarningOver => {
                self.closing.forget();
                Task::none()
            }
            Message::Placed { maximized, over } => self.placed(maximized, over),
            Message::Key(key) => self.key(key),
            Message::AskedAt(place) => self.asked_at(place),
            Message::InField(message) => self.in_field(message),
            Message::CloseField => {
                self.typing.menu = None;
                Task::none()
            }
            Message::Dropped(path) => self.desk(desk::Message::Dropped(path)),
            Message::Remembered | Message::Notified => Task::none(),
            Message::Own(own) => self.take_own(own),
            Message::Opening(message) => self.opening(message),
            Message::Welcome(message) => self.welcome(message),
            Message::Locked(message) => self.locked(message),
            Message::Desk(message) => self.desk(message),
        }
    }

    fn start(&mut self, passphrase: Option<Passphrase>) -> Task<Message> {
        // A sealed home stays on the screen while its passphrase is tried: that takes its time.
        if passphrase.is_none() {
            self.stage = Stage::Opening(Opening::default());
        }
        self.started = None;
        Task::stream(starting(Arc::clone(&self.host), passphrase))
    }

    fn node_came(&mut self, started: One<Arc<Started>>) -> Task<Message> {
        match started {
            Ok(started) => {
                if matches!(self.stage, Stage::Locked(_)) {
                    self.stage = Stage::Opening(Opening::default());
                }
                self.started = Some(started);
                self.starts += 1;
                self.meet()
            }
            Err(Error::Locked { .. }) => self.lock(Locked::default()),
            Err(error @ Error::WrongPassphrase) => self.lock(Locked::refused(error)),
            Err(error) => self.failed(error),
        }
    }

    fn lock(&mut self, locked: Locked) -> Task<Message> {
        self.started = None;
        self.stage = Stage::Locked(locked);
        operation::focus(locked::PASSPHRASE)
    }

    fn locked(&mut self, message: locked::Message) -> Task<Message> {
        let Stage::Locked(locked) = &mut self.stage else { return Task::none() };
        match locked.update(message) {
            locked::Action::None => Task::none(),
            locked::Action::Start(passphrase) => self.start(Some(passphrase)),
        }
    }

    /// The node answers once it is open.
    fn meet(&self) -> Task<Message> {
        let Some(started) = &self.started else { return Task::none() };
        Task::perform(ask::one(started.node.clone(), Command::Whoami), Message::Met)
    }

    fn met(&mut self, me: One<Whoami>) -> Task<Message> {
        match (me, &self.started, &self.stage) {
            (Ok(me), Some(started), Stage::Opening(_)) => {
                let (node, host) = (started.node.clone(), Arc::clone(&self.host));
                let reach = Reach { node, pictures: self.host.pictures(), host, drafts: self.drafts.clone() };
                let (desk, task) = Desk::open(reach, me);
                self.stage = Stage::Desk(Box::new(desk));
                let linking =
                    if std::mem::take(&mut self.links) { self.desk(desk::Message::BecomeDevice) } else { Task::none() };
                let opened = self.opened.take();
                let opened = opened.map_or_else(Task::none, |opened| self.desk(desk::Message::Opened(opened)));
                Task::batch([task.map(Message::Desk), linking, opened, self.read_own()])
            }
            // Still opening: it says so by an event, and is asked again in a moment.
            (Err(error), Some(_), Stage::Opening(_)) if error.is_passing() => Task::none(),
            (Ok(_), ..) => Task::none(),
            (Err(error), ..) => self.failed(error),
        }
    }

    fn failed(&mut self, error: Error) -> Task<Message> {
        self.started = None;
        self.stage = Stage::Opening(Opening::failed(error));
        Task::none()
    }

    fn heard(&mut self, event: Event) -> Task<Message> {
        match (&mut self.stage, event) {
            (Stage::Desk(_), Event::ShowWindow { open: Some(opened) }) => {
                Task::batch([self.show(), self.desk(desk::Message::Opened(opened))])
            }
            (_, Event::ShowWindow { open }) => {
                self.opened = open.or_else(|| self.opened.take());
                self.show()
            }
            (Stage::Opening(opening), Event::Rebuilding { percent }) => {
                opening.rebuilding(percent);
                Task::none()
            }
            (Stage::Opening(_), Event::Ready) => self.meet(),
            (Stage::Opening(_) | Stage::Welcome(_) | Stage::Locked(_), _) => Task::none(),
            (Stage::Desk(_), Event::SettingsChanged) => self.read_own(),
            (Stage::Desk(_), event) => self.desk(desk::Message::News(event)),
        }
    }

    fn tick(&mut self) -> Task<Message> {
        match &self.stage {
            Stage::Opening(opening) if opening.waits() => self.meet(),
            Stage::Desk(_) => self.desk(desk::Message::Tick),
            _ => Task::none(),
        }
    }

    fn obey(&mut self, key: Key) -> Task<Message> {
        self.typing.obeys(key, self.ui.now);
        self.desk(desk::Message::Key(key))
    }

    fn key(&mut self, key: Key) -> Task<Message> {
        if let Some(task) = self.typing_key(key) {
            return task;
        }
        match (&self.stage, key) {
            (_, Key::Larger) => self.choose(Choice::Scale(self.preferences.scale.larger())),
            (_, Key::Smaller) => self.choose(Choice::Scale(self.preferences.scale.smaller())),
            (_, Key::UsualSize) => self.choose(Choice::Scale(Scale::default())),
            (Stage::Desk(_), Key::Letter(_)) if self.typing.is_for_a_field(self.ui.now) => Task::none(),
            (Stage::Desk(desk), Key::Letter(letter)) => match desk.asked_by(letter) {
                Some(key) => {
                    self.typing.spend(letter);
                    self.obey(key)
                }
                None => Task::none(),
            },
            (Stage::Desk(_), key) => self.obey(key),
            (_, Key::Next) => operation::focus_next().chain(travel::reveal(PAGE_SCROLL)),
            (_, Key::Previous) => operation::focus_previous().chain(travel::reveal(PAGE_SCROLL)),
            _ => Task::none(),
        }
    }

    fn opening(&mut self, message: opening::Message) -> Task<Message> {
        let Stage::Opening(opening) = &mut self.stage else { return Task::none() };
        let opening::Action::Start = opening.update(message);
        self.start(None)
    }

    fn welcome(&mut self, message: welcome::Message) -> Task<Message> {
        let Stage::Welcome(welcome) = &mut self.stage else { return Task::none() };
        match welcome.update(message, &self.host) {
            welcome::Action::Run(task) => task.map(Message::Welcome),
            welcome::Action::Create { name, links } => {
                self.links = links;
                self.make_home(move |host| host.create_home(&name))
            }
            welcome::Action::Restore { name, words } => self.make_home(move |host| host.restore_home(&words, &name)),
            welcome::Action::Backup { file, passphrase, words } => {
                self.make_home(move |host| host.restore_backup(&file, &passphrase, words.as_deref()))
            }
        }
    }

    fn make_home(&self, make: impl FnOnce(&dyn Host) -> Result<(), Error> + Send + 'static) -> Task<Message> {
        let host = Arc::clone(&self.host);
        Task::perform(ask::away(move || make(host.as_ref()), Err(Error::Stopped)), Message::HomeMade)
    }

    fn desk(&mut self, message: desk::Message) -> Task<Message> {
        let Stage::Desk(desk) = &mut self.stage else { return Task::none() };
        let before = desk.item();
        let action = desk.update(message, &self.ui);
        if desk.item() != before {
            self.typing.has_led();
        }
        let notices = desk.take_notices();
        let done = match action {
            desk::Action::Run(task) => task.map(Message::Desk),
            desk::Action::Choose(choice) => self.choose(choice),
            desk::Action::Stopped => self.failed(Error::Stopped),
        };
        Task::batch([done, self.notify(&notices)])
    }

    /// The title of the first row of the list: of marked words the toolkit reports nothing.
    pub(crate) fn first_listed(&self) -> Option<&str> {
        match &self.stage {
            Stage::Desk(desk) => desk.first_listed(),
            Stage::Opening(_) | Stage::Welcome(_) | Stage::Locked(_) => None,
        }
    }

    /// The note that is open.
    pub(crate) fn note(&self) -> Option<&note::Page> {
        match &self.stage {
            Stage::Desk(desk) => desk.open_note(),
            Stage::Opening(_) | Stage::Welcome(_) | Stage::Locked(_) => None,
        }
    }

    /// Opens something, as a row of the list does.
    pub(crate) fn open(&mut self, item: Item) -> Task<Message> {
        match &mut self.stage {
            Stage::Desk(desk) => desk.open_item(item).map(Message::Desk),
            Stage::Opening(_) | Stage::Welcome(_) | Stage::Locked(_) => Task::none(),
        }
    }

    pub(crate) fn view(&self) -> Element<'_, Message> {
        let shown = match &self.stage {
            Stage::Opening(opening) => opening.view(&self.ui).map(Message::Opening),
            Stage::Welcome(welcome) => welcome.view(&self.ui).map(Message::Welcome),
            Stage::Locked(locked) => locked.view(&self.ui).map(Message::Locked),
            Stage::Desk(desk) => desk.view(&self.ui, &self.preferences).map(Message::Desk),
        };
        // Without a ground of its own: the toolkit has cleared what it draws anew with the theme's, which is the page's. One more
        // would be painted over the whole window for each part of it that has changed.
        let shown = container(shown).width(Fill).height(Fill);
        let Typing { menu, chosen, spent, heard, .. } = &self.typing;
        let fields = Fields { on_ask: Message::AskedAt, asked: menu.is_some(), chosen: *chosen };
        let layers = menu.iter().flat_map(|menu| menu.layers(&self.ui, Message::InField, Message::CloseField));
        let typed = Around::new(Around::new(shown, fields), Early { spent, heard: *heard });
        layers.fold(stack![typed], Stack::push).into()
    }

    pub(crate) fn subscription(&self) -> Subscription<Message> {
        let opening = matches!(&self.stage, Stage::Opening(opening) if opening.waits() && self.started.is_some());
        let tick = time::every(if opening { OPENING } else { CLOCK }).map(|_| Message::Tick);
        let toast = match &self.stage {
            Stage::Desk(desk) => match desk.toast_lasts() {
                // What is taken back is told in the end, whoever wants words to stay.
                Some((time, which)) if !self.preferences.lasting || desk.is_taking_back() => {
                    time::every(time).with(which).map(|_| Message::ToastOver)
                }
                _ => Subscription::none(),
            },
            _ => Subscription::none(),
        };
        let warned = if self.closing.is_warned() {
            time::every(WARNED).map(|_| Message::WarningOver)
        } else {
            Subscription::none()
        };
        let events = match &self.started {
            Some(started) => {
                let source = Source { node: started.node.clone(), start: self.starts };
                Subscription::run_with(source, |source| events_of(source.node.clone()))
            }
            None => Subscription::none(),
        };
        let settled = if self.moved { time::every(SETTLED).map(|_| Message::LeftAlone) } else { Subscription::none() };
        let window = event::listen_with(|event, status, _window| of_window(event, status));
        Subscription::batch([
            tick,
            toast,
            warned,
            events,
            settled,
            window,
            system::theme_changes().map(Message::System),
        ])
    }
}

/// Starts the node on a thread that may wait, and tells how far it is.
fn starting(host: Arc<dyn Host>, passphrase: Option<Passphrase>) -> impl Stream<Item = Message> {
    iced::stream::channel(PROGRESS_WAITING, async move |mut window| {
        let (progress, mut heard) = tokio::sync::mpsc::channel(PROGRESS_WAITING);
        // A step that finds no room is not missed: the next one says more.
        let mut tell = move |percent| {
            let _full = progress.try_send(percent);
        };
        let start = move || host.start(passphrase, &mut tell).map(Arc::new);
        let started = tokio::task::spawn_blocking(start);
        while let Some(percent) = heard.recv().await {
            let _closed = window.send(Message::Progress(percent)).await;
        }
        let started = started.await.unwrap_or(Err(Error::Stopped));
        let _closed = window.send(Message::Started(started)).await;
    })
}

/// What an event of the window means to the program.
pub(crate) fn of_window(event: iced::Event, status: event::Status) -> Option<Message> {
    match event {
        iced::Event::Keyboard(keyboard::Event::KeyPressed { .. }) => keys::key(&event, status).map(Message::Key),
        iced::Event::Keyboard(keyboard::Event::ModifiersChanged(held)) => {
            Some(Message::Desk(desk::Message::Held(held)))
        }
        iced::Event::Window(window::Event::Resized(size)) => Some(Message::Resized(size)),
        iced::Event::Window(window::Event::Opened { size, .. }) => Some(Message::Opened(size)),
        iced::Event::Window(window::Event::Moved(corner)) => Some(Message::Moved(corner)),
        iced::Event::Window(window::Event::Focused) => Some(Message::Focused(true)),
        iced::Event::Window(window::Event::Unfocused) => Some(Message::Focused(false)),
        iced::Event::Window(window::Event::CloseRequested) => Some(Message::Closing),
        iced::Event::Window(window::Event::FileDropped(path)) => Some(Message::Dropped(path)),
        _ => None,
    }
}

/// A node as a source of events; two starts are two sources.
struct Source {
    node: Node,
    start: u64,
}

impl Hash for Source {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.start.hash(state);
    }
}

fn events_of(node: Node) -> impl Stream<Item = Message> {
    iced::stream::channel(EVENTS_WAITING, async move |mut window| {
        let mut events = node.events();
        loop {
            let message = match events.recv().await {
                Ok(event) => Message::Event(event),
                Err(RecvError::Lagged(_)) => Message::Missed,
                Err(RecvError::Closed) => return,
            };
            if window.send(message).await.is_err() {
                return;
            }
        }
    })
}
