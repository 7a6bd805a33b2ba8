//! What the node tells.

use commonplace_core::id::{BlobId, DeviceId};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::PairingState;
use commonplace_node::event::{Event, RelayNews, Way};

use super::{circle_id, pairing, record};

/// One of each event.
pub(crate) fn events() -> Vec<Event> {
    let (peer, circle, blob) = (|| String::from("12D3KooWabcdefghijkl"), circle_id(), BlobId::from_bytes([3; 32]));
    let (title, person) = (|| String::from("Biology 9b"), || String::from("Alice"));
    vec![
        Event::Started { name: "Bob".into(), peer: peer() },
        Event::Listening { addresses: vec!["/ip4/192.168.1.7/tcp/4001".into()] },
        Event::PeerUp { peer: peer(), address: "/ip4/192.168.1.7/tcp/4001".into(), way: Way::Local },
        Event::PeerMoved { peer: peer(), address: "/ip4/192.168.1.7/tcp/4001".into(), way: Way::Direct },
        Event::PeerDown { peer: peer() },
        Event::Met { peer: peer(), circle, person: person() },
        Event::Synced { circle, title: title(), person: person(), peer: peer(), records: 120 },
        Event::Receiving { circle, peer: peer(), received: 3, expected: Some(12) },
        Event::Relay {
            circle,
            title: title(),
            relay: "/ip4/203.0.113.7/tcp/17017/p2p/12D3KooWmnop".into(),
            news: RelayNews::Lost,
            count: 7,
        },
        Event::Relaying { peer: peer(), addresses: vec!["/ip4/203.0.113.7/tcp/17017".into()], leases: 2 },
        Event::Serving { address: "http://127.0.0.1:8017/0f/enter/3c".into(), circle, title: title() },
        Event::Changed { circle, threads: vec![record(1)] },
        Event::Disputed { circle, disputes: vec![record(30)] },
        Event::Joined { circle, title: title() },
        Event::Refused { circle, why: "used-up".into() },
        Event::NewDevice {
            device: DeviceId::from_bytes([8; 32]),
            name: "laptop 2".into(),
            former: DeviceId::from_bytes([9; 32]),
        },
        Event::Removed {
            circle,
            title: title(),
            by: Some("Alice".into()),
            at: Timestamp::from_millis(1_700_000_000_000),
        },
        Event::DeviceRevoked { circle, title: title() },
        Event::Pairing(pairing(PairingState::Asked, false)),
        Event::SettingsChanged,
        Event::DraftChanged { key: "note-new:abc".into() },
        Event::BlobHere { circle, blob },
        Event::BlobGone { circle, blob },
        Event::BlobProgress { blob, here: 600_000, of: 1_200_000, rate: 90_000_000, peers: 2 },
        Event::AttachProgress { name: "film.mp4".into(), done: 600_000, of: 1_200_000 },
        Event::Rebuilding { percent: 20 },
        Event::Ready,
        Event::Trouble { text: "The disk is full.".into() },
        Event::ShowWindow { open: None },
        Event::Stopping,
    ]
}
