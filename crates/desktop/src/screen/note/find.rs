//! Looking for words in the note that is open.

use iced::widget::container;
use iced::{Element, Fill, Task, widget::operation};

use crate::icon::Icon;
use crate::reading::Reading;
use crate::screen::PAGE_SCROLL;
use crate::theme::{measure, space as gap};
use crate::ui::Ui;
use crate::ui::parts::caption;
use crate::widget::markdown::view::block_id;
use crate::widget::travel;

/// The name of the field, for giving it the focus.
pub(crate) const FIELD: &str = "note-find";

/// What somebody looks for, and where it was found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Find {
    words: String,
    /// The blocks that say it.
    hits: Vec<usize>,
    /// The one of these that is in sight.
    at: usize,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
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
    /// Ready to be typed into.
    pub(crate) fn begin<M: Send + 'static>() -> (Self, Task<M>) {
        (Self::default(), operation::focus(FIELD))
    }

    /// What is looked for, in small letters.
    pub(crate) fn sought(&self) -> String {
        self.words.trim().to_lowercase()
    }

    /// The block that is in sight.
    pub(crate) fn current(&self) -> Option<usize> {
        self.hits.get(self.at).copied()
    }

    /// Does it; nothing is left to do with [`Message::Close`], which is the page's.
    pub(crate) fn update<M: Send + 'static>(&mut self, message: Message, reading: &Reading) -> Task<M> {
        let count = self.hits.len();
        match message {
            Message::Words(words) => {
                self.words = words;
                self.hits = reading.saying(&self.sought());
                self.at = 0;
            }
            Message::Next if count > 0 => self.at = (self.at + 1) % count,
            Message::Previous if count > 0 => self.at = (self.at + count - 1) % count,
            Message::Next | Message::Previous | Message::Close => {}
        }
        self.current().map_or_else(Task::none, |block| travel::to(PAGE_SCROLL, block_id(block)))
    }

    /// The line in which one types.
    pub(crate) fn view<'a>(&self, ui: &'a Ui) -> Element<'a, Message> {
        let field = ui
            .field(&ui.text.get("find-hint"), &self.words)
            .id(FIELD)
            .on_input(Message::Words)
            .on_submit(Message::Next);
        let place = if self.hits.is_empty() { 0 } else { self.at + 1 };
        let said = match (self.sought().is_empty(), self.hits.len()) {
            (true, _) => String::new(),
            (false, count) => ui.text.with("find-place", &[("place", place.into()), ("count", count.into())]),
        };
        let parts = [
            container(field).max_width(measure::LIST).into(),
            caption(said, &ui.colors).into(),
            iced::widget::space::horizontal().into(),
            ui.tool(ui.back_icon(), ui.text.get("find-previous"), Message::Previous),
            ui.tool(ui.forward_icon(), ui.text.get("find-next"), Message::Next),
            ui.tool(Icon::Close, ui.text.get("close"), Message::Close),
        ];
        container(ui.across(parts).spacing(gap::XS)).padding([gap::XXS, gap::M]).width(Fill).into()
    }
}
