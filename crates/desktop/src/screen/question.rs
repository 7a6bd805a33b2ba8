//! A question with its answers.

mod view;

use std::collections::HashMap;

use commonplace_core::id::RecordId;
use commonplace_learning::reading::Link;
use commonplace_node::answer::{Blob, Draft, OtherDraft, Question, Written};
use commonplace_node::command::{Command, Vote};
use commonplace_node::error::Error;
use commonplace_node::sheet::joined;
use iced::Task;
use iced::widget::text_editor::{Action as Edit, Content};

use super::PAGE_SCROLL;
use super::attachments::{self, Attachments};
use super::comments::{self, Comments};
use super::judge::{self, Deed, Judge};
use crate::ask::{One, Reach};
use crate::draft::Keeper;
use crate::reading::{self, Reading};
use crate::theme::Colors;
use crate::ui::card::Card;
use crate::widget::{markdown, travel};

/// The name of the accepted answer, for going there.
const ACCEPTED: &str = "accepted-answer";
/// The name of the answer's field, for giving it the focus.
pub(crate) const ANSWER: &str = "answer";

/// A question that is open.
#[derive(Debug)]
pub(crate) struct Page {
    id: RecordId,
    question: Option<Box<Question>>,
    /// The texts on the page: the question's own and one for each answer.
    readings: HashMap<RecordId, Reading>,
    attachments: Attachments,
    comments: Comments,
    judge: Judge,
    answer: Content,
    keeper: Keeper,
    /// What other laptops of this person have of the answer besides.
    others: Vec<OtherDraft>,
    /// What is selected in one of the texts.
    selected: Option<String>,
    /// The item of which all that can be done is shown.
    more: Option<RecordId>,
    busy: bool,
    refused: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The question has come.
    Loaded(RecordId, Box<One<Question>>),
    /// A text of it is ready.
    Reading(RecordId, reading::Message),
    /// Somebody does something in a text.
    Text(markdown::Event),
    /// What had been written of an answer before came.
    Draft(One<Draft>),
    /// Another laptop has written or ended it; this is how it is now.
    Again(One<Draft>),
    /// Somebody puts what the first other laptop has below their own.
    AddOther,
    /// Something is wrong with an item, or is to be hidden or taken back.
    Judge(judge::Message),
    /// Somebody wants to see all that can be done with an item, or no longer.
    More(RecordId),
    /// Somebody wants this text as it is written.
    CopyMarkdown(RecordId),
    /// Somebody wants to see the answer that was accepted.
    ToAccepted,
    /// Somebody writes an answer.
    Edit(Edit),
    /// The draft is kept.
    Kept(bool),
    /// Somebody publishes the answer.
    Publish,
    /// The answer is written.
    Published(One<Written>),
    /// Somebody accepts an answer.
    Accept(RecordId),
    /// Somebody votes.
    Vote(RecordId, Vote),
    /// It is written.
    Done(One<Written>),
    /// Comments.
    Comments(comments::Message),
    /// Attachments.
    Attachments(attachments::Message),
    /// Somebody wants to see the note that it is about.
    About(RecordId, Option<String>),
    /// Somebody wants to leave.
    Back,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That this note be opened, at this passage if one is meant.
    Note(RecordId, Option<String>),
    /// That a link be looked at.
    Link(Link),
    /// That an attachment be saved.
    Save(Box<Blob>),
    /// That this be put into the clipboard.
    Copy(String),
    /// That it be taken back, in a while in which somebody may think better of it.
    TakeBack(Box<Card>),
    /// That the list be shown again.
    Back,
}

impl Page {
    /// Opens a question.
    pub(crate) fn open(id: RecordId, reach: &Reach) -> (Self, Task<Message>) {
        let keeper = Keeper::new(format!("answer:{id}"));
        let draft = reach.one(Command::DraftRead { key: keeper.key().to_owned() }, Message::Draft);
        let page = Self {
            id,
            question: None,
            readings: HashMap::new(),
            attachments: Attachments::default(),
            comments: Comments::default(),
            judge: Judge::default(),
            answer: Content::new(),
            keeper,
            others: Vec::new(),
            selected: None,
            more: None,
            busy: false,
            refused: None,
        };
        let task = Task::batch([page.load(reach), draft]);
        (page, task)
    }

    /// Which question it is.
    pub(crate) fn id(&self) -> RecordId {
        self.id
    }

