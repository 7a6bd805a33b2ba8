//! The passphrase that seals the keys of this home.

use commonplace_node::answer::Whoami;
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::home::Passphrase;
use iced::widget::{column, operation};
use iced::{Element, Task};

use crate::ask::Reach;
use crate::theme::style::Look;
use crate::theme::{measure, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, meta};

/// The names of the fields, for giving them the focus.
pub(crate) const OLD: &str = "seal-old";
pub(crate) const NEW: &str = "seal-new";
pub(crate) const AGAIN: &str = "seal-again";

/// What is on the screen of it.
#[derive(Default)]
pub(crate) struct Seal {
    open: bool,
    busy: bool,
    old: String,
    new: String,
    again: String,
}

/// Without what is typed.
impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seal").field("open", &self.open).finish_non_exhaustive()
    }
}

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// The passphrase until now.
    Old,
    /// The new one.
    New,
    /// Once more.
    Again,
}

/// What happens.
#[derive(Clone)]
pub(crate) enum Message {
    /// Somebody wants to set or change it.
    Open,
    /// Somebody types.
    Typed(Field, String),
    /// It is typed.
    Set,
    /// Somebody wants none.
    Remove,
    /// The node has done it.
    Done(Result<(), Error>),
    /// After all not.
    Close,
}

/// Without what is typed.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(..)")
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
    /// Something about this person has changed.
    Changed,
}

impl Seal {
    pub(crate) fn update(&mut self, message: Message, me: &Whoami, reach: &Reach) -> Action {
        match message {
            Message::Open => {
                self.open = true;
                return Action::Run(operation::focus(if me.sealed { OLD } else { NEW }));
            }
            Message::Typed(field, typed) => {
                let place = match field {
                    Field::Old => &mut self.old,
                    Field::New => &mut self.new,
                    Field::Again => &mut self.again,
                };
                *place = typed;
            }
            Message::Set if self.new != self.again => return Action::Refused(Error::WrongPassphrase),
            Message::Set => return self.change(Some(self.new.clone()), me, reach),
            Message::Remove => return self.change(None, me, reach),
            Message::Done(Ok(())) => {
                *self = Self::default();
                return Action::Changed;
            }
            Message::Done(Err(error)) => {
                self.busy = false;
                return Action::Refused(error);
            }
            Message::Close => *self = Self::default(),
        }
        Action::None
    }

    fn change(&mut self, new: Option<String>, me: &Whoami, reach: &Reach) -> Action {
        let old = me.sealed.then(|| Passphrase::new(&self.old)).transpose();
        let new = new.map(|new| Passphrase::new(&new)).transpose();
        match (old, new) {
            (Ok(old), Ok(new)) => {
                self.busy = true;
                Action::Run(reach.done(Command::PassphraseChange { old, new }, Message::Done))
            }
            (Err(error), _) | (_, Err(error)) => Action::Refused(error),
        }
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, me: &'a Whoami) -> Element<'a, Message> {
        let (state, color) = if me.sealed { ("seal-sealed", ui.colors.good) } else { ("seal-open", ui.colors.warn) };
        let mut parts =
            column![body(ui.text.get("seal-lesson")).color(ui.colors.muted), body(ui.text.get(state)).color(color),]
                .spacing(space::S)
                .align_x(ui.start());
        if !self.open {
            let key = if me.sealed { "seal-change" } else { "seal-set" };
            return parts.push(ui.button(ui.text.get(key), Look::Outlined).on_press(Message::Open)).into();
        }
        if me.sealed {
            parts = parts.push(self.field(ui, Field::Old, &self.old, "seal-old"));
        }
        parts = parts.push(self.field(ui, Field::New, &self.new, "seal-new"));
        parts = parts.push(self.field(ui, Field::Again, &self.again, "seal-again"));
        if let Some(words) = differing(ui, &self.new, &self.again) {
            parts = parts.push(words);
        }
        if self.busy {
            return parts.push(meta(ui.text.get("seal-busy"), &ui.colors)).into();
        }
        let known = !me.sealed || !self.old.is_empty();
        let ready = known && !self.new.is_empty() && !self.again.is_empty();
        let set = ui.button(ui.text.get("seal-set"), Look::Filled).on_press(ready.then_some(Message::Set));
        let close = ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Close);
        let mut buttons: Vec<Element<'a, Message>> = vec![set.into(), close.into()];
        if me.sealed {
            let remove = ui.button(ui.text.get("seal-remove"), Look::Outlined);
            buttons.push(remove.on_press(known.then_some(Message::Remove)).into());
        }
        parts.push(ui.flow(buttons)).into()
    }

    fn field<'a>(&self, ui: &'a Ui, field: Field, typed: &str, hint: &str) -> Element<'a, Message> {
        let id = match field {
            Field::Old => OLD,
            Field::New => NEW,
            Field::Again => AGAIN,
        };
        ui.field(&ui.text.get(hint), typed)
            .id(id)
            .secure(true)
            .on_input(move |typed| Message::Typed(field, typed))
            .on_submit(Message::Set)
            .width(measure::HINT)
            .into()
    }
}

/// Says that the second is not going to be the first, as soon as that can be seen.
pub(super) fn differing<'a, M: 'a>(ui: &Ui, first: &str, again: &str) -> Option<Element<'a, M>> {
    let words = || caption(ui.text.get("seal-differ"), &ui.colors).color(ui.colors.warn).into();
    (!first.starts_with(again)).then(words)
}
