//! Who is there, what has been delivered to whom, and why somebody is not there.

mod known;

use std::collections::BTreeMap;

use commonplace_core::id::{CircleId, PersonId};
use commonplace_node::answer::{CircleStatus, Delivered, Finding, Member, OnlyHere, Peer, RelayStatus, Status};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::task::Handle;
use iced::widget::{Column, column, container, space, text};
use iced::{Element, Fill, FillPortion, Task};

use super::PAGE_SCROLL;
use crate::ask::{All, Heard, Reach};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{MONO, SANS, leading, size, space as gap};
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::ui::parts::{aside, body, caption, hairline, meta, title};
use crate::ui::time::ago;
use crate::widget::{Clamp, Press};

/// Items that are only here, shown of one circle; the rest are counted.
const ONLY_HERE: usize = 5;

/// The screen's own state: an address that somebody types, and what the connection doctor says.
#[derive(Debug, Default)]
pub(crate) struct People {
    address: String,
    outcome: Option<Result<(), Error>>,
    busy: bool,
    /// What was found to be in the way, while it is being looked for and after.
    findings: Vec<Finding>,
    looking: Option<Handle>,
    /// What would be lost with this laptop, by circle.
    only_here: BTreeMap<CircleId, Vec<OnlyHere>>,
    /// Who is in each circle, and what they may do there.
    members: BTreeMap<CircleId, Vec<Member>>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody types an address.
    Address(String),
    /// Somebody wants it tried.
    Dial,
    /// It has been tried.
    Dialled(Result<(), Error>),
    /// Somebody wants to know what is in the way.
    Look,
    /// The node has found something, or everything.
    Found(Heard<Finding>),
    /// What of a circle is only here has come.
    OnlyHere(CircleId, All<OnlyHere>),
    /// The members of a circle have come.
    Members(CircleId, All<Member>),
    /// Somebody wants to see one of these.
    Open(CircleId, Item),
    /// Somebody wants to see what a person began in a circle.
    Person(CircleId, PersonId),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That this be opened.
    Open(CircleId, Item),
    /// That what this person began in a circle be shown.
    Person(CircleId, PersonId),
}

/// How things are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Health {
    /// The node.
    pub(crate) status: Option<Status>,
    /// The circles.
    pub(crate) circles: Vec<CircleStatus>,
    /// The nodes that are seen.
    pub(crate) peers: Vec<Peer>,
}

impl People {
    /// Reads who is in each circle, and what is only here, of circles that have such.
    pub(crate) fn read(&self, health: &Health, reach: &Reach) -> Task<Message> {
        let lonely = health.circles.iter().filter(|circle| circle.only_here > 0);
        let ask = |circle: &CircleStatus| {
            let id = circle.id;
            reach.all(Command::OnlyHere { circle: id.into() }, move |items| Message::OnlyHere(id, items))
        };
        let members = health.circles.iter().map(|circle| {
            let id = circle.id;
            reach.all(Command::CircleMembers { circle: id.into() }, move |members| Message::Members(id, members))
        });
        Task::batch(lonely.map(ask).chain(members))
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Address(address) => {
                self.address = address;
                self.outcome = None;
            }
            Message::Dial if !self.busy && !self.address.trim().is_empty() => {
                self.busy = true;
                let command = Command::Dial { address: self.address.trim().to_owned() };
                return Action::Run(reach.done(command, Message::Dialled));
            }
            Message::Dial => {}
            Message::Dialled(outcome) => {
                self.busy = false;
                self.outcome = Some(outcome);
            }
            Message::Look => {
                self.findings.clear();
                self.outcome = None;
                let target = Some(self.address.trim().to_owned()).filter(|address| !address.is_empty());
                let (task, handle) = reach.follow(Command::Doctor { target }, Message::Found);
                self.looking = Some(handle);
                return Action::Run(task);
            }
            Message::OnlyHere(circle, items) => _ = self.only_here.insert(circle, items.unwrap_or_default()),
            Message::Members(circle, members) => _ = self.members.insert(circle, members.unwrap_or_default()),
            Message::Open(circle, item) => return Action::Open(circle, item),
            Message::Person(circle, person) => return Action::Person(circle, person),
            Message::Found(Heard::Answer(finding)) => self.findings.push(finding),
            Message::Found(Heard::Over(outcome)) => {
                self.looking = None;
                self.outcome = outcome.err().map(Err);
            }
        }
        Action::None
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, health: &'a Health) -> Element<'a, Message> {
        let mut page = column![
            title(&ui.text.get("people"), size::TITLE),
            body(ui.text.get("people-lesson")).color(ui.colors.muted),
        ]
        .spacing(gap::M)
        .align_x(ui.start());
        let everybody = self.known(ui, health);
        if !everybody.is_empty() {
            let lines = everybody.into_iter().map(|person| known::view(ui, person));
            page = page.push(ui.section("people-known-persons", Column::with_children(lines).into()));
        }
        for circle in &health.circles {
            let only_here = self.only_here.get(&circle.id).filter(|_| circle.only_here > 0);
            let only_here = only_here.map(Vec::as_slice).unwrap_or_default();
            page = page.push(space().height(gap::XS)).push(circle_table(ui, circle, only_here));
        }
        page = page.push(space().height(gap::XS)).push(ui.section("people-network", peers(ui, &health.peers)));
        page = page.push(ui.section("people-by-address", self.dial(ui)));
        if let Some(status) = &health.status {
            page = page.push(ui.section("people-listening", listening(ui, status)));
        }
        ui.scroll(ui.form(page)).id(PAGE_SCROLL).into()
    }

