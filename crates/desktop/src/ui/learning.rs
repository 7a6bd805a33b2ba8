//! What one sees of cards wherever they stand: when they come, and from what they were made.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Author, CardRow, CardSource};
use commonplace_node::sentence::card_source;
use iced::Element;
use iced::widget::column;

use super::Ui;
use super::parts::{aside, meta};
use crate::icon::Icon;
use crate::screen::card::is_to_be_seen;
use crate::theme::space as gap;
use crate::theme::style::Look;

/// Under which name the blocks of a card's back stand on its page: those of its front have that of the card.
pub(crate) fn back_of(card: RecordId) -> RecordId {
    RecordId::of(card.as_bytes())
}

const MINUTE: u64 = 60_000;

impl Ui {
    /// A sentence about somebody.
    pub(crate) fn with_name(&self, key: &str, who: &Author) -> String {
        self.text.with(key, &[("name", self.name(who).into())])
    }

    /// When a card is to be reviewed.
    pub(crate) fn card_due(&self, row: &CardRow) -> String {
        match row.due {
            None => self.text.get("card-new"),
            Some(_) if row.is_due(self.now) => self.text.get("card-due-now"),
            Some(due) if due.millis() < self.now.millis() + MINUTE => self.text.get("card-due-now"),
            Some(due) => self.text.with("card-due", &[("when", self.moment(due).into())]),
        }
    }

    /// From what a card was made, and the way there.
    pub(crate) fn card_source<'a, Message: Clone + 'a>(
        &'a self,
        source: &'a CardSource,
        open: Message,
    ) -> Element<'a, Message> {
        let said = card_source(source, &self.text);
        let line: Element<'a, Message> = if is_to_be_seen(source) {
            self.icon_button(Icon::Quote, said, Look::Link).on_press(open).into()
        } else {
            self.placed(meta(said, &self.colors)).into()
        };
        let mut parts = column![line].spacing(gap::XXS).align_x(self.start());
        if let Some(quote) = &source.quote {
            parts = parts.push(self.placed(aside(quote.as_str(), &self.colors)));
        }
        parts.into()
    }
}
