//! A spoken code with the places where it is meant to be said: as text, and so as a QR code. Who reads it need not be
//! found nearby first.

use std::fmt;
use std::str::FromStr;

use serde_bytes::ByteBuf;

use super::SpokenCode;
use crate::armor::{self, ArmorError};
use crate::circle::ticket_addresses::{compact, expand};
use crate::encoding::{decode, encode};
use crate::limits;

const VERSION: u8 = 1;

/// `[words, peers, [address*]]`.
type LinkWire = (String, ByteBuf, Vec<ByteBuf>);

/// A code, and where whoever made it up can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkText {
    /// The code, worth as much as when it is said.
    pub code: SpokenCode,
    /// Full addresses of one node; at most [`limits::TICKET_ADDRESSES`].
    pub addresses: Vec<String>,
}

impl fmt::Display for LinkText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (peers, packed) = compact(&self.addresses);
        let wire = encode(&(self.code.words().join(" "), peers, packed));
        f.write_str(&armor::write(armor::LINK, VERSION, &wire))
    }
}

impl FromStr for LinkText {
    type Err = ArmorError;

    /// Case and white space do not matter.
    fn from_str(text: &str) -> Result<Self, ArmorError> {
        let of = |version, wire: &[u8]| (version == VERSION).then(|| Self::from_wire(wire));
        armor::value(armor::LINK, text, limits::TICKET_BYTES, of)
    }
}

impl LinkText {
    fn from_wire(wire: &[u8]) -> Option<Self> {
        let (words, peers, packed) = decode::<LinkWire>(wire, limits::TICKET_BYTES).ok()?;
        let link = Self { code: words.parse().ok()?, addresses: expand(&peers, &packed)? };
        let is_bounded = link.addresses.len() <= limits::TICKET_ADDRESSES
            && link.addresses.iter().all(|address| address.len() <= limits::TICKET_ADDRESS_BYTES);
        is_bounded.then_some(link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frozen: programs of different age show and read it to each other.
    const TEXT: &str = "commonplace-link:agbxqgljmrswcidmn5twsyzamjzgsz3ioqqhi2dpovtwq5cyea5wuj54z23killcuounaktpbvzwkmqvo4o6eq5ghlaerimllhnctaskadakqaihaih2cbiajiaauaaaa4ba7iifaaizbfxt";

    fn link() -> LinkText {
        let addresses = vec![
            "/ip4/192.168.1.7/tcp/4001/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN".to_owned(),
            "/ip4/10.0.0.7/tcp/4001/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN".to_owned(),
        ];
        LinkText { code: SpokenCode::from_entropy([7; 8]), addresses }
    }

    #[test]
    fn a_link_is_read_as_it_was_written_and_fits_a_small_code() {
        assert_eq!(link().to_string(), TEXT);
        assert_eq!(TEXT.parse(), Ok(link()));
        assert_eq!(format!(" {}\n", TEXT.to_ascii_uppercase()).parse(), Ok(link()));
        assert!(TEXT.len() < 250, "{} letters", TEXT.len());
        assert_eq!(
            LinkText { addresses: Vec::new(), ..link() }.to_string().parse(),
            Ok(LinkText { addresses: Vec::new(), ..link() })
        );
    }

    #[test]
    fn what_is_cut_short_or_something_else_is_none() {
        for len in 0..TEXT.len() {
            assert!(TEXT[..len].parse::<LinkText>().is_err(), "{len}");
        }
        assert_eq!("commonplace:abc".parse::<LinkText>(), Err(ArmorError::Other));
        let newer = armor::write(armor::LINK, 2, &[1]);
        assert_eq!(newer.parse::<LinkText>(), Err(ArmorError::Version(2)));
        let wrong = TEXT.replace("ea", "ae");
        assert!(wrong == TEXT || wrong.parse::<LinkText>().is_err());
    }
}
