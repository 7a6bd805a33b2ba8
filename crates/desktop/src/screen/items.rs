//! What all items of a page have in common, whether a note, a question, an answer or a comment: votes, comments, files, a
//! menu, what is wrong with them, and the way to change what one wrote oneself.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Author, Blob, Comment, Hidden, Written};
use commonplace_node::command::{Command, Vote};
use commonplace_node::error::Error;
use commonplace_node::sentence::hidden_because;
use iced::widget::operation::AbsoluteOffset;
use iced::widget::{Column, Id, column, container, mouse_area, operation};
use iced::{Element, Fill, Task};

use super::PAGE_SCROLL;
use super::attachments::{self, Attachments, Whereto};
use super::comments::{self, Comments};
use super::judge::{self, Deed, Judge};
use super::menu::{At, Heading, Line, Menu};
use crate::ask::{One, Reach};
use crate::icon::Icon;
use crate::reading::Reading;
use crate::theme::Colors;
use crate::theme::space as gap;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::widget::markdown;
use crate::widget::select::Selecting;

/// What is known of the items of a page besides what they say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Items {
    attachments: Attachments,
    comments: Comments,
    judge: Judge,
    refused: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody votes.
    Vote(RecordId, Vote),
    /// Something was written.
    Done(One<Written>),
    /// Comments, and changes of what one wrote.
    Comments(comments::Message),
    /// Attachments.
    Attachments(attachments::Message),
    /// Something is wrong with an item, or is to be hidden or taken back.
    Judge(judge::Message),
    /// Somebody wants to see what can be done with an item.
    Menu(RecordId, Place),
    /// Somebody does something in the text of a comment.
    Text(markdown::Event),
    /// Somebody wants this in the clipboard.
    Copy(String),
}

impl Message {
    /// Whether somebody wants to take this item back.
    pub(crate) fn takes_back(&self, item: RecordId) -> bool {
        matches!(self, Self::Judge(judge::Message::Begin(of, Deed::TakeBack)) if *of == item)
    }
}

/// From where a menu was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// By the other button.
    Pointer,
    /// By the button of the item, or by a key.
    Button,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That an attachment be saved.
    Save(Box<Blob>, Whereto),
    /// That the page be read again.
    Changed(Task<Message>),
    /// That it be shown what can be done with an item.
    Menu(RecordId, At),
    /// That this menu be shown.
    Lines(Menu<Message>, At),
    /// That this be seen to, as in every text of the page.
    Text(markdown::Event),
}

/// An item, as far as it matters for what can be done with it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Of<'a> {
    /// Which.
    pub(crate) item: RecordId,
    /// Who wrote it.
    pub(crate) author: &'a Author,
    /// Whether it is hidden from most.
    pub(crate) hidden: bool,
}

/// What the page stands in.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Around {
    /// Something else was read before it, to go back to.
    pub(crate) behind: bool,
    /// This person moderates the circle.
    pub(crate) moderates: bool,
    /// This person writes in the circle.
    pub(crate) writes: bool,
}

/// The name of an item's place on the page.
pub(crate) fn item_id(item: RecordId) -> Id {
    Id::from(format!("item-{item}"))
}

/// Everything on a page that has a menu of its own: where it stands, and what asks for its menu.
pub(crate) fn menus<'a>(
    items: impl Iterator<Item = RecordId>,
    blobs: impl Iterator<Item = &'a Blob>,
) -> Vec<(Id, Message)> {
    let items = items.map(|item| (item_id(item), Message::Menu(item, Place::Button)));
    let blobs = blobs.map(|blob| (attachments::row_id(blob.id), Message::Attachments(attachments::menu_by_key(blob))));
    items.chain(blobs).collect()
}

/// The name of the button under which an item's menu lies.
pub(crate) fn more_id(item: RecordId) -> Id {
    Id::from(format!("more-{item}"))
}

