//! On how many devices something is. Nothing is called safe before it is.

use commonplace_node::answer::Delivery;
use iced::Element;
use iced::widget::text;

use super::Ui;
use super::parts::caption;
use crate::icon::Icon;
use crate::theme::size;

impl Ui {
    /// "On 3 of 6", or that something of it is only here: which is never said of what somebody else wrote alone, for it came
    /// from there.
    pub(crate) fn delivery<'a, Message: 'a>(&self, on: Delivery) -> Element<'a, Message> {
        self.delivery_in(on, "delivery-on")
    }

    /// The same in the words that a row has room for: the sign of a laptop says of what they count.
    pub(crate) fn delivery_briefly<'a, Message: 'a>(&self, on: Delivery) -> Element<'a, Message> {
        self.delivery_in(on, "delivery-brief")
    }

    fn delivery_in<'a, Message: 'a>(&self, on: Delivery, key: &str) -> Element<'a, Message> {
        let (words, color) = match on {
            Delivery { of: 0 | 1, .. } => (self.text.get("delivery-alone"), self.colors.faint),
            Delivery { only_here: true, .. } => (self.text.get("delivery-only-here"), self.colors.warn),
            Delivery { devices: 0 | 1, .. } => (self.text.get("delivery-alone"), self.colors.faint),
            // What is everywhere is as it should be, and calls for nobody's eye.
            Delivery { devices, of, .. } => {
                (self.text.with(key, &[("devices", devices.into()), ("of", of.into())]), self.colors.faint)
            }
        };
        let icon = Icon::Laptop.at(size::CAPTION).color(color);
        let words = caption(words, &self.colors).color(color).wrapping(text::Wrapping::None);
        self.across([icon.into(), words.into()]).spacing(5).into()
    }

    /// The same with a hint that says what it means.
    pub(crate) fn delivery_explained<'a, Message: 'a>(&self, on: Delivery, mine: bool) -> Element<'a, Message> {
        let values = [("devices", on.devices.into()), ("of", on.of.into())];
        let lesson = match on {
            Delivery { of: 0 | 1, .. } => self.text.get("delivery-lesson-nobody"),
            Delivery { only_here: true, .. } if mine => self.text.get("delivery-lesson-alone"),
            Delivery { only_here: true, .. } => self.text.get("delivery-lesson-part"),
            Delivery { .. } => self.text.with("delivery-lesson", &values),
        };
        self.hint(self.delivery(on), lesson)
    }
}
