//! How much room the circle takes on this laptop, how much it may, and what would go first.

use commonplace_core::id::CircleId;
use commonplace_node::answer::{Going, Quota};
use commonplace_node::command::{Command, Room as Size};
use commonplace_node::error::Error;
use iced::widget::{Column, column, container};
use iced::{Element, Fill, Task};

use crate::ask::{One, Reach};
use crate::icon::Icon;
use crate::theme::style::Look;
use crate::theme::{SANS, leading, measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, label, meta};
use crate::ui::room::{bytes_of, thousandths};
use crate::widget::Clamp;

/// The name of the field, for giving it the focus.
pub(crate) const ROOM: &str = "circle-room";

/// Room as it is on the screen.
#[derive(Debug, Default)]
pub(crate) struct Room {
    quota: Option<Quota>,
    typed: String,
    busy: bool,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// How things are has come; also after something was settled.
    Came(Box<One<Quota>>),
    /// Somebody types how much.
    Typed(String),
    /// And means it.
    Set,
    /// Somebody wants no bound.
    Unlimited,
    /// Somebody wants what the stewards advise.
    Advised,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That this be said.
    Refused(Error),
}

impl Room {
    /// Reads it.
    pub(crate) fn read(circle: CircleId, reach: &Reach) -> Task<Message> {
        Self::ask(circle, None, reach)
    }

    fn ask(circle: CircleId, room: Option<Size>, reach: &Reach) -> Task<Message> {
        reach.one(Command::CircleQuota { circle: circle.into(), room }, |one| Message::Came(Box::new(one)))
    }

    pub(crate) fn update(&mut self, message: Message, circle: CircleId, reach: &Reach) -> Action {
        let room = match message {
            Message::Typed(typed) => {
                self.typed = typed;
                return Action::None;
            }
            Message::Came(outcome) => {
                self.busy = false;
                return match *outcome {
                    Ok(quota) => {
                        self.quota = Some(quota);
                        Action::None
                    }
                    Err(error) => Action::Refused(error),
                };
            }
            Message::Set => match bytes_of(&self.typed) {
                Some(bytes) => Size::Bytes(bytes),
                None => return Action::None,
            },
            Message::Unlimited => Size::Unlimited,
            Message::Advised => Size::Advised,
        };
        self.busy = true;
        self.typed.clear();
        Action::Run(Self::ask(circle, Some(room), reach))
    }

    /// `advised` is what the stewards advise, if they do.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, advised: Option<u64>) -> Element<'a, Message> {
        let mut parts = Column::new().spacing(space::S).align_x(ui.start());
        parts = parts.push(body(ui.text.get("room-lesson")).color(ui.colors.muted));
        if let Some(quota) = &self.quota {
            parts = parts.push(taken(ui, quota));
            if !quota.next.is_empty() {
                parts = parts.push(next(ui, quota));
            }
        }
        parts.push(self.settle(ui, advised)).into()
    }

    fn settle<'a>(&'a self, ui: &'a Ui, advised: Option<u64>) -> Element<'a, Message> {
        let field = ui
            .field(&ui.text.get("room-hint"), &self.typed)
            .id(ROOM)
            .on_input(Message::Typed)
            .on_submit(Message::Set)
            .width(measure::SHELF);
        let ready = !self.busy && bytes_of(&self.typed).is_some();
        let set = ui.button(ui.text.get("room-set"), Look::Outlined).on_press(ready.then_some(Message::Set));
        let limited = self.quota.as_ref().is_some_and(|quota| quota.quota.is_some());
        let mut others: Vec<Element<'a, Message>> = Vec::new();
        if limited {
            others.push(ui.button(ui.text.get("room-unlimited"), Look::Quiet).on_press(Message::Unlimited).into());
        }
        if let Some(advised) =
            advised.filter(|advised| self.quota.as_ref().is_some_and(|now| now.quota != Some(*advised)))
        {
            let words = ui.text.with("room-advised", &[("size", ui.bytes(advised).into())]);
            others.push(ui.button(words, Look::Quiet).on_press(Message::Advised).into());
        }
        let line = ui.across([field.into(), set.into()]).spacing(space::S);
        let mut parts = column![line].spacing(space::XS).align_x(ui.start());
        if !self.typed.trim().is_empty() && bytes_of(&self.typed).is_none() {
            parts = parts.push(caption(ui.text.get("room-unreadable"), &ui.colors).color(ui.colors.warn));
        }
        if !others.is_empty() {
            parts = parts.push(ui.across(others));
        }
        parts.into()
    }
}

/// How much is used, of how much, and what of it never goes.
fn taken<'a>(ui: &'a Ui, quota: &Quota) -> Element<'a, Message> {
    let used = ("used", ui.bytes(quota.used).into());
    let mut parts = Column::new().align_x(ui.start());
    parts = match quota.quota {
        Some(of) => {
            let words = ui.text.with("room-used-of", &[used, ("quota", ui.bytes(of).into())]);
            let words = if quota.used > of { body(words).color(ui.colors.warn) } else { body(words) };
            parts.push(words).push(ui.bar(thousandths(quota.used, of)))
        }
        None => parts.push(body(ui.text.with("room-used", &[used]))),
    };
    let of = [
        ("texts", ui.bytes(quota.records + quota.bodies).into()),
        ("blobs", ui.bytes(quota.blobs).into()),
        ("staying", ui.bytes(quota.staying).into()),
    ];
    parts.push(meta(ui.text.with("room-of-it", &of), &ui.colors)).into()
}

fn next<'a>(ui: &'a Ui, quota: &'a Quota) -> Element<'a, Message> {
    let mut list = column![label(ui.text.get("room-next"), &ui.colors)].spacing(space::XXS).align_x(ui.start());
    for going in &quota.next {
        list = list.push(one(ui, going));
    }
    list.into()
}

fn one<'a>(ui: &'a Ui, going: &'a Going) -> Element<'a, Message> {
    // A text has the title alone.
    let name = if going.blob.is_some() { &going.name } else { &going.title };
    let name = Clamp::new(name, 1).font(SANS).size(size::BODY, leading::NORMAL).start(ui.start());
    let with = ui.text.with("room-with", &[("count", going.devices.into())]);
    let said = caption(format!("{}  ·  {with}", ui.bytes(going.bytes)), &ui.colors);
    let icon = if going.blob.is_some() { Icon::Attachment } else { Icon::Note };
    let icon = icon.at(size::BODY).color(ui.colors.faint);
    let parts = [icon.into(), container(name).width(Fill).into(), said.into()];
    ui.across(parts).spacing(space::XS).into()
}
