//! What says otherwise than what is disputed: something of the circle, chosen by search, or words for a book, a page or an address.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_node::answer::Hit;
use commonplace_node::command::Command;
use iced::widget::{Column, column, container};
use iced::{Element, Fill, Task};

use super::Editor;
use crate::ask::{All, Reach};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SANS, leading, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::card::Card;
use crate::ui::parts::{body, meta};
use crate::widget::{Clamp, Press};

/// Found at most: a glance, not a list.
const FOUND: usize = 5;
/// Letters before anything is looked for.
const LETTERS: usize = 2;

/// The source that is being chosen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sourcing {
    /// The one that is chosen, and its title.
    chosen: Option<(RecordId, String)>,
    /// What somebody looks for.
    sought: String,
    cards: Vec<Card>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody looks for these words.
    Seek(String),
    /// This was found for them.
    Found(String, All<Hit>),
    /// Somebody chooses one.
    Choose(RecordId, String),
    /// None after all.
    LetGo,
}

impl Message {
    /// Whether it changes what is written.
    pub(super) fn is_writing(&self) -> bool {
        matches!(self, Self::Choose(..) | Self::LetGo)
    }
}

impl Sourcing {
    /// From a draft: the id, and the title behind it.
    pub(super) fn unpack(packed: &str) -> Self {
        let chosen = packed.split_once(' ').and_then(|(id, title)| Some((id.parse().ok()?, title.to_owned())));
        Self { chosen, ..Self::default() }
    }

    /// For a draft.
    pub(super) fn pack(&self) -> String {
        self.chosen.as_ref().map(|(id, title)| format!("{id} {title}")).unwrap_or_default()
    }

    /// Which one of a draft is chosen.
    pub(super) fn of(packed: &str) -> Option<RecordId> {
        Self::unpack(packed).chosen.map(|(id, _)| id)
    }

    /// Whether what is written is another thing now, and what is to be done.
    pub(super) fn update(&mut self, message: Message, circle: CircleId, reach: &Reach) -> Task<Message> {
        match message {
            Message::Seek(words) => {
                self.sought = words;
                let query = self.sought.trim().to_owned();
                if query.chars().count() < LETTERS {
                    self.cards.clear();
                    return Task::none();
                }
                let command = Command::Search { circle: Some(circle.into()), query: query.clone(), max: FOUND };
                return reach.all(command, move |hits| Message::Found(query, hits));
            }
            // What was looked for before is not wanted any more.
            Message::Found(query, hits) if query == self.sought.trim() => {
                self.cards = hits.unwrap_or_default().into_iter().take(FOUND).map(Card::from).collect();
            }
            Message::Found(..) => {}
            Message::Choose(id, title) => {
                self.chosen = Some((id, title));
                self.sought.clear();
                self.cards.clear();
            }
            Message::LetGo => self.chosen = None,
        }
        Task::none()
    }

    fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        if let Some((_, title)) = &self.chosen {
            let words = ui.text.with("dispute-source-chosen", &[("title", title.as_str().into())]);
            let words = body(words).width(Fill).align_x(ui.start());
            let close = ui.tool(Icon::Close, ui.text.get("dispute-source-none"), Message::LetGo);
            let icon = Icon::BookOpen.at(size::BODY).color(ui.colors.accent).into();
            return ui.across([icon, words.into(), close]).spacing(gap::XS).into();
        }
        let field = ui.field(&ui.text.get("dispute-source-search"), &self.sought).on_input(Message::Seek);
        let cards = self.cards.iter().map(|card| {
            let title = Clamp::new(&card.title, 1).font(SANS).size(size::BODY, leading::NORMAL).start(ui.start());
            let icon = card.item.icon().at(size::BODY).color(ui.colors.faint).into();
            let parts = ui.across([icon, container(title).width(Fill).into()]).spacing(gap::S);
            Press::new(parts, style::press(ui.colors, Look::Row(false)))
                .padding([gap::XXS, gap::XS])
                .width(Fill)
                .on_press(Message::Choose(card.item.id(), card.title.clone()))
                .into()
        });
        let ground = style::patch(ui.colors.sunken, ui.colors.ink, measure::RADIUS);
        let cards = (!self.cards.is_empty())
            .then(|| container(Column::with_children(cards)).padding(gap::XXS).width(Fill).style(ground));
        column![field].push(cards).spacing(gap::XXS).into()
    }
}

impl Editor {
    /// The sources of a dispute.
    pub(super) fn sources<'a>(&'a self, ui: &'a Ui) -> Element<'a, super::Message> {
        let elsewhere =
            self.bare(ui, "dispute-source-hint", &self.place).size(size::BODY).on_input(super::Message::Place);
        let icon = Icon::BookOpen.at(size::META).color(ui.colors.faint).into();
        let elsewhere = ui.across([icon, elsewhere.into()]).spacing(gap::XXS);
        let lesson = ui.placed(meta(ui.text.get("dispute-form-lesson"), &ui.colors));
        let source = self.source.view(ui).map(super::Message::Sourcing);
        column![lesson, elsewhere, source].spacing(gap::XS).padding([0.0, gap::XS]).into()
    }
}
