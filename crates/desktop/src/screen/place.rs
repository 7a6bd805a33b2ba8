//! Where something is or goes: typed, or chosen in the dialog of the system.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use iced::widget::column;
use iced::{Element, Task};

use crate::ask::{Asker, Which};
use crate::backend::Host;
use crate::choose::{Asked, Chosen, Wish, path_of};
use crate::icon::Icon;
use crate::theme::style::Look;
use crate::theme::{MONO, space};
use crate::ui::Ui;
use crate::ui::parts::slot;

/// A place, as far as it is known.
#[derive(Debug, Default)]
pub(crate) struct Place {
    typed: String,
    /// Whoever waits for the dialog that is open; dropping it closes the dialog.
    open: Option<Asker>,
    /// Whether it was asked for, and this system has none that answers.
    without: bool,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody types it.
    Typed(String),
    /// Somebody has typed it.
    Submit,
    /// Somebody wants the dialog.
    Choose(Asked),
    /// Something came of this one.
    Chosen(Which, Chosen),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing: it is another place now.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That it be used.
    Submit,
    /// That these be used; the first of them stands in the field.
    Chosen(Vec<PathBuf>),
}

impl Place {
    /// This one, unless somebody says otherwise.
    pub(crate) fn at(path: &Path) -> Self {
        Self { typed: path.to_string_lossy().into_owned(), ..Self::default() }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.typed.trim().is_empty()
    }

    /// As it stands in the field.
    pub(crate) fn typed(&self) -> &str {
        &self.typed
    }

    /// Where that is.
    pub(crate) fn path(&self) -> PathBuf {
        understood(&self.typed)
    }

    pub(crate) fn update(&mut self, message: Message, host: &Arc<dyn Host>) -> Action {
        match message {
            Message::Typed(typed) => self.typed = typed,
            Message::Submit => return Action::Submit,
            // The one that is open may lie behind the window: another one would not be found sooner.
            Message::Choose(_) if self.open.is_some() => {}
            Message::Choose(asked) => {
                self.without = false;
                let which = Which::default();
                let answer = which.clone();
                let choosing = host.choose(asked);
                let task = Task::perform(choosing, move |chosen| Message::Chosen(answer, chosen));
                let (task, asker) = Asker::begin(which, task);
                self.open = Some(asker);
                return Action::Run(task);
            }
            Message::Chosen(which, chosen) => return self.chosen(&which, chosen),
        }
        Action::None
    }

    /// What comes of a dialog of another time is late, and nobody waits for it.
    fn chosen(&mut self, which: &Which, chosen: Chosen) -> Action {
        if !self.open.as_ref().is_some_and(|open| open.waits_for(which)) {
            return Action::None;
        }
        self.open = None;
        match chosen {
            Ok(paths) => match paths.first() {
                Some(first) => {
                    self.typed = first.to_string_lossy().into_owned();
                    Action::Chosen(paths)
                }
                None => Action::None,
            },
            Err(_no_dialog) => {
                self.without = true;
                Action::None
            }
        }
    }

    /// The field, named `id`, with one button for each wish; `free` is whether the place may be another one now.
    pub(crate) fn view<'a>(
        &'a self,
        ui: &'a Ui,
        id: &'static str,
        hint: &str,
        wishes: impl IntoIterator<Item = Wish>,
        free: bool,
    ) -> Element<'a, Message> {
        let mut field = ui.field(&ui.text.get(hint), &self.typed).id(id).font(MONO);
        if free {
            field = field.on_input(Message::Typed).on_submit(Message::Submit);
        }
        let buttons = wishes.into_iter().map(|wish| {
            let asked = asked(ui, wish);
            let press = (free && self.open.is_none()).then(|| Message::Choose(asked.clone()));
            ui.button(asked.title, Look::Outlined).on_press(press).into()
        });
        let none = || ui.notice(Icon::Info, &ui.text.get("choose-none"), ui.colors.muted, ui.colors.sunken);
        let without = self.without.then(none);
        column![field, ui.flow(buttons), slot(without)].spacing(space::XS).align_x(ui.start()).into()
    }
}

/// What the dialog is asked for: what stands on the button stands above it.
pub(crate) fn asked(ui: &Ui, wish: Wish) -> Asked {
    let key = match wish {
        Wish::File => "choose-file",
        Wish::Files => "choose-files",
        Wish::Folder => "choose-folder",
        Wish::NewFile(_) => "choose-new-file",
    };
    Asked { title: ui.text.get(key), wish }
}

/// A place as typed, or as pasted from a file manager: in quotes, with `~`, or as a `file:` address.
fn understood(typed: &str) -> PathBuf {
    let typed = typed.trim().trim_matches(['"', '\'']);
    if let Some(path) = path_of(typed) {
        return path;
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
        assert_eq!(understood(" '/home/alice/my notes' "), Path::new("/home/alice/my notes"));
        assert_eq!(understood("file:///home/alice/my%20notes"), Path::new("/home/alice/my notes"));
        assert_eq!(understood("~alice/notes"), Path::new("~alice/notes"), "the home of somebody else is not guessed");
        assert!(std::env::home_dir().is_none_or(|home| understood("~/notes") == home.join("notes")));
    }
}
