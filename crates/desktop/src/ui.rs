//! What the screens share: faces, colours, words and time in one value, and the parts that are made of them.

pub(crate) mod author;
pub(crate) mod card;
pub(crate) mod delivery;
mod dispute;
pub(crate) mod draft;
mod finding;
pub(crate) mod learning;
pub(crate) mod marked;
mod meeting;
pub(crate) mod pairing;
pub(crate) mod parts;
pub(crate) mod room;
pub(crate) mod time;
mod trouble;

use commonplace_core::time::Timestamp;
use commonplace_node::text::{Language, Text};
use commonplace_node::zone::Zone;
use iced::widget::{Column, Row};
use iced::{Element, Size, alignment};

use crate::theme::{Colors, Mode, measure, space};

/// What every view needs to know of the window it is drawn in.
#[derive(Debug, Clone)]
pub(crate) struct Ui {
    /// The colours.
    pub(crate) colors: Colors,
    /// The words.
    pub(crate) text: Text,
    /// What time it is, for "two minutes ago" only.
    pub(crate) now: Timestamp,
    /// Where the clocks show what, for when something is to be.
    pub(crate) zone: Zone,
    /// The window's size in pixels, by the scale in which it is drawn: what fits in it.
    pub(crate) size: Size,
}

impl Ui {
    /// For a window of this mode and language, by the clocks of UTC until somebody says where it stands.
    pub(crate) fn new(mode: Mode, language: Language, now: Timestamp) -> Self {
        let zone = Zone::ahead(0);
        Self { colors: Colors::of(mode), text: Text::new(language), now, zone, size: measure::WINDOW }
    }

    /// Whether lines run from right to left.
    pub(crate) fn right_to_left(&self) -> bool {
        self.text.language().is_right_to_left()
    }

    /// Parts side by side in reading direction: the toolkit does not mirror, so every row of the face comes from here.
    pub(crate) fn across<'a, Message: 'a>(
        &self,
        parts: impl IntoIterator<Item = Element<'a, Message>>,
    ) -> Row<'a, Message> {
        let mut parts: Vec<_> = parts.into_iter().collect();
        if self.right_to_left() {
            parts.reverse();
        }
        Row::with_children(parts).align_y(alignment::Vertical::Center)
    }

    /// What can be done with a page, across its top: as high on all of them, so that nothing jumps from one to the next.
    pub(crate) fn toolbar<'a, Message: 'a>(
        &self,
        parts: impl IntoIterator<Item = Element<'a, Message>>,
    ) -> Row<'a, Message> {
        self.across(parts).padding([0.0, space::M]).height(measure::TOOLBAR)
    }

    /// The side at which lines begin.
    pub(crate) fn start(&self) -> alignment::Horizontal {
        if self.right_to_left() { alignment::Horizontal::Right } else { alignment::Horizontal::Left }
    }

    /// The side at which lines end.
    pub(crate) fn end(&self) -> alignment::Horizontal {
        if self.right_to_left() { alignment::Horizontal::Left } else { alignment::Horizontal::Right }
    }

    /// The same, one under the other where the window is too narrow: nothing is cut off.
    pub(crate) fn flow<'a, Message: 'a>(
        &self,
        parts: impl IntoIterator<Item = Element<'a, Message>>,
    ) -> Element<'a, Message> {
        if self.size.width >= measure::BESIDE {
            return self.across(parts).spacing(space::S).into();
        }
        Column::with_children(parts).spacing(space::XS).align_x(self.start()).into()
    }

    /// One of several side by side, in as many lines as they need.
    pub(crate) fn choices<'a, Message: 'a>(
        &self,
        parts: impl IntoIterator<Item = Element<'a, Message>>,
    ) -> Element<'a, Message> {
        // The toolkit breaks lines from the left, where those of some languages end: there they stand one under the other.
        if self.right_to_left() {
            return self.flow(parts);
        }
        let line = Row::with_children(parts).spacing(space::XXS).align_y(alignment::Vertical::Center);
        line.wrap().vertical_spacing(space::XXS).into()
    }

    /// How high the part of a dialog may be that scrolls, so that the dialog itself does not: `beside` pixels of it are
    /// something else.
    pub(crate) fn dialog_list(&self, beside: f32) -> f32 {
        (self.size.height - beside).clamp(measure::DIALOG_LIST / 4.0, measure::DIALOG_LIST)
    }

    /// Whether a list and a page have room side by side.
    pub(crate) fn is_wide(&self) -> bool {
        self.size.width >= measure::THREE_PANES
    }
}
