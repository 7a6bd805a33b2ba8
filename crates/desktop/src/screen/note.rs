//! A note to read.

mod difference;
mod menu;
mod turn;
mod versions;
mod view;

use std::ops::Range;

use commonplace_core::id::{CircleId, RecordId};
use commonplace_learning::reading::{Document, Heading, Link, is_named};
use commonplace_node::answer::{Blob, Comment, Note};
use commonplace_node::command::Command;
use iced::Task;
use iced::widget::Id;

use self::versions::Versions;
pub(crate) use self::view::{inset, on_paper, tags};
use super::PAGE_SCROLL;
use super::attachments::Whereto;
use super::find::{self, Find};
use super::items::{self, Around, Items};
use super::menu::{Heading as Named, Menu};
use super::open::{Action, Asks, Open};
use crate::ask::{One, Reach};
use crate::reading::{self, Reading};
use crate::theme::Colors;
use crate::ui::card::{Card, Item};
use crate::widget::markdown::page::Beside;
use crate::widget::markdown::view::{block_id, slug_id};
use crate::widget::markdown::{self, Picture};
use crate::widget::select::Selecting;
use crate::widget::travel;

/// A note that is open.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    id: RecordId,
    note: Option<Box<Note>>,
    reading: Reading,
    items: Items,
    /// Where a link led to, until everything above it has its size.
    goal: Option<Goal>,
    outline: Vec<Heading>,
    /// Whether somebody wants to see the outline; none as long as nobody said.
    outlined: Option<bool>,
    beside: Beside,
    /// Blocks that are disputed, each with the place of the dispute among those of the note.
    disputed: Vec<(usize, usize)>,
    /// Blocks that two people changed while apart, each with its place among those of the note.
    unsettled: Vec<(usize, usize)>,
    find: Option<Find>,
    selected: Option<String>,
    versions: Option<Versions>,
}

/// A place in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Goal {
    /// A heading, by its name.
    Heading(String),
    /// A passage, by its words.
    Passage(String),
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The note has come.
    Loaded(RecordId, Box<One<Note>>),
    /// Its text is ready.
    Reading(reading::Message),
    /// Somebody does something in the text.
    Text(markdown::Event),
    /// Somebody does something with it, or with a comment on it.
    Items(items::Message),
    /// Somebody has selected words, or no longer any.
    Selected(Selecting),
    /// Somebody takes a title that another gave it at the same time, or the one that it has.
    Entitle(String),
    /// Somebody wants files attached to it.
    Attach,
    /// Somebody wants to change it.
    Edit,
    /// Somebody wants to ask about it, or about what is selected in it.
    Ask,
    /// Somebody wants to dispute it, or what is selected in it.
    BeginDispute,
    /// Somebody wants to see a dispute.
    Dispute(RecordId),
    /// Somebody wants to make a card from it, or from what is selected in it.
    Card,
    /// Somebody wants what is selected, or all of it, as Markdown.
    CopyMarkdown,
    /// Somebody wants to see the outline, or no longer.
    Outline,
    /// Somebody goes to a heading of it.
    Heading(String),
    /// They do.
    Find(find::Message),
    /// Somebody wants to know how it came to be.
    History,
    /// They look.
    Versions(versions::Message),
    /// Somebody opens what leads here.
    Open(Item),
    /// Somebody wants to leave.
    Back,
}

/// What only a note asks for.
#[derive(Debug)]
pub(crate) enum Own {
    /// That it be changed, at this place if one is meant.
    Edit(Box<Note>, Option<Range<usize>>),
    /// That a question about it, or about this passage of it, be asked.
    Ask {
        /// The note.
        note: Box<Note>,
        /// The passage.
        quote: Option<String>,
    },
    /// That it, or this passage of it, be disputed.
    Dispute {
        /// The note.
        note: Box<Note>,
        /// The passage.
        quote: Option<String>,
    },
    /// That a card be made from it, or from this passage of it.
    Card {
        /// The note.
        note: Box<Note>,
        /// The passage.
        quote: Option<String>,
    },
    /// That files be attached to it.
    Attach,
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
        self.note.as_ref().map(|note| note.row.clone().into())
    }

    fn load(&self, reach: &Reach) -> Task<Message> {
        let id = self.id;
        reach.one(Command::NoteShow { note: id.into() }, move |note| Message::Loaded(id, Box::new(note)))
    }

    fn own_menu(&self, item: RecordId, around: Around) -> Option<Menu<Message>> {
        let note = self.note.as_ref().filter(|_| item == self.id)?;
        Some(Menu::new(Named::Words(note.row.title.clone()), self.lines(note, around)))
    }

    fn put_away(&mut self) -> bool {
        if self.versions.take().is_some() || self.items.put_away() || self.find.take().is_some() {
            return true;
        }
        self.outlined == Some(true) && self.outlined.take().is_some()
    }

    fn comment(&self, id: RecordId) -> Option<&Comment> {
        self.note.as_ref()?.replies.iter().find(|reply| reply.id == id)
    }

    fn in_text(&mut self, event: markdown::Event) -> Asks<Self> {
        match event {
            markdown::Event::Link(link) => match self.attached(&link) {
                Some(blob) => Action::Save(Box::new(blob.clone()), Whereto::Usual),
                None => Action::Link(link),
            },
            markdown::Event::Passage(place) => {
                let quote = Some(self.reading.written(place).to_owned());
                self.with_note(|note| Own::Ask { note, quote })
            }
            markdown::Event::Settle(place) => self.with_note(|note| Own::Edit(note, Some(place))),
            other => Action::of_text(other),
        }
    }
}

