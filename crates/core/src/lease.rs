//! Leases: what a relay is told of a circle that it keeps sealed records for, and who may change that.
//!
//! A relay holds no secret of a circle. It knows a circle by its tag, lets in whoever shows that they hold a *relay gate
//! key*, which follows from an epoch's secret and the relay's own id, and obeys *admin keys*, which stewards' devices
//! derive for this relay and this tag alone. See `docs/protocol.md`, "Leases".

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};

use crate::armor::{self, ArmorError};
use crate::encoding::{DecodeError, decode, encode};
use crate::epoch::{EpochSecret, KeyBox};
use crate::id::{BlobId, CircleId, DeviceId, EpochId, RecordId, Tag};
use crate::key::{DeviceSecret, Signature, SigningSecret, verify};
use crate::limits;
use crate::time::Slot;

const PASS_CONTEXT: &str = "commonplace 2026 relay pass 1";
const PASS_KEY_CONTEXT: &str = "commonplace 2026 relay pass gate key 1";
const GATE_CONTEXT: &str = "commonplace 2026 relay gate 1";
const ADMIN_CONTEXT: &str = "commonplace 2026 relay admin key 1";
const STEWARDS_CONTEXT: &str = "commonplace 2026 relay stewards 1";
const TERMS_CONTEXT: &str = "commonplace 2026 relay terms 1";
const DROP_CONTEXT: &str = "commonplace 2026 relay drop 1";
const FORGET_CONTEXT: &str = "commonplace 2026 relay forget 1";

const VERSION: u8 = 1;

/// A relay's transport key, an ed25519 public key: the one thing by which a relay is known.
pub type RelayId = [u8; 32];

/// Shows that its maker holds a relay gate key, on one stream to one relay.
pub type Gate = [u8; 16];

/// What a ticket's holder shows a relay: that they may leave a slip there and take what answers it, and nothing else. It
/// follows from a relay gate key, and tells nothing of it.
pub type Pass = [u8; 16];

/// The pass of a relay gate key.
#[must_use]
pub fn pass(gate_key: &[u8; 32]) -> Pass {
    let mut out = [0; 16];
    out.copy_from_slice(&blake3::derive_key(PASS_CONTEXT, gate_key)[..16]);
    out
}

/// The key whose [`gate`] the holder of a pass shows.
#[must_use]
pub fn pass_key(pass: &Pass) -> [u8; 32] {
    blake3::derive_key(PASS_KEY_CONTEXT, pass)
}

/// The gate of a key on a stream with these nonces, the asker's first; `binding` names both ends.
#[must_use]
pub fn gate(key: &[u8; 32], nonces: &[[u8; 32]; 2], binding: &[u8; 32]) -> Gate {
    let mut hasher = blake3::Hasher::new_keyed(key);
    hasher.update(GATE_CONTEXT.as_bytes()).update(nonces.as_flattened()).update(binding);
    let mut out = [0; 16];
    out.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    out
}

/// The key by which this device may change a circle's lease at one relay. It names neither the device nor the circle: at
/// another relay, and for another circle, it is another one.
#[must_use]
pub fn admin_secret(device: &DeviceSecret, tag: &Tag, relay: &RelayId) -> SigningSecret {
    SigningSecret::from_seed(derive(device, tag, relay, &[]))
}

/// An admin key that this steward makes for another one's device, sealed to it.
#[must_use]
pub fn admin_for(maker: &DeviceSecret, tag: &Tag, relay: &RelayId, kem: &[u8; 32]) -> Option<Admin> {
    let seed = derive(maker, tag, relay, kem);
    let secret = EpochSecret::from_bytes(seed);
    let sealed = KeyBox::seal(&secret, tag, kem)?;
    Some(Admin { key: SigningSecret::from_seed(seed).public(), sealed: Some((secret.id(), sealed)) })
}

fn derive(device: &DeviceSecret, tag: &Tag, relay: &RelayId, other: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key(ADMIN_CONTEXT);
    hasher.update(&device.seed()).update(tag.as_bytes()).update(relay).update(other);
    *hasher.finalize().as_bytes()
}

