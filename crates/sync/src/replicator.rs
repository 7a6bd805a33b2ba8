//! The machine: inputs go to links, sessions and circles, and what these want comes out.

mod news;
mod setup;
mod talk;

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::limits::sync as limits;
use commonplace_core::record::Sealed;
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

use crate::circle::{Circle, Flight};
use crate::event::{CloseReason, Input, LinkId, Millis, Notice, Output, Rejection};
use crate::gate::End;
use crate::link::Link;
use crate::replica::Replica;
use crate::session::{Cx, Said, Session};
use crate::timers::Timers;
use crate::trust::Trust;
use crate::wire::{FEATURES, Message, VERSION};

/// Agrees with peers on the records of all circles of this node.
///
/// It holds no records and reads no clock: give it what happens, do what it says, and call it again at the time that the
/// latest [`Output::WakeAt`] names. Memory is bounded by [`limits`], whatever peers send.
#[derive(Debug)]
pub struct Replicator {
    links: BTreeMap<LinkId, Link>,
    circles: BTreeMap<Tag, Circle>,
    trust: Trust,
    rng: ChaCha20Rng,
    timers: Timers<Timer>,
    /// Links to settle before this call returns.
    touched: BTreeSet<LinkId>,
    outputs: Vec<Output>,
    wake_at: Option<Millis>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Timer {
    Link(LinkId),
    Circle(Tag),
}

impl Replicator {
    /// A machine without links. `seed` is 32 random bytes that serve nothing else: nonces, padding and jitter come from
    /// it.
    #[must_use]
    pub fn new(seed: [u8; 32]) -> Self {
        Self {
            links: BTreeMap::new(),
            circles: BTreeMap::new(),
            trust: Trust::default(),
            rng: ChaCha20Rng::from_seed(seed),
            timers: Timers::default(),
            touched: BTreeSet::new(),
            outputs: Vec::new(),
            wake_at: None,
        }
    }

    /// Takes one input and says what is to be done, in this order. `now` never goes back.
    pub fn handle<R: Replica>(&mut self, now: Millis, input: Input, replica: &R) -> Vec<Output> {
        self.take(now, input, replica);
        self.on_time(now, replica);
        while let Some(link) = self.touched.pop_first() {
            self.settle(link, now, replica);
        }
        self.wake();
        std::mem::take(&mut self.outputs)
    }

    fn take<R: Replica>(&mut self, now: Millis, input: Input, replica: &R) {
        match input {
            Input::LinkUp { link, initiator, binding } => self.link_up(link, initiator, binding, now),
            Input::LinkDown { link } => self.drop_link(link, now),
            Input::Frame { link, bytes } => self.frame(link, &bytes, now, replica),
            Input::Drained { link, bytes } => {
                if let Some(known) = self.links.get_mut(&link) {
                    known.outbox.drained(bytes, now);
                    self.touched.insert(link);
                }
            }
            Input::LinkMoved { link } => self.link_moved(link, now, replica),
            Input::CircleAdded { tag } | Input::CircleChanged { tag } => self.circle_changed(tag, now, replica),
            Input::CircleRemoved { tag } => self.circle_removed(tag, now),
            Input::Admitted { tag, id, from } => self.admitted(tag, id, from, now, replica),
            Input::Held { tag, id } => self.held(tag, &id),
            Input::BodyWanted { tag, id, from } => self.body_wanted(tag, id, from, now),
            Input::BodyKept { tag, id } => self.body_kept(tag, &id),
            Input::Rejected { link, tag, ids, why } => self.rejected(link, tag, &ids, why, now),
            Input::SlipKept { tag, key, number, from } => self.slip_kept(tag, (key, number), from, now, replica),
            Input::Forged { link } => self.charge(link, limits::PRICE_INVALID, now),
            Input::GossipHint { tag } => self.touch_sessions(tag, now, replica),
            Input::Tick => {}
        }
    }

    fn link_up(&mut self, id: LinkId, initiator: bool, binding: [u8; 32], now: Millis) {
        if self.links.contains_key(&id) {
            return;
        }
        if self.links.len() >= limits::LINKS {
            self.outputs.push(Output::Close { link: id, why: CloseReason::Full });
            return;
        }
        let mut nonce = [0; 32];
        self.rng.fill_bytes(&mut nonce);
        let end = if initiator { End::Initiator } else { End::Responder };
        let mut link = Link::new(id, end, binding, nonce, now);
        link.say(&Message::Hello { version: VERSION, nonce, features: FEATURES }, now);
        self.links.insert(id, link);
        self.touched.insert(id);
    }

