//! The words of coming back, as data: a person whose device is new shows members whom they meet that they are one of
//! them, and is given their circles again. A private channel between the two is the caller's.
//!
//! Both say hello with a nonce. Then each shows a *gate*, the returning person first: a hash over both nonces and both
//! transports that only who knows the person's id can compute. So a stranger learns nothing, neither from the returning
//! person nor from the member; who knows the id is a member of a circle with them, or was. Only then the returning person
//! shows the certificate of the new device, and signs all of it with the root key.
//!
//! What a thief can do with what is said here: nothing. A gate holds for one pair of transports and one pair of nonces, and
//! so does the signature; the certificate names a device whose key the thief does not have. Who has the recovery words is
//! the person, here as everywhere.

use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};

use super::join::Nonce;
use crate::encoding::{DecodeError, decode, encode};
use crate::id::{CircleId, PersonId, Tag};
use crate::key::{Certificate, PersonSecret, Signature};
use crate::limits;

const GATE_CONTEXT: &str = "commonplace 2026 return gate 1";
const COUNTER_CONTEXT: &str = "commonplace 2026 return counter gate 1";
const HELD_CONTEXT: &str = "commonplace 2026 return held 1";

/// What makes one conversation unlike any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Talk {
    /// Drawn by who returns.
    pub returner: Nonce,
    /// Drawn by the member.
    pub member: Nonce,
    /// Hash of both transport identities.
    pub binding: [u8; 32],
}

impl Talk {
    fn keyed(&self, context: &str, person: &PersonId) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&blake3::derive_key(context, person.as_bytes()));
        hasher.update(&self.returner).update(&self.member).update(&self.binding);
        hasher.finalize()
    }

    /// What a tag is called in this conversation: to whom knows the circle it names it, and others learn nothing by which
    /// they would know it elsewhere, such as at a relay.
    fn blinded(&self, tag: &Tag) -> Tag {
        let mut hasher = blake3::Hasher::new_derive_key(HELD_CONTEXT);
        hasher.update(&self.returner).update(&self.member).update(&self.binding).update(tag.as_bytes());
        let mut name = [0; Tag::LEN];
        hasher.finalize_xof().fill(&mut name);
        Tag::from_bytes(name)
    }

    fn scope(&self, certificate: &Certificate) -> Vec<u8> {
        let [returner, member, binding] = [self.returner, self.member, self.binding].map(ByteArray::new);
        encode(&(returner, member, binding, certificate))
    }
}

/// What who returns shows first: who they are, to whom knows them already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(ByteArray<32>,)", from = "(ByteArray<32>,)")]
pub struct ReturnGate {
    gate: [u8; 32],
}

impl From<ReturnGate> for (ByteArray<32>,) {
    fn from(gate: ReturnGate) -> Self {
        (ByteArray::new(gate.gate),)
    }
}

impl From<(ByteArray<32>,)> for ReturnGate {
    fn from((gate,): (ByteArray<32>,)) -> Self {
        Self { gate: gate.into_array() }
    }
}

impl ReturnGate {
    /// The gate of this person in this conversation.
    #[must_use]
    pub fn new(person: &PersonId, talk: &Talk) -> Self {
        Self { gate: *talk.keyed(GATE_CONTEXT, person).as_bytes() }
    }

    /// Whether it is this person's. In constant time.
    #[must_use]
    pub fn is_of(&self, person: &PersonId, talk: &Talk) -> bool {
        talk.keyed(GATE_CONTEXT, person) == self.gate
    }
}

/// What the member shows in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(Option<ByteArray<32>>,)", from = "(Option<ByteArray<32>>,)")]
pub enum ReturnCounter {
    /// They know the person: the counter-gate.
    Known([u8; 32]),
    /// They do not.
    Unknown,
}

impl From<ReturnCounter> for (Option<ByteArray<32>>,) {
    fn from(counter: ReturnCounter) -> Self {
        match counter {
            ReturnCounter::Known(gate) => (Some(ByteArray::new(gate)),),
            ReturnCounter::Unknown => (None,),
        }
    }
}

impl From<(Option<ByteArray<32>>,)> for ReturnCounter {
    fn from((gate,): (Option<ByteArray<32>>,)) -> Self {
        gate.map_or(Self::Unknown, |gate| Self::Known(gate.into_array()))
    }
}

impl ReturnCounter {
    /// The counter-gate of somebody who knows this person.
    #[must_use]
    pub fn new(person: &PersonId, talk: &Talk) -> Self {
        Self::Known(*talk.keyed(COUNTER_CONTEXT, person).as_bytes())
    }

