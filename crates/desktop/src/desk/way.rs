//! The way from one thing read to the next, and back.

use std::mem::{Discriminant, discriminant};

use iced::Task;

use super::{Desk, Dialog, Message, Page};
use crate::screen::open::Open as _;
use crate::screen::{PAGE_SCROLL, bring, card, dispute, meeting, note, offer, question, quick_vote};
use crate::ui::card::Item;
use crate::widget::travel;

/// Links that one can come back over.
const TRAIL: usize = 64;

impl Desk {
    /// Opens what somebody chose; what they read before is behind them.
    pub(crate) fn open_item(&mut self, item: Item) -> Task<Message> {
        self.trail.clear();
        self.reviewing = None;
        self.show(item, None)
    }

    /// Opens what a link led to, with a way back.
    pub(super) fn open_link(&mut self, item: Item, goal: Option<note::Goal>) -> Task<Message> {
        self.trail.extend(self.item());
        let longer = self.trail.len().saturating_sub(TRAIL);
        self.trail.drain(..longer);
        if let Some(list) = &mut self.list {
            list.leave();
        }
        self.show(item, goal)
    }

    pub(super) fn show(&mut self, item: Item, goal: Option<note::Goal>) -> Task<Message> {
        let opened = match item {
            Item::Note(id) => {
                let (page, task) = note::Page::open(id, goal, &self.reach);
                self.page = Page::Note(Box::new(page));
                task.map(Message::Note)
            }
            Item::Card(id) => {
                let (page, task) = card::Page::open(id, &self.reach);
                self.page = Page::Card(Box::new(page));
                task.map(Message::Card)
            }
            Item::Question(id) => {
                let (page, task) = question::Page::open(id, &self.reach);
                self.page = Page::Question(Box::new(page));
                task.map(Message::Question)
            }
            Item::Dispute(id) => {
                let (page, task) = dispute::Page::open(id, &self.reach);
                self.page = Page::Dispute(Box::new(page));
                task.map(Message::Dispute)
            }
            Item::Meeting(id) => {
                let (page, task) = meeting::Page::open(id, &self.reach);
                self.page = Page::Meeting(Box::new(page));
                task.map(Message::Meeting)
            }
            Item::QuickVote(id) => {
                let (page, task) = quick_vote::Page::open(id, &self.reach);
                self.page = Page::QuickVote(Box::new(page));
                task.map(Message::QuickVote)
            }
        };
        Task::batch([travel::unfocus(), travel::to_start(PAGE_SCROLL), opened, self.mark_read()])
    }

    /// Which page is open.
    pub(super) fn at(&self) -> (Discriminant<Page>, Option<Item>) {
        (discriminant(&self.page), self.item())
    }

    /// What is open.
    pub(crate) fn item(&self) -> Option<Item> {
        match &self.page {
            Page::Note(page) => Some(Item::Note(page.id())),
            Page::Card(page) => Some(Item::Card(page.id())),
            Page::Question(page) => Some(Item::Question(page.id())),
            Page::Dispute(page) => Some(Item::Dispute(page.id())),
            Page::Meeting(page) => Some(Item::Meeting(page.id())),
            Page::QuickVote(page) => Some(Item::QuickVote(page.id())),
            _ => None,
        }
    }

    /// To where one came from: out of a dialog, from the desk to what was read, back over a link, from a
    /// page to the list.
    pub(super) fn back(&mut self) -> Task<Message> {
        if self.dialog.is_some() {
            return self.close();
        }
        if let Page::Editor(editor) = &self.page {
            let came_from = editor.came_from();
            return self.back_to(came_from);
        }
        let before = self.trail.pop();
        match self.reviewing.take_if(|_| before.is_none()) {
            Some(page) => self.go_on_reviewing(page),
            None => self.back_to(before),
        }
    }

    /// Puts away what lies over the page itself; false when nothing does.
    fn put_away(&mut self) -> bool {
        match &mut self.page {
            Page::Note(page) => page.put_away(),
            Page::Card(page) => page.put_away(),
            Page::Question(page) => page.put_away(),
            Page::Dispute(page) => page.put_away(),
            Page::Meeting(page) => page.put_away(),
            Page::QuickVote(page) => page.put_away(),
            Page::Editor(editor) => editor.put_away(),
            _ => false,
        }
    }

    /// Out of a search whose results are in sight, or back. `alone` says that a page covers the list.
    pub(super) fn escape(&mut self, alone: bool) -> Task<Message> {
        // What is being taken in ends as by its own button; what became of it until now is shown.
        if matches!(&self.dialog, Some(Dialog::Bring(bring)) if bring.is_busy()) {
            return self.bring(bring::Message::Stop);
        }
        if matches!(&self.dialog, Some(Dialog::Offer(offer)) if offer.is_busy()) {
            return self.offer(offer::Message::Stop);
        }
        if self.dialog.is_none() && self.put_away() {
            return Task::none();
        }
        let in_sight = self.dialog.is_none() && self.sees_list(alone);
        if let Some(list) = self.list.as_mut().filter(|list| in_sight && list.chosen() > 0) {
            list.unchoose();
            return Task::none();
        }
        match self.list.as_mut().filter(|list| in_sight && list.is_searching()) {
            Some(list) => list.clear(&self.reach).map(Message::List),
            None => self.back(),
        }
    }

    pub(super) fn back_to(&mut self, item: Option<Item>) -> Task<Message> {
        if let Some(item) = item {
            return self.show(item, None);
        }
        self.page = if self.list.is_some() { Page::Blank } else { Page::Circles };
        self.read_home()
    }
}
