//! Hearing who announces themselves on the local network without being heard: what quiet discovery knows.
//!
//! Others answer each other's questions to everybody, so whoever keeps silent hears them all the same. Two who both keep
//! silent never hear of each other.

pub(crate) mod ear;

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use commonplace_core::limits;
use hickory_proto::op::{Message, MessageType};
use hickory_proto::rr::{RData, Record};
use libp2p::Multiaddr;

use crate::{Address, PeerId};

/// The name under which libp2p programs announce themselves.
pub(crate) const SERVICE: &str = "_p2p._udp.local.";
/// How an announced address begins (libp2p specification, "mDNS").
const PREFIX: &[u8] = b"dnsaddr=";
/// Longest time that an announcement is believed: whoever claims more may be gone all the same.
const LONGEST: Duration = Duration::from_secs(240);
/// Shortest time, so that nobody makes us forget and find them again and again.
const SHORTEST: Duration = Duration::from_secs(30);

/// Somebody who is near, and for how long that is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Announced {
    pub(crate) peer: PeerId,
    pub(crate) address: Address,
    pub(crate) holds: Duration,
}

/// What a packet from `from` announces; nothing, if it is anything else. At most
/// [`limits::MDNS_ANNOUNCEMENTS`] are taken from one packet.
///
/// An address is believed only of the machine that sends the packet: otherwise one packet would make a whole room dial a
/// third machine. From a link-local IPv6 address, which is all that such a packet has, any IPv6 address is.
pub(crate) fn announced(packet: &[u8], from: SocketAddr) -> Vec<Announced> {
    if packet.len() > limits::MDNS_PACKET_BYTES {
        return Vec::new();
    }
    let Ok(message) = Message::from_vec(packet) else { return Vec::new() };
    if message.metadata.message_type != MessageType::Response {
        return Vec::new();
    }
    let mut all = Vec::new();
    for answer in message.answers.iter().filter(|answer| answer.name.to_string().eq_ignore_ascii_case(SERVICE)) {
        let RData::PTR(name) = &answer.data else { continue };
        let holds = Duration::from_secs(answer.ttl.into()).clamp(SHORTEST, LONGEST);
        let own = message.additionals.iter().filter(|record| record.name == **name);
        for (peer, address) in own.flat_map(texts).filter_map(|text| place(text, from.ip())) {
            if all.len() == limits::MDNS_ANNOUNCEMENTS {
                return all;
            }
            all.push(Announced { peer, address, holds });
        }
    }
    all
}

fn texts(record: &Record) -> impl Iterator<Item = &[u8]> {
    let texts = if let RData::TXT(txt) = &record.data { &txt.txt_data[..] } else { &[] };
    texts.iter().map(AsRef::as_ref)
}

fn place(text: &[u8], from: IpAddr) -> Option<(PeerId, Address)> {
    let text = std::str::from_utf8(text.strip_prefix(PREFIX)?).ok()?;
    let address = Address::from_multiaddr(&text.parse::<Multiaddr>().ok()?).ok()?;
    let peer = address.peer()?;
    let address = address.without_peer();
    let ip = address.socket().ip();
    let own = match (from, ip) {
        (IpAddr::V6(sender), IpAddr::V6(_)) if sender.is_unicast_link_local() => true,
        _ => from.to_canonical() == ip.to_canonical(),
    };
    (own && address.can_be_dialled() && !address.is_loopback()).then_some((peer, address))
}

/// Who was heard, and until when that holds.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    until: BTreeMap<(PeerId, Address), Duration>,
}

impl Heard {
    /// Takes note of an announcement; says whether there is room for it.
    pub(crate) fn hear(&mut self, now: Duration, one: &Announced) -> bool {
        let key = (one.peer, one.address);
        let most = limits::NET_DISCOVERED_PEERS * limits::BOOK_ADDRESSES;
        if self.until.len() >= most && !self.until.contains_key(&key) {
            return false;
        }
        self.until.insert(key, now + one.holds);
        true
    }

    /// When somebody will have been silent for too long.
    pub(crate) fn due(&self) -> Option<Duration> {
        self.until.values().min().copied()
    }

    /// Who has been silent for too long.
    pub(crate) fn silent(&mut self, now: Duration) -> Vec<(PeerId, Address)> {
        let silent: Vec<_> = self.until.iter().filter(|(_, until)| **until <= now).map(|(key, _)| *key).collect();
        silent.iter().for_each(|key| _ = self.until.remove(key));
        silent
    }
}

#[cfg(test)]
mod tests {
    use hickory_proto::op::{Message, OpCode, Query};
    use hickory_proto::rr::rdata::{PTR, TXT};
    use hickory_proto::rr::{Name, RecordType};

    use super::*;
    use crate::TransportSecret;

    const BOB: &str = "192.168.1.7:5353";

    fn peer(seed: u8) -> PeerId {
        TransportSecret::from_seed([seed; 32]).peer()
    }

    fn name(text: &str) -> Name {
        Name::from_ascii(text).expect("a name")
    }

