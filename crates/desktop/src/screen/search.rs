//! Searching as one types, in one circle or in all: results by circle, with the words marked that were asked for.

use commonplace_core::id::CircleId;
use commonplace_core::limits::SEARCH_HITS;
use commonplace_node::answer::{Circle, Hit};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::widget::operation::AbsoluteOffset;
use iced::widget::{Column, column, container};
use iced::{Element, Fill, Task};

use super::invite::choice;
use crate::ask::{All, Reach};
use crate::theme::style::{self, Look};
use crate::theme::{measure, size, space};
use crate::ui::Ui;
use crate::ui::card::{self, Card, Item};
use crate::ui::parts::{caption, label, meta};
use crate::widget::Press;

/// The name of the field, for giving it the focus.
pub(crate) const QUERY: &str = "search-query";
/// Letters that fit into a line of a result.
const LETTERS: usize = 76;
/// The name of what scrolls.
const SCROLL: &str = "search-scroll";

/// A search.
#[derive(Debug, Clone)]
pub(crate) struct Search {
    query: String,
    /// Of one circle only.
    within: Option<CircleId>,
    /// The circle that was open, to which the search can be kept.
    circle: Option<CircleId>,
    /// What has been found, and for which question.
    found: Vec<Group>,
    answered: Option<Asked>,
    failed: Option<Error>,
    cursor: usize,
}

/// What was asked: answers to anything else come too late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    query: String,
    within: Option<CircleId>,
}

#[cfg(test)]
impl Asked {
    /// These words, in all circles.
    pub(crate) fn of(query: &str) -> Self {
        Self { query: query.into(), within: None }
    }
}

#[derive(Debug, Clone)]
struct Group {
    circle: CircleId,
    cards: Vec<Card>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody types.
    Query(String),
    /// In this circle only, or in all.
    Within(Option<CircleId>),
    /// These were found.
    Found(Asked, All<Hit>),
    /// Enter.
    First,
    /// Somebody opens one.
    Open(CircleId, Item),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That this be opened.
    Open(CircleId, Item),
}

