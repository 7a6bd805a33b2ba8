//! From a stream to sessions: hellos, gates, proofs.

use std::collections::{BTreeSet, HashMap};

use commonplace_core::id::Tag;
use commonplace_core::limits::sync as limits;
use commonplace_core::time::Slot;
use rand_core::Rng;

use super::{Replicator, Timer};
use crate::event::{ByeReason, CloseReason, LinkId, Millis, Notice};
use crate::gate::{Agreed, End, Gate};
use crate::link::{Link, Offer};
use crate::replica::{CircleView, Replica, Standing};
use crate::session::{Birth, Cx, Session};
use crate::wire::{Accepted, FEATURE_SLIPS, Message, Sid, Sums};

/// Offers without an answer that a link may have: more would not be heard sooner.
const OFFERS_WAITING: usize = 4;

impl Replicator {
    pub(super) fn hear_hello<R: Replica>(
        &mut self,
        id: LinkId,
        (version, nonce, features): (u8, [u8; 32], u64),
        now: Millis,
        replica: &R,
    ) {
        let Some(link) = self.links.get_mut(&id) else { return };
        if link.agreed.is_some() {
            return self.charge(id, limits::PRICE_INVALID, now);
        }
        if version == 0 {
            link.doom = Some(CloseReason::Version);
            return;
        }
        link.slips = features & FEATURE_SLIPS != 0;
        link.agreed = Some(match link.end {
            End::Initiator => Agreed::new(&link.nonce, &nonce, &link.binding),
            End::Responder => Agreed::new(&nonce, &link.nonce, &link.binding),
        });
        // The responder waits for the initiator's gates, so that both do not open the same circles.
        if link.end == End::Initiator {
            self.offer(id, &offers(id, replica), now);
        }
    }

    /// Shows gates of all circles without a session on this link.
    pub(super) fn offer_all<R: Replica>(&mut self, id: LinkId, now: Millis, replica: &R) {
        let Some(link) = self.links.get(&id) else { return };
        let missing: Vec<CircleView> =
            offers(id, replica).into_iter().filter(|circle| !link.has_session(&circle.tag)).collect();
        if !missing.is_empty() {
            self.offer(id, &missing, now);
        }
    }

    fn offer(&mut self, id: LinkId, circles: &[CircleView], now: Millis) {
        let Some(link) = self.links.get_mut(&id) else { return };
        let Some(agreed) = link.agreed.clone() else { return };
        if link.offers.len() >= OFFERS_WAITING || !link.our_attempts.take(now) {
            link.retry_at = Some(now.after(limits::TRUST_REFILL));
            return;
        }
        let shown = circles
            .iter()
            .flat_map(|circle| circle.gate_keys.iter().take(limits::GATES_SHOWN).map(|key| Some((circle.tag, *key))));
        let mut gates: Vec<Option<(Tag, [u8; 32])>> = shown.take(limits::GATES_PER_OPEN).collect();
        gates.resize(gates.len().max(1).next_multiple_of(limits::GATES_PADDED), None);
        let first = Sid(link.next_sid);
        link.next_sid = link.next_sid.saturating_add(2 * u32::try_from(gates.len()).unwrap_or(u32::MAX / 2));
        let (rng, end) = (&mut self.rng, link.end);
        let written: Vec<Gate> = gates
            .iter()
            .map(|gate| match gate {
                Some((_, key)) => agreed.gate(key, end),
                None => noise(rng),
            })
            .collect();
        link.offers.push_back(Offer { first, gates });
        link.say(&Message::Open { first, gates: written }, now);
        self.touched.insert(id);
    }

    pub(super) fn hear_open<R: Replica>(&mut self, id: LinkId, first: Sid, gates: &[Gate], now: Millis, replica: &R) {
        let Some(link) = self.links.get_mut(&id) else { return };
        let Some(agreed) = link.agreed.clone().filter(|_| first.end() == link.end.other()) else {
            return self.charge(id, limits::PRICE_INVALID, now);
        };
        if !link.their_attempts.take(now) {
            link.say(&Message::Accept(Vec::new()), now);
            return self.charge(id, limits::PRICE_STALL, now);
        }
        let accepted = accept(link, &agreed, first, gates, replica);
        link.say(&Message::Accept(accepted), now);
        if link.end == End::Responder {
            self.offer_all(id, now, replica);
        }
    }

    pub(super) fn hear_accept<R: Replica>(&mut self, id: LinkId, accepted: Vec<Accepted>, now: Millis, replica: &R) {
        let Some(link) = self.links.get_mut(&id) else { return };
        let (Some(offer), Some(agreed)) = (link.offers.pop_front(), link.agreed.clone()) else {
            return self.charge(id, limits::PRICE_INVALID, now);
        };
        for one in accepted {
            let matching = offer.get(one.sid).filter(|(_, key)| agreed.gate(key, self.end_of(id).other()) == one.gate);
            match matching {
                Some(gate) => self.open_session(id, gate, one, agreed.clone(), now, replica),
                None => self.charge(id, limits::PRICE_INVALID, now),
            }
        }
    }

