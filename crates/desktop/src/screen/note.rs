//! A note to read.

mod difference;
mod find;
mod turn;
mod versions;
mod view;

use std::ops::Range;

use commonplace_core::id::{CircleId, RecordId};
use commonplace_learning::reading::{Heading, Link, is_named};
use commonplace_node::answer::{Blob, Note, Written};
use commonplace_node::command::{Command, Vote};
use commonplace_node::error::Error;
use iced::widget::operation;
use iced::{Point, Task};

use self::find::Find;
use self::versions::Versions;
pub(crate) use self::view::{Around, hidden, inset, on_paper, tags};
use super::attachments::{self, Attachments};
use super::comments::{self, Comments};
use super::judge::{self, Deed, Judge};
use super::{PAGE_SCROLL, page_menu as menu};
use crate::ask::{One, Reach};
use crate::reading::{self, Reading};
use crate::theme::{Colors, space as gap};
use crate::ui::card::{Card, Item};
use crate::widget::markdown;
use crate::widget::markdown::view::{Beside, block_id, slug_id};
use crate::widget::travel;

/// A note that is open.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    id: RecordId,
    note: Option<Box<Note>>,
    reading: Reading,
    attachments: Attachments,
    comments: Comments,
    judge: Judge,
    refused: Option<Error>,
    /// Where a link led to, until everything above it has its size.
    goal: Option<Goal>,
    outline: Vec<Heading>,
    /// Whether somebody wants to see the outline; none as long as nobody said.
    outlined: Option<bool>,
    beside: Beside,
    /// Blocks that two people changed while apart, each with its place among those of the note.
    unsettled: Vec<(usize, usize)>,
    find: Option<Find>,
    selected: Option<String>,
    menu: Option<Point>,
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
    /// Somebody votes.
    Vote(Vote),
    /// The vote is written.
    Voted(One<Written>),
    /// Comments.
    Comments(comments::Message),
    /// Attachments.
    Attachments(attachments::Message),
    /// Something is wrong with it, or is to be hidden or taken back.
    Judge(judge::Message),
    /// Somebody wants files attached to it.
    Attach,
    /// Somebody wants to change it.
    Edit,
    /// Somebody wants to ask about it, or about what is selected in it.
    Ask,
    /// Somebody wants what is selected, or all of it, as Markdown.
    CopyMarkdown,
    /// Somebody wants the menu here, or at its usual place.
    Menu(Option<Point>),
    /// Somebody wants it away.
    MenuClose,
    /// Somebody wants to see the outline, or no longer.
    Outline,
    /// Somebody goes to a heading of it.
    Heading(String),
    /// Somebody looks for words in it.
    FindBegin,
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

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That it be changed, at this place if one is meant.
    Edit(Box<Note>, Option<Range<usize>>),
    /// That a question about it, or about this passage of it, be asked.
    Ask {
        /// The note.
        note: Box<Note>,
        /// The passage.
        quote: Option<String>,
    },
    /// That a link be looked at.
    Link(Link),
    /// That something else be opened.
    Open(Item),
    /// That an attachment be saved.
    Save(Box<Blob>),
    /// That files be attached to it.
    Attach,
    /// That this be put into the clipboard.
    Copy(String),
    /// That it be taken back, in a while in which somebody may think better of it.
    TakeBack(Box<Card>),
    /// That the list be shown again.
    Back,
}

impl Page {
    /// Opens a note, at this place if a link led to one.
    pub(crate) fn open(id: RecordId, goal: Option<Goal>, reach: &Reach) -> (Self, Task<Message>) {
        let page = Self {
            id,
            note: None,
            reading: Reading::default(),
            attachments: Attachments::default(),
            comments: Comments::default(),
            judge: Judge::default(),
            refused: None,
            goal,
            outline: Vec::new(),
            outlined: None,
            beside: Beside::nothing(),
            unsettled: Vec::new(),
            find: None,
            selected: None,
            menu: None,
            versions: None,
        };
        let task = page.load(reach);
        (page, task)
    }

