//! What an onlooker at the switch has written down: packets of a capture file.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::Path;

/// What one packet carries above TCP or UDP.
#[derive(Debug, Clone)]
pub(crate) struct Packet {
    pub(crate) from: IpAddr,
    pub(crate) to: IpAddr,
    pub(crate) to_port: u16,
    pub(crate) payload: Vec<u8>,
}

/// The packets of a file that tcpdump has written, in order. What is neither TCP nor UDP over IP is passed over.
pub(crate) fn packets(file: &Path) -> Vec<Packet> {
    let bytes = std::fs::read(file).expect("a trace");
    let mut rest = bytes.get(24..).expect("the head of a trace");
    let mut packets = Vec::new();
    while let Some((head, after)) = rest.split_at_checked(16) {
        let len = u32::from_le_bytes(head[8..12].try_into().expect("four bytes")) as usize;
        let Some((frame, after)) = after.split_at_checked(len) else { break };
        packets.extend(packet(frame));
        rest = after;
    }
    packets
}

fn packet(frame: &[u8]) -> Option<Packet> {
    let number = |at: usize, bytes: &[u8]| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let ip = frame.get(14..)?;
    let (from, to, protocol, end, body) = match number(12, frame)? {
        0x0800 => {
            let ends: [u8; 8] = ip.get(12..20)?.try_into().ok()?;
            let [a, b, c, d, e, f, g, h] = ends;
            let head = usize::from(ip.first()? & 15) * 4;
            (IpAddr::from([a, b, c, d]), IpAddr::from([e, f, g, h]), *ip.get(9)?, usize::from(number(2, ip)?), head)
        }
        0x86dd => {
            let source: [u8; 16] = ip.get(8..24)?.try_into().ok()?;
            let target: [u8; 16] = ip.get(24..40)?.try_into().ok()?;
            (IpAddr::from(source), IpAddr::from(target), *ip.get(6)?, 40 + usize::from(number(4, ip)?), 40)
        }
        _ => return None,
    };
    // A frame may be filled up behind the packet.
    let segment = ip.get(body..end.min(ip.len()))?;
    let head = match protocol {
        6 => usize::from(segment.get(12)? >> 4) * 4,
        17 => 8,
        _ => return None,
    };
    let payload = segment.get(head..)?.to_vec();
    Some(Packet { from, to, to_port: number(2, segment)?, payload })
}

/// Every run of sixteen bytes in what the packets carry.
pub(crate) fn runs(packets: &[Packet]) -> BTreeSet<[u8; 16]> {
    let windows = packets.iter().flat_map(|packet| packet.payload.windows(16));
    windows.map(|window| window.try_into().expect("sixteen")).collect()
}

pub(crate) fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}
