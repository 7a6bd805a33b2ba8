//! Bodies of control records. Each is a DAG-CBOR array; arrays only ever grow at the end.

use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};

use super::role::{Policy, Reach, Role};
use crate::encoding::{DecodeError, decode, encode, items};
use crate::id::{CircleId, DeviceId, EpochId, InviteKey, PersonId, RecordId};
use crate::key::{Certificate, PersonSecret, Signature, SigningSecret, verify};
use crate::limits;
use crate::record::Kind;
use crate::time::Timestamp;

/// What the genesis cites: there is nothing before it.
pub const NO_AUTHORITY: RecordId = RecordId::from_bytes([0; 32]);

const FORMAT: u8 = 1;
const PROOF_CONTEXT: &str = "commonplace 2026 invite proof 1";

/// Kinds of control records. 12 is meant for a person's change of root key; from 14 on they are kept for later.
pub mod kind {
    use crate::record::Kind;

    /// Founds a circle.
    pub const GENESIS: Kind = Kind(1);
    /// Admits a person, or gives one another role.
    pub const GRANT: Kind = Kind(2);
    /// Takes a grant or an invitation back.
    pub const REVOKE: Kind = Kind(3);
    /// Takes all lesser grants of a person back, concurrent ones too.
    pub const BAN: Kind = Kind(4);
    /// Leaves.
    pub const LEAVE: Kind = Kind(5);
    /// Invites.
    pub const INVITE: Kind = Kind(6);
    /// Begins an epoch.
    pub const EPOCH: Kind = Kind(7);
    /// Boxes an epoch's secret to further devices.
    pub const WELCOME: Kind = Kind(8);
    /// Adds a device of a person.
    pub const DEVICE: Kind = Kind(9);
    /// Takes a device of a person away.
    pub const DEVICE_REVOKE: Kind = Kind(10);
    /// Lets more of a removed person's work stand.
    pub const EXTEND_CUT: Kind = Kind(11);
    /// Says how a circle's records may travel, and how much of them is advised to be kept.
    pub const SETTINGS: Kind = Kind(13);
}

