//! Taking in files and folders by their place, for whoever cannot drop them on the window: by keys, or where the
//! toolkit knows no dropping (Wayland).

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use commonplace_core::id::{CircleId, RecordId};
use commonplace_node::answer::{Answer, Imported};
use commonplace_node::command::{Command, FileToAttach};
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use iced::widget::column;
use iced::{Element, Task};

use crate::ask::{self, Asker, FromAnswer, Heard, One, Reach, Told};
use crate::choose::Wish;
use crate::errand::Errand;
use crate::screen::outcome::{self, Outcome};
use crate::screen::place::{self, Place};
use crate::theme::space;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::ui::parts::{body, meta};
use crate::ui::room::thousandths;

/// The name of the field, for giving it the focus.
pub(crate) const PLACE: &str = "bring-place";

/// Files let go together over the window, at most: more than a hand can hold.
const WAITING: usize = 256;

/// Where the files go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum To {
    /// They become notes of this circle.
    Circle(CircleId),
    /// They are attached to this item.
    Item(RecordId),
}

/// Files about to be taken in.
#[derive(Debug)]
pub(crate) struct Bring {
    to: To,
    place: Place,
    /// Whoever waits for it; dropping it calls it off.
    asker: Option<Asker>,
    /// What somebody has published belongs together with these, until they are taken in.
    errand: Option<Errand>,
    /// How far it is: part and whole, in whatever it is counted.
    now: Option<(u64, u64)>,
    outcome: Outcome,
    /// All is taken in, and what happened to each file is looked at.
    over: bool,
    attached: usize,
    /// Files that are taken in after this one.
    waiting: VecDeque<PathBuf>,
    refused: Option<Error>,
    /// The first file that could not be attached, while the others after it are.
    missed: Option<(PathBuf, Error)>,
}

/// What the node answers on the way.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// A file has become a note, or not.
    Imported(Box<Imported>),
    /// A file is attached.
    Attached,
    /// So much of a file is done.
    Part(u64, u64),
}

impl FromAnswer for Step {
    fn from_answer(answer: Answer) -> Option<Self> {
        match answer {
            Answer::Imported(file) => Some(Self::Imported(Box::new(file))),
            Answer::Blob(_) => Some(Self::Attached),
            Answer::Event(Event::AttachProgress { done, of, .. }) => Some(Self::Part(done, of)),
            _ => None,
        }
    }
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody says where they are.
    Place(place::Message),
    /// Somebody wants them taken in.
    Take,
    /// The node tells how far it is with this.
    Heard(PathBuf, Told<Step>),
    /// Somebody wants it to end.
    Stop,
    /// Somebody looks at what happened to each file.
    Outcome(outcome::Message),
}

impl Message {
    /// What is attached is with the node: a copy of it that was made of the clipboard is not needed any more, whether or not
    /// somebody still waits here.
    pub(crate) fn kept(&self, reach: &Reach) -> Option<Task<Self>> {
        let Self::Heard(file, told) = self else { return None };
        let (file, host) = (file.clone(), Arc::clone(&reach.host));
        let forget = || Task::future(ask::away(move || host.forget_pasted(&file), ())).discard();
        matches!(told.heard(), Heard::Answer(Step::Attached)).then(forget)
    }
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That what is shown be read again: something was taken in.
    Changed,
    /// That this be put into the clipboard.
    Copy(String),
    /// That the dialog be closed.
    Done,
    /// That it be told how many files were attached, and the dialog be closed.
    Attached(usize),
}

impl Bring {
    /// For this destination.
    pub(crate) fn new(to: To) -> Self {
        Self {
            to,
            place: Place::default(),
            asker: None,
            errand: None,
            now: None,
            outcome: Outcome::default(),
            over: false,
            attached: 0,
            waiting: VecDeque::new(),
            refused: None,
            missed: None,
        }
    }

    /// The same with files that somebody has let go over the window; begins at once.
    pub(crate) fn begin(to: To, path: &Path, reach: &Reach) -> (Self, Task<Message>) {
        let mut bring = Self { place: Place::at(path), ..Self::new(to) };
        let task = bring.take(path.to_owned(), reach);
        (bring, task)
    }

    fn take(&mut self, path: PathBuf, reach: &Reach) -> Task<Message> {
        let of = path.clone();
        let command = match self.to {
            To::Circle(circle) => Command::Import { circle: circle.into(), path },
            To::Item(item) => Command::Attach { item: item.into(), files: vec![FileToAttach { path, name: None }] },
        };
        let (task, asker) = reach.follow(command, move |told| Message::Heard(of.clone(), told));
        (self.asker, self.now, self.refused) = (Some(asker), None, None);
        task
    }

    /// They came with something that was published: whoever closes the window waits for them.
    pub(crate) fn belongs_to(&mut self, errand: Errand) {
        self.errand = Some(errand);
    }

    /// Whether something is being taken in.
    pub(crate) fn is_busy(&self) -> bool {
        self.asker.is_some()
    }

    /// Takes this in as well, after what is being taken in.
    pub(crate) fn take_after(&mut self, path: PathBuf) {
        if self.waiting.len() < WAITING {
            self.waiting.push_back(path);
        }
    }