/// Names the stewards' devices to each other, and to nobody who does not know the circle's id.
#[must_use]
pub fn stewards_mark(circle: &CircleId, devices: &[DeviceId]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key(STEWARDS_CONTEXT);
    hasher.update(circle.as_bytes());
    devices.iter().for_each(|device| _ = hasher.update(device.as_bytes()));
    *hasher.finalize().as_bytes()
}

/// A key that may change a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admin {
    /// The public half.
    pub key: [u8; 32],
    /// The secret half, sealed to the device that may use it; none if that device derives it.
    pub sealed: Option<(EpochId, KeyBox)>,
}

impl Admin {
    /// The secret half, if this device may use it.
    #[must_use]
    pub fn open(&self, device: &DeviceSecret, tag: &Tag, relay: &RelayId) -> Option<SigningSecret> {
        let secret = match &self.sealed {
            None => admin_secret(device, tag, relay),
            Some((epoch, sealed)) => SigningSecret::from_seed(*sealed.open(device, tag, epoch)?.as_bytes()),
        };
        (secret.public() == self.key).then_some(secret)
    }
}

/// What a lease says that may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Grows by one with each change; see [`Terms::follows`].
    pub number: u64,
    /// Who shows one of these is let in.
    pub gate_keys: Vec<[u8; 32]>,
    /// Who shows one of these was let in once, and is given the records of `doors`: who is still a member finds the new
    /// secret in one of them.
    pub retired: Vec<[u8; 32]>,
    /// Records in which present members find the newest secret, sealed to each device.
    pub doors: Vec<RecordId>,
    /// Who may change the lease.
    pub admins: Vec<Admin>,
    /// [`stewards_mark`] of those for whom the admin keys were made.
    pub stewards: [u8; 32],
    /// Nothing older is kept or compared.
    pub horizon: Slot,
}

type AdminWire = (ByteArray<32>, Option<(EpochId, KeyBox)>);
type TermsWire = (u64, Vec<ByteArray<32>>, Vec<ByteArray<32>>, Vec<RecordId>, Vec<AdminWire>, ByteArray<32>, Slot);

impl Terms {
    fn wire(&self) -> TermsWire {
        let keys = |keys: &[[u8; 32]]| keys.iter().map(|key| ByteArray::new(*key)).collect();
        let admins = self.admins.iter().map(|admin| (ByteArray::new(admin.key), admin.sealed.clone())).collect();
        let (gate_keys, retired) = (keys(&self.gate_keys), keys(&self.retired));
        (self.number, gate_keys, retired, self.doors.clone(), admins, ByteArray::new(self.stewards), self.horizon)
    }

    fn of_wire(wire: TermsWire) -> Option<Self> {
        let (number, gate_keys, retired, doors, admins, stewards, horizon) = wire;
        let keys = |keys: Vec<ByteArray<32>>| keys.into_iter().map(ByteArray::into_array).collect();
        let admin = |(key, sealed): AdminWire| Admin { key: key.into_array(), sealed };
        let terms = Self {
            number,
            gate_keys: keys(gate_keys),
            retired: keys(retired),
            doors,
            admins: admins.into_iter().map(admin).collect(),
            stewards: stewards.into_array(),
            horizon,
        };
        terms.is_bounded().then_some(terms)
    }

    fn is_bounded(&self) -> bool {
        self.gate_keys.len() <= limits::LEASE_GATE_KEYS
            && self.retired.len() <= limits::LEASE_RETIRED_KEYS
            && self.doors.len() <= limits::LEASE_DOORS
            && self.admins.len() <= limits::LEASE_ADMINS
    }

    /// The number of the terms that come next.
    #[must_use]
    pub const fn next_number(&self) -> u64 {
        self.number.wrapping_add(1)
    }

    /// Whether these may take the place of the present terms, by their number. It is the next one and no other: of stewards
    /// who change the same terms at one time the first counts and the others look again, and nobody who is about to go can
    /// take a number after which there is none.
    #[must_use]
    pub const fn follows(&self, present: &Self) -> bool {
        self.number == present.next_number()
    }

