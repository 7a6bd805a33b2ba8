//! What of a circle is where.

use commonplace_node::answer::{CircleStatus, Delivered, OnlyHere, RelayStatus};
use commonplace_node::relay::words_of;
use iced::widget::{column, container};
use iced::{Element, Fill, FillPortion};

use super::Message;
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SANS, leading, size, space as gap};
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::ui::parts::{body, caption, hairline, meta, title};
use crate::ui::time::ago;
use crate::widget::{Clamp, Press};

/// Items that are only here, shown of one circle; the rest are counted.
const ONLY_HERE: usize = 5;

/// What of a circle is on which device, and what would be lost with this laptop.
pub(super) fn view<'a>(ui: &'a Ui, circle: &'a CircleStatus, only_here: &'a [OnlyHere]) -> Element<'a, Message> {
    let (words, color) = safety(ui, circle);
    let mut table = column![hairline(&ui.colors), title(&circle.title, size::READING), body(words).color(color)];
    if circle.only_here > 0 && !circle.delivered.is_empty() {
        table = table.push(meta(ui.text.get("status-only-here-lesson"), &ui.colors));
    }
    for item in only_here.iter().take(ONLY_HERE) {
        table = table.push(lonely(ui, item));
    }
    if only_here.len() > ONLY_HERE {
        let more = ui.text.with("people-only-here-more", &[("count", (only_here.len() - ONLY_HERE).into())]);
        table = table.push(meta(more, &ui.colors));
    }
    if circle.elsewhere > 0 {
        let elsewhere = ui.text.with("people-elsewhere", &[("count", circle.elsewhere.into())]);
        table = table.push(meta(elsewhere, &ui.colors));
    }
    if circle.waiting > 0 {
        let waiting = ui.text.with("people-waiting", &[("count", circle.waiting.into())]);
        table = table.push(meta(waiting, &ui.colors));
    }
    if circle.blobs_missing > 0 {
        let missing = ui.text.with("people-blobs-missing", &[("count", circle.blobs_missing.into())]);
        table = table.push(meta(missing, &ui.colors));
    }
    for delivered in &circle.delivered {
        table = table.push(hairline(&ui.colors)).push(device(ui, delivered));
    }
    for one in &circle.relays {
        table = table.push(hairline(&ui.colors)).push(relay(ui, one));
    }
    table.spacing(gap::XS).align_x(ui.start()).into()
}

/// Something that would be lost with this laptop; it leads there.
fn lonely<'a>(ui: &'a Ui, item: &'a OnlyHere) -> Element<'a, Message> {
    let to = Item::of_kind(&item.kind, item.id);
    let icon = to.icon();
    let name = Clamp::new(&item.title, 1).font(SANS).size(size::BODY, leading::NORMAL).start(ui.start());
    let parts = [icon.at(size::BODY).color(ui.colors.warn).into(), container(name).width(Fill).into()];
    Press::new(ui.across(parts).spacing(gap::S), style::press(ui.colors, Look::Row(false)))
        .padding([gap::XXS, gap::XS])
        .width(Fill)
        .on_press(Message::Open(item.circle, to))
        .into()
}

/// Whether this laptop may be closed, and who says so: never without a name.
fn safety(ui: &Ui, circle: &CircleStatus) -> (String, iced::Color) {
    let count = [("count", circle.only_here.into())];
    let mut holders = circle.delivered.iter().filter(|one| one.mine);
    match (circle.only_here, circle.delivered.is_empty()) {
        (0, false) => match holders.next() {
            Some(first) => {
                let who = format!("{} ({})", ui.name(&first.person), first.device);
                let values = [("device", who.into()), ("more", holders.count().into())];
                (ui.text.with("people-safe-with", &values), ui.colors.good)
            }
            None => (ui.text.get("people-safe"), ui.colors.good),
        },
        (0, true) => (ui.text.get("people-empty"), ui.colors.muted),
        (_, true) => (ui.text.with("people-alone", &count), ui.colors.warn),
        (_, false) => (ui.text.with("status-only-here", &count), ui.colors.warn),
    }
}

