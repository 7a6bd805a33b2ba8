//! Comments under an item, and the line in which one is written.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Comment, Draft, OtherDraft, Written};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::widget::{Column, column, container};
use iced::{Element, Padding, Task};

use crate::ask::{One, Reach};
use crate::draft::Keeper;
use crate::theme::space as gap;
use crate::theme::style::Look;
use crate::ui::parts::body;
use crate::ui::time::ago;
use crate::ui::{Ui, draft};
use crate::widget::direction;

/// The name of the field, for giving it the focus.
pub(crate) const FIELD: &str = "comment";

/// At most one comment is being written at a time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Comments {
    on: Option<RecordId>,
    text: String,
    keeper: Keeper,
    /// What other laptops of this person have of it besides.
    others: Vec<OtherDraft>,
    busy: bool,
    refused: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody wants to comment on this.
    Begin(RecordId),
    /// What had been written before came.
    Draft(One<Draft>),
    /// Another laptop has written or ended it; this is how it is now.
    Again(One<Draft>),
    /// Somebody puts what the first other laptop has behind their own.
    AddOther,
    /// Somebody types.
    Text(String),
    /// A draft is kept.
    Kept(bool),
    /// Somebody thinks better of it; the draft stays.
    Cancel,
    /// Somebody sends it.
    Send,
    /// The node has it.
    Sent(One<Written>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That the item be read again.
    Changed(Task<Message>),
}

impl Comments {
    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        let task = match message {
            Message::Begin(on) => self.begin(on, reach),
            Message::Draft(draft) => {
                if let Ok(draft) = draft {
                    self.found(draft);
                }
                Task::none()
            }
            Message::Again(draft) => {
                if let Ok(draft) = draft {
                    self.others.clone_from(&draft.others);
                    if !self.busy && self.keeper.is_overtaken(&draft, &self.text) {
                        self.keeper.found(&draft);
                        self.text = draft.text;
                    }
                }
                Task::none()
            }
            Message::AddOther => self.add_other(reach),
            Message::Text(text) => {
                self.text = text;
                let command = self.keeper.keep(self.text.clone());
                reach.keep(command, Message::Kept)
            }
            Message::Kept(well) => reach.keep(self.keeper.done(well), Message::Kept),
            Message::Cancel => {
                *self = Self::default();
                Task::none()
            }
            Message::Send => self.send(reach),
            Message::Sent(Ok(_)) => {
                let forget = reach.keep(self.keeper.keep(String::new()), Message::Kept);
                *self = Self { keeper: self.keeper.clone(), ..Self::default() };
                return Action::Changed(forget);
            }
            Message::Sent(Err(error)) => {
                self.busy = false;
                self.refused = Some(error);
                Task::none()
            }
        };
        Action::Run(task)
    }

    /// Somebody may have been quicker than the node: what they typed counts.
    fn found(&mut self, draft: Draft) {
        self.others.clone_from(&draft.others);
        if self.text.is_empty() {
            self.keeper.found(&draft);
            self.text = draft.text;
        }
    }

    /// Another laptop has written or ended the draft of this name: if it is ours, it is looked at again.
    pub(crate) fn look_again(&self, key: &str, reach: &Reach) -> Task<Message> {
        if self.on.is_none() || key != self.keeper.key() {
            return Task::none();
        }
        reach.one(Command::DraftRead { key: key.to_owned() }, Message::Again)
    }

    /// A comment is one line: what the other laptop has goes behind.
    fn add_other(&mut self, reach: &Reach) -> Task<Message> {
        if self.others.is_empty() {
            return Task::none();
        }
        let OtherDraft { id, text, .. } = self.others.remove(0);
        let Some(text) = text else { return Task::none() };
        self.text = format!("{} {text}", self.text.trim()).trim().to_owned();
        self.keeper.holds(id);
        reach.keep(self.keeper.keep(self.text.clone()), Message::Kept)
    }

    fn begin(&mut self, on: RecordId, reach: &Reach) -> Task<Message> {
        let keeper = Keeper::new(format!("comment:{on}"));
        let read = reach.one(Command::DraftRead { key: keeper.key().to_owned() }, Message::Draft);
        *self = Self { on: Some(on), keeper, ..Self::default() };
        Task::batch([read, iced::widget::operation::focus(FIELD)])
    }

    fn send(&mut self, reach: &Reach) -> Task<Message> {
        let text = self.text.trim().to_owned();
        match self.on {
            Some(item) if !self.busy && !text.is_empty() => {
                self.busy = true;
                self.refused = None;
                reach.one(Command::Comment { item: item.into(), text }, Message::Sent)
            }
            _ => Task::none(),
        }
    }

    /// The comments on `item`, and the line to write one in if it is being written there.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, item: RecordId, comments: &'a [Comment]) -> Element<'a, Message> {
        let mut list = Column::new().spacing(gap::S);
        for comment in comments {
            list = list.push(one(ui, comment));
        }
        if self.on == Some(item) {
            list = list.push(self.line(ui));
        }
        list.into()
    }

    fn line<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let field = ui
            .field(&ui.text.get("comment-hint"), &self.text)
            .id(FIELD)
            .on_input(Message::Text)
            .on_submit(Message::Send);
        let ready = !self.busy && !self.text.trim().is_empty();
        let send = ui.button(ui.text.get("comment-send"), Look::Outlined).on_press(ready.then_some(Message::Send));
        let cancel = ui.button(ui.text.get("cancel"), Look::Quiet).on_press(Message::Cancel);
        let line = ui.across([field.into(), send.into(), cancel.into()]).spacing(gap::XS);
        let mut parts = Column::new().spacing(gap::XS);
        for other in &self.others {
            parts = parts.push(draft::other(ui, other, Message::AddOther));
        }
        parts = parts.push(line);
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        parts.into()
    }
}

fn one<'a>(ui: &'a Ui, comment: &'a Comment) -> Element<'a, Message> {
    let words = direction::placed(body(comment.text.as_str()), &comment.text);
    let by = ui.byline(&comment.author, [ago(ui, comment.created)]);
    let away = comment.away.as_deref().map(|with| ui.part_away(with));
    let inset = if ui.right_to_left() { Padding::ZERO.right(gap::M) } else { Padding::ZERO.left(gap::M) };
    container(column![by, words].push(away).spacing(2).align_x(ui.start())).padding(inset).into()
}
