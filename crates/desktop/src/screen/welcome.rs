//! The first screen. It asks for one thing: a name. Who comes back types their recovery words, and may have a backup; who
//! has the program on another laptop links this one to it.

use std::path::PathBuf;
use std::sync::Arc;

use commonplace_node::error::Error;
use commonplace_node::home::Passphrase;
use iced::widget::text_editor::{Action as Edit, Content};
use iced::widget::{Column, column, container, operation, text_editor};
use iced::{Element, Fill, Shrink, Task};

use super::PAGE_SCROLL;
use super::place::{self, Place};
use crate::backend::Host;
use crate::choose::Wish;
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SERIF_STRONG, leading, measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, prose};
use crate::widget::text;

/// The names of the fields, for giving them the focus.
pub(crate) const NAME: &str = "welcome-name";
pub(crate) const WORDS: &str = "welcome-words";
pub(crate) const BACKUP: &str = "welcome-backup";
pub(crate) const PASSPHRASE: &str = "welcome-passphrase";

/// How somebody begins here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Way {
    /// For the first time.
    #[default]
    New,
    /// With recovery words.
    Words,
    /// With recovery words and a backup.
    Backup,
    /// With another laptop that they use already.
    Laptop,
}

impl Way {
    const fn has_words(self) -> bool {
        matches!(self, Self::Words | Self::Backup)
    }
}

/// Somebody who begins here.
#[derive(Default)]
pub(crate) struct Welcome {
    way: Way,
    name: String,
    words: Content,
    backup: Place,
    passphrase: String,
    busy: bool,
    refused: Option<Error>,
}

/// Without what is typed.
impl std::fmt::Debug for Welcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Welcome").field("way", &self.way).finish_non_exhaustive()
    }
}

/// What they do.
#[derive(Clone)]
pub(crate) enum Message {
    /// Begins in this way after all.
    Way(Way),
    /// Types a name.
    Name(String),
    /// Types recovery words.
    Words(Edit),
    /// Says where a backup is.
    Backup(place::Message),
    /// Types its passphrase.
    Passphrase(String),
    /// Begins.
    Begin,
}

/// Without what is typed.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Way(_) => "Way",
            Self::Name(_) => "Name(..)",
            Self::Words(_) => "Words(..)",
            Self::Backup(_) => "Backup(..)",
            Self::Passphrase(_) => "Passphrase(..)",
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
    Create {
        /// What they are called.
        name: String,
        /// Whether it is to become a device of a person who has another.
        links: bool,
    },
    /// A home for the person of these words.
    Restore {
        /// What they are called.
        name: String,
        /// As typed.
        words: String,
    },
    /// A home out of a backup.
    Backup {
        /// Where it is.
        file: PathBuf,
        /// What opens it.
        passphrase: Passphrase,
        /// As typed; none if the keys are in the backup.
        words: Option<String>,
    },
}

impl Welcome {
    pub(crate) fn update(&mut self, message: Message, host: &Arc<dyn Host>) -> Action {
        match message {
            Message::Way(way) => {
                self.way = way;
                self.refused = None;
                let field = match way {
                    Way::New | Way::Laptop => NAME,
                    Way::Words => WORDS,
                    Way::Backup => BACKUP,
                };
                return Action::Run(operation::focus(field));
            }
            Message::Name(name) => self.name = name,
            Message::Words(edit) => self.words.perform(edit),
            Message::Backup(message) => match self.backup.update(message, host) {
                place::Action::Run(task) => return Action::Run(task.map(Message::Backup)),
                place::Action::Submit => return self.update(Message::Begin, host),
                place::Action::Chosen(_) => return Action::Run(operation::focus(PASSPHRASE)),
                place::Action::None => {}
            },
            Message::Passphrase(typed) => self.passphrase = typed,
            Message::Begin if self.can_begin() => return self.begin(),
            Message::Begin => {}
        }
        Action::Run(Task::none())
    }

    fn begin(&mut self) -> Action {
        self.refused = None;
        let name = self.name.trim().to_owned();
        let words = self.words.text();
        let action = match self.way {
            Way::New => Action::Create { name, links: false },
            Way::Laptop => Action::Create { name, links: true },
            Way::Words => Action::Restore { name, words },
            Way::Backup => match Passphrase::new(&self.passphrase) {
                Ok(passphrase) => {
                    let words = Some(words).filter(|words| !words.trim().is_empty());
                    Action::Backup { file: self.backup.path(), passphrase, words }
                }
                Err(error) => {
                    self.refused = Some(error);
                    return Action::Run(Task::none());
                }
            },
        };
        self.busy = true;
        action
    }

    /// The home could not be made.
    pub(crate) fn refused(&mut self, error: Error) {
        self.busy = false;
        self.refused = Some(error);
    }