impl Page {
    /// Opens a note, at this place if a link led to one.
    pub(crate) fn open(id: RecordId, goal: Option<Goal>, reach: &Reach) -> (Self, Task<Message>) {
        let page = Self {
            id,
            note: None,
            reading: Reading::default(),
            items: Items::default(),
            goal,
            outline: Vec::new(),
            outlined: None,
            beside: Beside::nothing(),
            disputed: Vec::new(),
            unsettled: Vec::new(),
            find: None,
            selected: None,
            versions: None,
        };
        let task = page.load(reach);
        (page, task)
    }

    /// In which circle it is, and its path there, once it has come.
    pub(crate) fn place(&self) -> Option<(CircleId, String)> {
        let row = &self.note.as_ref()?.row;
        Some((row.circle, row.path.clone().unwrap_or_default()))
    }

    /// Goes to a heading.
    pub(crate) fn go(&mut self, heading: String) -> Task<Message> {
        self.goal = Some(Goal::Heading(heading));
        self.approach()
    }

    /// Goes where a link led; again with every picture that comes, for it moves what is below.
    fn approach(&mut self) -> Task<Message> {
        let there = match &self.goal {
            None => None,
            Some(Goal::Heading(name)) => Some(self.place_named(name)),
            Some(Goal::Passage(words)) => {
                self.reading.passage(words).and_then(|(_, block)| block).map(|block| block_id(Some(self.id), block))
            }
        };
        if self.reading.is_complete() {
            self.goal = None;
        }
        there.map_or_else(Task::none, |there| travel::to(PAGE_SCROLL, there))
    }

    /// What stands at the heading of this name, or at the place to which its author gave it.
    pub(crate) fn place_named(&self, name: &str) -> Id {
        let block = self.reading.anchor(name);
        block.map_or_else(|| slug_id(Some(self.id), name), |block| block_id(Some(self.id), block))
    }

    /// The note and its text, once they have come.
    pub(crate) fn whole(&self) -> Option<(&Note, &Document)> {
        Some((self.note.as_ref()?, self.reading.document()?))
    }

