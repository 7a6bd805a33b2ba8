//! The status line: who is nearby, what is only here, and that no internet is fine.

use std::time::Duration;

use iced::widget::{container, text};
use iced::{Color, Element, Fill, Padding};

use super::acting::Did;
use super::{Desk, Message, Toast};
use crate::icon::Icon;
use crate::keys::Key;
use crate::limits::{TOAST, UNDO, WARNED};
use crate::screen::shelf;
use crate::theme::style::{self, Look};
use crate::theme::{Mode, SANS, leading, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{body, caption};
use crate::widget::{Clamp, Press};

/// Most names that the line lists; the rest are counted.
const NAMES: usize = 3;

impl Desk {
    /// How long the word stays that is up, if one is, and which word of its kind it is.
    pub(crate) fn toast_lasts(&self) -> Option<(Duration, u64)> {
        if self.is_taking_back() {
            return Some((UNDO, self.leaving.times));
        }
        self.toast.as_ref().map(|toast| match toast {
            Toast::NotKept(_) => (WARNED, 0),
            _ => (TOAST, 0),
        })
    }

    /// Whether something is about to be taken back.
    pub(crate) fn is_taking_back(&self) -> bool {
        !self.leaving.items.is_empty()
    }

    pub(super) fn status_line<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let (icon, color, words) = self.neighbours(ui);
        // One line, that fades where it has no room: what stands beside it is not to be pushed out of the window.
        let words = Clamp::new_owned(words, 1).font(SANS).size(size::CAPTION, leading::NORMAL).color(ui.colors.muted);
        let here = ui.across([icon.at(size::META).color(color).into(), words.start(ui.start()).into()]);
        let people = Press::new(here.spacing(gap::XS), style::press(ui.colors, Look::Quiet))
            .padding([gap::XXS, gap::XS])
            .width(Fill)
            .on_press(Message::Shelf(shelf::Message::People));
        let mut parts: Vec<Element<'a, Message>> = vec![people.into()];
        if let Some(words) = self.receiving(ui) {
            parts.push(caption(words, &ui.colors).into());
        }
        parts.extend(self.safety(ui));
        let paper = if ui.colors.mode == Mode::Light { Icon::Moon } else { Icon::Sun };
        parts.push(small_tool(ui, paper, "key-paper", Message::TogglePaper));
        parts.push(small_tool(ui, Icon::Keyboard, "key-sheet", Message::Key(Key::Sheet)));
        let line = ui.across(parts).spacing(gap::S).padding(Padding::from([2.0, gap::XS]));
        container(line).width(Fill).style(style::ground_of(ui.colors.shelf)).into()
    }

    fn neighbours(&self, ui: &Ui) -> (Icon, Color, String) {
        let connected: Vec<_> = self.health.peers.iter().filter(|peer| peer.connected).collect();
        let mut names: Vec<String> = connected.iter().filter_map(|peer| Some(ui.name(peer.person.as_ref()?))).collect();
        names.sort();
        names.dedup();
        let text = &ui.text;
        let strangers = connected.iter().filter(|peer| peer.nearby).count();
        if names.is_empty() && strangers == 0 {
            let key = if self.health.has_network() { "status-nobody" } else { "status-no-internet" };
            return (Icon::WifiOff, ui.colors.faint, text.get(key));
        }
        if names.is_empty() {
            let words = text.with("nearby-strangers", &[("count", strangers.into())]);
            return (Icon::Wifi, ui.colors.faint, words);
        }
        let more = names.len().saturating_sub(NAMES);
        names.truncate(NAMES);
        let values =
            [("names", names.join(", ").into()), ("more", more.into()), ("count", (names.len() + more).into())];
        let key = if more > 0 { "status-nearby-more" } else { "status-nearby" };
        (Icon::Wifi, ui.colors.good, text.with(key, &values))
    }

    fn receiving(&self, ui: &Ui) -> Option<String> {
        let (received, expected) = self.news.receiving?;
        let values = [("received", received.into()), ("expected", expected.unwrap_or(received).into())];
        Some(ui.text.with(if expected.is_some() { "status-receiving-of" } else { "status-receiving" }, &values))
    }

    /// Whether this laptop may be lost; it leads to the page that says more, and a hint says what it means.
    fn safety<'a>(&'a self, ui: &'a Ui) -> Option<Element<'a, Message>> {
        // A circle just founded holds nothing yet that anybody has written and could lose.
        let written = |id| self.circles().iter().any(|one| one.id == id && one.notes + one.questions > 0);
        let circles = self.health.circles.iter().filter(|one| !one.delivered.is_empty() || written(one.id));
        let circles: Vec<_> = circles.collect();
        let only_here: u64 = circles.iter().map(|circle| circle.only_here).sum();
        let (icon, color, words, lesson) = match (circles.is_empty(), only_here) {
            (true, _) => return None,
            (false, 0) => (Icon::Check, ui.colors.good, ui.text.get("status-safe"), "status-safe-lesson"),
            (false, count) => {
                let words = ui.text.with("status-only-here", &[("count", count.into())]);
                (Icon::Laptop, ui.colors.warn, words, "status-only-here-lesson")
            }
        };
        let words = caption(words, &ui.colors).color(color).wrapping(text::Wrapping::None);
        let said = ui.across([icon.at(size::META).color(color).into(), words.into()]);
        let press = Press::new(said.spacing(gap::XS), style::press(ui.colors, Look::Quiet))
            .padding([gap::XXS, gap::XS])
            .on_press(Message::Shelf(shelf::Message::People));
        Some(ui.hint_above(press, ui.text.get(lesson)))
    }

    pub(super) fn toast<'a>(&'a self, ui: &'a Ui) -> Option<Element<'a, Message>> {
        let said = if self.is_taking_back() {
            let values = [("count", self.leaving.items.len().into()), ("title", self.leaving.title.as_str().into())];
            ui.text.with("toast-taking-back", &values)
        } else {
            toast_words(ui, self.toast.as_ref()?)
        };
        let c = &ui.colors;
        let words = container(body(said).color(c.page)).max_width(measure::DIALOG);
        let sheet = container(words).padding([gap::S, gap::M]).style(style::patch(c.ink, c.page, measure::RADIUS));
        let press = Press::new(sheet, style::press(*c, Look::Row(false))).on_press(Message::ToastOver).stops(false);
        let mut parts: Vec<Element<'a, Message>> = vec![press.into()];
        if self.is_taking_back() {
            let undo = ui.button(ui.text.get("undo"), Look::Filled).on_press(Message::Undo);
            parts.push(undo.padding([gap::S, gap::M]).into());
        }
        let padding = Padding { bottom: gap::XL + gap::S, ..Padding::from(gap::M) };
        let shown = ui.across(parts).spacing(gap::XS);
        Some(container(shown).padding(padding).center_x(Fill).align_bottom(Fill).into())
    }

    /// What needs a person, above everything else.
    pub(super) fn trouble<'a>(&'a self, ui: &'a Ui) -> Option<Element<'a, Message>> {
        let full = self.health.status.as_ref().is_some_and(|status| status.disk_full);
        let words = if full { ui.text.get("error-disk-full") } else { self.news.trouble.clone()? };
        let notice = ui.notice(Icon::Warning, &words, ui.colors.warn, ui.colors.warn_wash);
        Some(container(notice).padding(gap::XS).into())
    }
}

