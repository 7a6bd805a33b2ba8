//! All disputes of a circle: those that are open first, which is what there is to do for whoever checks sources.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_node::answer::DisputeRow;
use commonplace_node::command::{Command, Page as Part};
use commonplace_node::error::Error;
use iced::widget::{Column, column};
use iced::{Element, Task};

use super::PAGE_SCROLL;
use crate::ask::{All, Reach};
use crate::theme::style::Look;
use crate::theme::{size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{meta, title};

/// The page of all disputes.
#[derive(Debug)]
pub(crate) struct Page {
    circle: CircleId,
    /// Only those that are open.
    open: bool,
    rows: Option<Vec<DisputeRow>>,
    failed: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// They have come: of this circle, all or only open ones.
    Came(CircleId, bool, All<DisputeRow>),
    /// Somebody wants to see only those that are open, or all.
    OnlyOpen(bool),
    /// Somebody opens one.
    Open(RecordId),
    /// Back to the circle.
    Back,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That this dispute be opened, with a way back.
    Open(RecordId),
    /// The circle.
    Back,
}

impl Page {
    /// Opens it for a circle.
    pub(crate) fn open(circle: CircleId, reach: &Reach) -> (Self, Task<Message>) {
        let page = Self { circle, open: false, rows: None, failed: None };
        let task = page.load(reach);
        (page, task)
    }

    /// Reads them again.
    pub(crate) fn load(&self, reach: &Reach) -> Task<Message> {
        let (circle, open) = (self.circle, self.open);
        let list = Command::DisputeList { circle: circle.into(), open, page: Part::FIRST };
        reach.all(list, move |rows| Message::Came(circle, open, rows))
    }

    /// Of which circle they are.
    pub(crate) fn circle(&self) -> CircleId {
        self.circle
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Came(circle, open, rows) if (circle, open) == (self.circle, self.open) => match rows {
                Ok(rows) => (self.rows, self.failed) = (Some(rows), None),
                Err(error) => self.failed = Some(error),
            },
            // Of a circle that was open before, or asked for otherwise.
            Message::Came(..) => {}
            Message::OnlyOpen(open) => {
                self.open = open;
                return Action::Run(self.load(reach));
            }
            Message::Open(dispute) => return Action::Open(dispute),
            Message::Back => return Action::Back,
        }
        Action::Run(Task::none())
    }

    /// The page.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, circle: &'a str) -> Element<'a, Message> {
        let head = column![title(&ui.text.get("disputes"), size::TITLE), meta(circle, &ui.colors)];
        let mut page = column![ui.back(Message::Back), head.spacing(gap::XXS).align_x(ui.start())]
            .spacing(gap::M)
            .align_x(ui.start());
        if let Some(error) = &self.failed {
            page = page.push(ui.refusal(&ui.sentence(error)));
        }
        let only = ui.button(ui.text.get("disputes-only-open"), Look::Choice(self.open));
        page = page.push(only.on_press(Message::OnlyOpen(!self.open)));
        let Some(rows) = &self.rows else { return sheet(ui, page) };
        if rows.is_empty() {
            let key = if self.open { "disputes-none-open" } else { "disputes-none" };
            return sheet(ui, page.push(meta(ui.text.get(key), &ui.colors)));
        }
        sheet(ui, page.push(ui.dispute_lines(rows, Message::Open)))
    }
}

fn sheet<'a>(ui: &'a Ui, page: Column<'a, Message>) -> Element<'a, Message> {
    ui.scroll(ui.form(page)).id(PAGE_SCROLL).into()
}
