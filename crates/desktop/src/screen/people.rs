//! Who is there, what has been delivered to whom, and why somebody is not there.

mod held;
mod known;

use std::collections::BTreeMap;

use commonplace_core::id::{CircleId, PersonId};
use commonplace_node::answer::{CircleStatus, Member, OnlyHere, Peer, Status};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::widget::{Column, column, space};
use iced::{Element, Task};

use super::PAGE_SCROLL;
use super::doctor::{self, Doctor};
use super::nearby;
use crate::ask::{All, Reach};
use crate::icon::Icon;
use crate::theme::style::Look;
use crate::theme::{MONO, size, space as gap};
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::ui::parts::{aside, body, caption, meta, title};
use crate::widget::text;

/// The screen's own state: an address that somebody types, and what the connection doctor says.
#[derive(Debug, Default)]
pub(crate) struct People {
    address: String,
    outcome: Option<Result<(), Error>>,
    busy: bool,
    doctor: Doctor,
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
    /// The doctor looks what is in the way.
    Doctor(doctor::Message),
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
    /// Two words: all that strangers see of this laptop. None without a network.
    pub(crate) name: Option<String>,
}

impl Health {
    /// Whether anybody could reach us at all: an address that is not only this machine's own.
    pub(crate) fn has_network(&self) -> bool {
        self.status.as_ref().is_some_and(|status| status.listening.iter().any(|address| !is_own(address)))
    }
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
            Message::Doctor(message) => {
                return Action::Run(self.doctor.update(message, &self.address, reach).map(Message::Doctor));
            }
            Message::OnlyHere(circle, items) => _ = self.only_here.insert(circle, items.unwrap_or_default()),
            Message::Members(circle, members) => _ = self.members.insert(circle, members.unwrap_or_default()),
            Message::Open(circle, item) => return Action::Open(circle, item),
            Message::Person(circle, person) => return Action::Person(circle, person),
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
            page = page.push(space().height(gap::XS)).push(held::view(ui, circle, only_here));
        }
        page = page.push(space().height(gap::XS)).push(ui.section("people-network", peers(ui, health)));
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
        let line = ui.across([field.into(), dial.into()]).spacing(gap::S);
        let parts = column![
            self.doctor.view(ui).map(Message::Doctor),
            space().height(gap::XXS),
            body(ui.text.get("people-by-address-lesson")).color(ui.colors.muted),
            line,
        ];
        let parts = match &self.outcome {
            Some(Err(error)) => parts.push(ui.refusal(&ui.sentence(error))),
            Some(Ok(())) => parts.push(meta(ui.text.get("people-dialled"), &ui.colors)),
            None => parts,
        };
        parts.spacing(gap::S).align_x(ui.start()).into()
    }
}

fn peers<'a>(ui: &'a Ui, health: &'a Health) -> Element<'a, Message> {
    let mut list = Column::new().spacing(gap::XS).align_x(ui.start());
    if health.peers.is_empty() {
        list = list.push(aside(ui.text.get("nearby-nobody"), &ui.colors));
    }
    for peer in &health.peers {
        let name = match &peer.person {
            Some(person) => ui.name(person),
            None => ui.text.get("people-stranger"),
        };
        let state = ui.text.get(if peer.connected { "home-here" } else { "people-known" });
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
    list.push(nearby::this_one(ui, health.name.as_deref())).into()
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

/// An address that only this machine can reach.
fn is_own(address: &str) -> bool {
    ["127.", "/ip6/::1", "[::1]", "localhost"].iter().any(|own| address.contains(own))
}

/// Addresses as people read them to each other, without those that only this machine can reach.
fn short_addresses(listening: &[String]) -> Vec<String> {
    let mut short: Vec<String> = listening.iter().filter_map(|address| short_address(address)).collect();
    short.sort();
    short.dedup();
    short
}

/// `192.168.1.7:4001` of `/ip4/192.168.1.7/tcp/4001/…`.
pub(super) fn short_address(address: &str) -> Option<String> {
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

    #[test]
    fn a_loopback_address_is_no_network() {
        assert!(is_own("/ip4/127.0.0.1/tcp/4001"));
        assert!(is_own("/ip6/::1/udp/4001/quic-v1"));
        assert!(!is_own("/ip4/192.168.1.7/tcp/4001"));
        assert!(!is_own("/ip6/fe80::1/tcp/4001"));
    }
}