impl Items {
    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        let task = match message {
            Message::Vote(item, vote) => reach.one(Command::Vote { item: item.into(), vote }, Message::Done),
            Message::Done(outcome) => {
                self.refused = outcome.err();
                return Action::Changed(Task::none());
            }
            Message::Comments(message) => match self.comments.update(message, reach) {
                comments::Action::Run(task) => task.map(Message::Comments),
                comments::Action::Changed(task) => return Action::Changed(task.map(Message::Comments)),
                comments::Action::Refused(error, task) => {
                    self.refused = Some(error);
                    task.map(Message::Comments)
                }
            },
            Message::Attachments(message) => match self.attachments.update(message, reach) {
                attachments::Action::Run(task) => task.map(Message::Attachments),
                attachments::Action::Save(blob, whereto) => return Action::Save(blob, whereto),
                attachments::Action::Menu(menu, at) => return Action::Lines(menu.map(Message::Attachments), at),
                attachments::Action::Changed(refused) => {
                    self.refused = refused;
                    return Action::Changed(Task::none());
                }
            },
            Message::Judge(message) => match self.judge.update(message, reach) {
                judge::Action::Run(task) => task.map(Message::Judge),
                judge::Action::Done => return Action::Changed(Task::none()),
            },
            Message::Menu(item, Place::Pointer) => return Action::Menu(item, At::Pointer),
            Message::Menu(item, Place::Button) => return Action::Menu(item, At::Under(more_id(item))),
            Message::Text(event) => return Action::Text(event),
            Message::Copy(text) => return Action::Text(markdown::Event::Copy(text)),
        };
        Action::Run(task)
    }

    /// What is arriving.
    pub(crate) fn attachments_mut(&mut self) -> &mut Attachments {
        &mut self.attachments
    }

    /// Something did not go.
    pub(crate) fn refuse(&mut self, error: Error) {
        self.refused = Some(error);
    }

    /// The page has come: a text that was away is here.
    pub(crate) fn came<'a>(
        &mut self,
        comments: impl Iterator<Item = &'a Comment>,
        reach: &Reach,
        colors: Colors,
    ) -> Task<Message> {
        self.refused.take_if(|error| matches!(error, Error::TextAway { .. }));
        self.comments.came(comments, reach, colors).map(Message::Comments)
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        self.comments.recolor(colors).map(Message::Comments)
    }

    /// Another laptop has written or ended a draft of this name: if it is ours, it is looked at again.
    pub(crate) fn look_again(&self, key: &str, reach: &Reach) -> Task<Message> {
        self.comments.look_again(key, reach).map(Message::Comments)
    }

    /// Puts away what lies over the page; false when nothing does.
    pub(crate) fn put_away(&mut self) -> bool {
        self.judge.put_away()
    }

    /// The text of a comment.
    pub(crate) fn reading(&self, comment: RecordId) -> Option<&Reading> {
        self.comments.reading(comment)
    }

    /// What did not go.
    pub(crate) fn refusal<'a, M: 'a>(&self, ui: &Ui) -> Option<Element<'a, M>> {
        self.refused.as_ref().map(|error| ui.refusal(&ui.sentence(error)))
    }

    /// The files of an item, if it has any.
    pub(crate) fn files<'a>(&'a self, ui: &'a Ui, item: RecordId, blobs: &'a [Blob]) -> Option<Element<'a, Message>> {
        (!blobs.is_empty()).then(|| self.attachments.view(ui, item, blobs).map(Message::Attachments))
    }

    /// What is about to be done with an item, or was just done.
    pub(crate) fn judged<'a>(&'a self, ui: &'a Ui, item: RecordId) -> Option<Element<'a, Message>> {
        self.judge.view(ui, item).map(|judged| judged.map(Message::Judge))
    }

    /// The field in which an item of one's own is being changed, if it is.
    pub(crate) fn change<'a>(&'a self, ui: &'a Ui, item: RecordId) -> Option<Element<'a, Message>> {
        self.comments.change(ui, item).map(|field| field.map(Message::Comments))
    }

    /// The comments on an item, and the field to write one in if it is being written there.
    pub(crate) fn comments<'a>(
        &'a self,
        ui: &'a Ui,
        item: RecordId,
        comments: &'a [Comment],
        around: Around,
        beside: impl Fn(RecordId) -> markdown::page::Beside,
    ) -> Element<'a, Message> {
        let mut list = Column::new().spacing(gap::S);
        for comment in comments {
            list = list.push(self.comment(ui, comment, around, &beside(comment.id)));
        }
        list.push(self.comments.line(ui, item).map(|line| line.map(Message::Comments))).into()
    }

    fn comment<'a>(
        &'a self,
        ui: &'a Ui,
        comment: &'a Comment,
        around: Around,
        beside: &markdown::page::Beside,
    ) -> Element<'a, Message> {
        let head = self.comments.head(ui, comment);
        let more = more(ui, comment.id);
        let mut parts = column![ui.across([container(head).width(Fill).into(), more])].spacing(2).align_x(ui.start());
        parts = parts.push(comment.hidden.as_ref().map(|hidden| {
            let of = Of { item: comment.id, author: &comment.author, hidden: true };
            self::hidden(ui, of, Some(hidden), around)
        }));
        let disputed = |dispute| Message::Text(markdown::Event::Disputed(dispute));
        parts = parts.push(ui.sources(&comment.sources, disputed));
        let words = self.change(ui, comment.id).or_else(|| self.comments.words(ui, comment, beside, Message::Text));
        parts = parts.push(words).push(self.judged(ui, comment.id));
        let inset = ui.inset(gap::M);
        let menu = Message::Menu(comment.id, Place::Pointer);
        container(mouse_area(container(parts).padding(inset)).on_right_press(menu)).id(item_id(comment.id)).into()
    }
}

