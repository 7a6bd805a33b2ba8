//! Joining by ticket, both sides: knocking at members until one lets us in, and letting ticket holders in.

use std::time::Duration;

use commonplace_core::armor::ArmorError;
use commonplace_core::circle::join::{JoinAnswer, JoinCounter, JoinGate, JoinRequest, Refusal};
use commonplace_core::circle::{Action, InviteState, Op, Ticket};
use commonplace_core::id::Tag;
use commonplace_core::key::Certificate;
use commonplace_core::limits;
use commonplace_core::record::Sealed;
use commonplace_store::Entry;
use commonplace_sync::{Millis, Origin};

use super::state::Remembered;
use super::{AskId, Effect, Engine, Now, PeerName, store_error};
use crate::answer::{Admission, Answer, Joining, Membership};
use crate::error::Error;
use crate::event::Event;

/// A ticket whose circle has not let us in yet.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    pub(super) ticket: Ticket,
    /// Why a member who knows the invitation did not let us in. Others may: it is one member's word.
    pub(super) refused: Option<Refusal>,
    /// When it is asked again.
    next: Millis,
}

/// How the keys begin under which tickets are remembered until they have let us in.
pub(super) const PREFIX: &[u8] = b"pending/";

impl Pending {
    fn new(ticket: Ticket) -> Self {
        Self { ticket, refused: None, next: Millis(0) }
    }

    /// Whether it is worth knocking again and again: as long as somebody may let us in.
    fn is_open(&self, now: Now) -> bool {
        self.ticket.expires >= now.wall
    }

    /// Whether it is time to ask again.
    pub(super) fn is_due(&self, now: Now) -> bool {
        self.is_open(now) && (self.refused.is_none() || self.next <= now.mono)
    }

    /// It was asked just now.
    fn asked(&mut self, now: Now) {
        self.next = now.mono.after(if self.refused.is_some() { REFUSED_PAUSE } else { KNOCK_PAUSE });
    }
}

/// Between two knocks at the same peer: a member who can let us in may come to know of the invitation meanwhile.
pub(super) const KNOCK_PAUSE: Duration = Duration::from_secs(10);
/// The same after a refusal. It does not end the asking: any member can write one, and be wrong or lie, while another one
/// would let us in.
const REFUSED_PAUSE: Duration = Duration::from_secs(600);

impl Engine {
    pub(super) fn load_pending(&mut self) -> Result<(), Error> {
        self.pending.clear();
        for (_, value) in self.store.locals(PREFIX).map_err(store_error)?.values {
            let Ok(text) = String::from_utf8(value) else { continue };
            if let Ok(ticket) = text.parse::<Ticket>() {
                self.pending.insert(ticket.tag, Pending::new(ticket));
            }
        }
        Ok(())
    }

    /// What a ticket says of a circle that was read again from the disk, and why it did not let us in.
    pub(super) fn recall_pending(&mut self, tag: Tag) {
        if let Some(pending) = self.pending.get(&tag) {
            self.remember_relays(&pending.ticket.clone());
            self.recall_answers(tag);
        }
    }

    /// Until we are let in, the relays on the ticket are the circle's. Whoever was removed may come in again by it.
    fn remember_relays(&mut self, ticket: &Ticket) {
        if let Some(state) = self.circles.get_mut(&ticket.tag) {
            state.use_relays(ticket.relays.iter().map(|relay| relay.address.clone()).collect());
            state.asks = true;
        }
    }

    /// Takes a ticket. Answers at once; the rest happens when a member is met.
    pub(super) fn join(&mut self, now: Now, ask: AskId, text: &str) -> Result<(), Error> {
        let (_, joining) = self.take_ticket(now, text)?;
        self.reply_written(ask, vec![Answer::Joining(joining)]);
        Ok(())
    }

