//! A question with its answers.

use std::collections::HashMap;

use commonplace_core::id::RecordId;
use commonplace_learning::reading::Link;
use commonplace_node::answer::{Blob, Draft, Question, Reply, Written};
use commonplace_node::command::{Command, Vote};
use commonplace_node::error::Error;
use iced::widget::text_editor::{Action as Edit, Content};
use iced::widget::{column, container, rule, space, text, text_editor};
use iced::{Element, Fill, Length, Task};

use super::PAGE_SCROLL;
use super::attachments::{self, Attachments};
use super::comments::{self, Comments};
use super::note::{inset, on_paper, tags};
use crate::ask::{One, Reach};
use crate::draft::Keeper;
use crate::icon::Icon;
use crate::reading::{self, Reading};
use crate::theme::style::{self, Look};
use crate::theme::{Colors, SANS, SERIF, SERIF_ITALIC, leading, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, hairline, label, title};
use crate::ui::time::ago;
use crate::widget::markdown;
use crate::widget::{Press, direction};

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
    answer: Content,
    keeper: Keeper,
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
    About(RecordId),
    /// Somebody wants to leave.
    Back,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That this note be opened.
    Note(RecordId),
    /// That a link be looked at.
    Link(Link),
    /// That an attachment be saved.
    Save(Box<Blob>),
    /// That this be put into the clipboard.
    Copy(String),
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
            answer: Content::new(),
            keeper,
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
            Message::Text(event) => return text_event(event),
            Message::Draft(draft) => self.found(draft),
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
            Message::Attachments(message) => match self.attachments.update(message, reach) {
                attachments::Action::Run(task) => task.map(Message::Attachments),
                attachments::Action::Save(blob) => return Action::Save(blob),
                attachments::Action::Changed(refused) => {
                    self.refused = refused;
                    self.load(reach)
                }
            },
            Message::About(note) => return Action::Note(note),
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
        if let (Ok(draft), true) = (draft, self.answer.is_empty()) {
            self.answer = Content::with_text(&draft.text);
            self.keeper.found(&draft);
        }
        Task::none()
    }

    fn edit(&mut self, edit: Edit, reach: &Reach) -> Task<Message> {
        let is_change = edit.is_edit();
        self.answer.perform(edit);
        if !is_change {
            return Task::none();
        }
        let text = self.answer.text();
        reach.keep(self.keeper.keep(if text.trim().is_empty() { String::new() } else { text }), Message::Kept)
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

    /// The page. `behind` says that something else was read before it, to go back to.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, behind: bool) -> Element<'a, Message> {
        let Some(question) = &self.question else {
            return match &self.refused {
                Some(error) => container(ui.refusal(&ui.sentence(error))).padding(gap::L).into(),
                None => space().into(),
            };
        };
        let mut sheet = column![self.asked(ui, question)].spacing(gap::L).width(Fill);
        for reply in &question.replies {
            sheet = sheet.push(self.reply(ui, question, reply));
        }
        sheet = sheet.push(inset(self.composer(ui, question)));
        column![self.tools(ui, question, behind), hairline(&ui.colors), ui.scroll(on_paper(sheet)).id(PAGE_SCROLL)]
            .into()
    }

    fn tools<'a>(&'a self, ui: &'a Ui, question: &Question, behind: bool) -> Element<'a, Message> {
        let mut parts: Vec<Element<'a, Message>> = Vec::new();
        if behind || !ui.is_wide() {
            parts.push(ui.tool(ui.back_icon(), ui.text.get("back"), Message::Back));
        }
        parts.push(ui.question_state(question.row.state, question.row.answers));
        parts.push(space::horizontal().into());
        let same = question.my_vote == Some(Vote::Same);
        let vote = if same { Vote::None } else { Vote::Same };
        let words = ui.text.with("same-question", &[("count", question.row.same.into())]);
        if !question.row.author.me {
            let press = ui.icon_button(Icon::Plus, words, Look::Choice(same));
            parts.push(press.on_press(Message::Vote(self.id, vote)).into());
        }
        let comment = Message::Comments(comments::Message::Begin(self.id));
        parts.push(ui.icon_button(Icon::Comment, ui.text.get("comment"), Look::Quiet).on_press(comment).into());
        ui.across(parts).spacing(gap::XXS).padding([gap::XS, gap::M]).into()
    }

    fn asked<'a>(&'a self, ui: &'a Ui, question: &'a Question) -> Element<'a, Message> {
        let row = &question.row;
        let by = ui.byline(&row.author, [ago(ui, row.created)]);
        let mut head = column![
            direction::placed(title(&row.title, size::TITLE), &row.title),
            ui.across([by, space::horizontal().into(), ui.delivery_explained(row.on, row.author.me)]),
        ]
        .spacing(gap::S)
        .align_x(ui.start());
        if !row.tags.is_empty() {
            head = head.push(tags(ui, &row.tags));
        }
        let mut asked = column![inset(head)].spacing(gap::M);
        if let Some(about) = &question.about {
            let note = about.title.clone().unwrap_or_else(|| ui.text.get("about-unknown"));
            asked = asked.push(inset(passage(ui, about.note, note, about.quote.as_deref())));
        }
        if let Some(reading) = self.readings.get(&self.id).filter(|_| !question.text.trim().is_empty()) {
            asked = asked.push(inset(reading.view(ui, reading::Look::plain(size::READING), Message::Text)));
        }
        if !question.blobs.is_empty() {
            let attached = self.attachments.view(ui, self.id, &question.blobs).map(Message::Attachments);
            asked = asked.push(inset(attached));
        }
        asked.push(inset(self.comments.view(ui, self.id, &question.comments).map(Message::Comments))).into()
    }

    fn reply<'a>(&'a self, ui: &'a Ui, question: &Question, reply: &'a Reply) -> Element<'a, Message> {
        let c = &ui.colors;
        let mut by = vec![ui.byline(&reply.author, [ago(ui, reply.created)]), space::horizontal().into()];
        if reply.endorsed {
            by.push(ui.mark(ui.text.get("answer-endorsed"), c.good, c.good_wash));
        }
        if reply.accepted {
            by.push(ui.mark(ui.text.get("question-accepted"), c.good, c.good_wash));
        }
        let line = hairline(&ui.colors);
        let mut parts = column![line, ui.across(by).spacing(gap::XS)].spacing(gap::S);
        if let Some(reading) = self.readings.get(&reply.id) {
            parts = parts.push(reading.view(ui, reading::Look::plain(size::READING - 0.5), Message::Text));
        }
        if !reply.blobs.is_empty() {
            parts = parts.push(self.attachments.view(ui, reply.id, &reply.blobs).map(Message::Attachments));
        }
        parts = parts.push(acts(ui, question, reply));
        parts = parts.push(self.comments.view(ui, reply.id, &reply.comments).map(Message::Comments));
        if !reply.accepted {
            return inset(parts);
        }
        // An accepted answer has a line in the margin, so that one finds it without reading.
        let line = container(rule::vertical(3).style(style::hairline(c.good)))
            .width(markdown::view::MARGIN)
            .center_x(markdown::view::MARGIN);
        iced::widget::row![line, parts].height(Length::Shrink).into()
    }

    fn composer<'a>(&'a self, ui: &'a Ui, question: &Question) -> Element<'a, Message> {
        let c = &ui.colors;
        let key = if question.row.author.me { "answer-own" } else { "answer-heading" };
        let field = text_editor(&self.answer)
            .id(ANSWER)
            .placeholder(ui.text.get("answer-hint"))
            .font(SANS)
            .size(size::BODY + 1.0)
            .line_height(leading::READING)
            .padding(gap::S)
            .min_height(measure::COMPOSER)
            .on_action(Message::Edit)
            .style(style::area(ui.colors));
        let publish = ui
            .button(ui.text.get("answer-publish"), Look::Filled)
            .on_press(self.can_publish().then_some(Message::Publish));
        let kept =
            if self.keeper.is_empty() || !self.keeper.is_kept() { String::new() } else { ui.text.get("draft-kept") };
        let foot = ui.across([publish.into(), caption(kept, c).into()]).spacing(gap::S);
        let mut parts = column![hairline(c), label(ui.text.get(key), c), field].spacing(gap::S).align_x(ui.start());
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        parts.push(foot).into()
    }
}