fn small_tool<'a>(ui: &'a Ui, icon: Icon, key: &str, message: Message) -> Element<'a, Message> {
    let press = Press::new(icon.at(size::BODY), style::press(ui.colors, Look::Quiet)).padding(6.0).on_press(message);
    ui.hint_above(press, ui.text.get(key))
}

fn toast_words(ui: &Ui, toast: &Toast) -> String {
    let text = &ui.text;
    match toast {
        Toast::Copied => text.get("toast-copied"),
        Toast::Joined(circle) => text.with("toast-joined", &[("circle", circle.as_str().into())]),
        Toast::CopiedItems(count) => text.with("toast-copied-items", &[("count", (*count).into())]),
        Toast::Did(did) => did_words(ui, did),
        Toast::Attached(count) => text.with("toast-attached", &[("count", (*count).into())]),
        Toast::Saved(place) => text.with("toast-saved", &[("place", place.to_string_lossy().into_owned().into())]),
        Toast::Sentence(error) => ui.sentence(error),
        Toast::NotKept(error) => text.with("toast-not-kept", &[("why", ui.sentence(error).into())]),
        Toast::Told(sentence) => sentence.clone(),
        Toast::NoSuchFile(name) => text.with("toast-no-such-file", &[("name", name.as_str().into())]),
        Toast::NoSuchNote(name) => text.with("toast-no-such-note", &[("name", name.as_str().into())]),
    }
}

fn did_words(ui: &Ui, did: &Did) -> String {
    let (key, count) = match did {
        Did::Read(count) => ("toast-read", count),
        Did::Kept(count) => ("toast-kept", count),
        Did::TookBack(count) => ("toast-took-back", count),
        Did::Copied(count, _) => ("toast-copied-items", count),
        Did::Saved(count, folder) => {
            let folder = folder.to_string_lossy().into_owned();
            return ui.text.with("toast-saved-items", &[("count", (*count).into()), ("place", folder.into())]);
        }
    };
    ui.text.with(key, &[("count", (*count).into())])
}
