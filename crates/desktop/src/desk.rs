//! The window once the node is there: shelf, list and page, dialogs over them, the status line under them.

mod acts;
mod files;
mod knocks;
mod news;
mod status;
mod view;
mod way;

use std::path::PathBuf;

use commonplace_core::id::{CircleId, RecordId};
use commonplace_learning::reading::Named;
use commonplace_node::answer::{Circle, Membership, Pairing, QuestionRow, Whoami};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use iced::{Task, widget::operation};

use self::news::News;
use crate::ask::{All, One, Reach};
use crate::keys::Key;
use crate::notices::{Notice, Watch};
use crate::preferences::{Choice, Paper};
use crate::screen::bring::{self, Bring};
use crate::screen::editor::{self, Editor, Purpose};
use crate::screen::found::{self, Found};
use crate::screen::invite::{self, Invite};
use crate::screen::join::{self, Join};
use crate::screen::knock::{self, Knock};
use crate::screen::leave::{self, Leave};
use crate::screen::list::{self, List};
use crate::screen::people::{self, Health, People};
use crate::screen::settings::{self, Settings, devices, you};
use crate::screen::{PAGE_SCROLL, circle, circles, note, question, shelf};
use crate::theme::Colors;
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::widget::travel;

/// The window once the node is there.
#[derive(Debug)]
pub(crate) struct Desk {
    reach: Reach,
    me: Whoami,
    /// The circles of this home, once they have come.
    circles: Option<Vec<Circle>>,
    health: Health,
    news: News,
    list: Option<List>,
    page: Page,
    /// What was read before, one link after the other; the last is where one comes back to.
    trail: Vec<Item>,
    dialog: Option<Dialog>,
    /// Those nearby who ask to be let in.
    knocks: Vec<Pairing>,
    toast: Option<Toast>,
    watch: Watch,
    /// What is new, until the window has seen to it.
    notices: Vec<Notice>,
}

/// What fills the room beside the list, or all of it.
#[derive(Debug)]
enum Page {
    Circles,
    Blank,
    Note(Box<note::Page>),
    Question(Box<question::Page>),
    Editor(Box<Editor>),
    Circle(Box<circle::Page>),
    People(People),
    Settings(Settings),
}

/// What lies over the page.
#[derive(Debug)]
enum Dialog {
    Bring(Bring),
    Found(Found),
    Join(Join),
    Invite(Invite),
    Knock(Knock),
    Leave(Leave),
    Keys,
}

/// A word that goes away by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Toast {
    Copied,
    Joined(String),
    Imported { done: usize, refused: usize },
    Attached(usize),
    Saved(PathBuf),
    Sentence(Error),
    Told(String),
    NoSuchNote(String),
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The node tells something.
    News(Event),
    /// The node told more than could be heard.
    Missed,
    /// The circles have come.
    Circles(All<Circle>),
    /// How things are has come.
    Health(Box<Health>),
    /// Who this is has come.
    Me(One<Whoami>),
    /// A key.
    Key(Key),
    /// Somebody lets go of a file over the window.
    Dropped(PathBuf),
    /// A note that a link on this item means was looked for.
    Sought(Item, Named, One<Option<RecordId>>),
    /// An attachment was saved here.
    Saved(One<PathBuf>),
    /// Files about to be taken in.
    Bring(bring::Message),
    /// The shelf.
    Shelf(shelf::Message),
    /// The screen of all circles.
    Home(circles::Message),
    /// The list.
    List(list::Message),
    /// The note.
    Note(note::Message),
    /// The question.
    Question(question::Message),
    /// The desk.
    Editor(editor::Message),
    /// A circle as its members run it.
    Circle(circle::Message),
    /// Those who are there.
    People(people::Message),
    /// Settings.
    Settings(settings::Message),
    /// A new circle.
    Found(found::Message),
    /// A ticket handed in.
    Join(join::Message),
    /// A ticket made.
    Invite(invite::Message),
    /// A circle for somebody who asks.
    Knock(knock::Message),
    /// Somebody looks at who asks.
    AnswerKnock,
    /// Not now.
    RefuseKnock,
    /// A link.
    Leave(leave::Message),
    /// Somebody wants the dialog away.
    Close,
    /// Somebody wants the other paper.
    TogglePaper,
    /// The toast has been up long enough.
    ToastOver,
    /// Time has passed.
    Tick,
    /// This laptop is to become a device of somebody who has another.
    BecomeDevice,
    /// What lies open has been marked as read.
    Marked,
    /// The questions of a circle have come, to see whether an answer is new.
    Watched(CircleId, All<QuestionRow>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// Another look of the window.
    Choose(Choice),
    /// The node has stopped.
    Stopped,
}

