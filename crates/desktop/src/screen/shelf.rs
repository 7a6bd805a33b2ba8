//! The shelf: circles, and the way to everything that belongs to none of them.

use commonplace_core::id::CircleId;
use commonplace_node::answer::{Circle, Membership};
use iced::widget::{Column, column, container, space};
use iced::{Element, Fill, Length, Padding, alignment};

use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SANS, SANS_MEDIUM, SERIF_STRONG, leading, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{caption, label};
use crate::widget::{Clamp, Press, text};

/// Where somebody wants to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Message {
    /// To all circles.
    Circles,
    /// To this circle.
    Circle(CircleId),
    /// To a new circle.
    Found,
    /// To those who are there, and what is where.
    People,
    /// To the settings.
    Settings,
}

/// What is chosen on the shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chosen {
    /// All circles.
    Circles,
    /// A circle.
    Circle(CircleId),
    /// Those who are there.
    People,
    /// Settings.
    Settings,
}

/// The shelf.
pub(crate) fn view<'a>(ui: &'a Ui, circles: &'a [Circle], chosen: Chosen) -> Element<'a, Message> {
    if ui.size.width < measure::SHELF_OPEN {
        return folded(ui, chosen);
    }
    let brand = text(ui.text.get("app-name")).font(SERIF_STRONG).size(size::SUBHEADING).line_height(leading::TIGHT);
    let brand = ui.across([Icon::BookOpen.at(size::SUBHEADING).color(ui.colors.accent).into(), brand.into()]);
    let heading = ui.across([
        label(ui.text.get("circles"), &ui.colors).into(),
        space::horizontal().into(),
        ui.tool(Icon::Plus, ui.text.get("found"), Message::Found),
    ]);
    let shown = column![
        container(brand.spacing(gap::S)).padding(Padding { bottom: gap::M, ..Padding::from([gap::XS, gap::S]) }),
        entry(ui, Icon::Circle, "circles-all", chosen == Chosen::Circles, Message::Circles),
        container(heading).padding(heading_padding(ui)),
        circles_of(ui, circles, chosen),
        entry(ui, Icon::Users, "people", chosen == Chosen::People, Message::People),
        entry(ui, Icon::Settings, "settings", chosen == Chosen::Settings, Message::Settings),
    ];
    let shown = shown.spacing(2).padding([gap::M, gap::XS]).align_x(ui.start());
    container(shown).width(measure::SHELF).height(Fill).style(style::ground_of(ui.colors.shelf)).into()
}

/// The heading begins where the circles' titles do, and its button ends where their counts do.
fn heading_padding(ui: &Ui) -> Padding {
    let (left, right) = if ui.right_to_left() { (gap::XXS, gap::S) } else { (gap::S, gap::XXS) };
    Padding { top: gap::M, right, bottom: 0.0, left }
}

fn circles_of<'a>(ui: &'a Ui, circles: &'a [Circle], chosen: Chosen) -> Element<'a, Message> {
    let here = circles.iter().filter(|circle| is_on_shelf(circle.state));
    let rows = here.map(|circle| circle_row(ui, circle, chosen == Chosen::Circle(circle.id)));
    ui.scroll(Column::with_children(rows).spacing(2)).into()
}

/// Whether the shelf shows a circle in this state.
pub(crate) fn is_on_shelf(state: Membership) -> bool {
    state != Membership::Left
}

fn circle_row<'a>(ui: &'a Ui, circle: &'a Circle, chosen: bool) -> Element<'a, Message> {
    let face = if chosen || circle.unread > 0 { SANS_MEDIUM } else { SANS };
    let title = Clamp::new(&circle.title, 1).font(face).size(size::BODY, leading::NORMAL).start(ui.start());
    let beside: Element<'a, Message> = match (circle.state, circle.unread) {
        (Membership::Pending, _) => caption(ui.text.get("circle-pending"), &ui.colors).into(),
        (Membership::Removed, _) => caption(ui.text.get("circle-removed"), &ui.colors).into(),
        (_, 0) => space().into(),
        (_, unread) => {
            // On the row that is chosen it would have the ground of the row.
            let wash = if chosen { ui.colors.page } else { ui.colors.selected };
            let mark = ui.mark(unread.to_string(), ui.colors.accent, wash);
            ui.hint(mark, ui.text.with("circle-unread", &[("count", unread.into())]))
        }
    };
    let parts = ui.across([container(title).width(Fill).into(), beside]).spacing(gap::XS);
    Press::new(parts, style::press(ui.colors, Look::Row(chosen)))
        .padding([7.0, gap::S])
        .width(Fill)
        .on_press(Message::Circle(circle.id))
        .into()
}

fn entry<'a>(ui: &'a Ui, icon: Icon, key: &str, chosen: bool, message: Message) -> Element<'a, Message> {
    let face = if chosen { SANS_MEDIUM } else { SANS };
    let words = text(ui.text.get(key)).font(face).size(size::BODY).line_height(leading::NORMAL);
    let words = ui.placed(words);
    let parts = ui.across([icon.at(size::ROW_TITLE).color(ui.colors.muted).into(), words.into()]).spacing(gap::S);
    Press::new(parts, style::press(ui.colors, Look::Row(chosen)))
        .padding([7.0, gap::S])
        .width(Fill)
        .on_press(message)
        .into()
}

fn folded<'a>(ui: &'a Ui, chosen: Chosen) -> Element<'a, Message> {
    let at = |icon: Icon, key: &str, here: bool, message: Message| {
        let press =
            Press::new(icon.at(size::SUBHEADING).color(ui.colors.muted), style::press(ui.colors, Look::Row(here)));
        ui.hint(press.padding(gap::S).on_press(message), ui.text.get(key))
    };
    let in_circles = matches!(chosen, Chosen::Circles | Chosen::Circle(_));
    let shown = column![
        at(Icon::Circle, "circles-all", in_circles, Message::Circles),
        space::vertical(),
        at(Icon::Users, "people", chosen == Chosen::People, Message::People),
        at(Icon::Settings, "settings", chosen == Chosen::Settings, Message::Settings),
    ];
    container(shown.spacing(gap::XXS).align_x(alignment::Horizontal::Center))
        .padding([gap::M, 0.0])
        .center_x(Length::Fixed(measure::SHELF_FOLDED))
        .height(Fill)
        .style(style::ground_of(ui.colors.shelf))
        .into()
}
