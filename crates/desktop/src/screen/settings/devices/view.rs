//! How devices and the linking of them look.

use commonplace_node::answer::{Device, DeviceRevoked, Nearby, Whoami};
use iced::widget::{Column, column, container};
use iced::{Element, Fill};

use super::{CODE, Devices, Linking, Message, PASSPHRASE, Then};
use crate::icon::Icon;
use crate::screen::nearby;
use crate::theme::style::Look;
use crate::theme::{measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, hairline, meta};
use crate::ui::time::ago;

impl Devices {
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, me: &'a Whoami) -> Element<'a, Message> {
        let mut devices = Column::new().spacing(gap::XS).align_x(ui.start());
        for device in &self.list {
            devices = devices.push(hairline(&ui.colors)).push(self.row(ui, device));
        }
        if let Some(revoked) = &self.revoked {
            devices = devices.push(ui.notice(Icon::Info, &told(ui, revoked), ui.colors.good, ui.colors.good_wash));
        }
        for handed in &me.handed_over {
            let values = [("node", handed.node.as_str().into()), ("when", ago(ui, handed.at).into())];
            let words = ui.text.with("devices-handed-over", &values);
            devices = devices.push(ui.notice(Icon::Warning, &words, ui.colors.warn, ui.colors.warn_wash));
        }
        // However many devices come, what is below stays the same child, and a field in it keeps the focus.
        let lesson = body(ui.text.get("devices-lesson")).color(ui.colors.muted);
        column![lesson, devices, self.links(ui, me)].spacing(gap::S).align_x(ui.start()).into()
    }

    fn links<'a>(&'a self, ui: &'a Ui, me: &'a Whoami) -> Element<'a, Message> {
        if let Some(linking) = &self.linking {
            return view_of(ui, linking);
        }
        let mut list = Column::new().spacing(gap::XS).align_x(ui.start());
        if me.revoked {
            let lesson = ui.text.get("devices-renew-lesson");
            let renew = ui.button(ui.text.get("devices-renew"), Look::Outlined).on_press(Message::Renew);
            list = list.push(ui.notice(Icon::Warning, &lesson, ui.colors.warn, ui.colors.warn_wash));
            return list.push(renew).into();
        }
        if self.linked {
            let words = ui.text.get("devices-linked");
            list = list.push(ui.notice(Icon::Accepted, &words, ui.colors.good, ui.colors.good_wash));
        }
        let link = ui.button(ui.text.get("devices-link"), Look::Outlined).on_press(Message::Link);
        let becomes = ui.button(ui.text.get("devices-become"), Look::Outlined).on_press(Message::Become);
        list.push(ui.flow([link.into(), becomes.into()]))
            .push(caption(ui.text.get("devices-link-lesson"), &ui.colors))
            .into()
    }

    fn row<'a>(&'a self, ui: &'a Ui, device: &'a Device) -> Element<'a, Message> {
        let color = if device.revoked { ui.colors.faint } else { ui.colors.ink };
        let mut words = column![body(device.name.as_str()).color(color)].align_x(ui.start());
        let state = match (device.this, device.revoked, device.wrote) {
            (true, ..) => ui.text.get("devices-this"),
            (_, true, _) => ui.text.get("devices-revoked"),
            (.., Some(wrote)) => ui.text.with("devices-wrote", &[("when", ago(ui, wrote).into())]),
            (.., None) => ui.text.get("devices-silent"),
        };
        words = words.push(caption(state, &ui.colors));
        if device.forked {
            words = words.push(meta(ui.text.get("devices-forked"), &ui.colors).color(ui.colors.warn));
        }
        let mut parts: Vec<Element<'a, Message>> = vec![
            Icon::Laptop.at(size::READING).color(color).into(),
            container(words).width(Fill).align_x(ui.start()).into(),
        ];
        if !device.this && !device.revoked {
            let leave = ui.button(ui.text.get("devices-revoke"), Look::Outlined);
            parts.push(leave.on_press(Message::Leave(device.id)).into());
        }
        let line = ui.across(parts).spacing(gap::S);
        if self.leaving != Some(device.id) {
            return line.into();
        }
        let lesson = ui.text.with("devices-revoke-lesson", &[("device", device.name.as_str().into())]);
        let yes = ui.button(ui.text.get("devices-revoke-yes"), Look::Grave).on_press(Message::Revoke(device.id));
        let no = ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Stay);
        column![
            line,
            ui.notice(Icon::Warning, &lesson, ui.colors.warn, ui.colors.warn_wash),
            ui.flow([yes.into(), no.into()]),
        ]
        .spacing(gap::S)
        .align_x(ui.start())
        .into()
    }
}

