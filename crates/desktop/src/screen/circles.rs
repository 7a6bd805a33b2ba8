//! All circles, and those who are nearby.

use commonplace_core::id::CircleId;
use commonplace_node::answer::{Circle, CircleStatus, Membership, Peer};
use iced::widget::{Column, column, container, space};
use iced::{Element, Fill};

use super::PAGE_SCROLL;
use super::nearby::this_one;
use super::shelf::is_on_shelf;
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SERIF_STRONG, leading, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{aside, body, caption, hairline, label, meta, prose, title};
use crate::ui::time::date;
use crate::widget::{Clamp, Press};

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Message {
    /// Opens a circle.
    Open(CircleId),
    /// Wants a new one.
    Found,
    /// Has a ticket.
    Join,
    /// Wants to be let in by the one who is nearby.
    Ask,
}

/// What the screen shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Circles<'a> {
    /// The circles of this home, once they are known.
    pub(crate) circles: Option<&'a [Circle]>,
    /// How they are.
    pub(crate) status: &'a [CircleStatus],
    /// The nodes that are seen.
    pub(crate) peers: &'a [Peer],
    /// By which words strangers see this laptop.
    pub(crate) seen_as: Option<&'a str>,
    /// Whose home it is.
    pub(crate) name: &'a str,
}

/// The screen.
pub(crate) fn view<'a>(ui: &'a Ui, shown: Circles<'a>) -> Element<'a, Message> {
    let Some(circles) = shown.circles else { return space().into() };
    let here: Vec<&Circle> = circles.iter().filter(|circle| is_on_shelf(circle.state)).collect();
    let first = here.is_empty();
    let greeting = ui.text.with("circles-greeting", &[("name", shown.name.into())]);
    // As wide with a circle as without, so that nothing moves aside when the first one is there.
    let mut page = column![title(&greeting, size::TITLE)].spacing(gap::M).width(Fill).align_x(ui.start());
    page = if first {
        page.push(prose(ui.text.get("circles-first"), &ui.colors))
    } else {
        page.push(rows(ui, &here, shown.status))
    };
    page = page.push(container(actions(ui)).padding([gap::XS, 0.0]));
    page = page.push(space().height(gap::M)).push(nearby(ui, shown.peers, shown.seen_as));
    ui.scroll(ui.form(page)).id(PAGE_SCROLL).into()
}

fn actions<'a>(ui: &'a Ui) -> Element<'a, Message> {
    let found = ui.icon_button(Icon::Plus, ui.text.get("found"), Look::Filled).on_press(Message::Found);
    let join = ui.icon_button(Icon::Ticket, ui.text.get("join"), Look::Outlined).on_press(Message::Join);
    ui.across([found.into(), join.into()]).spacing(gap::S).into()
}

