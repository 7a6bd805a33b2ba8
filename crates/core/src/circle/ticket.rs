//! Tickets: an invitation as text.

pub(crate) mod addresses;

use std::fmt;
use std::str::FromStr;

use serde_bytes::{ByteArray, ByteBuf};

use super::apart::Mailbox;
use super::op;
use crate::armor::{self, ArmorError};
use crate::encoding::{decode, encode};
use crate::epoch::EpochSecret;
use crate::id::{CircleId, DeviceId, InviteKey, Tag};
use crate::key::{Certificate, Signature, SigningSecret};
use crate::lease::Pass;
use crate::limits;
use crate::time::Timestamp;

/// Addresses as text, each with its peer id: nearly twice as long as in the second version.
const FIRST_VERSION: u8 = 1;
const VERSION: u8 = 2;
/// The second version with a mailbox after it: a ticket that has none can be read by older programs.
const VERSION_MAILBOX: u8 = 3;
/// The third version with relays after it.
const VERSION_RELAYS: u8 = 4;

/// What an invited person holds. Whoever has it may come in as long as the invitation has uses left, so it is passed on
/// like a key. Its text is for a link, a QR code or a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Which circle; the proof is bound to it.
    pub circle: CircleId,
    /// The circle's name on the wire, by which its records are found.
    pub tag: Tag,
    /// What people call it, for the question "join?".
    pub title: String,
    /// What the one-time key is made of.
    pub seed: [u8; 32],
    /// Until when honest nodes let its holder in.
    pub expires: Timestamp,
    /// Where members may be reached, at most [`limits::TICKET_ADDRESSES`].
    pub addresses: Vec<String>,
    /// The device that made it.
    pub inviter: DeviceId,
    /// Where to ask in writing, when no member is ever met.
    pub mailbox: Option<Mailbox>,
    /// Where what is written may be left, at most [`limits::TICKET_RELAYS`]; of no use without a mailbox.
    pub relays: Vec<TicketRelay>,
}

/// A relay at which the holder of a ticket may leave what they ask, and find what is answered.
#[derive(Clone, PartialEq, Eq)]
pub struct TicketRelay {
    /// Where it is, with its peer id.
    pub address: String,
    /// What it is shown.
    pub pass: Pass,
}

/// Without what it lets one do.
impl fmt::Debug for TicketRelay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TicketRelay").field("address", &self.address).finish_non_exhaustive()
    }
}

type FirstWire = (CircleId, Tag, String, ByteArray<32>, Timestamp, Vec<String>, DeviceId);
/// The same with the keys of all peers, and addresses that name them by their place.
type TicketWire = (CircleId, Tag, String, ByteArray<32>, Timestamp, ByteBuf, Vec<ByteBuf>, DeviceId);
/// The second version's bytes, and the mailbox.
type MailboxWire = (ByteBuf, Mailbox);
/// The same, and relays as in the second version, each with its pass.
type RelaysWire = (ByteBuf, Mailbox, ByteBuf, Vec<(ByteBuf, ByteArray<16>)>);

impl Ticket {
    /// The one-time key pair.
    #[must_use]
    pub fn secret(&self) -> SigningSecret {
        SigningSecret::from_seed(self.seed)
    }

    /// The name of the invitation.
    #[must_use]
    pub fn key(&self) -> InviteKey {
        InviteKey::from_bytes(self.secret().public())
    }

    /// Proves possession for the person of these certificates, without giving the ticket away. With the id of the
    /// invitation's record this becomes an [`op::InviteProof`]. None without a certificate.
    #[must_use]
    pub fn prove(&self, certificates: &[Certificate]) -> Option<Signature> {
        op::prove_ticket(&self.secret(), &self.circle, certificates)
    }

    /// Whether its tag is the one that this secret of a first epoch gives to its circle. Before its holder is let in
    /// nobody can tell; then see [`Circle::is_tagged`](super::Circle::is_tagged).
    #[must_use]
    pub fn is_of(&self, first: &EpochSecret) -> bool {
        first.tag(&self.circle) == self.tag
    }

    fn is_bounded(&self) -> bool {
        self.title.len() <= limits::TITLE_BYTES
            && self.addresses.len() <= limits::TICKET_ADDRESSES
            && self.addresses.iter().all(|address| address.len() <= limits::TICKET_ADDRESS_BYTES)
            && self.relays.len() <= limits::TICKET_RELAYS
            && self.relays.iter().all(|relay| relay.address.len() <= limits::TICKET_ADDRESS_BYTES)
    }
}

