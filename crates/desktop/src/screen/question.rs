//! A question with its answers.

mod menu;
mod view;

use std::collections::HashMap;

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Comment, DisputeRow, Draft, OtherDraft, Question, Written};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::sheet::{below, joined};
use iced::Task;
use iced::widget::{Id, operation};

pub(crate) use self::view::{cited, passage};
use super::PAGE_SCROLL;
use super::find::{self, Find};
use super::items::{self, Around, Items};
use super::menu::Menu;
use super::note::Goal;
use super::open::{Action, Asks, Open};
use super::writing::{self, Writing};
use crate::ask::{One, Reach};
use crate::draft::Keeper;
use crate::reading::{self, Reading};
use crate::theme::Colors;
use crate::ui::card::{Card, Item};
use crate::widget::select::Selecting;
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
    items: Items,
    find: Option<Find>,
    answer: Writing,
    keeper: Keeper,
    /// What other laptops of this person have of the answer besides.
    others: Vec<OtherDraft>,
    /// What is selected in the texts.
    selected: Option<String>,
    /// The answer that is on its way.
    sent: Option<String>,
    /// It was sent from a page that is gone: it is no draft of this one.
    anew: bool,
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
    /// Somebody has selected words, or no longer any.
    Selected(Selecting),
    /// What had been written of an answer before came.
    Draft(One<Draft>),
    /// Another laptop has written or ended it; this is how it is now.
    Again(One<Draft>),
    /// Somebody puts what the first other laptop has below their own.
    AddOther,
    /// Somebody does something with it, with an answer or with a comment.
    Items(items::Message),
    /// Somebody wants what is selected, or this text, as it is written.
    CopyMarkdown(RecordId),
    /// They do.
    Find(find::Message),
    /// Somebody wants to see the answer that was accepted.
    ToAccepted,
    /// Somebody wants to answer.
    Answer,
    /// They write.
    Write(writing::Message),
    /// The draft is kept, or could not be.
    Kept,
    /// Somebody publishes the answer.
    Publish,
    /// An answer is written, or not.
    Published(Box<Sent>, One<Written>),
    /// Somebody accepts an answer.
    Accept(RecordId),
    /// Somebody changes what they asked.
    Revise,
    /// Somebody wants to see a dispute.
    Dispute(RecordId),
    /// Somebody disputes it, or this answer or comment.
    BeginDispute(RecordId),
    /// Somebody wants to see the note that it is about.
    About(RecordId, Option<String>),
    /// Somebody wants to make a card from an answer.
    Card(RecordId),
    /// Somebody wants to leave.
    Back,
}

impl Message {
    /// Whether it is for the page of this question: an answer may be published when another is open by then.
    pub(crate) fn is_of(&self, question: RecordId) -> bool {
        match self {
            Self::Published(sent, _) => sent.question == question,
            _ => true,
        }
    }
}

/// An answer on its way.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    /// To which question.
    pub(crate) question: RecordId,
    /// Of the page on which it was written.
    pub(crate) keeper: Keeper,
    /// What it says.
    pub(crate) text: String,
}

/// What only a question asks for.
#[derive(Debug)]
pub(crate) enum Own {
    /// That it be changed.
    Revise(Box<Question>),
    /// That it, or an answer to it or a comment, be disputed.
    Dispute {
        /// The question.
        question: Box<Question>,
        /// What of it.
        of: RecordId,
        /// The passage.
        quote: Option<String>,
    },
    /// That a card be made from this answer, or from the question.
    Card {
        /// The question.
        question: Box<Question>,
        /// The answer.
        item: RecordId,
        /// Its text, or what is selected in it.
        back: String,
    },
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
        self.question.as_ref().map(|question| question.row.clone().into())
    }

    fn load(&self, reach: &Reach) -> Task<Message> {
        let id = self.id;
        reach.one(Command::QuestionShow { question: id.into() }, move |one| Message::Loaded(id, Box::new(one)))
    }

    fn own_menu(&self, item: RecordId, around: Around) -> Option<Menu<Message>> {
        self.menu(item, around)
    }

    fn look_again(&self, key: &str, reach: &Reach) -> Task<Message> {
        if key != self.keeper.key() {
            return self.items.look_again(key, reach).map(Message::Items);
        }
        self.keeper.read(reach, Message::Again)
    }

    fn put_away(&mut self) -> bool {
        self.items.put_away() || self.find.take().is_some()
    }

    fn comment(&self, id: RecordId) -> Option<&Comment> {
        comments(self.question.as_ref()?).find(|comment| comment.id == id)
    }
}