    fn end_of(&self, id: LinkId) -> End {
        self.links.get(&id).map_or(End::Initiator, |link| link.end)
    }

    /// Opener: the answerer holds the key and has shown who it is.
    fn open_session<R: Replica>(
        &mut self,
        id: LinkId,
        (tag, gate_key): (Tag, [u8; 32]),
        accepted: Accepted,
        agreed: Agreed,
        now: Millis,
        replica: &R,
    ) {
        let circle = replica.circle(id, &tag).filter(|_| replica.may_travel(id, &tag));
        let Some(link) = self.links.get_mut(&id) else { return };
        let sid = accepted.sid;
        // Meanwhile there may be a session, or the circle may no longer travel this way.
        let Some(circle) = circle.filter(|_| !link.has_session(&tag)) else {
            return link.say(&Message::Bye { sid, why: ByeReason::Closed }, now);
        };
        let horizon = circle.horizon;
        let mut session =
            Session::new(Birth { link: id, tag, sid, gate_key, leads: true, horizon, agreed, slips: link.slips });
        session.proof = accepted.proof;
        session.join_horizon(accepted.horizon);
        if session.judge(replica) == Standing::Refused {
            link.say(&Message::Bye { sid, why: ByeReason::Refused }, now);
            return self.notice(Notice::SessionClosed { link: id, tag, why: ByeReason::Refused });
        }
        let device = session.device();
        link.sessions.insert(sid, session);
        self.opened(id, tag, sid);
        self.notice(Notice::SessionOpen { link: id, tag, device });
    }

    /// Answerer: the opener has shown who it is, and says what it holds.
    pub(super) fn hear_begin<R: Replica>(
        &mut self,
        id: LinkId,
        sid: Sid,
        (proof, horizon, sums): (Vec<u8>, [Slot; 3], Sums),
        now: Millis,
        replica: &R,
    ) {
        let Some(link) = self.links.get_mut(&id) else { return };
        let running = link.running(false);
        let crossed = link.has_ended(sid);
        let Some(session) = link.sessions.get_mut(&sid).filter(|session| !session.leads && !session.begun) else {
            return self.charge(id, if crossed { 0 } else { limits::PRICE_UNASKED }, now);
        };
        session.proof = proof;
        session.join_horizon(horizon);
        let refused = session.judge(replica) == Standing::Refused;
        if refused || running >= limits::SESSIONS_IN_SETUP {
            let why = if refused { ByeReason::Refused } else { ByeReason::Busy };
            return self.end_session(id, sid, why, now);
        }
        let claims = session.claims(&sums);
        session.begun_with(sums, now);
        let (tag, device) = (session.tag, session.device());
        self.opened(id, tag, sid);
        self.notice(Notice::SessionOpen { link: id, tag, device });
        self.notice(claims);
    }

    /// A session stands: the link has shown its use, and the circle's news go over one more.
    fn opened(&mut self, id: LinkId, tag: Tag, sid: Sid) {
        let eager = self.links_of(&tag).len() <= limits::EAGER_SESSIONS;
        if let Some(link) = self.links.get_mut(&id) {
            link.setup_at = None;
            if let Some(session) = link.sessions.get_mut(&sid) {
                session.eager = eager;
            }
        }
        self.touched.insert(id);
    }

    /// Ends a session and tells both sides.
    pub(super) fn end_session(&mut self, id: LinkId, sid: Sid, why: ByeReason, now: Millis) {
        let Some(link) = self.links.get_mut(&id) else { return };
        let Some(session) = link.forget(sid, now) else { return };
        link.say(&Message::Bye { sid, why }, now);
        self.touched.insert(id);
        self.notice(Notice::SessionClosed { link: id, tag: session.tag, why });
    }

    pub(super) fn hear_bye(&mut self, id: LinkId, sid: Sid, why: ByeReason, now: Millis) {
        let Some(link) = self.links.get_mut(&id) else { return };
        let Some(session) = link.forget(sid, now) else { return };
        if why == ByeReason::Busy {
            link.retry_at = Some(now.after(limits::BUSY_RETRY));
        }
        self.touched.insert(id);
        self.notice(Notice::SessionClosed { link: id, tag: session.tag, why });
    }

