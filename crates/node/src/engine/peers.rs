//! Peers and their links: what the transport tells, what the replicator wants done.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use commonplace_core::id::{DeviceId, RecordId, Tag};
use commonplace_core::limits;
use commonplace_core::record::Sealed;
use commonplace_core::time::{Slot, Timestamp};
use commonplace_sync::{self as sync, CloseReason, LinkId, Millis, Notice, Output, Rejection};

use super::ingest::Outcome;
use super::joining::KNOCK_PAUSE;
use super::replica::EngineReplica;
use super::{Effect, Engine, Now, PeerName, Route, Way};
use crate::event::Event;

/// A link that is up.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) peer: PeerName,
    /// Circles that the peer has proved, with the device it proved to be.
    pub(super) proved: BTreeMap<Tag, DeviceId>,
    /// Circles in which a session is open, proved or not.
    pub(super) open: BTreeSet<Tag>,
    /// Circles in which news come as they happen, and since when.
    pub(super) live: BTreeMap<Tag, Millis>,
}

/// A connected peer.
#[derive(Debug)]
pub(super) struct PeerState {
    /// All connections with it, the farthest first.
    pub(super) routes: Vec<Route>,
    /// How far its clock was ahead of ours when we last heard it, in milliseconds.
    pub(super) clock: Option<i64>,
}

impl PeerState {
    /// What people are told: where the farthest connection leads, and by which way.
    pub(super) fn farthest(&self) -> Option<(&str, Way)> {
        self.routes.first().map(|route| (route.address.as_str(), route.way))
    }
}

impl Engine {
    pub(super) fn peer_up(&mut self, now: Now, peer: PeerName, routes: Vec<Route>) {
        let state = PeerState { routes, clock: None };
        if let Some((address, way)) = state.farthest() {
            self.tell(Event::PeerUp { peer: peer.clone(), address: address.to_owned(), way });
        }
        self.peers.insert(peer.clone(), state);
        self.knock_at(now, &peer);
        self.ask_at_relay(now, &peer);
        self.return_to(now, &peer);
        if self.timers.knock.is_none() && self.is_returning(now) {
            self.timers.knock = Some(now.mono.after(KNOCK_PAUSE));
        }
        self.pairing_peer_up(now, &peer);
    }

    pub(super) fn peer_down(&mut self, now: Now, peer: PeerName) {
        let links: Vec<LinkId> =
            self.links.iter().filter(|(_, link)| link.peer == peer).map(|(link, _)| *link).collect();
        for link in links {
            self.link_down(now, link);
        }
        self.asked_back.remove(&peer);
        self.own_peers.remove(&peer);
        if self.peers.remove(&peer).is_some() {
            self.tell(Event::PeerDown { peer });
        }
    }

    pub(super) fn link_up(&mut self, now: Now, link: LinkId, peer: PeerName, initiator: bool, binding: [u8; 32]) {
        self.links.insert(
            link,
            Link { peer: peer.clone(), proved: BTreeMap::new(), open: BTreeSet::new(), live: BTreeMap::new() },
        );
        self.drive(now, sync::Input::LinkUp { link, initiator, binding });
        self.visit(&peer);
    }

    pub(super) fn link_down(&mut self, now: Now, link: LinkId) {
        if let Some(gone) = self.links.remove(&link) {
            for (tag, device) in &gone.proved {
                self.device_seen(now, *tag, *device);
            }
            for tag in gone.open {
                self.changed.entry(tag).or_default();
            }
            self.retry_wants(now);
            self.drive(now, sync::Input::LinkDown { link });
            self.follow_gossip(now);
        }
    }

