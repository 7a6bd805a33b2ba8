//! Comments under an item, and the field in which one is written, or in which one's own answer or comment is changed.

use std::collections::HashMap;

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Comment, Draft, OtherDraft, Written};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::sheet::below;
use iced::widget::{Column, operation};
use iced::{Element, Task};

use super::writing::{self, Keys, Writing};
use crate::ask::{One, Reach};
use crate::draft::Keeper;
use crate::reading::{self, Reading};
use crate::theme::style::{self, Look};
use crate::theme::{Colors, SANS, measure, size, space as gap};
use crate::ui::parts::caption;
use crate::ui::time::ago;
use crate::ui::{Ui, draft};
use crate::widget::markdown;
use crate::widget::markdown::page::Beside;
use crate::widget::text::lines;

/// The name of the field, for giving it the focus.
pub(crate) const FIELD: &str = "comment";

/// The texts of comments, and at most one of them, or one change, that is being written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Comments {
    readings: HashMap<RecordId, (String, Reading)>,
    sheet: Option<Sheet>,
}

/// What is being written.
#[derive(Debug, Clone)]
struct Sheet {
    on: RecordId,
    /// What it changes, if it is no comment.
    before: Option<String>,
    text: Writing,
    keeper: Keeper,
    /// What other laptops of this person have of it besides.
    others: Vec<OtherDraft>,
    /// What is on its way.
    sent: Option<String>,
    /// It was sent from a field that is gone: it is no draft of this one.
    anew: bool,
    refused: Option<Error>,
}

/// What is on its way.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    /// Of the field in which it was written.
    pub(crate) keeper: Keeper,
    /// What it says.
    text: String,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody wants to comment on this.
    Begin(RecordId),
    /// Somebody wants to change this of theirs, which says this now.
    Change(RecordId, String),
    /// What had been written before came.
    Draft(One<Draft>),
    /// Another laptop has written or ended it; this is how it is now.
    Again(One<Draft>),
    /// Somebody puts what the first other laptop has behind their own.
    AddOther,
    /// Somebody writes.
    Write(writing::Message),
    /// A draft is kept, or could not be.
    Kept,
    /// Somebody thinks better of it; the draft stays.
    Cancel,
    /// Somebody sends it.
    Send,
    /// The node has it, or not.
    Sent(Box<Sent>, One<Written>),
    /// The text of a comment is ready.
    Reading(RecordId, reading::Message),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That the item be read again.
    Changed(Task<Message>),
    /// That it be said why what was written in a field that is gone was not taken; it is a draft again.
    Refused(Error, Task<Message>),
}

impl Sheet {
    fn new(on: RecordId, before: Option<String>, reach: &Reach) -> Self {
        let before = before.map(lines);
        let kind = if before.is_some() { "edit" } else { "comment" };
        let keeper = Keeper::new(format!("{kind}:{on}"), reach);
        let sent = keeper.publishing();
        Self {
            on,
            text: Writing::new(before.as_deref().unwrap_or_default()),
            before,
            anew: sent.is_some(),
            sent,
            keeper,
            others: Vec::new(),
            refused: None,
        }
    }

    /// What is to be kept of it: nothing as long as it says what was said before.
    fn kept(&self) -> String {
        let words = self.text.kept();
        if self.before.as_ref() == Some(&words) { String::new() } else { words }
    }

    fn keep(&mut self, reach: &Reach) -> Task<Message> {
        let kept = self.kept();
        self.keeper.keep(kept, reach, Message::Kept)
    }

    /// What a draft says is what it says.
    fn lay(&mut self, draft: Draft) {
        self.keeper.found(&draft);
        let text = if draft.text.is_empty() { self.before.clone().unwrap_or_default() } else { draft.text };
        self.text = Writing::new(&text);
    }

    /// Somebody may have been quicker than the node: what they typed counts, and what was there is offered beside it.
    fn found(&mut self, draft: Draft) {
        self.others.clone_from(&draft.others);
        if !self.kept().is_empty() {
            self.keeper.came_late(&draft, &mut self.others);
        } else if !draft.text.is_empty() {
            self.lay(draft);
        }
    }

    /// What was sent from a field that is gone was refused: it is a draft again, above what was begun meanwhile.
    fn take_back(&mut self, sent: &str, reach: &Reach) -> Task<Message> {
        self.text = Writing::new(&below(sent, &self.kept()));
        self.keep(reach)
    }

    fn found_again(&mut self, draft: Draft) {
        self.others.clone_from(&draft.others);
        if self.sent.is_none() && self.keeper.is_overtaken(&draft, &self.kept()) {
            self.lay(draft);
        }
    }