/// What can be done with an answer.
fn acts<'a>(ui: &'a Ui, question: &Question, reply: &Reply) -> Element<'a, Message> {
    let helpful = reply.my_vote == Some(Vote::Helpful);
    let vote = if helpful { Vote::None } else { Vote::Helpful };
    let words = ui.text.with("helpful", &[("count", reply.helpful.into())]);
    let mut parts: Vec<Element<'a, Message>> = Vec::new();
    if question.row.author.me && !reply.accepted {
        let accept = ui.icon_button(Icon::Accepted, ui.text.get("answer-accept"), Look::Outlined);
        parts.push(accept.on_press(Message::Accept(reply.id)).into());
    }
    if !reply.author.me {
        let press = ui.icon_button(Icon::Helpful, words, Look::Choice(helpful));
        parts.push(press.on_press(Message::Vote(reply.id, vote)).into());
    }
    let comment = Message::Comments(comments::Message::Begin(reply.id));
    parts.push(ui.icon_button(Icon::Comment, ui.text.get("comment"), Look::Quiet).on_press(comment).into());
    ui.across(parts).spacing(gap::XXS).into()
}

/// The passage that a question is about; it leads to its note.
fn passage<'a>(ui: &'a Ui, note: RecordId, title: String, quote: Option<&'a str>) -> Element<'a, Message> {
    let c = &ui.colors;
    let mut words = column![].spacing(gap::XXS).align_x(ui.start());
    if let Some(quote) = quote {
        let quoted = text(quote).font(SERIF_ITALIC).size(size::ROW_TITLE).line_height(leading::READING).color(c.ink);
        words = words.push(direction::placed(quoted, quote));
    }
    let from = body(ui.text.with("about-note", &[("title", title.into())])).font(SERIF).color(c.accent);
    words = words.push(ui.placed(from.size(size::BODY)));
    let press = Press::new(words, style::press(ui.colors, Look::Quiet)).padding([gap::XS, gap::S]).width(Fill);
    let line = rule::vertical(2).style(style::hairline(c.question));
    let parts = [line.into(), press.on_press(Message::About(note)).into()];
    ui.across(parts).height(Length::Shrink).spacing(gap::XXS).into()
}

fn text_event(event: markdown::Event) -> Action {
    match event {
        markdown::Event::Link(link) => Action::Link(link),
        markdown::Event::Copy(code) => Action::Copy(code),
        markdown::Event::Passage(_) => Action::Run(Task::none()),
    }
}

fn text_in(question: &Question, id: RecordId) -> Option<&String> {
    if question.row.id == id {
        return Some(&question.text);
    }
    question.replies.iter().find(|reply| reply.id == id).map(|reply| &reply.text)
}