    /// What is arriving.
    pub(crate) fn attachments_mut(&mut self) -> &mut Attachments {
        &mut self.attachments
    }

    /// Reads the question again.
    pub(crate) fn load(&self, reach: &Reach) -> Task<Message> {
        let id = self.id;
        reach.one(Command::QuestionShow { question: id.into() }, move |one| Message::Loaded(id, Box::new(one)))
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        let recolored = |(id, reading): (&RecordId, &mut Reading)| {
            let id = *id;
            reading.recolor(colors).map(move |message| Message::Reading(id, message))
        };
        Task::batch(self.readings.iter_mut().map(recolored))
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach, colors: Colors) -> Action {
        let task = match message {
            Message::Loaded(id, question) if id == self.id => self.loaded(*question, reach, colors),
            Message::Loaded(..) => Task::none(),
            Message::Reading(id, message) => self.read(id, message, reach),
            Message::Text(event) => return self.text_event(event),
            Message::Draft(draft) => self.found(draft),
            Message::Again(draft) => {
                self.found_again(draft);
                Task::none()
            }
            Message::AddOther => self.add_other(reach),
            Message::Judge(judge::Message::Begin(item, Deed::TakeBack)) if item == self.id => {
                let card = self.question.as_ref().map(|question| Box::new(Card::from(question.row.clone())));
                return card.map_or_else(|| Action::Run(Task::none()), Action::TakeBack);
            }
            Message::Judge(message) => match self.judge.update(message, reach) {
                judge::Action::Run(task) => task.map(Message::Judge),
                judge::Action::Done => self.load(reach),
            },
            Message::More(item) => {
                self.more = (self.more != Some(item)).then_some(item);
                Task::none()
            }
            Message::CopyMarkdown(item) => return Action::Copy(self.as_markdown(item)),
            Message::ToAccepted => travel::to(PAGE_SCROLL, ACCEPTED.into()),
            Message::Edit(edit) => self.edit(edit, reach),
            Message::Kept(well) => reach.keep(self.keeper.done(well), Message::Kept),
            Message::Publish => self.publish(reach),
            Message::Published(written) => self.published(written, reach),
            Message::Accept(answer) => reach.one(Command::Accept { answer: answer.into() }, Message::Done),
            Message::Vote(item, vote) => reach.one(Command::Vote { item: item.into(), vote }, Message::Done),
            Message::Done(written) => {
                self.refused = written.err();
                self.load(reach)
            }
            Message::Comments(message) => match self.comments.update(message, reach) {
                comments::Action::Run(task) => task.map(Message::Comments),
                comments::Action::Changed(task) => Task::batch([task.map(Message::Comments), self.load(reach)]),
            },
            Message::Attachments(message) => match self.attachments.update(message, reach, Message::Attachments) {
                attachments::Action::Run(task) => task,
                attachments::Action::Save(blob) => return Action::Save(blob),
                attachments::Action::Changed(refused) => {
                    self.refused = refused;
                    self.load(reach)
                }
            },
            Message::About(note, passage) => return Action::Note(note, passage),
            Message::Back => return Action::Back,
        };
        Action::Run(task)
    }

    fn loaded(&mut self, question: One<Question>, reach: &Reach, colors: Colors) -> Task<Message> {
        let question = match question {
            Ok(question) => question,
            Err(error) => {
                self.refused = Some(error);
                return Task::none();
            }
        };
        // A text that was away has come.
        self.refused.take_if(|error| matches!(error, Error::TextAway { .. }));
        let own = (self.id, &question.text, &question.blobs);
        let replies = question.replies.iter().map(|reply| (reply.id, &reply.text, &reply.blobs));
        let shown = self.question.take();
        let mut tasks = Vec::new();
        for (id, text, blobs) in std::iter::once(own).chain(replies) {
            let same = shown.as_ref().is_some_and(|shown| text_in(shown, id) == Some(text));
            let reading = self.readings.entry(id).or_default();
            let task =
                if same { reading.arrived(blobs.clone(), reach) } else { reading.show(text, blobs.clone(), colors) };
            tasks.push(task.map(move |message| Message::Reading(id, message)));
        }
        self.question = Some(Box::new(question));
        Task::batch(tasks)
    }

