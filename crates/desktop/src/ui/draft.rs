//! That a text is being written on another laptop too, or was begun before.

use commonplace_node::answer::OtherDraft;
use iced::widget::container;
use iced::{Element, Fill};

use super::Ui;
use crate::draft::BEFORE;
use crate::icon::Icon;
use crate::theme::space as gap;
use crate::theme::style::Look;

/// That another laptop has a text of it too, or that there was one here, and what to do about it.
pub(crate) fn other<'a, M: Clone + 'a>(ui: &Ui, other: &'a OtherDraft, add: M) -> Element<'a, M> {
    let device = other.device.clone().unwrap_or_else(|| ui.text.get("draft-other-laptop"));
    let key = match &other.text {
        _ if other.id == BEFORE => "draft-before",
        Some(_) => "draft-other",
        None => "draft-other-there",
    };
    let said = ui.text.with(key, &[("device", device.into())]);
    let notice = ui.notice(Icon::History, &said, ui.colors.muted, ui.colors.sunken);
    let button = other.text.is_some().then(|| ui.button(ui.text.get("draft-other-add"), Look::Quiet).on_press(add));
    ui.across([Some(container(notice).width(Fill).into()), button.map(Element::from)].into_iter().flatten())
        .spacing(gap::S)
        .into()
}
