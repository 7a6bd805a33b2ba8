//! A backup of the whole home in one file.

use commonplace_node::answer::{Answer, Backup as Made, Progress};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::home::Passphrase;
use iced::widget::column;
use iced::{Element, Task};

use super::seal::differing;
use crate::ask::{Asker, FromAnswer, Heard, Reach, Told};
use crate::choose::Wish;
use crate::icon::Icon;
use crate::screen::place::{self, Place};
use crate::theme::style::Look;
use crate::theme::{measure, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption};
use crate::ui::room::thousandths;

/// The names of the fields, for giving them the focus.
pub(crate) const PLACE: &str = "backup-place";
pub(crate) const PASSPHRASE: &str = "backup-passphrase";
pub(crate) const AGAIN: &str = "backup-again";

/// What a backup is called unless somebody says otherwise.
const NAME: &str = "commonplace.age";

/// What the node answers on the way.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// How far it is.
    Progress(Progress),
    /// It is done.
    Made(Box<Made>),
}

impl FromAnswer for Step {
    fn from_answer(answer: Answer) -> Option<Self> {
        match answer {
            Answer::Progress(progress) => Some(Self::Progress(progress)),
            Answer::Backup(made) => Some(Self::Made(Box::new(made))),
            _ => None,
        }
    }
}

/// What is on the screen of it.
#[derive(Default)]
pub(crate) struct Backup {
    place: Place,
    passphrase: String,
    again: String,
    asker: Option<Asker>,
    now: Option<Progress>,
    made: Option<Made>,
}

/// Without the passphrase.
impl std::fmt::Debug for Backup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Backup").field("place", &self.place).finish_non_exhaustive()
    }
}

/// What happens.
#[derive(Clone)]
pub(crate) enum Message {
    /// Somebody says where to.
    Place(place::Message),
    /// Somebody types the passphrase of the backup.
    Passphrase(String),
    /// Once more.
    Again(String),
    /// It is to be written.
    Write,
    /// The node tells how far it is.
    Heard(Told<Step>),
    /// Somebody wants it to end.
    Stop,
}

/// Without what is typed.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Backup(..)")
    }
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That this be said.
    Refused(Error),
}

impl Backup {
    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Place(message) => match self.place.update(message, &reach.host) {
                place::Action::Run(task) => return Action::Run(task.map(Message::Place)),
                place::Action::Submit => return self.update(Message::Write, reach),
                place::Action::None | place::Action::Chosen(_) => {}
            },
            Message::Passphrase(typed) => self.passphrase = typed,
            Message::Again(typed) => self.again = typed,
            Message::Write if !self.is_ready() => {}
            Message::Write if self.passphrase != self.again => return Action::Refused(Error::WrongPassphrase),
            Message::Write => return self.write(reach),
            Message::Heard(told) => match told.to(self.asker.as_ref()) {
                Some(Heard::Answer(Step::Progress(progress))) => self.now = Some(progress),
                Some(Heard::Answer(Step::Made(made))) => self.made = Some(*made),
                Some(Heard::Over(outcome)) => {
                    self.asker = None;
                    self.now = None;
                    match outcome {
                        Ok(()) => {
                            self.passphrase.clear();
                            self.again.clear();
                        }
                        Err(error) => return Action::Refused(error),
                    }
                }
                None => {}
            },
            Message::Stop => {
                self.asker = None;
                self.now = None;
            }
        }
        Action::None
    }

    fn is_ready(&self) -> bool {
        let typed = [&self.passphrase, &self.again];
        self.asker.is_none() && !self.place.is_empty() && typed.iter().all(|typed| !typed.trim().is_empty())
    }

    /// Without the keys: those come back with the recovery words, and a file lies around more easily than paper.
    fn write(&mut self, reach: &Reach) -> Action {
        let passphrase = match Passphrase::new(&self.passphrase) {
            Ok(passphrase) => passphrase,
            Err(error) => return Action::Refused(error),
        };
        let to = self.place.path();
        self.made = None;
        let command = Command::Backup { to, passphrase, keys: false, home_passphrase: None };
        let (task, asker) = reach.follow(command, Message::Heard);
        self.asker = Some(asker);
        Action::Run(task)
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let mut parts =
            column![body(ui.text.get("backup-lesson")).color(ui.colors.muted)].spacing(space::S).align_x(ui.start());
        if self.asker.is_some() {
            let stop = ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Stop);
            parts = parts.push(self.progress(ui)).push(stop);
        } else {
            parts = parts.push(self.form(ui));
        }
        if let Some(made) = &self.made {
            let values = [("records", made.records.into()), ("blobs", made.blobs.into())];
            let words = ui.text.with("backup-made", &values);
            parts = parts.push(ui.notice(Icon::Check, &words, ui.colors.good, ui.colors.good_wash));
        }
        parts.into()
    }

    fn form<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let wish = Wish::NewFile(NAME.into());
        let place = self.place.view(ui, PLACE, "backup-place", [wish], self.asker.is_none()).map(Message::Place);
        let secret = |hint: &str, typed: &str| {
            ui.field(&ui.text.get(hint), typed).secure(true).on_submit(Message::Write).width(measure::HINT)
        };
        let first = secret("backup-passphrase", &self.passphrase).id(PASSPHRASE).on_input(Message::Passphrase);
        let again = secret("seal-again", &self.again).id(AGAIN).on_input(Message::Again);
        let write = ui.button(ui.text.get("backup-write"), Look::Outlined);
        let mut parts = column![place, first, again].spacing(space::S).align_x(ui.start());
        if let Some(words) = differing(ui, &self.passphrase, &self.again) {
            parts = parts.push(words);
        }
        let lesson = caption(ui.text.get("backup-passphrase-lesson"), &ui.colors);
        parts.push(lesson).push(write.on_press(self.is_ready().then_some(Message::Write))).into()
    }

    fn progress<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let part = self.now.as_ref().map_or(0, |now| thousandths(now.done, now.of));
        let words = body(ui.text.get("backup-writing")).color(ui.colors.muted);
        column![words, ui.bar(part)].spacing(space::XS).align_x(ui.start()).into()
    }
}
