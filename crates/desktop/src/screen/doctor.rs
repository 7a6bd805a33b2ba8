//! The connection doctor: what is in the way between two laptops, wherever somebody asks for it.

use commonplace_node::answer::{Finding, Severity};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::widget::Column;
use iced::{Element, Task};

use crate::ask::{Asker, Heard, Reach, Told};
use crate::theme::space;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::ui::parts::{body, meta};

/// What it has found, while it looks and after.
#[derive(Debug, Default)]
pub(crate) struct Doctor {
    findings: Vec<Finding>,
    looking: Option<Asker>,
    /// Whether it has looked at all.
    looked: bool,
    refused: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody wants to know what is in the way.
    Look,
    /// It has found something, or everything.
    Found(Told<Finding>),
}

impl Doctor {
    /// `target` is an address that is looked at as well, if one is typed.
    pub(crate) fn update(&mut self, message: Message, target: &str, reach: &Reach) -> Task<Message> {
        match message {
            Message::Look => {
                self.findings.clear();
                (self.looked, self.refused) = (false, None);
                let target = Some(target.trim().to_owned()).filter(|address| !address.is_empty());
                let (task, asker) = reach.follow(Command::Doctor { target }, Message::Found);
                self.looking = Some(asker);
                return task;
            }
            Message::Found(told) => match told.to(self.looking.as_ref()) {
                Some(Heard::Answer(finding)) => self.findings.push(finding),
                Some(Heard::Over(outcome)) => {
                    self.looking = None;
                    self.looked = true;
                    self.refused = outcome.err();
                }
                None => {}
            },
        }
        Task::none()
    }

    /// Whether it looks.
    pub(crate) fn is_looking(&self) -> bool {
        self.looking.is_some()
    }

    /// What it has found.
    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What it does, the button for it, and what it has found.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let look = ui.button(ui.text.get("doctor-look"), Look::Outlined);
        let look = look.on_press(self.looking.is_none().then_some(Message::Look));
        let mut parts = Column::new().spacing(space::S).align_x(ui.start());
        parts = parts.push(body(ui.text.get("doctor-lesson")).color(ui.colors.muted)).push(look);
        for finding in &self.findings {
            parts = parts.push(ui.finding(finding));
        }
        if self.looking.is_some() {
            parts = parts.push(meta(ui.text.get("doctor-looking"), &ui.colors));
        } else if self.looked && self.findings.iter().all(|finding| finding.severity == Severity::Good) {
            parts = parts.push(meta(ui.text.get("trouble-nothing"), &ui.colors));
        }
        ui.with_refusal(parts.into(), self.refused.as_ref())
    }
}
