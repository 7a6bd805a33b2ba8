//! On how many devices something is. Nothing is called safe before it is.

use commonplace_node::answer::{Blob, Delivery};
use iced::widget::{column, space, text};
use iced::{Element, Fill};

use super::Ui;
use super::parts::caption;
use crate::icon::Icon;
use crate::theme::{size, space as gap};

impl Ui {
    /// "3 of 6", or that something of it is only here: which is never said of what somebody else wrote alone, for it came from
    /// there. A row has room for no more: the sign of a laptop says of what they count.
    pub(crate) fn delivery_briefly<'a, Message: 'a>(&self, on: Delivery) -> Element<'a, Message> {
        let values = [("devices", on.devices.into()), ("of", on.of.into())];
        self.delivery_saying(on, || self.text.with("delivery-brief", &values))
    }

    /// Of what is on more than this laptop it says what `words` say.
    fn delivery_saying<'a, Message: 'a>(&self, on: Delivery, words: impl FnOnce() -> String) -> Element<'a, Message> {
        let (words, color) = match on {
            Delivery { of: 0 | 1, .. } => (self.text.get("delivery-alone"), self.colors.faint),
            Delivery { only_here: true, .. } => (self.text.get("delivery-only-here"), self.colors.warn),
            Delivery { devices: 0 | 1, .. } => (self.text.get("delivery-alone"), self.colors.faint),
            // What is everywhere is as it should be, and calls for nobody's eye.
            Delivery { .. } => (words(), self.colors.faint),
        };
        let icon = Icon::Laptop.at(size::CAPTION).color(color);
        let words = caption(words, &self.colors).color(color).wrapping(text::Wrapping::None);
        self.across([icon.into(), words.into()]).spacing(5).into()
    }

    /// The same in whole words, with a hint that says what it means, where the line ends that says who wrote it. Where its
    /// files are on fewer devices than its words, it says so, in a line of its own: both together have no room in every window.
    pub(crate) fn beside_byline<'a, Message: 'a>(
        &self,
        by: Element<'a, Message>,
        on: Delivery,
        mine: bool,
        files: &[Blob],
    ) -> Element<'a, Message> {
        let fewest = files.iter().map(|blob| blob.devices).min();
        // Of what is on this laptop alone nothing is counted.
        let fewest = fewest.filter(|fewest| *fewest < on.devices && on.devices > 1 && on.of > 1 && !on.only_here);
        let values = [
            ("devices", on.devices.into()),
            ("of", on.of.into()),
            ("files", fewest.unwrap_or_default().into()),
            ("count", files.len().into()),
        ];
        let (key, known) = match fewest {
            Some(_) => ("delivery-files", "delivery-lesson-files"),
            None => ("delivery-on", "delivery-lesson"),
        };
        let lesson = match on {
            Delivery { of: 0 | 1, .. } => self.text.get("delivery-lesson-nobody"),
            Delivery { only_here: true, .. } if mine => self.text.get("delivery-lesson-alone"),
            Delivery { only_here: true, .. } => self.text.get("delivery-lesson-part"),
            Delivery { .. } => self.text.with(known, &values),
        };
        let on = self.hint(self.delivery_saying(on, || self.text.with(key, &values)), lesson);
        if fewest.is_some() {
            return column![by, on].spacing(gap::XXS).width(Fill).align_x(self.start()).into();
        }
        self.across([by, space::horizontal().into(), on]).into()
    }
}
