//! What can be done with one note or question, or with several: at the pointer, or where the arrows are.

use iced::widget::{Column, container};
use iced::{Element, Fill, Point};

use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{measure, size, space};
use crate::ui::Ui;
use crate::ui::card::Card;
use crate::ui::parts::{body, caption};
use crate::widget::{Clamp, Press};

/// Something that can be done with several notes and questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// Opens it.
    Open,
    /// They are not new any more.
    Read,
    /// Into the clipboard, as Markdown.
    Copy,
    /// Into files, as Markdown.
    Save,
    /// Their attachments stay on this laptop.
    Keep,
    /// One's own are shown to nobody any more.
    TakeBack,
}

impl Act {
    /// What can be done with these. Nobody takes back what somebody else wrote.
    pub(crate) fn of(cards: &[Card]) -> Vec<Self> {
        let mut acts = Vec::new();
        if cards.iter().any(|card| card.unread_by.is_some()) {
            acts.push(Self::Read);
        }
        acts.extend([Self::Copy, Self::Save, Self::Keep]);
        if !cards.is_empty() && cards.iter().all(|card| card.author.me) {
            acts.push(Self::TakeBack);
        }
        acts
    }

    /// Its name.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Open => "act-open",
            Self::Read => "act-read",
            Self::Copy => "act-copy",
            Self::Save => "act-save",
            Self::Keep => "act-keep",
            Self::TakeBack => "act-take-back",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Open => Icon::BookOpen,
            Self::Read => Icon::Check,
            Self::Copy => Icon::Copy,
            Self::Save => Icon::Attachment,
            Self::Keep => Icon::Pin,
            Self::TakeBack => Icon::Close,
        }
    }
}

/// A menu.
#[derive(Debug, Clone)]
pub(crate) struct Menu {
    cards: Vec<Card>,
    acts: Vec<Act>,
    at: Point,
    cursor: usize,
}

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Message {
    /// Chooses what to do.
    Do(Act),
}

impl Menu {
    /// For these, at this place of the window.
    pub(crate) fn new(cards: Vec<Card>, at: Point) -> Self {
        let mut acts = Act::of(&cards);
        if cards.len() == 1 {
            acts.insert(0, Act::Open);
        }
        Self { cards, acts, at, cursor: 0 }
    }

    /// One entry up or down, round and round.
    pub(crate) fn walk(&mut self, down: bool) {
        let count = self.acts.len();
        let step = if down { 1 } else { count.saturating_sub(1) };
        self.cursor = (self.cursor + step) % count.max(1);
    }

    /// What the arrows are at.
    pub(crate) fn under_cursor(&self) -> Option<Act> {
        self.acts.get(self.cursor).copied()
    }

    /// For which it is.
    pub(crate) fn into_cards(self) -> Vec<Card> {
        self.cards
    }

    /// Where it lies: at the pointer, and whole inside the window.
    pub(crate) fn place(&self, ui: &Ui) -> Point {
        #[expect(clippy::cast_precision_loss, reason = "a menu has few entries")]
        let height = (self.acts.len() + 1) as f32 * measure::ENTRY + 2.0 * space::XS;
        let fit = |at: f32, length: f32, whole: f32| at.min(whole - length - space::XS).max(space::XS);
        let x = if ui.right_to_left() { self.at.x - measure::MENU } else { self.at.x };
        Point::new(fit(x, measure::MENU, ui.size.width), fit(self.at.y, height, ui.size.height))
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let heading: Element<'a, Message> = match &self.cards[..] {
            [card] => {
                let name = Clamp::new(&card.title, 1).font(crate::theme::SANS_STRONG);
                name.size(size::CAPTION, crate::theme::leading::NORMAL).color(ui.colors.muted).start(ui.start()).into()
            }
            cards => caption(ui.text.with("chosen-count", &[("count", cards.len().into())]), &ui.colors).into(),
        };
        let heading = container(heading).height(measure::ENTRY).padding([space::XS, space::S]).width(Fill);
        let entries = self.acts.iter().enumerate().map(|(place, act)| -> Element<'a, Message> {
            let words = body(ui.text.get(act.key()));
            let parts = [act.icon().at(size::BODY).into(), ui.placed(words).into()];
            Press::new(ui.across(parts).spacing(space::S), style::press(ui.colors, Look::Row(false)))
                .padding([space::XS, space::S])
                .width(Fill)
                .height(measure::ENTRY)
                .stops(false)
                .ringed(place == self.cursor)
                .on_press(Message::Do(*act))
                .into()
        });
        let entries = Column::with_children(std::iter::once(heading.into()).chain(entries));
        container(entries).padding(space::XXS).width(measure::MENU).style(style::sheet(ui.colors)).into()
    }
}
