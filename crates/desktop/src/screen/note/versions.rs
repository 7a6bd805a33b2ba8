//! How a note came to be: who changed what, and each version to be brought back.

use std::sync::Arc;

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Edit, Note, Version, Written};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::sheet::Base;
use iced::advanced::text::Span;
use iced::widget::{Column, column, container, row, space};
use iced::{Element, Fill, Task};

use super::difference::{self, Piece};
use crate::ask::{self, All, One, Reach};
use crate::icon::Icon;
use crate::screen::PAGE_SCROLL;
use crate::theme::style::{self, Look};
use crate::theme::{SANS_MEDIUM, SERIF, leading, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, hairline, label, upright};
use crate::ui::time::ago;
use crate::widget::text::rich;
use crate::widget::{Press, text};

/// Most versions that are listed, the newest first.
const LISTED: usize = 200;

/// The versions of a note.
#[derive(Debug, Clone)]
pub(crate) struct Versions {
    note: RecordId,
    /// The note as it stood when this was opened.
    present: Base,
    /// Newest first, the beginning last.
    edits: Option<Vec<Edit>>,
    chosen: Option<RecordId>,
    /// The chosen one, once it has come, and what it changed.
    version: Option<Arc<Told>>,
    busy: bool,
    refused: Option<Error>,
}

/// A version and what it changed.
#[derive(Debug)]
pub(crate) struct Told {
    version: Version,
    pieces: Vec<Piece>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The changes have come.
    Came(All<Edit>),
    /// Somebody looks at one of them.
    Choose(RecordId),
    /// It has come.
    Told(One<Arc<Told>>),
    /// Somebody wants the note as that change left it.
    Restore,
    /// The node has written that.
    Restored(One<Written>),
    /// Enough.
    Close,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That the note be shown again.
    Close,
}

impl Versions {
    /// Of this note.
    pub(crate) fn open(note: &Note, reach: &Reach) -> (Self, Task<Message>) {
        let id = note.row.id;
        let beginning =
            Edit { id, author: note.row.author.clone(), at: note.row.created, difference: String::new(), title: None };
        let came = move |edits: All<Edit>| {
            Message::Came(edits.map(|mut edits| {
                edits.reverse();
                edits.truncate(LISTED);
                edits.push(beginning);
                edits
            }))
        };
        let versions = Self {
            note: id,
            present: Base::from(note),
            edits: None,
            chosen: None,
            version: None,
            busy: false,
            refused: None,
        };
        (versions, reach.all(Command::NoteHistory { note: id.into() }, came))
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        let task = match message {
            Message::Came(Ok(edits)) => {
                let newest = edits.first().map(|edit| edit.id);
                self.edits = Some(edits);
                newest.map_or_else(Task::none, |edit| self.choose(edit, reach))
            }
            Message::Choose(edit) => self.choose(edit, reach),
            Message::Told(Ok(told)) => {
                if Some(told.version.id) == self.chosen {
                    self.version = Some(told);
                }
                Task::none()
            }
            Message::Restore => self.restore(reach),
            Message::Restored(Ok(_)) | Message::Close => return Action::Close,
            Message::Came(Err(error)) | Message::Told(Err(error)) | Message::Restored(Err(error)) => {
                self.busy = false;
                self.refused = Some(error);
                Task::none()
            }
        };
        Action::Run(task)
    }

    fn choose(&mut self, edit: RecordId, reach: &Reach) -> Task<Message> {
        self.chosen = Some(edit);
        self.version = None;
        Task::perform(told(self.note, edit, reach.clone()), Message::Told)
    }

    /// An old version comes back as a new change of what was seen here: what others write meanwhile stays.
    fn restore(&mut self, reach: &Reach) -> Task<Message> {
        let Some(told) = self.version.as_ref().filter(|_| self.can_restore()) else { return Task::none() };
        let text = Some(told.version.text.clone());
        let base = Some(Box::new(self.present.clone()));
        self.busy = true;
        self.refused = None;
        let command = Command::NoteEdit { note: self.note.into(), title: None, tags: None, text, base };
        reach.one(command, Message::Restored)
    }

    fn can_restore(&self) -> bool {
        !self.busy && self.version.as_ref().is_some_and(|told| told.version.text != self.present.text)
    }

