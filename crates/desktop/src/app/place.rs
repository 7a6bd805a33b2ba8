//! The window as the system sees it: where it is, how much fits in it, what calls for attention, and how it is closed.

use std::sync::Arc;

use commonplace_node::error::Error;
use iced::futures::future::{self, Either};
use iced::{Point, Size, Task, window};

use super::{App, Message, Stage};
use crate::ask;
use crate::desk;
use crate::limits::CLOSING;
use crate::notices::Notice;
use crate::theme::measure;

/// How far the window is on its way to be closed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Closing {
    /// Whether it waits for what is on its way to the node.
    waits: bool,
    /// Whether somebody was told a moment ago that something is not kept. When they close it once more they mean it.
    warned: bool,
}

impl Closing {
    /// Whether somebody was told a moment ago what is not kept.
    pub(super) fn is_warned(self) -> bool {
        self.warned
    }

    /// That they were told is too long ago; but not of whoever has closed the window in time, and waits.
    pub(super) fn forget(&mut self) {
        self.warned &= self.waits;
    }
}

impl App {
    /// Somebody closes the window: what they wrote is with the node first. What they have taken back and nobody was told
    /// stays as it was: that could not be called back.
    pub(super) fn close(&mut self) -> Task<Message> {
        let (Stage::Desk(_), Some(started)) = (&self.stage, &self.started) else { return self.look_where(true) };
        if self.closing.waits {
            return Task::none();
        }
        let settled = Box::pin(self.drafts.clone().settled(started.node.clone()));
        let settled = future::select(settled, self.host.wait(CLOSING));
        self.closing.waits = true;
        Task::perform(settled, |first| match first {
            Either::Left((outcome, _)) => Message::Settled(outcome),
            // A node that does not answer, and a large file that is still being taken in, are told; whoever closes the
            // window once more then leaves.
            Either::Right(_) => Message::Settled(Err(Error::Busy)),
        })
    }

    pub(super) fn settled(&mut self, outcome: Result<(), Error>) -> Task<Message> {
        self.closing.waits = false;
        match outcome {
            Err(error) if !self.closing.warned => {
                self.closing.warned = true;
                self.desk(desk::Message::NotKept(error))
            }
            _ => self.look_where(true),
        }
    }

    /// Tells the weightiest of these where somebody can see it who works elsewhere.
    pub(super) fn notify(&self, notices: &[Notice]) -> Task<Message> {
        let told = notices.iter().filter(|notice| notice.is_told(self.preferences.notices));
        let Some(notice) = told.min().filter(|_| !self.focused) else { return Task::none() };
        let (host, heading, words) = (Arc::clone(&self.host), self.title(), self.ui.text.get(notice.key()));
        let show = ask::away(move || host.notify(&heading, &words), ());
        let attention = |id| window::request_user_attention(id, Some(window::UserAttention::Informational));
        Task::batch([Task::perform(show, |()| Message::Notified), window::oldest().and_then(attention)])
    }

    /// The window is wanted at the front. Where the system lets no program push itself forward, it asks for attention.
    pub(super) fn show(&self) -> Task<Message> {
        let front = |id| {
            let attention = window::request_user_attention(id, Some(window::UserAttention::Informational));
            Task::batch([window::minimize(id, false), window::gain_focus(id), attention])
        };
        window::oldest().and_then(front)
    }

    /// The window has this size, by the scale in which it is drawn.
    pub(super) fn resized(&mut self, size: Size) {
        self.outer = size * self.scale();
        self.moved = true;
        self.fit();
    }

    /// The upper left corner is there, by the same scale.
    pub(super) fn went(&mut self, corner: Point) {
        let scale = self.scale();
        self.corner = Some(Point::new(corner.x * scale, corner.y * scale));
        self.moved = true;
    }

    /// A window that is too large for its screen fills it instead: not every system keeps its lower edge in sight.
    pub(super) fn fill(&self, window: window::Id, screen: Size) -> Task<Message> {
        // A size that somebody has chosen is theirs, as long as the screen holds it.
        let frame = if self.preferences.place.is_chosen() { 0.0 } else { measure::FRAME };
        if has_room(screen * self.scale(), self.outer, frame) { Task::none() } else { window::maximize(window, true) }
    }

    /// What the window shows is laid out for the room that there is at its scale.
    pub(super) fn fit(&mut self) {
        self.ui.size = self.outer * (1.0 / self.scale());
    }

    /// Asks whether the window fills the screen, before its place is written down; `over` closes it then.
    pub(super) fn look_where(&self, over: bool) -> Task<Message> {
        let placed = move |maximized| Message::Placed { maximized, over };
        window::oldest().then(move |id| match id {
            Some(id) => window::is_maximized(id).map(placed),
            None => Task::done(placed(false)),
        })
    }

    /// A window that fills the screen comes back so, and has its former size under it.
    pub(super) fn placed(&mut self, maximized: bool, over: bool) -> Task<Message> {
        let before = self.preferences.place;
        if self.moved {
            self.preferences.place.maximized = maximized;
            if !maximized {
                self.preferences.place.resized(self.outer);
                self.corner.into_iter().for_each(|corner| self.preferences.place.moved(corner));
            }
        }
        self.moved = false;
        let is_new = self.preferences.place != before;
        if over {
            // Written here and not away from here: in a moment there is no program any more.
            if is_new && self.started.is_some() {
                self.host.remember(&self.preferences.write());
            }
            return iced::exit();
        }
        if is_new { self.remember() } else { Task::none() }
    }
}

/// Asks how large the screen is.
pub(super) fn look_at_screen() -> Task<Message> {
    window::oldest().and_then(|id| {
        let asked = window::monitor_size(id);
        asked.and_then(move |screen| Task::done(Message::Screen(id, screen)))
    })
}

/// Whether a window of this size fits on a screen, with so much above and below it.
fn has_room(screen: Size, window: Size, frame: f32) -> bool {
    window.width <= screen.width && window.height + frame <= screen.height
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_a_small_laptop_the_window_of_the_first_day_has_no_room() {
        let on = |width, height| has_room(Size::new(width, height), measure::WINDOW, measure::FRAME);
        assert!(!on(1366.0, 768.0));
        assert!(!on(1280.0, 800.0), "the title bar of the system takes room, too");
        assert!(on(1920.0, 1080.0));
        assert!(has_room(Size::new(1366.0, 768.0), Size::new(1280.0, 720.0), 0.0), "a size that somebody has chosen");
    }
}