/// Without the seed, which is worth as much as membership.
impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ticket").field("circle", &self.circle).field("title", &self.title).finish_non_exhaustive()
    }
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (version, wire) = match self.mailbox {
            None => (VERSION, self.wire()),
            Some(mailbox) if self.relays.is_empty() => {
                (VERSION_MAILBOX, encode(&(ByteBuf::from(self.wire()), mailbox)))
            }
            Some(mailbox) => (VERSION_RELAYS, self.relays_wire(mailbox)),
        };
        f.write_str(&armor::write(armor::TICKET, version, &wire))
    }
}

impl FromStr for Ticket {
    type Err = ArmorError;

    /// Case, and the spaces and line breaks that mail programs put in, do not matter.
    fn from_str(text: &str) -> Result<Self, ArmorError> {
        let of = |version, wire: &[u8]| match version {
            FIRST_VERSION => Some(Self::from_first_wire(wire)),
            VERSION => Some(Self::from_wire(wire)),
            VERSION_MAILBOX => Some(Self::from_mailbox_wire(wire)),
            VERSION_RELAYS => Some(Self::from_relays_wire(wire)),
            _ => None,
        };
        armor::value(armor::TICKET, text, limits::TICKET_BYTES, of)
    }
}

impl Ticket {
    /// The text of the first version, for programs that know no other.
    #[must_use]
    pub fn first_version(&self) -> String {
        let seed = ByteArray::new(self.seed);
        let wire = (self.circle, self.tag, &self.title, seed, self.expires, &self.addresses, self.inviter);
        armor::write(armor::TICKET, FIRST_VERSION, &encode(&wire))
    }

    fn wire(&self) -> Vec<u8> {
        let seed = ByteArray::new(self.seed);
        let (peers, packed) = addresses::compact(&self.addresses);
        encode(&(self.circle, self.tag, &self.title, seed, self.expires, peers, packed, self.inviter))
    }

    fn from_wire(bytes: &[u8]) -> Option<Self> {
        let wire = decode::<TicketWire>(bytes, limits::TICKET_BYTES).ok()?;
        let (circle, tag, title, seed, expires, peers, packed, inviter) = wire;
        let addresses = addresses::expand(&peers, &packed)?;
        let seed = seed.into_array();
        let ticket = Self { circle, tag, title, seed, expires, addresses, inviter, mailbox: None, relays: Vec::new() };
        // One ticket has one text.
        (ticket.is_bounded() && ticket.wire() == bytes).then_some(ticket)
    }

    fn from_first_wire(bytes: &[u8]) -> Option<Self> {
        let wire = decode::<FirstWire>(bytes, limits::TICKET_BYTES).ok()?;
        let (circle, tag, title, seed, expires, addresses, inviter) = wire;
        let seed = seed.into_array();
        let ticket = Self { circle, tag, title, seed, expires, addresses, inviter, mailbox: None, relays: Vec::new() };
        ticket.is_bounded().then_some(ticket)
    }

    fn from_mailbox_wire(bytes: &[u8]) -> Option<Self> {
        let (wire, mailbox) = decode::<MailboxWire>(bytes, limits::TICKET_BYTES).ok()?;
        Some(Self { mailbox: Some(mailbox), ..Self::from_wire(&wire)? })
    }

    fn relays_wire(&self, mailbox: Mailbox) -> Vec<u8> {
        let addresses: Vec<String> = self.relays.iter().map(|relay| relay.address.clone()).collect();
        let (peers, packed) = addresses::compact(&addresses);
        let passes = self.relays.iter().map(|relay| ByteArray::new(relay.pass));
        let relays: Vec<(ByteBuf, ByteArray<16>)> = packed.into_iter().zip(passes).collect();
        encode(&(ByteBuf::from(self.wire()), mailbox, peers, relays))
    }

    fn from_relays_wire(bytes: &[u8]) -> Option<Self> {
        let (wire, mailbox, peers, relays) = decode::<RelaysWire>(bytes, limits::TICKET_BYTES).ok()?;
        let (packed, passes): (Vec<ByteBuf>, Vec<ByteArray<16>>) = relays.into_iter().unzip();
        let addresses = addresses::expand(&peers, &packed)?.into_iter();
        let relay = |(address, pass): (String, ByteArray<16>)| TicketRelay { address, pass: pass.into_array() };
        let relays = addresses.zip(passes).map(relay).collect();
        let ticket = Self { mailbox: Some(mailbox), relays, ..Self::from_wire(&wire)? };
        // Who has none is written in the version before.
        let is_written_so = !ticket.relays.is_empty() && ticket.relays_wire(mailbox) == bytes;
        (ticket.is_bounded() && is_written_so).then_some(ticket)
    }
}
