//! A note to read.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_learning::reading::{Link, is_named};
use commonplace_node::answer::{Blob, Note, Written};
use commonplace_node::command::{Command, Vote};
use commonplace_node::error::Error;
use iced::widget::{Column, column, container, space};
use iced::{Element, Fill, Padding, Task};

use super::PAGE_SCROLL;
use super::attachments::{self, Attachments};
use super::comments::{self, Comments};
use crate::ask::{One, Reach};
use crate::icon::Icon;
use crate::reading::{self, Reading};
use crate::theme::style::Look;
use crate::theme::{Colors, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{caption, hairline, label, meta, title};
use crate::ui::time::ago;
use crate::widget::markdown;
use crate::widget::{direction, travel};

/// A note that is open.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    id: RecordId,
    note: Option<Box<Note>>,
    reading: Reading,
    attachments: Attachments,
    comments: Comments,
    refused: Option<Error>,
    /// The heading that a link led to, until everything above it has its size.
    goal: Option<String>,
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
    /// Somebody wants files attached to it.
    Attach,
    /// Somebody wants to change it.
    Edit,
    /// Somebody wants to ask about it.
    Ask,
    /// Somebody wants to leave.
    Back,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That it be changed.
    Edit(Box<Note>),
    /// That a question about it, or about this passage of it, be asked.
    Ask {
        /// The note.
        note: Box<Note>,
        /// The passage.
        quote: Option<String>,
    },
    /// That a link be looked at.
    Link(Link),
    /// That an attachment be saved.
    Save(Box<Blob>),
    /// That files be attached to it.
    Attach,
    /// That this be put into the clipboard.
    Copy(String),
    /// That the list be shown again.
    Back,
}

impl Page {
    /// Opens a note, at this heading if a link led to one.
    pub(crate) fn open(id: RecordId, goal: Option<String>, reach: &Reach) -> (Self, Task<Message>) {
        let (reading, comments) = (Reading::default(), Comments::default());
        let attachments = Attachments::default();
        let page = Self { id, note: None, reading, attachments, comments, refused: None, goal };
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
        self.goal = Some(heading);
        self.approach()
    }

    /// Goes where a link led; again with every picture that comes, for it moves what is below.
    fn approach(&mut self) -> Task<Message> {
        let Some(goal) = &self.goal else { return Task::none() };
        let there = travel::to(PAGE_SCROLL, markdown::view::slug_id(goal));
        if self.reading.is_complete() {
            self.goal = None;
        }
        there
    }

    /// What is arriving.
    pub(crate) fn attachments_mut(&mut self) -> &mut Attachments {
        &mut self.attachments
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
        let task = match message {
            Message::Loaded(id, note) if id == self.id => self.loaded(*note, reach, colors),
            Message::Loaded(..) => Task::none(),
            Message::Reading(message) => {
                let next = self.reading.update(message, Some(reach)).map(Message::Reading);
                Task::batch([next, self.approach()])
            }
            Message::Text(event) => return self.text(event),
            Message::Attachments(message) => match self.attachments.update(message, reach) {
                attachments::Action::Run(task) => task.map(Message::Attachments),
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
            Message::Edit => return self.with_note(Action::Edit),
            Message::Ask => return self.with_note(|note| Action::Ask { note, quote: None }),
            Message::Back => return Action::Back,
        };
        Action::Run(task)
    }

    fn with_note(&self, action: impl FnOnce(Box<Note>) -> Action) -> Action {
        self.note.clone().map_or_else(|| Action::Run(Task::none()), action)
    }

    fn text(&self, event: markdown::Event) -> Action {
        match event {
            markdown::Event::Link(link) => match self.attached(&link) {
                Some(blob) => Action::Save(Box::new(blob.clone())),
                None => Action::Link(link),
            },
            markdown::Event::Copy(code) => Action::Copy(code),
            markdown::Event::Passage(quote) => self.with_note(|note| Action::Ask { note, quote: Some(quote) }),
        }
    }

    /// The attachment that a link leads to, if it is one.
    fn attached(&self, link: &Link) -> Option<&Blob> {
        let (Link::Address(name) | Link::Note(name)) = link;
        self.note.as_ref()?.blobs.iter().find(|blob| is_named(&blob.name, name))
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
        task.map(Message::Reading)
    }

    /// The page. `behind` says that something else was read before it, to go back to.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, behind: bool) -> Element<'a, Message> {
        let Some(note) = &self.note else {
            return match &self.refused {
                Some(error) => container(ui.refusal(&ui.sentence(error))).padding(gap::L).into(),
                None => space().into(),
            };
        };
        column![self.tools(ui, note, behind), hairline(&ui.colors), ui.scroll(self.sheet(ui, note)).id(PAGE_SCROLL)]
            .into()
    }