    fn read(&mut self, id: RecordId, message: reading::Message, reach: &Reach) -> Task<Message> {
        let Some(reading) = self.readings.get_mut(&id) else { return Task::none() };
        reading.update(message, Some(reach)).map(move |message| Message::Reading(id, message))
    }

    fn found(&mut self, draft: One<Draft>) -> Task<Message> {
        let Ok(draft) = draft else { return Task::none() };
        self.others.clone_from(&draft.others);
        if self.answer.is_empty() && !draft.text.is_empty() {
            self.answer = Content::with_text(&draft.text);
            self.keeper.found(&draft);
        }
        Task::none()
    }

    /// What was only read here, or went on elsewhere, follows; what was typed here stays.
    fn found_again(&mut self, draft: One<Draft>) {
        let Ok(draft) = draft else { return };
        self.others.clone_from(&draft.others);
        if !self.busy && self.keeper.is_overtaken(&draft, &self.written()) {
            self.answer = Content::with_text(&draft.text);
            self.keeper.found(&draft);
        }
    }

    /// Another laptop has written or ended a draft of this name: if it is ours, it is looked at again.
    pub(crate) fn look_again(&self, key: &str, reach: &Reach) -> Task<Message> {
        if key != self.keeper.key() {
            return self.comments.look_again(key, reach).map(Message::Comments);
        }
        reach.one(Command::DraftRead { key: key.to_owned() }, Message::Again)
    }

    fn add_other(&mut self, reach: &Reach) -> Task<Message> {
        if self.others.is_empty() {
            return Task::none();
        }
        let OtherDraft { id, text, .. } = self.others.remove(0);
        let Some(text) = text else { return Task::none() };
        self.answer = Content::with_text(&joined(&self.written(), &text));
        self.keeper.holds(id);
        reach.keep(self.keeper.keep(self.written()), Message::Kept)
    }

    /// What stands in the field; nothing when it says nothing.
    fn written(&self) -> String {
        let text = self.answer.text();
        if text.trim().is_empty() { String::new() } else { text }
    }

    /// Puts away what lies over the page; false when nothing does.
    pub(crate) fn put_away(&mut self) -> bool {
        self.judge.put_away() || self.more.take().is_some()
    }

    /// What is selected, or a whole text, as it is written.
    fn as_markdown(&self, item: RecordId) -> String {
        let whole = || self.question.as_ref().and_then(|question| text_in(question, item)).cloned();
        let written = |words: &String| {
            let found = self
                .readings
                .values()
                .find_map(|reading| reading.passage(words).map(|(place, _)| reading.written(place).to_owned()));
            found.unwrap_or_else(|| words.clone())
        };
        self.selected.as_ref().map(written).or_else(whole).unwrap_or_default()
    }

    fn text_event(&mut self, event: markdown::Event) -> Action {
        match event {
            markdown::Event::Link(link) => return Action::Link(link),
            markdown::Event::Copy(code) => return Action::Copy(code),
            markdown::Event::Selected(words) => self.selected = words,
            markdown::Event::Passage(_) | markdown::Event::Settle(_) | markdown::Event::Asked(_) => {}
        }
        Action::Run(Task::none())
    }

    fn edit(&mut self, edit: Edit, reach: &Reach) -> Task<Message> {
        let is_change = edit.is_edit();
        self.answer.perform(edit);
        if !is_change {
            return Task::none();
        }
        reach.keep(self.keeper.keep(self.written()), Message::Kept)
    }

    fn publish(&mut self, reach: &Reach) -> Task<Message> {
        if !self.can_publish() {
            return Task::none();
        }
        self.busy = true;
        self.refused = None;
        let command = Command::Answer { question: self.id.into(), text: self.answer.text() };
        reach.one(command, Message::Published)
    }

    fn published(&mut self, written: One<Written>, reach: &Reach) -> Task<Message> {
        self.busy = false;
        match written {
            Ok(_) => {
                self.answer = Content::new();
                Task::batch([reach.keep(self.keeper.keep(String::new()), Message::Kept), self.load(reach)])
            }
            Err(error) => {
                self.refused = Some(error);
                Task::none()
            }
        }
    }

    fn can_publish(&self) -> bool {
        !self.busy && !self.answer.text().trim().is_empty()
    }
}

fn text_in(question: &Question, id: RecordId) -> Option<&String> {
    if question.row.id == id {
        return Some(&question.text);
    }
    question.replies.iter().find(|reply| reply.id == id).map(|reply| &reply.text)
}
