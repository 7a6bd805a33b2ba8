//! Several rows at once: chosen by pointer and keys, and handed to whatever is done with them.

use std::collections::BTreeSet;

use iced::Task;
use iced::keyboard::Modifiers;
use iced::widget::Id;

use super::{Act, Action, List, Message};
use crate::keys::Key;
use crate::screen::menu::{At, Heading, Line, Menu};
use crate::ui::card::{Card, Item, WALKED};

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
    pub(super) fn menu(&mut self, item: Item, at: At) -> Action {
        if self.chosen.has(item) {
            return Action::Menu(menu_of(self.chosen_cards()), at);
        }
        self.chosen.clear();
        self.cursor = self.place_of(item);
        let card = self.cursor.and_then(|place| self.card(place)).cloned();
        Action::Menu(menu_of(card.into_iter().collect()), at)
    }

    /// The menu of the row that the arrows are at, or of all that are chosen.
    pub(crate) fn menu_by_key(&mut self) -> Option<Action> {
        let at = At::Under(Id::new(WALKED));
        match self.under_cursor() {
            Some(item) => Some(self.menu(item, at)),
            None => (self.chosen() > 0).then(|| Action::Menu(menu_of(self.chosen_cards()), at)),
        }
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

/// What can be done with these, in a menu.
fn menu_of(cards: Vec<Card>) -> Menu<(Act, Vec<Card>)> {
    let mut acts = Act::of(&cards);
    let heading = match &cards[..] {
        [card] => {
            acts.insert(0, Act::Open);
            Heading::Words(card.title.clone())
        }
        cards => Heading::Count(cards.len()),
    };
    let line = |act: Act| {
        let line = Line::new(act.icon(), act.key(), (act, cards.clone()));
        match act {
            Act::Open => line.by(Key::Open),
            Act::TakeBack => line.apart(),
            Act::Read | Act::Copy | Act::Save | Act::Keep => line,
        }
    };
    let lines = if cards.is_empty() { Vec::new() } else { acts.into_iter().map(line).collect() };
    Menu::new(heading, lines)
}
