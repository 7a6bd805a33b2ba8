//! One dispute: what is wrong, what says otherwise, who thinks what of it, and what was made from the passage.

mod view;

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Comment, Dispute, Written};
use commonplace_node::command::{Command, Weight};
use commonplace_node::error::Error;
use iced::Task;

use super::items::{self, Around, Items, Of};
use super::menu::{Heading, Line, Menu};
use super::note::Goal;
use super::open::{Action, Asks, Open};
use crate::ask::{One, Reach};
use crate::icon::Icon;
use crate::reading::{self, Reading};
use crate::theme::Colors;
use crate::ui::card::{Card, Item};
use crate::widget::markdown;

/// A dispute that is open.
#[derive(Debug)]
pub(crate) struct Page {
    id: RecordId,
    dispute: Option<Box<Dispute>>,
    why: Reading,
    items: Items,
    /// Why a moderator decides as they do.
    reason: String,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The dispute has come.
    Loaded(RecordId, Box<One<Dispute>>),
    /// Why is ready to be read.
    Reading(reading::Message),
    /// Somebody does something in a text.
    Text(markdown::Event),
    /// Comments, and what is wrong with the dispute itself.
    Items(items::Message),
    /// Somebody says what they think.
    Weigh(Weight),
    /// A moderator types a reason.
    Reason(String),
    /// They decide.
    Rule(bool),
    /// Somebody says that it is corrected, or no longer says so.
    Correct(bool),
    /// That is written, or not.
    Done(One<Written>),
    /// A ruling is written, or not.
    Ruled(One<Written>),
    /// Somebody goes to what is disputed.
    Passage,
    /// Somebody goes to what says otherwise.
    Source,
    /// Somebody opens what was made from it.
    Open(Item),
    /// Somebody wants to see all disputes.
    All,
    /// Somebody wants to leave.
    Back,
}

/// What only a dispute asks for.
#[derive(Debug)]
pub(crate) enum Own {
    /// That all disputes be shown.
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
        self.dispute.as_ref().map(|dispute| dispute.row.clone().into())
    }

    fn load(&self, reach: &Reach) -> Task<Message> {
        let id = self.id;
        reach.one(Command::DisputeShow { dispute: id.into() }, move |one| Message::Loaded(id, Box::new(one)))
    }

    fn own_menu(&self, item: RecordId, around: Around) -> Option<Menu<Message>> {
        let dispute = self.dispute.as_ref().filter(|_| item == self.id)?;
        Some(Menu::new(Heading::Words(dispute.row.claim.clone()), lines(dispute, around)))
    }

    fn comment(&self, id: RecordId) -> Option<&Comment> {
        self.dispute.as_ref()?.replies.iter().find(|comment| comment.id == id)
    }
}

impl Page {
    /// Opens a dispute.
    pub(crate) fn open(id: RecordId, reach: &Reach) -> (Self, Task<Message>) {
        let (why, items) = (Reading::default(), Items::default());
        let page = Self { id, dispute: None, why, items, reason: String::new() };
        let task = page.load(reach);
        (page, task)
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        let why = self.why.recolor(colors).map(Message::Reading);
        Task::batch([why, self.items.recolor(colors).map(Message::Items)])
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach, colors: Colors, around: Around) -> Asks<Self> {
        let dispute = self.id.into();
        let task = match message {
            Message::Loaded(id, dispute) if id == self.id => self.loaded(*dispute, reach, colors),
            // Another one was opened meanwhile.
            Message::Loaded(..) => Task::none(),
            Message::Reading(message) => self.why.update(message, Some(reach)).map(Message::Reading),
            Message::Text(event) => return Action::of_text(event),
            Message::Items(message) => return self.with_items(message, reach, around),
            Message::Weigh(weight) => reach.one(Command::DisputeWeigh { dispute, weight }, Message::Done),
            Message::Reason(reason) => {
                self.reason = reason;
                Task::none()
            }
            Message::Rule(upheld) => {
                let reason = self.reason.trim().to_owned();
                reach.one(Command::DisputeRule { dispute, upheld, reason }, Message::Ruled)
            }
            Message::Correct(corrected) => reach.one(Command::DisputeCorrected { dispute, corrected }, Message::Done),
            Message::Ruled(Ok(_)) => {
                self.reason.clear();
                self.load(reach)
            }
            Message::Done(Ok(_)) => self.load(reach),
            Message::Done(Err(error)) | Message::Ruled(Err(error)) => self.refused(error),
            Message::Passage => return self.to_passage(),
            Message::Source => return self.to_source(),
            Message::Open(item) => return Action::Open(item, None),
            Message::All => return Action::Own(Own::All),
            Message::Back => return Action::Back,
        };
        Action::Run(task)
    }

    fn to_passage(&self) -> Asks<Self> {
        let Some(dispute) = &self.dispute else { return Action::none() };
        let row = &dispute.row;
        // Of what stands in an answer no place is known beforehand.
        let words = row.passage.clone().filter(|_| row.item == row.thread);
        Action::Open(Item::of_kind(&row.kind, row.thread), words.map(Goal::Passage))
    }

    fn to_source(&self) -> Asks<Self> {
        let source = self.dispute.as_ref().and_then(|dispute| dispute.source.as_ref());
        let Some((source, kind)) = source.and_then(|source| Some((source, source.kind.as_ref()?))) else {
            return Action::none();
        };
        let words = source.passage.clone().filter(|_| source.item == source.thread);
        Action::Open(Item::of_kind(kind, source.thread), words.map(Goal::Passage))
    }

    fn refused(&mut self, error: Error) -> Task<Message> {
        self.items.refuse(error);
        Task::none()
    }

    fn loaded(&mut self, dispute: One<Dispute>, reach: &Reach, colors: Colors) -> Task<Message> {
        let dispute = match dispute {
            Ok(dispute) => dispute,
            Err(error) => return self.refused(error),
        };
        let comments = self.items.came(dispute.replies.iter(), reach, colors).map(Message::Items);
        let same = self.dispute.as_ref().is_some_and(|shown| shown.why == dispute.why);
        let why =
            if same { Task::none() } else { self.why.show(&dispute.why, Vec::new(), colors).map(Message::Reading) };
        self.dispute = Some(Box::new(dispute));
        Task::batch([comments, why])
    }

    /// What has a menu of its own on the page, the dispute itself first.
    pub(crate) fn with_menus(&self) -> Vec<(iced::widget::Id, items::Message)> {
        let comments = self.dispute.iter().flat_map(|dispute| dispute.replies.iter().map(|comment| comment.id));
        items::menus(std::iter::once(self.id).chain(comments), std::iter::empty())
    }
}

fn lines(dispute: &Dispute, around: Around) -> Vec<Line<Message>> {
    let mut lines = vec![Line::new(Icon::Quote, "dispute-see-passage", Message::Passage)];
    if dispute.may_correct {
        lines.push(if dispute.corrected_by.is_some() {
            Line::new(Icon::Close, "dispute-not-corrected", Message::Correct(false))
        } else {
            Line::new(Icon::Check, "dispute-say-corrected", Message::Correct(true))
        });
    }
    let of = Of { item: dispute.row.id, author: &dispute.row.author, hidden: dispute.row.hidden };
    lines.extend(items::judging(of, around).into_iter().map(|line| line.map(Message::Items)));
    lines
}