    /// Whether the other side knows this person, so that they may say the rest.
    #[must_use]
    pub fn knows(&self, person: &PersonId, talk: &Talk) -> bool {
        match self {
            Self::Known(gate) => talk.keyed(COUNTER_CONTEXT, person) == *gate,
            Self::Unknown => false,
        }
    }
}

/// What who returns asks, of somebody who knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(Certificate, Signature, Vec<Tag>)", try_from = "(Certificate, Signature, Vec<Tag>)")]
pub struct ReturnRequest {
    /// The new device.
    pub certificate: Certificate,
    /// By the root key, over the conversation and the certificate.
    proof: Signature,
    /// Circles that the new device has already, blinded, at most [`limits::RETURN_HELD`].
    held: Vec<Tag>,
}

impl From<ReturnRequest> for (Certificate, Signature, Vec<Tag>) {
    fn from(request: ReturnRequest) -> Self {
        (request.certificate, request.proof, request.held)
    }
}

impl TryFrom<(Certificate, Signature, Vec<Tag>)> for ReturnRequest {
    type Error = TooMany;
    fn try_from((certificate, proof, held): (Certificate, Signature, Vec<Tag>)) -> Result<Self, TooMany> {
        if held.len() > limits::RETURN_HELD { Err(TooMany) } else { Ok(Self { certificate, proof, held }) }
    }
}

/// More parts than a message may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many parts")]
pub struct TooMany;

impl ReturnRequest {
    /// Asks for what is not held. Of `held` so many are named as may be.
    #[must_use]
    pub fn new(root: &PersonSecret, certificate: Certificate, talk: &Talk, mut held: Vec<Tag>) -> Self {
        held.truncate(limits::RETURN_HELD);
        held.iter_mut().for_each(|tag| *tag = talk.blinded(tag));
        let proof = root.show_presence(&talk.scope(&certificate));
        Self { certificate, proof, held }
    }

    /// Whether the new device has this circle already, as it says.
    #[must_use]
    pub fn holds(&self, tag: &Tag, talk: &Talk) -> bool {
        self.held.contains(&talk.blinded(tag))
    }

    /// Whether the holder of the person's root key says this, here and now, of a device that agrees.
    #[must_use]
    pub fn is_proven(&self, person: &PersonId, talk: &Talk) -> bool {
        self.certificate.person() == *person
            && self.certificate.is_valid()
            && self.certificate.is_presence(&talk.scope(&self.certificate), &self.proof)
    }
}

/// A circle that somebody is given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "CircleWire", try_from = "CircleWire")]
pub struct ReturnedCircle {
    /// Its id.
    pub circle: CircleId,
    /// Its name on the wire.
    pub tag: Tag,
    /// What people call it.
    pub title: String,
    /// Records that the new device can open; they hold the secret that opens the rest.
    pub records: Vec<Vec<u8>>,
}

type CircleWire = (CircleId, Tag, String, Vec<ByteBuf>);

impl From<ReturnedCircle> for CircleWire {
    fn from(circle: ReturnedCircle) -> Self {
        let records = circle.records.into_iter().map(ByteBuf::from).collect();
        (circle.circle, circle.tag, circle.title, records)
    }
}

impl TryFrom<CircleWire> for ReturnedCircle {
    type Error = TooMany;
    fn try_from((circle, tag, title, records): CircleWire) -> Result<Self, TooMany> {
        if title.len() > limits::TITLE_BYTES || records.len() > limits::JOIN_RECORDS {
            return Err(TooMany);
        }
        Ok(Self { circle, tag, title, records: records.into_iter().map(ByteBuf::into_vec).collect() })
    }
}

/// What a member answers: circles in common, at most [`limits::RETURN_CIRCLES`] at once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "(Vec<ReturnedCircle>, bool)", try_from = "(Vec<ReturnedCircle>, bool)")]
pub struct ReturnAnswer {
    /// The circles.
    pub circles: Vec<ReturnedCircle>,
    /// Whether there are further ones, to be asked for again.
    pub more: bool,
}

impl From<ReturnAnswer> for (Vec<ReturnedCircle>, bool) {
    fn from(answer: ReturnAnswer) -> Self {
        (answer.circles, answer.more)
    }
}

impl TryFrom<(Vec<ReturnedCircle>, bool)> for ReturnAnswer {
    type Error = TooMany;
    fn try_from((circles, more): (Vec<ReturnedCircle>, bool)) -> Result<Self, TooMany> {
        if circles.len() > limits::RETURN_CIRCLES { Err(TooMany) } else { Ok(Self { circles, more }) }
    }
}

