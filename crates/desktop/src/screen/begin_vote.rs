//! A quick vote that is about to be: its question, and what can be chosen.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::limits::{QUICK_VOTE_LEAST, QUICK_VOTE_OPTIONS};
use commonplace_node::answer::{QuickVote, Written};
use commonplace_node::command::{Command, Name};
use commonplace_node::error::Error;
use iced::widget::{Id, column, operation};
use iced::{Element, Fill, Task};

use crate::ask::{One, Reach};
use crate::icon::Icon;
use crate::theme::space;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::ui::parts::{label, meta};

/// The name of the first field, for giving it the focus.
pub(crate) const QUESTION: &str = "vote-question";
/// Options that are there to be filled at first: what a room disagrees about is seldom one of two.
const OFFERED: usize = 4;

/// A quick vote that is about to be.
#[derive(Debug, Clone)]
pub(crate) struct BeginVote {
    /// Which of those that were begun since the start.
    number: u64,
    circle: CircleId,
    question: String,
    options: Vec<String>,
    /// The quick vote after which it asks something alike.
    follows: Option<(RecordId, String)>,
    busy: bool,
    refused: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody types the question.
    Question(String),
    /// They type an option.
    Option(usize, String),
    /// They want one more.
    More,
    /// They go on from a field to the next one.
    Next(usize),
    /// They begin it.
    Begin,
    /// The node has.
    Done(u64, One<Written>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That the new quick vote be opened.
    Open(RecordId),
}

impl BeginVote {
    /// One in this circle.
    pub(crate) fn new(circle: CircleId, number: u64) -> Self {
        let options = vec![String::new(); OFFERED];
        Self { number, circle, question: String::new(), options, follows: None, busy: false, refused: None }
    }

    /// One that asks something alike after another one, with the same options to begin from.
    pub(crate) fn alike(vote: &QuickVote, number: u64) -> Self {
        let follows = Some((vote.row.id, vote.row.title.clone()));
        Self { options: vote.options.clone(), follows, ..Self::new(vote.row.circle, number) }
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        let task = match message {
            Message::Question(question) => {
                self.question = question;
                Task::none()
            }
            Message::Option(place, option) => {
                if let Some(typed) = self.options.get_mut(place) {
                    *typed = option;
                }
                Task::none()
            }
            Message::More if self.options.len() < QUICK_VOTE_OPTIONS => {
                self.options.push(String::new());
                operation::focus(field(self.options.len() - 1))
            }
            Message::Next(place) if place < self.options.len() => operation::focus(field(place)),
            Message::Next(_) | Message::Begin if self.can_begin() => {
                self.busy = true;
                let command = Command::QuickVoteNew {
                    circle: self.circle.into(),
                    question: self.question.trim().to_owned(),
                    options: self.options.clone(),
                    about: None,
                    quote: None,
                    follows: self.follows.as_ref().map(|(vote, _)| Name::from(*vote)),
                };
                let number = self.number;
                reach.one(command, move |written| Message::Done(number, written))
            }
            Message::Done(number, Ok(written)) if number == self.number => return Action::Open(written.id),
            Message::Done(number, Err(error)) if number == self.number => {
                self.busy = false;
                self.refused = Some(error);
                Task::none()
            }
            // Or it is of one that was put away.
            Message::More | Message::Next(_) | Message::Begin | Message::Done(..) => Task::none(),
        };
        Action::Run(task)
    }

    /// What somebody has typed and not begun, of this circle.
    pub(crate) fn is_kept_for(&self, circle: CircleId) -> bool {
        let typed = std::iter::once(&self.question).chain(&self.options);
        self.circle == circle && !self.busy && typed.into_iter().any(|typed| !typed.trim().is_empty())
    }

    fn can_begin(&self) -> bool {
        let filled = self.options.iter().filter(|option| !option.trim().is_empty()).count();
        !self.busy && !self.question.trim().is_empty() && filled >= QUICK_VOTE_LEAST
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let c = &ui.colors;
        let question = ui
            .field(&ui.text.get("vote-question-hint"), &self.question)
            .id(QUESTION)
            .on_input(Message::Question)
            .on_submit(Message::Next(0));
        let mut options = column![label(ui.text.get("vote-options"), c)].spacing(space::XS).align_x(ui.start());
        for (place, option) in self.options.iter().enumerate() {
            let hint = ui.text.with("vote-option", &[("number", (place + 1).into())]);
            let typed = ui
                .field(&hint, option)
                .id(field(place))
                .on_input(move |typed| Message::Option(place, typed))
                .on_submit(Message::Next(place + 1));
            options = options.push(typed);
        }
        if self.options.len() < QUICK_VOTE_OPTIONS {
            let more = ui.icon_button(Icon::Plus, ui.text.get("vote-option-more"), Look::Quiet);
            options = options.push(more.on_press(Message::More));
        }
        let mut parts = column![].spacing(space::M).align_x(ui.start()).width(Fill);
        if let Some((_, title)) = &self.follows {
            parts = parts.push(meta(ui.text.with("vote-after", &[("title", title.as_str().into())]), c));
        }
        let question = column![label(ui.text.get("vote-question"), c), question].spacing(space::XS).align_x(ui.start());
        parts = parts.push(question).push(options).push(meta(ui.text.get("vote-promise"), c));
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        let begin = ui.button(ui.text.get("vote-begin"), Look::Filled);
        parts.push(begin.on_press(self.can_begin().then_some(Message::Begin))).into()
    }
}

/// The name of the field of an option.
fn field(place: usize) -> Id {
    Id::from(format!("vote-option-{place}"))
}