    /// Whether both ask the same of a relay, whatever their numbers.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let like = |terms: &Self| Self { number: 0, ..terms.clone() };
        like(self) == like(other)
    }

    /// What a relay keeps of these terms when it forgets the circle: nobody is let in and nobody may change anything. Those
    /// who were let in before are known as such, so that they can be told.
    #[must_use]
    pub fn forgotten(self, number: u64) -> Self {
        let mut retired = self.gate_keys;
        retired.extend(self.retired);
        retired.truncate(limits::LEASE_RETIRED_KEYS);
        let (gate_keys, doors, admins) = (Vec::new(), Vec::new(), Vec::new());
        Self { number, gate_keys, retired, doors, admins, stewards: [0; 32], horizon: self.horizon }
    }

    /// Whether a relay has forgotten the circle, and keeps its name only so as not to take up an old lease again.
    #[must_use]
    pub fn is_forgotten(&self) -> bool {
        self.gate_keys.is_empty() && self.admins.is_empty()
    }

    fn signed(&self, tag: &Tag, relay: &RelayId) -> Vec<u8> {
        encode(&(TERMS_CONTEXT, tag, ByteArray::new(*relay), self.wire()))
    }
}

/// What a steward hands to a relay's operator: all that the relay has to know of a circle. Whoever holds it can show the
/// gate, so it is handed on like a key; it opens no record.
#[derive(Clone, PartialEq, Eq)]
pub struct Lease {
    /// The circle's name on the wire.
    pub tag: Tag,
    /// The key of its fingerprints.
    pub fp_key: [u8; 32],
    /// For which relay it is.
    pub relay: RelayId,
    /// What may change.
    pub terms: Terms,
}

type LeaseWire = (Tag, ByteArray<32>, ByteArray<32>, TermsWire);

impl Lease {
    /// Its bytes, as a relay keeps them.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode(&(self.tag, ByteArray::new(self.fp_key), ByteArray::new(self.relay), self.terms.wire()))
    }

    /// The lease of such bytes.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (tag, fp_key, relay, terms) = decode::<LeaseWire>(bytes, limits::LEASE_BYTES).ok()?;
        let terms = Terms::of_wire(terms)?;
        Some(Self { tag, fp_key: fp_key.into_array(), relay: relay.into_array(), terms })
    }
}

/// Without its keys.
impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lease").field("tag", &self.tag).field("number", &self.terms.number).finish_non_exhaustive()
    }
}

impl fmt::Display for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&armor::write(armor::LEASE, VERSION, &self.encode()))
    }
}

impl FromStr for Lease {
    type Err = ArmorError;

    /// Case, and the spaces and line breaks that mail programs put in, do not matter.
    fn from_str(text: &str) -> Result<Self, ArmorError> {
        let of = |version, wire: &[u8]| (version == VERSION).then(|| Self::decode(wire));
        armor::value(armor::LEASE, text, limits::LEASE_BYTES, of)
    }
}

/// The first message of each side on a lease stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hello {
    /// 32 random bytes of this side.
    pub nonce: [u8; 32],
}

impl Hello {
    /// Its bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode(&(VERSION, ByteArray::new(self.nonce)))
    }

    /// The hello of such bytes.
    ///
    /// # Errors
    /// When they are none, or of another version.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let (_, nonce): (u8, ByteArray<32>) = decode(bytes, limits::LEASE_MESSAGE_BYTES)?;
        Ok(Self { nonce: nonce.into_array() })
    }
}

/// What a member says of an attachment that they offer a relay. Its id is the hash of sealed bytes: who does not hold the
/// key cannot tell what it is, however well they know the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parcel {
    /// Which.
    pub blob: BlobId,
    /// Its sealed size, in bytes.
    pub size: u64,
    /// The hour of the latest record that names it.
    pub slot: Slot,
}

/// What a relay does with an attachment that it was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// All of it is there.
    Whole,
    /// It is fetched from those who offered it, as soon as its turn comes.
    Comes,
    /// There is no room for it.
    NoRoom,
}

