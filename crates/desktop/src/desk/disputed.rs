//! Disputes: the page of one, the page of all, beginning one, and telling whom they concern.

use commonplace_core::id::RecordId;
use commonplace_node::answer::Dispute;
use commonplace_node::command::Command;
use iced::Task;

use super::{Desk, Message, Page};
use crate::ask::One;
use crate::screen::open::Open as _;
use crate::screen::{PAGE_SCROLL, dispute, disputes, note, question};
use crate::theme::Colors;
use crate::ui::card::Item;
use crate::widget::travel;

/// Disputes that are looked at for whom they concern, when several come at once.
const LOOKED_AT: usize = 16;

impl Desk {
    pub(super) fn dispute(&mut self, message: dispute::Message, colors: Colors) -> Task<Message> {
        let around = self.around();
        let Page::Dispute(page) = &mut self.page else { return Task::none() };
        let action = page.update(message, &self.reach, colors, around);
        self.with_open(action, Message::Dispute, |desk, own| match own {
            dispute::Own::All => desk.show_disputes(),
        })
    }

    /// All disputes of the open circle.
    pub(super) fn show_disputes(&mut self) -> Task<Message> {
        let Some(circle) = self.circle().filter(|_| !self.waits()).map(|circle| circle.id) else {
            return Task::none();
        };
        self.trail.clear();
        let (page, task) = disputes::Page::open(circle, &self.reach);
        self.page = Page::Disputes(page);
        Task::batch([travel::unfocus(), travel::to_start(PAGE_SCROLL), task.map(Message::Disputes)])
    }

    pub(super) fn disputes(&mut self, message: disputes::Message) -> Task<Message> {
        let Page::Disputes(page) = &mut self.page else { return Task::none() };
        match page.update(message, &self.reach) {
            disputes::Action::Run(task) => task.map(Message::Disputes),
            disputes::Action::Open(dispute) => self.open_item(Item::Dispute(dispute)),
            disputes::Action::Back => self.show_home(),
        }
    }

    /// A dispute of what is open.
    pub(super) fn begin_dispute(&mut self, colors: Colors) -> Task<Message> {
        match &self.page {
            Page::Note(_) => self.note(note::Message::BeginDispute, colors),
            Page::Question(page) => {
                let of = page.id();
                self.question(question::Message::BeginDispute(of), colors)
            }
            _ => Task::none(),
        }
    }

    /// Disputes came, or came to something else: what is open may be made from what they dispute, and somebody may be concerned.
    pub(super) fn disputed(&mut self, ids: &[RecordId]) -> Task<Message> {
        let look = ids.iter().take(LOOKED_AT).map(|id| {
            let command = Command::DisputeShow { dispute: id.into() };
            self.reach.one(command, |dispute| Message::WatchedDispute(Box::new(dispute)))
        });
        let look = Task::batch(look.collect::<Vec<_>>());
        Task::batch([self.read_page(), self.read_home(), self.read_circles(), look])
    }

    pub(super) fn watched_dispute(&mut self, dispute: One<Dispute>) -> Task<Message> {
        let news = dispute.ok().and_then(|dispute| self.watch.dispute(&dispute));
        self.notice(news)
    }
}
