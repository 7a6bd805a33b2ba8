//! An attachment that is to be saved where somebody says.

use std::path::PathBuf;

use commonplace_node::answer::Blob;
use commonplace_node::error::Error;
use iced::widget::column;
use iced::{Element, Task};

use crate::ask::{One, Reach, Which};
use crate::choose::Wish;
use crate::screen::place::{self, Place};
use crate::theme::space;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::ui::parts::{body, slot};

/// The name of the field, for giving it the focus.
pub(crate) const PLACE: &str = "save-place";

/// An attachment about to be saved.
#[derive(Debug)]
pub(crate) struct Save {
    blob: Box<Blob>,
    /// What it is called, without what could mislead.
    name: String,
    place: Place,
    /// What it waits for, once somebody has said where to.
    waits: Option<Which>,
    refused: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The dialog of the system is to be shown first.
    Begin,
    /// Somebody says where to.
    Place(place::Message),
    /// Somebody wants it saved.
    Save,
    /// What was asked for there is saved here, or not.
    Saved(Which, One<PathBuf>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That it be saved here.
    Save {
        /// By this its outcome is known.
        which: Which,
        /// What.
        blob: Box<Blob>,
        /// Where.
        to: PathBuf,
        /// Whether somebody has said that a file that is there may go.
        over: bool,
    },
    /// That it be said where it is, and the dialog be closed.
    Done(PathBuf),
    /// That it be said what came of another that was being saved when its dialog was closed.
    Late(One<PathBuf>),
}

impl Save {
    /// This one, called so, to this place unless somebody says otherwise.
    pub(crate) fn new(blob: Box<Blob>, name: String, to: &std::path::Path) -> Self {
        Self { blob, name, place: Place::at(to), waits: None, refused: None }
    }

    pub(crate) fn update(&mut self, message: Message, ui: &Ui, reach: &Reach) -> Action {
        match message {
            Message::Begin => {
                let asked = place::asked(ui, Wish::NewFile(self.name.clone()));
                return self.update(Message::Place(place::Message::Choose(asked)), ui, reach);
            }
            Message::Place(message) => {
                self.refused = None;
                match self.place.update(message, &reach.host) {
                    place::Action::Run(task) => return Action::Run(task.map(Message::Place)),
                    place::Action::Submit => return self.save(false),
                    // Of a file that is there the dialog of the system has asked whether it may go.
                    place::Action::Chosen(_) => return self.save(true),
                    place::Action::None => {}
                }
            }
            Message::Save => return self.save(false),
            Message::Saved(which, outcome) if self.waits.as_ref() != Some(&which) => return Action::Late(outcome),
            Message::Saved(_, Ok(place)) => return Action::Done(place),
            Message::Saved(_, Err(error)) => {
                self.waits = None;
                self.refused = Some(error);
            }
        }
        Action::None
    }

    fn save(&mut self, over: bool) -> Action {
        if self.is_busy() || self.place.is_empty() {
            return Action::None;
        }
        let which = self.waits.insert(Which::default()).clone();
        Action::Save { which, blob: self.blob.clone(), to: self.place.path(), over }
    }

    fn is_busy(&self) -> bool {
        self.waits.is_some()
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let lesson = ui.text.with("save-as-lesson", &[("name", self.name.as_str().into())]);
        let wish = Wish::NewFile(self.name.clone());
        let field = self.place.view(ui, PLACE, "save-as-hint", [wish], !self.is_busy()).map(Message::Place);
        let ready = !self.is_busy() && !self.place.is_empty();
        let save = ui.button(ui.text.get("attachment-save"), Look::Filled).on_press(ready.then_some(Message::Save));
        let refused = self.refused.as_ref().map(|error| ui.refusal(&ui.sentence(error)));
        let parts = column![body(lesson).color(ui.colors.muted), field, slot(refused), save];
        parts.spacing(space::M).align_x(ui.start()).into()
    }
}
