//! Meetings: the page of one, the page of all, planning, changing, and telling what came of one.

use iced::Task;

use super::{Desk, Message, Page};
use crate::screen::editor::Purpose;
use crate::screen::list::List;
use crate::screen::{PAGE_SCROLL, meeting, meetings};
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::widget::travel;

impl Desk {
    pub(super) fn meeting(&mut self, message: meeting::Message, ui: &Ui) -> Task<Message> {
        let around = self.around();
        let Page::Meeting(page) = &mut self.page else { return Task::none() };
        let action = page.update(message, &self.reach, ui.colors, around);
        self.with_open(action, Message::Meeting, |desk, own| match own {
            meeting::Own::Change(meeting) => {
                let when = meeting.row.when.map(|when| ui.zone.typed(when)).unwrap_or_default();
                desk.write(Purpose::Replan { meeting, when }, ui.colors)
            }
            meeting::Own::Recap(happened) => {
                let (title, text) = (happened.recap_title(&ui.text, &ui.zone), happened.text(&ui.text));
                desk.write(Purpose::Recap { meeting: happened.id, title, text }, ui.colors)
            }
            meeting::Own::All => desk.show_meetings(),
        })
    }

    /// A meeting of the open circle, from a sheet with the parts that meetings have.
    pub(super) fn plan(&mut self, ui: &Ui) -> Task<Message> {
        let Some(circle) = self.list.as_ref().map(List::circle) else { return Task::none() };
        self.write(Purpose::Plan { circle, with: None, agenda: ui.text.get("meeting-template") }, ui.colors)
    }

    /// All meetings of the open circle.
    pub(super) fn show_meetings(&mut self) -> Task<Message> {
        let Some(circle) = self.circle().filter(|_| !self.waits()).map(|circle| circle.id) else {
            return Task::none();
        };
        self.trail.clear();
        let (page, task) = meetings::Page::open(circle, &self.reach);
        self.page = Page::Meetings(page);
        Task::batch([travel::unfocus(), travel::to_start(PAGE_SCROLL), task.map(Message::Meetings)])
    }

    pub(super) fn meetings(&mut self, message: meetings::Message, ui: &Ui) -> Task<Message> {
        let Page::Meetings(page) = &mut self.page else { return Task::none() };
        match page.update(message) {
            meetings::Action::None => Task::none(),
            meetings::Action::Open(meeting) => self.open_item(Item::Meeting(meeting)),
            meetings::Action::Plan => self.plan(ui),
            meetings::Action::Back => self.show_home(),
        }
    }
}