impl Search {
    /// In all circles, for these words. `circle` is the one that is open.
    pub(crate) fn open(circle: Option<CircleId>, query: String, reach: &Reach) -> (Self, Task<Message>) {
        let mut search = Self {
            query: String::new(),
            within: None,
            circle,
            found: Vec::new(),
            answered: None,
            failed: None,
            cursor: 0,
        };
        let task = search.ask(query, None, reach);
        (search, task)
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Query(query) => Action::Run(self.ask(query, self.within, reach)),
            Message::Within(within) => Action::Run(self.ask(self.query.clone(), within, reach)),
            Message::Found(asked, hits) => {
                if asked == self.asked() {
                    self.found(asked, hits);
                }
                Action::Run(Task::none())
            }
            Message::First => match self.under_cursor() {
                Some((circle, item)) => Action::Open(circle, item),
                None => Action::Run(Task::none()),
            },
            Message::Open(circle, item) => Action::Open(circle, item),
        }
    }

    fn asked(&self) -> Asked {
        Asked { query: self.query.clone(), within: self.within }
    }

    fn ask(&mut self, query: String, within: Option<CircleId>, reach: &Reach) -> Task<Message> {
        (self.query, self.within) = (query, within);
        if self.query.trim().is_empty() {
            self.found.clear();
            self.answered = None;
            return Task::none();
        }
        let asked = self.asked();
        let command = Command::Search { circle: within.map(Into::into), query: asked.query.clone(), max: SEARCH_HITS };
        reach.all(command, move |hits| Message::Found(asked, hits))
    }

    /// By circle, the one with the best result first; within it the best first.
    fn found(&mut self, asked: Asked, hits: All<Hit>) {
        self.cursor = 0;
        self.found.clear();
        self.failed = None;
        match hits {
            Ok(hits) => {
                for hit in hits {
                    let circle = hit.circle;
                    match self.found.iter_mut().find(|group| group.circle == circle) {
                        Some(group) => group.cards.push(hit.into()),
                        None => self.found.push(Group { circle, cards: vec![hit.into()] }),
                    }
                }
                self.answered = Some(asked);
            }
            Err(error) => self.failed = Some(error),
        }
    }

    /// One result up or down.
    pub(crate) fn walk(&mut self, down: bool) -> Task<Message> {
        let count: usize = self.found.iter().map(|group| group.cards.len()).sum();
        self.cursor = if down { (self.cursor + 1).min(count.saturating_sub(1)) } else { self.cursor.saturating_sub(1) };
        iced::widget::operation::scroll_to(SCROLL, AbsoluteOffset { x: None, y: Some(self.above_cursor()) })
    }

    /// How far the result before the cursor is below the beginning, so that one more stays in sight.
    #[expect(clippy::cast_precision_loss, reason = "there are few results")]
    fn above_cursor(&self) -> f32 {
        let (mut before, mut y) = (0, 0.0);
        for group in &self.found {
            y += measure::ENTRY;
            if self.cursor < before + group.cards.len() {
                let rows = (self.cursor - before) as f32;
                return (y + (rows - 2.0) * measure::HIT).max(0.0);
            }
            before += group.cards.len();
            y += group.cards.len() as f32 * measure::HIT;
        }
        0.0
    }

    fn under_cursor(&self) -> Option<(CircleId, Item)> {
        let mut all = self.found.iter().flat_map(|group| group.cards.iter().map(|card| (group.circle, card.item)));
        all.nth(self.cursor)
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, circles: &'a [Circle]) -> Element<'a, Message> {
        let field = ui
            .field(&ui.text.get("search-all-hint"), &self.query)
            .id(QUERY)
            .on_input(Message::Query)
            .on_submit(Message::First);
        let mut parts = column![field].spacing(space::S).align_x(ui.start());
        if let Some(circle) = self.circle {
            let title = circles.iter().find(|one| one.id == circle).map(|one| one.title.clone()).unwrap_or_default();
            let one = choice(ui, title, self.within.is_some(), Message::Within(Some(circle)));
            let all = choice(ui, ui.text.get("circles-all"), self.within.is_none(), Message::Within(None));
            parts = parts.push(ui.across([all.into(), one.into()]).spacing(space::XXS).wrap());
        }
        if let Some(error) = &self.failed {
            return parts.push(ui.refusal(&ui.sentence(error))).into();
        }
        if self.found.is_empty() {
            let key = if self.answered.is_some() { "search-nothing-lesson" } else { "search-all-lesson" };
            return parts.push(container(meta(ui.text.get(key), &ui.colors)).padding([space::S, 0.0])).into();
        }
        parts.push(self.results(ui, circles)).into()
    }

    fn results<'a>(&'a self, ui: &'a Ui, circles: &'a [Circle]) -> Element<'a, Message> {
        let mut list = Column::new().align_x(ui.start()).width(Fill);
        let mut place = 0;
        for group in &self.found {
            let title = circles.iter().find(|one| one.id == group.circle).map_or("", |one| one.title.as_str());
            let count = caption(group.cards.len().to_string(), &ui.colors);
            let heading = ui.across([label(title, &ui.colors).into(), count.into()]).spacing(space::XS);
            list = list.push(container(heading).height(measure::ENTRY).padding([space::XS, space::S]));
            for card in &group.cards {
                list = list.push(self.hit(ui, group.circle, card, place == self.cursor));
                place += 1;
            }
        }
        container(ui.scroll_beside(list).id(SCROLL)).max_height(ui.dialog_list(measure::BESIDE_SEARCH)).into()
    }

    fn hit<'a>(&'a self, ui: &'a Ui, circle: CircleId, card: &'a Card, walked: bool) -> Element<'a, Message> {
        let ink = if matches!(card.item, Item::Question(_) | Item::QuickVote(_)) {
            ui.colors.question
        } else {
            ui.colors.faint
        };
        let mark = container(card.item.icon().at(size::BODY).color(ink)).padding([4.0, 0.0]);
        let query = &self.query;
        let beside = if card.excerpt.is_empty() { ui.name(&card.author) } else { card.excerpt.clone() };
        let words = column![
            ui.marked(&card.title, query, card::title_of_hit(ui, LETTERS)),
            ui.marked(&beside, query, card::text_of_hit(ui, LETTERS)),
        ];
        let parts = ui.across([mark.into(), words.width(Fill).into()]).spacing(space::S).align_y(iced::Top);
        Press::new(parts, style::press(ui.colors, Look::Row(false)))
            .padding([space::XS, space::S])
            .width(Fill)
            .height(measure::HIT)
            .stops(false)
            .ringed(walked)
            .on_press(Message::Open(circle, card.item))
            .into()
    }
}
