//! Joining while inviter and joiner are never online together: the ticket's holder *asks* by a slip that waits wherever slips
//! do, any member who may let somebody in carries the invitation out when it comes by, and *answers* by another slip.
//!
//! An ask is sealed to the *mailbox* on the ticket, a key of which whoever holds the epoch has the secret half. Asks and answers
//! are under keys of their own, and marked by hints, which only those for whom they are can tell from noise.

use std::collections::BTreeMap;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256 as Kem;
use hpke::{Deserializable, Kem as _, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;
use zeroize::Zeroize as _;

use super::join::{JoinAnswer, JoinRequest};
use super::{Circle, InviteState, Ticket};
use crate::encoding::{decode, encode};
use crate::epoch::{Derived, EpochSecret};
use crate::id::{EpochId, InviteKey, SlipKey, Tag};
use crate::key::{self, DeviceSecret};
use crate::limits;
use crate::slip::{self, Slip, SlipHeader, SlipSecret};
use crate::time::{Slot, Timestamp};

const MAILBOX_CONTEXT: &str = "commonplace 2026 join mailbox 1";
const ASK_KEY_CONTEXT: &str = "commonplace 2026 join ask slip key 1";
const ASK_HINT_CONTEXT: &str = "commonplace 2026 join ask hint 1";
const EPHEMERAL_CONTEXT: &str = "commonplace 2026 join ask ephemeral seed 1";
const REPLY_CONTEXT: &str = "commonplace 2026 join reply key 1";
const ANSWER_KEY_CONTEXT: &str = "commonplace 2026 join answer slip key 1";
const ANSWER_HINT_CONTEXT: &str = "commonplace 2026 join answer hint 1";
const ANSWER_SEAL_CONTEXT: &str = "commonplace 2026 join answer seal 1";
const ANSWER_NONCE_CONTEXT: &str = "commonplace 2026 join answer nonce 1";
const INFO: &[u8] = b"commonplace/ask/1";

const HINT: usize = 8;
/// Encapsulated key and seal of an ask.
const HPKE_BYTES: usize = 32 + 16;

/// Where the holder of a ticket may ask in writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(EpochId, ByteArray<32>)", from = "(EpochId, ByteArray<32>)")]
pub struct Mailbox {
    /// Whoever holds this epoch's secret reads what is asked.
    pub epoch: EpochId,
    /// The X25519 key to which it is sealed.
    pub kem: [u8; 32],
}

impl From<Mailbox> for (EpochId, ByteArray<32>) {
    fn from(mailbox: Mailbox) -> Self {
        (mailbox.epoch, ByteArray::new(mailbox.kem))
    }
}

impl From<(EpochId, ByteArray<32>)> for Mailbox {
    fn from((epoch, kem): (EpochId, ByteArray<32>)) -> Self {
        Self { epoch, kem: kem.into_array() }
    }
}

impl Mailbox {
    /// The mailbox of an invitation that is made while this is the epoch.
    #[must_use]
    pub fn new(epoch: &EpochSecret, invite: &InviteKey) -> Self {
        Self { epoch: epoch.id(), kem: key_pair(epoch, invite).1.to_bytes().into() }
    }
}

fn key_pair(
    epoch: &EpochSecret,
    invite: &InviteKey,
) -> (<Kem as hpke::Kem>::PrivateKey, <Kem as hpke::Kem>::PublicKey) {
    let mut hasher = blake3::Hasher::new_derive_key(MAILBOX_CONTEXT);
    hasher.update(epoch.as_bytes()).update(invite.as_bytes());
    let mut seed = *hasher.finalize().as_bytes();
    let pair = Kem::derive_keypair(&seed);
    seed.zeroize();
    pair
}

/// What the holder of a ticket asks in writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// As at the door.
    pub request: JoinRequest,
    /// Under which the answer is sealed.
    reply: [u8; 32],
}

/// `[certificates and proof, reply key]`.
type AskWire = (JoinRequest, ByteArray<32>);

fn ask_secret(ticket: &Ticket, device: &DeviceSecret) -> SlipSecret {
    SlipSecret::derive(ASK_KEY_CONTEXT, device, &ticket.tag, ticket.key().as_bytes())
}

fn reply_key(ticket: &Ticket, device: &DeviceSecret) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key(REPLY_CONTEXT);
    hasher.update(&device.seed()).update(ticket.tag.as_bytes()).update(ticket.key().as_bytes());
    *hasher.finalize().as_bytes()
}

fn hint(context: &str, secret: &[u8; 32], key: &SlipKey) -> [u8; HINT] {
    let hash = blake3::keyed_hash(&blake3::derive_key(context, secret), key.as_bytes());
    let mut hint = [0; HINT];
    hint.copy_from_slice(&hash.as_bytes()[..HINT]);
    hint
}