    fn tools<'a>(&'a self, ui: &'a Ui, note: &Note, behind: bool) -> Element<'a, Message> {
        let helpful = note.my_vote == Some(Vote::Helpful);
        let vote = if helpful { Vote::None } else { Vote::Helpful };
        let words = ui.text.with("helpful", &[("count", note.row.helpful.into())]);
        let mut parts: Vec<Element<'a, Message>> = Vec::new();
        if behind || !ui.is_wide() {
            parts.push(ui.tool(ui.back_icon(), ui.text.get("back"), Message::Back));
        }
        parts.push(space::horizontal().into());
        parts.push(ui.icon_button(Icon::Helpful, words, Look::Choice(helpful)).on_press(Message::Vote(vote)).into());
        parts.push(ui.icon_button(Icon::Question, ui.text.get("ask-about"), Look::Quiet).on_press(Message::Ask).into());
        let comment = Message::Comments(comments::Message::Begin(self.id));
        parts.push(ui.icon_button(Icon::Comment, ui.text.get("comment"), Look::Quiet).on_press(comment).into());
        if note.row.author.me {
            parts.push(ui.tool(Icon::Attachment, ui.text.get("attach"), Message::Attach));
        }
        parts.push(ui.icon_button(Icon::Pencil, ui.text.get("edit"), Look::Quiet).on_press(Message::Edit).into());
        ui.across(parts).spacing(2).padding([gap::XS, gap::M]).into()
    }

    fn sheet<'a>(&'a self, ui: &'a Ui, note: &'a Note) -> Element<'a, Message> {
        let mut sheet = column![head(ui, note)].spacing(gap::L).width(Fill);
        if let Some(error) = &self.refused {
            sheet = sheet.push(inset(ui.refusal(&ui.sentence(error))));
        }
        if !self.reading.is_ready() {
            // What stands below would jump down when the text comes.
            return on_paper(sheet);
        }
        let look = reading::Look { size: size::READING, marks: true, title: &note.row.title };
        sheet = sheet.push(self.reading.view(ui, look, Message::Text));
        if self.reading.omitted() > 0 {
            let words = ui.text.with("reading-omitted", &[("kib", (self.reading.omitted() / 1024).into())]);
            sheet = sheet.push(inset(ui.notice(Icon::Info, &words, ui.colors.muted, ui.colors.sunken)));
        }
        if !note.blobs.is_empty() {
            let attached = self.attachments.view(ui, self.id, &note.blobs).map(Message::Attachments);
            sheet = sheet.push(inset(attached));
        }
        let comments = self.comments.view(ui, self.id, &note.replies).map(Message::Comments);
        let count = label(ui.text.with("comments", &[("count", note.replies.len().into())]), &ui.colors);
        sheet = sheet.push(inset(column![hairline(&ui.colors), count, comments].spacing(gap::S).align_x(ui.start())));
        on_paper(sheet)
    }
}

/// A text in the middle of the page, as wide as a line should be.
pub(crate) fn on_paper<'a, M: 'a>(sheet: Column<'a, M>) -> Element<'a, M> {
    let padding = Padding { top: gap::XL, right: gap::XL, bottom: gap::XXL, left: 0.0 };
    container(container(sheet).max_width(measure::LINE + markdown::view::MARGIN)).center_x(Fill).padding(padding).into()
}

/// Beside the margin for marks, where the text stands.
pub(crate) fn inset<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    container(content).padding(Padding::ZERO.left(markdown::view::MARGIN)).width(Fill).into()
}

fn head<'a>(ui: &'a Ui, note: &'a Note) -> Element<'a, Message> {
    let row = &note.row;
    let edits = ui.text.with("edits", &[("count", row.edits.into())]);
    let beside = [Some(ago(ui, row.updated)), (row.edits > 0).then_some(edits)];
    let by = ui.byline(&row.author, beside.into_iter().flatten());
    let mine = row.author.me || note.contributors.iter().any(|author| author.me);
    let mut head = column![
        direction::placed(title(&row.title, size::TITLE), &row.title),
        ui.across([by, space::horizontal().into(), ui.delivery_explained(row.on, mine)]),
    ]
    .spacing(gap::S)
    .align_x(ui.start());
    if note.contributors.len() > 1 {
        let names = note.contributors.iter().map(|author| ui.name(author)).collect::<Vec<_>>().join(", ");
        let words = ui.text.with("written-by", &[("names", names.into())]);
        head = head.push(caption(words, &ui.colors));
    }
    if !row.tags.is_empty() {
        head = head.push(tags(ui, &row.tags));
    }
    for other in &note.other_titles {
        let words = ui.text.with("other-title", &[("title", other.as_str().into())]);
        head = head.push(ui.notice(Icon::Info, &words, ui.colors.question, ui.colors.question_wash));
    }
    for both in &note.both_edited {
        let names = both.by.iter().map(|author| ui.name(author)).collect::<Vec<_>>().join(", ");
        let values = [("names", names.into()), ("passage", both.passage.as_str().into())];
        let words = ui.text.with("both-edited", &values);
        head = head.push(ui.notice(Icon::Info, &words, ui.colors.question, ui.colors.question_wash));
    }
    inset(head)
}

/// Tags, each with its mark.
pub(crate) fn tags<'a, M: 'a>(ui: &Ui, tags: &'a [String]) -> Element<'a, M> {
    let tag = |tag: &'a String| -> Element<'a, M> {
        let icon = Icon::Bookmark.at(size::CAPTION).color(ui.colors.faint);
        ui.across([icon.into(), meta(tag.as_str(), &ui.colors).into()]).spacing(gap::XXS).into()
    };
    ui.across(tags.iter().map(tag)).spacing(gap::S).wrap().into()
}
