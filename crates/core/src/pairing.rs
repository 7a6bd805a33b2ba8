//! Pairing: a sealed channel between two people who stand next to each other or talk, over which each side hands one
//! thing to the other. A pure state machine; the bytes are specified in `docs/protocol.md`, "Pairing".
//!
//! Two ways lead to the channel. *Words*: both exchange fresh keys, the asker's committed to before the answerer's is
//! seen, and both screens show four words that follow from everything that was said. Whoever stands between two people has
//! one try at 2^44, and two people who compare the words find out. *Code*: one side makes up four words and says them;
//! the first one says whose offer is meant, the other three are the secret of a SPAKE2. Whoever guesses has one try per
//! attempt, and the other side counts them.
//!
//! **Invariant:** nothing is handed over before both sides have confirmed, by pressing a key or by knowing the code.
//!
//! **Invariant:** what the pairing is for is part of every key and of the words. Who confirms "come into my circle" has
//! confirmed nothing else.
//!
//! It does not prove who somebody is: that the people recognise each other is what it stands on.

mod channel;
mod code;
mod link;
mod linking;
mod machine;
mod message;
mod name;

use std::fmt;

use zeroize::Zeroizing;

pub use self::code::{CodeError, Nameplate, SpokenCode, digits};
pub use self::link::LinkText;
pub use self::linking::{DeviceAsk, DeviceGrant};
pub use self::machine::{Asked, Entropy, Pairing, PairingError, Step};
pub use self::message::End;
pub use self::name::nearby_name;

/// What two people pair for. Bound into every key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// One asks to come into a circle of the other.
    Join = 0,
    /// One asks to become a device of the other's person.
    Device = 1,
}

impl Purpose {
    fn from_number(number: u8) -> Option<Self> {
        [Self::Join, Self::Device].into_iter().find(|purpose| *purpose as u8 == number)
    }
}

/// What one side hands to the other, once.
#[derive(Clone, PartialEq, Eq)]
pub enum Payload {
    /// Into a circle: the text of a ticket. From who was asked, for [`Purpose::Join`].
    Ticket(String),
    /// What the asker is called. From who asks, for [`Purpose::Join`].
    Name(String),
    /// A [`DeviceAsk`] from who asks, a [`DeviceGrant`] from who was asked, for [`Purpose::Device`].
    Device(Zeroizing<Vec<u8>>),
}

impl Payload {
    /// Whether it belongs into a pairing for this purpose, from this side.
    fn fits(&self, purpose: Purpose, from_asker: bool) -> bool {
        match self {
            Self::Ticket(_) => purpose == Purpose::Join && !from_asker,
            Self::Name(_) => purpose == Purpose::Join && from_asker,
            Self::Device(_) => purpose == Purpose::Device,
        }
    }

    fn encode(&self) -> Zeroizing<Vec<u8>> {
        let (kind, bytes) = match self {
            Self::Ticket(text) => (0, text.as_bytes()),
            Self::Name(text) => (1, text.as_bytes()),
            Self::Device(bytes) => (2, bytes.as_slice()),
        };
        Zeroizing::new([&[kind], bytes].concat())
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
        match bytes.split_first()? {
            (0, rest) => text(rest).map(Self::Ticket),
            (1, rest) => text(rest).map(Self::Name),
            (2, rest) => Some(Self::Device(Zeroizing::new(rest.to_vec()))),
            _ => None,
        }
    }
}

/// Without what is in it: a ticket is worth as much as membership.
impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ticket(_) => "Ticket(..)",
            Self::Name(_) => "Name(..)",
            Self::Device(_) => "Device(..)",
        })
    }
}