    /// What the other laptop has goes behind.
    fn add_other(&mut self, reach: &Reach) -> Task<Message> {
        if self.others.is_empty() {
            return Task::none();
        }
        let OtherDraft { id, text, .. } = self.others.remove(0);
        let Some(text) = text else { return Task::none() };
        let parted = if self.before.is_some() { "\n\n" } else { " " };
        self.text = Writing::new(format!("{}{parted}{text}", self.text.words().trim()).trim());
        self.keeper.holds(id);
        self.keep(reach)
    }

    fn can_send(&self) -> bool {
        self.sent.is_none() && !self.text.is_blank()
    }

    fn send(&mut self, reach: &Reach) -> Task<Message> {
        if !self.can_send() {
            return Task::none();
        }
        let (on, sent) = (self.on, self.text.words());
        self.sent = Some(sent.clone());
        self.refused = None;
        let text = sent.trim().to_owned();
        let command = match &self.before {
            Some(_) => Command::Revise { item: on.into(), title: None, text: Some(text), tags: None },
            None => Command::Comment { item: on.into(), text },
        };
        let sent = Box::new(Sent { keeper: self.keeper.clone(), text: sent });
        self.keeper.publish(command, reach, move |written| Message::Sent(sent, written))
    }

    fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let (hint, send) = match &self.before {
            Some(_) => ("answer-hint", "change-publish"),
            None => ("comment-hint", "comment-send"),
        };
        // A comment is short: Enter sends it, and Shift Enter ends a line.
        let enter = self.before.is_none().then_some(Message::Send);
        let least = if self.before.is_some() { measure::COMPOSER } else { 0.0 };
        let field = self.text.view(SANS, Message::Write, Keys { publish: Message::Send, enter, paste: None });
        let field = field
            .id(FIELD)
            .placeholder(ui.text.get(hint))
            .size(size::BODY)
            .padding([gap::XS, gap::S])
            .min_height(least)
            .style(style::area(ui.colors));
        let send = ui.button(ui.text.get(send), Look::Outlined).on_press(self.can_send().then_some(Message::Send));
        let cancel = ui.button(ui.text.get("cancel"), Look::Quiet).on_press(Message::Cancel);
        let kept = if self.keeper.is_empty() || !self.keeper.is_kept() { "" } else { "draft-kept" };
        let kept = if kept.is_empty() { String::new() } else { ui.text.get(kept) };
        let mut parts = Column::new().spacing(gap::XS).align_x(ui.start());
        for other in &self.others {
            parts = parts.push(draft::other(ui, other, Message::AddOther));
        }
        if self.before.is_some() {
            parts = parts.push(writing::marks(ui, Message::Write, None));
        }
        parts = parts.push(field);
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        let foot = [send.into(), cancel.into(), caption(kept, &ui.colors).into()];
        parts.push(ui.across(foot).spacing(gap::XS)).into()
    }
}

