//! A bundle that somebody has opened: of which circle it is and what is in it, before anything of it is read.

use std::path::PathBuf;

use commonplace_node::answer::{Bundle, BundleState};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::widget::column;
use iced::{Element, Task};

use super::circle::stick::told;
use crate::ask::{Asker, Heard, One, Reach, Told};
use crate::theme::space;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::ui::parts::{body, caption, meta};
use crate::ui::room::thousandths;

/// A bundle, and what is known of it.
#[derive(Debug)]
pub(crate) struct Offer {
    file: PathBuf,
    known: Option<One<Bundle>>,
    /// How far reading it is.
    now: Option<Bundle>,
    read: Option<Bundle>,
    refused: Option<Error>,
    /// Whoever waits for it; dropping it calls it off.
    asker: Option<Asker>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The node has looked at it.
    Known(PathBuf, One<Bundle>),
    /// Somebody wants it read.
    Read,
    /// The node tells how far it is.
    Heard(Told<Bundle>),
    /// Somebody wants that to end.
    Stop,
}

impl Offer {
    /// Looks at this file.
    pub(crate) fn open(file: PathBuf, reach: &Reach) -> (Self, Task<Message>) {
        let asked = file.clone();
        let look = reach.one(Command::BundleLook { from: file.clone() }, move |known| Message::Known(asked, known));
        (Self { file, known: None, now: None, read: None, refused: None, asker: None }, look)
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Task<Message> {
        match message {
            // What was looked at before is not what lies here now.
            Message::Known(file, known) if file == self.file => self.known = Some(known),
            Message::Known(..) => {}
            Message::Read if self.asker.is_none() => {
                let (task, asker) = reach.follow(Command::BundleRead { from: self.file.clone() }, Message::Heard);
                (self.asker, self.refused) = (Some(asker), None);
                return task;
            }
            Message::Read => {}
            Message::Heard(told) => match told.to(self.asker.as_ref()) {
                Some(Heard::Answer(bundle)) if bundle.state == BundleState::Reading => self.now = Some(bundle),
                Some(Heard::Answer(bundle)) => self.read = Some(bundle),
                Some(Heard::Over(outcome)) => {
                    (self.asker, self.now) = (None, None);
                    self.refused = outcome.err();
                }
                None => {}
            },
            // What was read until now stays; the same again goes on from there.
            Message::Stop => (self.asker, self.now) = (None, None),
        }
        Task::none()
    }

    /// Whether something is being read.
    pub(crate) fn is_busy(&self) -> bool {
        self.asker.is_some()
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let file = caption(self.file.to_string_lossy(), &ui.colors);
        let mut parts = column![file].spacing(space::M).align_x(ui.start());
        if let Some(read) = &self.read {
            return parts.push(told(ui, read)).into();
        }
        parts = match &self.known {
            None => parts.push(meta(ui.text.get("offer-looking"), &ui.colors)),
            Some(Err(error)) => return parts.push(ui.refusal(&ui.sentence(error))).into(),
            Some(Ok(bundle)) => parts.push(known(ui, bundle)),
        };
        if self.asker.is_some() {
            let part = self.now.as_ref().and_then(|now| Some(thousandths(now.done, now.of?))).unwrap_or_default();
            let words = meta(ui.text.get("offer-reading"), &ui.colors);
            let stop = ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Stop);
            return parts.push(column![words, ui.bar(part)].align_x(ui.start())).push(stop).into();
        }
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        let known = matches!(self.known, Some(Ok(_)));
        let read = ui.button(ui.text.get("offer-read"), Look::Filled).on_press(known.then_some(Message::Read));
        parts.push(read).into()
    }
}

/// Of which circle it is, and what is in it. Who wrote it does not stand in it.
fn known<'a>(ui: &'a Ui, bundle: &'a Bundle) -> Element<'a, Message> {
    let circle = bundle.circle.as_deref().unwrap_or_default();
    let values = [
        ("circle", circle.into()),
        ("records", bundle.records.into()),
        ("blobs", bundle.blobs.into()),
        ("size", ui.bytes(bundle.of.unwrap_or_default()).into()),
    ];
    // Without its end, nothing in it says how much there is.
    let what = if bundle.whole { "offer-what" } else { "cli-bundle-offered-cut" };
    let what = body(ui.text.with(what, &values));
    let lesson = body(ui.text.get("offer-lesson")).color(ui.colors.muted);
    column![what, lesson].spacing(space::S).align_x(ui.start()).into()
}