    /// Whether files become notes.
    pub(crate) fn is_import(&self) -> bool {
        matches!(self.to, To::Circle(_))
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        let action = self.happen(message, reach);
        if self.asker.is_none() {
            self.errand = None;
        }
        action
    }

    fn happen(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Place(message) => return self.placed(message, reach),
            Message::Take if self.asker.is_some() || self.place.is_empty() => {}
            Message::Take => return Action::Run(self.take(self.place.path(), reach)),
            Message::Heard(..) => {
                let kept = message.kept(reach).map(Action::Run);
                let Message::Heard(_, told) = message else { return Action::None };
                let heard = told.to(self.asker.as_ref()).map_or(Action::None, |heard| self.heard(heard, reach));
                return kept.unwrap_or(heard);
            }
            // What became a note until now stays one; the same again goes on from there.
            Message::Stop => {
                (self.asker, self.now) = (None, None);
                self.waiting.clear();
                self.over = !self.outcome.is_empty();
            }
            Message::Outcome(message) => {
                return match self.outcome.update(message) {
                    outcome::Action::None => Action::None,
                    outcome::Action::Copy(text) => Action::Copy(text),
                    outcome::Action::Done => Action::Done,
                };
            }
        }
        Action::None
    }

    fn heard(&mut self, heard: Heard<Step>, reach: &Reach) -> Action {
        match heard {
            Heard::Answer(Step::Imported(file)) => {
                self.now = Some((file.done as u64, file.of as u64));
                self.outcome.imported(*file);
            }
            Heard::Answer(Step::Attached) => self.attached += 1,
            Heard::Answer(Step::Part(done, of)) => self.now = Some((done, of)),
            Heard::Over(outcome) => return self.came_to_its_end(outcome, reach),
        }
        Action::None
    }

    fn came_to_its_end(&mut self, outcome: One<()>, reach: &Reach) -> Action {
        (self.asker, self.now) = (None, None);
        // One file that cannot be read keeps none of the others from being attached.
        let outcome = match (outcome, self.to) {
            (Err(error), To::Item(_)) => {
                self.missed.get_or_insert((self.place.path(), error));
                Ok(())
            }
            (outcome, _) => outcome,
        };
        if let (Ok(()), Some(next)) = (&outcome, self.waiting.pop_front()) {
            self.place = Place::at(&next);
            return Action::Run(self.take(next, reach));
        }
        if let Some((place, error)) = self.missed.take() {
            (self.place, self.refused) = (Place::at(&place), Some(error));
            return if self.attached > 0 { Action::Changed } else { Action::None };
        }
        match (outcome, self.to) {
            (Ok(()), To::Circle(_)) => {
                self.over = true;
                Action::Changed
            }
            (Ok(()), To::Item(_)) => Action::Attached(self.attached),
            (Err(error), _) => {
                self.refused = Some(error);
                Action::None
            }
        }
    }

    /// What is chosen in the dialog is taken in at once, as what is let go over the window.
    fn placed(&mut self, message: place::Message, reach: &Reach) -> Action {
        self.refused = None;
        match self.place.update(message, &reach.host) {
            place::Action::None => Action::None,
            place::Action::Run(task) => Action::Run(task.map(Message::Place)),
            place::Action::Submit => self.update(Message::Take, reach),
            place::Action::Chosen(_) if self.asker.is_some() => Action::None,
            place::Action::Chosen(paths) => {
                let mut paths = paths.into_iter();
                let Some(first) = paths.next() else { return Action::None };
                paths.for_each(|path| self.take_after(path));
                Action::Run(self.take(first, reach))
            }
        }
    }

    /// What can be chosen in the dialog of the system; the first of it by the key that opens this.
    fn wishes(&self) -> &'static [Wish] {
        match self.to {
            To::Circle(_) => &[Wish::Folder, Wish::Files],
            To::Item(_) => &[Wish::Files],
        }
    }

    /// What the key asks for that opens this, pressed once more.
    pub(crate) fn choose(&self, ui: &Ui) -> Message {
        let wish = self.wishes().first().cloned().unwrap_or(Wish::Files);
        Message::Place(place::Message::Choose(place::asked(ui, wish)))
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        if self.over {
            return self.outcome.view(ui).map(Message::Outcome);
        }
        let (lesson, hint, button) = match self.to {
            To::Circle(_) => ("bring-lesson", "bring-hint", "bring-button"),
            To::Item(_) => ("attach-lesson", "attach-hint", "attach-button"),
        };
        let wishes = self.wishes().iter().cloned();
        let field = self.place.view(ui, PLACE, hint, wishes, self.asker.is_none()).map(Message::Place);
        let mut parts =
            column![body(ui.text.get(lesson)).color(ui.colors.muted), field].spacing(space::M).align_x(ui.start());
        if self.asker.is_some() {
            let words = meta(ui.text.get("bring-busy"), &ui.colors);
            let (part, of) = self.now.unwrap_or((0, 1));
            let stop = ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Stop);
            return parts.push(column![words, ui.bar(thousandths(part, of))].align_x(ui.start())).push(stop).into();
        }
        let ready = !self.place.is_empty();
        let take = ui.button(ui.text.get(button), Look::Filled).on_press(ready.then_some(Message::Take));
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        parts.push(take).into()
    }
}
