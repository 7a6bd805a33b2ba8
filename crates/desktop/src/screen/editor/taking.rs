//! Files that somebody chooses or pastes while they write.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use iced::widget::{column, container, operation};
use iced::{Element, Task};

use super::{Editor, TEXT};
use crate::ask::{self, Reach};
use crate::choose::{Asked, Wish};
use crate::clipboard::{NotPasted, Pasted};
use crate::draft::Sitting;
use crate::icon::Icon;
use crate::screen::place::{self, Place};
use crate::theme::{Colors, space};
use crate::ui::Ui;
use crate::ui::parts::slot;

/// The name of the field for where files are.
pub(crate) const PLACE: &str = "editor-place";

/// How long whoever holds the clipboard may take: what comes later would come where somebody writes something else by then.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is known of them.
#[derive(Debug, Default)]
pub(super) struct Taking {
    /// Where they are, while somebody says so.
    place: Option<Place>,
    /// Why the last of them were not taken.
    not_taken: Option<NotTaken>,
}

/// Why files do not come with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NotTaken {
    /// There are none at this place.
    NoFile,
    /// The text is another's.
    NotOwn,
    /// The picture in the clipboard is too large.
    TooLarge,
    /// The picture in the clipboard cannot be used.
    Unusable,
}

impl NotTaken {
    const fn key(self) -> &'static str {
        match self {
            Self::NoFile => "taking-no-file",
            Self::NotOwn => "taking-not-own",
            Self::TooLarge => "taking-too-large",
            Self::Unusable => "taking-unusable",
        }
    }
}

impl Taking {
    /// Puts away what asks where files are; false when nothing does.
    pub(super) fn put_away(&mut self) -> bool {
        self.place.take().is_some() | self.not_taken.take().is_some()
    }
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody wants files to come with it, and the dialog for it.
    Begin(Asked),
    /// Somebody says where they are.
    Place(place::Message),
    /// These are there.
    Found(Sitting, Vec<PathBuf>),
    /// Enough.
    Close,
    /// Somebody pastes.
    Paste,
    /// This lies in the clipboard.
    Pasted(Sitting, Result<Pasted, NotPasted>),
    /// The toolkit says that these words lie in it.
    Words(Sitting, Option<String>),
}

impl Message {
    /// For whom it was looked, if it was looked for something.
    const fn sought_by(&self) -> Option<Sitting> {
        match self {
            Self::Found(sitting, _) | Self::Pasted(sitting, _) | Self::Words(sitting, _) => Some(*sitting),
            Self::Begin(_) | Self::Place(_) | Self::Close | Self::Paste => None,
        }
    }
}

impl Editor {
    pub(super) fn taking(&mut self, message: Message, reach: &Reach, colors: Colors) -> Task<super::Message> {
        // What was looked for by somebody who has left is not for whoever writes here now.
        if message.sought_by().is_some_and(|sitting| sitting != self.sitting()) {
            return Task::none();
        }
        self.taking.not_taken = None;
        match message {
            Message::Begin(_) if !self.takes_files() => self.not_taken(NotTaken::NotOwn),
            Message::Begin(asked) => {
                self.taking.place.get_or_insert_default();
                let choose = self.taking(Message::Place(place::Message::Choose(asked)), reach, colors);
                Task::batch([operation::focus(PLACE), choose])
            }
            Message::Place(message) => self.placed(message, reach),
            Message::Found(_, files) if files.is_empty() => self.not_taken(NotTaken::NoFile),
            Message::Found(_, files) => {
                self.taking.place = None;
                Task::batch([self.take_files(files, reach, colors), operation::focus(TEXT)])
            }
            Message::Close => {
                self.taking.place = None;
                operation::focus(TEXT)
            }
            Message::Paste => {
                let (host, sitting) = (Arc::clone(&reach.host), self.sitting());
                let look = ask::away(move || host.paste(), Err(NotPasted::Unreachable));
                let look = async { tokio::time::timeout(PATIENCE, look).await.unwrap_or(Ok(Pasted::Nothing)) };
                Task::perform(look, move |pasted| super::Message::Taking(Message::Pasted(sitting, pasted)))
            }
            Message::Pasted(_, pasted) => self.pasted(pasted, reach, colors),
            Message::Words(_, words) => self.put_words(words.unwrap_or_default(), reach, colors),
        }
    }

    fn placed(&mut self, message: place::Message, reach: &Reach) -> Task<super::Message> {
        let sitting = self.sitting();
        let Some(place) = &mut self.taking.place else { return Task::none() };
        let paths = match place.update(message, &reach.host) {
            place::Action::None => return Task::none(),
            place::Action::Run(task) => {
                return task.map(|message| super::Message::Taking(Message::Place(message)));
            }
            place::Action::Submit if place.is_empty() => return Task::none(),
            place::Action::Submit => vec![place.path()],
            place::Action::Chosen(paths) => paths,
        };
        // A folder is no file, and a disk may be slow to say so.
        let look = move || paths.into_iter().filter(|path| path.is_file()).collect();
        Task::perform(ask::away(look, Vec::new()), move |files| super::Message::Taking(Message::Found(sitting, files)))
    }

    fn pasted(&mut self, pasted: Result<Pasted, NotPasted>, reach: &Reach, colors: Colors) -> Task<super::Message> {
        match pasted {
            Ok(Pasted::Text(words)) => self.put_words(words, reach, colors),
            Ok(Pasted::Nothing) => Task::none(),
            Ok(Pasted::Files(_) | Pasted::Picture(_)) if !self.takes_files() => self.not_taken(NotTaken::NotOwn),
            Ok(Pasted::Files(files)) => self.take_files(files, reach, colors),
            Ok(Pasted::Picture(file)) => self.take_files(vec![file], reach, colors),
            Err(NotPasted::Unreachable) => {
                let sitting = self.sitting();
                iced::clipboard::read().map(move |words| super::Message::Taking(Message::Words(sitting, words)))
            }
            Err(NotPasted::TooLarge) => self.not_taken(NotTaken::TooLarge),
            Err(NotPasted::Unusable) => self.not_taken(NotTaken::Unusable),
        }
    }

    fn put_words(&mut self, words: String, reach: &Reach, colors: Colors) -> Task<super::Message> {
        if words.is_empty() {
            return Task::none();
        }
        self.text.put(&words);
        self.changed(reach, colors)
    }

    fn take_files(&mut self, files: Vec<PathBuf>, reach: &Reach, colors: Colors) -> Task<super::Message> {
        Task::batch(files.iter().map(|file| self.take_file(file, reach, colors)).collect::<Vec<_>>())
    }

    fn not_taken(&mut self, why: NotTaken) -> Task<super::Message> {
        self.taking.not_taken = Some(why);
        Task::none()
    }

    /// Where one says what comes with it, and why something does not.
    pub(super) fn taking_view<'a>(&'a self, ui: &'a Ui) -> Element<'a, super::Message> {
        let place = self.taking.place.as_ref().map(|place| {
            let field = place.view(ui, PLACE, "attach-hint", [Wish::Files], !self.busy).map(Message::Place);
            let close = ui.tool(Icon::Close, ui.text.get("close"), Message::Close);
            let parts = [container(field).width(iced::Fill).into(), close];
            let row: Element<'a, Message> = ui.across(parts).spacing(space::XS).into();
            row.map(super::Message::Taking)
        });
        let not_taken = self.taking.not_taken.map(|why| ui.refusal(&ui.text.get(why.key())));
        // Nothing between them: two empty places take no room.
        column![slot(place), slot(not_taken)].into()
    }
}
