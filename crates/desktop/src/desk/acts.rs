//! What keys, links and files do.

use std::path::PathBuf;

use commonplace_node::answer::{ImportState, Membership};
use commonplace_node::command::{Command, FileToAttach};
use iced::Task;
use iced::widget::operation;

use super::{Action, Desk, Dialog, Message, Page, Toast, other_paper};
use crate::keys::Key;
use crate::link::{self, Target};
use crate::screen::leave::Leave;
use crate::screen::list::{self, List};
use crate::screen::{editor, note, question, shelf};
use crate::theme::Colors;
use crate::ui::card::Item;

impl Desk {
    pub(super) fn copy(&mut self, text: String) -> Task<Message> {
        self.toast = Some(Toast::Copied);
        iced::clipboard::write(text)
    }

    pub(super) fn follow(&mut self, link: &str) -> Task<Message> {
        match link::target(link) {
            Target::Note(name) => {
                let title = name.rsplit('/').next().unwrap_or(&name).trim_end_matches(".md").to_owned();
                let command = Command::NoteShow { note: title.as_str().into() };
                self.reach.one(command, move |note| Message::Sought(title, Box::new(note)))
            }
            target => self.put_over(Dialog::Leave(Leave::new(target)), None),
        }
    }

    /// A folder or a text becomes notes of the circle; anything let go over an open note is attached to it.
    pub(super) fn dropped(&mut self, path: PathBuf) -> Task<Message> {
        let Some(circle) = self.circle().filter(|circle| circle.state == Membership::Joined) else {
            return Task::none();
        };
        let is_text = path.extension().is_none_or(|extension| extension == "md" || extension == "markdown");
        match &self.page {
            Page::Note(page) if !is_text => {
                let item = page.id();
                let files = vec![FileToAttach { path, name: None }];
                self.reach.all(Command::Attach { item: item.into(), files }, Message::Attached)
            }
            _ => self.reach.all(Command::Import { circle: circle.id.into(), path }, Message::Imported),
        }
    }

    pub(super) fn answered(&mut self, message: Message) -> Task<Message> {
        let outcome = match message {
            Message::Imported(outcome) => outcome.map(|files| {
                let refused = files.iter().filter(|file| file.state == ImportState::Refused);
                Toast::Imported { refused: refused.count(), done: files.len() }
            }),
            Message::Attached(outcome) => outcome.map(|blobs| Toast::Attached(blobs.len())),
            Message::Sought(_, note) if note.is_ok() => {
                return note.map_or_else(|_| Task::none(), |note| self.open_item(Item::Note(note.row.id)));
            }
            Message::Sought(name, _) => Ok(Toast::NoSuchNote(name)),
            _ => return Task::none(),
        };
        self.toast = Some(outcome.unwrap_or_else(Toast::Sentence));
        match &self.page {
            Page::Note(page) => page.load(&self.reach).map(Message::Note),
            _ => Task::none(),
        }
    }

    pub(super) fn key(&mut self, key: Key, colors: Colors) -> Action {
        if key == Key::Paper {
            return Action::Paper(other_paper(colors));
        }
        let task = match key {
            Key::Next => operation::focus_next(),
            Key::Previous => operation::focus_previous(),
            Key::Back => self.back(),
            Key::Sheet => self.put_over(Dialog::Keys, None),
            Key::Publish => self.publish(colors),
            // What follows belongs to the page, and the page is covered while a dialog is open.
            _ if self.dialog.is_some() => Task::none(),
            Key::Circles => self.shelf(shelf::Message::Circles),
            Key::People => self.shelf(shelf::Message::People),
            Key::Settings => self.shelf(shelf::Message::Settings),
            Key::Write => self.list(list::Message::Write, colors),
            Key::Ask if matches!(self.page, Page::Note(_)) => self.note(note::Message::Ask, colors),
            Key::Ask => self.list(list::Message::Ask, colors),
            Key::Invite => self.list(list::Message::Invite, colors),
            Key::Edit => self.note(note::Message::Edit, colors),
            Key::Search => operation::focus(list::SEARCH),
            Key::Up | Key::Down => self.walk(key == Key::Down),
            Key::Open => self.open_row(),
            Key::Paper => Task::none(),
        };
        Action::Run(task)
    }

    fn publish(&mut self, colors: Colors) -> Task<Message> {
        match &self.page {
            Page::Editor(_) => self.editor(editor::Message::Publish, colors),
            Page::Question(_) => self.question(question::Message::Publish, colors),
            _ => Task::none(),
        }
    }

    fn walk(&mut self, down: bool) -> Task<Message> {
        match (&mut self.list, &self.page) {
            (Some(_), Page::Editor(_) | Page::People(_) | Page::Settings(_)) | (None, _) => Task::none(),
            (Some(list), _) => list.walk(down).map(Message::List),
        }
    }

    fn open_row(&mut self) -> Task<Message> {
        match self.list.as_ref().and_then(List::under_cursor) {
            Some(item) if !matches!(self.page, Page::Editor(_)) => self.open_item(item),
            _ => Task::none(),
        }
    }
}
