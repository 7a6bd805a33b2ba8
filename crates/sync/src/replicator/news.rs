//! News across links: whom to send a new record, whom to tell of it, and whom to ask for one.

use commonplace_core::id::{RecordId, SlipKey, Tag};
use commonplace_core::limits::sync as limits;

use super::{Replicator, Timer};
use crate::event::{LinkId, Millis, Origin};
use crate::outside::Stay;
use crate::replica::Replica;
use crate::session::{Cx, Said};
use crate::wire::Sid;

impl Replicator {
    /// A record is durable here: peers hear of it.
    pub(super) fn admitted<R: Replica>(&mut self, tag: Tag, id: RecordId, from: Origin, now: Millis, replica: &R) {
        if let Some((session, flight)) = self.land(tag, &id) {
            session.taken(flight.lane);
        }
        self.links
            .values_mut()
            .filter_map(|link| link.session_of(&tag))
            .for_each(|session| session.outside.remove(&id));
        // What floods in is not passed on one by one: sums are compared when it ebbs, and ranges find the rest.
        if self.circle(tag).may_spread(from, now) {
            self.spread(tag, id, from, now, replica);
        }
        self.touch_sessions(tag, now, replica);
    }

    /// A record is kept and cannot be judged: whoever sent it need not do so again, and nobody hears of it.
    pub(super) fn held(&mut self, tag: Tag, id: &RecordId) {
        if let Some((session, flight)) = self.land(tag, id) {
            session.taken(flight.lane);
            session.known.remove(id);
            session.outside.insert(flight.lane, flight.key, Stay::Kept);
        }
    }

    /// A body is wanted that these are known to hold.
    pub(super) fn body_wanted(&mut self, tag: Tag, id: RecordId, mut from: Vec<LinkId>, now: Millis) {
        from.retain(|link| {
            let session = self.links.get_mut(link).and_then(|link| link.session_of(&tag));
            session.is_some_and(|session| session.begun)
        });
        self.circle(tag).want_body(id, from, now);
        self.ask_around(tag, now);
    }

    /// A record whose body was wanted is whole again.
    pub(super) fn body_kept(&mut self, tag: Tag, id: &RecordId) {
        if let Some((session, flight)) = self.land(tag, id) {
            session.taken(flight.lane);
        }
    }

    fn spread<R: Replica>(&mut self, tag: Tag, id: RecordId, from: Origin, now: Millis, replica: &R) {
        let mut at_once = 0;
        for link in self.links.values_mut().filter(|link| from != Origin::Link(link.id)) {
            let Some(session) = link.session_of(&tag).filter(|session| session.begun) else { continue };
            if session.known.contains(&id) {
                continue;
            }
            // A record written here has no other way to the peers, so it goes to many; one that came may have come to
            // them as well, so it goes to those that have shown that they hear it here first. What gossip brings, it
            // brings to most of them.
            let at_once_to = match from {
                Origin::Own => session.eager || at_once < limits::FANOUT,
                Origin::Link(_) => session.eager,
                Origin::Gossip | Origin::Kept => false,
            };
            if at_once_to {
                at_once += 1;
                session.send_news(id, from == Origin::Own, &mut Cx { now, replica, rng: &mut self.rng });
            } else {
                session.announce_soon(id, &mut Cx { now, replica, rng: &mut self.rng });
            }
        }
    }

    /// A slip is here that was not before: what was written here is sent to many, of what came others are told.
    pub(super) fn slip_kept<R: Replica>(
        &mut self,
        tag: Tag,
        (key, number): (SlipKey, u64),
        from: Option<LinkId>,
        now: Millis,
        replica: &R,
    ) {
        let mut sent = 0;
        for link in self.links.values_mut().filter(|link| from != Some(link.id)) {
            let id = link.id;
            let Some(session) = link.session_of(&tag) else { continue };
            let send = from.is_none() && sent < limits::FANOUT;
            sent += usize::from(send);
            session.slip_kept(key, number, send, &mut Cx { now, replica, rng: &mut self.rng });
            self.touched.insert(id);
        }
    }

    /// Sums of a circle have changed.
    pub(super) fn touch_sessions<R: Replica>(&mut self, tag: Tag, now: Millis, replica: &R) {
        for link in self.links.values_mut() {
            let id = link.id;
            if let Some(session) = link.session_of(&tag) {
                session.touch(&mut Cx { now, replica, rng: &mut self.rng });
                self.touched.insert(id);
            }
        }
    }

    /// A peer has announced records: those that do not come by themselves are asked for after a moment.
    pub(super) fn hear_have<R: Replica>(&mut self, id: LinkId, sid: Sid, ids: &[RecordId], now: Millis, replica: &R) {
        let Some(link) = self.links.get_mut(&id) else { return };
        let Some(session) = link.sessions.get_mut(&sid).filter(|session| session.begun) else { return };
        session.alive(now);
        session.hear_have(ids, now);
        let tag = session.tag;
        let circle = self.circle(tag);
        for record in ids.iter().filter(|record| !replica.has(&tag, record)) {
            circle.want(*record, id, now);
        }
        let due = circle.due();
        self.timers.set(Timer::Circle(tag), due);
    }

    /// Asks for announced records that are due.
    pub(super) fn ask_around(&mut self, tag: Tag, now: Millis) {
        let Some(circle) = self.circles.get_mut(&tag) else { return };
        let asks = circle.ask_now(now);
        self.timers.set(Timer::Circle(tag), circle.due());
        for (id, ids) in asks {
            let Some(link) = self.links.get_mut(&id) else { continue };
            let mut said = Said::default();
            if let Some(session) = link.session_of(&tag) {
                session.ask_for(&ids, &mut said);
            }
            link.pass_on(said, now);
            self.touched.insert(id);
        }
    }
}