    /// The pictures of its text, by what it calls them.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = (&str, &Picture)> {
        self.reading.pictures()
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        Task::batch([
            self.reading.recolor(colors).map(Message::Reading),
            self.items.recolor(colors).map(Message::Items),
        ])
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach, colors: Colors, around: Around) -> Asks<Self> {
        let task = match message {
            Message::Loaded(id, note) if id == self.id => self.loaded(*note, reach, colors),
            Message::Loaded(..) => Task::none(),
            Message::Reading(message) => {
                let next = self.reading.update(message, Some(reach)).map(Message::Reading);
                self.mark();
                Task::batch([next, self.approach()])
            }
            Message::Text(event) => return self.in_text(event),
            Message::Items(message) => {
                let action = self.with_items(message, reach, around);
                self.find_again();
                return action;
            }
            Message::Selected(told) => items::selected(&mut self.selected, told),
            Message::Entitle(title) => self.entitle(title, reach),
            Message::Attach => return Action::Own(Own::Attach),
            Message::Edit => return self.with_note(|note| Own::Edit(note, None)),
            Message::Ask => {
                let quote = self.selected.as_deref().map(|words| self.quoted(words));
                return self.with_note(|note| Own::Ask { note, quote });
            }
            Message::BeginDispute => {
                let quote = self.selected.as_deref().map(|words| self.quoted(words));
                return self.with_note(|note| Own::Dispute { note, quote });
            }
            Message::Dispute(dispute) => return Action::Open(Item::Dispute(dispute), None),
            Message::Card => {
                let quote = self.selected.as_deref().map(|words| self.quoted(words));
                return self.with_note(|note| Own::Card { note, quote });
            }
            Message::CopyMarkdown => return Action::Copy(self.as_markdown()),
            Message::Open(item) => return Action::Open(item, None),
            Message::Back => return Action::Back,
            other => self.look(other, reach),
        };
        Action::Run(task)
    }

    /// Of several titles that were given apart, one: that settles it for all.
    fn entitle(&self, title: String, reach: &Reach) -> Task<Message> {
        let command =
            Command::NoteEdit { note: self.id.into(), title: Some(title), tags: None, text: None, base: None };
        reach.one(command, |written| Message::Items(items::Message::Done(written)))
    }

    /// All texts in which something can be found.
    fn texts(&self) -> impl Iterator<Item = find::Text<'_>> {
        let title = self.note.as_ref().map_or("", |note| note.row.title.as_str());
        let replies = self.note.iter().flat_map(|note| &note.replies);
        let replies = replies.filter_map(|reply| Some((reply.id, self.items.reading(reply.id)?, "")));
        std::iter::once((self.id, &self.reading, title)).chain(replies)
    }

    /// What changes only how the note is looked at.
    fn look(&mut self, message: Message, reach: &Reach) -> Task<Message> {
        match message {
            Message::Outline => {
                self.outlined = Some(self.outlined != Some(true));
                Task::none()
            }
            Message::Heading(name) => self.go(name),
            Message::Find(message) => {
                let (find, task) = Find::happen(self.find.take(), message, self.texts());
                self.find = find;
                task
            }
            Message::History => {
                let Some(note) = &self.note else { return Task::none() };
                let (versions, task) = Versions::open(note, reach);
                self.versions = Some(versions);
                task.map(Message::Versions)
            }
            Message::Versions(message) => {
                let Some(versions) = &mut self.versions else { return Task::none() };
                match versions.update(message, reach) {
                    versions::Action::Run(task) => task.map(Message::Versions),
                    versions::Action::Close => {
                        self.versions = None;
                        self.load(reach)
                    }
                }
            }
            _ => Task::none(),
        }
    }

    fn with_note(&self, own: impl FnOnce(Box<Note>) -> Own) -> Asks<Self> {
        self.note.clone().map_or_else(Action::none, |note| Action::Own(own(note)))
    }

    /// Everything that has a menu of its own, the note first.
    pub(crate) fn with_menus(&self) -> Vec<(Id, items::Message)> {
        let replies = self.note.iter().flat_map(|note| note.replies.iter().map(|reply| reply.id));
        let blobs = self.note.iter().flat_map(|note| &note.blobs);
        items::menus(std::iter::once(self.id).chain(replies), blobs)
    }

    /// What is selected as it is written, or as it is read where it is not found.
    fn quoted(&self, words: &str) -> String {
        let written = self.reading.passage(words).map(|(place, _)| self.reading.written(place));
        written.unwrap_or(words).to_owned()
    }

    /// What is selected, or all of it, as it is written.
    fn as_markdown(&self) -> String {
        match (&self.selected, &self.note) {
            (Some(words), _) => self.quoted(words),
            (None, Some(note)) if note.text.trim_start().starts_with('#') => note.text.clone(),
            (None, Some(note)) => format!("# {}\n\n{}", note.row.title, note.text),
            (None, None) => String::new(),
        }
    }

    /// The attachment that a link leads to, if it is one.
    fn attached(&self, link: &Link) -> Option<&Blob> {
        let (Link::Address(name) | Link::Note(name)) = link;
        self.note.as_ref()?.blobs.iter().find(|blob| is_named(&blob.name, name))
    }

    /// Finds the places of what belongs to passages: when the text is ready, and when the note has changed.
    fn mark(&mut self) {
        self.outline = self.reading.headings();
        let Some(note) = &self.note else { return };
        let asked = note.leads_here.iter().filter(|lead| lead.state.is_some()).filter_map(|lead| {
            let (_, block) = self.reading.passage(lead.quote.as_deref()?)?;
            Some((block?, lead.id))
        });
        self.beside.asked = asked.collect();
        let disputes = note.disputes.iter().enumerate().filter(|(_, row)| row.item == self.id);
        let found = disputes.filter_map(|(at, row)| Some((self.reading.passage(row.passage.as_deref()?)?.1?, at)));
        self.disputed = found.collect();
        let both = note.both_edited.iter().enumerate();
        let found = both.filter_map(|(at, both)| Some((self.reading.passage(&both.passage)?.1?, at)));
        self.unsettled = found.collect();
        self.find_again();
    }

    /// Some text is another one now: what was found in it may stand elsewhere.
    fn find_again(&mut self) {
        self.find = self.find.take().map(|find| find.again(self.texts()));
    }

    fn loaded(&mut self, note: One<Note>, reach: &Reach, colors: Colors) -> Task<Message> {
        let note = match note {
            Ok(note) => note,
            Err(error) => {
                self.items.refuse(error);
                return Task::none();
            }
        };
        let came = self.items.came(note.replies.iter(), reach, colors).map(Message::Items);
        let same_text = self.note.as_ref().is_some_and(|shown| shown.text == note.text);
        let blobs = note.blobs.clone();
        let task =
            if same_text { self.reading.arrived(blobs, reach) } else { self.reading.show(&note.text, blobs, colors) };
        self.note = Some(Box::new(note));
        self.mark();
        Task::batch([came, task.map(Message::Reading)])
    }
}
