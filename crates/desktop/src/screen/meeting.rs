//! One meeting: when and where it is, who comes, what is to be done, and what came of it.

mod view;

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Comment, Happened, Meeting, Written};
use commonplace_node::command::{Comes, Command, MeetingChange};
use commonplace_node::error::Error;
use iced::Task;

use super::items::{self, Around, Items, Of};
use super::menu::{Heading, Line, Menu};
use super::open::{Action, Asks, Open};
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
    /// Somebody wants to see a dispute.
    Dispute(RecordId),
    /// Somebody wants to see all meetings.
    All,
    /// Somebody wants to leave.
    Back,
}

/// What only a meeting asks for.
#[derive(Debug)]
pub(crate) enum Own {
    /// That it be changed.
    Change(Box<Meeting>),
    /// That a note be begun which tells of it, from what happened.
    Recap(Box<Happened>),
    /// That all meetings be shown.
    All,
}

impl Open for Page {
    type Message = Message;
    type Own = Own;

    fn told(message: items::Message) -> Message {
        Message::Items(message)
    }

    fn id(&self) -> RecordId {
        self.id
    }

    fn items_mut(&mut self) -> &mut Items {
        &mut self.items
    }

    fn items(&self) -> &Items {
        &self.items
    }

    fn card(&self) -> Option<Card> {
        self.meeting.as_ref().map(|meeting| meeting.row.clone().into())
    }

    fn load(&self, reach: &Reach) -> Task<Message> {
        let id = self.id;
        reach.one(Command::MeetingShow { meeting: id.into() }, move |one| Message::Loaded(id, Box::new(one)))
    }

    fn own_menu(&self, item: RecordId, around: Around) -> Option<Menu<Message>> {
        let meeting = self.meeting.as_ref().filter(|_| item == self.id)?;
        Some(Menu::new(Heading::Words(meeting.row.title.clone()), lines(meeting, around)))
    }

    fn comment(&self, id: RecordId) -> Option<&Comment> {
        self.meeting.as_ref()?.comments.iter().find(|comment| comment.id == id)
    }
}

impl Page {
    /// Opens a meeting.
    pub(crate) fn open(id: RecordId, reach: &Reach) -> (Self, Task<Message>) {
        let page = Self { id, meeting: None, agenda: Reading::default(), items: Items::default() };
        let task = page.load(reach);
        (page, task)
    }

    /// Whether this person may change it.
    pub(crate) fn is_mine_to_change(&self) -> bool {
        self.meeting.as_ref().is_some_and(|meeting| meeting.mine_to_change)
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        let agenda = self.agenda.recolor(colors).map(Message::Reading);
        Task::batch([agenda, self.items.recolor(colors).map(Message::Items)])
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach, colors: Colors, around: Around) -> Asks<Self> {
        let task = match message {
            Message::Loaded(id, meeting) if id == self.id => self.loaded(*meeting, reach, colors),
            // Another meeting was opened meanwhile.
            Message::Loaded(..) => Task::none(),
            Message::Reading(message) => self.agenda.update(message, Some(reach)).map(Message::Reading),
            Message::Text(event) => return Action::of_text(event),
            Message::Items(message) => return self.with_items(message, reach, around),
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
                return self.meeting.clone().map_or_else(Action::none, |meeting| Action::Own(Own::Change(meeting)));
            }
            Message::Recap => {
                let command = Command::MeetingHappened { meeting: self.id.into() };
                reach.one(command, |happened| Message::Happened(Box::new(happened)))
            }
            Message::Happened(happened) => match *happened {
                Ok(happened) => return Action::Own(Own::Recap(Box::new(happened))),
                Err(error) => self.refused(error),
            },
            Message::Note(note) => return Action::Open(Item::Note(note), None),
            Message::Dispute(dispute) => return Action::Open(Item::Dispute(dispute), None),
            Message::All => return Action::Own(Own::All),
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
