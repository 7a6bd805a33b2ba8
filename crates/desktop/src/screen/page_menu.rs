//! A menu over a page: what can be done with what is open, for the right button and for the menu key.

use iced::alignment::Horizontal;
use iced::widget::{Column, column, container, mouse_area, opaque, pin, space, stack};
use iced::{Element, Fill, Padding, Point};

use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SANS, leading, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{caption, hairline};
use crate::widget::{Clamp, Press};

/// The name of its first line, for giving it the focus.
pub(crate) const FIRST: &str = "menu-first";
/// Height of a line, in pixels.
const LINE: f32 = 34.0;
/// Its width: words of every language and the keys beside them have room on one line.
const WIDTH: f32 = 340.0;
/// Where it lies for the button at the far end of the page.
pub(crate) const AT_END: Point = Point::new(f32::INFINITY, gap::XXL);

/// A line of it.
pub(crate) struct Line<M> {
    /// What it is, as a picture.
    pub(crate) icon: Icon,
    /// The key of its words.
    pub(crate) key: &'static str,
    /// The keys that do the same, or nothing.
    pub(crate) keys: &'static str,
    /// What it does.
    pub(crate) message: M,
    /// Whether it begins another part of the menu.
    pub(crate) apart: bool,
}

impl<M> Line<M> {
    /// A line.
    pub(crate) fn new(icon: Icon, key: &'static str, keys: &'static str, message: M) -> Self {
        Self { icon, key, keys, message, apart: false }
    }

    /// The same, under a line across.
    pub(crate) fn apart(self) -> Self {
        Self { apart: true, ..self }
    }
}

/// The page, with a menu over it if there is a place for one; a press beside the menu is told as `close`. The page keeps its
/// place in the tree, so that it stays where somebody has scrolled it to.
pub(crate) fn over<'a, M: Clone + 'a>(
    ui: &Ui,
    page: Element<'a, M>,
    menu: Option<(Point, Vec<Line<M>>)>,
    close: M,
) -> Element<'a, M> {
    let layers = stack![page];
    let Some((at, lines)) = menu else { return layers.into() };
    let apart = lines.iter().filter(|line| line.apart).count() as f32;
    let height = LINE * lines.len() as f32 + apart * (2.0 * gap::XXS + measure::HAIRLINE) + 2.0 * gap::XS;
    let mut list = Column::new();
    for (index, line) in lines.into_iter().enumerate() {
        if line.apart {
            list = list.push(container(hairline(&ui.colors)).padding([gap::XXS, 0.0]));
        }
        let words =
            Clamp::new_owned(ui.text.get(line.key), 1).font(SANS).size(size::BODY, leading::NORMAL).start(ui.start());
        let icon = line.icon.at(size::BODY).color(ui.colors.muted);
        let keys = caption(line.keys, &ui.colors).wrapping(iced::widget::text::Wrapping::None);
        let words = container(words).width(Fill);
        let parts = ui.across([icon.into(), words.into(), keys.into()]).spacing(gap::S);
        let press = Press::new(parts, style::press(ui.colors, Look::Quiet))
            .padding([(LINE - size::BODY * leading::NORMAL) / 2.0, gap::S])
            .width(Fill)
            .height(LINE)
            .on_press(line.message);
        list = list.push(if index == 0 { press.id(FIRST) } else { press });
    }
    let sheet = container(column![list].padding(gap::XS)).width(WIDTH).style(style::sheet(ui.colors));
    // Never beyond the lower edge, nor left of the page.
    let lowest = (ui.size.height - height - 2.0 * gap::XL).max(0.0);
    let y = at.y.min(lowest);
    let menu: Element<'a, M> = if at.x.is_finite() {
        let x = if ui.right_to_left() { (at.x - WIDTH).max(0.0) } else { at.x };
        pin(opaque(sheet)).x(x).y(y).into()
    } else {
        let end = if ui.right_to_left() { Horizontal::Left } else { Horizontal::Right };
        container(opaque(sheet)).align_x(end).width(Fill).padding(Padding { top: y, ..Padding::from(gap::M) }).into()
    };
    let beside = mouse_area(container(space()).width(Fill).height(Fill)).on_press(close.clone()).on_right_press(close);
    layers.push(opaque(beside)).push(menu).into()
}
