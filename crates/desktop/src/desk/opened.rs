//! What somebody opens by its name or by a click is shown, and nothing is done with it before they say so.

use commonplace_node::command::Opened;
use iced::Task;

use super::{Action, Desk, Dialog, Message};
use crate::screen::join::{self, Join};
use crate::screen::offer::{self, Offer};
use crate::ui::Ui;

impl Desk {
    /// Shows what waits to be shown, once nothing lies over the page.
    pub(super) fn show_opened(&mut self, ui: &Ui) -> Task<Message> {
        if self.dialog.is_some() {
            return Task::none();
        }
        match self.opened.take() {
            None => Task::none(),
            Some(Opened::Ticket(ticket)) => {
                let (join, task) = Join::open_with(&ticket, &self.reach);
                Task::batch([self.put_over(Dialog::Join(join), Some(join::TICKET)), task.map(Message::Join)])
            }
            Some(Opened::Bundle(file)) => {
                let (offer, task) = Offer::open(file, &self.reach);
                Task::batch([self.put_over(Dialog::Offer(offer), None), task.map(Message::Offer)])
            }
            Some(Opened::Link(text)) => match self.become_device_by(text, ui) {
                Action::Run(task) => task,
                Action::Choose(_) | Action::Stopped => Task::none(),
            },
        }
    }

    pub(super) fn offer(&mut self, message: offer::Message) -> Task<Message> {
        let Some(Dialog::Offer(offer)) = &mut self.dialog else { return Task::none() };
        offer.update(message, &self.reach).map(Message::Offer)
    }
}
