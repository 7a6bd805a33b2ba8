//! The files that hang on a note, a question or an answer: whether they are here, how far they are, and who has them.

use std::collections::BTreeMap;

use commonplace_core::id::{BlobId, RecordId};
use commonplace_node::answer::Blob;
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::widget::{Id, column, container, mouse_area, space};
use iced::{Element, Fill, Task};

use super::menu::{At, Heading, Line, Menu};
use crate::ask::Reach;
use crate::icon::Icon;
use crate::theme::style::Look;
use crate::theme::{SANS, leading, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{caption, hairline, label};
use crate::ui::room::thousandths;
use crate::widget::Clamp;

/// Names of people who have an attachment; the rest are counted.
const NAMES: usize = 2;

/// What is known of those that are arriving, of the page that is open.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attachments {
    arriving: BTreeMap<BlobId, Part>,
}

/// How far one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// Sealed bytes here.
    pub(crate) here: u64,
    /// Bytes a second lately.
    pub(crate) rate: u64,
    /// From how many peers they come.
    pub(crate) peers: usize,
}

/// Where one is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whereto {
    /// To the folder for downloads.
    Usual,
    /// Where somebody will say.
    Asked,
}

/// What somebody does.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Wants one as a file.
    Save(Box<Blob>, Whereto),
    /// Wants to see what can be done with one.
    Menu(Box<Blob>, At),
    /// Wants one to be here.
    Fetch(BlobId),
    /// Wants it no more.
    Cancel(BlobId),
    /// Wants those of an item to stay here whatever happens, or no longer.
    Pin(RecordId, bool),
    /// The node has done it.
    Done(Result<(), Error>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That one be saved.
    Save(Box<Blob>, Whereto),
    /// That it be shown what can be done with one.
    Menu(Menu<Message>, At),
    /// That the page be read again; this did not go.
    Changed(Option<Error>),
}

impl Attachments {
    /// A part of one has come.
    pub(crate) fn progressed(&mut self, blob: BlobId, part: Part) {
        self.arriving.insert(blob, part);
    }

    /// Somebody is gone, or something is here: what still comes will say so again.
    pub(crate) fn settle(&mut self) {
        self.arriving.clear();
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        let command = match message {
            Message::Save(blob, whereto) => return Action::Save(blob, whereto),
            Message::Menu(blob, at) => {
                let lines = lines(&blob, State::of(&blob, self.arriving.get(&blob.id).copied()));
                return Action::Menu(Menu::new(Heading::Words(blob.name), lines), at);
            }
            Message::Done(outcome) => return Action::Changed(outcome.err()),
            Message::Fetch(blob) => Command::BlobFetch { blob },
            Message::Cancel(blob) => {
                self.arriving.remove(&blob);
                Command::BlobCancel { blob }
            }
            Message::Pin(item, true) => Command::Pin { item: item.into() },
            Message::Pin(item, false) => Command::Unpin { item: item.into() },
        };
        Action::Run(reach.done(command, Message::Done))
    }

    /// All those of an item.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, item: RecordId, blobs: &'a [Blob]) -> Element<'a, Message> {
        let count = ui.text.with("attachments", &[("count", blobs.len().into())]);
        let pinned = blobs.iter().all(|blob| blob.pinned);
        let key = if pinned { "attachments-pinned" } else { "attachments-pin" };
        let pin =
            ui.icon_button(Icon::Pin, ui.text.get(key), Look::Choice(pinned)).on_press(Message::Pin(item, !pinned));
        let pin = ui.hint_above(pin, ui.text.get("attachments-pin-lesson"));
        let head = ui.across([label(count, &ui.colors).into(), space::horizontal().into(), pin]);
        let mut list = column![hairline(&ui.colors), head].spacing(gap::XXS).align_x(ui.start());
        for blob in blobs {
            list = list.push(self.row(ui, blob));
        }
        list.into()
    }

    fn row<'a>(&'a self, ui: &'a Ui, blob: &'a Blob) -> Element<'a, Message> {
        let state = State::of(blob, self.arriving.get(&blob.id).copied());
        let ink = if state == State::Here { ui.colors.ink } else { ui.colors.muted };
        let name = Clamp::new(&blob.name, 1).font(SANS).size(size::BODY, leading::NORMAL).color(ink).start(ui.start());
        let mut words = column![name].width(Fill).align_x(ui.start());
        if let State::Arriving(part) = state {
            words = words.push(ui.bar(thousandths(part.here, blob.sealed_size)));
        }
        words = words.push(caption(said(ui, blob, state), &ui.colors));
        let (_, key, message) = deed(blob, state);
        let act = ui.button(ui.text.get(key), Look::Outlined).on_press(message);
        let icon = Icon::Attachment.at(size::BODY).color(ui.colors.faint);
        // Every row has it, so that the buttons of all of them end at one line.
        let more = ui.tool(Icon::More, ui.text.get("more"), menu(blob, At::Under(more_id(blob.id))));
        let more = container(more).id(more_id(blob.id));
        let parts = [icon.into(), words.into(), act.into(), more.into()];
        let row = container(ui.across(parts).spacing(gap::S)).padding([gap::XXS, 0.0]).id(row_id(blob.id));
        mouse_area(row).on_right_press(menu(blob, At::Pointer)).into()
    }
}

