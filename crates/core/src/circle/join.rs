//! The words of joining by ticket, as data; a private channel between the two is the caller's.
//!
//! Both say hello with a nonce. Then each shows a *gate*, the joiner first: a hash over both nonces that only who knows the
//! invitation's key can compute. So neither side tells a stranger which circle this is about, and the joiner says who they
//! are to a member only.

use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};

use super::op::verify_ticket;
use super::role::{Action, UnknownNumber, numbered};
use super::{Circle, InviteState, Ticket};
use crate::encoding::{DecodeError, decode, encode};
use crate::id::{InviteKey, PersonId};
use crate::key::{Certificate, Signature};
use crate::limits;

const GATE_CONTEXT: &str = "commonplace 2026 join gate 1";
const COUNTER_CONTEXT: &str = "commonplace 2026 join counter gate 1";

/// 32 random bytes that make an exchange unlike any before.
pub type Nonce = [u8; 32];

/// The first word of each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(ByteArray<32>,)", from = "(ByteArray<32>,)")]
pub struct JoinHello {
    /// Drawn for this exchange.
    pub nonce: Nonce,
}

impl From<JoinHello> for (ByteArray<32>,) {
    fn from(hello: JoinHello) -> Self {
        (ByteArray::new(hello.nonce),)
    }
}

impl From<(ByteArray<32>,)> for JoinHello {
    fn from((nonce,): (ByteArray<32>,)) -> Self {
        Self { nonce: nonce.into_array() }
    }
}

/// What the joiner shows first: that they hold a ticket, without saying which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(ByteArray<32>,)", from = "(ByteArray<32>,)")]
pub struct JoinGate {
    /// Names the invitation to whoever knows it.
    pub gate: [u8; 32],
}

impl From<JoinGate> for (ByteArray<32>,) {
    fn from(gate: JoinGate) -> Self {
        (ByteArray::new(gate.gate),)
    }
}

impl From<(ByteArray<32>,)> for JoinGate {
    fn from((gate,): (ByteArray<32>,)) -> Self {
        Self { gate: gate.into_array() }
    }
}

/// What the member shows in turn: that they know the same invitation, or why it goes no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "CounterWire", try_from = "CounterWire")]
pub enum JoinCounter {
    /// The counter-gate.
    Known([u8; 32]),
    /// It goes no further.
    Refused(Refusal),
}

/// `[0, counter-gate, null]` or `[1, null, reason]`.
type CounterWire = (u8, Option<ByteArray<32>>, Option<Refusal>);

impl From<JoinCounter> for CounterWire {
    fn from(counter: JoinCounter) -> Self {
        match counter {
            JoinCounter::Known(gate) => (0, Some(ByteArray::new(gate)), None),
            JoinCounter::Refused(refusal) => (1, None, Some(refusal)),
        }
    }
}

impl TryFrom<CounterWire> for JoinCounter {
    type Error = NoAnswer;
    fn try_from(wire: CounterWire) -> Result<Self, NoAnswer> {
        match wire {
            (0, Some(gate), None) => Ok(Self::Known(gate.into_array())),
            (1, None, Some(refusal)) => Ok(Self::Refused(refusal)),
            _ => Err(NoAnswer),
        }
    }
}

/// What the joiner asks, of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "RequestWire", from = "RequestWire")]
pub struct JoinRequest {
    /// The joiner's devices.
    pub certificates: Vec<Certificate>,
    /// Proof of the ticket, over circle, person and certificates.
    pub proof: Signature,
}

type RequestWire = (Vec<Certificate>, Signature);

impl From<JoinRequest> for RequestWire {
    fn from(request: JoinRequest) -> Self {
        (request.certificates, request.proof)
    }
}

impl From<RequestWire> for JoinRequest {
    fn from((certificates, proof): RequestWire) -> Self {
        Self { certificates, proof }
    }
}

numbered!(
    /// Why somebody is not let in.
    Refusal "refusal" {
        /// No invitation that we know has this gate.
        NoSuchInvitation = 0,
        /// The proof or a certificate is false.
        FalseProof = 1,
        /// The time of the invitation is over.
        Expired = 2,
        /// It was used as often as it allows, or was closed.
        UsedUp = 3,
        /// We are ourselves not in a position to let anybody in.
        CannotAdmit = 4,
    }
);

/// What a member answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "AnswerWire", try_from = "AnswerWire")]
pub enum JoinAnswer {
    /// Let in. The envelopes of the grant and the welcome; the rest comes by sync.
    Welcomed {
        /// At most [`limits::JOIN_RECORDS`] envelopes.
        records: Vec<Vec<u8>>,
    },
    /// Not let in.
    Refused(Refusal),
    /// Asked; somebody has to confirm. The joiner asks again later.
    Pending,
}

/// `[0, records, null]`, `[1, null, reason]` or `[2, null, null]`.
type AnswerWire = (u8, Option<Vec<ByteBuf>>, Option<Refusal>);

/// An answer whose parts do not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an answer to a request to join")]
pub struct NoAnswer;

impl From<JoinAnswer> for AnswerWire {
    fn from(answer: JoinAnswer) -> Self {
        match answer {
            JoinAnswer::Welcomed { records } => (0, Some(records.into_iter().map(ByteBuf::from).collect()), None),
            JoinAnswer::Refused(refusal) => (1, None, Some(refusal)),
            JoinAnswer::Pending => (2, None, None),
        }
    }
}

