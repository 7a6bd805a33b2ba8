//! Looking for words on the page that is open: in all its texts, one place after the other.

use commonplace_core::id::RecordId;
use iced::keyboard::{Modifiers, key::Named};
use iced::widget::container;
use iced::{Element, Fill, Task, widget::operation};

use crate::icon::Icon;
use crate::reading::Reading;
use crate::screen::PAGE_SCROLL;
use crate::theme::{measure, space as gap};
use crate::ui::Ui;
use crate::ui::parts::caption;
use crate::widget::markdown::page::Beside;
use crate::widget::markdown::view::{FOUND, Hit};
use crate::widget::{Also, Around, travel};

/// The name of the field, for giving it the focus.
pub(crate) const FIELD: &str = "page-find";

/// A text of the page, and the title that stands above it.
pub(crate) type Text<'t> = (RecordId, &'t Reading, &'t str);

/// What somebody looks for, and where it was found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Find {
    words: String,
    /// Where it stands, from top to bottom.
    places: Vec<(RecordId, Hit)>,
    /// The one of these that is in sight.
    at: usize,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody wants to look for something.
    Begin,
    /// Somebody types what they look for.
    Words(String),
    /// On to the next place.
    Next,
    /// Back to the place before.
    Previous,
    /// Enough.
    Close,
}

impl Find {
    /// What becomes of it, on a page with these texts, and what is to be done.
    pub(crate) fn happen<'t, M: Send + 'static>(
        find: Option<Self>,
        message: Message,
        texts: impl Iterator<Item = Text<'t>>,
    ) -> (Option<Self>, Task<M>) {
        match (message, find) {
            // What was looked for before is selected, so that the first letter takes its place.
            (Message::Begin, before) => {
                (Some(before.unwrap_or_default()), operation::focus(FIELD).chain(operation::select_all(FIELD)))
            }
            (Message::Close, _) | (_, None) => (None, Task::none()),
            (message, Some(mut find)) => {
                let task = find.update(message, texts);
                (Some(find), task)
            }
        }
    }

    /// What is looked for, in small letters.
    fn sought(&self) -> String {
        self.words.trim().to_lowercase()
    }

    /// What is to be marked in a text, besides what belongs to it anyway.
    pub(crate) fn mark(find: Option<&Self>, text: RecordId, beside: Beside) -> Beside {
        let Some(find) = find else { return beside };
        let current = find.places.get(find.at).filter(|(of, _)| *of == text).map(|(_, hit)| *hit);
        Beside { sought: find.sought(), current, ..beside }
    }

    /// A text is another one now: looks again, and stays where it is.
    pub(crate) fn again<'t>(mut self, texts: impl Iterator<Item = Text<'t>>) -> Self {
        self.look(texts);
        self
    }

    fn look<'t>(&mut self, texts: impl Iterator<Item = Text<'t>>) {
        let sought = self.sought();
        let places =
            texts.flat_map(|(of, text, title)| text.saying(&sought, title).into_iter().map(move |hit| (of, hit)));
        self.places = places.collect();
        self.at = self.at.min(self.places.len().saturating_sub(1));
    }

    fn update<'t, M: Send + 'static>(&mut self, message: Message, texts: impl Iterator<Item = Text<'t>>) -> Task<M> {
        let count = self.places.len();
        match message {
            Message::Words(words) => {
                self.words = words;
                self.at = 0;
                self.look(texts);
            }
            Message::Next if count > 0 => self.at = (self.at + 1) % count,
            Message::Previous if count > 0 => self.at = (self.at + count - 1) % count,
            Message::Begin | Message::Next | Message::Previous | Message::Close => {}
        }
        let part = self.places.get(self.at).map(|(_, hit)| hit.part);
        part.map_or_else(Task::none, |part| travel::to_part(PAGE_SCROLL, FOUND.into(), part))
    }

    /// The line in which one types.
    pub(crate) fn view<'a>(&self, ui: &'a Ui) -> Element<'a, Message> {
        let field = ui
            .field(&ui.text.get("find-hint"), &self.words)
            .id(FIELD)
            .on_input(Message::Words)
            .on_submit(Message::Next);
        let back = Also { key: (Named::Enter, Modifiers::SHIFT), message: Message::Previous };
        let field = Around::new(container(field).max_width(measure::LIST), back);
        let place = if self.places.is_empty() { 0 } else { self.at + 1 };
        let said = match (self.sought().is_empty(), self.places.len()) {
            (true, _) => String::new(),
            (false, count) => ui.text.with("find-place", &[("place", place.into()), ("count", count.into())]),
        };
        let parts = [
            field.into(),
            caption(said, &ui.colors).into(),
            iced::widget::space::horizontal().into(),
            ui.tool(Icon::Up, ui.text.get("find-previous"), Message::Previous),
            ui.tool(Icon::Down, ui.text.get("find-next"), Message::Next),
            ui.tool(Icon::Close, ui.text.get("close"), Message::Close),
        ];
        container(ui.across(parts).spacing(gap::XS)).padding([gap::XXS, gap::M]).width(Fill).into()
    }
}
