//! The messages, as bytes: a type and fields of fixed length, so that there is one way to write each and nothing to grow.

use super::{PairingError, Purpose};
use crate::limits;

/// The version that this program speaks.
const VERSION: u8 = 1;

/// Why a pairing ends early, as one side tells the other. It is not authenticated: it only ends what would end anyway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// A person said no, or that the words differ.
    Refused = 0,
    /// Called off.
    Cancelled = 1,
    /// Too many ask, or the same one too often.
    Busy = 2,
    /// No offer has this nameplate.
    NoOffer = 3,
    /// The code was another one.
    WrongCode = 4,
    /// Nobody answered in time.
    Expired = 5,
    /// The circle does not travel by the way on which the two are connected. Only who has proved to be meant is told.
    OutOfReach = 6,
}

impl End {
    const ALL: [Self; 7] =
        [Self::Refused, Self::Cancelled, Self::Busy, Self::NoOffer, Self::WrongCode, Self::Expired, Self::OutOfReach];

    /// The message that says so.
    #[must_use]
    pub fn encode(self) -> Vec<u8> {
        vec![8, self as u8]
    }
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Message {
    /// May we compare words? The commitment is to the asker's key and nonce.
    Ask { purpose: Purpose, commitment: [u8; 32] },
    /// Is this nameplate yours?
    Seek { purpose: Purpose, nonce: [u8; 16], plate: [u8; 16] },
    /// The answerer's key.
    Key([u8; 32]),
    /// What the asker was committed to.
    Open { key: [u8; 32], nonce: [u8; 32] },
    /// It is.
    Hit,
    /// One side of the SPAKE2.
    Spake([u8; 33]),
    /// That the code was the same.
    Proof([u8; 32]),
    /// Something for the other side alone.
    Sealed(Vec<u8>),
    /// It goes no further.
    End(End),
}

impl Message {
    pub(super) fn encode(&self) -> Vec<u8> {
        match self {
            Self::Ask { purpose, commitment } => [&[0, VERSION, *purpose as u8], commitment.as_slice()].concat(),
            Self::Seek { purpose, nonce, plate } => {
                [&[1, VERSION, *purpose as u8], nonce.as_slice(), plate.as_slice()].concat()
            }
            Self::Key(key) => [&[2], key.as_slice()].concat(),
            Self::Open { key, nonce } => [&[3], key.as_slice(), nonce.as_slice()].concat(),
            Self::Hit => vec![4],
            Self::Spake(message) => [&[5], message.as_slice()].concat(),
            Self::Proof(proof) => [&[6], proof.as_slice()].concat(),
            Self::Sealed(bytes) => [&[7], bytes.as_slice()].concat(),
            Self::End(end) => end.encode(),
        }
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self, PairingError> {
        if bytes.len() > limits::PAIRING_MESSAGE_BYTES {
            return Err(PairingError::Malformed);
        }
        let (kind, rest) = bytes.split_first().ok_or(PairingError::Malformed)?;
        Self::parse(*kind, rest).ok_or(PairingError::Malformed)?
    }

    /// None for what is no message at all; an error for one of another version.
    fn parse(kind: u8, rest: &[u8]) -> Option<Result<Self, PairingError>> {
        Some(Ok(match kind {
            0 | 1 => return Self::first(kind, rest),
            2 => Self::Key(rest.try_into().ok()?),
            3 => {
                let (key, nonce) = rest.split_first_chunk::<32>()?;
                Self::Open { key: *key, nonce: nonce.try_into().ok()? }
            }
            4 if rest.is_empty() => Self::Hit,
            5 => Self::Spake(rest.try_into().ok()?),
            6 => Self::Proof(rest.try_into().ok()?),
            7 => Self::Sealed(rest.to_vec()),
            8 => {
                let [number] = rest else { return None };
                // A later version may have further reasons.
                Self::End(End::ALL.into_iter().find(|end| *end as u8 == *number).unwrap_or(End::Cancelled))
            }
            _ => return None,
        }))
    }

    fn first(kind: u8, rest: &[u8]) -> Option<Result<Self, PairingError>> {
        let ([version, purpose], rest) = rest.split_first_chunk::<2>()?;
        let (VERSION, Some(purpose)) = (*version, Purpose::from_number(*purpose)) else {
            return Some(Err(PairingError::Version));
        };
        Some(Ok(if kind == 0 {
            Self::Ask { purpose, commitment: rest.try_into().ok()? }
        } else {
            let (nonce, plate) = rest.split_first_chunk::<16>()?;
            Self::Seek { purpose, nonce: *nonce, plate: plate.try_into().ok()? }
        }))
    }
}