/// What is asked of a relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// How things stand, and who else is there.
    Visit,
    /// From now on these terms.
    Change {
        /// The new terms.
        terms: Box<Terms>,
        /// An admin key of the present terms.
        admin: [u8; 32],
        /// Its signature.
        signature: Signature,
    },
    /// To let go of records that the circle does not count any more.
    Drop {
        /// At most [`limits::LEASE_DROPS`].
        ids: Vec<RecordId>,
        /// An admin key of the present terms.
        admin: [u8; 32],
        /// Its signature.
        signature: Signature,
    },
    /// To leave this slip for the members, and to have those that answer it: all that a pass is good for.
    Leave {
        /// The slip's bytes.
        slip: Vec<u8>,
    },
    /// To end the lease: to let nobody in any more, and to delete all that lies there of the circle. What remains is its tag,
    /// this number, and by which keys to know who may hear of it.
    Forget {
        /// The one after that of the present terms. A lease is taken up again only with the one after this.
        number: u64,
        /// An admin key of the present terms.
        admin: [u8; 32],
        /// Its signature.
        signature: Signature,
    },
    /// To keep these attachments, and to fetch from the asker those that are not there.
    Offer {
        /// At most [`limits::LEASE_OFFERS`].
        parcels: Vec<Parcel>,
    },
}

impl Wish {
    /// The wish for these terms, signed.
    #[must_use]
    pub fn change(terms: Terms, tag: &Tag, relay: &RelayId, admin: &SigningSecret) -> Self {
        let signature = admin.sign(&terms.signed(tag, relay));
        Self::Change { terms: Box::new(terms), admin: admin.public(), signature }
    }

    /// The wish to let go of these records, signed.
    #[must_use]
    pub fn let_go(ids: Vec<RecordId>, tag: &Tag, relay: &RelayId, admin: &SigningSecret) -> Self {
        let signature = admin.sign(&drop_bytes(&ids, tag, relay));
        Self::Drop { ids, admin: admin.public(), signature }
    }

    /// The wish to forget the circle, signed.
    #[must_use]
    pub fn forget(number: u64, tag: &Tag, relay: &RelayId, admin: &SigningSecret) -> Self {
        let signature = admin.sign(&forget_bytes(number, tag, relay));
        Self::Forget { number, admin: admin.public(), signature }
    }

    /// Whether an admin of these terms has signed it. What changes nothing needs no signature.
    #[must_use]
    pub fn is_allowed(&self, present: &Terms, tag: &Tag, relay: &RelayId) -> bool {
        let (admin, signature, signed) = match self {
            Self::Visit | Self::Leave { .. } | Self::Offer { .. } => return true,
            Self::Change { terms, admin, signature } => (admin, signature, terms.signed(tag, relay)),
            Self::Drop { ids, admin, signature } => (admin, signature, drop_bytes(ids, tag, relay)),
            Self::Forget { number, admin, signature } => (admin, signature, forget_bytes(*number, tag, relay)),
        };
        present.admins.iter().any(|known| known.key == *admin) && verify(admin, &signed, signature)
    }
}

fn drop_bytes(ids: &[RecordId], tag: &Tag, relay: &RelayId) -> Vec<u8> {
    encode(&(DROP_CONTEXT, tag, ByteArray::new(*relay), ids))
}

fn forget_bytes(number: u64, tag: &Tag, relay: &RelayId) -> Vec<u8> {
    encode(&(FORGET_CONTEXT, tag, ByteArray::new(*relay), number))
}

/// A question to a relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Gates of the asker's keys, the newest first; at most [`limits::LEASE_GATES_SHOWN`].
    pub gates: Vec<Gate>,
    /// What is asked.
    pub wish: Wish,
}

#[derive(Serialize, Deserialize)]
enum WishWire {
    Visit,
    Change(TermsWire, ByteArray<32>, Signature),
    Drop(Vec<RecordId>, ByteArray<32>, Signature),
    Leave(ByteBuf),
    Forget(u64, ByteArray<32>, Signature),
    Offer(Vec<(BlobId, u64, Slot)>),
}

