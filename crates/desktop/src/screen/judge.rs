//! Saying that something is wrong, hiding it or showing it again, and taking back what is one's own.

use commonplace_core::id::RecordId;
use commonplace_node::answer::Written;
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::widget::{column, container};
use iced::{Element, Fill, Task};

use crate::ask::{One, Reach};
use crate::theme::style::{self, Look};
use crate::theme::{measure, space as gap};
use crate::ui::Ui;
use crate::ui::parts::body;

/// The name of the field, for giving it the focus.
pub(crate) const REASON: &str = "judge-reason";

/// What somebody is about to do with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Tell those who moderate.
    Flag,
    /// Hide it from all but its author and those who moderate.
    Hide,
    /// Show it again.
    Show,
    /// Take it back: it is one's own.
    TakeBack,
}

/// At most one deed is being thought over at a time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Judge {
    about: Option<(RecordId, Deed)>,
    reason: String,
    busy: bool,
    refused: Option<Error>,
    /// What was done last, to be said.
    done: Option<(RecordId, Deed)>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody is about to do this with an item.
    Begin(RecordId, Deed),
    /// Somebody says why.
    Reason(String),
    /// Somebody thinks better of it.
    Cancel,
    /// Somebody does it.
    Do,
    /// The node has done it.
    Done(One<Written>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That the page be read again: something was done.
    Done,
}

impl Deed {
    fn key(self, part: &'static str) -> String {
        let deed = match self {
            Self::Flag => "flag",
            Self::Hide => "hide",
            Self::Show => "show-again",
            Self::TakeBack => "take-back",
        };
        format!("{deed}-{part}")
    }

    /// Everybody can read why something was flagged or hidden; what is one's own needs no reason.
    fn needs_reason(self) -> bool {
        matches!(self, Self::Flag | Self::Hide)
    }

    fn command(self, item: RecordId, reason: String) -> Command {
        let item = item.into();
        match self {
            Self::Flag => Command::Flag { item, reason },
            Self::Hide => Command::Hide { item, hidden: true, reason },
            Self::Show => Command::Hide { item, hidden: false, reason },
            Self::TakeBack => Command::Retract { item },
        }
    }
}

impl Judge {
    /// Whether something is being thought over, which Escape puts away.
    pub(crate) fn put_away(&mut self) -> bool {
        self.about.take().is_some()
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Begin(item, deed) => {
                *self = Self { about: Some((item, deed)), ..Self::default() };
                if deed.needs_reason() {
                    return Action::Run(iced::widget::operation::focus(REASON));
                }
            }
            Message::Reason(reason) => self.reason = reason,
            Message::Cancel => *self = Self::default(),
            Message::Do => {
                if let Some((item, deed)) = self.about.filter(|_| self.can_do()) {
                    self.busy = true;
                    self.refused = None;
                    let command = deed.command(item, self.reason.trim().to_owned());
                    return Action::Run(reach.one(command, Message::Done));
                }
            }
            Message::Done(Ok(_)) => {
                let done = self.about.take();
                *self = Self { done, ..Self::default() };
                return Action::Done;
            }
            Message::Done(Err(error)) => {
                self.busy = false;
                self.refused = Some(error);
            }
        }
        Action::Run(Task::none())
    }

    fn can_do(&self) -> bool {
        let reasoned = |deed: Deed| !deed.needs_reason() || !self.reason.trim().is_empty();
        !self.busy && self.about.is_some_and(|(_, deed)| reasoned(deed))
    }

    /// What is about to be done with this item, or was just done.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, item: RecordId) -> Option<Element<'a, Message>> {
        if let Some((_, Deed::Flag)) = self.done.filter(|(done, _)| *done == item) {
            let said = ui.text.get("flag-done");
            return Some(ui.notice(crate::icon::Icon::Check, &said, ui.colors.good, ui.colors.good_wash));
        }
        let (_, deed) = self.about.filter(|(about, _)| *about == item)?;
        let mut parts = column![body(ui.text.get(&deed.key("lesson")))].spacing(gap::S).align_x(ui.start());
        if deed.needs_reason() {
            let field = ui
                .field(&ui.text.get(&deed.key("hint")), &self.reason)
                .id(REASON)
                .on_input(Message::Reason)
                .on_submit(Message::Do);
            parts = parts.push(field);
        }
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        let look = if deed == Deed::TakeBack { Look::Grave } else { Look::Filled };
        let go = ui.button(ui.text.get(&deed.key("do")), look).on_press(self.can_do().then_some(Message::Do));
        let cancel = ui.button(ui.text.get("cancel"), Look::Quiet).on_press(Message::Cancel);
        let parts = parts.push(ui.across([go.into(), cancel.into()]).spacing(gap::XS));
        let ground = style::patch(ui.colors.sunken, ui.colors.ink, measure::RADIUS);
        Some(container(parts).style(ground).padding(gap::M).width(Fill).into())
    }
}
