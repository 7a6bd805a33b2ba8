//! What the list leaves out and in which order it comes: notes or questions in a line, the rest in a drawer below it.

use commonplace_node::answer::{Circle, Member, TagRow};
use commonplace_node::command::{Pick, Sort, What};
use iced::widget::{Column, column};
use iced::{Element, Fill};

use super::super::invite::choice;
use super::{List, Message};
use crate::icon::Icon;
use crate::theme::space as gap;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::ui::parts::label;

const KINDS: [(What, &str); 5] = [
    (What::All, "filter-all"),
    (What::Notes, "filter-notes"),
    (What::Cards, "cards"),
    (What::Questions, "filter-questions"),
    (What::QuickVotes, "votes"),
];
const QUESTIONS: [(What, &str); 3] =
    [(What::Questions, "questions-all"), (What::Open, "filter-open"), (What::Unanswered, "questions-unanswered")];
const VOTES: [(What, &str); 2] = [(What::QuickVotes, "questions-all"), (What::Choosing, "vote-filter-choosing")];
const ORDERS: [(Sort, &str); 5] = [
    (Sort::Newest, "sort-newest"),
    (Sort::Oldest, "sort-oldest"),
    (Sort::Title, "sort-title"),
    (Sort::Author, "sort-author"),
    (Sort::Folder, "sort-folder"),
];
/// Tags and authors offered at most: more are found by searching.
const OFFERED: usize = 14;

impl List {
    /// Whether anything but the kind is left out.
    pub(super) fn is_sifted(&self) -> bool {
        self.pick.tag.is_some() || self.pick.author.is_some() || self.pick.unread
    }