impl Comments {
    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        let task = match message {
            Message::Begin(on) => self.begin(Sheet::new(on, None, reach), reach),
            Message::Change(on, text) => self.begin(Sheet::new(on, Some(text), reach), reach),
            Message::Reading(comment, message) => match self.readings.get_mut(&comment) {
                Some((_, reading)) => {
                    reading.update(message, Some(reach)).map(move |message| Message::Reading(comment, message))
                }
                None => Task::none(),
            },
            Message::Cancel => {
                self.sheet = None;
                Task::none()
            }
            Message::Sent(sent, outcome) => return self.sent(*sent, outcome, reach),
            other => match &mut self.sheet {
                Some(sheet) => sheet.update(other, reach),
                None => Task::none(),
            },
        };
        Action::Run(task)
    }

    fn begin(&mut self, sheet: Sheet, reach: &Reach) -> Task<Message> {
        let read = if sheet.anew { Task::none() } else { sheet.keeper.read(reach, Message::Draft) };
        self.sheet = Some(sheet);
        Task::batch([read, operation::focus(FIELD)])
    }

    /// What was typed while it was on its way stays, as a draft.
    fn sent(&mut self, sent: Sent, outcome: One<Written>, reach: &Reach) -> Action {
        let Sent { mut keeper, text: sent } = sent;
        let of_it = |sheet: &&mut Sheet| sheet.keeper.key() == keeper.key() && sheet.sent.is_some();
        let Some(sheet) = self.sheet.as_mut().filter(of_it) else {
            return match outcome {
                Ok(_) => Action::Changed(Task::none()),
                Err(error) => Action::Refused(error, keeper.put_back(reach, Message::Kept)),
            };
        };
        sheet.sent = None;
        let anew = std::mem::take(&mut sheet.anew);
        match outcome {
            Ok(_) if sheet.before.is_none() => {
                if !anew {
                    sheet.text.sent(&sent);
                }
                if sheet.text.is_blank() { self.end(reach) } else { Action::Changed(sheet.keep(reach)) }
            }
            Ok(_) => {
                // The whole text is what will be: what was typed since changes what was just published.
                if sheet.text.words() == sent || sheet.kept().is_empty() {
                    return self.end(reach);
                }
                sheet.before = Some(sent.trim().to_owned());
                Action::Changed(sheet.keep(reach))
            }
            Err(error) => {
                sheet.refused = Some(error);
                Action::Run(if anew { sheet.take_back(&sent, reach) } else { Task::none() })
            }
        }
    }

    /// All of it is published.
    fn end(&mut self, reach: &Reach) -> Action {
        let ended = self.sheet.take().map(|mut sheet| sheet.keeper.keep(String::new(), reach, Message::Kept));
        Action::Changed(ended.unwrap_or_else(Task::none))
    }

    /// Another laptop has written or ended the draft of this name: if it is ours, it is looked at again.
    pub(crate) fn look_again(&self, key: &str, reach: &Reach) -> Task<Message> {
        let sheet = self.sheet.as_ref().filter(|sheet| sheet.keeper.key() == key);
        sheet.map_or_else(Task::none, |sheet| sheet.keeper.read(reach, Message::Again))
    }

    /// These are all.
    pub(crate) fn came<'a>(
        &mut self,
        comments: impl Iterator<Item = &'a Comment>,
        reach: &Reach,
        colors: Colors,
    ) -> Task<Message> {
        let mut before = std::mem::take(&mut self.readings);
        let mut tasks = Vec::new();
        for comment in comments {
            let id = comment.id;
            let (said, mut reading) = before.remove(&id).unwrap_or_default();
            let task = if said == comment.text && reading.is_ready() {
                reading.arrived(Vec::new(), reach)
            } else {
                reading.show(&comment.text, Vec::new(), colors)
            };
            tasks.push(task.map(move |message| Message::Reading(id, message)));
            self.readings.insert(id, (comment.text.clone(), reading));
        }
        Task::batch(tasks)
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        Task::batch(self.readings.iter_mut().map(|(id, (_, reading))| {
            let id = *id;
            reading.recolor(colors).map(move |message| Message::Reading(id, message))
        }))
    }

    /// The text of a comment.
    pub(crate) fn reading(&self, comment: RecordId) -> Option<&Reading> {
        self.readings.get(&comment).map(|(_, reading)| reading)
    }

    /// The field in which one is being written on `item`, if it is.
    pub(crate) fn line<'a>(&'a self, ui: &'a Ui, item: RecordId) -> Option<Element<'a, Message>> {
        self.sheet.as_ref().filter(|sheet| sheet.on == item && sheet.before.is_none()).map(|sheet| sheet.view(ui))
    }

    /// The field in which `item` is being changed, if it is.
    pub(crate) fn change<'a>(&'a self, ui: &'a Ui, item: RecordId) -> Option<Element<'a, Message>> {
        self.sheet.as_ref().filter(|sheet| sheet.on == item && sheet.before.is_some()).map(|sheet| sheet.view(ui))
    }

    /// Who wrote a comment, and when.
    pub(crate) fn head<'a, M: 'a>(&self, ui: &Ui, comment: &Comment) -> Element<'a, M> {
        let revised = (comment.revisions > 0).then(|| ui.text.get("revised"));
        ui.byline(&comment.author, std::iter::once(ago(ui, comment.created)).chain(revised))
    }

    /// What a comment says.
    pub(crate) fn words<'a, M: Clone + 'static>(
        &'a self,
        ui: &'a Ui,
        comment: &'a Comment,
        beside: &Beside,
        told: fn(markdown::Event) -> M,
    ) -> Option<Element<'a, M>> {
        let (_, reading) = self.readings.get(&comment.id)?;
        let look = reading::Look { beside, ..reading::Look::plain(comment.id, size::BODY + 1.0) };
        let words = reading.view(ui, look, told);
        let away = comment.away.as_deref().map(|with| ui.part_away(with));
        Some(Column::new().push(words).push(away).spacing(2).align_x(ui.start()).into())
    }
}

impl Sheet {
    fn update(&mut self, message: Message, reach: &Reach) -> Task<Message> {
        match message {
            // What was read for a field that was here before is none of this.
            Message::Draft(Ok(draft)) if draft.key == self.keeper.key() => self.found(draft),
            Message::Again(Ok(draft)) if draft.key == self.keeper.key() => self.found_again(draft),
            Message::AddOther => return self.add_other(reach),
            Message::Write(message) => {
                let has_changed = self.text.update(message);
                return if has_changed { self.keep(reach) } else { Task::none() };
            }
            Message::Send => return self.send(reach),
            _ => {}
        }
        Task::none()
    }
}