    fn drop_link(&mut self, id: LinkId, now: Millis) {
        self.timers.set(Timer::Link(id), None);
        if self.links.remove(&id).is_some() {
            for (tag, circle) in &mut self.circles {
                circle.lose(id, now);
                self.timers.set(Timer::Circle(*tag), circle.due());
            }
        }
    }

    /// Does what is due, on links and in circles.
    fn on_time<R: Replica>(&mut self, now: Millis, replica: &R) {
        for timer in self.timers.due(now) {
            match timer {
                Timer::Link(link) => {
                    self.link_on_time(link, now, replica);
                    self.touched.insert(link);
                }
                Timer::Circle(tag) => self.ask_around(tag, now),
            }
        }
    }

    fn link_on_time<R: Replica>(&mut self, id: LinkId, now: Millis, replica: &R) {
        let due = |at: Option<Millis>| at.is_some_and(|at| at <= now);
        let Some(link) = self.links.get_mut(&id) else { return };
        if due(link.setup_at) {
            link.doom = Some(CloseReason::NothingShared);
        }
        if due(link.outbox.stuck_at()) {
            link.doom = Some(CloseReason::Stalled);
        }
        if due(link.retry_at) {
            link.retry_at = None;
            self.offer_all(id, now, replica);
        }
    }

    /// Lets a link take its steps, and collects what it wants.
    fn settle<R: Replica>(&mut self, id: LinkId, now: Millis, replica: &R) {
        let Some(link) = self.links.get_mut(&id) else { return };
        let stalls = if link.doom.is_none() { link.settle(&mut Cx { now, replica, rng: &mut self.rng }) } else { 0 };
        self.outputs.extend(link.notices.drain(..).map(Output::Notice));
        self.outputs.extend(link.outbox.take().into_iter().map(|frame| Output::Send { link: id, frame }));
        self.timers.set(Timer::Link(id), link.due());
        for _ in 0..stalls {
            self.charge(id, limits::PRICE_STALL, now);
        }
        if let Some(why) = self.links.get(&id).and_then(|link| link.doom) {
            self.outputs.push(Output::Close { link: id, why });
            self.drop_link(id, now);
        }
    }

    /// Charges the peer of a link; one whose trust is spent loses the link.
    fn charge(&mut self, id: LinkId, price: i32, now: Millis) {
        if price == 0 {
            return;
        }
        if let Some(link) = self.links.get_mut(&id)
            && self.trust.charge(link.binding, price, now)
        {
            link.doom = Some(CloseReason::Misbehaved);
            self.touched.insert(id);
        }
    }

    fn wake(&mut self) {
        let next = self.timers.next();
        if next != self.wake_at {
            self.wake_at = next;
            self.outputs.extend(next.map(Output::WakeAt));
        }
    }

    fn circle(&mut self, tag: Tag) -> &mut Circle {
        self.circles.entry(tag).or_default()
    }

    fn notice(&mut self, notice: Notice) {
        self.outputs.push(Output::Notice(notice));
    }

    /// Links with a session of a circle.
    fn links_of(&self, tag: &Tag) -> Vec<LinkId> {
        self.links.values().filter(|link| link.has_session(tag)).map(|link| link.id).collect()
    }

    fn ingest(&mut self, link: LinkId, tag: Tag, records: Vec<Sealed>) {
        if !records.is_empty() {
            self.outputs.push(Output::Ingest { link, tag, records });
        }
    }

    fn rejected(&mut self, id: LinkId, tag: Tag, ids: &[RecordId], why: Rejection, now: Millis) {
        for record in ids {
            let mut said = Said::default();
            let Some((session, flight)) = self.land(tag, record) else { continue };
            session.not_taken(flight.lane, flight.key, why, now, &mut said);
            if let Some(link) = self.links.get_mut(&flight.link) {
                link.pass_on(said, now);
            }
        }
        if why == Rejection::Invalid {
            let forgeries = i32::try_from(ids.len()).unwrap_or(i32::MAX);
            self.charge(id, limits::PRICE_INVALID.saturating_mul(forgeries), now);
        }
    }

    /// A record has got its answer. Returns the session that brought it, if it still stands.
    fn land(&mut self, tag: Tag, id: &RecordId) -> Option<(&mut Session, Flight)> {
        let flight = self.circles.get_mut(&tag)?.land(id)?;
        self.touched.insert(flight.link);
        let session = self.links.get_mut(&flight.link)?.sessions.get_mut(&flight.sid)?;
        if session.tag != tag {
            return None;
        }
        session.ingested(flight.lane);
        Some((session, flight))
    }
}