    fn dial<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let field = ui
            .field(&ui.text.get("people-address-hint"), &self.address)
            .font(MONO)
            .on_input(Message::Address)
            .on_submit(Message::Dial)
            .width(320);
        let ready = !self.busy && !self.address.trim().is_empty();
        let dial = ui.button(ui.text.get("people-dial"), Look::Outlined).on_press(ready.then_some(Message::Dial));
        let look = ui.button(ui.text.get("doctor-look"), Look::Outlined);
        let look = look.on_press(self.looking.is_none().then_some(Message::Look));
        let line = ui.across([field.into(), dial.into()]).spacing(gap::S);
        let parts = column![
            body(ui.text.get("doctor-lesson")).color(ui.colors.muted),
            look,
            space().height(gap::XXS),
            body(ui.text.get("people-by-address-lesson")).color(ui.colors.muted),
            line,
        ];
        let parts = match &self.outcome {
            Some(Err(error)) => parts.push(ui.refusal(&ui.sentence(error))),
            Some(Ok(())) => parts.push(meta(ui.text.get("people-dialled"), &ui.colors)),
            None => parts,
        };
        let mut parts = parts.spacing(gap::S).align_x(ui.start());
        for finding in &self.findings {
            parts = parts.push(ui.finding(finding));
        }
        if self.looking.is_some() {
            parts = parts.push(meta(ui.text.get("doctor-looking"), &ui.colors));
        }
        parts.into()
    }
}

fn circle_table<'a>(ui: &'a Ui, circle: &'a CircleStatus, only_here: &'a [OnlyHere]) -> Element<'a, Message> {
    let (words, color) = safety(ui, circle);
    let mut table = column![title(&circle.title, size::SUBHEADING), body(words).color(color)];
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
    let (icon, to) = match item.kind.as_str() {
        "question" => (Icon::Question, Item::Question(item.id)),
        _ => (Icon::Note, Item::Note(item.id)),
    };
    let name = Clamp::new(&item.title, 1).font(SANS).size(size::BODY, leading::NORMAL).start(ui.start());
    let parts = [icon.at(size::BODY).color(ui.colors.warn).into(), container(name).width(Fill).into()];
    Press::new(ui.across(parts).spacing(gap::XS), style::press(ui.colors, Look::Row(false)))
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
    let icon = if delivered.connected { Icon::Wifi } else { Icon::Laptop };
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
        cell(who.spacing(gap::XS).into(), 5),
        cell(meta(has, &ui.colors).color(color).into(), 4),
        cell(caption(heard, &ui.colors).into(), 4),
    ])
    .spacing(gap::S)
    .padding([gap::XXS, 0.0])
    .into()
}

/// When it was last heard, and, if that was lately, that it is quiet rather than gone.
fn heard(ui: &Ui, delivered: &Delivered) -> String {
    let heard = match (delivered.connected, delivered.met, delivered.said) {
        (true, ..) => ui.text.get("people-connected"),
        (false, met, Some(said)) if met.is_none_or(|met| met < said) => {
            ui.text.with("people-said", &[("when", ago(ui, said).into())])
        }
        (false, Some(met), _) => ui.text.with("people-heard", &[("when", ago(ui, met).into())]),
        (false, None, _) => ui.text.get("people-never"),
    };
    match delivered.wrote {
        Some(wrote) => {
            let wrote = ui.text.with("devices-wrote", &[("when", ago(ui, wrote).into())]);
            format!("{heard} · {wrote}")
        }
        None => heard,
    }
}

