//! The sheet of keys.

use iced::Element;
use iced::widget::{Column, container};

use crate::keys::SHEET;
use crate::theme::style::{self};
use crate::theme::{MONO, measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::body;
use crate::widget::text;

/// All keys, one a line.
pub(crate) fn view<'a, Message: 'a>(ui: &Ui) -> Element<'a, Message> {
    let lines = SHEET.iter().map(|(keys, key, _)| {
        // Two blanks part what can be pressed instead of each other.
        let chips = keys.split("  ").map(|keys| {
            let keys = text(keys.to_owned()).font(MONO).size(size::CAPTION);
            let ground = style::patch(ui.colors.sunken, ui.colors.ink, measure::RADIUS_MARK);
            container(keys).padding([3.0, 7.0]).style(ground).into()
        });
        let chips = ui.across(chips).spacing(space::XXS);
        let keys = container(chips).width(measure::TERM).align_x(ui.start());
        let what = body(ui.text.get(key)).color(ui.colors.muted);
        ui.across([keys.into(), ui.placed(what).into()]).into()
    });
    Column::with_children(lines).spacing(space::XXS + 2.0).into()
}