    /// Takes a ticket and knocks with it at everybody who can be reached.
    pub(super) fn take_ticket(&mut self, now: Now, text: &str) -> Result<(Tag, Joining), Error> {
        let ticket = parse(text)?;
        let joined =
            self.circles.get(&ticket.tag).is_some_and(|state| state.membership(&self.me) == Membership::Joined);
        if joined {
            let title = self.circles[&ticket.tag].title();
            let joining = Joining { id: ticket.circle, title, state: Membership::Joined };
            return Ok((ticket.tag, joining));
        }
        if ticket.expires < now.wall {
            return Err(Error::TicketExpired);
        }
        let tag = ticket.tag;
        // One name on the wire belongs to one circle: a ticket that says otherwise is not what it seems.
        if self.circles.get(&tag).is_some_and(|state| state.remembered.id != ticket.circle) {
            return Err(Error::TicketDamaged);
        }
        let remembered = Remembered { id: ticket.circle, title: ticket.title.clone(), left: false, told: false };
        self.add_circle(tag, remembered.clone());
        if let Some(state) = self.circles.get_mut(&tag) {
            state.remembered = remembered;
        }
        let key = [PREFIX, tag.as_bytes()].concat();
        self.batch.entries.push(Entry::Local { key, value: Some(text.trim().as_bytes().to_vec()) });
        let joining = Joining { id: ticket.circle, title: ticket.title.clone(), state: Membership::Pending };
        for address in &ticket.addresses {
            self.batch.effects.push(Effect::Dial(address.clone()));
        }
        let again = self.pending.get(&tag).is_some_and(|pending| pending.ticket == ticket);
        self.pending.insert(tag, Pending::new(ticket.clone()));
        self.remember_relays(&ticket);
        if !again || !self.has_asked(&ticket) {
            // Who takes a ticket again has asked already, and an answer to that may be on its way.
            self.ask_in_writing(now, &ticket);
        }
        self.follow_relays(now);
        self.knock_again(now);
        Ok((tag, joining))
    }

    /// Addresses on the tickets that are still open: to be tried after every start.
    #[must_use]
    pub fn pending_addresses(&self) -> Vec<String> {
        self.pending.values().flat_map(|pending| pending.ticket.addresses.clone()).collect()
    }

    /// Knocks at all peers, and again after a while: whoever did not know of the invitation may have heard of it, and
    /// an answer may have been lost.
    pub(super) fn knock_again(&mut self, now: Now) {
        for (tag, pending) in self.pending.iter().filter(|(_, pending)| pending.is_due(now)) {
            let knock = |peer: &PeerName| Effect::Knock {
                peer: peer.clone(),
                tag: *tag,
                ticket: Box::new(pending.ticket.clone()),
            };
            self.batch.effects.extend(self.peers.keys().map(knock));
        }
        for peer in self.peers.keys().cloned().collect::<Vec<_>>() {
            self.ask_at_relay(now, &peer);
        }
        for pending in self.pending.values_mut().filter(|pending| pending.is_due(now)) {
            pending.asked(now);
        }
        // Who knew us not, or had no time, may do so now; once a circle is here, those whom we meet are enough.
        let lost = self.is_returning(now) && self.shown_circles().is_empty();
        if lost {
            for peer in self.peers.keys().cloned().collect::<Vec<_>>() {
                self.return_to(now, &peer);
            }
        }
        let open = self.pending.values().filter(|pending| pending.is_open(now)).map(|pending| pending.next);
        self.timers.knock = open.chain(lost.then(|| now.mono.after(KNOCK_PAUSE))).min();
    }

    /// Knocks at a peer for every circle that has not let us in yet.
    pub(super) fn knock_at(&mut self, now: Now, peer: &str) {
        for (tag, pending) in &self.pending {
            if pending.ticket.expires >= now.wall {
                let (peer, ticket) = (peer.to_owned(), Box::new(pending.ticket.clone()));
                self.batch.effects.push(Effect::Knock { peer, tag: *tag, ticket });
            }
        }
    }

    /// The certificates that this person shows when knocking.
    #[must_use]
    pub fn certificates(&self) -> Vec<Certificate> {
        vec![self.me.certificate.clone()]
    }

