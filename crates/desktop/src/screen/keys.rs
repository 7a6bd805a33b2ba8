//! The sheet of keys.

use iced::Element;
use iced::widget::{Column, container};

use crate::keys::{Line, SHEET};
use crate::theme::style::{self};
use crate::theme::{MONO, measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, label};
use crate::widget::text;

/// All keys, one a line, under where they do something.
pub(crate) fn view<'a, Message: 'a>(ui: &Ui) -> Element<'a, Message> {
    let groups = SHEET.iter().map(|(heading, lines)| {
        let lines = lines.iter().map(|line| view_line(ui, line));
        let heading = label(ui.text.get(heading), &ui.colors).into();
        let group = Column::with_children(std::iter::once(heading).chain(lines));
        group.spacing(space::XXS + 2.0).align_x(ui.start()).into()
    });
    Column::with_children(groups).spacing(space::L).into()
}

fn view_line<'a, Message: 'a>(ui: &Ui, (keys, words, _): &Line) -> Element<'a, Message> {
    // Two blanks part what can be pressed instead of each other.
    let chips = keys.split("  ").map(|keys| {
        let keys = text(keys).font(MONO).size(size::CAPTION);
        let ground = style::patch(ui.colors.sunken, ui.colors.ink, measure::RADIUS_MARK);
        container(keys).padding([3.0, 7.0]).style(ground).into()
    });
    let chips = ui.across(chips).spacing(space::XXS);
    let keys = container(chips).width(measure::TERM).align_x(ui.start());
    let what = body(ui.text.get(words)).color(ui.colors.muted);
    ui.across([keys.into(), ui.placed(what).into()]).spacing(space::S).into()
}
