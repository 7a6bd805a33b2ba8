//! A quick vote: its options, what was chosen, and the way to the next round.

mod view;

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Comment, QuickVote, Written};
use commonplace_node::command::{Chosen, Command};
use iced::Task;
use iced::widget::Id;

use super::comments;
use super::items::{self, Around, Items, Of};
use super::menu::{Heading, Line, Menu};
use super::note::Goal;
use super::open::{Action, Asks, Open};
use crate::ask::{One, Reach};
use crate::icon::Icon;
use crate::keys::Key;
use crate::theme::Colors;
use crate::ui::card::{Card, Item};
use crate::widget::select::Selecting;

/// A quick vote that is open.
#[derive(Debug)]
pub(crate) struct Page {
    id: RecordId,
    vote: Option<Box<QuickVote>>,
    items: Items,
    /// What is selected in the comments.
    selected: Option<String>,
    /// Something that somebody chose or led is on its way.
    busy: bool,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The quick vote has come.
    Loaded(RecordId, Box<One<QuickVote>>),
    /// Somebody chooses the option of this number.
    Choose(usize),
    /// Somebody shows everybody what was chosen.
    Uncover,
    /// Somebody lets everybody vote again.
    Again,
    /// Somebody asks something alike.
    Alike,
    /// Somebody makes a card of it.
    Card,
    /// It was written, or not.
    Done(RecordId, One<Written>),
    /// Somebody does something with it or with a comment.
    Items(items::Message),
    /// Somebody has selected words, or no longer any.
    Selected(Selecting),
    /// Somebody wants to see the note that it is about.
    About(RecordId, Option<String>),
    /// Somebody wants to see a dispute.
    Dispute(RecordId),
    /// Somebody wants to see another quick vote.
    Open(RecordId),
    /// Somebody wants to leave.
    Back,
}

/// What only a quick vote asks for.
#[derive(Debug)]
pub(crate) enum Own {
    /// That something alike be asked after this one.
    Alike(Box<QuickVote>),
    /// That a card be made of it.
    Card(Box<QuickVote>),
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
        self.vote.as_ref().map(|vote| vote.row.clone().into())
    }

    fn load(&self, reach: &Reach) -> Task<Message> {
        let id = self.id;
        reach.one(Command::QuickVoteShow { vote: id.into() }, move |one| Message::Loaded(id, Box::new(one)))
    }

    fn own_menu(&self, item: RecordId, around: Around) -> Option<Menu<Message>> {
        let vote = self.vote.as_ref().filter(|_| item == self.id)?;
        let comment = items::Message::Comments(comments::Message::Begin(item));
        let mut lines = vec![
            Line::new(Icon::Comment, "comment", Message::Items(comment)),
            Line::new(Icon::Tasks, "vote-alike", Message::Alike),
        ];
        if vote.row.uncovered {
            lines.push(Line::new(Icon::Card, "card-make", Message::Card).by(Key::Card));
        }
        let of = Of { item, author: &vote.row.author, hidden: vote.row.hidden };
        lines.extend(items::judging(of, around).into_iter().map(|line| line.map(Message::Items)));
        Some(Menu::new(Heading::Words(vote.row.title.clone()), lines))
    }

    fn comment(&self, id: RecordId) -> Option<&Comment> {
        self.vote.as_ref()?.replies.iter().find(|comment| comment.id == id)
    }
}

impl Page {
    /// Opens a quick vote.
    pub(crate) fn open(id: RecordId, reach: &Reach) -> (Self, Task<Message>) {
        let page = Self { id, vote: None, items: Items::default(), selected: None, busy: false };
        let task = page.load(reach);
        (page, task)
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        self.items.recolor(colors).map(Message::Items)
    }

    /// Everything that has a menu of its own, the quick vote first.
    pub(crate) fn with_menus(&self) -> Vec<(Id, items::Message)> {
        let comments = self.vote.iter().flat_map(|vote| &vote.replies).map(|comment| comment.id);
        items::menus(std::iter::once(self.id).chain(comments), std::iter::empty())
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach, colors: Colors, around: Around) -> Asks<Self> {
        let id = self.id;
        let vote = || id.into();
        let task = match message {
            Message::Loaded(id, vote) if id == self.id => self.loaded(*vote, reach, colors),
            Message::Choose(option) if self.may_choose(option) => {
                self.write(Command::QuickVoteChoose { vote: vote(), option: Chosen::Number(option) }, reach)
            }
            Message::Uncover => self.write(Command::QuickVoteUncover { vote: vote() }, reach),
            Message::Again => self.write(Command::QuickVoteAgain { vote: vote() }, reach),
            Message::Alike => match &self.vote {
                Some(vote) => return Action::Own(Own::Alike(vote.clone())),
                None => Task::none(),
            },
            Message::Card => match &self.vote {
                Some(vote) => return Action::Own(Own::Card(vote.clone())),
                None => Task::none(),
            },
            Message::Done(id, written) if id == self.id => {
                self.busy = false;
                self.after(written, reach)
            }
            // Another one was opened meanwhile, or there is no such option.
            Message::Loaded(..) | Message::Done(..) | Message::Choose(_) => Task::none(),
            Message::Items(message) => return self.with_items(message, reach, around),
            Message::Selected(told) => items::selected(&mut self.selected, told),
            Message::About(note, passage) => return Action::Open(Item::Note(note), passage.map(Goal::Passage)),
            Message::Dispute(dispute) => return Action::Open(Item::Dispute(dispute), None),
            Message::Open(vote) => return Action::Open(Item::QuickVote(vote), None),
            Message::Back => return Action::Back,
        };
        Action::Run(task)
    }

    fn loaded(&mut self, vote: One<QuickVote>, reach: &Reach, colors: Colors) -> Task<Message> {
        match vote {
            Ok(vote) => {
                let came = self.items.came(vote.replies.iter(), reach, colors).map(Message::Items);
                self.vote = Some(Box::new(vote));
                came
            }
            Err(error) => {
                self.items.refuse(error);
                Task::none()
            }
        }
    }

    /// Whether there is an option of this number to choose now.
    fn may_choose(&self, option: usize) -> bool {
        self.vote.as_ref().is_some_and(|vote| vote.may_choose && (1..=vote.options.len()).contains(&option))
    }

    /// Whether what was chosen is shown.
    pub(crate) fn is_uncovered(&self) -> bool {
        self.vote.as_ref().is_some_and(|vote| vote.row.uncovered)
    }

    fn write(&mut self, command: Command, reach: &Reach) -> Task<Message> {
        if std::mem::replace(&mut self.busy, true) {
            return Task::none();
        }
        let id = self.id;
        reach.one(command, move |written| Message::Done(id, written))
    }

    fn after(&mut self, written: One<Written>, reach: &Reach) -> Task<Message> {
        if let Err(error) = written {
            self.items.refuse(error);
        }
        self.load(reach)
    }
}

/// The options that most chose in the last round that is uncovered, a line for each; nothing where nobody chose.
pub(crate) fn chosen_most(vote: &QuickVote) -> String {
    let round = vote.rounds.iter().rev().find(|round| !round.uncovered_by.is_empty());
    let counts = round.map(|round| round.counts.as_slice()).unwrap_or_default();
    let most = counts.iter().copied().max().filter(|most| *most > 0);
    let chosen = vote.options.iter().zip(counts).filter(|(_, count)| Some(**count) == most);
    chosen.map(|(option, _)| option.as_str()).collect::<Vec<_>>().join("\n\n")
}