/// Why a body is not the control operation that its kind promises.
#[derive(Debug, thiserror::Error)]
pub enum OpError {
    /// A kind of a later version.
    #[error("unknown control kind {}", .0.0)]
    UnknownKind(Kind),
    /// A body of a later version: it has more items than its kind has in this one.
    #[error("control body of a later version, kind {}", .0.0)]
    NewerBody(Kind),
    /// Not the bytes of such a body, or parts out of bounds.
    #[error("malformed control body")]
    Malformed(#[from] DecodeError),
    /// A certificate in it is false.
    #[error("false certificate")]
    Certificate,
}

impl OpError {
    /// Whether the record is of a later version: it is kept, passed on and takes part in ancestry. Otherwise it is
    /// malformed, and worth nothing to anybody.
    #[must_use]
    pub const fn is_newer(&self) -> bool {
        matches!(self, Self::UnknownKind(_) | Self::NewerBody(_))
    }
}

/// A part of a body that is longer, shorter or less in order than allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} out of bounds")]
pub struct OutOfBounds(&'static str);

fn within(holds: bool, what: &'static str) -> Result<(), OutOfBounds> {
    if holds { Ok(()) } else { Err(OutOfBounds(what)) }
}

/// Gives a struct the wire form of an array, its fields in order, with a check after decoding.
macro_rules! array_body {
    ($name:ident [$($field:ident : $wire:ty => $into:expr),+ $(,)?] check $check:expr) => {
        impl From<$name> for ($($wire,)+) {
            fn from(body: $name) -> Self {
                ($(<$wire>::from(body.$field),)+)
            }
        }

        impl TryFrom<($($wire,)+)> for $name {
            type Error = OutOfBounds;
            fn try_from(($($field,)+): ($($wire,)+)) -> Result<Self, OutOfBounds> {
                let body = Self { $($field: $into($field),)+ };
                let check: fn(&Self) -> Result<(), OutOfBounds> = $check;
                check(&body)?;
                Ok(body)
            }
        }
    };
}

fn same<T>(value: T) -> T {
    value
}

/// Founds a circle. The id of the circle is a hash of this body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "GenesisWire", try_from = "GenesisWire")]
pub struct Genesis {
    /// Format of the circle.
    pub version: u8,
    /// What people call it; at most [`limits::TITLE_BYTES`].
    pub title: String,
    /// Devices of the founders: at most [`limits::FOUNDERS`] persons, each device once.
    pub founders: Vec<Certificate>,
    /// What they decided once for all.
    pub policy: Policy,
    /// Random, so that two circles never have the same id.
    pub salt: [u8; 16],
}

type GenesisWire = (u8, String, Vec<Certificate>, Policy, ByteArray<16>);
array_body!(Genesis [
    version: u8 => same, title: String => same, founders: Vec<Certificate> => same, policy: Policy => same,
    salt: ByteArray<16> => ByteArray::into_array,
] check |genesis| {
    within(genesis.version == FORMAT, "version")?;
    within(genesis.title.len() <= limits::TITLE_BYTES, "title")?;
    let persons = distinct(genesis.founders.iter().map(Certificate::person));
    within((1..=limits::FOUNDERS).contains(&persons), "founders")?;
    within(genesis.founders.len() <= limits::FOUNDERS * limits::DEVICES_PER_PERSON, "founders")?;
    within(distinct(genesis.founders.iter().map(Certificate::device)) == genesis.founders.len(), "devices")
});

fn distinct<T: Ord>(items: impl Iterator<Item = T>) -> usize {
    items.collect::<std::collections::BTreeSet<_>>().len()
}

/// Admits a person, or gives one another role. A person may hold several grants; the greatest role counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "GrantWire", try_from = "GrantWire")]
pub struct Grant {
    /// Whom.
    pub person: PersonId,
    /// Devices of this person, 1 to [`limits::DEVICES_PER_PERSON`].
    pub certificates: Vec<Certificate>,
    /// To which role.
    pub role: Role,
    /// Distance from the founders: greater than the rank under which it is granted.
    pub rank: u16,
    /// The ticket that stands in for a grantor's own word.
    pub invite: Option<InviteProof>,
}

type GrantWire = (PersonId, Vec<Certificate>, Role, u16, Option<InviteProof>);
array_body!(Grant [
    person: PersonId => same, certificates: Vec<Certificate> => same, role: Role => same, rank: u16 => same,
    invite: Option<InviteProof> => same,
] check |grant| {
    within((1..=limits::DEVICES_PER_PERSON).contains(&grant.certificates.len()), "certificates")?;
    within(grant.certificates.iter().all(|certificate| certificate.person() == grant.person), "person")
});

/// Proof that a person holds the ticket of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(RecordId, Signature)", from = "(RecordId, Signature)")]
pub struct InviteProof {
    /// The invitation's record.
    pub invite: RecordId,
    /// By the invitation's one-time key, over the circle, the person and their certificates.
    pub signature: Signature,
}

impl From<InviteProof> for (RecordId, Signature) {
    fn from(proof: InviteProof) -> Self {
        (proof.invite, proof.signature)
    }
}

impl From<(RecordId, Signature)> for InviteProof {
    fn from((invite, signature): (RecordId, Signature)) -> Self {
        Self { invite, signature }
    }
}

/// Signs for a ticket's holder; none without a certificate.
pub(super) fn prove_ticket(key: &SigningSecret, circle: &CircleId, certificates: &[Certificate]) -> Option<Signature> {
    Some(key.sign(&proof_bytes(circle, &certificates.first()?.person(), certificates)))
}

/// Whether `signature` proves that the person of these certificates holds the ticket of the invitation `key`.
#[must_use]
pub fn verify_ticket(
    key: &InviteKey,
    circle: &CircleId,
    person: &PersonId,
    certificates: &[Certificate],
    signature: &Signature,
) -> bool {
    verify(key.as_bytes(), &proof_bytes(circle, person, certificates), signature)
}

fn proof_bytes(circle: &CircleId, person: &PersonId, certificates: &[Certificate]) -> Vec<u8> {
    let digest = ByteArray::new(*blake3::hash(&encode(&certificates)).as_bytes());
    encode(&(PROOF_CONTEXT, circle, person, digest))
}

/// What somebody had seen of the chains of a person's devices: device, last place, record there. Work at or below it
/// stands, later work does not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "Vec<CutEntry>", try_from = "Vec<CutEntry>")]
pub struct Cut(Vec<CutEntry>);

/// Device, last place seen, record seen there.
pub type CutEntry = (DeviceId, u64, RecordId);

impl Cut {
    /// The cut with these entries; of two for one device the one of greater place stays. Beyond
    /// [`limits::CUT_DEVICES`] entries the rest is dropped: later steward records extend the cut.
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = CutEntry>) -> Self {
        let by_device: std::collections::BTreeMap<_, _> = {
            let mut all: Vec<_> = entries.into_iter().collect();
            all.sort_unstable();
            all.into_iter().map(|(device, seq, id)| (device, (seq, id))).collect()
        };
        Self(by_device.into_iter().take(limits::CUT_DEVICES).map(|(device, (seq, id))| (device, seq, id)).collect())
    }

    /// The entries, in ascending order of device.
    #[must_use]
    pub fn entries(&self) -> &[CutEntry] {
        &self.0
    }

    /// The last place and record of this device.
    #[must_use]
    pub fn head(&self, device: &DeviceId) -> Option<(u64, RecordId)> {
        let found = self.0.binary_search_by_key(device, |entry| entry.0).ok()?;
        self.0.get(found).map(|(_, seq, id)| (*seq, *id))
    }
}

impl From<Cut> for Vec<CutEntry> {
    fn from(cut: Cut) -> Self {
        cut.0
    }
}

impl TryFrom<Vec<CutEntry>> for Cut {
    type Error = OutOfBounds;
    fn try_from(entries: Vec<CutEntry>) -> Result<Self, OutOfBounds> {
        let sorted = entries.windows(2).all(|pair| pair[0].0 < pair[1].0);
        within(sorted && entries.len() <= limits::CUT_DEVICES, "cut")?;
        Ok(Self(entries))
    }
}

/// Takes a grant back, or closes an invitation. Voids what was done under it unseen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(RecordId, Cut)", try_from = "(RecordId, Cut)")]
pub struct Revoke {
    /// The grant or invitation.
    pub grant: RecordId,
    /// What content under it the remover had seen.
    pub cut: Cut,
}
array_body!(Revoke [grant: RecordId => same, cut: Cut => same] check |_| Ok(()));

/// Takes all grants of greater rank that a person has, or will turn out to have been given at the same time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(PersonId, Cut)", try_from = "(PersonId, Cut)")]
pub struct Ban {
    /// Whom.
    pub person: PersonId,
    /// What content of theirs the remover had seen.
    pub cut: Cut,
}
array_body!(Ban [person: PersonId => same, cut: Cut => same] check |_| Ok(()));

/// Leaves the circle: gives up the cited grant and all of greater or equal rank.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "(Cut,)", try_from = "(Cut,)")]
pub struct Leave {
    /// The last that the leaving person wrote, on each device.
    pub cut: Cut,
}
array_body!(Leave [cut: Cut => same] check |_| Ok(()));

/// An invitation; its ticket holds the one-time key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "InviteWire", try_from = "InviteWire")]
pub struct Invite {
    /// The public half of the one-time key.
    pub key: InviteKey,
    /// The role of those who come.
    pub role: Role,
    /// Their rank.
    pub rank: u16,
    /// For how many persons, at least one.
    pub uses: u16,
    /// Until when honest nodes carry it out. No clock decides what is valid.
    pub expires: Timestamp,
}
type InviteWire = (InviteKey, Role, u16, u16, Timestamp);
array_body!(Invite [
    key: InviteKey => same, role: Role => same, rank: u16 => same, uses: u16 => same, expires: Timestamp => same,
] check |invite| within(invite.uses > 0, "uses"));

/// Begins an epoch. Its record is sealed under the new secret and boxes it to the recipients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "EpochWire", try_from = "EpochWire")]
pub struct Epoch {
    /// 0 for the first, then greater than that of all bases.
    pub height: u32,
    /// The epochs that it follows, in ascending order, at most [`limits::EPOCH_BASES`].
    pub bases: Vec<EpochId>,
    /// BLAKE3 of the secret: nobody can hand out two secrets under one name.
    pub commit: [u8; 32],
    /// The secrets of the bases, sealed under the new one.
    pub old: Vec<u8>,
}
type EpochWire = (u32, Vec<EpochId>, ByteArray<32>, ByteBuf);
array_body!(Epoch [
    height: u32 => same, bases: Vec<EpochId> => same, commit: ByteArray<32> => ByteArray::into_array,
    old: ByteBuf => ByteBuf::into_vec,
] check |epoch| {
    within(epoch.bases.len() <= limits::EPOCH_BASES && epoch.bases.windows(2).all(|pair| pair[0] < pair[1]), "bases")?;
    within(epoch.bases.is_empty() == (epoch.height == 0), "height")?;
    within(epoch.old.len() <= limits::EPOCH_OLD_BYTES, "old")
});

/// Adds a device of a person; the root key's signature is its only authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(Certificate,)", try_from = "(Certificate,)")]
pub struct Device {
    /// The device.
    pub certificate: Certificate,
}
array_body!(Device [certificate: Certificate => same] check |_| Ok(()));

/// Takes a device of a person away; the root key's signature is its only authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(Certificate, Signature, Cut)", try_from = "(Certificate, Signature, Cut)")]
pub struct DeviceRevoke {
    /// The device, as it was certified.
    pub certificate: Certificate,
    /// By the root key, over circle, `after` of the record, and cut.
    pub signature: Signature,
    /// What the person vouches for of this device's work.
    pub cut: Cut,
}
array_body!(DeviceRevoke [certificate: Certificate => same, signature: Signature => same, cut: Cut => same] check |_| Ok(()));

impl DeviceRevoke {
    /// Revokes a device in a circle. The record must name exactly `after`.
    #[must_use]
    pub fn new(root: &PersonSecret, certificate: Certificate, circle: &CircleId, after: &[RecordId], cut: Cut) -> Self {
        let signature = root.revoke(certificate.device(), &revocation_scope(circle, after, &cut));
        Self { certificate, signature, cut }
    }

