//! Taking the circle from laptop to laptop on a stick.

use commonplace_core::id::CircleId;
use commonplace_node::answer::{Bundle, BundleState};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::widget::{Id, column, container};
use iced::{Element, Task};

use crate::ask::{Asker, Heard, Reach, Told};
use crate::choose::Wish;
use crate::icon::Icon;
use crate::screen::PAGE_SCROLL;
use crate::screen::place::{self, Place};
use crate::theme::space;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::ui::parts::{body, caption, meta};
use crate::ui::room::thousandths;
use crate::widget::travel;

/// The name of the field, for giving it the focus.
pub(crate) const PLACE: &str = "stick-place";
/// The name of what says that all is done, for bringing it into sight.
const DONE: &str = "stick-done";
/// The name of what stands below the field.
const ENDS: &str = "stick-ends";

/// What is done with a stick, one after the other: what others brought is read, what this laptop has is written down,
/// and what others lack is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Read,
    Have,
    Write,
}

/// A stick, and what is being done with it.
#[derive(Debug, Default)]
pub(crate) struct Stick {
    place: Place,
    step: Option<Step>,
    now: Option<Bundle>,
    told: Vec<Bundle>,
    done: bool,
    asker: Option<Asker>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody says where the stick is.
    Place(place::Message),
    /// Somebody wants it to be brought up to date, and to bring this laptop up to date.
    Exchange,
    /// The node tells how far it is.
    Heard(Told<Bundle>),
    /// Somebody wants it to end.
    Stop,
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

/// Brings the field into sight with the button below it.
pub(super) fn into_sight<M: Send + 'static>() -> Task<M> {
    travel::to_part(PAGE_SCROLL, Id::new(ENDS), 1.0)
}

impl Stick {
    pub(crate) fn update(&mut self, message: Message, circle: CircleId, reach: &Reach) -> Action {
        match message {
            Message::Place(message) => match self.place.update(message, &reach.host) {
                place::Action::Run(task) => return Action::Run(task.map(Message::Place)),
                place::Action::Submit => return self.update(Message::Exchange, circle, reach),
                place::Action::None | place::Action::Chosen(_) => {}
            },
            Message::Exchange if self.can_begin() => {
                self.told.clear();
                self.done = false;
                return self.begin(Step::Read, circle, reach);
            }
            Message::Exchange => {}
            Message::Heard(told) => match told.to(self.asker.as_ref()) {
                Some(Heard::Answer(bundle)) => self.heard(bundle),
                Some(Heard::Over(Ok(()))) => return self.next(circle, reach),
                // Nobody has written on it yet: this laptop is the first.
                Some(Heard::Over(Err(Error::NoBundles { .. }))) if self.step == Some(Step::Read) => {
                    return self.next(circle, reach);
                }
                Some(Heard::Over(Err(error))) => {
                    self.stop();
                    return Action::Refused(error);
                }
                None => {}
            },
            Message::Stop => self.stop(),
        }
        Action::None
    }

    fn can_begin(&self) -> bool {
        self.step.is_none() && !self.place.is_empty()
    }

    fn begin(&mut self, step: Step, circle: CircleId, reach: &Reach) -> Action {
        let place = self.place.path();
        let circle = circle.into();
        let command = match step {
            Step::Read => Command::BundleRead { from: place },
            Step::Have => Command::BundleHave { circle, to: place },
            Step::Write => Command::BundleWrite { circle, have: Some(place.clone()), to: place },
        };
        let (task, asker) = reach.follow(command, Message::Heard);
        self.step = Some(step);
        self.now = None;
        self.asker = Some(asker);
        Action::Run(task)
    }

    fn next(&mut self, circle: CircleId, reach: &Reach) -> Action {
        match self.step {
            Some(Step::Read) => self.begin(Step::Have, circle, reach),
            Some(Step::Have) => self.begin(Step::Write, circle, reach),
            Some(Step::Write) | None => {
                self.stop();
                self.done = true;
                // It may lie below what is seen, and nothing would seem to have happened.
                Action::Run(travel::to_part(PAGE_SCROLL, Id::new(DONE), 1.0))
            }
        }
    }

    fn heard(&mut self, bundle: Bundle) {
        match bundle.state {
            BundleState::Writing | BundleState::Reading => self.now = Some(bundle),
            BundleState::Offered => {}
            BundleState::Written | BundleState::Read | BundleState::Refused => {
                self.now = None;
                // What says what is here is for the next laptop, not for a person; and of nothing there is nothing to say.
                // What was left out is with those for whom it would be.
                let empty = bundle.records + bundle.blobs + bundle.refused == 0;
                let nothing = bundle.state == BundleState::Written && empty;
                if self.step != Some(Step::Have) && !nothing {
                    self.told.push(bundle);
                }
            }
        }
    }

    fn stop(&mut self) {
        self.step = None;
        self.now = None;
        self.asker = None;
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let free = self.step.is_none();
        let field = self.place.view(ui, PLACE, "stick-hint", [Wish::Folder], free).map(Message::Place);
        let button = match self.step {
            None => {
                let exchange = ui.button(ui.text.get("stick-exchange"), Look::Outlined);
                exchange.on_press(self.can_begin().then_some(Message::Exchange))
            }
            Some(_) => ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Stop),
        };
        let button = container(button).id(ENDS);
        let mut parts = column![body(ui.text.get("stick-lesson")).color(ui.colors.muted), field, button]
            .spacing(space::S)
            .align_x(ui.start());
        if let Some(step) = self.step {
            parts = parts.push(self.progress(ui, step));
        }
        for bundle in &self.told {
            parts = parts.push(told(ui, bundle));
        }
        if self.done {
            let mut told = self.told.iter();
            let settled = told.all(|bundle| bundle.state == BundleState::Read && bundle.refused == 0);
            let words = ui.text.get(if settled { "stick-done-nothing" } else { "stick-done" });
            let done = ui.notice(Icon::Check, &words, ui.colors.good, ui.colors.good_wash);
            parts = parts.push(container(done).id(DONE));
        }
        parts.into()
    }

    fn progress<'a>(&'a self, ui: &'a Ui, step: Step) -> Element<'a, Message> {
        let key = match step {
            Step::Read => "stick-reading",
            Step::Have | Step::Write => "stick-writing",
        };
        let words = meta(ui.text.get(key), &ui.colors);
        let part = self.now.as_ref().and_then(|now| Some(thousandths(now.done, now.of?)));
        match part {
            Some(part) => column![words, ui.bar(part)].align_x(ui.start()).into(),
            None => words.into(),
        }
    }
}

/// What came of one.
pub(crate) fn told<'a, Message: 'a>(ui: &'a Ui, bundle: &'a Bundle) -> Element<'a, Message> {
    if let Some(why) = &bundle.why {
        // Only here somebody may want to find the file: its name is made of random letters.
        let file = bundle.file.file_name().unwrap_or_default().to_string_lossy();
        return ui.notice(Icon::Warning, &format!("{file}: {why}"), ui.colors.warn, ui.colors.warn_wash);
    }
    let values = [("count", bundle.new.into()), ("records", bundle.records.into()), ("blobs", bundle.blobs.into())];
    let key = if bundle.state == BundleState::Read { "stick-read" } else { "stick-written" };
    let mut lines = column![body(ui.text.with(key, &values))].align_x(ui.start());
    if bundle.state == BundleState::Read && !bundle.whole {
        lines = lines.push(caption(ui.text.get("cli-bundle-cut"), &ui.colors).color(ui.colors.warn));
    }
    lines.into()
}
