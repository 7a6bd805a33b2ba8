//! What can be done with a note that is open.

use commonplace_node::answer::Note;

use super::view::OUTLINED;
use super::{Message, Page};
use crate::icon::Icon;
use crate::keys::Key;
use crate::screen::find;
use crate::screen::items::{self, Around, Of};
use crate::screen::menu::Line;

impl Page {
    /// The lines of its menu.
    pub(super) fn lines(&self, note: &Note, around: Around) -> Vec<Line<Message>> {
        let (ask, card, copy) = match self.selected {
            Some(_) => ("ask-about-selection", "card-make-selection", "copy-selection"),
            None => ("ask-about", "card-make", "copy-markdown"),
        };
        let mut lines = vec![
            Line::new(Icon::Question, ask, Message::Ask).by(Key::Ask),
            Line::new(Icon::Card, card, Message::Card).by(Key::Card),
            Line::new(Icon::Copy, copy, Message::CopyMarkdown).by(Key::CopyMarkdown),
            Line::new(Icon::Search, "find", Message::Find(find::Message::Begin)).by(Key::Find),
            Line::new(Icon::Flag, "dispute-begin", Message::BeginDispute).by(Key::Dispute),
        ];
        if self.outline.len() >= OUTLINED {
            lines.push(Line::new(Icon::Bullets, "outline", Message::Outline).by(Key::Outline));
        }
        lines.push(Line::new(Icon::Pencil, "edit", Message::Edit).by(Key::Edit).apart());
        lines.push(Line::new(Icon::History, "versions", Message::History).by(Key::History));
        if note.row.author.me {
            lines.push(Line::new(Icon::Attachment, "attach", Message::Attach).by(Key::Bring));
        }
        let of = Of { item: self.id, author: &note.row.author, hidden: note.row.hidden };
        lines.extend(items::judging(of, around).into_iter().map(|line| line.map(Message::Items)));
        lines
    }
}
