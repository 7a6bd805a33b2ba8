//! The next meeting, on the home of its circle.

use commonplace_node::answer::Meeting;
use commonplace_node::command::Comes;
use iced::widget::{Column, column};
use iced::{Element, Fill};

use super::Message;
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SERIF_STRONG, leading, size, space as gap};
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::ui::parts::meta;
use crate::widget::{Clamp, Press};

/// With what the home begins: the next meeting, or for those who may write a quiet way to plan one.
pub(super) fn view<'a>(ui: &'a Ui, next: Option<&'a Meeting>, writes: bool) -> Option<Element<'a, Message>> {
    let Some(meeting) = next else { return writes.then(|| doors(ui, true)) };
    let row = &meeting.row;
    let name = Clamp::new(&row.title, 2).font(SERIF_STRONG).size(size::SUBHEADING, leading::TIGHT).start(ui.start());
    let words = column![name, ui.meeting_time(row)].spacing(gap::XXS).width(Fill).align_x(ui.start());
    let open = Press::new(words, style::press(ui.colors, Look::Row(false)))
        .padding([gap::XS, gap::XS])
        .width(Fill)
        .on_press(Message::Open(Item::Meeting(row.id)));
    let mut parts = Column::new().spacing(gap::S).align_x(ui.start()).push(open);
    if row.called_off {
        parts = parts.push(ui.notice(Icon::Close, &ui.text.get("meeting-is-off"), ui.colors.warn, ui.colors.warn_wash));
    } else if writes {
        let id = row.id;
        let choices = ui.coming_choices(row, std::convert::identity::<Comes>);
        parts = parts.push(choices.map(move |comes| Message::Come(id, comes)));
    }
    // Whoever looks only here must not travel to a meeting that another has moved or called off.
    parts = meeting.also.iter().fold(parts, |parts, other| parts.push(ui.also_meeting(other)));
    let said = ui.coming_lines(row);
    parts = if said.is_empty() {
        parts.push(meta(ui.text.get("meeting-nobody-said"), &ui.colors))
    } else {
        said.into_iter().fold(parts, Column::push)
    };
    Some(ui.section("meeting-next", parts.push(doors(ui, writes)).into()))
}

fn doors<'a>(ui: &'a Ui, writes: bool) -> Element<'a, Message> {
    let mut doors: Vec<Element<'a, Message>> = Vec::new();
    if writes {
        doors.push(
            ui.icon_button(Icon::Calendar, ui.text.get("meeting-plan"), Look::Link).on_press(Message::Plan).into(),
        );
    }
    doors.push(ui.button(ui.text.get("meetings-all"), Look::Link).on_press(Message::Meetings).into());
    ui.across(doors).spacing(gap::M).into()
}
