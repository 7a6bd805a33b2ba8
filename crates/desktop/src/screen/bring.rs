//! Taking in files and folders by their place, for whoever cannot drop them on the window: by keys, or where the
//! toolkit knows no dropping (Wayland).

use std::path::{Path, PathBuf};

use commonplace_core::id::{CircleId, RecordId};
use commonplace_node::answer::{Blob, Imported};
use commonplace_node::command::{Command, FileToAttach};
use commonplace_node::error::Error;
use iced::widget::column;
use iced::{Element, Task};

use crate::ask::{All, Reach};
use crate::link::decoded;
use crate::theme::style::Look;
use crate::theme::{MONO, space};
use crate::ui::Ui;
use crate::ui::parts::body;

/// The name of the field, for giving it the focus.
pub(crate) const PLACE: &str = "bring-place";

/// Where the files go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum To {
    /// They become notes of this circle.
    Circle(CircleId),
    /// They are attached to this item.
    Item(RecordId),
}

/// Files about to be taken in.
#[derive(Debug, Clone)]
pub(crate) struct Bring {
    to: To,
    place: String,
    busy: bool,
    refused: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody types where they are.
    Place(String),
    /// Somebody wants them taken in.
    Take,
    /// They have become notes.
    Imported(All<Imported>),
    /// They were attached.
    Attached(All<Blob>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That it be told what was taken in, and the dialog be closed.
    Imported(Vec<Imported>),
    /// That it be told how many files were attached, and the dialog be closed.
    Attached(usize),
}

impl Bring {
    /// For this destination.
    pub(crate) fn new(to: To) -> Self {
        Self { to, place: String::new(), busy: false, refused: None }
    }

    /// Whether files become notes.
    pub(crate) fn is_import(&self) -> bool {
        matches!(self.to, To::Circle(_))
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        let refused = match message {
            Message::Place(place) => {
                self.place = place;
                None
            }
            Message::Take if self.busy || self.place.trim().is_empty() => return Action::None,
            Message::Take => {
                self.busy = true;
                self.refused = None;
                return Action::Run(take(self.to, place(&self.place), reach));
            }
            Message::Imported(Ok(files)) => return Action::Imported(files),
            Message::Attached(Ok(blobs)) => return Action::Attached(blobs.len()),
            Message::Imported(Err(error)) | Message::Attached(Err(error)) => Some(error),
        };
        if refused.is_some() {
            self.busy = false;
        }
        self.refused = refused;
        Action::None
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let (lesson, hint, button) = match self.to {
            To::Circle(_) => ("bring-lesson", "bring-hint", "bring-button"),
            To::Item(_) => ("attach-lesson", "attach-hint", "attach-button"),
        };
        let field = ui
            .field(&ui.text.get(hint), &self.place)
            .id(PLACE)
            .font(MONO)
            .on_input(Message::Place)
            .on_submit(Message::Take);
        let ready = !self.busy && !self.place.trim().is_empty();
        let words = ui.text.get(if self.busy { "bring-busy" } else { button });
        let take = ui.button(words, Look::Filled).on_press(ready.then_some(Message::Take));
        let mut parts =
            column![body(ui.text.get(lesson)).color(ui.colors.muted), field].spacing(space::M).align_x(ui.start());
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        parts.push(take).into()
    }
}

fn take(to: To, path: PathBuf, reach: &Reach) -> Task<Message> {
    match to {
        To::Circle(circle) => reach.all(Command::Import { circle: circle.into(), path }, Message::Imported),
        To::Item(item) => {
            let files = vec![FileToAttach { path, name: None }];
            reach.all(Command::Attach { item: item.into(), files }, Message::Attached)
        }
    }
}

/// A place as typed, or as pasted from a file manager: in quotes, with `~`, or as a `file:` address.
fn place(typed: &str) -> PathBuf {
    let typed = typed.trim().trim_matches(['"', '\'']);
    if let Some(path) = typed.strip_prefix("file://") {
        return PathBuf::from(decoded(path));
    }
    match (typed.strip_prefix('~'), std::env::home_dir()) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => {
            home.join(Path::new(rest.trim_start_matches('/')))
        }
        _ => PathBuf::from(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_understood_as_file_managers_give_it() {
        assert_eq!(place(" '/home/alice/my notes' "), Path::new("/home/alice/my notes"));
        assert_eq!(place("file:///home/alice/my%20notes"), Path::new("/home/alice/my notes"));
        assert_eq!(place("~alice/notes"), Path::new("~alice/notes"), "the home of somebody else is not guessed");
        assert!(std::env::home_dir().is_none_or(|home| place("~/notes") == home.join("notes")));
    }
}
