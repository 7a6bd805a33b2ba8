//! Somebody nearby asks to be let in, and more than one circle could be meant.

use commonplace_core::id::CircleId;
use commonplace_node::answer::{Circle, Membership};
use commonplace_node::command::RoleName;
use iced::widget::{Column, column};
use iced::{Element, Fill};

use crate::theme::space;
use crate::theme::style::{self, Look};
use crate::ui::Ui;
use crate::ui::parts::body;
use crate::widget::Press;

/// A node that asks.
#[derive(Debug, Clone)]
pub(crate) struct Knock {
    /// Its random name.
    pub(crate) node: String,
}

/// What somebody does.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Means this circle.
    Into(CircleId),
    /// Not now.
    No,
}

/// Whether this person may let somebody into a circle.
pub(crate) fn admits(circle: &Circle) -> bool {
    let writes = matches!(circle.role, Some(RoleName::Steward | RoleName::Facilitator | RoleName::Learner));
    circle.state == Membership::Joined && writes
}

impl Knock {
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, circles: &'a [Circle]) -> Element<'a, Message> {
        let lesson = ui.text.with("knock-which", &[("node", self.node.as_str().into())]);
        let rows = circles.iter().filter(|circle| admits(circle)).map(|circle| {
            Press::new(body(circle.title.as_str()), style::press(ui.colors, Look::Row(false)))
                .padding([space::XS, space::S])
                .width(Fill)
                .on_press(Message::Into(circle.id))
                .into()
        });
        let no = ui.button(ui.text.get("knock-no"), Look::Outlined).on_press(Message::No);
        column![body(lesson).color(ui.colors.muted), Column::with_children(rows).spacing(2), no]
            .spacing(space::M)
            .align_x(ui.start())
            .into()
    }
}