/// A relay is nobody's device: it stands apart, by its address.
fn relay<'a>(ui: &'a Ui, relay: &'a RelayStatus) -> Element<'a, Message> {
    let color = if relay.connected { ui.colors.good } else { ui.colors.faint };
    let address = short_address(&relay.address).unwrap_or_else(|| relay.address.clone());
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
    let heard = match (relay.connected, relay.heard) {
        (true, _) => ui.text.get("people-connected"),
        (false, Some(heard)) => ui.text.with("people-heard", &[("when", ago(ui, heard).into())]),
        (false, None) => ui.text.get("people-never"),
    };
    let who = ui.across([
        Icon::Relay.at(size::BODY).color(color).into(),
        body(ui.text.get("people-relay")).into(),
        caption(address, &ui.colors).into(),
    ]);
    let cell = |content: Element<'a, Message>, portion: u16| {
        container(content).width(FillPortion(portion)).align_x(ui.start()).into()
    };
    ui.across([
        cell(who.spacing(gap::XS).into(), 5),
        cell(meta(has, &ui.colors).color(tone).into(), 4),
        cell(caption(heard, &ui.colors).into(), 4),
    ])
    .spacing(gap::S)
    .padding([gap::XXS, 0.0])
    .into()
}

fn peers<'a>(ui: &'a Ui, peers: &'a [Peer]) -> Element<'a, Message> {
    let mut list = Column::new().spacing(gap::XS).align_x(ui.start());
    if peers.is_empty() {
        list = list.push(aside(ui.text.get("nearby-nobody"), &ui.colors));
    }
    for peer in peers {
        let name = match &peer.person {
            Some(person) => ui.name(person),
            None => ui.text.get("people-stranger"),
        };
        let state = ui.text.get(if peer.connected { "people-connected" } else { "people-known" });
        let address = peer.address.as_deref().and_then(short_address).unwrap_or_default();
        let color = if peer.connected { ui.colors.good } else { ui.colors.faint };
        let icon = if peer.connected { Icon::Wifi } else { Icon::WifiOff };
        list = list.push(
            ui.across([
                icon.at(size::BODY).color(color).into(),
                body(name).into(),
                caption(state, &ui.colors).into(),
                text(address).font(MONO).size(size::CAPTION).color(ui.colors.faint).into(),
            ])
            .spacing(gap::S),
        );
    }
    list.into()
}

fn listening<'a>(ui: &'a Ui, status: &'a Status) -> Element<'a, Message> {
    let mut list = Column::new().spacing(gap::XXS).align_x(ui.start());
    let addresses = short_addresses(&status.listening);
    if addresses.is_empty() {
        list = list.push(meta(ui.text.get("people-listening-nothing"), &ui.colors));
    }
    for address in addresses {
        list = list.push(text(address).font(MONO).size(size::META).color(ui.colors.ink));
    }
    for damage in &status.damage {
        list = list.push(ui.notice(Icon::Warning, damage, ui.colors.warn, ui.colors.warn_wash));
    }
    list.into()
}

/// Addresses as people read them to each other, without those that only this machine can reach.
fn short_addresses(listening: &[String]) -> Vec<String> {
    let mut short: Vec<String> = listening.iter().filter_map(|address| short_address(address)).collect();
    short.sort();
    short.dedup();
    short
}

/// `192.168.1.7:4001` of `/ip4/192.168.1.7/tcp/4001/…`.
fn short_address(address: &str) -> Option<String> {
    let mut parts = address.split('/').skip(1);
    let (kind, host, _, port) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let own = host.starts_with("127.") || host == "::1" || host.starts_with("fe80:");
    match (kind, own) {
        ("ip4", false) => Some(format!("{host}:{port}")),
        ("ip6", false) => Some(format!("[{host}]:{port}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_short_enough_to_be_read_aloud() {
        let listening = [
            "/ip4/127.0.0.1/tcp/4001/p2p/12D3KooW",
            "/ip4/192.168.1.7/udp/4001/quic-v1/p2p/12D3KooW",
            "/ip4/192.168.1.7/tcp/4001/p2p/12D3KooW",
            "/ip6/2001:db8::7/tcp/4001",
            "/ip6/::1/tcp/4001",
            "odd",
        ];
        assert_eq!(short_addresses(&listening.map(Into::into)), ["192.168.1.7:4001", "[2001:db8::7]:4001"]);
    }
}