fn rows<'a>(ui: &'a Ui, circles: &[&'a Circle], status: &[CircleStatus]) -> Element<'a, Message> {
    let mut list = column![hairline(&ui.colors)];
    for circle in circles {
        let only_here = status.iter().find(|one| one.id == circle.id).map_or(0, |one| one.only_here);
        list = list.push(row(ui, circle, only_here)).push(hairline(&ui.colors));
    }
    list.into()
}

fn row<'a>(ui: &'a Ui, circle: &'a Circle, only_here: u64) -> Element<'a, Message> {
    let name = Clamp::new(&circle.title, 1).font(SERIF_STRONG).size(size::SUBHEADING, leading::TIGHT).start(ui.start());
    let mut words = column![name, meta(summary(ui, circle), &ui.colors)];
    if only_here > 0 && circle.members > 1 && circle.state == Membership::Joined {
        let alone = ui.text.with("status-only-here", &[("count", only_here.into())]);
        words = words.push(caption(alone, &ui.colors).color(ui.colors.warn));
    }
    let mut parts: Vec<Element<'a, Message>> = vec![words.spacing(gap::XXS).width(Fill).align_x(ui.start()).into()];
    if circle.unread > 0 {
        let unread = ui.text.with("circle-unread", &[("count", circle.unread.into())]);
        parts.push(ui.mark(unread, ui.colors.accent, ui.colors.selected));
    }
    if circle.open > 0 {
        let open = ui.text.with("circle-open", &[("count", circle.open.into())]);
        parts.push(ui.mark(open, ui.colors.question, ui.colors.question_wash));
    }
    Press::new(ui.across(parts).spacing(gap::M), style::press(ui.colors, Look::Row(false)))
        .padding([gap::M, gap::S])
        .width(Fill)
        .on_press(Message::Open(circle.id))
        .into()
}

fn summary(ui: &Ui, circle: &Circle) -> String {
    if circle.state == Membership::Pending {
        return ui.text.get("circle-pending-lesson");
    }
    if circle.state == Membership::Removed {
        return removed(ui, circle);
    }
    let count = |key: &str, count: usize| ui.text.with(key, &[("count", count.into())]);
    [
        count("circle-members", circle.members),
        count("circle-notes", circle.notes),
        count("circle-questions", circle.questions),
    ]
    .join("  ·  ")
}

/// By whom and when this person was removed, and what that means.
pub(crate) fn removed(ui: &Ui, circle: &Circle) -> String {
    let on = circle.removed.as_ref().map(|removed| date(ui, removed.at)).unwrap_or_default();
    match circle.removed.as_ref().and_then(|removed| removed.by.as_ref()) {
        Some(by) => ui.text.with("circle-removed-by", &[("name", by.name.as_str().into()), ("date", on.into())]),
        None => ui.text.with("circle-removed-by-somebody", &[("date", on.into())]),
    }
}

/// Peers that are connected: those in a network with this laptop, and members whom it meets elsewhere. Which circles a
/// stranger is in, nobody tells before a shared one is proved.
fn nearby<'a>(ui: &'a Ui, peers: &'a [Peer], seen_as: Option<&str>) -> Element<'a, Message> {
    let connected = peers.iter().filter(|peer| peer.connected);
    let (near, far): (Vec<&Peer>, Vec<&Peer>) = connected.partition(|peer| peer.nearby);
    let (known, strangers): (Vec<&Peer>, Vec<&Peer>) = near.iter().partition(|peer| peer.person.is_some());
    let mut list = Column::new().spacing(gap::S).align_x(ui.start());
    list = list.push(label(ui.text.get("nearby"), &ui.colors));
    for peer in known {
        list = list.push(person(ui, peer));
    }
    if !strangers.is_empty() {
        let words = ui.text.with("nearby-strangers", &[("count", strangers.len().into())]);
        // Where only one can be meant, nobody has to choose it.
        let press = if strangers.len() == 1 { Message::Ask } else { Message::Join };
        list = list.push(door(ui, words, press));
    }
    if near.is_empty() {
        list = list.push(aside(ui.text.get("nearby-nobody"), &ui.colors));
    }
    // Whoever sits beside this laptop, with theirs before them, asks which of those nearby it is.
    list = list.push(this_one(ui, seen_as));
    let mut far = far.into_iter().filter(|peer| peer.person.is_some()).peekable();
    if far.peek().is_some() {
        list = list.push(label(ui.text.get("nearby-elsewhere"), &ui.colors));
    }
    for peer in far {
        list = list.push(person(ui, peer));
    }
    list.into()
}

/// Somebody is there with whom no circle is shared: the shortest way into one.
fn door<'a>(ui: &'a Ui, words: String, press: Message) -> Element<'a, Message> {
    let words = ui.placed(body(words).color(ui.colors.muted));
    let ask = ui.button(ui.text.get("join-nearby-ask"), Look::Outlined).on_press(press);
    let icon = Icon::Wifi.at(size::BODY).color(ui.colors.good);
    ui.across([icon.into(), words.into(), ask.into()]).spacing(gap::S).into()
}

fn person<'a>(ui: &'a Ui, peer: &'a Peer) -> Element<'a, Message> {
    let name = peer.person.as_ref().map(|person| ui.name(person)).unwrap_or_default();
    let circles = meta(peer.circles.join(", "), &ui.colors);
    let icon = Icon::Wifi.at(size::BODY).color(ui.colors.good);
    ui.across([icon.into(), body(name).into(), circles.into()]).spacing(gap::S).into()
}
