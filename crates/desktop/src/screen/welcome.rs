//! The first screen. It asks for one thing: a name. Who comes back types their recovery words.

use commonplace_node::error::Error;
use iced::widget::text_editor::{Action as Edit, Content};
use iced::widget::{column, container, text, text_editor};
use iced::{Element, Fill, Task};

use crate::theme::style::{self, Look};
use crate::theme::{SERIF_STRONG, leading, measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, prose};

/// The names of the fields, for giving them the focus.
pub(crate) const NAME: &str = "welcome-name";
pub(crate) const WORDS: &str = "welcome-words";

/// Somebody who begins here.
#[derive(Debug, Default)]
pub(crate) struct Welcome {
    name: String,
    /// The recovery words of somebody who comes back.
    words: Option<Content>,
    busy: bool,
    refused: Option<Error>,
}

/// What they do.
#[derive(Clone)]
pub(crate) enum Message {
    /// Types a name.
    Name(String),
    /// Comes back, or after all not.
    Returns(bool),
    /// Types recovery words.
    Words(Edit),
    /// Begins.
    Begin,
}

/// Without what is typed.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Name(_) => "Name(..)",
            Self::Returns(_) => "Returns",
            Self::Words(_) => "Words(..)",
            Self::Begin => "Begin",
        })
    }
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// A home for a person of this name.
    Create(String),
    /// A home for the person of these words.
    Restore {
        /// What they are called.
        name: String,
        /// As typed.
        words: String,
    },
}

impl Welcome {
    pub(crate) fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Name(name) => self.name = name,
            Message::Returns(returns) => {
                self.words = returns.then(Content::new);
                self.refused = None;
                return Action::Run(iced::widget::operation::focus(if returns { WORDS } else { NAME }));
            }
            Message::Words(edit) => {
                if let Some(words) = &mut self.words {
                    words.perform(edit);
                }
            }
            Message::Begin if self.can_begin() => {
                self.busy = true;
                self.refused = None;
                let name = self.name.trim().to_owned();
                return match &self.words {
                    Some(words) => Action::Restore { name, words: words.text() },
                    None => Action::Create(name),
                };
            }
            Message::Begin => {}
        }
        Action::Run(Task::none())
    }

    /// The home could not be made.
    pub(crate) fn refused(&mut self, error: Error) {
        self.busy = false;
        self.refused = Some(error);
    }

    fn can_begin(&self) -> bool {
        let words = self.words.as_ref().is_none_or(|words| !words.text().trim().is_empty());
        !self.busy && !self.name.trim().is_empty() && words
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let brand = text(ui.text.get("app-name")).font(SERIF_STRONG).size(size::DISPLAY).line_height(leading::TIGHT);
        let mut page = column![brand].spacing(space::M).align_x(ui.start()).max_width(measure::DIALOG);
        page = match &self.words {
            None => page.push(prose(ui.text.get("welcome-promise"), &ui.colors)),
            Some(words) => page.push(self.words_view(ui, words)),
        };
        page = page.push(iced::widget::space().height(space::S)).push(self.name_view(ui));
        if let Some(error) = &self.refused {
            page = page.push(ui.refusal(&ui.sentence(error)));
        }
        let (other, lesson) = if self.words.is_some() {
            ("welcome-new", "welcome-words-lesson")
        } else {
            ("welcome-return", "welcome-no-account")
        };
        page = page.push(caption(ui.text.get(lesson), &ui.colors));
        let turn = Message::Returns(self.words.is_none());
        page = page.push(ui.button(ui.text.get(other), Look::Quiet).on_press((!self.busy).then_some(turn)));
        container(page).center(Fill).padding(space::L).into()
    }

    fn words_view<'a>(&'a self, ui: &'a Ui, words: &'a Content) -> Element<'a, Message> {
        let field = text_editor(words)
            .id(WORDS)
            .placeholder(ui.text.get("welcome-words-hint"))
            .size(size::BODY)
            .line_height(leading::NORMAL)
            .height(96)
            .padding(space::S)
            .on_action(Message::Words)
            .style(style::area(ui.colors));
        column![body(ui.text.get("welcome-words")).color(ui.colors.muted), field]
            .spacing(space::S)
            .align_x(ui.start())
            .into()
    }

    fn name_view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let question = text(ui.text.get("welcome-question")).font(SERIF_STRONG).size(size::SUBHEADING);
        let field = ui
            .field(&ui.text.get("welcome-hint"), &self.name)
            .id(NAME)
            .size(size::READING)
            .on_input(Message::Name)
            .on_submit(Message::Begin);
        let key = if self.words.is_some() { "welcome-come-back" } else { "welcome-begin" };
        let begin = ui.button(ui.text.get(key), Look::Filled).on_press(self.can_begin().then_some(Message::Begin));
        column![question, ui.across([field.into(), begin.into()]).spacing(space::S)]
            .spacing(space::M)
            .align_x(ui.start())
            .into()
    }
}