    /// The list beside the difference, or over it where there is little room.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let mut head = vec![
            ui.tool(ui.back_icon(), ui.text.get("versions-close"), Message::Close),
            label(ui.text.get("versions"), &ui.colors).into(),
            space::horizontal().into(),
        ];
        // Of a note that was never changed there is nothing to bring back.
        if self.edits.as_ref().is_some_and(|edits| edits.len() > 1) {
            let restore = ui.button(ui.text.get("versions-restore"), Look::Outlined);
            head.push(restore.on_press(self.can_restore().then_some(Message::Restore)).into());
        }
        let head = ui.toolbar(head).spacing(gap::S);
        let mut page = column![head, hairline(&ui.colors)];
        if let Some(error) = &self.refused {
            page = page.push(container(ui.refusal(&ui.sentence(error))).padding([gap::XS, gap::M]));
        }
        let list = container(ui.scroll(self.list(ui))).width(measure::OUTLINE);
        let shown = container(ui.scroll(self.difference(ui)).id(PAGE_SCROLL)).width(Fill);
        let mut panes = vec![list.into(), upright(&ui.colors).into(), shown.into()];
        if ui.right_to_left() {
            panes.reverse();
        }
        page.push(row(panes).height(Fill)).into()
    }

    fn list<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let mut list = Column::new().padding(gap::XS).spacing(2);
        for edit in self.edits.iter().flatten() {
            let chosen = self.chosen == Some(edit.id);
            let name = text(ui.name(&edit.author)).font(SANS_MEDIUM).size(size::BODY).line_height(leading::NORMAL);
            let mut said = vec![ago(ui, edit.at)];
            if edit.id == self.note {
                said.push(ui.text.get("versions-beginning"));
            }
            said.extend(
                edit.title.as_ref().map(|title| ui.text.with("versions-title", &[("title", title.as_str().into())])),
            );
            let words = column![name, caption(said.join("  ·  "), &ui.colors)].align_x(ui.start()).width(Fill);
            let press = Press::new(words, style::press(ui.colors, Look::Row(chosen)))
                .padding([gap::XS, gap::S])
                .width(Fill)
                .on_press(Message::Choose(edit.id));
            list = list.push(press);
        }
        list.into()
    }

    fn difference<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let Some(told) = &self.version else { return space().into() };
        if told.version.id == self.note {
            return self.beginning(ui, told);
        }
        let c = &ui.colors;
        let added = ui.mark(ui.text.get("versions-added"), c.good, c.good_wash);
        let removed = ui.mark(ui.text.get("versions-removed"), c.bad, c.bad_wash);
        let head = column![
            ui.byline(&told.version.author, [ago(ui, told.version.at)]),
            ui.across([added, removed]).spacing(gap::XS).wrap(),
        ];
        let head = head.spacing(gap::XS).align_x(ui.start());
        let mut page = column![head].spacing(gap::M).width(Fill).align_x(ui.start());
        let changed = |piece: &Piece| matches!(piece, Piece::Added(_) | Piece::Removed(_));
        if !told.pieces.iter().any(changed) {
            page = page.push(body(ui.text.get("versions-same-text")).color(c.muted));
        }
        let mut spans: Vec<Span<'a, ()>> = Vec::new();
        for piece in &told.pieces {
            match piece {
                Piece::Kept(text) => spans.push(Span::new(text.as_str())),
                Piece::Added(text) => {
                    spans.push(Span::new(text.as_str()).color(c.good).background(c.good_wash).underline(true));
                }
                Piece::Removed(text) => {
                    spans.push(Span::new(text.as_str()).color(c.bad).background(c.bad_wash).strikethrough(true));
                }
                Piece::Same(lines) => {
                    page = page.push(written(std::mem::take(&mut spans), ui));
                    let words = ui.text.with("versions-same", &[("count", (*lines).into())]);
                    page = page.push(
                        ui.across([Icon::History.at(size::META).color(c.faint).into(), caption(words, c).into()])
                            .spacing(gap::XS),
                    );
                }
            }
        }
        page = page.push(written(spans, ui));
        on_page(page)
    }

    /// How the note was written first: nothing of it is a change, and so nothing is marked.
    fn beginning<'a>(&'a self, ui: &'a Ui, told: &'a Told) -> Element<'a, Message> {
        let unchanged = self.edits.as_ref().is_some_and(|edits| edits.len() == 1);
        let key = if unchanged { "versions-unchanged" } else { "versions-first" };
        let head = column![
            ui.byline(&told.version.author, [ago(ui, told.version.at)]),
            body(ui.text.get(key)).color(ui.colors.muted)
        ];
        let text = written(vec![Span::new(told.version.text.as_str())], ui);
        let page = column![head.spacing(gap::XXS).align_x(ui.start()), hairline(&ui.colors), text];
        on_page(page.spacing(gap::M).width(Fill).align_x(ui.start()))
    }
}

fn on_page<'a>(page: Column<'a, Message>) -> Element<'a, Message> {
    container(container(page).max_width(measure::FORM)).center_x(Fill).padding(gap::L).into()
}

/// Text as it is written, with what changed in it.
fn written<'a>(spans: Vec<Span<'a, ()>>, ui: &Ui) -> Element<'a, Message> {
    if spans.is_empty() {
        return space().into();
    }
    rich(spans).font(SERIF).size(size::READING).line_height(leading::READING).color(ui.colors.ink).width(Fill).into()
}

async fn told(note: RecordId, edit: RecordId, reach: Reach) -> One<Arc<Told>> {
    let version: Version = ask::one(reach.node.clone(), Command::NoteVersion { note: note.into(), edit }).await?;
    let work = move || {
        let pieces = difference::between(&version.before, &version.text);
        Some(Arc::new(Told { version, pieces }))
    };
    ask::away(work, None).await.ok_or(Error::Stopped)
}