    /// An announcement of these texts under one name, as libp2p makes them.
    fn packet(kind: MessageType, service: &str, texts: &[String], ttl: u32) -> Vec<u8> {
        let mut message = Message::new(7, kind, OpCode::Query);
        let own = name("abcdefghijklmnop.");
        message.add_answer(Record::from_rdata(name(service), ttl, RData::PTR(PTR(own.clone()))));
        for text in texts {
            let txt = RData::TXT(TXT::new(vec![text.clone()]));
            message.add_additional(Record::from_rdata(own.clone(), ttl, txt));
        }
        message.to_vec().expect("encodes")
    }

    fn dnsaddr(place: &str, seed: u8) -> String {
        format!("dnsaddr={place}/p2p/{}", peer(seed))
    }

    fn heard(packet: &[u8], from: &str) -> Vec<(PeerId, String)> {
        let all = announced(packet, from.parse().expect("an address"));
        all.into_iter().map(|one| (one.peer, one.address.to_string())).collect()
    }

    #[test]
    fn an_announcement_is_understood() {
        let texts = [dnsaddr("/ip4/192.168.1.7/tcp/4001", 2), dnsaddr("/ip4/192.168.1.7/udp/4001/quic-v1", 2)];
        let expected = ["/ip4/192.168.1.7/tcp/4001", "/ip4/192.168.1.7/udp/4001/quic-v1"];
        let found = heard(&packet(MessageType::Response, SERVICE, &texts, 120), BOB);
        assert_eq!(found, expected.map(|place| (peer(2), place.to_owned())));
    }

    #[test]
    fn nobody_makes_us_dial_a_third_machine() {
        let texts = [
            dnsaddr("/ip4/192.168.1.9/tcp/4001", 2),
            dnsaddr("/ip4/127.0.0.1/tcp/4001", 2),
            dnsaddr("/ip4/0.0.0.0/tcp/4001", 2),
            dnsaddr("/ip4/192.168.1.7/tcp/0", 2),
            dnsaddr("/ip6/fe80::7/tcp/4001", 2),
            dnsaddr("/dns4/example.org/tcp/4001", 2),
            dnsaddr("/ip4/192.168.1.7/tcp/4001/ws", 2),
        ];
        assert_eq!(heard(&packet(MessageType::Response, SERVICE, &texts, 120), BOB), []);
        let v6 = [dnsaddr("/ip6/fd00::7/tcp/4001", 2), dnsaddr("/ip4/192.168.1.9/tcp/4001", 2)];
        let found = heard(&packet(MessageType::Response, SERVICE, &v6, 120), "[fe80::7]:5353");
        assert_eq!(found, [(peer(2), "/ip6/fd00::7/tcp/4001".to_owned())]);
    }

    #[test]
    fn what_is_no_announcement_says_nothing() {
        let texts = [dnsaddr("/ip4/192.168.1.7/tcp/4001", 2)];
        let good = packet(MessageType::Response, SERVICE, &texts, 120);
        assert_eq!(heard(&packet(MessageType::Query, SERVICE, &texts, 120), BOB), []);
        assert_eq!(heard(&packet(MessageType::Response, "_ipp._tcp.local.", &texts, 120), BOB), []);
        let odd = ["", "dnsaddr=", "dnsaddr=/ip4/192.168.1.7/tcp/4001", "dnsaddr=what is this", "path=/x"];
        let odd = odd.map(str::to_owned);
        assert_eq!(heard(&packet(MessageType::Response, SERVICE, &odd, 120), BOB), []);
        for len in 0..good.len() {
            heard(&good[..len], BOB);
        }
        for place in 0..good.len() {
            for byte in [0, 0x40, 0xc0, 0xff] {
                let mut bent = good.clone();
                bent[place] = byte;
                heard(&bent, BOB);
            }
        }
        assert_eq!(heard(&vec![0xc0; 100_000], BOB), []);
        let mut question = Message::new(7, MessageType::Query, OpCode::Query);
        question.add_query(Query::query(name(SERVICE), RecordType::PTR));
        assert_eq!(heard(&question.to_vec().expect("encodes"), BOB), []);
    }

    #[test]
    fn one_packet_names_only_so_many() {
        // More than are taken, in a packet that is not too long to be looked at.
        let texts: Vec<String> = (1..=60).map(|port| dnsaddr(&format!("/ip4/192.168.1.7/tcp/{port}"), 2)).collect();
        let found = heard(&packet(MessageType::Response, SERVICE, &texts, 120), BOB);
        assert_eq!(found.len(), limits::MDNS_ANNOUNCEMENTS);
    }

    #[test]
    fn who_falls_silent_is_forgotten_in_bounded_time() {
        let mut heard = Heard::default();
        for (seed, ttl) in [(1, 0), (2, 120), (3, u32::MAX)] {
            let packet = packet(MessageType::Response, SERVICE, &[dnsaddr("/ip4/192.168.1.7/tcp/1", seed)], ttl);
            for one in announced(&packet, BOB.parse().expect("an address")) {
                assert!(heard.hear(Duration::ZERO, &one));
            }
        }
        assert_eq!(heard.due(), Some(SHORTEST));
        assert_eq!(heard.silent(SHORTEST).len(), 1);
        assert_eq!(heard.silent(Duration::from_secs(120)).len(), 1);
        assert_eq!(heard.silent(LONGEST).len(), 1);
        assert_eq!(heard.due(), None);
    }
}
