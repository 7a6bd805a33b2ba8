//! What can be done with a question that is open, with an answer to it and with comments.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Question, Reply};

use super::{Message, Page};
use crate::icon::Icon;
use crate::keys::Key;
use crate::screen::comments as writing;
use crate::screen::find;
use crate::screen::items::{self, Around, Of};
use crate::screen::menu::{Heading, Line, Menu};

impl Page {
    /// The menu of the question, or of an answer.
    pub(super) fn menu(&self, item: RecordId, around: Around) -> Option<Menu<Message>> {
        let question = self.question.as_ref()?;
        if item == self.id {
            let menu = Menu::new(Heading::Words(question.row.title.clone()), self.of_question(question, around));
            return Some(menu);
        }
        let reply = question.replies.iter().find(|reply| reply.id == item)?;
        Some(Menu::new(Heading::Words(reply.author.name.clone()), self.of_reply(question, reply, around)))
    }

    fn copy(&self, item: RecordId) -> Line<Message> {
        let words = if self.selected.is_some() { "copy-selection" } else { "copy-markdown" };
        Line::new(Icon::Copy, words, Message::CopyMarkdown(item)).by(Key::CopyMarkdown)
    }

    fn of_question(&self, question: &Question, around: Around) -> Vec<Line<Message>> {
        let mut lines = vec![
            self.copy(self.id),
            Line::new(Icon::Flag, "dispute-begin", Message::BeginDispute(self.id)).by(Key::Dispute),
            Line::new(Icon::Search, "find-page", Message::Find(find::Message::Begin)).by(Key::Find),
            Line::new(Icon::Feather, "answer-write", Message::Answer).by(Key::Edit).apart(),
            comment(self.id),
        ];
        if question.row.author.me {
            lines.push(Line::new(Icon::Pencil, "edit", Message::Revise));
        }
        let of = Of { item: self.id, author: &question.row.author, hidden: question.row.hidden };
        lines.extend(items::judging(of, around).into_iter().map(|line| line.map(Message::Items)));
        lines
    }

    fn of_reply(&self, question: &Question, reply: &Reply, around: Around) -> Vec<Line<Message>> {
        let dispute = Line::new(Icon::Flag, "dispute-begin", Message::BeginDispute(reply.id));
        let card = Line::new(Icon::Card, "card-make", Message::Card(reply.id));
        let mut lines = vec![self.copy(reply.id), card, dispute];
        if question.row.author.me && !reply.accepted {
            lines.push(Line::new(Icon::Accepted, "answer-accept", Message::Accept(reply.id)));
        }
        lines.push(comment(reply.id));
        // Of a text whose end is not here, only the beginning could be changed.
        if reply.author.me && reply.away.is_none() {
            let change = writing::Message::Change(reply.id, reply.text.clone());
            let change = Message::Items(items::Message::Comments(change));
            lines.push(Line::new(Icon::Pencil, "edit", change));
        }
        let of = Of { item: reply.id, author: &reply.author, hidden: reply.hidden.is_some() };
        lines.extend(items::judging(of, around).into_iter().map(|line| line.map(Message::Items)));
        lines
    }
}

fn comment(item: RecordId) -> Line<Message> {
    let begin = writing::Message::Begin(item);
    Line::new(Icon::Comment, "comment", Message::Items(items::Message::Comments(begin)))
}