impl Question {
    /// Its bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let gates: Vec<ByteArray<16>> = self.gates.iter().map(|gate| ByteArray::new(*gate)).collect();
        let wish = match &self.wish {
            Wish::Visit => WishWire::Visit,
            Wish::Change { terms, admin, signature } => {
                WishWire::Change(terms.wire(), ByteArray::new(*admin), *signature)
            }
            Wish::Drop { ids, admin, signature } => WishWire::Drop(ids.clone(), ByteArray::new(*admin), *signature),
            Wish::Leave { slip } => WishWire::Leave(ByteBuf::from(slip.clone())),
            Wish::Forget { number, admin, signature } => WishWire::Forget(*number, ByteArray::new(*admin), *signature),
            Wish::Offer { parcels } => {
                WishWire::Offer(parcels.iter().map(|parcel| (parcel.blob, parcel.size, parcel.slot)).collect())
            }
        };
        encode(&(gates, wish))
    }

    /// The question of such bytes.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (gates, wish): (Vec<ByteArray<16>>, WishWire) = decode(bytes, limits::LEASE_MESSAGE_BYTES).ok()?;
        let wish = match wish {
            WishWire::Visit => Wish::Visit,
            WishWire::Change(terms, admin, signature) => {
                Wish::Change { terms: Box::new(Terms::of_wire(terms)?), admin: admin.into_array(), signature }
            }
            WishWire::Drop(ids, admin, signature) => {
                if ids.len() > limits::LEASE_DROPS {
                    return None;
                }
                Wish::Drop { ids, admin: admin.into_array(), signature }
            }
            WishWire::Leave(slip) => Wish::Leave { slip: slip.into_vec() },
            WishWire::Forget(number, admin, signature) => Wish::Forget { number, admin: admin.into_array(), signature },
            WishWire::Offer(parcels) if parcels.len() > limits::LEASE_OFFERS => return None,
            WishWire::Offer(parcels) => {
                let parcels = parcels.into_iter().map(|(blob, size, slot)| Parcel { blob, size, slot }).collect();
                Wish::Offer { parcels }
            }
        };
        let gates: Vec<Gate> = gates.into_iter().map(ByteArray::into_array).collect();
        (gates.len() <= limits::LEASE_GATES_SHOWN).then_some(Self { gates, wish })
    }
}

/// How things stand with a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The present terms.
    pub terms: Terms,
    /// Bytes that may be kept, and bytes that are.
    pub quota: u64,
    /// Bytes kept.
    pub used: u64,
    /// Whether something was refused for want of room since there was room last.
    pub full: bool,
    /// Others who are there for the same circle now, by their transport keys; at most [`limits::LEASE_PEERS`].
    pub peers: Vec<[u8; 32]>,
}

/// A relay's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// No gate fits: no lease, or not for this asker.
    Unknown,
    /// The asker's keys are retired. A present member finds the newest secret in one of these records.
    Door(Vec<Vec<u8>>),
    /// How things stand, after the wish was done.
    Here(Box<Standing>),
    /// The wish was not done: not signed by an admin of the present terms, or not the terms that follow them; or there is
    /// no room for a slip; or it could not be written down.
    Refused,
    /// The slip lies here. These answer it; at most [`limits::LEASE_ANSWERS`].
    Slips(Vec<Vec<u8>>),
    /// The circle was forgotten by a wish of this number: nothing of it lies there. Said to whoever shows a key that was
    /// once let in.
    Forgotten(u64),
    /// What becomes of each attachment that was offered.
    Keeps(Vec<(BlobId, Keeping)>),
}

#[derive(Serialize, Deserialize)]
enum AnswerWire {
    Unknown,
    Door(Vec<ByteBuf>),
    Here(TermsWire, u64, u64, bool, Vec<ByteArray<32>>),
    Refused,
    Slips(Vec<ByteBuf>),
    Forgotten(u64),
    Keeps(Vec<(BlobId, u8)>),
}

impl Keeping {
    const ALL: [Self; 3] = [Self::Whole, Self::Comes, Self::NoRoom];

    /// Its number on the wire: its place in [`Keeping::ALL`].
    const fn number(self) -> u8 {
        match self {
            Self::Whole => 0,
            Self::Comes => 1,
            Self::NoRoom => 2,
        }
    }
}

