//! What all open items have in common, whether a note, a question, a quick vote or a meeting: what they ask of the window, and
//! what becomes of comments, files, votes, menus and links on their pages.

use commonplace_core::id::RecordId;
use commonplace_learning::reading::Link;
use commonplace_node::answer::{Blob, Comment};
use iced::Task;

use super::attachments::{Attachments, Whereto};
use super::items::{self, Around, Items};
use super::menu::{At, Menu};
use super::note::Goal;
use crate::ask::Reach;
use crate::ui::card::{Card, Item};
use crate::widget::markdown;

/// What an open item asks for.
#[derive(Debug)]
pub(crate) enum Action<Message, Own> {
    /// That this be done.
    Run(Task<Message>),
    /// That this be opened, with a way back; a note at this place if one is meant.
    Open(Item, Option<Goal>),
    /// That a link be looked at.
    Link(Link),
    /// That an attachment be saved.
    Save(Box<Blob>, Whereto),
    /// That this be put into the clipboard.
    Copy(String),
    /// That it be taken back, in a while in which somebody may think better of it.
    TakeBack(Box<Card>),
    /// That it be shown what can be done.
    Menu(Menu<Message>, At),
    /// That the list be shown again.
    Back,
    /// What only items of its kind ask for.
    Own(Own),
}

impl<Message, Own> Action<Message, Own> {
    /// Nothing.
    pub(crate) fn none() -> Self {
        Self::Run(Task::none())
    }

    /// What is done in any text.
    pub(crate) fn of_text(event: markdown::Event) -> Self {
        match event {
            markdown::Event::Link(link) => Self::Link(link),
            markdown::Event::Copy(code) => Self::Copy(code),
            markdown::Event::Asked(question) => Self::Open(Item::Question(question), None),
            markdown::Event::Disputed(dispute) => Self::Open(Item::Dispute(dispute), None),
            // Asking about a passage, and settling one, belong to the text of a note alone.
            markdown::Event::Passage(_) | markdown::Event::Settle(_) => Self::none(),
        }
    }
}

/// What an open item asks for, by its page.
pub(crate) type Asks<Page> = Action<<Page as Open>::Message, <Page as Open>::Own>;

/// The page of an open item.
pub(crate) trait Open: 'static {
    /// What happens on it.
    type Message: Send + 'static;
    /// What only pages of its kind ask for.
    type Own;

    /// The same as a message of the page.
    fn told(message: items::Message) -> Self::Message;

    /// Which item it is.
    fn id(&self) -> RecordId;

    /// Comments, files, votes, and what is wrong with it.
    fn items_mut(&mut self) -> &mut Items;

    /// The same, to be looked at.
    fn items(&self) -> &Items;

    /// The item as it stands in lists, once it has come.
    fn card(&self) -> Option<Card>;

    /// Reads the item again.
    fn load(&self, reach: &Reach) -> Task<Self::Message>;

    /// The menu of the item, or of what else than a comment stands on its page.
    fn own_menu(&self, item: RecordId, around: Around) -> Option<Menu<Self::Message>>;

    /// A comment on the page.
    fn comment(&self, id: RecordId) -> Option<&Comment>;

    /// Somebody does something in a text.
    fn in_text(&mut self, event: markdown::Event) -> Asks<Self> {
        Action::of_text(event)
    }

    /// What is arriving.
    fn attachments_mut(&mut self) -> &mut Attachments {
        self.items_mut().attachments_mut()
    }

    /// Another laptop has written or ended a draft of this name: if it is of something here, it is looked at again.
    fn look_again(&self, key: &str, reach: &Reach) -> Task<Self::Message> {
        self.items().look_again(key, reach).map(Self::told)
    }

    /// Puts away what lies over the page; false when nothing does.
    fn put_away(&mut self) -> bool {
        self.items_mut().put_away()
    }

    /// Somebody does something with the item, or with one that stands on its page.
    fn with_items(&mut self, message: items::Message, reach: &Reach, around: Around) -> Asks<Self> {
        if message.takes_back(self.id()) {
            return self.card().map_or_else(Action::none, |card| Action::TakeBack(Box::new(card)));
        }
        match self.items_mut().update(message, reach) {
            items::Action::Run(task) => Action::Run(task.map(Self::told)),
            items::Action::Save(blob, whereto) => Action::Save(blob, whereto),
            items::Action::Changed(task) => Action::Run(Task::batch([task.map(Self::told), self.load(reach)])),
            items::Action::Menu(item, at) => {
                let of_comment = || Some(items::of_comment(self.comment(item)?, around).map(Self::told));
                let menu = self.own_menu(item, around).or_else(of_comment);
                menu.map_or_else(Action::none, |menu| Action::Menu(menu, at))
            }
            items::Action::Lines(menu, at) => Action::Menu(menu.map(Self::told), at),
            items::Action::Text(event) => self.in_text(event),
        }
    }
}
