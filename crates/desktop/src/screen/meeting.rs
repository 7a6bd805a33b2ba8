//! One meeting: when and where it is, who comes, what is to be done, and what came of it.

mod view;

use commonplace_core::id::RecordId;
use commonplace_learning::reading::Link;
use commonplace_node::answer::{Happened, Meeting, Written};
use commonplace_node::command::{Comes, Command, MeetingChange};
use commonplace_node::error::Error;
use iced::Task;

use super::items::{self, Around, Items, Of};
use super::judge::{self, Deed};
use super::menu::{At, Heading, Line, Menu};
use crate::ask::{One, Reach};
use crate::icon::Icon;
use crate::keys::Key;
use crate::reading::{self, Reading};
use crate::theme::Colors;
use crate::ui::card::{Card, Item};
use crate::widget::markdown;

/// A meeting that is open.
#[derive(Debug)]
pub(crate) struct Page {
    id: RecordId,
    meeting: Option<Box<Meeting>>,
    agenda: Reading,
    items: Items,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The meeting has come.
    Loaded(RecordId, Box<One<Meeting>>),
    /// Its agenda is ready.
    Reading(reading::Message),
    /// Somebody does something in a text.
    Text(markdown::Event),
    /// Comments, and what is wrong with the meeting.
    Items(items::Message),
    /// Somebody says whether they come.
    Come(Comes),
    /// Somebody calls it off, or lets it take place after all.
    CallOff(bool),
    /// That is written, or not.
    Done(One<Written>),
    /// Somebody changes it.
    Change,
    /// Somebody wants to write down what came of it.
    Recap,
    /// What happened since the meeting before has come.
    Happened(Box<One<Happened>>),
    /// Somebody reads a note that tells of it.
    Note(RecordId),
    /// Somebody wants to see all meetings.
    All,
    /// Somebody wants to leave.
    Back,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That this be opened, with a way back.
    Open(Item),
    /// That a link be looked at.
    Link(Link),
    /// That this be put into the clipboard.
    Copy(String),
    /// That it be changed.
    Change(Box<Meeting>),
    /// That a note be begun which tells of it, from what happened.
    Recap(Box<Happened>),
    /// That it be taken back, in a while in which somebody may think better of it.
    TakeBack(Box<Card>),
    /// That it be shown what can be done.
    Menu(Menu<Message>, At),
    /// That all meetings be shown.
    All,
    /// That the list be shown again.
    Back,
}

impl Page {
    /// Opens a meeting.
    pub(crate) fn open(id: RecordId, reach: &Reach) -> (Self, Task<Message>) {
        let page = Self { id, meeting: None, agenda: Reading::default(), items: Items::default() };
        let task = page.load(reach);
        (page, task)
    }

    /// Which meeting it is.
    pub(crate) fn id(&self) -> RecordId {
        self.id
    }

    /// Whether this person may change it.
    pub(crate) fn is_mine_to_change(&self) -> bool {
        self.meeting.as_ref().is_some_and(|meeting| meeting.mine_to_change)
    }

    /// Reads the meeting again.
    pub(crate) fn load(&self, reach: &Reach) -> Task<Message> {
        let id = self.id;
        reach.one(Command::MeetingShow { meeting: id.into() }, move |one| Message::Loaded(id, Box::new(one)))
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        let agenda = self.agenda.recolor(colors).map(Message::Reading);
        Task::batch([agenda, self.items.recolor(colors).map(Message::Items)])
    }

    /// Another laptop has written or ended a draft of this name: if it is ours, it is looked at again.
    pub(crate) fn look_again(&self, key: &str, reach: &Reach) -> Task<Message> {
        self.items.look_again(key, reach).map(Message::Items)
    }