impl ReturnAnswer {
    /// Adds a circle if it fits; says that there is more otherwise. Returns whether it fitted.
    pub fn push(&mut self, circle: ReturnedCircle) -> bool {
        let size = |circle: &ReturnedCircle| encode(circle).len();
        let total: usize = self.circles.iter().map(size).sum::<usize>() + size(&circle);
        let fits = self.circles.len() < limits::RETURN_CIRCLES && total <= limits::RETURN_ANSWER_BYTES - 64;
        if fits {
            self.circles.push(circle);
        } else {
            self.more = true;
        }
        fits
    }
}

/// Gives a message its bytes.
macro_rules! message {
    ($($name:ident: $max:expr;)+) => {$(
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
                decode(bytes, $max)
            }
        }
    )+};
}
message! {
    ReturnGate: limits::RETURN_MESSAGE_BYTES;
    ReturnCounter: limits::RETURN_MESSAGE_BYTES;
    ReturnRequest: limits::RETURN_MESSAGE_BYTES;
    ReturnAnswer: limits::RETURN_ANSWER_BYTES;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::DeviceSecret;

    fn talk(nonce: u8) -> Talk {
        Talk { returner: [nonce; 32], member: [2; 32], binding: [3; 32] }
    }

    #[test]
    fn only_who_knows_the_person_recognises_them_and_each_side_shows_it() {
        let (alice, eve) = (PersonId::from_bytes([1; 32]), PersonId::from_bytes([9; 32]));
        let gate = ReturnGate::new(&alice, &talk(1));
        assert!(gate.is_of(&alice, &talk(1)) && !gate.is_of(&eve, &talk(1)));
        assert!(!gate.is_of(&alice, &talk(7)), "a gate holds for one conversation");
        let elsewhere = Talk { binding: [4; 32], ..talk(1) };
        assert!(!gate.is_of(&alice, &elsewhere), "and for one pair of transports");
        let counter = ReturnCounter::new(&alice, &talk(1));
        assert!(counter.knows(&alice, &talk(1)) && !counter.knows(&alice, &talk(7)));
        assert!(!ReturnCounter::Unknown.knows(&alice, &talk(1)));
        assert!(!ReturnCounter::Known(gate.gate).knows(&alice, &talk(1)), "what was shown is no answer to itself");
        for counter in [counter, ReturnCounter::Unknown] {
            assert_eq!(ReturnCounter::decode(&counter.encode()).expect("own bytes"), counter);
        }
        assert_eq!(ReturnGate::decode(&gate.encode()).expect("own bytes"), gate);
    }

    #[test]
    fn a_request_is_worth_nothing_to_whoever_copies_it() {
        let (alice, laptop) = (PersonSecret::from_seed([1; 32]), DeviceSecret::from_seed([2; 32]));
        let certificate = alice.certify(&laptop, "laptop 2");
        let request = ReturnRequest::new(&alice, certificate.clone(), &talk(1), vec![Tag::from_bytes([5; 16])]);
        let request = ReturnRequest::decode(&request.encode()).expect("own bytes");
        assert!(request.is_proven(&alice.id(), &talk(1)));
        assert!(!request.is_proven(&alice.id(), &talk(7)), "not in another conversation");
        assert!(request.holds(&Tag::from_bytes([5; 16]), &talk(1)));
        assert!(!request.holds(&Tag::from_bytes([6; 16]), &talk(1)));
        assert!(
            !request.encode().windows(16).any(|window| window == [5; 16]),
            "who is not in that circle learns no name"
        );
        let eve = PersonSecret::from_seed([9; 32]);
        assert!(!request.is_proven(&eve.id(), &talk(1)));
        // Who has seen the certificate in a circle has no root key to sign with.
        let forged = ReturnRequest::new(&eve, certificate, &talk(1), Vec::new());
        assert!(!forged.is_proven(&alice.id(), &talk(1)));
    }

    #[test]
    fn an_answer_takes_what_fits_and_says_that_there_is_more() {
        let circle = |size: usize| ReturnedCircle {
            circle: CircleId::from_bytes([1; 32]),
            tag: Tag::from_bytes([2; 16]),
            title: "Biology".into(),
            records: vec![vec![0; size]; 2],
        };
        let mut answer = ReturnAnswer::default();
        assert!(answer.push(circle(1000)) && !answer.more);
        assert!(!answer.push(circle(limits::RETURN_ANSWER_BYTES)) && answer.more);
        while answer.push(circle(100)) {}
        assert_eq!(answer.circles.len(), limits::RETURN_CIRCLES);
        assert_eq!(ReturnAnswer::decode(&answer.encode()).expect("own bytes"), answer);
    }
}