    /// Which note it is.
    pub(crate) fn id(&self) -> RecordId {
        self.id
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
            Some(Goal::Heading(name)) => Some(self.reading.anchor(name).map_or_else(|| slug_id(name), block_id)),
            Some(Goal::Passage(words)) => self.reading.passage(words).and_then(|(_, block)| block).map(block_id),
        };
        if self.reading.is_complete() {
            self.goal = None;
        }
        there.map_or_else(Task::none, |there| travel::to(PAGE_SCROLL, there))
    }

    /// What is arriving.
    pub(crate) fn attachments_mut(&mut self) -> &mut Attachments {
        &mut self.attachments
    }

    /// Another laptop has written or ended a draft of this name: if it is ours, it is looked at again.
    pub(crate) fn look_again(&self, key: &str, reach: &Reach) -> Task<Message> {
        self.comments.look_again(key, reach).map(Message::Comments)
    }

    /// Whether its menu is open: arrows walk through it.
    pub(crate) fn has_menu(&self) -> bool {
        self.menu.is_some()
    }

    /// Puts away what lies over the note; false when nothing does.
    pub(crate) fn put_away(&mut self) -> bool {
        if self.menu.take().is_some() || self.versions.take().is_some() || self.judge.put_away() {
            return true;
        }
        if self.find.take().is_some() {
            self.beside.sought.clear();
            self.beside.current = None;
            return true;
        }
        self.outlined == Some(true) && self.outlined.take().is_some()
    }

    /// Reads the note again.
    pub(crate) fn load(&self, reach: &Reach) -> Task<Message> {
        let id = self.id;
        reach.one(Command::NoteShow { note: id.into() }, move |note| Message::Loaded(id, Box::new(note)))
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        self.reading.recolor(colors).map(Message::Reading)
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach, colors: Colors) -> Action {
        if !matches!(message, Message::Menu(_) | Message::Reading(_) | Message::Loaded(..)) {
            self.menu = None;
        }
        let task = match message {
            Message::Loaded(id, note) if id == self.id => self.loaded(*note, reach, colors),
            Message::Loaded(..) | Message::MenuClose => Task::none(),
            Message::Reading(message) => {
                let next = self.reading.update(message, Some(reach)).map(Message::Reading);
                self.mark();
                Task::batch([next, self.approach()])
            }
            Message::Text(event) => return self.text(event),
            Message::Attachments(message) => match self.attachments.update(message, reach, Message::Attachments) {
                attachments::Action::Run(task) => task,
                attachments::Action::Save(blob) => return Action::Save(blob),
                attachments::Action::Changed(refused) => {
                    self.refused = refused;
                    self.load(reach)
                }
            },
            Message::Attach => return Action::Attach,
            Message::Vote(vote) => {
                let command = Command::Vote { item: self.id.into(), vote };
                reach.one(command, Message::Voted)
            }
            Message::Voted(outcome) => {
                self.refused = outcome.err();
                self.load(reach)
            }
            Message::Comments(message) => match self.comments.update(message, reach) {
                comments::Action::Run(task) => task.map(Message::Comments),
                comments::Action::Changed(task) => Task::batch([task.map(Message::Comments), self.load(reach)]),
            },
            Message::Judge(judge::Message::Begin(item, Deed::TakeBack)) if item == self.id => {
                let card = self.note.as_ref().map(|note| Box::new(Card::from(note.row.clone())));
                return card.map_or_else(|| Action::Run(Task::none()), Action::TakeBack);
            }
            Message::Judge(message) => match self.judge.update(message, reach) {
                judge::Action::Run(task) => task.map(Message::Judge),
                judge::Action::Done => self.load(reach),
            },
            Message::Edit => return self.with_note(|note| Action::Edit(note, None)),
            Message::Ask => {
                let quote = self.selected.as_deref().map(|words| self.quoted(words));
                return self.with_note(|note| Action::Ask { note, quote });
            }
            Message::CopyMarkdown => return Action::Copy(self.as_markdown()),
            Message::Menu(at) => {
                self.menu = Some(at.unwrap_or(Point::new(gap::XXL, gap::XXL)));
                operation::focus(menu::FIRST)
            }
            Message::Open(item) => return Action::Open(item),
            Message::Back => return Action::Back,
            other => self.look(other, reach),
        };
        Action::Run(task)
    }

    /// What changes only how the note is looked at.
    fn look(&mut self, message: Message, reach: &Reach) -> Task<Message> {
        match message {
            Message::Outline => {
                self.outlined = Some(self.outlined != Some(true));
                Task::none()
            }
            Message::Heading(name) => self.go(name),
            Message::FindBegin => {
                let (find, task) = Find::begin();
                self.find = Some(find);
                task
            }
            Message::Find(find::Message::Close) => {
                self.put_away();
                Task::none()
            }
            Message::Find(message) => {
                let Some(find) = &mut self.find else { return Task::none() };
                let task = find.update(message, &self.reading);
                (self.beside.sought, self.beside.current) = (find.sought(), find.current());
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

    fn with_note(&self, action: impl FnOnce(Box<Note>) -> Action) -> Action {
        self.note.clone().map_or_else(|| Action::Run(Task::none()), action)
    }

    fn text(&mut self, event: markdown::Event) -> Action {
        match event {
            markdown::Event::Link(link) => match self.attached(&link) {
                Some(blob) => Action::Save(Box::new(blob.clone())),
                None => Action::Link(link),
            },
            markdown::Event::Copy(code) => Action::Copy(code),
            markdown::Event::Passage(place) => {
                let quote = Some(self.reading.written(place).to_owned());
                self.with_note(|note| Action::Ask { note, quote })
            }
            markdown::Event::Selected(words) => {
                self.selected = words;
                Action::Run(Task::none())
            }
            markdown::Event::Settle(place) => self.with_note(|note| Action::Edit(note, Some(place))),
            markdown::Event::Asked(question) => Action::Open(Item::Question(question)),
        }
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
        let both = note.both_edited.iter().enumerate();
        let found = both.filter_map(|(at, both)| Some((self.reading.passage(&both.passage)?.1?, at)));
        self.unsettled = found.collect();
    }

    fn loaded(&mut self, note: One<Note>, reach: &Reach, colors: Colors) -> Task<Message> {
        let note = match note {
            Ok(note) => note,
            Err(error) => {
                self.refused = Some(error);
                return Task::none();
            }
        };
        // A text that was away has come.
        self.refused.take_if(|error| matches!(error, Error::TextAway { .. }));
        let same_text = self.note.as_ref().is_some_and(|shown| shown.text == note.text);
        let blobs = note.blobs.clone();
        let task =
            if same_text { self.reading.arrived(blobs, reach) } else { self.reading.show(&note.text, blobs, colors) };
        self.note = Some(Box::new(note));
        self.mark();
        task.map(Message::Reading)
    }
}