    /// Puts away what lies over the page; false when nothing does.
    pub(crate) fn put_away(&mut self) -> bool {
        self.items.put_away()
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach, colors: Colors, around: Around) -> Action {
        let task = match message {
            Message::Loaded(id, meeting) if id == self.id => self.loaded(*meeting, reach, colors),
            // Another meeting was opened meanwhile.
            Message::Loaded(..) => Task::none(),
            Message::Reading(message) => self.agenda.update(message, Some(reach)).map(Message::Reading),
            Message::Text(event) => return text_event(event),
            Message::Items(items::Message::Judge(judge::Message::Begin(item, Deed::TakeBack))) if item == self.id => {
                let card = self.meeting.as_ref().map(|meeting| Box::new(Card::from(meeting.row.clone())));
                return card.map_or_else(|| Action::Run(Task::none()), Action::TakeBack);
            }
            Message::Items(message) => match self.items.update(message, reach) {
                items::Action::Changed(task) => Task::batch([task.map(Message::Items), self.load(reach)]),
                items::Action::Menu(item, at) => return self.menu(item, at, around),
                items::Action::Lines(menu, at) => return Action::Menu(menu.map(Message::Items), at),
                items::Action::Text(event) => return text_event(event),
                items::Action::Run(task) => task.map(Message::Items),
                // A meeting has no files.
                items::Action::Save(..) => Task::none(),
            },
            Message::Come(comes) => {
                let command = Command::MeetingCome { meeting: self.id.into(), comes };
                reach.one(command, Message::Done)
            }
            Message::CallOff(off) => {
                let change = MeetingChange { called_off: Some(off), ..MeetingChange::default() };
                reach.one(Command::MeetingEdit { meeting: self.id.into(), change }, Message::Done)
            }
            Message::Done(Ok(_)) => self.load(reach),
            Message::Done(Err(error)) => self.refused(error),
            Message::Change => {
                return self.meeting.clone().map_or_else(|| Action::Run(Task::none()), Action::Change);
            }
            Message::Recap => {
                let command = Command::MeetingHappened { meeting: self.id.into() };
                reach.one(command, |happened| Message::Happened(Box::new(happened)))
            }
            Message::Happened(happened) => match *happened {
                Ok(happened) => return Action::Recap(Box::new(happened)),
                Err(error) => self.refused(error),
            },
            Message::Note(note) => return Action::Open(Item::Note(note)),
            Message::All => return Action::All,
            Message::Back => return Action::Back,
        };
        Action::Run(task)
    }

    fn refused(&mut self, error: Error) -> Task<Message> {
        self.items.refuse(error);
        Task::none()
    }

    fn loaded(&mut self, meeting: One<Meeting>, reach: &Reach, colors: Colors) -> Task<Message> {
        let meeting = match meeting {
            Ok(meeting) => meeting,
            Err(error) => return self.refused(error),
        };
        let comments = self.items.came(meeting.comments.iter(), reach, colors).map(Message::Items);
        let same = self.meeting.as_ref().is_some_and(|shown| shown.agenda == meeting.agenda);
        let agenda = if same {
            Task::none()
        } else {
            self.agenda.show(&meeting.agenda, Vec::new(), colors).map(Message::Reading)
        };
        self.meeting = Some(Box::new(meeting));
        Task::batch([comments, agenda])
    }

    /// What has a menu of its own on the page, the meeting itself first.
    pub(crate) fn with_menus(&self) -> Vec<(iced::widget::Id, items::Message)> {
        let comments = self.meeting.iter().flat_map(|meeting| meeting.comments.iter().map(|comment| comment.id));
        items::menus(std::iter::once(self.id).chain(comments), std::iter::empty())
    }

    /// The menu of the meeting, or of a comment on it.
    fn menu(&self, item: RecordId, at: At, around: Around) -> Action {
        let Some(meeting) = &self.meeting else { return Action::Run(Task::none()) };
        if item == self.id {
            let menu = Menu::new(Heading::Words(meeting.row.title.clone()), lines(meeting, around));
            return Action::Menu(menu, at);
        }
        match meeting.comments.iter().find(|comment| comment.id == item) {
            Some(comment) => Action::Menu(items::of_comment(comment, around).map(Message::Items), at),
            None => Action::Run(Task::none()),
        }
    }
}

fn lines(meeting: &Meeting, around: Around) -> Vec<Line<Message>> {
    let mut lines = Vec::new();
    if around.writes {
        lines.push(Line::new(Icon::Feather, "meeting-recap-write", Message::Recap));
    }
    if meeting.mine_to_change {
        lines.push(Line::new(Icon::Pencil, "edit", Message::Change).by(Key::Edit));
        lines.push(if meeting.row.called_off {
            Line::new(Icon::Accepted, "meeting-on", Message::CallOff(false))
        } else {
            Line::new(Icon::Close, "meeting-off", Message::CallOff(true))
        });
    }
    let of = Of { item: meeting.row.id, author: &meeting.row.author, hidden: meeting.row.hidden };
    lines.extend(items::judging(of, around).into_iter().map(|line| line.map(Message::Items)));
    lines
}

fn text_event(event: markdown::Event) -> Action {
    match event {
        markdown::Event::Link(link) => Action::Link(link),
        markdown::Event::Copy(code) => Action::Copy(code),
        markdown::Event::Passage(_) | markdown::Event::Settle(_) | markdown::Event::Asked(_) => {
            Action::Run(Task::none())
        }
    }
}