    /// A member answered us: one at the other end of a connection, or by a slip.
    pub(super) fn knock_answered(&mut self, now: Now, tag: Tag, by: Option<PeerName>, answer: JoinAnswer) {
        let Some(pending) = self.pending.get_mut(&tag) else { return };
        let circle = pending.ticket.circle;
        match answer {
            JoinAnswer::Welcomed { records } => {
                pending.refused = None;
                let records: Vec<Sealed> = records.iter().filter_map(|bytes| Sealed::from_bytes(bytes).ok()).collect();
                if let Some(state) = self.circles.get_mut(&tag).filter(|_| by.is_some()) {
                    state.let_in_by = by;
                }
                self.ingest(now, tag, &records, Origin::Kept);
                self.drive(now, commonplace_sync::Input::CircleAdded { tag });
                // Links to peers with whom nothing was shared are closed; now there is something.
                self.link_with_unlinked();
            }
            // A stranger's answer, or a member's who has not heard of the invitation: others may still let us in.
            JoinAnswer::Refused(Refusal::NoSuchInvitation | Refusal::CannotAdmit) | JoinAnswer::Pending => {}
            JoinAnswer::Refused(why) => {
                if pending.refused.replace(why) == Some(why) {
                    return;
                }
                pending.next = now.mono.after(REFUSED_PAUSE);
                let why = match why {
                    Refusal::Expired => "expired",
                    Refusal::UsedUp => "used-up",
                    _ => "false-proof",
                };
                self.tell(Event::Refused { circle, why: why.to_owned() });
            }
        }
    }

    /// We are a member now: forget the ticket, say who we are.
    pub(super) fn joined(&mut self, now: Now, tag: Tag) {
        let pending = self.pending.remove(&tag);
        let by_ticket = pending.is_some();
        if let Some(pending) = pending {
            self.forget_asking(tag, &pending.ticket);
        }
        if by_ticket || self.entered.contains(&tag) {
            let Some(state) = self.circles.get(&tag) else { return };
            let (circle, title) = (state.remembered.id, state.title());
            if !self.is_private(tag) {
                self.tell(Event::Joined { circle, title });
            }
            self.came_in(tag);
        }
        if by_ticket {
            self.forget_ticket(tag);
            if let Err(error) = self.publish_profile(now, tag) {
                self.trouble(error.to_string());
            }
        }
    }

    /// Where coming into a circle stands that has not let us in yet.
    pub(super) fn admission(&self, tag: Tag) -> Admission {
        match self.pending.get(&tag).and_then(|pending| pending.refused) {
            None => Admission::Asked,
            Some(Refusal::Expired) => Admission::Expired,
            Some(Refusal::UsedUp) => Admission::UsedUp,
            Some(_) => Admission::Refused,
        }
    }

    pub(super) fn forget_ticket(&mut self, tag: Tag) {
        if let Some(state) = self.circles.get_mut(&tag) {
            state.asks = false;
        }
        self.batch.entries.push(Entry::Local { key: [PREFIX, tag.as_bytes()].concat(), value: None });
    }

    /// Somebody shows that they hold a ticket. Says who they are to nobody yet, and we to them only if we know it too.
    pub(super) fn gate_shown(&mut self, ask: AskId, peer: &str, gate: &JoinGate, nonces: [[u8; 32]; 2]) {
        let [theirs, ours] = nonces;
        let counter = match self.invitation(peer, gate, nonces) {
            Ok((_, invite)) => JoinCounter::new(&invite, &theirs, &ours),
            Err(refusal) => JoinCounter::Refused(refusal),
        };
        self.batch.effects.push(Effect::AnswerGate { ask, counter });
    }

    /// Somebody with a ticket knocks. Whoever writes may let them in: the invitation is its maker's word.
    pub(super) fn knocked(
        &mut self,
        now: Now,
        ask: AskId,
        peer: &str,
        gate: &JoinGate,
        request: &JoinRequest,
        nonces: [[u8; 32]; 2],
    ) {
        let answer = self.let_in(now, peer, gate, request, nonces).unwrap_or_else(JoinAnswer::Refused);
        self.batch.effects.push(Effect::AnswerKnock { ask, answer });
    }

    fn let_in(
        &mut self,
        now: Now,
        peer: &str,
        gate: &JoinGate,
        request: &JoinRequest,
        nonces: [[u8; 32]; 2],
    ) -> Result<JoinAnswer, Refusal> {
        let (tag, invite) = self.invitation(peer, gate, nonces)?;
        if invite.expires < now.wall {
            return Err(Refusal::Expired);
        }
        if let Some(answer) = self.already_in(tag, request) {
            return Ok(answer);
        }
        self.admit_holder(now, tag, request, &invite)
    }