impl Desk {
    /// Opens on the circles of this person.
    pub(crate) fn open(reach: Reach, me: Whoami) -> (Self, Task<Message>) {
        let mut desk = Self {
            reach,
            me,
            circles: None,
            health: Health::default(),
            news: News::default(),
            list: None,
            page: Page::Circles,
            trail: Vec::new(),
            dialog: None,
            knocks: Vec::new(),
            toast: None,
            watch: Watch::default(),
            notices: Vec::new(),
        };
        let task = desk.read_all();
        (desk, task)
    }

    /// Whether a word is up that should go away by itself.
    pub(crate) fn has_toast(&self) -> bool {
        self.toast.is_some()
    }

    pub(crate) fn update(&mut self, message: Message, ui: &Ui) -> Action {
        // Where list and page have no room side by side, either is alone.
        let (colors, alone) = (ui.colors, !ui.is_wide());
        let task = match message {
            Message::News(Event::Stopping) => return Action::Stopped,
            Message::News(event) => self.heard(event),
            Message::Missed => self.read_all(),
            Message::Circles(circles) => self.circles_came(circles),
            Message::Health(health) => self.health_came(*health),
            Message::Me(me) => {
                self.me = me.unwrap_or_else(|_| self.me.clone());
                Task::none()
            }
            Message::Key(key) => return self.key(key, colors, alone),
            Message::TogglePaper => return Action::Choose(other_paper(colors)),
            Message::Settings(message) => return self.settings(message, ui),
            Message::Dropped(path) => self.dropped(path),
            Message::Saved(outcome) => self.saved(outcome),
            Message::Bring(message) => self.bring(message),
            Message::Sought(from, named, found) => self.sought(from, named, found),
            Message::Shelf(message) => self.shelf(message),
            Message::Home(message) => self.home(message),
            Message::List(message) => self.list(message, colors),
            Message::Note(message) => self.note(message, colors),
            Message::Question(message) => self.question(message, colors),
            Message::Editor(message) => self.editor(message, colors),
            Message::Circle(message) => self.run_circle(message),
            Message::People(message) => self.people(message),
            Message::Found(_) | Message::Join(_) | Message::Invite(_) | Message::Leave(_) => self.dialog(message),
            Message::Knock(message) => self.knock(message),
            Message::AnswerKnock => self.answer_knock(),
            Message::RefuseKnock => self.refuse_knock(),
            Message::Close => self.close(),
            Message::Tick => self.tick(),
            Message::BecomeDevice => return self.become_device(ui),
            Message::Marked => Task::none(),
            Message::Watched(circle, questions) => {
                let news = questions.ok().and_then(|questions| self.watch.questions(circle, &questions));
                self.notices.extend(news);
                Task::none()
            }
            Message::ToastOver => {
                self.toast = None;
                Task::none()
            }
        };
        Action::Run(task)
    }