/// What is selected of the page that is open; over its edge, more of it comes in sight.
pub(crate) fn selected<M: Send + 'static>(words: &mut Option<String>, told: Selecting) -> Task<M> {
    match told {
        Selecting::Words(told) => {
            *words = told;
            Task::none()
        }
        Selecting::Beyond(y) => operation::scroll_by(PAGE_SCROLL, AbsoluteOffset { x: 0.0, y }),
    }
}

/// The button under which the menu of an item lies.
pub(crate) fn more<'a>(ui: &Ui, item: RecordId) -> Element<'a, Message> {
    let press = ui.tool(Icon::More, ui.text.get("more"), Message::Menu(item, Place::Button));
    container(press).id(more_id(item)).into()
}

/// What is wrong with an item, or is to become of it, as lines of a menu; the last part of it.
pub(crate) fn judging(of: Of<'_>, around: Around) -> Vec<Line<Message>> {
    let judge = |deed| Message::Judge(judge::Message::Begin(of.item, deed));
    let mut lines = Vec::new();
    if !of.author.me {
        lines.push(Line::new(Icon::Flag, "flag", judge(Deed::Flag)));
    }
    if around.moderates {
        let (icon, key, deed) =
            if of.hidden { (Icon::Show, "show-again", Deed::Show) } else { (Icon::Hide, "hide", Deed::Hide) };
        lines.push(Line::new(icon, key, judge(deed)));
    }
    if of.author.me {
        lines.push(Line::new(Icon::TakeBack, "take-back", judge(Deed::TakeBack)));
    }
    if !lines.is_empty() {
        let first = lines.remove(0).apart();
        lines.insert(0, first);
    }
    lines
}

/// That an item is hidden from most and why, and the way to show it again.
pub(crate) fn hidden<'a>(ui: &'a Ui, of: Of<'_>, why: Option<&Hidden>, around: Around) -> Element<'a, Message> {
    let because = |why| hidden_because(why, &ui.text, |author| ui.name(author));
    let said = why.map_or_else(|| ui.text.get("hidden-lesson"), because);
    let said = ui.notice(Icon::Hide, &said, ui.colors.warn, ui.colors.warn_wash);
    if !around.moderates {
        return said;
    }
    let show = Message::Judge(judge::Message::Begin(of.item, Deed::Show));
    let show = ui.button(ui.text.get("show-again"), Look::Outlined).on_press(show);
    ui.across([container(said).width(Fill).into(), show.into()]).spacing(gap::S).into()
}

/// What can be done with a comment.
pub(crate) fn of_comment(comment: &Comment, around: Around) -> Menu<Message> {
    let mut lines = vec![Line::new(Icon::Copy, "copy-markdown", Message::Copy(comment.text.clone()))];
    if comment.author.me && comment.away.is_none() {
        let change = comments::Message::Change(comment.id, comment.text.clone());
        lines.push(Line::new(Icon::Pencil, "edit", Message::Comments(change)));
    }
    let of = Of { item: comment.id, author: &comment.author, hidden: comment.hidden.is_some() };
    lines.extend(judging(of, around));
    Menu::new(Heading::Words(comment.author.name.clone()), lines)
}
