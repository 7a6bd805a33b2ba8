//! Joining in writing: asking for admission by a slip, carrying out invitations when such a slip comes by, and taking
//! the answer. For inviters and joiners that are never online together.

use std::collections::BTreeMap;

use commonplace_core::circle::apart::{Ask, read_answer};
use commonplace_core::circle::join::{JoinAnswer, JoinRequest, Refusal};
use commonplace_core::circle::{Action, InviteState, Ticket};
use commonplace_core::id::{SlipKey, Tag};
use commonplace_core::slip::{Slip, next_number};

use super::{Engine, Now};
use crate::answer::Membership;

/// Asks that were dealt with since the start, and answers on their way to the disk.
#[derive(Debug, Default)]
pub(super) struct Asking {
    /// Each with its number: who asks anew is answered anew.
    done: BTreeMap<(Tag, SlipKey), u64>,
    /// Nobody hears that they are in before it is durable.
    answers: Vec<Slip>,
    /// How many were let in, and how many refused, in writing since the start.
    pub(super) let_in: u64,
    pub(super) turned_away: u64,
}

impl Engine {
    /// Asks in writing for what a ticket promises; the slip waits here until somebody takes it along.
    pub(super) fn ask_in_writing(&mut self, now: Now, ticket: &Ticket) {
        let Some(request) = JoinRequest::new(ticket, self.certificates()) else { return };
        let number = next_number(None, now.wall);
        if let Some(slip) = Ask::write(ticket, &self.me.device, &request, number, now.wall) {
            self.spread_slip(now, slip);
        }
    }

    /// Whether what we ask by this ticket lies here already, for somebody to take it along.
    pub(super) fn has_asked(&self, ticket: &Ticket) -> bool {
        let key = Ask::key(ticket, &self.me.device);
        self.circles.get(&ticket.tag).is_some_and(|state| state.slips.get(&key).is_some())
    }

    /// Looks at a slip that is new here: whether somebody asks, or our own asking is answered.
    pub(super) fn hear_asking(&mut self, now: Now, tag: Tag, key: SlipKey) {
        let Some(slip) = self.circles.get(&tag).and_then(|state| state.slips.get(&key)).cloned() else { return };
        if let Some(pending) = self.pending.get(&tag) {
            if let Some(answer) = read_answer(&slip, &pending.ticket, &self.me.device) {
                self.knock_answered(now, tag, None, answer);
                // Why we are not let in is not to be forgotten with the night.
                self.write_slips();
            }
            return;
        }
        self.hear_ask(now, tag, &slip);
    }

    /// Looks again at the slips of a circle that nobody is known to have written: an invitation may have become known.
    pub(super) fn hear_asks(&mut self, now: Now, tag: Tag) {
        let Some(state) = self.circles.get(&tag).filter(|_| !self.pending.contains_key(&tag)) else { return };
        for slip in state.slips.strangers().cloned().collect::<Vec<_>>() {
            self.hear_ask(now, tag, &slip);
        }
    }

    /// What was answered before this start: a refusal is known again, so that whoever looks sees why they wait. It says
    /// nothing where somebody else has let us in.
    pub(super) fn recall_answers(&mut self, tag: Tag) {
        let Some(pending) = self.pending.get_mut(&tag) else { return };
        let slips = self.circles.get(&tag).into_iter().flat_map(|state| state.slips.slips());
        for slip in slips {
            match read_answer(slip, &pending.ticket, &self.me.device) {
                Some(JoinAnswer::Welcomed { .. }) => {
                    pending.refused = None;
                    return;
                }
                Some(JoinAnswer::Refused(why)) => pending.refused = Some(why),
                Some(JoinAnswer::Pending) | None => {}
            }
        }
    }

    fn hear_ask(&mut self, now: Now, tag: Tag, slip: &Slip) {
        let Some(state) = self.circles.get(&tag) else { return };
        let may = state.membership(&self.me) == Membership::Joined
            && state.circle().may(&self.me.person, Action::LetIn)
            && self.asking.done.get(&(tag, slip.header().key)).is_none_or(|done| *done < slip.header().number);
        if !may {
            return;
        }
        let Some((invite, ask)) = Ask::read(slip, state.circle(), &state.secrets) else { return };
        let answered = state.slips.number(&Ask::answer_key(slip, &self.me.device));
        if answered.is_some_and(|number| number >= slip.header().number) {
            return;
        }
        self.asking.done.insert((tag, slip.header().key), slip.header().number);
        let answer = match self.carry_out_ask(now, tag, &invite, &ask.request) {
            Ok(answer) => {
                self.asking.let_in += 1;
                answer
            }
            // What is the invitation's fault is said; what is ours, or a lie, is not answered.
            Err(why @ (Refusal::Expired | Refusal::UsedUp)) => {
                self.asking.turned_away += 1;
                JoinAnswer::Refused(why)
            }
            Err(_) => return,
        };
        let written =
            longest_first(answer).into_iter().find_map(|answer| ask.answer(slip, &self.me.device, &answer, now.wall));
        self.asking.answers.extend(written);
    }

    fn carry_out_ask(
        &mut self,
        now: Now,
        tag: Tag,
        invite: &InviteState,
        request: &JoinRequest,
    ) -> Result<JoinAnswer, Refusal> {
        if invite.expires < now.wall {
            return Err(Refusal::Expired);
        }
        // Who is in and was heard of needs no answer: others have given it.
        let heard = |device| self.deliveries.known(tag, device).is_some();
        match self.already_in(tag, request) {
            Some(_) if request.certificates.iter().any(|one| heard(one.device())) => Err(Refusal::NoSuchInvitation),
            Some(answer) => Ok(answer),
            None => self.admit_holder(now, tag, request, invite),
        }
    }

    /// We are in: our asking need not travel on.
    pub(super) fn forget_asking(&mut self, tag: Tag, ticket: &Ticket) {
        let key = Ask::key(ticket, &self.me.device);
        if self.circles.get_mut(&tag).is_some_and(|state| state.slips.remove(&key)) {
            self.unwritten_slips.insert(tag, key);
        }
    }

    /// What the answers rest on is durable: they may go, and are staged. Says whether there are any.
    pub(super) fn send_answers(&mut self, now: Now) -> bool {
        let answers = std::mem::take(&mut self.asking.answers);
        let any = !answers.is_empty();
        for slip in answers {
            self.spread_slip(now, slip);
        }
        if any {
            self.write_slips();
        }
        any
    }

    /// Looks at what was asked before this start: a crash may have come between a slip and its answer.
    pub(super) fn hear_all_asks(&mut self, now: Now) {
        for tag in self.circles.keys().copied().collect::<Vec<_>>() {
            self.hear_asks(now, tag);
        }
    }

    /// What the answers rest on could not be written: the asks are looked at again when they come again.
    pub(super) fn forget_answers(&mut self) {
        self.asking = Asking::default();
    }
}

/// The whole answer; should it be too long for a slip, its last records, of which the very last is the welcome that brings
/// the secret. Everything else comes with the records of the circle.
fn longest_first(answer: JoinAnswer) -> Vec<JoinAnswer> {
    let JoinAnswer::Welcomed { records } = answer else { return vec![answer] };
    let from = |first: usize| JoinAnswer::Welcomed { records: records.iter().skip(first).cloned().collect() };
    (0..records.len()).map(from).collect()
}
