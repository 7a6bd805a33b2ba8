//! What becomes of what somebody wrote when they have left the page on which they wrote it.

use std::path::PathBuf;
use std::sync::Arc;

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Blob, Written};
use commonplace_node::command::{Command, FileToAttach};
use commonplace_node::error::Error;
use iced::Task;

use super::{Desk, Message, Page, Toast};
use crate::ask::{self, One, Reach};
use crate::draft::Keeper;
use crate::screen::{comments, editor, items, note, question};
use crate::theme::Colors;
use crate::ui::card::Item;

impl Desk {
    /// What was sent from a desk is published or refused, whether or not that desk is still open.
    pub(super) fn published(
        &mut self,
        sent: Box<editor::Sent>,
        outcome: One<Written>,
        colors: Colors,
    ) -> Task<Message> {
        // Held until its files are on their way, too.
        let _errand = sent.errand.clone();
        if let Page::Editor(editor) = &mut self.page {
            if editor.sitting() == sent.keeper.sitting() {
                return self.at_editor(editor::Message::Published(sent, outcome), colors);
            }
            if let Some(back) = outcome.is_err().then(|| editor.put_back(&sent, &self.reach, colors)).flatten() {
                self.toast = outcome.err().map(Toast::Sentence);
                return back.map(Message::Editor);
            }
        }
        match outcome {
            Ok(written) => self.attach_aside(sent.item(&written), sent.sheet.files),
            Err(error) => {
                self.toast = Some(Toast::Sentence(error));
                let mut keeper = sent.keeper;
                keeper.put_back(&self.reach, editor::Message::Kept).map(Message::Editor)
            }
        }
    }

    /// Attaches files without a dialog: somebody does something else by now, or has another one open.
    pub(super) fn attach_aside(&self, item: Item, files: Vec<PathBuf>) -> Task<Message> {
        if files.is_empty() {
            return Task::none();
        }
        let id = item.id();
        let attach = self.reach.drafts.begin().until(attached(self.reach.clone(), id, files));
        Task::perform(attach, |(count, missed)| Message::Attached(count, missed))
    }

    /// They are attached, but for those that could not be.
    pub(super) fn attached(&mut self, count: usize, missed: Option<Error>) -> Task<Message> {
        self.toast = Some(missed.map_or(Toast::Attached(count), Toast::Sentence));
        self.read_page()
    }

    /// Says why something was not taken whose page nobody sees any more; its draft stays, whatever was written over it since.
    pub(super) fn refused_elsewhere(&mut self, refused: Option<Refused>) -> Task<Message> {
        let Some((mut keeper, error)) = refused else { return Task::none() };
        self.toast = Some(Toast::Sentence(error));
        keeper.put_back(&self.reach, Message::Marked)
    }
}

/// What kept something that was refused, and why it was.
type Refused = (Keeper, Error);

/// Something that was written on a note and refused, if this says so.
pub(super) fn refused_on_note(message: note::Message) -> Option<Refused> {
    match message {
        note::Message::Items(message) => refused_comment(message),
        _ => None,
    }
}

/// The same of a question.
pub(super) fn refused_on_question(message: question::Message) -> Option<Refused> {
    match message {
        question::Message::Items(message) => refused_comment(message),
        question::Message::Published(sent, outcome) => outcome.err().map(|error| (sent.keeper, error)),
        _ => None,
    }
}

fn refused_comment(message: items::Message) -> Option<Refused> {
    match message {
        items::Message::Comments(comments::Message::Sent(sent, outcome)) => {
            outcome.err().map(|error| (sent.keeper, error))
        }
        _ => None,
    }
}

/// How many of them are attached, and why the first that is not is not: one that cannot be read keeps no other back.
async fn attached(reach: Reach, item: RecordId, files: Vec<PathBuf>) -> (usize, Option<Error>) {
    let (mut count, mut missed) = (0, None);
    for path in files {
        let files = vec![FileToAttach { path: path.clone(), name: None }];
        match ask::all::<Blob>(reach.node.clone(), Command::Attach { item: item.into(), files }).await {
            Ok(_) => {
                count += 1;
                let host = Arc::clone(&reach.host);
                ask::away(move || host.forget_pasted(&path), ()).await;
            }
            Err(error) => {
                missed.get_or_insert(error);
            }
        }
    }
    (count, missed)
}
