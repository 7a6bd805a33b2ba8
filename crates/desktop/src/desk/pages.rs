//! What pages and dialogs ask for.

use commonplace_node::command::Command;
use iced::Task;

use super::{Action, Desk, Dialog, Message, Page};
use crate::screen::settings::{devices, you};
use crate::screen::{PAGE_SCROLL, circle, found, invite, join, people, settings, shelf};
use crate::ui::Ui;
use crate::widget::travel;

impl Desk {
    /// The page of the circle whose list is open.
    pub(super) fn show_circle(&mut self) -> Task<Message> {
        // Of a circle that waits there is nothing to see but that.
        let Some(circle) = self.circle().filter(|_| !self.waits()) else { return self.show_home() };
        let (page, task) = circle::Page::open(circle, &self.reach);
        self.page = Page::Circle(Box::new(page));
        Task::batch([travel::to_start(PAGE_SCROLL), task.map(Message::Circle)])
    }

    pub(super) fn run_circle(&mut self, message: circle::Message) -> Task<Message> {
        let Page::Circle(page) = &mut self.page else { return Task::none() };
        match page.update(message, &self.reach) {
            circle::Action::Run(task) => task.map(Message::Circle),
            circle::Action::Changed(task) => Task::batch([task.map(Message::Circle), self.read_circles()]),
            circle::Action::Back => self.back(),
            circle::Action::Invite => {
                let circle = page.circle();
                self.invite_into(circle)
            }
            circle::Action::Export => self.put_export(),
            circle::Action::Left => self.leave_circle(),
        }
    }

    /// The circle on the screen is not one of this person's any more.
    pub(super) fn leave_circle(&mut self) -> Task<Message> {
        self.page = Page::Circles;
        (self.list, self.home) = (None, None);
        self.read_all()
    }

    pub(super) fn people(&mut self, message: people::Message, alone: bool) -> Task<Message> {
        let Page::People(people) = &mut self.page else { return Task::none() };
        match people.update(message, &self.reach) {
            people::Action::None => Task::none(),
            people::Action::Run(task) => task.map(Message::People),
            people::Action::Open(circle, item) => self.open_in(circle, item),
            people::Action::Person(circle, person) => self.show_person(circle, person, alone),
        }
    }

    pub(super) fn become_device(&mut self, ui: &Ui) -> Action {
        let opened = self.shelf(shelf::Message::Settings);
        match self.settings(settings::Message::You(you::Message::Devices(devices::Message::Become)), ui) {
            Action::Run(task) => Action::Run(Task::batch([opened, task.chain(travel::reveal(PAGE_SCROLL))])),
            other => other,
        }
    }

    /// The same by the text of a link, which stands in the field until somebody says that it is meant.
    pub(super) fn become_device_by(&mut self, text: String, ui: &Ui) -> Action {
        match self.become_device(ui) {
            Action::Run(task) => {
                let code = settings::Message::You(you::Message::Devices(devices::Message::Code(text)));
                match self.settings(code, ui) {
                    Action::Run(typed) => Action::Run(Task::batch([task, typed])),
                    other => other,
                }
            }
            other => other,
        }
    }

    pub(super) fn settings(&mut self, message: settings::Message, ui: &Ui) -> Action {
        let Page::Settings(settings) = &mut self.page else { return Action::Run(Task::none()) };
        match settings.update(message, &self.me, ui, &self.reach) {
            settings::Action::Run(task) => Action::Run(task.map(Message::Settings)),
            settings::Action::Choose(choice) => Action::Choose(choice),
            settings::Action::Copy(text) => Action::Run(self.copy(text)),
            settings::Action::Save(text) => Action::Run(self.save_log(text)),
            settings::Action::Changed(task) => {
                let again = self.reach.one(Command::Whoami, Message::Me);
                Action::Run(Task::batch([task.map(Message::Settings), again]))
            }
        }
    }

    pub(super) fn dialog(&mut self, message: Message) -> Task<Message> {
        match (&mut self.dialog, message) {
            (Some(Dialog::Found(found)), Message::Found(message)) => match found.update(message, &self.reach) {
                found::Action::None => Task::none(),
                found::Action::Run(task) => task.map(Message::Found),
                found::Action::Open(circle) => self.joined(circle.id),
            },
            (Some(Dialog::Join(join)), Message::Join(message)) => match join.update(message, &self.reach) {
                join::Action::None => Task::none(),
                join::Action::Run(task) => task.map(Message::Join),
                join::Action::Open(circle) => self.joined(circle),
                join::Action::Pending => self.read_circles(),
            },
            (Some(Dialog::Invite(invite)), Message::Invite(message)) => {
                let asks = self.knocks.first().and_then(|knock| knock.node.as_deref());
                match invite.update(message, asks, &self.reach) {
                    invite::Action::None => Task::none(),
                    invite::Action::Run(task) => task.map(Message::Invite),
                    invite::Action::Close => self.close(),
                }
            }
            (Some(Dialog::Leave(leave)), Message::Leave(message)) => leave.update(message).map(Message::Leave),
            _ => Task::none(),
        }
    }
}