    /// Whether the root key said this, of this circle and at this place in its history. A thief who copies the
    /// signature can therefore not move the moment of the revocation.
    #[must_use]
    pub fn is_signed(&self, circle: &CircleId, after: &[RecordId]) -> bool {
        self.certificate.is_revocation(&revocation_scope(circle, after, &self.cut), &self.signature)
    }
}

impl DeviceRevoke {
    /// What the root key said, whoever repeats it.
    pub(super) fn words(&self) -> Vec<u8> {
        encode(&(&self.certificate, &self.signature))
    }
}

fn revocation_scope(circle: &CircleId, after: &[RecordId], cut: &Cut) -> Vec<u8> {
    let mut after = after.to_vec();
    after.sort_unstable();
    after.dedup();
    encode(&(circle, after, cut))
}

/// Lets more of the work of a removed person, or of a device that was taken away, stand: cuts of one removal add up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(RecordId, Cut)", try_from = "(RecordId, Cut)")]
pub struct ExtendCut {
    /// The revocation, ban or leave, or the record by which a device was taken away.
    pub of: RecordId,
    /// What else stands.
    pub cut: Cut,
}
array_body!(ExtendCut [of: RecordId => same, cut: Cut => same] check |_| Ok(()));

/// What a steward settles for the whole circle. Of several the most senior author's counts, of theirs the latest: see
/// [`Circle::settings`](super::Circle::settings).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "SettingsWire", try_from = "SettingsWire")]
pub struct Settings {
    /// By which ways records may travel.
    pub reach: Reach,
    /// Relays of the circle, the preferred one first: at most [`limits::CIRCLE_RELAYS`] multiaddresses that name a peer, each
    /// once and of at most [`limits::TICKET_ADDRESS_BYTES`] bytes.
    pub relays: Vec<String>,
    /// Bytes that a member is advised to set aside for the circle, below 2^53.
    pub quota: Option<u64>,
    /// How many of the last days relays keep of posts and documents, 1 to [`limits::RELAY_DAYS`]; all of them if none.
    pub relay_days: Option<u16>,
}

type SettingsWire = (Reach, Vec<String>, Option<u64>, Option<u16>);
/// How a fourth item reads that nobody wrote: the null of CBOR.
const NOTHING_SETTLED: &[u8] = &[0xf6];
array_body!(Settings [
    reach: Reach => same, relays: Vec<String> => same, quota: Option<u64> => same, relay_days: Option<u16> => same,
] check |settings| {
    within(settings.relays.len() <= limits::CIRCLE_RELAYS, "relays")?;
    within(distinct(settings.relays.iter()) == settings.relays.len(), "relays")?;
    within(settings.relays.iter().all(|address| names_a_peer(address)), "relay")?;
    within(settings.quota.is_none_or(|quota| quota <= limits::LARGEST_NUMBER), "quota")?;
    within(settings.relay_days.is_none_or(|days| (1..=limits::RELAY_DAYS).contains(&days)), "days")
});

impl Settings {
    /// Whether these are within their bounds; others must not be written.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        Self::try_from(SettingsWire::from(self.clone())).is_ok()
    }

