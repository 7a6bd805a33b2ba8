//! Addresses of a ticket in few bytes: what a multiaddr says, with each peer named once.

use std::fmt::Write as _;
use std::net::{Ipv4Addr, Ipv6Addr};

use serde_bytes::ByteBuf;

/// What stands before the ed25519 key in the bytes of a libp2p peer id: identity hash, 36 bytes; key type, 32 bytes.
const PEER_PREFIX: [u8; 6] = [0, 0x24, 8, 1, 0x12, 0x20];
/// Bytes of a key.
const KEY: usize = 32;

/// Parts of an address, each a byte and what follows it.
mod part {
    pub(super) const IP4: u8 = 0;
    pub(super) const IP6: u8 = 1;
    pub(super) const TCP: u8 = 2;
    pub(super) const UDP: u8 = 3;
    pub(super) const QUIC: u8 = 4;
    pub(super) const PEER: u8 = 5;
    pub(super) const CIRCUIT: u8 = 6;
    /// All that follows is the address as text: one that is made otherwise.
    pub(super) const TEXT: u8 = 7;
}

/// The addresses, and the keys of all peers that they name, in the order in which they are named first.
pub(crate) fn compact(addresses: &[String]) -> (ByteBuf, Vec<ByteBuf>) {
    let mut peers = Vec::new();
    let packed = addresses.iter().map(|address| ByteBuf::from(pack(address, &mut peers))).collect();
    (ByteBuf::from(peers.concat()), packed)
}

/// What [`compact`] was made of; none if it is no such thing.
pub(crate) fn expand(peers: &[u8], packed: &[ByteBuf]) -> Option<Vec<String>> {
    let (peers, []) = peers.as_chunks::<KEY>() else { return None };
    packed.iter().map(|bytes| unpack(bytes, peers)).collect()
}

fn pack(address: &str, peers: &mut Vec<[u8; KEY]>) -> Vec<u8> {
    let mut named = peers.clone();
    let packed = pack_parts(address, &mut named).filter(|bytes| unpack(bytes, &named).as_deref() == Some(address));
    match packed {
        Some(packed) => {
            *peers = named;
            packed
        }
        None => [&[part::TEXT], address.as_bytes()].concat(),
    }
}

fn pack_parts(address: &str, peers: &mut Vec<[u8; KEY]>) -> Option<Vec<u8>> {
    let mut words = address.strip_prefix('/')?.split('/');
    let mut packed = Vec::new();
    while let Some(word) = words.next() {
        match word {
            "ip4" => {
                packed.push(part::IP4);
                packed.extend(words.next()?.parse::<Ipv4Addr>().ok()?.octets());
            }
            "ip6" => {
                packed.push(part::IP6);
                packed.extend(words.next()?.parse::<Ipv6Addr>().ok()?.octets());
            }
            "tcp" | "udp" => {
                packed.push(if word == "tcp" { part::TCP } else { part::UDP });
                packed.extend(words.next()?.parse::<u16>().ok()?.to_be_bytes());
            }
            "quic-v1" => packed.push(part::QUIC),
            "p2p-circuit" => packed.push(part::CIRCUIT),
            "p2p" => {
                let key = key_of(words.next()?)?;
                let place = peers.iter().position(|peer| *peer == key).unwrap_or(peers.len());
                if place == peers.len() {
                    peers.push(key);
                }
                packed.extend([part::PEER, u8::try_from(place).ok()?]);
            }
            _ => return None,
        }
    }
    Some(packed)
}

fn unpack(bytes: &[u8], peers: &[[u8; KEY]]) -> Option<String> {
    if let Some((&part::TEXT, text)) = bytes.split_first() {
        return String::from_utf8(text.to_vec()).ok();
    }
    let mut rest = bytes;
    let mut address = String::new();
    while let Some((kind, after)) = rest.split_first() {
        rest = after;
        match *kind {
            part::IP4 => write!(address, "/ip4/{}", Ipv4Addr::from(take::<4>(&mut rest)?)),
            part::IP6 => write!(address, "/ip6/{}", Ipv6Addr::from(take::<16>(&mut rest)?)),
            part::TCP => write!(address, "/tcp/{}", u16::from_be_bytes(take(&mut rest)?)),
            part::UDP => write!(address, "/udp/{}", u16::from_be_bytes(take(&mut rest)?)),
            part::QUIC => write!(address, "/quic-v1"),
            part::CIRCUIT => write!(address, "/p2p-circuit"),
            part::PEER => {
                let [place] = take(&mut rest)?;
                write!(address, "/p2p/{}", peer_id(peers.get(usize::from(place))?))
            }
            _ => return None,
        }
        .ok()?;
    }
    Some(address)
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*first)
}

fn peer_id(key: &[u8; KEY]) -> String {
    bs58::encode([&PEER_PREFIX[..], key].concat()).into_string()
}

fn key_of(text: &str) -> Option<[u8; KEY]> {
    bs58::decode(text).into_vec().ok()?.strip_prefix(&PEER_PREFIX)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The id of a key that is plain to see.
    fn peer(byte: u8) -> String {
        peer_id(&[byte; KEY])
    }

    #[test]
    fn every_address_comes_back_as_it_was() {
        let addresses = [
            format!("/ip4/192.168.1.7/tcp/4001/p2p/{}", peer(1)),
            format!("/ip4/192.168.1.7/udp/4001/quic-v1/p2p/{}", peer(1)),
            format!("/ip6/fd00::7/tcp/4001/p2p/{}", peer(1)),
            format!("/ip4/10.0.0.1/tcp/4001/p2p/{}/p2p-circuit/p2p/{}", peer(2), peer(1)),
            "/ip4/192.168.1.7/tcp/4001".to_owned(),
            // Made otherwise: kept as text.
            "/dns4/example.org/tcp/4001".to_owned(),
            "/ip4/192.168.1.7/tcp/04001".to_owned(),
            "wire:alice".to_owned(),
            String::new(),
        ];
        let (peers, packed) = compact(&addresses);
        assert_eq!(expand(&peers, &packed).as_deref(), Some(&addresses[..]));
        assert_eq!(peers.len(), 2 * KEY, "each peer is named once");
        assert_eq!(packed[0].len(), 10);
    }

    #[test]
    fn the_text_of_a_peer_id_is_that_of_libp2p() {
        // `commonplace_net::TransportSecret::from_seed([1; 32]).peer()`, an ed25519 key in an identity hash.
        let id = "12D3KooWK99VoVxNE7XzyBwXEzW7xhK7Gpv85r9F3V3fyKSUKPH5";
        assert_eq!(key_of(id).map(|key| peer_id(&key)).as_deref(), Some(id));
        assert_eq!(key_of("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N"), None);
    }

    #[test]
    fn nonsense_is_none() {
        for bytes in [&[9][..], &[part::IP4, 1, 2], &[part::PEER, 0], &[part::PEER], &[part::TEXT, 0xff]] {
            assert_eq!(expand(&[], &[ByteBuf::from(bytes)]), None, "{bytes:?}");
        }
        assert_eq!(expand(&[1; 31], &[]), None);
    }
}