/// The name of the place of one on the page.
pub(crate) fn row_id(blob: BlobId) -> Id {
    Id::from(format!("attachment-{blob}"))
}

/// The name of the button under which its menu lies.
fn more_id(blob: BlobId) -> Id {
    Id::from(format!("more-{blob}"))
}

fn menu(blob: &Blob, at: At) -> Message {
    Message::Menu(Box::new(blob.clone()), at)
}

/// The menu of one, under its place, for whoever is there by keys.
pub(crate) fn menu_by_key(blob: &Blob) -> Message {
    menu(blob, At::Under(row_id(blob.id)))
}

/// The first thing to do with one.
fn deed(blob: &Blob, state: State) -> (Icon, &'static str, Message) {
    match state {
        State::Here => (Icon::Save, "attachment-save", Message::Save(Box::new(blob.clone()), Whereto::Usual)),
        State::Arriving(_) | State::Awaited => (Icon::Close, "cancel", Message::Cancel(blob.id)),
        State::Absent => (Icon::Down, "attachment-fetch", Message::Fetch(blob.id)),
    }
}

/// All that can be done with one.
fn lines(blob: &Blob, state: State) -> Vec<Line<Message>> {
    let (icon, key, message) = deed(blob, state);
    let mut lines = vec![Line::new(icon, key, message)];
    if state == State::Here {
        let asked = Message::Save(Box::new(blob.clone()), Whereto::Asked);
        lines.push(Line::new(Icon::Save, "attachment-save-as", asked));
    }
    lines
}

/// Where an attachment is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Here,
    Arriving(Part),
    /// It will come from whoever has it, and nobody sends it now.
    Awaited,
    Absent,
}

impl State {
    fn of(blob: &Blob, part: Option<Part>) -> Self {
        match (blob.here >= blob.sealed_size, part, blob.coming) {
            (true, ..) => Self::Here,
            (false, Some(part), true) => Self::Arriving(part),
            (false, None, true) => Self::Awaited,
            (false, _, false) => Self::Absent,
        }
    }
}

/// What stands under the name: how large it is, how much of it is here, and with whom.
fn said(ui: &Ui, blob: &Blob, state: State) -> String {
    let bytes = ui.bytes(blob.size);
    let percent = |here: u64| here.saturating_mul(100) / blob.sealed_size.max(1);
    match state {
        State::Here if blob.holders.is_empty() => bytes,
        State::Here => joined([bytes, holders(ui, blob)]),
        State::Arriving(part) => {
            let values = [
                ("percent", percent(part.here).into()),
                ("size", bytes.into()),
                ("rate", ui.bytes(part.rate).into()),
                ("peers", part.peers.into()),
            ];
            ui.text.with("attachment-arriving", &values)
        }
        State::Awaited => {
            let values = [("percent", percent(blob.here).into()), ("size", bytes.into())];
            joined([ui.text.with("attachment-awaited", &values), holders(ui, blob)])
        }
        State::Absent => {
            let here = ui.text.with("attachment-absent", &[("percent", percent(blob.here).into())]);
            joined([bytes, here, holders(ui, blob)])
        }
    }
}

fn joined<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ·  ")
}

/// Who is known to have it: never that it is elsewhere without saying with whom.
fn holders(ui: &Ui, blob: &Blob) -> String {
    if blob.holders.is_empty() {
        return if blob.here >= blob.sealed_size { String::new() } else { ui.text.get("attachment-with-nobody") };
    }
    let mut names: Vec<String> = blob.holders.iter().map(|person| ui.name(person)).collect();
    let more = names.len().saturating_sub(NAMES);
    names.truncate(NAMES);
    ui.text.with("attachment-with", &[("names", names.join(", ").into()), ("more", more.into())])
}
