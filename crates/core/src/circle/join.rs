//! The words of joining by ticket, as data; a private channel between the two is the caller's.
//!
//! Both say hello with a nonce. The joiner's request carries a *gate*: a hash that only holders of the ticket and members
//! can compute, so that neither side tells a stranger which circle this is about.

use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};

use super::op::verify_ticket;
use super::role::{UnknownNumber, numbered};
use super::{Circle, InviteState, Ticket};
use crate::encoding::{DecodeError, decode, encode};
use crate::id::InviteKey;
use crate::key::{Certificate, Signature};
use crate::limits;

const GATE_CONTEXT: &str = "commonplace 2026 join gate 1";

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

/// What the joiner asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "RequestWire", from = "RequestWire")]
pub struct JoinRequest {
    /// Names the invitation to whoever knows it.
    pub gate: [u8; 32],
    /// The joiner's devices.
    pub certificates: Vec<Certificate>,
    /// Proof of the ticket, over circle, person and certificates.
    pub proof: Signature,
}

type RequestWire = (ByteArray<32>, Vec<Certificate>, Signature);

impl From<JoinRequest> for RequestWire {
    fn from(request: JoinRequest) -> Self {
        (ByteArray::new(request.gate), request.certificates, request.proof)
    }
}

impl From<RequestWire> for JoinRequest {
    fn from((gate, certificates, proof): RequestWire) -> Self {
        Self { gate: gate.into_array(), certificates, proof }
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
message!(JoinHello JoinRequest JoinAnswer);

/// The gate of an invitation in one exchange.
#[must_use]
pub fn gate(key: &InviteKey, joiner: &Nonce, member: &Nonce) -> [u8; 32] {
    let gate_key = blake3::derive_key(GATE_CONTEXT, key.as_bytes());
    let mut hasher = blake3::Hasher::new_keyed(&gate_key);
    hasher.update(joiner).update(member);
    *hasher.finalize().as_bytes()
}

impl JoinRequest {
    /// The request of a ticket's holder; none without a certificate.
    #[must_use]
    pub fn new(ticket: &Ticket, certificates: Vec<Certificate>, joiner: &Nonce, member: &Nonce) -> Option<Self> {
        let proof = ticket.prove(&certificates)?;
        Some(Self { gate: gate(&ticket.key(), joiner, member), certificates, proof })
    }

    /// The invitation of this circle that the request is about, if one fits the gate.
    #[must_use]
    pub fn invitation(&self, circle: &Circle, joiner: &Nonce, member: &Nonce) -> Option<InviteState> {
        circle.invitations().into_iter().find(|invite| gate(&invite.key, joiner, member) == self.gate)
    }

    /// The grant that lets the joiner in.
    ///
    /// # Errors
    /// [`Refusal`] when the invitation is used up or the proof is false. Expiry is the caller's, who has the clock.
    pub fn admit(&self, circle: &Circle, invite: &InviteState) -> Result<super::Op, Refusal> {
        let person = self.certificates.first().map(Certificate::person).ok_or(Refusal::FalseProof)?;
        let bounded = self.certificates.len() <= limits::DEVICES_PER_PERSON;
        let theirs = |c: &Certificate| c.person() == person && c.is_valid();
        if !bounded
            || !self.certificates.iter().all(theirs)
            || !verify_ticket(&invite.key, &circle.id(), &person, &self.certificates, &self.proof)
        {
            return Err(Refusal::FalseProof);
        }
        if invite.uses_left == 0 {
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