    /// The invitation that a gate is about, of a circle in which we may let somebody in. Circles that may not travel to
    /// the peer are none of its business.
    fn invitation(
        &self,
        peer: &str,
        gate: &JoinGate,
        [theirs, ours]: [[u8; 32]; 2],
    ) -> Result<(Tag, InviteState), Refusal> {
        let found = self.circles.iter().find_map(|(tag, state)| {
            let member = state.membership(&self.me) == Membership::Joined && self.may_travel_to(*tag, peer);
            let invite = member.then(|| gate.invitation(state.circle(), &theirs, &ours)).flatten();
            invite.map(|invite| (*tag, state.circle().may(&self.me.person, Action::LetIn), invite))
        });
        match found {
            Some((tag, true, invite)) => Ok((tag, invite)),
            Some((_, false, _)) => Err(Refusal::CannotAdmit),
            None => Err(Refusal::NoSuchInvitation),
        }
    }

    /// Who knocks again, perhaps after a crash, gets the same welcome again.
    pub(super) fn already_in(&self, tag: Tag, request: &JoinRequest) -> Option<JoinAnswer> {
        let state = self.circles.get(&tag)?;
        let certificate = request.certificates.first()?;
        state
            .circle()
            .role_of(&certificate.person())
            .filter(|_| state.circle().is_member_device(&certificate.device()))?;
        let mut records = self.control_bytes_for(tag, certificate);
        // The newest brings the newest secret; older ones follow from it.
        records.drain(..records.len().saturating_sub(limits::JOIN_RECORDS));
        (!records.is_empty()).then_some(JoinAnswer::Welcomed { records })
    }

    /// Records whose boxes a device can open.
    pub(super) fn control_bytes_for(&self, tag: Tag, certificate: &Certificate) -> Vec<Vec<u8>> {
        let Some(state) = self.circles.get(&tag) else { return Vec::new() };
        let boxed = state.boxed_for(certificate);
        boxed.iter().filter_map(|id| self.store.get(id).ok().flatten()).map(|sealed| sealed.bytes().to_vec()).collect()
    }

    pub(super) fn admit_holder(
        &mut self,
        now: Now,
        tag: Tag,
        request: &JoinRequest,
        invite: &InviteState,
    ) -> Result<JoinAnswer, Refusal> {
        let state = self.circles.get(&tag).ok_or(Refusal::CannotAdmit)?;
        let grant = request.admit(state.circle(), invite, &self.me.person)?;
        let grant = self.publish_op(now, tag, &grant).map_err(|_| Refusal::CannotAdmit)?;
        // Whatever the grant says: a secret goes to devices that are members' now, and to no others.
        let circle = self.circles.get(&tag).ok_or(Refusal::CannotAdmit)?.circle();
        let certificates = request.certificates.iter();
        let theirs = certificates.filter(|certificate| circle.is_member_device(&certificate.device()));
        let theirs: Vec<Certificate> = theirs.cloned().collect();
        if theirs.is_empty() {
            return Err(Refusal::UsedUp);
        }
        let mut staged = vec![grant.id];
        if invite.role.is_given_secrets() {
            staged.push(self.welcome(now, tag, &theirs).map_err(|_| Refusal::CannotAdmit)?);
        }
        let records = self.batch.bytes_of(&staged);
        Ok(JoinAnswer::Welcomed { records })
    }

    /// Boxes the current epoch's secret to further devices.
    pub(super) fn welcome(
        &mut self,
        now: Now,
        tag: Tag,
        certificates: &[Certificate],
    ) -> Result<commonplace_core::id::RecordId, Error> {
        let state = self.state(tag)?;
        let epoch = state.circle().writable_epoch(&state.secrets).and_then(|epoch| state.secrets.get(&epoch)).cloned();
        let epoch = match epoch {
            Some(epoch) => epoch,
            None => self.begin_epoch(now, tag)?,
        };
        Ok(self.publish_op_under(now, tag, &Op::Welcome, &epoch, certificates.to_vec())?.id)
    }
}

fn parse(text: &str) -> Result<Ticket, Error> {
    text.trim().parse().map_err(|error| match error {
        ArmorError::Other => Error::NotATicket,
        ArmorError::Damaged => Error::TicketDamaged,
        ArmorError::Version(_) => Error::TicketNewer,
    })
}