impl Page {
    /// Opens a question.
    pub(crate) fn open(id: RecordId, reach: &Reach) -> (Self, Task<Message>) {
        let keeper = Keeper::new(format!("answer:{id}"), reach);
        let sent = keeper.publishing();
        let anew = sent.is_some();
        let draft = if anew { Task::none() } else { keeper.read(reach, Message::Draft) };
        let page = Self {
            id,
            question: None,
            readings: HashMap::new(),
            items: Items::default(),
            find: None,
            answer: Writing::default(),
            keeper,
            others: Vec::new(),
            selected: None,
            sent,
            anew,
            refused: None,
        };
        let task = Task::batch([page.load(reach), draft]);
        (page, task)
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        let recolored = |(id, reading): (&RecordId, &mut Reading)| {
            let id = *id;
            reading.recolor(colors).map(move |message| Message::Reading(id, message))
        };
        let texts = Task::batch(self.readings.iter_mut().map(recolored));
        Task::batch([texts, self.items.recolor(colors).map(Message::Items)])
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach, colors: Colors, around: Around) -> Asks<Self> {
        let task = match message {
            Message::Loaded(id, question) if id == self.id => self.loaded(*question, reach, colors),
            Message::Reading(id, message) => self.read(id, message, reach),
            Message::Text(event) => return Action::of_text(event),
            Message::Selected(told) => items::selected(&mut self.selected, told),
            Message::Draft(draft) => self.found(draft),
            Message::Again(draft) => {
                self.found_again(draft);
                Task::none()
            }
            Message::AddOther => self.add_other(reach),
            Message::Items(message) => {
                let action = self.with_items(message, reach, around);
                self.find_again();
                return action;
            }
            Message::CopyMarkdown(item) => return Action::Copy(self.as_markdown(item)),
            Message::Find(message) => {
                let (find, task) = Find::happen(self.find.take(), message, self.texts());
                self.find = find;
                task
            }
            Message::ToAccepted => travel::to(PAGE_SCROLL, ACCEPTED.into()),
            Message::Answer => operation::focus(ANSWER).chain(travel::reveal(PAGE_SCROLL)),
            Message::Write(message) => {
                if self.answer.update(message) {
                    self.keep(reach)
                } else {
                    Task::none()
                }
            }
            Message::Kept => Task::none(),
            Message::Publish => self.publish(reach),
            Message::Published(sent, written) if sent.question == self.id => self.published(&sent.text, written, reach),
            // Another question was opened meanwhile.
            Message::Loaded(..) | Message::Published(..) => Task::none(),
            Message::Accept(answer) => {
                let done = |written| Message::Items(items::Message::Done(written));
                reach.one(Command::Accept { answer: answer.into() }, done)
            }
            Message::Revise => {
                return self.question.clone().map_or_else(Action::none, |question| Action::Own(Own::Revise(question)));
            }
            Message::Dispute(dispute) => return Action::Open(Item::Dispute(dispute), None),
            Message::BeginDispute(of) => return self.begin_dispute(of),
            Message::Card(item) => {
                let back = self.as_markdown(item);
                let own = |question| Action::Own(Own::Card { question, item, back });
                return self.question.clone().map_or_else(Action::none, own);
            }
            Message::About(note, passage) => return Action::Open(Item::Note(note), passage.map(Goal::Passage)),
            Message::Back => return Action::Back,
        };
        Action::Run(task)
    }

