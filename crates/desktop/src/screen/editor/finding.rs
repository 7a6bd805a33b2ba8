//! Words that somebody looks for in what they write.

use iced::Task;
use iced::widget::operation;

use super::{Editor, FIND, Message, TEXT};

impl Editor {
    pub(super) fn seek(&mut self) -> Task<Message> {
        self.find = Some(self.text.selection().unwrap_or_default());
        operation::focus(FIND)
    }

    pub(super) fn seek_on(&mut self) -> Task<Message> {
        self.find_next();
        // The field shows what is selected only while it has the focus.
        operation::focus(TEXT)
    }

    /// Selects the next place that says what is looked for; after the last comes the first.
    pub(super) fn find_next(&mut self) {
        if let Some(sought) = &self.find {
            self.text.find_next(&sought.trim().to_lowercase());
        }
    }

    /// Whether what is selected is what is looked for.
    pub(super) fn has_found(&self) -> bool {
        let selected = self.text.selection().map(|words| words.to_lowercase());
        let sought = self.find.as_ref().map(|words| words.trim().to_lowercase());
        selected.is_some() && selected == sought
    }
}