impl Answer {
    /// Its bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode(&match self {
            Self::Unknown => AnswerWire::Unknown,
            Self::Door(records) => {
                AnswerWire::Door(records.iter().map(|record| ByteBuf::from(record.clone())).collect())
            }
            Self::Here(standing) => {
                let peers = standing.peers.iter().map(|peer| ByteArray::new(*peer)).collect();
                AnswerWire::Here(standing.terms.wire(), standing.quota, standing.used, standing.full, peers)
            }
            Self::Refused => AnswerWire::Refused,
            Self::Slips(slips) => AnswerWire::Slips(slips.iter().map(|slip| ByteBuf::from(slip.clone())).collect()),
            Self::Forgotten(number) => AnswerWire::Forgotten(*number),
            Self::Keeps(all) => {
                AnswerWire::Keeps(all.iter().map(|(blob, keeping)| (*blob, keeping.number())).collect())
            }
        })
    }

    /// The answer of such bytes.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        Some(match decode::<AnswerWire>(bytes, limits::LEASE_MESSAGE_BYTES).ok()? {
            AnswerWire::Unknown => Self::Unknown,
            AnswerWire::Door(records) => Self::Door(records.into_iter().map(ByteBuf::into_vec).collect()),
            AnswerWire::Here(terms, quota, used, full, peers) => {
                if peers.len() > limits::LEASE_PEERS {
                    return None;
                }
                let peers = peers.into_iter().map(ByteArray::into_array).collect();
                Self::Here(Box::new(Standing { terms: Terms::of_wire(terms)?, quota, used, full, peers }))
            }
            AnswerWire::Refused => Self::Refused,
            AnswerWire::Slips(slips) if slips.len() > limits::LEASE_ANSWERS => return None,
            AnswerWire::Slips(slips) => Self::Slips(slips.into_iter().map(ByteBuf::into_vec).collect()),
            AnswerWire::Forgotten(number) => Self::Forgotten(number),
            AnswerWire::Keeps(all) if all.len() > limits::LEASE_OFFERS => return None,
            AnswerWire::Keeps(all) => {
                let keeping = |(blob, number): (BlobId, u8)| {
                    Some((blob, Keeping::ALL.into_iter().find(|keeping| keeping.number() == number)?))
                };
                Self::Keeps(all.into_iter().map(keeping).collect::<Option<_>>()?)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELAY: RelayId = [7; 32];

    fn device(seed: u8) -> DeviceSecret {
        DeviceSecret::from_seed([seed; 32])
    }

    fn lease(admin: &DeviceSecret) -> Lease {
        let tag = Tag::from_bytes([3; 16]);
        let key = admin_secret(admin, &tag, &RELAY).public();
        let terms = Terms {
            number: 1,
            gate_keys: vec![EpochSecret::from_bytes([5; 32]).relay_gate_key(&RELAY)],
            retired: vec![[6; 32]],
            doors: vec![RecordId::of(b"door")],
            admins: vec![Admin { key, sealed: None }],
            stewards: [8; 32],
            horizon: Slot(0),
        };
        Lease { tag, fp_key: [9; 32], relay: RELAY, terms }
    }

    #[test]
    fn a_lease_is_a_text_that_mail_may_break() {
        let lease = lease(&device(1));
        let text = lease.to_string();
        let (left, right) = text.split_at(90);
        assert_eq!(format!("{left}\n  {}", right.to_uppercase()).parse(), Ok(lease));
        assert_eq!(text[..text.len() - 3].parse::<Lease>(), Err(ArmorError::Damaged));
        assert_eq!("hello".parse::<Lease>(), Err(ArmorError::Other));
    }

    #[test]
    fn keys_for_one_relay_are_noise_at_another() {
        let secret = EpochSecret::from_bytes([5; 32]);
        assert_ne!(secret.relay_gate_key(&RELAY), secret.relay_gate_key(&[8; 32]));
        assert_ne!(secret.relay_gate_key(&RELAY), secret.gate_key());
        let passes = [RELAY, [8; 32]].map(|relay| pass(&secret.relay_gate_key(&relay)));
        assert_ne!(passes[0], passes[1]);
        assert_ne!(pass_key(&passes[0]), secret.relay_gate_key(&RELAY), "a pass opens less");
        let (tag, other) = (Tag::from_bytes([3; 16]), Tag::from_bytes([4; 16]));
        let alice = device(1);
        let keys = [(&tag, &RELAY), (&tag, &[8; 32]), (&other, &RELAY)];
        let keys = keys.map(|(tag, relay)| admin_secret(&alice, tag, relay).public());
        assert!(keys[0] != keys[1] && keys[0] != keys[2] && keys[1] != keys[2]);
    }

    #[test]
    fn only_an_admin_of_the_present_terms_changes_them() {
        let (alice, bob, eve) = (device(1), device(2), device(3));
        let Lease { tag, terms, .. } = lease(&alice);
        let for_bob = admin_for(&alice, &tag, &RELAY, &bob.kem_public()).expect("a key");
        assert!(for_bob.open(&eve, &tag, &RELAY).is_none(), "it is for bob");
        let mut present = terms.clone();
        present.admins.push(for_bob.clone());
        let next = Terms { number: 2, ..present.clone() };
        let by = |secret: &SigningSecret| Wish::change(next.clone(), &tag, &RELAY, secret);
        let bobs = for_bob.open(&bob, &tag, &RELAY).expect("his");
        assert!(by(&bobs).is_allowed(&present, &tag, &RELAY));
        assert!(!by(&bobs).is_allowed(&terms, &tag, &RELAY), "before alice named him");
        assert!(!by(&bobs).is_allowed(&present, &tag, &[8; 32]), "another relay");
        assert!(!by(&admin_secret(&eve, &tag, &RELAY)).is_allowed(&present, &tag, &RELAY));
        let alices = present.admins[0].open(&alice, &tag, &RELAY).expect("hers");
        let forget = Wish::forget(2, &tag, &RELAY, &alices);
        assert!(forget.is_allowed(&present, &tag, &RELAY) && !forget.is_allowed(&present, &tag, &[8; 32]));
        assert!(!Wish::forget(2, &tag, &RELAY, &admin_secret(&eve, &tag, &RELAY)).is_allowed(&present, &tag, &RELAY));
        let mut forged = by(&alices);
        if let Wish::Change { terms, .. } = &mut forged {
            terms.gate_keys.clear();
        }
        assert!(!forged.is_allowed(&present, &tag, &RELAY), "not what she signed");
    }

    #[test]
    fn questions_and_answers_are_read_as_they_were_written() {
        let alice = device(1);
        let Lease { tag, terms, .. } = lease(&alice);
        let admin = admin_secret(&alice, &tag, &RELAY);
        for wish in [
            Wish::Visit,
            Wish::change(terms.clone(), &tag, &RELAY, &admin),
            Wish::let_go(vec![RecordId::of(b"x")], &tag, &RELAY, &admin),
            Wish::Leave { slip: vec![7; 300] },
            Wish::forget(2, &tag, &RELAY, &admin),
            Wish::Offer { parcels: vec![Parcel { blob: BlobId::from_bytes([6; 32]), size: 300_000, slot: Slot(9) }] },
        ] {
            let question = Question { gates: vec![[1; 16], [2; 16]], wish };
            assert_eq!(Question::decode(&question.encode()), Some(question));
        }
        let standing = Standing { terms, quota: 9, used: 3, full: true, peers: vec![[4; 32]] };
        for answer in [
            Answer::Unknown,
            Answer::Door(vec![vec![1, 2]]),
            Answer::Here(Box::new(standing)),
            Answer::Refused,
            Answer::Slips(vec![vec![1], vec![2]]),
            Answer::Forgotten(2),
            Answer::Keeps(Keeping::ALL.map(|keeping| (BlobId::from_bytes([6; 32]), keeping)).to_vec()),
        ] {
            assert_eq!(Answer::decode(&answer.encode()), Some(answer));
        }
        let many = Question { gates: vec![[0; 16]; limits::LEASE_GATES_SHOWN + 1], wish: Wish::Visit };
        assert_eq!(Question::decode(&many.encode()), None);
        let parcel = Parcel { blob: BlobId::from_bytes([6; 32]), size: 1, slot: Slot(9) };
        let wish = Wish::Offer { parcels: vec![parcel; limits::LEASE_OFFERS + 1] };
        assert_eq!(Question::decode(&Question { gates: Vec::new(), wish }.encode()), None);
        let unknown = encode(&AnswerWire::Keeps(vec![(parcel.blob, 3)]));
        assert_eq!(Answer::decode(&unknown), None);
        let many = Answer::Slips(vec![Vec::new(); limits::LEASE_ANSWERS + 1]);
        assert_eq!(Answer::decode(&many.encode()), None);
    }
}
