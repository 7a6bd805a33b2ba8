//! Everybody who is in a circle with this person: what they are there, their laptops, and when they were heard last.

use commonplace_core::id::{CircleId, PersonId};
use commonplace_core::time::Timestamp;
use iced::widget::{column, text};
use iced::{Element, Fill};

use super::super::circle::role_key;
use super::{Health, Message, People};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SANS, SANS_MEDIUM, leading, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{body, caption};
use crate::widget::{Clamp, Press};

/// Somebody in a circle with this person, over all circles and laptops.
pub(super) struct Known<'a> {
    id: PersonId,
    name: &'a str,
    /// The first circle in common.
    first: CircleId,
    /// The circles, each with what they are there.
    circles: Vec<String>,
    devices: Vec<&'a str>,
    /// Whether one of their laptops is in touch now.
    here: bool,
    heard: Option<Timestamp>,
}

impl People {
    /// Everybody, first those who are in touch, then those who were heard of last.
    pub(super) fn known<'a>(&'a self, ui: &Ui, health: &'a Health) -> Vec<Known<'a>> {
        let mut all: Vec<Known<'a>> = Vec::new();
        for circle in &health.circles {
            let members = self.members.get(&circle.id).map(Vec::as_slice).unwrap_or_default();
            for member in members.iter().filter(|member| !member.me) {
                let known = one_of(&mut all, circle.id, member.id, &member.name);
                let role = ui.text.get(role_key(member.role, member.rank));
                known.circles.push(format!("{} ({role})", circle.title));
                known.devices.extend(member.devices.iter().map(String::as_str));
            }
            for one in circle.delivered.iter().filter(|one| !one.person.me) {
                let known = one_of(&mut all, circle.id, one.person.id, &one.person.name);
                known.devices.push(&one.device);
                known.here |= one.connected;
                known.heard = known.heard.max(one.heard);
            }
        }
        for known in &mut all {
            known.devices.sort_unstable();
            known.devices.dedup();
        }
        all.sort_by_key(|known| (!known.here, std::cmp::Reverse(known.heard)));
        all
    }
}

/// The one of this id among all; new at the end if they were not there.
fn one_of<'all, 'a>(
    all: &'all mut Vec<Known<'a>>,
    first: CircleId,
    id: PersonId,
    name: &'a str,
) -> &'all mut Known<'a> {
    let at = all.iter().position(|known| known.id == id).unwrap_or_else(|| {
        let (circles, devices) = (Vec::new(), Vec::new());
        all.push(Known { id, name, first, circles, devices, here: false, heard: None });
        all.len() - 1
    });
    &mut all[at]
}

/// A person, the circles in common, their laptops, and when they were heard last; leads to what they began.
pub(super) fn view<'a>(ui: &'a Ui, known: Known<'a>) -> Element<'a, Message> {
    let color = if known.here { ui.colors.good } else { ui.colors.faint };
    let icon = if known.here { Icon::Wifi } else { Icon::WifiOff };
    let said = ui.heard(known.here, known.heard);
    let beside = [known.circles.join(", "), known.devices.join(", ")];
    let beside = beside.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ·  ");
    let beside = Clamp::new_owned(beside, 2).font(SANS).size(size::META, leading::NORMAL).color(ui.colors.muted);
    // A name stands where the lines begin, in whatever script it is.
    let name = ui.placed(body(known.name).font(SANS_MEDIUM));
    let words = column![name, beside.start(ui.start())].width(Fill);
    let said = caption(said, &ui.colors).wrapping(text::Wrapping::None);
    let parts = ui.across([icon.at(size::BODY).color(color).into(), words.into(), said.into()]).spacing(gap::S);
    Press::new(parts, style::press(ui.colors, Look::Row(false)))
        .padding([gap::XXS + 2.0, gap::XS])
        .width(Fill)
        .on_press(Message::Person(known.first, known.id))
        .into()
}
