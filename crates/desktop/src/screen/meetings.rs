//! All meetings of a circle: those ahead, the earliest first, and those that are over.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_node::answer::MeetingRow;
use commonplace_node::command::{Comes, Command, Page as Part};
use commonplace_node::error::Error;
use iced::widget::{Column, column, container};
use iced::{Element, Fill, Task};

use super::PAGE_SCROLL;
use crate::ask::{All, Reach};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SERIF_STRONG, leading, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{caption, meta, title};
use crate::widget::{Clamp, Press};

/// The page of all meetings.
#[derive(Debug)]
pub(crate) struct Page {
    circle: CircleId,
    rows: Option<Vec<MeetingRow>>,
    failed: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// They have come.
    Came(CircleId, All<MeetingRow>),
    /// Somebody opens one.
    Open(RecordId),
    /// Somebody plans one.
    Plan,
    /// Back to the circle.
    Back,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this meeting be opened, with a way back.
    Open(RecordId),
    /// That a meeting be planned.
    Plan,
    /// The circle.
    Back,
}

impl Page {
    /// Opens it for a circle.
    pub(crate) fn open(circle: CircleId, reach: &Reach) -> (Self, Task<Message>) {
        let page = Self { circle, rows: None, failed: None };
        let task = page.load(reach);
        (page, task)
    }

    /// Reads them again.
    pub(crate) fn load(&self, reach: &Reach) -> Task<Message> {
        let circle = self.circle;
        let list = Command::MeetingList { circle: circle.into(), page: Part::FIRST };
        reach.all(list, move |rows| Message::Came(circle, rows))
    }

    /// Of which circle they are.
    pub(crate) fn circle(&self) -> CircleId {
        self.circle
    }

    pub(crate) fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Came(circle, Ok(rows)) if circle == self.circle => {
                (self.rows, self.failed) = (Some(rows), None);
                Action::None
            }
            Message::Came(circle, Err(error)) if circle == self.circle => {
                self.failed = Some(error);
                Action::None
            }
            // Of a circle that was open before.
            Message::Came(..) => Action::None,
            Message::Open(meeting) => Action::Open(meeting),
            Message::Plan => Action::Plan,
            Message::Back => Action::Back,
        }
    }

    /// The page. `writes` says whether this person may plan one.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, circle: &'a str, writes: bool) -> Element<'a, Message> {
        let head = column![title(&ui.text.get("meetings"), size::TITLE), meta(circle, &ui.colors)];
        let mut page = column![ui.back(Message::Back), head.spacing(gap::XXS).align_x(ui.start())]
            .spacing(gap::M)
            .align_x(ui.start());
        if let Some(error) = &self.failed {
            page = page.push(ui.refusal(&ui.sentence(error)));
        }
        let Some(rows) = &self.rows else { return sheet(ui, page) };
        if writes {
            let plan = ui.icon_button(Icon::Calendar, ui.text.get("meeting-plan"), Look::Filled);
            page = page.push(plan.on_press(Message::Plan));
        }
        if rows.is_empty() {
            page = page.push(meta(ui.text.get("meetings-none"), &ui.colors));
        }
        for (key, past) in [("meetings-ahead", false), ("meetings-past", true)] {
            let mut of_it = rows.iter().filter(|row| row.past == past).peekable();
            if of_it.peek().is_some() {
                let lines = Column::with_children(of_it.map(|row| line(ui, row)));
                page = page.push(ui.section(key, lines.into()));
            }
        }
        sheet(ui, page)
    }
}

fn sheet<'a>(ui: &'a Ui, page: Column<'a, Message>) -> Element<'a, Message> {
    ui.scroll(ui.form(page)).id(PAGE_SCROLL).into()
}

/// One of them: its title, when and where it is, and how many come.
fn line<'a>(ui: &'a Ui, row: &'a MeetingRow) -> Element<'a, Message> {
    let name = Clamp::new(&row.title, 2).font(SERIF_STRONG).size(size::ROW_TITLE, leading::TIGHT).start(ui.start());
    let mut beside = vec![ui.when(row)];
    beside.extend(Some(row.place.clone()).filter(|place| !place.is_empty()));
    if row.called_off {
        beside.push(ui.text.get("meeting-called-off"));
    }
    let words = column![name, ui.placed(meta(beside.join("  ·  "), &ui.colors))].spacing(gap::XXS).width(Fill);
    let ink = if row.past || row.called_off { ui.colors.faint } else { ui.colors.accent };
    let count = row.who(Comes::Yes).count();
    let mut parts = vec![Icon::Calendar.at(size::BODY).color(ink).into(), words.into()];
    if !row.recaps.is_empty() {
        parts.push(ui.mark(ui.text.get("meeting-has-recap"), ui.colors.good, ui.colors.good_wash));
    } else if count > 0 {
        let said = ui.text.with("meeting-come-count", &[("count", count.into())]);
        parts.push(caption(said, &ui.colors).wrapping(iced::widget::text::Wrapping::None).into());
    }
    let press = Press::new(ui.across(parts).spacing(gap::S), style::press(ui.colors, Look::Row(false)));
    container(press.padding([gap::XS, gap::XS]).width(Fill).on_press(Message::Open(row.id))).into()
}