fn view_of<'a>(ui: &'a Ui, linking: &'a Linking) -> Element<'a, Message> {
    match linking {
        Linking::Asks { typed, then } => asks(ui, typed, *then),
        Linking::Links { session, by_code } => {
            let shown = session.view(ui).map(Message::Session);
            if *by_code || !session.is_waiting() {
                return shown;
            }
            let other = ui.button(ui.text.get("devices-link-code"), Look::Link).on_press(Message::LinkByCode);
            column![shown, other].spacing(gap::S).align_x(ui.start()).into()
        }
        Linking::Becomes { session, .. } => session.view(ui).map(Message::Session),
        Linking::Chooses { nearby, code } => chooses(ui, nearby.as_deref(), code),
    }
}

/// The passphrase, before anything goes over.
fn asks<'a>(ui: &'a Ui, typed: &'a str, then: Then) -> Element<'a, Message> {
    let (lesson, go) = match then {
        Then::Link | Then::LinkByCode => ("devices-link-sealed", "devices-link"),
        Then::Renew => ("devices-renew-sealed", "devices-renew"),
    };
    let field = ui
        .field(&ui.text.get("locked-hint"), typed)
        .id(PASSPHRASE)
        .secure(true)
        .on_input(Message::Passphrase)
        .on_submit(Message::Prove)
        .width(measure::HINT);
    let go = ui.button(ui.text.get(go), Look::Filled);
    let go = go.on_press((!typed.is_empty()).then_some(Message::Prove));
    let cancel = ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Cancel);
    column![body(ui.text.get(lesson)).color(ui.colors.muted), ui.flow([field.into(), go.into(), cancel.into()]),]
        .spacing(gap::S)
        .align_x(ui.start())
        .into()
}

fn chooses<'a>(ui: &'a Ui, seen: Option<&'a [Nearby]>, code: &str) -> Element<'a, Message> {
    let field = ui.field(&ui.text.get("join-code-hint"), code).id(CODE).on_input(Message::Code).on_submit(Message::Say);
    let ready = !code.trim().is_empty();
    let say = ui.button(ui.text.get("devices-say"), Look::Outlined).on_press(ready.then_some(Message::Say));
    let cancel = ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Cancel);
    column![
        body(ui.text.get("devices-become-lesson")).color(ui.colors.muted),
        nearby::view(ui, seen, "devices-ask", Message::Ask),
        hairline(&ui.colors),
        body(ui.text.get("devices-code-lesson")).color(ui.colors.muted),
        ui.flow([field.into(), say.into()]),
        cancel,
    ]
    .spacing(gap::S)
    .align_x(ui.start())
    .into()
}

fn told(ui: &Ui, revoked: &DeviceRevoked) -> String {
    let mut told = ui.text.with(
        "devices-revoked-told",
        &[("device", revoked.name.as_str().into()), ("count", revoked.circles.len().into())],
    );
    if !revoked.waiting.is_empty() {
        let waiting = ui.text.with("devices-revoked-waiting", &[("circles", revoked.waiting.join(", ").into())]);
        told = format!("{told} {waiting}");
    }
    told
}