    fn encode(&self) -> Vec<u8> {
        if self.relay_days.is_some() { encode(self) } else { encode(&(self.reach, &self.relays, self.quota)) }
    }

    /// The settings of a body. What a later version adds at its end is passed over: to leave such settings out of account
    /// would be to go by older ones, which may allow what these forbid.
    fn decode(body: &[u8]) -> Result<Self, OpError> {
        let all = items(body, limits::BODY_BYTES)?;
        let newest = all.first().is_some_and(|reach| matches!(reach, [number] if (4..24).contains(number)));
        if newest && all.len() >= 3 {
            return Err(OpError::NewerBody(kind::SETTINGS));
        }
        // The first version wrote three, as we do when nothing else is settled.
        let known = match all.get(..4) {
            Some(known) => known.concat(),
            None => [&all.concat(), NOTHING_SETTLED].concat(),
        };
        Ok(decode(&[&[0x84][..], &known].concat(), limits::BODY_BYTES)?)
    }
}

/// Whether this may be the address of a peer. What it means is the network's to say.
fn names_a_peer(address: &str) -> bool {
    address.len() <= limits::TICKET_ADDRESS_BYTES
        && address.starts_with('/')
        && address.bytes().all(|byte| byte.is_ascii_graphic())
        && address.split_once("/p2p/").is_some_and(|(place, peer)| !place.is_empty() && !peer.is_empty())
}

