//! A quick vote: its options, what was chosen, and the way to the next round.

mod view;

use commonplace_core::id::RecordId;
use commonplace_learning::reading::Link;
use commonplace_node::answer::{Blob, QuickVote, Written};
use commonplace_node::command::{Chosen, Command};
use iced::Task;
use iced::widget::Id;

use super::attachments::Whereto;
use super::comments;
use super::items::{self, Around, Items, Of};
use super::judge::{self, Deed};
use super::menu::{At, Heading, Line, Menu};
use crate::ask::{One, Reach};
use crate::icon::Icon;
use crate::theme::Colors;
use crate::ui::card::{Card, Item};
use crate::widget::markdown;
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
    /// It was written, or not.
    Done(RecordId, One<Written>),
    /// Somebody does something with it or with a comment.
    Items(items::Message),
    /// Somebody has selected words, or no longer any.
    Selected(Selecting),
    /// Somebody wants to see the note that it is about.
    About(RecordId, Option<String>),
    /// Somebody wants to see another quick vote.
    Open(RecordId),
    /// Somebody wants to leave.
    Back,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That this be opened, a note at this passage if one is meant.
    Open(Item, Option<String>),
    /// That something alike be asked after this one.
    Alike(Box<QuickVote>),
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
}

impl Page {
    /// Opens a quick vote.
    pub(crate) fn open(id: RecordId, reach: &Reach) -> (Self, Task<Message>) {
        let page = Self { id, vote: None, items: Items::default(), selected: None, busy: false };
        let task = page.load(reach);
        (page, task)
    }

    /// Which quick vote it is.
    pub(crate) fn id(&self) -> RecordId {
        self.id
    }

    /// Reads it again.
    pub(crate) fn load(&self, reach: &Reach) -> Task<Message> {
        let id = self.id;
        reach.one(Command::QuickVoteShow { vote: id.into() }, move |one| Message::Loaded(id, Box::new(one)))
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        self.items.recolor(colors).map(Message::Items)
    }

    /// Another laptop has written or ended a draft of this name: if it is of a comment here, it is looked at again.
    pub(crate) fn look_again(&self, key: &str, reach: &Reach) -> Task<Message> {
        self.items.look_again(key, reach).map(Message::Items)
    }

    /// Puts away what lies over the page; false when nothing does.
    pub(crate) fn put_away(&mut self) -> bool {
        self.items.put_away()
    }

    /// Everything that has a menu of its own, the quick vote first.
    pub(crate) fn with_menus(&self) -> Vec<(Id, items::Message)> {
        let comments = self.vote.iter().flat_map(|vote| &vote.replies).map(|comment| comment.id);
        items::menus(std::iter::once(self.id).chain(comments), std::iter::empty())
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach, colors: Colors, around: Around) -> Action {
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
                Some(vote) => return Action::Alike(vote.clone()),
                None => Task::none(),
            },
            Message::Done(id, written) if id == self.id => {
                self.busy = false;
                self.after(written, reach)
            }
            // Another one was opened meanwhile, or there is no such option.
            Message::Loaded(..) | Message::Done(..) | Message::Choose(_) => Task::none(),
            Message::Items(message) => return self.of_items(message, reach, around),
            Message::Selected(told) => items::selected(&mut self.selected, told),
            Message::About(note, passage) => return Action::Open(Item::Note(note), passage),
            Message::Open(vote) => return Action::Open(Item::QuickVote(vote), None),
            Message::Back => return Action::Back,
        };
        Action::Run(task)
    }

    fn of_items(&mut self, message: items::Message, reach: &Reach, around: Around) -> Action {
        if let items::Message::Judge(judge::Message::Begin(item, Deed::TakeBack)) = &message
            && *item == self.id
            && let Some(vote) = &self.vote
        {
            return Action::TakeBack(Box::new(vote.row.clone().into()));
        }
        match self.items.update(message, reach) {
            items::Action::Run(task) => Action::Run(task.map(Message::Items)),
            items::Action::Save(blob, whereto) => Action::Save(blob, whereto),
            items::Action::Changed(task) => Action::Run(Task::batch([task.map(Message::Items), self.load(reach)])),
            items::Action::Menu(item, at) => self.menu(item, at, around),
            items::Action::Lines(menu, at) => Action::Menu(menu.map(Message::Items), at),
            items::Action::Text(markdown::Event::Link(link)) => Action::Link(link),
            items::Action::Text(markdown::Event::Copy(code)) => Action::Copy(code),
            items::Action::Text(_) => Action::Run(Task::none()),
        }
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

    /// The menu of the quick vote, or of a comment.
    fn menu(&self, item: RecordId, at: At, around: Around) -> Action {
        let Some(vote) = &self.vote else { return Action::Run(Task::none()) };
        if item == self.id {
            let comment = items::Message::Comments(comments::Message::Begin(self.id));
            let mut lines = vec![
                Line::new(Icon::Comment, "comment", Message::Items(comment)),
                Line::new(Icon::Tasks, "vote-alike", Message::Alike),
            ];
            let of = Of { item, author: &vote.row.author, hidden: vote.row.hidden };
            lines.extend(items::judging(of, around).into_iter().map(|line| line.map(Message::Items)));
            return Action::Menu(Menu::new(Heading::Words(vote.row.title.clone()), lines), at);
        }
        match vote.replies.iter().find(|comment| comment.id == item) {
            Some(comment) => Action::Menu(items::of_comment(comment, around).map(Message::Items), at),
            None => Action::Run(Task::none()),
        }
    }
}
