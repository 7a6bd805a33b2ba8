//! Several rows at once: chosen by pointer and keys, and handed to whatever is done with them.

use std::collections::BTreeSet;

use iced::keyboard::Modifiers;
use iced::{Point, Task};

use super::{Action, List, Message};
use crate::ui::card::{Card, Item, WALKED};
use crate::widget::travel;

impl List {
    /// Opens a row, unless Ctrl or Shift are held: then it is chosen, with others or alone.
    pub(super) fn press(&mut self, item: Item, held: Modifiers) -> Option<Item> {
        let place = self.place_of(item)?;
        let before = self.cursor.replace(place);
        self.walking = false;
        if held.shift() {
            let mut chosen = std::mem::take(&mut self.chosen);
            chosen.reach(before, place, |at| Some(self.card(at)?.item));
            self.chosen = chosen;
            return None;
        }
        if held.command() {
            self.chosen.toggle(place, item);
            return None;
        }
        self.chosen.stand_at(place);
        Some(item)
    }

    /// What can be done with a row, or with all that are chosen if it is one of them.
    pub(super) fn menu(&mut self, item: Item, at: Point) -> Action {
        if !self.chosen.has(item) {
            self.chosen.clear();
            self.cursor = self.place_of(item);
            let card = self.cursor.and_then(|place| self.card(place)).cloned();
            return Action::Menu(card.into_iter().collect(), at);
        }
        Action::Menu(self.chosen_cards(), at)
    }

    /// The menu of the row that the arrows are at.
    pub(crate) fn ask_menu(&self) -> Task<Message> {
        travel::place_of(WALKED).map(Message::MenuAt)
    }

    pub(super) fn chosen_cards(&self) -> Vec<Card> {
        let all = (0..self.shown()).filter_map(|place| self.card(place));
        all.filter(|card| self.chosen.has(card.item)).cloned().collect()
    }

    /// How many rows are chosen.
    pub(crate) fn chosen(&self) -> usize {
        self.chosen.len()
    }

    /// Chooses all rows that have been read.
    pub(crate) fn choose_all(&mut self) {
        let items: Vec<Item> = (0..self.shown()).filter_map(|place| Some(self.card(place)?.item)).collect();
        self.chosen.all(items.into_iter());
    }

    /// Chooses the row that the arrows are at, or no longer.
    pub(crate) fn choose(&mut self) {
        if let (Some(place), Some(item)) = (self.cursor, self.under_cursor()) {
            self.chosen.toggle(place, item);
        }
    }

    /// One row more up or down is chosen.
    pub(crate) fn extend(&mut self, down: bool) -> Task<Message> {
        let before = self.cursor;
        let task = self.walk(down);
        if let Some(to) = self.cursor {
            let mut chosen = std::mem::take(&mut self.chosen);
            chosen.reach(before, to, |at| Some(self.card(at)?.item));
            self.chosen = chosen;
        }
        task
    }

    /// None is chosen any more.
    pub(crate) fn unchoose(&mut self) {
        self.chosen.clear();
    }

    /// These are about to be taken back, and not shown from now on; or they are shown again.
    pub(crate) fn hide(&mut self, leaving: Vec<Item>) {
        self.chosen.clear();
        self.leaving = leaving;
        self.cursor = None;
    }

    /// What is gone from the list is not chosen any more.
    pub(super) fn keep_chosen(&mut self) {
        if self.chosen.len() > 0 {
            let there: BTreeSet<Item> = (0..self.shown()).filter_map(|place| Some(self.card(place)?.item)).collect();
            self.chosen.keep(|item| there.contains(&item));
        }
    }
}