    /// What is new since the last time.
    pub(crate) fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// The paper has changed: texts are coloured anew.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        match &mut self.page {
            Page::Note(page) => page.recolor(colors).map(Message::Note),
            Page::Question(page) => page.recolor(colors).map(Message::Question),
            Page::Editor(editor) => editor.recolor(colors).map(Message::Editor),
            Page::Circles | Page::Blank | Page::Circle(_) | Page::People(_) | Page::Settings(_) => Task::none(),
        }
    }

    fn circles(&self) -> &[Circle] {
        self.circles.as_deref().unwrap_or_default()
    }

    fn circle(&self) -> Option<&Circle> {
        let id = self.list.as_ref()?.circle();
        self.circles().iter().find(|circle| circle.id == id)
    }

    fn open_circle(&mut self, id: CircleId) -> Task<Message> {
        self.dialog = None;
        self.page = Page::Blank;
        self.trail.clear();
        if self.list.as_ref().is_some_and(|list| list.circle() == id) {
            return Task::none();
        }
        let (list, task) = List::open(id, &self.reach);
        self.list = Some(list);
        task.map(Message::List)
    }

    /// Why nothing can be written in the circle on the screen: this person was removed from it.
    fn removed(&self) -> Option<Error> {
        let circle = self.circle().filter(|circle| circle.state == Membership::Removed)?;
        let by = circle.removed.as_ref().and_then(|removed| removed.by.as_ref()).map(|by| by.name.clone());
        Some(Error::Removed { circle: circle.title.clone(), by })
    }

    fn invite_into(&mut self, circle: CircleId) -> Task<Message> {
        if let Some(error) = self.removed() {
            self.toast = Some(Toast::Sentence(error));
            return Task::none();
        }
        let (invite, task) = Invite::open(circle, &self.reach);
        self.dialog = Some(Dialog::Invite(invite));
        task.map(Message::Invite)
    }

    fn write(&mut self, purpose: Purpose, colors: Colors) -> Task<Message> {
        if let Some(error) = self.removed() {
            self.toast = Some(Toast::Sentence(error));
            return Task::none();
        }
        let (editor, task) = Editor::open(purpose, &self.reach, colors);
        self.dialog = None;
        self.page = Page::Editor(Box::new(editor));
        task.map(Message::Editor)
    }

    fn put_over(&mut self, dialog: Dialog, field: Option<&'static str>) -> Task<Message> {
        self.dialog = Some(dialog);
        field.map_or_else(Task::none, operation::focus)
    }

    fn close(&mut self) -> Task<Message> {
        self.dialog = None;
        Task::none()
    }

    fn shelf(&mut self, message: shelf::Message) -> Task<Message> {
        let opened = self.take_from_shelf(message);
        Task::batch([travel::to_start(PAGE_SCROLL), opened])
    }

    fn take_from_shelf(&mut self, message: shelf::Message) -> Task<Message> {
        match message {
            shelf::Message::Circles => {
                self.page = Page::Circles;
                self.list = None;
                Task::none()
            }
            shelf::Message::Circle(id) => self.open_circle(id),
            shelf::Message::Found => self.put_over(Dialog::Found(Found::default()), Some(found::TITLE)),
            shelf::Message::People => {
                self.page = Page::People(People::default());
                self.read_health()
            }
            shelf::Message::Settings => {
                let (settings, task) = Settings::open(&self.me, &self.reach);
                self.page = Page::Settings(settings);
                task.map(Message::Settings)
            }
        }
    }

    fn home(&mut self, message: circles::Message) -> Task<Message> {
        match message {
            circles::Message::Open(id) => self.open_circle(id),
            circles::Message::Found => self.put_over(Dialog::Found(Found::default()), Some(found::TITLE)),
            circles::Message::Join => {
                let (join, task) = Join::open(&self.reach);
                self.dialog = Some(Dialog::Join(join));
                task.map(Message::Join)
            }
        }
    }

    fn list(&mut self, message: list::Message, colors: Colors) -> Task<Message> {
        let Some(list) = &mut self.list else { return Task::none() };
        let circle = list.circle();
        match list.update(message, &self.reach) {
            list::Action::Run(task) => task.map(Message::List),
            list::Action::Open(item) => self.open_item(item),
            list::Action::Write => self.write(Purpose::Note(circle), colors),
            list::Action::Ask => self.write(Purpose::Ask { circle, about: None, quote: None }, colors),
            list::Action::Bring => self.put_bring(),
            list::Action::Invite => self.invite_into(circle),
            list::Action::Circle => self.show_circle(),
        }
    }

    fn note(&mut self, message: note::Message, colors: Colors) -> Task<Message> {
        let Page::Note(page) = &mut self.page else { return Task::none() };
        match page.update(message, &self.reach, colors) {
            note::Action::Run(task) => task.map(Message::Note),
            note::Action::Edit(note) => self.write(Purpose::Edit(note), colors),
            note::Action::Ask { note, quote } => {
                let (circle, about) = (note.row.circle, Some((note.row.id, note.row.title)));
                self.write(Purpose::Ask { circle, about, quote }, colors)
            }
            note::Action::Link(link) => self.follow(&link),
            note::Action::Copy(text) => self.copy(text),
            note::Action::Save(blob) => self.save(&blob),
            note::Action::Attach => self.put_bring(),
            note::Action::Back => self.back(),
        }
    }

    fn question(&mut self, message: question::Message, colors: Colors) -> Task<Message> {
        let Page::Question(page) = &mut self.page else { return Task::none() };
        match page.update(message, &self.reach, colors) {
            question::Action::Run(task) => task.map(Message::Question),
            question::Action::Note(note) => self.open_link(Item::Note(note), None),
            question::Action::Link(link) => self.follow(&link),
            question::Action::Copy(text) => self.copy(text),
            question::Action::Save(blob) => self.save(&blob),
            question::Action::Back => self.back(),
        }
    }

    fn editor(&mut self, message: editor::Message, colors: Colors) -> Task<Message> {
        let Page::Editor(editor) = &mut self.page else { return Task::none() };
        match editor.update(message, &self.reach, colors) {
            editor::Action::Run(task) => task.map(Message::Editor),
            editor::Action::Done(item, task) => Task::batch([task.map(Message::Editor), self.open_item(item)]),
            editor::Action::Leave => self.back(),
        }
    }

    /// The page of the circle whose list is open.
    fn show_circle(&mut self) -> Task<Message> {
        let Some(circle) = self.circle() else { return Task::none() };
        let (page, task) = circle::Page::open(circle, &self.reach);
        self.page = Page::Circle(Box::new(page));
        Task::batch([travel::to_start(PAGE_SCROLL), task.map(Message::Circle)])
    }

    fn run_circle(&mut self, message: circle::Message) -> Task<Message> {
        let Page::Circle(page) = &mut self.page else { return Task::none() };
        match page.update(message, &self.reach) {
            circle::Action::Run(task) => task.map(Message::Circle),
            circle::Action::Changed(task) => Task::batch([task.map(Message::Circle), self.read_circles()]),
            circle::Action::Back => self.back(),
            circle::Action::Invite => {
                let circle = page.circle();
                self.invite_into(circle)
            }
            circle::Action::Left => {
                self.page = Page::Circles;
                self.list = None;
                self.read_all()
            }
        }
    }

    fn people(&mut self, message: people::Message) -> Task<Message> {
        let Page::People(people) = &mut self.page else { return Task::none() };
        match people.update(message, &self.reach) {
            people::Action::None => Task::none(),
            people::Action::Run(task) => task.map(Message::People),
            people::Action::Open(circle, item) => {
                let opened = self.open_circle(circle);
                Task::batch([opened, self.open_item(item)])
            }
        }
    }

    fn become_device(&mut self, ui: &Ui) -> Action {
        let opened = self.shelf(shelf::Message::Settings);
        match self.settings(settings::Message::You(you::Message::Devices(devices::Message::Become)), ui) {
            Action::Run(task) => Action::Run(Task::batch([opened, task.chain(travel::reveal(PAGE_SCROLL))])),
            other => other,
        }
    }

    fn settings(&mut self, message: settings::Message, ui: &Ui) -> Action {
        let Page::Settings(settings) = &mut self.page else { return Action::Run(Task::none()) };
        match settings.update(message, &self.me, ui, &self.reach) {
            settings::Action::Run(task) => Action::Run(task.map(Message::Settings)),
            settings::Action::Choose(choice) => Action::Choose(choice),
            settings::Action::Copy(text) => Action::Run(self.copy(text)),
            settings::Action::Save(text) => Action::Run(self.save_log(text)),
            settings::Action::Changed(task) => {
                let again = self.reach.one(Command::Whoami, Message::Me);
                Action::Run(Task::batch([task.map(Message::Settings), again]))
            }
        }
    }

    fn dialog(&mut self, message: Message) -> Task<Message> {
        match (&mut self.dialog, message) {
            (Some(Dialog::Found(found)), Message::Found(message)) => match found.update(message, &self.reach) {
                found::Action::None => Task::none(),
                found::Action::Run(task) => task.map(Message::Found),
                found::Action::Open(circle) => self.joined(circle.id),
            },
            (Some(Dialog::Join(join)), Message::Join(message)) => match join.update(message, &self.reach) {
                join::Action::None => Task::none(),
                join::Action::Run(task) => task.map(Message::Join),
                join::Action::Open(circle) => self.joined(circle),
                join::Action::Pending => self.read_circles(),
            },
            (Some(Dialog::Invite(invite)), Message::Invite(message)) => {
                let asks = self.knocks.first().and_then(|knock| knock.node.as_deref());
                match invite.update(message, asks, &self.reach) {
                    invite::Action::None => Task::none(),
                    invite::Action::Run(task) => task.map(Message::Invite),
                }
            }
            (Some(Dialog::Leave(leave)), Message::Leave(message)) => leave.update(message).map(Message::Leave),
            _ => Task::none(),
        }
    }

    fn joined(&mut self, circle: CircleId) -> Task<Message> {
        Task::batch([self.open_circle(circle), self.read_all()])
    }
}

fn other_paper(colors: Colors) -> Choice {
    Choice::Paper(Paper::other(colors.mode, colors.contrast))
}
