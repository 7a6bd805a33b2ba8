//! Cards: the page of one, making and changing them, and reviewing.

use commonplace_learning::reading::Link;
use commonplace_node::command::{Grade, Pick, What};
use iced::Task;

use super::{Desk, Message, Page};
use crate::screen::editor::Purpose;
use crate::screen::list::List;
use crate::screen::{PAGE_SCROLL, card, note, quick_vote, review};
use crate::theme::Colors;
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::widget::{markdown, travel};

impl Desk {
    pub(super) fn card(&mut self, message: card::Message, colors: Colors) -> Task<Message> {
        let around = self.around();
        let Page::Card(page) = &mut self.page else { return Task::none() };
        let action = page.update(message, &self.reach, colors, around);
        self.with_open(action, Message::Card, |desk, own| match own {
            card::Own::Change(card) => desk.write(Purpose::Recard(card), colors),
            card::Own::Review => desk.show_review(),
        })
    }

    /// A card from what is selected or open, or one of its own.
    pub(super) fn make_card(&mut self, colors: Colors) -> Task<Message> {
        match &self.page {
            Page::Note(_) => self.note(note::Message::Card, colors),
            Page::QuickVote(page) if page.is_uncovered() => self.quick_vote(quick_vote::Message::Card, colors),
            _ => self.new_card(colors),
        }
    }

    /// A card of the open circle that is made from nothing.
    pub(super) fn new_card(&mut self, colors: Colors) -> Task<Message> {
        let circle = self.list.as_ref().map(List::circle);
        circle.map_or_else(Task::none, |circle| {
            self.write(
                Purpose::Card { circle, front: String::new(), back: String::new(), quote: None, from: None },
                colors,
            )
        })
    }

    /// What there is to review in the open circle.
    pub(super) fn show_review(&mut self) -> Task<Message> {
        let Some(circle) = self.circle().filter(|_| !self.waits()).map(|circle| circle.id) else {
            return Task::none();
        };
        self.trail.clear();
        self.reviewing = None;
        let (page, task) = review::Page::open(circle, &self.reach);
        self.page = Page::Review(Box::new(page));
        Task::batch([travel::unfocus(), travel::to_start(PAGE_SCROLL), task.map(Message::Review)])
    }

    pub(super) fn review(&mut self, message: review::Message, ui: &Ui) -> Task<Message> {
        let Page::Review(page) = &mut self.page else { return Task::none() };
        match page.update(message, &self.reach, ui.colors) {
            review::Action::Run(task) => task.map(Message::Review),
            review::Action::Text(event) => self.in_review(event),
            review::Action::Open(item, goal) => self.leave_review(item, goal),
            review::Action::All => {
                let cards = Pick { what: What::Cards, ..Pick::default() };
                let shown = self.show_home();
                Task::batch([shown, self.show_list(cards, !ui.is_wide())])
            }
            review::Action::Back => self.show_home(),
        }
    }

    /// Opens something from a review, to which one comes back.
    fn leave_review(&mut self, item: Item, goal: Option<note::Goal>) -> Task<Message> {
        if let Page::Review(page) = std::mem::replace(&mut self.page, Page::Blank) {
            self.reviewing = Some(page);
        }
        self.open_link(item, goal)
    }

    /// Back to the card that was before somebody.
    pub(super) fn go_on_reviewing(&mut self, mut page: Box<review::Page>) -> Task<Message> {
        let task = page.back(&self.reach).map(Message::Review);
        self.page = Page::Review(page);
        task
    }

    fn in_review(&mut self, event: markdown::Event) -> Task<Message> {
        match event {
            // What a name in a card leads to is looked for from a card that is open.
            markdown::Event::Link(link @ Link::Address(_)) => self.follow(&link),
            markdown::Event::Link(_) => self.review_open(),
            markdown::Event::Copy(code) => self.copy(code),
            markdown::Event::Asked(question) => self.leave_review(Item::Question(question), None),
            markdown::Event::Disputed(dispute) => self.leave_review(Item::Dispute(dispute), None),
            markdown::Event::Passage(_) | markdown::Event::Settle(_) => Task::none(),
        }
    }

    fn review_open(&mut self) -> Task<Message> {
        let Page::Review(page) = &mut self.page else { return Task::none() };
        let first = page.first();
        first.map_or_else(Task::none, |card| self.leave_review(Item::Card(card), None))
    }

    /// The grades have the keys 1 to 4.
    pub(super) fn review_by_key(&mut self, number: u8, ui: &Ui) -> Task<Message> {
        let grade = usize::from(number).checked_sub(1).and_then(|place| Grade::GIVEN.get(place));
        grade.map_or_else(Task::none, |grade| self.review(review::Message::Grade(*grade), ui))
    }
}