    /// Opens sessions of a new circle; of a changed one, judges the peers again.
    pub(super) fn circle_changed<R: Replica>(&mut self, tag: Tag, now: Millis, replica: &R) {
        let links: Vec<LinkId> = self.links.keys().copied().collect();
        let mut served = false;
        for id in links {
            let served_here = replica.circle(id, &tag).inspect(|_| served = true);
            let Some(circle) = served_here.filter(|_| replica.may_travel(id, &tag)) else {
                self.withdraw(id, tag, now);
                continue;
            };
            self.judge_again(id, &circle, now, replica);
            // New rules or keys may let in what was not taken before.
            if let Some(session) = self.links.get_mut(&id).and_then(|link| link.session_of(&tag)) {
                session.outside.let_come();
                session.try_again(&mut Cx { now, replica, rng: &mut self.rng });
                self.touched.insert(id);
            }
            let missing = self.links.get(&id).is_some_and(|link| !link.has_session(&tag));
            if missing && let Some(circle) = offers(id, replica).into_iter().find(|circle| circle.tag == tag) {
                self.offer(id, std::slice::from_ref(&circle), now);
            }
        }
        if !served {
            self.circle_removed(tag, now);
        }
    }

    fn judge_again<R: Replica>(&mut self, id: LinkId, circle: &CircleView, now: Millis, replica: &R) {
        let tag = circle.tag;
        let Some(session) = self.links.get_mut(&id).and_then(|link| link.session_of(&tag)) else { return };
        let (sid, before) = (session.sid, session.device());
        let judged = session.leads || session.begun;
        if session.own_horizon != circle.horizon {
            return self.end_session(id, sid, ByeReason::Closed, now);
        }
        match if judged { session.judge(replica) } else { Standing::Unnamed } {
            Standing::Refused => self.end_session(id, sid, ByeReason::Refused, now),
            Standing::Device(device) if before != Some(device) => {
                self.notice(Notice::Proved { link: id, tag, device });
            }
            Standing::Device(_) | Standing::Unnamed => {}
        }
    }

    /// A link runs another way: ends what may no longer travel over it, and opens what may from now on.
    pub(super) fn link_moved<R: Replica>(&mut self, id: LinkId, now: Millis, replica: &R) {
        let Some(link) = self.links.get(&id) else { return };
        let tags: Vec<Tag> = link.sessions.values().map(|session| session.tag).collect();
        for tag in tags.into_iter().filter(|tag| !replica.may_travel(id, tag)) {
            self.withdraw(id, tag, now);
        }
        self.offer_all(id, now, replica);
    }

    /// Ends the session of a circle on one link, if there is one.
    fn withdraw(&mut self, id: LinkId, tag: Tag, now: Millis) {
        let sid = self.links.get_mut(&id).and_then(|link| link.session_of(&tag)).map(|session| session.sid);
        if let Some(sid) = sid {
            self.end_session(id, sid, ByeReason::Closed, now);
        }
    }

    pub(super) fn circle_removed(&mut self, tag: Tag, now: Millis) {
        for id in self.links_of(&tag) {
            self.withdraw(id, tag, now);
        }
        self.circles.remove(&tag);
        self.timers.set(Timer::Circle(tag), None);
    }
}

/// The circles that this node speaks of on a link.
fn offers<R: Replica>(link: LinkId, replica: &R) -> Vec<CircleView> {
    let travelling = replica.offers(link).into_iter().filter(|circle| replica.may_travel(link, &circle.tag));
    travelling.take(limits::CIRCLES).collect()
}

/// Answerer: finds the gates that fit, with the same work whether any does. Of several gates of a circle the first one
/// counts, which is of the newest epoch.
fn accept<R: Replica>(link: &mut Link, agreed: &Agreed, first: Sid, gates: &[Gate], replica: &R) -> Vec<Accepted> {
    let theirs = link.end.other();
    let mut circles = replica.circles(link.id);
    circles.retain(|circle| replica.may_travel(link.id, &circle.tag));
    let mut table: HashMap<Gate, (&CircleView, &[u8; 32])> = HashMap::new();
    for circle in &circles {
        for key in circle.gate_keys.iter().take(limits::GATE_KEYS) {
            table.insert(agreed.gate(key, theirs), (circle, key));
        }
    }
    let mut taken: BTreeSet<Tag> = link.sessions.values().map(|session| session.tag).collect();
    let mut accepted = Vec::new();
    for (number, gate) in (0_u32..).zip(gates) {
        let Some((circle, key)) = table.get(gate) else { continue };
        // Both open the same circle at once: the initiator's attempt stands.
        let crossing = link.end == End::Initiator && link.offers.iter().any(|offer| offer.is_for(&circle.tag));
        let sid = Sid(first.0.saturating_add(2 * number));
        if crossing || link.sessions.contains_key(&sid) || !taken.insert(circle.tag) {
            continue;
        }
        let birth = Birth {
            link: link.id,
            tag: circle.tag,
            sid,
            gate_key: **key,
            leads: false,
            horizon: circle.horizon,
            agreed: agreed.clone(),
            slips: link.slips,
        };
        let session = Session::new(birth);
        let proof = session.own_proof(replica);
        accepted.push(Accepted { sid, gate: agreed.gate(key, link.end), proof, horizon: circle.horizon });
        link.sessions.insert(sid, session);
    }
    accepted
}

fn noise(rng: &mut impl Rng) -> Gate {
    let mut gate = [0; 16];
    rng.fill_bytes(&mut gate);
    gate
}
