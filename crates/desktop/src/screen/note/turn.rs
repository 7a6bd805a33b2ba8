//! From one chapter to the next: what lies before and behind a note in the folder that it was brought from.

use commonplace_node::answer::{Lead, Note};
use iced::widget::{column, container};
use iced::{Element, Fill};

use super::Message;
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SANS_MEDIUM, leading, size, space as gap};
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::ui::parts::{caption, hairline};
use crate::widget::{Clamp, Press};

/// The doors to both, if there are any.
pub(super) fn view<'a>(ui: &'a Ui, note: &'a Note) -> Option<Element<'a, Message>> {
    if note.before.is_none() && note.after.is_none() {
        return None;
    }
    let place = |lead: Option<&'a Lead>, icon: Icon, key: &str, ends: bool| {
        let door = lead.map(|lead| door(ui, lead, icon, key, ends));
        container(door.unwrap_or_else(|| iced::widget::space().into())).width(Fill).into()
    };
    let doors = [
        place(note.before.as_ref(), ui.back_icon(), "note-before", false),
        place(note.after.as_ref(), ui.forward_icon(), "note-after", true),
    ];
    Some(column![hairline(&ui.colors), ui.across(doors).spacing(gap::M).align_y(iced::Top)].spacing(gap::S).into())
}

/// One door; that onwards stands where lines end.
fn door<'a>(ui: &'a Ui, lead: &'a Lead, icon: Icon, key: &str, ends: bool) -> Element<'a, Message> {
    let side = if ends { ui.end() } else { ui.start() };
    let icon = icon.at(size::BODY).color(ui.colors.muted).into();
    let said = caption(ui.text.get(key), &ui.colors).into();
    let said = ui.across(if ends { [said, icon] } else { [icon, said] }).spacing(gap::XS);
    let title = Clamp::new(&lead.title, 2).font(SANS_MEDIUM).size(size::BODY, leading::NORMAL).start(side);
    let words = column![said, title].spacing(gap::XXS).width(Fill).align_x(side);
    Press::new(words, style::press(ui.colors, Look::Outlined))
        .padding([gap::S, gap::M])
        .width(Fill)
        .on_press(Message::Open(Item::Note(lead.id)))
        .into()
}