impl Ask {
    /// The slip by which the holder of a ticket asks, as this device. None when the ticket has no mailbox, the request is
    /// too long, or there is no certificate.
    #[must_use]
    pub fn write(
        ticket: &Ticket,
        device: &DeviceSecret,
        request: &JoinRequest,
        number: u64,
        wall: Timestamp,
    ) -> Option<Slip> {
        let mailbox = ticket.mailbox?;
        let secret = ask_secret(ticket, device);
        let (tag, slot) = (ticket.tag, Slot::of(wall));
        let header = SlipHeader { tag, key: secret.key(), number, slot, epoch: mailbox.epoch };
        let content = encode(&(request.clone(), ByteArray::new(reply_key(ticket, device))));
        let plain = slip::pad(&content, HINT + HPKE_BYTES)?;
        let mut seed = blake3::Hasher::new_derive_key(EPHEMERAL_CONTEXT);
        seed.update(&device.seed()).update(&header.associated()).update(&plain);
        let public = key::kem_public(&mailbox.kem)?;
        let mut rng = Derived(seed.finalize_xof());
        let (encapsulated, ciphertext) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeS::Base,
            &public,
            INFO,
            &plain,
            &header.associated(),
            &mut rng,
        )
        .ok()?;
        let hint = hint(ASK_HINT_CONTEXT, ticket.key().as_bytes(), &header.key);
        let sealed = [&hint[..], &encapsulated.to_bytes(), &ciphertext].concat();
        secret.write_sealed(tag, number, slot, mailbox.epoch, &sealed)
    }

    /// Under which key this device asks with this ticket.
    #[must_use]
    pub fn key(ticket: &Ticket, device: &DeviceSecret) -> SlipKey {
        ask_secret(ticket, device).key()
    }

    /// The invitation and what is asked, if a slip is an ask that is for us.
    #[must_use]
    pub fn read(slip: &Slip, circle: &Circle, secrets: &BTreeMap<EpochId, EpochSecret>) -> Option<(InviteState, Self)> {
        let secret = secrets.get(&slip.header().epoch)?;
        let (shown, rest) = slip.sealed().split_first_chunk::<HINT>()?;
        let key = slip.header().key;
        let invite = circle.best_invitation(|invite| hint(ASK_HINT_CONTEXT, invite.key.as_bytes(), &key) == *shown)?;
        let (encapsulated, ciphertext) = rest.split_first_chunk::<32>()?;
        let plain = single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeR::Base,
            &key_pair(secret, &invite.key).0,
            &<Kem as hpke::Kem>::EncappedKey::from_bytes(encapsulated).ok()?,
            INFO,
            ciphertext,
            &slip.header().associated(),
        )
        .ok()?;
        let (request, reply): AskWire = decode(slip::unpad(&plain)?, limits::SLIP_CONTENT_BYTES).ok()?;
        Some((invite, Self { request, reply: reply.into_array() }))
    }

    /// Under which key a member's device answers the ask of this slip.
    #[must_use]
    pub fn answer_key(asked: &Slip, device: &DeviceSecret) -> SlipKey {
        answer_secret(asked, device).key()
    }

    /// The slip by which a member's device answers. None when the answer is too long.
    #[must_use]
    pub fn answer(&self, asked: &Slip, device: &DeviceSecret, answer: &JoinAnswer, wall: Timestamp) -> Option<Slip> {
        let SlipHeader { tag, number, epoch, .. } = *asked.header();
        let secret = answer_secret(asked, device);
        let slot = Slot::of(wall);
        let header = SlipHeader { tag, key: secret.key(), number, slot, epoch };
        let sealed = slip::seal_beside(
            &blake3::derive_key(ANSWER_SEAL_CONTEXT, &self.reply),
            &blake3::derive_key(ANSWER_NONCE_CONTEXT, &self.reply),
            &header.associated(),
            &answer.encode(),
            HINT,
        )?;
        let hint = hint(ANSWER_HINT_CONTEXT, &self.reply, &header.key);
        secret.write_sealed(tag, number, slot, epoch, &[&hint[..], &sealed].concat())
    }
}

fn answer_secret(asked: &Slip, device: &DeviceSecret) -> SlipSecret {
    let tag: &Tag = &asked.header().tag;
    SlipSecret::derive(ANSWER_KEY_CONTEXT, device, tag, asked.header().key.as_bytes())
}

/// What a slip answers to the ask of this device with this ticket, if it is an answer to that.
#[must_use]
pub fn read_answer(slip: &Slip, ticket: &Ticket, device: &DeviceSecret) -> Option<JoinAnswer> {
    let reply = reply_key(ticket, device);
    let (shown, sealed) = slip.sealed().split_first_chunk::<HINT>()?;
    if slip.header().tag != ticket.tag || hint(ANSWER_HINT_CONTEXT, &reply, &slip.header().key) != *shown {
        return None;
    }
    let content = slip::open(&blake3::derive_key(ANSWER_SEAL_CONTEXT, &reply), &slip.header().associated(), sealed)?;
    JoinAnswer::decode(&content).ok()
}