fn device<'a>(ui: &'a Ui, delivered: &'a Delivered) -> Element<'a, Message> {
    let icon = if delivered.connected { Icon::Wifi } else { Icon::WifiOff };
    let color = if delivered.connected { ui.colors.good } else { ui.colors.faint };
    let who = ui.across([
        icon.at(size::BODY).color(color).into(),
        body(ui.name(&delivered.person)).into(),
        caption(&delivered.device, &ui.colors).into(),
    ]);
    let (has, color) = if delivered.all {
        (ui.text.get("people-has-all"), ui.colors.good)
    } else {
        (ui.text.with("people-lacks", &[("count", delivered.lacks.into())]), ui.colors.warn)
    };
    let heard = heard(ui, delivered);
    let cell = |content: Element<'a, Message>, portion: u16| {
        container(content).width(FillPortion(portion)).align_x(ui.start()).into()
    };
    ui.across([
        cell(who.spacing(gap::S).into(), 5),
        cell(meta(has, &ui.colors).color(color).into(), 4),
        cell(caption(heard, &ui.colors).into(), 4),
    ])
    .spacing(gap::S)
    // They begin where the rows that can be pressed do.
    .padding([gap::XXS, gap::XS])
    .into()
}

/// When it was last heard, and whether that came through others: then it is quiet rather than gone.
fn heard(ui: &Ui, delivered: &Delivered) -> String {
    let heard = match (delivered.met, delivered.said) {
        (met, Some(said)) if !delivered.connected && met.is_none_or(|met| met < said) => {
            ui.text.with("people-said", &[("when", ago(ui, said).into())])
        }
        _ => ui.heard(delivered.connected, delivered.heard),
    };
    match delivered.wrote {
        Some(wrote) => {
            let wrote = ui.text.with("devices-wrote", &[("when", ago(ui, wrote).into())]);
            format!("{heard} · {wrote}")
        }
        None => heard,
    }
}

/// A relay is nobody's device: it stands apart, by the words that its own screen shows.
fn relay<'a>(ui: &'a Ui, relay: &'a RelayStatus) -> Element<'a, Message> {
    let color = if relay.connected { ui.colors.good } else { ui.colors.faint };
    let words = ui.text.with("relay-words", &[("words", words_of(&relay.address).into())]);
    let (has, tone) = if relay.dropped {
        (ui.text.get("cli-relay-dropped"), ui.colors.warn)
    } else if relay.lost > 0 {
        (ui.text.with("cli-relay-lost", &[("count", relay.lost.into())]), ui.colors.warn)
    } else if relay.withheld > 0 {
        (ui.text.with("cli-relay-withheld", &[("count", relay.withheld.into())]), ui.colors.warn)
    } else if relay.without > 0 {
        (ui.text.with("cli-relay-without", &[("count", relay.without.into())]), ui.colors.warn)
    } else if relay.full {
        (ui.text.get("cli-relay-full"), ui.colors.warn)
    } else if relay.lease == Some(false) {
        (ui.text.get("cli-relay-unknown"), ui.colors.warn)
    } else if let Some(since) = relay.keeps_since.filter(|_| relay.lacks == 0 && relay.heard.is_some()) {
        let days = ui.now.millis().saturating_sub(since.millis()) / (24 * 60 * 60 * 1000);
        (ui.text.with("cli-relay-keeps-days", &[("count", days.into())]), ui.colors.warn)
    } else if relay.holds_all && relay.lacks_attachments > 0 {
        let lacks = [("count", relay.lacks_attachments.into())];
        (ui.text.with("cli-relay-lacks-attachments", &lacks), ui.colors.warn)
    } else if relay.holds_all {
        (ui.text.get("people-has-all"), ui.colors.good)
    } else {
        (ui.text.with("people-lacks", &[("count", relay.lacks.into())]), ui.colors.warn)
    };
    let heard = ui.heard(relay.connected, relay.heard);
    let who = ui.across([
        Icon::Relay.at(size::BODY).color(color).into(),
        column![body(ui.text.get("people-relay")), caption(words, &ui.colors)].align_x(ui.start()).into(),
    ]);
    let cell = |content: Element<'a, Message>, portion: u16| {
        container(content).width(FillPortion(portion)).align_x(ui.start()).into()
    };
    ui.across([
        cell(who.spacing(gap::S).into(), 5),
        cell(meta(has, &ui.colors).color(tone).into(), 4),
        cell(caption(heard, &ui.colors).into(), 4),
    ])
    .spacing(gap::S)
    // They begin where the rows that can be pressed do.
    .padding([gap::XXS, gap::XS])
    .into()
}
