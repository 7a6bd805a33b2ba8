//! One card: both sides, where they were taken from, and when it comes again.

mod view;

use commonplace_core::id::RecordId;
use commonplace_node::answer::{self, CardSource, Comment, SourceState};
use commonplace_node::command::Command;
use iced::Task;

use super::comments;
use super::items::{self, Around, Items, Of};
use super::menu::{Heading, Line, Menu};
use super::note::Goal;
use super::open::{Action, Asks, Open};
use crate::ask::{One, Reach};
use crate::icon::Icon;
use crate::keys::Key;
use crate::reading::{self, Reading};
use crate::theme::Colors;
use crate::ui::card::{Card, Item};
use crate::widget::markdown;

/// A card that is open.
#[derive(Debug)]
pub(crate) struct Page {
    id: RecordId,
    card: Option<Box<answer::Card>>,
    front: Reading,
    back: Reading,
    items: Items,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The card has come.
    Loaded(RecordId, Box<One<answer::Card>>),
    /// Its front is ready.
    Front(reading::Message),
    /// Its back is ready.
    Behind(reading::Message),
    /// Somebody does something in a text.
    Text(markdown::Event),
    /// Comments, and what is wrong with the card.
    Items(items::Message),
    /// Somebody changes it.
    Change,
    /// Somebody wants to see what it was made from.
    Source,
    /// Somebody wants to see a dispute.
    Dispute(RecordId),
    /// Somebody wants to review.
    Review,
    /// Somebody wants to leave.
    Back,
}

/// What only a card asks for.
#[derive(Debug)]
pub(crate) enum Own {
    /// That it be changed.
    Change(Box<answer::Card>),
    /// That cards be reviewed.
    Review,
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
        self.card.as_ref().map(|card| card.row.clone().into())
    }

    fn load(&self, reach: &Reach) -> Task<Message> {
        let id = self.id;
        reach.one(Command::CardShow { card: id.into() }, move |one| Message::Loaded(id, Box::new(one)))
    }

    fn own_menu(&self, item: RecordId, around: Around) -> Option<Menu<Message>> {
        let card = self.card.as_ref().filter(|_| item == self.id)?;
        let mut lines = vec![Line::new(Icon::Card, "card-review", Message::Review)];
        if card.mine_to_change {
            lines.push(Line::new(Icon::Pencil, "edit", Message::Change).by(Key::Edit));
        }
        if card.source.as_ref().is_some_and(is_to_be_seen) {
            lines.push(Line::new(Icon::Quote, "card-source-open", Message::Source));
        }
        let comment = items::Message::Comments(comments::Message::Begin(item));
        lines.push(Line::new(Icon::Comment, "comment", Message::Items(comment)));
        let of = Of { item, author: &card.row.author, hidden: card.row.hidden };
        lines.extend(items::judging(of, around).into_iter().map(|line| line.map(Message::Items)));
        Some(Menu::new(Heading::Words(card.row.title.clone()), lines))
    }

    fn comment(&self, id: RecordId) -> Option<&Comment> {
        self.card.as_ref()?.replies.iter().find(|comment| comment.id == id)
    }
}

impl Page {
    /// Opens a card.
    pub(crate) fn open(id: RecordId, reach: &Reach) -> (Self, Task<Message>) {
        let (front, back) = (Reading::default(), Reading::default());
        let page = Self { id, card: None, front, back, items: Items::default() };
        let task = page.load(reach);
        (page, task)
    }

    /// Whether this person may change it.
    pub(crate) fn is_mine_to_change(&self) -> bool {
        self.card.as_ref().is_some_and(|card| card.mine_to_change)
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        let front = self.front.recolor(colors).map(Message::Front);
        let back = self.back.recolor(colors).map(Message::Behind);
        Task::batch([front, back, self.items.recolor(colors).map(Message::Items)])
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach, colors: Colors, around: Around) -> Asks<Self> {
        let task = match message {
            Message::Loaded(id, card) if id == self.id => self.loaded(*card, reach, colors),
            // Another card was opened meanwhile.
            Message::Loaded(..) => Task::none(),
            Message::Front(message) => self.front.update(message, Some(reach)).map(Message::Front),
            Message::Behind(message) => self.back.update(message, Some(reach)).map(Message::Behind),
            Message::Text(event) => return Action::of_text(event),
            Message::Items(message) => return self.with_items(message, reach, around),
            Message::Change => {
                return self.card.clone().map_or_else(Action::none, |card| Action::Own(Own::Change(card)));
            }
            Message::Dispute(dispute) => return Action::Open(Item::Dispute(dispute), None),
            Message::Source => {
                let source = self.card.as_ref().and_then(|card| card.source.as_ref());
                let to = source.filter(|source| is_to_be_seen(source)).map(seen);
                return to.map_or_else(Action::none, |(item, goal)| Action::Open(item, goal));
            }
            Message::Review => return Action::Own(Own::Review),
            Message::Back => return Action::Back,
        };
        Action::Run(task)
    }

    fn loaded(&mut self, card: One<answer::Card>, reach: &Reach, colors: Colors) -> Task<Message> {
        let card = match card {
            Ok(card) => card,
            Err(error) => {
                self.items.refuse(error);
                return Task::none();
            }
        };
        let comments = self.items.came(card.replies.iter(), reach, colors).map(Message::Items);
        let same = self.card.as_ref().is_some_and(|is| (&is.front, &is.back) == (&card.front, &card.back));
        let sides = if same {
            Task::none()
        } else {
            let front = self.front.show(&card.front, Vec::new(), colors).map(Message::Front);
            Task::batch([front, self.back.show(&card.back, Vec::new(), colors).map(Message::Behind)])
        };
        self.card = Some(Box::new(card));
        Task::batch([comments, sides])
    }

    /// What has a menu of its own on the page, the card itself first.
    pub(crate) fn with_menus(&self) -> Vec<(iced::widget::Id, items::Message)> {
        let comments = self.card.iter().flat_map(|card| card.replies.iter().map(|comment| comment.id));
        items::menus(std::iter::once(self.id).chain(comments), std::iter::empty())
    }
}

/// Whether what a card was made from can be opened.
pub(crate) fn is_to_be_seen(source: &CardSource) -> bool {
    matches!(source.state, SourceState::Here | SourceState::Changed)
}

/// What a card was made from, and the passage.
pub(crate) fn seen(source: &CardSource) -> (Item, Option<Goal>) {
    let item = Item::of_kind(source.kind.as_deref().unwrap_or_default(), source.thread);
    let passage = source.quote.clone().filter(|_| matches!(item, Item::Note(_)));
    (item, passage.map(Goal::Passage))
}