impl TryFrom<AnswerWire> for JoinAnswer {
    type Error = NoAnswer;
    fn try_from(wire: AnswerWire) -> Result<Self, NoAnswer> {
        match wire {
            (0, Some(records), None) if records.len() <= limits::JOIN_RECORDS => {
                Ok(Self::Welcomed { records: records.into_iter().map(ByteBuf::into_vec).collect() })
            }
            (1, None, Some(refusal)) => Ok(Self::Refused(refusal)),
            (2, None, None) => Ok(Self::Pending),
            _ => Err(NoAnswer),
        }
    }
}

/// Gives a message its bytes.
macro_rules! message {
    ($($name:ident)+) => {$(
        impl $name {
            /// The bytes of the message.
            #[must_use]
            pub fn encode(&self) -> Vec<u8> {
                encode(self)
            }

            /// The message of these bytes.
            ///
            /// # Errors
            /// [`DecodeError`] when they are no such message or too long.
            pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
                decode(bytes, limits::JOIN_MESSAGE_BYTES)
            }
        }
    )+};
}
message!(JoinHello JoinGate JoinCounter JoinRequest JoinAnswer);

/// The gate of an invitation in one exchange, as the joiner shows it. To be compared in constant time.
fn gate(key: &InviteKey, joiner: &Nonce, member: &Nonce) -> blake3::Hash {
    keyed(GATE_CONTEXT, key, joiner, member)
}

/// What the member shows: over the nonces the other way round, and under a key of its own. Otherwise the gate of another
/// joiner, who was handed this one's nonce, would do.
fn counter_gate(key: &InviteKey, joiner: &Nonce, member: &Nonce) -> blake3::Hash {
    keyed(COUNTER_CONTEXT, key, member, joiner)
}

fn keyed(context: &str, key: &InviteKey, first: &Nonce, second: &Nonce) -> blake3::Hash {
    let gate_key = blake3::derive_key(context, key.as_bytes());
    let mut hasher = blake3::Hasher::new_keyed(&gate_key);
    hasher.update(first).update(second);
    hasher.finalize()
}

impl JoinGate {
    /// The gate of a ticket's holder.
    #[must_use]
    pub fn new(ticket: &Ticket, joiner: &Nonce, member: &Nonce) -> Self {
        Self { gate: *gate(&ticket.key(), joiner, member).as_bytes() }
    }

    /// The invitation of this circle that the gate is about, if one fits. Of several with one key an open one, then that
    /// of the most senior inviter.
    #[must_use]
    pub fn invitation(&self, circle: &Circle, joiner: &Nonce, member: &Nonce) -> Option<InviteState> {
        circle.best_invitation(|invite| gate(&invite.key, joiner, member) == self.gate)
    }
}

impl JoinCounter {
    /// The counter-gate of a member who found the invitation.
    #[must_use]
    pub fn new(invite: &InviteState, joiner: &Nonce, member: &Nonce) -> Self {
        Self::Known(*counter_gate(&invite.key, joiner, member).as_bytes())
    }

    /// Whether the other side knows the invitation of this ticket, so that the joiner may say who they are.
    ///
    /// # Errors
    /// [`Refusal`] when it goes no further: as the member says, or [`Refusal::NoSuchInvitation`] for a false counter-gate.
    pub fn check(&self, ticket: &Ticket, joiner: &Nonce, member: &Nonce) -> Result<(), Refusal> {
        match self {
            Self::Known(shown) if counter_gate(&ticket.key(), joiner, member) == *shown => Ok(()),
            Self::Known(_) => Err(Refusal::NoSuchInvitation),
            Self::Refused(refusal) => Err(*refusal),
        }
    }
}

impl JoinRequest {
    /// The request of a ticket's holder; none without a certificate.
    #[must_use]
    pub fn new(ticket: &Ticket, certificates: Vec<Certificate>) -> Option<Self> {
        let proof = ticket.prove(&certificates)?;
        Some(Self { certificates, proof })
    }

    /// The grant by which the member `by` lets the joiner in. A welcome that boxes the secret follows it only if
    /// [`is_given_secrets`](super::Role::is_given_secrets) says so of the invitation's role.
    ///
    /// # Errors
    /// [`Refusal`] when the invitation is used up, also for this person because they were removed since or for devices that
    /// they took away, when the proof is false, or when `by` is in no position to let anybody in: the welcome of somebody
    /// below a learner would not count. Expiry is the caller's, who has the clock.
    pub fn admit(&self, circle: &Circle, invite: &InviteState, by: &PersonId) -> Result<super::Op, Refusal> {
        if !circle.may(by, Action::LetIn) {
            return Err(Refusal::CannotAdmit);
        }
        let person = self.certificates.first().map(Certificate::person).ok_or(Refusal::FalseProof)?;
        let bounded = self.certificates.len() <= limits::DEVICES_PER_PERSON;
        let theirs = |c: &Certificate| c.person() == person && c.is_valid();
        if !bounded
            || !self.certificates.iter().all(theirs)
            || !verify_ticket(&invite.key, &circle.id(), &person, &self.certificates, &self.proof)
        {
            return Err(Refusal::FalseProof);
        }
        let revoked = |certificate: &Certificate| circle.is_revoked(&person, &certificate.device());
        if invite.uses_left == 0 || circle.is_shut_out(invite, &person) || self.certificates.iter().all(revoked) {
            return Err(Refusal::UsedUp);
        }
        Ok(super::Op::Grant(super::op::Grant {
            person,
            certificates: self.certificates.clone(),
            role: invite.role,
            rank: invite.rank,
            invite: Some(super::InviteProof { invite: invite.record, signature: self.proof }),
        }))
    }
}