    /// A dispute of an item of the page, or of what is selected in it.
    fn begin_dispute(&self, of: RecordId) -> Asks<Self> {
        let Some(question) = self.question.clone() else { return Action::none() };
        // What is selected may be of any text of the page: it is of the one that says it.
        let selected = self.selected.as_deref().and_then(|words| {
            let mut texts = self.texts();
            let says = |reading: &Reading| reading.passage(words).map(|(place, _)| reading.written(place).to_owned());
            let here = self.readings.get(&of).and_then(says).map(|quote| (of, quote));
            // Whose menu was opened, of that one something is disputed, and of no other.
            let opened = |id: &RecordId| of == question.row.id || *id == of;
            here.or_else(|| texts.find_map(|(id, reading, _)| Some((id, says(reading)?)).filter(|(id, _)| opened(id))))
        });
        let (of, quote) = selected.map_or((of, None), |(of, quote)| (of, Some(quote)));
        Action::Own(Own::Dispute { question, of, quote })
    }

    /// The disputes of passages of one of its texts, each with the block in which the passage stands.
    pub(super) fn disputes_of(&self, of: RecordId) -> Vec<(usize, &DisputeRow)> {
        let (Some(question), Some(reading)) = (&self.question, self.readings.get(&of)) else { return Vec::new() };
        let rows = question.disputes.iter().filter(|row| row.item == of);
        rows.filter_map(|row| Some((reading.passage(row.passage.as_deref()?)?.1?, row))).collect()
    }

    fn loaded(&mut self, question: One<Question>, reach: &Reach, colors: Colors) -> Task<Message> {
        let question = match question {
            Ok(question) => question,
            Err(error) => {
                self.items.refuse(error);
                return Task::none();
            }
        };
        let came = self.items.came(comments(&question), reach, colors).map(Message::Items);
        let own = (self.id, &question.text, &question.blobs);
        let replies = question.replies.iter().map(|reply| (reply.id, &reply.text, &reply.blobs));
        let shown = self.question.take();
        let mut tasks = vec![came];
        for (id, text, blobs) in std::iter::once(own).chain(replies) {
            let same = shown.as_ref().is_some_and(|shown| text_in(shown, id) == Some(text));
            let reading = self.readings.entry(id).or_default();
            let task =
                if same { reading.arrived(blobs.clone(), reach) } else { reading.show(text, blobs.clone(), colors) };
            tasks.push(task.map(move |message| Message::Reading(id, message)));
        }
        // Texts of answers that are gone, or hidden, are not held.
        self.readings.retain(|id, _| *id == self.id || question.replies.iter().any(|reply| reply.id == *id));
        self.question = Some(Box::new(question));
        Task::batch(tasks)
    }

    fn read(&mut self, id: RecordId, message: reading::Message, reach: &Reach) -> Task<Message> {
        let Some(reading) = self.readings.get_mut(&id) else { return Task::none() };
        let task = reading.update(message, Some(reach)).map(move |message| Message::Reading(id, message));
        self.find_again();
        task
    }

