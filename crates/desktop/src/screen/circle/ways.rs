//! By which ways the circle travels, and its relays.

use commonplace_node::answer::Circle;
use commonplace_node::command::ReachName;
use commonplace_node::relay::words_of;
use iced::Element;
use iced::widget::{Column, column};

use crate::theme::style::Look;
use crate::theme::{MONO, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, label};
use crate::widget::text;

const WAYS: [(ReachName, &str, &str); 4] = [
    (ReachName::Anywhere, "ways-anywhere", "ways-anywhere-lesson"),
    (ReachName::Relays, "ways-relays", "ways-relays-lesson"),
    (ReachName::Lan, "ways-lan", "ways-lan-lesson"),
    (ReachName::Usb, "ways-usb", "ways-usb-lesson"),
];

/// The ways on the screen.
#[derive(Debug, Clone)]
pub(crate) struct Ways {
    reach: ReachName,
    relays: Vec<String>,
    /// Those that may still hold what they were given.
    dropped: Vec<String>,
    typed: String,
    /// Whether a lease was copied.
    leased: bool,
}

/// What somebody does.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Chooses ways.
    Reach(ReachName),
    /// Types a relay's address.
    Typed(String),
    /// Adds it.
    Add,
    /// Adds one that shows itself nearby.
    Take(String),
    /// Takes this relay away.
    Remove(usize),
    /// Wants what its operator needs.
    Lease(usize),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That the circle travel otherwise.
    Change(Change),
    /// What the operator of this relay needs.
    Lease(String),
}

/// What shall be from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) reach: ReachName,
    pub(crate) relays: Vec<String>,
}

impl Ways {
    /// Those of a circle.
    pub(crate) fn of(circle: &Circle) -> Self {
        let (relays, dropped) = (circle.relays.clone(), circle.dropped.clone());
        Self { reach: circle.reach, relays, dropped, typed: String::new(), leased: false }
    }

    /// A lease is in the clipboard.
    pub(crate) fn leased(&mut self) {
        self.leased = true;
    }

    pub(crate) fn update(&mut self, message: Message) -> Action {
        let mut relays = self.relays.clone();
        let mut reach = self.reach;
        match message {
            Message::Reach(chosen) => reach = chosen,
            Message::Typed(typed) => {
                self.typed = typed;
                return Action::None;
            }
            Message::Add if self.typed.trim().is_empty() => return Action::None,
            Message::Add => relays.push(self.typed.trim().to_owned()),
            Message::Take(address) => relays.push(address),
            Message::Remove(place) if place < relays.len() => drop(relays.remove(place)),
            Message::Remove(_) => return Action::None,
            Message::Lease(place) => {
                return relays.get(place).map_or(Action::None, |relay| Action::Lease(relay.clone()));
            }
        }
        Action::Change(Change { reach, relays })
    }

    /// `steward` says whether this person may change anything; `near` are relays of this network that could be added.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, steward: bool, near: &'a [String]) -> Element<'a, Message> {
        let shown = WAYS.iter().filter(|(reach, ..)| steward || *reach == self.reach);
        let ways = shown.map(|(reach, key, lesson)| {
            let (words, lesson) = (ui.text.get(key), ui.text.get(lesson));
            if steward {
                ui.option(words, lesson, self.reach == *reach, Message::Reach(*reach))
            } else {
                column![body(words), body(lesson).color(ui.colors.muted)].align_x(ui.start()).into()
            }
        });
        let ways = Column::with_children(ways).spacing(2).align_x(ui.start());
        column![ways, self.relays(ui, steward, near)].spacing(space::M).align_x(ui.start()).into()
    }

    fn relays<'a>(&'a self, ui: &'a Ui, steward: bool, near: &'a [String]) -> Element<'a, Message> {
        let mut list = Column::new().spacing(space::XS).align_x(ui.start());
        list = list.push(label(ui.text.get("ways-relay-list"), &ui.colors));
        if self.relays.is_empty() {
            list = list.push(body(ui.text.get("ways-no-relay")).color(ui.colors.muted));
        }
        for (place, relay) in self.relays.iter().enumerate() {
            let mut parts: Vec<Element<'a, Message>> =
                vec![iced::widget::container(named(ui, relay, None)).width(iced::Fill).into()];
            if steward {
                let lease = ui.button(ui.text.get("ways-relay-lease"), Look::Outlined);
                parts.push(lease.on_press(Message::Lease(place)).into());
                let remove = ui.button(ui.text.get("ways-relay-remove"), Look::Outlined);
                parts.push(remove.on_press(Message::Remove(place)).into());
            }
            list = list.push(ui.across(parts).spacing(space::S));
        }
        if self.leased {
            list = list.push(body(ui.text.get("ways-relay-leased")));
        }
        if steward {
            for relay in near {
                let near = Some(ui.text.get("ways-relay-near"));
                let words = iced::widget::container(named(ui, relay, near)).width(iced::Fill);
                let take = ui.button(ui.text.get("ways-relay-add"), Look::Outlined);
                let take = take.on_press(Message::Take(relay.clone()));
                list = list.push(ui.across([words.into(), take.into()]).spacing(space::S));
            }
            let field = ui
                .field(&ui.text.get("ways-relay-hint"), &self.typed)
                .font(MONO)
                .on_input(Message::Typed)
                .on_submit(Message::Add);
            let ready = !self.typed.trim().is_empty();
            let add = ui.button(ui.text.get("ways-relay-add"), Look::Outlined).on_press(ready.then_some(Message::Add));
            list = list.push(ui.across([field.into(), add.into()]).spacing(space::S));
            list = list.push(caption(ui.text.get("ways-relay-lesson"), &ui.colors));
        }
        if !self.dropped.is_empty() {
            list = list.push(body(ui.text.get("ways-relay-dropped")).color(ui.colors.warn));
            list = self.dropped.iter().fold(list, |list, relay| list.push(named(ui, relay, None)));
        }
        list.into()
    }
}

/// A relay by the words that its own screen shows, and by its address, which breaks anywhere.
fn named<'a>(ui: &'a Ui, relay: &'a str, near: Option<String>) -> Element<'a, Message> {
    let words = ui.text.with("relay-words", &[("words", words_of(relay).into())]);
    let address = text(relay).font(MONO).size(size::CAPTION).color(ui.colors.faint).wrapping(text::Wrapping::Glyph);
    let mut parts = Column::new().spacing(2).align_x(ui.start());
    parts = parts.extend(near.map(|near| label(near, &ui.colors).into()));
    parts.push(body(words)).push(address).into()
}