    /// Gives the replicator an input and does what it wants. What comes of that may be further inputs, hence the queue.
    pub(super) fn drive(&mut self, now: Now, input: sync::Input) {
        let mut inputs = std::collections::VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            let Self { store, circles, me, links, peers, relays, hour, .. } = self;
            let replica = EngineReplica { store, circles, me, links, peers, relays, hour: *hour };
            for output in self.replicator.handle(now.mono, input, &replica) {
                self.carry_out(now, output, &mut inputs);
            }
        }
    }

    fn carry_out(&mut self, now: Now, output: Output, inputs: &mut std::collections::VecDeque<sync::Input>) {
        match output {
            Output::Send { link, frame } => self.batch.effects.push(Effect::Send { link, frame }),
            Output::Ingest { link, tag, records } => inputs.extend(self.take_in(now, link, tag, &records)),
            Output::Slips { link, tag, slips } => self.slips_came(now, link, tag, slips, inputs),
            Output::Close { link, why } => {
                let ban = (why == CloseReason::Misbehaved)
                    .then(|| u64::try_from(limits::sync::BAN.as_millis()).unwrap_or(u64::MAX));
                self.batch.effects.push(Effect::Close { link, ban });
            }
            Output::WakeAt(at) => {
                self.timers.sync = Some(at);
                self.batch.effects.push(Effect::WakeAt(at));
            }
            Output::Notice(notice) => self.noticed(now, notice),
        }
    }

    /// Ingests what a link brought. What is staged is told to the replicator when it is durable; the rest at once.
    fn take_in(&mut self, now: Now, link: LinkId, tag: Tag, records: &[Sealed]) -> Vec<sync::Input> {
        let mut answers = Vec::new();
        let mut refused: BTreeMap<u8, (Rejection, Vec<RecordId>)> = BTreeMap::new();
        for (id, outcome) in self.ingest(now, tag, records, sync::Origin::Link(link)) {
            match outcome {
                Outcome::Staged => {}
                Outcome::Body => answers.push(sync::Input::BodyKept { tag, id }),
                Outcome::Waits => answers.push(sync::Input::Held { tag, id }),
                Outcome::Held => answers.push(sync::Input::Admitted { tag, id, from: sync::Origin::Link(link) }),
                Outcome::Refused(why) => refused.entry(why as u8).or_insert((why, Vec::new())).1.push(id),
            }
        }
        let refused = refused.into_values().map(|(why, ids)| sync::Input::Rejected { link, tag, ids, why });
        answers.extend(refused);
        answers
    }

    fn noticed(&mut self, now: Now, notice: Notice) {
        match notice {
            Notice::SessionOpen { link, tag, device } => {
                if let Some(link) = self.links.get_mut(&link) {
                    link.open.insert(tag);
                }
                if let Some(device) = device {
                    self.met(now, link, tag, device);
                }
                self.sources_changed(now, tag);
                self.ask_for_bodies_again();
                self.follow_gossip(now);
            }
            Notice::Proved { link, tag, device } => self.met(now, link, tag, device),
            Notice::Live { link, tag, .. } => {
                if let Some(link) = self.links.get_mut(&link) {
                    link.live.insert(tag, now.mono);
                }
                self.frontier_soon(now, tag);
                self.changed.entry(tag).or_default();
                self.ask_for_bodies_again();
                self.retry_wants(now);
            }
            Notice::Equal { link, tag, device, counts } => {
                if !self.found_equal_at_relay(now, link, tag, [Slot(0); 3], counts) {
                    self.found_equal(now, link, tag, device, counts.iter().sum());
                }
            }
            Notice::Progress { link, tag, received, expected } => {
                let Some(circle) = self.circles.get(&tag).map(|state| state.remembered.id) else { return };
                let peer = self.links.get(&link).map(|link| link.peer.clone()).unwrap_or_default();
                if !self.is_private(tag) {
                    self.tell(Event::Receiving { circle, peer, received, expected: Some(expected) });
                }
            }
            Notice::SessionClosed { link, tag, why } => {
                self.ended_at_relay(now, link, tag);
                let peer = self.links.get(&link).map(|link| link.peer.clone());
                let device = self.links.get_mut(&link).and_then(|link| {
                    link.open.remove(&tag);
                    link.live.remove(&tag);
                    link.proved.remove(&tag)
                });
                if let Some(device) = device {
                    self.device_seen(now, tag, device);
                }
                // A member that refuses us knows that we left; one that is none any more may be refused by us.
                let state = self.circles.get(&tag);
                let member = device.zip(state).is_some_and(|(device, state)| state.circle().is_member_device(&device));
                if why == commonplace_sync::ByeReason::Refused {
                    self.not_recalled(now, tag);
                    if member {
                        self.farewell_heard(now, tag);
                    }
                    if let Some(peer) = peer {
                        self.ask_why_refused(&peer, tag);
                    }
                }
                self.retry_wants(now);
                self.follow_gossip(now);
            }
            Notice::Claims { link, tag, horizon, counts } => self.relay_claims(link, tag, horizon, counts),
            Notice::Mismatch { link, tag, .. } => self.relay_differs(link, tag),
            Notice::NotHeld { link, tag, ids } => self.relay_withholds(link, tag, &ids),
            // Of what is older nobody but a relay is known to hold anything, and what it keeps is told as such.
            Notice::EqualSince { link, tag, horizon, counts, .. } => {
                self.found_equal_at_relay(now, link, tag, horizon, counts);
            }
        }
    }

    fn met(&mut self, now: Now, link: LinkId, tag: Tag, device: DeviceId) {
        let Some(link) = self.links.get_mut(&link) else { return };
        link.open.insert(tag);
        link.proved.insert(tag, device);
        let peer = link.peer.clone();
        let Some(state) = self.circles.get(&tag) else { return };
        let person = state.circle().person_of(&device).map_or_else(|| device.short(), |person| state.name_of(&person));
        let circle = state.remembered.id;
        let own = device != self.me.device.id() && state.circle().person_of(&device) == Some(self.me.person);
        let straight = self.share(&peer, tag);
        self.batch.effects.push(Effect::Useful { peer: peer.clone(), straight });
        if own {
            self.own_device_met(now, &peer, &device);
        }
        if !self.is_private(tag) {
            self.tell(Event::Met { peer, circle, person });
        }
        self.retry_wants(now);
    }

    /// A device said something of this moment, with a time of its own: how far its clock is from ours. Only what it wrote while
    /// we were talking says that; its earlier words, which came first, may be of any age.
    pub(super) fn clock_heard(&mut self, now: Now, tag: Tag, device: DeviceId, wall: Timestamp) {
        let told = |link: &&Link| {
            link.proved.get(&tag) == Some(&device)
                && link.live.get(&tag).is_some_and(|since| since.after(SETTLED) <= now.mono)
        };
        let Some(peer) = self.links.values().find(told).map(|link| link.peer.clone()) else { return };
        if let Some(state) = self.peers.get_mut(&peer) {
            let signed = |time: Timestamp| i64::try_from(time.millis()).unwrap_or(i64::MAX);
            state.clock = Some(signed(wall).saturating_sub(signed(now.wall)));
        }
    }
}

/// After so long nothing comes any more that a peer had to say before we met: slips follow the sets within a moment.
const SETTLED: Duration = Duration::from_secs(5);
