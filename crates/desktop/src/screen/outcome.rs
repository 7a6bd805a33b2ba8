//! What happened to each of several files: a list to look through and to take along.

use commonplace_node::answer::{Exported, ImportState, Imported};
use iced::widget::{Column, column, container};
use iced::{Color, Element, Fill, Padding, Shrink};

use super::invite::choice;
use crate::icon::Icon;
use crate::theme::style::Look;
use crate::theme::{MONO, SANS, leading, measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, meta, title};
use crate::widget::Clamp;

/// Lines drawn at most; all of them are in what is copied.
const DRAWN: usize = 200;

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    /// Not taken, and said why.
    Refused,
    /// New here.
    Created,
    /// Changed here.
    Updated,
    /// Attached to what shows it.
    Attached,
    /// Nothing to do.
    Unchanged,
    /// Written to a file.
    Written,
}

const FATES: [(Fate, &str); 6] = [
    (Fate::Refused, "outcome-refused"),
    (Fate::Created, "outcome-created"),
    (Fate::Updated, "outcome-updated"),
    (Fate::Attached, "outcome-attached"),
    (Fate::Unchanged, "outcome-unchanged"),
    (Fate::Written, "outcome-written"),
];

#[derive(Debug, Clone)]
struct Line {
    fate: Fate,
    path: String,
    why: Option<String>,
}

/// What happened to all of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outcome {
    lines: Vec<Line>,
    only: Option<Fate>,
    copied: bool,
}

/// What somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Message {
    /// Wants to see those alone, or all.
    Only(Option<Fate>),
    /// Wants the list in the clipboard; with what each fate is called, in the order of [`FATES`].
    Copy(Vec<String>),
    /// Has seen it.
    Done,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be put into the clipboard.
    Copy(String),
    /// That it be closed.
    Done,
}

impl From<&Imported> for Fate {
    fn from(file: &Imported) -> Self {
        match file.state {
            ImportState::Created => Self::Created,
            ImportState::Updated => Self::Updated,
            ImportState::Unchanged => Self::Unchanged,
            ImportState::Attached => Self::Attached,
            ImportState::Refused => Self::Refused,
        }
    }
}

impl Outcome {
    /// A file was taken in, or not.
    pub(crate) fn imported(&mut self, file: Imported) {
        self.lines.push(Line { fate: Fate::from(&file), path: file.path, why: file.why });
    }

    /// A file was written, or not.
    pub(crate) fn exported(&mut self, item: Exported) {
        let fate = if item.why.is_some() { Fate::Refused } else { Fate::Written };
        self.lines.push(Line { fate, path: item.path, why: item.why });
    }

    /// Whether nothing happened to anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(crate) fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Only(only) => {
                self.only = only;
                Action::None
            }
            Message::Copy(names) => {
                self.copied = true;
                Action::Copy(self.as_text(&names))
            }
            Message::Done => Action::Done,
        }
    }

    /// One line a file: what happened, which, and why.
    fn as_text(&self, names: &[String]) -> String {
        let line = |line: &Line| {
            let place = FATES.iter().position(|(fate, _)| *fate == line.fate);
            let name = place.and_then(|place| names.get(place)).map(String::as_str).unwrap_or_default();
            let why = line.why.as_ref().map(|why| format!("\t{why}")).unwrap_or_default();
            format!("{name}\t{}{why}\n", line.path)
        };
        self.lines.iter().map(line).collect()
    }

    fn count(&self, fate: Fate) -> usize {
        self.lines.iter().filter(|line| line.fate == fate).count()
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let done = ui.button(ui.text.get("done"), Look::Filled).on_press(Message::Done);
        if self.is_empty() {
            let nothing = body(ui.text.get("outcome-nothing")).color(ui.colors.muted);
            return column![nothing, done].spacing(space::M).align_x(ui.start()).into();
        }
        let all = ui.text.with("outcome-all", &[("count", self.lines.len().into())]);
        let mut fates: Vec<Element<'a, Message>> =
            vec![choice(ui, all, self.only.is_none(), Message::Only(None)).into()];
        for (fate, key) in FATES {
            let count = self.count(fate);
            if count > 0 {
                let words = format!("{} {count}", ui.text.get(key));
                fates.push(choice(ui, words, self.only == Some(fate), Message::Only(Some(fate))).into());
            }
        }
        let shown = self.lines.iter().filter(|line| self.only.is_none_or(|only| only == line.fate));
        // What needs somebody comes first; the rest stays in the order in which it happened.
        let mut shown: Vec<&Line> = shown.collect();
        shown.sort_by_key(|line| line.fate != Fate::Refused);
        let more = shown.len().saturating_sub(DRAWN);
        let lines = shown.into_iter().take(DRAWN).map(|line| view_line(ui, line));
        let mut list = Column::with_children(lines).spacing(space::XS).width(Fill);
        if more > 0 {
            list = list.push(meta(ui.text.with("outcome-more", &[("count", more.into())]), &ui.colors));
        }
        // The bar stands beside the words and not over them, on whichever side they end.
        let list = container(ui.scroll(list.padding(Padding::ZERO.right(space::M))).height(Shrink))
            .max_height(ui.dialog_list(measure::BESIDE_OUTCOME));
        let (icon, key) = if self.copied { (Icon::Check, "invite-copied") } else { (Icon::Copy, "outcome-copy") };
        let names = FATES.iter().map(|(_, key)| ui.text.get(key)).collect();
        let copy = ui.icon_button(icon, ui.text.get(key), Look::Outlined).on_press(Message::Copy(names));
        let buttons = ui.across([done.into(), copy.into()]).spacing(space::S);
        column![self.heading(ui), ui.choices(fates), list, buttons].spacing(space::S).align_x(ui.start()).into()
    }

    fn heading<'a>(&self, ui: &Ui) -> Element<'a, Message> {
        let refused = self.count(Fate::Refused);
        let key = if refused == 0 { "outcome-well" } else { "outcome-some" };
        let words = ui.text.with(key, &[("count", refused.into())]);
        title(&words, size::READING).into()
    }
}

fn name_of(fate: Fate) -> &'static str {
    FATES.iter().find(|(one, _)| *one == fate).map_or("outcome-unchanged", |(_, key)| *key)
}

fn view_line<'a>(ui: &'a Ui, line: &'a Line) -> Element<'a, Message> {
    let (icon, color): (Icon, Color) = match line.fate {
        Fate::Refused => (Icon::Warning, ui.colors.warn),
        Fate::Created | Fate::Written => (Icon::Plus, ui.colors.good),
        Fate::Updated => (Icon::Pencil, ui.colors.good),
        Fate::Attached => (Icon::Attachment, ui.colors.good),
        Fate::Unchanged => (Icon::Check, ui.colors.faint),
    };
    let path = Clamp::new(&line.path, 1).font(MONO).size(size::META, leading::NORMAL);
    let mut words = column![path].width(Fill);
    if let Some(why) = &line.why {
        words = words.push(Clamp::new(why, 3).font(SANS).size(size::CAPTION, leading::NORMAL).color(ui.colors.warn));
    }
    let fate = caption(ui.text.get(name_of(line.fate)), &ui.colors);
    ui.across([icon.at(size::BODY).color(color).into(), words.into(), fate.into()]).spacing(space::S).into()
}