    /// All texts in which something can be found, from top to bottom.
    fn texts(&self) -> impl Iterator<Item = find::Text<'_>> {
        let ids = self.question.iter().flat_map(|question| {
            let own = std::iter::once(question.row.id).chain(question.comments.iter().map(|comment| comment.id));
            let replies = question
                .replies
                .iter()
                .flat_map(|reply| std::iter::once(reply.id).chain(reply.comments.iter().map(|comment| comment.id)));
            own.chain(replies)
        });
        ids.filter_map(|id| Some((id, self.readings.get(&id).or_else(|| self.items.reading(id))?, "")))
    }

    /// Some text is another one now: what was found in it may stand elsewhere.
    fn find_again(&mut self) {
        self.find = self.find.take().map(|find| find.again(self.texts()));
    }

    fn found(&mut self, draft: One<Draft>) -> Task<Message> {
        let Some(draft) = self.own(draft) else { return Task::none() };
        self.others.clone_from(&draft.others);
        if !self.answer.is_blank() {
            // Somebody was quicker than the node: what they type counts, and what was there is offered beside it.
            self.keeper.came_late(&draft, &mut self.others);
        } else if !draft.text.is_empty() {
            self.answer = Writing::new(&draft.text);
            self.keeper.found(&draft);
        }
        Task::none()
    }

    /// A draft that came for a question that was open before is none of this.
    fn own(&self, draft: One<Draft>) -> Option<Draft> {
        draft.ok().filter(|draft| draft.key == self.keeper.key())
    }

    /// What was only read here, or went on elsewhere, follows; what was typed here stays.
    fn found_again(&mut self, draft: One<Draft>) {
        let Some(draft) = self.own(draft) else { return };
        self.others.clone_from(&draft.others);
        if self.sent.is_none() && self.keeper.is_overtaken(&draft, &self.answer.kept()) {
            self.answer = Writing::new(&draft.text);
            self.keeper.found(&draft);
        }
    }

    fn add_other(&mut self, reach: &Reach) -> Task<Message> {
        if self.others.is_empty() {
            return Task::none();
        }
        let OtherDraft { id, text, .. } = self.others.remove(0);
        let Some(text) = text else { return Task::none() };
        self.answer = Writing::new(&joined(&self.answer.kept(), &text));
        self.keeper.holds(id);
        self.keep(reach)
    }

    fn keep(&mut self, reach: &Reach) -> Task<Message> {
        self.keeper.keep(self.answer.kept(), reach, Message::Kept)
    }

    /// Everything that has a menu of its own, the question first.
    pub(crate) fn with_menus(&self) -> Vec<(Id, items::Message)> {
        let Some(question) = &self.question else { return items::menus(std::iter::once(self.id), std::iter::empty()) };
        let replies = question.replies.iter().map(|reply| reply.id);
        let comments = comments(question).map(|comment| comment.id);
        let blobs = question.blobs.iter().chain(question.replies.iter().flat_map(|reply| &reply.blobs));
        items::menus(std::iter::once(self.id).chain(replies).chain(comments), blobs)
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

    fn publish(&mut self, reach: &Reach) -> Task<Message> {
        if !self.can_publish() {
            return Task::none();
        }
        let (id, text) = (self.id, self.answer.words());
        self.sent = Some(text.clone());
        self.refused = None;
        let command = Command::Answer { question: id.into(), text: text.clone() };
        let sent = Box::new(Sent { question: id, keeper: self.keeper.clone(), text });
        self.keeper.publish(command, reach, move |written| Message::Published(sent, written))
    }

    /// What was typed while it was on its way stays, and is kept.
    fn published(&mut self, sent: &str, written: One<Written>, reach: &Reach) -> Task<Message> {
        self.sent = None;
        let anew = std::mem::take(&mut self.anew);
        match written {
            Ok(_) => {
                if !anew {
                    self.answer.sent(sent);
                }
                Task::batch([self.keep(reach), self.load(reach)])
            }
            Err(error) => {
                self.refused = Some(error);
                if !anew {
                    return Task::none();
                }
                // It is a draft again, above what was begun meanwhile.
                self.answer = Writing::new(&below(sent, &self.answer.kept()));
                self.keep(reach)
            }
        }
    }

    fn can_publish(&self) -> bool {
        self.sent.is_none() && !self.answer.is_blank()
    }
}

/// All comments on the page.
fn comments(question: &Question) -> impl Iterator<Item = &Comment> {
    question.comments.iter().chain(question.replies.iter().flat_map(|reply| &reply.comments))
}

fn text_in(question: &Question, id: RecordId) -> Option<&String> {
    if question.row.id == id {
        return Some(&question.text);
    }
    question.replies.iter().find(|reply| reply.id == id).map(|reply| &reply.text)
}