/// A control operation: the body of a record in the control lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// Founds the circle.
    Genesis(Genesis),
    /// Admits.
    Grant(Grant),
    /// Takes a grant or an invitation back.
    Revoke(Revoke),
    /// Removes a person.
    Ban(Ban),
    /// Leaves.
    Leave(Leave),
    /// Invites.
    Invite(Invite),
    /// Begins an epoch.
    Epoch(Epoch),
    /// Boxes the envelope's epoch to further devices; all it says is in the boxes.
    Welcome,
    /// Adds a device.
    Device(Device),
    /// Takes a device away.
    DeviceRevoke(DeviceRevoke),
    /// Lets more work stand.
    ExtendCut(ExtendCut),
    /// Settles how records may travel.
    Settings(Settings),
}

impl Op {
    /// The number that says which operation a body is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Genesis(_) => kind::GENESIS,
            Self::Grant(_) => kind::GRANT,
            Self::Revoke(_) => kind::REVOKE,
            Self::Ban(_) => kind::BAN,
            Self::Leave(_) => kind::LEAVE,
            Self::Invite(_) => kind::INVITE,
            Self::Epoch(_) => kind::EPOCH,
            Self::Welcome => kind::WELCOME,
            Self::Device(_) => kind::DEVICE,
            Self::DeviceRevoke(_) => kind::DEVICE_REVOKE,
            Self::ExtendCut(_) => kind::EXTEND_CUT,
            Self::Settings(_) => kind::SETTINGS,
        }
    }

    /// The bytes of the body.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Genesis(body) => encode(body),
            Self::Grant(body) => encode(body),
            Self::Revoke(body) => encode(body),
            Self::Ban(body) => encode(body),
            Self::Leave(body) => encode(body),
            Self::Invite(body) => encode(body),
            Self::Epoch(body) => encode(body),
            Self::Welcome => encode(&Nothing::default()),
            Self::Device(body) => encode(body),
            Self::DeviceRevoke(body) => encode(body),
            Self::ExtendCut(body) => encode(body),
            Self::Settings(body) => body.encode(),
        }
    }

    /// The operation of a body; certificates in it are verified, authority is not.
    ///
    /// # Errors
    /// [`OpError`] when kind or body are of a later version, or the body is not one.
    pub fn decode(kind: Kind, body: &[u8]) -> Result<Self, OpError> {
        const MAX: usize = limits::BODY_BYTES;
        let items = array_items(body).filter(|_| body.len() <= MAX);
        if items > known_items(kind) && known_items(kind).is_some() {
            return Err(OpError::NewerBody(kind));
        }
        let op = match kind {
            kind::GENESIS => Self::Genesis(decode(body, MAX)?),
            kind::GRANT => Self::Grant(decode(body, MAX)?),
            kind::REVOKE => Self::Revoke(decode(body, MAX)?),
            kind::BAN => Self::Ban(decode(body, MAX)?),
            kind::LEAVE => Self::Leave(decode(body, MAX)?),
            kind::INVITE => Self::Invite(decode(body, MAX)?),
            kind::EPOCH => Self::Epoch(decode(body, MAX)?),
            kind::WELCOME => decode::<Nothing>(body, MAX).map(|_| Self::Welcome)?,
            kind::DEVICE => Self::Device(decode(body, MAX)?),
            kind::DEVICE_REVOKE => Self::DeviceRevoke(decode(body, MAX)?),
            kind::EXTEND_CUT => Self::ExtendCut(decode(body, MAX)?),
            kind::SETTINGS => Self::Settings(Settings::decode(body)?),
            _ => return Err(OpError::UnknownKind(kind)),
        };
        if op.certificates().iter().all(Certificate::is_valid) { Ok(op) } else { Err(OpError::Certificate) }
    }

    /// The certificates that it carries.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        match self {
            Self::Genesis(genesis) => &genesis.founders,
            Self::Grant(grant) => &grant.certificates,
            Self::Device(device) => std::slice::from_ref(&device.certificate),
            Self::DeviceRevoke(revoke) => std::slice::from_ref(&revoke.certificate),
            _ => &[],
        }
    }

    /// The cut of a removal or of its extension.
    #[must_use]
    pub(super) fn cut(&self) -> Option<&Cut> {
        match self {
            Self::Revoke(Revoke { cut, .. })
            | Self::Ban(Ban { cut, .. })
            | Self::Leave(Leave { cut })
            | Self::DeviceRevoke(DeviceRevoke { cut, .. })
            | Self::ExtendCut(ExtendCut { cut, .. }) => Some(cut),
            _ => None,
        }
    }
}

/// How many items a body of this kind has in this version; none for unknown kinds, and for those that are read as far as
/// they are known.
const fn known_items(kind: Kind) -> Option<usize> {
    match kind {
        kind::GENESIS | kind::GRANT | kind::INVITE => Some(5),
        kind::EPOCH => Some(4),
        kind::DEVICE_REVOKE => Some(3),
        kind::REVOKE | kind::BAN | kind::EXTEND_CUT => Some(2),
        kind::LEAVE | kind::DEVICE => Some(1),
        kind::WELCOME => Some(0),
        _ => None,
    }
}

/// Items of the CBOR array that begins here, if a short array does (RFC 8949, major type 4).
fn array_items(body: &[u8]) -> Option<usize> {
    let head = *body.first()?;
    (0x80..0x98).contains(&head).then(|| usize::from(head - 0x80))
}

/// The empty array.
type Nothing = [u8; 0];