    fn can_begin(&self) -> bool {
        let typed = |text: &str| !text.trim().is_empty();
        let ready = match self.way {
            Way::New | Way::Laptop => typed(&self.name),
            Way::Words => typed(&self.name) && typed(&self.words.text()),
            // The name is in the backup, and the keys may be.
            Way::Backup => !self.backup.is_empty() && typed(&self.passphrase),
        };
        ready && !self.busy
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let brand = text(ui.text.get("app-name")).font(SERIF_STRONG).size(size::DISPLAY).line_height(leading::TIGHT);
        let emblem = Icon::BookOpen.at(size::DISPLAY).color(ui.colors.accent);
        let brand = ui.across([emblem.into(), brand.into()]).spacing(space::M);
        let mut page = column![brand].spacing(space::M).align_x(ui.start()).max_width(measure::DIALOG);
        page = page.push(match self.way {
            Way::New => prose(ui.text.get("welcome-promise"), &ui.colors),
            Way::Words => body(ui.text.get("welcome-words")).color(ui.colors.muted),
            Way::Backup => body(ui.text.get("welcome-backup")).color(ui.colors.muted),
            Way::Laptop => body(ui.text.get("welcome-laptop")).color(ui.colors.muted),
        });
        if self.way == Way::Backup {
            page = page.push(self.backup_view(ui));
        }
        if self.way.has_words() {
            page = page.push(self.words_view(ui));
        }
        page = page.push(self.end(ui));
        if let Some(error) = &self.refused {
            page = page.push(ui.refusal(&ui.sentence(error)));
        }
        let lesson = match self.way {
            _ if self.busy && self.way == Way::Backup => "welcome-backup-busy",
            Way::New => "welcome-no-account",
            Way::Words | Way::Backup => "welcome-words-lesson",
            Way::Laptop => "welcome-laptop-lesson",
        };
        page = page.push(caption(ui.text.get(lesson), &ui.colors)).push(self.others(ui));
        // In a low window it scrolls instead of losing its end.
        let page = ui.scroll(container(page).center_x(Fill).padding(space::L)).id(PAGE_SCROLL).height(Shrink);
        container(page).center_y(Fill).into()
    }

    /// The other ways to begin.
    fn others<'a>(&self, ui: &'a Ui) -> Element<'a, Message> {
        let ways: &[(Way, &str)] = match self.way {
            Way::New => &[(Way::Words, "welcome-return"), (Way::Laptop, "welcome-other-laptop")],
            Way::Words => &[(Way::Backup, "welcome-with-backup"), (Way::New, "welcome-new")],
            Way::Backup => &[(Way::Words, "welcome-without-backup"), (Way::New, "welcome-new")],
            Way::Laptop => &[(Way::New, "welcome-new")],
        };
        let ways = ways.iter().map(|(way, key)| {
            let turn = (!self.busy).then_some(Message::Way(*way));
            ui.button(ui.text.get(key), Look::Link).on_press(turn).into()
        });
        Column::with_children(ways).spacing(space::XXS).align_x(ui.start()).into()
    }

    fn words_view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let hint = if self.way == Way::Backup { "welcome-words-if" } else { "welcome-words-hint" };
        text_editor(&self.words)
            .id(WORDS)
            .placeholder(ui.text.get(hint))
            .size(size::BODY)
            .line_height(leading::NORMAL)
            .height(96)
            .padding(space::S)
            .on_action(Message::Words)
            .style(style::area(ui.colors))
            .into()
    }

    fn backup_view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let place = self.backup.view(ui, BACKUP, "welcome-backup-hint", [Wish::File], !self.busy);
        let passphrase = ui
            .field(&ui.text.get("backup-passphrase"), &self.passphrase)
            .id(PASSPHRASE)
            .secure(true)
            .on_input(Message::Passphrase)
            .on_submit(Message::Begin);
        column![place.map(Message::Backup), passphrase].spacing(space::S).into()
    }

    /// The name, unless it is in the backup, and the button.
    fn end<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let key = match self.way {
            Way::New => "welcome-begin",
            Way::Words | Way::Backup => "welcome-come-back",
            Way::Laptop => "welcome-link",
        };
        let begin = ui.button(ui.text.get(key), Look::Filled).on_press(self.can_begin().then_some(Message::Begin));
        if self.way == Way::Backup {
            return begin.into();
        }
        let question = text(ui.text.get("welcome-question")).font(SERIF_STRONG).size(size::SUBHEADING);
        let field = ui
            .field(&ui.text.get("welcome-hint"), &self.name)
            .id(NAME)
            .size(size::READING)
            .on_input(Message::Name)
            .on_submit(Message::Begin);
        // As high as the field beside it, whose letters are larger than those of other buttons.
        let begin = begin.padding([space::XS + (size::READING - size::BODY) * leading::NORMAL / 2.0, space::M]);
        column![
            iced::widget::space().height(space::XS),
            question,
            ui.across([field.into(), begin.into()]).spacing(space::S)
        ]
        .spacing(space::S)
        .align_x(ui.start())
        .into()
    }
}