    pub(super) fn filters<'a>(&'a self, ui: &'a Ui, circle: &'a Circle) -> Element<'a, Message> {
        let stages: [&'static [(What, &str)]; 2] = [&QUESTIONS, &VOTES];
        let is_here = |stages: &&[(What, &str)]| stages.iter().any(|(what, _)| *what == self.pick.what);
        let stages = stages.into_iter().find(is_here).unwrap_or_default();
        let mut kinds: Vec<Element<'a, Message>> = Vec::new();
        for (what, key) in KINDS {
            let here = self.pick.what == what || stages.first().is_some_and(|(first, _)| *first == what);
            kinds.push(choice(ui, ui.text.get(key), here, Message::What(what)).into());
        }
        let sift = ui.button(ui.text.get("filter-more"), Look::Choice(self.sifting)).on_press(Message::Sift);
        // Two lines: in one that wraps from right to left, the first of them would be what wraps.
        let mut below = kinds.split_off(KINDS.len().div_ceil(2));
        below.push(sift.into());
        let kinds = [kinds, below].map(|line| ui.across(line).spacing(2).wrap().into());
        let kinds = Column::with_children(kinds).spacing(2).align_x(ui.start());
        let mut parts = column![kinds].spacing(gap::XS).align_x(ui.start());
        if !stages.is_empty() {
            let mut states: Vec<Element<'a, Message>> = Vec::new();
            for (what, key) in stages {
                states.push(choice(ui, ui.text.get(key), self.pick.what == *what, Message::What(*what)).into());
            }
            states.push(self.mine(ui));
            parts = parts.push(ui.across(states).spacing(2).wrap());
        }
        if self.sifting {
            return parts.push(self.drawer(ui, circle, !stages.is_empty())).into();
        }
        let active = self.active(ui);
        if active.is_empty() { parts.into() } else { parts.push(ui.across(active).spacing(2).wrap()).into() }
    }

    /// What is left out while the drawer is closed, each to be let in again.
    fn active<'a>(&'a self, ui: &'a Ui) -> Vec<Element<'a, Message>> {
        let without = |words: String, pick: Pick| -> Element<'a, Message> {
            ui.icon_button(Icon::Close, words, Look::Choice(true)).on_press(Message::Pick(pick)).into()
        };
        let mut active = Vec::new();
        if self.pick.unread {
            active.push(without(ui.text.get("filter-unread"), Pick { unread: false, ..self.pick.clone() }));
        }
        if let Some(tag) = &self.pick.tag {
            active.push(without(format!("#{tag}"), Pick { tag: None, ..self.pick.clone() }));
        }
        if self.pick.author.is_some() {
            active.push(without(self.author(ui), Pick { author: None, ..self.pick.clone() }));
        }
        if self.pick.sort != Sort::Newest {
            let order = ORDERS.iter().find(|(sort, _)| *sort == self.pick.sort).map_or("sort-newest", |(_, key)| *key);
            active.push(without(ui.text.get(order), Pick { sort: Sort::Newest, ..self.pick.clone() }));
        }
        active
    }

    /// Whose notes and questions are shown.
    fn author(&self, ui: &Ui) -> String {
        let by = self.pick.author.as_ref().map(|name| name.0.as_str()).unwrap_or_default();
        if by == self.me.to_string() {
            return ui.text.get("filter-mine");
        }
        let member = self.members.iter().find(|member| member.id.to_string() == by);
        // Who has left the circle is no member of it, and stands at their rows.
        let author = self.card(0).map(|card| &card.author).filter(|author| author.id.to_string() == by);
        let name = member.map(|member| &member.name).or(author.map(|author| &author.name));
        name.cloned().unwrap_or_else(|| "…".to_owned())
    }

    fn drawer<'a>(&'a self, ui: &'a Ui, circle: &'a Circle, is_staged: bool) -> Element<'a, Message> {
        let mut parts = Column::new().spacing(gap::XS).align_x(ui.start()).width(Fill);
        let part = |key: &str, choices: Element<'a, Message>| -> Element<'a, Message> {
            column![label(ui.text.get(key), &ui.colors), choices].spacing(2).align_x(ui.start()).into()
        };
        let mut orders: Vec<Element<'a, Message>> = Vec::new();
        for (sort, key) in ORDERS {
            let pick = Pick { sort, ..self.pick.clone() };
            orders.push(choice(ui, ui.text.get(key), self.pick.sort == sort, Message::Pick(pick)).into());
        }
        parts = parts.push(part("sort", ui.across(orders).spacing(2).wrap().into()));
        let unread = ui.text.with("filter-unread-count", &[("count", circle.unread.into())]);
        let pick = Pick { unread: !self.pick.unread, ..self.pick.clone() };
        let mut only: Vec<Element<'a, Message>> =
            vec![choice(ui, unread, self.pick.unread, Message::Pick(pick)).into()];
        if !is_staged {
            only.push(self.mine(ui));
        }
        only.extend(self.members.iter().filter(|member| !member.me).take(OFFERED).map(|member| self.by(ui, member)));
        parts = parts.push(part("filter-only", ui.across(only).spacing(2).wrap().into()));
        if !self.tags.is_empty() {
            let tags = self.tags.iter().take(OFFERED).map(|tag| self.tag(ui, tag));
            parts = parts.push(part("filter-tags", ui.across(tags).spacing(2).wrap().into()));
        }
        parts.into()
    }

    fn mine<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        self.only_by(ui, ui.text.get("filter-mine"), self.me.to_string())
    }

    fn by<'a>(&'a self, ui: &'a Ui, member: &'a Member) -> Element<'a, Message> {
        self.only_by(ui, member.name.clone(), member.id.to_string())
    }

    fn only_by<'a>(&'a self, ui: &'a Ui, words: String, id: String) -> Element<'a, Message> {
        let here = self.pick.author.as_ref().is_some_and(|name| name.0 == id);
        let author = (!here).then(|| id.into());
        choice(ui, words, here, Message::Pick(Pick { author, ..self.pick.clone() })).into()
    }

    fn tag<'a>(&'a self, ui: &'a Ui, row: &'a TagRow) -> Element<'a, Message> {
        let here = self.pick.tag.as_ref().is_some_and(|tag| tag.to_lowercase() == row.id.to_lowercase());
        let tag = (!here).then(|| row.id.clone());
        let words = format!("#{} {}", row.id, row.count);
        choice(ui, words, here, Message::Pick(Pick { tag, ..self.pick.clone() })).into()
    }
}
